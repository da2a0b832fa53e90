#!/usr/bin/env bash
# Measures and prints a table: what, measured, gate, ratio, verdict. Ends with 1 when a gate is missed.
#   bench/run.sh                    everything, about six minutes
#   bench/run.sh decisions turns    some of: decisions, turns, calls, reach, problems, intake, sensors, shown, redecode, start, preview, pump, sync, chart, series, pages, paint, polls
# SCOUT_TEST_POSTGRES names a PostgreSQL to use instead of a throw-away one. Nothing else should run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build bench/Scout.Benchmarks --configuration Release -v q --nologo -clp:ErrorsOnly >&2

wants_postgres() {
    (($# == 0)) || [[ " $* " == *" turns "* || " $* " == *" chart "* || " $* " == *" series "* || " $* " == *" redecode "* ]]
}

if wants_postgres "$@" && [[ -z ${SCOUT_TEST_POSTGRES:-} ]]; then
    SCOUT_POSTGRES_HOME=$(mktemp -d "${TMPDIR:-/tmp}/scout-postgres-XXXXXX")
    export SCOUT_POSTGRES_HOME
    trap 'eng/postgres.sh stop >/dev/null 2>&1; rm -rf "$SCOUT_POSTGRES_HOME"' EXIT
    if SCOUT_TEST_POSTGRES=$(eng/postgres.sh start 2>/dev/null); then
        export SCOUT_TEST_POSTGRES
    else
        echo "PostgreSQL is missing: its rows are skipped." >&2
        unset SCOUT_TEST_POSTGRES
    fi
fi

artifacts/bin/Scout.Benchmarks/release/Scout.Benchmarks "$@"
