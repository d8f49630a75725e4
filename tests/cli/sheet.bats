#!/usr/bin/env bats
# Worksheets of workbooks as CSV, and imports that take them.

load helper

# The workbooks of a test, in Python: xlsx.py says what there is.
xlsx()
{
	{ echo 'from xlsx import *'; cat; } | PYTHONPATH=$BATS_TEST_DIRNAME python3 -B -
}

# What jr-sheet says of a file, with 65 and nothing on stdout.
refused()
{
	run -65 --separate-stderr jr-sheet "$@"
	[ "$output" = "" ]
}

# --- Cells ------------------------------------------------------------------------

@test "texts of every kind come out as they are read in Excel" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(
	    ['<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>', "Встроенный текст"],
	    ['<c r="A2" t="s"><v>2</v></c>', '<c r="B2" t="str"><f>A1</f><v>из формулы</v></c>',
	     '<c r="C2" t="inlineStr"><is><r><t>по </t></r><r><t>частям</t></r></is></c>'])),
	    texts=["Ёлкина Мария",
	        '<r><rPr><b/></rPr><t>Ива</t></r><r><t>нов</t></r><rPh sb="0" eb="1"><t>звук</t></rPh>'
	        '<phoneticPr fontId="1"/>', "a &amp; b"])
	END
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$output" = $'Ёлкина Мария,Иванов,Встроенный текст\na &amp; b,из формулы,по частям' ]
	[ "$stderr" = "" ]
}

@test "cells with commas, quotes, blanks at the ends and line ends are quoted" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(['a,b', 'Лицей "Звезда"', ' x ', 'две\nстроки', 'a;b'])))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = $'"a,b","Лицей ""Звезда"""," x ","две\nстроки",a;b' ]
}

@test "escapes of control characters are resolved, and only those" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(["a_x000D_\nb", "_x005F_x0041_", "_x041F_", "_xD83D__xDE00_",
	    "file_xls", "_x00_", "0_x0000_0"])))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = $'"a\nb",_x0041_,П,😀,file_xls,_x00_,00' ]
}

@test "with --table each row is one line, and none is narrower than the first" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(None, ["раз\nдва\r\nтри", 1], None, [2], [3, 4, 5])))
	END
	run -0 jr-sheet --table a.xlsx
	[ "$output" = $'\nраз\u2028два\u2028три,1\n\n2,\n3,4,5' ]
}

@test "numbers are written as Excel shows a plain number" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(
	    ["5", "4.5", "4.0000000000000001", "4.5999999999999996", "0.30000000000000004", "1E-05",
	     "7.9991234567E+10", "1234567890123456", "-0", "-2.50", "1.5E300", " 3 ", "05"])
	    .replace("inlineStr", "n").replace('<is><t xml:space="preserve">', "<v>")
	    .replace("</t></is>", "</v>")))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = "5,4.5,4,4.6,0.3,0.00001,79991234567,1234567890123456,0,-2.5,1.5E+300,3,5" ]
}

@test "what is no number is refused with its place" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(None, [1, '<c r="B2"><v>NaN</v></c>'])))
	END
	refused a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx:2:2: 'NaN' is no number" ]
}

@test "truth values and errors are written as their texts" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows([True, False, '<c r="C1" t="e"><v>#N/A</v></c>',
	    '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'])))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = "TRUE,FALSE,#N/A,#DIV/0!" ]
}

# dates FORMAT VALUE...: one cell for each value, of that format.
dates()
{
	local format=$1

	shift
	xlsx <<-END
	format = "$format"
	values = "$*".split()
	book("d.xlsx", sheet("Лист1", rows([f'<c r="{letters(i)}1" s="1"><v>{v}</v></c>'
	    for i, v in enumerate(values, 1)])),
	    formats=[int(format) if format.isdigit() else format], date1904=bool("$DATE1904"))
	END
	jr-sheet d.xlsx
}

@test "a number with a format of dates is an ISO date, with a time only where it has one" {
	DATE1904=''
	for format in 14 22 30 57 'dd.mm.yyyy' 'd\-mmm;@' '[$-419]D MMMM YYYY\ \г\.' '[Red]mmmm'; do
		[ "$(dates "$format" 46331 46331.4375 46331.4376)" = \
		    "2026-11-05,2026-11-05T10:30,2026-11-05T10:30:09" ]
	done
	[ "$(dates h:mm 0.4375 0 0.999999999)" = "10:30,00:00,1900-01-01" ]
	[ "$(dates 20 0.35416666666666669 0.5)" = "08:30,12:00" ]
	[ "$(dates '[h]:mm:ss' 1.5208333333333333)" = "36:30" ]
	[ "$(dates 46 0.5)" = "12:00" ]
}

