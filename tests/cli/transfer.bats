# Students who change class, group or school in the middle of a term: what they earned
# goes with them, and both classes' papers stay right.

load helper

# Two classes with Алгебра and English in groups.  G4-2 goes from 7А to 7Б on
# 14 September; the clock is the Friday after.
setup()
{
	journal_setup
	english_school 2026-09-18T18:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,ivanova
		7Б,7,petrov
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Юдин,Олег,7Б
	END
	jr-group import - <<-END
		class,group,student
		7А,Англ 1,G4-1
		7А,Англ 2,G4-2
		7Б,Англ 1,G4-3
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,2
		7Б,,Алгебра,petrov,2
		7А,Англ 1,Английский язык,ivanova,1
		7А,Англ 2,Английский язык,petrov,1
		7Б,Англ 1,Английский язык,petrov,1
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number
		7А,,Алгебра,1,1
		7А,,Алгебра,3,1
		7Б,,Алгебра,1,2
		7Б,,Алгебра,3,2
		7А,Англ 1,Английский язык,2,1
		7А,Англ 2,Английский язык,2,1
		7Б,Англ 1,Английский язык,2,2
	END
	jr-mark import - <<-END
		date,class,subject,student,mark
		2026-09-07,7А,Алгебра,G4-2,5
		2026-09-08,7А,Английский язык,G4-2,4
		2026-09-07,7А,Алгебра,G4-1,3
	END
	jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-07,7А,Алгебра,,taken
		2026-09-08,7А,Английский язык,G4-2,late
		2026-09-09,7А,Алгебра,G4-2,н
	END
	jr-student set --number G4-2 --class 7Б --from 2026-09-14 --order-in "№ 7"
	jr-group add --class 7Б --group "Англ 1" --student G4-2 --from 2026-09-14
	jr-mark import - <<-END
		date,class,subject,student,mark
		2026-09-14,7Б,Алгебра,G4-2,3
		2026-09-15,7Б,Английский язык,G4-2,3
		2026-09-14,7Б,Алгебра,G4-3,4
	END
	jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-14,7Б,Алгебра,,taken
		2026-09-14,7А,Алгебра,,taken
		2026-09-16,7Б,Алгебра,G4-2,б
	END
}

@test "the move is a day: no entry in the class that he has left, or is not yet in" {
	run -65 --separate-stderr jr-mark import - <<-END
		date,class,subject,student,mark
		2026-09-14,7А,Алгебра,G4-2,5
		2026-09-09,7Б,Алгебра,G4-2,5
	END
	[ "${stderr_lines[0]}" = "jr-mark: -:2:4: 'G4-2' was not in the class on 2026-09-14" ]
	[ "${stderr_lines[1]}" = "jr-mark: -:3:4: 'G4-2' was not in the class on 2026-09-09" ]
	run -65 --separate-stderr jr-attend add --date 2026-09-15 --class 7А --group "Англ 2" \
	    --subject "Английский язык" --student G4-2 --code н
	[ "$stderr" = "jr-attend: 'G4-2' was not in the group on 2026-09-15" ]
	# A made-up work of the former class belongs to its lesson.
	jr-mark add --date 2026-09-09 --class 7А --subject Алгебра --student G4-2 --mark 5 --made-up
}

@test "his marks stay his: of both classes, one mean" {
	[ "$(jr-mark list --student G4-2 | wc -l)" -eq 5 ]
	run --separate-stderr jr-report student-progress --student G4-2 --term Q1
	[ "${lines[0]}" = "student,subject,2026-09-07,2026-09-08,2026-09-09,2026-09-14,2026-09-15,2026-09-16,mean,term_mark" ]
	[ "${lines[1]}" = '"Ёлкин Пётр, 7Б",Алгебра,5,,н,3,,б,4.00,' ]
	[ "${lines[2]}" = '"Ёлкин Пётр, 7Б",Английский язык,,о 4,,,3,,3.50,' ]
}

