#!/bin/sh
# `jr help` lists every command.
set -u
. tests/static/tap.sh

# shellcheck disable=SC2046 # names of commands have no blanks
set -- $(existing bin/jr-*.c)
if [ ! -f bin/jr.c ] || [ $# -eq 0 ]; then
	skip_all 'no commands yet'
fi

help=$(env -i PATH="$PATH" LC_ALL=C.UTF-8 "$JR_BUILD/bin/jr" help </dev/null)
none 'jr help works' "$([ -n "$help" ] || echo 'jr help prints nothing')"

missing=
for c; do
	name=$(basename "$c" .c)
	# As jr-mark, or as mark at a line's beginning.
	printf '%s\n' "$help" | grep -Eq "(^|[^a-z-])$name([^a-z-]|\$)|^ *${name#jr-}([^a-z-]|\$)" ||
		missing="$missing$name
"
done
none 'jr help lists every command' "$missing"
done_testing
