-- Money: a two-leg ledger, batches signed by two people, instructions to the bank.
create table ledger_accounts (
    code text primary key,
    programme text references programmes (code),
    may_be_negative boolean not null default false,
    balance bigint not null default 0,
    constraint ledger_accounts_never_overdrawn check (may_be_negative or balance >= 0)
);
comment on table ledger_accounts is 'Accounts of the ledger: treasury, and per programme budget, held and paid. Balances in paisa.';
comment on column ledger_accounts.balance is 'Sum of credits less debits, kept by post_transfers; the ledger as a whole sums to zero.';

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

create function open_ledger_accounts(for_programme text) returns void
    language sql security definer set search_path = public, pg_temp as $$
    insert into ledger_accounts (code, programme, may_be_negative)
    values
        ('treasury', null, true),
        ('budget:' || for_programme, for_programme, false),
        ('held:' || for_programme, for_programme, false),
        ('paid:' || for_programme, for_programme, false)
    on conflict (code) do nothing
$$;
comment on function open_ledger_accounts is 'Makes the accounts of a programme, once however often it is called.';

create function post_transfers(
    for_programme text, transfer_kind text, transfer_ids uuid[], subjects uuid[], amounts bigint[]
) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    debit text;
    credit text;
    total bigint;
begin
    -- The kind alone says which way the money goes, so that no caller can post a hold backwards.
    case transfer_kind
        when 'appropriation' then debit := 'treasury';                 credit := 'budget:' || for_programme;
        when 'hold'          then debit := 'budget:' || for_programme; credit := 'held:' || for_programme;
        when 'settlement'    then debit := 'held:' || for_programme;   credit := 'paid:' || for_programme;
        when 'release'       then debit := 'held:' || for_programme;   credit := 'budget:' || for_programme;
        when 'return'        then debit := 'paid:' || for_programme;   credit := 'budget:' || for_programme;
    end case;
    -- Before the transfers, whose foreign keys lock both rows too, and always in the order of the codes: so two postings
    -- never wait for each other in a circle. No key changes, so that those foreign keys need not wait.
    perform from ledger_accounts where code in (debit, credit) order by code for no key update;
    insert into ledger_transfers (id, debit_account, credit_account, amount, kind, subject_id)
    select transfer.id, debit, credit, transfer.amount, transfer_kind, transfer.subject
    from unnest(transfer_ids, subjects, amounts) as transfer (id, subject, amount);
    select sum(amount)::bigint into total from unnest(amounts) as amount;
    update ledger_accounts set balance = balance + case when code = credit then total else -total end
    where code in (debit, credit);
end
$$;
comment on function post_transfers is
    'Posts transfers of one kind and moves both balances by their sum; the only way to the ledger for the app role.';

create table appropriations (
    id uuid primary key,
    programme text not null references programmes (code),
    amount bigint not null,
    authority text not null,
    made_by uuid not null references persons (id),
    made_at timestamptz not null default pser_now(),
    constraint appropriations_amount_positive check (amount > 0)
);
create index appropriations_by_programme on appropriations (programme, id);
comment on table appropriations is 'Money given to a programme''s budget: how much, on what authority, entered by whom. Append-only; posted in the same transaction.';
comment on column appropriations.authority is 'The release order or letter it rests on, as typed.';

create table batches (
    id uuid primary key,
    reference text not null,
    programme text not null references programmes (code),
    area text references areas (code),
    state text not null default 'draft',
    made_by uuid not null references persons (id),
    made_at timestamptz not null default pser_now(),
    proposed_at timestamptz,
    items integer not null default 0,
    total bigint not null default 0,
    content_hash bytea,
    decided_by uuid references persons (id),
    decided_at timestamptz,
    decision_reason text,
    constraint batches_reference_unique unique (reference),
    constraint batches_state_known check (state in ('draft', 'discarded', 'proposed', 'approved', 'refused')),
    constraint batches_four_eyes check (decided_by is null or decided_by <> made_by),
    constraint batches_decided_whole check ((state in ('approved', 'refused')) = (decided_by is not null)),
    constraint batches_proposed_whole check ((state in ('proposed', 'approved', 'refused')) = (content_hash is not null)),
    constraint batches_totals_not_negative check (items >= 0 and total >= 0)
);
create index batches_by_programme on batches (programme, id);
comment on table batches is 'Payments proposed by a maker and approved by somebody else, with control totals.';
comment on column batches.area is 'The area whose cases it holds; null: the province.';
comment on column batches.state is 'A draft can still be discarded by its maker; what is proposed is frozen and approved or refused as a whole.';
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
    creditor_account_last text not null,
    content_hash bytea not null,
    state text not null default 'drafted',
    sent_at timestamptz,
    asked_at timestamptz,
    ask_at timestamptz,
    asks smallint not null default 0,
    settled_at timestamptz,
    bank_reference text,
    status_reason text,
    version integer not null default 1,
    constraint payment_instructions_end_to_end_id_unique unique (end_to_end_id),
    constraint payment_instructions_end_to_end_id_length check (length(end_to_end_id) between 1 and 35),
    constraint payment_instructions_amount_positive check (amount > 0),
    constraint payment_instructions_state_known check (state in (
        'drafted', 'proposed', 'held', 'sending', 'unknown', 'accepted', 'settled', 'rejected', 'returned', 'cancelled'
    )),
    constraint payment_instructions_settled_when check ((state in ('settled', 'returned')) = (settled_at is not null)),
    constraint payment_instructions_account_last_four check (length(creditor_account_last) = 4)
);
create unique index payment_instructions_one_live_per_case on payment_instructions (case_id)
    where state in ('drafted', 'proposed', 'held', 'sending', 'unknown', 'accepted', 'settled');
