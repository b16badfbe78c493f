-- Applications: a draft that is filled over days, frozen in a numbered snapshot when it is submitted.
create table applications (
    id uuid primary key,
    person_id uuid not null references persons (id),
    account_id uuid references citizen_accounts (id),
    programme text not null references programmes (code),
    bundle_hash bytea not null references bundles (hash),
    state text not null default 'draft',
    answers jsonb not null default '{}',
    version integer not null default 1,
    created_at timestamptz not null default pser_now(),
    updated_at timestamptz not null default pser_now(),
    constraint applications_state_known check (state in ('draft', 'submitted', 'closed')),
    constraint applications_version_positive check (version > 0)
);
create unique index applications_one_open_per_person_and_programme
    on applications (person_id, programme) where state <> 'closed';
create index applications_by_person on applications (person_id, id);
comment on table applications is 'What a citizen asks of a programme. A draft is not a case; submitting makes one. Closed when its case has ended.';
comment on column applications.answers is 'Answers by question. Identifiers (CNIC, IBAN, mobile) stand as {"sealed", "index", "last"}, sealed at application.answers.';
comment on column applications.version is 'Grows with every save, so that two windows do not overwrite each other.';

create table snapshots (
    application_id uuid not null references applications (id),
    number smallint not null,
    answers jsonb not null,
    documents jsonb not null,
    consent text not null,
    content_hash bytea not null,
    submitted_at timestamptz not null default pser_now(),
    primary key (application_id, number),
    constraint snapshots_hash_is_sha256 check (octet_length(content_hash) = 32)
);
create function identifiers_in(answers jsonb) returns text[]
    language sql immutable parallel safe
    return array(select jsonb_array_elements_text(jsonb_path_query_array(answers, '$.**.index')));
comment on function identifiers_in(jsonb) is
    'The blind indexes (hexadecimal) of the CNICs, IBANs and mobiles that stand in answers.';
-- Without a list of pending entries, which every search would have to read through.
create index snapshots_by_identifier on snapshots using gin (identifiers_in(answers)) with (fastupdate = off);
comment on table snapshots is 'An application as it was handed in. Decisions and payments refer to the content hash; it never changes.';
comment on column snapshots.consent is 'Version of the consent text that the citizen agreed to.';
comment on column snapshots.content_hash is 'SHA-256 over the canonical bytes (RFC 8785) of application, bundle, answers (blind indexes in place of identifiers), document digests and consent.';
revoke update, delete on snapshots from pser_app;
