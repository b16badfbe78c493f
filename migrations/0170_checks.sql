-- Automatic checks of a case and the score they and the answers lead to.
create table case_checks (
    case_id uuid not null references cases (id),
    name text not null,
    result text not null default 'waiting',
    evidence jsonb,
    tries integer not null default 0,
    asked_at timestamptz not null default pser_now(),
    answered_at timestamptz,
    last_problem text,
    primary key (case_id, name),
    constraint case_checks_result_known check (result in ('waiting', 'passed', 'failed', 'attention')),
    constraint case_checks_answered_when check ((result = 'waiting') = (answered_at is null))
);
comment on table case_checks is 'What the system finds out about a case. Waiting until the registry has answered: a registry that is down never decides.';
comment on column case_checks.evidence is 'What the answer rests on, as shown to the officer; no identifiers in clear.';
comment on column case_checks.last_problem is 'Why the last try gave no answer.';

create table case_scores (
    case_id uuid primary key references cases (id),
    bundle_hash bytea not null references bundles (hash),
    content_hash bytea not null,
    score integer not null,
    is_eligible boolean not null,
    explanation jsonb not null,
    scored_at timestamptz not null default pser_now()
);
comment on table case_scores is 'The scorecard''s result on a submitted snapshot: which rules, which points, which threshold.';
comment on column case_scores.content_hash is 'The snapshot that was scored.';
