#!/usr/bin/env bash
# run.sh COMMAND...
# Runs COMMAND so that Ctrl-C reaches it alone: `make` would otherwise be interrupted too and report a failure, however
# cleanly COMMAND stopped. Should we be killed, COMMAND is told to stop.
set -euo pipefail

if [[ ! -t 0 ]]; then
    exec "$@"
fi
# Job control gives COMMAND a process group of its own and the terminal with it.
set -m
setpriv --pdeathsig TERM -- "$@"
