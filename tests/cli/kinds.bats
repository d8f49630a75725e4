# Courses that are not like the others: extracurricular ones, electives, courses, terms and
# grades without marks, half an hour a week, two-week cycles.

load helper

setup()
{
	journal_setup
	cat >conf.sed <<-'END'
		s/^language: .*/language: en/
		/^unmarked:/a\
		  - { grades: 2, terms: [Q1] }\
		  - { grades: 7, subjects: [Музыка] }
	END
	sed -f conf.sed "$ROOT/journal.conf" >own.conf
	school_at 2026-09-11T18:00:00 own.conf
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,petrov
		2А,2,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-5,Зимин,Ян,2А
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week,kind
		7А,Алгебра,ivanova,2,
		7А,Разговоры о важном,petrov,1,внеурочная
		7А,Чертёж,petrov,0.5,факультатив
		7А,Музыка,petrov,0.5,
		2А,Математика,ivanova,4,
	END
	jr-timetable import - <<-END
		class,subject,weekday,number,week
		7А,Разговоры о важном,1,1,
		7А,Алгебра,1,2,
		7А,Чертёж,2,1,1
		7А,Музыка,2,1,2
		2А,Математика,1,1,
	END
}

extracurricular=(--date 2026-09-07 --class 7А --subject "Разговоры о важном")

@test "an extracurricular course has a register and topics, and nothing else" {
	jr-lesson set "${extracurricular[@]}" --topic "День знаний" --homework "без задания"
	jr-attend add "${extracurricular[@]}" --student G4-1 --code н
	run -65 --separate-stderr jr-mark add "${extracurricular[@]}" --student G4-1 --mark 5
	[ "$stderr" = "jr-mark: no marks are set in an extracurricular course" ]
	run -65 --separate-stderr jr-mark add "${extracurricular[@]}" --student G4-2 --mark owed
	[ "$stderr" = "jr-mark: no marks are set in an extracurricular course" ]
	run -65 --separate-stderr jr-lesson set "${extracurricular[@]}" --homework "§ 1"
	[ "$stderr" = "jr-lesson: no homework is set in an extracurricular course" ]
	run -65 --separate-stderr jr-lesson import - <<-END
		date,class,subject,topic,tasks
		2026-09-07,7А,Разговоры о важном,День знаний,К: Тест
	END
	[ "$stderr" = "jr-lesson: -:2:5: an extracurricular course has a register and topics, and no tasks" ]
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark
		7А,Разговоры о важном,Q1,G4-1,5
	END
	[[ "$stderr" == "jr-term: -:2:2: 7А has no course in Разговоры о важном"* ]]
	[ "$(sql 'SELECT count(*) FROM task')" -eq 0 ]
}

@test "extracurricular lessons are in no figures" {
	jr-attend add "${extracurricular[@]}" --student G4-1 --code н
	jr-attend take --date 2026-09-07 --class 7А --subject Алгебра
	run --separate-stderr jr-report absent-today --class 7А --date 2026-09-07
	[ "${lines[1]%%,н*}" = "7А,2,2,0,0,0,0,0," ]
	run --separate-stderr jr-report attendance-term --class 7А --term Q1
	[[ "${lines[1]}" == *"Белова Вера"*",0,0,0,0,0,0,0,0,100.0" ]]
	run --separate-stderr jr-report class-term --class 7А --term Q1
	[[ "${lines[0]}" == "class,no,student,Алгебра,Музыка,mean,category" ]]
	run --separate-stderr jr-report student-progress --student G4-1 --term Q1
	[[ "$output" != *"Разговоры"* ]]
	run --separate-stderr jr-diary show --student G4-1 --from 2026-09-07 --to 2026-09-11
	[[ "$output" == *"Разговоры о важном"* ]]
	[ "$(grep -c '^  Разговоры' <<<"$output")" -eq 0 ]
}

@test "an extracurricular lesson is due, its register and topic too; no more is asked of it" {
	export JR_NOW=2026-09-14T08:00:00
	audit()
	{
		jr-audit run -q --from 2026-09-07 --to 2026-09-13 || [ $? -eq 1 ]
		jr-audit list --from 2026-09-07 --to 2026-09-13 | grep Разговоры |
		    grep -o 'lesson-missing\|topic-missing\|register-missing\|homework-[a-z]*\|tasks-[a-z]*\|plan-[a-z]*'
	}
	[ "$(audit)" = lesson-missing ]
	JR_NOW=2026-09-07T15:00:00 jr-lesson set "${extracurricular[@]}" --topic "День знаний"
	[ "$(audit)" = register-missing ]
	JR_NOW=2026-09-07T15:00:00 jr-attend take "${extracurricular[@]}"
	[ "$(audit)" = "" ]
}

