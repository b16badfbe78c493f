-- How much waits in each queue, without counting it: what waits is tallied by programme and area, and every case that comes,
-- goes, is claimed, released or escalated leaves a row that says by how much. Nobody waits for a shared row: changes are
-- only ever added, and one job sums them up from time to time. A count is the tallies and the changes not yet summed up,
-- read in one statement, and therefore exact.
create table queue_tallies (
    queue text not null,
    programme text not null,
    area text not null references areas (code),
    waiting bigint not null,
    unclaimed bigint not null,
    escalated bigint not null,
    primary key (queue, programme, area)
);
comment on table queue_tallies is 'What waits in a queue by programme and area, as of the changes that were summed up.';
comment on column queue_tallies.escalated is 'How many of them are marked because their deadline has passed.';
comment on constraint queue_tallies_pkey on queue_tallies is 'One row for what is asked about together.';
comment on constraint queue_tallies_area_fkey on queue_tallies is 'Cases lie in areas that exist.';

create table queue_changes (
    id bigint generated always as identity primary key,
    queue text not null,
    programme text not null,
    area text not null,
    waiting smallint not null,
    unclaimed smallint not null,
    escalated smallint not null
);
comment on table queue_changes is 'By how much a queue has changed since its tallies were summed up. A trigger on cases writes it; sum_queue_changes takes it away.';

create function tally_queue() returns trigger
    language plpgsql as $$
begin
    insert into queue_changes (queue, programme, area, waiting, unclaimed, escalated)
    select queue, programme, area, sum(waiting), sum(unclaimed), sum(escalated)
    from (
        select new.queue, new.programme, new.area, 1, (new.claimed_by is null)::integer, (new.escalated_at is not null)::integer
        union all
        select old.queue, old.programme, old.area, -1, -(old.claimed_by is null)::integer, -(old.escalated_at is not null)::integer
        where tg_op = 'UPDATE'
    ) change (queue, programme, area, waiting, unclaimed, escalated)
    where queue is not null
    group by queue, programme, area;
    return null;
end
$$;
comment on function tally_queue() is 'Adds what a new or changed case means for the queues it was in and is in.';

create trigger cases_tally_new after insert on cases
    for each row when (new.queue is not null) execute function tally_queue();
create trigger cases_tally_changed after update on cases
    for each row when (
        (old.queue, old.programme, old.area, old.claimed_by is null, old.escalated_at is null)
        is distinct from (new.queue, new.programme, new.area, new.claimed_by is null, new.escalated_at is null)
    )
    execute function tally_queue();

create function sum_queue_changes(at_most integer) returns integer
    language plpgsql as $$
declare
    summed integer;
begin
    with taken as (
        delete from queue_changes
        where id in (select id from queue_changes order by id limit at_most for update skip locked)
        returning queue, programme, area, waiting, unclaimed, escalated
    ),
    sums as (
        select queue, programme, area, sum(waiting) as waiting, sum(unclaimed) as unclaimed, sum(escalated) as escalated,
            count(*) as changes
        from taken
        group by queue, programme, area
    ),
    written as (
        insert into queue_tallies as tally (queue, programme, area, waiting, unclaimed, escalated)
        select queue, programme, area, waiting, unclaimed, escalated from sums
        order by queue, programme, area
        on conflict (queue, programme, area) do update set
            waiting = tally.waiting + excluded.waiting,
            unclaimed = tally.unclaimed + excluded.unclaimed,
            escalated = tally.escalated + excluded.escalated
    )
    select coalesce(sum(changes), 0) into summed from sums;
    return summed;
end
$$;
comment on function sum_queue_changes(integer) is 'Sums up to at_most changes into the tallies; returns how many there were.';

-- Deadlines that have passed and whose timers have not fired yet: few, because they fire within seconds.
create index cases_not_escalated on cases (due_at) where queue is not null and escalated_at is null;

insert into queue_tallies (queue, programme, area, waiting, unclaimed, escalated)
select queue, programme, area, count(*), count(*) filter (where claimed_by is null), count(*) filter (where escalated_at is not null)
from cases
where queue is not null
group by queue, programme, area;
