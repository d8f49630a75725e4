# jr-term: term marks in and out.

load helper

setup()
{
	journal_setup
	school_at 2026-10-20T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		7Б,7,
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
		7А,Англ 2,G4-2
		,Хор,G4-3
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
		10А,,Алгебра,ivanova,3
		7А,Англ 1,Английский язык,ivanova,2
		7А,Англ 2,Английский язык,ivanova,2
		,Хор,Музыка,ivanova,1
		7Б,,Химия,ivanova,1
	END
}

# One row for Q1: the columns behind class,subject,term,student.
put()
{
	printf 'class,subject,term,student,mark\n%s\n' "$1" | jr-term import -
}

@test "term marks come out in key order, and go in again without a change" {
	jr-term import - <<-END
		class,group,subject,term,student,mark,reason,document
		7А,,Алгебра,Q1,G4-2,н/а,,
		7А,,Алгебра,Q1,G4-1,4,,
		10А,,Алгебра,H1,G4-5,3,подтянулся,
		7А,,Английский язык,2026/27-Q1,G4-2,осв,,справка 12
		,Хор,Музыка,Q1,G4-3,зач,,
	END
	[ "$(jr-term list)" = "class,group,subject,term,student,mark,reason,document
,Хор,Музыка,Q1,G4-3,зач,,
7А,,Алгебра,Q1,G4-1,4,,
7А,,Алгебра,Q1,G4-2,н/а,,
7А,Англ 2,Английский язык,Q1,G4-2,осв,,справка 12
10А,,Алгебра,H1,G4-5,3,подтянулся," ]
	run --separate-stderr jr-term import <(jr-term list)
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-term: nothing changed" ]
}

@test "a list can be narrowed" {
	put "7А,Алгебра,Q1,G4-1,4
7А,Алгебра,Q1,G4-2,5
10А,Алгебра,H1,G4-5,3"
	[ "$(jr-term list --class 7А --mark 5 | tail -n +2)" = "7А,,Алгебра,Q1,G4-2,5,," ]
	[ "$(jr-term list --term H1 | tail -n +2)" = "10А,,Алгебра,H1,G4-5,3,," ]
	[ "$(jr-term list --student G4-1 | tail -n +2)" = "7А,,Алгебра,Q1,G4-1,4,," ]
}

@test "a value is folded to the scale's spelling" {
	put "7А,Алгебра,Q1,G4-1,5.0
7А,Алгебра,Q1,G4-2,ОСВ"
	[ "$(jr-term list | cut -d, -f5,6 | tail -n +2)" = "G4-1,5
G4-2,осв" ]
}

@test "a value off the scale stores nothing and says where" {
	run --separate-stderr put "7А,Алгебра,Q1,G4-1,5
7А,Алгебра,Q1,G4-2,6
7А,Алгебра,Q1,G4-3,5-
7А,Алгебра,Q1,G4-4,"
	[ "$status" -eq 65 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-term: -:3:5: mark '6' is not on the scale
jr-term: -:4:5: mark '5-': the scale has no plus or minus; give a whole mark
jr-term: -:5:5: the mark is missing" ]
	[ "$(jr-term list | wc -l)" -eq 1 ]
}

@test "a grade has marks for its own terms only" {
	run --separate-stderr put "7А,Алгебра,H1,G4-1,5
10А,Алгебра,Q1,G4-5,5"
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-term: -:2:3: grade 7 gets no marks for this term; its terms are Q1, Q2, Q3, Q4, Y
jr-term: -:3:3: grade 10 gets no marks for this term; its terms are H1, H2, Y" ]
}

@test "a term that has not begun gets no marks" {
	run --separate-stderr put "7А,Алгебра,Q2,G4-1,5
7А,Алгебра,Q7,G4-1,5"
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-term: -:2:3: Q2 begins only on 2026-11-02
jr-term: -:3:3: there is no term 'Q7'" ]
}

@test "the student must have been in the class in the term" {
	run --separate-stderr put "7Б,Химия,Q1,G4-1,5
7А,Алгебра,Q1,G4-99,5"
	[ "$status" -eq 65 ]
	[ "${stderr_lines[0]}" = "jr-term: -:2:4: 'G4-1' was not in 7Б during Q1" ]
	[ "${stderr_lines[1]}" = "jr-term: -:3:4: there is no student 'G4-99' in the class on 2026-10-20" ]
}

@test "of namesakes the numbers are asked for" {
	run --separate-stderr put "7А,Алгебра,Q1,Иванова Анна,5"
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-term: -:2:4: 'Иванова Анна' fits several students: G4-3, G4-4; give the number" ]
}

@test "a subject of another class needs the document of the mark" {
	run --separate-stderr put "7А,Химия,Q1,G4-1,5"
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-term: -:2:2: 7А has no course in Химия; a mark from elsewhere needs its document" ]
	jr-term import - <<-END
		subject,term,student,mark,document
		Химия,Q1,G4-1,5,аттестация 3
	END
	[ "$(jr-term list | tail -n +2)" = "7А,,Химия,Q1,G4-1,5,,аттестация 3" ]
}

@test "what propose prints beside the marks is passed over in silence" {
	run --separate-stderr jr-term import - <<-END
		class,subject,term,student,lessons,missed,marks,mean,weighted_mean,proposed,mark,reason
		7А,Алгебра,Q1,G4-1,24,2,7,4.14,4.20,4,5,олимпиада
	END
	[ "$status" -eq 0 ]
	[ "$stderr" = "" ]
	[ "$(jr-term list | tail -n +2)" = "7А,,Алгебра,Q1,G4-1,5,олимпиада," ]
}

@test "an absent column leaves what is stored, an empty cell clears it" {
	jr-term import - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Q1,G4-1,5,олимпиада
	END
	put "7А,Алгебра,Q1,G4-1,4"
	[ "$(jr-term list | tail -n +2)" = "7А,,Алгебра,Q1,G4-1,4,олимпиада," ]
	jr-term import - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Q1,G4-1,4,
	END
	[ "$(jr-term list | tail -n +2)" = "7А,,Алгебра,Q1,G4-1,4,," ]
}

@test "a week after the term a stored mark is changed with a reason only" {
	put "7А,Алгебра,Q1,G4-1,5"
	JR_NOW=2026-10-30T12:00:00 put "7А,Алгебра,Q1,G4-1,4"
	export JR_NOW=2026-10-31T12:00:00
	run --separate-stderr put "7А,Алгебра,Q1,G4-1,3"
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-term: -:2:5: the mark for Q1 is '4', and the term ended over 7 days ago; the deputy corrects with --reason" ]
	put "7А,Алгебра,Q1,G4-2,3"	# a first entry is never late
	printf 'class,subject,term,student,mark\n7А,Алгебра,Q1,G4-1,3\n' |
	    jr-term import --reason 'приказ 7' -
	[ "$(jr-term list | cut -d, -f5,6 | tail -n +2)" = "G4-1,3
G4-2,3" ]
}

@test "in a closed term nothing is touched" {
	put "7А,Алгебра,Q1,G4-1,5"
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Q1' AND c.name = '7А'"
	run --separate-stderr put "7А,Алгебра,Q1,G4-1,4"
	[ "$status" -eq 65 ]
	[ "$stderr" = "jr-term: -:2:3: Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen" ]
	run --separate-stderr put "7А,Алгебра,Q1,G4-1,5"
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-term: nothing changed" ]
}

@test "the list in the editor: what is changed there is stored" {
	put "7А,Алгебра,Q1,G4-1,4
7А,Алгебра,Q1,G4-2,5"
	printf '#!/bin/sh\nsed -i "s/G4-1,4,/G4-1,5,/" "$1"\n' >editor
	chmod +x editor
	EDITOR=./editor run -0 jr-term edit --class 7А --term Q1
	[ "$(jr-term list | cut -d, -f5,6 | tail -n +2)" = "G4-1,5
G4-2,5" ]
}
