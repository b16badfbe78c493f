-- Programmes on offer and the bundles that declare them.
create table bundles (
    hash bytea primary key,
    programme text not null,
    language_version integer not null,
    content jsonb not null,
    published_at timestamptz not null default pser_now(),
    constraint bundles_hash_is_sha256 check (octet_length(hash) = 32)
);
comment on table bundles is 'Workflow, form, documents, eligibility and notice texts of a programme, whole, by the SHA-256 of their canonical bytes. Never changed.';
comment on column bundles.language_version is 'Version of the declaration language in which it is written.';

create table programmes (
    code text primary key,
    title_en text not null,
    title_ur text not null,
    bundle_hash bytea not null references bundles (hash),
    is_open boolean not null default true
);
comment on table programmes is 'A programme that citizens may apply to, and the bundle new applications use. Cases in flight stay on theirs.';
revoke update, delete on bundles from pser_app;
