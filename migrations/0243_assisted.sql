-- People who are registered at a help centre, and operators who fill in applications for them.
alter table citizen_accounts alter column password_hash drop not null;
comment on column citizen_accounts.password_hash is 'Null while the account is unclaimed: its person was registered at a help centre and has not chosen a password yet. It cannot be signed in to.';
comment on table citizen_accounts is 'The sign-in of a citizen. One live account per person, hence per CNIC.';

alter table sessions add column assisted_by uuid references staff_accounts (id);
alter table sessions add constraint sessions_assisted_is_a_citizens
    check (assisted_by is null or citizen_account_id is not null);
create index sessions_by_assistant on sessions (assisted_by) where ended_at is null and assisted_by is not null;
comment on column sessions.assisted_by is 'The operator who types for the citizen in this session; null where the citizens themselves do.';
