#!/usr/bin/env bats
# Registers, absences and their reasons.

load helper

setup()
{
	journal_setup
	small_school
}

HEAD=date,class,subject,student,code

put()
{
	printf '%s\n' "$@" | jr-attend import -
}

rows()
{
	jr-attend list -f tsv | tail -n +2 | cut -f1,6-
}

@test "codes go in as teachers write them, and out in English" {
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,Н" "2026-09-07,7А,Алгебра,G4-0002,б" \
	    "2026-09-07,7А,Алгебра,G4-0003,УП" "2026-09-07,7А,Алгебра,G4-0004,о15" \
	    "2026-09-07,7А,Алгебра,G4-0005,НП"
	[ "$(jr-attend list -f tsv | tail -n +2 | cut -f6-8)" = $'G4-0001\tabsent\t
G4-0003\texcused\t
G4-0002\till\t
G4-0004\tlate\t15
G4-0005\tunexcused\t' ]
	jr-attend list >list.csv
	run -0 --separate-stderr jr-attend import list.csv
	[ "$stderr" = "jr-attend: nothing changed" ]
}

@test "a Latin H is the Russian н" {
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,H"
	[ "$(rows | cut -f3)" = absent ]
}

@test "a register taken with nobody absent is a row of its own" {
	jr-attend take --date 2026-09-07 --class 7А --subject Алгебра
	[ "$(jr-attend list | tail -n 1)" = "2026-09-07,7А,,Алгебра,2,,taken,,," ]
	run -0 --separate-stderr jr-attend take --date 2026-09-07 --class 7А --subject Алгебра
	[ "$stderr" = "jr-attend: nothing changed" ]
	jr-attend list >list.csv
	run -0 --separate-stderr jr-attend import list.csv
	[ "$stderr" = "jr-attend: nothing changed" ]
}

@test "any row of a lesson takes its register, and then taken is not listed" {
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,н"
	[ "$(sql 'SELECT count(*) FROM register')" = 1 ]
	[ "$(jr-attend list | wc -l)" = 2 ]
}

@test "present takes an absence back and is not stored" {
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,н"
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,present"
	[ "$(jr-attend list | tail -n 1)" = "2026-09-07,7А,,Алгебра,2,,taken,,," ]
	put "$HEAD" "2026-09-10,7А,Алгебра,G4-0001,+"
	[ "$(jr-attend list --date 2026-09-10 | tail -n 1)" = "2026-09-10,7А,,Алгебра,1,,taken,,," ]
}

@test "a reason may be set at any time, taking an absence back later needs a reason" {
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,н" "2026-09-07,7А,Алгебра,G4-0002,н"
	export JR_NOW=2026-10-05T12:00:00
	put "$HEAD,basis,document" "2026-09-07,7А,Алгебра,G4-0001,б,certificate,№ 15"
	[ "$(rows | head -n 1 | cut -f3-)" = $'ill\t\tcertificate\t№ 15' ]
	run -65 --separate-stderr put "$HEAD" "2026-09-07,7А,Алгебра,G4-0002,present"
	[ "$stderr" = "jr-attend: -:2: the 7 days for corrections have passed; the deputy corrects with --reason" ]
	jr-attend remove --date 2026-09-07 --class 7А --subject Алгебра --student G4-0002 \
	    --reason 'ошибся строкой'
	[ "$(jr-attend list | wc -l)" = 2 ]
}

@test "an absence after the mark is stored with a warning" {
	jr-mark add --date 2026-09-07 --class 7А --subject Алгебра --student G4-0001 --mark 5
	run -0 --separate-stderr put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,н"
	[ "$stderr" = "jr-attend: G4-0001 has a mark at the lesson of 2026-09-07, and is now absent from it" ]
	[ "$(rows | cut -f3)" = absent ]
}

@test "late goes with a mark" {
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,о10"
	jr-mark add --date 2026-09-07 --class 7А --subject Алгебра --student G4-0001 --mark 5
	[ "$(jr-mark list | wc -l)" = 2 ]
}

@test "what is wrong is said at its cell" {
	run -65 --separate-stderr put "$HEAD,minutes,basis" \
	    "2026-09-07,7А,Алгебра,G4-0001,ъ,," \
	    "2026-09-07,7А,Алгебра,G4-0001,,," \
	    "2026-09-07,7А,Алгебра,,н,," \
	    "2026-09-07,7А,Алгебра,G4-0001,н,10," \
	    "2026-09-07,7А,Алгебра,G4-0001,о,много," \
	    "2026-09-07,7А,Алгебра,G4-0001,б,,слухи" \
	    "2026-09-14,7А,Алгебра,G4-0001,н,,"
	[[ ${stderr_lines[0]} == "jr-attend: -:2:5: 'ъ' is not a code of attendance; "* ]]
	[ "${stderr_lines[1]}" = "jr-attend: -:3:5: the code is empty; 'present' takes an absence back" ]
	[ "${stderr_lines[2]}" = "jr-attend: -:4:4: the student is missing; without a student only the code 'taken' is possible" ]
	[ "${stderr_lines[3]}" = "jr-attend: -:5:6: only 'late' has minutes" ]
	[ "${stderr_lines[4]}" = "jr-attend: -:6:6: 'много' is not a number of minutes" ]
	[ "${stderr_lines[5]}" = "jr-attend: -:7:7: basis 'слухи' is none of guardian, note, certificate, order" ]
	[ "${stderr_lines[6]}" = "jr-attend: -:8:1: 2026-09-14 lies in the future; marks and registers may not" ]
	[ "$(jr-attend list | wc -l)" = 1 ]
}

@test "two codes for one student at one lesson in a file are an error at the second" {
	run -65 --separate-stderr put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,н" \
	    "2026-09-07,7А,Алгебра,G4-0001,о"
	[ "$stderr" = "jr-attend: -:3:5: the file has 'absent' for this student at this lesson already" ]
}

@test "reasons of a closed term go in for five school days of the next" {
	put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,н"
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Q1' AND c.name = '7А'"
	JR_NOW=2026-11-09T12:00:00 put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,б"
	JR_NOW=2026-11-12T12:00:00 run -65 --separate-stderr put "$HEAD" "2026-09-07,7А,Алгебра,G4-0001,п"
	[[ $stderr == "jr-attend: -:2: Q1 is closed for 7А; "* ]]
	JR_NOW=2026-11-05T12:00:00 run -65 --separate-stderr put "$HEAD" "2026-09-10,7А,Алгебра,G4-0001,н"
	[[ $stderr == "jr-attend: -:2: Q1 is closed for 7А; "* ]]
}

@test "in a group of several classes the term is that of the student's class" {
	printf '%s\n' group,student хор,G4-0001 | jr-group import -
	printf '%s\n' group,subject,teacher,hours_per_week хор,Хор,smirnov.bb,1 | jr-course import -
	printf '%s\n' group,subject,weekday,number хор,Хор,1,7 | jr-timetable import -
	put date,group,subject,student,code "2026-09-07,хор,Хор,G4-0001,н"
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
	    WHERE t.code = 'Q1' AND c.name = '7А'"
	JR_NOW=2026-11-09T12:00:00 put date,group,subject,student,code "2026-09-07,хор,Хор,G4-0001,б"
	JR_NOW=2026-11-12T12:00:00 run -65 --separate-stderr put date,group,subject,student,code \
	    "2026-09-07,хор,Хор,G4-0001,п"
	[[ $stderr == "jr-attend: -:2: Q1 is closed for 7А; "* ]]
}

@test "a basis goes in as schools write it in Russian, and out in English" {
	put "$HEAD,basis" "2026-09-07,7А,Алгебра,G4-0001,п,Со слов родителей" \
	    "2026-09-07,7А,Алгебра,G4-0002,п,Заявление" "2026-09-07,7А,Алгебра,G4-0003,б,справка" \
	    "2026-09-07,7А,Алгебра,G4-0004,п,ПРИКАЗ" "2026-09-07,7А,Алгебра,G4-0005,п,записка"
	[ "$(rows | cut -f2,5 | sort)" = $'G4-0001\tguardian
G4-0002\tnote
G4-0003\tcertificate
G4-0004\torder
G4-0005\tnote' ]
}
