#!/usr/bin/env bats
# jr-council: decisions of the council at a year's end.

load helper

setup()
{
	journal_setup
	english_school 2027-06-01T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		1А,1,
		7А,7,petrov
		9А,9,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-0,Авдеев,Ян,1А
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Зуева,Анна,7А
		G4-4,Иванов,Лев,7А
		G4-9,Юдин,Олег,9А
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		1А,Чтение,ivanova,3
		7А,Алгебра,ivanova,3
		7А,Химия,petrov,2
		9А,Химия,petrov,2
	END
	printf 'number,surname,given_name,class,left_on,order_out\nG4-4,Иванов,Лев,7А,2027-02-01,приказ 5\n' |
	    jr-student import -
	jr-term import - <<-END
		subject,term,student,mark
		Алгебра,Y,G4-1,5
		Химия,Y,G4-1,3
		Алгебра,Y,G4-2,2
		Химия,Y,G4-2,н/а
		Алгебра,Y,G4-3,4
		Химия,Y,G4-9,4
	END
}

@test "decisions are proposed from the year's marks, and go in as they are" {
	run -0 --separate-stderr jr-council propose --protocol 12
	[ "$output" = "student,class,decision,date,protocol,note
G4-0,1А,promoted,2027-06-01,12,
G4-1,7А,promoted,2027-06-01,12,
G4-2,7А,conditional,2027-06-01,12,\"academic debt: Алгебра, Химия\"
G4-4,7А,left,2027-06-01,12,
G4-9,9А,promoted,2027-06-01,12," ]
	[ "$stderr" = "jr-council: 7А, G4-3: no decision is proposed; the mark of the year is missing in Химия" ]
	jr-council propose --protocol 12 -q | jr-council import -
	[ "$(jr-council list --decision conditional | tail -n +2)" = "G4-2,7А,conditional,2027-06-01,12,\"academic debt: Алгебра, Химия\"" ]
	[ "$(jr-council propose -q | wc -l)" -eq 1 ]
	run -0 --separate-stderr jr-council import <(jr-council list)
	[ "$stderr" = "jr-council: nothing changed" ]
	jr-log verify
}

@test "a list for reading has the decisions in Russian, and goes in again" {
	sed -i 's/^language: .*/language: ru/' "$JR_CONF"
	jr-init --upgrade
	jr-council propose -q | jr-council import -
	[ "$(jr-council list --headers ru --class 7А | tail -n +2 | cut -d, -f1-3)" = "G4-1,7А,переведён
G4-2,7А,переведён условно
G4-4,7А,выбыл" ]
	run -0 --separate-stderr jr-council import <(jr-council list --headers ru)
	[ "$stderr" = "jr-council: nothing changed" ]
}

@test "Russian words, and those of a girl, are decisions" {
	jr-council import - <<-END
		Ученик;Решение;Дата педсовета;№ протокола
		G4-1;Переведена;27.05.2027;11
		G4-2;условно;27.05.2027;11
		G4-3;Оставлена на повторный год;27.05.2027;11
	END
	[ "$(jr-council list | tail -n +2)" = "G4-1,7А,promoted,2027-05-27,11,
G4-2,7А,conditional,2027-05-27,11,
G4-3,7А,retained,2027-05-27,11," ]
}

@test "wrong decisions store nothing and say where" {
	run -65 --separate-stderr jr-council import - <<-END
		student,decision,date
		G4-1,expelled,2027-05-27
		G4-99,promoted,2027-05-27
		G4-3,promoted,2027-06-02
		G4-9,conditional,2027-05-27
		G4-2,,2027-05-27
	END
	[ "${stderr_lines[0]}" = "jr-council: -:2:2: there is no decision 'expelled'; there are promoted, conditional, retained and left" ]
	[ "${stderr_lines[1]}" = "jr-council: -:3:1: there is no student with the number 'G4-99'" ]
	[ "${stderr_lines[2]}" = "jr-council: -:4:3: 2027-06-02 is still to come" ]
	[ "${stderr_lines[3]}" = "jr-council: -:5:2: grade 9 ends with a certificate: nobody leaves it conditionally" ]
	[[ "${stderr_lines[4]}" == "jr-council: -:6:2: "* ]]
	[ "$(jr-council list | wc -l)" -eq 1 ]
}

@test "a promotion beside a failing mark is stored with a warning" {
	run -0 --separate-stderr jr-council add --student G4-2 --decision promoted --date 2027-05-27
	[ "$stderr" = "jr-council: 'G4-2' is promoted with year marks that fail, or н/а: 2; that is 'conditional', with debts" ]
	[ "$(jr-council list | wc -l)" -eq 2 ]
}

@test "a debt that is not made good by its day proposes the same grade, one made good the next" {
	jr-debt propose --until 2027-10-15 | jr-debt import -
	jr-council propose -q --class 7А --student G4-2 | jr-council import -
	[ "$(jr-council list --student G4-2 | cut -d, -f3,6- | tail -n 1)" = 'conditional,"academic debt: Алгебра, Химия (until 2027-10-15)"' ]
	export JR_NOW=2027-10-16T12:00:00
	[ "$(jr-council propose --year 2026/27 --student G4-2 | tail -n +2 | cut -d, -f3)" = retained ]
	for subject in Алгебра Химия; do
		jr-debt set --year 2026/27 --student G4-2 --subject "$subject" \
		    --first-date 2027-10-01 --first-mark 3
	done
	[ "$(jr-council propose --year 2026/27 --student G4-2 | tail -n +2 | cut -d, -f3)" = promoted ]
}

@test "who chose to repeat the year is not proposed for another decision" {
	jr-council add --student G4-2 --decision retained --date 2027-05-27 --note 'заявление родителей'
	[ "$(jr-council propose -q --student G4-2 | wc -l)" -eq 1 ]
	jr-council remove --student G4-2
	[ "$(jr-council propose -q --student G4-2 | wc -l)" -eq 2 ]
}

@test "a debt in a grade with a certificate is left to the council" {
	printf 'subject,term,student,mark\nХимия,Y,G4-9,2\n' | jr-term import -
	run -0 --separate-stderr jr-council propose --class 9А
	[ "$(wc -l <<<"$output")" -eq 1 ]
	[ "$stderr" = "jr-council: 9А, G4-9: no decision is proposed; grade 9 ends with a certificate, and there is an academic debt in Химия" ]
}

@test "the deputy writes decisions, a homeroom teacher reads those of his class" {
	printf 'login,surname,given_name,role\nzavuch,Сидорова,Нина,deputy\n' | jr-staff import -
	jr-council propose -q >proposed.csv
	JR_ACTOR=petrov run -77 --separate-stderr jr-council import proposed.csv
	[ "${stderr_lines[0]}" = "jr-council: proposed.csv:2:1: Петров may not change debts, exams and decisions of the council" ]
	JR_ACTOR=zavuch jr-council import proposed.csv
	[ "$(JR_ACTOR=petrov jr-council list | tail -n +2 | cut -d, -f2 | sort -u)" = 7А ]
	JR_ACTOR=ivanova run -77 --separate-stderr jr-council list
}
