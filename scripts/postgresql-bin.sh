#!/usr/bin/env bash
# Prints the newest folder that holds PostgreSQL's server programs (initdb and postgres).
set -euo pipefail

newest=$(
    {
        command -v initdb || true
        ls -d /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb /usr/local/pgsql/bin/initdb \
            /opt/homebrew/opt/postgresql@*/bin/initdb 2>/dev/null || true
    } | while read -r initdb; do
        folder=$(dirname "$(readlink -f "$initdb")")
        [[ -x $folder/postgres ]] || continue
        printf '%s %s\n' "$("$folder/postgres" --version | grep -oE '[0-9]+' | head -n 1)" "$folder"
    done | sort -n | tail -n 1
)
if [[ -z $newest ]]; then
    echo "PostgreSQL's server programs (initdb, postgres) were not found: install them, on Debian or Ubuntu with 'apt-get install postgresql'." >&2
    exit 1
fi
echo "${newest#* }"
