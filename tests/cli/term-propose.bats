#!/usr/bin/env bats
# jr-term propose, sheet: what the marks of a term come to, and marks that differ.

load helper

# A generated year once for the file, with a student who moves, one who is exempt and
# marks from another school.
setup_file()
(
	journal_setup
	cd "$BATS_FILE_TMPDIR"
	"$ROOT/scripts/make-school" --seed 5 --size small --dir school
	export JR_STORE=$(store_at year)
	jr-init --conf "$ROOT/journal.conf" --sandbox
	JR_NOW=2026-08-28T12:00:00 jr-roster import school/roster
	export JR_NOW=2027-06-01T12:00:00
	jr-lesson import --transfer school/lessons.csv
	jr-mark import --transfer school/marks.csv
	jr-attend import --transfer school/attendance.csv
	jr-term import --transfer school/terms.csv
	someone=$(awk -F, '$6 == "7А" { print $1; exit }' school/roster/student.csv)
	jr-attend exempt --student "$someone" --subject 'Физическая культура' \
	    --from 2026-09-01 --to 2026-10-23 --document 'справка 5'
	jr-mark import --outside --transfer - <<-END
		date,subject,student,mark,type,weight,source
		2026-09-10,Алгебра,$someone,3,К,150,школа 12
		2026-09-14,Алгебра,$someone,3,О,,школа 12
	END
	echo "$JR_STORE" >year
)

# The small school of one class for a test by itself, on the last day of the quarter.
small()
{
	school_at 2026-10-23T15:00:00 "$@"
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		7Б,7,
		10А,10,
		1А,1,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Мороз,Лев,10А
		G4-4,Первов,Иван,1А
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week,kind
		7А,,Алгебра,ivanova,3,
		7Б,,Алгебра,petrov,3,
		7А,,Шахматы,petrov,1,elective
		7А,,Разговоры о важном,petrov,1,extracurricular
		10А,,Алгебра,ivanova,3,
		1А,,Математика,petrov,4,
	END
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,1
		7А,Алгебра,2,1
		7А,Алгебра,3,1
		7А,Алгебра,4,1
		7А,Алгебра,5,1
		7Б,Алгебра,1,1
		7Б,Алгебра,2,1
	END
	jr-lesson generate --to 2026-10-23 2>/dev/null
}

