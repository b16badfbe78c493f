-- Of an explanation is kept which criteria held; their titles and points are in the bundle that scored, once for all cases.
alter table case_scores add column matched text[];
update case_scores set matched = array(
    select criterion ->> 'rule' from jsonb_array_elements(explanation) criterion where (criterion ->> 'matched')::boolean
);
alter table case_scores alter column matched set not null, drop column explanation;
comment on column case_scores.matched is 'The criteria of the scorecard that held, by name; bundle_hash says which card.';
update case_checks set evidence = evidence - 'rules' where name = 'means-test' and evidence ? 'rules';
