# jr-student: students and their classes; enrolments come in by jr-roster.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		7Б,7,
		8А,8,
	END
	jr-student import - <<-END
		number,surname,given_name,patronymic,birth_date,class
		G4-1,Ёлкин,Пётр,Ильич,01.09.2012,7А
	END
}

# The list's row of a student.
row()
{
	jr-student list --number "${1-G4-1}" | tail -n +2
}

# Rows of enrolments, without the header.
enrolments()
{
	rm -rf out
	jr-roster export out
	tail -n +2 out/enrolment.csv
}

put_enrolments()
{
	mkdir -p in
	cat >in/enrolment.csv
	jr-roster import in
}

@test "a student is in his class from the year's first day" {
	[ "$(row)" = "G4-1,Ёлкин,Пётр,Ильич,2012-09-01,7А,2026-09-01,,," ]
	[ "$(enrolments)" = "G4-1,7А,2026-09-01,,,,," ]
	run --separate-stderr jr-student import - < <(jr-student list)
	[ "$stderr" = "jr-student: nothing changed" ]
}

@test "another class needs a later day" {
	run -65 --separate-stderr jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Ёлкин,Пётр,7Б
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-student: -:2:4: 'G4-1' is in 7А since 2026-09-01; a move has a later day: jr-student set --number G4-1 --class 7Б --from DAY" ]
	run -65 --separate-stderr jr-student set --number G4-1 --class 7Б --from 2026-09-01
	[ "$(row)" = "G4-1,Ёлкин,Пётр,Ильич,2012-09-01,7А,2026-09-01,,," ]
}

