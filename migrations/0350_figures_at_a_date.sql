-- What the figures of a past date are read from: the cases that were open then, and what happened in the days before it.

-- A point is looked up among spans, which no order of two columns can do: with a tree on either moment every case that
-- ended later, or began earlier, would be read. It is written once, when a case ends.
create index cases_spans on cases using gist (tstzrange(least(created_at, ended_at), ended_at, '[]'))
    where ended_at is not null;
comment on index cases_spans is 'From when until when a case that is over was open, so that those open on a day are found among all.';

create index cases_ended on cases (ended_at) where ended_at is not null;
comment on index cases_ended is 'Cases that ended in the days before a date, for the figures.';

-- Which actions decide, send papers back or refuse is the workflows' to say, not an index's.
drop index case_events_counted;
create index case_events_counted on case_events (at)
    where (action is not null and from_stage <> to_stage)
        or kind in ('deadline-passed', 'time-passed', 'document-refused');
comment on index case_events_counted is
    'What somebody did that moved a case, documents that were refused and deadlines that passed, for the figures.';
create index case_events_undone on case_events (at) where action = 'undo';
comment on index case_events_undone is 'Steps that were taken back: few of many.';

create view counted_events as
    select at as known_at, case_id, at, kind, action, actor_person, actor_kind, from_stage, to_stage, bundle_hash, detail, 1 as times
    from case_events
    where ((action is not null and from_stage <> to_stage)
            or kind in ('deadline-passed', 'time-passed', 'document-refused'))
        and action is distinct from 'undo'
    union all
    select undo.at, step.case_id, step.at, step.kind, step.action, step.actor_person, step.actor_kind, step.from_stage,
        step.to_stage, step.bundle_hash, step.detail, -1
    from case_events undo
    join case_events step on step.case_id = undo.case_id and step.seq = (undo.detail ->> 'undoes')::integer
    where undo.action = 'undo';
comment on view counted_events is
    'What the figures count by times: a step that was taken back counts once and once less, the latter from when it was (known_at).';

-- The ledger is only ever added to, in the order of time: the few blocks since a date are found by their bounds.
create index ledger_transfers_by_time on ledger_transfers using brin (at);
comment on index ledger_transfers_by_time is 'What was posted since a date, which the balances of today less make those of then.';
