# jr-report: the reports that come with the journal, and a school's own.

load helper

# 7А: Алгебра for all, Английский in two groups; 10А: Алгебра.  In English, so that the
# tests do not hang on translations.
setup()
{
	journal_setup
	english_school 2026-09-30T18:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		10А,10,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Иванова,Анна,7А
		G4-4,Иванова,Анна,7А
		G4-5,Мороз,Лев,10А
	END
	jr-group import - <<-END
		class,group,student
		7А,Англ 1,G4-1
		7А,Англ 1,G4-3
		7А,Англ 2,G4-2
		7А,Англ 2,G4-4
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
		10А,,Алгебра,ivanova,3
		7А,Англ 1,Английский язык,ivanova,2
		7А,Англ 2,Английский язык,ivanova,2
	END
	jr-timetable import -q --allow-clashes - <<-END
		class,group,subject,weekday,number
		7А,,Алгебра,1,1
		7А,,Алгебра,3,1
		10А,,Алгебра,1,1
		7А,Англ 1,Английский язык,1,2
		7А,Англ 2,Английский язык,1,2
	END
}

marks()
{
	jr-mark import - <<-END
		date,class,subject,student,mark,type,weight
		2026-09-07,7А,Алгебра,G4-1,5,О,
		2026-09-09,7А,Алгебра,G4-1,4,К,150
		2026-09-07,7А,Алгебра,G4-2,3,О,
		2026-09-07,7А,Английский язык,G4-3,4,О,
	END
}

term_marks()
{
	jr-term import --transfer - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-1,5
		7А,Алгебра,Q1,G4-2,2
		7А,Алгебра,Q1,G4-3,3
		7А,Алгебра,Q1,G4-4,н/а
		7А,Английский язык,Q1,G4-1,5
		7А,Английский язык,Q1,G4-2,осв
		7А,Английский язык,Q1,G4-3,4
		7А,Английский язык,Q1,G4-4,4
	END
}

@test "alone it lists the reports, with no store" {
	unset JR_STORE JR_CONF JR_NOW
	run --separate-stderr jr-report
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "${lines[0]}" = "report,title" ]
	[ "${lines[1]}" = "absent-today,Absent today" ]
	files=("$ROOT"/share/reports/*.sql)
	[ "${#lines[@]}" -eq $((1 + ${#files[@]})) ]
}

@test "NAME --help says what a report takes and shows, with no store" {
	unset JR_STORE JR_CONF JR_NOW
	run --separate-stderr jr-report absent-today --help
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "absent-today: Absent today" ]
	[[ "$output" == *"  --date=DATE"* ]]
	[[ "$output" != *"--term"* ]]
	[[ "$output" == *"  names                   Who"* ]]
}

@test "every report has help that names each of its columns, in both languages" {
	unset JR_STORE JR_CONF JR_NOW
	for file in "$ROOT"/share/reports/*.sql; do
		name=$(basename "$file" .sql)
		for lang in en ru; do
			run --separate-stderr jr-report "$name" --help --lang $lang
			[ "$status" -eq 0 ]
			[ "$stderr" = "" ]
			[[ "${lines[0]}" == "$name: "?* ]]
			for column in $(sed -n 's/^-- column \([a-z0-9_]*\):.*/\1/p' "$file"); do
				grep -q "^  $column  *[^ ]" <<<"$output"
			done
		done
	done
}

@test "of an unknown report the nearest names are said" {
	run --separate-stderr jr-report class-tern
	[ "$status" -eq 64 ]
	[ "$stderr" = "jr-report: there is no report 'class-tern'; near it is: class-term" ]
	run --separate-stderr jr-report zzz
	[ "$stderr" = "jr-report: there is no report 'zzz'" ]
}

@test "class-term shows weighted means where there are no term marks yet" {
	marks
	run --separate-stderr jr-report class-term
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$output" = "class,no,student,Алгебра,Английский язык,mean,category
7А,1,Белова Вера,4.40,,–,incomplete
7А,2,Ёлкин Пётр,3.00,,–,incomplete
7А,3,Иванова Анна (G4-3),,4.00,–,incomplete
7А,4,Иванова Анна (G4-4),,,–,incomplete" ]
}

@test "class-term says below that these are no term marks, with a decimal comma in Russian" {
	marks
	run --separate-stderr jr-report class-term -f text
	[[ "$output" == *"the weighted mean so far stands"* ]]
	sql "UPDATE setting SET value = 'ru' WHERE key = 'language'"
	run --separate-stderr jr-report class-term -f text
	[[ "$output" == *"4,40"* ]]
	term_marks
	run --separate-stderr jr-report class-term -f text
	[[ "$output" != *"4,40"* ]]
	[[ "$output" != *"средневзвешенный"* ]]
}

