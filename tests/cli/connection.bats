#!/usr/bin/env bats
# What is stored, and what is said, when the connection to the server breaks.

load helper

setup()
{
	journal_setup
	only_on postgresql "about connections"
	small_school
	cat >first.csv <<-END
		date,class,subject,number,student,mark
		2026-09-09,7А,Алгебра,1,G4-0001,5
		2026-09-09,7А,Алгебра,1,G4-0002,4
	END
	jr-mark import first.csv
	# A correction, new marks and a new lesson.
	cat >marks.csv <<-END
		date,class,subject,number,student,mark
		2026-09-09,7А,Алгебра,1,G4-0001,4
		2026-09-09,7А,Алгебра,1,G4-0003,3
		2026-09-09,7А,Алгебра,2,G4-0004,5
		2026-09-09,7А,Алгебра,2,G4-0005,5
	END
	jr-log list >log
}

# Commands as their connection is cut; the system's own Python, if it has one.
cut_at()
{
	local python=/usr/bin/python3

	[ -x "$python" ] || python=python3
	"$python" "$ROOT/tests/cli/cut.py" "$@"
}

lost()
{
	echo "$1: the connection to '$(shown_store)' was lost; nothing was stored; try again"
}

nothing_stored()
{
	jr-log list | cmp log - && store_sound
}

# The same import, with nothing in its way.
goes_in()
{
	run -0 --separate-stderr jr-mark import marks.csv
	[ "$stderr" = "" ]
	[ "$(jr-mark list | grep -c ',О,,,,$')" = 5 ]
	[ "$(jr-log list | wc -l)" -eq $(($(wc -l <log) + 1)) ]
	store_sound
}

ended_with_75()
{
	local code=0

	wait "$1" || code=$?
	[ "$code" = 75 ]
}

# Another session that holds a table of the store, until let_go.
hold()
{
	local answer

	coproc other { psql -AtqX -d "${JR_STORE%&schema=*}" 3>&-; }
	echo "BEGIN; LOCK TABLE ${JR_STORE##*schema=}.$1 IN EXCLUSIVE MODE; SELECT 'held';" >&"${other[1]}"
	read -r answer <&"${other[0]}"
	[ "$answer" = held ]
}

let_go()
{
	local pid=$other_PID

	exec {other[1]}>&-
	wait "$pid"
}

# End, at the server, the session of the command that waits for that table.
end_waiting()
{
	local ended=

	until [ "$ended" = t ]; do
		ended=$(sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE wait_event_type = 'Lock' AND application_name = 'journal'
			AND pid IN (SELECT pid FROM pg_locks
				WHERE relation = '${JR_STORE##*schema=}.$1'::regclass AND NOT granted)")
	done
}

@test "an import whose connection breaks anywhere before its commit stores nothing, and says so" {
	run -0 --separate-stderr cut_at each COMMIT jr-mark import marks.csv
	[ "$stderr" = "" ]
	[ "${#lines[@]}" -gt 60 ]
	# The first is the start of the session.
	for line in "${lines[@]:0:2}"; do
		[[ $line == *" 0 75 jr-mark: "*"; try again" ]]
	done
	for line in "${lines[@]:2}"; do
		[[ $line == *" 75 $(lost jr-mark)" ]]
	done
	nothing_stored
	goes_in
}

@test "an import whose session the server ends has stored nothing, waiting or in the middle" {
	for table in head mark; do
		hold $table
		jr-mark import marks.csv 2>words &
		end_waiting $table
		ended_with_75 $!
		let_go
		[ "$(cat words)" = "$(lost jr-mark)" ]
		nothing_stored
	done
	goes_in
}

@test "a commit whose answer is lost is looked up, and is silent when it is there" {
	for way in after half; do
		cp log before
		run -0 --separate-stderr cut_at $way COMMIT jr-mark import marks.csv
		[ "$output" = "" ]
		[ "$stderr" = "" ]
		jr-log list >log
		[ "$(wc -l <log)" -eq $(($(wc -l <before) + 1)) ]
		sed -i 's/,5$/,3/' marks.csv
	done
	store_sound
}

@test "a commit that does not reach the server is looked up, and has stored nothing" {
	run -75 --separate-stderr cut_at before COMMIT jr-mark import marks.csv
	[ "$stderr" = "$(lost jr-mark)" ]
	nothing_stored
	goes_in
}

@test "a commit outside the history is looked up too" {
	run -75 --separate-stderr cut_at before COMMIT jr-audit run
	[ "$stderr" = "$(lost jr-audit)" ]
	[ "$(sql 'SELECT count(*) FROM finding')" = 0 ]
	run -0 --separate-stderr cut_at after COMMIT jr-audit run
	[[ $stderr != *connection* ]]
	[ "$(sql 'SELECT count(*) FROM finding')" -gt 0 ]
	nothing_stored
}

@test "with no server to ask, an import that may be stored says how to find out" {
	id=$(wc -l <log)	# with its header, the number of the next
	cut_at --deaf after COMMIT jr-audit run >/dev/null 2>audit &
	run -75 --separate-stderr cut_at --deaf after COMMIT jr-mark import marks.csv
	[ "$stderr" = "jr-mark: the connection to '$(shown_store)' was lost while transaction $id was being stored; look with jr-log show $id whether it is there before you try again" ]
	run -0 jr-log show $id
	[[ $output == *"jr-mark import"* ]]
	ended_with_75 $!
	[ "$(cat audit)" = "jr-audit: the connection to '$(shown_store)' was lost while something was being stored; look whether it is there before you try again" ]
	store_sound
}

@test "a reader whose connection breaks says nothing of storing" {
	run -75 --separate-stderr cut_at before 6 jr-mark list
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: the connection to '$(shown_store)' was lost; try again" ]
}

@test "a new journal whose connection breaks is not there, or whole" {
	export JR_STORE=$(store_at new)
	# The session; the place looked at; the schema made; a row.
	for point in 0 1 3 30; do
		run -75 --separate-stderr cut_at after $point jr-init --sandbox
		[[ $stderr == "jr-init: "*"; try again" ]]
		no_store
	done
	run -75 --separate-stderr cut_at before COMMIT jr-init --sandbox
	[ "$stderr" = "$(lost jr-init)" ]
	no_store
	run -0 --separate-stderr cut_at after COMMIT jr-init --sandbox
	[ "$stderr" = "" ]
	teachers
	store_sound
}
