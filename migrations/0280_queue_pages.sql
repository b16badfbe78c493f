-- Pages of queues and the next case, for an officer of one tehsil as fast as for one of the whole province: where somebody
-- sees some places only, each place's part of the queue is read by itself, in its order, and the parts are merged.
create index cases_in_queue_of_area on cases (queue, area, rank, id) where queue is not null;

alter table cases add column is_vulnerable boolean not null default false;
comment on column cases.is_vulnerable is 'Whether the form''s answers make it a vulnerable household''s: it comes sooner in queues that give a head start.';
comment on column cases.rank is
    'Ascending urgency within a queue: microseconds since 1970 of the deadline or, without one, of the entry, less the head start of a vulnerable household; smaller is sooner.';

create function queue_page(
    of_queue text, held_areas text[], held_programmes text[], after_rank bigint, after_id uuid, at_most bigint,
    only_programme text, only_area text, only_stage text, due_before timestamptz, is_claimed boolean, only_holder uuid
) returns table (id uuid, rank bigint)
    language plpgsql stable as $$
declare
    -- A case is due no sooner than its rank says.
    last_rank bigint := coalesce((extract(epoch from due_before) * 1000000)::bigint, 9223372036854775807);
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
                and exists (
                    select from unnest(held_areas, held_programmes) as held (area, programme)
                    where area_covers(held.area, c.area) and (held.programme is null or held.programme = c.programme)
                )
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
comment on function queue_page(text, text[], text[], bigint, uuid, bigint, text, text, text, timestamptz, boolean, uuid) is
    'The ids of a page of a queue, most urgent first, after a row, within what somebody sees and what they filter by.';

-- What somebody has filtered a queue by and wants to have at hand.
create table queue_views (
    id uuid primary key,
    account_id uuid not null references staff_accounts (id),
    queue text not null,
    name text not null,
    filter text not null,
    created_at timestamptz not null default pser_now(),
    constraint queue_views_one_name unique (account_id, queue, name),
    constraint queue_views_name_short check (length(name) between 1 and 60)
);
comment on table queue_views is 'Filters of a queue''s page that one of the staff has saved.';
comment on column queue_views.filter is 'The query of the page''s address.';
comment on constraint queue_views_account_id_fkey on queue_views is 'A view is somebody''s.';
