-- Who has a case open at this moment. It may be lost with the server: whoever is there says so again within seconds.
create unlogged table case_presence (
    case_id uuid not null references cases (id),
    account_id uuid not null references staff_accounts (id),
    came_at timestamptz not null default pser_now(),
    seen_at timestamptz not null default pser_now(),
    primary key (case_id, account_id)
);
create index case_presence_seen on case_presence (seen_at);
comment on table case_presence is 'Who of the staff has a case open, as far as their browsers say. Courtesy, never authority.';
comment on constraint case_presence_pkey on case_presence is 'Somebody has a case open once, in however many windows.';
comment on constraint case_presence_case_id_fkey on case_presence is 'Cases that exist are open.';
comment on constraint case_presence_account_id_fkey on case_presence is 'Somebody of the staff has it open.';