@test "letters in quotes, brackets and escapes make no date" {
	DATE1904=''
	for format in '0\ \d' '0\"days\"' '[Red]0.00' '#,##0\ [\$USD]' 'General' '0_d' '0*y' '0;\"md\"' 0 9 10 49; do
		[ "$(dates "$format" 46331)" = 46331 ]
	done
}

@test "1900 has the 29 February that Excel gives it, and the days around are right" {
	DATE1904=''
	[ "$(dates 14 1 59 60 61 2958465)" = "1900-01-01,1900-02-28,1900-02-29,1900-03-01,9999-12-31" ]
	[ "$(dates 14 0 -1 2958466)" = "1900-01-00,-1,2958466" ]
}

@test "days are counted from 1904 where the workbook says so" {
	DATE1904=1
	[ "$(dates 14 0 1 44869 44869.5)" = "1904-01-01,1904-01-02,2026-11-05,2026-11-05T12:00" ]
	[ "$(dates h:mm 0 0.5)" = "00:00,12:00" ]
}

@test "dates written as ISO text are taken as they are, without an idle midnight" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(['<c r="A1" t="d"><v>2026-11-05</v></c>',
	    '<c r="B1" t="d"><v>2026-11-05T00:00:00.000Z</v></c>',
	    '<c r="C1" t="d"><v>2026-11-05T10:30:00</v></c>',
	    '<c r="D1" t="d"><v>10:30:15</v></c>', "05.11.2026"])))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = "2026-11-05,2026-11-05,2026-11-05T10:30,10:30:15,05.11.2026" ]
}

@test "formulas are not run: their stored value is taken, and a missing one is said" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(['<c r="A1"><f>2+2</f><v>5</v></c>', 1],
	    [1, '<c r="B2"><f>SUM(A1:A2)</f></c>', '<c r="C2"><f>A1</f><v></v></c>', 3])))
	END
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$output" = $'5,1\n1,,,3' ]
	[ "$stderr" = "jr-sheet: a.xlsx: 2 formulas have no value, the first in B2; open the workbook and save it again" ]
	run -0 --separate-stderr jr-sheet -q a.xlsx
	[ "$stderr" = "" ]
}

# --- Places -----------------------------------------------------------------------

@test "line N is row N and field N is column N, whatever is left out between" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(None, None, [None, None, "C3"], [None], ["A5", None, "C5", ""],
	    [""])))
	book("far.xlsx", sheet("Лист1", '<row r="3"><c r="AB3"><v>1</v></c></row>'
	    '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = $'\n\n,,C3\n\nA5,,C5' ]
	[ "$(jr-sheet a.xlsx | wc -l)" = 5 ]
	jr-sheet far.xlsx >far.csv
	[ "$(wc -l <far.csv)" = 1048576 ]
	[ "$(sed -n 3p far.csv)" = "$(printf ',%.0s' {1..27})1" ]
	[ "$(tail -n 1 far.csv | tr -d 2 | wc -c)" = 16384 ]
}

@test "rows and cells without references stand one behind the other" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>'
	    '<row r="3"><c><v>4</v></c></row><row><c><v>5</v></c></row>'))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = $'1,,,2,3\n\n4\n5' ]
}

@test "rows and cells out of order, and impossible ones, are refused" {
	xlsx <<-'END'
	def bad(name, data):
	    book(name, sheet("Лист1", data))
	bad("row.xlsx", '<row r="2"/><row r="2"/>')
	bad("cell.xlsx", '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>')
	bad("other.xlsx", '<row r="2"><c r="B3"><v>1</v></c></row>')
	bad("far.xlsx", '<row r="1048577"/>')
	bad("wide.xlsx", '<row r="1"><c r="XFE1"><v>1</v></c></row>')
	END
	refused row.xlsx
	[ "$stderr" = "jr-sheet: row.xlsx:2: the row stands twice or out of order; open the workbook and save it again" ]
	refused cell.xlsx
	[ "$stderr" = "jr-sheet: cell.xlsx:2:1: the cell stands twice or out of order; open the workbook and save it again" ]
	refused other.xlsx
	[ "$stderr" = "jr-sheet: other.xlsx:2: 'B3' is no cell of this row; open the workbook and save it again" ]
	refused far.xlsx
	[ "$stderr" = "jr-sheet: far.xlsx: a sheet has no row '1048577', only 1048576 rows" ]
	refused wide.xlsx
	[ "$stderr" = "jr-sheet: wide.xlsx:1: 'XFE1' is no cell of this row; open the workbook and save it again" ]
}

