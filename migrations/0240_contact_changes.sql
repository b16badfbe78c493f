-- Changing how a citizen is reached: nothing new counts before whoever has it has proved it.
create table email_confirmations (
    citizen_account_id uuid primary key references citizen_accounts (id),
    email_sealed bytea not null,
    token_hash bytea not null,
    sent_at timestamptz not null default pser_now(),
    expires_at timestamptz not null,
    constraint email_confirmations_token_unique unique (token_hash)
);
comment on table email_confirmations is 'An e-mail address that waits for its link to be followed. One per account: a newer address or link takes the place of the one before.';
comment on column email_confirmations.email_sealed is 'The address, sealed at citizen_account.email, so that it is taken over as it stands.';
comment on column email_confirmations.token_hash is 'SHA-256 of the token of the newest link.';

create table mobile_changes (
    id uuid primary key,
    citizen_account_id uuid not null references citizen_accounts (id),
    mobile_sealed bytea not null,
    mobile_index bytea not null,
    created_at timestamptz not null default pser_now(),
    expires_at timestamptz not null,
    completed_at timestamptz
);
create index mobile_changes_by_account on mobile_changes (citizen_account_id);
comment on table mobile_changes is 'A new mobile that waits for the code sent to it.';
comment on column mobile_changes.mobile_sealed is 'Mobile as 923XXXXXXXXX, sealed at citizen_account.mobile, so that it is taken over as it stands.';

-- Addresses that nobody has confirmed wait for their link like new ones: until then nothing is sent there.
insert into email_confirmations (citizen_account_id, email_sealed, token_hash, expires_at)
select id, email_sealed, sha256(uuid_send(gen_random_uuid())), pser_now()
from citizen_accounts where email_sealed is not null and state = 'live';
update citizen_accounts set email_sealed = null where email_sealed is not null;
comment on column citizen_accounts.email_sealed is 'E-mail address that was confirmed by its link, sealed at citizen_account.email; optional.';

alter table codes drop constraint codes_purpose_known;
alter table codes add constraint codes_purpose_known check (purpose in ('registration', 'sign-in', 'mobile-change'));
comment on column codes.subject_id is 'What the code is bound to: the registration, the sign-in attempt or the change of mobile.';
