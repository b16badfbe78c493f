#!/usr/bin/env bash
# schemathesis.sh [SEED]
# Asks a running program whatever its OpenAPI document allows, and what it does not, as nobody, a citizen and each kind of
# staff: no answer may be a fault, and each must be as the document describes. Needs Python; its packages go into target/.
set -euo pipefail
cd "$(dirname "$0")/.."

version=4.32.5
target=${CARGO_TARGET_DIR:-target}
python=$target/schemathesis-$version/bin/python
if [[ ! -x $python ]]; then
    echo "Installing schemathesis $version into $target (half a minute, once) ..."
    python3 -m venv "$target/schemathesis-$version"
    "$python" -m pip install --quiet --disable-pip-version-check "schemathesis==$version" || {
        rm -rf "$target/schemathesis-$version"
        exit 1
    }
fi
exec "$python" scripts/schemathesis/run.py "$target/debug/pser" "${1:-1}"
