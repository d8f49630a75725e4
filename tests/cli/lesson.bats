# jr-lesson: generating, topics, tasks, homework, lists.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		1А,1,
		7А,7,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
	END
	jr-group import - <<-END
		class,group,student
		7А,Англ 1,G4-1
		7А,Англ 2,G4-2
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week,from
		1А,,Русский язык,petrov,2,
		7А,,Алгебра,ivanova,3,
		7А,,Музыка,petrov,0.5,
		7А,,Химия,petrov,1,2026-11-02
		7А,Англ 1,Английский язык,petrov,1,
		7А,Англ 2,Английский язык,ivanova,1,
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number,week
		1А,,Русский язык,3,1,
		7А,,Алгебра,1,2,
		7А,,Алгебра,3,1,
		7А,,Алгебра,3,2,
		7А,,Музыка,2,6,1
		7А,,Химия,5,1,
		7А,Англ 1,Английский язык,4,3,
		7А,Англ 2,Английский язык,4,3,
	END
}

@test "generate makes the timetable's lessons on school days, and only those missing" {
	run --separate-stderr jr-lesson generate -v --class 7А --from 2026-09-01 --to 2026-09-08
	[ "$stderr" = "jr-lesson: added 6, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(jr-lesson list)" = "date,class,group,subject,number,topic,tasks,homework,homework_due,minutes,links
2026-09-01,7А,,Музыка,6,,,,,,
2026-09-02,7А,,Алгебра,1,,,,,,
2026-09-02,7А,,Алгебра,2,,,,,,
2026-09-03,7А,Англ 1,Английский язык,3,,,,,,
2026-09-03,7А,Англ 2,Английский язык,3,,,,,,
2026-09-07,7А,,Алгебра,2,,,,,," ]
	run --separate-stderr jr-lesson generate --class 7А --from 2026-09-01 --to 2026-09-08
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-lesson: nothing changed" ]
}

@test "generate knows terms, holidays, the two-week cycle and when a course begins" {
	jr-lesson generate --term Q2
	[ "$(jr-lesson list | sed -n '2p;$p' | cut -d, -f1 | tr '\n' ' ')" = "2026-11-02 2026-12-30 " ]
	[ "$(jr-lesson list --date 2026-11-04 | wc -l)" -eq 1 ]
	jr-lesson generate
	[ "$(jr-lesson list --subject Химия | sed -n 2p | cut -d, -f1)" = "2026-11-06" ]
	[ "$(jr-lesson list --subject Музыка --to 2026-10-13 | cut -d, -f1 | tail -n +2 | tr '\n' ' ')" = "2026-09-01 2026-09-15 2026-09-29 2026-10-13 " ]
	[ "$(jr-lesson list --class 1А --from 2026-10-19 --to 2026-11-11 | cut -d, -f1 | tail -n +2 | tr '\n' ' ')" = "2026-10-21 2026-11-11 " ]
}

@test "generate refuses a wrong span, class or term" {
	run -65 --separate-stderr jr-lesson generate --from 2026-10-01 --to 2026-09-01
	[ "$stderr" = "jr-lesson: the span ends (2026-09-01) before it begins (2026-10-01)" ]
	run -65 --separate-stderr jr-lesson generate --term Q7
	[ "$stderr" = "jr-lesson: there is no term 'Q7'" ]
	run -64 --separate-stderr jr-lesson generate --term Q1 --from 2026-09-01
	[ "$stderr" = "jr-lesson: give a term, or --from and --to" ]
	run -65 --separate-stderr jr-lesson generate --class 9Я
	[ "$stderr" = "jr-lesson: there is no class '9Я' in 2026/27" ]
	[ "$(jr-lesson list | wc -l)" -eq 1 ]
}

@test "a file of topics, tasks and homework goes in, comes out, and in again" {
	jr-lesson import - <<-END
		Дата;Класс;Предмет;Тема урока;Задания;Д/з;Минут
		07.09.2026;7А;Алгебра;Степень с натуральным показателем;О | K*150: Дроби > 21.09.2026;§ 3, № 12–15;20
		01.09.2026;7a;музыка;Песня;;без задания;
	END
	[ "$(jr-lesson list)" = "date,class,group,subject,number,topic,tasks,homework,homework_due,minutes,links
2026-09-01,7А,,Музыка,6,Песня,,без задания,,,
2026-09-07,7А,,Алгебра,2,Степень с натуральным показателем,О | К*150: Дроби > 2026-09-21,\"§ 3, № 12–15\",,20," ]
	run --separate-stderr jr-lesson import - < <(jr-lesson list)
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-lesson: nothing changed" ]
}

@test "a lesson that cannot be is refused, with the cause" {
	run -65 --separate-stderr jr-lesson import - <<-END
		date,class,group,subject,number,topic
		2026-11-04,7А,,Алгебра,,x
		2026-11-08,7А,,Алгебра,,x
		2026-10-28,7А,,Алгебра,,x
		2026-09-08,7А,,Алгебра,,x
		2026-09-04,7А,,Химия,1,x
		2026-09-02,7А,,Алгебра,,x
		2026-09-03,7А,,Английский язык,,x
		2026-09-03,7А,Англ 3,Английский язык,,x
		2028-09-04,7А,,Алгебра,,x
		46331,7А,,Алгебра,,x
		2026-09-07,7А,,Алгебра,0,x
		2026-09-07,,,Алгебра,2,x
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-lesson: -:2:5: 7А has no Алгебра on 2026-11-04 (no school: День народного единства)
jr-lesson: -:3:5: 7А has no Алгебра on 2026-11-08 (no school: a weekend)
jr-lesson: -:4:5: 7А has no Алгебра on 2026-10-28 (no school: Осенние каникулы)
jr-lesson: -:5:5: 7А has no Алгебра on 2026-09-08 (not in the timetable of that day)
jr-lesson: -:6:5: 7А has no Химия on 2026-09-04 (nobody teaches it then)
jr-lesson: -:7:5: 7А has Алгебра several times on 2026-09-02; say which lesson: 1, 2
jr-lesson: -:8:3: Английский язык in 7А is taught in groups; say which: Англ 1, Англ 2
jr-lesson: -:9:3: 7А has no course in Английский язык for the group 'Англ 3'
jr-lesson: -:10:1: 2028-09-04 lies in no school year of the store
jr-lesson: -:11:1: '46331' is a date as Excel counts it (2026-11-05, or 2030-11-06 on an old Macintosh); format the column as a date and save again
jr-lesson: -:12:5: '0' is not the number of a lesson (1 to 15)
jr-lesson: -:13:2: give the class, or the name of a cross-class group" ]
	[ "$(jr-lesson list | wc -l)" -eq 1 ]
}

@test "a lesson outside the timetable is stored with a warning" {
	run --separate-stderr jr-lesson set --date 2026-09-08 --class 7А --subject Алгебра --number 5 --topic Степень
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-lesson: 7А: lesson 5 on 2026-09-08, Алгебра, is not in the timetable; stored all the same" ]
	[ "$(jr-lesson list | tail -1)" = "2026-09-08,7А,,Алгебра,5,Степень,,,,," ]
}

@test "the same lesson twice in a file is an error when it says something else" {
	run -65 --separate-stderr jr-lesson import - <<-END
		date,class,subject,number,topic
		2026-09-07,7А,Алгебра,2,Степень
		2026-09-07,7А,Алгебра,,Степень
		2026-09-07,7А,Алгебра,,Корень
	END
	[ "$stderr" = "jr-lesson: -:4:1: the file has this lesson already, with other values" ]
	[ "$(jr-lesson list | wc -l)" -eq 1 ]
}

@test "set changes what is named and leaves the rest" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень --homework '§ 3' --tasks 'О | С: Входная'
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --minutes 25
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --homework-due 14.09.2026
	[ "$(jr-lesson list | tail -1)" = "2026-09-07,7А,,Алгебра,2,Степень,О | С: Входная,§ 3,2026-09-14,25," ]
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --homework '' --homework-due '' --minutes '' --tasks ''
	[ "$(jr-lesson list | tail -1)" = "2026-09-07,7А,,Алгебра,2,Степень,,,,," ]
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic ''
	[ "$(jr-lesson list | tail -1)" = "2026-09-07,7А,,Алгебра,2,,,,,," ]
}

