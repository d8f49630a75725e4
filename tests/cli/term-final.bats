#!/usr/bin/env bats
# jr-term: marks of a year that are of no term, and the final marks that follow.

load helper
load years

# Two years; the clock stands in the June of the second.  9А was 8А, 11А was 10А.
setup()
{
	journal_setup
	english_school 2027-06-10T12:00:00
	school_year 2025/26
	teachers
	jr-class import --year 2025/26 - <<-END
		class,grade,homeroom
		8А,8,
		10А,10,
	END
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		9А,9,
		11А,11,
	END
	jr-student import --year 2025/26 - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,8А
		G4-2,Ёлкин,Пётр,8А
		G4-5,Мороз,Лев,10А
		G4-6,Носов,Ян,10А
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,9А
		G4-2,Ёлкин,Пётр,9А
		G4-5,Мороз,Лев,11А
		G4-7,Орлов,Олег,7А
	END
	jr-course import --year 2025/26 - <<-END
		class,subject,teacher,hours_per_week
		8А,Музыка,petrov,1
		8А,Химия,petrov,2
		10А,Алгебра,ivanova,3
		10А,ОБЗР,petrov,1
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		9А,Алгебра,ivanova,3
		9А,Геометрия,ivanova,2
		9А,Химия,petrov,2
		11А,Алгебра,ivanova,3
		7А,Химия,petrov,1
	END
}

# Rows of subject,term,student,mark.
marks()
{
	printf 'subject,term,student,mark\n%s\n' "$1" | jr-term import -
}

# Columns subject, student, marks, mean, proposed, mark of the proposal.
final()
{
	jr-term propose --term FINAL "$@" 2>/dev/null | cut -d, -f3,5,8,9,11,12 | tail -n +2
}

