#!/usr/bin/env bats
# Marks: what is stored, what is refused, and with which words.

load helper

setup()
{
	journal_setup
	small_school
}

# One row of 7А, Алгебра, 2026-09-07 after the header given.
one()
{
	printf '%s\n' "$@" | jr-mark import -
}

HEAD=date,class,subject,student,mark

@test "marks go in, and the list of them goes back in unchanged" {
	run -0 --separate-stderr jr-mark import -v - <<-END
		date,class,group,subject,number,student,mark,type,task
		2026-09-07,7А,,Алгебра,,G4-0001,5,,
		2026-09-08,7А,,Английский язык,,G4-0001,4,К,
		2026-09-09,7А,,Алгебра,2,G4-0004,3,С,
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: -: UTF-8, ','
jr-mark: added 3, changed 0, removed 0, unchanged 0, rejected 0" ]
	run -0 --separate-stderr jr-mark list
	[ "$output" = "date,class,group,subject,number,student,mark,type,task,weight,comment,made_up
2026-09-07,7А,,Алгебра,2,G4-0001,5,О,,,,
2026-09-08,7А,Английский 1,Английский язык,1,G4-0001,4,К,,,,
2026-09-09,7А,,Алгебра,2,G4-0004,3,С,,,," ]
	jr-mark list >list.csv
	run -0 --separate-stderr jr-mark import list.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	[ "$(sql "SELECT count(*) FROM tx WHERE command = 'jr-mark import'")" = 1 ]
}

@test "one bad row stores nothing and says where" {
	run -65 --separate-stderr jr-mark import - <<-END
		student,class,date,subject,mark
		G4-0001,7А,2026-09-07,Алгебра,5
		G4-0002,7А,2026-09-07,Алгебра,7
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: -:3:5: mark '7' is not on the scale" ]
	[ "$(jr-mark list | wc -l)" -eq 1 ]	# the header alone
}

@test "all errors of a file are shown, each in its own words" {
	run -65 --separate-stderr jr-mark import - <<-END
		date,class,group,subject,number,student,mark,type
		2026-09-07,7Б,,Алгебра,,G4-0001,5,
		2026-09-07,7А,,Физика,,G4-0001,5,
		2026-09-07,7А,,Алгебра,,G4-0999,5,
		2026-09-07,7А,,Алгебра,,G4-0010,5,
		2026-09-06,7А,,Алгебра,,G4-0001,5,
		2026-09-09,7А,,Алгебра,,G4-0001,5,
		2026-09-14,7А,,Алгебра,,G4-0001,5,
		2019-09-09,7А,,Алгебра,,G4-0001,5,
		2026-09-07,7А,,Алгебра,,G4-0001,5-,
		2026-09-07,7А,,Алгебра,,G4-0001,4+,
		2026-09-07,7А,,Алгебра,,G4-0001,#N/A,
		2026-09-07,7А,,Алгебра,,G4-0001,,
		2026-09-07,7А,,Алгебра,,G4-0001,н/а,
		2026-09-07,7А,,Алгебра,,G4-0001,5,Ю
		46272,7А,,Алгебра,,G4-0001,5,
		2026-09-07,7А,,Разговоры о важном,,G4-0001,5,
		2026-09-07,1А,,Математика,,G4-0010,5,
		2026-09-08,7А,Английский 2,Английский язык,,G4-0001,5,
	END
	[ "$output" = "" ]
	[ "${stderr_lines[0]}" = "jr-mark: -:2:2: there is no class '7Б' in 2026/27" ]
	[ "${stderr_lines[1]}" = "jr-mark: -:3:4: there is no subject 'Физика'" ]
	[ "${stderr_lines[2]}" = "jr-mark: -:4:6: there is no student 'G4-0999' in the class on 2026-09-07" ]
	[ "${stderr_lines[3]}" = "jr-mark: -:5:6: 'G4-0010' was not in the class on 2026-09-07" ]
	[[ ${stderr_lines[4]} == "jr-mark: -:6:"*"2026-09-06"* ]]
	[[ ${stderr_lines[5]} == "jr-mark: -:7:5: "*"1, 2"* ]]
	[ "${stderr_lines[6]}" = "jr-mark: -:8:1: 2026-09-14 lies in the future; marks and registers may not" ]
	[ "${stderr_lines[7]}" = "jr-mark: -:9:1: 2019-09-09 lies in no school year of the store" ]
	[ "${stderr_lines[8]}" = "jr-mark: -:10:7: mark '5-': the scale has no plus or minus; give a whole mark" ]
	[ "${stderr_lines[9]}" = "jr-mark: -:11:7: mark '4+': the scale has no plus or minus; give a whole mark" ]
	[ "${stderr_lines[10]}" = "jr-mark: -:12:7: '#N/A' is an error of the spreadsheet, not a mark" ]
	[ "${stderr_lines[11]}" = "jr-mark: -:13:7: the mark is empty; to delete one, use jr-mark remove" ]
	[ "${stderr_lines[12]}" = "jr-mark: -:14:7: 'н/а' is a term mark; it cannot be given in a lesson" ]
	[ "${stderr_lines[13]}" = "jr-mark: -:15:8: there is no type of work 'Ю'" ]
	[ "${stderr_lines[14]}" = "jr-mark: -:16:1: '46272' is a date as Excel counts it (2026-09-07, or 2030-09-08 on an old Macintosh); format the column as a date and save again" ]
	[ "${stderr_lines[15]}" = "jr-mark: -:17:7: no marks are set in an extracurricular course" ]
	[ "${stderr_lines[16]}" = "jr-mark: -:18:7: no marks are set in grade 1 on 2026-09-07" ]
	[ "${stderr_lines[17]}" = "jr-mark: -:19:6: 'G4-0001' was not in the group on 2026-09-08" ]
	[ "${#stderr_lines[@]}" = 18 ]
	[ "$(jr-mark list | wc -l)" -eq 1 ]
}

@test "students are found by name, with ё or е, any spaces and a Latin A in 7A" {
	one "$HEAD" "2026-09-07,7A,алгебра,Елкина  Мария,5" \
	    $'2026-09-07,7A,Алгебра,Петров-Водкин\u00a0Артем,4'
	[ "$(jr-mark list -f tsv | cut -f6,7 | tail -n 2)" = $'G4-0001\t5\nG4-0004\t4' ]
}

@test "with a student's number the class may be missing" {
	one "student,date,subject,mark" "G4-0001,2026-09-07,Алгебра,5" \
	    "G4-0003,2026-09-08,Английский язык,4"
	[ "$(jr-mark list -f tsv | tail -n +2 | cut -f2,3,6,7)" = $'7А\t\tG4-0001\t5
7А\tАнглийский 2\tG4-0003\t4' ]
	run -65 --separate-stderr one "student,date,subject,mark" "Ёлкина Мария,2026-09-07,Алгебра,5"
	[ "$stderr" = "jr-mark: -:2:1: 'Ёлкина Мария' is not the number of a student, and no class is given in which to look for the name" ]
}

@test "namesakes are refused with their numbers, and told apart by the patronymic" {
	run -65 --separate-stderr one "$HEAD" "2026-09-07,7А,Алгебра,Иванов Пётр,5"
	[ "$stderr" = "jr-mark: -:2:4: 'Иванов Пётр' fits several students: G4-0003, G4-0002; give the number" ]
	one "$HEAD" "2026-09-07,7А,Алгебра,Иванов Пётр Олегович,5"
	[ "$(jr-mark list -f tsv | tail -n 1 | cut -f6)" = G4-0003 ]
}

@test "whole numbers as a spreadsheet writes them are marks" {
	one "$HEAD" '2026-09-07,7А,Алгебра,G4-0001,5.0' '07.09.2026,7А,Алгебра,G4-0002,"4"' \
	    '7.9.26,7А,Алгебра,G4-0003," 3 "'
	[ "$(jr-mark list -f tsv | tail -n +2 | cut -f1,7 | sort -u)" = $'2026-09-07\t3\n2026-09-07\t4\n2026-09-07\t5' ]
}

@test "another mark for the same task in one file is an error at the second" {
	run -65 --separate-stderr one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,5" \
	    "2026-09-07,7А,Алгебра,G4-0001,4"
	[ "$stderr" = "jr-mark: -:3:5: the file gives this student '5' for the same task already; two marks need two tasks" ]
	one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,5" "2026-09-07,7А,Алгебра,G4-0001,5"
	[ "$(jr-mark list | wc -l)" -eq 2 ]
}

@test "a dictation with two marks is two tasks" {
	one "date,class,subject,student,mark,type,task" \
	    "2026-09-07,7А,Алгебра,G4-0001,4,К,вычисления" \
	    "2026-09-07,7А,Алгебра,G4-0001,5,К,задача" 2>err || true
	[[ $(cat err) == "jr-mark: -:2:7: the lesson has no task 'вычисления'"* ]]
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Дроби \
	    --tasks 'К: вычисления | К: задача'
	one "date,class,subject,student,mark,type,task" \
	    "2026-09-07,7А,Алгебра,G4-0001,4,К,вычисления" \
	    "2026-09-07,7А,Алгебра,G4-0001,5,К,задача"
	run -65 --separate-stderr one "date,class,subject,student,mark,type" \
	    "2026-09-07,7А,Алгебра,G4-0002,4,К"
	[ "$stderr" = "jr-mark: -:2: the lesson has several such tasks; say which: 1 (К вычисления), 2 (К задача)" ]
	jr-mark list >list.csv
	run -0 --separate-stderr jr-mark import list.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "a correction within the window is free, later it needs a reason" {
	one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,4"
	JR_NOW=2026-09-17T23:00:00 one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,5"
	JR_NOW=2026-09-18T08:00:00 run -65 --separate-stderr one "$HEAD" \
	    "2026-09-07,7А,Алгебра,G4-0001,3"
	[ "$stderr" = "jr-mark: -:2: the 7 days for corrections have passed; the deputy corrects with --reason" ]
	export JR_NOW=2026-09-18T08:00:00
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --student G4-0001 --mark 3 \
	    --reason 'ошибка при вводе'
	[ "$(jr-mark list -f tsv | tail -n 1 | cut -f7)" = 3 ]
	[ "$(sql 'SELECT reason FROM tx ORDER BY id DESC LIMIT 1')" = 'ошибка при вводе' ]
}

@test "a late first entry is stored, and so is one made up" {
	jr-attend add --date 2026-09-07 --class 7А --subject Алгебра --student G4-0001 --code н
	run -65 --separate-stderr one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,4"
	[ "$stderr" = "jr-mark: -:2:5: the student was absent from this lesson; if the work was made up later, say --made-up; if he was there, take the absence back with +" ]
	JR_NOW=2026-10-01T12:00:00 jr-mark add --made-up --date 2026-09-07 --class 7А \
	    --subject Алгебра --student G4-0001 --mark 4
	[ "$(sql 'SELECT value, made_up FROM mark')" = "4|1" ]
}

@test "homework and projects may be marked for one who was absent" {
	jr-attend add --date 2026-09-07 --class 7А --subject Алгебра --student G4-0001 --code н
	one "date,class,subject,student,mark,type" "2026-09-07,7А,Алгебра,G4-0001,4,Д"
	[ "$(jr-mark list | wc -l)" -eq 2 ]
}

@test "add refuses a mark that is there, set changes it, remove deletes it" {
	mark=(--date 2026-09-07 --class 7А --subject Алгебра --student G4-0001)
	jr-mark add "${mark[@]}" --mark 5
	run -65 --separate-stderr jr-mark add "${mark[@]}" --mark 5
	[ "$stderr" = "jr-mark: it is there already; change it with 'set'" ]
	jr-mark set "${mark[@]}" --mark 4
	[ "$(jr-mark list -f tsv | tail -n 1 | cut -f7)" = 4 ]
	jr-mark remove "${mark[@]}"
	[ "$(jr-mark list | wc -l)" -eq 1 ]
	run -65 --separate-stderr jr-mark remove "${mark[@]}"
	[ "$stderr" = "jr-mark: there is no such mark" ]
	run -64 --separate-stderr jr-mark add --date 2026-09-07 --mark 5
	[ "$stderr" = "jr-mark: --subject is missing" ]
}

@test "a dry run shows what would be done and stores nothing" {
	run -0 --separate-stderr one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,5"
	printf '%s\n' "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,4" "2026-09-07,7А,Алгебра,G4-0002,4" >two.csv
	run -0 --separate-stderr jr-mark import -n two.csv
	[ "$stderr" = "jr-mark: added 1, changed 1, removed 0, unchanged 0, rejected 0" ]
	[ "$(jr-mark list -f tsv | tail -n 1 | cut -f6,7)" = $'G4-0001\t5' ]
	[ "$(jr-mark list | wc -l)" -eq 2 ]
}

@test "--keep-going stores the good rows and writes the bad ones back with the reason" {
	printf '%s\n' "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,4" "2026-09-07,7А,Алгебра,G4-0002,9" >two.csv
	run -1 --separate-stderr jr-mark import --keep-going --rejects bad.csv two.csv
	[ "$stderr" = "jr-mark: two.csv:3:5: mark '9' is not on the scale" ]
	[ "$(cat bad.csv)" = "$HEAD,reason
2026-09-07,7А,Алгебра,G4-0002,9,mark '9' is not on the scale" ]
	[ "$(jr-mark list | wc -l)" -eq 2 ]
	sed -i 's/,9,/,3,/' bad.csv
	run -0 --separate-stderr jr-mark import bad.csv
	[ "$stderr" = "jr-mark: bad.csv: the column 'reason' is not known and is passed over" ]
	[ "$(jr-mark list | wc -l)" -eq 3 ]
}

@test "a closed term is refused with the way to re-open it" {
	one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,5"
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Q1' AND c.name = '7А'"
	run -65 --separate-stderr one "$HEAD" "2026-09-07,7А,Алгебра,G4-0002,5"
	[ "$stderr" = "jr-mark: -:2: Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen" ]
}

@test "a mark for a timetabled lesson makes the lesson, one outside the timetable does not" {
	one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,5"
	[ "$(sql 'SELECT count(*) FROM lesson')" = 1 ]
	run -65 --separate-stderr one "date,class,subject,number,student,mark" "2026-09-07,7А,Алгебра,5,G4-0001,5"
	[[ $stderr == "jr-mark: -:2:4: "* ]]
	[ "$(sql 'SELECT count(*) FROM lesson')" = 1 ]
}

@test "lists are narrowed by class, subject, student, day and span" {
	one "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,5" "2026-09-07,7А,Алгебра,G4-0002,4" \
	    "2026-09-10,7А,Алгебра,G4-0002,3"
	[ "$(jr-mark list --student G4-0002 | wc -l)" -eq 3 ]
	[ "$(jr-mark list --date 07.09.2026 | wc -l)" -eq 3 ]
	[ "$(jr-mark list --from 2026-09-08 --to 2026-09-30 | wc -l)" -eq 2 ]
	[ "$(jr-mark list --class 1А | wc -l)" -eq 1 ]
	[ "$(jr-mark list --class 7А --subject Алгебра --student 'Ёлкина Мария' | wc -l)" -eq 2 ]
}

@test "Russian headings in, and out with --headers ru; --excel for a Russian Excel" {
	one "Дата,Класс,Предмет,Ученик,Отметка,Тип" \
	    "07.09.2026,7А,Алгебра,Яковлева Ольга,5,Контрольная работа"
	run -0 --separate-stderr one "Дата,Класс,Предмет,Ученик,Оценка,Тип" \
	    "07.09.2026,7А,Алгебра,Яковлева Ольга,5,К"
	[ "$stderr" = "jr-mark: nothing changed" ]
	run -0 --separate-stderr jr-mark list --headers ru
	[ "${lines[0]}" = "Дата,Класс,Группа,Предмет,Номер,Ученик,Отметка,Тип,Работа,Вес,Комментарий,Сдано позже" ]
	run -0 --separate-stderr bash -c 'jr-mark list --excel | head -c 3 | od -An -tx1'
	[ "$output" = " ef bb bf" ]
	jr-mark list --excel --headers ru >excel.csv
	run -0 --separate-stderr jr-mark import excel.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
}
