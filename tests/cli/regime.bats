# jr-timetable regime: days by order, and the lessons that follow them.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		7Б,7,
		8А,8,
	END
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Алгебра,ivanova,2
		7А,Физика,petrov,1
		7Б,Алгебра,ivanova,1
		8А,Алгебра,petrov,1
	END
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,1
		7А,Алгебра,3,1
		7А,Физика,3,2
		7Б,Алгебра,3,3
		8А,Алгебра,3,4
	END
	jr-lesson generate
}

# Lessons of two weeks in short: day, class, subject.
lessons()
{
	jr-lesson list --from "${1:-2026-09-14}" --to "${2:-2026-09-27}" -f tsv | tail -n +2 |
	    cut -f1,2,4 | sed 's/^2026-//' | tr '\t' ' '
}

@test "a class in quarantine has no lessons, and they come back when the order is taken back" {
	lessons >before
	run --separate-stderr jr-timetable regime off --class 7А --from 2026-09-14 --to 2026-09-18 --order 41-к --note карантин -v
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-timetable: lessons that follow: added 0, taken out 3
jr-timetable: added 1, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(lessons)" = "09-16 7Б Алгебра
09-16 8А Алгебра
09-21 7А Алгебра
09-23 7А Алгебра
09-23 7А Физика
09-23 7Б Алгебра
09-23 8А Алгебра" ]
	run -65 --separate-stderr jr-lesson set --date 2026-09-14 --class 7А --subject Алгебра --topic x
	[ "$stderr" = "jr-lesson: 7А has no Алгебра on 2026-09-14 (no school: карантин)" ]
	run --separate-stderr jr-lesson generate
	[ "$stderr" = "jr-lesson: nothing changed" ]
	jr-timetable regime remove off --class 7А --date 2026-09-14
	lessons | cmp - before
	[ "$(jr-timetable regime list | wc -l)" -eq 1 ]
	store_sound
}