@test "of merged cells only the first has a value, also where others kept theirs" {
	xlsx <<-'END'
	merged = ('<mergeCells count="3"><mergeCell ref="D2:D4"/><mergeCell ref="A1:C1"/>'
	    '<mergeCell ref="A3:B4"/></mergeCells>')
	book("a.xlsx", sheet("Лист1", rows(["Журнал", "старое", "старое", "d1"],
	    ["a2", "b2", "c2", "d2"], ["a3", "b3", "c3", "d3"], ["a4", "b4", "c4", "d4"],
	    ["a5", "b5", "c5", "d5"]), after=merged))
	book("bad.xlsx", sheet("Лист1", rows([1]), after='<mergeCells><mergeCell ref="B2:A1"/></mergeCells>'))
	END
	run -0 jr-sheet a.xlsx
	[ "$output" = $'Журнал,,,d1\na2,b2,c2,d2\na3,,c3\n,,c4\na5,b5,c5,d5' ]
	refused bad.xlsx
	[ "$stderr" = "jr-sheet: bad.xlsx: 'B2:A1' is no range of cells" ]
}

@test "a million empty rows print nothing" {
	xlsx <<-'END'
	book("numbered.xlsx", sheet("Лист1", "".join(
	    f'<row r="{i}" s="1" ht="15"><c r="A{i}"/></row>' for i in range(1, 1048577))))
	book("bare.xlsx", sheet("Лист1", "<row/>" * 1048576))
	END
	for file in numbered.xlsx bare.xlsx; do
		run -0 --separate-stderr jr-sheet $file
		[ "$output$stderr" = "" ]
	done
}

# --- Sheets ------------------------------------------------------------------------

sheets()
{
	xlsx <<-'END'
	book("a.xlsx", sheet("Тайный", rows(["t"]), state="hidden"), sheet("7А", rows(["x"])),
	    sheet("Пустой"), sheet("2", rows(["y"])), sheet("Очень", rows(["z"]), state="veryHidden"))
	END
}

@test "the first sheet that is not hidden is taken, and others with data are named" {
	sheets
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$output" = x ]
	[ "$stderr" = "jr-sheet: a.xlsx: this is sheet '7А'; others have data too: '2'; choose with --sheet" ]
	run -0 --separate-stderr jr-sheet -q a.xlsx
	[ "$stderr" = "" ]
}

@test "--sheet takes a name, a name but for case and look-alikes, or a number" {
	sheets
	for pair in 7А:x 7a:x 2:y 4:y 1:t тайный:t очень:z 3:; do
		run -0 --separate-stderr jr-sheet --sheet "${pair%:*}" a.xlsx
		[ "$output" = "${pair#*:}" ]
		[ "$stderr" = "" ]
	done
	for name in 8Б 0 6 ''; do
		run -64 --separate-stderr jr-sheet --sheet "$name" a.xlsx
		[ "$output" = "" ]
		[ "$stderr" = "jr-sheet: a.xlsx: there is no sheet '$name'; see --list" ]
	done
}

@test "--list shows number, name and state of each sheet" {
	sheets
	run -0 --separate-stderr jr-sheet --list a.xlsx
	[ "$output" = $'number,sheet,state\n1,Тайный,hidden\n2,7А,visible\n3,Пустой,visible\n4,2,visible\n5,Очень,hidden' ]
	[ "$(jr-sheet --list -f json a.xlsx | jq -c '.rows[1]')" = '[2,"7А","visible"]' ]
}

@test "a chart is no worksheet, and is passed over" {
	xlsx <<-'END'
	p = parts(sheet("Диаграмма"), sheet("Данные", rows(["x"])))
	p["xl/_rels/workbook.xml.rels"] = p["xl/_rels/workbook.xml.rels"].replace(
	    "/worksheet\"", "/chartsheet\"", 1)
	save("a.xlsx", p)
	END
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$output$stderr" = x ]
	refused --sheet 1 a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: 'Диаграмма' is no worksheet" ]
	[ "$(jr-sheet --list a.xlsx | sed -n 2p)" = "1,Диаграмма,other" ]
}

