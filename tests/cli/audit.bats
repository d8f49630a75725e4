# jr-audit: what each rule finds and what it does not, and how findings live.

load helper

# A class of three with one course: Алгебра on Mondays and Wednesdays.  The week that
# is looked at is 2026-W37, 7–13 September, on the Monday after it.
setup()
{
	journal_setup
	monday=2026-09-14T06:00:00
	school_at 2026-09-01T08:00:00
	jr-staff import - <<-END
		login,surname,given_name,patronymic,role
		ivanova,Иванова,Анна,Павловна,teacher
		petrov,Петров,Пётр,,teacher
		sidorova,Сидорова,Вера,,teacher
	END
	jr-class add --class 7А --grade 7 --homeroom petrov
	jr-student import - <<-END
		number,surname,given_name,class
		G-1,Абрамов,Иван,7А
		G-2,Борисова,Анна,7А
		G-3,Волков,Пётр,7А
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,2
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number
		7А,,Алгебра,1,2
		7А,,Алгебра,3,2
	END
}

# at MOMENT COMMAND...: at that time of the school's clock
at()
{
	local JR_NOW=$1
	export JR_NOW
	shift
	"$@"
}

# lesson DATE [TOPIC TASKS HOMEWORK]: entered whole, at 15:00 of its day
lesson()
{
	at "$1T15:00:00" jr-lesson import - <<-END
		date,class,group,subject,number,topic,tasks,homework
		$1,7А,,Алгебра,2,${2-Дроби},${3-О},${4-§ 1}
	END
	register "$1" "${5-}"
}

# register DATE [STUDENT CODE]: at 15:00 of the day
register()
{
	at "$1T15:00:00" jr-attend import - <<-END
		date,class,group,subject,number,student,code
		$1,7А,,Алгебра,2,${2:-,taken}
	END
}

# mark DATE STUDENT MARK TYPE [MOMENT]
mark()
{
	at "${5-$1T15:00:00}" jr-mark add --date "$1" --class 7А --subject Алгебра --number 2 \
	    --student "$2" --mark "$3" --type "$4"
}

# found RULE [OPTION...]: its findings as date,class,number,detail
found()
{
	local rule=$1
	shift
	at "${when-$monday}" jr-audit list --rule "$rule" "$@" -f tsv | tail -n +2 | cut -f 2,6,9,10
}

audit()
{
	at "${when-$monday}" jr-audit run "$@"
}

good_week()
{
	lesson 2026-09-07
	lesson 2026-09-09
}

@test "a week without faults has no findings, and says nothing" {
	lesson 2026-09-02
	good_week
	for student in G-1 G-2 G-3; do
		mark 2026-09-07 $student 5 О
		jr-guardian add --student $student --surname Мать --given-name "$student" \
		    --relation мать --phone +79170000000
	done
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Дроби,68
	END
	at 2026-09-07T12:00:00 jr-roster confirm --class 7А
	run -0 --separate-stderr audit --fail-on note
	[ "$output" = "" ]
	[ "$stderr" = "" ]
	[ "$(at "$monday" jr-audit list --all --severity note)" = \
	    "id,date,rule,severity,teacher,class,group,subject,number,detail,state,due" ]
}

@test "a finding is a row with who answers, by when, and its state" {
	lesson 2026-09-07
	audit
	at "$monday" jr-audit list --rule lesson-missing >list
	[ "$(head -1 list)" = \
	    "id,date,rule,severity,teacher,class,group,subject,number,detail,state,due" ]
	[ "$(sed 1d list | cut -d, -f 2-9,11-)" = \
	    "2026-09-09,lesson-missing,error,ivanova,7А,,Алгебра,2,new,2026-09-15" ]
}

# --- lesson-missing ---------------------------------------------------------------

@test "lesson-missing: a place of the timetable, with a lesson or without one" {
	lesson 2026-09-07
	audit
	[ "$(found lesson-missing | cut -f 1-3)" = "2026-09-09	7А	2" ]
	jr-lesson generate --from 2026-09-07 --to 2026-09-13
	run -0 --separate-stderr audit
	[ "$(found lesson-missing --all | wc -l)" -eq 1 ]
}

@test "lesson-missing: topic, task, homework, register or mark is enough" {
	at 2026-09-07T15:00:00 jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Дроби
	register 2026-09-09
	audit
	[ "$(found lesson-missing)" = "" ]
	[ "$(found topic-missing | cut -f 1)" = 2026-09-09 ]
	[ "$(found register-missing | cut -f 1)" = 2026-09-07 ]
}

@test "lesson-missing: a missing lesson hides the other rules of it" {
	audit
	[ "$(found lesson-missing | wc -l)" -eq 2 ]
	for rule in topic-missing register-missing homework-missing tasks-missing; do
		[ "$(found $rule --all)" = "" ]
	done
}

@test "lesson-missing: switched off, the other rules see the lesson" {
	jr-lesson generate --from 2026-09-07 --to 2026-09-13
	sed -i 's/lesson-missing: .*/lesson-missing: { severity: off }/' "$JR_CONF"
	jr-init --upgrade
	audit
	[ "$(found lesson-missing --all)" = "" ]
	[ "$(found topic-missing | wc -l)" -eq 2 ]
}

