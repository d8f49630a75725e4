#!/usr/bin/env bats
# Reasons of absences, exemptions, and who is absent today.

load helper

# small_school with a week of absences: Thursday the 10th is today, lessons were on
# Monday (2), Wednesday (1, 2) and today (1); English on Tuesday in groups.
setup()
{
	journal_setup
	small_school
	jr-attend import - <<-END
		date,class,group,subject,number,student,code
		2026-09-07,7А,,Алгебра,2,G4-0001,н
		2026-09-07,7А,,Алгебра,2,G4-0002,н
		2026-09-08,7А,Английский 1,Английский язык,1,G4-0001,н
		2026-09-09,7А,,Алгебра,1,G4-0001,н
		2026-09-09,7А,,Алгебра,2,G4-0001,н
		2026-09-09,7А,,Алгебра,1,G4-0003,о5
		2026-09-09,7А,,Алгебра,2,G4-0003,п
		2026-09-10,7А,,Алгебра,1,G4-0002,н
	END
}

rows()
{
	jr-attend list -f tsv "$@" | tail -n +2 | cut -f1,5,6,7,9,10
}

# --- reason ------------------------------------------------------------------

@test "a reason goes to all absences of the span, at all lessons, for many students" {
	run -0 --separate-stderr jr-attend reason --student G4-0001 --student 'Иванов Пётр Сергеевич' \
	    --class 7А --from 2026-09-07 --to 2026-09-09 --code б --basis certificate --document 17
	[ "$stderr" = "jr-attend: absences: 5, with another reason now: 5" ]
	[ "$(rows --code ill)" = $'2026-09-07\t2\tG4-0001\till\tcertificate\t17
2026-09-07\t2\tG4-0002\till\tcertificate\t17
2026-09-08\t1\tG4-0001\till\tcertificate\t17
2026-09-09\t1\tG4-0001\till\tcertificate\t17
2026-09-09\t2\tG4-0001\till\tcertificate\t17' ]
	[ "$(rows --code absent)" = $'2026-09-10\t1\tG4-0002\tabsent\t\t' ]
	[ "$(jr-log list | tail -n +2 | wc -l)" = "$(($(jr-log list | tail -n 1 | cut -d, -f1)))" ]
	[ "$(jr-log list | tail -n 1 | cut -d, -f4,7)" = "jr-attend reason,5" ]
}

@test "a reason for one day, for one lesson" {
	jr-attend reason --student G4-0001 --date 2026-09-09 --number 2 --code уп --basis note
	[ "$(rows --code excused --student G4-0001)" = $'2026-09-09\t2\tG4-0001\texcused\tnote\t' ]
	jr-attend reason --student G4-0001 --date 2026-09-09 --code нп
	[ "$(rows --code unexcused | cut -f1,2)" = $'2026-09-09\t1\n2026-09-09\t2' ]
	jr-attend reason --student G4-0001 --from 2026-09-01 --to 2026-09-10 \
	    --subject 'Английский язык' --code б
	[ "$(rows --code ill)" = $'2026-09-08\t1\tG4-0001\till\t\t' ]
}

@test "a basis and a document stay where the reason does not name them" {
	jr-attend reason --student G4-0001 --date 2026-09-09 --code б --basis note --document 5
	jr-attend reason --student G4-0001 --date 2026-09-09 --code п
	[ "$(rows --code excused --student G4-0001 | cut -f5,6 | uniq)" = $'note\t5' ]
}

@test "lessons without an absence, and late ones, change nothing" {
	run -0 --separate-stderr jr-attend reason --student G4-0005 --from 2026-09-01 --to 2026-09-10 \
	    --code б
	[ "$stderr" = "jr-attend: nothing changed
jr-attend: absences: 0, with another reason now: 0" ]
	run -0 --separate-stderr jr-attend reason --student G4-0003 --date 2026-09-09 --code п
	[ "$stderr" = "jr-attend: nothing changed
jr-attend: absences: 1, with another reason now: 0" ]
	[ "$(rows --student G4-0003 | cut -f4)" = $'late\nexcused' ]
}

@test "reasons come in a file too, and one bad row stores nothing" {
	cat >reasons.csv <<-END
		Ученик;Класс;С;По;Причина;Основание;Документ
		G4-0001;;07.09.2026;09.09.2026;б;справка;17
		Иванов Пётр Сергеевич;7А;07.09.2026;;нп;;
	END
	run -0 --separate-stderr jr-attend reason reasons.csv
	[ "$stderr" = "jr-attend: absences: 5, with another reason now: 5" ]
	[ "$(rows --code unexcused)" = $'2026-09-07\t2\tG4-0002\tunexcused\t\t' ]
	printf '%s\n' student,from,code G4-0001,2026-09-07,п G4-0002,2026-09-07,н >bad.csv
	run -65 --separate-stderr jr-attend reason bad.csv
	[ "$stderr" = "jr-attend: bad.csv:3:3: 'н' is no reason of an absence; like б, п, нп, or ill, excused, unexcused" ]
	[ "$(rows --code ill | wc -l)" = 4 ]
}

@test "what cannot be a span or a reason is refused" {
	run -65 --separate-stderr jr-attend reason --student G4-0001 --from 2026-09-09 \
	    --to 2026-09-07 --code б
	[ "$stderr" = "jr-attend: 2026-09-09 lies after 2026-09-07" ]
	run -65 --separate-stderr jr-attend reason --student G4-9 --date 2026-09-09 --code б
	run -65 --separate-stderr jr-attend reason --student G4-0001 --code б
	[ "$stderr" = "jr-attend: the date is missing" ]
	run -65 jr-attend reason --student G4-0001 --date 2026-09-09 --code б --basis слух
	run -64 jr-attend reason --student G4-0001 --date 2026-09-09 --code б rows.csv
	[ "$(rows --code ill | wc -l)" = 0 ]
}

@test "with --dry-run the reasons are counted and not stored" {
	run -0 --separate-stderr jr-attend reason -n --student G4-0001 --date 2026-09-09 --code б
	[ "${stderr##*$'\n'}" = "jr-attend: absences: 2, with another reason now: 2" ]
	[ "$(rows --code ill | wc -l)" = 0 ]
}

@test "in a closed term reasons are set for some school days, and then no more" {
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Q1' AND c.name = '7А'"
	JR_NOW=2026-11-06T12:00:00 jr-attend reason -q --student G4-0001 --date 2026-09-07 --code б
	export JR_NOW=2026-11-12T12:00:00
	run -77 --separate-stderr jr-attend reason --student G4-0001 --date 2026-09-09 --code б
	[ "$stderr" = "jr-attend: Q1 is closed for 7А; the deputy or the director re-opens it with jr-term reopen" ]
}

@test "the homeroom teacher gives the reasons of the class; another does not" {
	JR_ACTOR=petrova.aa jr-attend reason -q --student G4-0001 --date 2026-09-08 --code б
	[ "$(rows --code ill)" = $'2026-09-08\t1\tG4-0001\till\t\t' ]
	JR_ACTOR=smirnov.bb run -77 --separate-stderr jr-attend reason --student G4-0001 \
	    --date 2026-09-09 --code б
	[ "$stderr" = "jr-attend: Смирнов may not give the reasons of absences here; the homeroom teacher does, a teacher enters н and о" ]
}

# --- exempt --------------------------------------------------------------------

@test "an exemption is a span with a document; its list goes back in unchanged" {
	jr-attend exempt --student G4-0001 --student G4-0002 --subject Алгебра \
	    --from 2026-09-07 --to 2026-10-07 --document 'справка 12'
	jr-attend exempt --student G4-0003 --subject Алгебра --from 2026-09-01 --document 7
	[ "$(jr-attend exemptions)" = 'student,class,subject,from,to,document
G4-0001,7А,Алгебра,2026-09-07,2026-10-07,справка 12
G4-0003,7А,Алгебра,2026-09-01,,7
G4-0002,7А,Алгебра,2026-09-07,2026-10-07,справка 12' ]
	[ "$(jr-attend exemptions --student G4-0003 | wc -l)" = 2 ]
	[ "$(jr-attend exemptions --to 2026-09-05 | wc -l)" = 2 ]
	jr-attend exemptions >list.csv
	run -0 --separate-stderr jr-attend exempt list.csv
	[ "$stderr" = "jr-attend: nothing changed" ]
}

@test "an exemption's end moves, and what was wrong goes" {
	jr-attend exempt --student G4-0001 --subject Алгебра --from 2026-09-07 --document 12
	jr-attend exempt --student G4-0001 --subject Алгебра --from 2026-09-07 --to 2026-09-30
	[ "$(jr-attend exemptions -f tsv | tail -n +2)" = $'G4-0001\t7А\tАлгебра\t2026-09-07\t2026-09-30\t12' ]
	jr-attend unexempt --student G4-0001 --subject Алгебра --from 2026-09-07
	[ "$(jr-attend exemptions | wc -l)" = 1 ]
	run -65 --separate-stderr jr-attend unexempt --student G4-0001 --subject Алгебра --from 2026-09-07
	[ "$stderr" = "jr-attend: 'G4-0001' has no exemption from Алгебра that begins on 2026-09-07" ]
}

@test "an exemption needs its document, and days of its own" {
	run -65 --separate-stderr jr-attend exempt --student G4-0001 --subject Алгебра --from 2026-09-07
	run -65 jr-attend exempt --student G4-0001 --subject Алгебра --from 2026-09-07 \
	    --to 2026-09-06 --document 1
	jr-attend exempt --student G4-0001 --subject Алгебра --from 2026-09-07 --to 2026-09-30 --document 1
	run -65 --separate-stderr jr-attend exempt --student G4-0001 --subject Алгебра \
	    --from 2026-09-30 --document 2
	[ "$stderr" = "jr-attend: 'G4-0001' is exempt from Алгебра from 2026-09-07 to 2026-09-30 already" ]
	JR_ACTOR=smirnov.bb run -77 jr-attend exempt --student G4-0002 --subject Алгебра \
	    --from 2026-09-07 --document 3
	JR_ACTOR=petrova.aa run -0 jr-attend exempt --student G4-0002 --subject Алгебра \
	    --from 2026-09-07 --document 3
	[ "$(JR_ACTOR=smirnov.bb jr-attend exemptions | wc -l)" = 1 ]
	[ "$(JR_ACTOR=petrova.aa jr-attend exemptions | wc -l)" = 3 ]
}

@test "who is exempt may be marked, has no absence, and without a document it is odd" {
	printf '%s\n' date,class,subject,student,code 2026-09-10,7А,Алгебра,G4-0005,осв >exempt.csv
	run -0 --separate-stderr jr-attend import exempt.csv
	[ "$stderr" = "jr-attend: G4-0005 has no exemption on 2026-09-10; give its document with jr-attend exempt" ]
	jr-attend remove --date 2026-09-10 --class 7А --subject Алгебра --student G4-0005
	jr-attend exempt --student G4-0005 --subject Алгебра --from 2026-09-10 --document 9
	run -0 --separate-stderr jr-attend import exempt.csv
	[ "$stderr" = "" ]
	run -0 --separate-stderr jr-mark add --date 2026-09-10 --class 7А --subject Алгебра \
	    --student G4-0005 --mark 5
	[ "$stderr" = "" ]
	[[ $(jr-attend today -f csv) != *G4-0005* ]]
}

@test "taking part remotely on a day that is none is told" {
	run -0 --separate-stderr jr-attend add --date 2026-09-10 --class 7А --subject Алгебра \
	    --student G4-0005 --code дист
	[ "$stderr" = "jr-attend: 2026-09-10 is no remote day, and G4-0005 took part remotely" ]
	sql "UPDATE school_day SET remote = 1 WHERE date = '2026-09-09'"
	run -0 --separate-stderr jr-attend add --date 2026-09-09 --class 7А --subject Алгебра \
	    --number 1 --student G4-0005 --code дист
	[ "$stderr" = "" ]
}

# --- today ----------------------------------------------------------------------

@test "today shows the last school day and today, by student, with lessons and codes" {
	[ "$(jr-attend today --class 7А)" = 'date,class,student,name,lessons,code,pending
2026-09-09,7А,G4-0001,Ёлкина Мария,"1 Алгебра, 2 Алгебра",absent,1
2026-09-09,7А,G4-0003,Иванов Пётр,2 Алгебра,excused,0
2026-09-10,7А,G4-0002,Иванов Пётр,1 Алгебра,absent,1' ]
	JR_NOW=2026-09-14T08:00:00 run -0 jr-attend today --class 7А	# Monday: Friday had none
	[ "${#lines[@]}" = 1 ]
	JR_NOW=2026-09-09T08:00:00 run -0 jr-attend today --class 7А
	[ "${lines[1]}" = '2026-09-08,7А,G4-0001,Ёлкина Мария,1 Английский язык,absent,1' ]
}

@test "today is one screen of at most 80 columns" {
	run -0 jr-attend today -f text
	[ "$output" = 'Ученик        Пропущенные уроки     Код  Причина
────────────  ────────────────────  ───  ─────────
2026-09-09, 7А
Ёлкина Мария  1 Алгебра, 2 Алгебра  н    ожидается
Иванов Пётр   2 Алгебра             п

2026-09-10, 7А
Иванов Пётр   1 Алгебра             н    ожидается' ]
	sql "UPDATE subject SET name = 'Вероятность и статистика с элементами комбинаторики и логики'"
	[ "$(jr-attend today -f text | wc -L)" -le 80 ]
	JR_NOW=2026-09-20T08:00:00 run -0 jr-attend today -f text
	[[ $output = *"никто не отсутствовал"* ]]
}

@test "today of another day is shown by --as-of, and --date is not passed over in silence" {
	jr-attend today >today.csv
	JR_NOW=2026-09-20T08:00:00 jr-attend today --as-of 2026-09-10 | cmp - today.csv
	for option in date from to; do
		run -64 --separate-stderr jr-attend today --$option 2026-09-10
		[ "$stderr" = "jr-attend: --$option does not go with today; --as-of shows another day" ]
	done
}

@test "today is the homeroom teacher's own class, the deputy's whole school" {
	jr-attend add --date 2026-09-07 --class 1А --subject Математика --student G4-0010 --code н
	[ "$(JR_ACTOR=petrova.aa jr-attend today | tail -n +2 | cut -d, -f2 | uniq)" = 7А ]
	export JR_NOW=2026-09-08T12:00:00
	[ "$(jr-attend today | tail -n +2 | cut -d, -f2 | uniq)" = $'1А\n7А' ]
	[ "$(JR_ACTOR=smirnov.bb jr-attend today | tail -n +2 | cut -d, -f2 | uniq)" = 1А ]
	JR_ACTOR=smirnov.bb run -77 jr-attend today --class 7А
}

@test "a day is missed when all lessons of his own class and groups were" {
	jr-lesson import - <<-END
		date,class,group,subject,number,topic
		2026-09-08,7А,Английский 2,Английский язык,1,Hello
	END
	# Two lessons of groups on Tuesday: each student has but one of them.
	jr-report attendance-term --class 7А -f csv >report.csv
	[ "$(head -n 1 report.csv | cut -d, -f13)" = all.days ]
	[ "$(cut -d, -f3,13 report.csv | tail -n +2)" = 'Ёлкина Мария,3
Иванов Пётр Олегович,0
Иванов Пётр Сергеевич,2
Петров-Водкин Артём,0
Яковлева Ольга,0' ]
}
