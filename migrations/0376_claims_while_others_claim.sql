-- Whether a case that somebody else took could have been this officer's is asked only where none was found. Asked for each on
-- the way, it read the history of every case that others were claiming at the same moment a second time.
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
    -- The candidates that were not to be had, and how often the queue was looked through from its head.
    passed uuid[] := '{}';
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
        end loop;
        passed := passed || coalesce(candidates, '{}');
        if coalesce(cardinality(candidates), 0) = bite then
            after_rank := ranks[bite];
            after_id := candidates[bite];
            bite := least(bite * 4, 1000);
        else
            -- Where cases change hands at this moment, one may have been given back behind the place that was read.
            exit when looks = 3 or not exists (
                select from cases c
                where c.id = any (passed) and c.person_id <> all (persons)
                    and not is_kept_from(c.id, c.application_id, persons, separated, deciding, reopening)
            );
            looks := looks + 1;
            passed := '{}';
            after_rank := -9223372036854775808;
            after_id := '00000000-0000-0000-0000-000000000000';
        end if;
    end loop;
end
$$;
