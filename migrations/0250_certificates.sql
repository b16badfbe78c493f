-- Certificates: what a case of some stages leaves in the citizen's hand, and everybody can check.
create table certificates (
    id uuid primary key,
    number text not null,
    case_id uuid not null references cases (id),
    person_id uuid not null references persons (id),
    programme text not null references programmes (code),
    bundle_hash bytea not null references bundles (hash),
    area text not null references areas (code),
    name text not null,
    issued_at timestamptz not null,
    revoked_at timestamptz,
    revoked_why text,
    revoked_by uuid references persons (id),
    revoked_reason text,
    constraint certificates_number_unique unique (number),
    constraint certificates_one_per_case unique (case_id),
    constraint certificates_revoked_whole check ((revoked_at is null) = (revoked_why is null)),
    constraint certificates_revoked_why_known check (revoked_why in ('replaced', 'office')),
    constraint certificates_office_says_why
        check ((revoked_why is not distinct from 'office') = (revoked_by is not null and revoked_reason is not null))
);
create unique index certificates_one_valid_per_person on certificates (person_id, programme) where revoked_at is null;
create index certificates_by_person on certificates (person_id, id);
comment on table certificates is 'A printed proof that a case came to a stage which issues one. Public by its number; revoked, never deleted.';
comment on column certificates.number is 'Random public number: R-XXXXX-XXXXX-C in Crockford base32 with a check symbol; whoever knows it may check the certificate.';
comment on column certificates.bundle_hash is 'The version of the programme under which it was issued: its title is printed.';
comment on column certificates.name is 'As printed. The CNIC is printed masked, from the person.';
comment on column certificates.revoked_why is '`replaced` by a newer one of the same person and programme, or withdrawn by the `office`.';
comment on column certificates.revoked_reason is 'What the office gave as its reason; the citizen reads it, the public does not.';
revoke delete, truncate on certificates from pser_app;

alter table access_log drop constraint access_log_what_known;
alter table access_log add constraint access_log_what_known
    check (what in (
        'view-case', 'view-document', 'reveal', 'view-history', 'export', 'certificate',
        'view-account', 'recover', 'register', 'assist'
    ));

-- A step into a stage that issues a certificate: beside the step itself, so that neither stands without the other.
create function case_step_certified(
    of_case uuid, read_version integer, step jsonb, event jsonb, work jsonb, certificate jsonb
) returns integer
    language plpgsql as $$
declare
    moment timestamptz := (event ->> 'at')::timestamptz;
    new_version integer := case_step(of_case, read_version, step, event, work);
begin
    if new_version is null then
        return null;
    end if;
    update certificates old set revoked_at = moment, revoked_why = 'replaced'
    from cases c
    where c.id = of_case and old.person_id = c.person_id and old.programme = c.programme
        and old.case_id <> of_case and old.revoked_at is null;
    -- A stage that is entered again issues nothing new.
    insert into certificates (id, number, case_id, person_id, programme, bundle_hash, area, name, issued_at)
    select (certificate ->> 'id')::uuid, certificate ->> 'number', c.id, c.person_id, c.programme, c.bundle_hash, c.area,
        p.name, moment
    from cases c join persons p on p.id = c.person_id
    where c.id = of_case
    on conflict (case_id) do nothing;
    return new_version;
end
$$;
comment on function case_step_certified is
    'As case_step, and issues the certificate of the stage entered: once a case, in the place of an older one of the person.';
