#!/bin/sh
# Each header stands on its own: it has a guard of its own name, compiles
# without another header before it, and twice in one file.
set -u
. tests/static/tap.sh

# shellcheck disable=SC2046 # names of headers have no blanks
set -- $(existing lib/*.h lib/base/*.h lib/store/*.h bin/*.h)
[ $# -gt 0 ] || skip_all 'no headers yet'
tap_tmp

guard()
{
	awk '/^[ \t]*#/ { gsub(/^[ \t]*#[ \t]*/, ""); print; if (++n == 2) exit }' "$1" |
	    awk 'NR == 1 && $1 == "ifndef" { name = $2 } NR == 2 && $1 == "define" && $2 == name { print name }'
}

# A compiler alone for a header: what it says, or nothing.
compiles()
{
	printf '#include "%s"\n#include "%s"\nextern int jr_headers_t;\n' "$PWD/$1" "$PWD/$1" >"$tmp/alone.c"
	# shellcheck disable=SC2046 # a list of options
	${CC:-gcc} -fsyntax-only -x c -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror \
	    $(pkg-config --cflags libpq 2>/dev/null) \
	    -Wstrict-prototypes -Ilib "-I$JR_BUILD/gen" "$tmp/alone.c" 2>&1
}

bare=
said=
for h; do
	g=$(guard "$h")
	if [ -z "$g" ]; then
		bare="$bare$h
"
	else
		echo "$g $h" >>"$tmp/guards"
	fi
	out=$(compiles "$h") || said="$said$out
"
done
touch "$tmp/guards"

none 'every header has an include guard' "$bare"
none 'no two headers share a guard' \
    "$(sort "$tmp/guards" | awk '$1 == last { print $1 ": " file ", " $2 } { last = $1; file = $2 }')"
none 'every header compiles on its own' "$said"
done_testing
