#!/usr/bin/env bash
# needs.sh run|test|journeys|torture|schemathesis|bench|lint|sqlx|assets
# Says everything that this machine lacks for it, one sentence each, and exits 1 if anything is. Where it may (as root on
# Debian or Ubuntu) it installs PostgreSQL's server programs first, and for tests Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

lacking=()
have() { command -v "$1" >/dev/null 2>&1; }
# at_least WANTED FOUND: whether version FOUND is WANTED or later.
at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }
can_install() { [[ $(id -u) -eq 0 ]] && have apt-get; }

need_rust() {
    local wanted found
    wanted=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
    if ! have cargo || ! have rustc; then
        lacking+=("Rust $wanted or later is missing: install it from https://rustup.rs.")
        return
    fi
    found=$(rustc --version | cut -d ' ' -f 2)
    at_least "$wanted" "$found" || lacking+=("Rust $found is too old: run 'rustup update stable' for $wanted or later.")
    have cc || lacking+=("A C compiler (cc) is missing: on Debian or Ubuntu, 'apt-get install build-essential'.")
}

need_node() {
    local found
    if ! have node; then
        lacking+=("Node 18 or later is missing: install it from https://nodejs.org or your distribution.")
    else
        found=$(node --version | tr -d v)
        at_least 18 "$found" || lacking+=("Node $found is too old: install 18 or later from https://nodejs.org.")
    fi
    have npm || lacking+=("npm is missing: it comes with Node from https://nodejs.org, or as your distribution's package 'npm'.")
}

need_postgresql() {
    local problem
    if ! scripts/postgresql-bin.sh >/dev/null 2>&1 && can_install; then
        echo "Installing PostgreSQL's server programs (apt-get install postgresql) ..." >&2
        # Without this, the package would also start a cluster of its own, which nobody here wants.
        mkdir -p /etc/postgresql-common
        [[ -e /etc/postgresql-common/createcluster.conf ]] \
            || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql; } >/dev/null \
            || echo "apt-get could not install it." >&2
    fi
    problem=$(scripts/postgresql-bin.sh 2>&1 >/dev/null) || lacking+=("$problem")
}

need_chromium() {
    local problem
    if [[ -z ${CHROMIUM:-} ]] && ! scripts/chromium.sh >/dev/null 2>&1 && can_install; then
        echo "Installing Chromium, in which the pages are tested (apt-get install chromium) ..." >&2
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; } >/dev/null \
            || echo "apt-get could not install it." >&2
    fi
    problem=$(scripts/chromium.sh 2>&1 >/dev/null) || lacking+=("$problem")
}

need_python() {
    # Debian ships what makes virtual environments apart from Python.
    python3 -c 'import ensurepip, venv' >/dev/null 2>&1 \
        || lacking+=("Python 3.10 or later with venv is missing: on Debian or Ubuntu, 'apt-get install python3-venv'.")
}

need_setpriv() {
    have setpriv || lacking+=("setpriv is missing: on Debian or Ubuntu, 'apt-get install util-linux'.")
}

need_lints() {
    cargo fmt --version >/dev/null 2>&1 || lacking+=("rustfmt is missing: run 'rustup component add rustfmt'.")
    cargo clippy --version >/dev/null 2>&1 || lacking+=("clippy is missing: run 'rustup component add clippy'.")
}

case ${1:-} in
run | torture | bench) need_rust; need_node; need_postgresql ;;
test) need_rust; need_node; need_postgresql; need_setpriv; need_chromium ;;
journeys) need_rust; need_node; need_postgresql; need_chromium ;;
schemathesis) need_rust; need_node; need_postgresql; need_python ;;
lint) need_rust; need_node; need_lints; need_postgresql; need_setpriv ;;
sqlx) need_rust; need_node; need_postgresql; need_setpriv ;;
assets) need_node ;;
*) echo "usage: needs.sh run|test|journeys|torture|schemathesis|bench|lint|sqlx|assets" >&2; exit 2 ;;
esac

if [[ ${#lacking[@]} -gt 0 ]]; then
    printf '%s\n' "${lacking[@]}" >&2
    exit 1
fi
