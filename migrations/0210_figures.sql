-- What the figures of supervisors are read from, so that they cost what is open and what happened lately, not all there is.
create index cases_open on cases (programme, area, stage, clock, stage_entered_at, due_at) where ended_at is null;
comment on index cases_open is 'Everything the figures say of open cases, so that the table itself need not be read.';
create index cases_by_day on cases (created_at, programme, area);
comment on index cases_by_day is 'Cases handed in lately, for the figures.';
create index case_events_counted on case_events (at)
    where action in ('verify', 'reject') or kind in ('deadline-passed', 'time-passed');
comment on index case_events_counted is 'Decisions and missed deadlines lately, for the figures.';
