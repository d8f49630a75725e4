# jr-course hand-over: a teacher leaves, and another takes over.

load helper

setup()
{
	journal_setup
	english_school 2026-10-20T12:00:00
	jr-staff import - <<-END
		login,surname,given_name,patronymic,role
		ivanova,Иванова,Анна,Петровна,teacher
		petrov,Петров,Пётр,,teacher
		sidorova,Сидорова,Вера,,teacher
		deputy,Зайцева,Нина,,deputy
		admin,Админов,Егор,,admin
	END
	printf '%s\n' class,grade,homeroom 7А,7,ivanova 7Б,7,petrov | jr-class import -
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Алгебра,ivanova,3
		7А,Физика,ivanova,0.5
		7Б,Алгебра,petrov,3
	END
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,2
		7А,Физика,2,1
		7Б,Алгебра,1,2
	END
	printf '%s\n' class,subject,no,topic,hours 7А,Алгебра,1,Числа,10 7А,Алгебра,2,Степень,2.5 |
	    jr-plan import -
	jr-lesson import - <<-END
		date,class,subject,topic,tasks
		2026-09-07,7А,Алгебра,Числа,О
		2026-09-14,7А,Алгебра,Степень,О
	END
	printf '%s\n' date,class,subject,student,mark 2026-09-07,7А,Алгебра,G4-1,4 \
	    2026-09-07,7А,Алгебра,G4-2,5 2026-09-14,7А,Алгебра,G4-2,долг | jr-mark import -
}

as()
{
	JR_ACTOR=$1 "${@:2}"
}

hand_over()
{
	jr-course hand-over --teacher ivanova --date 2026-11-02 "$@"
}

loads()
{
	jr-course list | cut -d, -f1,3-5,7 | tail -n +2
}

