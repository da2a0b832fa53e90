#!/usr/bin/env bash
# Installs what tests need, builds, runs every test; the last line is "N passed, N failed" (", N skipped" when there are any).
#   eng/test.sh                                        everything
#   eng/test.sh --filter-class '*DotEnvTests'          some of it; whatever dotnet test understands passes through
#   SCOUT_REQUIRE_PEERS=1 eng/test.sh                  a skipped test against a peer or a browser counts as failed
# SCOUT_TEST_POSTGRES names a PostgreSQL to use instead of a throw-away one; SCOUT_VECTORS where recorded exchanges lie,
# SCOUT_PEERS where a Nightscout to start lies (both default to the folder shared/ beside the repository).
set -uo pipefail
cd "$(dirname "$0")/.."

# Servers made by tests need no watch on settings, and machines give few inotify instances.
export DOTNET_hostBuilder__reloadConfigOnChange=false
# Most code of a test runs a few times: what measures it, to make it faster for hours, only costs time.
export DOTNET_TieredPGO=0

log=$(mktemp)
again=$(mktemp)
started_postgres=
clean_up() {
    rm -f "$log" "$again"
    if [[ -n $started_postgres ]]; then
        eng/postgres.sh stop >/dev/null 2>&1
        rm -rf "$SCOUT_POSTGRES_HOME"
    fi
}
trap clean_up EXIT

install_packages() {
    local sudo=""
    (($(id -u) == 0)) || sudo="sudo -n"
    command -v apt-get >/dev/null || return 1
    echo "Installing $*" >&2
    $sudo apt-get update -q >&2 &&
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends "$@" >&2
}

# What cannot be installed is skipped by the tests that want it, with the reason.
command -v node >/dev/null && command -v npm >/dev/null || install_packages nodejs npm ||
    echo "Node and npm are missing: pages are built with them." >&2
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || install_packages chromium ||
    echo "Chromium is missing: browser tests are skipped." >&2
command -v g++ >/dev/null || install_packages g++ ||
    echo "g++ is missing: the example's sketch is not tried." >&2
if [[ -z ${SCOUT_TEST_POSTGRES:-} ]]; then
    # A folder of its own, so that two runs on one machine do not stop each other's.
    SCOUT_POSTGRES_HOME=$(mktemp -d "${TMPDIR:-/tmp}/scout-postgres-XXXXXX")
    export SCOUT_POSTGRES_HOME
    if SCOUT_TEST_POSTGRES=$(eng/postgres.sh start --forgetful 2>"$log"); then
        export SCOUT_TEST_POSTGRES
        started_postgres=yes
    else
        tail -3 "$log" >&2
        echo "PostgreSQL is missing: tests run on SQLite only." >&2
        unset SCOUT_TEST_POSTGRES
    fi
fi

# With a filter most projects have nothing to run, which is no failure as long as one of them has.
some=()
(($# == 0)) || some=(--ignore-exit-code 8)
# All projects at once: most of their tests wait for something, and the longest must not begin last.
dotnet test --configuration "${CONFIGURATION:-Release}" --max-parallel-test-modules 4 "$@" "${some[@]}" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

count() { awk -v key="$1:" '$1 == key { n = $2 } END { print n + 0 }' "$2"; }

passed=$(count succeeded "$log")
failed=$(count failed "$log")
skipped=$(count skipped "$log")
if ((failed == 0 && (code != 0 || passed + skipped == 0))); then
    failed=1 # the build broke or no test ran
    code=1
fi

# A few that failed run once more, alone: real browsers and processes on a busy machine can miss a patience that a bug
# cannot. One that passes then is named, so that it is mended and not forgotten.
mapfile -t names < <(grep -oP '^failed \K[\w.+`]+' "$log" | sort -u)
if ((failed > 0 && failed <= 3 && ${#names[@]} > 0)); then
    echo "Once more, alone: ${names[*]}"
    dotnet test --no-build --configuration "${CONFIGURATION:-Release}" --filter-method "${names[@]}" \
        --ignore-exit-code 8 2>&1 | tee "$again"
    if ((PIPESTATUS[0] == 0 && $(count failed "$again") == 0 && $(count succeeded "$again") >= failed)); then
        echo "Unsteady, passed only when run again: ${names[*]}"
        passed=$((passed + failed))
        failed=0
        code=0
    fi
fi

if ((failed > 0 && ${#names[@]} > 0)); then
    printf 'Failed: %s\n' "${names[@]}"
fi

if [[ ${SCOUT_REQUIRE_PEERS:-0} == 1 ]]; then
    # A peer that is brought along beside the repository, and was not, is no failure of this machine.
    missed=$(awk '
        /^ *skipped Scout\.(Peers|Browser)\.Tests/ { waits = 1; next }
        waits { waits = 0; if ($0 !~ /SCOUT_PEERS names the folder/) n++ }
        END { print n + 0 }' "$log")
    if [[ -z ${SCOUT_TEST_POSTGRES:-} ]]; then
        missed=$((missed + 1))
    fi

    if ((missed > 0)); then
        echo "$missed tests against peers were skipped, and SCOUT_REQUIRE_PEERS counts that as failed."
        failed=$((failed + missed))
        skipped=$((skipped > missed ? skipped - missed : 0))
        code=1
    fi
fi

line="$passed passed, $failed failed"
if ((skipped > 0)); then
    line+=", $skipped skipped"
fi

echo "$line"
exit "$code"
