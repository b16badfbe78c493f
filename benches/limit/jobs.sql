-- A hundred trivial jobs fetched and completed at a time, each step a transaction of its own.
with due as (select id from jobs where state = 0 and run_at <= now() order by id limit 100 for update skip locked) update jobs j set state = 1, locked_at = now(), attempts = attempts + 1 from due where j.id = due.id;
update jobs set state = 2, done_at = now() where id in (select id from jobs where state = 1 order by id limit 100 for update skip locked);
