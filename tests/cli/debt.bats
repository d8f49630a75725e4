#!/usr/bin/env bats
# jr-debt: academic debts and the attempts to make them good.

load helper

# One class at the end of its year, three failing year marks; the clock stands in June.
setup()
{
	journal_setup
	english_school 2027-06-01T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,petrov
		7Б,7,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Юдин,Олег,7Б
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Алгебра,ivanova,3
		7А,Химия,petrov,2
		7Б,Алгебра,ivanova,3
	END
	jr-term import - <<-END
		subject,term,student,mark
		Алгебра,Y,G4-1,2
		Химия,Y,G4-1,4
		Алгебра,Y,G4-2,н/а
		Химия,Y,G4-2,3
		Алгебра,Y,G4-3,2
	END
}

# The first rows of debts; nothing else of them matters to a test.
debts()
{
	jr-debt propose --class 7А --until 2027-10-15 --order 'приказ 9' | jr-debt import -
}

@test "the year's failing marks and н/а are proposed as debts, and go in" {
	[ "$(jr-debt propose --class 7А)" = "student,class,subject,until,order,first_date,first_mark,first_document,second_date,second_mark,second_document
G4-1,7А,Алгебра,2028-05-26,,,,,,,
G4-2,7А,Алгебра,2028-05-26,,,,,,," ]
	debts
	[ "$(jr-debt list | tail -n +2)" = "G4-1,7А,Алгебра,2027-10-15,приказ 9,,,,,,
G4-2,7А,Алгебра,2027-10-15,приказ 9,,,,,," ]
	[ "$(jr-debt propose | tail -n +2)" = "G4-3,7Б,Алгебра,2028-05-26,,,,,,," ]
	run -0 --separate-stderr jr-debt import <(jr-debt list)
	[ "$stderr" = "jr-debt: nothing changed" ]
	jr-log verify
}

@test "an attestation that failed makes a debt too" {
	printf 'subject,term,student,mark\nХимия,ATT,G4-2,2\n' | jr-term import -
	[ "$(jr-debt propose --subject Химия | tail -n +2 | cut -d, -f1-3)" = "G4-2,7А,Химия" ]
}

@test "a subject that was passed is no debt, and its last day lies within a year" {
	run -65 --separate-stderr jr-debt add --student G4-1 --subject Химия --until 2027-10-15
	[ "$stderr" = "jr-debt: 'G4-1' has no failing mark of the year in Химия, and no н/а: that is no debt" ]
	run -65 --separate-stderr jr-debt add --student G4-1 --subject Алгебра --until 2028-06-01
	[ "$stderr" = "jr-debt: a debt is made good between the year's end, 2027-05-26, and 2028-05-26, a year later" ]
	run -65 --separate-stderr jr-debt add --student G4-1 --subject Алгебра
	[ "$status" -eq 65 ]
	[ "$(jr-debt list | wc -l)" -eq 1 ]
}

@test "an attempt that passes becomes the mark of the year, with its document" {
	debts
	export JR_NOW=2027-09-20T12:00:00
	year="--year 2026/27"
	# shellcheck disable=SC2086 # two words
	jr-debt set $year --student G4-1 --subject Алгебра --first-date 17.09.2027 --first-mark 3 \
	    --first-document 'протокол 4'
	# shellcheck disable=SC2086
	[ "$(jr-debt list $year --student G4-1 | tail -n +2)" = "G4-1,7А,Алгебра,2027-10-15,приказ 9,2027-09-17,3,протокол 4,,," ]
	# shellcheck disable=SC2086
	[ "$(jr-term list $year --student G4-1 --subject Алгебра | tail -n +2)" = "7А,,Алгебра,Y,G4-1,3,academic debt made good,протокол 4" ]
	# shellcheck disable=SC2086
	[ "$(jr-debt list $year --owed | tail -n +2 | cut -d, -f1)" = G4-2 ]
	# shellcheck disable=SC2086
	run -77 --separate-stderr jr-debt set $year --student G4-1 --subject Алгебра --first-mark 2
	[ "$stderr" = "jr-debt: the debt was made good on 2027-09-17, and the mark of the year followed; jr-log revert takes that back" ]
	# shellcheck disable=SC2086
	run -77 --separate-stderr jr-debt remove $year --student G4-1 --subject Алгебра
	jr-log verify
}

@test "the mark follows in a closed year too, and what was printed at its closing stays" {
	debts
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Y' AND c.name = '7А'"
	export JR_NOW=2027-09-20T12:00:00
	jr-debt set --year 2026/27 --student G4-1 --subject Алгебра --first-date 2027-09-17 \
	    --first-mark 4
	[ "$(jr-term list --year 2026/27 --mark 4 | grep -c Алгебра)" -eq 1 ]
	[ "$(jr-term list --year 2026/27 --as-of 2027-06-02 --mark 2 | grep -c 'Алгебра,Y,G4-1')" -eq 1 ]
}

@test "the second attempt is before a commission, after the first, and the last" {
	debts
	export JR_NOW=2027-10-10T12:00:00
	set_attempt()
	{
		jr-debt set --year 2026/27 --student G4-1 --subject Алгебра "$@"
	}
	run -65 --separate-stderr set_attempt --second-date 2027-09-20 --second-mark 3 --second-document 'протокол 5'
	[ "$stderr" = "jr-debt: there was no first attempt yet" ]
	set_attempt --first-date 2027-09-17 --first-mark 2
	[ "$(jr-term list --year 2026/27 --student G4-1 --subject Алгебра | tail -n 1 | cut -d, -f6)" = 2 ]
	run -65 --separate-stderr set_attempt --second-date 2027-09-17 --second-mark 3 --second-document 'протокол 5'
	[ "$stderr" = "jr-debt: the second attempt comes after the first, of 2027-09-17" ]
	run -65 --separate-stderr set_attempt --second-date 2027-10-01 --second-mark 3
	[ "$stderr" = "jr-debt: the second attempt is before a commission; give its protocol" ]
	run -65 --separate-stderr set_attempt --second-date 2027-10-11 --second-mark 3 --second-document 'протокол 5'
	[ "$stderr" = "jr-debt: 2027-10-11 is still to come" ]
	set_attempt --second-date 2027-10-01 --second-mark 3 --second-document 'протокол 5'
	[ "$(jr-term list --year 2026/27 --student G4-1 --subject Алгебра | tail -n 1 | cut -d, -f6,8)" = "3,протокол 5" ]
}

@test "an attempt behind the last day needs that day put off" {
	debts
	export JR_NOW=2027-11-10T12:00:00
	run -65 --separate-stderr jr-debt set --year 2026/27 --student G4-1 --subject Алгебра \
	    --first-date 2027-11-08 --first-mark 3
	[ "$stderr" = "jr-debt: the debt was to be made good by 2027-10-15; for a later attempt put that day off" ]
	jr-debt set --year 2026/27 --student G4-1 --subject Алгебра --until 2027-11-30 \
	    --first-date 2027-11-08 --first-mark 3
}

@test "half an attempt is refused, in a file with its place" {
	debts
	run -65 --separate-stderr jr-debt import - <<-END
		student,subject,first_date,first_mark
		G4-1,Алгебра,2027-05-30,
		G4-2,Алгебра,,3
		G4-3,Алгебра,,
	END
	[ "${stderr_lines[0]}" = "jr-debt: -:2:4: an attempt has a day and a mark" ]
	[ "${stderr_lines[1]}" = "jr-debt: -:3:3: an attempt has a day and a mark" ]
	[ "${stderr_lines[2]}" = "jr-debt: -:4: this cell must not be empty" ] ||
	    [ "${#stderr_lines[@]}" -eq 3 ]
}

@test "a failed attempt that was entered by mistake is cleared, and a debt taken back" {
	debts
	jr-debt set --student G4-1 --subject Алгебра --first-date 2027-05-30 --first-mark 2
	jr-debt set --student G4-1 --subject Алгебра --first-date '' --first-mark ''
	[ "$(jr-debt list --student G4-1 | tail -n +2)" = "G4-1,7А,Алгебра,2027-10-15,приказ 9,,,,,," ]
	jr-debt set --student G4-1 --subject Алгебра --first-date 2027-05-30 --first-mark 2
	jr-debt remove --student G4-1 --subject Алгебра
	[ "$(jr-debt list --student G4-1 | wc -l)" -eq 1 ]
	run -65 --separate-stderr jr-debt remove --student G4-1 --subject Алгебра
	[ "$stderr" = "jr-debt: 'G4-1' has no debt in Алгебра" ]
	jr-log verify
}

@test "the deputy writes debts, a homeroom teacher reads those of his class" {
	debts
	jr-debt propose --class 7Б | jr-debt import -
	printf 'login,surname,given_name,role\nzavuch,Сидорова,Нина,deputy\n' | jr-staff import -
	JR_ACTOR=zavuch jr-debt set --student G4-1 --subject Алгебра --first-date 2027-05-30 --first-mark 3
	JR_ACTOR=petrov run -77 --separate-stderr jr-debt set --student G4-2 --subject Алгебра --until 2027-11-01
	[ "$stderr" = "jr-debt: Петров may not change debts, exams and decisions of the council" ]
	[ "$(JR_ACTOR=petrov jr-debt list | tail -n +2 | cut -d, -f1,2)" = "G4-1,7А
G4-2,7А" ]
	[ "$(JR_ACTOR=zavuch jr-debt list | wc -l)" -eq 4 ]
	JR_ACTOR=ivanova run -77 --separate-stderr jr-debt list
}

@test "taking an attempt back restores the mark of the year" {
	debts
	jr-debt set --student G4-1 --subject Алгебра --first-date 2027-05-30 --first-mark 3
	jr-log revert -y "$(sql 'SELECT max(id) FROM tx')" --reason 'ошибка'
	[ "$(jr-debt list --student G4-1 --owed | tail -n +2)" = "G4-1,7А,Алгебра,2027-10-15,приказ 9,,,,,," ]
	[ "$(jr-term list --student G4-1 --subject Алгебра | tail -n +2)" = "7А,,Алгебра,Y,G4-1,2,," ]
	jr-log verify
}
