#!/bin/sh
# Creates Temporal's two databases, or brings them to the version of this image. Safe to repeat.
set -eu

for name in temporal temporal_visibility; do
    case "$name" in
        temporal) folder=temporal ;;
        *) folder=visibility ;;
    esac
    temporal-sql-tool --database "$name" create-database
    temporal-sql-tool --database "$name" setup-schema -v 0.0
    temporal-sql-tool --database "$name" update-schema \
        --schema-dir "/etc/temporal/schema/postgresql/v12/$folder/versioned"
done
