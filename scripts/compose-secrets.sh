#!/usr/bin/env bash
# Makes the secrets of docker-compose.yml once, in data/compose/secrets. Never replaces one.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
umask 077
folder=$root/data/compose/secrets
mkdir -p "$folder"

word() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
once() { # once NAME TEXT
    [ -e "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"
}

once database-owner-password "$(word)"
once database-server-password "$(word)"
once database-owner-url "postgres://wathiq_owner:$(cat "$folder/database-owner-password")@database/wathiq"
once database-url "postgres://wathiq_server:$(cat "$folder/database-server-password")@database/wathiq"
# a container's user must be able to read what is mounted into it; the folder above stays closed
chmod 644 "$folder"/*
say "secrets for docker compose: data/compose/secrets"
