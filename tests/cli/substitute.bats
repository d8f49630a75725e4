# jr-lesson substitute, substitutions, move, absent: lessons given by others.

load helper

# Four teachers; two lessons of one hour that could be merged.  The clock is the Thursday
# before the week of which the tests tell.
setup()
{
	journal_setup
	english_school 2026-09-10T12:00:00
	jr-staff import - <<-END
		login,surname,given_name,role
		ivanova,Иванова,Анна,teacher
		petrov,Петров,Пётр,teacher
		sidorova,Сидорова,Вера,teacher
		gusev,Гусев,Олег,teacher
		deputy,Зайцева,Нина,deputy
	END
	printf '%s\n' class,grade,homeroom 7А,7,sidorova 7Б,7, | jr-class import -
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Юдин,Олег,7Б
	END
	printf '%s\n' class,group,student '7А,Англ 1,G4-1' '7А,Англ 2,G4-2' | jr-group import -
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
		7Б,,Алгебра,petrov,2
		7А,Англ 1,Английский язык,ivanova,1
		7А,Англ 2,Английский язык,sidorova,1
		7А,,История,sidorova,1
		7Б,,История,gusev,1
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number
		7А,,Алгебра,1,2
		7А,,Алгебра,3,1
		7А,,Алгебра,5,1
		7Б,,Алгебра,1,2
		7Б,,Алгебра,3,2
		7А,Англ 1,Английский язык,2,3
		7А,Англ 2,Английский язык,2,3
		7А,,История,4,1
		7Б,,История,4,2
	END
}

as()
{
	JR_ACTOR=$1 "${@:2}"
}

ill()
{
	jr-lesson substitute --teacher ivanova --reason болезнь --order 12 "$@"
}

# Monday by another, Tuesday merged, Wednesday moved to the next week, Friday cancelled.
week_of_illness()
{
	ill --date 2026-09-14 --by sidorova
	ill --date 2026-09-15 --merge
	jr-lesson move --class 7А --subject Алгебра --date 2026-09-16 --to-date 2026-09-21 \
	    --to-number 5 --reason болезнь --order 12
	ill --from 2026-09-14 --to 2026-09-18 --cancel -q
}

