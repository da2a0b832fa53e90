#!/usr/bin/env bash
# A throw-away PostgreSQL for tests and measurements.
#   eng/postgres.sh start   makes one in a temporary folder, starts it, prints its connection string
#   eng/postgres.sh start --forgetful   the same, but it keeps nothing when the machine falls over: for tests, which make hundreds of databases
#   eng/postgres.sh stop    stops it and removes it
# Use: export SCOUT_TEST_POSTGRES="$(eng/postgres.sh start)"
# SCOUT_POSTGRES_HOME names the folder where several live side by side.
set -euo pipefail

home=${SCOUT_POSTGRES_HOME:-${TMPDIR:-/tmp}/scout-postgres-$(id -u)}

as_owner() {
    if (($(id -u) == 0)); then
        su postgres -s /bin/bash -c "cd / && $*"
    else
        bash -c "$*"
    fi
}

binaries() {
    local found
    found=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1) || true
    if [[ -z $found ]] && command -v pg_ctl >/dev/null; then
        found=$(dirname "$(command -v pg_ctl)")
    fi
    echo "$found"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

install_it() {
    {
        local sudo=""
        (($(id -u) == 0)) || sudo=sudo
        $sudo apt-get update -q
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends postgresql
    } >&2
}

start() {
    if [[ -f $home/connection ]] && as_owner "$(binaries)/pg_ctl -D $home/data status" >/dev/null; then
        cat "$home/connection"
        return
    fi

    [[ -n $(binaries) ]] || install_it
    local bin port
    bin=$(binaries)
    port=$(free_port)
    rm -rf "$home"
    mkdir -p "$home"
    (($(id -u) != 0)) || chown postgres "$home"
    as_owner "$bin/initdb -D $home/data -U scout -A trust -E UTF8 --no-locale" >&2
    # Durable, as in earnest, where something is measured: fsync and synchronous_commit stay on.
    local settings=""
    [[ ${1:-} != --forgetful ]] || settings="-c fsync=off -c full_page_writes=off"
    as_owner "$bin/pg_ctl -D $home/data -w -l $home/log -o '$settings -p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$home -c max_connections=300 -c shared_buffers=256MB' start" >&2
    echo "Host=127.0.0.1;Port=$port;Username=scout;Database=postgres;Maximum Pool Size=50" | tee "$home/connection"
}

stop() {
    if [[ -d $home/data ]]; then
        as_owner "$(binaries)/pg_ctl -D $home/data -m fast -w stop" >&2 || true
        rm -rf "$home"
    fi
}

case ${1:-} in
    start) start "${2:-}" ;;
    stop) stop ;;
    *)
        sed -n '2,7s/^# \{0,1\}//p' "$0"
        exit 2
        ;;
esac
