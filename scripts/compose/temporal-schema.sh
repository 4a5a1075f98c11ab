#!/bin/sh
# Brings Temporal's two databases to the schema of this version. Safe to repeat; SQL_* in the environment says where.
set -eu

schema=/etc/temporal/schema/postgresql/v12

# A new database has no version table yet; an old one refuses to be set up again, and that is fine.
update() {
  temporal-sql-tool --database "$1" setup-schema --version 0.0 || echo "$1 has a schema already"
  temporal-sql-tool --database "$1" update-schema --schema-dir "$schema/$2/versioned"
}

update temporal temporal
update temporal_visibility visibility
