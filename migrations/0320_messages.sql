-- What the office writes to a citizen about a case, and what the citizen writes back. That there is a message goes out by
-- SMS and e-mail; the message itself is read by whoever has signed in.
create table case_messages (
    id uuid primary key,
    case_id uuid not null references cases (id),
    at timestamptz not null default pser_now(),
    side text not null,
    author_person uuid not null references persons (id),
    text text not null,
    settled_at timestamptz,
    constraint case_messages_side_known check (side in ('citizen', 'staff')),
    constraint case_messages_only_theirs_settled check (settled_at is null or side = 'citizen'),
    constraint case_messages_text_there check (text <> '')
);
create index case_messages_by_case on case_messages (case_id, id);
create index case_messages_waiting on case_messages (at, case_id) where side = 'citizen' and settled_at is null;
comment on table case_messages is 'Messages between the office and the citizen of a case. They are not changed, and a citizen''s is settled once.';
comment on column case_messages.side is 'Who wrote it: the citizen, or staff.';
comment on column case_messages.settled_at is 'When the office answered a citizen''s message or found that it needs no answer.';
comment on constraint case_messages_case_id_fkey on case_messages is 'A message is about a case.';
comment on constraint case_messages_author_person_fkey on case_messages is 'Somebody wrote it.';
comment on constraint case_messages_only_theirs_settled on case_messages is 'Only what a citizen wrote waits for the office.';
comment on constraint case_messages_text_there on case_messages is 'An empty message is none.';
revoke delete, truncate on case_messages from pser_app;