@test "homework keeps its lines" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень --homework '§ 3
№ 12'
	[ "$(jr-lesson list | tail -2)" = '2026-09-07,7А,,Алгебра,2,Степень,,"§ 3
№ 12",,,' ]
	run --separate-stderr jr-lesson import - < <(jr-lesson list)
	[ "$stderr" = "jr-lesson: nothing changed" ]
}

@test "wrong tasks, days and minutes are refused" {
	run -65 --separate-stderr jr-lesson import - <<-END
		date,class,subject,number,topic,tasks,homework_due,minutes
		2026-09-07,7А,Алгебра,2,x,К*x,,
		2026-09-07,7А,Алгебра,2,x,Ы: Дроби,,
		2026-09-07,7А,Алгебра,2,x,К > завтра,,
		2026-09-07,7А,Алгебра,2,x,К > 2026-09-01,,
		2026-09-07,7А,Алгебра,2,x,,2026-09-01,
		2026-09-07,7А,Алгебра,2,x,,,долго
	END
	[ "$stderr" = "jr-lesson: -:2:6: 'x' is not a weight in hundredths (150 is one and a half)
jr-lesson: -:3:6: there is no type of work 'Ы'; the types are: О Д С К Л А П Р Н Ч И З Т В
jr-lesson: -:4:6: 'завтра' is not a date like 2026-11-05 or 05.11.2026
jr-lesson: -:5:6: the work is due on 2026-09-01, before the lesson itself
jr-lesson: -:6:7: the homework is due on 2026-09-01, before the lesson itself
jr-lesson: -:7:8: 'долго' is not a number of minutes (0 to 600)" ]
}

@test "a type is known by its letter, its Latin look-alike or its name" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --tasks 'o | K | контрольная работа: Дроби'
	[ "$(jr-lesson list | tail -1 | cut -d, -f7)" = "О | К | К: Дроби" ]
}

