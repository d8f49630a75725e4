#!/usr/bin/env bats
# Servers that are not there, that refuse, that are full; and what a command says of
# each.  The server is this file's own: it is stopped, filled and locked.

load helper

pg()
{
	(cd / && exec "$ROOT/tests/postgresql" "$@")
}

setup_file()
{
	[ "$ENGINE" = postgresql ] || return 0
	OWN=$(mktemp -d /tmp/jr-pg.XXXXXX)
	export OWN
	pg start "$OWN" >/dev/null
}

teardown_file()
{
	[ -n "${OWN-}" ] || return 0
	rm -rf "$OWN/disk"
	pg stop "$OWN"
}

setup()
{
	local own=${OWN-}

	journal_setup
	only_on postgresql "about servers"
	SERVER="postgresql:///journal?host=$own&user=journal"
	export JR_NOW=2026-09-10T12:00:00 JR_CONF=$ROOT/journal.conf
}

teardown()
{
	if mountpoint -q "${OWN-}/disk"; then
		super "ALTER ROLE journal RESET default_tablespace"
		drop_store
		super "DROP TABLESPACE small"
		umount "$OWN/disk"
	fi
}

# As the server's superuser.
super()
{
	psql -AtqX -v ON_ERROR_STOP=1 -h "$OWN" -U postgres -d journal -c "$1"
}

# A tablespace of a few megabytes, where the journal's new tables go until teardown.
small_disk()
{
	mkdir -p "$OWN/disk"
	mount -t tmpfs -o size=16m,mode=777 none "$OWN/disk" 2>/dev/null || skip "only root makes a small disk"
	install -d -m 700 -o postgres "$OWN/disk/data"
	super "CREATE TABLESPACE small LOCATION '$OWN/disk/data'"
	super "GRANT CREATE ON TABLESPACE small TO journal; ALTER ROLE journal SET default_tablespace = small"
}

socket()
{
	echo "connection to server on socket \"$OWN/.s.PGSQL.5432\" failed:"
}

refused()
{
	echo "$stderr"	# shown if it is not that
	[ "$output" = "" ]
	[ "$stderr" = "$1" ]
}

@test "a server that is stopped is 75, and the journal is whole when it comes back" {
	small_school
	jr-log list >log
	pg run pg_ctl -D "$OWN/data" -m fast -w stop >/dev/null
	run -75 --separate-stderr jr-mark list
	refused "jr-mark: $(socket) No such file or directory Is the server running locally and accepting connections on that socket?; try again"
	run -75 --separate-stderr jr-staff import - <<<"login,surname"
	[[ $stderr == "jr-staff: $(socket) "*"; try again" ]]
	pg start "$OWN" >/dev/null
	jr-log list | cmp log -
	store_sound
	teachers
}

@test "a server that crashes loses nothing that it was told to keep" {
	small_school
	super "ALTER ROLE journal SET synchronous_commit = on"
	teachers
	jr-log list >log
	pg run pg_ctl -D "$OWN/data" -m immediate -w stop >/dev/null
	pg start "$OWN" >/dev/null
	jr-log list | cmp log -
	store_sound
}

@test "who may not come in is told so, without his password: 77" {
	small_school
	super "CREATE ROLE secret LOGIN PASSWORD 'Right4Sure'; GRANT journal TO secret"
	cp "$OWN/data/pg_hba.conf" hba
	{ echo "local all secret scram-sha-256"; cat hba; } >"$OWN/data/pg_hba.conf"
	super "SELECT pg_reload_conf()"
	here="journal?host=$OWN&schema=${JR_STORE##*schema=}"
	run -77 --separate-stderr jr-mark list -s "postgresql://secret:WrongOne@/$here"
	refused "jr-mark: $(socket) FATAL: password authentication failed for user \"secret\""
	run -77 --separate-stderr jr-mark list -s "postgresql:///$here&user=secret&password=WrongOne"
	refused "jr-mark: $(socket) FATAL: password authentication failed for user \"secret\""
	run -77 --separate-stderr jr-mark list -s "postgresql:///$here&user=secret"
	refused "jr-mark: $(socket) fe_sendauth: no password supplied"
	run -77 --separate-stderr jr-mark list -s "postgresql:///$here&user=nobody"
	refused "jr-mark: $(socket) FATAL: role \"nobody\" does not exist"

	right="postgresql://secret:Right4Sure@/$here"
	run -0 --separate-stderr jr-mark list -s "$right"
	run -65 --separate-stderr jr-class import -v -s "$right" - <<<$'class,grade\n7А,99'
	[[ $stderr != *Right4Sure* ]]
	run -73 --separate-stderr jr-init -s "$right"
	refused "jr-init: 'postgresql://secret@/journal?schema=${JR_STORE##*schema=}' is there already"
	cat hba >"$OWN/data/pg_hba.conf"
	super "SELECT pg_reload_conf()"
}