@test "the term summary of the new class has him, with the marks of both; the former has not" {
	run --separate-stderr jr-report class-term --class 7Б --term Q1
	[ "${lines[1]%,*}" = "7Б,1,Ёлкин Пётр,4.00,3.50,–" ]
	run --separate-stderr jr-report class-term --class 7А --term Q1
	[ "${#lines[@]}" -eq 2 ]
	[ "${lines[1]%,*}" = "7А,1,Белова Вера,3.00,,–" ]
}

@test "attendance counts the lessons held in both classes" {
	run --separate-stderr jr-report attendance-term --class 7Б --term Q1
	# Held for him: 7, 8, 9 September in 7А; 14, 15, 16 in 7Б, the 15th without a register.
	[[ "${lines[1]}" == *"Ёлкин Пётр"*",2,1,2,1,0,0,1,1,60.0" ]]
	[[ "${lines[2]}" == *"Юдин Олег"*",0,0,0,0,0,0,0,0,100.0" ]]
	run --separate-stderr jr-report attendance-term --class 7А --term Q1
	[ "${#lines[@]}" -eq 2 ]
}

@test "the sheet of the former class has him until the day, that of the new one from the day" {
	jr-mark list --grid --class 7А --subject Алгебра >former.csv
	grep -q '^G4-2,Ёлкин Пётр,5,н,$' former.csv
	run --separate-stderr jr-mark import --grid --class 7А --subject Алгебра former.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	jr-mark list --grid --class 7А --subject Алгебра --from 2026-09-14 >later.csv
	run ! grep -q G4-2 later.csv
	jr-mark list --grid --class 7Б --subject Алгебра >new.csv
	grep -q '^G4-2,Ёлкин Пётр,3,б$' new.csv
	jr-mark list --grid --class 7Б --subject Алгебра --to 2026-09-13 >before.csv || true
	run ! grep -q G4-2 before.csv
	sed 's/^G4-2,Ёлкин Пётр,5,н,/&4/' former.csv >wrong.csv
	run -65 --separate-stderr jr-mark import --grid --class 7А --subject Алгебра wrong.csv
	[ "$stderr" = "jr-mark: wrong.csv:8:5: 'G4-2' was not in the class on 2026-09-14" ]
}

@test "the diary goes on in the new class, and has the weeks in the former one" {
	run --separate-stderr jr-diary show --student G4-2 --from 2026-09-07 --to 2026-09-18
	[[ "$output" == *"7Б"* ]]
	[[ "$output" == *"Алгебра          5 3"* ]]
	[ "$(grep -c '^ [12]\. .*Алгебра' <<<"$output")" -eq 4 ]
}

@test "the reason of an absence in the former class is given after the move" {
	jr-attend reason --student G4-2 --from 2026-09-09 --code б --basis certificate -q
	[ "$(jr-attend list --date 2026-09-09 | tail -n 1 | cut -d, -f6,7)" = "G4-2,ill" ]
}

@test "reason-pending: the return may be in another class" {
	jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-16,7Б,Алгебра,G4-2,present
	END
	export JR_NOW=2026-09-21T08:00:00
	jr-audit run --from 2026-09-07 --to 2026-09-20 -q || [ $? -eq 1 ]
	run --separate-stderr jr-audit list --rule reason-pending --from 2026-09-07 --to 2026-09-20
	[[ "$output" == *"Ёлкин Пётр"* ]]
}

