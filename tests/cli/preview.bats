#!/usr/bin/env bats
# --dry-run: what would be stored, in counts, and with -v row by row.

load helper

setup()
{
	journal_setup
	small_school
	jr-mark import -q - <<-END
		date,class,subject,number,student,mark
		2026-09-07,7А,Алгебра,2,G4-0001,5
		2026-09-07,7А,Алгебра,2,G4-0002,4
	END
	dump_store >before
	cat >marks.csv <<-END
		date,class,subject,number,student,mark,comment
		2026-09-07,7А,Алгебра,2,G4-0001,4,
		2026-09-07,7А,Алгебра,2,G4-0002,4,
		2026-09-07,7А,Алгебра,2,G4-0003,3,
	END
}

teardown()
{
	dump_store | cmp - before
}

counts()
{
	echo "$1: added $2, changed $3, removed $4, unchanged $5, rejected ${6:-0}"
}

@test "without -v a dry run counts what is new, changed, removed and the same" {
	run -0 --separate-stderr jr-mark import -n marks.csv
	[ "$output" = "" ]
	[ "$stderr" = "$(counts jr-mark 1 1 0 1)" ]
}

@test "with -v each row is shown, the old value and the new" {
	run -0 --separate-stderr jr-mark import -n -v marks.csv
	[ "$output" = "изменено: отметка: работа О 2026-09-07 №2 7А Алгебра; ученик G4-0001 Ёлкина Мария Ильинична; значение 5 → 4
добавлено: отметка: работа О 2026-09-07 №2 7А Алгебра; ученик G4-0003 Иванов Пётр Олегович; значение 3" ]
	[ "${stderr_lines[-1]}" = "$(counts jr-mark 1 1 0 1)" ]
}

@test "what is shown is what jr-log show tells once it is stored" {
	jr-mark import -n -v marks.csv >preview 2>/dev/null
	copy_store "$(store_at stored)"
	JR_STORE=$(store_at stored) jr-mark import marks.csv
	JR_STORE=$(store_at stored) jr-log show "$(JR_STORE=$(store_at stored) \
	    sql 'SELECT tx_id FROM head')" | sed '1,/^$/d' | cmp - preview
}

@test "lessons and tasks made on the way are shown too, under their names" {
	run -0 --separate-stderr jr-mark add -n -v --date 2026-09-09 --class 7А \
	    --subject Алгебра --number 1 --student G4-0001 --mark 5 --type К
	[[ "$output" == *"добавлено: урок: нагрузка 7А Алгебра 2026/27; дата 2026-09-09; номер 1"* ]]
	[[ "$output" == *"добавлено: отметка: работа К 2026-09-09 №1 7А Алгебра; ученик G4-0001"* ]]
	[ "${stderr_lines[-1]}" = "$(counts jr-mark 1 0 0 0)" ]
}

@test "set, remove, take, revert and a roster are previewed alike" {
	run -0 --separate-stderr jr-mark remove -n -v --date 2026-09-07 --class 7А \
	    --subject Алгебра --student G4-0001
	[[ "${lines[0]}" == "удалено: отметка: "*"G4-0001"*"значение 5"* ]]
	[ "${stderr_lines[-1]}" = "$(counts jr-mark 0 0 1 0)" ]
	run -0 --separate-stderr jr-attend take -n -v --date 2026-09-07 --class 7А \
	    --subject Алгебра --number 2
	[ "${#lines[@]}" -eq 1 ]
	run -0 --separate-stderr jr-student set -n -v --number G4-0001 --surname Ёжикова
	[ "$output" = "изменено: ученик: G4-0001 Ёжикова Мария Ильинична; фамилия Ёлкина → Ёжикова" ]
	run -0 --separate-stderr jr-log revert -n -v "$(sql 'SELECT tx_id FROM head')"
	[ "${#lines[@]}" -eq 4 ]
	printf 'number,surname,given_name,class\nG4-0030,Новиков,Лев,7А\n' >roster/student.csv
	run -0 --separate-stderr jr-roster import -n -v roster
	[[ "$output" == "добавлено: ученик: "*"Новиков"* ]]
}

@test "the preview follows --output, and good rows are shown among rejected ones" {
	run -0 --separate-stderr jr-mark import -n -v -o preview marks.csv
	[ "$output" = "" ]
	[ "$(wc -l <preview)" -eq 2 ]
	echo '2026-09-07,7А,Алгебра,2,G4-0004,9,' >>marks.csv
	run -65 --separate-stderr jr-mark import -n -v marks.csv
	[ "$output" = "" ]
	run -1 --separate-stderr jr-mark import -n -v --keep-going --rejects - marks.csv
	[ "${#lines[@]}" -eq 2 ]
	[[ "$stderr" == *"значение 5 → 4"*"$(counts jr-mark 1 1 0 1 1)" ]]
}

@test "a preview of nothing shows nothing" {
	head -n 1 marks.csv >none.csv
	run -0 --separate-stderr jr-mark import -n -v none.csv
	[ "$output" = "" ]
	[ "${stderr_lines[-1]}" = "$(counts jr-mark 0 0 0 0)" ]
}
