-- Two cases that may be of the same people: what the check found alike, and what an officer made of it.
create table case_pairs (
    first_case uuid not null references cases (id),
    second_case uuid not null references cases (id),
    found_in_first jsonb not null default '[]',
    found_in_second jsonb not null default '[]',
    state text not null default 'open',
    revision integer not null default 1,
    closed_case uuid references cases (id),
    reason text,
    judged_by uuid references persons (id),
    judged_at timestamptz,
    primary key (first_case, second_case),
    constraint case_pairs_in_order check (first_case < second_case),
    constraint case_pairs_state_known check (state in ('open', 'linked', 'dismissed', 'merged')),
    constraint case_pairs_judged_whole check (
        case when state = 'open' then num_nonnulls(reason, judged_by, judged_at) = 0
        else num_nonnulls(reason, judged_by, judged_at) = 3 end
    ),
    constraint case_pairs_closed_is_of_the_pair check (closed_case in (first_case, second_case)),
    constraint case_pairs_merged_closes check ((state = 'merged') = (closed_case is not null))
);
create index case_pairs_by_second on case_pairs (second_case);
create unique index case_pairs_closed_once on case_pairs (closed_case) where closed_case is not null;
comment on table case_pairs is
    'Two cases that may be of the same people, in the order of their ids: what is alike, and what an officer made of it. Who judged what before is in the history of both.';
comment on column case_pairs.found_in_first is
    'What the check of the first case found alike in the second: [{"by", "answer", "document"}]; empty where only the other found something, or an officer brought them together.';
comment on column case_pairs.found_in_second is 'The same, seen from the second.';
comment on column case_pairs.state is
    'open: nobody has looked. linked: they belong together and both go on. dismissed: different people. merged: one was closed for the other.';
comment on column case_pairs.revision is 'Grows with every judgement; a judgement is guarded by the one that was looked at.';
comment on column case_pairs.closed_case is 'Of a merged pair the case that was closed; the other one is kept.';
comment on constraint case_pairs_pkey on case_pairs is 'A pair stands here once.';
comment on constraint case_pairs_first_case_fkey on case_pairs is 'Both cases exist.';
comment on constraint case_pairs_second_case_fkey on case_pairs is 'Both cases exist.';
comment on constraint case_pairs_closed_case_fkey on case_pairs is 'Both cases exist.';
comment on constraint case_pairs_judged_by_fkey on case_pairs is 'Somebody judged.';
comment on constraint case_pairs_in_order on case_pairs is 'One order, so that two cases make one pair, and no case one with itself.';
comment on constraint case_pairs_state_known on case_pairs is 'Nobody has looked, or one of three judgements.';
comment on constraint case_pairs_judged_whole on case_pairs is 'A judgement has its reason, its person and its time; without one there is none of them.';
comment on constraint case_pairs_closed_is_of_the_pair on case_pairs is 'One of the two is closed.';
comment on constraint case_pairs_merged_closes on case_pairs is 'A merge closes a case, and nothing else here does.';
comment on index case_pairs_closed_once is 'A case is merged into one other.';

alter table cases add column open_duplicates smallint not null default 0;
comment on column cases.open_duplicates is 'How many pairs of this case nobody has judged. A trigger on case_pairs keeps it.';

create function count_open_pairs() returns trigger
    language plpgsql as $$
declare
    was constant integer := case when tg_op <> 'INSERT' and old.state = 'open' then 1 else 0 end;
    will_be constant integer := case when tg_op <> 'DELETE' and new.state = 'open' then 1 else 0 end;
begin
    if was <> will_be then
        update cases set open_duplicates = open_duplicates + (will_be - was)
        where id in (coalesce(new.first_case, old.first_case), coalesce(new.second_case, old.second_case));
    end if;
    return null;
end
$$;
comment on function count_open_pairs() is 'Keeps cases.open_duplicates of both cases of a pair.';
create trigger case_pairs_counted after insert or update or delete on case_pairs
    for each row execute function count_open_pairs();

-- Whatever takes a merged case up again - it was unmerged, or an appeal was allowed - leaves a pair that is to be judged anew.
create function part_pairs() returns trigger
    language plpgsql as $$
begin
    update case_pairs
    set state = 'open', closed_case = null, reason = null, judged_by = null, judged_at = null, revision = revision + 1
    where closed_case = new.id;
    return null;
end
$$;
comment on function part_pairs() is 'Opens the pair by which a case was closed when the case is open again.';
create trigger cases_part_pairs after update of ended_at on cases
    for each row when (old.ended_at is not null and new.ended_at is null) execute function part_pairs();

-- What checks have found so far.
insert into case_pairs (first_case, second_case, found_in_first, found_in_second)
select least(mine.id, other.id), greatest(mine.id, other.id),
    coalesce(jsonb_agg(likeness - 'case') filter (where mine.id < other.id), '[]'),
    coalesce(jsonb_agg(likeness - 'case') filter (where mine.id > other.id), '[]')
from case_checks k
join cases mine on mine.id = k.case_id
cross join lateral jsonb_array_elements(
    case when jsonb_typeof(k.evidence -> 'found') = 'array' then k.evidence -> 'found' else '[]' end
) as likeness
join cases other on other.reference = likeness ->> 'case' and other.id <> mine.id
where k.name = 'duplicates'
group by 1, 2;

-- Merges are counted by day as decisions are.
drop index case_events_counted;
create index case_events_counted on case_events (at)
    where action in ('verify', 'reject', 'merge') or kind in ('deadline-passed', 'time-passed');
comment on index case_events_counted is 'Decisions, merges and missed deadlines lately, for the figures.';

-- What waits in a queue beside a case that nobody has looked at yet: few of many, by an index of their own.
create index cases_in_queue_alike on cases (queue, rank, id) where queue is not null and open_duplicates > 0;
comment on index cases_in_queue_alike is 'The cases of a queue with pairs that nobody has judged, in order of urgency.';

create function queue_page_alike(
    of_queue text, held_areas text[], held_programmes text[], after_rank bigint, after_id uuid, at_most bigint,
    only_programme text, only_area text, only_stage text, due_before timestamptz, is_claimed boolean, only_holder uuid
) returns table (id uuid, rank bigint)
    language plpgsql stable as $$
begin
    return query
        select c.id, c.rank
        from cases c
        where c.queue = of_queue and c.open_duplicates > 0 and (c.rank, c.id) > (after_rank, after_id)
            and (only_programme is null or c.programme = only_programme)
            and (only_area is null or area_covers(only_area, c.area))
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
end
$$;
comment on function queue_page_alike(text, text[], text[], bigint, uuid, bigint, text, text, text, timestamptz, boolean, uuid) is
    'As queue_page, of the cases with pairs that nobody has judged.';
