create index on jobs (id) where state = 1;
insert into jobs (queue, payload) select 'notify', '{"kind":"notify","to":"a@example.org"}' from generate_series(1, 600000);
vacuum analyze jobs;
