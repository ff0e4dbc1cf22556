#!/usr/bin/env bash
# All tests, one after another; the last line sums them up. Output is shown for what failed, and all of it
# is kept in target/test-logs/.
#
#   scripts/test.sh            everything
#   scripts/test.sh PART…      some of: format lint deny rust verifier interop browser
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
rm -rf "$logs"
mkdir -p "$logs"

passed=0 failed=0 skipped=0
parts=(format lint deny rust verifier interop browser)
[ $# -eq 0 ] || parts=("$@")
if [ -n "${CI:-}" ]; then locked=(--locked); else locked=(); fi

# Adds to the sums: passed, failed, skipped.
add() {
    passed=$((passed + $1))
    failed=$((failed + $2))
    skipped=$((skipped + ${3:-0}))
}

number() { # the number before or after a word in a log, or 0: number FILE EXPRESSION
    local found
    found=$(sed -nE "s/$2/\1/p" "$1" | tail -n 1)
    printf '%s' "${found:-0}"
}

# Runs one part: run NAME COUNTER COMMAND…; COUNTER reads the log and the exit code and calls `add`.
run() {
    local name=$1 counter=$2 began=$SECONDS status=0 before=$failed
    shift 2
    "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
    "$counter" "$logs/$name.log" "$status"
    if [ "$failed" -gt "$before" ]; then
        say "✗ $name ($((SECONDS - began)) s)"
        show "$logs/$name.log"
    else
        say "✓ $name ($((SECONDS - began)) s)"
    fi
}

# Closing lines of a runner inside are indented, so that there is one closing line only.
show() { tail -n "${LOG_LINES:-200}" "$1" | sed 's/^/    /'; }

one_check() { if [ "$2" -eq 0 ]; then add 1 0; else add 0 1; fi; }

# A run that ended badly without a failed test (it did not compile, the runner broke) is itself a failure.
or_broken() { if [ "$1" -ne 0 ] && [ "$2" -eq 0 ]; then add 0 1; fi; }

nextest() {
    local log=$1 status=$2 bad
    bad=$(($(number "$log" '.*Summary .* ([0-9]+) failed.*') + $(number "$log" '.*Summary .* ([0-9]+) timed out.*')))
    add "$(number "$log" '.*Summary .* ([0-9]+) passed.*')" "$bad" "$(number "$log" '.*Summary .* ([0-9]+) skipped.*')"
    or_broken "$status" "$bad"
}

tap() {
    local log=$1 status=$2 bad
    bad=$(number "$log" '^# fail ([0-9]+)$')
    add "$(number "$log" '^# pass ([0-9]+)$')" "$bad" "$(number "$log" '^# skipped ([0-9]+)$')"
    or_broken "$status" "$bad"
}

sums() {
    local log=$1 status=$2 bad
    bad=$(number "$log" '^.*, ([0-9]+) failed.*$')
    add "$(number "$log" '^([0-9]+) passed, .*$')" "$bad" "$(number "$log" '^.*, ([0-9]+) skipped$')"
    or_broken "$status" "$bad"
}

format() { run format one_check cargo fmt --all --check -- --color never; }

lint() { run lint one_check cargo clippy "${locked[@]}" --workspace --all-targets --quiet -- -D warnings; }

deny() {
    run deny one_check cargo-deny --offline -L error check bans licenses sources
    # the list of known vulnerabilities lies outside the package registries
    if timeout 120 cargo-deny -L error fetch db >"$logs/advisories.log" 2>&1 </dev/null; then
        run advisories one_check cargo-deny -L error check advisories
    else
        add 0 0 1
        say "– advisories: skipped, the advisory database cannot be fetched from here"
    fi
}

rust() {
    # a cluster that somebody else started is used and left running
    tests/postgres.sh url >/dev/null 2>&1 || trap 'tests/postgres.sh stop' EXIT
    if ! TEST_DATABASE_URL=$(tests/postgres.sh start 2>"$logs/postgres.log"); then
        add 0 1
        say "✗ postgres"
        show "$logs/postgres.log"
        return
    fi
    export TEST_DATABASE_URL
    run rust nextest cargo nextest run "${locked[@]}" --workspace --no-fail-fast --hide-progress-bar
}

# The same targets and features as the tests were built with: nothing is compiled twice.
binary() {
    [ -z "${WATHIQ_BINARY:-}" ] || return 0
    export WATHIQ_BINARY=$built/debug/wathiq
    cargo build "${locked[@]}" --workspace --bins --tests --quiet >"$logs/build.log" 2>&1 </dev/null && return
    add 0 1
    say "✗ build"
    show "$logs/build.log"
    return 1
}

verifier() {
    local files
    mapfile -t files < <(find server/web tests -name node_modules -prune -o -name '*.test.mjs' -print | sort)
    if [ ${#files[@]} -eq 0 ]; then
        say "– verifier: no tests"
        return
    fi
    run verifier tap node --test --test-reporter=tap "${files[@]}"
}

interop() {
    binary || return
    run interop sums "$venv/bin/python" tests/interop/run.py
}

browser() {
    binary || return
    run browser tap node --test --test-reporter=tap --test-concurrency=1 tests/browser/specs/*.spec.mjs
}

for part in "${parts[@]}"; do
    case $part in
        format | lint | deny | rust | verifier | interop | browser) "$part" ;;
        *) die "no such part: $part" ;;
    esac
done

say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
