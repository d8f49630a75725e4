#!/bin/sh
# Only the plugin links PostgreSQL's library: no command starts slower for it.
set -u
. tests/static/tap.sh

# shellcheck disable=SC2046 # names of commands have no blanks
set -- $(existing "$JR_BUILD"/bin/*)
[ $# -gt 0 ] || skip_all 'no commands yet'

none 'no command links libpq' "$(for command; do ldd "$command"; done | grep libpq)"
plugin=$JR_BUILD/lib/journal-store-postgresql.so
[ ! -e "$plugin" ] || none 'the plugin does' "$(ldd "$plugin" | grep -q 'libpq\.so' || echo "$plugin")"
done_testing
