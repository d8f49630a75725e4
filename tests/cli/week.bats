#!/usr/bin/env bats
# A week of a teacher and of those around her: two classes, five lessons each, in the
# sheets that she keeps.

load helper

setup()
{
	journal_setup
	school_at 2026-09-11T15:00:00
	mkdir roster
	cat >roster/staff.csv <<-END
		login,surname,given_name,patronymic,role
		petrova,Петрова,Анна,Андреевна,teacher
		smirnov,Смирнов,Борис,Ильич,teacher
		orlova,Орлова,Вера,Олеговна,deputy
	END
	printf '%s\n' class,grade,homeroom 5А,5,smirnov 5Б,5,petrova >roster/class.csv
	cat >roster/student.csv <<-END
		number,surname,given_name,patronymic,class
		G4-0001,Алёшина,Мария,Ильинична,5А
		G4-0002,Иванова,Анна,Андреевна,5А
		G4-0003,Иванова,Анна,Сергеевна,5А
		G4-0004,Щербаков,Пётр,Олегович,5А
		G4-0011,Белов,Иван,Иванович,5Б
		G4-0012,Юдина,Ольга,Павловна,5Б
	END
	printf '%s\n' class,subject,teacher,hours_per_week 5А,Математика,petrova,5 \
	    5Б,Математика,petrova,5 >roster/course.csv
	{
		echo class,subject,weekday,number
		printf '5А,Математика,%d,1\n' 1 2 3 4 5
		printf '5Б,Математика,%d,2\n' 1 2 3 4 5
	} >roster/timetable.csv
	jr-roster import roster
	sheet_of_5a | sed 's/;б;/;н;/; s/$/\r/' | iconv -f UTF-8 -t CP1251 >5a.csv
	sheet_of_5b
	export JR_ACTOR=petrova
}

# As Excel saves it in a Russian locale, with all that stands around the marks.
sheet_of_5a()
{
	cat <<-END
		МАОУ «Гимназия № 4»;;;;;;;;;;
		Журнал 5 «А» класса, 2026/2027 учебный год;;;;;;;;;;
		;;;;;;;;;;
		№ п/п;Фамилия, инициалы;Сентябрь;;;;;Ср. балл;I четв.;;
		;;7;8;9;10;11;;;;
		1;Алешина М. И.;5;н;н;4;4/5;4,5;5;;
		2;Иванова А. А.;;4;;О 3;5;4,0;4;;
		3;Иванова А. С.;4;;о15;;3;3,5;4;;
		4;Щербаков П.;;5;5;;б;5,0;5;;
		;;;;;;;;;;
		;Тема урока;Дроби;Доли;Сравнение дробей;Задачи;Контрольная работа № 1;;;;
		;Тип;;;;;К;;;;
		;Д/з;§ 1, № 5;№ 12;;§ 2;без задания;;;;
		Тетради сдать 14.09;;;;;;;;;;
	END
}

# A workbook: merged months, numbers, days as Excel keeps them.
sheet_of_5b()
{
	PYTHONPATH=$BATS_TEST_DIRNAME python3 -B - <<-'END'
		from xlsx import *
		book("5b.xlsx", sheet("Сентябрь", rows(["Журнал 5Б"],
		    ["№", "Ученик", "Сентябрь", None, None, None, None, "Средний"],
		    [None, None, 7, 8, 9, 10, 11],
		    [None, "Тема", "Дроби", "Доли", "Задачи", "Задачи", "Задачи"],
		    [1, "Белов", 5, "н", 4, None, 5, 4.67], [2, "Юдина О. П.", None, 3, "4/5", 5]),
		    after='<mergeCells count="2"><mergeCell ref="A1:H1"/><mergeCell ref="C2:G2"/>'
		    '</mergeCells>'))
	END
}

of_5a()
{
	jr-mark import --grid --class 5А --subject Математика "$@"
}

marks()
{
	jr-mark list "$@" -f tsv | tail -n +2 | cut -f1,6-8 | tr '\t' ' '
}

absences()
{
	jr-attend list "$@" -f tsv | tail -n +2 | cut -f1,6-8 | tr '\t' ' ' | sed 's/ *$//'
}

# All rows but the history, and what the next transaction would be told by.
state()
{
	dump_store | grep -vE '^(tx|change|head)\|'
}

