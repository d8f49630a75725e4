# jr-group and jr-course.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	jr-staff import - <<-END
		login,surname,given_name,role
		ivanova,Иванова,Анна,
		petrov,Петров,Пётр,
	END
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		8А,8,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		1,Ёлкин,Пётр,7А
		2,Иванова,Анна,8А
		3,Иванова,Анна,8А
	END
}

@test "a group is made by its first student, named or numbered" {
	jr-group import - <<-END
		class,group,student
		7A,Английский 1,елкин пётр
		8А,Английский 1,2
		,Шахматы,3
	END
	[ "$(jr-group list)" = "class,group,student,from,to
,Шахматы,3,2026-09-01,
7А,Английский 1,1,2026-09-01,
8А,Английский 1,2,2026-09-01," ]
	run --separate-stderr jr-group import - < <(jr-group list)
	[ "$stderr" = "jr-group: nothing changed" ]
}

@test "namesakes are listed with their numbers" {
	run -65 --separate-stderr jr-group add --class 8А --group Т --student 'Иванова Анна'
	[ "$stderr" = "jr-group: 'Иванова Анна' fits several students: 2, 3; give the number" ]
	[ "$(jr-group list | wc -l)" -eq 1 ]
}

@test "who is not in the class is not in its group" {
	run -65 --separate-stderr jr-group add --class 7А --group Т --student 2
	[ "$stderr" = "jr-group: '2' is not in 7А in that time" ]
	jr-student add --number 9 --surname А --given-name Б --class ''
	run -65 --separate-stderr jr-group add --group Т --student 9
	[ "$stderr" = "jr-group: '9' is in no class in that time" ]
	[ "$(sql 'SELECT count(*) FROM study_group')" -eq 0 ]
}

@test "a cross-class group's name is its own" {
	jr-group add --class 7А --group Т --student 1
	run -65 --separate-stderr jr-group add --group Т --student 2
	[ "$stderr" = "jr-group: the group 'Т' belongs to a class (7А): name the class, or give the cross-class group another name" ]
	jr-group add --group Хор --student 2
	run -65 --separate-stderr jr-group add --class 7А --group хор --student 1
	[ "$stderr" = "jr-group: there is a cross-class group 'хор' already; give the class's group another name" ]
}

@test "a student leaves a group and comes back" {
	jr-group add --class 7А --group Т --student 1
	jr-group remove --class 7А --group Т --student 1 2026-10-01
	jr-group add --class 7А --group Т --student 1 --from 2027-01-11
	[ "$(jr-group list | tail -n +2)" = "7А,Т,1,2026-09-01,2026-10-01
7А,Т,1,2027-01-11," ]
	run -65 --separate-stderr jr-group remove --class 7А --group Т --student 1
	[ "$stderr" = "jr-group: there are several; say which by its first day: 2026-09-01, 2027-01-11" ]
	run -65 --separate-stderr jr-group add --class 7А --group Т --student 1 --from 2027-02-01
	[ "$stderr" = "jr-group: '1' is in the group since 2027-01-11 already" ]
}

@test "a course makes its subject; hours have decimals, kinds Russian names" {
	jr-group add --group Хор --student 2
	run --separate-stderr jr-course import - <<-END
		Класс;Группа;Предмет;Учитель;Часов в неделю;Вид
		7А;;Алгебра;ivanova;3;
		7А;;Литература;ivanova;0,25;урок
		;Хор;Пение;petrov;1.50;внеурочная
	END
	[ "$status" -eq 0 ]
	[ "$(jr-course list)" = "class,group,subject,teacher,from,hours_per_week,to,kind,programme,textbook
,Хор,Пение,petrov,2026-09-01,1.5,,extracurricular,,
7А,,Алгебра,ivanova,2026-09-01,3,,lesson,,
7А,,Литература,ivanova,2026-09-01,0.25,,lesson,," ]
	[ "$(sql "SELECT grade FROM course JOIN study_group g ON g.id = group_id")" -eq 8 ]
	run --separate-stderr jr-course import - < <(jr-course list)
	[ "$stderr" = "jr-course: nothing changed" ]
}

@test "hours a week" {
	for hours in 0 -1 61 2.345 два '' 1-2 99999999999999999999 .5; do
		run -65 --separate-stderr jr-course add --class 7А --subject А --teacher ivanova --hours-per-week="$hours"
		[ "$output" = "" ]
	done
	[ "$stderr" = "jr-course: '.5' is not a number of hours a week like 2 or 0.5, over 0 and up to 60" ]
	[ "$(sql 'SELECT count(*) FROM subject')" -eq 0 ]
}

@test "other hours from a later day end the row before" {
	jr-course add --class 7А --subject Алгебра --teacher ivanova --hours-per-week 3
	jr-course add --class 7А --subject Алгебра --teacher ivanova --hours-per-week 4 --from 2027-01-11
	[ "$(jr-course list | tail -n +2)" = "7А,,Алгебра,ivanova,2026-09-01,3,2027-01-10,lesson,,
7А,,Алгебра,ivanova,2027-01-11,4,,lesson,," ]
	run -65 --separate-stderr jr-course add --class 7А --subject Алгебра --teacher ivanova --hours-per-week 5 --from 2026-12-01
	[ "$stderr" = "jr-course: 'ivanova' has the course since 2026-09-01 already" ]
}

@test "another teacher takes a course over" {
	jr-course add --class 7А --subject Алгебра --teacher ivanova --hours-per-week 3 --textbook Макарычев
	jr-course remove --class 7А --subject алгебра --teacher ivanova 2026-10-23
	jr-course add --class 7А --subject Алгебра --teacher petrov --hours-per-week 3 --from 2026-11-02
	[ "$(jr-course list | tail -n +2)" = "7А,,Алгебра,ivanova,2026-09-01,3,2026-10-23,lesson,,Макарычев
7А,,Алгебра,petrov,2026-11-02,3,,lesson,,Макарычев" ]
	[ "$(jr-course list --teacher petrov | wc -l)" -eq 2 ]
}

@test "a course needs a class or a cross-class group that is there" {
	run -65 --separate-stderr jr-course add --subject А --teacher ivanova --hours-per-week 1
	[ "$stderr" = "jr-course: give the class, or the name of a cross-class group" ]
	run -65 --separate-stderr jr-course add --group Т --subject А --teacher ivanova --hours-per-week 1
	[ "$stderr" = "jr-course: there is no cross-class group 'Т'" ]
	run -65 --separate-stderr jr-course add --class 7А --group Т --subject А --teacher ivanova --hours-per-week 1
	[ "$stderr" = "jr-course: the class has no group 'Т'" ]
	run -65 --separate-stderr jr-course add --class 7А --subject А --teacher ivanova --hours-per-week 1 --kind хобби
	[ "$stderr" = "jr-course: there is no kind of course 'хобби'; there are lesson, extracurricular and elective" ]
}
