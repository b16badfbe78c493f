-- What somebody can do that not everybody with the role can: queues ask for a skill, and a grant has it.
alter table grants add column skills text[] not null default '{}';
comment on column grants.skills is 'Skills of workflows/skills.yaml that the account has where this grant holds.';
