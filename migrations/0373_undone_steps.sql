-- What was taken back keeps nobody from a case, and who asks for the next one is not told that none waits while cases change
-- hands.
create view undone_steps as
    select case_id, (detail ->> 'undoes')::integer as seq, seq as undone_by
    from case_events
    where action = 'undo';
-- Whoever may read a history may not write one through it.
revoke insert, update, delete on undone_steps from pser_app;
comment on view undone_steps is 'Steps that were taken back before anything had left the house: they count nowhere.';
comment on column undone_steps.undone_by is 'The number of the event that took it back.';

create or replace function is_kept_from(
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
            and not exists (select from undone_steps undone where undone.case_id = e.case_id and undone.seq = e.seq)
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

create or replace function claim_next_case(
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
    -- Whether one of the candidates went to somebody else, and how often the queue was looked through from its head.
    was_lost boolean := false;
    looks integer := 1;
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
            was_lost := was_lost or exists (
                select from cases c
                where c.id = candidate and c.person_id <> all (persons)
                    and not is_kept_from(c.id, c.application_id, persons, separated, deciding, reopening)
            );
        end loop;
        if coalesce(cardinality(candidates), 0) = bite then
            after_rank := ranks[bite];
            after_id := candidates[bite];
            bite := least(bite * 4, 1000);
        else
            -- Where cases change hands at this moment, one may have been given back behind the place that was read.
            exit when not was_lost or looks = 3;
            looks := looks + 1;
            was_lost := false;
            after_rank := -9223372036854775808;
            after_id := '00000000-0000-0000-0000-000000000000';
        end if;
    end loop;
end
$$;
