# jr-timetable: a timetable in which somebody or something is in two places at once.

load helper

# A year with two shifts: grades 7 in the morning, grades 8 in the afternoon, whose
# first lesson rings as the sixth of the morning does.
two_shifts()
{
	python3 - "$ROOT/journal.conf" >shifts.conf <<-'END'
		import sys
		text = open(sys.argv[1]).read()
		at = text.index("    bells:\n") + len("    bells:\n")
		print(text[:at] + """      вторая смена:
		        grades: 8
		        lessons:
		          1: 12:50-13:35
		          2: 13:45-14:30
		""".replace("\t", "") + text[at:], end="")
	END
}

setup()
{
	journal_setup
	two_shifts
	school_at 2026-09-10T12:00:00 shifts.conf
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		7Б,7,
		8А,8,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Жуков,Иван,7Б
	END
	jr-group import - <<-END
		class,group,student
		7А,Англ 1,G4-1
		7А,Англ 2,G4-2
		7А,Хор,G4-2
		,Робототехника,G4-1
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
		7А,,Физика,petrov,2
		7А,Англ 1,Английский язык,petrov,1
		7А,Англ 2,Английский язык,ivanova,1
		7А,Хор,Музыка,ivanova,1
		7Б,,Алгебра,ivanova,3
		7Б,,Физика,petrov,3
		8А,,Алгебра,ivanova,3
		8А,,Физика,petrov,3
		,Робототехника,Информатика,petrov,1
	END
}

# A timetable on stdin: these columns, or the first of them.
put()
{
	(echo class,group,subject,weekday,number,room,from,to,week; cat) |
	    awk -F, -v OFS=, '{ $9 = $9; print }' | jr-timetable import "$@" -
}

@test "class, teacher and room are told apart, each at its line and column" {
	run -65 --separate-stderr put <<-END
		7А,,Алгебра,1,1,12
		7А,,Физика,1,1,31
		7Б,,Алгебра,1,1,14
		7Б,,Физика,2,1,12
		7А,,Алгебра,2,1,12
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-timetable: -:3:1: 7А has another lesson at that time: 7А, Алгебра, lesson 1 (line 2)
jr-timetable: -:4:5: the teacher ivanova has another lesson at that time: 7А, Алгебра, lesson 1 (line 2)
jr-timetable: -:6:6: room 12 is taken at that time: 7Б, Физика, lesson 1 (line 5)" ]
	[ "$(jr-timetable list | wc -l)" -eq 1 ]
}

@test "--allow-clashes stores them and says how many, and the same once more is no clash" {
	printf '7А,,Алгебра,1,1,\n7А,,Физика,1,1,\n' >clash
	run --separate-stderr put --allow-clashes <clash
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-timetable: clashes stored all the same: 1" ]
	run --separate-stderr put <clash
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-timetable: nothing changed" ]
	run -65 --separate-stderr jr-timetable set --class 7А --subject Физика --weekday 1 --number 1 --room 5
	[ "$stderr" = "jr-timetable: 7А has another lesson at that time: 7А, Алгебра, lesson 1" ]
	jr-timetable set --class 7А --subject Физика --weekday 1 --number 1 --room 5 --allow-clashes
	run -65 --separate-stderr jr-timetable add --class 7Б --subject Физика --weekday 1 --number 1
	[ "$stderr" = "jr-timetable: the teacher petrov has another lesson at that time: 7А, Физика, lesson 1" ]
	[ "$(jr-timetable list | wc -l)" -eq 3 ]
}

