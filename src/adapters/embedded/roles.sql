-- The two roles of an installation. The owner migrates; the app serves and works, and may neither run DDL nor rewrite
-- history. Idempotent; run once per cluster by whoever administers it (private clusters and test clusters run it themselves).
do $$
begin
    if not exists (select from pg_roles where rolname = 'pser_owner') then
        create role pser_owner login;
    end if;
    if not exists (select from pg_roles where rolname = 'pser_app') then
        create role pser_app login;
    end if;
end
$$;