@test "a move ends the former enrolment the day before" {
	jr-student set --number G4-1 --class 7Б --from 09.11.2026 --order-in '15-у'
	[ "$(row)" = "G4-1,Ёлкин,Пётр,Ильич,2012-09-01,7Б,2026-11-09,,15-у," ]
	[ "$(enrolments)" = "G4-1,7А,2026-09-01,2026-11-08,,,,
G4-1,7Б,2026-11-09,,15-у,,," ]
	run --separate-stderr jr-roster import out
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-roster: nothing changed" ]
}

@test "the same class with another day is a correction" {
	jr-student set --number G4-1 --from 2026-09-07
	[ "$(enrolments)" = "G4-1,7А,2026-09-07,,,,," ]
	jr-student set --number G4-1 --class 7А --from 2026-09-02
	[ "$(enrolments)" = "G4-1,7А,2026-09-02,,,,," ]
}

@test "a student leaves, comes back, and the leaving can be taken back" {
	jr-student set --number G4-1 --left-on 2026-10-20 --order-out 9
	[ "$(row)" = "G4-1,Ёлкин,Пётр,Ильич,2012-09-01,7А,2026-09-01,2026-10-20,,9" ]
	jr-student set --number G4-1 --left-on '' --order-out ''
	[ "$(row)" = "G4-1,Ёлкин,Пётр,Ильич,2012-09-01,7А,2026-09-01,,," ]
	jr-student remove --number G4-1 2026-10-20
	JR_NOW=2026-11-10T12:00:00
	run --separate-stderr jr-student remove --number G4-1
	[ "$stderr" = "jr-student: nothing changed" ]
	jr-student set --number G4-1 --class 7А --from 2027-01-11
	[ "$(enrolments)" = "G4-1,7А,2026-09-01,2026-10-20,,,,
G4-1,7А,2027-01-11,,,,," ]
}

@test "an empty class does not take a student out" {
	run -65 --separate-stderr jr-student set --number G4-1 --class ''
	[ "$stderr" = "jr-student: 'G4-1' is in 7А; to end that give left_on" ]
}

@test "a student without a class has no days, and can be deleted" {
	run -65 --separate-stderr jr-student add --number 2 --surname А --given-name Б --class '' --from 2026-09-02
	[ "$stderr" = "jr-student: '2' is in no class of this year; name the class" ]
	jr-student add --number 2 --surname А --given-name Б --class ''
	[ "$(row 2)" = "2,А,Б,,,,,,," ]
	run --separate-stderr jr-student import - < <(jr-student list)
	[ "$stderr" = "jr-student: nothing changed" ]
	jr-student remove --number 2
	[ "$(jr-student list | wc -l)" -eq 2 ]
}

@test "days are sensible" {
	run -65 --separate-stderr jr-student set --number G4-1 --birth-date 2026-09-10
	[ "$stderr" = "jr-student: the date of birth, 2026-09-10, is not past yet" ]
	run -65 --separate-stderr jr-student set --number G4-1 --from 2019-09-01
	[ "$stderr" = "jr-student: 2019-09-01 lies outside the school year 2026/27 (1 September to 31 August); leave the cell empty, or name the year with --year" ]
	run -65 --separate-stderr jr-student set --number G4-1 --left-on 2026-08-31
	[ "$stderr" = "jr-student: 2026-08-31 lies outside the school year 2026/27 (1 September to 31 August); leave the cell empty, or name the year with --year" ]
	run -65 --separate-stderr jr-student set --number G4-1 --from 2026-10-01 --left-on 2026-09-30
	[ "$stderr" = "jr-student: the last day, 2026-09-30, lies before the first, 2026-10-01" ]
	run -65 --separate-stderr jr-student set --number G4-1 --from 46331
	[ "$stderr" = "jr-student: '46331' is a date as Excel counts it (2026-11-05, or 2030-11-06 on an old Macintosh); format the column as a date and save again" ]
}

@test "an unknown class is an error with its place" {
	run -65 --separate-stderr jr-student import - <<-END
		number,surname,given_name,class
		G4-2,Иванова,Анна,7А
		G4-3,Иванова,Анна,9Ж
	END
	[ "$stderr" = "jr-student: -:3:4: there is no class '9Ж' in 2026/27" ]
	[ "$(jr-student list | wc -l)" -eq 2 ]
}

@test "one class at a time" {
	run -65 --separate-stderr put_enrolments <<-END
		student,class,from,to
		G4-1,7Б,2026-09-01,
	END
	[ "$stderr" = "jr-roster: in/enrolment.csv:2:3: 'G4-1' is in 7А since 2026-09-01; end that first" ]
	put_enrolments <<-END
		student,class,from,to
		G4-1,7А,2026-09-01,2026-09-20
	END
	run -65 --separate-stderr put_enrolments <<-END
		student,class,from,to
		G4-1,7Б,2026-09-20,
	END
	[ "$stderr" = "jr-roster: in/enrolment.csv:2:3: 'G4-1' was in 7А from 2026-09-01 to 2026-09-20: the days overlap" ]
	put_enrolments <<-END
		student,class,from,to
		G4-1,7Б,2026-09-21,
		G4-1,8А,2026-12-01,
	END
	[ "$(enrolments)" = "G4-1,7А,2026-09-01,2026-09-20,,,,
G4-1,7Б,2026-09-21,2026-11-30,,,,
G4-1,8А,2026-12-01,,,,," ]
}

@test "an enrolment without a day is the stored one, if there is just one" {
	put_enrolments <<-END
		student,class,from_where
		G4-1,7А,Лицей № 3
	END
	[ "$(enrolments)" = "G4-1,7А,2026-09-01,,,,Лицей № 3," ]
	jr-student remove --number G4-1 2026-10-20
	jr-student set --number G4-1 --class 7А --from 2027-01-11
	run -65 --separate-stderr put_enrolments <<-END
		student,class,from_where
		G4-1,7А,Лицей № 3
	END
	[ "$stderr" = "jr-roster: in/enrolment.csv:2: there are several; say which by its first day: 2026-09-01, 2027-01-11" ]
}

@test "the list is narrowed by class, and shows leavers" {
	jr-student add --number G4-2 --surname А --given-name Б --class 7Б --left-on 2026-09-05
	[ "$(jr-student list --class 7Б | tail -n +2)" = "G4-2,А,Б,,,7Б,2026-09-01,2026-09-05,," ]
	[ "$(jr-student list | wc -l)" -eq 3 ]
}
