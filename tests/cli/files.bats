#!/usr/bin/env bats
# Files as schools really have them, and what each gets.

load helper

setup()
{
	journal_setup
	small_school
}

HEAD=date,class,subject,student,mark
ROW=2026-09-07,7А,Алгебра,G4-0001,5

stored()
{
	jr-mark list -f tsv | tail -n +2 | cut -f6,7
}

@test "an empty file, and one of blank lines, says that there is no header" {
	run -65 --separate-stderr jr-mark import - </dev/null
	[ "$stderr" = "jr-mark: -: the file is empty" ] || [[ $stderr == "jr-mark: -"*"empty"* ]]
	run -65 --separate-stderr jr-mark import - <<<$'\n\n'
	[[ $stderr == "jr-mark: -"*"empty"* ]]
}

@test "a header alone stores nothing and is no error" {
	run -0 --separate-stderr jr-mark import - <<<"$HEAD"
	[ "$stderr" = "jr-mark: nothing changed" ]
}

@test "a missing column is named" {
	run -65 --separate-stderr jr-mark import - <<<$'date,class,subject,mark\n2026-09-07,7А,Алгебра,5'
	[ "$stderr" = "jr-mark: -:1: the column 'student' is missing; a sheet with the dates side by side is read with --grid" ]
	run -65 --separate-stderr jr-mark import --lang ru - <<<$'Журнал 7А по алгебре;\nУченик;07.09'
	[ "${stderr_lines[1]}" = "jr-mark: -:1: нет столбца «Дата»; таблица, в которой даты идут по столбцам, читается с --grid" ]
	run -65 --separate-stderr jr-attend import - <<<$'date,class,subject,student\n'
	[ "$stderr" = "jr-attend: -:1: the column 'code' is missing" ]
}

@test "an unknown column is passed over with a warning, a double one refused" {
	run -0 --separate-stderr jr-mark import - <<<"$HEAD,цвет"$'\n'"$ROW,синий"
	[ "$stderr" = "jr-mark: -: the column 'цвет' is not known and is passed over" ]
	run -65 --separate-stderr jr-mark import - <<<"$HEAD,Оценка"$'\n'"$ROW,4"
	[ "$stderr" = "jr-mark: -:1:6: the column 'Оценка' stands twice" ]
}

@test "short and long rows are refused with their line" {
	run -65 --separate-stderr jr-mark import - <<<"$HEAD"$'\n2026-09-07,7А\n'"$ROW,6,7"
	[[ ${stderr_lines[0]} == "jr-mark: -:2: "*"2 fields"*"5"* ]]
	[[ ${stderr_lines[1]} == "jr-mark: -:3:6: "*"7 fields"*"5"* ]]
}

@test "an unclosed quote is named where it opens" {
	run -65 --separate-stderr jr-mark import - <<<"$HEAD"$'\n"2026-09-07,7А,Алгебра,G4-0001,5\n'"$ROW"
	[[ ${stderr_lines[0]} == "jr-mark: -:2:1: "*"quote"* ]]
	[ "$(stored)" = "" ]
}

@test "a quote inside an unquoted field is text" {
	jr-student import - <<<$'number,surname,given_name,class\nG4-0020,Лицей "Звезда",Пётр,7А'
	[ "$(sql "SELECT surname FROM student WHERE number = 'G4-0020'")" = 'Лицей "Звезда"' ]
}

@test "a NUL byte is refused" {
	printf '%s\n2026-09-07,7А,Алгебра,G4-0001\0,5\n' "$HEAD" >nul.csv
	run -65 --separate-stderr jr-mark import nul.csv
	[[ $stderr == "jr-mark: nul.csv:2"*"NUL"* ]]
}

@test "CP1251 with semicolons and CRLF, as a Russian Excel saves, goes in without a word" {
	printf '%s\r\n' 'Дата;Класс;Предмет;Ученик;Отметка;' '07.09.2026;7А;Алгебра;Ёлкина Мария;5;' |
	    iconv -t CP1251 >excel.csv
	run -0 --separate-stderr jr-mark import -v excel.csv
	[ "${stderr_lines[0]}" = "jr-mark: excel.csv: CP1251, ';'" ]
	[ "$(stored)" = $'G4-0001\t5' ]
}

@test "UTF-8 with and without BOM, tabs, commas, sep= and UTF-16 all go in" {
	printf '\xef\xbb\xbf%s\n%s\n' "\"date\",class,subject,student,mark" "$ROW" >bom.csv
	jr-mark import bom.csv
	[ "$(stored)" = $'G4-0001\t5' ]
	tr , '\t' <bom.csv >tab.csv
	printf 'sep=;\n%s\n%s' "${HEAD//,/;}" "${ROW//,/;}" >sep.csv
	printf '%s\n%s\n' "$HEAD" "$ROW" | iconv -t UTF-16 >utf16.csv
	for file in tab.csv sep.csv utf16.csv; do
		run -0 --separate-stderr jr-mark import $file
		[ "$stderr" = "jr-mark: nothing changed" ]
	done
}

@test "no last newline, blank lines and trailing empty columns do no harm" {
	printf '%s,,\n\n%s,,\n\n\n2026-09-07,7А,Алгебра,G4-0002,9,,' "$HEAD" "$ROW" >odd.csv
	run -65 --separate-stderr jr-mark import odd.csv
	[ "$stderr" = "jr-mark: odd.csv:6:5: mark '9' is not on the scale" ]
}

