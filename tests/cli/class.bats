# jr-class: classes, homeroom teachers, confirmed lists.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	teachers
}

@test "a class, its list, and the same once more" {
	jr-class add --class 7А --grade 7 --homeroom ivanova
	[ "$(jr-class list)" = "class,grade,homeroom,homeroom_from
7А,7,ivanova,2026-09-01" ]
	run --separate-stderr jr-class import - < <(jr-class list)
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-class: nothing changed" ]
}

@test "classes are listed by number, then letter; a Latin letter is the Russian one" {
	jr-class import - <<-END
		class,grade,homeroom
		10А,10,
		7Б,7,
		7A,7,
	END
	[ "$(jr-class list | cut -d, -f1 | tail -n +2 | tr '\n' ' ')" = "7А 7Б 10А " ]
	run -65 --separate-stderr jr-class add --class 7а --grade 7 --homeroom ''
	[ "$stderr" = "jr-class: it is there already; change it with 'set'" ]
}

@test "a grade is a number from 1 to 12" {
	for grade in 0 13 7a ''; do
		run -65 --separate-stderr jr-class add --class 7А --grade "$grade" --homeroom ''
		[ "$output" = "" ]
	done
	[ "$stderr" = "jr-class: 'grade' must not be empty" ]
	run -65 --separate-stderr jr-class add --class 7А --grade 13 --homeroom ''
	[ "$stderr" = "jr-class: the grade '13' is not a number from 1 to 12" ]
}

@test "a new homeroom teacher takes over on his day" {
	jr-class add --class 7А --grade 7 --homeroom ivanova
	jr-class set --class 7А --homeroom petrov --from 2026-11-09
	[ "$(jr-class list | tail -1)" = "7А,7,petrov,2026-11-09" ]
	run -65 --separate-stderr jr-class set --class 7А --homeroom ivanova --from 2026-10-01
	[ "$stderr" = "jr-class: the class has another homeroom teacher since 2026-11-09; give that day to correct it, or a later one for a change" ]
	jr-class set --class 7А --from 2026-11-16
	[ "$(jr-class list | tail -1)" = "7А,7,petrov,2026-11-16" ]
	run -65 --separate-stderr jr-class set --class 7А --from 2026-09-01
	[ "$stderr" = "jr-class: the class had another homeroom teacher from 2026-09-01 on; give a later day" ]
}

@test "without a day another homeroom teacher takes over today" {
	jr-class add --class 7А --grade 7 --homeroom ivanova
	jr-class set --class 7А --homeroom petrov
	[ "$(jr-class list | tail -1)" = "7А,7,petrov,2026-09-10" ]
	jr-class set --class 7А --homeroom ivanova
	[ "$(jr-class list | tail -1)" = "7А,7,ivanova,2026-09-10" ]
}

@test "an empty homeroom cell ends his time, and another may follow" {
	jr-class add --class 7А --grade 7 --homeroom ivanova
	jr-class set --class 7А --homeroom ''
	[ "$(jr-class list | tail -1)" = "7А,7,," ]
	run --separate-stderr jr-class import - < <(jr-class list)
	[ "$stderr" = "jr-class: nothing changed" ]
	run -65 --separate-stderr jr-class set --class 7А --homeroom petrov --from 2026-09-05
	[ "$stderr" = "jr-class: the class had a homeroom teacher until 2026-09-09; give a later day" ]
	jr-class set --class 7А --homeroom petrov
	[ "$(jr-class list | tail -1)" = "7А,7,petrov,2026-09-10" ]
}

@test "a homeroom teacher's day lies in the year" {
	run -65 --separate-stderr jr-class add --class 7А --grade 7 --homeroom ivanova --from 2025-09-01
	[ "$stderr" = "jr-class: 2025-09-01 lies outside the school year 2026/27 (1 September to 31 August); leave the cell empty, or name the year with --year" ]
	run -65 --separate-stderr jr-class add --class 7А --grade 7 --homeroom nobody
	[ "$stderr" = "jr-class: nobody on the staff has the login 'nobody'" ]
	[ "$(jr-class list | wc -l)" -eq 1 ]
}

@test "an empty class can be removed, one with students not" {
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,ivanova
		7Б,7,ivanova
	END
	jr-student add --number 1 --surname А --given-name Б --class 7А
	jr-class remove --class 7Б
	run -65 --separate-stderr jr-class remove --class 7А
	[ "$stderr" = "jr-class: 7А has students, groups, courses or a plan: a class goes only while it is empty" ]
	[ "$(jr-class list)" = "class,grade,homeroom,homeroom_from
7А,7,ivanova,2026-09-01" ]
}

@test "a list is confirmed once a term, with the number of students" {
	jr-class add --class 7А --grade 7 --homeroom ivanova
	jr-student add --number 1 --surname А --given-name Б --class 7А
	run --separate-stderr jr-roster confirm -v --class 7A
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "${stderr_lines[0]}" = "jr-roster: 7A: 1 student confirmed for 1 четверть" ]
	run --separate-stderr jr-roster confirm --class 7А
	[ "$stderr" = "jr-roster: nothing changed" ]
	JR_NOW=2026-10-28T12:00:00
	run --separate-stderr jr-roster confirm -v --class 7А
	[ "${stderr_lines[0]}" = "jr-roster: 7А: 1 student confirmed for 2 четверть" ]
	JR_NOW=2027-06-10T12:00:00
	run -65 --separate-stderr jr-roster confirm --class 7А
	[ "$stderr" = "jr-roster: the class's terms are over, or it has none: there is nothing to confirm" ]
	run -64 --separate-stderr jr-roster confirm
	[ "$stderr" = "jr-roster: --class is missing" ]
}
