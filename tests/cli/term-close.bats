#!/usr/bin/env bats
# jr-term defer, close, reopen: what must be there, what is frozen, and the papers of a
# term as it was closed.

load helper

# A class whose quarter is complete: two students, one course, five lessons of the last
# week with topics, registers and marks; it is the quarter's last day.
setup()
{
	journal_setup
	school_at 2026-10-23T15:00:00
	teachers
	jr-staff import - <<-END
		login,surname,given_name,role
		zavuch,Завьялова,Зоя,deputy
		direktor,Дирин,Олег,director
	END
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,ivanova
		7Б,7,petrov
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Мороз,Лев,7Б
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week,from
		7А,Алгебра,ivanova,1,2026-10-19
		7Б,Алгебра,petrov,1,2026-10-19
	END
	jr-timetable import - <<-END
		class,subject,weekday,number,from
		7А,Алгебра,1,1,2026-10-19
		7А,Алгебра,2,1,2026-10-19
		7А,Алгебра,3,1,2026-10-19
		7Б,Алгебра,1,2,2026-10-19
	END
	lessons 7А 1 19 20 21
	jr-mark import - <<-END
		date,class,subject,student,mark
		2026-10-19,7А,Алгебра,G4-1,5
		2026-10-20,7А,Алгебра,G4-1,4
		2026-10-21,7А,Алгебра,G4-1,5
		2026-10-19,7А,Алгебра,G4-2,3
		2026-10-20,7А,Алгебра,G4-2,4
		2026-10-21,7А,Алгебра,G4-2,3
	END
}

# Topics and registers: lessons CLASS NUMBER DAY...
lessons()
{
	local class=$1 number=$2 day

	shift 2
	for day; do
		jr-lesson set --date "2026-10-$day" --class "$class" --subject Алгебра \
		    --number "$number" --topic "Тема $day" --homework 'без задания'
		jr-attend take --date "2026-10-$day" --class "$class" --subject Алгебра
	done
}

# The term marks of 7А.
term_marks()
{
	jr-term import - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-1,5
		7А,Алгебра,Q1,G4-2,3
	END
}

close_7a()
{
	term_marks
	jr-term close --class 7А --term Q1
}

@test "a class with everything there is closed, without a word" {
	term_marks
	run -0 --separate-stderr jr-term close --class 7А --term Q1
	[ "$output$stderr" = "" ]
	run -0 --separate-stderr jr-term close --class 7А --term Q1
	[ "$stderr" = "jr-term: nothing changed" ]
	[ "$(sql 'SELECT count(*) FROM term_close')" -eq 1 ]
}

