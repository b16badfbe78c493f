-- Background jobs: one row per job from enqueueing until the janitor takes it away. The functions below are the whole
-- life of a job; workers call nothing else. All times are the database's clock, never a worker's.
create table jobs (
    -- A counter, not a UUIDv7: rows are also made inside SQL, and first come is first served.
    id bigint generated always as identity primary key,
    queue text not null,
    kind text not null,
    payload jsonb not null,
    unique_key text,
    priority smallint not null default 1,
    state text not null default 'ready',
    run_at timestamptz not null default clock_timestamp(),
    attempts smallint not null default 0,
    max_attempts smallint not null default 10,
    delivery integer not null default 0,
    owner uuid,
    lease_until timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    last_error text,
    enqueued_at timestamptz not null default clock_timestamp(),
    constraint jobs_queue_known check (queue in ('codes', 'money', 'cases', 'notices', 'slow', 'upkeep')),
    constraint jobs_state_known check (state in ('ready', 'held', 'done', 'dead')),
    constraint jobs_priority_known check (priority between 0 and 2),
    constraint jobs_max_attempts_positive check (max_attempts > 0),
    constraint jobs_held_by_someone check ((state = 'held') = (owner is not null and lease_until is not null)),
    constraint jobs_finished_when_over check ((state in ('done', 'dead')) = (finished_at is not null))
)
with (
    -- Room on each page for the start mark and the renewals, which touch no indexed column.
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.05,
    autovacuum_vacuum_cost_delay = 0
);
comment on table jobs is 'Work to be done in the background. Payloads carry ids, never personal data. Enqueued in the transaction of the change that asks for it.';
comment on column jobs.queue is 'Which workers take it; queues do not wait for one another.';
comment on column jobs.kind is 'Names the handler.';
comment on column jobs.unique_key is 'Enqueueing the same kind and key again does nothing as long as this row is kept.';
comment on column jobs.priority is '0 first, 1 normal, 2 last, within its queue.';
comment on column jobs.state is 'ready: may start once run_at has come. held: a worker has it, started or not. done. dead: given up, a person decides.';
comment on column jobs.run_at is 'Not to be started before.';
comment on column jobs.attempts is 'How often a handler was started; counted when it starts, so that one which kills its process is counted too.';
comment on column jobs.delivery is 'How often the row was handed to a worker: the number that fences off whoever had it before.';
comment on column jobs.owner is 'The process that holds it; a new id at each start of a process.';
comment on column jobs.lease_until is 'When the hold ends unless renewed; after that anybody may take the job.';
comment on column jobs.started_at is 'When the handler of the present delivery was started; null while the job only waits in a worker''s hands.';
comment on column jobs.last_error is 'Why the last attempt did not finish the job.';
comment on constraint jobs_queue_known on jobs is 'The queues that workers serve.';
comment on constraint jobs_state_known on jobs is 'The life of a job.';
comment on constraint jobs_priority_known on jobs is 'take_jobs looks at these three.';
comment on constraint jobs_max_attempts_positive on jobs is 'A job may be tried at least once.';
comment on constraint jobs_held_by_someone on jobs is 'A held job has an owner and a lease; no other has.';
comment on constraint jobs_finished_when_over on jobs is 'Finished jobs, and only those, know when.';

create unique index jobs_once_per_key on jobs (kind, unique_key) where unique_key is not null;
create index jobs_ready on jobs (queue, priority, run_at, id) where state = 'ready';
-- On the id, not on lease_until: renewing a lease then touches no index. Few rows are held at a time.
create index jobs_held on jobs (id) where state = 'held';
create index jobs_done on jobs (finished_at) where state = 'done';
create index jobs_dead on jobs (id) where state = 'dead';
comment on index jobs_once_per_key is 'Decides races between two who enqueue the same thing.';

create table job_ticks (
    name text primary key,
    due_at timestamptz not null,
    job_id bigint
);
comment on table job_ticks is 'The last tick that fired of each recurring job. A tick fires once, however many schedulers run.';
comment on column job_ticks.due_at is 'The moment the tick stands for: a whole multiple of the period.';
comment on column job_ticks.job_id is 'The job it enqueued; while that is unfinished the next ticks are passed over.';

create function enqueue_jobs(rows jsonb) returns integer
    language plpgsql as $$
declare
    enqueued integer;
