#!/usr/bin/env bats
# jr-init --copy: a school into a new store, on its engine or the other; and where
# commands that only read go.

load helper

# A school with corrections, removals, findings, empty and long texts: once for the file.
setup_file()
(
	journal_setup
	cd "$BATS_FILE_TMPDIR"
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR small_school
	jr-lesson import -q - <<-END
		date,class,group,subject,number,topic,tasks,homework
		2026-09-07,7А,,Алгебра,2,"Числовые выражения | «ёлочки», ""лапки""",К: Входная,"§ 1
		№ 5"
		2026-09-08,7А,Английский 1,Английский язык,1,Hello,О,без задания
		2026-09-09,7А,,Алгебра,1,Тождества,С*150: Тест > 2026-09-10,
	END
	jr-mark import -q - <<-END
		date,class,subject,number,student,mark,type,comment
		2026-09-07,7А,Алгебра,,G4-0001,5,К,
		2026-09-07,7А,Алгебра,,G4-0002,4,К,$(printf 'да%.0s' {1..300})
		2026-09-09,7А,Алгебра,1,G4-0003,3,С,\\x00 \\N NULL
	END
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --student G4-0001 --mark 4 \
	    --reason 'Ошибка при вводе'
	jr-mark remove --date 2026-09-09 --class 7А --subject Алгебра --number 1 --student G4-0003
	jr-attend import -q - <<-END
		date,class,subject,number,student,code
		2026-09-07,7А,Алгебра,2,G4-0004,absent
	END
	jr-audit run --from 2026-09-01 --to 2026-09-09 >/dev/null
	echo "$JR_STORE" >school
)

setup()
{
	journal_setup
	JR_STORE=$(cat "$BATS_FILE_TMPDIR/school")
	export JR_STORE JR_NOW=2026-09-10T12:00:00
}

# The store to copy into on the other engine: where there is one, else a second file.
other_store()
{
	case $ENGINE in
	sqlite)		store_at other ;;
	postgresql)	echo "$BATS_TEST_TMPDIR/other.db" ;;
	esac
}

# All rows, but an engine's own.
rows()
{
	JR_STORE=$1 dump_store | grep -v '^meta|schema|'
}

# The same school, as far as anything can tell: same_school A B.
same_school()
{
	rows "$1" >a.rows
	rows "$2" >b.rows
	diff a.rows b.rows
	[ "$(jr-log verify -v -s "$1")" = "$(jr-log verify -v -s "$2")" ]
}

@test "a copy has every row of its original, and its history with the same head" {
	other=$(other_store)
	rows "$JR_STORE" >before
	run -0 --separate-stderr jr-init -s "$other" --copy "$JR_STORE"
	[ "$output$stderr" = "" ]
	rows "$JR_STORE" | diff before -
	same_school "$JR_STORE" "$other"
	[ "$(wc -l <a.rows)" -gt 500 ]
	for table in setting student mark attendance finding tx change; do
		grep -q "^$table|" b.rows
	done
}

@test "a copy of the copy, on the first engine again, is the same still" {
	jr-init -s "$(other_store)" --copy "$JR_STORE"
	jr-init -s "$(store_at back)" --copy "$(other_store)"
	same_school "$JR_STORE" "$(store_at back)"
	jr-init -s "$(store_at twin)" --copy "$JR_STORE"
	same_school "$JR_STORE" "$(store_at twin)"
}

@test "-v says how many rows there are, and the end of the history" {
	other=$(other_store)
	run -0 --separate-stderr jr-init -v -s "$other" --copy "$JR_STORE"
	last=$(jr-log list -f tsv | tail -n 1 | cut -f1)
	hash=$(jr-log list -f tsv --limit 1 | tail -n 1 | awk -F '\t' '{ print $NF }')
	[[ $stderr == "jr-init: copied and compared: rows "*", transactions $last, head $hash" ]]
	[ "$output" = "" ]
}

@test "the copy is worked on like any store, and goes its own way" {
	other=$(other_store)
	jr-init -s "$other" --copy "$JR_STORE"
	rows "$JR_STORE" >before
	jr-mark import -q -s "$other" - <<-END
		date,class,subject,student,mark
		2026-09-10,7А,Алгебра,G4-0005,5
	END
	jr-mark list -s "$other" | grep -q '^2026-09-10,7А,,Алгебра,1,G4-0005,5'
	run -65 --separate-stderr jr-mark import -s "$other" - <<-END
		date,class,subject,student,mark
		2026-09-10,7А,Алгебра,G4-0005,9
	END
	jr-log verify -s "$other" >/dev/null
	rows "$JR_STORE" | diff before -
}