@test "a database that is not there, or an address that is none, is 78" {
	run -78 --separate-stderr jr-mark list -s "postgresql:///nothing?host=$OWN&user=journal"
	refused "jr-mark: $(socket) FATAL: database \"nothing\" does not exist"
	run -78 --separate-stderr jr-mark list -s "postgresql:///journal?hots=$OWN"
	refused "jr-mark: invalid URI query parameter: \"hots\""
	run -78 --separate-stderr jr-mark list -s "$SERVER&schema=Гимназия"
	refused "jr-mark: 'Гимназия' is not the name of a schema: lower-case Latin letters, digits and _"
}

@test "a server that has no room for another session is 75" {
	small_school
	super "ALTER ROLE journal CONNECTION LIMIT 0"
	run -75 --separate-stderr jr-mark list
	super "ALTER ROLE journal CONNECTION LIMIT -1"
	refused "jr-mark: $(socket) FATAL: too many connections for role \"journal\"; try again"
}

@test "a schema with other tables is not taken for a journal's: 73" {
	export JR_STORE=$(store_at other)
	schema=${JR_STORE##*schema=}
	sql "CREATE SCHEMA $schema; CREATE TABLE $schema.books (id INT); INSERT INTO $schema.books VALUES (1)"
	run -73 --separate-stderr jr-init --sandbox
	refused "jr-init: '$(shown_store)' is there already"
	[ "$(sql "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = '$schema'::regnamespace")" = books ]
	[ "$(sql 'SELECT count(*) FROM books')" = 1 ]
}

@test "who may not make a schema is told so, and may fill an empty one that was made for him" {
	super "CREATE ROLE plain LOGIN"
	export JR_STORE="$(store_at plain)"
	schema=${JR_STORE##*schema=}
	JR_STORE=${JR_STORE/user=journal/user=plain}
	run -77 --separate-stderr jr-init --sandbox
	refused "jr-init: the server refuses: permission denied for database journal"
	super "CREATE SCHEMA $schema AUTHORIZATION plain"
	run -0 --separate-stderr jr-init --sandbox
	teachers
	store_sound
	# Whoever has no rights in it is kept out.
	super "CREATE ROLE stranger LOGIN"
	run -77 --separate-stderr jr-staff list -s "${JR_STORE/user=plain/user=stranger}"
	refused "jr-staff: the server refuses: permission denied for schema $schema"
}

@test "a database that is not in UTF8 is refused: 78" {
	super "CREATE DATABASE bytes OWNER journal ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0"
	run -78 --separate-stderr jr-init --sandbox -s "${SERVER/journal?/bytes?}"
	refused "jr-init: the database is in SQL_ASCII; a journal needs one in UTF8"
}

@test "a full disk is 74, nothing is stored, and with room the same import goes in" {
	small_disk
	school
	jr-class import - <<<$'class,grade,homeroom\n7А,7,'
	jr-log list >log
	{
		echo number,surname,given_name,class
		seq -f 'G-%g,Иванова,Анна,7А' 3000
	} >students.csv
	cat /dev/zero >"$OWN/disk/fill" 2>/dev/null || :
	run -74 --separate-stderr jr-student import students.csv
	rm "$OWN/disk/fill"
	refused "jr-student: the server's disk is full"
	jr-log list | cmp log -
	store_sound
	jr-student import students.csv
}

@test "a report that would write, or change the session, is refused: 78" {
	small_school
	jr-log list >log
	mkdir own
	while IFS='|' read -r query words; do
		printf -- '-- report: own\n-- title: Own\n-- column x: X\n%s -- scope\n' "$query" >own/own.sql
		run -78 --separate-stderr jr-report own --reports own
		refused "jr-report: own/own.sql:4: $words"
	done <<-END
		DELETE FROM setting RETURNING 1 AS x|cannot execute DELETE in a read-only transaction
		WITH w AS (INSERT INTO setting VALUES ('a', 'b') RETURNING 1 AS x) SELECT x FROM w|cannot execute SELECT in a read-only transaction
		SELECT set_config('transaction_read_only', 'off', true) AS x|cannot set transaction read-write mode inside a read-only transaction
		COMMIT|syntax error at or near "COMMIT"
		SELECT 1 AS x; COMMIT|cannot insert multiple commands into a prepared statement
		SELECT 1 / 0 AS x|division by zero
		SELECT pg_read_file('/etc/passwd') AS x|permission denied for function pg_read_file
	END
	jr-log list | cmp log -
	store_sound
}

@test "a query that the server ends, as its keeper may, is 75" {
	small_school
	coproc other { psql -AtqX -h "$OWN" -U postgres -d journal 3>&-; }
	echo "BEGIN; LOCK TABLE ${JR_STORE##*schema=}.mark; SELECT 'held';" >&"${other[1]}"
	read -r answer <&"${other[0]}"
	[ "$answer" = held ]
	jr-mark list >marks 2>words &
	ended=
	until [ "$ended" = t ]; do
		ended=$(super "SELECT pg_cancel_backend(pid) FROM pg_stat_activity
			WHERE wait_event_type = 'Lock' AND application_name = 'journal'")
	done
	code=0
	wait $! || code=$?
	pid=$other_PID
	exec {other[1]}>&-
	wait "$pid"
	[ "$code" = 75 ]
	[ "$(cat words)" = "jr-mark: the server: canceling statement due to user request; try again" ]
}
