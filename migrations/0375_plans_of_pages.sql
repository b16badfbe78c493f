-- A page is planned for what is asked: a plan for whatever might be asked reads the whole queue and sorts it. And who sees
-- everything is known before the plan is made, which otherwise takes their scope for a filter that leaves little.
create or replace function queue_page(
    of_queue text, held_areas text[], held_programmes text[], after_rank bigint, after_id uuid, at_most bigint,
    only_programme text, only_area text, only_stage text, due_before timestamptz, is_claimed boolean, only_holder uuid
) returns table (id uuid, rank bigint)
    language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
    -- A case is due no sooner than its rank says.
    last_rank bigint := coalesce((extract(epoch from due_before) * 1000000)::bigint, 9223372036854775807);
    sees_all boolean := exists (
        select from unnest(held_areas, held_programmes) as held (area, programme)
        where held.area is null and held.programme is null
    );
begin
    if only_area is null and exists (select from unnest(held_areas) as held (area) where held.area is null) then
        return query
            select c.id, c.rank
            from cases c
            where c.queue = of_queue and (c.rank, c.id) > (after_rank, after_id) and c.rank <= last_rank
                and (only_programme is null or c.programme = only_programme)
                and (only_stage is null or c.stage = only_stage)
                and (due_before is null or c.due_at < due_before)
                and (is_claimed is null or (c.claimed_by is not null) = is_claimed)
                and (only_holder is null or c.claimed_by = only_holder)
                and (sees_all or exists (
                    select from unnest(held_areas, held_programmes) as held (area, programme)
                    where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
                ))
            order by c.rank, c.id
            limit at_most;
    else
        return query
            select part.id, part.rank
            from (
                select a.code from areas a
                where (only_area is null or area_covers(only_area, a.code))
                    and exists (select from unnest(held_areas) as held (area) where area_covers(held.area, a.code))
            ) place
            cross join lateral (
                select c.id, c.rank
                from cases c
                where c.queue = of_queue and c.area = place.code and (c.rank, c.id) > (after_rank, after_id)
                    and c.rank <= last_rank
                    and (only_programme is null or c.programme = only_programme)
                    and (only_stage is null or c.stage = only_stage)
                    and (due_before is null or c.due_at < due_before)
                    and (is_claimed is null or (c.claimed_by is not null) = is_claimed)
                    and (only_holder is null or c.claimed_by = only_holder)
                    and exists (
                        select from unnest(held_areas, held_programmes) as held (area, programme)
                        where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
                    )
                order by c.rank, c.id
                limit at_most
            ) part
            order by part.rank, part.id
            limit at_most;
    end if;
end
$$;

alter function queue_page_alike(text, text[], text[], bigint, uuid, bigint, text, text, text, timestamptz, boolean, uuid)
    set plan_cache_mode = force_custom_plan;
