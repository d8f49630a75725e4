#!/bin/sh
# Only the plugin that draws links pango and cairo: no command starts slower for it.
set -u
. tests/static/tap.sh

# shellcheck disable=SC2046 # names of commands have no blanks
set -- $(existing "$JR_BUILD"/bin/*)
[ $# -gt 0 ] || skip_all 'no commands yet'

none 'no command links pango or cairo' \
    "$(for command; do ldd "$command"; done | grep -E 'pango|cairo|fontconfig')"
plugin=$JR_BUILD/lib/journal-print-draw.so
none 'the plugin does' "$(ldd "$plugin" | grep -q 'libpangocairo' || echo "$plugin")"
done_testing