@test "a title may hold bars and arrows" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --tasks 'К: a \| b > c | О: x > 2026-09-08'
	[ "$(jr-lesson list | tail -1 | cut -d, -f7)" = 'К: a \| b \> c | О: x > 2026-09-08' ]
	run --separate-stderr jr-lesson import - < <(jr-lesson list)
	[ "$stderr" = "jr-lesson: nothing changed" ]
}

@test "a task with marks stays; one without goes when it is no longer named" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень --tasks 'О | К: Дроби'
	jr-mark import - <<-END
		date,class,subject,student,mark,type
		2026-09-07,7А,Алгебра,G4-1,5,К
	END
	run -65 --separate-stderr jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --tasks 'О'
	[ "$stderr" = "jr-lesson: the lesson's task 'К: Дроби' has marks; name it too, or remove its marks first" ]
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --tasks 'К*150: Обыкновенные дроби'
	[ "$(jr-lesson list | tail -1 | cut -d, -f7)" = "К*150: Обыкновенные дроби" ]
	[ "$(jr-mark list | wc -l)" -eq 2 ]
	run -65 --separate-stderr jr-lesson remove --date 2026-09-07 --class 7А --subject Алгебра
	[ "$stderr" = "jr-lesson: the lesson has marks, a register or a substitution; remove them first" ]
}

@test "a lesson without marks can be taken away" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень --tasks 'О | К: Дроби' --homework '§ 3'
	jr-lesson remove --date 2026-09-07 --class 7А --subject Алгебра
	[ "$(jr-lesson list | wc -l)" -eq 1 ]
	run -65 --separate-stderr jr-lesson remove --date 2026-09-07 --class 7А --subject Алгебра
	[ "$stderr" = "jr-lesson: 7А has no Алгебра on 2026-09-07" ]
}

