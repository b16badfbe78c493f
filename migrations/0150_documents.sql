-- Documents: one row per file, its bytes encrypted in the store.
create table documents (
    id uuid primary key,
    application_id uuid not null references applications (id),
    requirement text not null,
    member smallint,
    state text not null,
    file_name text not null,
    media_type text not null,
    size_bytes bigint not null,
    digest bytea not null,
    object_key text not null,
    wrapped_key bytea not null,
    uploaded_by uuid not null references persons (id),
    uploaded_at timestamptz not null default pser_now(),
    review text not null default 'none',
    review_reason text,
    reviewed_by uuid references persons (id),
    reviewed_at timestamptz,
    replaced_at timestamptz,
    constraint documents_object_key_unique unique (object_key),
    constraint documents_state_known check (state in ('stored', 'unfit')),
    constraint documents_size_positive check (size_bytes > 0),
    constraint documents_review_known check (review in ('none', 'accepted', 'refused')),
    constraint documents_review_signed check ((review = 'none') = (reviewed_by is null)),
    constraint documents_refusal_reasoned check (review <> 'refused' or review_reason is not null)
);
create unique index documents_one_current
    on documents (application_id, requirement, coalesce(member, -1::smallint)) where replaced_at is null;
create index documents_by_digest on documents (digest);
comment on table documents is 'A file that proves something. A new upload for the same requirement replaces the current one; nothing is overwritten.';
comment on column documents.requirement is 'The requirement of the programme it answers, such as cnic-self.';
comment on column documents.member is 'Index of the household member it belongs to, where the requirement is per member.';
comment on column documents.digest is 'Blind index (kind document) of the SHA-256 of the bytes as received: the same file is found again across applicants.';
comment on column documents.wrapped_key is 'The document''s own key, wrapped by the master key for this row.';

create table document_requests (
    id uuid primary key,
    application_id uuid not null references applications (id),
    requirement text not null,
    member smallint,
    reason text not null,
    requested_by uuid not null references persons (id),
    requested_at timestamptz not null default pser_now(),
    answered_by uuid references documents (id),
    answered_at timestamptz,
    constraint document_requests_answered_whole check ((answered_by is null) = (answered_at is null))
);
create index document_requests_open on document_requests (application_id) where answered_at is null;
comment on table document_requests is 'An officer''s request for a document, open until the citizen uploads one for the same requirement and member.';

create table store_uploads (
    object_key text primary key,
    started_at timestamptz not null default pser_now()
);
comment on table store_uploads is 'Objects being written to the store whose row is not committed yet. The sweeper deletes the objects of those older than an hour.';
