#!/usr/bin/env bats
# A school year from the timetable to the next year's classes, with what happens in one:
# a quarantine, a teacher ill for a week, a child taught at home, a mark put off.

load helper
load years

setup()
{
	journal_setup
	"$ROOT/scripts/make-school" --seed 5 --size tiny --dir made
	english_school 2026-08-28T12:00:00
	jr-roster import made/roster
	sick=$(teacher_of Алгебра)
}

at()
{
	local when=$1

	shift
	JR_NOW=$when "$@"
}

teacher_of()
{
	jr-course list --class 7А --subject "$1" | sed -n 2p | cut -d, -f4
}

# Rows of a file of make-school between two days, but for those of the quarantine and of
# the week without a teacher, and of the child taught at home.
days()
{
	awk -F, -v from="$2" -v to="$3" 'NR == 1 || ($1 >= from && $1 <= to &&
		!($2 == "7А" && $1 >= "2026-09-15" && $1 <= "2026-09-18") &&
		!($1 >= "2026-10-12" && $1 <= "2026-10-16"))' "made/$1.csv" | grep -v ",$home,"
}

bring()
{
	for pair in lesson:lessons mark:marks attend:attendance; do
		days "${pair#*:}" "$1" "$2" | jr-"${pair%:*}" import -q --transfer -
	done
}

# Whatever has no topic up to today gets one, and its register.
fill()
{
	jr-lesson list --unfilled >unfilled
	awk -F, -v OFS=, 'NR > 1 { $6 = "Тема " NR } 1' unfilled | jr-lesson import -q -
	awk -F, 'NR == 1 { print "date,class,group,subject,number,student,code"; next }
		{ print $1 "," $2 "," $3 "," $4 "," $5 ",,taken" }' unfilled | jr-attend import -q -
}

before_the_year()
{
	jr-lesson generate
	[ "$(sql 'SELECT count(*) FROM lesson')" -gt 2500 ]
	jr-plan progress --class 7А >progress
	[ "$(grep -c ',Алгебра,' progress)" -eq 1 ]
	jr-plan approve --all
	[ "$(jr-plan list --unapproved | wc -l)" -eq 1 ]
}

quarantine()
{
	at 2026-09-14T18:00:00 jr-timetable regime off --class 7А --from 2026-09-15 \
	    --to 2026-09-18 --order 41-о --note карантин
	[ "$(jr-lesson list --class 7А --from 2026-09-15 --to 2026-09-18 | wc -l)" -eq 1 ]
	[ "$(jr-lesson list --class 10А --from 2026-09-15 --to 2026-09-18 | wc -l)" -gt 20 ]
}

taught_at_home()
{
	home=$(jr-student list --class 7А | tail -n 1 | cut -d, -f1)
	jr-student mode add --student "$home" --mode 'на дому' --from 2026-10-01 --order 12-у
	jr-group add --class 7А --group 'На дому' --student "$home" --from 2026-10-01
	jr-course add --class 7А --group 'На дому' --subject Алгебра --teacher "$sick" \
	    --hours-per-week 1 --from 2026-10-01
}

week_of_illness()
{
	local JR_NOW=2026-10-11T18:00:00 by

	export JR_NOW
	jr-lesson absent --teacher "$sick" --from 2026-10-12 --to 2026-10-16 --reason болезнь \
	    --order 57-к
	by=$(jr-lesson substitute --teacher "$sick" --date 2026-10-12 | sed -n 2p | cut -d, -f6)
	for day in 12 14 15 16; do
		jr-lesson substitute --teacher "$sick" --date 2026-10-$day --by "$by" --reason болезнь \
		    --order 57-к
	done
	jr-lesson substitute --teacher "$sick" --date 2026-10-13 --cancel --reason болезнь \
	    --order 57-к
	jr-lesson substitutions --week 2026-W42 >sheet
	[ "$(grep -c ",substitute,$by," sheet)" -eq "$(($(wc -l <sheet) - 1 - $(grep -c ,cancelled, sheet)))" ]
	[ "$(grep -c ',cancelled,' sheet)" -gt 0 ]
	run -65 jr-lesson substitute --teacher "$(teacher_of Литература)" --date 2026-10-15 --by "$sick"
}

