-- What was written to one account, for whoever asks for everything that is kept about them.
create index notices_by_account on notices (account_id, written_at);
