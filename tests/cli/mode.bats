# jr-student mode: who is taught otherwise than in the class, and what follows from it.

load helper

# 7А with two courses and its timetable; in English, so that the tests do not hang on
# translations.  The clock is Friday evening.
setup()
{
	journal_setup
	english_school 2026-09-11T18:00:00
	teachers
	jr-class add --class 7А --grade 7 --homeroom petrov
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Юдин,Олег,7А
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Алгебра,ivanova,2
		7А,Физика,petrov,1
	END
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,1
		7А,Алгебра,3,1
		7А,Физика,4,2
	END
}

# G4-2 is taught at home from Tuesday on, in Алгебра by petrov.
at_home()
{
	jr-student mode add --student G4-2 --mode "на дому" --from 08.09.2026 --to 30.12.2026 \
	    --order "№ 118"
	jr-group add --class 7А --group "Ёлкин дома" --student G4-2 --from 2026-09-08
	jr-course add --class 7А --group "Ёлкин дома" --subject Алгебра --teacher petrov \
	    --hours-per-week 0.5
	jr-timetable add --class 7А --group "Ёлкин дома" --subject Алгебра --weekday 4 --number 7
}

@test "a study mode is listed as it goes in" {
	at_home
	run --separate-stderr jr-student mode list
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$output" = "student,class,mode,group,subject,from,to,order
G4-2,7А,home,,,2026-09-08,2026-12-30,№ 118" ]
	jr-student mode list >modes.csv
	run --separate-stderr jr-student mode import modes.csv
	[ "$stderr" = "jr-student: nothing changed" ]
	jr-student mode list --headers ru | jr-student mode import -q -
}

@test "all modes go by their Russian words too" {
	local day=1 word
	for word in "на дому" ИУП "длительное лечение" семейное самообразование Экстерн; do
		jr-student mode add --student G4-1 --mode "$word" --from "2026-10-0$day" \
		    --to "2026-10-0$day" --order 5
		day=$((day + 1))
	done
	[ "$(jr-student mode list | cut -d, -f3 | tail -n +2 | paste -sd,)" = \
	    "home,individual,treatment,family,self,extern" ]
}

@test "a mode needs its order, a known word, and days of its own" {
	run -64 --separate-stderr jr-student mode add --student G4-1 --mode home --from 2026-09-08
	[ "$stderr" = "jr-student: --order is missing" ]
	run -65 --separate-stderr jr-student mode add --student G4-1 --mode дома \
	    --from 2026-09-08 --order 5
	[ "$stderr" = "jr-student: there is no study mode 'дома'; there are home, individual, treatment, family, self and extern" ]
	at_home
	run -65 --separate-stderr jr-student mode import - <<-END
		student,mode,from,to,order
		G4-2,ИУП,2026-12-01,,7
		G4-1,ИУП,2026-12-01,2026-11-01,7
		G4-3,ИУП,2026-12-01,,
	END
	[ "${stderr_lines[0]}" = "jr-student: -:2:3: 'G4-2' has the study mode 'home' from 2026-09-08 to 2026-12-30 already" ]
	[ "${stderr_lines[1]}" = "jr-student: -:3:4: the last day, 2026-11-01, lies before the first, 2026-12-01" ]
	[ "${stderr_lines[2]}" = "jr-student: -:4:5: 'order' must not be empty" ]
	[ "$(jr-student mode list | wc -l)" -eq 2 ]
}

@test "a mode ends on a day, and is changed by its first one" {
	at_home
	jr-student mode set --student "Ёлкин Пётр" --class 7А --from 2026-09-08 --order "№ 118а"
	jr-student mode remove --student G4-2 --from 2026-09-08 2026-10-02
	[ "$(jr-student mode list --student G4-2 | tail -n 1)" = \
	    "G4-2,7А,home,,,2026-09-08,2026-10-02,№ 118а" ]
	[ "$(jr-student mode list --from 2026-10-03 | wc -l)" -eq 1 ]
	[ "$(jr-student mode list --mode экстерн | wc -l)" -eq 1 ]
}

