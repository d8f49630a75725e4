#!/usr/bin/env bats
# Tables on paper: jr-print -f pdf, and -f pdf of the commands.

load helper

# A class of $1 students by $2 subjects as commands write it, with what papers have.
class_table()
{
	jq -nc --argjson students "$1" --argjson subjects "$2" '{
		"journal-table": 1, title: "Сводная ведомость: 7А",
		columns: ([{name: "no", title: "№", type: "int", key: true},
		    {name: "student", title: "Ученик", type: "text", key: true}] +
		    [range($subjects) | {name: "s\(.)", title: "Обществоведение \(.)",
			type: "text", key: false}]),
		group: null,
		rows: [range($students) | [. + 1, "Фамилия\(.) Имя"] +
		    [range($subjects) | "5"]],
		groups: [], footers: [], notes: [], lang: "ru",
		head: {school: "Гимназия № 4", period: "1 четверть", date: "2026-10-31"},
		signatures: [{role: "Директор", name: "А. П. Соколова"},
		    {role: "Завуч", name: null}]}'
}

# One of two columns: its title, its rows, further keys.
small_table()
{
	jq -nc --arg title "$1" --argjson rows "$2" --argjson more "${3:-{\}}" '{
		"journal-table": 1, title: $title,
		columns: [{name: "class", title: "Класс", type: "text", key: true},
		    {name: "mean", title: "Средний балл", type: "decimal", key: false}],
		group: null, rows: $rows, groups: [], footers: [], notes: [], lang: "ru"} + $more'
}

pages()
{
	pdfinfo "$1" | sed -n 's/^Pages: *//p'
}

# The words of a document, a line for each of its own.
words()
{
	pdftotext -layout "$1" - | tr -s ' \f\n' '\n\n\n'
}

# --- What stands on the sheets -----------------------------------------------------------

@test "what can be copied out of the paper is what stands in the table" {
	small_table 'Итоги' '[["7А",4.5],["7Б",3.25],["=1+1",null]]' '{"decimals":[0,2]}' |
	    jr-print -f pdf -o a.pdf
	run -0 pdftotext -layout a.pdf -
	[ "$(tr -s ' \f\n' ' ' <<<"$output")" = ' Итоги Класс Средний балл 7А 4,50 7Б 3,25 =1+1 стр. 1 из 1 ' ]
}

@test "words and numbers are those of the table's language, whoever prints it" {
	small_table 'Итоги' '[["7А",4.5]]' | jr-print -f pdf -o a.pdf --lang en
	words a.pdf | tr '\n' ' ' | grep -q '4,5 стр. 1 из 1'
	small_table 'Totals' '[["7А",4.5]]' '{"lang":"en"}' | jr-print -f pdf -o a.pdf --lang ru
	words a.pdf | tr '\n' ' ' | grep -q '4.5 page 1 of 1'
}

@test "a table of many columns lies on the sheet" {
	class_table 45 30 | jr-print -f pdf -o a.pdf
	pdfinfo a.pdf | grep -q 'Page size: *841.89 x 595.276'
	[ "$(words a.pdf | grep -c '^5$')" -ge 1350 ]
}

@test "forty-five students by twenty subjects fit, the headings upright" {
	class_table 45 20 | jr-print -f pdf -o a.pdf
	[ "$(words a.pdf | grep -c '^Фамилия')" -eq 45 ]
	[ "$(words a.pdf | grep -c '^5$')" -ge 900 ]
	# Upright: taller than wide, and on each sheet.
	pdftotext -bbox a.pdf a.html
	[ "$(pages a.pdf)" -eq "$(grep -c '>Ученик<' a.html)" ]
	awk -F'"' '/>Обществоведение</ { n++; if ($8 - $4 <= $6 - $2) bad++ }
	    END { exit !(n >= 20 && !bad) }' a.html
}

@test "nothing lies outside the sheet" {
	class_table 45 20 | jr-print -f pdf -o a.pdf
	class_table 3 120 | jr-print -f pdf -o b.pdf
	for pdf in a.pdf b.pdf; do
		pdftotext -bbox "$pdf" out.html
		awk -F'"' '/<page/ { w = $2; h = $4 }
		    /<word/ { n++; if ($2 < 20 || $4 < 10 || $6 > w - 20 || $8 > h - 10) bad++ }
		    END { exit !(n > 100 && !bad) }' out.html
	done
}

