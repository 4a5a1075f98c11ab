#!/bin/sh
# Runs once, on an empty data volume: the databases and the roles that own and use them.
set -eu

psql --username=postgres --set=ON_ERROR_STOP=1 \
  --set=owner_password="$GATEHOUSE_OWNER_PASSWORD" \
  --set=app_password="$GATEHOUSE_APP_PASSWORD" \
  --set=temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE gatehouse_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE gatehouse_app LOGIN NOBYPASSRLS PASSWORD :'app_password';
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';

CREATE DATABASE gatehouse OWNER gatehouse_owner;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;

REVOKE ALL ON DATABASE gatehouse, temporal, temporal_visibility FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE gatehouse TO gatehouse_app;
SQL
