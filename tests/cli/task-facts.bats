#!/usr/bin/env bats
# What is known of a work beside its mark: type, weight, title, day; owed, made up later;
# and the marks of other schools.

load helper

setup()
{
	journal_setup
	small_school
	export JR_NOW=2026-09-14T12:00:00
	jr-lesson import -q - <<-END
		date,class,subject,number,topic,tasks
		2026-09-07,7А,Алгебра,2,Дроби,К*140: Входная > 2026-09-10 | О | С: Тест 1 | С: Тест 2
		2026-09-09,7А,Алгебра,1,Тождества,С
	END
}

# mark VERB OPTIONS: about the control work of the 7th and G4-0001, or $STUDENT.
mark()
{
	local verb=$1

	shift
	jr-mark "$verb" --date 2026-09-07 --class 7А --subject Алгебра --number 2 --type К \
	    --student "${STUDENT:-G4-0001}" "$@"
}

absent()
{
	jr-attend add -q --date 2026-09-07 --class 7А --subject Алгебра --number 2 \
	    --student "$1" --code absent
}

owed()
{
	sql "SELECT count(*) FROM task_state WHERE state = 'owed'"
}

# --- Works ---------------------------------------------------------------------

@test "a lesson's works have type, weight, title and day, and each its marks and comments" {
	jr-mark import -q - <<-END
		date,class,subject,number,student,mark,type,task,weight,comment
		2026-09-07,7А,Алгебра,2,G4-0001,5,К,,140,Без ошибок
		2026-09-07,7А,Алгебра,2,G4-0001,4,О,,,
		2026-09-07,7А,Алгебра,2,G4-0001,3,С,Тест 1,,
		2026-09-07,7А,Алгебра,2,G4-0001,2,С,Тест 2,,
	END
	run -0 jr-mark list --student G4-0001
	[ "$output" = "date,class,group,subject,number,student,mark,type,task,weight,comment,made_up
2026-09-07,7А,,Алгебра,2,G4-0001,5,К,Входная,140,Без ошибок,
2026-09-07,7А,,Алгебра,2,G4-0001,4,О,,,,
2026-09-07,7А,,Алгебра,2,G4-0001,3,С,Тест 1,,,
2026-09-07,7А,,Алгебра,2,G4-0001,2,С,Тест 2,,," ]
	run -0 jr-diary show --student G4-0001 --week 2026-W37
	[[ "$output" == *"5 – Контрольная работа «Входная», вес 1,4. Без ошибок"* ]]
	run -65 --separate-stderr jr-mark add --date 2026-09-07 --class 7А --subject Алгебра \
	    --number 2 --student G4-0002 --mark 5 --type С
	[[ "$stderr" == *"the lesson has several such tasks; say which: 3 (С Тест 1), 4 (С Тест 2)" ]]
}

@test "a weighted mean is exact, and half of a hundredth goes up, in diary and report alike" {
	# (5*120 + 4*200) / 320 = 4.375
	jr-lesson import -q - <<-END
		date,class,subject,number,topic,tasks
		2026-09-09,7А,Алгебра,1,Тождества,С*120 | К*200
	END
	jr-mark import -q - <<-END
		date,class,subject,number,student,mark,type
		2026-09-09,7А,Алгебра,1,G4-0001,5,С
		2026-09-09,7А,Алгебра,1,G4-0001,4,К
		2026-09-09,7А,Алгебра,1,G4-0002,4,С
		2026-09-09,7А,Алгебра,1,G4-0003,5,С
		2026-09-09,7А,Алгебра,1,G4-0003,4,К
		2026-09-07,7А,Алгебра,2,G4-0003,5,О
		2026-09-07,7А,Алгебра,2,G4-0003,2,К
	END
	run -0 jr-diary show --student G4-0001
	[[ "$output" == *"5 4 "*"4,38"* ]]
	run -0 jr-report class-term --class 7А --term Q1 -f csv
	[[ "$output" == *"Ёлкина"*"4.38"* ]]
	# (600 + 800 + 500 + 280) / 560 = 3.892857…
	run -0 jr-diary show --student G4-0003
	[[ "$output" == *"3,89"* ]]
}

# --- Owed work -------------------------------------------------------------------

@test "0 is refused, with the way to say that the work is owed" {
	run -65 --separate-stderr mark set --mark 0
	[ "$stderr" = "jr-mark: mark '0' is not on the scale; if it stands for owed work, say --owed-zero" ]
	printf 'date,class,subject,number,student,mark,type\n2026-09-07,7А,Алгебра,2,G4-0001,0,К\n' >zero.csv
	run -65 --separate-stderr jr-mark import zero.csv
	[ "$stderr" = "jr-mark: zero.csv:2:6: mark '0' is not on the scale; if it stands for owed work, say --owed-zero" ]
	[ "$(owed)" = 0 ]
	run -0 --separate-stderr jr-mark import --owed-zero -v zero.csv
	[ "${stderr_lines[-1]}" = "jr-mark: added 1, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(owed)" = 1 ]
	run -0 --separate-stderr jr-mark import --owed-zero zero.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "owed work is listed by itself, and its list goes back in" {
	mark set --mark долг
	STUDENT=G4-0002 mark set --mark Owed
	STUDENT=G4-0003 mark set --mark 5
	[ "$(jr-mark list | wc -l)" -eq 2 ]
	run -0 jr-mark list --owed
	[ "$output" = "date,class,group,subject,number,student,mark,type,task,weight,comment,made_up
2026-09-07,7А,,Алгебра,2,G4-0001,owed,К,Входная,140,,
2026-09-07,7А,,Алгебра,2,G4-0002,owed,К,Входная,140,," ]
	[ "$(jr-mark list --owed --student G4-0002 | wc -l)" -eq 2 ]
	jr-mark list --owed >owed.csv
	run -0 --separate-stderr jr-mark import owed.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "the mark that comes ends the debt; where it is taken away the work is owed again" {
	mark set --mark owed
	run -0 jr-diary show --student G4-0001
	[[ "$output" == *"Несданные работы"*"Алгебра, 07.09: Контрольная работа «Входная»"* ]]
	mark set --mark 4
	[ "$(jr-mark list --owed | wc -l)" -eq 1 ]
	[ "$(jr-mark list | wc -l)" -eq 2 ]
	run -0 jr-diary show --student G4-0001
	[[ "$output" != *"Несданные работы"* ]]
	mark remove
	[ "$(jr-mark list --owed | wc -l)" -eq 2 ]
	mark remove
	[ "$(jr-mark list --owed | wc -l)" -eq 1 ]
	[ "$(owed)" = 0 ]
	run -65 --separate-stderr mark remove
	[ "$stderr" = "jr-mark: there is no such mark" ]
	jr-log verify
}

@test "who has a mark for the work cannot owe it" {
	mark set --mark 4
	run -65 --separate-stderr mark set --mark owed
	[ "$stderr" = "jr-mark: the student has the mark '4' for this work, and cannot owe it" ]
}

@test "who was absent may owe the work, and its mark is then made up later" {
	absent G4-0001
	mark set --mark owed
	mark set --mark 3
	run -0 jr-mark list
	[[ "${lines[1]}" == *",3,К,Входная,140,,1" ]]
	JR_NOW=2026-09-20T12:00:00 jr-audit run --from 2026-09-07 --to 2026-09-13 >/dev/null
	[ "$(sql "SELECT count(*) FROM finding WHERE rule IN ('mark-on-absence', 'entry-late')
		AND detail LIKE '%Ёлкина%'")" = 0 ]
}

@test "work owed for over two weeks is a note of the audit until the mark comes" {
	mark set --mark owed
	export JR_NOW=2026-09-30T12:00:00
	jr-audit run --from 2026-09-07 --to 2026-09-27 >/dev/null
	[ "$(jr-audit list --severity note -f csv | grep -c 'owed-stale.*Ёлкина')" -gt 0 ]
	mark set --mark 3
	jr-audit run --from 2026-09-07 --to 2026-09-27 >/dev/null
	[ "$(jr-audit list --severity note -f csv | grep -c 'owed-stale')" = 0 ]
}

@test "owed work is told and taken back by the history" {
	mark set --mark owed
	tx=$(sql 'SELECT tx_id FROM head')
	run -0 jr-log show "$tx"
	[[ "$output" == *"состояние работы: работа К «Входная» 2026-09-07 №2 7А Алгебра; ученик G4-0001"*"состояние owed"* ]]
	jr-log revert "$tx"
	[ "$(owed)" = 0 ]
	jr-log verify
}

# --- Made up later -----------------------------------------------------------------

@test "marks made up later are told in list and diary, and the list goes back in" {
	absent G4-0001
	run -77 mark set --mark 4
	mark set --mark 4 --made-up
	run -0 jr-mark list
	[ "${lines[1]}" = "2026-09-07,7А,,Алгебра,2,G4-0001,4,К,Входная,140,,1" ]
	run -0 jr-diary show --student G4-0001 --week 2026-W37
	[[ "$output" == *"4 – Контрольная работа «Входная», вес 1,4, сдано позже"* ]]
	run -0 jr-diary show --student G4-0001 --week 2026-W37 -f json
	[[ "$output" == *"сдано позже"* ]]
	jr-mark list >list.csv
	run -0 --separate-stderr jr-mark import list.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	mark remove
	jr-mark import list.csv
	jr-mark list | cmp - list.csv
}

@test "a mark that stands beside an absence entered later goes back in unchanged" {
	mark set --mark 4
	absent G4-0001 2>/dev/null
	jr-mark list >list.csv
	run -0 --separate-stderr jr-mark import list.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	sed -i '2s/$/1/' list.csv
	jr-mark import list.csv
	[ "$(sql 'SELECT made_up FROM mark')" = 1 ]
	sed -i '2s/1$/да/' list.csv
	run -65 --separate-stderr jr-mark import list.csv
	[ "$stderr" = "jr-mark: list.csv:2:12: 'да' is neither 1 (made up later) nor empty" ]
}

# --- Marks of other schools ------------------------------------------------------------

outside_file()
{
	jr-student add --number G4-0040 --surname Новиков --given-name Лев --class 7А \
	    --enrolled-on 2026-09-10
	cat >outside.csv <<-END
		date,subject,student,mark,type,weight,source
		2026-09-02,Алгебра,G4-0040,5,,,Школа № 3
		2026-09-02,Алгебра,Новиков Лев,5,О,,Школа № 3
		2026-09-04,Алгебра,G4-0040,3,К,200,Школа № 3
	END
}

@test "marks of a former school go in, are listed, and their list goes back in" {
	outside_file
	run -0 --separate-stderr jr-mark import --outside -v outside.csv
	[ "${stderr_lines[-1]}" = "jr-mark: added 3, changed 0, removed 0, unchanged 0, rejected 0" ]
	run -0 jr-mark list --outside
	[ "$output" = "date,subject,student,mark,type,weight,source
2026-09-02,Алгебра,G4-0040,5,О,,Школа № 3
2026-09-02,Алгебра,G4-0040,5,О,,Школа № 3
2026-09-04,Алгебра,G4-0040,3,К,200,Школа № 3" ]
	jr-mark list --outside >list.csv
	run -0 --separate-stderr jr-mark import --outside list.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	[ "$(jr-mark list --outside --from 2026-09-03 --student G4-0040 | wc -l)" -eq 2 ]
	[ "$(jr-mark list --outside --student G4-0001 | wc -l)" -eq 1 ]
	[ "$(jr-mark list | wc -l)" -eq 1 ]
	jr-log verify
}

@test "their columns have Russian names, out and in" {
	outside_file
	jr-mark import -q --outside outside.csv
	jr-mark list --outside --headers ru >list.csv
	[ "$(head -n 1 list.csv)" = "Дата,Предмет,Ученик,Отметка,Тип,Вес,Школа" ]
	run -0 --separate-stderr jr-mark import --outside list.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "they count in the mean of the term, by their weights, in diary and report" {
	outside_file
	jr-mark import -q --outside outside.csv
	jr-mark add --date 2026-09-10 --class 7А --subject Алгебра --student G4-0040 --mark 4
	run -0 jr-diary show --student G4-0040
	[[ "$output" == *"Алгебра "*" 5 5 3 4 "*"4,00"* ]]	# (5 + 5 + 2*3 + 4) / 5
	run -0 jr-report class-term --class 7А --term Q1 -f csv
	[[ "$output" == *"Новиков"*"4.00"* ]]
}

@test "a weight or school is changed by import, one of equal marks is removed" {
	outside_file
	jr-mark import -q --outside outside.csv
	sed -i 's/,200,/,150,/' outside.csv
	run -0 --separate-stderr jr-mark import --outside -v outside.csv
	[ "${stderr_lines[-1]}" = "jr-mark: added 0, changed 1, removed 0, unchanged 2, rejected 0" ]
	jr-mark remove --outside --date 2026-09-02 --subject Алгебра --student G4-0040 --mark 5
	[ "$(jr-mark list --outside | wc -l)" -eq 3 ]
	jr-mark add --outside --date 2026-09-03 --subject Алгебра --student G4-0040 --mark 2 \
	    --source 'Школа № 3'
	JR_NOW=2026-10-01T12:00:00 run -77 --separate-stderr jr-mark remove --outside \
	    --date 2026-09-03 --subject Алгебра --student G4-0040 --mark 2
	[ "$stderr" = "jr-mark: the 7 days for corrections have passed; the deputy corrects with --reason" ]
	JR_NOW=2026-10-01T12:00:00 run -77 jr-log revert "$(sql 'SELECT tx_id FROM head')"
	JR_NOW=2026-10-01T12:00:00 jr-mark remove --outside --date 2026-09-03 --subject Алгебра \
	    --student G4-0040 --mark 2 --reason 'выписка с опечаткой'
	run -65 jr-mark remove --outside --date 2026-09-03 --subject Алгебра --student G4-0040 --mark 2
}

@test "wrong rows of them are told with line and field" {
	outside_file
	jr-student add --number G4-0041 --surname Заочный --given-name Ян --class 7А \
	    --enrolled-on 2026-09-10
	cat >wrong.csv <<-END
		date,subject,student,mark,type,weight
		2026-09-02,Физика,G4-0040,5,,
		2026-09-02,Алгебра,G4-9999,5,,
		2026-09-02,Алгебра,G4-0040,н/а,,
		2026-09-02,Алгебра,G4-0040,5,Ъ,
		2026-09-02,Алгебра,G4-0040,5,К,много
		2026-09-15,Алгебра,G4-0040,5,,
		2019-09-02,Алгебра,G4-0040,5,,
	END
	run -65 --separate-stderr jr-mark import --outside wrong.csv
	for i in 2:2 3:3 4:4 5:5 6:6 7:1 8:1; do
		grep -q "^jr-mark: wrong.csv:$i: " <<<"$stderr"
	done
	[ "$(jr-mark list --outside | wc -l)" -eq 1 ]
	run -64 --separate-stderr jr-mark list --outside --class 7А
	[ "$stderr" = "jr-mark: --class does not go with --outside" ]
}

@test "in a closed term marks of other schools are refused too" {
	outside_file
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Q1' AND c.name = '7А'"
	run -65 --separate-stderr jr-mark import --outside outside.csv
	[[ "$stderr" == "jr-mark: outside.csv:2:1: Q1 is closed for 7А; "* ]]
}
