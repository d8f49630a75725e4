#!/usr/bin/env bats
# Every figure of the reports, against figures.py, which counts them from exported CSV.

load helper

# The tiny school of half a year, with what happens in schools: one student leaves, one
# arrives and brings marks, one changes class, one is exempt, one is taught at home, one
# by an individual plan in one subject; marks with weights of their own, works that part
# of the class missed, and term marks of every kind.
setup_file()
(
	journal_setup
	cd "$BATS_FILE_TMPDIR"
	"$ROOT/scripts/make-school" --seed 5 --size tiny --to 2026-12-30 --dir school
	sed 's/^language: .*/language: en/' "$ROOT/journal.conf" >journal.conf
	export JR_CONF=$PWD/journal.conf JR_STORE=$(store_at figures)
	jr-init --sandbox
	export JR_NOW=2026-08-28T12:00:00
	jr-roster import school/roster
	people
	export JR_NOW=2026-12-30T20:00:00
	jr-lesson import --transfer school/lessons.csv
	jr-lesson import --transfer lessons.csv
	marks
	registers
	terms
	mkdir out
	jr-roster export out
	jr-lesson list >out/lesson.csv
	jr-mark list >out/mark.csv
	jr-mark list --outside >out/outside.csv
	jr-attend list >out/attend.csv
	jr-attend exemptions >out/exemption.csv
	jr-term list >out/term.csv
	cp mode.csv entered.csv journal.conf out
	echo "$JR_STORE" >store
)

people()
{
	mkdir roster
	cat >roster/class.csv <<-END
		class,grade,homeroom
		7Б,7,
	END
	cat >roster/student.csv <<-END
		number,surname,given_name,patronymic,class,enrolled_on
		G4-0101,Ёлкин,Пётр,Львович,7А,2026-09-21
		G4-0102,Белова,Вера,,7Б,2026-09-01
		G4-0103,Белова,Вера,,7Б,2026-09-01
	END
	cat >roster/enrolment.csv <<-END
		student,class,from,to,order_in,order_out,from_where,to_where
		G4-0002,7А,2026-09-01,2026-10-10,,12-о,,Гимназия № 7
		G4-0003,7А,2026-09-01,2026-10-04,,11-о,,
		G4-0003,7Б,2026-10-05,,11-о,,,
		G4-0101,7А,2026-09-21,,5-з,,Школа № 3,
	END
	cat >roster/group.csv <<-END
		class,group,student,from
		7А,Английский язык 1,G4-0101,2026-09-21
	END
	cat >roster/course.csv <<-END
		class,group,subject,teacher,hours_per_week
		7Б,,Алгебра,sokolova.ng,3
		7Б,,Физика,kazakova.yi,2
	END
	jr-roster import roster
	cat >lessons.csv <<-END
		date,class,group,subject,number,topic,tasks
		2026-10-06,7Б,,Алгебра,1,Степени,О
		2026-10-08,7Б,,Алгебра,1,Работа над степенями,К*170: Степени > 2026-10-09
		2026-10-13,7Б,,Алгебра,1,=HYPERLINK("http://example.org"),О | С*125: Быстро
		2026-10-07,7Б,,Физика,2,Опыты,Л
	END
	jr-student mode import - <<-END
		student,class,mode,subject,from,order
		G4-0005,,home,,2026-09-15,7-о
		G4-0006,7А,individual,Музыка,2026-09-01,8-о
	END
	jr-student mode list >mode.csv
	jr-attend exempt --student G4-0004 --subject 'Физическая культура' --from 2026-09-01 \
	    --to 2027-05-26 --document 15
}

# What a file says of days when a student was not there is refused; the rest counts.
the_good_rows_of()
{
	local status=0

	"$@" --keep-going 2>/dev/null || status=$?
	[ "$status" -le 1 ]
}

