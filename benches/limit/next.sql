-- The next case claimed and given back, as plainly as it can be said.
update claims set claimed_by = :client_id where id = (select id from claims where claimed_by is null order by priority, id limit 1 for update skip locked) returning id as case \gset
update claims set claimed_by = null where id = :case;
