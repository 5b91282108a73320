#!/bin/sh
# Runs when the data folder is empty, and by hand when a service has gained tables (docker compose exec postgres sh
# /docker-entrypoint-initdb.d/init.sh): a role and a schema of its own for each service that has tables.
set -eu

create() {
    if [ "$(psql --no-psqlrc --quiet --tuples-only --no-align --set role="$1" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
SELECT count(*) FROM pg_roles WHERE rolname = :'role';
SQL
    )" != 0 ]; then
        return
    fi
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set role="$1" --set password="$2" \
        --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE SCHEMA :"role" AUTHORIZATION :"role";
ALTER ROLE :"role" SET search_path TO :"role";
SQL
}

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set database="$POSTGRES_DB" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO PUBLIC;
SQL

create gateway "$GATEWAY_DATABASE_PASSWORD"
create ingest "$INGEST_DATABASE_PASSWORD"
create trainer "$TRAINER_DATABASE_PASSWORD"
create registry "$REGISTRY_DATABASE_PASSWORD"
create generator "$GENERATOR_DATABASE_PASSWORD"
