-- What the counts of queues are summed up from, said once.
create view queue_pieces as
    select queue, programme, area, waiting, unclaimed, escalated as overdue
    from queue_tallies
    union all
    select queue, programme, area, waiting, unclaimed, escalated from queue_changes
    union all
    select queue, programme, area, 0, 0, 1 from cases
    where queue is not null and escalated_at is null and due_at < pser_now();
comment on view queue_pieces is
    'What waits in queues by programme and area, in pieces that add up: what was tallied, what changed since, and cases whose deadline has passed and which no timer has marked yet.';
