#!/usr/bin/env bats
# A pooler between the commands and the server: a session of the server serves one
# client after another, or, in transaction mode, one transaction after another.

load helper

setup()
{
	journal_setup
	only_on postgresql "about poolers"
	command -v pgbouncer >/dev/null || skip "pgbouncer is not installed"
}

teardown()
{
	[ -n "${POOLER-}" ] || return 0
	kill "$(cat "$POOLER/pid")"
	while [ -e "$POOLER/pid" ]; do
		sleep 0.02
	done
	rm -rf "$POOLER"
}

# As an ordinary user: it refuses to run as root.
as_user()
{
	if [ "$(id -u)" -eq 0 ]; then
		chown -R postgres "$POOLER"
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

# A pooler in that mode with so many sessions of the server; stores made from here on
# lie behind it.
pooler()
{
	local server=${SERVER#*host=}

	POOLER=$(mktemp -d /tmp/jr-pool.XXXXXX)
	chmod 755 "$POOLER"
	echo '"journal" ""' >"$POOLER/users"
	cat >"$POOLER/ini" <<-END
		[databases]
		journal = host=${server%%&*} dbname=journal
		[pgbouncer]
		listen_addr =
		listen_port = 5432
		unix_socket_dir = $POOLER
		auth_type = trust
		auth_file = $POOLER/users
		pool_mode = $1
		default_pool_size = $2
		logfile = $POOLER/log
		pidfile = $POOLER/pid
	END
	as_user pgbouncer -q -d "$POOLER/ini"
	until [ -S "$POOLER/.s.PGSQL.5432" ] && [ -s "$POOLER/pid" ]; do
		sleep 0.02
	done
	SERVER="postgresql:///journal?host=$POOLER&user=journal"
}

# Imports, lists and reports of five at a time.
everybody_works()
{
	local clients=() i lesson

	small_school
	for i in 1 2 3 4 5; do
		{
			jr-mark import - <<-END &&
				date,class,subject,number,student,mark
				2026-09-02,7А,Алгебра,1,G4-000$i,5
				2026-09-02,7А,Алгебра,2,G4-000$i,4
				2026-09-03,7А,Алгебра,1,G4-000$i,3
			END
			jr-mark list --student G4-000$i | grep -c "G4-000$i" &&
			jr-report class-term --class 7А >/dev/null ||
			echo failed
		} >$i.words 2>&1 3>&- &
		clients+=($!)
	done
	wait "${clients[@]}"
	[ "$(cat ./?.words | sort -u)" = 3 ]
	[ "$(jr-mark list | wc -l)" -eq 16 ]
	[ "$(jr-log list | grep -c 'jr-mark import')" = 5 ]
	jr-audit run
	jr-roster export copy
	store_sound
	# Nothing of the commands stays behind for the next.
	[ "$(psql -AtqX -d "$SERVER" -c 'SELECT count(*) FROM pg_prepared_statements')" = 0 ]
}

@test "behind a pooler in session mode everything works" {
	pooler session 2
	everybody_works
}

@test "behind a pooler in transaction mode everything works" {
	pooler transaction 2
	everybody_works
}

@test "behind a pooler with one session for all everything works" {
	pooler transaction 1
	everybody_works
}
