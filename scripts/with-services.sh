#!/usr/bin/env bash
# with-services.sh [--database-only] COMMAND...
# Runs COMMAND beside a throw-away PostgreSQL cluster and S3 endpoint, tells it their addresses by PSER_TEST_*, stops both
# afterwards, leaves nothing behind, and exits as COMMAND did. The endpoint is served by the pser binary built before
# (`cargo test --no-run` makes it).
set -euo pipefail
cd "$(dirname "$0")/.."

database_only=false
if [[ ${1:-} == --database-only ]]; then
    database_only=true
    shift
fi
if [[ $# -eq 0 ]]; then
    echo "usage: with-services.sh [--database-only] COMMAND..." >&2
    exit 2
fi

bin=$(scripts/postgresql-bin.sh)
# Short, because a socket's path must stay under 107 bytes.
folder=$(mktemp -d /tmp/pser-test.XXXXXX)
postgres=
store=

stop() {
    trap - EXIT INT TERM HUP
    if [[ -n $store ]]; then
        kill -TERM "$store" 2>/dev/null || true
        wait "$store" 2>/dev/null || true
    fi
    if [[ -n $postgres ]]; then
        # Immediate: the cluster is thrown away, there is nothing to write out.
        kill -QUIT "$postgres" 2>/dev/null || true
        wait "$postgres" 2>/dev/null || true
    fi
    rm -rf "$folder" "$folder.env"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# PostgreSQL refuses to run as root.
as_server=(setpriv --pdeathsig INT --)
if [[ $(id -u) -eq 0 ]]; then
    if ! id postgres >/dev/null 2>&1; then
        echo "there is no user 'postgres' to run PostgreSQL as: install the server package, or run this as an ordinary user." >&2
        exit 1
    fi
    chown postgres: "$folder"
    as_server=(setpriv --reuid postgres --regid postgres --init-groups --pdeathsig INT --)
fi

cd /
"${as_server[@]}" "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync --no-instructions >"/dev/null"
"${as_server[@]}" mkdir "$folder/socket"
"${as_server[@]}" "$bin/postgres" -D "$folder/data" -k "$folder/socket" -c listen_addresses= -c timezone=UTC \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 \
    -c logging_collector=off >"/dev/null" 2>&1 &
postgres=$!
cd - >/dev/null
for _ in $(seq 1 300); do
    "$bin/pg_isready" --quiet --host="$folder/socket" && break
    if ! kill -0 "$postgres" 2>/dev/null; then
        echo "PostgreSQL did not start; run 'initdb' and 'postgres' by hand to see why." >&2
        exit 1
    fi
    sleep 0.1
done
export PSER_TEST_DATABASE_URL="postgres://postgres@localhost/postgres?host=$folder/socket"

if ! $database_only; then
    pser=${CARGO_TARGET_DIR:-target}/debug/pser
    if [[ ! -x $pser ]]; then
        echo "$pser, which serves the S3 endpoint, is not built: run 'cargo test --no-run' first." >&2
        exit 1
    fi
    PSER_LOG=warn setpriv --pdeathsig TERM -- "$pser" store "$folder/store" >"$folder.env" &
    store=$!
    for _ in $(seq 1 300); do
        [[ $(wc -l <"$folder.env") -eq 3 ]] && break
        if ! kill -0 "$store" 2>/dev/null; then
            echo "the S3 endpoint did not start." >&2
            exit 1
        fi
        sleep 0.1
    done
    # shellcheck disable=SC1091
    source "$folder.env"
fi

code=0
"$@" || code=$?
exit "$code"