@test "where all sheets are hidden one must be chosen" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Тайный", rows(["t"]), state="hidden"))
	END
	refused a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: all sheets are hidden; choose one with --sheet" ]
	[ "$(jr-sheet --sheet 1 a.xlsx)" = t ]
}

@test "an empty sheet prints nothing" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1"))
	END
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$output$stderr" = "" ]
}

# --- Who saved it ------------------------------------------------------------------

@test "a strict workbook, and one with prefixes for all names, are read" {
	xlsx <<-'END'
	book("strict.xlsx", sheet("Лист1", rows(["x", 5]), strict=True), strict=True)
	p = parts(sheet("Лист1", rows(["x", 5])))
	for name in "xl/workbook.xml", "xl/worksheets/sheet1.xml":
	    text = p[name].replace('xmlns="', 'xmlns:x="')
	    for tag in ("workbook", "sheets", "sheet ", "worksheet", "cols", "col ", "sheetData",
	                "row", "c ", "is>", "t ", "t>", "v>", "c>"):
	        text = text.replace("<" + tag, "<x:" + tag).replace("</" + tag, "</x:" + tag)
	    p[name] = text
	save("prefix.xlsx", p)
	END
	[ "$(jr-sheet strict.xlsx)" = x,5 ]
	[ "$(jr-sheet prefix.xlsx)" = x,5 ]
}

@test "absolute, dotted and backslashed names of parts are found, in any case" {
	xlsx <<-'END'
	def with_target(name, target, part):
	    p = parts(sheet("Лист1", rows(["x"])))
	    p["xl/_rels/workbook.xml.rels"] = p["xl/_rels/workbook.xml.rels"].replace(
	        "worksheets/sheet1.xml", target)
	    p[part] = p.pop("xl/worksheets/sheet1.xml")
	    save(name, p)
	with_target("absolute.xlsx", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml")
	with_target("dots.xlsx", "../xl/./worksheets/../s.xml", "xl/s.xml")
	with_target("case.xlsx", "worksheets/sheet1.xml", "xl/worksheets/Sheet1.XML")
	with_target("back.xlsx", "worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml")
	END
	for file in absolute dots case back; do
		[ "$(jr-sheet $file.xlsx)" = x ]
	done
}

@test "a workbook as LibreOffice saves it is read" {
	xlsx <<-'END'
	p = parts(sheet("7А", ""), date1904=False, texts=["Ученик", "Ёлкина М.", "н"], formats=["DD\\.MM\\.YY"])
	p["xl/workbook.xml"] = p["xl/workbook.xml"].replace("<sheets>",
	    '<fileVersion appName="Calc"/><workbookPr backupFile="false" showObjects="all" '
	    'date1904="false"/><workbookProtection/><bookViews><workbookView firstSheet="0"/>'
	    '</bookViews><sheets>')
	p["xl/worksheets/sheet1.xml"] = XML + (
	    f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}" '
	    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
	    '<sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr>'
	    '<dimension ref="A1:C2"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
	    '<sheetFormatPr defaultRowHeight="12.8"/><cols><col min="1" max="1025" width="11.5"/></cols>'
	    '<sheetData><row r="1" customFormat="false" ht="12.8" hidden="false">'
	    '<c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="1" t="n"><v>46331</v></c>'
	    '<c r="C1" s="1" t="n"><v>46335</v></c><c r="D1" s="0"/></row>'
	    '<row r="2"><c r="A2" s="0" t="s"><v>1</v></c><c r="B2" s="0" t="n"><v>5</v></c>'
	    '<c r="C2" s="0" t="s"><v>2</v></c><c r="D2" s="0" t="n">'
	    '<f aca="false">AVERAGE(B2:C2)</f><v>5</v></c></row></sheetData>'
	    '<printOptions headings="false"/><headerFooter differentFirst="false">'
	    '<oddHeader>&amp;C&amp;A</oddHeader></headerFooter>'
	    '<extLst><ext uri="{X}"><mc:AlternateContent><mc:Choice Requires="x14"><row r="1"/>'
	    '</mc:Choice></mc:AlternateContent></ext></extLst></worksheet>')
	save("a.xlsx", p)
	END
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$output" = $'Ученик,2026-11-05,2026-11-09\nЁлкина М.,5,н,5' ]
	[ "$stderr" = "" ]
}