@test "the same order with another last day is the order shortened or made longer" {
	jr-timetable regime off --class 7А --from 2026-09-14 --to 2026-09-25 --order 41-к
	[ "$(lessons | grep -c 7А)" -eq 0 ]
	jr-timetable regime off --class 7А --from 2026-09-14 --to 2026-09-20
	[ "$(lessons | grep -c 7А)" -eq 3 ]
	jr-timetable regime off --class 7А --from 2026-09-14 --note карантин
	[ "$(jr-timetable regime list)" = "from,to,grade,class,regime,weekday,bells,order,note
2026-09-14,2026-09-20,,7А,off,,,41-к,карантин" ]
}

@test "the list goes back in unchanged, and narrows" {
	jr-timetable regime import - <<-END
		Дата;По;Параллель;Класс;Режим;День недели;Звонки;Приказ;Причина
		14.09.2026;18.09.2026;;7А;off;;;41-к;карантин
		21.09.2026;;8;;дистанционно;;;42;мороз
		26.09.2026;;;;weekday;1;;43;
	END
	[ "$(jr-timetable regime list)" = "from,to,grade,class,regime,weekday,bells,order,note
2026-09-14,2026-09-18,,7А,off,,,41-к,карантин
2026-09-21,2026-09-21,8,,remote,,,42,мороз
2026-09-26,2026-09-26,,,weekday,1,,43," ]
	run --separate-stderr jr-timetable regime import - < <(jr-timetable regime list)
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-timetable: nothing changed" ]
	[ "$(jr-timetable regime list --class 7А | wc -l)" -eq 2 ]
	[ "$(jr-timetable regime list --grade 8 | wc -l)" -eq 2 ]
	[ "$(jr-timetable regime list --date 2026-09-17 | tail -n +2 | cut -d, -f4)" = 7А ]
	[ "$(jr-timetable regime list --from 2026-09-19 | wc -l)" -eq 3 ]
}

@test "a Saturday by Monday's timetable gets Monday's lessons, a Monday by Wednesday's changes them" {
	jr-timetable regime weekday 1 --date 2026-09-19 --order 44
	[ "$(lessons 2026-09-19 2026-09-19)" = "09-19 7А Алгебра" ]
	jr-timetable regime weekday 3 --date 2026-09-21 --order 45
	[ "$(lessons 2026-09-21 2026-09-21)" = "09-21 7А Алгебра
09-21 7А Физика
09-21 7Б Алгебра
09-21 8А Алгебра" ]
	jr-timetable regime weekday 1 --date 2026-09-21
	[ "$(lessons 2026-09-21 2026-09-21)" = "09-21 7А Алгебра" ]
	jr-timetable regime remove weekday --date 2026-09-19
	[ "$(lessons 2026-09-19 2026-09-19)" = "" ]
	store_sound
}

@test "the timetable of a day goes by calendar and orders" {
	slots() { jr-timetable list --date "$1" -f tsv | tail -n +2 | cut -f1,3,5 | tr '\t' ' '; }
	[ "$(slots 2026-09-21)" = "7А Алгебра 1" ]
	[ "$(slots 2026-09-19)" = "" ]
	jr-timetable regime weekday 3 --grade 7 --date 2026-09-21 --order 45
	[ "$(slots 2026-09-21)" = "7А Алгебра 1
7А Физика 2
7Б Алгебра 3" ]
	jr-timetable remove --class 7А --subject Физика --weekday 3 --number 2 2026-09-20
	[ "$(slots 2026-09-21 | wc -l)" -eq 2 ]
	run -65 jr-timetable list --date 2030-09-01
}

@test "where lessons were not made yet, an order makes none" {
	sql "DELETE FROM lesson"
	jr-lesson generate --term Q1
	jr-timetable regime weekday 1 --date 2027-01-16 --order 44
	[ "$(lessons 2027-01-16 2027-01-16)" = "" ]
	jr-lesson generate --term Q3
	[ "$(lessons 2027-01-16 2027-01-16)" = "2027-01-16 7А Алгебра" ]
}

@test "an order for grades and classes holds for each, and a narrower one goes before" {
	jr-timetable regime off --grade 8 --class 7А --class 7Б --date 2026-09-16 --order 1
	[ "$(lessons 2026-09-16 2026-09-16)" = "" ]
	[ "$(jr-timetable regime list | wc -l)" -eq 4 ]
	jr-timetable regime off --date 2026-09-23 --order 2
	[ "$(lessons 2026-09-23 2026-09-23)" = "" ]
	jr-timetable regime weekday 3 --class 8А --date 2026-09-23 --order 3
	[ "$(lessons 2026-09-23 2026-09-23)" = "09-23 8А Алгебра" ]
}

@test "lessons that were held stand against a day off, and are listed" {
	jr-attend take --date 2026-09-09 --class 7А --subject Физика
	dump_store >before
	run -65 --separate-stderr jr-timetable regime off --date 2026-09-09 --order 5
	[ "$stderr" = "jr-timetable: lessons of these days were held, with a register or marks: 2026-09-09 7А Физика (2); cancel single lessons instead" ]
	dump_store | cmp - before
	jr-timetable regime off --grade 8 --date 2026-09-09 --order 5
	[ "$(lessons 2026-09-09 2026-09-09 | grep -c 8А)" -eq 0 ]
}

@test "what was entered ahead on a day off stays and is told" {
	jr-lesson set --date 2026-09-16 --class 7А --subject Физика --topic Движение
	run --separate-stderr jr-timetable regime off --date 2026-09-16 --order 5
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-timetable: lessons in which something is entered stay where they are, outside the timetable: 2026-09-16 7А Физика (2)" ]
	[ "$(lessons 2026-09-16 2026-09-16)" = "09-16 7А Физика" ]
	[ "$(sql "SELECT count(*) FROM held_lesson")" = 0 ]
	jr-timetable regime remove off --date 2026-09-16
	[ "$(lessons 2026-09-16 2026-09-16 | wc -l)" -eq 4 ]
	[ "$(sql "SELECT count(*) FROM held_lesson")" = 1 ]
}

@test "a remote day keeps its lessons, and children take part remotely" {
	jr-timetable regime remote --class 7А --date 2026-09-09 --order 6
	run -0 --separate-stderr jr-attend add --date 2026-09-09 --class 7А --subject Физика --student G4-1 --code remote
	[ "$stderr" = "" ]
	[ "$(lessons 2026-09-09 2026-09-09 | wc -l)" -eq 4 ]
}

@test "other bells ring on a day, by the sets that the year has" {
	jr-timetable regime bells Сокращённые --date 2026-09-16
	[ "$(jr-timetable regime list | tail -1)" = "2026-09-16,2026-09-16,,,bells,,сокращённые,," ]
	[ "$(sql "SELECT DISTINCT bell_set FROM school_day WHERE date = '2026-09-16'")" = сокращённые ]
	run -65 --separate-stderr jr-timetable regime bells ночные --date 2026-09-17
	[[ "$stderr" = "jr-timetable: there is no set of bells 'ночные'; the year has: "*сокращённые* ]]
}

@test "an order without a number is stored with a warning" {
	run --separate-stderr jr-timetable regime off --date 2026-09-16
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-timetable: 2026-09-16: no order is named; add its number later with the same command and --order" ]
	run --separate-stderr jr-timetable regime off --date 2026-09-16 --order 7
	[ "$stderr" = "" ]
}

@test "nonsense is refused, each with its place" {
	run -65 --separate-stderr jr-timetable regime import - <<-END
		from,to,grade,class,regime,weekday,bells
		2026-09-14,2026-09-11,,,off,,
		2026-09-14,,7,7А,off,,
		2026-09-14,,13,,off,,
		2026-09-14,,,9Я,off,,
		2026-09-14,,,,праздник,,
		2026-09-14,,,,weekday,,
		2026-09-15,,,,weekday,8,
		2026-09-16,2026-09-17,,,weekday,1,
		2026-09-17,,,,off,1,
		2026-09-18,,,,off,,основные
		2036-09-14,,,,off,,
		2026-09-21,2027-09-14,,,off,,
		,,,,off,,
	END
	[ "$stderr" = "jr-timetable: -:2:2: the last day, 2026-09-11, lies before the first, 2026-09-14
jr-timetable: -:3:4: give a grade or a class, not both
jr-timetable: -:4:3: '13' is not a grade (1 to 12)
jr-timetable: -:5:4: there is no class '9Я' in 2026/27
jr-timetable: -:6:5: 'праздник' is not a regime of a day: off, remote, weekday or bells
jr-timetable: -:7:6: 'weekday' must not be empty
jr-timetable: -:8:6: '8' is not a weekday (1 Monday to 7 Sunday)
jr-timetable: -:9:2: another weekday's timetable is for one day; give each day its own
jr-timetable: -:10:6: a weekday goes with the regime 'weekday' only
jr-timetable: -:11:7: a set of bells goes with the regime 'bells' only
jr-timetable: -:12:1: 2036-09-14 lies in no school year of the store
jr-timetable: -:13:2: 2027-09-14 lies outside the school year 2026/27 (1 September to 31 August); leave the cell empty, or name the year with --year
jr-timetable: -:14:1: 'from' must not be empty" ]
	[ "$(jr-timetable regime list | wc -l)" -eq 1 ]
}

@test "wrong words are said before anything is opened" {
	run -64 --separate-stderr jr-timetable regime holiday --date 2026-09-14
	[ "$stderr" = "jr-timetable: 'holiday' is neither off, remote, weekday nor bells, nor list, import or remove" ]
	run -64 --separate-stderr jr-timetable regime off
	[ "$stderr" = "jr-timetable: --date is missing" ]
	run -64 --separate-stderr jr-timetable regime off --date 2026-09-14 --to 2026-09-15
	[ "$stderr" = "jr-timetable: give --date, or --from and --to" ]
	run -64 --separate-stderr jr-timetable regime weekday --date 2026-09-14
	[ "$stderr" = "jr-timetable: say whose timetable holds: 1 Monday to 7 Sunday" ]
	run -64 --separate-stderr jr-timetable regime off now --date 2026-09-14
	[ "$stderr" = "jr-timetable: 'now' is a word too many" ]
	run -65 --separate-stderr jr-timetable regime remove off --date 2026-09-14
	[ "$stderr" = "jr-timetable: there is no such order that begins on 2026-09-14" ]
}

@test "a closed term stands against an order, and a term of another class does not" {
	sql "INSERT INTO term_close (term_id, class_id, tx_id)
	    SELECT t.id, c.id, 1 FROM term t, class c WHERE t.code = 'Q1' AND c.name = '7А'"
	run -77 --separate-stderr jr-timetable regime off --date 2026-09-16 --order 8
	[[ "$stderr" = "jr-timetable: Q1 is closed for 7А; "* ]]
	run -77 --separate-stderr jr-timetable regime off --class 7А --date 2026-09-16 --order 8
	jr-timetable regime off --class 8А --date 2026-09-16 --order 8
	jr-timetable regime off --class 7А --date 2026-11-11 --order 9
}

@test "orders are the deputy's, and a teacher sees them" {
	jr-staff add --login zavuch --surname Завучева --given-name Вера --role deputy
	jr-timetable regime off --date 2026-09-16 --order 8
	JR_ACTOR=zavuch jr-timetable regime off --date 2026-09-23 --order 9
	JR_ACTOR=ivanova run -77 --separate-stderr jr-timetable regime off --date 2026-09-30 --order 9
	[ "$(JR_ACTOR=ivanova jr-timetable regime list | wc -l)" -eq 3 ]
}

@test "what was is shown as of the day before an order" {
	jr-timetable regime off --date 2026-09-16 --order 8
	export JR_NOW=2026-09-12T12:00:00
	jr-timetable regime off --date 2026-09-23 --order 9
	[ "$(jr-timetable regime list --as-of 2026-09-11 | wc -l)" -eq 2 ]
	[ "$(jr-lesson list --as-of 2026-09-11 --date 2026-09-23 | wc -l)" -eq 5 ]
	[ "$(jr-lesson list --date 2026-09-23 | wc -l)" -eq 1 ]
}