@test "CP866 is refused with advice, and goes in when named" {
	printf '%s\n' 'Дата;Класс;Предмет;Ученик;Отметка' '07.09.2026;7А;Алгебра;Ёлкина Мария;5' |
	    iconv -t CP866 >dos.csv
	run -65 --separate-stderr jr-mark import dos.csv
	[[ $stderr == "jr-mark: dos.csv"*"--encoding cp866"* ]]
	jr-mark import --encoding cp866 dos.csv
	[ "$(stored)" = $'G4-0001\t5' ]
}

@test "a broken XLSX, an XLS or HTML file under a .csv name is recognised" {
	printf 'PK\003\004[Content_Types].xml' >x.csv
	run -65 --separate-stderr jr-mark import x.csv
	[[ $stderr == "jr-sheet: x.csv: the file is cut short or damaged"* ]]
	printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest' >old.csv
	run -65 --separate-stderr jr-mark import old.csv
	[[ $stderr == "jr-sheet: old.csv: "*"XLS"* ]]
	printf '<html><table><tr><td>5</td></tr></table></html>' >page.csv
	run -65 --separate-stderr jr-mark import page.csv
	[[ $stderr == "jr-mark: page.csv: "*"HTML"* ]]
}

@test "a file over csv.max_bytes is refused at once" {
	truncate -s 2G big.csv
	run -65 --separate-stderr jr-mark import big.csv
	[[ $stderr == "jr-mark: big.csv: "*"268435456"* ]] || [[ $stderr == "jr-mark: big.csv: "*"256 MiB"* ]]
}

@test "a file that is not there, or a folder, is 66" {
	run -66 --separate-stderr jr-mark import nothing.csv
	[ "$stderr" = "jr-mark: nothing.csv: No such file or directory" ]
}

@test "a closed standard input is no file of marks" {
	run -65 --separate-stderr bash -c 'jr-mark import - <&-'
	[[ $stderr == "jr-mark: -"* ]]
	[ "$(stored)" = "" ]
}

@test "a terminal as standard input is 64" {
	run -64 --separate-stderr script -qec "jr-mark import 2>err" /dev/null
	[ "$(cat err)" = "jr-mark: name a file, or - for the standard input" ]
}

@test "control and bidi bytes of a file are shown as escapes" {
	run -65 --separate-stderr jr-mark import - <<<"$HEAD"$'\n2026-09-07,7А,Алгебра,G4-0001,5\e[31m\u202e'
	[[ $stderr != *$'\e'* ]]
	[[ $stderr == "jr-mark: -:2:5: "* ]]
}

@test "a student's cell with nothing but control bytes is an empty one" {
	run -65 --separate-stderr jr-mark import - <<<"$HEAD"$'\n2026-09-07,7А,Алгебра,\x02,5'
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: -:2:4: the student is missing" ]
}

@test "more than a hundred errors end the look" {
	{ echo "$HEAD"; for i in $(seq 150); do echo "2026-09-07,7А,Алгебра,G4-0001,9"; done; } >many.csv
	run -65 --separate-stderr jr-mark import many.csv
	[ "${#stderr_lines[@]}" = 101 ]
	[ "${stderr_lines[100]}" = "jr-mark: more than 100 errors; the rest of the file was not looked at" ]
}

@test "stdout full after the commit is 79, and the marks are stored" {
	printf '%s\n' "$HEAD" "$ROW" "2026-09-07,7А,Алгебра,G4-0002,9" >two.csv
	run -79 --separate-stderr bash -c 'jr-mark import --keep-going --rejects - two.csv >/dev/full'
	[ "$(stored)" = $'G4-0001\t5' ]
}

@test "a store on a read-only file system can be read, not written" {
	only_on sqlite "about the file system under a file"
	[ "$(id -u)" = 0 ] || skip "needs root to mount"
	mkdir ro
	mount -t tmpfs none ro 2>/dev/null || skip "cannot mount here"
	cp "$JR_STORE" ro/school.db
	if ! mount -o remount,ro ro; then umount ro; skip "cannot remount here"; fi
	run --separate-stderr jr-student list -s ro/school.db
	[ "$status" = 0 ] && [ "${#lines[@]}" = 7 ]
	status2=0
	jr-mark import -s ro/school.db - <<<"$HEAD"$'\n'"$ROW" 2>err || status2=$?
	umount ro
	[ "$status2" = 77 ] || [ "$status2" = 74 ]
}

@test "a killed import leaves the store as it was" {
	# Where the store is written to: its file, or its server.
	case $ENGINE in
	sqlite)		write=pwrite64 ;;
	postgresql)	write=sendto ;;
	esac
	{ echo "$HEAD"; for i in $(seq 20000); do echo "$ROW"; done; } >many.csv
	for call in 3 10 30 100; do
		strace -f -o /dev/null -e trace=$write -e "inject=$write:signal=SIGKILL:when=$call" \
		    jr-mark import many.csv 2>/dev/null || true
		store_sound
		[ "$(stored | sort -u | wc -l)" -le 1 ]
	done
	run -0 jr-log verify
}
