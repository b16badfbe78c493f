-- Persons, their accounts, and how they prove who they are.
create table persons (
    id uuid primary key,
    cnic_sealed bytea not null,
    cnic_index bytea not null,
    name text not null,
    name_ur text,
    father_name text,
    date_of_birth date,
    created_at timestamptz not null default pser_now(),
    constraint persons_one_per_cnic unique (cnic_index),
    constraint persons_cnic_index_length check (octet_length(cnic_index) = 16)
);
create index persons_by_date_of_birth on persons (date_of_birth);
comment on table persons is 'A human being known by a CNIC. May have no account; a citizen and a staff account can point to the same person.';
comment on column persons.cnic_sealed is 'CNIC of 13 digits, sealed at place person.cnic.';
comment on column persons.cnic_index is 'Blind index (kind cnic) of the 13 digits.';

create table citizen_accounts (
    id uuid primary key,
    person_id uuid not null references persons (id),
    pser_id text not null,
    state text not null,
    language text not null,
    mobile_sealed bytea not null,
    mobile_index bytea not null,
    email_sealed bytea,
    address text,
    area text not null references areas (code),
    password_hash text not null,
    created_at timestamptz not null default pser_now(),
    closed_at timestamptz,
    constraint citizen_accounts_pser_id_unique unique (pser_id),
    constraint citizen_accounts_state_known check (state in ('live', 'closed')),
    constraint citizen_accounts_language_known check (language in ('en', 'ur')),
    constraint citizen_accounts_closed_when check ((state = 'closed') = (closed_at is not null))
);
create unique index citizen_accounts_one_live_per_person on citizen_accounts (person_id) where state = 'live';
create index citizen_accounts_by_mobile on citizen_accounts (mobile_index);
comment on table citizen_accounts is 'The sign-in of a citizen whose mobile was proved. One live account per person, hence per CNIC.';
comment on column citizen_accounts.pser_id is 'Random public number given on registration: P-XXXXX-XXXXX-C in Crockford base32 with a check symbol.';
comment on column citizen_accounts.mobile_sealed is 'Mobile as 923XXXXXXXXX, sealed at citizen_account.mobile.';
comment on column citizen_accounts.email_sealed is 'E-mail address, sealed at citizen_account.email; optional.';

create table registrations (
    id uuid primary key,
    cnic_index bytea not null,
    details_sealed bytea not null,
    language text not null,
    created_at timestamptz not null default pser_now(),
    expires_at timestamptz not null,
    account_id uuid references citizen_accounts (id),
    constraint registrations_language_known check (language in ('en', 'ur'))
);
create index registrations_by_cnic on registrations (cnic_index, created_at);
comment on table registrations is 'A sign-up whose mobile is not proved yet. Proving it makes the person and the account; unproved ones expire.';
comment on column registrations.details_sealed is 'Everything typed, with the password already hashed, as JSON sealed at registration.details.';
comment on column registrations.account_id is 'The account it became; null while unproved, and for ever where the CNIC already had a live account or another registration was proved first.';

create table staff_accounts (
    id uuid primary key,
    person_id uuid not null references persons (id),
    email text not null,
    state text not null,
    language text not null default 'en',
    password_hash text,
    totp_sealed bytea,
    totp_last_step bigint not null default 0,
    invitation_hash bytea,
    invitation_expires_at timestamptz,
    created_at timestamptz not null default pser_now(),
    constraint staff_accounts_email_unique unique (email),
    constraint staff_accounts_email_folded check (email = lower(email)),
    constraint staff_accounts_state_known check (state in ('invited', 'live', 'disabled')),
    constraint staff_accounts_live_has_proofs check (state <> 'live' or (password_hash is not null and totp_sealed is not null)),
    constraint staff_accounts_language_known check (language in ('en', 'ur'))
);
create unique index staff_accounts_one_open_per_person on staff_accounts (person_id) where state <> 'disabled';
comment on table staff_accounts is 'The sign-in of an officer, maker, supervisor, auditor or administrator: by invitation, with a second factor.';
comment on column staff_accounts.totp_sealed is 'TOTP secret, sealed at staff_account.totp.';
comment on column staff_accounts.totp_last_step is 'The last 30-second step whose code was used: a code is good once.';
comment on column staff_accounts.invitation_hash is 'SHA-256 of the invitation token while the invitation is open.';

