# jr-plan: approval, changes, progress; jr-lesson set --next.

load helper

# 7А and 7Б share a plan of six hours; three lessons a week for 7А, one for 7Б.
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
		7Б,Алгебра,ivanova,1
	END
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,1
		7А,Алгебра,3,1
		7А,Алгебра,4,1
		7Б,Алгебра,2,1
	END
	jr-plan import - <<-END
		grade,subject,no,section,topic,hours,task_type,homework
		7,Алгебра,1,Дроби,Доля,1,,§ 1
		7,Алгебра,2,Дроби,Сложение,2,,§ 2
		7,Алгебра,3,Дроби,Контрольная № 1,1,К,
		7,Алгебра,4,Степени,Степень,1,,§ 4
		7,Алгебра,5,Степени,Корень,1,,§ 5
	END
}

# set CLASS DATE OPTION...: a lesson of algebra.
lesson()
{
	jr-lesson set --class "$1" --date "$2" --subject Алгебра "${@:3}"
}

# plan VERB CLASS OPTION...: a change of its plan.
plan()
{
	jr-plan "$1" --class "$2" --subject Алгебра "${@:3}"
}

# Columns of a class's progress, by name.
progress()
{
	jr-plan progress --class "$1" "${@:3}" -f json |
	    python3 -c 'import json, sys
t = json.load(sys.stdin)
names = [c["name"] for c in t["columns"]]
for row in t["rows"]:
    print(*(row[names.index(n)] for n in sys.argv[1].split()))' "$2"
}

topics_of()
{
	jr-lesson list --class "$1" | tail -n +2 | cut -d, -f1,6-8
}

# --- The next topic -----------------------------------------------------------------

