#!/usr/bin/env bash
# office-tour.sh
# Takes the pictures of docs/office.md anew, into docs/screenshots: run it after pages of the office have changed, look at
# what comes out, and commit what you would show. About three minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/needs.sh journeys
make --no-print-directory assets
cargo build --bin pser
PSQL="$(scripts/postgresql-bin.sh)/psql" CHROMIUM="$(scripts/chromium.sh)" node tests/browser/office-tour.mjs