@test "attestation, exam and final marks stand behind the terms, and go in again" {
	jr-term import - <<-END
		class,subject,term,student,mark,reason,document
		9А,Алгебра,Y,G4-1,4,,
		9А,Химия,ATT,G4-1,5,,
		9А,Химия,экзамен,G4-1,4,,протокол 3
		9А,Химия,2026/27-Итоговая,G4-1,5,олимпиада,
	END
	[ "$(jr-term list)" = "class,group,subject,term,student,mark,reason,document
9А,,Алгебра,Y,G4-1,4,,
9А,,Химия,ATT,G4-1,5,,
9А,,Химия,EXAM,G4-1,4,,протокол 3
9А,,Химия,FINAL,G4-1,5,олимпиада," ]
	[ "$(jr-term list --term EXAM | tail -n +2)" = "9А,,Химия,EXAM,G4-1,4,,протокол 3" ]
	[ "$(jr-term list --term Y | tail -n +2)" = "9А,,Алгебра,Y,G4-1,4,," ]
	run -0 --separate-stderr jr-term import <(jr-term list)
	[ "$stderr" = "jr-term: nothing changed" ]
	jr-log verify
}

@test "a grade that gets no certificate has no final marks, but exams" {
	run -65 --separate-stderr marks "Химия,FINAL,G4-7,5"
	[ "$stderr" = "jr-term: -:2:2: grade 7 gets no final marks: final_formula of journal.conf does not name it" ]
	marks "Химия,EXAM,G4-7,5"
	[ "$(jr-term list --term EXAM | tail -n +2)" = "7А,,Химия,EXAM,G4-7,5,," ]
}

@test "wrong rows of no term store nothing, and say where" {
	run -65 --separate-stderr marks "Химия,EXAM,G4-1,6
Химия,EXAM,G4-6,5
Химия,2024/25-EXAM,G4-1,5
Химия,EXAM,G4-5,5"
	[ "${stderr_lines[0]}" = "jr-term: -:2:4: mark '6' is not on the scale" ]
	[ "${stderr_lines[1]}" = "jr-term: -:3:3: 'G4-6' was in no class of that year" ]
	[ "${stderr_lines[2]}" = "jr-term: -:4:2: the store has no school year 2024/25; add it with jr-init --upgrade" ]
	[ "${stderr_lines[3]}" = "jr-term: -:5:1: 11А has no course in Химия; a mark from elsewhere needs its document" ]
	[ "$(jr-term list | wc -l)" -eq 1 ]
	JR_NOW=2026-08-20T12:00:00 run -65 --separate-stderr marks "Химия,2026/27-EXAM,G4-1,5"
	[ "$stderr" = "jr-term: -:2:2: the year begins only on 2026-09-01" ]
}

@test "grade 9: the mean of year and exam, half up, or the year where there is no exam" {
	marks "Химия,Y,G4-1,4
Химия,EXAM,G4-1,5
Химия,Y,G4-2,3
Алгебра,Y,G4-1,4
Алгебра,Y,G4-2,4
Геометрия,Y,G4-1,4
Геометрия,Y,G4-2,4"
	[ "$(final --subject Химия)" = "Химия,G4-1,2,4.50,5,
Химия,G4-2,1,3.00,3," ]
	marks "Химия,FINAL,G4-1,5"
	[ "$(final --subject Химия --student G4-1)" = "Химия,G4-1,2,4.50,5,5" ]
}

@test "a composite subject is the mean of its parts and the exam, rounded once" {
	# (5 + 4 + 4) / 3 would be 4; with the exam (5 + 4 + 5) / 3 = 4.67.
	marks "Алгебра,Y,G4-1,5
Геометрия,Y,G4-1,4
Математика,EXAM,G4-1,5
Алгебра,Y,G4-2,3
Геометрия,Y,G4-2,4"
	[ "$(final --class 9А --subject Математика)" = "Математика,G4-1,3,4.67,5,
Математика,G4-2,2,3.50,4," ]
	run -0 --separate-stderr jr-term propose --term FINAL --class 9А --subject Алгебра
	[ "$(wc -l <<<"$output")" -eq 1 ]
	jr-term propose --term FINAL --class 9А --subject Математика >sheet.csv 2>/dev/null
	awk -F, -v OFS=, 'NR > 1 { $12 = $11 } 1' sheet.csv | jr-term import -
	[ "$(jr-term list --term FINAL | tail -n +2)" = "9А,,Математика,FINAL,G4-1,5,,
9А,,Математика,FINAL,G4-2,4,," ]
}

@test "a subject finished earlier brings its last year mark" {
	marks "Музыка,2025/26-Y,G4-1,5
Химия,2025/26-Y,G4-1,3
Химия,Y,G4-1,4"
	[ "$(final --student G4-1 | grep -v Математика)" = "Музыка,G4-1,1,5.00,5,
Химия,G4-1,1,4.00,4," ]
	marks "Музыка,FINAL,G4-1,5"
}

@test "where a mark is missing nothing is proposed, with a warning" {
	marks "Алгебра,Y,G4-1,4
Химия,Y,G4-1,н/а
Химия,Y,G4-2,осв
Алгебра,Y,G4-2,4
Геометрия,Y,G4-2,4"
	run -0 --separate-stderr jr-term propose --term FINAL --class 9А
	[ "$stderr" = "jr-term: 9А, G4-1: no final mark is proposed for Математика, Химия; marks that it is made of are missing" ]
	[ "$(final --class 9А)" = "Математика,G4-1,1,4.00,,
Химия,G4-1,0,,,
Математика,G4-2,2,4.00,4,
Химия,G4-2,0,,осв," ]
}

@test "grade 11: the half-years and years of both grades in one mean" {
	marks "Алгебра,2025/26-H1,G4-5,4
Алгебра,2025/26-H2,G4-5,4
Алгебра,2025/26-Y,G4-5,4
Алгебра,H1,G4-5,5
Алгебра,H2,G4-5,5
Алгебра,Y,G4-5,5
ОБЗР,2025/26-H1,G4-5,3
ОБЗР,2025/26-H2,G4-5,4
ОБЗР,2025/26-Y,G4-5,4"
	[ "$(final --class 11А)" = "Математика,G4-5,6,4.50,5,
ОБЗР,G4-5,3,3.67,4," ]
}

@test "grade 11: a half-year without a mark, or no grade 10 here, leaves it to the deputy" {
	marks "Алгебра,2025/26-H1,G4-5,4
Алгебра,2025/26-Y,G4-5,4
Алгебра,H1,G4-5,5
Алгебра,H2,G4-5,5
Алгебра,Y,G4-5,5"
	[ "$(final --class 11А)" = "Математика,G4-5,5,4.60,,
ОБЗР,G4-5,0,,," ]
	printf 'number,surname,given_name,class\nG4-9,Рябов,Лев,11А\n' | jr-student import -
	marks "Алгебра,H1,G4-9,5
Алгебра,H2,G4-9,5
Алгебра,Y,G4-9,5"
	[ "$(final --student G4-9)" = "Математика,G4-9,3,5.00,," ]
}

@test "the formula is the school's" {
	sed -i 's/^  9: year+exam/  9: year/' "$JR_CONF"
	jr-init --upgrade
	marks "Химия,Y,G4-1,4
Химия,EXAM,G4-1,5"
	[ "$(final --subject Химия --student G4-1)" = "Химия,G4-1,1,4.00,4," ]
	run -65 --separate-stderr jr-term propose --term FINAL --class 7А
	[ "$stderr" = "jr-term: grade 7 gets no final marks: final_formula of journal.conf does not name it" ]
}

@test "exams and final marks stand after the year is closed, an attestation does not" {
	marks "Химия,Y,G4-1,4"
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Y' AND t.year_id = 2026 AND c.name = '9А'"
	marks "Химия,EXAM,G4-1,5
Химия,FINAL,G4-1,5"
	run -65 --separate-stderr marks "Химия,ATT,G4-1,5"
	[ "$stderr" = "jr-term: -:2:2: Y is closed for 9А; the deputy or the director re-opens it with jr-term reopen" ]
}

@test "a stored one is changed within the days for corrections, then with a reason" {
	marks "Химия,EXAM,G4-1,4"
	JR_NOW=2027-06-17T12:00:00 marks "Химия,EXAM,G4-1,5"
	export JR_NOW=2027-06-18T12:00:00
	run -65 --separate-stderr marks "Химия,EXAM,G4-1,4"
	[ "$stderr" = "jr-term: -:2:4: the 7 days for corrections have passed; the deputy corrects with --reason" ]
	printf 'subject,term,student,mark\nХимия,EXAM,G4-1,4\n' | jr-term import --reason 'апелляция' -
	[ "$(jr-term list --term EXAM | cut -d, -f6 | tail -n 1)" = 4 ]
}

@test "teachers write their own subjects, a composite one by any of its parts, the deputy all" {
	printf 'login,surname,given_name,role\nzavuch,Сидорова,Нина,deputy\n' | jr-staff import -
	JR_ACTOR=petrov marks "Химия,EXAM,G4-1,5"
	JR_ACTOR=ivanova marks "Математика,EXAM,G4-1,5"
	JR_ACTOR=petrov run -77 --separate-stderr marks "Математика,EXAM,G4-2,5"
	[ "$stderr" = "jr-term: -:2:1: Петров may not change term marks" ]
	JR_ACTOR=ivanova run -77 --separate-stderr marks "Химия,FINAL,G4-1,5"
	[ "$stderr" = "jr-term: -:2:1: Иванова may not change term marks" ]
	JR_ACTOR=zavuch marks "Химия,FINAL,G4-1,5
Математика,FINAL,G4-1,5"
	marks "Химия,Y,G4-1,4"
	[ "$(JR_ACTOR=petrov final --class 9А --student G4-1)" = "Химия,G4-1,2,4.50,5,5" ]
}
