# jr-diary: what a guardian reads.

load helper

setup()
{
	journal_setup
	english_school 2026-09-11T18:00:00
	jr-staff import - <<-END
		login,surname,given_name,patronymic,role
		ivanova,Иванова,Анна,Петровна,teacher
	END
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,ivanova
		7Б,7,
	END
	jr-student import - <<-END
		number,surname,given_name,patronymic,class
		G4-1,Белова,Вера,Олеговна,7А
		G4-2,Ёлкин,Пётр,,7А
		G4-3,Белова,Вера,,7Б
	END
	jr-group import - <<-END
		class,group,student
		7А,Англ 1,G4-1
		7А,Англ 2,G4-2
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
		7А,Англ 1,Английский язык,ivanova,2
		7А,Англ 2,Английский язык,ivanova,2
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number,room
		7А,,Алгебра,1,1,302
		7А,,Алгебра,3,1,302
		7А,Англ 1,Английский язык,1,2,спортзал
		7А,Англ 2,Английский язык,2,2,211
	END
}

lessons()
{
	jr-lesson import - <<-END
		date,class,group,subject,topic,tasks,homework,homework_due,minutes
		2026-09-07,7А,,Алгебра,Числовые выражения,О | К*150: Входная,§ 1,,
		2026-09-07,7А,Англ 1,Английский язык,Школа,,без задания,,
		2026-09-09,7А,,Алгебра,Сравнение,,проект,2026-09-11,30
	END
	jr-mark import - <<-END
		date,class,subject,student,mark,type,task,comment
		2026-09-07,7А,Алгебра,G4-1,5,О,,
		2026-09-07,7А,Алгебра,G4-1,4,К,Входная,Молодец
	END
	jr-attend import - <<-END
		date,class,subject,student,code,minutes
		2026-09-07,7А,Английский язык,G4-1,ill,
		2026-09-09,7А,Алгебра,G4-1,late,15
	END
}

@test "a week: lessons, what was done and set, marks with their work, attendance" {
	lessons
	run --separate-stderr jr-diary show --student G4-1
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$output" = "МАОУ «Гимназия № 4»
Diary: Белова Вера Олеговна, 7А                         09-07–2026-09-13
Homeroom teacher: Иванова Анна Петровна
========================================================================

Monday, 7 September
------------------------------------------------------------------------
 1. 08:00–08:45  Алгебра, room 302                                   5 4
    Topic: Числовые выражения
    5 – Ответ на уроке
    4 – Контрольная работа “Входная”, weight 1.5. Молодец
    Homework set for 09-09: § 1
 2. 08:55–09:40  Английский язык, спортзал
    Attendance: absent: illness
    Topic: Школа
    Homework set: без задания

Wednesday, 9 September
------------------------------------------------------------------------
 1. 08:00–08:45  Алгебра, room 302
    Attendance: late by 15 min
    Topic: Сравнение
    Homework for today: § 1
    Homework set for 09-11 (30 min): проект

Friday, 11 September
------------------------------------------------------------------------
Also due today:
    Алгебра: проект

Marks so far, and their weighted means: 1 четверть
------------------------------------------------------------------------
  Алгебра          5 4                                              4.40
  Английский язык  –

Attendance: 1 четверть
------------------------------------------------------------------------
  Lessons held 3, missed 1 (ill 1), times late 1." ]
}