@test "another group in mid-term: entries go by the day, the marks stay" {
	jr-group remove --class 7А --group "Англ 1" --student G4-1 2026-09-13
	jr-group add --class 7А --group "Англ 2" --student G4-1 --from 2026-09-14
	jr-mark add --date 2026-09-08 --class 7А --subject "Английский язык" --student G4-1 --mark 5
	jr-mark add --date 2026-09-15 --class 7А --subject "Английский язык" --student G4-1 --mark 4
	[ "$(jr-mark list --student G4-1 --subject "Английский язык" | tail -n +2 | cut -d, -f1,3,7)" = \
"2026-09-08,Англ 1,5
2026-09-15,Англ 2,4" ]
	run --separate-stderr jr-report class-term --class 7А --term Q1
	[ "${lines[1]%,*}" = "7А,1,Белова Вера,3.00,4.50,–" ]
}

@test "marks of a former school count in the mean, and are not of a lesson here" {
	jr-student add --number G4-9 --surname Котов --given-name Ян --class 7Б --enrolled-on 2026-09-14
	jr-mark import --outside - <<-END
		date,subject,student,mark,source
		2026-09-04,Алгебра,G4-9,5,Лицей № 2
		2026-09-09,Алгебра,G4-9,4,Лицей № 2
	END
	jr-mark add --date 2026-09-14 --class 7Б --subject Алгебра --student G4-9 --mark 3
	run --separate-stderr jr-report class-term --class 7Б --term Q1
	[[ "$output" == *"Котов Ян,4.00,"* ]]
	run --separate-stderr jr-report student-progress --student G4-9 --term Q1
	[ "${lines[0]}" = "student,subject,2026-09-04,2026-09-09,2026-09-14,mean,term_mark" ]
	[ "${lines[1]}" = '"Котов Ян, 7Б",Алгебра,5,4,3,4.00,' ]
}

@test "transfer-marks-missing: arrived in mid-term, until the marks of the former school are there" {
	jr-student import - <<-END
		number,surname,given_name,class,enrolled_on
		G4-8,Быстров,Лев,7Б,2026-09-03
		G4-9,Котов,Ян,7Б,2026-09-14
	END
	export JR_NOW=2026-09-21T08:00:00
	jr-audit run --from 2026-09-14 --to 2026-09-20 -q || [ $? -eq 1 ]
	run --separate-stderr jr-audit list --rule transfer-marks-missing --from 2026-09-14 --to 2026-09-20
	# Neither who came in the first week, nor who came from another class here.
	[ "$(tail -n +2 <<<"$output" | wc -l)" -eq 1 ]
	[[ "${lines[1]}" == *"came in mid-term, and no marks of the former school are there: Котов Ян (14.09.2026)"* ||
	    "${lines[1]}" == *"Котов Ян (2026-09-14)"* ]]
	[[ "${lines[1]}" == *petrov* || "${lines[1]}" == *7Б* ]]
	jr-mark import --outside -q - <<-END
		date,subject,student,mark
		2026-09-09,Алгебра,G4-9,4
	END
	jr-audit run --from 2026-09-14 --to 2026-09-20 -q || [ $? -eq 1 ]
	run --separate-stderr jr-audit list --rule transfer-marks-missing --from 2026-09-14 --to 2026-09-20
	[ "${#lines[@]}" -le 1 ]
}

@test "marks-few-term: the marks that he brings along count" {
	export JR_NOW=2026-10-09T18:00:00
	for day in 09-21 09-23 09-28 09-30 10-05 10-07; do
		jr-mark import -q - <<-END
			date,class,subject,student,mark
			2026-$day,7Б,Алгебра,G4-3,4
		END
		jr-attend take --date "2026-$day" --class 7Б --subject Алгебра
	done
	jr-student add --number G4-7 --surname Ахметов --given-name Али --class 7Б --enrolled-on 2026-09-07
	jr-mark import --outside -q - <<-END
		date,subject,student,mark
		2026-09-02,Алгебра,G4-2,4
		2026-09-03,Алгебра,G4-2,4
	END
	jr-audit run --from 2026-10-05 --to 2026-10-11 -q || [ $? -eq 1 ]
	run --separate-stderr jr-audit list --rule marks-few-term --from 2026-10-05 --to 2026-10-11
	[[ "$output" == *"Ахметов Али (0)"* ]]
	[[ "$output" != *"Ёлкин Пётр"* ]]
}
