#!/usr/bin/env bats
# Pictures of tables: jr-print --chart, -f svg and -f png.

load helper

table()
{
	jq -nc --argjson more "${1:-{\}}" '{
		"journal-table": 1, title: "Качество & успеваемость",
		columns: [{name: "class", title: "Класс", type: "text", key: true},
		    {name: "quality", title: "Качество", type: "decimal", key: false},
		    {name: "success", title: "Успеваемость", type: "decimal", key: false},
		    {name: "note", title: "Заметка", type: "text", key: false}],
		rows: [["7А", 64.5, 100, "а"], ["7<Б>", 50, 96, "б"], ["7В", null, 80, null]],
		lang: "ru"} + $more'
}

count()
{
	xmllint --xpath "count(//*[local-name()='$1'][@class='$2'])" "$3"
}

@test "bars: one for each number, each as high as it is, and says so" {
	table | jr-print -f svg --chart bars -o a.svg
	[ "$(count rect bar a.svg)" -eq 5 ]
	grep -q '<title>7А, Качество: 64,5</title>' a.svg
	grep -q '<title>7&lt;Б&gt;, Успеваемость: 96</title>' a.svg
	# 96 of 50
	[ "$(sed -n 's/.*class="bar".* height="\([0-9.]*\)".*7&lt;Б.*/\1/p' a.svg |
	    awk '{ h[NR] = $1 } END { r = h[2] / h[1]; print (r > 1.9 && r < 1.94) }')" -eq 1 ]
}

@test "--x and --y choose the columns, by name or title" {
	table | jr-print -f svg --chart bars --x Класс --y success -o a.svg
	[ "$(count rect bar a.svg)" -eq 3 ]
	table | jr-print -f svg --chart bars --x class --y success --y quality -o a.svg
	[ "$(count rect bar a.svg)" -eq 5 ]
}

@test "a line is broken where there is no number" {
	table '{"rows":[["1",4,3,null],["2",5,4,null],["3",null,4,null],["4",3,3,null],["5",4,2,null]]}' |
	    jr-print -f svg --chart line -o a.svg
	[ "$(count polyline line a.svg)" -eq 3 ]
	[ "$(count circle dot a.svg)" -eq 9 ]
}

@test "a map has a field for each number, the darkest for the largest" {
	table | jr-print -f svg --chart heat -o a.svg
	[ "$(count rect field a.svg)" -eq 5 ]
	grep 'class="field"' a.svg | grep 'Успеваемость: 100<' | grep -q 'fill="#084594"'
	grep 'class="field"' a.svg | grep 'Качество: 50<' | grep -q 'fill="#F2F7FB"'
}

@test "a PNG is 1600 pixels wide, and the same each time" {
	table | jr-print -f png --chart bars -o a.png
	table | jr-print -f png --chart bars -o b.png
	cmp a.png b.png
	[ "$(head -c 8 a.png | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ]
	[ "$(dd if=a.png bs=1 skip=16 count=4 2>/dev/null | od -An -tx1 | tr -d ' ')" = 00000640 ]
}

@test "a table that says how it is drawn needs no --chart, on paper it stands below" {
	table '{"chart":{"kind":"bars","x":"class","y":["quality"]}}' >page
	jr-print -f svg -o a.svg page
	[ "$(count rect bar a.svg)" -eq 2 ]
	jr-print -f pdf -o a.pdf page
	# The title of the table and that of the picture.
	[ "$(pdftotext a.pdf - | grep -c 'Качество & успеваемость')" -eq 2 ]
	jr-print -f xlsx -o a.xlsx page
	[ -s a.xlsx ]
}

@test "a chart of columns that the table does not have is left out of the paper" {
	table '{"chart":{"kind":"bars","y":["mean"]}}' >page
	jr-print -f pdf -o a.pdf page
	[ "$(pdftotext a.pdf - | grep -c 'Качество & успеваемость')" -eq 1 ]
}

@test "what cannot be drawn is told, with the columns there are" {
	table >page
	run -65 --separate-stderr jr-print -f svg --chart pie page
	[ "$stderr" = "jr-print: page: a chart is 'bars', 'line' or 'heat', not 'pie'" ]
	run -65 --separate-stderr jr-print -f svg --chart bars --y mean page
	[ "$stderr" = "jr-print: page: there is no column 'mean', but class, quality, success, note" ]
	run -65 --separate-stderr jr-print -f svg --chart bars --y note page
	[ "$stderr" = "jr-print: page: the column 'note' has no numbers to draw" ]
	run -65 --separate-stderr jr-print -f svg page
	[ "$stderr" = "jr-print: page: the table does not say how it is drawn; say it with jr-print --chart" ]
	run -65 --separate-stderr bash -c 'cat page page | jr-print -f svg --chart bars'
	[ "$stderr" = "jr-print: -: --chart draws one table, and here are 2" ]
	run -64 --separate-stderr jr-print -f xlsx --chart bars page
	[ "$stderr" = "jr-print: --x and --y go with --chart, and that with -f pdf, svg or png" ]
	jq -c '.rows = [range(401) | ["\(.)", 1, 2, null]]' page >many
	run -65 --separate-stderr jr-print -f svg --chart bars many
	[ "$stderr" = "jr-print: many: nobody can read a chart of 401 rows; choose at most 400" ]
	[ "$output" = "" ]
}
