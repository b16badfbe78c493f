-- Cases, what happened to them, and their timers.
create table cases (
    id uuid primary key,
    reference text not null,
    programme text not null references programmes (code),
    bundle_hash bytea not null references bundles (hash),
    application_id uuid not null references applications (id),
    snapshot smallint not null,
    person_id uuid not null references persons (id),
    area text not null references areas (code),
    amount bigint not null default 0,
    stage text not null,
    queue text,
    clock text not null,
    version integer not null default 1,
    stage_entered_at timestamptz not null default pser_now(),
    due_at timestamptz,
    escalated_at timestamptz,
    rank bigint not null,
    claimed_by uuid references staff_accounts (id),
    claimed_at timestamptz,
    created_at timestamptz not null default pser_now(),
    ended_at timestamptz,
    constraint cases_reference_unique unique (reference),
    constraint cases_snapshot_exists foreign key (application_id, snapshot) references snapshots (application_id, number),
    constraint cases_clock_known check (clock in ('department', 'citizen', 'bank', 'stopped')),
    constraint cases_claim_whole check ((claimed_by is null) = (claimed_at is null)),
    constraint cases_amount_not_negative check (amount >= 0)
) with (fillfactor = 80);
create index cases_by_application on cases (application_id);
create index cases_by_person on cases (person_id);
create index cases_in_queue on cases (queue, rank, id) where queue is not null;
create index cases_unclaimed on cases (queue, rank, id) where queue is not null and claimed_by is null;
create index cases_claimed on cases (claimed_by, claimed_at) where claimed_by is not null;
comment on table cases is 'An application on its way through its workflow. Its stage changes only through casework::act.';
comment on column cases.reference is 'Random public number: C-XXXXX-XXXXX-C in Crockford base32 with a check symbol.';
comment on column cases.version is 'Grows with every change of the case or of a fact its guards read; a change is guarded by the version that was read.';
comment on column cases.amount is 'What the case is worth if approved, in paisa.';
comment on column cases.rank is 'Ascending urgency within a queue: microseconds since 1970 of the deadline or, without one, of the entry; smaller is sooner.';
comment on column cases.clock is 'Whose time is running: the department''s, the citizen''s, the bank''s, or nobody''s.';

create function history_generation() returns smallint
    language sql stable parallel safe
    return 1::smallint;
comment on function history_generation() is
    'The life of this cluster''s transaction counter. The owner replaces it by the next number after a logical restore into another cluster.';

create table case_events (
    id bigint generated always as identity,
    case_id uuid not null references cases (id),
    seq integer not null,
    at timestamptz not null,
    kind text not null,
    action text,
    actor_person uuid,
    actor_kind text not null,
    from_stage text,
    to_stage text,
    bundle_hash bytea not null,
    detail jsonb not null,
    previous_hash bytea not null,
    hash bytea not null,
    generation smallint not null default history_generation(),
    xact xid8 not null default pg_current_xact_id(),
    primary key (case_id, seq),
    constraint case_events_id_unique unique (id),
    constraint case_events_actor_known check (actor_kind in ('citizen', 'staff', 'system')),
    constraint case_events_hash_is_sha256 check (octet_length(hash) = 32 and octet_length(previous_hash) = 32)
);
create index case_events_by_xact on case_events (generation, xact, id);
comment on table case_events is 'What happened to a case, in order, each event carrying the hash of the one before. Append-only for the app role.';
comment on column case_events.action is 'The action somebody did (a deed), for separation of duties; null where the system moved the case.';
comment on column case_events.detail is 'Reasons and particulars; ids and sealed values, no CNIC, IBAN or mobile.';
comment on column case_events.hash is 'SHA-256 over the canonical bytes (RFC 8785) of the event with its previous hash.';
comment on column case_events.xact is 'The transaction that wrote it: the sealing job takes those that can no longer be joined by an older one.';
comment on column case_events.generation is 'Which life of the transaction counter xact belongs to: after a logical restore into another cluster it begins anew.';

create table history_seals (
    number bigint primary key,
    generation smallint not null,
    after_xact xid8 not null,
    upto_xact xid8 not null,
    events bigint not null,
    root bytea not null,
    heads bytea not null,
    previous_hash bytea not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    constraint history_seals_hash_is_sha256 check (
        octet_length(hash) = 32 and octet_length(root) = 32 and octet_length(previous_hash) = 32
    ),
    constraint history_seals_heads_whole check (octet_length(heads) % 52 = 0),
    constraint history_seals_span_in_order check (after_xact < upto_xact)
);
comment on table history_seals is 'Merkle roots over the events of a span of transactions, chained: a deleted case or a cut-off tail is found too.';
comment on column history_seals.after_xact is 'First transaction of the span: where the seal before ended.';
comment on column history_seals.upto_xact is 'First transaction after the span.';
comment on column history_seals.root is 'Merkle root (RFC 6962 hashing) over the hashes of the events, in the order of transaction and id.';
comment on column history_seals.heads is 'Per case of the span, sorted: case id (16 bytes), last seq (4), its hash (32); so that a finding can name the case.';

create table access_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default pser_now(),
    actor_person uuid not null,
    actor_kind text not null,
    subject_person uuid not null,
    case_id uuid,
    document_id uuid,
    what text not null,
    reason text,
    constraint access_log_what_known check (what in ('view-case', 'view-document', 'reveal', 'view-history', 'export'))
);
create index access_log_by_subject on access_log (subject_person, id);
create index access_log_by_case on access_log (case_id, id);
comment on table access_log is 'Who looked at whose data, when and why. Append-only for the app role; the person concerned can read it.';

create table case_timers (
    case_id uuid not null references cases (id),
    kind text not null,
    due_at timestamptz not null,
    primary key (case_id, kind)
);
create index case_timers_due on case_timers (due_at);
comment on table case_timers is 'What will happen to a case by time alone in the stage it is in. Leaving the stage deletes them.';

revoke update, delete, truncate on case_events, history_seals, access_log from pser_app;