@test "what no sheet is wide enough for is cut into bands that repeat the key" {
	class_table 3 120 | jr-print -f pdf -o a.pdf
	[ "$(words a.pdf | grep -c '^Фамилия1$')" -gt 1 ]
	[ "$(words a.pdf | grep -c '^5$')" -ge 360 ]
}

@test "a table of few columns stands upright on the sheet" {
	small_table 'Итоги' '[["7А",4.5]]' | jr-print -f pdf -o a.pdf
	pdfinfo a.pdf | grep -q 'Page size: *595.276 x 841.89'
}

@test "the school, the period and the title stand above, the signatures below" {
	class_table 2 2 | jr-print -f pdf -o a.pdf
	run -0 pdftotext -layout a.pdf -
	tr -s ' \f\n' ' ' <<<"$output" >text
	grep -q '^ Гимназия № 4 Сводная ведомость: 7А 1 четверть № Ученик' text
	grep -q 'Директор / А. П. Соколова / Завуч / /' text
	grep -q 'Гимназия № 4, 31.10.2026 стр. 1 из 1' text
}

@test "a name of eighty letters is wrapped and whole" {
	name=$(printf 'Преображенская-%.0s' 1 2 3 4 5)Конец
	small_table 'Итоги' "[[\"$name\",4]]" '{"title":"Длинное имя"}' |
	    jq -c '.columns += [range(8) | {name: "c\(.)", title: "Столбец\(.)", type: "text", key: false}] |
	    .rows[0] += [range(8) | "значение \(.)"]' | jr-print -f pdf -o a.pdf
	[[ "$(pdftotext -raw a.pdf - | tr -d ' \n')" == *"$name"* ]]
}

@test "a text that no sheet holds goes on on the next, all of it" {
	small_table 'Итоги' "[[\"$(printf 'слово%d ' $(seq 3000))\",4]]" | jr-print -f pdf -o a.pdf
	[ "$(pages a.pdf)" -gt 1 ]
	[ "$(words a.pdf | grep -c '^слово[0-9]*$')" -eq 3000 ]
}

@test "a table without rows prints a sheet that says so" {
	small_table 'Долги' '[]' | jr-print -f pdf -o a.pdf
	[ "$(pages a.pdf)" -eq 1 ]
	words a.pdf | tr '\n' ' ' | grep -q 'Долги .*Показать нечего'
}

@test "each table begins a sheet, unless it follows the one before" {
	{ small_table 'Раз' '[["7А",4]]'; small_table 'Два' '[["7Б",5]]'; } | jr-print -f pdf -o a.pdf
	[ "$(pages a.pdf)" -eq 2 ]
	{ small_table 'Раз' '[["7А",4]]'; small_table 'Два' '[["7Б",5]]' '{"follow":true}'; } |
	    jr-print -f pdf -o a.pdf
	[ "$(pages a.pdf)" -eq 1 ]
}

@test "groups have a line and an entry of the outline, the tables too" {
	small_table 'Итоги' '[["а",4],["б",5],["в",3]]' \
	    '{"group":{"name":"g","title":"Параллель"},"groups":[{"title":"Пятые","row":0,"rows":2},{"title":"Шестые","row":2,"rows":1}]}' |
	    jr-print -f pdf -o a.pdf
	words a.pdf | grep -q '^Пятые$'
	# A title of the outline in UTF-16.
	outline=$(pdftohtml -xml -stdout a.pdf | sed -n '/<outline>/,$p')
	[ "$(grep -o '<item page="1">[^<]*' <<<"$outline" | cut -d'>' -f2 | tr '\n' ' ')" = 'Итоги Пятые Шестые ' ]
}

# --- The document --------------------------------------------------------------------------

@test "fonts are part of the document and say what their letters are" {
	class_table 2 2 | jr-print -f pdf -o a.pdf
	pdffonts a.pdf | tail -n +3 | awk '{ n++; if ($(NF-4) != "yes" || $(NF-2) != "yes") bad++ }
	    END { exit !(n > 0 && !bad) }'
}

