#!/usr/bin/env bats
# A whole generated school: in, out again, a year of it, and an ordinary week.

load helper

# The tiny school with its year, once for the file.
setup_file()
(
	journal_setup
	cd "$BATS_FILE_TMPDIR"
	"$ROOT/scripts/make-school" --seed 5 --size tiny --dir school
	export JR_STORE=$(store_at year)
	jr-init --conf "$ROOT/journal.conf" --sandbox
	JR_NOW=2026-08-28T12:00:00 jr-roster import school/roster
	export JR_NOW=2027-06-01T12:00:00
	jr-lesson import --transfer school/lessons.csv
	jr-mark import --transfer school/marks.csv
	jr-attend import --transfer school/attendance.csv
	jr-term import --transfer school/terms.csv
	echo "$JR_STORE" >year
)

setup()
{
	journal_setup
	JR_STORE=$(cat "$BATS_FILE_TMPDIR/year")
	copy_store "$(store_at year)"
	export JR_STORE=$(store_at year) JR_NOW=2027-06-01T12:00:00
	SCHOOL=$BATS_FILE_TMPDIR/school
}

# Data rows of a CSV file whose cells have no line ends.
rows()
{
	tail -n +2 "$1" | wc -l
}

@test "every row of the year is there, and the history is sound" {
	[ "$(jr-mark list | tail -n +2 | wc -l)" -eq "$(rows "$SCHOOL/marks.csv")" ]
	[ "$(jr-lesson list | tail -n +2 | wc -l)" -eq "$(rows "$SCHOOL/lessons.csv")" ]
	[ "$(jr-attend list | tail -n +2 | wc -l)" -eq "$(rows "$SCHOOL/attendance.csv")" ]
	[ "$(jr-term list | tail -n +2 | wc -l)" -eq "$(rows "$SCHOOL/terms.csv")" ]
	run -0 jr-log verify
}

@test "the same files again change nothing" {
	run -0 --separate-stderr jr-roster import --year 2026/27 "$SCHOOL/roster"
	[ "$stderr" = "jr-roster: nothing changed" ]
	for pair in lesson:lessons mark:marks attend:attendance term:terms; do
		run -0 --separate-stderr jr-${pair%:*} import "$SCHOOL/${pair#*:}.csv"
		[ "$stderr" = "jr-${pair%:*}: nothing changed" ]
	done
	[ "$(sql 'SELECT max(id) FROM tx')" -eq 6 ]
}

@test "what each command lists goes back in unchanged" {
	jr-roster export out
	run -0 --separate-stderr jr-roster import out
	[ "$stderr" = "jr-roster: nothing changed" ]
	for noun in staff class student guardian group course timetable plan lesson mark attend term; do
		for form in "" --excel "--headers ru" "-f csv"; do
			# shellcheck disable=SC2086
			jr-$noun list $form >list.csv
			run -0 --separate-stderr jr-$noun import list.csv
			[ "$stderr" = "jr-$noun: nothing changed" ] || { echo "$noun $form: $stderr"; false; }
		done
	done
}

@test "an export makes the same school in another store" {
	jr-roster export out
	for noun in lesson mark attend term; do
		jr-$noun list >$noun.csv
	done
	store=$JR_STORE
	export JR_STORE=$(store_at second)
	jr-init --conf "$ROOT/journal.conf" --sandbox
	jr-roster import out
	for noun in lesson mark attend term; do
		jr-$noun import $noun.csv
		jr-$noun list | cmp - $noun.csv
	done
	jr-roster export again
	diff -r out again
	run -0 jr-log verify
	[ "$store" != "$JR_STORE" ]
}

@test "one changed byte in a mark is found, with the row" {
	sql "UPDATE mark SET value = CASE value WHEN '5' THEN '4' ELSE '5' END
	    WHERE (task_id, student_id) = (SELECT task_id, student_id FROM mark
	        ORDER BY task_id, student_id LIMIT 1 OFFSET 100)"
	key=$(sql "SELECT task_id || ' ' || student_id FROM mark
	    ORDER BY task_id, student_id LIMIT 1 OFFSET 100")
	run -1 --separate-stderr jr-log verify
	[[ $output == *"${key% *}"*"${key#* }"* ]]
}

@test "the same bytes on stdout with an empty environment and in any locale" {
	student=$(jr-student list -f tsv | sed -n '3s/	.*//p')
	for words in "jr-mark list" "jr-lesson list -f text" "jr-report class-term --class 7А --term Q1 -f text" \
	    "jr-report class-term --class 7А --term Q1 -f html" "jr-report attendance-term --class 7А --term Q1" \
	    "jr-report student-progress --student $student --term Q1 -f text" \
	    "jr-diary show --student $student --week 2026-W47" "jr-audit rules" "jr-log list" "jr-log show 3"; do
		# shellcheck disable=SC2086
		{
			LC_ALL=C $words >c
			LC_ALL=ru_RU.UTF-8 LANGUAGE=ru $words >ru
			env -i JR_NOW=$JR_NOW JR_STORE="$JR_STORE" "$BUILD/bin/"$words >empty
		}
		[ -s c ]
		cmp c ru || { echo "$words differs under ru_RU"; false; }
		cmp c empty || { echo "$words differs under env -i"; false; }
	done
}

# A school with its autumn, and one week entered day by day by its teachers.
week()
{
	"$ROOT/scripts/make-school" --dir live --by-day 2026-11-16 2026-11-20 "$@"
	export JR_STORE=$(store_at live)
	jr-init --conf "$ROOT/journal.conf" --sandbox
	JR_NOW=2026-09-01T08:00:00 jr-roster import live/roster
	jr_confirm
	for pair in lesson:lessons mark:marks attend:attendance term:terms; do
		JR_NOW=2026-11-15T18:00:00 jr-${pair%:*} import --transfer "live/${pair#*:}.csv"
	done
	for day in live/days/*; do
		for pair in lesson:lessons mark:marks attend:attendance term:terms; do
			[ ! -e "$day/${pair#*:}.csv" ] ||
			    JR_NOW=${day##*/}T15:40:00 jr-${pair%:*} import -q "$day/${pair#*:}.csv"
		done
	done
	export JR_NOW=2026-11-23T06:00:00
}

