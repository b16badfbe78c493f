-- What was handed in stands in its snapshot, and nowhere else.
update applications set answers = '{}' where state <> 'draft' and answers <> '{}';
comment on column applications.answers is 'Answers by question while it is a draft; handed in, they stand in its snapshot. Identifiers (CNIC, IBAN, mobile) stand as {"sealed", "index", "last"}, sealed at application.answers.';
