#!/usr/bin/env bats
# Who may do what: share/rights.yaml, asked by the library.

load helper

# Two classes, one teacher and one homeroom teacher each, and everybody else who works
# in a school.  The clock is Thursday noon.
setup()
{
	journal_setup
	english_school 2026-09-10T12:00:00
	jr-staff import - <<-END
		login,surname,given_name,role
		ivanova,Иванова,Анна,
		petrova,Петрова,Вера,
		deputy,Зайцева,Нина,deputy
		director,Громов,Лев,director
		secretary,Белкина,Ольга,secretary
		counsellor,Котова,Инна,counsellor
		admin,Админов,Егор,admin
		idle,Тихий,Олег,
	END
	printf '%s\n' class,grade,homeroom 7А,7,petrova 7Б,7,ivanova | jr-class import -
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Юдин,Олег,7Б
	END
	jr-guardian import - <<-END
		student,surname,given_name,relation,phone
		G4-1,Белов,Иван,отец,8-1
		G4-3,Юдина,Анна,мать,8-3
	END
	printf '%s\n' class,group,student 7А,англ,G4-1 7Б,англ,G4-3 | jr-group import -
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
		7Б,,Алгебра,petrova,3
		7А,англ,Английский язык,petrova,2
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number
		7А,,Алгебра,1,2
		7Б,,Алгебра,1,3
		7А,англ,Английский язык,2,1
	END
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Числа,1
		7Б,Алгебра,1,Числа,1
	END
	jr-lesson import - <<-END
		date,class,subject,topic
		2026-09-07,7А,Алгебра,Числа
		2026-09-07,7Б,Алгебра,Числа
	END
	printf '%s\n' date,class,subject,student,mark 2026-09-07,7А,Алгебра,G4-1,4 \
	    2026-09-07,7Б,Алгебра,G4-3,3 | jr-mark import -
	printf '%s\n' date,class,subject,student,code 2026-09-07,7А,Алгебра,G4-2,н \
	    2026-09-07,7Б,Алгебра,G4-3,о5 | jr-attend import -
}

as()
{
	JR_ACTOR=$1 "${@:2}"
}

# --- What each action is, on the class and the course of 7А ---------------------

lesson=(--date 2026-09-07 --class 7А --subject Алгебра)

do_mark()	{ jr-mark add -n "${lesson[@]}" --student G4-2 --type Д --mark 5; }
do_correct()	{ jr-mark set -n "${lesson[@]}" --student G4-1 --mark 5 --reason опечатка; }
do_change()	{ jr-mark set -n "${lesson[@]}" --student G4-1 --mark 5; }
do_absent()	{ jr-attend add -n "${lesson[@]}" --student G4-1 --code н; }
do_reason()	{ jr-attend set -n "${lesson[@]}" --student G4-2 --code б; }
do_present()	{ jr-attend remove -n "${lesson[@]}" --student G4-2; }
do_topic()	{ jr-lesson set -n --date 2026-09-14 --class 7А --subject Алгебра --topic Дроби; }
do_generate()	{ jr-lesson generate -n --class 7А; }
do_plan()	{ jr-plan add -n --class 7А --subject Алгебра --no 2 --topic Дроби --hours 1; }
do_term_mark()	{ printf '%s\n' class,subject,term,student,mark 7А,Алгебра,Q1,G4-1,4 |
			jr-term import -n -; }
do_student()	{ jr-student add -n --number G4-9 --surname Ан --given-name Юн --class 7А; }
do_move()	{ jr-student set -n --number G4-1 --class 7Б --from 2026-09-09; }
do_guardian()	{ jr-guardian set -n --student G4-1 --surname Белов --given-name Иван --phone 8-2; }
do_group()	{ jr-group add -n --class 7А --group англ --student G4-2; }
do_confirm()	{ jr-roster confirm -n --class 7А; }
do_staff()	{ jr-staff add -n --login new --surname Новая --given-name Ида --role teacher; }
do_role()	{ jr-staff set -n --login idle --role deputy; }
do_class()	{ jr-class add -n --class 8А --grade 8 --homeroom idle; }
do_course()	{ jr-course add -n --class 7А --subject Химия --teacher idle --hours-per-week 2; }
do_timetable()	{ jr-timetable add -n --class 7А --subject Алгебра --weekday 3 --number 1; }
do_calendar()	{ sed 's/Day of National Unity/Unity/; s/День народного единства/Единство/' \
			"$JR_CONF" >new.conf; jr-init --upgrade -n -c new.conf; }