quarter()
{
	export JR_NOW=2026-10-23T18:00:00
	bring 2026-09-01 2026-10-23
	for day in 2026-10-07:4 2026-10-19:5 2026-10-21:5; do
		jr-lesson import -q - <<-END
			date,class,group,subject,number,topic
			${day%:*},7А,На дому,Алгебра,8,Степени
		END
		jr-mark set --date "${day%:*}" --class 7А --group 'На дому' --subject Алгебра \
		    --student "$home" --mark "${day#*:}"
		jr-attend import -q - <<-END
			date,class,group,subject,number,student,code
			${day%:*},7А,На дому,Алгебра,8,,taken
		END
	done
	fill
	late=$(jr-student list --class 7А | sed -n 3p | cut -d, -f1)
	jr-term propose --class 7А --term Q1 >proposed
	grep -q "^7А,На дому,Алгебра,Q1,$home,.*,5,,$" proposed
	jr-term defer --term Q1 --class 7А --subject Алгебра --student "$late" \
	    --until 2026-11-20 --order 61-о --reason 'длительная болезнь'
	jr-term sheet --class 7А --term Q1 | jr-term import -
}

closing()
{
	local mark

	at 2026-10-24T10:00:00 jr-term close --term Q1 --class 7А
	jr-report class-term --class 7А --term Q1 --footers >closed
	run -77 at 2026-10-26T10:00:00 jr-term set --term Q1 --class 7А --subject Музыка \
	    --student "$late" --mark 3 --reason проверка
	at 2026-10-26T10:00:00 jr-term reopen --term Q1 --class 7А --reason 'ошибка учителя'
	mark=$(jr-term list --class 7А --subject Музыка --term Q1 --student "$late" | tail -n 1 | cut -d, -f6)
	at 2026-10-26T10:00:00 jr-term set --term Q1 --class 7А --subject Музыка \
	    --student "$late" --mark $((9 - mark)) --reason 'ошибка учителя'
	at 2026-10-26T10:00:00 jr-term close --term Q1 --class 7А
	at 2026-10-26T11:00:00 jr-report class-term --class 7А --term Q1 --footers >closed_again
	run -1 diff closed closed_again
	at 2026-11-18T12:00:00 jr-term set --term Q1 --class 7А --subject Алгебра \
	    --student "$late" --mark 4 --reason 'сдал позже'
}

rest_of_the_year()
{
	export JR_NOW=2027-05-27T12:00:00
	bring 2026-10-24 2027-05-26
	fill
	grep -v ',Q1,' made/terms.csv | grep -v ",$home," | jr-term import -q --transfer -
	for term in Q2 Q3 Q4 Y; do
		jr-term set --term $term --class 7А --group 'На дому' --subject Алгебра \
		    --student "$home" --mark 5 --reason 'по индивидуальному плану'
	done
	for term in Q2 Q3 Q4 Y; do
		jr-term close --term $term --class 7А
	done
	jr-report class-term --class 7А --term Q1 --footers >closed_later
	diff closed_again closed_later
	[ "$(sql 'SELECT count(*) FROM term_close')" -eq 5 ]
}

next_year()
{
	school_year 2027/28
	jr-council propose >decisions
	[ "$(grep -c . decisions)" -gt 10 ]
	jr-council propose | awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 1 { $at["date"] = "2027-05-27"; $at["protocol"] = "9" } 1' | jr-council import -
	run -65 --separate-stderr jr-roster rollover --to 2027/28 --order 88-у
	[ "$stderr" = "jr-roster: the council has not decided yet about: 7А $home; see jr-council propose" ]
	jr-council add --student "$home" --decision переведён --date 2027-05-27 --protocol 9
	jr-roster rollover --to 2027/28 --order 88-у
	[ "$(jr-class list --year 2027/28 | cut -d, -f1 | tail -n +2 | tr '\n' ' ')" = '8А 11А ' ]
	[ "$(jr-student list --year 2027/28 --class 8А | wc -l)" -eq "$(jr-student list --year 2026/27 --class 7А | wc -l)" ]
	run -0 --separate-stderr jr-roster rollover --to 2027/28 --order 88-у
	[ "$stderr" = 'jr-roster: nothing changed' ]
}

@test "a school year goes from its timetable to the next year's classes, and its history is sound" {
	before_the_year
	quarantine
	taught_at_home
	week_of_illness
	quarter
	closing
	rest_of_the_year
	next_year
	store_sound
}
