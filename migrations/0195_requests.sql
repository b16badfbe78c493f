-- Requests that create something, answered once however often they arrive.
create table idempotency_keys (
    scope bytea not null,
    key text not null,
    request_hash bytea not null,
    status smallint,
    body jsonb,
    created_at timestamptz not null default pser_now(),
    primary key (scope, key),
    constraint idempotency_keys_key_length check (length(key) between 8 and 100),
    constraint idempotency_keys_answer_whole check ((status is null) = (body is null))
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
comment on table idempotency_keys is 'The answer given to a creating request, kept in its transaction for a day. The scope is the digest of who sent it.';
