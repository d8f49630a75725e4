#!/usr/bin/env bats
# What each report prints in text, CSV and HTML, byte for byte, in tests/golden/report.
# After a change that is meant, `make regen-golden` writes the files anew and shows
# what became different.

load helper

GOLDEN=$ROOT/tests/golden/report

# The small school after its first quarter, in Russian as a school has it, with what is
# hard to print: a class with nobody, a name of 80 letters, a topic that is a formula.
setup()
{
	journal_setup
	small_school
	export JR_NOW=2026-10-24T12:00:00
	printf 'class,grade,homeroom\n7Б,7,\n' | jr-class import -
	jr-student set --number G4-0005 --surname "$(printf 'Яковлева%.0s' {1..10})"
	jr-student set --number G4-0004 --left-on 2026-10-20 --order-out 21-о
	journal
	results
}

journal()
{
	jr-lesson import --transfer - <<-END
		date,class,group,subject,number,topic,tasks,homework,minutes
		2026-09-07,7А,,Алгебра,2,Выражения,О,№ 5–8,40
		2026-09-09,7А,,Алгебра,1,Тождества,О | С,№ 12,120
		2026-09-10,7А,,Алгебра,1,=HYPERLINK("http://example.org"),К: Выражения,без задания,
		2026-09-08,7А,Английский 1,Английский язык,1,Present & <Past>,О,с. 4,45
		2026-09-08,7А,Английский 2,Английский язык,1,Present Simple,О,с. 4,
		2026-09-07,7А,,Разговоры о важном,1,День знаний,,,
	END
	jr-mark import --transfer - <<-END
		date,class,subject,number,student,mark,type
		2026-09-07,7А,Алгебра,2,G4-0001,5,О
		2026-09-07,7А,Алгебра,2,G4-0002,3,О
		2026-09-09,7А,Алгебра,1,G4-0001,4,С
		2026-09-09,7А,Алгебра,1,G4-0003,2,С
		2026-09-09,7А,Алгебра,1,G4-0003,5,О
		2026-09-10,7А,Алгебра,1,G4-0001,5,К
		2026-09-10,7А,Алгебра,1,G4-0003,3,К
		2026-09-08,7А,Английский язык,1,G4-0002,4,О
		2026-09-08,7А,Английский язык,1,G4-0003,2,О
	END
	jr-attend import --transfer - <<-END
		date,class,group,subject,number,student,code
		2026-09-10,7А,,Алгебра,1,G4-0004,ill
		2026-09-10,7А,,Алгебра,1,G4-0005,absent
		2026-09-09,7А,,Алгебра,1,G4-0002,late
		2026-09-08,7А,Английский 1,Английский язык,1,G4-0001,excused
		2026-09-07,7А,,Разговоры о важном,1,G4-0002,unexcused
	END
	sql "INSERT INTO substitution (lesson_id, kind, staff_id, reason, order_no, tx_id)
	    SELECT l.id, 'substitute', p.id, 'болезнь', '31-з', (SELECT max(id) FROM tx)
	    FROM lesson l
	    JOIN course co ON co.id = l.course_id
	    JOIN subject su ON su.id = co.subject_id AND su.name = 'Алгебра'
	    JOIN staff p ON p.login = 'smirnov.bb'
	    WHERE l.date = '2026-09-09' AND l.number = 1"
}

results()
{
	jr-term import --transfer - <<-END
		class,subject,term,student,mark,reason
		7А,Алгебра,Q1,G4-0001,5,
		7А,Алгебра,Q1,G4-0002,3,
		7А,Алгебра,Q1,G4-0003,4,за старание
		7А,Алгебра,Q1,G4-0005,н/а,
		7А,Английский язык,Q1,G4-0001,осв,
		7А,Английский язык,Q1,G4-0002,4,
		7А,Английский язык,Q1,G4-0003,2,
	END
}

# The file of a report says what it prints now: golden REPORT FORMAT [ARGUMENT...].
golden()
{
	local report=$1 format=$2
	shift 2

	jr-report "$report" -f "$format" "$@" >got || return 1
	if [ -n "${GOLDEN_REGEN-}" ]; then
		cp got "$GOLDEN_REGEN/$report.$format"
	else
		diff -u "$GOLDEN/$report.$format" got
	fi
}

each_report()
{
	local report same=0

	jr-report -f csv | tail -n +2 | cut -d, -f1 >reports
	[ "$(wc -l <reports)" -ge 21 ]
	while read -r report <&4; do
		case $report in
		absent-today)	golden "$report" "$@" --date 2026-09-10 ;;
		*)		golden "$report" "$@" ;;
		esac || same=1
	done 4<reports
	return "$same"
}

@test "every report as text is what it was" {
	each_report text
}

@test "every report as CSV, its closing lines included, is what it was" {
	each_report csv --footers
}

@test "every report as a page is what it was" {
	each_report html
}

@test "there is no golden file of a report that is gone" {
	jr-report -f csv | tail -n +2 | cut -d, -f1 | sort >reports
	basename -a "$GOLDEN"/*.text | sed 's/\.text$//' | sort | diff - reports
}
