#!/bin/sh
# Every statement prepares on SQLite, and reads no growing table whole unless it says
# so (-- scans: TABLE): the cost of a command follows what it is about, not the age of
# the store.
set -u
. tests/static/tap.sh
. tests/static/statements.sh

tap_tmp
# shellcheck disable=SC2154 # tap_tmp sets it
cat share/sql/schema/sqlite/*.sql | sqlite3 "$tmp/store.db"
statements >"$tmp/blocks"

awk '
function end() { if (name != "") print ";" }
sub(/^-- name: /, "") { end(); name = $0; print ".print \"# " name "\"\nEXPLAIN QUERY PLAN"; next }
!/^--/ { print }
END { end() }
' "$tmp/blocks" >"$tmp/script"
sqlite3 "$tmp/store.db" <"$tmp/script" >"$tmp/plans" 2>"$tmp/errors"

# Aliases → tables, then each SCAN of the plan by its table.
awk -v growing="$growing" '
function words(sql,    n, w, a) {
	gsub(/[\n\t]/, " ", sql)
	while (match(sql, /(FROM|JOIN|UPDATE) +[a-z_]+( +AS)?( +[a-zA-Z_0-9]+)?/)) {
		n = split(substr(sql, RSTART, RLENGTH), w, " "); a = w[n]
		if (a ~ /^(WHERE|ON|SET|LEFT|JOIN|CROSS|GROUP|ORDER|UNION|CASE)$/) a = w[2]
		table[name, a] = table[name, w[2]] = w[2]
		sql = substr(sql, RSTART + RLENGTH - (a == w[2] && n > 2 ? length(w[n]) : 0))
	}
}
FILENAME ~ /blocks$/ && sub(/^-- name: /, "") { words(sql); sql = ""; name = $0; next }
FILENAME ~ /blocks$/ && sub(/^-- scans: /, "") { allowed[name] = " " $0 " "; next }
FILENAME ~ /blocks$/ { sql = sql $0 "\n"; next }
sql != "" { words(sql); sql = "" }
FILENAME ~ /script$/ { if (/^\.print "# /) { name = $0; gsub(/^\.print "# |"$/, "", name) } at[FNR] = name; next }
FILENAME ~ /errors$/ {
	if (match($0, /near line [0-9]+/)) name = at[substr($0, RSTART + 10, RLENGTH - 10)]
	print name "\t" $0
	next
}
sub(/^# /, "") { name = $0; next }
match($0, /SCAN [a-zA-Z_0-9]+/) {
	t = table[name, substr($0, RSTART + 5, RLENGTH - 5)]
	if (index(growing, " " t " ") && !index(allowed[name], " " t " ")) print name "\tscans " t
}
' "$tmp/blocks" "$tmp/script" "$tmp/errors" "$tmp/plans" >"$tmp/found"

each_block "prepares, and scans no growing table" "$tmp/blocks" "$tmp/found"
done_testing
