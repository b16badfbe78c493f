drop table if exists claims;
create table claims (id bigint generated always as identity primary key, priority bigint not null, claimed_by int);
create index on claims (priority, id) where claimed_by is null;
insert into claims (priority) select (random() * 1000000)::bigint from generate_series(1, 100000);
vacuum analyze claims;
