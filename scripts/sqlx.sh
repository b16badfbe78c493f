#!/usr/bin/env bash
# sqlx.sh FOLDER
# Writes the offline data of every checked SQL statement into FOLDER, from a database that has just been migrated. Run it
# through `make sqlx` or `make sqlx-check`, which bring the throw-away cluster.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(realpath -m "$1")
bin=$(scripts/postgresql-bin.sh)
socket=${PSER_TEST_DATABASE_URL##*host=}
sql() { "$bin/psql" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$socket" "$@" >/dev/null; }

sql --username=postgres --dbname=postgres --file=src/adapters/embedded/roles.sql
sql --username=postgres --dbname=postgres --command='create database statements owner pser_owner'
for migration in migrations/*.sql; do
    sql --username=pser_owner --dbname=statements --single-transaction --file="$migration"
done

rm -rf "$folder"
mkdir -p "$folder"
# The macros write only while they are expanded: make cargo expand all of them.
touch src/lib.rs src/main.rs tests/it/main.rs
SQLX_OFFLINE=false SQLX_OFFLINE_DIR="$folder" \
    DATABASE_URL="postgres://pser_owner@localhost/statements?host=$socket" \
    cargo check --quiet --all-targets
