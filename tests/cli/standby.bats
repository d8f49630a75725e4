#!/usr/bin/env bats
# A primary with a synchronous standby, on one machine: reports from the standby,
# and what is left when the primary is gone.

load helper

pg()
{
	(cd / && exec "$ROOT/tests/postgresql" "$@")
}

setup_file()
(
	[ "$ENGINE" = postgresql ] || return 0
	pg start "$(primary)" >/dev/null
	if [ "$(id -u)" -eq 0 ]; then
		install -d -o postgres "$(standby)"
	else
		mkdir "$(standby)"
	fi
	pg run pg_basebackup -h "$(primary)" -U postgres -D "$(standby)/data" -R -c fast
	pg start "$(standby)" >/dev/null
	# A commit is done once a reader of the standby sees it.
	super primary "ALTER SYSTEM SET synchronous_standby_names = '*'"
	super primary "ALTER SYSTEM SET synchronous_commit = remote_apply"
	super primary "SELECT pg_reload_conf()"
	until [ "$(super primary "SELECT sync_state FROM pg_stat_replication")" = sync ]; do
		sleep 0.05
	done
)

teardown_file()
{
	[ "$ENGINE" = postgresql ] || return 0
	pg stop "$(standby)"
	# Its sockets outlived it.
	rm -f "$(primary)"/.s.PGSQL.*
	pg stop "$(primary)"
}

setup()
{
	journal_setup
	only_on postgresql "about servers"
	SERVER="postgresql:///journal?host=$(primary)&user=journal"
}

# Short, for their sockets; one pair for each run of this file.
primary()
{
	echo "/tmp/jr-pg.${BATS_RUN_TMPDIR##*-}.a"
}

standby()
{
	echo "/tmp/jr-pg.${BATS_RUN_TMPDIR##*-}.b"
}

super()
{
	psql -AtqX -v ON_ERROR_STOP=1 -h "$("$1")" -U postgres -d journal -c "$2"
}

# The same store at other servers.
store_on()
{
	echo "${JR_STORE/$(primary)/$1}"
}

# Two marks in a lesson: DATE,NUMBER.
import_in()
{
	jr-mark import - <<-END
		date,number,class,subject,student,mark
		$1,7А,Алгебра,G4-0001,5
		$1,7А,Алгебра,G4-0002,4
	END
}

# Each lesson's import, once; its exit code and its words go to files of its name.
imports()
{
	local lesson code

	for lesson; do
		code=0
		import_in "$lesson" 2>"$lesson.words" || code=$?
		echo "$code" >"$lesson.code"
	done
}

# A postmaster and all its children, as a power cut would end them.
kill_server()
{
	local master

	master=$(head -n 1 "$1/data/postmaster.pid")
	# shellcheck disable=SC2046 # numbers
	kill -KILL "$master" $(ps -o pid= --ppid "$master")
}

@test "what the primary has taken the standby reports, and it cannot be written" {
	small_school
	import_in 2026-09-09,1
	jr-mark list >marks
	run -0 --separate-stderr jr-mark list -s "$(store_on "$(standby)")"
	[ "$output" = "$(cat marks)" ]
	run -0 jr-report class-term --class 7А -s "$(store_on "$(standby)")"
	JR_STORE=$(store_on "$(standby)") run -0 jr-log verify

	JR_STORE=$(store_on "$(standby)") run -78 --separate-stderr import_in 2026-09-10,1
	[ "$stderr" = "jr-mark: '$(shown_store)' cannot be written: the server is a standby or read-only" ]
	run -78 --separate-stderr jr-init --sandbox -s "postgresql:///journal?host=$(standby)&user=journal&schema=new"
	[[ $stderr == *" cannot be written: the server is a standby or read-only" ]]
	jr-mark list | cmp marks -
	store_sound
}

@test "with several hosts named a writer finds the one that can be written" {
	small_school
	JR_STORE=$(store_on "$(standby),$(primary)")
	import_in 2026-09-09,1
	[ "$(jr-mark list | wc -l)" -eq 3 ]
	# None of these: another may be promoted in a moment.
	JR_STORE=${JR_STORE/$(primary)/$(standby)} run -75 --separate-stderr import_in 2026-09-10,1
	[[ $stderr == "jr-mark: connection to server "*" failed: session is read-only; try again" ]]
}

@test "when the primary dies nothing acknowledged is lost, and the promoted standby goes on" {
	small_school
	export JR_NOW=2026-10-01T18:00:00
	JR_STORE=$(store_on "$(primary),$(standby)")
	before=(2026-09-0{2,9},{1,2} 2026-09-{03,10},1)
	after=(2026-09-{16,23},{1,2} 2026-09-{17,24},1)
	import_in "${before[0]}"
	head=$(jr-log list | tail -n 1 | cut -d, -f8)
	imports "${before[@]:1}" 3>&- &
	until [ -s "${before[1]}.code" ]; do
		sleep 0.01
	done
	kill_server "$(primary)"
	pg run pg_ctl -D "$(standby)/data" -w promote >/dev/null
	wait $!
	imports "${after[@]}"

	jr-mark list | cut -d, -f1,5 >marks
	for lesson in "${before[@]:1}" "${after[@]}"; do
		case $(cat "$lesson.code"):$(grep -cx "$lesson" marks):$(cat "$lesson.words") in
		0:2:)	;;
		75:0:*"; try again")	;;
		75:2:*"look with jr-log show"*)	;;
		*)	echo "$lesson: exit $(cat "$lesson.code"), $(cat "$lesson.words")" && false ;;
		esac
	done
	[ "$(cat "${before[1]}.code" "${after[@]/%/.code}" | sort -u)" = 0 ]
	[ "$(grep -cx "${before[0]}" marks)" = 2 ]
	[[ $(jr-log list) == *"$head"* ]]
	JR_STORE=$(store_on "$(standby)") store_sound
}