@test "off the register: nothing new is entered in the class's course, by words" {
	at_home
	run -65 --separate-stderr jr-mark import - <<-END
		date,class,subject,student,mark
		2026-09-07,7А,Алгебра,G4-2,4
		2026-09-09,7А,Алгебра,G4-2,5
		2026-09-09,7А,Алгебра,G4-2,owed
	END
	[ "${#stderr_lines[@]}" -eq 2 ]
	[ "${stderr_lines[0]}" = "jr-mark: -:3:4: 'G4-2' is not on the register of this course since 2026-09-08: taught at home, order № 118; marks and absences stand in the student's own course" ]
	run -65 --separate-stderr jr-attend add --date 2026-09-09 --class 7А --subject Алгебра \
	    --student G4-2 --code н
	[ "$stderr" = "jr-attend: 'G4-2' is not on the register of this course since 2026-09-08: taught at home, order № 118; marks and absences stand in the student's own course" ]
	[ "$(sql 'SELECT count(*) FROM lesson')" -eq 0 ]
	# Before the order's day, and in his own course.
	jr-mark add --date 2026-09-07 --class 7А --subject Алгебра --student G4-2 --mark 4
	jr-mark add --date 2026-09-10 --class 7А --group "Ёлкин дома" --subject Алгебра \
	    --student G4-2 --mark 5
	jr-attend add --date 2026-09-10 --class 7А --group "Ёлкин дома" --subject Алгебра \
	    --student G4-2 --code late
	[ "$(jr-mark list --student G4-2 | wc -l)" -eq 3 ]
}

@test "what was entered before the order came stays, is told, and can be taken back" {
	jr-mark add --date 2026-09-09 --class 7А --subject Алгебра --student G4-2 --mark 5
	jr-attend add --date 2026-09-10 --class 7А --subject Физика --student G4-2 --code н
	run --separate-stderr jr-student mode add --student G4-2 --mode home --from 2026-09-08 --order 9
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-student: G4-2 has marks or absences in lessons of that time (lessons: 2); they stay as they are" ]
	jr-mark list >marks.csv
	run -0 --separate-stderr jr-mark import marks.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-10,7А,Физика,G4-2,present
	END
	jr-mark remove --date 2026-09-09 --class 7А --subject Алгебра --student G4-2
	[ "$(jr-mark list | wc -l)" -eq 1 ]
	[ "$(sql 'SELECT count(*) FROM attendance')" -eq 0 ]
}

@test "a mode for one course leaves the others alone" {
	jr-student mode add --student G4-2 --mode ИУП --from 2026-09-08 --class 7А --subject Физика \
	    --order 12
	jr-mark add --date 2026-09-09 --class 7А --subject Алгебра --student G4-2 --mark 5
	run -65 --separate-stderr jr-mark add --date 2026-09-10 --class 7А --subject Физика \
	    --student G4-2 --mark 5
	[[ "$stderr" == *"not on the register of this course since 2026-09-08: taught by an individual plan, order 12;"* ]]
	run --separate-stderr jr-student mode list
	[ "${lines[1]}" = "G4-2,7А,individual,,Физика,2026-09-08,,12" ]
	jr-student mode list | jr-student mode import -q -
	run -65 --separate-stderr jr-student mode add --student G4-2 --mode ИУП --from 2026-09-08 \
	    --class 7А --group Физики --order 12
	[[ "$stderr" == *"a group without a subject names no course"* ]]
}

@test "pupils of a home group are taught in it; with one of the class it is no group of theirs" {
	jr-student mode import - <<-END
		student,mode,from,order
		G4-1,home,2026-09-01,1
		G4-2,home,2026-09-01,2
	END
	jr-group import - <<-END
		class,group,student
		7А,Дома,G4-1
		7А,Дома,G4-2
	END
	jr-course add --class 7А --group Дома --subject Физика --teacher petrov --hours-per-week 1
	jr-lesson set -q --date 2026-09-10 --class 7А --group Дома --subject Физика --number 7 --topic Свет
	jr-mark add --date 2026-09-10 --class 7А --group Дома --subject Физика --student G4-1 --mark 5
	jr-group add --class 7А --group Дома --student G4-3
	run -65 --separate-stderr jr-mark add --date 2026-09-10 --class 7А --group Дома \
	    --subject Физика --student G4-2 --mark 5
	[[ "$stderr" == *"not on the register of this course since 2026-09-01"* ]]
}

