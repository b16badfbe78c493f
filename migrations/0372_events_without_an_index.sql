-- An event is found by its case and number, and read in the order of transactions; nobody looks for its id, which the identity
-- column gives once.
alter table case_events drop constraint case_events_id_unique;