do_conf()	{ sed 's/^edit_days: .*/edit_days: 9/' "$JR_CONF" >new.conf
			jr-init --upgrade -n -c new.conf; }
do_audit()	{ jr-audit run -n --week 2026-W37; }
do_revert()	{ jr-log revert -n "$(last_tx)" --reason ошибка; }
do_copy()	{ jr-init --copy "$JR_STORE" -n -s "$(store_at copy)"; }

last_tx()
{
	env -u JR_ACTOR jr-log list | tail -n 1 | cut -d, -f1
}

# may DO: the roles that may, of those in $roles, must be $2, in words joined by blanks.
roles='ivanova petrova deputy director secretary counsellor admin cron:nightly idle'
may()
{
	local actor yes=''

	for actor in $roles; do
		run as "$actor" "do_$1"
		case $status in
		0)	yes="$yes $actor" ;;
		77)	;;
		*)	echo "$1 as $actor: $status: $output"
			return 1 ;;
		esac
	done
	[ "$yes" = "${2:+ $2}" ] || { echo "$1: may:$yes"; return 1; }
}

@test "marks, absences, topics: the teacher of the course" {
	may mark ivanova
	may absent ivanova
	may topic ivanova
	may term_mark ivanova
}

@test "what is stored: its teacher, and deputy and director with a reason" {
	may change ivanova
	may correct 'ivanova deputy director'
	may present ivanova
}

@test "the reason of an absence: the homeroom teacher, deputy, director" {
	may reason 'petrova deputy director'
}

@test "plans: the teacher, deputy, director" {
	may plan 'ivanova deputy director'
}

@test "the roster of a class: its homeroom teacher, secretary, admin" {
	may student 'petrova secretary admin'
	may guardian 'petrova secretary admin'
	may confirm petrova
	may move 'secretary admin'
}

@test "groups: whoever keeps the roster, and who plans the courses" {
	may group 'petrova deputy director secretary admin'
}

@test "courses and the timetable: deputy, director, admin" {
	may course 'deputy director admin'
	may timetable 'deputy director admin'
	may generate 'deputy director admin'
}

@test "staff and classes: secretary and admin; roles are given by the admin alone" {
	may staff 'secretary admin'
	may class 'secretary admin'
	may role admin
}

@test "the calendar: deputy, director, admin; the rest of the configuration: admin" {
	may calendar 'deputy director admin'
	may conf admin
}

@test "running the audit: deputy, director, cron" {
	may audit 'deputy director cron:nightly'
}

@test "another's transaction is taken back by deputy and director, with a reason" {
	may revert 'deputy director'
}

@test "a copy of the store: admin and cron" {
	may copy 'admin cron:nightly'
}

# --- Reading ----------------------------------------------------------------------

do_staff_list()		{ jr-staff list; }
do_class_list()		{ jr-class list; }
do_student_list()	{ jr-student list; }
do_guardian_list()	{ jr-guardian list; }
do_group_list()		{ jr-group list; }
do_course_list()	{ jr-course list; }
do_timetable_list()	{ jr-timetable list; }
do_plan_list()		{ jr-plan list; }
do_lesson_list()	{ jr-lesson list; }
do_mark_list()		{ jr-mark list; }
do_attend_list()	{ jr-attend list; }
do_term_list()		{ jr-term list; }
do_diary()		{ jr-diary show --student G4-1; }
do_class_term()		{ jr-report class-term --class 7А; }
do_attendance_term()	{ jr-report attendance-term --class 7А; }
do_absent_today()	{ jr-report absent-today --class 7А; }
do_progress()		{ jr-report student-progress --student G4-1; }
do_findings()		{ jr-audit list; }
do_log()		{ jr-log verify; }
do_anchor()		{ jr-log anchor; }
do_show()		{ jr-log show "$(last_tx)"; }