create index payment_instructions_by_case on payment_instructions (case_id, id);
create index payment_instructions_by_batch on payment_instructions (batch_id, id);
create index payment_instructions_to_ask on payment_instructions (ask_at) where ask_at is not null;
create index payment_instructions_unfinished on payment_instructions (id)
    where state in ('held', 'sending', 'unknown', 'accepted');
comment on table payment_instructions is 'One payment of one case. Sending is recorded before the bank is called; what is unknown is asked about, never resent blindly.';
comment on column payment_instructions.end_to_end_id is 'The key under which the bank knows it (ISO 20022 EndToEndId, at most 35 characters); the bank books it once.';
comment on column payment_instructions.content_hash is 'The submitted snapshot that was approved; payment refuses when the case no longer has it.';
comment on column payment_instructions.creditor_account_sealed is 'IBAN, sealed at payment_instruction.creditor_account.';
comment on column payment_instructions.creditor_account_index is 'Blind index (kind iban) of the IBAN.';
comment on column payment_instructions.creditor_account_last is 'The last four characters of the IBAN, by which people tell accounts apart on a list.';
comment on column payment_instructions.state is 'drafted: on a batch not proposed yet; held: approved, money set aside; sending: the bank is being called; unknown: called, no answer; accepted: the bank has it.';
comment on column payment_instructions.ask_at is 'When the bank is to be asked next what became of it; null: no need.';
comment on column payment_instructions.asks is 'How often it was asked since the state last changed; the pauses grow with it.';
comment on column payment_instructions.status_reason is 'Why it was rejected, returned or cancelled: the bank''s code (ISO 20022 ExternalStatusReason1Code) or a word of ours.';

create table account_corrections (
    id uuid primary key,
    case_id uuid not null references cases (id),
    instruction_id uuid not null references payment_instructions (id),
    account_sealed bytea not null,
    account_index bytea not null,
    account_last text not null,
    given_by uuid not null references persons (id),
    given_at timestamptz not null default pser_now(),
    constraint account_corrections_last_four check (length(account_last) = 4)
);
create index account_corrections_by_case on account_corrections (case_id, id);
create index account_corrections_by_instruction on account_corrections (instruction_id);
comment on table account_corrections is 'Accounts that citizens gave after a payment failed. The newest of a case takes the place of the account in its snapshot. Append-only.';
comment on column account_corrections.instruction_id is 'The payment that failed, for which the account was given.';
comment on column account_corrections.account_sealed is 'IBAN, sealed at account_correction.account.';
comment on column account_corrections.account_index is 'Blind index (kind iban) of the IBAN.';
comment on column account_corrections.account_last is 'The last four characters of the IBAN.';

create view case_accounts as
    select c.id as case_id, given.id as correction_id,
        coalesce(given.account_sealed, decode(s.answers #>> '{bank,iban,sealed}', 'base64')) as account_sealed,
        coalesce(given.account_index, decode(s.answers #>> '{bank,iban,index}', 'hex')) as account_index
    from cases c
    join snapshots s on s.application_id = c.application_id and s.number = c.snapshot
    left join lateral (
        select id, account_sealed, account_index
        from account_corrections correction
        where correction.case_id = c.id
        order by id desc
        limit 1
    ) given on true;
comment on view case_accounts is
    'The account to which a case is paid: the one given last, or else the one of its snapshot, which is sealed at application.answers.';

create function payment_on_hold(of_case uuid, since timestamptz) returns boolean
    language sql stable parallel safe
    return coalesce(
        (
            select newest.state in ('rejected', 'returned') and newest.status_reason is distinct from 'case-changed'
                and newest.asked_at >= since
                and not exists (select from account_corrections where instruction_id = newest.id)
            from payment_instructions newest
            where newest.case_id = of_case and newest.state not in ('drafted', 'cancelled')
            order by newest.id desc
            limit 1
        ),
        false
    );
comment on function payment_on_hold(uuid, timestamptz) is
    'Whether the bank refused or sent back the newest payment of a case since it entered its stage, and no other account was given for it.';

create function payment_facts(of_case uuid) returns jsonb
    language sql stable parallel safe
    return (
        select jsonb_build_object(
            'none', newest.state is null,
            'proposed', coalesce(newest.state = 'proposed', false),
            'live', coalesce(newest.state in ('held', 'sending', 'unknown', 'accepted'), false),
            'failed', coalesce(newest.state in ('rejected', 'returned'), false),
            'settled', coalesce(newest.state = 'settled', false)
        )
        from (
            select (
                select instruction.state
                from payment_instructions instruction
                where instruction.case_id = of_case and instruction.state not in ('drafted', 'cancelled')
                order by instruction.id desc
                limit 1
            ) as state
        ) newest
    );
comment on function payment_facts(uuid) is
    'Where the newest instruction of a case stands: exactly one of the five holds. Drafts and cancelled instructions never counted.';

revoke insert, update, delete, truncate on ledger_transfers, ledger_accounts from pser_app;
revoke update, delete, truncate on appropriations, account_corrections from pser_app;
