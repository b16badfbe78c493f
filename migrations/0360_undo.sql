-- A step may be taken back for a short time: until then its messages wait, and are withdrawn with it.
alter table notices drop constraint notices_state_known;
alter table notices add constraint notices_state_known check (state in ('written', 'sent', 'failed', 'expired', 'withdrawn'));
comment on column notices.state is 'written: to be sent. sent. failed: given up. expired: came too late to be of use. withdrawn: what it told was undone before it left.';