@test "holes are said by class, subject and count, and the class stays open" {
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 5
	sql "DELETE FROM record WHERE lesson_id IN (SELECT id FROM lesson WHERE date = '2026-10-20')"
	sql "DELETE FROM register WHERE lesson_id IN (SELECT id FROM lesson WHERE date = '2026-10-21')"
	run -1 --separate-stderr jr-term close --class 7А --term Q1
	[ "$output" = "" ]
	[ "$stderr" = "jr-term: 7А, Алгебра: term marks not set: 1
jr-term: 7А, Алгебра: registers not taken: 1
jr-term: 7А, Алгебра: topics missing: 1
jr-term: nothing changed
jr-term: 1 class stays open" ]
	run -1 --separate-stderr jr-term close --class 7А --term Q1 -v
	[ "${stderr_lines[0]}" = "jr-term: 7А, Алгебра: term marks not set: 1: G4-2" ]
	[ "${stderr_lines[1]}" = "jr-term: 7А, Алгебра: registers not taken: 1: 2026-10-21/1" ]
	[ "$(sql 'SELECT count(*) FROM term_close')" -eq 0 ]
}

@test "a mark at an absence and a lesson that was never entered are holes too" {
	term_marks
	jr-attend add --date 2026-10-21 --class 7А --subject Алгебра --student G4-2 --code absent
	sql "INSERT INTO slot SELECT id, 4, 1, 0, '2026-10-19', '9999-12-31', NULL FROM course
	    WHERE class_id = (SELECT id FROM class WHERE name = '7А')"
	run -1 --separate-stderr jr-term close --class 7А --term Q1 -v
	[ "${stderr_lines[0]}" = "jr-term: 7А, Алгебра: lessons not entered: 1: 2026-10-22/1" ]
	[ "${stderr_lines[1]}" = "jr-term: 7А, Алгебра: marks at an absence: 1: G4-2 2026-10-21/1" ]
}

@test "without a class those that are ready are closed, the others told" {
	term_marks
	run -1 --separate-stderr jr-term close --term Q1
	[ "$stderr" = "jr-term: 7Б, Алгебра: term marks not set: 1
jr-term: 7Б, Алгебра: lessons not entered: 1
jr-term: 1 class stays open" ]
	[ "$(sql 'SELECT c.name FROM term_close x JOIN class c ON c.id = x.class_id')" = 7А ]
}

@test "a term that is not over, or that a class does not have, is not closed" {
	run -65 --separate-stderr jr-term close --class 7А --term Q2
	[ "$stderr" = "jr-term: Q2 is over only on 2026-12-30" ]
	export JR_NOW=2026-12-30T15:00:00
	run -65 --separate-stderr jr-term close --class 7А --term H1
	[[ "$stderr" = *"its terms are Q1, Q2, Q3, Q4, Y" ]]
	run -64 --separate-stderr jr-term close
	[ "$stderr" = "jr-term: --term is missing" ]
}

@test "in a closed term every writer is refused" {
	local word="Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen"

	close_7a
	dump_store >before
	run -77 --separate-stderr jr-mark add --date 2026-10-19 --class 7А --subject Алгебра \
	    --student G4-1 --mark 4 --type К --reason 'ошибка'
	[ "$stderr" = "jr-mark: $word" ]
	run -77 --separate-stderr jr-mark remove --date 2026-10-19 --class 7А --subject Алгебра \
	    --student G4-1 --reason 'ошибка'
	[ "$stderr" = "jr-mark: $word" ]
	run -65 --separate-stderr jr-mark import --outside - <<-END
		date,subject,student,mark
		2026-09-10,Алгебра,G4-1,5
	END
	[[ "$stderr" = *"$word" ]]
	run -77 --separate-stderr jr-attend add --date 2026-10-19 --class 7А --subject Алгебра \
	    --student G4-1 --code late
	[ "$stderr" = "jr-attend: $word" ]
	run -77 --separate-stderr jr-lesson set --date 2026-10-19 --class 7А --subject Алгебра \
	    --topic 'Другая' --reason 'ошибка'
	[ "$stderr" = "jr-lesson: $word" ]
	run -77 --separate-stderr jr-lesson remove --date 2026-10-19 --class 7А --subject Алгебра
	[ "$stderr" = "jr-lesson: $word" ]
	run -77 --separate-stderr jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 \
	    --mark 4 --reason 'ошибка'
	[ "$stderr" = "jr-term: $word" ]
	run -77 --separate-stderr jr-term remove --class 7А --subject Алгебра --term Q1 --student G4-1
	[ "$stderr" = "jr-term: $word" ]
	run -77 --separate-stderr jr-term defer --class 7А --subject Алгебра --term Q1 --student G4-1 \
	    --until 2026-11-20 --reason болезнь
	[ "$stderr" = "jr-term: $word" ]
	for tx in $(sql "SELECT id FROM tx WHERE command IN ('jr-mark import', 'jr-lesson set',
	    'jr-attend take', 'jr-term import') ORDER BY id DESC"); do
		run ! jr-log revert "$tx" --reason 'ошибка' -y
	done
	dump_store | cmp before -
}

@test "in a closed term orders, substitutions and hand-overs are refused too" {
	local word="Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen"

	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Числа,10
	END
	close_7a
	dump_store >before
	run -77 --separate-stderr jr-timetable regime off --class 7А --date 2026-10-21 --order 8
	[ "$stderr" = "jr-timetable: $word" ]
	run -77 --separate-stderr jr-lesson substitute --teacher ivanova --date 2026-10-21 --by petrov
	[ "$stderr" = "jr-lesson: $word" ]
	run -77 --separate-stderr jr-lesson substitute --teacher ivanova --date 2026-10-21 --cancel
	[ "$stderr" = "jr-lesson: $word" ]
	run -77 --separate-stderr jr-lesson move --class 7А --subject Алгебра --date 2026-10-21 \
	    --to-date 2026-11-06 --to-number 3
	[ "$stderr" = "jr-lesson: $word" ]
	run -77 --separate-stderr jr-lesson set --next --date 2026-10-22 --class 7А --subject Алгебра \
	    --number 3
	[ "$stderr" = "jr-lesson: $word" ]
	run -77 --separate-stderr jr-lesson set --date 2026-10-19 --class 7А --subject Алгебра \
	    --links 'https://example.org/1'
	[ "$stderr" = "jr-lesson: $word" ]
	run -77 --separate-stderr jr-course hand-over --teacher ivanova --to petrov --date 2026-10-20 \
	    --allow-clashes
	[[ "$stderr" = *"jr-course: $word" ]]
	dump_store | cmp before -
	jr-course hand-over --teacher ivanova --to petrov --date 2026-10-24 --allow-clashes
}

@test "a lesson of another class is not made in a closed term, to merge one with it" {
	local row='2026-10-19,7А,Алгебра,1,merged,petrov,7Б'

	printf '%s\n' date,class,subject,number,kind,by,with "$row" >merged.csv
	sql "DELETE FROM lesson WHERE course_id IN (SELECT o.id FROM course o
	    JOIN class c ON c.id = o.class_id WHERE c.name = '7Б')"
	sql "UPDATE slot SET number = 1 WHERE number = 2"
	sql "INSERT INTO term_close (term_id, class_id, tx_id)
	    SELECT t.id, c.id, 1 FROM term t, class c WHERE t.code = 'Q1' AND c.name = '7Б'"
	run -65 --separate-stderr jr-lesson substitute merged.csv
	[[ "$stderr" = *"Q1 is closed for 7Б; "* ]]
	sql 'DELETE FROM term_close'
	jr-lesson substitute merged.csv
}

@test "generate makes no lesson in a closed term" {
	close_7a
	sql "INSERT INTO slot SELECT id, 4, 1, 0, '2026-10-19', '9999-12-31', NULL FROM course
	    WHERE class_id = (SELECT id FROM class WHERE name = '7А')"
	run jr-lesson generate --class 7А --to 2026-10-30
	[ "$(sql "SELECT count(*) FROM lesson WHERE date = '2026-10-22'")" -eq 0 ]
}

@test "the deputy closes and opens, with a reason; a teacher does neither" {
	term_marks
	JR_ACTOR=ivanova run -77 --separate-stderr jr-term close --class 7А --term Q1
	[[ "$stderr" = *"may not change the closing of terms" ]]
	JR_ACTOR=zavuch run -0 jr-term close --class 7А --term Q1
	JR_ACTOR=ivanova run -77 jr-term reopen --class 7А --term Q1 --reason 'ошибка'
	JR_ACTOR=direktor run -65 --separate-stderr jr-term reopen --class 7А --term Q1
	[ "$stderr" = "jr-term: a term is opened again with a reason: --reason" ]
	JR_ACTOR=direktor run -0 jr-term reopen --class 7А --term Q1 --reason 'ошибка в отметке'
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-2 --mark 4 --reason 'зачёт сдан'
	jr-term close --class 7А --term Q1
	run -0 jr-log list
	[[ "$output" = *"ошибка в отметке"* ]]
	run -0 jr-log verify
}

@test "a student put off does not keep the class open, and his marks stay open in it" {
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 5
	run -77 env JR_ACTOR=ivanova jr-term defer --class 7А --subject Алгебра --term Q1 \
	    --student G4-2 --until 2026-11-20 --reason болезнь
	JR_ACTOR=zavuch run -0 jr-term defer --class 7А --subject Алгебра --term Q1 --student G4-2 \
	    --until 2026-11-20 --reason 'длительная болезнь' --order '31-у'
	[ "$(jr-term deferrals)" = "class,subject,term,student,until,reason,order
7А,Алгебра,Q1,G4-2,2026-11-20,длительная болезнь,31-у" ]
	run -0 --separate-stderr jr-term defer <(jr-term deferrals)
	[ "$stderr" = "jr-term: nothing changed" ]
	run -0 --separate-stderr jr-term propose --class 7А
	[ "$stderr" = "jr-term: 7А: put off: 1" ]
	[ "$(jr-term sheet -q --class 7А | grep -c G4-2)" -eq 0 ]
	jr-term close --class 7А --term Q1
	export JR_NOW=2026-11-10T12:00:00
	jr-mark add --date 2026-10-20 --class 7А --subject Алгебра --student G4-2 --mark 5 --type К
	run -77 jr-mark add --date 2026-10-20 --class 7А --subject Алгебра --student G4-1 --mark 5 --type К
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-2 --mark 4
	run -77 jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 4 --reason х
	jr-term defer --class 7А --subject Алгебра --term Q1 --student G4-2 --until 2026-11-30
	export JR_NOW=2026-12-01T12:00:00
	run -77 jr-term set --class 7А --subject Алгебра --term Q1 --student G4-2 --mark 5 --reason х
	jr-term undefer --class 7А --subject Алгебра --term Q1 --student G4-2
	[ "$(jr-term deferrals | wc -l)" -eq 1 ]
}

@test "what is put off needs a reason and a day behind the term's end" {
	run -65 --separate-stderr jr-term defer --class 7А --subject Алгебра --term Q1 \
	    --student G4-2 --until 2026-10-20 --reason болезнь
	[ "$stderr" = "jr-term: 2026-10-20 lies before the end of Q1, 2026-10-23" ]
	run -65 jr-term defer --class 7А --subject Алгебра --term Q1 --student G4-2 --until 2026-11-20
	run -65 --separate-stderr jr-term undefer --class 7А --subject Алгебра --term Q1 --student G4-2
	[ "$stderr" = "jr-term: no mark of 'G4-2' in Алгебра for Q1 is put off" ]
	jr-term defer --class 7А --subject Алгебра --term Q1 --student G4-2 --until 2026-11-20 --reason болезнь
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 5
	jr-term close --class 7А --term Q1
	run -77 --separate-stderr jr-term undefer --class 7А --subject Алгебра --term Q1 --student G4-2
	[ "$stderr" = "jr-term: Q1 is closed for 7А, and the mark that was put off is not set yet" ]
}

# The three papers of 7А's first quarter.
papers()
{
	jr-report class-term --class 7А --term Q1 --year 2026/27 -f "$1" "${@:2}"
	jr-report attendance-term --class 7А --term Q1 --year 2026/27 -f "$1" "${@:2}"
	jr-report student-progress --student G4-2 --term Q1 --year 2026/27 -f "$1" "${@:2}"
}

@test "a closed quarter's papers are the same bytes a year later, whatever came then" {
	close_7a
	for format in text csv html json; do
		papers $format >closed.$format
	done
	export JR_NOW=2026-10-26T12:00:00
	jr-student set --number G4-2 --surname Соколов
	jr-attend exempt --student G4-1 --subject Алгебра --from 2026-09-01 --document 'справка 5'
	jr-student mode add --student G4-2 --mode home --from 2026-09-01 --order 5
	export JR_NOW=2026-11-10T12:00:00
	jr-student remove --number G4-1 2026-11-09
	jr-course set --class 7А --subject Алгебра --teacher ivanova --hours-per-week 2
	for format in text csv html json; do
		papers $format | cmp closed.$format -
	done
	export JR_NOW=2027-10-23T15:00:00
	for format in text csv html json; do
		papers $format | cmp closed.$format -
	done
	papers text --amended | grep -q Соколов
	run ! grep -q Соколов closed.text
}

@test "opened, corrected and closed again, its papers are those of the new closing" {
	close_7a
	papers text >first
	export JR_NOW=2026-10-26T12:00:00
	jr-term reopen --class 7А --term Q1 --reason 'ошибка'
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-2 --mark 4 --reason 'зачёт'
	export JR_NOW=2026-10-27T12:00:00
	jr-term close --class 7А --term Q1
	papers text >second
	run ! cmp -s first second
	jr-student set --number G4-2 --surname Соколов
	export JR_NOW=2027-06-01T12:00:00
	papers text | cmp second -
	papers text --as-of 2026-10-23 | cmp first -
}

@test "a paper of several classes says that it is of now" {
	close_7a
	run -0 --separate-stderr jr-report class-term --term Q1 -f csv
	[ "$stderr" = "jr-report: the term is closed for 1 class; its paper as closed is printed with --class" ]
	run -0 --separate-stderr jr-report class-term --term Q1 -f csv --amended
	[ "$stderr" = "" ]
}
