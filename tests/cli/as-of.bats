#!/usr/bin/env bats
# --as-of: lists, reports and diaries as they were, made by undoing the history.

load helper

# A school to which something new happens each day.  What it was in the evening is kept:
# every row of every table (day.N), and what commands showed (shown.N).  Once for the file.
setup_file()
(
	journal_setup
	cd "$BATS_FILE_TMPDIR"
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR small_school
	evening 2026-09-10
	for step in 11 12 13 14 15 16 17 18; do
		export JR_NOW=2026-09-${step}T10:00:00
		day_$step
		evening "2026-09-$step"
	done
	echo "$JR_STORE" >school
	cp "$JR_CONF" conf
)

evening()
{
	export JR_NOW=${1}T20:00:00
	dump_store >"day.$1"
	shown >"shown.$1"
}

# Arguments go to each command.
shown()
{
	jr-student list "$@" && jr-class list "$@" && jr-mark list "$@" && jr-lesson list "$@" &&
	    jr-attend list "$@" && jr-term list "$@" && jr-timetable list "$@" &&
	    jr-audit list "$@" && jr-audit list --all "$@" && jr-log list "$@" &&
	    jr-diary show --student G4-0001 "$@" &&
	    jr-diary show --student G4-0002 -f html "$@" &&
	    jr-report class-term --class 7А --term Q1 -f text "$@" &&
	    jr-report attendance-term --class 7А --term Q1 -f text "$@"
}

# Marks and lessons, with texts too long for the log's short form.
day_11()
{
	jr-lesson import -q - <<-END
		date,class,group,subject,number,topic,tasks,homework
		2026-09-07,7А,,Алгебра,2,"Числовые выражения и всё, что о них надо знать каждому",К: Входная,"§ 1
		№ 5, и ещё немного больше того, что в двадцать четыре байта войдёт"
		2026-09-09,7А,,Алгебра,1,Тождества,С*150: Тест > 2026-09-10,
	END
	jr-mark import -q - <<-END
		date,class,subject,number,student,mark,type,comment
		2026-09-07,7А,Алгебра,,G4-0001,5,К,
		2026-09-07,7А,Алгебра,,G4-0002,4,К,$(printf 'да%.0s' {1..300})
		2026-09-09,7А,Алгебра,1,G4-0003,3,С,
	END
	jr-attend take --date 2026-09-07 --class 7А --subject Алгебра --number 2
}

# A mark changed, one deleted, and one changed before it was deleted.
day_12()
{
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --student G4-0001 --mark 4
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --student G4-0002 --mark 2 \
	    --comment ''
	jr-mark remove --date 2026-09-07 --class 7А --subject Алгебра --student G4-0002
	jr-mark remove --date 2026-09-09 --class 7А --subject Алгебра --number 1 --student G4-0003
}

# Students moved, renamed, gone; a new one, and a new class.
day_13()
{
	jr-class add --class 7Б --grade 7 --homeroom smirnov.bb
	jr-student set --number G4-0003 --class 7Б --enrolled-on 2026-09-13
	jr-student set --number G4-0001 --surname Яблочкина-Длинная-Фамилия
	jr-student set --number G4-0005 --left-on 2026-09-13
	jr-student add --number G4-0020 --surname Новиков --given-name Лев --class 7А \
	    --enrolled-on 2026-09-13
}

# A lesson gone, another kind of timetable, what the audit found.
day_14()
{
	jr-mark add --date 2026-09-10 --class 7А --subject Алгебра --student G4-0001 --mark 5
	jr-mark remove --date 2026-09-10 --class 7А --subject Алгебра --student G4-0001
	jr-lesson remove --date 2026-09-10 --class 7А --subject Алгебра --number 1
	jr-timetable set --class 7А --subject Алгебра --weekday 4 --number 1 --room 12
	jr-audit run --from 2026-09-07 --to 2026-09-11 >/dev/null
}

# What was found is mended.
day_15()
{
	jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --number 2 --topic 'Дроби' \
	    --homework '№ 7'
	jr-attend take --date 2026-09-09 --class 7А --subject Алгебра --number 2
	jr-audit run --from 2026-09-07 --to 2026-09-11 >/dev/null
}

# Another calendar.
day_16()
{
	sed 's/2026-11-02/2026-11-03/' "$JR_CONF" >changed.conf
	jr-init --upgrade --conf changed.conf
}

# Term marks.
day_17()
{
	jr-term import -q - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-0001,4
		7А,Алгебра,Q1,G4-0002,3
	END
}

# Something is taken back.
day_18()
{
	jr-log revert "$(sql 'SELECT tx_id FROM head')"
}

setup()
{
	journal_setup
	JR_STORE=$(cat "$BATS_FILE_TMPDIR/school")
	export JR_STORE JR_CONF=$BATS_FILE_TMPDIR/conf JR_NOW=2026-10-01T12:00:00
	WAS=$BATS_FILE_TMPDIR
}

days()
{
	seq -f '2026-09-%02g' 10 18
}

