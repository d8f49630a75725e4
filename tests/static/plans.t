#!/bin/sh
# Every named statement prepares, and reads no growing table whole unless it says
# so (-- scans: TABLE): the cost of a command follows what it is about, not the
# age of the store.
set -u
. tests/static/tap.sh

tap_tmp
# shellcheck disable=SC2154 # tap_tmp sets it
cat share/sql/schema/sqlite/*.sql | sqlite3 "$tmp/store.db"

# One file a statement: its first line says what it may scan.
awk -v dir="$tmp" '
/^-- name: / { if (file) close(file); file = dir "/" $3 ".stmt"; scans = ""; begun = 0; next }
/^-- scans: / { scans = substr($0, 11); next }
/^--/ || /^[ \t]*$/ || !file { next }
{ if (!begun) { print "-- " scans > file; begun = 1 } print > file }
' share/sql/statements/*.sql

# Tables that grow with every day of school.
growing=' lesson record homework task mark task_state register attendance term_mark
tx change finding substitution outside_mark '

scans()
{
	# Aliases → tables, then each SCAN of the plan by its table.
	{
		tr '\n\t' '  ' <"$1" | grep -oE '(FROM|JOIN|UPDATE) +[a-z_]+( +AS)?( +[a-z_0-9]+)?'
		printf 'PLAN\n'
		{ printf 'EXPLAIN QUERY PLAN '; tail -n +2 "$1"; } | sqlite3 "$tmp/store.db" 2>&1 ||
		    printf 'ERROR\n'
	} | awk -v growing="$growing" -v allowed=" $(sed -n '1s/^-- //p' "$1") " '
	/^PLAN$/ { plan = 1; next }
	!plan { t = $2; a = $NF; if (a ~ /^(WHERE|ON|SET|LEFT|JOIN|GROUP|ORDER)$/) a = t; table[a] = t; table[t] = t; next }
	/error|ERROR|Error/ { print; next }
	/SCAN / {
		s = $0; sub(/^.*SCAN /, "", s); split(s, word, " "); t = table[word[1]]
		if (index(growing, " " t " ") || index(growing, "\n" t " "))
			if (!index(allowed, " " t " ")) print "scans " t
	}'
}

for file in "$tmp"/*.stmt; do
	name=$(basename "$file" .stmt)
	none "$name prepares, and scans no growing table" "$(scans "$file")"
done
done_testing