# The homeroom teachers confirm their lists, but for those whose fault is planted.
jr_confirm()
{
	local class

	for class in $(JR_NOW=2026-11-09T09:00:00 jr-class list -f tsv | tail -n +2 | cut -f1); do
		grep -qs "^roster-stale,[^,]*,$class," live/faults.csv ||
		    JR_NOW=2026-11-09T09:00:00 jr-roster confirm --class "$class"
	done
}

@test "an ordinary week gives at most two findings a teacher at warning or above" {
	week --seed 9 --size small
	run --separate-stderr jr-audit run
	[ "$status" -eq 0 ]
	jr-audit list -f tsv >findings
	teacher=$(head -n 1 findings | tr '\t' '\n' | grep -n '^teacher$' | cut -d: -f1)
	severity=$(head -n 1 findings | tr '\t' '\n' | grep -n '^severity$' | cut -d: -f1)
	[ -n "$teacher" ] && [ -n "$severity" ]
	awk -F'\t' -v t="$teacher" -v s="$severity" 'NR > 1 && $s != "note" && ++n[$t] > 2 { exit 1 }' findings
	[ "$(wc -l <findings)" -gt 1 ]
	before=$(sql 'SELECT * FROM finding ORDER BY id' | sha256sum)
	jr-audit run
	[ "$(sql 'SELECT * FROM finding ORDER BY id' | sha256sum)" = "$before" ]
	run -0 jr-log verify
}

@test "planted faults are found, every one" {
	week --seed 3 --size tiny --sloppy
	jr-audit run || true
	jr-audit list --severity note -f tsv >findings
	[ "$(wc -l <live/faults.csv)" -gt 5 ]
	sed 's/,.*//' live/faults.csv | tail -n +2 | sort -u >planted
	cut -f"$(head -n 1 findings | tr '\t' '\n' | grep -n '^rule$' | cut -d: -f1)" findings | sort -u >found
	comm -23 planted found >missed
	[ ! -s missed ] || { cat missed; false; }
}

# What calls "$@" with the options that name each course of the school.
each_course()
{
	local class group subject

	jr-course list -f tsv | tail -n +2 | cut -f1-3 | sort -u >courses
	while IFS= read -r line; do
		class=$(cut -f1 <<<"$line") group=$(cut -f2 <<<"$line") subject=$(cut -f3 <<<"$line")
		"$@" --subject "$subject" ${class:+--class "$class"} ${group:+--group "$group"} ||
		    return
	done <courses
}

out_and_in()
{
	jr-mark list --grid "$@" -f csv >sheet.csv &&
	jr-mark import --grid "$@" sheet.csv
}

@test "the sheet of every course goes back in unchanged" {
	run -0 --separate-stderr each_course out_and_in
	[ "$(wc -l <courses)" -gt 40 ]
	[ "$(sort -u <<<"$stderr")" = "jr-mark: nothing changed" ]
	[ "$(grep -c . <<<"$stderr")" -eq "$(wc -l <courses)" ]
}

# Into a school that has only its roster.
in_alone()
{
	JR_STORE=$FULL jr-mark list --grid "$@" -f csv >sheet.csv &&
	jr-mark import --grid --quiet "$@" sheet.csv
}

@test "the sheets of all courses carry the year's marks and lessons into an empty school" {
	FULL=$JR_STORE
	jr-mark list >marks.csv
	jr-lesson list | cut -d, -f1-8 >lessons.csv
	JR_STORE=$(store_at empty)
	export JR_STORE
	jr-init --conf "$ROOT/journal.conf" --sandbox
	jr-roster import --year 2026/27 "$SCHOOL/roster"
	each_course in_alone
	jr-mark list | cmp - marks.csv
	jr-lesson list | cut -d, -f1-8 | cmp - lessons.csv
	jr-log verify
}
