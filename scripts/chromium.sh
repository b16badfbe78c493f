#!/usr/bin/env bash
# Prints the Chromium that the journeys drive: the one named by CHROMIUM, or the one installed.
set -euo pipefail

if [[ -n ${CHROMIUM:-} ]]; then
    [[ -x $CHROMIUM ]] && exec echo "$CHROMIUM"
    echo "CHROMIUM names $CHROMIUM, which is no program." >&2
    exit 1
fi
for name in chromium chromium-browser google-chrome; do
    if found=$(command -v "$name"); then
        exec echo "$found"
    fi
done
echo "Chromium, in which the pages are tested, is missing: on Debian, 'apt-get install chromium', or name one with CHROMIUM." >&2
exit 1