# --- What is no workbook, or a damaged one -----------------------------------------

@test "what is no workbook is said with what to do" {
	xlsx <<-'END'
	save("zip.xlsx", {"a.txt": "a"})
	save("a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})
	word = parts()
	word["_rels/.rels"] = word["_rels/.rels"].replace("xl/workbook.xml", "word/document.xml")
	word["word/document.xml"] = '<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
	save("a.docx", word)
	binary = parts()
	binary["_rels/.rels"] = binary["_rels/.rels"].replace("workbook.xml", "workbook.bin")
	save("a.xlsb", binary)
	ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
	open("old.xls", "wb").write(ole + "Workbook".encode("utf-16le"))
	open("locked.xlsx", "wb").write(ole + bytes(63520) + "EncryptedPackage".encode("utf-16le") + bytes(99))
	open("text.xlsx", "w").write("Дата,Ученик\n")
	open("empty.xlsx", "w")
	END
	for pair in \
	    "zip.xlsx=this is a ZIP archive and no workbook; unpack it" \
	    "a.ods=this is an OpenDocument file (ODS); save it as XLSX or CSV" \
	    "a.docx=this is no workbook (XLSX)" \
	    "a.xlsb=this is a binary workbook (XLSB); save it as XLSX or CSV" \
	    "old.xls=this is an old Excel workbook (XLS); save it as XLSX or CSV" \
	    "locked.xlsx=the workbook is protected with a password; open it, take the password off and save it anew" \
	    "text.xlsx=this is no workbook (XLSX)" \
	    "empty.xlsx=the input is empty"; do
		refused "${pair%%=*}"
		[ "$stderr" = "jr-sheet: ${pair%%=*}: ${pair#*=}" ]
	done
}

@test "a file cut anywhere is refused and never read in part" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(*[["Ученик", i] for i in range(200)])))
	END
	size=$(stat -c %s a.xlsx)
	for part in 4 30 100 $((size / 2)) $((size - 30)) $((size - 1)); do
		head -c "$part" a.xlsx >cut.xlsx
		refused cut.xlsx
		[ "$stderr" = "jr-sheet: cut.xlsx: the file is cut short or damaged; fetch it anew, or open it and save it again" ]
	done
}

@test "a part with a wrong checksum is refused, though all of it could be read" {
	xlsx <<-'END'
	import re
	with zipfile.ZipFile("a.xlsx", "w", zipfile.ZIP_STORED) as z:
	    for part, text in parts(sheet("Лист1", rows(["пять", 5]))).items():
	        z.writestr(part, text)
	data = open("a.xlsx", "rb").read()
	open("a.xlsx", "wb").write(data.replace(b"<v>5</v>", b"<v>2</v>"))
	END
	refused a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: xl/worksheets/sheet1.xml is damaged; fetch the file anew, or open it and save it again" ]
}

@test "missing parts are named" {
	xlsx <<-'END'
	def without(name, part):
	    p = parts(sheet("Лист1", rows(['<c r="A1" t="s"><v>0</v></c>'])), texts=["x"], formats=[14])
	    del p[part]
	    save(name, p)
	without("1.xlsx", "_rels/.rels")
	without("2.xlsx", "xl/workbook.xml")
	without("3.xlsx", "xl/_rels/workbook.xml.rels")
	without("4.xlsx", "xl/worksheets/sheet1.xml")
	without("5.xlsx", "xl/sharedStrings.xml")
	without("6.xlsx", "xl/styles.xml")
	END
	n=0
	for part in _rels/.rels xl/workbook.xml xl/_rels/workbook.xml.rels xl/worksheets/sheet1.xml \
	    xl/sharedStrings.xml xl/styles.xml; do
		n=$((n + 1))
		refused $n.xlsx
		[ "$stderr" = "jr-sheet: $n.xlsx: $part is missing; open the workbook and save it again" ]
	done
}