@test "he keeps his place in the sheet, with the order, and the sheet goes back in" {
	at_home
	jr-mark add --date 2026-09-07 --class 7А --subject Алгебра --student G4-2 --mark 4
	jr-mark add --date 2026-09-09 --class 7А --subject Алгебра --student G4-1 --mark 5
	jr-mark list --grid --class 7А --subject Алгебра >sheet.csv
	[ "$(tail -n 3 sheet.csv)" = 'G4-1,Белова Вера,,5,
G4-2,Ёлкин Пётр,4,,"taught apart, order № 118"
G4-3,Юдин Олег,,,' ]
	run --separate-stderr jr-mark import --grid --class 7А --subject Алгебра sheet.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	sed 's/^\(G4-2,Ёлкин Пётр,4\),,/\1,н,/' sheet.csv >absent.csv
	run -65 --separate-stderr jr-mark import --grid --class 7А --subject Алгебра absent.csv
	[[ "$stderr" == "jr-mark: absent.csv:8:4: 'G4-2' is not on the register"* ]]
	# Nobody to note: no column.
	[ "$(jr-mark list --grid --class 7А --subject Алгебра --to 2026-09-07 | head -n 1)" = \
	    "number,student,2026-09-07" ]
}

@test "he is on the class's term summary with the order, and in no figures" {
	at_home
	jr-student mode set --student G4-2 --from 2026-09-08 --to ""
	export JR_NOW=2026-10-23T15:00:00
	jr-term import - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-1,5
		7А,Физика,Q1,G4-1,5
		7А,Алгебра,Q1,G4-3,4
		7А,Физика,Q1,G4-3,4
		7А,Алгебра,Q1,G4-2,2
	END
	run --separate-stderr jr-report class-term --class 7А --term Q1
	[ "${lines[2]}" = '7А,2,Ёлкин Пётр,2,,2.00,"taught apart, order № 118"' ]
	run --separate-stderr jr-report class-term --class 7А --term Q1 --part figures
	[ "${lines[1]}" = "7А,3,2,1,1,0,0,0,0,100.0,100.0,82.0,4.50" ]
}

@test "lessons held in the mode class alone count for attendance, from day to day" {
	at_home
	jr-attend import -q - <<-END
		date,class,subject,student,code
		2026-09-07,7А,Алгебра,G4-2,ill
		2026-09-07,7А,Алгебра,G4-1,ill
		2026-09-09,7А,Алгебра,G4-1,ill
		2026-09-10,7А,Физика,G4-3,н
	END
	jr-attend add --date 2026-09-10 --class 7А --group "Ёлкин дома" --subject Алгебра \
	    --student G4-2 --code н
	run --separate-stderr jr-report attendance-term --class 7А --term Q1 -f json
	run --separate-stderr jr-report attendance-term --class 7А --term Q1
	# days, days ill, lessons, ill, excused, unexcused, pending, late, attended: in all
	[ "$(cut -d, -f3,13- <<<"${lines[1]}")" = "Белова Вера,2,2,2,2,0,0,0,0,33.3" ] ||
	    [[ "${lines[1]}" == *"Белова Вера"*"2,2,2,2,0,0,0,0,33.3" ]]
	[[ "${lines[2]}" == *"Ёлкин Пётр"*"1,1,1,1,0,0,0,0,0.0" ]]
	# His own report shows the lesson at home too.
	run --separate-stderr jr-report student-progress --student G4-2 --term Q1
	[[ "${lines[0]}" == *"2026-09-07,2026-09-10"* ]]
	[[ "${lines[1]}" == *"Алгебра,б,н,"* ]]
	run --separate-stderr jr-report absent-today --class 7А --date 2026-09-10
	[ "${lines[1]%%,Ю*}" = "7А,2,1,1,0,0,0,1" ]
}

@test "absent-today: a lesson that he is off does not make him present" {
	jr-student mode add --student G4-3 --mode ИУП --from 2026-09-08 --class 7А \
	    --subject Физика --order 12
	jr-timetable add --class 7А --subject Алгебра --weekday 4 --number 1
	jr-attend take --date 2026-09-10 --class 7А --subject Физика
	jr-attend add --date 2026-09-10 --class 7А --subject Алгебра --student G4-3 --code н
	run --separate-stderr jr-report absent-today --class 7А --date 2026-09-10
	[ "${lines[1]}" = "7А,3,2,1,0,0,0,1,Юдин Олег (н)" ]
}

@test "the diary has the lessons and the homework of his own courses" {
	at_home
	jr-lesson import -q - <<-END
		date,class,group,subject,number,topic,homework
		2026-09-07,7А,,Алгебра,1,Дроби,§ 1
		2026-09-09,7А,,Алгебра,1,Степени,§ 2
		2026-09-10,7А,Ёлкин дома,Алгебра,7,Корни,§ 3
	END
	run --separate-stderr jr-diary show --student G4-2 --from 2026-09-07 --to 2026-09-13
	[[ "$output" == *Дроби* && "$output" == *Корни* ]]
	[[ "$output" != *Степени* && "$output" != *"§ 2"* && "$output" != *Физика*14:* ]]
}

@test "the deputy and the secretary give a mode; a teacher reads it, a stranger does not" {
	jr-staff import - <<-END
		login,surname,given_name,role
		deputy,Зайцева,Нина,deputy
		secretary,Белкина,Ольга,secretary
		idle,Тихий,Олег,
	END
	JR_ACTOR=deputy at_home
	JR_ACTOR=secretary jr-student mode add --student G4-1 --mode treatment --from 2026-09-08 \
	    --order 3
	[ "$(JR_ACTOR=ivanova jr-student mode list | wc -l)" -eq 3 ]
	JR_ACTOR=ivanova run -77 --separate-stderr jr-student mode add --student G4-3 --mode home \
	    --from 2026-09-08 --order 3
	JR_ACTOR=petrov run -77 --separate-stderr jr-student mode set --student G4-1 \
	    --from 2026-09-08 --order 4
	JR_ACTOR=idle run -77 --separate-stderr jr-student mode list
	[ "$stderr" = "jr-student: Тихий may not read study modes" ]
	[ "$(sql 'SELECT count(*) FROM study_mode')" -eq 2 ]
	jr-log verify
}

@test "a word that is no verb of modes is said to be none" {
	run -64 --separate-stderr jr-student mode end --student G4-1
	[ "$stderr" = "jr-student: 'end' is not a verb of 'mode'; there are import, list, add, set and remove" ]
	run -64 --separate-stderr jr-student mode list now
	[ "$stderr" = "jr-student: too many words: 'now'; see jr-student --help" ]
}

@test "audit: a week of a child taught at home finds nothing about the child" {
	at_home
	jr-lesson import -q - <<-END
		date,class,group,subject,number,topic,tasks
		2026-09-07,7А,,Алгебра,1,Дроби,К
		2026-09-09,7А,,Алгебра,1,Дроби,К
	END
	jr-mark import -q - <<-END
		date,class,subject,student,mark,type
		2026-09-07,7А,Алгебра,G4-1,5,К
		2026-09-07,7А,Алгебра,G4-3,5,К
		2026-09-09,7А,Алгебра,G4-1,5,К
		2026-09-09,7А,Алгебра,G4-3,5,К
	END
	export JR_NOW=2026-09-21T08:00:00
	jr-audit run --from 2026-09-07 --to 2026-09-13 || [ $? -eq 1 ]
	run --separate-stderr jr-audit list --rule control-unmarked --from 2026-09-07 --to 2026-09-13
	[[ "$output" == *"2026-09-07"*"Ёлкин Пётр"* ]]	# he was in the class that day
	[[ "$output" != *"2026-09-09"* ]]
	# The lesson at home is due as any other.
	run --separate-stderr jr-audit list --rule lesson-missing --from 2026-09-07 --to 2026-09-13
	[[ "$output" == *"Ёлкин дома"* ]]
}
