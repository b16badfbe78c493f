-- Cases about cases: an appeal against a decision, a complaint about a case.
alter table applications add column about_case uuid references cases (id);
create index applications_about_case on applications (about_case) where about_case is not null;
comment on column applications.about_case is 'The case that it is about: the one whose decision is appealed, or that is complained of.';

-- One draft and one open case for a person, a programme and what it is about: an appeal that is allowed opens a case again
-- whose citizen may have begun another draft meanwhile.
drop index applications_one_open_per_person_and_programme;
create unique index applications_one_draft
    on applications (person_id, programme, coalesce(about_case, '00000000-0000-0000-0000-000000000000')) where state = 'draft';
create unique index applications_one_handed_in
    on applications (person_id, programme, coalesce(about_case, '00000000-0000-0000-0000-000000000000')) where state = 'submitted';

create function hands_on(of_case uuid) returns uuid[]
    language plpgsql stable parallel safe as $$
begin
    return (
        select coalesce(array_agg(distinct hand.person), '{}')
        from (
            select distinct e.actor_person as person from case_events e
            where e.case_id = of_case and e.actor_kind = 'staff' and e.actor_person is not null
                and (e.action is not null or e.kind in ('document-accepted', 'document-refused'))
        ) doer
        cross join lateral unnest(array_append(kin_of(doer.person), doer.person)) as hand (person)
    );
end
$$;
comment on function hands_on(uuid) is
    'The persons of the staff who did something on a case, and whoever lives with them: they judge nothing about it.';

create or replace function case_step(of_case uuid, read_version integer, step jsonb, event jsonb, work jsonb) returns integer
    language plpgsql as $$
declare
    moment timestamptz := (event ->> 'at')::timestamptz;
    moved boolean := (step ->> 'moved')::boolean;
    new_version integer;
begin
    -- The lock is a statement of its own: whether a claim or a note took the next place in the history meanwhile must be
    -- read with a snapshot taken after it is held.
    perform from cases where id = of_case and version = read_version for no key update;
    if not found or exists (select from case_events where case_id = of_case and seq >= (event ->> 'seq')::integer) then
        return null;
    end if;

    update cases set
        stage = step ->> 'stage',
        queue = step ->> 'queue',
        clock = step ->> 'clock',
        version = version + 1,
        stage_entered_at = case when moved then moment else stage_entered_at end,
        due_at = case when moved then (step ->> 'due_at')::timestamptz else due_at end,
        rank = case when moved then (step ->> 'rank')::bigint else rank end,
        escalated_at = case
            when (step ->> 'escalate')::boolean then moment
            when moved then null
            else escalated_at
        end,
        claimed_by = case when moved then null else claimed_by end,
        claimed_at = case when moved then null else claimed_at end,
        ended_at = case when (step ->> 'end')::boolean then moment when moved then null else ended_at end
    where id = of_case
    returning version into new_version;

    insert into case_events
        (case_id, seq, at, kind, action, actor_person, actor_kind, from_stage, to_stage, bundle_hash, detail, previous_hash, hash)
    select of_case, e.seq, moment, e.kind, e.action, e.actor_person, e.actor_kind, e.from_stage, e.to_stage,
        decode(e.bundle_hash, 'hex'), e.detail, decode(e.previous_hash, 'hex'), decode(e.hash, 'hex')
    from jsonb_to_record(event) as e (
        seq integer, kind text, action text, actor_person uuid, actor_kind text, from_stage text, to_stage text,
        bundle_hash text, detail jsonb, previous_hash text, hash text
    );

    if moved then
        delete from case_timers where case_id = of_case;
        insert into case_timers (case_id, kind, due_at)
        select of_case, t.kind, t.due_at from jsonb_to_recordset(work -> 'timers') as t (kind text, due_at timestamptz);
        insert into case_checks (case_id, name, asked_at)
        select of_case, c.name, moment from jsonb_array_elements_text(work -> 'checks') as c (name)
        on conflict (case_id, name) do update
            set result = 'waiting', evidence = null, tries = 0, asked_at = excluded.asked_at, answered_at = null, last_problem = null;
    end if;
    if (step ->> 'end')::boolean then
        update applications set state = 'closed' where id = (select application_id from cases where id = of_case);
    elsif moved then
        -- A case that is taken up again: its application is open once more.
        update applications set state = 'submitted'
        where id = (select application_id from cases where id = of_case) and state = 'closed';
    end if;
    -- Who had a hand in a case judges nothing about it: whatever is about it is decided on a new look.
    if event ->> 'actor_kind' = 'staff' and event ->> 'action' is not null then
        update cases set version = version + 1
        where ended_at is null
            and application_id in (select id from applications where about_case = of_case and state = 'submitted');
    end if;

    insert into notices (id, kind, channel, language, account_id, case_id, recipient_sealed, params_sealed)
    select n.id, n.kind, n.channel, n.language, n.account_id, of_case, decode(n.recipient_sealed, 'hex'), decode(n.params_sealed, 'hex')
    from jsonb_to_recordset(work -> 'notices') as n (
        id uuid, kind text, channel text, language text, account_id uuid, recipient_sealed text, params_sealed text
    );
    perform enqueue_jobs(work -> 'jobs');
    return new_version;
end
$$;

create function case_steps(steps jsonb) returns integer[]
    language plpgsql as $$
declare
    one jsonb;
    made integer;
    versions integer[] := '{}';
begin
    for one in select value from jsonb_array_elements(steps) loop
        made := case_step((one ->> 'case')::uuid, (one ->> 'version')::integer, one -> 'step', one -> 'event', one -> 'work');
        if made is null then
            raise exception using errcode = 'PS001', message = 'a case has moved';
        end if;
        versions := versions || made;
    end loop;
    return versions;
exception
    when sqlstate 'PS001' then return null;
end
$$;
comment on function case_steps(jsonb) is
    'Writes the steps of several cases, all or none, each as case_step would. Null: one of the cases or its history has moved.';