@test "a text that is not among the shared ones is refused with its place" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(None, [1, '<c r="B2" t="s"><v>1</v></c>'])), texts=["x"])
	book("b.xlsx", sheet("Лист1", rows(['<c r="A1" t="s"><v>0</v></c>'])))
	END
	refused a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx:2:2: the cell's text, number 1, is missing; open the workbook and save it again" ]
	refused b.xlsx
	[ "$stderr" = "jr-sheet: b.xlsx:1:1: the cell's text, number 0, is missing; open the workbook and save it again" ]
}

@test "broken XML behind good rows is refused, and nothing is printed" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(*[["Ученик", i] for i in range(2000)]) + "<row></c>"))
	END
	refused a.xlsx
	[[ $stderr == "jr-sheet: a.xlsx: xl/worksheets/sheet1.xml is broken in line 2, column "*" (mismatched tag); open the workbook and save it again" ]]
}

@test "a document type, and with it every entity, is refused" {
	xlsx <<-'END'
	p = parts(sheet("Лист1", rows(["x"])))
	p["xl/worksheets/sheet1.xml"] = p["xl/worksheets/sheet1.xml"].replace(XML, XML +
	    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>').replace(">x<", ">&b;<")
	save("entity.xlsx", p)
	p["xl/worksheets/sheet1.xml"] = p["xl/worksheets/sheet1.xml"].replace(
	    '[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]', 'SYSTEM "/etc/passwd"')
	save("system.xlsx", p)
	END
	for file in entity system; do
		refused $file.xlsx
		[ "$stderr" = "jr-sheet: $file.xlsx: xl/worksheets/sheet1.xml has a document type, which no real workbook has" ]
	done
}

# --- Bombs --------------------------------------------------------------------------

@test "what unpacks to far more than it is, is refused" {
	xlsx <<-'END'
	row = "<row><c t=\"inlineStr\"><is><t>" + "x" * 1000 + "</t></is></c></row>"
	book("a.xlsx", sheet("Лист1", row * 40000))
	END
	refused a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: xl/worksheets/sheet1.xml unpacks to more than 250 times its size; no real workbook does" ]
}

@test "a part that says it is huge is not even begun" {
	xlsx <<-'END'
	import struct
	book("a.xlsx", sheet("Лист1", rows(["x"])))
	data = bytearray(open("a.xlsx", "rb").read())
	at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
	struct.pack_into("<I", data, at + 24, 0x7fffffff)
	open("a.xlsx", "wb").write(data)
	END
	refused a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: xl/worksheets/sheet1.xml unpacks to more than 256 MiB, the most that is read" ]
}

@test "a long text in every cell makes no endless CSV" {
	xlsx <<-'END'
	cells = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 9001))
	book("a.xlsx", sheet("Лист1", cells), texts=["x" * 32767])
	book("wide.xlsx", sheet("Лист1", "".join(
	    f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 20001))))
	book("long.xlsx", sheet("Лист1", rows(["x" * 200000])))
	book("shared.xlsx", sheet("Лист1"), texts=["x" * 200000])
	END
	for file in a wide; do
		refused $file.xlsx
		[ "$stderr" = "jr-sheet: $file.xlsx: the sheet makes more than 256 MiB of CSV, the most that is written" ]
	done
	refused long.xlsx
	[ "$stderr" = "jr-sheet: long.xlsx:1:1: a text is longer than Excel's 32767 characters" ]
	refused shared.xlsx
	[ "$stderr" = "jr-sheet: shared.xlsx: a text is longer than Excel's 32767 characters" ]
}

@test "elements nested without end, endless tags and crowds of parts are refused" {
	xlsx <<-'END'
	book("deep.xlsx", sheet("Лист1", "<a>" * 5000 + "</a>" * 5000))
	book("tag.xlsx", sheet("Лист1", '<row x="' + "y" * 3000000 + '"/>'))
	p = parts(sheet("Лист1"))
	p.update({f"xl/{i}": "" for i in range(10001)})
	save("crowd.xlsx", p)
	END
	refused deep.xlsx
	[ "$stderr" = "jr-sheet: deep.xlsx: xl/worksheets/sheet1.xml has elements nested more than 100 deep" ]
	refused tag.xlsx
	[ "$stderr" = "jr-sheet: tag.xlsx: xl/worksheets/sheet1.xml has a tag or comment of more than 1 MiB" ]
	refused crowd.xlsx
	[ "$stderr" = "jr-sheet: crowd.xlsx: the archive has more than 10000 files; this is no workbook" ]
	truncate -s 65M big.xlsx
	printf 'PK\003\004' | dd of=big.xlsx conv=notrunc status=none
	refused big.xlsx
	[ "$stderr" = "jr-sheet: big.xlsx: the file is larger than 64 MiB, the most that is read" ]
	refused - < <(cat big.xlsx)
	[ "$stderr" = "jr-sheet: -: the file is larger than 64 MiB, the most that is read" ]
}