# Marks of 7А's Алгебра on the days of September: marks STUDENT MARK[*WEIGHT]...
marks()
{
	local student=$1 day=1 mark

	shift
	{
		echo 'date,class,subject,student,mark,type,weight'
		for mark; do
			while [ "$(date -d "2026-09-$day" +%u)" -gt 5 ]; do
				day=$((day + 1))
			done
			printf '2026-09-%02d,7А,Алгебра,%s,%s,О,%s\n' "$day" "$student" "${mark%\**}" \
			    "$(case $mark in *\**) echo "${mark#*\*}" ;; esac)"
			day=$((day + 1))
		done
	} | jr-mark import --transfer -
}

# Of a student in Алгебра: marks,mean,weighted_mean,proposed.
proposed()
{
	jr-term propose -q --class 7А --student "$1" --subject Алгебра "${@:2}" |
	    tail -n +2 | cut -d, -f8-11
}

@test "every proposal of a year is what an independent script makes of the lists" {
	export JR_STORE=$(cat "$BATS_FILE_TMPDIR/year") JR_NOW=2027-06-01T12:00:00
	jr-roster export all
	jr-mark list >all/marks.csv
	jr-mark list --outside >all/outside.csv
	jr-attend list >all/attendance.csv
	jr-attend exemptions >all/exemptions.csv
	jr-lesson list >all/lessons.csv
	jr-term list >all/terms.csv
	for term in Q1 Q2 Q3 Q4 H1 H2 Y; do
		python3 -B "$ROOT/tests/cli/propose.py" all $term | tail -n +2 | sort >want
		jr-term propose -q --term $term | tail -n +2 | sort >got
		[ "$(wc -l <want)" -gt 50 ]
		diff want got
	done
	grep -q ',осв,' <(jr-term propose -q --term Q1)
}

@test "who changes class in mid-term keeps the marks and lessons of both" {
	small
	marks G4-1 5 5 4
	jr-student set --number G4-1 --class 7Б --from 2026-10-01
	jr-mark import --transfer - <<-END
		date,class,subject,student,mark
		2026-10-05,7Б,Алгебра,G4-1,3
	END
	jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-07,7А,Алгебра,G4-1,ill
		2026-09-28,7А,Алгебра,G4-1,present
		2026-10-06,7Б,Алгебра,G4-1,absent
	END
	[ "$(jr-term propose -q --class 7А | grep -c G4-1)" -eq 0 ]
	[ "$(jr-term propose -q --class 7Б | tail -n +2)" = \
	    "7Б,,Алгебра,Q1,G4-1,3,2,4,4.25,4.25,4,," ]
}

@test "at each edge the exact weighted mean decides, by either set of thresholds" {
	sed 's/^thresholds: .*/thresholds: { 5: 465, 4: 365, 3: 265 }/' "$ROOT/journal.conf" >strict.conf
	for conf in "$ROOT/journal.conf" strict.conf; do
		rm -f store*
		small "$conf"
		while read -r usual strict marks; do
			[ "$conf" = strict.conf ] && want=$strict || want=$usual
			sql "DELETE FROM mark; DELETE FROM task" >/dev/null
			# shellcheck disable=SC2086 # a list
			marks G4-2 $marks
			echo "$conf: $marks: $(proposed G4-2), wanted $want" >&2
			[ "$(proposed G4-2 | cut -d, -f4)" = "$want" ]
		done <<-END
			5 4 5 4
			5 4 5 5 4 4 4 4 5 5
			4 4 5 4 4
			4 4 5 4 4 5 4*101 4*120
			5 4 5*100 4*100
			4 4 5*100 4*101
			5 4 5*101 4*100
			5 5 5*65 4*35
			5 4 5*64 4*35 4*1
			4 3 4 3
			4 4 4*65 3*35
			4 3 4*64 3*36
			3 3 4*49 3*51
			3 2 3 2
			3 3 3*65 2*35
			3 2 3*64 2*36
			2 2 3*49 2*51
			2 2 2 1
			2 2 1
			5 5 5
			4 4 5*150 3*150 4
		END
		drop_store
	done
}

@test "absence from over two thirds is not attested, exactly two thirds is not" {
	small
	marks G4-1 5 4 5
	marks G4-2 5 4 5
	for day in 07 08 09 10 11 14; do
		jr-attend import - <<-END
			date,class,subject,student,code
			2026-09-$day,7А,Алгебра,G4-1,ill
		END
	done
	jr-attend take --class 7А --subject Алгебра --date 2026-09-15
	jr-attend take --class 7А --subject Алгебра --date 2026-09-16
	jr-attend take --class 7А --subject Алгебра --date 2026-09-17
	[ "$(proposed G4-1 | cut -d, -f4)" = 5 ]
	jr-attend import - <<-END
		date,class,subject,student,code
		2026-09-17,7А,Алгебра,G4-1,absent
	END
	[ "$(proposed G4-1 | cut -d, -f4)" = н/а ]
	[ "$(proposed G4-2 | cut -d, -f4)" = 5 ]
}

@test "too few marks are warned of, a line for a class; -v names the students" {
	small
	marks G4-1 5 4 5
	run -0 --separate-stderr jr-term propose --class 7А
	[ "$stderr" = "jr-term: 7А: fewer marks than needed: 1, nothing to propose: 1" ]
	[ "$output" = "class,group,subject,term,student,lessons,missed,marks,mean,weighted_mean,proposed,mark,reason
7А,,Алгебра,Q1,G4-1,0,0,3,4.67,4.67,5,,
7А,,Алгебра,Q1,G4-2,0,0,0,,,,," ]
	run -0 --separate-stderr jr-term propose --class 7А -v
	[ "${stderr_lines[0]}" = "jr-term: 7А, Алгебра, G4-1: fewer marks than needed" ]
}

@test "few_marks: na proposes that he is not attested" {
	sed 's/^few_marks: .*/few_marks: na/' "$ROOT/journal.conf" >na.conf
	small na.conf
	marks G4-1 5 4 5 5 5 5 5
	marks G4-2 5 4 5 5 5 5
	[ "$(proposed G4-1)" = "7,4.86,4.86,5" ]
	[ "$(proposed G4-2)" = "6,4.83,4.83,н/а" ]
}

@test "no marks are proposed in extracurricular courses, unmarked grades, empty electives" {
	small
	run -0 --separate-stderr jr-term propose
	[ "$(cut -d, -f1,3,4,5 <<<"$output" | tail -n +2)" = "7А,Алгебра,Q1,G4-1
7А,Алгебра,Q1,G4-2
10А,Алгебра,H1,G4-3" ]
	run -65 --separate-stderr jr-term propose --class 7А --term H1
	[[ "$stderr" = *"its terms are Q1, Q2, Q3, Q4, Y" ]]
}

@test "who is taught apart has a proposal only in what he is taught by himself" {
	small
	marks G4-1 5 4
	jr-group import - <<-END
		class,group,student,from
		7А,Белова (дом),G4-1,2026-10-01
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week,from
		7А,Белова (дом),Алгебра,petrov,1,2026-10-01
	END
	sql "INSERT INTO study_mode (id, student_id, mode, from_date, to_date, order_no)
	    SELECT 1, id, 'home', '2026-10-01', '9999-12-31', '7' FROM student WHERE number = 'G4-1'"
	[ "$(jr-term propose -q --student G4-1 | tail -n +2 | cut -d, -f1-5,8-11)" = \
	    "7А,Белова (дом),Алгебра,Q1,G4-1,2,4.50,4.50,5" ]
}

@test "a group is somebody's own in the time that no other is taught in it" {
	small
	marks G4-1 5 4
	jr-group import - <<-END
		class,group,student,from,to
		7А,Дома,G4-2,2026-09-01,2026-09-20
		7А,Дома,G4-1,2026-10-01,
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week,from
		7А,Дома,Алгебра,petrov,1,2026-09-01
	END
	jr-student mode add --student G4-1 --mode home --from 2026-10-01 --order 7
	[ "$(jr-term propose -q --student G4-1 | tail -n +2 | cut -d, -f1-5)" = \
	    "7А,Дома,Алгебра,Q1,G4-1" ]
	# With another member who is not taught apart it is a group like any other.
	jr-group import - <<-END
		class,group,student,from
		7А,Дома,G4-2,2026-10-05
	END
	[ -z "$(jr-term propose -q --student G4-1 | tail -n +2)" ]
}

@test "the year is the mean of the terms, half up; one quarter not attested is left out" {
	small
	export JR_NOW=2027-05-26T12:00:00
	jr-term import --transfer - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-1,4
		7А,Алгебра,Q2,G4-1,н/а
		7А,Алгебра,Q3,G4-1,5
		7А,Алгебра,Q4,G4-1,4
		7А,Алгебра,Q1,G4-2,4
		7А,Алгебра,Q2,G4-2,5
		7А,Алгебра,Q3,G4-2,4
		7А,Алгебра,Q4,G4-2,5
		10А,Алгебра,H1,G4-3,н/а
		10А,Алгебра,H2,G4-3,5
	END
	run -0 --separate-stderr jr-term propose --term Y
	[ "$(cut -d, -f5,8-11 <<<"$output" | tail -n +2)" = "G4-1,3,4.33,4.33,4
G4-2,4,4.50,4.50,5
G4-3,1,5.00,5.00," ]
	[ "$stderr" = "jr-term: 7А: a term not attested is left out: 1
jr-term: 10А: nothing to propose: 1" ]
	jr-term remove --class 7А --subject Алгебра --term Q4 --student G4-2 --reason 'ошибка'
	run -0 --separate-stderr jr-term propose --term Y --student G4-2
	[ "$(cut -d, -f11 <<<"$output" | tail -n +2)" = "" ]
	[ "$stderr" = "jr-term: 7А: a term's mark is not set: 1" ]
}

@test "with mean+attestation the yearly attestation is one more mark" {
	sed 's/^year_formula: .*/year_formula: mean+attestation/' "$ROOT/journal.conf" >att.conf
	small att.conf
	export JR_NOW=2027-05-26T12:00:00
	jr-term import --transfer - <<-END
		class,subject,term,student,mark
		10А,Алгебра,H1,G4-3,4
		10А,Алгебра,H2,G4-3,5
	END
	[ "$(jr-term propose -q --term Y --class 10А | tail -n +2 | cut -d, -f8,9,11)" = "2,4.50,5" ]
	sql "INSERT INTO final_mark (year_id, subject_id, student_id, kind, value, tx_id)
	    SELECT 2026, su.id, s.id, 'attestation', '4', 1 FROM subject su, student s
	    WHERE su.name = 'Алгебра' AND s.number = 'G4-3'"
	[ "$(jr-term propose -q --term Y --class 10А | tail -n +2 | cut -d, -f8,9,11)" = "3,4.33,4" ]
}

@test "a mark that differs from the proposal needs its reason, and the word names both" {
	small
	marks G4-1 5 4 4
	run -65 --separate-stderr jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 5
	[ "$stderr" = "jr-term: '5' is not what is proposed, '4' (marks: 3, mean 4.33); say why, in the reason" ]
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-1,5
	END
	[ "$stderr" = "jr-term: -:2:5: '5' is not what is proposed, '4' (marks: 3, mean 4.33); say why, in the reason" ]
	jr-term import --transfer - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-1,5
	END
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 4
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 5 --reason олимпиада
	[ "$(jr-term list | tail -n +2)" = "7А,,Алгебра,Q1,G4-1,5,олимпиада," ]
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Q1,G4-1,5,
	END
	[[ "$stderr" = *"is not what is proposed"* ]]
}

@test "a year's mark is judged by the terms' marks of the same file" {
	small
	export JR_NOW=2027-05-26T12:00:00
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark
		10А,Алгебра,H1,G4-3,4
		10А,Алгебра,H2,G4-3,5
		10А,Алгебра,Y,G4-3,4
	END
	echo "$stderr" >&2
	[ "$stderr" = "jr-term: -:4:5: '4' is not what is proposed, '5' (marks: 2, mean 4.50); say why, in the reason" ]
}

# Both of 7А have their first three quarters.
three_quarters()
{
	jr-term import --transfer - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-1,4
		7А,Алгебра,Q2,G4-1,4
		7А,Алгебра,Q3,G4-1,5
		7А,Алгебра,Q1,G4-2,3
		7А,Алгебра,Q2,G4-2,4
		7А,Алгебра,Q3,G4-2,3
		10А,Алгебра,H1,G4-3,4
	END
}

@test "rows of a term and of the year in turns: each is judged by what stands before it" {
	small
	export JR_NOW=2027-05-26T12:00:00
	three_quarters
	# With no mark of the last term nothing is proposed, so any is taken.
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Y,G4-2,5,
		7А,Алгебра,Q4,G4-1,5,олимпиада
		7А,Алгебра,Y,G4-1,4,
		7А,Алгебра,Q4,G4-2,4,олимпиада
		10А,Алгебра,H2,G4-3,4,олимпиада
		10А,Алгебра,Y,G4-3,5,
	END
	[ "$stderr" = "jr-term: -:4:5: '4' is not what is proposed, '5' (marks: 4, mean 4.50); say why, in the reason
jr-term: -:7:5: '5' is not what is proposed, '4' (marks: 2, mean 4.00); say why, in the reason" ]
	jr-term import - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Q4,G4-1,5,олимпиада
		7А,Алгебра,Y,G4-1,5,
		7А,Алгебра,Q4,G4-2,4,олимпиада
		7А,Алгебра,Y,G4-2,4,
	END
	# What is changed counts as it is now.
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Y,G4-2,5,
		7А,Алгебра,Q4,G4-1,3,ошибка
		7А,Алгебра,Y,G4-1,3,
	END
	[ "$stderr" = "jr-term: -:2:5: '5' is not what is proposed, '4' (marks: 4, mean 3.50); say why, in the reason
jr-term: -:4:5: '3' is not what is proposed, '4' (marks: 4, mean 4.00); say why, in the reason" ]
	[ "$(jr-term list --term Y | tail -n +2 | cut -d, -f5,6)" = "G4-1,5
G4-2,4" ]
}

@test "a yearly attestation counts for the rows behind it in the same file" {
	sed 's/^year_formula: .*/year_formula: mean+attestation/' "$ROOT/journal.conf" >att.conf
	small att.conf
	export JR_NOW=2027-05-26T12:00:00
	three_quarters
	run -65 --separate-stderr jr-term import - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Q4,G4-1,5,олимпиада
		7А,Алгебра,Q4,G4-2,4,олимпиада
		7А,Алгебра,Y,G4-1,5,
		7А,Алгебра,ATT,G4-2,3,
		7А,Алгебра,Y,G4-2,4,
	END
	[ "$stderr" = "jr-term: -:6:5: '4' is not what is proposed, '3' (marks: 5, mean 3.40); say why, in the reason" ]
}

@test "a credit in an elective is the teacher's own" {
	small
	sql "INSERT INTO lesson SELECT 9000, id, '2026-09-08', 8 FROM course
	    WHERE kind = 'elective'"
	jr-mark import --transfer - <<-END
		date,class,subject,student,mark,number
		2026-09-08,7А,Шахматы,G4-1,5,8
	END
	[ "$(jr-term propose -q --class 7А --subject Шахматы | tail -n +2 | cut -d, -f5,11)" = "G4-1,5" ]
	jr-term set --class 7А --subject Шахматы --term Q1 --student G4-1 --mark зач
}

@test "a sheet has names and the proposals filled in, and goes back as it is" {
	small
	marks G4-1 5 4 4
	marks G4-2 3 3 4
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-2 --mark 4 --reason олимпиада
	jr-term sheet --class 7А >sheet.csv
	[ "$(cat sheet.csv)" = "class,group,subject,term,student,name,lessons,missed,marks,mean,weighted_mean,proposed,mark,reason
7А,,Алгебра,Q1,G4-1,Белова Вера,0,0,3,4.33,4.33,4,4,
7А,,Алгебра,Q1,G4-2,Ёлкин Пётр,0,0,3,3.33,3.33,3,4,олимпиада" ]
	run -0 --separate-stderr jr-term import sheet.csv
	[ "$stderr" = "" ]
	[ "$(jr-term list | tail -n +2 | cut -d, -f5-7)" = "G4-1,4,
G4-2,4,олимпиада" ]
	jr-term sheet --class 7А --headers ru --excel >sheet.csv
	run -0 --separate-stderr jr-term import sheet.csv
	[ "$stderr" = "jr-term: nothing changed" ]
	jr-term sheet --class 7А -f xlsx -o sheet.xlsx
	run -0 --separate-stderr jr-term import sheet.xlsx
	[ "$stderr" = "jr-term: nothing changed" ]
}

@test "a teacher sees proposals of his own courses only" {
	small
	marks G4-1 5 4 4
	JR_ACTOR=ivanova run -0 jr-term propose -q
	[ "$(tail -n +2 <<<"$output" | wc -l)" -eq 3 ]
	JR_ACTOR=petrov run -0 --separate-stderr jr-term propose
	[ "$(tail -n +2 <<<"$output" | wc -l)" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$(jr-term propose -q --teacher petrov | wc -l)" -eq 1 ]
	[ "$(jr-term propose -q --teacher ivanova | wc -l)" -eq 4 ]
}

@test "who left before the term ended gets no mark for it; one that is set stays" {
	small
	marks G4-1 5 4 4
	jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 4
	jr-student remove --number G4-1 --order-out 8 2026-10-12
	run -65 --separate-stderr jr-term set --class 7А --subject Алгебра --term Q1 --student G4-1 --mark 5 \
	    --reason олимпиада
	[ "$stderr" = "jr-term: 'G4-1' left on 2026-10-12, before the end of Q1: there is no mark for it to be set" ]
	[ "$(jr-term list --student G4-1 | tail -n +2)" = "7А,,Алгебра,Q1,G4-1,4,," ]
	[ "$(jr-term propose -q --class 7А | grep -c G4-1)" -eq 0 ]
}