@test "a first entry is never too late; a change after the window needs a reason" {
	JR_NOW=2026-09-07T12:00:00 jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень --homework '§ 3' --tasks 'К: Дроби'
	export JR_NOW=2026-09-14T12:00:00
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic 'Степень числа'
	export JR_NOW=2026-09-15T12:00:00
	run -77 --separate-stderr jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Корень
	[ "$stderr" = "jr-lesson: the 7 days for corrections have passed; the deputy corrects with --reason" ]
	run -77 --separate-stderr jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --homework '§ 4'
	run -77 --separate-stderr jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --tasks ''
	run -77 --separate-stderr jr-lesson remove --date 2026-09-07 --class 7А --subject Алгебра
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --minutes 20
	jr-lesson set --date 2026-09-02 --class 7А --subject Алгебра --number 1 --topic Поздно
	jr-lesson set --date 2026-09-02 --class 7А --subject Алгебра --number 1 --topic 'Не поздно'
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Корень --reason 'ошибка в записи'
	[ "$(jr-lesson list | tail -1)" = "2026-09-07,7А,,Алгебра,2,Корень,К: Дроби,§ 3,,20," ]
}

@test "a planned topic may lie ahead" {
	jr-lesson set --date 2026-12-07 --class 7А --subject Алгебра --topic Одночлены
	[ "$(jr-lesson list | tail -1)" = "2026-12-07,7А,,Алгебра,2,Одночлены,,,,," ]
}

@test "the list narrows to a teacher, a term, a span, and what is not filled" {
	jr-lesson generate
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень
	[ "$(jr-lesson list --unfilled --subject Алгебра | cut -d, -f1,5 | tail -n +2 | tr '\n' ' ')" = "2026-09-02,1 2026-09-02,2 2026-09-09,1 2026-09-09,2 " ]
	[ "$(jr-lesson list --teacher ivanova --from 2026-09-03 --to 2026-09-07 | tail -n +2 | cut -d, -f1-5)" = "2026-09-03,7А,Англ 2,Английский язык,3
2026-09-07,7А,,Алгебра,2" ]
	[ "$(jr-lesson list --term Q1 --class 7А | tail -1 | cut -d, -f1)" = "2026-10-22" ]
	[ "$(jr-lesson list --class 7а --date 07.09.2026 | wc -l)" -eq 2 ]
	run -65 --separate-stderr jr-lesson list --teacher nobody
	[ "$output" = "" ] || [ "$(printf '%s' "$output" | wc -l)" -le 1 ]
	[ "$stderr" = "jr-lesson: nobody on the staff has the login 'nobody'" ]
}

@test "a closed term is frozen" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c WHERE t.code = 'Q1' AND c.name = '7А'"
	run -77 --separate-stderr jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Корень --reason x
	[ "$stderr" = "jr-lesson: Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen" ]
	run --separate-stderr jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень
	[ "$stderr" = "jr-lesson: nothing changed" ]
	jr-lesson set --date 2026-11-02 --class 7А --subject Алгебра --topic Корень
}

@test "a dry run says what it would do and stores nothing" {
	run --separate-stderr jr-lesson import -n - <<-END
		date,class,subject,topic
		2026-09-07,7А,Алгебра,Степень
	END
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-lesson: added 1, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(jr-lesson list | wc -l)" -eq 1 ]
}

@test "good rows are kept and bad ones come back with the reason" {
	run -1 --separate-stderr jr-lesson import --keep-going --rejects bad.csv - <<-END
		date,class,subject,topic
		2026-09-07,7А,Алгебра,Степень
		2026-09-08,7А,Алгебра,Корень
	END
	[ "$(jr-lesson list | wc -l)" -eq 2 ]
	[ "$(cat bad.csv)" = "date,class,subject,topic,reason
2026-09-08,7А,Алгебра,Корень,7А has no Алгебра on 2026-09-08 (not in the timetable of that day)" ]
}

@test "the history of lessons verifies" {
	jr-lesson generate
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Степень --tasks 'О | К: Дроби' --homework '§ 3'
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Корень --tasks 'К*150: Дроби' --homework ''
	jr-timetable import --replace-from 2026-11-02 - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,2
	END
	jr-log verify
}