# --- Files --------------------------------------------------------------------------

@test "a workbook is read from a file, from the standard input and from a pipe" {
	xlsx <<-'END'
	book("таблица.xlsx", sheet("Лист1", rows(["x", 5])))
	END
	[ "$(jr-sheet таблица.xlsx)" = x,5 ]
	[ "$(jr-sheet <таблица.xlsx)" = x,5 ]
	[ "$(jr-sheet - < <(cat таблица.xlsx))" = x,5 ]
	jr-sheet -o out.csv таблица.xlsx
	[ "$(cat out.csv)" = x,5 ]
	[ "$(LC_ALL=C jr sheet таблица.xlsx)" = x,5 ]
	[ "$(env -i "$BUILD/bin/jr-sheet" таблица.xlsx)" = x,5 ]
	run -66 --separate-stderr jr-sheet nothing.xlsx
	[ "$stderr" = "jr-sheet: nothing.xlsx: No such file or directory" ]
	run -64 --separate-stderr script -qec "jr-sheet 2>err" /dev/null
	[ "$(cat err)" = "jr-sheet: name a file, or - for the standard input" ]
}

@test "a full standard output is 74" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(["x", 5])))
	END
	run -74 --separate-stderr bash -c 'jr-sheet a.xlsx >/dev/full'
	[[ $stderr == "jr-sheet: the output could not be written: "* ]]
}

@test "a sheet has one form: other formats are wrong usage" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(["x", 5])))
	END
	for option in "-f json" --excel; do
		# shellcheck disable=SC2086 # an option and its value
		run -64 --separate-stderr jr-sheet $option a.xlsx
		[ "$stderr" = "jr-sheet: a sheet is written as plain CSV; --format and --excel go with --list" ]
	done
	[ "$(jr-sheet -f csv a.xlsx)" = x,5 ]
}

@test "names of sheets cannot play tricks on a terminal" {
	xlsx <<-'END'
	book("a.xlsx", sheet("Лист1", rows(["x"])), sheet("\u202eab", rows(["y"])))
	END
	run -0 --separate-stderr jr-sheet a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: this is sheet 'Лист1'; others have data too: '\u{202E}ab'; choose with --sheet" ]
}

# --- Imports ------------------------------------------------------------------------

# Two marks, as a workbook and as CSV.
marks()
{
	xlsx <<-'END'
	book("marks.xlsx", sheet("Оценки", rows(
	    ["Дата", "Класс", "Предмет", "Ученик", "Отметка", "Комментарий; прочее"],
	    ['<c r="A2" s="1"><v>46272</v></c>', "7А", "Алгебра", "Ёлкина Мария", 5, "первая\nвторая"],
	    ["07.09.2026", "7A", "Алгебра", "G4-0004", "4"])), formats=[14])
	END
	cat >marks.csv <<-'END'
	date,class,subject,student,mark
	2026-09-07,7А,Алгебра,Ёлкина Мария,5
	2026-09-07,7А,Алгебра,G4-0004,4
	END
}

stored()
{
	jr-mark list -f tsv | tail -n +2 | cut -f1,6,7
}

@test "marks of a workbook go in as those of the same CSV" {
	small_school
	marks
	run -0 --separate-stderr jr-mark import marks.xlsx
	[ "$stderr" = "jr-mark: marks.xlsx: the column 'Комментарий; прочее' is not known and is passed over" ]
	[ "$(stored)" = $'2026-09-07\tG4-0001\t5\n2026-09-07\tG4-0004\t4' ]
	run -0 --separate-stderr jr-mark import marks.csv
	[ "$stderr" = "jr-mark: nothing changed" ]
	for way in "jr-mark import -q <marks.xlsx" "cat marks.xlsx | jr-mark import -q -" \
	    "jr-mark import -q --encoding cp1251 ./marks.xlsx" "cp marks.xlsx ./-x; jr-mark import -q -- -x"; do
		run -0 --separate-stderr bash -c "$way"
		[ "$output$stderr" = "" ] || [ "$stderr" = "jr-mark: nothing changed" ]
	done
}

