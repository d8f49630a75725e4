# shellcheck shell=sh
# The SQL that the library runs, for the tests that prepare it, and an empty school on
# PostgreSQL to prepare it in.  SQL is handed on as a file of blocks:
#
#	-- name: mark_tasks
#	-- scans: growing tables that it may read whole
#	SELECT ...

# Tables that grow with every day of school.
# shellcheck disable=SC2034 # for the tests
growing=' lesson record homework task mark task_state register attendance term_mark tx change finding substitution outside_mark '

# Every statement compiled in, those of one row as well.
statements()
{
	scripts/gen-sql c share/sql | awk '
	# The strings of a list in C; those that no comma parts are one.
	function fields(s, out,    n, c) {
		n = 1; out[1] = out[2] = out[3] = ""
		while (match(s, /"([^"\\]|\\.)*"|,/)) {
			c = substr(s, RSTART, RLENGTH); s = substr(s, RSTART + RLENGTH)
			if (c == ",") { out[++n] = ""; continue }
			c = substr(c, 2, length(c) - 2)
			gsub(/\\n/, "\n", c); gsub(/\\"/, "\"", c); gsub(/\\\\/, "\\", c)
			out[n] = out[n] c
		}
	}
	/^const struct jr_sql_desc / { inside = 1; next }
	/^};/ { inside = 0 }
	!inside { next }
	{ entry = entry $0 }
	/},$/ {
		fields(entry, f); entry = ""
		if (f[2] != "") printf "-- name: %s\n-- scans: %s\n%s\n", f[1], f[3], f[2]
	}'
}

# queries STATEMENTS: the rules of the audit, and each table of the reports behind its
# scope and share/reports/common, as the library puts them.
queries()
{
	awk '
	function base(s) { sub(/^.*\//, "", s); sub(/\.sql$/, "", s); return s }
	FNR == 1 { name = base(FILENAME); begun = n = 0 }
	NR == FNR {
		if (/^-- name: /) name = $3
		else if (!/^--/) text[name] = text[name] $0 "\n"
		next
	}
	/^-- (part|footer): / { begun = 0 }
	/^-- scope: / { scope = text["scope_" $3] }
	/^-- with: / { with = $0; sub(/^-- with: */, "", with) }
	!begun && (/^--/ || /^[ \t]*$/) { next }
	FILENAME ~ /\/common\// { text["common/" name] = text["common/" name] $0 "\n"; begun = 1; next }
	!begun && FILENAME ~ /\/reports\// {
		printf "-- name: report %s, table %d\nWITH scope (id) AS (%s)", name, ++n, scope
		parts = split(with, part, " ")
		for (i = 1; i <= parts; i++) printf ",\n%s", text["common/" part[i]]
		sub(/^WITH/, ",")	# its own go on from there
	}
	!begun && FILENAME ~ /\/audit\// { print "-- name: rule " name }
	{ begun = 1; print }
	' "$1" share/reports/common/*.sql share/reports/*.sql share/audit/*.sql
}

# An empty school for school_psql on the server of the tests; gone at the end, as $tmp is.
school_on_postgresql()
{
	school_schema=static_$$
	school_psql -c "CREATE SCHEMA $school_schema" || exit 1
	# shellcheck disable=SC2154 # tap_tmp sets it
	trap 'school_psql -c "DROP SCHEMA $school_schema CASCADE"; rm -rf "$tmp"' EXIT
	export PGOPTIONS="-c search_path=$school_schema -c client_min_messages=warning"
	cat share/sql/schema/postgresql/*.sql | school_psql -1 -f - || exit 1
}

school_psql()
{
	psql -XqAt -F ' ' -v ON_ERROR_STOP=1 "$JR_TEST_SERVER" "$@"
}

# each_block WHAT BLOCKS FOUND: one check a block, "NAME WHAT", that fails with what the
# lines of FOUND say of it: NAME, a tab, words.
each_block()
{
	awk -F '\t' '
	FILENAME == ARGV[1] { found[$1] = found[$1] (found[$1] == "" ? "" : "; ") $2; next }
	sub(/^-- name: /, "") { print $0 "\t" found[$0] }
	' "$3" "$2" >"$3.each"
	while IFS='	' read -r each_name each_found; do
		none "$each_name $1" "$each_found"
	done <"$3.each"
}