@test "a week of two classes goes in with two sheets, and a third command finds nothing left" {
	# Why somebody was absent is not hers to say.
	run -77 --separate-stderr of_5a - < <(sheet_of_5a)
	[ "${stderr_lines[1]}" = "jr-mark: -:9:7: Петрова may not give the reasons of absences here; the homeroom teacher does, a teacher enters н and о" ]
	run -0 --separate-stderr of_5a 5a.csv
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: 5a.csv:14:1: 'Тетради сдать 14.09' is no student of this course; the row has no entries and is passed over" ]
	run -0 --separate-stderr jr-mark import --grid --class 5Б --subject Математика 5b.xlsx
	[ "$stderr" = "" ]
	run -0 --separate-stderr jr-lesson list --unfilled --from 2026-09-07
	[ "${#lines[@]}" -eq 1 ]
	[ "$(marks --class 5А)" = "2026-09-07 G4-0001 5 О
2026-09-07 G4-0003 4 О
2026-09-08 G4-0002 4 О
2026-09-08 G4-0004 5 О
2026-09-09 G4-0004 5 О
2026-09-10 G4-0001 4 О
2026-09-10 G4-0002 3 О
2026-09-11 G4-0001 4 К
2026-09-11 G4-0001 5 К
2026-09-11 G4-0002 5 К
2026-09-11 G4-0003 3 К" ]
	[ "$(absences --class 5А)" = "2026-09-07  taken
2026-09-08 G4-0001 absent
2026-09-09 G4-0001 absent
2026-09-09 G4-0003 late 15
2026-09-10 G4-0002 late
2026-09-11 G4-0004 absent" ]
	[ "$(jr-mark list --class 5Б | tail -n +2 | wc -l)" -eq 7 ]
	[ "$(jr-lesson list --class 5А | cut -d, -f1,6,8 | tail -n +2)" = "2026-09-07,Дроби,\"§ 1
2026-09-08,Доли,№ 12
2026-09-09,Сравнение дробей,
2026-09-10,Задачи,§ 2
2026-09-11,Контрольная работа № 1,без задания" ]
	[ "$(sql "SELECT count(*) FROM tx WHERE command = 'jr-mark import'")" -eq 2 ]
}

@test "a wrong sheet is taken back with one command, and the history tells both" {
	of_5a 5a.csv
	state >before
	# Another topic, marks that are not hers, a dash where there is a mark.
	sheet_of_5a | sed 's/;5;н;н;4;/;2;н;о5;2;/; s/;б;/;н;/; s/;О 3;/;-;/; s/Доли/Проценты/' >wrong.csv
	run -0 --separate-stderr jr-mark import --grid --class 5А --subject Математика -n wrong.csv
	[ "${stderr_lines[-1]}" = "jr-mark: added 0, changed 4, removed 2, unchanged 15, rejected 0" ]
	of_5a wrong.csv
	! state | cmp -s - before
	wrong=$(sql 'SELECT tx_id FROM head')
	run -0 --separate-stderr jr-log revert "$wrong"
	[ "$output$stderr" = "" ]
	state | cmp - before
	run -0 env JR_ACTOR=orlova jr-log list
	[[ "${lines[-2]}" == "$wrong,"*",petrova,jr-mark import,"* ]]
	[[ "${lines[-1]}" == "$((wrong + 1)),"*",petrova,jr-log revert,"* ]]
	export JR_ACTOR=orlova
	jr-log show "$wrong" | grep -q '^изменено: .*G4-0001.*; значение 5 → 2$'
	jr-log show "$((wrong + 1))" | grep -q '^изменено: .*G4-0001.*; значение 2 → 5$'
	jr-log verify
}

@test "the sheet that comes out of the week goes back in unchanged, in every form" {
	of_5a 5a.csv
	dump_store >before
	for form in "-f csv" --excel "-f csv --headers ru" "-f xlsx"; do
		# shellcheck disable=SC2086 # several words
		jr-mark list --grid --class 5А --subject Математика $form >out
		run -0 --separate-stderr of_5a out
		[ "$stderr" = "jr-mark: nothing changed" ]
	done
	dump_store | cmp - before
	[ "$(jr-mark list --grid --class 5А --subject Математика -f text | wc -L)" -le 80 ]
}

@test "the homeroom teacher sees who was absent and gives the reason; others do not" {
	of_5a 5a.csv
	run -77 --separate-stderr jr-attend today --class 5А
	[ "$stderr" = "jr-attend: Петрова may not read attendance" ]
	export JR_ACTOR=smirnov
	run -0 jr-attend today --class 5А
	[ "$output" = "date,class,student,name,lessons,code,pending
2026-09-11,5А,G4-0004,Щербаков Пётр,1 Математика,absent,1" ]
	run -77 --separate-stderr jr-mark set --class 5А --subject Математика --date 2026-09-08 \
	    --student G4-0002 --mark 5
	jr-attend reason --student G4-0001 --from 2026-09-08 --to 2026-09-09 --code б \
	    --basis certificate --document 17
	[ "$(absences --student G4-0001)" = "2026-09-08 G4-0001 ill
2026-09-09 G4-0001 ill" ]
	# The teacher's sheet still says н, and takes no reason away.
	JR_ACTOR=petrova run -0 --separate-stderr of_5a 5a.csv
	[ "${stderr_lines[-1]}" = "jr-mark: nothing changed" ]
}