@test "an error stands at the row of the sheet, also behind cells of several lines" {
	small_school
	xlsx <<-'END'
	book("a.xlsx", sheet("Оценки", rows(["date", "class", "subject", "student", "mark", "comment"],
	    None, ["2026-09-07", "7А", "Алгебра", "G4-0001", 5, "одна\nдве\nтри"],
	    ["2026-09-07", "7А", "Алгебра", "G4-0002", 7])))
	END
	run -65 --separate-stderr jr-mark import a.xlsx
	[[ $stderr == "jr-mark: a.xlsx:4:5: mark '7' is not on the scale"* ]]
	[ "$(stored)" = "" ]
	run -1 --separate-stderr jr-mark import --keep-going --rejects bad.csv a.xlsx
	[ "$(stored)" = $'2026-09-07\tG4-0001\t5' ]
	[[ $(tail -n 1 bad.csv) == "2026-09-07,7А,Алгебра,G4-0002,7,,"* ]]
}

@test "--sheet chooses the sheet of an import, and -v says which it was" {
	small_school
	xlsx <<-'END'
	head = ["date", "class", "subject", "student", "mark"]
	book("a.xlsx", sheet("7Б", rows(head, ["2026-09-07", "7А", "Алгебра", "G4-0001", 5])),
	    sheet("7А", rows(head, ["2026-09-07", "7А", "Алгебра", "G4-0002", 4])))
	END
	run -0 --separate-stderr jr-mark import -v --sheet 7А a.xlsx
	[ "${stderr_lines[0]}" = "jr-sheet: a.xlsx: sheet '7А'" ]
	[ "$(stored)" = $'2026-09-07\tG4-0002\t4' ]
	run -0 --separate-stderr jr-mark import a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: this is sheet '7Б'; others have data too: '7А'; choose with --sheet" ]
	run -64 --separate-stderr jr-mark import --sheet 8В a.xlsx
	[ "$stderr" = "jr-sheet: a.xlsx: there is no sheet '8В'; see --list" ]
}

@test "what jr-sheet refuses stores nothing, in its words and the caller's language" {
	small_school
	marks
	head -c 700 marks.xlsx >cut.xlsx
	run -65 --separate-stderr jr-mark import cut.xlsx
	[ "$stderr" = "jr-sheet: cut.xlsx: the file is cut short or damaged; fetch it anew, or open it and save it again" ]
	run -65 --separate-stderr bash -c 'cat cut.xlsx | jr-mark import --lang ru'
	[ "$stderr" = "jr-sheet: -: файл обрезан или повреждён; получите его заново или откройте и сохраните ещё раз" ]
	[ "$(stored)" = "" ]
}

@test "every kind of rows takes a workbook, and a roster takes them under its names" {
	school_at 2026-09-10T12:00:00
	mkdir roster
	xlsx <<-'END'
	book("roster/staff.csv", sheet("Лист1", rows(["login", "surname", "given_name", "role"],
	    ["petrova.aa", "Петрова", "Анна", "teacher"])))
	book("class.xlsx", sheet("Лист1", rows(["class", "grade", "homeroom"], ["7А", 7, "petrova.aa"])))
	book("student.xlsx", sheet("Лист1", rows(["number", "surname", "given_name", "birth_date", "class"],
	    ["G4-0001", "Ёлкина", "Мария", '<c r="D2" s="1"><v>41244</v></c>', "7А"])), formats=["dd.mm.yyyy"])
	END
	jr-roster import roster
	jr-class import class.xlsx
	jr-student import student.xlsx
	run -0 jr-student list -f csv
	[[ ${lines[1]} == "G4-0001,Ёлкина,Мария,,2012-12-01,7А,"* ]]
}

@test "jr-sheet is the one beside the command, never one of PATH or of the folder" {
	small_school
	marks
	mkdir evil
	printf '#!/bin/sh\ntouch %s/called\n' "$PWD" >evil/jr-sheet
	chmod +x evil/jr-sheet
	cp evil/jr-sheet jr-sheet
	PATH=$PWD/evil:.:$PATH run -0 --separate-stderr "$BUILD/bin/jr-mark" import -q marks.xlsx
	[ ! -e called ]
	[ "$(stored | wc -l)" = 2 ]
}