@test "every list, report and diary as of a day is what it was in its evening" {
	for day in $(days); do
		shown --as-of "${day}T20:00" >now
		cmp now "$WAS/shown.$day"
	done
	! cmp -s "$WAS/shown.2026-09-11" "$WAS/shown.2026-09-12"
	! cmp -s "$WAS/shown.2026-09-17" "$WAS/shown.2026-09-18"
}

# Without what is a store's own, and the words of findings, which each run says anew.
comparable()
{
	grep -v '^meta|' | sed -E 's/^(finding(\|[^|]*){10})\|[^|]*/\1/'
}

@test "as of a day every row of every table is there as it was, the history's too" {
	for day in $(days); do
		jr-init --copy "$JR_STORE" --as-of "$day" -s "$(store_at "copy_${day//-/_}")"
		JR_STORE=$(store_at "copy_${day//-/_}") dump_store | comparable >copied
		comparable <"$WAS/day.$day" | cmp - copied
	done
}

@test "the history as of a day verifies, and its anchor is that day's" {
	run -0 jr-log verify --as-of 2026-09-12
	[[ "$output" = "история цела до операции "* ]]
	run -0 jr-log anchor --as-of 2026-09-12
	[[ "$output" = *" 2026-09-12T10:00:00 "* ]]
	jr-log anchor >anchor
	run -0 jr-log anchor
	[[ "$output" = *" 2026-09-18T10:00:00 "* ]]
}

@test "a day is its end, a moment the moment" {
	[ "$(jr-mark list --as-of 2026-09-10 | wc -l)" -eq 1 ]
	[ "$(jr-mark list --as-of 2026-09-11T09:59:59 | wc -l)" -eq 1 ]
	[ "$(jr-mark list --as-of 2026-09-11T10:00 | wc -l)" -eq 4 ]
	[ "$(jr-mark list --as-of 11.09.2026 | wc -l)" -eq 4 ]
	cmp <(jr-mark list --as-of 2026-10-01) <(jr-mark list)
}

@test "where nothing changed after the moment, today is still that day" {
	run -0 jr-diary show --student G4-0002 --as-of 2026-09-25
	JR_NOW=2026-09-25T23:59:59 jr-diary show --student G4-0002 | cmp - <(echo "$output")
	! jr-diary show --student G4-0002 | cmp -s - <(echo "$output")
}

@test "the default year is the one of the moment" {
	JR_NOW=2027-10-01T12:00:00 jr-class list --as-of 2026-09-12 >then
	cmp then <(jr-class list --as-of 2026-09-12)
}

@test "what the moment cannot be is refused" {
	run -65 --separate-stderr jr-mark list --as-of gestern
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: 'gestern' is neither a date like 2026-10-01 nor a moment like 2026-10-01T14:00" ]
	run -65 --separate-stderr jr-mark list --as-of 2026-10-02
	[ "$stderr" = "jr-mark: 2026-10-02 is still to come: the journal can be shown as of a day that was" ]
	run -65 --separate-stderr jr-mark list --as-of 2026-10-01T12:00:01
	[ "$output" = "" ]
	run -65 --separate-stderr jr-mark list --as-of 2026-09-09
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: there is nothing as of 2026-09-09: the journal begins on 2026-09-10T12:00:00" ]
}

@test "nothing is written into what was" {
	dump_store >before
	for command in 'jr-mark set' 'jr-mark import -' 'jr-roster import .' 'jr-audit run' \
	    'jr-log revert 3' 'jr-init --upgrade'; do
		run -64 --separate-stderr $command --as-of 2026-09-12 </dev/null
		[ "$output" = "" ]
		[[ "$stderr" = *": --as-of shows what was; it goes with commands that only read" ]]
	done
	dump_store | cmp - before
}

@test "a row changed beside the history is found when it has to be undone" {
	copy_store "$(store_at spoilt)"
	export JR_STORE=$(store_at spoilt)
	sql "UPDATE mark SET value = '5'"
	jr-mark list --as-of 2026-09-15
	run -1 --separate-stderr jr-mark list --as-of 2026-09-10
	[ "$output" = "" ]
	[[ "$stderr" = "jr-mark: the history is unsound: a row of 'mark' is not what transaction "*" left; see jr-log verify" ]]
}

@test "a log altered since then is found" {
	copy_store "$(store_at spoilt)"
	export JR_STORE=$(store_at spoilt)
	last=$(sql 'SELECT tx_id FROM head')
	sql "UPDATE tx SET actor = 'local:other' WHERE id = $((last - 1))"
	jr-mark list --as-of 2026-09-18T12:00
	run -1 --separate-stderr jr-mark list --as-of 2026-09-10
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: the history is unsound: transaction $((last - 1)) was altered, or the one before it; see jr-log verify" ]
	sql "UPDATE tx SET actor = (SELECT x.actor FROM tx x WHERE x.id = 1) WHERE id = $((last - 1));
	    DELETE FROM change WHERE tx_id = $last"
	run -1 --separate-stderr jr-mark list --as-of 2026-09-10
	[ "$stderr" = "jr-mark: the history is unsound: transaction $last was altered, or the one before it; see jr-log verify" ]
	sql "UPDATE head SET hash = (SELECT hash FROM tx WHERE id = 3)"
	run -1 jr-mark list --as-of 2026-09-10
}