@test "no configuration is read, and a copy of a sandbox is a sandbox" {
	other=$(other_store)
	echo 'nonsense: yes' >bad.conf
	run -0 --separate-stderr jr-init -c bad.conf -s "$other" --copy "$JR_STORE"
	JR_NOW=2027-01-15T10:00:00 run -0 jr-mark list -s "$other"
	unset JR_NOW
	jr-init -c "$ROOT/journal.conf" -s "$(store_at plain)"
	jr-init -s plain-copy.db --copy "$(store_at plain)"
	JR_NOW=2027-01-15T10:00:00 run -78 --separate-stderr jr-mark list -s plain-copy.db
	[ "$stderr" = "jr-mark: JR_NOW is set, but this store is no sandbox" ]
}

@test "the new store may be the one that the configuration names" {
	from=$JR_STORE
	unset JR_STORE
	sed "s|^store: .*|store: $(other_store)|" "$ROOT/journal.conf" >journal.conf
	run -0 --separate-stderr jr-init -c journal.conf --copy "$from"
	same_school "$from" "$(other_store)"
}

@test "a store that is there already is left as it is" {
	other=$(store_at there)
	jr-init -c "$ROOT/journal.conf" -s "$other" --sandbox
	rows "$other" >before
	run -73 --separate-stderr jr-init -s "$other" --copy "$JR_STORE"
	[ "$stderr" = "jr-init: '$(JR_STORE=$other shown_store)' is there already" ]
	rows "$other" | diff before -
	run -73 --separate-stderr jr-init --copy "$JR_STORE"
	[ "$stderr" = "jr-init: '$(shown_store)' is there already" ]
	jr-log verify >/dev/null
}

@test "what cannot be copied leaves nothing" {
	to=$(store_at new)
	run -78 --separate-stderr jr-init -s "$to" --copy missing.db
	[ "$stderr" = "jr-init: there is no store 'missing.db'; make one with jr-init" ]
	JR_STORE=$to no_store
	echo 'date,class' >notes.csv
	run -78 --separate-stderr jr-init -s "$to" --copy notes.csv
	[ "$stderr" = "jr-init: 'notes.csv' is not a journal store" ]
	JR_STORE=$to no_store
}

@test "a store of an older or newer schema is not copied" {
	jr-init -s copy.db --copy "$JR_STORE"
	sqlite3 copy.db 'PRAGMA user_version=0'
	run -78 --separate-stderr jr-init -s "$(store_at new)" --copy copy.db
	[ "$stderr" = "jr-init: the store has schema 0, this program wants $(newest_schema); run jr-init --upgrade" ]
	sqlite3 copy.db 'PRAGMA user_version=99'
	run -78 --separate-stderr jr-init -s "$(store_at new)" --copy copy.db
	[ "$stderr" = "jr-init: the store 'copy.db' has schema 99, newer than this program's $(newest_schema); use the newer program" ]
	JR_STORE=$(store_at new) no_store
}

@test "a row that the new store does not take is told with its table, and nothing stays" {
	jr-init -s copy.db --copy "$JR_STORE"
	sqlite3 copy.db 'PRAGMA foreign_keys=OFF; DELETE FROM subject'
	run -65 --separate-stderr jr-init -s "$(store_at new)" --copy copy.db
	[[ $stderr == "jr-init: a row of 'course' does not fit into the copy: the store: "* ]]
	JR_STORE=$(store_at new) no_store
}

@test "with -n all is copied and compared, and nothing is there" {
	run -0 --separate-stderr jr-init -n -v -s "$(store_at new)" --copy "$JR_STORE"
	[[ $stderr == "jr-init: copied and compared: rows "* ]]
	JR_STORE=$(store_at new) no_store
}

@test "--copy goes with no other way to make a store" {
	for words in --upgrade --check; do
		run -64 --separate-stderr jr-init -s new.db --copy "$JR_STORE" $words
		[ "$stderr" = "jr-init: choose one of --upgrade, --check and --copy" ]
	done
	run -64 --separate-stderr jr-init -s new.db --copy "$JR_STORE" --sandbox
	[ "$stderr" = "jr-init: --sandbox does not go with --copy: a copy is a sandbox if its original is one" ]
	[ ! -e new.db ]
}

@test "the original may be written to while it is copied, and the copy does not show it" {
	hold_store
	run -0 --separate-stderr jr-init -s "$(other_store)" --copy "$JR_STORE"
	release_store
	same_school "$JR_STORE" "$(other_store)"
}

# Copy $from to $to, on a server under the name of the new schema.
named_copy()
{
	case $ENGINE in
	postgresql)	to="${to%schema=*}application_name=${to##*schema=}&schema=${to##*schema=}" ;;
	esac
	exec jr-init -s "$to" --copy "$from"
}

# It is at work on the new store.
copying()
{
	case $ENGINE in
	sqlite)		[ -e "$to.lock" ] && ! flock -n "$to.lock" true ;;
	postgresql)	[ "$(sql "SELECT count(*) FROM pg_stat_activity
				WHERE application_name = '${to##*schema=}'
				AND backend_xid IS NOT NULL")" = 1 ] ;;
	esac
}