create table grants (
    id uuid primary key,
    staff_account_id uuid not null references staff_accounts (id),
    role text not null,
    area text references areas (code),
    programme text,
    amount_cap bigint,
    expires_at timestamptz,
    revoked_at timestamptz,
    granted_by uuid references persons (id),
    created_at timestamptz not null default pser_now(),
    constraint grants_amount_cap_positive check (amount_cap > 0)
);
create index grants_by_account on grants (staff_account_id) where revoked_at is null;
comment on table grants is 'A role given to a staff account within an area and a programme. Null area: the province; null programme: all of them.';
comment on column grants.amount_cap is 'The most one case may be worth for this grant, in paisa; null: no cap.';

create table sessions (
    token_hash bytea primary key,
    id uuid not null,
    citizen_account_id uuid references citizen_accounts (id),
    staff_account_id uuid references staff_accounts (id),
    created_at timestamptz not null default pser_now(),
    last_seen_at timestamptz not null default pser_now(),
    expires_at timestamptz not null,
    reauthenticated_at timestamptz not null default pser_now(),
    ended_at timestamptz,
    device text,
    constraint sessions_id_unique unique (id),
    constraint sessions_of_one_account check (num_nonnulls(citizen_account_id, staff_account_id) = 1)
);
create index sessions_by_citizen on sessions (citizen_account_id) where ended_at is null;
create index sessions_by_staff on sessions (staff_account_id) where ended_at is null;
comment on table sessions is 'A signed-in session, known by the SHA-256 of its opaque token of 256 bits.';
comment on column sessions.expires_at is 'Absolute end, 12 hours after it began; idleness is counted from last_seen_at.';
comment on column sessions.reauthenticated_at is 'When the person last proved who they are; money and roles ask for a recent proof.';

create table known_devices (
    citizen_account_id uuid not null references citizen_accounts (id),
    device_hash bytea not null,
    created_at timestamptz not null default pser_now(),
    last_used_at timestamptz not null default pser_now(),
    primary key (citizen_account_id, device_hash)
);
comment on table known_devices is 'Devices on which a citizen has given a code before: signing in there needs the password only.';

create table codes (
    id uuid primary key,
    purpose text not null,
    subject_id uuid not null,
    code_hash text not null,
    tries smallint not null default 0,
    created_at timestamptz not null default pser_now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint codes_purpose_known check (purpose in ('registration', 'sign-in')),
    constraint codes_five_tries check (tries between 0 and 5)
);
create unique index codes_one_open_per_subject on codes (purpose, subject_id) where used_at is null;
comment on table codes is 'One-time codes of six digits, kept as slow hashes. One open code per purpose and subject; a resend replaces the digits and keeps the tries.';
comment on column codes.subject_id is 'What the code is bound to: the registration or the sign-in attempt.';

create table sign_in_attempts (
    id uuid primary key,
    citizen_account_id uuid not null references citizen_accounts (id),
    created_at timestamptz not null default pser_now(),
    expires_at timestamptz not null,
    completed_at timestamptz
);
comment on table sign_in_attempts is 'A right password from a new device, waiting for the code.';

create table lockouts (
    key bytea primary key,
    failures smallint not null,
    first_failure_at timestamptz not null,
    locked_until timestamptz
);
comment on table lockouts is 'Failed sign-ins per account and source. The key is a keyed digest of both, so a stranger elsewhere locks nobody out.';

create table rate_counters (
    key bytea not null,
    window_start timestamptz not null,
    used integer not null,
    primary key (key, window_start)
);
comment on table rate_counters is 'How often a limited thing was done in a window, shared by all processes. The key is a keyed digest of limit and subject.';
