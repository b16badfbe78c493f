-- Money: a two-leg ledger, batches signed by two people, instructions to the bank.
create table ledger_accounts (
    code text primary key,
    programme text references programmes (code),
    may_be_negative boolean not null default false,
    balance bigint not null default 0,
    constraint ledger_accounts_never_overdrawn check (may_be_negative or balance >= 0)
);
comment on table ledger_accounts is 'Accounts of the ledger: treasury, and per programme budget, held and paid. Balances in paisa.';
comment on column ledger_accounts.balance is 'Sum of credits less debits, kept by post_transfer; the ledger as a whole sums to zero.';

create table ledger_transfers (
    id uuid primary key,
    debit_account text not null references ledger_accounts (code),
    credit_account text not null references ledger_accounts (code),
    amount bigint not null,
    kind text not null,
    subject_id uuid not null,
    at timestamptz not null default pser_now(),
    constraint ledger_transfers_amount_positive check (amount > 0),
    constraint ledger_transfers_two_accounts check (debit_account <> credit_account),
    constraint ledger_transfers_kind_known check (kind in ('appropriation', 'hold', 'settlement', 'release', 'return')),
    constraint ledger_transfers_once unique (kind, subject_id)
);
comment on table ledger_transfers is 'Double entry, both legs in one row: from one account to another. Append-only; the same thing is never posted twice.';
comment on column ledger_transfers.subject_id is 'What it is for: the payment instruction, or the appropriation.';

create function post_transfer(transfer_id uuid, debit text, credit text, paisa bigint, transfer_kind text, subject uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into ledger_transfers (id, debit_account, credit_account, amount, kind, subject_id)
    values (transfer_id, debit, credit, paisa, transfer_kind, subject);
    -- Always in the order of the codes, so that two postings never wait for each other in a circle.
    update ledger_accounts set balance = balance + case when code = credit then paisa else -paisa end
    where code = any (select code from ledger_accounts where code in (debit, credit) order by code for update);
end
$$;
comment on function post_transfer is 'Posts one transfer and moves both balances; the only way to the ledger for the app role.';

create table batches (
    id uuid primary key,
    reference text not null,
    programme text not null references programmes (code),
    area text references areas (code),
    state text not null default 'draft',
    made_by uuid not null references persons (id),
    made_at timestamptz not null default pser_now(),
    items integer not null default 0,
    total bigint not null default 0,
    content_hash bytea,
    decided_by uuid references persons (id),
    decided_at timestamptz,
    decision_reason text,
    constraint batches_reference_unique unique (reference),
    constraint batches_state_known check (state in ('draft', 'proposed', 'approved', 'refused')),
    constraint batches_four_eyes check (decided_by is null or decided_by <> made_by),
    constraint batches_decided_whole check ((state in ('approved', 'refused')) = (decided_by is not null)),
    constraint batches_totals_not_negative check (items >= 0 and total >= 0)
);
comment on table batches is 'Payments proposed by a maker and approved by somebody else, with control totals.';
comment on column batches.area is 'The area whose cases it holds; null: the province.';
comment on column batches.content_hash is 'SHA-256 over the canonical list of its instructions when proposed; the approval names it and payment refuses on mismatch.';
comment on constraint batches_four_eyes on batches is 'Maker is never checker, whatever the program does.';

create table payment_instructions (
    id uuid primary key,
    batch_id uuid not null references batches (id),
    case_id uuid not null references cases (id),
    end_to_end_id text not null,
    amount bigint not null,
    creditor_name text not null,
    creditor_account_sealed bytea not null,
    creditor_account_index bytea not null,
    content_hash bytea not null,
    state text not null default 'proposed',
    sent_at timestamptz,
    asked_at timestamptz,
    settled_at timestamptz,
    bank_reference text,
    status_reason text,
    version integer not null default 1,
    constraint payment_instructions_end_to_end_id_unique unique (end_to_end_id),
    constraint payment_instructions_amount_positive check (amount > 0),
    constraint payment_instructions_state_known check (state in ('proposed', 'held', 'sending', 'unknown', 'settled', 'rejected', 'returned', 'cancelled')),
    constraint payment_instructions_settled_when check ((state in ('settled', 'returned')) = (settled_at is not null))
);
create unique index payment_instructions_one_live_per_case
    on payment_instructions (case_id) where state in ('proposed', 'held', 'sending', 'unknown', 'settled');
create index payment_instructions_by_batch on payment_instructions (batch_id, id);
create index payment_instructions_unfinished on payment_instructions (id) where state in ('held', 'sending', 'unknown');
comment on table payment_instructions is 'One payment of one case. Sending is recorded before the bank is called; what is unknown is asked about, never resent blindly.';
comment on column payment_instructions.end_to_end_id is 'The key under which the bank knows it (ISO 20022 EndToEndId); the bank books it once.';
comment on column payment_instructions.content_hash is 'The submitted snapshot that was approved; payment refuses when the case no longer has it.';
comment on column payment_instructions.creditor_account_sealed is 'IBAN, sealed at payment_instruction.creditor_account.';

revoke update, delete, truncate on ledger_transfers from pser_app;
revoke insert on ledger_transfers from pser_app;
revoke update, delete, insert on ledger_accounts from pser_app;
