# jr-timetable: slots of the week, their spans, a timetable replaced.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		7Б,7,
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Алгебра,ivanova,3
		7А,Физика,petrov,2
		7Б,Алгебра,ivanova,3
	END
}

timetable()
{
	jr-timetable import - <<-END
		class,subject,weekday,number,room
		7А,Алгебра,1,2,12
		7А,Алгебра,3,1,12
		7А,Физика,1,3,31
		7Б,Алгебра,1,3,12
	END
}

@test "a timetable, its list, and the same once more" {
	timetable
	[ "$(jr-timetable list)" = "class,group,subject,weekday,number,week,from,room,to
7А,,Алгебра,1,2,,2026-09-01,12,
7А,,Алгебра,3,1,,2026-09-01,12,
7А,,Физика,1,3,,2026-09-01,31,
7Б,,Алгебра,1,3,,2026-09-01,12," ]
	run --separate-stderr jr-timetable import - < <(jr-timetable list)
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-timetable: nothing changed" ]
}

@test "the list narrows to a class, a teacher, a weekday, a span" {
	timetable
	[ "$(jr-timetable list --class 7Б | wc -l)" -eq 2 ]
	[ "$(jr-timetable list --teacher petrov | tail -n +2)" = "7А,,Физика,1,3,,2026-09-01,31," ]
	[ "$(jr-timetable list --weekday 3 | tail -n +2)" = "7А,,Алгебра,3,1,,2026-09-01,12," ]
	[ "$(jr-timetable list --to 2026-08-31 | wc -l)" -eq 1 ]
}

@test "nonsense is refused, each with its place" {
	run -65 --separate-stderr jr-timetable import - <<-END
		class,subject,weekday,number,week,from
		7А,Алгебра,8,1,,
		7А,Алгебра,1,0,,
		7А,Алгебра,1,16,,
		7А,Алгебра,1,1,3,
		7А,Алгебра,пн,1,,
		7А,Химия,1,1,,
		7В,Алгебра,1,1,,
		7А,Алгебра,1,1,,2027-09-01
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-timetable: -:2:3: '8' is not a weekday (1 Monday to 7 Sunday)
jr-timetable: -:3:4: '0' is not the number of a lesson (1 to 15)
jr-timetable: -:4:4: '16' is not the number of a lesson (1 to 15)
jr-timetable: -:5:5: '3' is not a week (1, 2, or empty for every week)
jr-timetable: -:6:3: 'пн' is not a weekday (1 Monday to 7 Sunday)
jr-timetable: -:7:2: there is no subject 'Химия'
jr-timetable: -:8:1: there is no class '7В' in 2026/27
jr-timetable: -:9:6: 2027-09-01 lies in no school year of the store" ]
	[ "$(jr-timetable list | wc -l)" -eq 1 ]
}

@test "weeks 1 and 2 need a year that alternates" {
	sed 's/cycle_weeks: 2/cycle_weeks: 1/' "$ROOT/journal.conf" >"$JR_CONF"
	jr-init --upgrade
	run -65 --separate-stderr jr-timetable import - <<-END
		class,subject,weekday,number,week
		7А,Алгебра,1,2,1
	END
	[ "$stderr" = "jr-timetable: -:2:5: each week of this year is like the other; say cycle_weeks: 2 in journal.conf for weeks 1 and 2" ]
}

@test "a lesson on a day off is stored with a warning" {
	run --separate-stderr jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,6,1
	END
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-timetable: a lesson on weekday 6 takes place only by an order: the school week has 5 days" ]
}

@test "spans of one place may follow each other and may not overlap" {
	timetable
	jr-timetable remove --class 7А --subject Физика --weekday 1 --number 3 2026-10-31
	[ "$(jr-timetable list --subject Физика | tail -1)" = "7А,,Физика,1,3,,2026-09-01,31,2026-10-31" ]
	run -65 --separate-stderr jr-timetable add --class 7А --subject Физика --weekday 1 --number 3 --from 2026-10-31
	[ "$stderr" = "jr-timetable: the timetable has this lesson already from 2026-09-01 to 2026-10-31" ]
	jr-timetable add --class 7А --subject Физика --weekday 1 --number 3 --from 2026-11-01
	[ "$(jr-timetable list --subject Физика | tail -1)" = "7А,,Физика,1,3,,2026-11-01,," ]
	run -65 --separate-stderr jr-timetable set --class 7А --subject Физика --weekday 1 --number 3 --room 5
	[ "$stderr" = "jr-timetable: this lesson stands in the timetable with several spans; say from which day" ]
	jr-timetable set --class 7А --subject Физика --weekday 1 --number 3 --from 2026-11-01 --room 5
	[ "$(jr-timetable list --room 5 | tail -1)" = "7А,,Физика,1,3,,2026-11-01,5," ]
}

@test "a slot removed before it began is gone" {
	timetable
	jr-timetable add --class 7А --subject Физика --weekday 5 --number 1 --from 2026-11-02
	jr-timetable remove --class 7А --subject Физика --weekday 5 --number 1
	[ "$(jr-timetable list --subject Физика | wc -l)" -eq 2 ]
}

@test "--replace-from ends what the file does not name, of its classes only" {
	timetable
	run --separate-stderr jr-timetable import --replace-from 2026-11-02 -v - <<-END
		class,subject,weekday,number,room
		7А,Алгебра,1,2,14
		7А,Физика,2,3,31
	END
	[ "$status" -eq 0 ]
	[ "${stderr##*: added}" = " 1, changed 1, removed 2, unchanged 0, rejected 0" ]
	[ "$(jr-timetable list)" = "class,group,subject,weekday,number,week,from,room,to
7А,,Алгебра,1,2,,2026-09-01,14,
7А,,Алгебра,3,1,,2026-09-01,12,2026-11-01
7А,,Физика,1,3,,2026-09-01,31,2026-11-01
7А,,Физика,2,3,,2026-11-02,31,
7Б,,Алгебра,1,3,,2026-09-01,12," ]
}

@test "--replace-from takes back the empty lessons of the slots it ends" {
	timetable
	jr-lesson generate
	jr-lesson import - <<-END
		date,class,subject,topic
		2026-11-09,7А,Физика,Движение
	END
	jr-timetable import --replace-from 2026-11-02 - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,2
	END
	[ "$(jr-lesson list --class 7А --subject Физика --from 2026-11-02 | tail -n +2)" = "2026-11-09,7А,,Физика,3,Движение,,,,," ]
	[ "$(jr-lesson list --class 7А --subject Физика --to 2026-11-01 | wc -l)" -eq 8 ]
	[ "$(jr-lesson list --class 7А --subject Алгебра --from 2026-11-02 --to 2026-11-09 | cut -d, -f1,5 | tail -n +2 | tr '\n' ' ')" = "2026-11-02,2 2026-11-09,2 " ]
	[ "$(jr-lesson list --class 7Б | wc -l)" -gt 30 ]
}

@test "--replace-from does not go with --keep-going, nor with a day of no year" {
	run -64 --separate-stderr jr-timetable import --replace-from 2026-11-02 --keep-going - </dev/null
	[ "$stderr" = "jr-timetable: --replace-from does not go with --keep-going" ]
	run -65 --separate-stderr jr-timetable import --replace-from 2036-11-02 - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,2
	END
	[ "$stderr" = "jr-timetable: 2036-11-02 lies in no school year of the store" ]
	[ "$(jr-timetable list | wc -l)" -eq 1 ]
}