all='deputy director'

@test "lists: who may read something of their kind" {
	may staff_list "$all secretary admin cron:nightly"
	may class_list "ivanova petrova $all secretary admin cron:nightly"
	may student_list "ivanova petrova $all secretary admin cron:nightly"
	may guardian_list "ivanova petrova $all secretary counsellor admin cron:nightly"
	may group_list "ivanova petrova $all secretary admin cron:nightly"
	may course_list "ivanova petrova $all admin cron:nightly"
	may timetable_list "ivanova petrova $all admin cron:nightly"
}

@test "lists of the journal: its teachers, the school's heads, attendance the counsellor" {
	may plan_list "ivanova petrova $all cron:nightly"
	may lesson_list "ivanova petrova $all cron:nightly"
	may mark_list "ivanova petrova $all cron:nightly"
	may term_list "ivanova petrova $all cron:nightly"
	may attend_list "ivanova petrova $all counsellor cron:nightly"
}

@test "diaries and reports: the homeroom teacher of the class and the school's heads" {
	may diary "petrova $all cron:nightly"
	may class_term "petrova $all cron:nightly"
	may progress "petrova $all cron:nightly"
	may attendance_term "petrova $all counsellor cron:nightly"
	may absent_today "petrova $all counsellor cron:nightly"
}

@test "findings and history" {
	may findings "ivanova petrova $all cron:nightly"
	may log "$all admin cron:nightly"
	may anchor "$all admin cron:nightly"
	may show "$all cron:nightly"
}

# The rows that an actor sees, in short.
rows()
{
	as "$1" "${@:2}" -f tsv | tail -n +2
}

@test "lists show a teacher his courses, and a homeroom teacher the class" {
	[ "$(rows ivanova jr-mark list | cut -f2,6)" = $'7А\tG4-1\n7Б\tG4-3' ]
	[ "$(rows petrova jr-mark list | cut -f2,6)" = $'7А\tG4-1\n7Б\tG4-3' ]
	jr-class set --class 7Б --homeroom idle
	[ "$(rows ivanova jr-mark list | cut -f2,6)" = $'7А\tG4-1' ]
	[ "$(rows ivanova jr-attend list | cut -f2,6)" = $'7А\tG4-2' ]
	[ "$(rows ivanova jr-lesson list | cut -f2)" = 7А ]
	[ "$(rows ivanova jr-plan list | cut -f1)" = 7А ]
	[ "$(rows ivanova jr-course list | cut -f1,3)" = $'7А\tАлгебра' ]
	[ "$(rows ivanova jr-timetable list | cut -f1,3)" = $'7А\tАлгебра' ]
	[ "$(rows ivanova jr-student list | cut -f1)" = $'G4-1\nG4-2' ]
	[ "$(rows ivanova jr-class list | cut -f1)" = 7А ]
	run -77 as ivanova jr-guardian list
	[ "$(rows idle jr-mark list | cut -f2,6)" = $'7Б\tG4-3' ]
	[ "$(rows idle jr-guardian list | cut -f1)" = G4-3 ]
	[ "$(rows deputy jr-mark list | wc -l)" = 2 ]
	[ "$(rows counsellor jr-attend list | wc -l)" = 2 ]
}

