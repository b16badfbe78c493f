-- What every other migration stands on: the two roles, the clock, and the areas of the province.
-- The owner runs migrations and owns everything; the app role serves requests and jobs and can neither change the
-- schema nor rewrite history.
do $$
begin
    if not exists (select from pg_roles where rolname = 'pser_app') then
        create role pser_app login;
    end if;
end
$$;

create extension if not exists pg_trgm;

revoke create on schema public from public;
grant usage on schema public to pser_app;
-- What the owner makes from here on, the app may read and write; migrations take away what it must not.
alter default privileges in schema public grant select, insert, update, delete on tables to pser_app;
alter default privileges in schema public grant usage on sequences to pser_app;

create function pser_now() returns timestamptz
    language sql stable parallel safe
    return now();
comment on function pser_now() is
    'The time that business rules see. Tests replace it in their own database to let days pass.';

create table areas (
    code text primary key,
    level text not null,
    parent_code text references areas (code),
    name_en text not null,
    name_ur text not null,
    constraint areas_level_known check (level in ('division', 'district', 'tehsil')),
    constraint areas_nested check (
        (level = 'division' and parent_code is null)
        or (level <> 'division' and starts_with(code, parent_code || '/'))
    )
);
comment on table areas is
    'Divisions, districts and tehsils. A code is a path (division/district/tehsil), so an area covers what its code prefixes.';
comment on column areas.code is 'Path of kebab-case names: lahore/lahore/shalimar.';
comment on constraint areas_nested on areas is 'A division has no parent; every other code extends the code of its parent.';

create function area_covers(outer_area text, inner_area text) returns boolean
    language sql immutable parallel safe
    return outer_area is null or inner_area = outer_area or starts_with(inner_area, outer_area || '/');
comment on function area_covers(text, text) is
    'Whether the first area is the second or contains it; a null first area is the whole province.';

create table holidays (
    day date primary key,
    name_en text not null,
    name_ur text not null,
    is_tentative boolean not null default false
);
comment on table holidays is 'Public holidays of the province: days that do not count as working days.';
comment on column holidays.is_tentative is 'Whether the day follows the moon and is a forecast until the government announces it.';
