#!/usr/bin/env bats
# jr-roster rollover: from one school year to the next, as the council decided.

load helper
load years

# A small school at the end of June, all decisions made.
setup()
{
	journal_setup
	english_school 2027-06-25T12:00:00
	school_year 2027/28
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		4А,4,ivanova
		6А,6,
		7А,7,petrov
		9А,9,ivanova
		11А,11,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-0,Авдеев,Ян,4А
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Зуева,Анна,7А
		G4-4,Иванов,Лев,7А
		G4-6,Котов,Яков,6А
		G4-7,Лисин,Глеб,7А
		G4-9,Юдин,Олег,9А
		G4-11,Яшин,Илья,11А
	END
	printf '%s\n' class,group,student '7А,англ 1,G4-1' '7А,англ 1,G4-3' '7А,англ 2,G4-2' \
	    ',хор,G4-1' | jr-group import -
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week,kind
		7А,,Алгебра,ivanova,3,lesson
		7А,англ 1,Английский язык,petrov,2.5,lesson
		7А,англ 2,Английский язык,ivanova,2.5,lesson
		9А,,Химия,petrov,2,lesson
	END
	printf 'number,surname,given_name,class,left_on\nG4-7,Лисин,Глеб,7А,2027-02-01\n' |
	    jr-student import -
	jr-council import - <<-END
		student,decision,date
		G4-0,promoted,2027-05-27
		G4-1,promoted,2027-05-27
		G4-2,conditional,2027-05-27
		G4-3,retained,2027-05-27
		G4-4,left,2027-06-10
		G4-6,promoted,2027-05-27
		G4-9,promoted,2027-06-20
		G4-11,promoted,2027-06-20
	END
}

# Who is where in the next year.
next()
{
	jr-student list --year 2027/28 | cut -d, -f1,6,7,9 | grep -v ',,,$' | tail -n +2
}

