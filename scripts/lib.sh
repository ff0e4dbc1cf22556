# Shared by the scripts: where things are, how they speak. Source it, do not run it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

venv=$root/target/venv
logs=$root/target/test-logs
# Cargo's folder may lie elsewhere; the Python environment and the logs stay with the sources
built=${CARGO_TARGET_DIR:-$root/target}
export PATH="$venv/bin:$PATH"

say() { printf '%s\n' "$*"; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command; shows what it printed only if it fails.
quietly() {
    local what=$1 log status=0
    shift
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -ne 0 ]; then
        cat "$log" >&2
        rm -f "$log"
        die "$what failed ($*)"
    fi
    rm -f "$log"
}