@test "the roster is exported as far as it may be read" {
	run -0 --separate-stderr as secretary jr-roster export roster
	[ "$stderr" = "jr-roster: Белкина may not read courses
jr-roster: Белкина may not read the timetable
jr-roster: Белкина may not read plans" ]
	[ "$(echo roster/*)" = "roster/class.csv roster/enrolment.csv roster/group.csv roster/guardian.csv roster/staff.csv roster/student.csv" ]
	run -0 --separate-stderr as secretary jr-roster import roster
	[ "$stderr" = "jr-roster: nothing changed" ]
	run -0 as petrova jr-roster export class
	[ "$(cut -d, -f1 class/student.csv)" = $'number\nG4-1\nG4-2\nG4-3' ]	# 7А, and whom she teaches
	[ "$(cut -d, -f1 class/guardian.csv)" = $'student\nG4-1' ]
	run -77 as idle jr-roster export nothing
}

@test "a homeroom teacher no longer reads the guardians of who has left the class" {
	[ "$(rows petrova jr-guardian list | cut -f1)" = G4-1 ]
	jr-student set --number G4-1 --class 7Б --from 2026-09-08
	run -0 as petrova jr-guardian list
	[ "${#lines[@]}" = 1 ]
	[ "$(rows ivanova jr-guardian list | cut -f1)" = $'G4-1\nG4-3' ]
}

@test "a report on the classes is of the homeroom teacher's alone" {
	run -0 --separate-stderr as petrova jr-report absent-today --date 2026-09-07
	[[ $output = *7А* && $output != *7Б* ]]
	run -77 --separate-stderr as petrova jr-report absent-today --class 7Б
	[ "$stderr" = "jr-report: Петрова may not read attendance" ]
	run -77 --separate-stderr as petrova jr-report student-progress --student G4-3
	run -0 --separate-stderr as deputy jr-report absent-today --date 2026-09-07
	[[ $output = *7А* && $output = *7Б* ]]
}

@test "a report that does not say what it reads needs all of it" {
	mkdir reports
	printf -- '-- report: own\n-- title: Own\n-- scope: class\nSELECT c.name FROM scope
		JOIN class c ON c.id = scope.id\n' >reports/own.sql
	run -0 as petrova jr-report --reports reports own
	run -77 as counsellor jr-report --reports reports own
	sed -i 's/^-- scope.*/-- scope: course\n-- reads: mark/
		s/JOIN class.*/JOIN course co ON co.id = scope.id JOIN class c ON c.id = co.class_id/' \
	    reports/own.sql
	jr-class set --class 7Б --homeroom idle
	run -0 as ivanova jr-report --reports reports own
	[[ $output = *7А* && $output != *7Б* ]]
	sed -i 's/^-- reads.*/-- reads: everything/' reports/own.sql
	run -0 --separate-stderr jr-report --reports reports
	[ "${stderr#*own.sql:}" = "4: 'everything' is not allowed in 'reads'" ]
}

# --- Courses, days, lessons ---------------------------------------------------------

@test "who is refused hears whose course it is, at the cell of the subject" {
	printf '%s\n' date,class,student,subject,mark 2026-09-07,7Б,G4-3,Алгебра,5 \
	    2026-09-07,7А,G4-2,Алгебра,5 >marks.csv
	run -77 --separate-stderr as petrova jr-mark import marks.csv
	[ "$stderr" = "jr-mark: marks.csv:3:4: Петрова may not set marks in 7А Алгебра; its teacher is Иванова" ]
	[ "$(sql 'SELECT count(*) FROM mark')" = 2 ]
	run -77 --separate-stderr as petrova env LC_ALL=ru_RU.UTF-8 jr-mark import marks.csv
	[ "$stderr" = "jr-mark: marks.csv:3:4: Петрова не может ставить отметки: 7А Алгебра; учитель — Иванова" ]
}

@test "the course is the teacher's on the days of his load, and no other" {
	printf '%s\n' class,subject,teacher,from,to,hours_per_week \
	    7А,Алгебра,ivanova,2026-09-01,2026-09-07,3 7А,Алгебра,idle,2026-09-08,,3 |
	    jr-course import -
	jr-timetable add --class 7А --subject Алгебра --weekday 2 --number 3
	run -0 as ivanova do_change
	run -77 as idle do_change
	run -0 as idle jr-mark add --date 2026-09-08 --class 7А --subject Алгебра \
	    --student G4-1 --mark 5
	run -77 as ivanova jr-mark add --date 2026-09-08 --class 7А --subject Алгебра \
	    --student G4-2 --mark 5
}

@test "who stands in for the teacher keeps that lesson" {
	run -77 as idle do_mark
	sql "INSERT INTO substitution (lesson_id, kind, staff_id, tx_id)
		SELECT l.id, 'substitute', s.id, 1 FROM lesson l, course co, class c, staff s
		WHERE co.id = l.course_id AND c.id = co.class_id AND c.name = '7А'
			AND s.login = 'idle'"
	run -0 as idle do_mark
	run -0 as idle do_absent
	run -77 as idle do_topic
}

@test "roles are dated, and end" {
	jr-staff set --login deputy --role ''
	JR_NOW=2026-09-11T08:00:00 run -77 as deputy do_audit
}

@test "who does not work here, or is nobody, is refused" {
	run -77 --separate-stderr as nobody jr-mark list
	[ "$stderr" = "jr-mark: JR_ACTOR is 'nobody', and nobody of that login works here today" ]
	run -77 as cron: jr-mark list
	run -77 as 'cron:a b' jr-mark list
	run -77 as local:root jr-mark list
	jr-staff remove 2026-09-09 --login idle
	run -77 as idle jr-class list
	JR_ACTOR='' run -0 jr-mark list
}

@test "a store is made by nobody of its staff" {
	run -77 --separate-stderr as ivanova jr-init -s "$(store_at other)"
	[ "$stderr" = "jr-init: JR_ACTOR is 'ivanova', but a store that is to be made has no staff yet" ]
	JR_STORE=$(store_at other) no_store
}

@test "rows of another system, which nobody judges, are not brought by a teacher" {
	run -77 --separate-stderr as ivanova jr-mark add --transfer "${lesson[@]}" --student G4-2 \
	    --type Д --mark 5
	[ "$stderr" = "jr-mark: Иванова may not change the configuration" ]
	printf 'number,surname,given_name,class\nG4-7,Ан,Юн,7А\n' >new.csv
	run -0 as admin jr-student import --transfer new.csv
}

# --- Corrections ------------------------------------------------------------------------

@test "after the window a teacher's reason does not help, the deputy's does" {
	export JR_NOW=2026-10-10T12:00:00
	run -77 --separate-stderr as ivanova do_correct
	[ "$stderr" = "jr-mark: the 7 days for corrections have passed; the deputy corrects with --reason" ]
	run -0 as deputy do_correct
	run -77 --separate-stderr as deputy do_change
	[ "$stderr" = "jr-mark: Зайцева does not teach 7А Алгебра, and corrects there what is stored, with --reason" ]
	run -0 as ivanova do_mark	# a first entry is never too late
}

@test "a deputy corrects, and makes no first entry" {
	run -77 --separate-stderr as deputy jr-mark add "${lesson[@]}" --student G4-2 --type О \
	    --mark 5 --made-up --reason забыли
	[ "$stderr" = "jr-mark: Зайцева may correct what is stored; a first entry is the teacher's own" ]
	run -0 as deputy jr-mark remove "${lesson[@]}" --student G4-1 --reason 'не тот'
	[ "$(jr-log list | tail -n 1 | cut -d, -f3)" = deputy ]
}

@test "a homeroom teacher gives reasons, and nothing else" {
	run -77 --separate-stderr as petrova jr-attend set "${lesson[@]}" --student G4-2 --code о
	[ "$stderr" = "jr-attend: Петрова may only give the reason of an absence that is stored" ]
	run -77 as petrova jr-attend add "${lesson[@]}" --student G4-1 --code б
	run -77 as petrova do_present
	run -0 as petrova jr-attend set "${lesson[@]}" --student G4-2 --code б --basis note
	[ "$(jr-attend list --student G4-2 -f tsv | tail -n 1 | cut -f7,9)" = $'ill\tnote' ]
}

@test "a teacher says who was absent, not why" {
	run -77 --separate-stderr as ivanova jr-attend add "${lesson[@]}" --student G4-1 --code б
	[ "$stderr" = "jr-attend: Иванова may not give the reasons of absences here; the homeroom teacher does, a teacher enters н and о" ]
	jr-attend set "${lesson[@]}" --student G4-2 --code б
	jr-attend list --class 7А >list.csv
	run -0 as ivanova jr-attend import list.csv
}

@test "a closed term is closed to all, and the words say how it is opened again" {
	sql "INSERT INTO term_close (term_id, class_id, tx_id)
		SELECT t.id, c.id, 1 FROM term t, class c WHERE t.code = 'Q1' AND c.name = '7А'"
	for actor in ivanova deputy; do
		run -77 --separate-stderr as "$actor" do_correct
		[ "$stderr" = "jr-mark: Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen" ]
	done
}

# --- What one did oneself -------------------------------------------------------------------

@test "each sees and takes back what he did himself" {
	as ivanova jr-mark add "${lesson[@]}" --student G4-2 --type Д --mark 2
	run -0 as ivanova jr-log list
	[ "${#lines[@]}" = 2 ]
	run -0 as ivanova jr-log show "$(last_tx)"
	run -77 as petrova jr-log revert "$(last_tx)"
	run -77 as ivanova jr-log list --actor deputy
	run -0 as ivanova jr-log revert "$(last_tx)"
	[ "$(sql 'SELECT count(*) FROM mark')" = 2 ]
}

@test "rights that are no rights are told with file, line and column" {
	[ "$ENGINE" = sqlite ] || skip "about files"
	mkdir -p copy/bin copy/share/journal
	cp "$BUILD/bin/jr-mark" copy/bin
	cp -r "$ROOT"/share/* copy/share/journal
	sed -i 's/read: \[attendance, guardian\]/read: [attendance, everything]/' \
	    copy/share/journal/rights.yaml
	run -78 --separate-stderr as ivanova copy/bin/jr-mark list
	[[ $stderr = *"rights.yaml:"*": there are no rights about 'everything'" ]]
	rm copy/share/journal/rights.yaml
	run -78 --separate-stderr as ivanova copy/bin/jr-mark list
	run -0 copy/bin/jr-mark list
}

# --- What was -----------------------------------------------------------------------------

@test "what was is shown to those who may see it now" {
	JR_NOW=2026-09-10T13:00:00 jr-class set --class 7А --homeroom idle --homeroom-from 2026-09-10
	JR_NOW=2026-09-10T13:00:00 jr-mark set "${lesson[@]}" --student G4-1 --mark 5
	export JR_NOW=2026-09-10T14:00:00
	then=--as-of=2026-09-10T12:30:00
	[ "$(as idle jr-mark list "$then" --class 7А -f tsv | tail -n 1 | cut -f7)" = 4 ]
	[ "$(as idle jr-mark list --class 7А -f tsv | tail -n 1 | cut -f7)" = 5 ]
	[ "$(as petrova jr-guardian list --student G4-1 "$then" | wc -l)" = 1 ]
	[ "$(as idle jr-guardian list --student G4-1 "$then" | wc -l)" = 2 ]
	[ "$(JR_NOW=2026-09-10T12:30:00 as petrova jr-guardian list --student G4-1 | wc -l)" = 1 ]
}

@test "the sheet of a course is for those who may look into it" {
	sheet=(--grid --class 7А --subject Алгебра)
	run -0 as ivanova jr-mark list "${sheet[@]}"
	[[ $output == *G4-1* ]]
	run -0 as petrova jr-mark list "${sheet[@]}"
	for actor in secretary counsellor admin idle; do
		run -77 --separate-stderr as "$actor" jr-mark list "${sheet[@]}"
		[ "$output" = "" ]
	done
	printf '%s\n' 'Ученик;07.09' 'G4-1;5' >sheet.csv
	run -77 --separate-stderr as idle jr-mark import "${sheet[@]}" sheet.csv
	[ "$stderr" = "jr-mark: Тихий may not read marks" ]
	run -77 as petrova jr-mark import "${sheet[@]}" --made-up sheet.csv
	run -77 as idle jr-lesson sheet --class 7А --subject Алгебра --from 2026-09-14 --to 2026-09-20
	run -0 as ivanova jr-lesson sheet --class 7А --subject Алгебра --from 2026-09-14 --to 2026-09-20
}
