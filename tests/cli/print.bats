#!/usr/bin/env bats
# Tables as workbooks: jr-print, and -f xlsx of the commands.

load helper

# A table of two columns, as commands write it: its title and its rows.
page()
{
	printf '{"journal-table":1,"title":%s,"columns":[{"name":"day","title":"День","type":"date","key":true},{"name":"mean","title":"Средний балл","type":"decimal","key":false},{"name":"what","title":"Что","type":"text","key":false}],"group":%s,"rows":[%s],"groups":%s,"footers":[%s],"notes":[]}\n' \
	    "$1" "${3:-null}" "$2" "${4:-[]}" "${5:-}"
}

# The sheet's XML in a workbook, in the order of the sheets.
part()
{
	python3 -B -c 'import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' "$1" "$2"
}

# --- What a sheet holds --------------------------------------------------------------

@test "a table becomes a sheet of the same cells under their headings" {
	page '"Итоги"' '["2026-11-05",4.25,"4/5"],["2026-11-06",null,"=1+1"]' | jr-print -f xlsx >a.xlsx
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$output" = $'День,Средний балл,Что\n2026-11-05,4.25,4/5\n2026-11-06,,=1+1' ]
	[ "$stderr" = "" ]
	run -0 jr-sheet --list -f csv a.xlsx
	[ "$output" = $'number,sheet,state\n1,Итоги,visible' ]
}

@test "days are dates, means numbers with their decimals, and texts never formulas" {
	page '"Итоги"' '["2026-11-05",4.25,"=1+1"],["2026-11-06",3,"5"]' | jr-print -f xlsx >a.xlsx
	part a.xlsx xl/worksheets/sheet1.xml >sheet.xml
	grep -q '<c r="A2" s="[0-9]*"><v>46331</v></c>' sheet.xml
	grep -q '<c r="B2" s="[0-9]*"><v>4.25</v></c>' sheet.xml
	grep -q '<c r="C2" s="[0-9]*" t="inlineStr"><is><t>=1+1</t></is></c>' sheet.xml
	! grep -q '<f>' sheet.xml
	part a.xlsx xl/styles.xml >styles.xml
	grep -q 'formatCode="dd.mm.yyyy"' styles.xml
}

@test "the heading is frozen, filters, and stands on each printed page" {
	page '"Итоги"' '["2026-11-05",4.25,"а"]' | jr-print -f xlsx >a.xlsx
	part a.xlsx xl/worksheets/sheet1.xml >sheet.xml
	grep -q '<pane xSplit="1" ySplit="1" topLeftCell="B2"' sheet.xml
	grep -q '<autoFilter ref="A1:C2"/>' sheet.xml
	grep -q 'paperSize="9"' sheet.xml
	part a.xlsx xl/workbook.xml | grep -q '_xlnm.Print_Titles.*Итоги.*[$]1:[$]1'
}

@test "groups are the first column, closing rows come last" {
	page '"Итоги"' '["2026-11-05",4,"а"],["2026-11-06",5,"б"],["2026-11-07",3,"в"]' \
	    '{"name":"class","title":"Класс"}' \
	    '[{"title":"7А","row":0,"rows":2},{"title":"7Б","row":2,"rows":1}]' \
	    '[null,4,"всего"]' | jr-print -f xlsx >a.xlsx
	run -0 jr-sheet a.xlsx
	[ "$output" = $'Класс,День,Средний балл,Что\n7А,2026-11-05,4,а\n7А,2026-11-06,5,б\n7Б,2026-11-07,3,в\n,,4,всего' ]
}

