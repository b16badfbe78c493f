-- Programs of others that use the API under limits of their own.
create table api_clients (
    id uuid primary key,
    name text not null,
    secret_hash bytea not null,
    allowance integer not null,
    created_at timestamptz not null default pser_now(),
    revoked_at timestamptz,
    constraint api_clients_name_unique unique (name),
    constraint api_clients_secret_hash_length check (octet_length(secret_hash) = 32),
    constraint api_clients_allowance_sane check (allowance between 1 and 1000000)
);
comment on table api_clients is 'A program that names itself in the header PSER-Client and may do more than one address may; who it acts for, bearer tokens say.';
comment on column api_clients.secret_hash is 'SHA-256 of the secret of 256 bits that is shown once.';
comment on column api_clients.allowance is 'How many times what one address may do it may do; every limit stays, only higher.';
comment on column api_clients.revoked_at is 'From when on it is not known any more; its name is not given again.';