@test "classes, homeroom teachers, students and groups go over, and the year's leavers leave" {
	jr-roster rollover --order 'приказ 40'
	[ "$(jr-class list --year 2027/28)" = "class,grade,homeroom,homeroom_from
5А,5,,
7А,7,,
8А,8,petrov,2027-09-01" ]
	[ "$(next)" = "G4-0,5А,2027-09-01,приказ 40
G4-1,8А,2027-09-01,приказ 40
G4-2,8А,2027-09-01,приказ 40
G4-3,7А,2027-09-01,приказ 40
G4-6,7А,2027-09-01,приказ 40" ]
	[ "$(jr-student list --year 2026/27 | cut -d, -f1,6,8,10 | grep ,2027)" = "G4-11,11А,2027-06-20,приказ 40
G4-4,7А,2027-06-10,приказ 40
G4-7,7А,2027-02-01,
G4-9,9А,2027-06-20,приказ 40" ]
	[ "$(jr-group list --year 2027/28 | tail -n +2)" = "8А,англ 1,G4-1,2027-09-01,
8А,англ 2,G4-2,2027-09-01," ]
	[ "$(jr-course list --year 2027/28 | wc -l)" -eq 1 ]
	jr-log verify
}

@test "once more changes nothing" {
	jr-roster rollover
	dump_store >before
	run -0 --separate-stderr jr-roster rollover --to 2027/28
	[ "$output" = "" ]
	[ "$stderr" = "jr-roster: nothing changed" ]
	dump_store | cmp - before
}

@test "a dry run shows it and stores nothing" {
	dump_store >before
	run -0 --separate-stderr jr-roster rollover -n
	[[ "$stderr" == *"added 10, changed 3,"* ]]
	dump_store | cmp - before
}

@test "what the deputy did by hand in the next year stays" {
	jr-class import --year 2027/28 - <<-END
		class,grade,homeroom
		8А,8,ivanova
		10А,10,petrov
	END
	printf 'number,surname,given_name,class\nG4-9,Юдин,Олег,10А\nG4-2,Ёлкин,Пётр,10А\n' |
	    jr-student import --year 2027/28 -
	jr-roster rollover
	[ "$(jr-class list --year 2027/28 --class 8А | tail -n +2)" = "8А,8,ivanova,2027-09-01" ]
	[ "$(next | cut -d, -f1,2 | grep -E 'G4-(2|9)')" = "G4-2,10А
G4-9,10А" ]
	[ "$(jr-student list --year 2026/27 --number G4-9 | tail -n 1 | cut -d, -f8)" = "" ]
}

@test "while a decision is missing nothing is done, and it says about whom" {
	jr-council remove --student G4-2
	jr-council remove --student G4-11
	dump_store >before
	run -65 --separate-stderr jr-roster rollover
	[ "$stderr" = "jr-roster: the council has not decided yet about: 7А G4-2, 11А G4-11; see jr-council propose" ]
	dump_store | cmp - before
}

@test "who repeats the year needs a class of his grade" {
	jr-council set --student G4-6 --decision retained
	dump_store >before
	run -65 --separate-stderr jr-roster rollover
	[ "$stderr" = "jr-roster: 2027/28 has no class of their grade, or several, for students who repeat the year: 6А G4-6, 7А G4-3; make one of the same name with jr-class, or enrol them" ]
	dump_store | cmp - before
	printf 'class,grade,homeroom\n7Б,7,\n6Б,6,\n' | jr-class import --year 2027/28 -
	jr-roster rollover
	[ "$(next | cut -d, -f1,2 | grep -E 'G4-(3|6)')" = "G4-3,7Б
G4-6,6Б" ]
}

@test "courses go over when asked for, with the teachers who stay" {
	printf 'login,surname,given_name,role,to\nivanova,Иванова,Анна,teacher,2027-08-31\n' |
	    jr-staff import -
	jr-roster rollover --courses
	[ "$(jr-course list --year 2027/28 | tail -n +2 | cut -d, -f1-6)" = "8А,англ 1,Английский язык,petrov,2027-09-01,2.5" ]
	run -0 --separate-stderr jr-roster rollover --courses
	[ "$stderr" = "jr-roster: nothing changed" ]
}

@test "the next year must be in the calendar, and is the next one" {
	run -65 --separate-stderr jr-roster rollover --to 2028/29
	[ "$stderr" = "jr-roster: the year after the one in use is 2027/28; another one is chosen with --year" ]
	run -65 --separate-stderr jr-roster rollover --to завтра
	[ "$stderr" = "jr-roster: 'завтра' is not a school year like 2026/27" ]
	run -78 --separate-stderr jr-roster rollover --year 2027/28
	[ "$stderr" = "jr-roster: the store has no school year 2028/29; write it into journal.conf and run jr-init --upgrade" ]
}

@test "the secretary rolls over; a deputy, who keeps no roster, and a teacher do not" {
	jr-staff import - <<-END
		login,surname,given_name,role
		sekretar,Сомова,Нина,secretary
		zavuch,Сидорова,Нина,deputy
	END
	JR_ACTOR=zavuch run -77 --separate-stderr jr-roster rollover
	[ "$stderr" = "jr-roster: Сидорова may not change classes" ]
	JR_ACTOR=petrov run -77 --separate-stderr jr-roster rollover
	JR_ACTOR=sekretar run -77 --separate-stderr jr-roster rollover --courses
	JR_ACTOR=sekretar jr-roster rollover
	[ "$(next | wc -l)" -eq 5 ]
}

@test "the former homeroom teacher no longer writes about those who went on" {
	printf 'class,grade,homeroom\n8А,8,ivanova\n' | jr-class import --year 2027/28 -
	jr-roster rollover
	export JR_NOW=2027-09-10T12:00:00
	JR_ACTOR=ivanova jr-guardian add --student G4-1 --surname Белов --given-name Иван \
	    --relation отец --phone 8-1
	JR_ACTOR=petrov run -77 --separate-stderr jr-guardian add --student G4-2 --surname Ёлкин \
	    --given-name Иван --relation отец --phone 8-2
}
