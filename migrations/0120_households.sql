-- Households and who belonged to them when.
create table households (
    id uuid primary key,
    area text not null references areas (code),
    registered_by uuid references persons (id),
    created_at timestamptz not null default pser_now()
);
create index households_by_registrant on households (registered_by);
comment on table households is 'People who live and eat together, as registered.';
comment on column households.registered_by is 'The applicant who declared it. A new declaration of theirs takes the place of the earlier one, and of nobody else''s. Null where it came from elsewhere.';

create table memberships (
    id uuid primary key,
    household_id uuid not null references households (id),
    person_id uuid references persons (id),
    name text not null,
    relationship text not null,
    date_of_birth date,
    since timestamptz not null default pser_now(),
    until timestamptz,
    constraint memberships_in_order check (until is null or until >= since)
);
create index memberships_by_household on memberships (household_id) where until is null;
create index memberships_by_person on memberships (person_id) where until is null;
comment on table memberships is 'A member of a household from a day to a day. Children without a CNIC have no person. Kin of a person are those who share a live membership.';

create function kin_of(someone uuid) returns uuid[]
    language sql stable parallel safe
    return (
        select coalesce(array_agg(distinct other.person_id), '{}')
        from memberships mine
        join memberships other on other.household_id = mine.household_id and other.until is null
        where mine.person_id = someone and mine.until is null
            and other.person_id is not null and other.person_id <> someone
    );
comment on function kin_of(uuid) is 'The persons who live in a household with this one now.';
