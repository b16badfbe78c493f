-- Messages to people.
create table notices (
    id uuid primary key,
    kind text not null,
    channel text not null,
    language text not null,
    account_id uuid references citizen_accounts (id),
    case_id uuid references cases (id),
    recipient_sealed bytea not null,
    params_sealed bytea not null,
    state text not null default 'written',
    tries integer not null default 0,
    written_at timestamptz not null default pser_now(),
    sent_at timestamptz,
    expires_at timestamptz,
    last_problem text,
    constraint notices_channel_known check (channel in ('sms', 'email')),
    constraint notices_language_known check (language in ('en', 'ur')),
    constraint notices_state_known check (state in ('written', 'sent', 'failed', 'expired')),
    constraint notices_sent_when check ((state = 'sent') = (sent_at is not null))
);
create index notices_by_case on notices (case_id, written_at);
-- Small whatever the table grows to: rows arrive in the order of time.
create index notices_by_time on notices using brin (written_at);
create index notices_unsent on notices (written_at) where state = 'written';
comment on table notices is 'A message to one recipient over one channel, written in the transaction of what it tells and sent by a job.';
comment on column notices.recipient_sealed is 'Mobile or e-mail address, sealed at notice.recipient.';
comment on column notices.params_sealed is 'What fills the template, as JSON sealed at notice.params: one-time codes stand here.';
comment on column notices.expires_at is 'After this it is not sent any more: a code that no longer works helps nobody.';
