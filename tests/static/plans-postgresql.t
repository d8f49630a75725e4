#!/bin/sh
# Every statement prepares on PostgreSQL and gives whole numbers, texts and bytes only;
# and with a plan that serves any values it reads no growing table whole unless it says
# so (-- scans: TABLE).  Reports and rules of the audit prepare.
#
# The tables are empty, so it is not asked which plan the server would like best, but
# whether there is one in which each growing table is read by an index's first column.
set -u
. tests/static/tap.sh
. tests/static/statements.sh

[ -n "${JR_TEST_SERVER-}" ] || exec tests/postgresql with sh "$0"
tap_tmp
school_on_postgresql
# shellcheck disable=SC2154 # tap_tmp sets it
{
	statements >"$tmp/statements"
	queries "$tmp/statements" >"$tmp/queries"
}

# What psql is to do with each: describe the columns; of a statement show the plan too.
awk '
BEGIN {
	print "SET plan_cache_mode = force_generic_plan; SET join_collapse_limit = 4;"
	print "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;"
	print "\\echo = indexes"
	print "SELECT i.relname, t.relname, pg_get_indexdef(i.oid, 1, true)"
	print "FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
	print "JOIN pg_class t ON t.oid = x.indrelid"
	print "WHERE t.relnamespace = current_schema()::regnamespace;"
}
# $1 for the first :name and wherever that name stands again.
function places(sql,    out, token, place) {
	count = 0
	while (match(sql, /\047[^\047]*\047|"[^"]*"|--[^\n]*|:[a-z][a-z0-9_]*/)) {
		token = substr(sql, RSTART, RLENGTH)
		out = out substr(sql, 1, RSTART - 1)
		sql = substr(sql, RSTART + RLENGTH)
		if (token ~ /^:/) {
			if (!(token in place)) place[token] = ++count
			token = "$" place[token]
		}
		if (token !~ /^--/) out = out token
	}
	out = out sql
	sub(/[ \t\n;]*$/, "", out)
	return out
}
function nulls(n,    s) {
	for (s = ""; n > 0; n--) s = s (s == "" ? "(" : ", ") "NULL"
	return s == "" ? "" : s ")"
}
function end() {
	if (name == "") return
	sql = places(sql)
	printf "\\echo # %s\n\\echo = columns\n%s\n\\gdesc\n", name, sql
	if (planned)
		printf "\\echo = plan\nPREPARE statement AS %s;\nEXPLAIN (COSTS OFF) EXECUTE statement%s;\nDEALLOCATE statement;\n", sql, nulls(count)
	sql = ""
}
sub(/^-- name: /, "") { end(); name = $0; planned = FILENAME ~ /statements$/; next }
/^-- scans: / { next }
{ sql = sql $0 "\n" }
END { end() }
' "$tmp/statements" "$tmp/queries" >"$tmp/script"
school_psql -v ON_ERROR_STOP=0 -v VERBOSITY=terse -f "$tmp/script" >"$tmp/plans" 2>"$tmp/errors"

awk -v growing="$growing" '
function grows(t) { return index(growing, " " t " ") && !index(allowed[name], " " t " ") }
FILENAME ~ /statements$/ {
	if (sub(/^-- name: /, "")) name = $0
	else if (sub(/^-- scans: /, "")) allowed[name] = " " $0 " "
	next
}
FILENAME ~ /script$/ { if (sub(/^\\echo # /, "")) name = $0; at[FNR] = name; next }
FILENAME ~ /errors$/ {
	if (match($0, /script:[0-9]+: /)) {
		name = at[substr($0, RSTART + 7, RLENGTH - 9)]
		$0 = substr($0, RSTART + RLENGTH)
	}
	print name "\t" $0
	next
}
sub(/^# /, "") { name = $0; next }
/^= / { part = $2; used = ""; next }
part == "indexes" { table[$1] = $2; first[$1] = $3; next }
part == "columns" && !/^The command has no result/ && $NF !~ /^(smallint|integer|bigint|text|bytea)$/ {
	print name "\tcolumn " $0
}
part != "plan" { next }
used != "" {
	if (!/Index Cond: / || !index($0, "(" first[used] " ")) print name "\tscans " used
	used = ""
}
match($0, /Seq Scan on [a-z_]+/) {
	t = substr($0, RSTART + 12, RLENGTH - 12)
	if (grows(t)) print name "\tscans " t
}
match($0, /(Index (Only )?Scan (Backward )?using|Bitmap Index Scan on) [a-z_]+/) {
	n = split(substr($0, RSTART, RLENGTH), word, " ")
	if (grows(table[word[n]])) used = word[n]
}
' "$tmp/statements" "$tmp/script" "$tmp/errors" "$tmp/plans" >"$tmp/found"

each_block "prepares, and scans no growing table" "$tmp/statements" "$tmp/found"
each_block "prepares" "$tmp/queries" "$tmp/found"
none "psql came to the end" "$(
	[ "$(grep -c '^# ' "$tmp/plans")" -eq "$tap_count" ] || echo "there are $tap_count")"
done_testing