@test "an elective is marked, and no term mark is waited for" {
	jr-mark add --date 2026-09-01 --class 7А --subject Чертёж --student G4-1 --mark 5
	run --separate-stderr jr-report class-term --class 7А --term Q1
	[[ "${lines[0]}" != *Чертёж* ]]
	run --separate-stderr jr-report student-progress --student G4-1 --term Q1
	[[ "$output" == *"Чертёж,5,5.00,"* ]]
	jr-term import - <<-END
		class,subject,term,student,mark
		7А,Чертёж,Q1,G4-1,зач
	END
	run --separate-stderr jr-report class-term --class 7А --term Q1
	[[ "${lines[0]}" == *Чертёж* ]]
	[[ "${lines[1]}" == *зач* ]]
}

@test "marks are refused where the grade, the term or the subject has none; the rest is due" {
	run -65 --separate-stderr jr-mark add --date 2026-09-07 --class 2А --subject Математика \
	    --student G4-5 --mark 5
	[ "$stderr" = "jr-mark: no marks are set in grade 2 on 2026-09-07" ]
	run -65 --separate-stderr jr-mark add --date 2026-09-08 --class 7А --subject Музыка \
	    --student G4-1 --mark 5
	[[ "$stderr" == "jr-mark: no marks are set in grade 7 on 2026-09-08"* ]]
	jr-lesson set --date 2026-09-07 --class 2А --subject Математика --topic Числа \
	    --tasks О --homework "с. 3"
	jr-attend add --date 2026-09-07 --class 2А --subject Математика --student G4-5 --code н
	run --separate-stderr jr-report class-term --class 7А --term Q1
	[ "${lines[0]}" = "class,no,student,Алгебра,Музыка,mean,category" ]
	run --separate-stderr jr-report class-term --class 2А --term Q1 --part figures
	[ "${lines[1]}" = "2А,1,0,0,0,0,0,0,0,–,–,–,–" ]
	# The next quarter has marks.
	export JR_NOW=2026-11-10T15:00:00
	jr-mark add --date 2026-11-09 --class 2А --subject Математика --student G4-5 --mark 5
}

@test "term marks are refused where none are set; a credit is not" {
	export JR_NOW=2026-10-22T15:00:00
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark
		2А,Математика,Q1,G4-5,5
		7А,Музыка,Q1,G4-1,4
		7А,Музыка,Q1,G4-2,зач
	END
	[ "${#stderr_lines[@]}" -eq 2 ]
	[ "${stderr_lines[0]}" = "jr-term: -:2:5: no marks are set in grade 2 for this term, but 'зач' and the like" ]
}

@test "half an hour a week is judged as an hour, and lives in two-week slots" {
	[ "$(jr-course list --subject Чертёж | tail -n 1 | cut -d, -f6)" = 0.5 ]
	jr-lesson generate -q --class 7А --from 2026-09-01 --to 2026-09-25
	[ "$(jr-lesson list --class 7А --subject Чертёж | tail -n +2 | cut -d, -f1 | paste -sd,)" = \
	    "2026-09-01,2026-09-15" ]
	[ "$(jr-lesson list --class 7А --subject Музыка | tail -n +2 | cut -d, -f1 | paste -sd,)" = \
	    "2026-09-08,2026-09-22" ]
	# A lesson of half an hour, with marks: 3 a quarter, as at an hour a week.
	jr-course add --class 7А --subject Экология --teacher petrov --hours-per-week 0.5
	jr-timetable add --class 7А --subject Экология --weekday 3 --number 1 --week 1
	export JR_NOW=2026-10-17T15:00:00
	for day in 09-02 09-16 09-30 10-14; do
		jr-attend take -q --date "2026-$day" --class 7А --subject Экология
	done
	jr-mark add -q --date 2026-09-02 --class 7А --subject Экология --student G4-1 --mark 4
	jr-audit run -q --from 2026-10-12 --to 2026-10-18 || [ $? -eq 1 ]
	# 3 marks × the part of the quarter that is over, less one.
	run --separate-stderr jr-audit list --rule marks-few-term --from 2026-10-12 --to 2026-10-18
	[[ "$output" == *Экология*"(now at least 1): Ёлкин Пётр (0)"* ]]
	[[ "$output" != *"Белова"*Экология* ]]
}