@test "a week's illness: partly given, partly merged, partly cancelled, one lesson moved" {
	week_of_illness
	[ "$(jr-lesson substitutions)" = "date,class,group,subject,number,teacher,kind,by,with,to_date,to_number,reason,order
2026-09-14,7А,,Алгебра,2,ivanova,substitute,sidorova,,,,болезнь,12
2026-09-15,7А,Англ 1,Английский язык,3,ivanova,merged,sidorova,7А Англ 2,,,болезнь,12
2026-09-16,7А,,Алгебра,1,ivanova,moved,,,2026-09-21,5,болезнь,12
2026-09-18,7А,,Алгебра,1,ivanova,cancelled,,,,,болезнь,12" ]
	[ "$(jr-lesson absences)" = "teacher,from,to,reason,order
ivanova,2026-09-14,2026-09-18,болезнь,12" ]
	[ "$(jr-lesson substitutions --by sidorova | wc -l)" -eq 3 ]
	[ "$(jr-lesson substitutions --week 2026-W38 | wc -l)" -eq 5 ]
	[ "$(jr-lesson substitutions --month 2026-10 | wc -l)" -eq 1 ]
	[ "$(jr-lesson substitutions --teacher petrov | wc -l)" -eq 1 ]
	store_sound
}

@test "the rows come out, go in again unchanged, and make the same week elsewhere" {
	week_of_illness
	jr-lesson substitutions >list.csv
	run -0 --separate-stderr jr-lesson substitute list.csv
	[ "$stderr" = "jr-lesson: nothing changed" ]
	ill --from 2026-09-14 --to 2026-09-18 --remove
	[ "$(jr-lesson substitutions | wc -l)" -eq 1 ]
	jr-lesson substitute list.csv
	jr-lesson substitutions | diff - list.csv
	printf '%s\n' 'Дата;Класс;Предмет;Урок;Кого;Вид;Кто;Причина;Приказ' \
	    '16.09.2026;7Б;Алгебра;2;petrov;замена;gusev;курсы;13' >ru.csv
	jr-lesson substitute ru.csv
	[ "$(jr-lesson substitutions --date 2026-09-16 --class 7Б | tail -1)" = "2026-09-16,7Б,,Алгебра,2,petrov,substitute,gusev,,,,курсы,13" ]
	store_sound
}

@test "a busy substitute is refused with what he has then, and so is one who is absent" {
	run -65 --separate-stderr ill --date 2026-09-14 --by petrov
	[ "$stderr" = "jr-lesson: Петров has 7Б Алгебра then (lesson 2 on 2026-09-14)" ]
	jr-lesson absent --teacher sidorova --from 2026-09-14 --to 2026-09-15 --reason курсы
	run -65 --separate-stderr ill --date 2026-09-14 --by sidorova
	[ "$stderr" = "jr-lesson: Сидорова is absent on 2026-09-14 (2026-09-14 to 2026-09-15: курсы)" ]
	jr-staff remove 2026-09-12 --login gusev
	run -65 --separate-stderr ill --date 2026-09-14 --by gusev
	[ "$stderr" = "jr-lesson: Гусев does not work here on 2026-09-14" ]
	run -65 --separate-stderr ill --date 2026-09-14 --by ivanova
	[ "$stderr" = "jr-lesson: Иванова teaches that course already" ]
	[ "$(jr-lesson substitutions | wc -l)" -eq 1 ]
}

@test "who gives one substituted lesson is busy with it, until it is taken back" {
	jr-course add --class 7Б --subject Физика --teacher petrov --hours-per-week 1
	jr-timetable add --class 7Б --subject Физика --weekday 3 --number 1
	ill --date 2026-09-16 --by gusev
	row() {
		printf '%s\n' date,class,subject,number,kind,by "2026-09-16,7Б,Физика,1,$1" >row.csv
		run -65 --separate-stderr jr-lesson substitute row.csv
	}
	row substitute,gusev
	[ "$stderr" = "jr-lesson: row.csv:2:6: Гусев has 7А Алгебра then (lesson 1 on 2026-09-16)" ]
	row обмен,gusev
	[ "$stderr" = "jr-lesson: row.csv:2:5: there is no kind of substitution 'обмен'; there are substitute, merged, cancelled and moved" ]
	row отмена,gusev
	[ "$stderr" = "jr-lesson: row.csv:2:6: a lesson that is cancelled or moved is given by no substitute" ]
	row ,
	[ "$stderr" = "jr-lesson: row.csv:2:5: say who gives the lesson, or that it is merged, cancelled or moved" ]
	row ,nobody
	[ "$stderr" = "jr-lesson: row.csv:2:6: nobody on the staff has the login 'nobody'" ]
	ill --date 2026-09-16 --remove
	jr-lesson substitute --teacher petrov --date 2026-09-16 --numbers 1 --by gusev
}

@test "all lessons are substituted, or none" {
	run -65 --separate-stderr ill --from 2026-09-14 --to 2026-09-18 --by petrov
	[ "$stderr" = "jr-lesson: Петров has 7Б Алгебра then (lesson 2 on 2026-09-14)" ]
	[ "$(jr-lesson substitutions | wc -l)" -eq 1 ]
	[ "$(jr-lesson absences | wc -l)" -eq 1 ]
}

@test "without a substitute it suggests who is free, those of the subject first" {
	ill --date 2026-09-14 --by sidorova
	[ "$(jr-lesson substitute --teacher ivanova --date 2026-09-16)" = "date,number,class,group,subject,by,name,why,lessons_day,substituted_month
2026-09-16,1,7А,,Алгебра,petrov,Петров Пётр,subject,1,0
2026-09-16,1,7А,,Алгебра,sidorova,Сидорова Вера,class,0,1
2026-09-16,1,7А,,Алгебра,gusev,Гусев Олег,free,0,0" ]
	jr-lesson absent --teacher petrov --from 2026-09-16 --reason отпуск
	[ "$(jr-lesson substitute --teacher ivanova --date 2026-09-16 | cut -d, -f6 | tr '\n' ' ')" = "by sidorova gusev " ]
	run -0 jr-lesson substitute --teacher ivanova --date 2026-09-15 -f text
	[[ "$output" == *"Гусев Олег"*"is free"* ]]
	[[ "$output" != *sidorova* ]]
	[ "$(jr-lesson substitutions | wc -l)" -eq 2 ]
}

@test "numbers and a class narrow the day" {
	run -65 --separate-stderr ill --date 2026-09-14 --numbers 3-4 --by sidorova
	[ "$stderr" = "jr-lesson: 'ivanova' has no such lessons on 2026-09-14" ]
	run -65 --separate-stderr ill --date 2026-09-14 --numbers 2,x --by sidorova
	[ "$stderr" = "jr-lesson: '2,x' are no numbers of lessons like 2 or 2-4 (1 to 15)" ]
	run -65 ill --date 2026-09-14 --class 7Б --by sidorova
	ill --date 2026-09-14 --numbers 1-2 --class 7А --by sidorova
	ill --date 2026-09-14 --numbers 2 --by gusev
	[ "$(jr-lesson substitutions | tail -1 | cut -d, -f8)" = gusev ]
	run -0 --separate-stderr ill --date 2026-09-14 --by sidorova
	[ "${lines[0]}" = "" ]
	[[ "$stderr" == *"has a substitution already and stays as it is"* ]]
}

@test "options that say two things, or too little, are refused" {
	run -64 --separate-stderr ill --date 2026-09-14 --cancel --by petrov
	run -64 --separate-stderr ill --date 2026-09-14 --cancel --merge
	run -64 --separate-stderr ill --by petrov
	[ "$stderr" = "jr-lesson: give a day with --date, or --from and --to" ]
	run -64 --separate-stderr jr-lesson substitute --date 2026-09-14 --by petrov
	[ "$stderr" = "jr-lesson: --teacher is missing" ]
	run -64 --separate-stderr jr-lesson move --class 7А --subject Алгебра --date 2026-09-16 --to-date 2026-09-17
	[ "$stderr" = "jr-lesson: --to-number is missing" ]
}

@test "days off and closed terms are refused" {
	run -65 --separate-stderr ill --date 2026-11-04 --by gusev
	[ "$stderr" = "jr-lesson: 'ivanova' has no such lessons on 2026-11-04" ]
	run -65 --separate-stderr jr-lesson substitute - <<-END
		date,class,subject,kind,by
		2026-11-04,7А,Алгебра,,gusev
	END
	[[ "$stderr" == "jr-lesson: -:2:"*"7А has no Алгебра on 2026-11-04 (no school: День народного единства)" ]]
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c WHERE t.code = 'Q1' AND c.name = '7А'"
	run -77 ill --date 2026-09-14 --by gusev
	[ "$(jr-lesson substitutions | wc -l)" -eq 1 ]
}

@test "a lesson is merged with the one that its substitute has, and with no other" {
	run -65 --separate-stderr ill --date 2026-09-14 --merge
	[ "$stderr" = "jr-lesson: lesson 2 on 2026-09-14 has no parallel group of its subject; say who takes it in" ]
	run -65 --separate-stderr ill --date 2026-09-14 --merge --by gusev
	[ "$stderr" = "jr-lesson: the substitute has no lesson 2 on 2026-09-14 to take it into; without a lesson he gives it himself" ]
	ill --date 2026-09-14 --merge --by petrov
	[ "$(jr-lesson substitutions | tail -1)" = "2026-09-14,7А,,Алгебра,2,ivanova,merged,petrov,7Б,,,болезнь,12" ]
	run -65 --separate-stderr jr-lesson substitute --teacher petrov --date 2026-09-14 --cancel --reason x
	[ "$stderr" = "jr-lesson: 7Б Алгебра, lesson 2 on 2026-09-14: another lesson is merged with it; take that back first" ]
}

@test "merged lessons are held for both courses, cancelled ones for none" {
	week_of_illness
	export JR_NOW=2026-09-18T15:00:00
	as sidorova jr-lesson import - <<-END
		date,class,group,subject,topic
		2026-09-15,7А,Англ 1,Английский язык,Family
		2026-09-15,7А,Англ 2,Английский язык,Family
	END
	[ "$(sql "SELECT count(DISTINCT course_id) FROM held_lesson")" -eq 2 ]
	[ "$(sql "SELECT count(*) FROM held_lesson")" -eq 2 ]
}

@test "a cancelled lesson takes nothing, with the way to take that back" {
	local word="lesson 1 on 2026-09-18 was cancelled; the deputy takes that back with jr-lesson substitute --remove"
	local lesson=(--date 2026-09-18 --class 7А --subject Алгебра)

	jr-lesson set "${lesson[@]}" --topic Корень --homework '§ 2'
	week_of_illness
	jr-lesson list --date 2026-09-18 >list.csv
	export JR_NOW=2026-09-18T15:00:00
	dump_store >before
	for what in '--topic Степень' '--homework §1' '--tasks К' '--minutes 20' \
	    '--links https://example.org/1'; do
		# shellcheck disable=SC2086 # an option and its value
		run -65 --separate-stderr as ivanova jr-lesson set "${lesson[@]}" $what
		[ "$stderr" = "jr-lesson: $word" ]
	done
	run -65 --separate-stderr jr-lesson import - <<-END
		date,class,subject,topic
		2026-09-18,7А,Алгебра,Степень
	END
	[ "$stderr" = "jr-lesson: -:2:1: $word" ]
	run -65 --separate-stderr jr-mark add "${lesson[@]}" --student G4-1 --mark 5
	[ "$stderr" = "jr-mark: $word" ]
	run -65 --separate-stderr jr-attend add "${lesson[@]}" --student G4-1 --code н
	[ "$stderr" = "jr-attend: $word" ]
	run -65 --separate-stderr jr-attend take "${lesson[@]}"
	[ "$stderr" = "jr-attend: $word" ]
	run -0 --separate-stderr jr-lesson import list.csv
	[ "$stderr" = "jr-lesson: nothing changed" ]
	dump_store | cmp before -
	jr-lesson set "${lesson[@]}" --topic '' --homework ''
	ill --date 2026-09-18 --remove
	jr-mark add "${lesson[@]}" --student G4-1 --mark 5
	store_sound
}

@test "the old place of a moved lesson takes nothing, and names the new one" {
	week_of_illness
	export JR_NOW=2026-09-21T15:00:00
	run -65 --separate-stderr jr-lesson set --date 2026-09-16 --class 7А --subject Алгебра --topic Степень
	[ "$stderr" = "jr-lesson: lesson 1 on 2026-09-16 was moved to 2026-09-21, lesson 5: enter it there; the deputy takes the move back with jr-lesson substitute --remove" ]
	run -65 --separate-stderr jr-mark add --date 2026-09-16 --class 7А --subject Алгебра --student G4-1 --mark 5
	[[ "$stderr" = "jr-mark: lesson 1 on 2026-09-16 was moved to 2026-09-21, lesson 5: "* ]]
	jr-mark add --date 2026-09-21 --number 5 --class 7А --subject Алгебра --student G4-1 --mark 5
}

@test "in a file that goes day by day the cancelled lessons are found too" {
	local number

	for number in 2 3 4 5 6 7 8 9 10 11 12 13 14; do
		jr-course add --class 7А --subject "Предмет $number" --teacher sidorova --hours-per-week 5
		for day in 3 5; do
			jr-timetable add --class 7А --subject "Предмет $number" --weekday $day \
			    --number "$number" -q
		done
	done
	jr-lesson generate --from 2026-09-14 --to 2026-09-18 -q
	week_of_illness
	export JR_NOW=2026-09-18T15:00:00
	{
		echo date,class,subject,student,code
		for day in 16 18; do
			for number in 2 3 4 5 6 7 8 9 10 11 12 13 14; do
				echo "2026-09-$day,7А,Предмет $number,G4-1,н"
			done
		done
		echo 2026-09-18,7А,Алгебра,G4-1,н
	} >week.csv
	run -65 --separate-stderr jr-attend import week.csv
	[[ "$stderr" = *"week.csv:28:1: lesson 1 on 2026-09-18 was cancelled; "* ]]
	head -27 week.csv | jr-attend import -
	[ "$(jr-attend list | wc -l)" -eq 27 ]
}

@test "the column of a cancelled lesson in a sheet is refused once, at its head" {
	ill --date 2026-09-18 --cancel
	export JR_NOW=2026-09-18T15:00:00
	printf '%s\n' '№;Ученик;2026-09-18' 'G4-1;Белова Вера;5' 'G4-2;Ёлкин Пётр;н' >sheet.csv
	run -65 --separate-stderr jr-mark import --grid --class 7А --subject Алгебра sheet.csv
	[ "${stderr_lines[0]}" = "jr-mark: sheet.csv:1:3: lesson 1 on 2026-09-18 was cancelled; the deputy takes that back with jr-lesson substitute --remove" ]
	[ "$(grep -c cancelled <<<"$stderr")" -eq 1 ]
	jr-lesson sheet --class 7А --subject Алгебра --from 2026-09-14 --to 2026-09-20 >out.csv
	run -0 --separate-stderr jr-mark import --grid --class 7А --subject Алгебра out.csv
	[ "$(sql 'SELECT count(*) FROM register')" -eq 0 ]
}

@test "the substitute sees and writes the lessons that he gives, and no others" {
	ill --date 2026-09-14 --by gusev
	export JR_NOW=2026-09-16T12:00:00
	jr-lesson set --date 2026-09-16 --class 7А --subject Алгебра --topic Сумма
	[ "$(as gusev jr-lesson list --class 7А | tail -n +2)" = "2026-09-14,7А,,Алгебра,2,,,,,," ]
	[ "$(as gusev jr-student list --class 7А | cut -d, -f1 | tr '\n' ' ')" = "number G4-1 G4-2 " ]
	as gusev jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --topic Степень --tasks О
	as gusev jr-mark add --date 2026-09-14 --class 7А --subject Алгебра --student G4-1 --mark 5
	as gusev jr-attend add --date 2026-09-14 --class 7А --subject Алгебра --student G4-2 --code н
	[ "$(as gusev jr-mark list | tail -n +2 | cut -d, -f1,2,6,7)" = "2026-09-14,7А,G4-1,5" ]
	[ "$(as gusev jr-attend list | tail -n +2 | cut -d, -f1,2,6,7)" = "2026-09-14,7А,G4-2,absent" ]
	run -0 as gusev jr-lesson sheet --class 7А --subject Алгебра --from 2026-09-14 --to 2026-09-14
	[[ "$output" == *Белова* ]]
	run -77 as gusev jr-lesson sheet --class 7А --subject Алгебра --from 2026-09-14 --to 2026-09-16
	run -77 --separate-stderr as gusev jr-lesson set --date 2026-09-16 --class 7А --subject Алгебра --topic x
	[ "$stderr" = "jr-lesson: Гусев may not write lessons of 7А Алгебра; its teacher is Иванова" ]
	run -77 as gusev jr-mark add --date 2026-09-16 --class 7А --subject Алгебра --student G4-1 --mark 5
	[ "$(as gusev jr-lesson substitutions | wc -l)" -eq 2 ]
	[ "$(as petrov jr-lesson substitutions | wc -l)" -eq 1 ]
	[ "$(as sidorova jr-lesson substitutions | wc -l)" -eq 2 ]	# of her class
}

@test "the teacher of a substituted lesson sets marks in it, and writes nothing else" {
	ill --date 2026-09-14 --by gusev
	export JR_NOW=2026-09-16T12:00:00
	run -77 --separate-stderr as ivanova jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --topic Степень
	[ "$stderr" = "jr-lesson: Иванова may only set marks in this lesson; Гусев gives it" ]
	run -77 as ivanova jr-attend add --date 2026-09-14 --class 7А --subject Алгебра --student G4-2 --code н
	as ivanova jr-mark add --date 2026-09-14 --class 7А --subject Алгебра --student G4-1 --mark 4
	as gusev jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --topic Сумма
	as ivanova jr-lesson list >list.csv
	run -0 --separate-stderr as ivanova jr-lesson import list.csv
	[ "$stderr" = "jr-lesson: nothing changed" ]
}

@test "only the deputy substitutes" {
	run -77 --separate-stderr as ivanova jr-lesson substitute --teacher ivanova --date 2026-09-14 --by gusev
	[ "$stderr" = "jr-lesson: Иванова may not change substitutions" ]
	run -77 as ivanova jr-lesson substitute --teacher ivanova --date 2026-09-14
	run -77 as sidorova jr-lesson absent --teacher ivanova --from 2026-09-14 --reason x
	as deputy jr-lesson substitute --teacher ivanova --date 2026-09-14 --by gusev --reason x
	as deputy jr-lesson substitute --teacher ivanova --from 2026-09-15 --to 2026-09-18 --cancel --reason x
	as deputy jr-lesson substitute --teacher ivanova --from 2026-09-14 --to 2026-09-18 --remove
	[ "$(jr-lesson substitutions | wc -l)" -eq 1 ]
}

@test "what the substitute has written stands against taking it back" {
	ill --date 2026-09-14 --by gusev
	export JR_NOW=2026-09-14T12:00:00
	as gusev jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --topic Степень
	run -65 --separate-stderr ill --date 2026-09-14 --remove
	[ "$stderr" = "jr-lesson: 7А Алгебра, lesson 2 on 2026-09-14: the substitute has written in it already; take that out first" ]
	run -65 ill --date 2026-09-14 --numbers 2 --by sidorova
	as gusev jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --topic ''
	ill --date 2026-09-14 --remove
	[ "$(jr-lesson substitutions | wc -l)" -eq 1 ]
}

@test "a lesson that was held is neither cancelled nor moved" {
	export JR_NOW=2026-09-14T12:00:00
	jr-attend add --date 2026-09-14 --class 7А --subject Алгебра --student G4-2 --code н
	run -65 --separate-stderr ill --date 2026-09-14 --cancel
	[ "$stderr" = "jr-lesson: 7А Алгебра, lesson 2 on 2026-09-14: it has marks or a register, so it was held" ]
	run -65 jr-lesson move --class 7А --subject Алгебра --date 2026-09-14 --to-date 2026-09-21 --to-number 5
	ill --date 2026-09-14 --by gusev
}

@test "a moved lesson takes topic, tasks and homework along, and generate does not bring it back" {
	jr-lesson set --date 2026-09-16 --class 7А --subject Алгебра --topic Степень --tasks 'К: Дроби' --homework '§ 1'
	jr-lesson move --class 7А --subject Алгебра --date 2026-09-16 --to-date 2026-09-17 --to-number 2
	jr-lesson generate --class 7А --from 2026-09-16 --to 2026-09-17
	[ "$(jr-lesson list --subject Алгебра --from 2026-09-16 --to 2026-09-17 | tail -n +2)" = "2026-09-16,7А,,Алгебра,1,,,,,,
2026-09-17,7А,,Алгебра,2,Степень,К: Дроби,§ 1,,," ]
	run -65 --separate-stderr jr-lesson remove --date 2026-09-17 --class 7А --subject Алгебра
	run -65 --separate-stderr ill --date 2026-09-16 --numbers 1 --by gusev
	[ "$stderr" = "jr-lesson: 7А Алгебра, lesson 1 on 2026-09-16: it was moved; take that back first" ]
	ill --date 2026-09-16 --remove
	[ "$(jr-lesson list --subject Алгебра --from 2026-09-16 --to 2026-09-17 | tail -n +2)" = "2026-09-16,7А,,Алгебра,1,Степень,К: Дроби,§ 1,,," ]
	store_sound
}

@test "a lesson is not moved where class or teacher have one, or there is no school" {
	move() { jr-lesson move --class 7А --subject Алгебра --date 2026-09-16 "$@"; }
	run -65 --separate-stderr move --to-date 2026-09-17 --to-number 1
	[ "$stderr" = "jr-lesson: the class has 7А История then (lesson 1 on 2026-09-17)" ]
	run -65 --separate-stderr move --to-date 2026-09-21 --to-number 2
	[ "$stderr" = "jr-lesson: lesson 2 on 2026-09-21 is one of this course already" ]
	run -65 --separate-stderr move --to-date 2026-09-20 --to-number 1
	[[ "$stderr" == *"no school: a weekend"* ]]
	jr-course add --class 7Б --subject Физика --teacher ivanova --hours-per-week 1
	jr-timetable add --class 7Б --subject Физика --weekday 4 --number 5
	run -65 --separate-stderr move --to-date 2026-09-17 --to-number 5
	[ "$stderr" = "jr-lesson: the teacher has 7Б Физика then (lesson 5 on 2026-09-17)" ]
	jr-lesson absent --teacher ivanova --from 2026-09-17 --to 2026-09-18 --reason болезнь
	run -65 --separate-stderr move --to-date 2026-09-17 --to-number 6
	[ "$stderr" = "jr-lesson: Иванова is absent on 2026-09-17 (2026-09-17 to 2026-09-18: болезнь)" ]
}

@test "the diary says who gives a lesson, and where one went" {
	week_of_illness
	run -0 jr-diary show --student G4-1 --from 2026-09-14 --to 2026-09-20
	[[ "$output" == *"Substitute: Сидорова Вера"* ]]
	[[ "$output" == *"the lesson is moved to 09-21, lesson 5"* ]]
	[[ "$output" == *"the lesson is cancelled"* ]]
	[ "$(jr-diary show --student G4-1 --date 2026-09-14 -f csv | tail -1)" = "2026-09-14,2,08:55,09:40,Алгебра,,,,,,,,Сидорова Вера" ]
}

@test "absences are changed, ended and taken back, and do not overlap" {
	jr-lesson absent --teacher ivanova --from 2026-09-14 --reason болезнь
	[ "$(jr-lesson absences | tail -1)" = "ivanova,2026-09-14,,болезнь," ]
	jr-lesson absent --teacher ivanova --from 2026-09-14 --to 2026-09-18 --order 12
	run -65 --separate-stderr jr-lesson absent --teacher ivanova --from 2026-09-17 --reason курсы
	[ "$stderr" = "jr-lesson: 'ivanova' is absent from 2026-09-14 on already" ]
	run -65 --separate-stderr jr-lesson absent --teacher petrov --from 2026-09-17
	jr-lesson absences >list.csv
	run -0 --separate-stderr jr-lesson absent list.csv
	[ "$stderr" = "jr-lesson: nothing changed" ]
	jr-lesson absent --teacher ivanova --from 2026-09-14 --remove
	[ "$(jr-lesson absences | wc -l)" -eq 1 ]
}

@test "the audit finds what is recorded under the name of a teacher who was absent" {
	export JR_NOW=2026-09-16T12:00:00
	jr-lesson absent --teacher ivanova --from 2026-09-14 --to 2026-09-18 --reason болезнь
	jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --topic Степень
	jr-lesson set --date 2026-09-16 --class 7А --subject Алгебра --topic Корень
	ill --date 2026-09-16 --numbers 1 --by gusev
	export JR_NOW=2026-09-21T12:00:00
	jr-audit run --week 2026-W38
	[ "$(jr-audit list --rule substitution-missing -f tsv | tail -n +2 | cut -f 2)" = 2026-09-14 ]
	[[ "$(jr-audit list --rule substitution-missing -f tsv)" == *"Иванова was absent (болезнь); who gave the lesson is not said"* ]]
	ill --date 2026-09-14 --by gusev
	jr-audit run --week 2026-W38
	[ "$(jr-audit list --rule substitution-missing -f tsv | wc -l)" -eq 1 ]
}

@test "a substitution is seen in the history, and reverted" {
	ill --date 2026-09-14 --by gusev
	tx=$(jr-log list -f csv | tail -1 | cut -d, -f1)
	run -0 jr-log show "$tx"
	[[ "$output" == *"12"* ]]
	jr-log revert "$tx" --reason ошибка
	[ "$(jr-lesson substitutions | wc -l)" -eq 1 ]
	store_sound
}

@test "in two shifts the clock says who is free, not the number of the lesson" {
	sed 's/^      основные:$/      вторая смена:\n        grades: 8\n        lessons:\n          1: 08:50-09:35\n&/' \
	    "$JR_CONF" >shifts.conf
	jr-init --upgrade -c shifts.conf
	jr-class add --class 8А --grade 8 --homeroom ''
	jr-student add --number G4-8 --surname Котов --given-name Лев --class 8А
	jr-course add --class 8А --subject Химия --teacher gusev --hours-per-week 1
	jr-timetable add --class 8А --subject Химия --weekday 1 --number 1
	run -65 --separate-stderr ill --date 2026-09-14 --by gusev
	[ "$stderr" = "jr-lesson: Гусев has 8А Химия then (lesson 1 on 2026-09-14)" ]
	[ "$(ill --date 2026-09-14 | cut -d, -f2,6 | tail -n +2 | tr '\n' ' ')" = '2,sidorova ' ]
	jr-timetable set --class 7А --subject Алгебра --weekday 1 --number 2 --to 2026-09-13
	jr-timetable add --class 7А --subject Алгебра --weekday 1 --number 1 --from 2026-09-14
	ill --date 2026-09-14 --by gusev
	[ "$(jr-lesson substitutions | tail -n 1)" = "2026-09-14,7А,,Алгебра,1,ivanova,substitute,gusev,,,,болезнь,12" ]
}