@test "a sheet is named by its title, or by what tells it from others, and names differ" {
	{
		page '"Сводная ведомость успеваемости класса: 7А, 2 четверть 2026/27"' '["2026-11-05",4,"а"]'
		page '"Сводная ведомость успеваемости класса: 7Б, 2 четверть 2026/27"' '["2026-11-05",4,"а"]'
		page '"[a]:*?"' '["2026-11-05",4,"а"]'
		page 'null' '["2026-11-05",4,"а"]'
		page '"[a]:*?"' '["2026-11-05",4,"а"]'
	} | jr-print -f xlsx -o a.xlsx
	run -0 jr-sheet --list a.xlsx
	[ "$output" = 'number,sheet,state
1,"7А, 2 четверть 2026-27",visible
2,"7Б, 2 четверть 2026-27",visible
3,a,visible
4,Sheet 4,visible
5,Sheet 5,visible' ]
}

@test "the same table makes the same bytes" {
	page '"Итоги"' '["2026-11-05",4.25,"а"]' | jr-print -f xlsx >a.xlsx
	sleep 1.1
	page '"Итоги"' '["2026-11-05",4.25,"а"]' | jr-print -f xlsx >b.xlsx
	cmp a.xlsx b.xlsx
}

# --- What it refuses -------------------------------------------------------------------

@test "what is no table is refused and nothing is written" {
	run -65 --separate-stderr jr-print -f xlsx <<<'day,mean'
	[[ $stderr == "jr-print: -:1: this is no table in JSON: "* ]]
	[ "$output" = "" ]
	run -65 --separate-stderr jr-print -f xlsx <<<'{"journal-table":1}'
	[ "$stderr" = "jr-print: -: this is no table in JSON: 'columns' is missing or wrong" ]
	run -65 --separate-stderr jr-print -f xlsx <<<'{"journal-table":2}'
	[ "$stderr" = "jr-print: -: a table of kind 2; only kind 1 is known here" ]
	run -65 --separate-stderr jr-print -f xlsx </dev/null
	[ "$stderr" = "jr-print: -: there is no table to print" ]
	page '"Итоги"' '["2026-11-05",4.25]' >narrow
	run -65 --separate-stderr jr-print -f xlsx narrow
	[ "$stderr" = "jr-print: narrow: this is no table in JSON: 'rows' is missing or wrong" ]
	[ "$output" = "" ]
	page '"Итоги"' '["2026-11-05",4,"а"]' '{"name":"c","title":"c"}' '[{"title":"7А","row":0,"rows":2}]' >far
	run -65 --separate-stderr jr-print -f xlsx far
	[ "$stderr" = "jr-print: far: this is no table in JSON: 'groups' is missing or wrong" ]
}

@test "a text that no cell can hold is refused, not cut" {
	page '"Итоги"' "[\"2026-11-05\",4,\"$(head -c 32768 /dev/zero | tr '\0' x)\"]" >long
	run -65 --separate-stderr jr-print -f xlsx long
	[ "$stderr" = "jr-print: long: a text has over 32767 characters, more than a cell can hold; choose CSV" ]
	[ "$output" = "" ]
}

@test "without -f xlsx it says what it can make, and a terminal gets no workbook" {
	run -64 --separate-stderr jr-print </dev/null
	[ "$stderr" = "jr-print: say what to make: -f pdf, xlsx, svg or png" ]
	page '"Итоги"' '["2026-11-05",4,"а"]' >page
	run -64 script -qec 'jr-print -f xlsx page' /dev/null
	[[ $output == *"a workbook is nothing for a terminal; name a file with --output"* ]]
}

@test "a full disk under the output shows" {
	page '"Итоги"' '["2026-11-05",4,"а"]' >page
	run -74 --separate-stderr jr-print -f xlsx -o /dev/full page
	[[ $stderr == "jr-print: the output could not be written: "* ]]
}

# --- The commands ------------------------------------------------------------------------

class()
{
	english_school 2026-09-30T18:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
	END
	jr-student import - <<-END
		number,surname,given_name,birth_date,class
		G4-1,Белова,Вера,2013-04-05,7А
		G4-2,Ёлкин,Пётр,2013-12-31,7А
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
	END
	jr-timetable import - <<-END
		class,group,subject,weekday,number
		7А,,Алгебра,1,1
	END
}

@test "a list written as a workbook can be imported again and changes nothing" {
	journal_setup
	class
	jr-student list -f csv >list.csv
	jr-student list -f xlsx -o list.xlsx
	run -0 --separate-stderr jr-sheet --table list.xlsx
	[ "$output" = "$(cat list.csv)" ]
	run -0 --separate-stderr jr-student import list.xlsx
	[ "$stderr" = "jr-student: nothing changed" ]
	jr-student list -f xlsx --headers ru | jr-student import -
}

@test "a report as a workbook has a sheet for each of its tables, with the same cells" {
	journal_setup
	class
	jr-report class-term --class 7А --term Q1 -f xlsx -o report.xlsx
	jr-report class-term --class 7А --term Q1 --part figures -f csv --headers ru >figures.csv
	jr-sheet --table --sheet 2 report.xlsx | head -n 2 >sheet.csv
	grep -q '^7А,2,' figures.csv
	cmp figures.csv sheet.csv
	part report.xlsx xl/worksheets/sheet2.xml | grep -q '<c r="B2" s="[0-9]*"><v>2</v></c>'
}

@test "a command that fails leaves no workbook" {
	journal_setup
	class
	run -64 --separate-stderr jr-report no-such-report -f xlsx
	[ "$output" = "" ]
	run -65 --separate-stderr jr-student list --class 7А -f xlsx --year 20x
	[ "$output" = "" ]
}

@test "a full disk under a command's workbook shows" {
	journal_setup
	class
	run -74 --separate-stderr jr-student list -f xlsx -o /dev/full
	[[ $stderr == "jr-print: the output could not be written: "* ]]
	[ "${#stderr_lines[@]}" = 1 ]
}
