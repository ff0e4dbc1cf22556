#!/usr/bin/env bash
# A throw-away PostgreSQL for the tests: its own cluster in a temporary folder, on a free port of this machine.
#
#   tests/postgres.sh start   starts it, unless it runs, and prints its address
#   tests/postgres.sh url     prints its address
#   tests/postgres.sh stop    stops it and removes all of it
#
# The tests find it by TEST_DATABASE_URL, or else by target/test-postgres/url, which `start` writes.
# Nothing in it is worth keeping: it neither asks for passwords nor waits for the disk.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state=$here/target/test-postgres
binaries=${PG_BINARIES:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}

fail() { echo "postgres.sh: $*" >&2; exit 1; }

# initdb refuses to run as root
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

running() {
    [ -s "$state/folder" ] && as_postgres "$binaries/pg_ctl" -D "$(cat "$state/folder")/data" status >/dev/null 2>&1
}

start() {
    if running; then cat "$state/url"; return; fi
    [ -x "$binaries/initdb" ] || fail "no PostgreSQL server found: install it (Debian: postgresql), or set PG_BINARIES"
    [ ! -s "$state/folder" ] || stop

    local folder port attempt
    folder=$(mktemp -d "${TMPDIR:-/tmp}/wathiq-postgres.XXXXXX")
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    as_postgres "$binaries/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$folder.log" 2>&1 || { cat "$folder.log" >&2; fail "initdb failed"; }

    for attempt in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 12000))
        # taken when somebody answers
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue; fi
        if as_postgres "$binaries/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 30 -o "\
            -p $port -h 127.0.0.1 -k $folder -c max_connections=300 -c fsync=off -c synchronous_commit=off \
            -c full_page_writes=off -c shared_buffers=64MB -c max_wal_size=512MB -c log_min_messages=warning" \
            start >"$folder.log" 2>&1
        then
            rm -f "$folder.log"
            mkdir -p "$state"
            echo "$folder" >"$state/folder"
            echo "postgres://postgres@127.0.0.1:$port/postgres" | tee "$state/url"
            return
        fi
    done
    cat "$folder.log" "$folder/log" >&2 || true
    rm -rf "$folder" "$folder.log"
    fail "could not start"
}

stop() {
    [ -s "$state/folder" ] || return 0
    local folder
    folder=$(cat "$state/folder")
    # only ever a folder that `start` made
    case $folder in */wathiq-postgres.*) ;; *) fail "not ours: $folder" ;; esac
    if [ -d "$folder/data" ]; then
        as_postgres "$binaries/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    fi
    rm -rf "$folder" "$state"
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    url) running || fail "not running: tests/postgres.sh start"; cat "$state/url" ;;
    *) sed -n '2,9p' "${BASH_SOURCE[0]}"; exit 64 ;;
esac