marks()
{
	local day after=0000-00-00

	cat - school/marks.csv >marks.csv <<-END
		date,class,group,subject,number,student,mark,type,task
		2026-10-06,7Б,,Алгебра,1,G4-0003,5,О,
		2026-10-08,7Б,,Алгебра,1,G4-0102,2,К,Степени
		2026-10-08,7Б,,Алгебра,1,G4-0103,1,К,Степени
		2026-10-13,7Б,,Алгебра,1,G4-0103,4,С,Быстро
		2026-10-13,7Б,,Алгебра,1,G4-0103,3,О,
		2026-10-07,7Б,,Физика,2,G4-0102,5,Л,
	END
	echo day >entered.csv
	for day in 2026-10-10 2026-12-30; do
		{
			head -n 1 marks.csv
			awk -F, -v after="$after" -v day="$day" '$1 > after && $1 <= day' marks.csv
		} >part.csv
		JR_NOW=${day}T18:00:00 the_good_rows_of jr-mark import --transfer part.csv
		echo "$day" >>entered.csv
		after=$day
	done
	jr-mark import --outside - <<-END
		date,subject,student,mark,type,weight,source
		2026-09-08,Алгебра,G4-0101,4,К,,Школа № 3
		2026-09-10,Алгебра,G4-0101,5,О,50,Школа № 3
		2026-09-11,География,G4-0101,2,О,,Школа № 3
	END
}

registers()
{
	the_good_rows_of jr-attend import --transfer school/attendance.csv
	jr-attend import --transfer - <<-END
		date,class,group,subject,number,student,code
		2026-10-06,7Б,,Алгебра,1,G4-0102,ill
		2026-10-08,7Б,,Алгебра,1,G4-0003,absent
		2026-10-13,7Б,,Алгебра,1,G4-0102,late
		2026-10-07,7Б,,Физика,2,,taken
		2026-10-07,7А,,Алгебра,,G4-0007,absent
	END
}

terms()
{
	grep -v '7А,,География,Q1,G4-0007\|7А,,Физическая культура,Q.,G4-0004\|Алгебра,Q1,G4-0003\|Музыка,Q1,G4-0008\|Физика,Q1,G4-0008' school/terms.csv >terms.csv
	the_good_rows_of jr-term import --transfer terms.csv
	jr-term import --transfer - <<-END
		class,subject,term,student,mark,reason
		7Б,Алгебра,Q1,G4-0003,5,
		7Б,Алгебра,Q1,G4-0102,2,
		7Б,Алгебра,Q1,G4-0103,3,за старание
		7Б,Физика,Q1,G4-0102,5,
		7Б,Физика,Q1,G4-0103,зач,
		7А,Алгебра,Q1,G4-0101,4,
		7А,География,Q1,G4-0101,н/а,
		7А,Музыка,Q1,G4-0008,осв,
		7А,Физика,Q1,G4-0008,1,
	END
}

setup()
{
	journal_setup
	export JR_CONF=$BATS_FILE_TMPDIR/journal.conf
	JR_STORE=$(cat "$BATS_FILE_TMPDIR/store")
	export JR_STORE JR_NOW=2026-12-30T20:00:00
}

# The report of a term is what the figures come to: agrees TERM REPORT[:PART] [ARGUMENT...].
agrees()
{
	local term=$1 report=$2 part=
	shift 2

	case $report in
	*:*)	part=--part=${report#*:} ;;
	esac
	jr-report "${report%:*}" --term "$term" ${part:+"$part"} --footers "$@" >got
	python3 "$BATS_TEST_DIRNAME/figures.py" "$BATS_FILE_TMPDIR/out" "$term" "$report" >wanted
	[ "$(wc -l <wanted)" -gt 1 ]	# not the header alone
	diff -u wanted got
}

@test "class-term: the marks, means and categories of every class, with the figures of each subject are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term class-term
	done
}

@test "class-term: a class's figures are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term class-term:figures
	done
}

@test "subject-term: the subjects of each teacher are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term subject-term
	done
}

@test "school-term: classes, grades and the school are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term school-term
	done
}

@test "accumulation: marks gathered and who has fewer than he needs are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term accumulation
	done
}

@test "mean-vs-term: means, proposals and term marks are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term mean-vs-term
	done
}

@test "control-works: written works, who missed them, and whether they were marked in time are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term control-works
	done
}

@test "movement: the four figures are those of the exported rows" {
	for term in Q1 Q2 H1; do
		agrees $term movement
	done
}

@test "movement: who arrived and who left are those of the exported rows" {
	agrees Q1 movement:list
}

@test "attendance-term: days, lessons and reasons by month are those of the exported rows" {
	for term in Q1 Q2 H1; do
		jr-report attendance-term --term $term --footers | tail -n +2 >got
		python3 "$BATS_TEST_DIRNAME/figures.py" "$BATS_FILE_TMPDIR/out" $term attendance-term >wanted
		[ -s wanted ]
		diff -u wanted got
	done
}
