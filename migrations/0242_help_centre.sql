-- People who come to a help centre, and what was done for them there.
create table centre_visits (
    id uuid primary key,
    staff_account_id uuid not null references staff_accounts (id),
    citizen_account_id uuid not null references citizen_accounts (id),
    reason text not null,
    created_at timestamptz not null default pser_now(),
    expires_at timestamptz not null
);
create index centre_visits_by_citizen on centre_visits (citizen_account_id);
comment on table centre_visits is 'A citizen found by an operator, for a reason. While it goes on that operator, and nobody else, may look at the account and help.';

alter table access_log add column papers text[];
comment on column access_log.papers is 'Which papers somebody at a help centre has seen before they did it.';
alter table access_log drop constraint access_log_what_known;
alter table access_log add constraint access_log_what_known check (
    what in ('view-case', 'view-document', 'reveal', 'view-history', 'export', 'view-account', 'recover', 'register', 'assist')
);
