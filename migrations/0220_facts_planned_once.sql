-- A function in SQL is parsed and planned anew by each statement that calls it; one in PL/pgSQL once a connection. Reading a
-- case calls six of them, and every action reads a case.
create or replace function kin_of(someone uuid) returns uuid[]
    language plpgsql stable parallel safe as $$
begin
    return (
        select coalesce(array_agg(distinct other.person_id), '{}')
        from memberships mine
        join memberships other on other.household_id = mine.household_id and other.until is null
        where mine.person_id = someone and mine.until is null
            and other.person_id is not null and other.person_id <> someone
    );
end
$$;

create or replace function document_facts(application uuid, number smallint) returns jsonb
    language plpgsql stable as $$
#variable_conflict use_variable
declare
    gaps constant bigint := (select count(*) from document_gaps(application, number));
begin
    return jsonb_build_object(
        'missing', gaps,
        'accepted', gaps = 0 and not exists (
            select from documents d
            where d.application_id = application and d.replaced_at is null and d.state = 'stored' and d.review <> 'accepted'
        ),
        'requested_open', (
            select count(*) from document_requests r where r.application_id = application and r.answered_at is null
        )
    );
end
$$;

create or replace function check_facts(of_case uuid) returns jsonb
    language plpgsql stable as $$
begin
    return (
        select jsonb_build_object(
            'settled', coalesce(bool_and(result <> 'waiting'), true),
            'failed', count(*) filter (where result = 'failed')
        )
        from case_checks
        where case_id = of_case
    );
end
$$;

create or replace function score_facts(of_case uuid) returns jsonb
    language plpgsql stable as $$
begin
    return (
        select jsonb_build_object('eligible', coalesce(bool_or(is_eligible), false), 'value', coalesce(max(score), 0))
        from case_scores
        where case_id = of_case
    );
end
$$;

create or replace function payment_on_hold(of_case uuid, since timestamptz) returns boolean
    language plpgsql stable parallel safe as $$
begin
    return coalesce(
        (
            select newest.state in ('rejected', 'returned') and newest.status_reason is distinct from 'case-changed'
                and newest.asked_at >= since
                and not exists (select from account_corrections where instruction_id = newest.id)
            from payment_instructions newest
            where newest.case_id = of_case and newest.state not in ('drafted', 'cancelled')
            order by newest.id desc
            limit 1
        ),
        false
    );
end
$$;

create or replace function payment_facts(of_case uuid) returns jsonb
    language plpgsql stable parallel safe as $$
declare
    newest constant text := (
        select instruction.state
        from payment_instructions instruction
        where instruction.case_id = of_case and instruction.state not in ('drafted', 'cancelled')
        order by instruction.id desc
        limit 1
    );
begin
    return jsonb_build_object(
        'none', newest is null,
        'proposed', coalesce(newest = 'proposed', false),
        'live', coalesce(newest in ('held', 'sending', 'unknown', 'accepted'), false),
        'failed', coalesce(newest in ('rejected', 'returned'), false),
        'settled', coalesce(newest = 'settled', false)
    );
end
$$;
