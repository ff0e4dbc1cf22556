#!/bin/bash
# Runs once inside the database container, as its superuser: the role the server logs in with. It owns nothing; the
# migrations make the group `wathiq_app` and grant it what the server may do.
set -euo pipefail
password=$(cat /run/secrets/database-server-password)
psql --set ON_ERROR_STOP=1 --set password="$password" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role wathiq_app nologin;
create role wathiq_server login nosuperuser nocreatedb nocreaterole nobypassrls password :'password' in role wathiq_app;
SQL
