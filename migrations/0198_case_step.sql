-- Reading a case with everything a decision needs, and writing the step that was decided: one statement each.
alter table snapshots add column required_documents jsonb not null default '[]';
comment on column snapshots.required_documents is
    'The documents that the programme asked of this household when it applied: [{"requirement", "member"}].';

create function document_gaps(application uuid, number smallint) returns table (requirement text, member smallint)
    language sql stable as $$
    select wanted.requirement, wanted.member
    from (
        select slot.requirement, slot.member
        from snapshots s, jsonb_to_recordset(s.required_documents) as slot (requirement text, member smallint)
        where s.application_id = application and s.number = document_gaps.number
        union
        select r.requirement, r.member from document_requests r where r.application_id = application
    ) wanted
    where not exists (
            select from documents d
            where d.application_id = application and d.replaced_at is null and d.state = 'stored' and d.review <> 'refused'
                and d.requirement = wanted.requirement and d.member is not distinct from wanted.member
        )
        or exists (
            select from document_requests r
            where r.application_id = application and r.answered_at is null
                and r.requirement = wanted.requirement and r.member is not distinct from wanted.member
        )
$$;
comment on function document_gaps is
    'What was required at submission or requested since and lacks a usable file: none, a refused one, or an open request.';

create function document_facts(application uuid, number smallint) returns jsonb
    language sql stable as $$
    select jsonb_build_object(
        'missing', gaps.missing,
        'accepted', gaps.missing = 0 and not exists (
            select from documents d
            where d.application_id = application and d.replaced_at is null and d.state = 'stored' and d.review <> 'accepted'
        ),
        'requested_open', (
            select count(*) from document_requests r where r.application_id = application and r.answered_at is null
        )
    )
    from (select count(*) as missing from document_gaps(application, number)) gaps
$$;
comment on function document_facts is 'The facts documents.*: how many gaps there are, and whether every given file was accepted.';

create function check_facts(of_case uuid) returns jsonb
    language sql stable as $$
    select jsonb_build_object(
        'settled', coalesce(bool_and(result <> 'waiting'), true),
        'failed', count(*) filter (where result = 'failed')
    ) from case_checks where case_id = of_case
$$;
comment on function check_facts is 'The facts checks.*: whether every check asked for has answered, and how many failed.';

create function score_facts(of_case uuid) returns jsonb
    language sql stable as $$
    select jsonb_build_object('eligible', coalesce(bool_or(is_eligible), false), 'value', coalesce(max(score), 0))
    from case_scores where case_id = of_case
$$;
comment on function score_facts is 'The facts score.*: not eligible and zero until the scorecard was applied.';

create function case_step(of_case uuid, read_version integer, step jsonb, event jsonb, work jsonb) returns integer
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
        ended_at = case when (step ->> 'end')::boolean then moment else ended_at end
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
comment on function case_step is
    'Writes a decided step in one round trip: the case (if its version is still the one read), its event, timers, checks, notices and jobs. Null: the case or its history has moved.';