begin
    insert into jobs (queue, kind, payload, unique_key, run_at, max_attempts, priority)
    -- A job without fields is the JSON null, which this record makes an SQL null.
    select asked.queue, asked.kind, coalesce(asked.payload, 'null'), asked.unique_key,
        clock_timestamp() + make_interval(secs => coalesce(asked.delay_seconds, 0)),
        coalesce(asked.max_attempts, 10), coalesce(asked.priority, 1)
    from jsonb_to_recordset(rows) as asked (
        queue text, kind text, payload jsonb, unique_key text,
        delay_seconds double precision, max_attempts smallint, priority smallint
    )
    on conflict (kind, unique_key) where unique_key is not null do nothing;
    get diagnostics enqueued = row_count;
    return enqueued;
end
$$;
comment on function enqueue_jobs(jsonb) is
    'Enqueues an array of {queue, kind, payload, unique_key?, delay_seconds?, max_attempts?, priority?}; returns how many were new.';

-- The settings below pin the plans to the partial indexes: a plan made while the table is small, or before statistics
-- catch up with a burst, must not turn into a scan of millions of finished rows.
create function take_jobs(from_queue text, for_owner uuid, lease_seconds double precision, at_most integer)
    returns table (id bigint, kind text, payload jsonb, delivery integer, attempts smallint, max_attempts smallint)
    language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
    set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
    level smallint;
    found_here integer;
    still_wanted integer := at_most;
begin
    for level in 0..2 loop
        return query
            with due as materialized (
                select waiting.id
                from jobs waiting
                where waiting.state = 'ready' and waiting.queue = from_queue and waiting.priority = level
                    and waiting.run_at <= now()
                order by waiting.run_at, waiting.id
                limit still_wanted
                for update skip locked
            )
            update jobs taken
            set state = 'held', owner = for_owner, delivery = taken.delivery + 1, started_at = null,
                lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
            from due
            where taken.id = due.id
            returning taken.id, taken.kind, taken.payload, taken.delivery, taken.attempts, taken.max_attempts;
        get diagnostics found_here = row_count;
        still_wanted := still_wanted - found_here;
        exit when still_wanted <= 0;
    end loop;
end
$$;
comment on function take_jobs(text, uuid, double precision, integer) is
    'Hands up to at_most due jobs of a queue to a process, by priority and age, under a lease. Two callers never get the same.';

create function settle_jobs(
    by_owner uuid, ids bigint[], deliveries integer[], marks text[], delays double precision[], reasons text[]
)
    returns table (id bigint, delivery integer, state text)
    language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
    return query
        update jobs job
        set state = case
                when told.mark = 'start' then 'held'
                when told.mark = 'done' then 'done'
                when told.mark = 'dead' then 'dead'
                when told.mark = 'retry' and job.attempts >= job.max_attempts then 'dead'
                when told.mark in ('retry', 'release') then 'ready'
            end,
            attempts = job.attempts + case
                when told.mark = 'start' and job.started_at is null then 1
                when told.mark = 'release' and job.started_at is not null then -1
                else 0
            end,
            started_at = case when told.mark = 'start' then coalesce(job.started_at, clock_timestamp()) else job.started_at end,
            owner = case when told.mark = 'start' then job.owner end,
            lease_until = case when told.mark = 'start' then job.lease_until end,
            run_at = case when told.mark = 'retry' then clock_timestamp() + make_interval(secs => told.delay) else job.run_at end,
            finished_at = case
                when told.mark in ('done', 'dead') or (told.mark = 'retry' and job.attempts >= job.max_attempts)
                then clock_timestamp()
            end,
            last_error = coalesce(told.reason, job.last_error)
        from unnest(ids, deliveries, marks, delays, reasons) as told (id, delivery, mark, delay, reason)
        where job.id = told.id and job.delivery = told.delivery and job.owner = by_owner and job.state = 'held'
        returning job.id, job.delivery, job.state;
end
$$;
comment on function settle_jobs(uuid, bigint[], integer[], text[], double precision[], text[]) is
    'Writes many marks of one process at once: start, done, retry, dead, release (given back, not counted as an attempt). Returns those that took; a mark whose job has meanwhile gone to another does nothing. Safe to repeat after an answer that never arrived.';

create function renew_jobs(by_owner uuid, ids bigint[], deliveries integer[], lease_seconds double precision)
    returns table (id bigint, delivery integer)
    language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
    -- Skips what settle_jobs is writing at the moment: waiting for it could end in a deadlock.
    with mine as materialized (
        select job.id
        from unnest(ids, deliveries) as held (id, delivery)
        join jobs job on job.id = held.id and job.delivery = held.delivery
        where job.owner = by_owner and job.state = 'held'
        order by job.id
        for update of job skip locked
    )
    update jobs job set lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
    from mine
    where job.id = mine.id;
    return query
        select held.id, held.delivery
        from unnest(ids, deliveries) as held (id, delivery)
        where not exists (
            select from jobs job
            where job.id = held.id and job.delivery = held.delivery and job.owner = by_owner and job.state = 'held'
        );
