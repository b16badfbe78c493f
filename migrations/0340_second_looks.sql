-- Decisions that a second officer looks at again without knowing them, so that the office learns whether its officers judge
-- alike. Nothing in a case changes by it, and its history does not name it.
create table second_looks (
    id uuid primary key,
    case_id uuid not null references cases (id),
    seq integer not null,
    action text not null,
    decision text not null,
    decided_by uuid not null references persons (id),
    decided_at timestamptz not null,
    drawn_at timestamptz not null default pser_now(),
    taken_by uuid references staff_accounts (id),
    taken_at timestamptz,
    judgement text,
    reason text,
    answered_at timestamptz,
    constraint second_looks_once_a_decision unique (case_id, seq),
    constraint second_looks_decision_there foreign key (case_id, seq) references case_events (case_id, seq),
    constraint second_looks_decision_known check (decision in ('for', 'against')),
    constraint second_looks_taken_whole check ((taken_by is null) = (taken_at is null)),
    constraint second_looks_judgement_known check (judgement in ('for', 'against', 'unable')),
    constraint second_looks_answered_whole check ((judgement is null) = (answered_at is null)),
    constraint second_looks_answered_by_taker check (answered_at is null or taken_by is not null),
    constraint second_looks_reason_where_needed check (
        case when judgement in ('against', 'unable') then coalesce(reason, '') <> '' else reason is null end
    )
);
-- Ids grow with time, so that the smallest waits longest.
create index second_looks_waiting on second_looks (id) where taken_by is null and answered_at is null;
create unique index second_looks_one_open_each on second_looks (taken_by) where taken_by is not null and answered_at is null;
create index second_looks_open_on_case on second_looks (case_id) where taken_by is not null and answered_at is null;
create index second_looks_by_time on second_looks (drawn_at);
comment on table second_looks is 'Decisions drawn to be looked at again by a second officer who does not know them, and what that officer would have decided.';
comment on column second_looks.seq is 'The event of the case by which it was decided.';
comment on column second_looks.action is 'The action by which it was decided.';
comment on column second_looks.decision is 'Which way that decides, by the workflow that the case was under: for or against what was applied for.';
comment on column second_looks.decided_by is 'The person who decided.';
comment on column second_looks.taken_by is 'The account of the second officer; null again where it was given back.';
comment on column second_looks.judgement is 'What the second officer would have decided; unable: they could not tell.';
comment on column second_looks.reason is 'Why it would have been decided against, or could not be told.';
comment on constraint second_looks_pkey on second_looks is 'A second look has a name of its own: whoever takes it is not to know the case by its number.';
comment on constraint second_looks_case_id_fkey on second_looks is 'It is of a case.';
comment on constraint second_looks_decided_by_fkey on second_looks is 'Somebody decided.';
comment on constraint second_looks_taken_by_fkey on second_looks is 'Somebody of the staff takes it.';
comment on constraint second_looks_once_a_decision on second_looks is 'A decision is looked at again once at most, however often the draw runs.';
comment on constraint second_looks_decision_there on second_looks is 'What is looked at again is in the history.';
comment on constraint second_looks_decision_known on second_looks is 'A decision goes one way or the other.';
comment on constraint second_looks_taken_whole on second_looks is 'Whoever has it has it since a moment.';
comment on constraint second_looks_judgement_known on second_looks is 'One way, the other, or it could not be told.';
comment on constraint second_looks_answered_whole on second_looks is 'A judgement was given at a moment.';
comment on constraint second_looks_answered_by_taker on second_looks is 'Whoever had it answered.';
comment on constraint second_looks_reason_where_needed on second_looks is 'As with decisions, what goes against somebody has its reason; so has what could not be told.';
comment on index second_looks_one_open_each is 'An officer looks at one case at a time.';
revoke update, delete, truncate on second_looks from pser_app;
grant update (taken_by, taken_at, judgement, reason, answered_at) on second_looks to pser_app;

create function keep_second_look() returns trigger
    language plpgsql as $$
begin
    raise exception using errcode = 'PS002', message = 'a second look that was answered is not changed';
end
$$;
comment on function keep_second_look() is 'Keeps the answer of a second look as it was given.';
create trigger second_looks_answer_stays before update on second_looks
    for each row when (old.answered_at is not null) execute function keep_second_look();

create table second_look_draws (
    day date primary key,
    decisions integer not null,
    drawn integer not null,
    done_at timestamptz not null default pser_now(),
    constraint second_look_draws_in_bounds check (drawn between 0 and decisions)
);
comment on table second_look_draws is 'The days whose decisions have been drawn from, each once.';
comment on column second_look_draws.decisions is 'How many decisions of that day could be drawn.';
comment on constraint second_look_draws_pkey on second_look_draws is 'A day is drawn from once, whichever process comes first.';
comment on constraint second_look_draws_in_bounds on second_look_draws is 'No more is drawn than was decided.';
revoke update, delete, truncate on second_look_draws from pser_app;

-- The events of a day. They are written in the order of time, so a summary of blocks finds them at next to no cost for writers.
create index case_events_by_time on case_events using brin (at) with (autosummarize = on);
comment on index case_events_by_time is 'The events of a span of days, for the draw of second looks.';

create function second_look_open(of_case uuid, of_person uuid) returns uuid
    language sql stable parallel safe
    return (
        select look.id
        from second_looks look join staff_accounts account on account.id = look.taken_by
        where look.case_id = of_case and look.answered_at is null and account.person_id = of_person
        limit 1
    );
comment on function second_look_open(uuid, uuid) is
    'The second look at this case that somebody has open: until they have answered, they see nothing else of it.';

create function is_kept_from_second_look(of_case uuid, of_seq integer, of_person uuid) returns boolean
    language sql stable
    return exists (
            select from case_events e
            where e.case_id = of_case and e.actor_kind = 'staff'
                and e.actor_person = any (array_append(kin_of(of_person), of_person))
        )
        or exists (
            select from access_log looked
            where looked.case_id = of_case and looked.actor_person = of_person
                and looked.at >= (select e.at from case_events e where e.case_id = of_case and e.seq = of_seq)
        );
comment on function is_kept_from_second_look(uuid, integer, uuid) is
    'Whether somebody may know how the case was decided or had a hand in it: they, or their household, did anything on it, or they have looked at it since.';
