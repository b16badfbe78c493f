-- A forgotten password, found again by a link in a mail, a code by SMS, or at a help centre.
create table recoveries (
    id uuid primary key,
    citizen_account_id uuid references citizen_accounts (id),
    way text not null,
    token_hash bytea,
    mobile_sealed bytea,
    mobile_index bytea,
    created_at timestamptz not null default pser_now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint recoveries_way_known check (way in ('email', 'sms', 'centre', 'claim')),
    constraint recoveries_token_unique unique (token_hash),
    constraint recoveries_mobile_whole check ((mobile_sealed is null) = (mobile_index is null))
);
create unique index recoveries_one_open on recoveries (citizen_account_id, way) where used_at is null;
create index recoveries_by_end on recoveries (expires_at);
comment on table recoveries is 'Somebody who has forgotten the password, or never had one, and is about to choose a new one. One open per account and way: a newer one takes the place of the one before.';
comment on column recoveries.citizen_account_id is 'Null where what was typed names nobody: such a row is worked with like any other, and leads nowhere.';
comment on column recoveries.token_hash is 'SHA-256 of the token of the newest link; null where a code proves the mobile instead.';
comment on column recoveries.mobile_sealed is 'A new mobile named at a help centre, sealed at citizen_account.mobile, to be taken over with the new password.';

alter table codes drop constraint codes_purpose_known;
alter table codes add constraint codes_purpose_known
    check (purpose in ('registration', 'sign-in', 'mobile-change', 'recovery'));
comment on column codes.subject_id is 'What the code is bound to: the registration, the sign-in attempt, the change of mobile or the recovery.';