@test "set --next takes topic, homework and planned work in the order of the plan" {
	lesson 7А 2026-09-02 --next
	lesson 7А 2026-09-03 --next
	lesson 7А 2026-09-07 --next --homework '§ 2 до конца'
	run -0 --separate-stderr lesson 7А 2026-09-09 --next
	[ "$stderr" = "" ]
	[ "$(topics_of 7А)" = "2026-09-02,Доля,,§ 1
2026-09-03,Сложение,,§ 2
2026-09-07,Сложение,,§ 2 до конца
2026-09-09,Контрольная № 1,К," ]
	run -0 --separate-stderr lesson 7А 2026-09-09 --next
	[ "$stderr" = "jr-lesson: nothing changed" ]
}

@test "after topics left out it goes on behind the last given, and says so" {
	lesson 7А 2026-09-02 --topic доля
	lesson 7А 2026-09-03 --topic 'Степень'
	run -0 --separate-stderr lesson 7А 2026-09-07 --next
	[ "$stderr" = "jr-lesson: topic 5 is given before these, which were left out: 2, 3" ]
	run -0 --separate-stderr lesson 7А 2026-09-09 --next
	[ "$stderr" = "jr-lesson: topic 2 was left out before and is given now, behind topic 5" ]
	[ "$(topics_of 7А | cut -d, -f2 | tail -2)" = "Корень
Сложение" ]
}

@test "a lesson filled late gets the topic of its place" {
	lesson 7А 2026-09-02 --next
	lesson 7А 2026-09-07 --topic 'Контрольная № 1'
	run -0 --separate-stderr lesson 7А 2026-09-03 --next
	[ "$stderr" = "" ]
	[ "$(topics_of 7А | sed -n 2p)" = "2026-09-03,Сложение,,§ 2" ]
}

@test "an exhausted plan, a missing one and a lesson with a topic are refused" {
	for day in 02 03 07 09 10 14; do
		lesson 7А 2026-09-$day --next
	done
	run -65 --separate-stderr lesson 7А 2026-09-16 --next
	[ "$stderr" = "jr-lesson: all topics of the plan are given; name the topic with --topic" ]
	lesson 7Б 2026-09-01 --topic 'Вводный урок'
	run -65 --separate-stderr lesson 7Б 2026-09-01 --next
	[ "$stderr" = "jr-lesson: the lesson has a topic already, 'Вводный урок'; change it with --topic" ]
	run -64 --separate-stderr lesson 7Б 2026-09-08 --next --topic x
	[ "$stderr" = "jr-lesson: give --next or --topic, not both" ]
	jr-course add --class 7Б --subject Химия --teacher ivanova --hours-per-week 1
	run -65 --separate-stderr jr-lesson set --next --class 7Б --subject Химия --date 2026-09-08 --number 2
	[ "$stderr" = "jr-lesson: the course has no plan" ]
}

@test "the planned work joins the tasks that the lesson has" {
	lesson 7А 2026-09-02 --topic 'Сложение'
	lesson 7А 2026-09-03 --topic 'Сложение'
	jr-lesson import - <<-END
		date,class,subject,topic,tasks
		2026-09-07,7А,Алгебра,,О: у доски
	END
	lesson 7А 2026-09-07 --next
	[ "$(topics_of 7А | sed -n 3p)" = "2026-09-07,Контрольная № 1,О: у доски | К," ]
}

# --- Changes ------------------------------------------------------------------------

@test "merged and compressed topics are changes of one course, others go by the plan" {
	plan merge 7А --no 1 --into 2 --reason 'карантин'
	plan compress 7А --no 2 --hours 1 --reason 'карантин'
	[ "$(jr-plan changes)" = "class,group,subject,no,topic,planned,hours,into,words,reason,changed_on
7А,,Алгебра,1,Доля,1,0,2,,карантин,2026-09-10
7А,,Алгебра,2,Сложение,2,1,,Доля; Сложение,карантин,2026-09-10" ]
	lesson 7А 2026-09-02 --next
	lesson 7Б 2026-09-01 --next
	[ "$(topics_of 7А)" = "2026-09-02,Доля; Сложение,,§ 2" ]
	[ "$(topics_of 7Б)" = "2026-09-01,Доля,,§ 1" ]
	# One lesson did three hours of the plan.
	[ "$(progress 7А 'planned adjusted due given done behind')" = "6 4 4 1 3 1" ]
	[ "$(progress 7Б 'planned adjusted due given done behind')" = "6 6 2 1 1 1" ]
	store_sound
}

@test "the sheet of a course shows the changed topics" {
	plan merge 7А --no 1 --into 2 --topic 'Доли и дроби' --reason 'карантин'
	run -0 jr-lesson sheet --class 7А --subject Алгебра --from 2026-09-02 --to 2026-09-03
	[[ "$output" = *"Доли и дроби"* ]]
	[[ "$output" != *"Сложение"* ]]
}

@test "restore takes changes back, and a topic is as it was planned" {
	plan merge 7А --no 1 --into 2 --reason 'карантин'
	plan merge 7А --no 4 --into 2 --reason 'карантин'
	[ "$(jr-plan changes | grep -c 'Доля; Сложение; Степень')" -eq 1 ]
	run -65 --separate-stderr plan restore 7А --no 2 --reason 'ошибка'
	[ "$stderr" = "jr-plan: topic 1 is merged into topic 2; take that back first" ]
	plan restore 7А --no 1 --reason 'ошибка'
	[ "$(jr-plan changes | grep -c 'Сложение; Степень')" -eq 1 ]
	plan restore 7А --no 4 --reason 'ошибка'
	[ "$(jr-plan changes | wc -l)" -eq 1 ]
	run -0 --separate-stderr plan restore 7А --no 4
	[ "$stderr" = "jr-plan: nothing changed" ]
	store_sound
}

@test "changes that make no sense are refused, each with its cause" {
	refused()
	{
		run -65 --separate-stderr "${@:2}"
		[ "$stderr" = "jr-plan: $1" ]
	}
	refused "a change of a plan needs its reason" plan merge 7А --no 1 --into 2
	refused "the plan has no topic 9" plan merge 7А --no 9 --into 2 --reason x
	refused "a topic cannot be merged into itself" plan merge 7А --no 2 --into 2 --reason x
	refused "topic 3 is a planned work (К), which is to be held; it can only be compressed" \
	    plan merge 7А --no 3 --into 4 --reason x
	refused "'0' is not a number of hours like 1 or 0.5" plan compress 7А --no 2 --hours 0 --reason x
	refused "the plan has not more than 3 hours for topic 2; 'restore' takes a change back" \
	    plan compress 7А --no 2 --hours 3 --reason x
	lesson 7А 2026-09-02 --next
	refused "topic 1 was given on 2026-09-02" plan merge 7А --no 1 --into 2 --reason x
	plan merge 7А --no 4 --into 5 --reason x
	refused "topic 4 is merged into topic 5" plan compress 7А --no 4 --hours 1 --reason x
	refused "topic 4 is merged into topic 5; take that back first" plan merge 7А --no 5 --into 2 --reason x
	refused "topic 5 is merged or compressed in a course; take that back first ('changes' lists it)" \
	    jr-plan remove --grade 7 --subject Алгебра --no 5
	run -64 --separate-stderr plan merge 7А --no 1 --reason x
	[ "$stderr" = "jr-plan: --into is missing" ]
	[ "$(jr-plan changes | wc -l)" -eq 3 ]
}

# --- Progress -----------------------------------------------------------------------

@test "show tells of each topic when it is planned, was given and will be" {
	lesson 7А 2026-09-02 --topic 'Доля'
	lesson 7А 2026-09-03 --topic 'Сложение'
	lesson 7А 2026-09-07 --topic 'Степень'
	[ "$(plan show 7А | cut -d, -f4,6-)" = "no,topic,hours,task_type,planned_on,given_on,given,expected_on,state
1,Доля,1,,2026-09-02,2026-09-02,1,,given
2,Сложение,2,,2026-09-03,2026-09-03,1,2026-09-14,partly
3,Контрольная № 1,1,К,2026-09-09,,0,2026-09-16,skipped
4,Степень,1,,2026-09-10,2026-09-07,1,,given
5,Корень,1,,2026-09-14,,0,2026-09-10,coming" ]
	[ "$(plan show 7Б | cut -d, -f4,9-)" = "no,planned_on,given_on,given,expected_on,state
1,2026-09-01,,0,2026-09-15,late
2,2026-09-08,,0,2026-09-22,late
3,2026-09-22,,0,2026-10-06,coming
4,2026-09-29,,0,2026-10-13,coming
5,2026-10-06,,0,2026-10-20,coming" ]
}

@test "a lesson off the plan is an hour given, a topic that took too long is a lag" {
	lesson 7А 2026-09-02 --topic 'Доля'
	lesson 7А 2026-09-03 --topic 'Доля'
	lesson 7А 2026-09-07 --topic 'Экскурсия'
	lesson 7А 2026-09-09 --topic 'Сложение'
	[ "$(progress 7А 'due given done behind')" = "4 4 3 1" ]
}

@test "progress is of the day before, or of the day given" {
	lesson 7А 2026-09-02 --next
	lesson 7А 2026-09-03 --next
	lesson 7А 2026-09-10 --next
	[ "$(progress 7А 'due given behind left')" = "4 2 2 97" ]
	[ "$(progress 7А 'due given behind left' --to 2026-09-03)" = "2 2 0 99" ]
	[ "$(progress 7А 'due given behind left' --to 2026-09-10)" = "5 3 2 96" ]
	[ "$(progress 7А 'due given behind left' --to 2026-08-20)" = "0 0 0 101" ]
}

@test "a year that has fewer lessons than the plan is told before it starts" {
	jr-plan set --grade 7 --subject Алгебра --no 5 --hours 100
	export JR_NOW=2026-08-28T12:00:00
	[ "$(progress 7А 'planned lessons shortfall due behind')" = "105 101 4 0 0" ]
	[ "$(progress 7Б 'planned lessons shortfall')" = "105 35 70" ]
	plan compress 7А --no 5 --hours 97 --reason 'меньше уроков'
	[ "$(progress 7А 'planned adjusted shortfall')" = "105 102 1" ]
}

@test "lessons that an order takes away are lost, and count as due" {
	sql "INSERT INTO day_regime (id, from_date, to_date, grade, class_id, kind, order_no, note)
		SELECT 1, '2026-09-07', '2026-09-13', 0, id, 'off', '12', 'карантин'
		FROM class WHERE name = '7А';
		DELETE FROM school_day WHERE date BETWEEN '2026-09-07' AND '2026-09-13'
			AND class_id = (SELECT id FROM class WHERE name = '7А')"
	lesson 7А 2026-09-02 --next
	lesson 7А 2026-09-03 --next
	[ "$(progress 7А 'lessons due given behind lost')" = "98 4 2 2 2" ]
	[ "$(progress 7Б 'lessons due given behind lost')" = "35 2 0 2 0" ]
}

@test "a topic entered ahead for a day that an order took away is not given" {
	lesson 7Б 2026-09-15 --topic Доля
	jr-timetable regime off --class 7Б --date 2026-09-15 --order 8 -q
	export JR_NOW=2026-09-17T12:00:00
	[ "$(progress 7Б 'given done lost')" = "0 0 1" ]
}

@test "planned works and those held are counted apart by what they are" {
	jr-plan set --grade 7 --subject Алгебра --no 4 --task-type А
	lesson 7А 2026-09-02 --topic 'Степень' --tasks 'О | А'
	lesson 7А 2026-09-03 --topic 'Контрольная № 1' --tasks 'К'
	[ "$(progress 7А 'control_planned control_held works_planned works_held')" = "1 1 1 1" ]
	[ "$(progress 7Б 'control_planned control_held works_planned works_held')" = "1 0 1 0" ]
}

@test "a course without a plan has lessons and no hours of one" {
	jr-course add --class 7А --subject Химия --teacher ivanova --hours-per-week 1
	[ "$(jr-plan progress --subject Химия | tail -n +2)" = "7А,,Химия,ivanova,,,,0,,,0,,,0,0,0,0,0,0" ]
	[ "$(jr-plan progress --teacher ivanova | tail -n +2 | wc -l)" -eq 3 ]
	run -65 --separate-stderr jr-plan show --class 7А --subject Химия
	[ "$stderr" = "jr-plan: the course has no plan" ]
}

# --- Approval -----------------------------------------------------------------------

@test "an approved plan changes no more, but for its homework" {
	run -0 --separate-stderr jr-plan approve --grade 7 --subject Алгебра
	[ "$stderr" = "" ]
	[ "$(progress 7А approved_on)" = "2026-09-10" ]
	run -0 --separate-stderr jr-plan approve --grade 7 --subject Алгебра
	[ "$stderr" = "jr-plan: nothing changed" ]
	run -65 --separate-stderr jr-plan set --grade 7 --subject Алгебра --no 1 --hours 2
	[ "$stderr" = "jr-plan: the plan was approved on 2026-09-10; let a course go otherwise with 'merge' or 'compress', or have the approval taken back" ]
	run -65 jr-plan add --grade 7 --subject Алгебра --no 6 --topic Итоги --hours 1
	run -65 jr-plan remove --grade 7 --subject Алгебра --no 5
	jr-plan set --grade 7 --subject Алгебра --no 1 --homework '§ 1, № 2'
	run -0 --separate-stderr jr-plan import - < <(jr-plan list)
	[ "$stderr" = "jr-plan: nothing changed" ]
	plan merge 7А --no 4 --into 5 --reason 'карантин'
	plan restore 7А --no 4 --reason 'ошибка'
	jr-plan unapprove --grade 7 --subject Алгебра
	jr-plan set --grade 7 --subject Алгебра --no 1 --hours 2
	store_sound
}

@test "all waiting plans are approved at once; those that wait are listed" {
	jr-plan add --class 7А --subject Алгебра --no 1 --topic Своё --hours 1
	[ "$(jr-plan list --unapproved | wc -l)" -eq 7 ]
	jr-plan approve --all --class 7А
	[ "$(jr-plan list --unapproved | wc -l)" -eq 6 ]
	run -0 --separate-stderr jr-plan approve --all -v
	[ "$stderr" = "jr-plan: added 1, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(jr-plan list --unapproved | wc -l)" -eq 1 ]
	run -65 --separate-stderr jr-plan approve --class 7Б --subject Алгебра
	[ "$stderr" = "jr-plan: there is no such plan" ]
	run -64 --separate-stderr jr-plan approve --class 7Б
	[ "$stderr" = "jr-plan: --subject is missing" ]
}

@test "the deputy approves; a teacher changes the plans of his own courses and reads them" {
	jr-staff add --login zavuch --surname Седова --given-name Ольга --role deputy
	jr-course add --class 7Б --subject Химия --teacher petrov --hours-per-week 1
	export JR_ACTOR=petrov
	run -77 --separate-stderr plan merge 7А --no 1 --into 2 --reason x
	run -77 jr-plan approve --grade 7 --subject Алгебра
	run -0 --separate-stderr jr-plan progress
	[ "$(tail -n +2 <<<"$output" | cut -d, -f1,3)" = "7Б,Химия" ]
	[ "$(plan show 7А | wc -l)" -eq 1 ]
	export JR_ACTOR=ivanova
	run -77 --separate-stderr jr-plan approve --grade 7 --subject Алгебра
	[[ "$stderr" = *"may not"*"the approval of plans"* ]]
	plan merge 7А --no 1 --into 2 --reason 'карантин'
	[ "$(plan show 7А | wc -l)" -eq 6 ]
	JR_ACTOR=zavuch jr-plan approve --grade 7 --subject Алгебра
}