@test "class-term counts the figures of a subject half up, without the exempt" {
	term_marks
	run --separate-stderr jr-report class-term --class 7А --term Q1 --footers
	[ "$output" = "class,no,student,Алгебра,Английский язык,mean,category
7А,1,Белова Вера,5,5,5.00,excellent
7А,2,Ёлкин Пётр,2,осв,2.00,failing
7А,3,Иванова Анна (G4-3),3,4,3.50,passing
7А,4,Иванова Анна (G4-4),н/а,4,4.00,not attested
7А,,Marks 5,1,1,,
7А,,Marks 4,0,2,,
7А,,Marks 3,1,0,,
7А,,Marks 2,1,0,,
7А,,Not attested,1,0,,
7А,,Exempt,0,1,,
7А,,\"Passed, %\",50.0,100.0,,
7А,,\"Quality, %\",25.0,100.0,,
7А,,\"Degree of learning, %\",39.8,76.0,,
7А,,Mean,3.33,4.33,," ]
}

@test "a class's figures count its students" {
	term_marks
	run --separate-stderr jr-report class-term --class 7А --part figures
	[ "$output" = "class,students,n,excellent,good,passing,failing,not_attested,incomplete,pass,quality,sou,mean
7А,4,4,1,0,1,1,1,0,50.0,25.0,55.3,3.83" ]
}

@test "a student taught apart stays on the list and out of the figures" {
	term_marks
	sql "INSERT INTO study_mode SELECT 1, id, NULL, 'home', '2026-09-01',
	    '9999-12-31', '12-о' FROM student WHERE number = 'G4-2'"
	run --separate-stderr jr-report class-term --footers
	[[ "$output" == *"7А,2,Ёлкин Пётр,2,осв,2.00,\"taught apart, order 12-о\""* ]]
	[[ "$output" == *"7А,,Marks 2,0,0,,"* ]]
	[[ "$output" == *"7А,,\"Passed, %\",66.7,100.0,,"* ]]
}

@test "a student exempt from all is not counted" {
	term_marks
	jr-term import - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-2,осв
	END
	run --separate-stderr jr-report class-term
	[[ "$output" == *"7А,2,Ёлкин Пётр,осв,осв,–,not counted"* ]]
}

@test "namesakes of a class are told apart by patronymic, else by number" {
	jr-student import - <<-END
		number,surname,given_name,patronymic,class
		G4-1,Белова,Вера,Олеговна,7А
		G4-3,Иванова,Анна,Петровна,7А
		G4-4,Иванова,Анна,Ильинична,7А
		G4-6,Иванова,Анна,,7А
		G4-7,Ёлкин,Пётр,Львович,7А
		G4-8,Ёлкин,Пётр,Львович,7А
		G4-2,Ёлкин,Пётр,Львович,7А
		G4-9,Белова,Вера,,10А
	END
	names='7А,1,Белова Вера
7А,2,Ёлкин Пётр (G4-2)
7А,3,Ёлкин Пётр (G4-7)
7А,4,Ёлкин Пётр (G4-8)
7А,5,Иванова Анна (G4-6)
7А,6,Иванова Анна Ильинична
7А,7,Иванова Анна Петровна'
	[ "$(jr-report class-term --class 7А | tail -n +2 | cut -d, -f1-3)" = "$names" ]
	[ "$(jr-report attendance-term --class 7А | tail -n +2 | cut -d, -f1-3)" = "$names" ]
	[[ "$(jr-report class-term --class 10А)" == *"10А,1,Белова Вера,"* ]]
	jr-attend add --date 2026-09-28 --class 7А --subject Алгебра --student G4-4 --code ill
	[ "$(jr-report absent-today --class 7А --date 2026-09-28 | tail -n 1 | cut -d, -f9)" = "Иванова Анна Ильинична (б)" ]
	[[ "$(jr-report student-progress --student G4-3)" == *'"Иванова Анна, 7А"'* ]]
}

@test "who has left before the term's end is not on its list" {
	jr-student set --number G4-2 --left-on 2026-09-20
	run --separate-stderr jr-report class-term
	[[ "$output" != *Ёлкин* ]]
}

@test "attendance-term counts days and lessons by month and in all" {
	jr-attend import - <<-END
		date,class,group,subject,student,code
		2026-09-07,7А,,Алгебра,G4-1,ill
		2026-09-07,7А,Англ 1,Английский язык,G4-1,ill
		2026-09-09,7А,,Алгебра,G4-1,late
		2026-09-14,7А,,Алгебра,G4-2,absent
		2026-09-14,7А,Англ 2,Английский язык,,taken
	END
	run --separate-stderr jr-report attendance-term --class 7А
	[ "$status" -eq 0 ]
	[ "${lines[1]}" = "7А,1,Белова Вера,1,1,2,2,0,0,0,1,50.0,1,1,2,2,0,0,0,1,50.0" ]
	[ "${lines[2]}" = "7А,2,Ёлкин Пётр,0,0,1,0,0,0,1,0,75.0,0,0,1,0,0,0,1,0,75.0" ]
	[ "${lines[4]}" = "7А,4,Иванова Анна (G4-4),0,0,0,0,0,0,0,0,100.0,0,0,0,0,0,0,0,0,100.0" ]
}

@test "student-progress is a grid of marks and absences by day" {
	marks
	jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-14,7А,Алгебра,G4-1,ill
		2026-09-09,7А,Алгебра,G4-1,late
	END
	run --separate-stderr jr-report student-progress --student G4-1
	[ "$output" = "student,subject,2026-09-07,2026-09-09,2026-09-14,mean,term_mark
\"Белова Вера, 7А\",Алгебра,5,о 4,б,4.40,
\"Белова Вера, 7А\",Английский язык,,,,–," ]
}

@test "absent-today names who has missed every lesson so far; a dash: no register" {
	jr-attend import - <<-END
		date,class,group,subject,student,code
		2026-09-28,7А,,Алгебра,G4-1,ill
		2026-09-28,7А,,Алгебра,G4-2,absent
		2026-09-28,7А,Англ 2,Английский язык,,taken
	END
	run --separate-stderr jr-report absent-today --date 28.09.2026 --footers
	[ "$output" = "class,students,present,absent,ill,excused,unexcused,pending,names
7А,4,3,1,1,0,0,0,Белова Вера (б)
10А,1,–,–,–,–,–,–,
In all,5,3,1,1,0,0,0," ]
}

@test "a term that has not begun, or that the class does not have, is said" {
	run --separate-stderr jr-report class-term --term Q2
	[ "$status" -eq 65 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-report: Q2 begins only on 2026-11-02" ]
	run --separate-stderr jr-report class-term --class 10А --term Q1
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-report: grade 10 gets no marks for this term; its terms are H1, H2, Y" ]
	JR_NOW=2026-08-30T10:00:00 run --separate-stderr jr-report class-term --year 2026/27
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-report: no term has begun yet: Q1 begins on 2026-09-01" ]
}

@test "unknown names are said" {
	run --separate-stderr jr-report class-term --class 7В
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-report: there is no class '7В' in 2026/27" ]
	run --separate-stderr jr-report student-progress --student 'Иванова Анна'
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-report: 'Иванова Анна' fits several students: G4-3 (7А), G4-4 (7А); give the number" ]
	run --separate-stderr jr-report class-term --date 2026-09-01
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-report: the report class-term takes no --date" ]
	run --separate-stderr jr-report class-term --part x
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-report: the report class-term has no part 'x', but figures" ]
}

@test "the default term is the class's own" {
	run --separate-stderr jr-report class-term --class 10А -f text
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "Class summary of term marks: 10А, 1 полугодие 2026/27" ]
}

@test "a school's own report needs no C, and may replace ours" {
	mkdir own
	cat >own/count.sql <<-'END'
		-- report: count
		-- title: How many
		-- scope: class
		-- params: class
		-- integers: students
		-- column class: Class
		-- column students: Students
		SELECT c.name AS class, count(e.student_id) AS students
		FROM scope
		JOIN class c ON c.id = scope.id
		JOIN enrolment e ON e.class_id = c.id
		GROUP BY c.id, c.name, c.sort_key ORDER BY c.sort_key;
	END
	run --separate-stderr jr-report count --reports own
	[ "$status" -eq 0 ]
	[ "$output" = "class,students
7А,4
10А,1" ]
	sed 's/report: count/report: class-term/' own/count.sql >own/class-term.sql
	run --separate-stderr jr-report class-term --reports own
	[ "${lines[0]}" = "class,students" ]
}

@test "a faulty report says file and line, and the others still work" {
	mkdir own
	printf -- '-- report: bad\n-- titel: Bad\nSELECT 1\n' >own/bad.sql
	run --separate-stderr jr-report --reports own
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-report: own/bad.sql:2: unknown header 'titel'" ]
	files=("$ROOT"/share/reports/*.sql)
	[ "${#lines[@]}" -eq $((1 + ${#files[@]})) ]
	printf -- '-- report: bad\n-- title: Bad\nSELECT name FROM class\n' >own/bad.sql
	run --separate-stderr jr-report --reports own
	[ "$stderr" = "jr-report: own/bad.sql:3: the query must join scope (id), what may be looked at" ]
	printf -- '-- report: bad\n-- title: Bad\nSELECT nme FROM scope\n' >own/bad.sql
	run --separate-stderr jr-report bad --reports own
	[ "$status" -eq 78 ]
	[ "$output" = "" ]
	[[ $stderr == "jr-report: own/bad.sql:3: "*nme* ]]
}

@test "a report cannot write" {
	mkdir own
	printf -- '-- report: bad\n-- title: Bad\nDELETE FROM mark -- scope\n' >own/bad.sql
	run --separate-stderr jr-report bad --reports own
	[ "$status" -ne 0 ]
	[ "$output" = "" ]
	[[ "$stderr" == "jr-report: own/bad.sql:3: "* ]]
}

@test "formats: JSON lines, HTML page" {
	term_marks
	run --separate-stderr jr-report class-term --class 7А -f json
	[ "${#lines[@]}" -eq 2 ]
	[[ "${lines[0]}" == *'"title":"Class summary of term marks: 7А, 1 четверть 2026/27"'* ]]
	run --separate-stderr jr-report class-term --class 7А -f html
	[[ "$output" == *"</html>"* ]]
}
