-- Who has a case: officers put one on hold until a day, the office knows who is away, and the next case of somebody who
-- works in a few places is found without walking through the queue of the province.
create function pser_today() returns date
    language sql stable parallel safe
    return (pser_now() at time zone 'Asia/Karachi')::date;
comment on function pser_today() is 'The day it is in the province.';

alter table cases add column on_hold_until timestamptz,
    add constraint cases_hold_is_of_a_claim check (on_hold_until is null or claimed_by is not null);
comment on column cases.on_hold_until is
    'The local midnight at which a claimed case comes back into its officer''s work by itself; past or null: it is in it.';
comment on constraint cases_hold_is_of_a_claim on cases is 'A hold is of whoever has the case, and ends with the claim.';

-- Whoever gives, takes or moves a case need not know of holds: they end here.
create function end_hold() returns trigger
    language plpgsql as $$
begin
    new.on_hold_until := null;
    return new;
end
$$;
comment on function end_hold() is 'Ends the hold of a case that changes hands or goes back to its queue.';
create trigger cases_end_hold before update of claimed_by on cases
    for each row when (old.on_hold_until is not null and new.claimed_by is distinct from old.claimed_by)
    execute function end_hold();

create function end_hold_of_deed() returns trigger
    language plpgsql as $$
begin
    update cases set on_hold_until = null where id = new.case_id and on_hold_until is not null;
    return null;
end
$$;
comment on function end_hold_of_deed() is 'Ends the hold of a case on which an officer acts; a case that leaves its stage leaves its officer too.';
create trigger case_events_end_hold after insert on case_events
    for each row when (
        new.actor_kind = 'staff' and new.action is not null and new.from_stage is not distinct from new.to_stage
    )
    execute function end_hold_of_deed();

create table staff_absences (
    id uuid primary key,
    account_id uuid not null references staff_accounts (id),
    first_day date not null,
    last_day date not null,
    said_by uuid not null references persons (id),
    said_at timestamptz not null default pser_now(),
    ended_at timestamptz,
    constraint staff_absences_in_order check (first_day <= last_day)
);
create unique index staff_absences_once on staff_absences (account_id) where ended_at is null;
comment on table staff_absences is 'From when until when somebody of the staff is away. The one that holds, or is to come, has not ended; what was said before stays on record.';
comment on column staff_absences.last_day is 'The last day away, in the province: work goes on the day after.';
comment on column staff_absences.said_by is 'The person who said so: themselves, or a supervisor.';
comment on column staff_absences.ended_at is 'When they came back sooner, or something else was said in its place.';
comment on constraint staff_absences_account_id_fkey on staff_absences is 'An absence is somebody''s.';
comment on constraint staff_absences_said_by_fkey on staff_absences is 'Somebody said so.';
comment on constraint staff_absences_in_order on staff_absences is 'One is away for a day at least.';
revoke delete, truncate on staff_absences from pser_app;

-- When somebody of the staff was last here, also where they have signed out.
create index sessions_of_staff on sessions (staff_account_id) where staff_account_id is not null;

create index cases_unclaimed_in_area on cases (queue, area, rank, id) where queue is not null and claimed_by is null;

create function is_kept_from(
    of_case uuid, of_application uuid, persons uuid[], separated text[], deciding text[], reopening text
) returns boolean
    language plpgsql stable as $$
begin
    return exists (
            select from case_events e
            where e.case_id = of_case and e.actor_person = any (persons) and (
                e.action = any (separated)
                or e.action = any (deciding) and exists (
                    select from case_events again
                    where again.case_id = of_case and again.action = reopening and again.seq >= e.seq
                )
            )
        )
        or exists (
            select from applications application
            join case_events e on e.case_id = application.about_case
            where application.id = of_application and e.actor_kind = 'staff'
                and (e.action is not null or e.kind in ('document-accepted', 'document-refused'))
                and e.actor_person = any (persons)
        );
end
$$;
comment on function is_kept_from(uuid, uuid, uuid[], text[], text[], text) is
    'Whether what these persons did keeps them from a case: a deed that is kept apart, a decision that was reopened, or a hand in the case it is about.';

create function claim_next_case(
    of_queue text, by_account uuid, by_person uuid, held_areas text[], held_programmes text[],
    separated text[], deciding text[], reopening text
) returns setof cases
    language plpgsql as $$
declare
    persons uuid[] := array_append(kin_of(by_person), by_person);
    sees_all boolean := exists (select from unnest(held_areas) as held (area) where held.area is null);
    -- As many as race for a queue at once find one within the first bite.
    bite integer := 24;
    after_rank bigint := -9223372036854775808;
    after_id uuid := '00000000-0000-0000-0000-000000000000';
    candidates uuid[];
    ranks bigint[];
    candidate uuid;
begin
    loop
        if sees_all then
            select array_agg(head.id order by head.rank, head.id), array_agg(head.rank order by head.rank, head.id)
            into candidates, ranks
            from (
                select c.id, c.rank
                from cases c
                where c.queue = of_queue and c.claimed_by is null and (c.rank, c.id) > (after_rank, after_id)
                    and exists (
                        select from unnest(held_areas, held_programmes) as held (area, programme)
                        where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
                    )
                order by c.rank, c.id
                limit bite
            ) head;
        else
            select array_agg(head.id order by head.rank, head.id), array_agg(head.rank order by head.rank, head.id)
            into candidates, ranks
            from (
                select part.id, part.rank
                from (
                    select a.code from areas a
                    where exists (select from unnest(held_areas) as held (area) where area_covers(held.area, a.code))
                ) place
                cross join lateral (
                    select c.id, c.rank
                    from cases c
                    where c.queue = of_queue and c.area = place.code and c.claimed_by is null
                        and (c.rank, c.id) > (after_rank, after_id)
                        and exists (
                            select from unnest(held_areas, held_programmes) as held (area, programme)
                            where area_covers(held.area, c.area)
                                and (held.programme is null or held.programme = c.programme)
                        )
                    order by c.rank, c.id
                    limit bite
                ) part
                order by part.rank, part.id
                limit bite
            ) head;
        end if;
        -- One by one, so that no case is locked, or its history read, that is not the next.
        foreach candidate in array coalesce(candidates, '{}') loop
            return query
                update cases set claimed_by = by_account, claimed_at = pser_now()
                where cases.id = (
                    select c.id
                    from cases c
                    where c.id = candidate and c.queue = of_queue and c.claimed_by is null
                        and c.person_id <> all (persons)
                        and not is_kept_from(c.id, c.application_id, persons, separated, deciding, reopening)
                    for update of c skip locked
                )
                returning cases.*;
            if found then
                return;
            end if;
        end loop;
        exit when coalesce(cardinality(candidates), 0) < bite;
        after_rank := ranks[bite];
        after_id := candidates[bite];
        bite := least(bite * 4, 1000);
    end loop;
end
$$;
comment on function claim_next_case(text, uuid, uuid, text[], text[], text[], text[], text) is
    'Claims the most urgent case of a queue that somebody may work on and nobody has: each place''s part of the queue is read by its index, in its order.';