@test "groups of a class go side by side unless a student is in both, or they share a teacher" {
	put <<-END
		7А,Англ 1,Английский язык,2,1,
		7А,Англ 2,Английский язык,2,1,
	END
	run -65 --separate-stderr put <<-END
		7А,Хор,Музыка,2,1,
	END
	[ "$stderr" = "jr-timetable: -:2:2: students like G4-2 have another lesson at that time: 7А (Англ 2), Английский язык, lesson 1
jr-timetable: -:2:5: the teacher ivanova has another lesson at that time: 7А (Англ 2), Английский язык, lesson 1" ]
	run -65 --separate-stderr put <<-END
		7А,,Алгебра,2,1,
	END
	[ "$(grep -c '7А has another' <<<"$stderr")" -eq 2 ]
	jr-group remove --class 7А --group Хор --student G4-2 2026-09-30
	# Its member has left before it begins.
	run -65 --separate-stderr put <<<"7А,Хор,Музыка,2,1,,2026-10-01"
	[ "$stderr" = "jr-timetable: -:2:5: the teacher ivanova has another lesson at that time: 7А (Англ 2), Английский язык, lesson 1" ]
}

@test "a cross-class group clashes with the classes of its students only" {
	put <<-END
		7А,,Алгебра,3,1,
		7Б,,Алгебра,3,2,
	END
	run -65 --separate-stderr put <<<",Робототехника,Информатика,3,1,"
	[ "$stderr" = "jr-timetable: -:2:2: students like G4-1 have another lesson at that time: 7А, Алгебра, lesson 1" ]
	put <<<",Робототехника,Информатика,3,2,"
	run -65 --separate-stderr put <<<"7А,,Алгебра,3,2,"
	[ "${stderr_lines[1]}" = "jr-timetable: -:2:1: students like G4-1 have another lesson at that time: Робототехника, Информатика, lesson 2" ]
}

@test "between shifts the clock decides, not the number of the lesson" {
	put <<-END
		7А,,Алгебра,1,1,12
		8А,,Алгебра,1,1,12
	END
	run -65 --separate-stderr put <<<"7Б,,Алгебра,1,6,12"
	[ "$stderr" = "jr-timetable: -:2:5: the teacher ivanova has another lesson at that time: 8А, Алгебра, lesson 1
jr-timetable: -:2:6: room 12 is taken at that time: 8А, Алгебра, lesson 1" ]
	put <<<"7Б,,Алгебра,1,5,12"
}

@test "weeks 1 and 2, and spans that follow each other, do not clash" {
	put <<-END
		7А,,Алгебра,1,1,,,,1
		7А,,Физика,1,1,,,,2
		7А,,Алгебра,2,1,,,2026-10-31,
		7А,,Физика,2,1,,2026-11-01,,
	END
	run -65 --separate-stderr put <<-END
		7А,,Алгебра,1,2,,,,1
		7А,,Физика,1,2,,,,
	END
	[ "$stderr" = "jr-timetable: -:3:1: 7А has another lesson at that time: 7А, Алгебра, lesson 2 (line 2)" ]
	run -65 --separate-stderr put <<<"7А,,Физика,2,1,,2026-10-31,2026-10-31,"
	[ "$stderr" = "jr-timetable: -:2:1: 7А has another lesson at that time: 7А, Алгебра, lesson 1" ]
}

@test "a teacher who took a course over later is not in two places before" {
	jr-course set --class 7Б --subject Физика --teacher petrov --to 2026-10-31
	jr-course add --class 7Б --subject Физика --teacher ivanova --from 2026-11-01 --hours-per-week 3
	put <<-END
		7А,,Физика,4,1,,2026-11-02,
		7Б,,Физика,4,1,,2026-11-02,
	END
	run -65 --separate-stderr put <<<"7А,,Алгебра,4,1,,2026-11-02,"
	[ "$(grep -c 'teacher ivanova' <<<"$stderr")" -eq 1 ]
	put <<<"7А,,Алгебра,4,1,,2026-09-01,2026-10-31,"
}

@test "a timetable that replaces another clashes with what it leaves, not with what it ends" {
	put <<-END
		7А,,Алгебра,1,1,12
		7Б,,Алгебра,1,2,12
	END
	put --replace-from 2026-11-02 <<<"7А,,Физика,1,1,12"
	run -65 --separate-stderr put --replace-from 2026-12-01 <<-END
		7А,,Алгебра,1,2,14
	END
	[ "$stderr" = "jr-timetable: -:2:5: the teacher ivanova has another lesson at that time: 7Б, Алгебра, lesson 2" ]
	[ "$(jr-timetable list --class 7А | tail -n +2 | cut -d, -f3,7,9)" = "Алгебра,2026-09-01,2026-11-01
Физика,2026-11-02," ]
}

@test "with --keep-going clashes are stored as little" {
	run -65 --separate-stderr put --keep-going <<-END
		7А,,Алгебра,1,1,
		7А,,Физика,1,1,
	END
	[ "$(jr-timetable list | wc -l)" -eq 1 ]
}

@test "a roster with a timetable that clashes is refused, or taken with --allow-clashes" {
	mkdir roster
	printf 'class,subject,weekday,number\n7А,Алгебра,1,1\n7А,Физика,1,1\n' >roster/timetable.csv
	run -65 --separate-stderr jr-roster import roster
	[ "$stderr" = "jr-roster: roster/timetable.csv:3:1: 7А has another lesson at that time: 7А, Алгебра, lesson 1 (line 2)" ]
	jr-roster import --allow-clashes roster
	[ "$(jr-timetable list | wc -l)" -eq 3 ]
}
