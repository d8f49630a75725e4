# Weeks of different schools: six days, two weeks in turn, half-hours, a timetable that
# changes within the year; lessons follow them.

load helper

# A school whose week has as many days, and two teachers with a class.
school_of_days()
{
	sed "s/week_days: 5/week_days: $1/" "$ROOT/journal.conf" >days.conf
	grep -q "week_days: $1" days.conf
	school_at 2026-09-10T12:00:00 days.conf
	teachers
	jr-class add --class 7А --grade 7 --homeroom ivanova
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Алгебра,ivanova,2
		7А,Музыка,petrov,0.5
	END
}

dates()
{
	jr-lesson list "$@" -f tsv | tail -n +2 | cut -f1 | sed 's/^2026-//' | tr '\n' ' '
}

@test "a school of six days has lessons on Saturdays, and none by an order of Monday's only" {
	school_of_days 6
	run -0 --separate-stderr jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,6,1
		7А,Алгебра,1,1
	END
	[ "$stderr" = "" ]
	jr-lesson generate --term Q1
	[ "$(dates --from 2026-09-05 --to 2026-09-19)" = "09-05 09-07 09-12 09-14 09-19 " ]
	jr-timetable regime off --date 2026-09-12 --order 3
	[ "$(dates --from 2026-09-05 --to 2026-09-19)" = "09-05 09-07 09-14 09-19 " ]
	jr-timetable regime weekday 1 --date 2026-09-19 --order 4
	[ "$(dates --from 2026-09-19 --to 2026-09-19)" = "09-19 " ]
}

@test "in a school of five days a Saturday's lesson waits for its order" {
	school_of_days 5
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,1
	END
	jr-timetable add -q --class 7А --subject Алгебра --weekday 6 --number 1
	jr-lesson generate --term Q1
	[ "$(dates --from 2026-09-05 --to 2026-09-19)" = "09-07 09-14 " ]
	jr-timetable regime weekday 6 --date 2026-09-12 --order 3
	[ "$(dates --from 2026-09-05 --to 2026-09-19)" = "09-07 09-12 09-14 " ]
}

@test "half an hour a week is a lesson every other week, by an order too" {
	school_of_days 5
	jr-timetable import - <<-END
		class,subject,weekday,number,week
		7А,Музыка,2,6,1
		7А,Алгебра,2,6,2
	END
	jr-lesson generate --term Q1
	[ "$(dates --subject Музыка --to 2026-09-30)" = "09-01 09-15 09-29 " ]
	[ "$(dates --subject Алгебра --to 2026-09-30)" = "09-08 09-22 " ]
	# Saturday of a week 1 by Tuesday's timetable, and of a week 2.
	jr-timetable regime weekday 2 --date 2026-09-19 --order 3
	jr-timetable regime weekday 2 --date 2026-09-26 --order 4
	[ "$(dates --from 2026-09-19 --to 2026-09-19 --subject Музыка)" = "09-19 " ]
	[ "$(dates --from 2026-09-26 --to 2026-09-26 --subject Алгебра)" = "09-26 " ]
}

@test "a timetable that changes within the year changes the lessons from that day on" {
	school_of_days 5
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,1
		7А,Алгебра,3,1
	END
	jr-lesson generate
	jr-lesson set --date 2026-11-09 --class 7А --subject Алгебра --topic Дроби
	jr-timetable import --replace-from 2026-11-05 - <<-END
		class,subject,weekday,number
		7А,Алгебра,3,1
		7А,Алгебра,5,2
	END
	[ "$(dates --from 2026-11-02 --to 2026-11-20)" = "11-02 11-09 11-11 11-18 " ]
	jr-lesson generate
	[ "$(dates --from 2026-11-02 --to 2026-11-20)" = "11-02 11-06 11-09 11-11 11-13 11-18 11-20 " ]
	run --separate-stderr jr-lesson generate
	[ "$stderr" = "jr-lesson: nothing changed" ]
	# An order of a day before the change goes by the timetable of then.
	jr-timetable regime weekday 1 --date 2026-10-17 --order 3
	jr-timetable regime weekday 5 --date 2026-11-14 --order 4
	[ "$(dates --date 2026-10-17)$(dates --date 2026-11-14)" = "10-17 11-14 " ]
}

@test "a cancelled lesson keeps its row, and generate brings nothing in its place" {
	school_of_days 5
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,1
	END
	jr-lesson generate --term Q1
	sql "INSERT INTO substitution (lesson_id, kind, staff_id, reason, order_no, tx_id)
	    SELECT id, 'cancelled', NULL, 'болезнь', NULL, 1 FROM lesson WHERE date = '2026-09-14'"
	run --separate-stderr jr-lesson generate --term Q1
	[ "$stderr" = "jr-lesson: nothing changed" ]
	[ "$(dates --date 2026-09-14)" = "09-14 " ]
	# Not even an order takes it out: what was arranged for it is kept, and told.
	run --separate-stderr jr-timetable regime off --date 2026-09-14 --order 3
	[[ "$stderr" = *"2026-09-14 7А Алгебра (1)" ]]
	[ "$(dates --date 2026-09-14)" = "09-14 " ]
}