@test "courses and class change hands on a day, and the act says how they stand" {
	run -0 --separate-stderr hand_over --to sidorova --order 31
	[ "$stderr" = "" ]
	[ "${lines[0]}" = "Act of hand-over: Иванова Анна Петровна to Сидорова Вера, from 2026-11-02 on" ]
	[[ "$output" == *"Order: 31"* ]]
	[[ "$output" == *"Homeroom teacher of: 7А"* ]]
	[[ "$output" == *"Handed over by: ____________________ / Иванова Анна Петровна /"* ]]
	[[ "$output" == *"Taken over by: ____________________ / Сидорова Вера /"* ]]
	[ "$(loads)" = "7А,Алгебра,ivanova,2026-09-01,2026-11-01
7А,Алгебра,sidorova,2026-11-02,
7А,Физика,ivanova,2026-09-01,2026-11-01
7А,Физика,sidorova,2026-11-02,
7Б,Алгебра,petrov,2026-09-01," ]
	[ "$(jr-class list | sed -n 2p)" = "7А,7,sidorova,2026-11-02" ]
	store_sound
	[ "$(sql 'SELECT count(*) FROM homeroom')" -eq 3 ]
}

@test "the act counts lessons, plan, marks, students short of marks, and owed work" {
	run -0 hand_over --to sidorova -f csv --dry-run
	[ "$output" = "class,group,subject,hours_per_week,given,plan,no,topic,marks,students,few_marks,owed,findings
7А,,Алгебра,3,2,12.5,2,Степень,2,2,2,1,0
7А,,Физика,0.5,0,,,,0,2,2,0,0" ]
	jr-lesson set --date 2026-09-15 --class 7А --subject Физика --topic Сила --tasks 'О: a | О: b | О: c'
	for task in a b c; do
		jr-mark add --date 2026-09-15 --class 7А --subject Физика --student G4-1 --type О --task $task --mark 5
	done
	[ "$(hand_over --to sidorova -f csv -n --subject Физика | tail -1)" = "7А,,Физика,0.5,1,,,Сила,3,2,1,0,0" ]
}

@test "a dry run prints the act and stores nothing" {
	before=$(dump_store)
	run -0 --separate-stderr hand_over --to sidorova -n
	[[ "${lines[0]}" == "Act of hand-over"* ]]
	[ "$(dump_store)" = "$before" ]
	run -0 hand_over --to sidorova -n -f html
	[[ "$output" == *"<table"*"Taken over by"* ]]
}

@test "who would have two lessons at a time takes nothing over, unless that is allowed" {
	run -65 --separate-stderr hand_over --to petrov
	[ "$output" = "" ]
	[ "$stderr" = "jr-course: weekday 1, lesson 2: 7А Алгебра, and already 7Б Алгебра
jr-course: 'petrov' would have two lessons at a time; change the timetable, or --allow-clashes" ]
	[ "$(loads | grep -c 2026-11-02)" -eq 0 ]
	hand_over --to petrov --allow-clashes -q >/dev/null
	[ "$(loads | grep -c petrov,2026-11-02)" -eq 2 ]
}

@test "a class or a subject can be handed over alone" {
	hand_over --to petrov --subject Физика >/dev/null
	[ "$(loads | grep 2026-11-02)" = "7А,Физика,petrov,2026-11-02," ]
	[ "$(jr-class list | sed -n 2p | cut -d, -f3)" = ivanova ]
	hand_over --to sidorova --class 7А --keep-homeroom >/dev/null
	[ "$(jr-class list | sed -n 2p | cut -d, -f3)" = ivanova ]
	[ "$(loads | grep -c sidorova,2026-11-02)" -eq 1 ]
}

@test "what is yet to begin passes over as a whole" {
	jr-course add --class 7А --subject Химия --teacher ivanova --hours-per-week 1 --from 2027-01-11
	hand_over --to sidorova --subject Химия >/dev/null
	[ "$(loads | grep Химия)" = "7А,Химия,sidorova,2027-01-11," ]
}

@test "names that are none, and nothing to hand over, are refused" {
	run -65 --separate-stderr hand_over --to ivanova
	[ "$stderr" = "jr-course: 'ivanova' cannot hand over to himself" ]
	run -65 --separate-stderr hand_over --to nobody
	[ "$stderr" = "jr-course: nobody on the staff has the login 'nobody'" ]
	run -65 --separate-stderr jr-course hand-over --teacher sidorova --to petrov --date 2026-11-02
	[ "$stderr" = "jr-course: 'sidorova' has nothing to hand over on 2026-11-02" ]
	run -64 --separate-stderr jr-course hand-over --teacher ivanova --to petrov
	[ "$stderr" = "jr-course: --date is missing" ]
	jr-course add --class 7А --subject Алгебра --teacher sidorova --hours-per-week 1
	run -65 --separate-stderr hand_over --to sidorova
	[ "$stderr" = "jr-course: 'sidorova' teaches one of these courses already; end that first, or name others with --class and --subject" ]
	jr-staff remove 2026-10-25 --login petrov
	run -65 --separate-stderr hand_over --to petrov
	[ "$stderr" = "jr-course: Петров does not work here on 2026-11-02" ]
}

@test "a deputy hands over courses, an admin classes too, a teacher nothing" {
	run -77 --separate-stderr as ivanova hand_over --to sidorova
	[ "$stderr" = "jr-course: Иванова may not change courses" ]
	run -77 --separate-stderr as deputy hand_over --to sidorova
	[ "$stderr" = "jr-course: Зайцева may not change classes" ]
	[ "$(loads | grep -c 2026-11-02)" -eq 0 ]
	as deputy hand_over --to sidorova --keep-homeroom >/dev/null
	as admin hand_over --to sidorova >/dev/null
	[ "$(jr-class list | sed -n 2p | cut -d, -f3)" = sidorova ]
}

@test "the new teacher writes from his day on, the old one until then" {
	hand_over --to sidorova >/dev/null
	export JR_NOW=2026-11-09T12:00:00
	as sidorova jr-lesson set --date 2026-11-09 --class 7А --subject Алгебра --topic Корень
	run -77 as ivanova jr-lesson set --date 2026-11-09 --class 7А --subject Алгебра --topic x
	run -77 as sidorova jr-lesson set --date 2026-10-19 --class 7А --subject Алгебра --topic x
	as ivanova jr-lesson set --date 2026-10-19 --class 7А --subject Алгебра --topic Дроби
}