@test "a copy killed in the middle is no store" {
	local i killed=0 pid status

	"$ROOT/scripts/make-school" --seed 5 --size tiny --dir tiny
	jr-init -c "$ROOT/journal.conf" -s "$(store_at tiny)" --sandbox
	JR_NOW=2026-08-28T12:00:00 jr-roster import -s "$(store_at tiny)" tiny/roster
	from=$(store_at tiny)
	for i in 1 2 3; do
		to=$(store_at "to$i")
		named_copy 3>&- &
		pid=$!
		until copying || ! kill -0 $pid; do
			:
		done
		kill -9 $pid 2>/dev/null || true
		status=0
		wait $pid || status=$?
		if [ $status -ne 0 ]; then
			killed=$((killed + 1))
			run -78 --separate-stderr jr-mark list -s "$to"
			[[ $stderr == *"is not a journal store" || $stderr == *"there is no store"* ]]
			JR_STORE=$to drop_store
			jr-init -s "$to" --copy "$from"
		fi
		jr-log verify -s "$to" >/dev/null
		JR_STORE=$to drop_store
	done
	[ $killed -gt 0 ]
}

# --- read_store -----------------------------------------------------------------

# A configuration with two stores that can be told apart: $JR_STORE to write, whose copy
# lags by one mark.  Readers find G4-0005's in the first only.
two_stores()
{
	export JR_CONF=$BATS_TEST_TMPDIR/journal.conf
	first=$(store_at first) late=$(other_store)
	jr-init -s "$first" --copy "$JR_STORE"
	jr-init -s "$late" --copy "$JR_STORE"
	jr-mark add -s "$first" --date 2026-09-10 --class 7А --subject Алгебра --student G4-0005 --mark 5
	unset JR_STORE
	sed -e "s|^store: .*|store: ${first//&/\\&}|" -e "s|^#read_store: .*|read_store: ${late//&/\\&}|" \
	    "$ROOT/journal.conf" >"$JR_CONF"
	grep -q '^read_store: ' "$JR_CONF"
}

# Which store a command's output is of: the same as with -s.
reads()
{
	"$@" >seen
	"$@" -s "$first" >of_first
	"$@" -s "$late" >of_late
	! cmp -s of_first of_late
	cmp seen of_late
	JR_STORE=$first "$@" | cmp of_first -
}

@test "commands that only read go to read_store, but not past -s and JR_STORE" {
	two_stores
	reads jr-mark list
	reads jr-lesson list
	reads jr-log list
	reads jr-log verify
	reads jr-diary show --student G4-0005 --week 2026-W37
	reads jr-report class-term --class 7А --term Q1
	jr-audit run -q --from 2026-09-10 --to 2026-09-10 >/dev/null
	reads jr-audit list --all --severity note
}

@test "commands that write go to the store, and so does what they read for it" {
	two_stores
	run -65 --separate-stderr jr-mark add --date 2026-09-10 --class 7А --subject Алгебра \
	    --student G4-0005 --mark 4
	[[ $stderr == *"already"* ]]
	rows "$late" >before
	jr-mark set --date 2026-09-10 --class 7А --subject Алгебра --student G4-0005 --mark 4
	rows "$late" | diff before -
	jr-mark list -s "$first" | grep -q 'G4-0005,4'
}

@test "without read_store readers go to the store; with it alone writers have none" {
	two_stores
	sed -i '/^read_store/d' "$JR_CONF"
	jr-mark list | grep -q 'G4-0005'
	sed -i "s|^store:|read_store:|" "$JR_CONF"
	jr-mark list | grep -q 'G4-0005'
	run -78 --separate-stderr jr-mark import - <<<'date'
	[ "$stderr" = "jr-mark: $JR_CONF names no store" ]
}

@test "a read_store that is not there is told, by readers and by jr-init --check" {
	two_stores
	run -0 --separate-stderr jr-init --check -v
	[ "$stderr" = "jr-init: the store opens and its schema is current" ]
	sed -i "s|^read_store: .*|read_store: /nowhere/school.db|" "$JR_CONF"
	run -78 --separate-stderr jr-mark list
	[ "$stderr" = "jr-mark: cannot use the folder '/nowhere': No such file or directory" ]
	run -78 --separate-stderr jr-init --check
	[ "$stderr" = "jr-init: cannot use the folder '/nowhere': No such file or directory" ]
	sed -i "s|^read_store: .*|read_store: [a, b]|" "$JR_CONF"
	run -78 --separate-stderr jr-init --check
	[[ $stderr == "jr-init: $JR_CONF:"*"read_store"* ]]
	jr-init --check -s "$first"
}