@test "owed work comes before the marks, term marks stand beside their subject" {
	lessons
	sql "INSERT INTO task_state SELECT t.id, s.id, 'owed', '2026-09-18', 1
	    FROM task t, student s WHERE t.title = 'Входная' AND s.number = 'G4-2'"
	printf 'class,subject,term,student,mark\n7А,Алгебра,Q1,G4-2,4\n' | jr-term import -
	run --separate-stderr jr-diary show --student G4-2
	[[ "$output" == *"Owed work
------------------------------------------------------------------------
  Алгебра, 09-07: Контрольная работа “Входная”, hand in by 09-18

Marks so far"* ]]
	[[ "$output" == *"  Алгебра          –
                   1 четверть – 4
  Английский язык  –"* ]]
}

@test "each sees his own groups, and the timetable of days to come" {
	run --separate-stderr jr-diary show --student 'Ёлкин Пётр' --week 2026-W38
	[ "$status" -eq 0 ]
	[[ "$output" == *"Tuesday, 15 September"*" 2. 08:55–09:40  Английский язык, room 211"* ]]
	[[ "$output" != *"спортзал"* ]]
}

@test "last is the week before this one" {
	lessons
	JR_NOW=2026-09-14T08:00:00 run --separate-stderr jr-diary show --student G4-1 --week last
	[[ "$output" == *"Monday, 7 September"* ]]
}

@test "one day, and a span" {
	lessons
	run --separate-stderr jr-diary show --student G4-1 --date 2026-09-09
	[[ "$output" == *"Wednesday, 9 September"* ]]
	[[ "$output" != *"Monday"* ]]
	run --separate-stderr jr-diary show --student G4-1 --from 2026-09-08 --to 2026-09-10 -f csv
	[ "$output" = "date,number,begins,ends,subject,room,topic,due,homework,homework_due,marks,attendance,substitute
2026-09-09,1,08:00,08:45,Алгебра,302,Сравнение,§ 1,проект,2026-09-11,,late by 15 min," ]
}

@test "days without lessons are said" {
	run --separate-stderr jr-diary show --student G4-1 --date 2026-09-12
	[ "$status" -eq 0 ]
	[[ "$output" == *"There are no lessons on these days."* ]]
}

@test "no line is wider than 72 columns, however long the topic" {
	jr-lesson import - <<-END
		date,class,subject,topic,homework
		2026-09-07,7А,Алгебра,$(printf 'Числовые выражения и действия с ними. %.0s' 1 2 3 4 5 6),$(printf 'оченьдлинноеслово%.0s' 1 2 3 4 5 6)
	END
	run --separate-stderr jr-diary show --student G4-1
	[ "$status" -eq 0 ]
	[ "$(wc -L <<<"$output")" -eq 72 ]
	[[ "$output" == *"      действия"* ]]
}

@test "JSON and HTML hold the marks, the term and the attendance too" {
	lessons
	run --separate-stderr jr-diary show --student G4-1 -f json
	[ "${#lines[@]}" -eq 4 ]
	[[ "${lines[2]}" == *'["Алгебра","5 4",4.40,null]'* ]]
	run --separate-stderr jr-diary show --student G4-1 -f html
	[[ "$output" == *"<!DOCTYPE html>"*"</html>"* ]]
}

@test "who is meant must be clear" {
	run --separate-stderr jr-diary show
	[ "$status" -eq 64 ]
	[ "$stderr" = "jr-diary: say whose diary, with --student" ]
	run --separate-stderr jr-diary show --student 'Белова Вера'
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-diary: 'Белова Вера' fits several students: G4-3 (7Б), G4-1 (7А); give the number" ]
	run --separate-stderr jr-diary show --student 'Белова Вера' --class 7А
	[ "$status" -eq 0 ]
	run --separate-stderr jr-diary show --student G4-9
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-diary: there is no student with the number or name 'G4-9'" ]
	run --separate-stderr jr-diary show --student G4-1 --week 37
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-diary: '37' is not a week like 2026-W37, or 'last'" ]
	run --separate-stderr jr-diary show --student G4-1 --week last --date 2026-09-07
	[ "$status" -eq 65 ]
}

@test "who left keeps the diary of his time" {
	lessons
	jr-student set --number G4-1 --left-on 2026-09-08
	run --separate-stderr jr-diary show --student G4-1 --week 2026-W37
	[ "$status" -eq 0 ]
	[[ "$output" == *"Monday, 7 September"* ]]
	[[ "$output" != *"Wednesday, 9 September"* ]]
	run --separate-stderr jr-diary show --student G4-1 --week 2026-W38
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-diary: Белова Вера Олеговна was in no class from 2026-09-14 to 2026-09-20" ]
}
