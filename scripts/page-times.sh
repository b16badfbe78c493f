#!/usr/bin/env bash
# page-times.sh
# Measures on this machine how long each kind of page takes the server and how much a first visit weighs, with a release
# build (about ten minutes, once) and the data of a demonstration. Run it on a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/needs.sh journeys
make --no-print-directory assets
cargo build --release --bin pser
CHROMIUM="$(scripts/chromium.sh)" node tests/browser/page-times.mjs