@test "the same table makes the same bytes, of the day of its data" {
	class_table 5 5 | jr-print -f pdf -o a.pdf
	sleep 1.1
	class_table 5 5 | env -i ${LSAN_OPTIONS:+"LSAN_OPTIONS=$LSAN_OPTIONS"} \
	    "$(command -v jr-print)" -f pdf >b.pdf
	cmp a.pdf b.pdf
	pdfinfo a.pdf | grep -q '^Title: *Сводная ведомость: 7А'
	pdfinfo a.pdf | grep -q '^CreationDate: *Sat Oct 31 .*2026'
}

# --- What it refuses -----------------------------------------------------------------------

@test "without fonts it says which package has some" {
	small_table 'Итоги' '[["7А",4]]' >page
	echo '<fontconfig><dir>/nonexistent</dir></fontconfig>' >fonts.conf
	run -78 --separate-stderr env FONTCONFIG_FILE="$PWD/fonts.conf" jr-print -f pdf -o a.pdf page
	[ "$stderr" = "jr-print: page: there is no font with Cyrillic letters; install the package fonts-liberation2 (or fonts-dejavu-core)" ]
	[ ! -e a.pdf ]
}

@test "a full disk leaves no half document" {
	class_table 45 20 >page
	run -74 --separate-stderr jr-print -f pdf -o /dev/full page
	[[ $stderr == "jr-print: the output could not be written: "* ]]
	run -74 --separate-stderr bash -c 'trap "" XFSZ; ulimit -f 4; exec jr-print -f pdf -o a.pdf page'
	[[ $stderr == "jr-print: the output could not be written: "* ]]
	[ ! -e a.pdf ]
}

@test "a terminal gets no document" {
	small_table 'Итоги' '[["7А",4]]' >page
	run -64 script -qec 'jr-print -f pdf page' /dev/null
	[[ $output == *"-f pdf is nothing for a terminal; name a file with --output"* ]]
}

@test "what is no table is refused and nothing is written" {
	run -65 --separate-stderr jr-print -f pdf -o a.pdf <<<'{"journal-table":1}'
	[ "$stderr" = "jr-print: -: this is no table in JSON: 'columns' is missing or wrong" ]
	[ ! -e a.pdf ]
	run -65 --separate-stderr jr-print -f pdf </dev/null
	[ "$stderr" = "jr-print: -: there is no table to print" ]
}

# --- The commands --------------------------------------------------------------------------

@test "a command's list goes to paper with headings that people read" {
	small_school
	jr-student list -f pdf -o a.pdf
	jr-student list -f csv | tail -n +2 | cut -d, -f2 >surnames
	[ -s surnames ]
	words a.pdf >words
	while read -r surname; do
		grep -qxF "$surname" words
	done <surnames
	run -65 --separate-stderr jr-student list --class 99Ы -f pdf -o b.pdf
	[ ! -e b.pdf ]
}

@test "a report has the school and the period above, its chart and who signs" {
	small_school
	mkdir reports
	cat >reports/heads.sql <<-'END'
		-- report: heads
		-- title: Численность
		-- scope: class
		-- params: class term
		-- reads: attendance
		-- integers: students
		-- column class: Класс
		-- column students: Учеников
		-- chart: bars x=class y=students
		-- sign director: Директор
		-- sign homeroom: Классный руководитель
		SELECT c.name AS class, 25 AS students
		FROM scope JOIN class c ON c.id = scope.id
		ORDER BY c.sort_key, c.id;
	END
	jr-report heads --reports reports -f json >table
	[ "$(jq -c '[.chart, .signatures[1]]' table)" = '[{"kind":"bars","x":"class","y":["students"]},{"role":"Классный руководитель","name":null}]' ]
	[ "$(jq -r '.head.school' table)" != null ]
	jr-report heads --reports reports -f svg -o a.svg
	[ "$(grep -c 'class="bar"' a.svg)" -eq "$(jq '.rows | length' table)" ]
	jr-report heads --reports reports -f pdf -o a.pdf
	words a.pdf | grep -qx 'Директор'
	sed -i 's/^-- chart: bars/-- chart: pie/' reports/heads.sql
	run -64 --separate-stderr jr-report heads --reports reports
	[[ $stderr == *"heads.sql:9: a chart reads 'bars|line|heat x=COLUMN y=COLUMN,COLUMN', not 'pie x=class y=students'"* ]]
}
