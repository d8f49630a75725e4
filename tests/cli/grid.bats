#!/usr/bin/env bats
# A teacher's sheet of a course: in, and out again.

load helper

setup()
{
	journal_setup
	small_school
}

# A sheet of 7А, Алгебра from standard input.  Its lessons: 2026-09-03 1;
# 2026-09-07 2; 2026-09-09 1 and 2; 2026-09-10 1, which is today.
grid()
{
	jr-mark import --grid --class 7А --subject Алгебра "$@" -
}

# Marks and absences as "day/lesson student what".
marks()
{
	jr-mark list -f tsv | tail -n +2 | cut -f1,5-8 | tr '\t' ' '
}

absences()
{
	jr-attend list -f tsv | tail -n +2 | cut -f1,5-8 | tr '\t' ' ' | sed 's/ *$//'
}

@test "a sheet as it is kept goes in as register, marks, topics, works and homework" {
	run -0 --separate-stderr grid -v <<-END
		Журнал 7А по алгебре;;;;;;;
		№;Ученик;Сентябрь;;;;Ср. балл;1 четверть
		;;7;9;9;10;;
		;;пн;ср;ср;чт;;
		;Тема;Дроби;Степени;;Корни;;
		;Тип;;К;;;;
		;Д/з;№ 5;;§ 3;;;
		1;Ёлкина М.;5;4;3 5;н;4,25;4
		2;Иванов П. С.;н;;4;;;
		3;G4-0003;о15;О 4;;б;;
		4;Петров-Водкин А.;5,0;5;;осв;;
		5;Яковлева Ольга;;;;;;
		;Средний балл;5;4,3;4;;;
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: -: UTF-8, ';'
jr-mark: G4-0004 has no exemption on 2026-09-10; give its document with jr-attend exempt
jr-mark: added 19, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(marks)" = "2026-09-07 2 G4-0001 5 О
2026-09-07 2 G4-0004 5 О
2026-09-09 1 G4-0001 4 К
2026-09-09 1 G4-0003 4 К
2026-09-09 1 G4-0004 5 К
2026-09-09 2 G4-0001 3 О
2026-09-09 2 G4-0001 5 О
2026-09-09 2 G4-0002 4 О" ]
	[ "$(absences)" = "2026-09-07 2 G4-0003 late 15
2026-09-07 2 G4-0002 absent
2026-09-09 1 G4-0003 late
2026-09-09 2  taken
2026-09-10 1 G4-0001 absent
2026-09-10 1 G4-0003 ill
2026-09-10 1 G4-0004 exempt" ]
	run -0 jr-lesson list
	[ "$output" = "date,class,group,subject,number,topic,tasks,homework,homework_due,minutes,links
2026-09-07,7А,,Алгебра,2,Дроби,О,№ 5,,,
2026-09-09,7А,,Алгебра,1,Степени,К,,,,
2026-09-09,7А,,Алгебра,2,,О | О,§ 3,,,
2026-09-10,7А,,Алгебра,1,Корни,,,,," ]
	[ "$(sql "SELECT count(*) FROM tx WHERE command = 'jr-mark import'")" = 1 ]
}

@test "the same sheet again changes nothing" {
	printf '%s\n' ';07.09;09.09;09.09' 'Урок;2;1;2' 'Тема;Дроби;;' 'Тип;;К;' 'Ёлкина;5;н;4/5' \
	    'G4-0002;о15;;н' >sheet.csv
	grid <sheet.csv
	run -0 --separate-stderr grid -v <sheet.csv
	[ "$stderr" = "jr-mark: -: UTF-8, ';'
jr-mark: nothing changed
jr-mark: added 0, changed 0, removed 0, unchanged 7, rejected 0" ]
}

@test "a workbook is a sheet too, its months merged, its numbers as Excel keeps them" {
	PYTHONPATH=$BATS_TEST_DIRNAME python3 -B - <<-'END'
		from xlsx import *
		book("sheet.xlsx", sheet("Алгебра", rows(["Журнал 7А"], ["№", "Ученик", "Сентябрь", None],
		    [None, None, 7, 9], [None, "Урок", None, 1], [1, "Ёлкина М.", 5, 4.5],
		    [2, "Яковлева", "н", "О 4"]),
		    after='<mergeCells count="3"><mergeCell ref="A1:D1"/><mergeCell ref="C2:D2"/>'
		    '<mergeCell ref="B2:B3"/></mergeCells>'))
		book("dates.xlsx", sheet("Лист1", rows(["Ученик", '<c r="B1" s="1"><v>46272</v></c>'],
		    ["Ёлкина", 5], ["Яковлева", '<c r="B3" s="1"><v>46146</v></c>'])), formats=[14])
	END
	jr-mark import --grid --class 7А --subject Алгебра sheet.xlsx
	[ "$(marks)" = "2026-09-07 2 G4-0001 5 О
2026-09-09 1 G4-0001 4 О
2026-09-09 1 G4-0001 5 О
2026-09-09 1 G4-0005 4 О" ]
	[ "$(absences)" = "2026-09-07 2 G4-0005 absent
2026-09-09 1 G4-0005 late" ]
	run -65 --separate-stderr jr-mark import --grid --class 7А --subject Алгебра dates.xlsx
	[ "$stderr" = "jr-mark: dates.xlsx:3:2: '2026-05-04' is a date: the spreadsheet has made it of something like 4/5; format the cells as text and write the marks again" ]
}

@test "all errors of a sheet are said at their cells, and nothing is stored" {
	run -65 --separate-stderr grid <<-END
		Ученик;06.09;07.09;08.09;10.09
		Ёлкина;5;7;;5-
		Иванов П.;;5;;
		Петрова;;5;;
		Яковлева;;04.май;;Н 2
		G4-0004;;0;4;болел
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: -:3:1: 'Иванов П.' fits several students: G4-0003 (Иванов Пётр Олегович), G4-0002 (Иванов Пётр Сергеевич); give the number
jr-mark: -:4:1: there is no student 'Петрова' in this course
jr-mark: -:1:2: 7А has no Алгебра on 2026-09-06 (no school: a weekend)
jr-mark: -:2:3: mark '7' is not on the scale
jr-mark: -:5:3: '04.май' is a date: the spreadsheet has made it of something like 4/5; format the cells as text and write the marks again
jr-mark: -:6:3: 0 is no mark; if it stands for work that is owed, say --owed-zero
jr-mark: -:1:4: 7А has no Алгебра on 2026-09-08 (not in the timetable of that day)
jr-mark: -:2:5: mark '5-': the scale has no plus or minus; give a whole mark
jr-mark: -:5:5: absent and marked '2' in one lesson; if the work was made up later, say --made-up
jr-mark: -:6:5: 'болел' is neither a mark of the scale nor a word of attendance, like н, б, п, о15, осв" ]
	[ "$(sql 'SELECT count(*) FROM lesson')" = 0 ]
	store_sound
}

@test "of very many errors the first hundred are shown" {
	{ echo 'Ученик;07.09'; seq -f 'Чужой %g;5' 250; } >sheet.csv
	run -65 --separate-stderr grid <sheet.csv
	[ "${#stderr_lines[@]}" = 101 ]
	[ "${stderr_lines[99]}" = "jr-mark: -:101:1: there is no student 'Чужой 100' in this course" ]
	[ "${stderr_lines[100]}" = "jr-mark: more than 100 errors; the rest are not shown" ]
}

@test "a column that is not known is passed over, and a row without a student is not" {
	run -0 --separate-stderr grid <<<$'Ученик;07.09;Звёзды\nЁлкина;5;3'
	[ "$stderr" = "jr-mark: -:1:3: the column 'Звёзды' has no date and is passed over" ]
	run -65 --separate-stderr grid <<<$'Ученик;07.09;;09.09\nЁлкина;5;4;\n;5'
	[ "$stderr" = "jr-mark: -:2:3: there is something here, but no date above; is it left over from merged cells?
jr-mark: -:3:2: there is something here, but no student in the row; is it left over from merged cells?" ]
}

@test "a note below the table and a row of somebody who has left are passed over" {
	run -0 --separate-stderr grid <<-END
		№;Ученик;07.09;ср. балл
		1;Ёлкина;5;5
		2;Выбывшая Анна;;4
		;;;
		;Примечание: тетради собраны 07.09;;
		Тетради собраны 07.09;;;
	END
	[ "$stderr" = "jr-mark: -:3:2: 'Выбывшая Анна' is no student of this course; the row has no entries and is passed over
jr-mark: -:6:1: 'Тетради собраны 07.09' is no student of this course; the row has no entries and is passed over" ]
	[ "$(marks)" = "2026-09-07 2 G4-0001 5 О" ]
	run -65 --separate-stderr grid <<<$'Ученик;07.09\nЁлкина;5\nВыбывшая;н'
	[ "$stderr" = "jr-mark: -:3:1: there is no student 'Выбывшая' in this course" ]
}

@test "a mean is not taken for a date where the days have no month" {
	run -65 --separate-stderr grid <<-END
		№;Ученик;3;7;ср. балл
		1;Ёлкина;5;4;4,5
		2;Яковлева;5;5;5,0
	END
	[ "$stderr" = "jr-mark: -: there is no row of dates; above the marks there must be days, like 05.11, or months with the numbers of days under them" ]
	# Columns that are numbered are none of days.
	grid <<<$'№;Ученик;1;2\n;;03.09;07.09\n1;Ёлкина;5;4'
	[ "$(marks)" = "2026-09-03 1 G4-0001 5 О
2026-09-07 2 G4-0001 4 О" ]
}

@test "marks below the days are not taken for days, however many there are" {
	grid <<-END
		№;Ученик;Сентябрь;;Ср. балл;I;II;Год
		;Урок;1;2;;;;
		;;3;7;;;;
		1;Ёлкина;3;5;4;4;5;5
		2;Яковлева;4;5;5;5;5;5
	END
	[ "$(marks)" = "2026-09-03 1 G4-0001 3 О
2026-09-03 1 G4-0005 4 О
2026-09-07 2 G4-0001 5 О
2026-09-07 2 G4-0005 5 О" ]
}

@test "the month of the whole sheet may be its title" {
	grid <<-END
		Сентябрь 2026;;;
		Ученик;3;7;ср. балл
		Ёлкина;4;5;4,5
	END
	[ "$(marks)" = "2026-09-03 1 G4-0001 4 О
2026-09-07 2 G4-0001 5 О" ]
}

@test "a heading that says more than the date is refused with the place for it" {
	run -65 --separate-stderr grid <<<$'Ученик;03.09;07.09 к/р\nЁлкина;4;5'
	[ "$stderr" = "jr-mark: -:1:3: '07.09 к/р': above a column stands its date alone; name the work in the row Тип or Сделано" ]
}

@test "a sheet of another class is refused name by name" {
	run -65 --separate-stderr jr-mark import --grid --class 1А --subject Математика - <<-END
		Ученик;07.09
		Ёлкина М.;5
		Иванов;4
	END
	[ "$stderr" = "jr-mark: -:2:1: there is no student 'Ёлкина М.' in this course
jr-mark: -:3:1: there is no student 'Иванов' in this course" ]
}

@test "a number and a name must be of one student, who stands once" {
	run -65 --separate-stderr grid <<-END
		Номер;Ученик;07.09
		G4-0001;Ёлкина М. И.;5
		G4-0002;Иванов Пётр;4
		G4-0003;Яковлева;4
		;Ёлкина;4
	END
	[ "$stderr" = "jr-mark: -:4:2: the number G4-0003 is that of Иванов Пётр Олегович, not of 'Яковлева'
jr-mark: -:5:2: Ёлкина Мария Ильинична stands in line 2 already" ]
}

@test "two lessons of a day need two columns, or the row of their numbers" {
	run -65 --separate-stderr grid <<<$'Ученик;09.09\nЁлкина;5'
	[ "$stderr" = "jr-mark: -:1:2: 7А has Алгебра several times on 2026-09-09; say which lesson: 1, 2" ]
	run -65 --separate-stderr grid <<<$'Ученик;09.09;09.09;09.09\nЁлкина;5;4;3'
	[ "${stderr_lines[0]}" = "jr-mark: -:1:2: 2026-09-09 has 3 columns, and the lessons 1, 2; a row Урок says which is which" ]
	run -65 --separate-stderr grid <<<$'Ученик;09.09;09.09\nУрок;2;2\nЁлкина;5;4'
	[ "$stderr" = "jr-mark: -:1:3: lesson 2 of 2026-09-09 has column 2 already" ]
	grid <<<$'Ученик;09.09\nУрок;2\nЁлкина;5'
	[ "$(marks)" = "2026-09-09 2 G4-0001 5 О" ]
}

@test "an empty cell changes nothing, and a dash deletes what the cell has" {
	grid <<<$'Ученик;07.09;10.09\nТема;Дроби;Корни\nД/з;№ 5;№ 6\nЁлкина;4/5;н\nЯковлева;5;б'
	grid <<<$'Ученик;07.09;10.09\nТема;;\nД/з;-;\nЁлкина;-;-\nЯковлева;;'
	[ "$(marks)" = "2026-09-07 2 G4-0005 5 О" ]
	[ "$(absences)" = "2026-09-07 2  taken
2026-09-10 1 G4-0005 ill" ]
	[ "$(jr-lesson list -f tsv | tail -n +2 | cut -f6,8)" = "$(printf 'Дроби\t\nКорни\t№ 6')" ]
	run -0 --separate-stderr grid <<<$'Ученик;07.09;10.09\nЁлкина;-;-'
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "a second sheet corrects marks and adds reasons, and н keeps a reason" {
	grid <<<$'Ученик;07.09;10.09\nЁлкина;4;н\nЯковлева;5;б'
	run -0 --separate-stderr grid -v <<<$'Ученик;07.09;10.09\nЁлкина;5;п\nЯковлева;5;н'
	[ "${stderr_lines[1]}" = "jr-mark: added 0, changed 2, removed 0, unchanged 2, rejected 0" ]
	[ "$(absences)" = "2026-09-07 2  taken
2026-09-10 1 G4-0001 excused
2026-09-10 1 G4-0005 ill" ]
}

@test "several works of a lesson have their marks in order, and a place for none" {
	grid <<<$'Ученик;07.09\nСделано;Н: Диктант | Ч*200: Сочинение\nЁлкина;4/5\nG4-0002;_/3\nЯковлева;4/_'
	[ "$(jr-mark list -f tsv | tail -n +2 | cut -f6-9)" = "$(printf '%s\n' \
	    'G4-0001	4	Н	Диктант' 'G4-0001	5	Ч	Сочинение' \
	    'G4-0002	3	Ч	Сочинение' 'G4-0005	4	Н	Диктант')" ]
	run -65 --separate-stderr grid <<<$'Ученик;07.09\nG4-0003;4\nG4-0004;5 4 3'
	[ "$stderr" = "jr-mark: -:2:2: the lesson has several works: 1 (Н), 2 (Ч); write a mark for each, with _ for one that has none, like 5/_
jr-mark: -:3:2: there are 3 marks for these works: 1 (Н), 2 (Ч); name the others in the row Сделано" ]
	grid <<<$'Ученик;07.09\nТип;Ч\nG4-0003;4'
	[ "$(marks | grep G4-0003)" = "2026-09-07 2 G4-0003 4 Ч" ]
	grid <<<$'Ученик;07.09\nЁлкина;-/4'
	[ "$(marks | grep G4-0001)" = "2026-09-07 2 G4-0001 4 Ч" ]
}

@test "what was done is a work with its type, or a title of the type given" {
	grid <<<$'Ученик;03.09;07.09;10.09\nТип;;С;\nСделано;К*200: Входная;Дроби | проценты;§ 1'
	[ "$(jr-lesson list -f tsv | tail -n +2 | cut -f7)" = 'К*200: Входная
С: Дроби \\| проценты
О: § 1' ] || { jr-lesson list -f tsv; false; }
	run -65 --separate-stderr grid <<<$'Ученик;07.09\nТип;Ъ\nЁлкина;5'
	[ "$stderr" = "jr-mark: -:2:2: there is no type of work 'Ъ'" ]
}

@test "the type of a column is that of its marks; a work without marks is kept too" {
	grid <<<$'Ученик;03.09;07.09;10.09\nТип;К;контрольная работа;О\nЁлкина;5;;'
	[ "$(jr-lesson list -f tsv | tail -n +2 | cut -f1,7)" = "$(printf '2026-09-03\tК\n2026-09-07\tК')" ]
}

@test "a topic or an entry takes the register, unless the sheet has a row for it" {
	grid <<<$'Ученик;03.09;07.09;10.09\nТема;Дроби;;\nД/з;;;§ 1\nЁлкина;;5;'
	[ "$(absences | cut -d' ' -f1)" = "2026-09-03
2026-09-07" ]
	small=$(absences)
	grid <<<$'Ученик;09.09;09.09;10.09\nПосещаемость;;+;\nУрок;1;2;1\nТема;a;b;c\nЁлкина;;;5'
	[ "$(absences)" = "$small
2026-09-09 2  taken
2026-09-10 1  taken" ]
	run -65 --separate-stderr grid <<<$'Ученик;07.09\nПосещаемость;да\nЁлкина;5'
	[ "$stderr" = "jr-mark: -:2:2: 'да': the register is + where it was taken, else nothing" ]
}

@test "the school may keep topics and marks from taking the register" {
	sed -i 's/register_by_grid: yes/register_by_grid: no/' "$JR_CONF"
	jr-init --upgrade
	grid <<<$'Ученик;03.09;07.09\nТема;Дроби;Дроби\nЁлкина;;5'
	[ "$(absences)" = "2026-09-07 2  taken" ]	# by a mark that is new
}

@test "lessons to come are passed over, and marks in them refused" {
	run -0 --separate-stderr grid <<<$'Ученик;10.09;14.09;16.09\nТема;Дроби;Корни;\nЁлкина;5;;'
	[ "$stderr" = "jr-mark: 1 lesson is still to come and was passed over" ]
	[ "$(jr-lesson list | tail -n +2 | wc -l)" = 1 ]
	run -65 --separate-stderr grid <<<$'Ученик;10.09;14.09\nЁлкина;5;4'
	[ "$stderr" = "jr-mark: -:2:3: 2026-09-14 lies in the future; marks and registers may not" ]
}

@test "an absence that was none is taken back with the mark" {
	grid <<<$';07.09\nЁлкина;н'
	run -65 --separate-stderr grid <<<$';07.09\nЁлкина;4'
	[ "$stderr" = "jr-mark: -:2:2: the student was absent from this lesson; if the work was made up later, say --made-up; if he was there, take the absence back with +" ]
	grid <<<$';07.09\nЁлкина;+ 4'
	[ "$(marks)" = "2026-09-07 2 G4-0001 4 О" ]
	[ "$(absences)" = "2026-09-07 2  taken" ]
}

@test "a mark beside an absence is stored when it was made up" {
	run -0 --separate-stderr grid --made-up <<<$'Ученик;07.09\nЁлкина;н 4\nЯковлева;5'
	[ "$(sql 'SELECT value, made_up FROM mark ORDER BY value')" = '4|1
5|\N' ]
	run -0 --separate-stderr grid <<<$'Ученик;07.09\nЁлкина;н 4\nЯковлева;5'
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "means of the sheet are compared with the journal's where that is asked" {
	cat >sheet.csv <<-END
		Ученик;07.09;10.09;Средний балл
		Тип;К;О;
		Ёлкина;5;4;4,6
		Яковлева;5;4;4,5
		G4-0002;;;5
		G4-0003;5;3;4.2
		G4-0004;5;3;4,199999
	END
	run -1 --separate-stderr grid --check-means <sheet.csv
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: -:4:4: the sheet has the mean 4,5, the journal 4.60 (weighted by the type of work)
jr-mark: -:5:4: the sheet has the mean 5, the journal no marks" ]
	[ "$(marks | wc -l)" = 8 ]
}

@test "a group's sheet names the group, and only its students" {
	run -65 --separate-stderr jr-mark import --grid --class 7А --subject 'Английский язык' - \
	    <<<$'Ученик;08.09\nЁлкина;5'
	[ "$stderr" = "jr-mark: Английский язык in 7А is taught in groups; say which: Английский 1, Английский 2" ]
	run -65 --separate-stderr jr-mark import --grid --class 7А --group 'Английский 1' \
	    --subject 'Английский язык' - <<<$'Ученик;08.09\nПетров-Водкин;5'
	[ "$stderr" = "jr-mark: -:2:1: there is no student 'Петров-Водкин' in this course" ]
	jr-mark import --grid --class 7А --group 'Английский 1' --subject 'Английский язык' - \
	    <<<$'Ученик;08.09\nИванов;5'
	[ "$(marks)" = "2026-09-08 1 G4-0002 5 О" ]
}

@test "a sheet that Excel saved in a Russian locale goes in" {
	printf 'Алгебра 7А;;\r\n№;Фамилия, имя;07.09\r\n1;Ёлкина М.;5\r\n' | iconv -t CP1251 >sheet.csv
	run -0 --separate-stderr jr-mark import --grid -v --class 7a --subject алгебра sheet.csv
	[ "${stderr_lines[0]}" = "jr-mark: sheet.csv: CP1251, ';'" ]
	[ "$(marks)" = "2026-09-07 2 G4-0001 5 О" ]
}

@test "what is no sheet is refused in words, and a sheet needs its course" {
	run -65 --separate-stderr grid <<<$'date,student\n2026-09-07x,5'
	[ "$stderr" = "jr-mark: -: there is no row of dates; above the marks there must be days, like 05.11, or months with the numbers of days under them" ]
	run -64 --separate-stderr jr-mark import --grid --class 7А - <<<x
	[ "$stderr" = "jr-mark: --subject is missing" ]
	run -64 --separate-stderr grid --keep-going <<<x
	[ "$stderr" = "jr-mark: a sheet is stored as a whole or not at all; --keep-going is for rows" ]
	run -65 --separate-stderr grid <<<$'Ученик;31.09\nЁлкина;5'
	[ "$stderr" = "jr-mark: -:1:2: '31.09' is not a date in 2026/27; --year says which school year the sheet is of" ]
}

@test "a dry run tells the counts and stores nothing" {
	run -0 --separate-stderr grid --dry-run <<<$'Ученик;07.09\nЁлкина;5'
	[ "$stderr" = "jr-mark: added 2, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(sql 'SELECT count(*) FROM mark')" = 0 ]
}

# --- Out ------------------------------------------------------------------------------

# What a sheet can hold, in 7А, Алгебра.
full_sheet()
{
	grid --made-up <<-END
		Ученик;03.09;07.09;09.09;09.09;10.09
		Тема;Дроби;Степени;;"Корни; 1/2";=1+1
		Сделано;К*200: Входная > 2026-09-10;О | О;Н | Ч: Сочинение;;
		Д/з;№ 5;-;"первое
		второе";без задания;
		Ёлкина;5;4/5;4/5;н;н 4
		G4-0002;4;_/3;_/3;о15;о 5
		G4-0003;н;4/_;4/_;осв 5;дист
		Яковлева;;;;б;
	END
}

@test "a list is the sheet with all that it holds" {
	full_sheet
	run -0 --separate-stderr jr-mark list --grid --class 7А --subject Алгебра
	[ "$output" = "number,student,2026-09-03,2026-09-07,2026-09-09,2026-09-09,2026-09-10
,lesson,1,2,1,2,1
,register,+,+,+,+,+
,topic,Дроби,Степени,,Корни; 1/2,=1+1
,tasks,К*200: Входная > 2026-09-10,О | О,Н | Ч: Сочинение,О,О
,homework,№ 5,,\"первое
второе\",без задания,
G4-0001,Ёлкина Мария Ильинична,5,4/5,4/5,н,н 4
G4-0003,Иванов Пётр Олегович,н,4/_,4/_,осв 5,дист
G4-0002,Иванов Пётр Сергеевич,4,_/3,_/3,о15,о 5
G4-0004,Петров-Водкин Артём,,,,,
G4-0005,Яковлева Ольга Павловна,,,,б," ]
	[ "$stderr" = "" ]
}

@test "a list in any form goes back in unchanged" {
	full_sheet
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --number 2 --homework -
	jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --number 2 --topic Впереди
	dump_store >before
	for how in "" "--headers ru" "--headers ru --lang ru" --excel "--excel --headers ru"; do
		# shellcheck disable=SC2086 # several words
		jr-mark list --grid --class 7А --subject Алгебра -f csv $how >out.csv
		run -0 --separate-stderr jr-mark import --grid --class 7А --subject Алгебра out.csv
		[ "$stderr" = "jr-mark: 1 lesson is still to come and was passed over
jr-mark: nothing changed" ]
	done
	jr-mark list --grid --class 7А --subject Алгебра -f xlsx -o out.xlsx
	[ "$(jr-sheet out.xlsx | sed -n 's/,.*//; 1p')" = Номер ]	# as it is read, in Russian
	run -0 --separate-stderr jr-mark import --grid --class 7А --subject Алгебра out.xlsx
	[ "${stderr_lines[1]}" = "jr-mark: nothing changed" ]
	dump_store | cmp - before
}

@test "a sheet of a closed term goes back in unchanged, and nothing else of it does" {
	full_sheet
	jr-mark list --grid --class 7А --subject Алгебра >out.csv
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
		WHERE t.code = 'Q1' AND c.name = '7А'"
	run -0 --separate-stderr grid <out.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	run -65 --separate-stderr grid <<<$'Ученик;03.09\nТема;Корни'
	[ "$stderr" = "jr-mark: -:1:2: Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen" ]
	run -65 --separate-stderr grid <<<$'Ученик;03.09\nЁлкина;4\nG4-0003;-\nЯковлева;н'
	[ "$(cut -d' ' -f2-6 <<<"$stderr")" = "-:2:2: Q1 is closed for
-:3:2: Q1 is closed for
-:4:2: Q1 is closed for" ]
}

@test "after its window a mark is changed only with a reason, and an added one goes in" {
	full_sheet
	export JR_NOW=2026-11-09T12:00:00
	run -65 --separate-stderr grid <<<$'Ученик;03.09\nЁлкина;4\nЯковлева;4'
	[ "$stderr" = "jr-mark: -:2:2: the 7 days for corrections have passed; the deputy corrects with --reason" ]
	grid <<<$'Ученик;03.09\nЯковлева;4'
	grid --reason 'описка' <<<$'Ученик;03.09\nЁлкина;4'
	[ "$(marks | grep 09-03 | grep -v G4-0002)" = "2026-09-03 1 G4-0001 4 К
2026-09-03 1 G4-0005 4 К" ]
}

@test "a word that is printed and not read is listed as its code" {
	sed -i 's/ill: { printed: б,/ill: { printed: бол,/; s/late: { printed: о,/late: { printed: опозд,/' \
	    "$JR_CONF"
	jr-init --upgrade
	grid <<<$'Ученик;07.09\nЁлкина;б\nЯковлева;о15 5\nG4-0002;нп'
	run -0 jr-mark list --grid --class 7А --subject Алгебра
	[ "$(grep -c ',ill$' <<<"$output")" = 1 ]
	[ "$(grep -c ',late15 5$' <<<"$output")" = 1 ]
	[ "$(grep -c ',н$' <<<"$output")" = 1 ]		# unexcused
	run -0 --separate-stderr grid <<<"$output"
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "a list can be narrowed to days, and is as short on a terminal" {
	full_sheet
	run -0 jr-mark list --grid --class 7А --subject Алгебра --from 09.09.2026 --headers ru
	[ "${lines[0]}" = "Номер,Ученик,09.09.2026,09.09.2026,10.09.2026" ]
	[ "${lines[1]}" = ",Урок,1,2,1" ]
	run -0 jr-mark list --grid --class 7А --subject Алгебра --to 2026-09-03 -f text
	[ "${lines[0]%%03.09*}" != "${lines[0]}" ]
	run -64 --separate-stderr jr-mark list --grid --class 7А --subject Алгебра --student Ёлкина
	[ "$stderr" = "jr-mark: the sheet cannot be narrowed by --student" ]
	run -64 --separate-stderr jr-mark list --grid --class 7А
	[ "$stderr" = "jr-mark: --subject is missing" ]
	run -0 --separate-stderr jr-mark list --grid --class 7А --subject Алгебра --from 2027-01-01
	[ "$stderr" = "jr-mark: the course has no lessons on these days" ]
}

# --- For lessons to come ----------------------------------------------------------------

plan()
{
	jr-plan import - <<-END
		class,subject,no,section,topic,hours,task_type,homework
		7А,Алгебра,1,Числа,Дроби,1,,№ 1
		7А,Алгебра,2,Числа,Проценты,2,,№ 2
		7А,Алгебра,3,Числа,Контрольная работа № 1,1,К,
		7А,Алгебра,4,Числа,Степени,3,,§ 4
		7А,Алгебра,5,Числа,Корни,1,,
	END
}

sheet()
{
	jr-lesson sheet --class 7А --subject Алгебра "$@"
}

@test "a sheet for coming lessons has the names, the dates and what the plan says" {
	plan
	grid <<<$'Ученик;03.09;07.09\nТема;Дроби;Проценты\nЁлкина;5;4'
	run -0 --separate-stderr sheet --from 2026-09-07 --to 2026-09-17
	[ "$stderr" = "" ]
	[ "$output" = "number,student,2026-09-07,2026-09-09,2026-09-09,2026-09-10,2026-09-14,2026-09-16,2026-09-16,2026-09-17
,lesson,2,1,2,1,2,1,2,1
,register,+,,,,,,,
,topic,Проценты,Проценты,Контрольная работа № 1,Степени,Степени,Степени,Корни,
,tasks,О,,К,,,,,
,homework,,№ 2,,§ 4,§ 4,§ 4,,
G4-0001,Ёлкина Мария Ильинична,4,,,,,,,
G4-0003,Иванов Пётр Олегович,,,,,,,,
G4-0002,Иванов Пётр Сергеевич,,,,,,,,
G4-0004,Петров-Водкин Артём,,,,,,,,
G4-0005,Яковлева Ольга Павловна,,,,,,,," ]
	[ "$(sql 'SELECT count(*) FROM lesson')" = 2 ]
}

@test "lessons before the sheet that have no topic yet go by the plan too" {
	plan
	run -0 sheet --from 2026-09-07 --to 2026-09-09	# after three lessons
	[ "${lines[3]}" = ",topic,Контрольная работа № 1,Степени,Степени" ]
	jr-lesson set --date 2026-09-03 --class 7А --subject Алгебра --number 1 --topic степени
	run -0 sheet --from 2026-09-07 --to 2026-09-14
	[ "${lines[3]}" = ",topic,Степени,Степени,Корни,," ]
}

@test "a sheet without a plan has no topics, and a cancelled lesson takes none" {
	run -0 sheet --from 2026-09-14 --to 2026-09-17
	[ "${lines[3]}" = ",topic,,,," ]
	plan
	jr-lesson generate --from 2026-09-03 --to 2026-09-03 --class 7А
	sql "INSERT INTO substitution (lesson_id, kind, tx_id)
		SELECT id, 'cancelled', 1 FROM lesson WHERE date = '2026-09-03'"
	run -0 sheet --from 2026-09-03 --to 2026-09-07
	[ "${lines[3]}" = ",topic,,Проценты" ]
}

@test "a sheet that comes back unchanged stores what the plan says of lessons held, and no register" {
	plan
	sheet --from 2026-09-07 --to 2026-09-14 --excel --headers ru -o sheet.csv
	run -0 --separate-stderr grid <sheet.csv
	[ "$stderr" = "jr-mark: 1 lesson is still to come and was passed over" ]
	[ "$(jr-lesson list -f tsv | tail -n +2 | cut -f1,5-8 | tr '\t' ' ')" = "2026-09-07 2 Контрольная работа № 1 К 
2026-09-09 1 Степени  § 4
2026-09-09 2 Степени  § 4
2026-09-10 1 Степени  § 4" ]
	[ "$(absences)" = "" ]
	sed 's/^;Посещаемость;;/;Посещаемость;+;/' sheet.csv | grid
	[ "$(absences)" = "2026-09-07 2  taken" ]
}

@test "a sheet needs its course and its days" {
	run -64 --separate-stderr sheet --from 2026-09-14
	[ "$stderr" = "jr-lesson: --to is missing" ]
	run -65 --separate-stderr sheet --from 2026-09-17 --to 2026-09-14
	[ "$stderr" = "jr-lesson: 2026-09-17 lies after 2026-09-14" ]
	[ "$output" = "" ]
	run -65 --separate-stderr jr-lesson sheet --class 7А --subject Физика --from 2026-09-14 --to 2026-09-17
	[ "$stderr" = "jr-lesson: there is no subject 'Физика'" ]
}

@test "a text of any length can stand in the rows of works" {
	local long='повторяли действия с обыкновенными дробями и решали задачи на проценты из раздела '

	for text in "$long" "и $long"; do
		printf '%s\n' ';07.09' "Сделано;$text" 'Ёлкина;5' >sheet.csv
		run -0 grid <sheet.csv
		[ "$(jr-lesson list -f tsv | tail -n +2 | cut -f7)" = "О: ${text% }" ]
		printf '%s\n' ';10.09' "Тип;$text" 'Ёлкина;5' >sheet.csv
		run -65 --separate-stderr grid <sheet.csv
		[ "$stderr" = "jr-mark: -:2:2: there is no type of work '${text% }'" ]
	done
}

# --- Owed work ----------------------------------------------------------------------

@test "owed work goes in as 0 or in words, out as a word, and ends with the mark or a dash" {
	run grid --owed-zero <<-END
		Ученик,07.09,09.09
		Урок,2,1
		Сделано,,К
		G4-0001,долг,0
		G4-0002,,н 0
		G4-0003,5,
	END
	echo "$output"
	[ "$status" = 0 ]
	jr-mark list --owed -f csv | tee owed
	[ "$(cut -d, -f1,6 owed | tail -n +2 | xargs)" = "2026-09-07,G4-0001 2026-09-09,G4-0001 2026-09-09,G4-0002" ]
	jr-mark list --grid --class 7А --subject Алгебра -f csv | tee out.csv
	grep -q '^G4-0001,.*,долг,долг$' out.csv
	grep -q '^G4-0002,.*,,н долг$' out.csv
	run -0 --separate-stderr grid <out.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	run -0 grid --made-up <<-END
		Ученик,07.09,09.09
		Урок,2,1
		G4-0001,-,4
		G4-0002,,3
	END
	[ "$(jr-mark list --owed | wc -l)" = 1 ]
	[ "$(marks | grep -c '2026-09-09')" = 2 ]
}