@test "nothing is judged before the end of the lesson's day" {
	when=2026-09-09T23:59:59 audit --week 2026-W37
	[ "$(found lesson-missing --all | cut -f 1)" = 2026-09-07 ]
	when=2026-09-10T00:00:00 audit --week 2026-W37
	[ "$(found lesson-missing --all | cut -f 1)" = "2026-09-07
2026-09-09" ]
}

@test "nothing is judged before audit.start" {
	sed -i 's/^  start: .*/  start: 2026-09-08/' "$JR_CONF"
	jr-init --upgrade
	audit
	[ "$(found lesson-missing --all | cut -f 1)" = 2026-09-09 ]
}

@test "nothing is judged on days off" {
	audit --from 2026-10-19 --to 2026-11-08
	[ "$(found lesson-missing --all)" = "" ]	# not yet
	when=2026-11-09T06:00:00 audit --from 2026-10-19 --to 2026-11-08
	[ "$(when=2026-11-09T06:00:00 found lesson-missing | cut -f 1 | tr '\n' ' ')" = \
	    "2026-10-19 2026-10-21 2026-11-02 " ]	# not 4 November, nor the holidays
}

@test "nothing is judged of what was brought over from another system" {
	at 2026-09-13T12:00:00 jr-lesson import --transfer - <<-END
		date,class,subject,number,topic
		2026-09-07,7А,Алгебра,2,Дроби
		2026-09-09,7А,Алгебра,2,
	END
	at 2026-09-13T12:00:00 jr-attend import --transfer - <<-END
		date,class,subject,number,student,code
		2026-09-09,7А,Алгебра,2,G-1,absent
	END
	audit
	for rule in topic-missing register-missing homework-missing tasks-missing entry-late \
	    reason-pending homeroom-day; do
		[ "$(found $rule --all)" = "" ]
	done
}

@test "a lesson outside its course's time is not judged" {
	jr-course set --class 7А --subject Алгебра --teacher ivanova --to 2026-09-08
	audit
	[ "$(found lesson-missing | cut -f 1)" = 2026-09-07 ]
}

@test "lesson-missing: by the timetable of the day" {
	jr-timetable import --replace-from 2026-09-08 - <<-END
		class,group,subject,weekday,number,from
		7А,,Алгебра,4,5,2026-09-08
	END
	audit
	[ "$(found lesson-missing | cut -f 1,3)" = "2026-09-07	2
2026-09-10	5" ]
}

@test "lesson-missing: a group's lesson names the group and its teacher" {
	jr-group import - <<-END
		class,group,student
		7А,англ1,G-1
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,англ1,Английский язык,sidorova,1
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number
		7А,англ1,Английский язык,2,1
	END
	audit
	[ "$(at $monday jr-audit list --teacher sidorova -f tsv | grep lesson-missing | cut -f 2,5-9)" = \
	    "2026-09-08	sidorova	7А	англ1	Английский язык	1" ]
}

# --- entry-late ---------------------------------------------------------------------

@test "entry-late: at 23:59:59 in time, at midnight late, once a lesson" {
	at 2026-09-07T23:59:59 jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Дроби
	at 2026-09-07T23:59:59 jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-07,7А,Алгебра,,taken
	END
	at 2026-09-10T00:00:00 jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --topic Дроби
	at 2026-09-10T00:00:00 jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-09,7А,Алгебра,,taken
	END
	audit
	[ "$(found entry-late | cut -f 1,3)" = "2026-09-09	2" ]
	[[ $(found entry-late) == *"10.09.2026 00:00"* ]]
}

@test "entry-late: the register alone" {
	at 2026-09-07T12:00:00 jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Дроби
	at 2026-09-08T12:00:00 jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-07,7А,Алгебра,,taken
	END
	audit
	[ "$(found entry-late | cut -f 1)" = 2026-09-07 ]
}

@test "entry-late: days of grace are the school's setting" {
	at 2026-09-08T23:59:59 jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Дроби
	sed -i 's/entry-late: .*/entry-late: { severity: warning, params: { days: 1 } }/' "$JR_CONF"
	jr-init --upgrade
	audit
	[ "$(found entry-late --all)" = "" ]
}

@test "entry-late: a mark has until its task's own deadline, seven days for an answer" {
	good_week
	mark 2026-09-07 G-1 5 О 2026-09-14T23:59:59
	mark 2026-09-09 G-1 5 О 2026-09-17T00:00:00
	when=2026-09-21T06:00:00 audit
	when=2026-09-21T06:00:00
	[ "$(found entry-late | cut -f 1)" = 2026-09-09 ]
}

@test "entry-late: a control work in algebra is to be marked by the next lesson" {
	lesson 2026-09-07 Дроби К
	lesson 2026-09-09
	mark 2026-09-07 G-1 5 К 2026-09-09T23:59:59
	mark 2026-09-07 G-2 5 К 2026-09-09T23:59:59
	audit
	[ "$(found entry-late --all)" = "" ]
	mark 2026-09-07 G-3 5 К 2026-09-10T00:00:00
	audit
	[ "$(found entry-late | cut -f 1)" = 2026-09-07 ]
}

@test "entry-late: made-up marks and marks of the absent are never late" {
	lesson 2026-09-07 Дроби К '§ 1' G-1,ill
	lesson 2026-09-09
	for student in G-1 G-2; do
		at 2026-09-12T12:00:00 jr-mark add --date 2026-09-07 --class 7А --subject Алгебра \
		    --number 2 --student $student --mark 4 --type К --made-up
	done
	audit
	[ "$(found entry-late --all)" = "" ]
}

# --- topic, tasks, homework, register ---------------------------------------------------

@test "topic-missing: a lesson with a register and without a topic" {
	lesson 2026-09-07
	register 2026-09-09
	audit
	[ "$(found topic-missing | cut -f 1-3)" = "2026-09-09	7А	2" ]
}

@test "tasks-missing: nothing says what was done" {
	lesson 2026-09-07 Дроби ''
	lesson 2026-09-09
	audit
	[ "$(found tasks-missing | cut -f 1)" = 2026-09-07 ]
}

@test "register-missing: taken with nobody absent, or not taken" {
	lesson 2026-09-07
	at 2026-09-09T15:00:00 jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --topic Дроби
	audit
	[ "$(found register-missing | cut -f 1)" = 2026-09-09 ]
}

@test "homework-missing: no homework; «без задания» is an answer" {
	lesson 2026-09-07 Дроби О ''
	lesson 2026-09-09 Дроби О 'без задания'
	audit
	[ "$(found homework-missing | cut -f 1)" = 2026-09-07 ]
}

@test "homework-missing: not after a control work" {
	lesson 2026-09-07 Дроби К ''
	lesson 2026-09-09 Дроби С ''
	audit
	[ "$(found homework-missing | cut -f 1)" = 2026-09-09 ]
}

@test "homework-missing: not in the first of a double lesson" {
	jr-timetable import - <<-END
		class,group,subject,weekday,number
		7А,,Алгебра,3,3
	END
	at 2026-09-09T15:00:00 jr-lesson import - <<-END
		date,class,subject,number,topic
		2026-09-09,7А,Алгебра,2,Дроби
		2026-09-09,7А,Алгебра,3,Дроби
	END
	audit
	[ "$(found homework-missing | cut -f 1,3)" = "2026-09-09	3" ]
}

@test "homework-missing: not in the last lesson of a term" {
	lesson 2026-10-19 Дроби О ''
	lesson 2026-10-21 Дроби О ''
	when=2026-10-26T06:00:00
	audit
	[ "$(found homework-missing | cut -f 1)" = 2026-10-19 ]
}

@test "homework-missing: not in grade 1, and not in subjects that the school names" {
	jr-class add --class 1А --grade 1 --homeroom ''
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		1А,Математика,ivanova,1
		7А,Музыка,ivanova,1
		7А,История,ivanova,1
	END
	for course in '1А,Математика' '7А,Музыка' '7А,История'; do
		at 2026-09-08T15:00:00 jr-lesson import -q - <<-END
			date,class,subject,number,topic
			2026-09-08,$course,5,Тема
			2026-09-10,$course,5,Тема
		END
	done
	audit
	[ "$(found homework-missing --all | cut -f 1-2)" = "2026-09-08	7А" ]
}

@test "homework-missing: not of extracurricular courses, which have no homework" {
	jr-course import - <<-END
		class,subject,teacher,hours_per_week,kind
		7А,Разговоры о важном,ivanova,1,extracurricular
	END
	at 2026-09-07T15:00:00 jr-lesson import -q - <<-END
		date,class,subject,number,topic
		2026-09-07,7А,Разговоры о важном,1,Тема
		2026-09-09,7А,Разговоры о важном,1,Тема
	END
	audit
	[ "$(found homework-missing --all)" = "" ]
	[ "$(found tasks-missing --all)" = "" ]
	[ "$(found register-missing | wc -l)" -eq 2 ]
}

@test "homework-late: a note, on demand" {
	lesson 2026-09-07 Дроби О ''
	at 2026-09-08T00:00:00 jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --homework '§ 1'
	audit
	[ "$(found homework-late | cut -f 1)" = 2026-09-07 ]
	[[ $(at $monday jr-audit list) != *homework-late* ]]
	[[ $(at $monday jr-audit list --severity note) == *homework-late* ]]
}

# --- marks ----------------------------------------------------------------------------

@test "mark-on-absence: names the students, leaves out homework and late comers" {
	lesson 2026-09-07
	lesson 2026-09-09
	mark 2026-09-07 G-1 5 О
	mark 2026-09-07 G-2 4 Д
	mark 2026-09-07 G-3 3 О
	at 2026-09-07T16:00:00 jr-attend import -q - <<-END
		date,class,subject,number,student,code
		2026-09-07,7А,Алгебра,2,G-1,absent
		2026-09-07,7А,Алгебра,2,G-2,ill
		2026-09-07,7А,Алгебра,2,G-3,late
	END
	audit
	[ "$(found mark-on-absence | cut -f 1-3)" = "2026-09-07	7А	2" ]
	[[ $(found mark-on-absence) == *"Абрамов Иван (5)" ]]
}

@test "mark-on-absence: not of students outside the mode class" {
	lesson 2026-09-07
	mark 2026-09-07 G-1 5 О
	at 2026-09-07T16:00:00 jr-attend import -q - <<-END
		date,class,subject,number,student,code
		2026-09-07,7А,Алгебра,2,G-1,absent
	END
	sql "INSERT INTO study_mode (id, student_id, mode, from_date, to_date)
		SELECT 1, id, 'home', '2026-09-01', '9999-12-31' FROM student WHERE number = 'G-1'"
	audit
	[ "$(found mark-on-absence --all)" = "" ]
}

@test "namesakes in a class are told apart by number" {
	jr-student import - <<-END
		number,surname,given_name,patronymic,class
		G-4,Абрамов,Иван,Ильич,7А
	END
	lesson 2026-09-07
	mark 2026-09-07 G-4 5 О
	at 2026-09-07T16:00:00 jr-attend import -q - <<-END
		date,class,subject,number,student,code
		2026-09-07,7А,Алгебра,2,G-4,absent
	END
	audit
	[[ $(found mark-on-absence) == *"Абрамов Иван (G-4) (5)" ]]
}

# Quarter 1 has 39 school days, 2 hours a week want 5 marks.
@test "marks-few-term: nothing before the middle of the term" {
	for day in 2026-09-02 2026-09-07 2026-09-09 2026-09-14 2026-09-16 2026-09-21; do
		lesson $day
	done
	when=2026-09-28T06:00:00
	audit			# 19 of 39 days
	[ "$(found marks-few-term --all)" = "" ]
	when=2026-09-29T06:00:00
	audit --to 2026-09-28	# 20 of 39: floor(5·20/39) − 1 = 1
	[ "$(found marks-few-term | cut -f 2)" = 7А ]
	[[ $(found marks-few-term) == *"Абрамов Иван (0), Борисова Анна (0), Волков Пётр (0)" ]]
}

@test "marks-few-term: students with enough marks, and those who were mostly away, are left out" {
	for day in 2026-09-02 2026-09-07 2026-09-09 2026-09-14 2026-09-16; do
		lesson $day
	done
	lesson 2026-09-21 Дроби О '§ 1' G-2,ill
	lesson 2026-09-23 Дроби О '§ 1' G-2,ill
	lesson 2026-09-28 Дроби О '§ 1' G-2,ill
	mark 2026-09-28 G-1 5 О
	when=2026-09-29T06:00:00
	audit --to 2026-09-28	# G-2 was at 5 of 8 lessons, less than 2/3
	[ "$(found marks-few-term | cut -f 4)" = "$(found marks-few-term | cut -f 4 | sed 's/:.*/: Волков Пётр (0)/')" ]
}

@test "marks-few-term: one finding for course and term, which follows the marks and closes" {
	for day in 2026-09-02 2026-09-07 2026-09-09 2026-09-14 2026-09-16 2026-09-21 2026-09-28; do
		lesson $day
	done
	when=2026-09-29T06:00:00
	audit --to 2026-09-28
	[[ $(found marks-few-term) == *"Абрамов Иван (0), Борисова Анна (0), Волков Пётр (0)" ]]
	mark 2026-09-28 G-1 5 О
	mark 2026-09-28 G-2 5 О
	audit --to 2026-09-28
	[[ $(found marks-few-term --all) == *": Волков Пётр (0)" ]]
	mark 2026-09-28 G-3 5 О
	audit --to 2026-09-28
	[ "$(found marks-few-term)" = "" ]
	[ "$(found marks-few-term --all | wc -l)" -eq 1 ]
}

@test "marks-gap: at least three students with over six lessons in a row" {
	for day in 2026-09-02 2026-09-07 2026-09-09 2026-09-14 2026-09-16 2026-09-21; do
		lesson $day
	done
	when=2026-09-28T06:00:00
	audit --from 2026-09-21 --to 2026-09-22
	[ "$(found marks-gap --all)" = "" ]
	lesson 2026-09-23
	audit
	[[ $(found marks-gap) == *"Абрамов Иван (7), Борисова Анна (7), Волков Пётр (7)" ]]
	mark 2026-09-23 G-3 5 О
	audit
	[ "$(found marks-gap)" = "" ]
}

@test "marks-few-lesson: off until the school wants it" {
	good_week
	mark 2026-09-07 G-1 5 О
	audit
	[ "$(found marks-few-lesson --all)" = "" ]
	sed -i 's/marks-few-lesson: .*/marks-few-lesson: { severity: note, params: { marks: 1 } }/' "$JR_CONF"
	jr-init --upgrade
	audit
	[ "$(found marks-few-lesson | cut -f 1)" = 2026-09-09 ]
}

@test "fail-after-absence: after three missed lessons, not after two" {
	lesson 2026-09-02 Дроби О '§ 1' G-1,ill
	lesson 2026-09-07 Дроби О '§ 1' G-1,ill
	register 2026-09-07 G-2,ill
	lesson 2026-09-09 Дроби О '§ 1' G-1,ill
	register 2026-09-09 G-2,ill
	lesson 2026-09-14
	mark 2026-09-14 G-1 2 О
	mark 2026-09-14 G-2 2 О
	mark 2026-09-14 G-3 2 О
	when=2026-09-21T06:00:00
	audit
	[[ $(found fail-after-absence) == *": Абрамов Иван (2, 14.09.2026)" ]]
}

@test "fail-at-edge: in the first and in the last lesson of a term" {
	lesson 2026-09-02
	mark 2026-09-02 G-1 2 О
	mark 2026-09-02 G-2 3 О
	lesson 2026-09-07
	mark 2026-09-07 G-3 2 О
	when=2026-09-14T06:00:00
	audit --from 2026-09-01 --to 2026-09-13
	[[ $(found fail-at-edge --from 2026-09-01) == *": Абрамов Иван (2, 02.09.2026)" ]]
	[ "$(found fail-at-edge --from 2026-09-01 | wc -l)" -eq 1 ]
	lesson 2026-10-19
	mark 2026-10-19 G-2 2 О
	lesson 2026-10-21
	mark 2026-10-21 G-3 2 О
	when=2026-10-26T06:00:00
	audit
	[[ $(found fail-at-edge) == *": Волков Пётр (2, 21.10.2026)" ]]
}

@test "fail-unanswered: no other mark in three attended lessons" {
	lesson 2026-09-02
	mark 2026-09-02 G-1 2 О
	mark 2026-09-02 G-2 2 О
	mark 2026-09-02 G-3 2 О
	lesson 2026-09-07 Дроби О '§ 1' G-3,ill
	lesson 2026-09-09
	mark 2026-09-09 G-2 3 О
	audit
	[ "$(found fail-unanswered --all)" = "" ]
	lesson 2026-09-14
	when=2026-09-21T06:00:00
	audit
	[[ $(found fail-unanswered) == 2026-09-14*": Абрамов Иван (02.09.2026)" ]]
}

# --- control works ------------------------------------------------------------------------

@test "control-unmarked: after its deadline, by the next lesson" {
	lesson 2026-09-07 Дроби К
	when=2026-09-09T06:00:00 audit --week 2026-W37
	[ "$(found control-unmarked --all)" = "" ]
	lesson 2026-09-09
	when=2026-09-09T23:59:59 audit --week 2026-W37
	[ "$(found control-unmarked --all)" = "" ]
	audit
	[ "$(found control-unmarked | cut -f 1,2)" = "2026-09-07	7А" ]
}

@test "control-unmarked: students who were there, by name" {
	lesson 2026-09-07 Дроби К '§ 1' G-2,ill
	lesson 2026-09-09
	mark 2026-09-07 G-1 4 К
	audit
	[[ $(found control-unmarked) == 2026-09-07*": Волков Пётр" ]]
	mark 2026-09-07 G-3 4 К "$monday"
	audit
	[ "$(found control-unmarked)" = "" ]
}

@test "control-overload: two works a day in a class, not two of one subject" {
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Физика,ivanova,1
	END
	lesson 2026-09-07 Дроби 'К | Т'
	at 2026-09-07T15:00:00 jr-lesson import -q - <<-END
		date,class,subject,number,topic,tasks
		2026-09-07,7А,Физика,3,Тела,О
	END
	audit
	[ "$(found control-overload --all)" = "" ]
	at 2026-09-07T16:00:00 jr-lesson set --date 2026-09-07 --class 7А --subject Физика --tasks К
	audit
	[[ $(found control-overload) == 2026-09-07*": Алгебра, Физика" ]]
	[ "$(at $monday jr-audit list --rule control-overload -f tsv | tail -1 | cut -f 5)" = "" ]
}

# --- attendance ----------------------------------------------------------------------------

@test "reason-pending: three school days after the return, to the homeroom teacher" {
	lesson 2026-09-02 Дроби О '§ 1' G-1,absent
	lesson 2026-09-07		# back; due by the end of the 10th
	when=2026-09-10T23:59:59 audit --from 2026-09-01 --to 2026-09-10
	[ "$(found reason-pending --all)" = "" ]
	when=2026-09-11T06:00:00 audit --from 2026-09-01 --to 2026-09-10
	[[ $(found reason-pending) == 2026-09-02*": Абрамов Иван" ]]
	[ "$(at $monday jr-audit list --rule reason-pending -f tsv | tail -1 | cut -f 5)" = petrov ]
	at 2026-09-11T12:00:00 jr-attend import - <<-END
		date,class,subject,number,student,code
		2026-09-02,7А,Алгебра,2,G-1,ill
	END
	audit
	[ "$(found reason-pending)" = "" ]
}

@test "reason-pending: not while the student is still away" {
	lesson 2026-09-02 Дроби О '§ 1' G-1,absent
	lesson 2026-09-07 Дроби О '§ 1' G-1,absent
	lesson 2026-09-09 Дроби О '§ 1' G-1,absent
	when=2026-09-21T06:00:00
	audit --from 2026-09-01
	[ "$(found reason-pending --all)" = "" ]
}

@test "homeroom-day: when the next school day is over" {
	lesson 2026-09-09 Дроби О '§ 1' G-1,absent
	lesson 2026-09-07 Дроби О '§ 1' G-2,excused
	when=2026-09-10T06:00:00 audit --week 2026-W37
	[ "$(found homeroom-day --all)" = "" ]
	when=2026-09-11T06:00:00 audit --week 2026-W37
	[[ $(found homeroom-day) == 2026-09-09*": Абрамов Иван" ]]
}

# --- terms, plans, people -------------------------------------------------------------------

@test "roster-stale: from the sixth school day of a term, to the homeroom teacher" {
	when=2026-09-08T06:00:00 audit --from 2026-09-01 --to 2026-09-07
	[ "$(found roster-stale --all)" = "" ]
	when=2026-09-09T06:00:00 audit --from 2026-09-01 --to 2026-09-08
	[ "$(found roster-stale | cut -f 1-2)" = "2026-09-08	7А" ]
	at 2026-09-09T12:00:00 jr-roster confirm --class 7А
	audit
	[ "$(found roster-stale)" = "" ]
	when=2026-11-16T06:00:00
	audit
	[ "$(found roster-stale | cut -f 2)" = 7А ]	# the next term
}

@test "term-mark-missing: two school days before the end of the term" {
	when=2026-10-21T06:00:00 audit --from 2026-10-19 --to 2026-10-20
	[ "$(found term-mark-missing --all)" = "" ]
	at 2026-10-21T12:00:00 jr-term import - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G-2,5
	END
	when=2026-10-22T06:00:00
	audit --from 2026-10-19 --to 2026-10-21
	[[ $(found term-mark-missing) == *": Абрамов Иван, Волков Пётр" ]]
}

@test "plan-missing: one finding for a teacher, with the courses" {
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Геометрия,ivanova,2
	END
	audit
	[[ $(found plan-missing) == *": 7А Алгебра, 7А Геометрия" ]]
	jr-plan import - <<-END
		grade,subject,no,topic,hours
		7,Геометрия,1,Прямая,2
	END
	audit
	[[ $(found plan-missing) == *": 7А Алгебра" ]]
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Дроби,2
	END
	audit
	[ "$(found plan-missing)" = "" ]
}

@test "plan-hours: the hours of the plan against those of the curriculum" {
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Дроби,60.5
	END
	audit
	[[ $(found plan-hours) == *": 7А Алгебра (60.50, а не 68)" ]]
	jr-plan add --class 7А --subject Алгебра --no 2 --topic Степени --hours 7.5
	audit
	[ "$(found plan-hours)" = "" ]
}

@test "plan-lag: from mid-term, more than two lessons behind, until it is caught up" {
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Числа,1
		7А,Алгебра,2,Дроби,8
		7А,Алгебра,3,Степени,1
		7А,Алгебра,4,Корни,58
	END
	for day in 02 07 09 14 16 21 23 28 30; do
		lesson 2026-09-$day Числа	# nine lessons for one
	done
	when=2026-09-28T06:00:00
	audit
	[ "$(found plan-lag)" = "" ]	# not yet the middle of the quarter
	when=2026-10-05T06:00:00
	audit
	[[ $(found plan-lag) == *"8"* ]]
	at 2026-10-05T12:00:00 jr-plan merge --class 7А --subject Алгебра --no 2 --into 3 --reason болезнь
	lesson 2026-10-05 'Дроби; Степени'
	lesson 2026-10-07 Корни
	when=2026-10-12T06:00:00
	audit
	[ "$(found plan-lag)" = "" ]
}

@test "plan-lag: what an order took away is no lag" {
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Числа,68
	END
	for day in 02 07 09; do
		lesson 2026-09-$day Числа
	done
	sql "INSERT INTO day_regime (id, from_date, to_date, grade, class_id, kind, order_no, note)
		SELECT 1, '2026-09-14', '2026-09-27', 0, id, 'off', '12', 'карантин' FROM class;
		DELETE FROM school_day WHERE date BETWEEN '2026-09-14' AND '2026-09-27'
			AND class_id = (SELECT id FROM class)"
	when=2026-09-28T06:00:00
	audit
	[ "$(found plan-lag)" = "" ]
}

@test "topic-off-plan: not in the plan, or more than two places away" {
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Числа,1
		7А,Алгебра,2,Дроби,1
		7А,Алгебра,3,Степени,1
		7А,Алгебра,4,Корни,1
		7А,Алгебра,5,Функции,1
		7А,Алгебра,6,Графики,1
		7А,Алгебра,7,Системы,1
	END
	lesson 2026-09-02 Числа
	lesson 2026-09-07 Корни
	lesson 2026-09-09 'игры'
	audit
	[ "$(found topic-off-plan | cut -f 1)" = 2026-09-09 ]
	lesson 2026-09-14 Степени	# nothing is known of the place before it
	lesson 2026-09-16 Системы	# three places on
	when=2026-09-21T06:00:00
	audit
	[ "$(found topic-off-plan --from 2026-09-14 | cut -f 1)" = 2026-09-16 ]
	lesson 2026-09-21 Функции	# two places back
	lesson 2026-09-23 Дроби		# three places back
	when=2026-09-28T06:00:00
	audit
	[ "$(found topic-off-plan --from 2026-09-21 | cut -f 1)" = 2026-09-23 ]
}

@test "guardian-missing and contact-missing: one a class, on demand" {
	jr-guardian import - <<-END
		student,surname,given_name,relation,phone
		G-1,Абрамова,Ольга,мать,+79170000000
		G-2,Борисов,Илья,отец,
	END
	audit
	[[ $(found guardian-missing) == *": Волков Пётр" ]]
	[[ $(found contact-missing) == *": Борисова Анна" ]]
	[ "$(at $monday jr-audit list --rule guardian-missing -f tsv | tail -1 | cut -f 4)" = note ]
}

@test "owed-stale: work owed for over fourteen days" {
	lesson 2026-09-02
	sql "INSERT INTO task_state (task_id, student_id, state, tx_id)
		SELECT t.id, s.id, 'owed', t.tx_id FROM task t, student s WHERE s.number = 'G-1'"
	when=2026-09-16T23:59:59
	audit --from 2026-09-01
	[ "$(found owed-stale --all)" = "" ]
	when=2026-09-17T00:00:00
	audit --from 2026-09-01
	[[ $(found owed-stale) == *": Абрамов Иван (02.09.2026)" ]]
}

# --- the life of findings ---------------------------------------------------------------------

@test "a second run of the week changes nothing" {
	lesson 2026-09-07
	audit
	at $monday jr-audit list --all --severity note >before
	sum=$(dump_store | cksum)
	audit
	at $monday jr-audit list --all --severity note >after
	cmp before after
	[ "$(dump_store | cksum)" = "$sum" ]
}

@test "a mended finding closes, and comes back under its number when spoilt again" {
	lesson 2026-09-07
	register 2026-09-09
	audit
	id=$(at $monday jr-audit list --rule topic-missing -f tsv | tail -1 | cut -f 1)
	[ "$id" -gt 0 ]
	at $monday jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --topic Дроби
	run -0 --separate-stderr audit -v
	[[ $stderr == *"mended 1"* ]]
	[ "$(found topic-missing)" = "" ]
	[ "$(at $monday jr-audit list --rule topic-missing --all -f tsv | tail -1 | cut -f 1,11)" = "$id	mended" ]
	at $monday jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --topic ''
	run -0 --separate-stderr audit -v
	[[ $stderr == *"come back 1"* ]]
	[ "$(at $monday jr-audit list --rule topic-missing -f tsv | tail -1 | cut -f 1)" = "$id" ]
}

@test "a finding of an earlier week closes in the next week's run" {
	audit
	[ "$(found lesson-missing | wc -l)" -eq 2 ]
	lesson 2026-09-14
	lesson 2026-09-16
	at 2026-09-14T10:00:00 jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --topic Дроби
	when=2026-09-21T06:00:00
	audit
	[ "$(found lesson-missing | cut -f 1)" = 2026-09-07 ]
	[ "$(at $when jr-audit list --rule lesson-missing -f tsv | tail -1 | cut -f 11)" = overdue ]
	[ "$(found register-missing --all)" = "" ]	# weeks looked at again bring nothing new
}

@test "facts that nobody can mend are listed in their week, and have no due day" {
	at 2026-09-08T12:00:00 jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Дроби
	audit
	[ "$(at $monday jr-audit list --rule entry-late -f tsv | tail -1 | cut -f 11,12)" = "new	" ]
	when=2026-09-21T06:00:00
	audit
	[ "$(found entry-late)" = "" ]
	[ "$(found entry-late --from 2026-09-07 | cut -f 1)" = 2026-09-07 ]
}

@test "--new shows what the newest week brought" {
	audit
	lesson 2026-09-14
	when=2026-09-21T06:00:00
	audit
	[ "$(found lesson-missing --new | cut -f 1)" = 2026-09-16 ]
	[ "$(found lesson-missing | wc -l)" -eq 3 ]
	audit
	[ "$(found lesson-missing --new | cut -f 1)" = 2026-09-16 ]
}

@test "a dry run tells and stores nothing" {
	run -0 --separate-stderr audit --dry-run
	[[ $stderr == "jr-audit: findings: new "* ]]
	[ "$(at $monday jr-audit list --all | wc -l)" -eq 1 ]
}

@test "who answers is the substitute of the lesson" {
	register 2026-09-07
	register 2026-09-09
	sql "INSERT INTO substitution (lesson_id, kind, staff_id, tx_id)
		SELECT l.id, 'substitute', s.id, 1 FROM lesson l, staff s
		WHERE l.date = '2026-09-09' AND s.login = 'sidorova'"
	audit
	[ "$(at $monday jr-audit list --rule topic-missing -f tsv | tail -n +2 | cut -f 2,5)" = \
"2026-09-07	ivanova
2026-09-09	sidorova" ]
	[ "$(at $monday jr-audit list --teacher sidorova -f tsv | tail -n +2 | cut -f 3)" = topic-missing ]
	[ "$(found homework-missing | cut -f 1)" = 2026-09-07 ]
}

@test "a cancelled lesson is not judged" {
	jr-lesson generate --from 2026-09-07 --to 2026-09-13
	sql "INSERT INTO substitution (lesson_id, kind, tx_id)
		SELECT id, 'cancelled', 1 FROM lesson WHERE date = '2026-09-09'"
	audit
	[ "$(found lesson-missing --all | cut -f 1)" = 2026-09-07 ]
}

# --- options and settings ------------------------------------------------------------------------

@test "--fail-on makes findings of that severity and worse exit 1" {
	good_week
	run -1 --separate-stderr audit --fail-on warning
	[ "$output$stderr" = "" ]
	run -0 --separate-stderr audit --fail-on error
	run -64 --separate-stderr audit --fail-on catastrophe
	[ "$stderr" = "jr-audit: --fail-on cannot be 'catastrophe'" ]
}

@test "weeks, days, terms and today name the same lessons" {
	for span in "--week 2026-W37" "--from 2026-09-07 --to 13.09.2026" "--week last" "--today" "--term Q1"; do
		# shellcheck disable=SC2086 # options
		audit $span
	done
	[ "$(found lesson-missing --from 2026-09-07 | cut -f 1)" = "2026-09-07
2026-09-09" ]
	[ "$(found lesson-missing | wc -l)" -eq 3 ]
	when=2026-09-10T06:00:00 audit --today
}

@test "a span that is none is refused" {
	run -65 --separate-stderr audit --week 2026-W99
	[ "$stderr" = "jr-audit: '2026-W99' is not a week like 2026-W37" ]
	run -65 --separate-stderr audit --from 2031-01-01 --to 2031-01-07
	[ "$stderr" = "jr-audit: no school year of the store has days from 2031-01-01 to 2031-01-07" ]
	run -65 --separate-stderr audit --from 2026-09-09 --to 2026-09-08
	[ "$stderr" = "jr-audit: the span ends before it begins" ]
	run -65 --separate-stderr audit --week last --today
	[ "$stderr" = "jr-audit: choose a week, days, a term or today, not several of them" ]
	when=2026-08-01T06:00:00 run -0 --separate-stderr audit
	[ "$stderr" = "" ]
}

@test "severity, grades and subjects are the school's, and the first exception that fits" {
	python3 - "$JR_CONF" <<-'END'
		import re, sys
		text = open(sys.argv[1]).read()
		text = re.sub(r"    register-missing: .*\n", """    register-missing:
		      severity: error
		      grades: 5-7
		      except:
		        - { grades: 7, subjects: [Физика], severity: off }
		        - { grades: 7, severity: note }
		""".replace("\t", ""), text)
		open(sys.argv[1], "w").write(text)
	END
	jr-init --upgrade
	jr-class add --class 8А --grade 8 --homeroom ''
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Физика,ivanova,1
		8А,Физика,ivanova,1
	END
	at 2026-09-07T15:00:00 jr-lesson import -q - <<-END
		date,class,subject,number,topic
		2026-09-07,7А,Алгебра,2,Тема
		2026-09-07,7А,Физика,3,Тема
		2026-09-07,8А,Физика,3,Тема
	END
	audit
	[ "$(at $monday jr-audit list --rule register-missing -f tsv | tail -n +2 | cut -f 4,6,8)" = "note	7А	Алгебра" ]
}

@test "the rules are listed with their parameters as the school has them" {
	sed -i 's/marks-few-term:$/&\n      grades: 5-11/; s/from_percent: 50, slack: 1/from_percent: 60, slack: 1/' "$JR_CONF"
	jr-init --upgrade
	run -0 --separate-stderr jr-audit rules
	[ "${lines[0]}" = "rule,severity,title,params" ]
	[[ $output == *'lesson-missing,error,"Урок по расписанию, о котором в журнале ничего нет",'* ]]
	[[ $output == *"marks-few-term,warning,Мало отметок для итоговой отметки,from_percent=60 slack=1 present=2/3"* ]]
}

# --- rules of the school ------------------------------------------------------------------------

rule()
{
	mkdir -p rules
	cat >"rules/$1.sql"
}

@test "a rule of the school's own is a file in a folder" {
	good_week
	rule short-topic <<-'END'
		-- audit: short-topic
		-- title: Short topic
		-- severity: warning
		-- who: teacher
		-- due: 2
		-- grain: lesson
		-- params: letters=6
		-- message: {letters} letters are wanted: {topic}
		SELECT l.date, l.course_id, l.number, r.topic
		FROM judged_lesson l JOIN record r ON r.lesson_id = l.lesson_id
		WHERE l.date BETWEEN :from AND :to AND length(r.topic) < :letters
	END
	run -0 --separate-stderr audit --rules rules
	[ "$stderr" = "" ]
	[ "$(found short-topic | head -1)" = "2026-09-07	7А	2	6 letters are wanted: Дроби" ]
}

@test "a rule with an error is named with its line; the others run; 78 at the end" {
	lesson 2026-09-07
	rule broken <<-'END'
		-- audit: broken
		-- title: Broken
		-- severity: warning
		-- who: teacher
		-- due: 2
		-- grain: lesson
		-- message: nothing

		SELECT no_such_column FROM lesson
	END
	rule header <<-'END'
		-- audit: header
		-- title: Header
		-- severity: fatal
		-- who: nobody
		-- due: soon
		-- grain: pupil
		-- message: nothing
		SELECT :unknown
	END
	rule writes <<-'END'
		-- audit: writes
		-- title: Writes
		-- severity: warning
		-- who: teacher
		-- due: 2
		-- grain: lesson
		-- message: nothing
		DELETE FROM lesson
	END
	rule placeholder <<-'END'
		-- audit: placeholder
		-- title: Placeholder
		-- severity: warning
		-- who: teacher
		-- due: 2
		-- grain: lesson
		-- message: about {nothing}
		SELECT date, course_id, number FROM lesson
	END
	run -78 --separate-stderr audit --rules rules
	[[ $stderr == *"jr-audit: rules/header.sql:1: 'fatal' is none of error, warning, note, off"* ]]
	[[ $stderr == *"jr-audit: rules/header.sql:1: 'nobody' is none of teacher, homeroom, deputy"* ]]
	[[ $stderr == *"jr-audit: rules/header.sql:1: 'soon' is neither school days nor 'none'"* ]]
	[[ $stderr == *"jr-audit: rules/header.sql:8: the rule has no parameter 'unknown'"* ]]
	[[ $stderr == *"jr-audit: rules/broken.sql:9: "*no_such_column* ]]
	[[ $stderr == *"jr-audit: rules/writes.sql:8: "* ]]
	[[ $stderr == *"jr-audit: rules/placeholder.sql:7: the query has no column 'nothing' for the message"* ]]
	[ "$(found lesson-missing | cut -f 1)" = 2026-09-09 ]
}

@test "a folder of rules that is not there is said" {
	run -78 --separate-stderr audit --rules nowhere
	[ "$stderr" = "jr-audit: nowhere: No such file or directory" ]
}

@test "the list for people is by teacher, and fits 80 columns" {
	lesson 2026-09-07 Дроби К
	lesson 2026-09-09
	audit
	run -0 --separate-stderr at $monday jr-audit list -f text
	[[ $output == *"Иванова Анна Павловна"* ]]
	[[ $output == *"Петров Пётр"* ]]
	while IFS= read -r line; do
		[ ${#line} -le 80 ]
	done <<<"$output"
}
