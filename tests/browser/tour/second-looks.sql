-- Second looks as a month draws them, on decisions of made-up cases: most were judged alike, three were not, one could not be
-- told, and the newest of Lahore and of elsewhere wait. The draw itself comes round by the day.
with decided as (
    select case_id, seq, action, actor_person, at, row_number() over (order by at desc, event.id desc) as place,
        case action when 'verify' then 'for' else 'against' end as decision,
        row_number() over (partition by area like 'lahore/%' order by at desc, event.id desc) <= 3 as waits
    from case_events event
    join cases on cases.id = event.case_id
    where actor_kind = 'staff' and action in ('verify', 'reject') and at > pser_now() - interval '60 days'
    order by place
    limit 60
)
insert into second_looks
    (id, case_id, seq, action, decision, decided_by, decided_at, drawn_at, taken_by, taken_at, judgement, reason, answered_at)
select gen_random_uuid(), case_id, seq, action, decision, actor_person, at, pser_now() - interval '5 days',
    other.id, other.taken_at, given.judgement,
    case
        when given.judgement = 'unable' then 'The bill cannot be read.'
        when given.judgement = 'against' and decision = 'against' then 'The household owns more land than the rules allow.'
        when given.judgement = 'against' then 'The son who lives with them is paid a salary; it is not counted.'
    end,
    other.answered_at
from decided
left join lateral (
    select account.id, pser_now() - interval '2 days' as taken_at, pser_now() - interval '47 hours' as answered_at
    from staff_accounts account
    where not waits and account.person_id <> actor_person
        and exists (select from grants where grants.staff_account_id = account.id and grants.role = 'officer')
    order by account.id
    offset place % 2
    limit 1
) other on true
cross join lateral (
    select case
        when other.id is null then null
        when place in (9, 17, 26) then case decision when 'for' then 'against' else 'for' end
        when place = 33 then 'unable'
        else decision
    end as judgement
) given;