end
$$;
comment on function renew_jobs(uuid, bigint[], integer[], double precision) is
    'Extends the leases of what a process holds, started or not. Returns what it does not hold any more.';

create function reap_jobs()
    returns table (id bigint, kind text, state text)
    language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
    return query
        with expired as materialized (
            select job.id from jobs job
            where job.state = 'held' and job.lease_until < clock_timestamp()
            order by job.id
            limit 1000
            for update skip locked
        )
        update jobs job
        set state = case when job.started_at is not null and job.attempts >= job.max_attempts then 'dead' else 'ready' end,
            finished_at = case when job.started_at is not null and job.attempts >= job.max_attempts then clock_timestamp() end,
            owner = null, lease_until = null,
            -- Apart from each other: if one of them took the process down, the others should not be with it again.
            run_at = case
                when job.started_at is null then job.run_at
                else clock_timestamp() + make_interval(secs => random() * least(2 ^ job.attempts, 15))
            end,
            last_error = case when job.started_at is null then job.last_error else 'the process that ran it stopped answering' end
        from expired
        where job.id = expired.id
        returning job.id, job.kind, job.state;
end
$$;
comment on function reap_jobs() is
    'Takes jobs back whose lease has run out: ready again, or dead when the attempts are used up.';

create function fire_tick(tick_name text, period_seconds double precision, job jsonb) returns double precision
    language plpgsql as $$
declare
    at_present constant timestamptz := clock_timestamp();
    tick_at constant timestamptz := to_timestamp(floor(extract(epoch from at_present) / period_seconds) * period_seconds);
    made bigint;
begin
    insert into job_ticks as last (name, due_at) values (tick_name, tick_at)
    on conflict (name) do update set due_at = excluded.due_at
    where last.due_at < excluded.due_at
        and not exists (select from jobs where id = last.job_id and state in ('ready', 'held'));
    if found then
        insert into jobs (queue, kind, payload, max_attempts, priority)
        values (job ->> 'queue', job ->> 'kind', job -> 'payload',
            (job ->> 'max_attempts')::smallint, (job ->> 'priority')::smallint)
        returning id into made;
        update job_ticks set job_id = made where name = tick_name;
        perform pg_notify('jobs', job ->> 'queue');
    end if;
    return extract(epoch from tick_at - at_present) + period_seconds;
end
$$;
comment on function fire_tick(text, double precision, jsonb) is
    'Enqueues a recurring job if its present tick has not fired and the job of the last one is finished. Returns the seconds until the next tick.';

create function job_depths(queues text[], at_most bigint)
    returns table (queue text, state text, jobs bigint, oldest_seconds double precision)
    language plpgsql stable
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
#variable_conflict use_column
begin
    return query
        with held as materialized (
            select job.queue, count(*) as jobs
            from (select queue from jobs where state = 'held' limit at_most) job
            group by job.queue
        ), dead as materialized (
            select job.queue, count(*) as jobs
            from (select queue from jobs where state = 'dead' limit at_most) job
            group by job.queue
        )
        select known.queue, counted.state, counted.jobs, counted.oldest_seconds
        from unnest(queues) as known (queue)
        cross join lateral (
            select 'ready' as state, count(*) as jobs,
                coalesce(
                    (
                        select extract(epoch from now() - min(oldest.run_at))::double precision
                        from generate_series(0, 2) as level
                        cross join lateral (
                            select waiting.run_at from jobs waiting
                            where waiting.state = 'ready' and waiting.queue = known.queue and waiting.priority = level
                                and waiting.run_at <= now()
                            order by waiting.run_at
                            limit 1
                        ) oldest
                    ),
                    0
                ) as oldest_seconds
            from (
                select from jobs waiting
                where waiting.state = 'ready' and waiting.queue = known.queue and waiting.run_at <= now()
                limit at_most
            ) due
            union all
            select 'later', count(*), null
            from (
                select from jobs waiting
                where waiting.state = 'ready' and waiting.queue = known.queue and waiting.run_at > now()
                limit at_most
            ) later
            union all
            select 'held', coalesce((select held.jobs from held where held.queue = known.queue), 0), null
            union all
            select 'dead', coalesce((select dead.jobs from dead where dead.queue = known.queue), 0), null
        ) counted;
end
$$;
comment on function job_depths(text[], bigint) is
    'How many jobs of each queue are ready (due), later (not due), held and dead, each counted up to at_most, and for how long the oldest has been due. Reads no finished job but the dead.';
