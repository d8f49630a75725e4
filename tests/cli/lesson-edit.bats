# jr-lesson: links, extra lessons, when a topic was entered, and the editor of rows.

load helper

setup()
{
	journal_setup
	small_school
	export TMPDIR=$BATS_TEST_TMPDIR/tmp VISUAL="sh $BATS_TEST_TMPDIR/editor"
	mkdir tmp
	# Each round of the editor keeps what it was shown, and does what its turn says.
	cat >editor <<-'END'
		round=$(($(cat "$HOME/rounds" 2>/dev/null || echo 0) + 1))
		echo $round >"$HOME/rounds"
		cp "$1" "$HOME/shown$round"
		[ ! -f "$HOME/round$round" ] || . "$HOME/round$round"
	END
	jr-lesson import - <<-END
		date,class,subject,number,topic,homework
		2026-09-07,7А,Алгебра,2,Дроби,§ 1
		2026-09-09,7А,Алгебра,1,Степени,
	END
}

set_lesson()
{
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра "$@"
}

edit()
{
	jr-lesson edit --class 7А --subject Алгебра "$@"
}

# date, number, topic, homework, links
lessons()
{
	jr-lesson list --class 7А --subject Алгебра -f tsv | tail -n +2 | cut -f1,5,6,8,11 | tr '\t' '|'
}

# --- Links --------------------------------------------------------------------

@test "links go in, come out, and in again" {
	set_lesson --links 'Видео:  https://example.org/1 | http://example.org/a?b=1'
	[ "$(lessons | head -1)" = "2026-09-07|2|Дроби|§ 1|Видео: https://example.org/1 | http://example.org/a?b=1" ]
	run --separate-stderr jr-lesson import - < <(jr-lesson list)
	[ "$stderr" = "jr-lesson: nothing changed" ]
	set_lesson --links 'https://example.org/2'
	[ "$(lessons | head -1)" = "2026-09-07|2|Дроби|§ 1|https://example.org/2" ]
	set_lesson --topic Дроби
	[ "$(sql "SELECT count(*) FROM lesson_link")" = 1 ]
	set_lesson --links ''
	[ "$(sql "SELECT count(*) FROM lesson_link")" = 0 ]
	store_sound
}

@test "a lesson that has links alone keeps them, and goes with them" {
	jr-lesson import - <<-END
		Дата;Класс;Предмет;Урок;Тема;Ссылки
		10.09.2026;7А;Алгебра;1;;Карта: https://example.org/map
	END
	run --separate-stderr jr-lesson import - < <(jr-lesson list)
	[ "$stderr" = "jr-lesson: nothing changed" ]
	jr-lesson remove --date 2026-09-10 --class 7А --subject Алгебра --number 1
	[ "$(sql "SELECT count(*) FROM lesson_link")" = 0 ]
}

@test "what is no link is refused at its cell" {
	run -65 --separate-stderr jr-lesson import - <<-END
		date,class,subject,number,topic,links
		2026-09-07,7А,Алгебра,2,Дроби,example.org
		2026-09-09,7А,Алгебра,1,Степени,javascript:alert(1)
		2026-09-09,7А,Алгебра,2,Степени,Видео https://example.org/1
		2026-09-10,7А,Алгебра,1,Степени,https://example.org/1 https://example.org/2
	END
	[ "$(cut -d: -f1-4 <<<"$stderr" | sort -u | tr '\n' ' ')" = "jr-lesson: -:2:6 jr-lesson: -:3:6 jr-lesson: -:4:6 jr-lesson: -:5:6 " ]
	[ "${stderr_lines[0]}" = "jr-lesson: -:2:6: 'example.org' is not a link like «Видео: https://example.org/1»" ]
}

@test "a link is told in the log, taken back by it, and needs a reason when it is old" {
	set_lesson --links 'https://example.org/1'
	[ "$(jr-log show "$(sql 'SELECT max(id) FROM tx')" | grep -c 'https://example.org/1')" -eq 1 ]
	jr-log revert -y "$(sql 'SELECT max(id) FROM tx')"
	[ "$(lessons | head -1)" = "2026-09-07|2|Дроби|§ 1|" ]
	set_lesson --links 'https://example.org/1'
	export JR_NOW=2026-10-10T12:00:00
	run -77 --separate-stderr set_lesson --links 'https://example.org/2'
	set_lesson --links 'https://example.org/2' --reason опечатка
}

# --- Lists and extra lessons --------------------------------------------------------

@test "a list tells when and by whom a topic was entered, and import passes that over" {
	export JR_NOW=2026-09-11T09:30:00
	JR_ACTOR=petrova.aa jr-lesson set --date 2026-09-10 --class 7А --subject Алгебра --topic Корни
	[ "$(jr-lesson list --recorded --date 2026-09-10 | tail -1)" = "2026-09-10,7А,,Алгебра,1,Корни,,,,,,2026-09-11T09:30:00,petrova.aa" ]
	run --separate-stderr jr-lesson import - < <(jr-lesson list --recorded)
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-lesson: nothing changed" ]
}

@test "a list of a week" {
	[ "$(jr-lesson list --week 2026-W37 | wc -l)" -eq 3 ]
	[ "$(jr-lesson list --week 2026-W38 | wc -l)" -eq 1 ]
	run -64 --separate-stderr jr-lesson list --week 37
	[ "$stderr" = "jr-lesson: '37' is not a week, like 2026-W37" ]
	run -64 --separate-stderr jr-lesson list --week 2026-W37 --from 2026-09-01
	[ "$stderr" = "jr-lesson: give --week, or --from and --to" ]
}

@test "a double lesson beside the timetable is added once" {
	run -0 --separate-stderr jr-lesson add --date 2026-09-11 --class 7А --subject Алгебра --number 5 --number 6 --topic Повторение
	[ "${#stderr_lines[@]}" -eq 2 ]
	[ "$(lessons | tail -2)" = "2026-09-11|5|Повторение||
2026-09-11|6|Повторение||" ]
	run -65 --separate-stderr jr-lesson add --date 2026-09-11 --class 7А --subject Алгебра --number 5
	[ "$stderr" = "jr-lesson: it is there already; change it with 'set'" ]
	run -65 --separate-stderr jr-lesson add --date 2026-09-12 --class 7А --subject Алгебра --number 5
	[ "$stderr" = "jr-lesson: 7А has no Алгебра on 2026-09-12 (no school: a weekend)" ]
	run -64 --separate-stderr jr-lesson add --date 2026-09-11 --class 7А
	[ "$stderr" = "jr-lesson: --subject is missing" ]
}

# --- The editor --------------------------------------------------------------------------

@test "the editor is given the list, and only what was changed is stored" {
	cat >round1 <<-'END'
		sed -i 's/Дроби/Дроби и доли/; /Степени/d' "$1"
		echo '2026-09-10,7А,,Алгебра,1,Корни,,,,,' >>"$1"
	END
	run -0 --separate-stderr edit -v
	[ "$output" = "" ]
	[ "$stderr" = "jr-lesson: added 1, changed 1, removed 0, unchanged 0, rejected 0" ]
	[ "$(cat shown1)" = "# Lines that begin with # are passed over.  What you change is stored when you leave.
# An emptied cell is cleared, a new line is a new row; a line taken out takes nothing away.
date,class,group,subject,number,topic,tasks,homework,homework_due,minutes,links
2026-09-07,7А,,Алгебра,2,Дроби,,§ 1,,,
2026-09-09,7А,,Алгебра,1,Степени,,,,," ]
	[ "$(lessons)" = "2026-09-07|2|Дроби и доли|§ 1|
2026-09-09|1|Степени||
2026-09-10|1|Корни||" ]
	[ "$(ls tmp)" = "" ]
}

@test "an unchanged list stores nothing" {
	dump_store >before
	run -0 --separate-stderr edit
	[ "$stderr" = "jr-lesson: nothing changed" ]
	dump_store | cmp - before
}

@test "errors are shown above their lines, and the editor comes again" {
	echo 'sed -i "/Дроби/s/,,§ 1/,Ы,§ 1/" "$1"' >round1
	echo 'sed -i "/Дроби/s/,Ы,§ 1/,О,§ 1/" "$1"' >round2
	run -0 --separate-stderr edit
	grep -B1 Дроби shown2 | head -1 | grep -q '^# column 7: .*Ы'
	[ "$(jr-lesson list -f tsv | sed -n 2p | cut -f7)" = О ]
}

@test "two who edit one lesson: the second is shown the first one's text, and both are kept" {
	cat >round1 <<-'END'
		jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic "Дроби: сложение" --homework "§ 2"
		sed -i 's/Дроби/Дроби (урок 1)/' "$1"
	END
	run -65 --separate-stderr edit
	[ "$(grep -B1 'урок 1' shown2)" = "# column 6: somebody has changed this cell meanwhile: it is 'Дроби: сложение' now
2026-09-07,7А,,Алгебра,2,Дроби (урок 1),,§ 1,,," ]
	[ "$(lessons | head -1)" = "2026-09-07|2|Дроби: сложение|§ 2|" ]
	grep -q 'урок 1' tmp/*
	[[ "${stderr_lines[-1]}" = "jr-lesson: what was edited is kept in "* ]]
}

@test "what another changed in a cell that was not edited stays as he has it" {
	cat >round1 <<-'END'
		jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --homework "§ 2"
		sed -i 's/Дроби/Доли/' "$1"
	END
	run -0 --separate-stderr edit
	[ "$(lessons | head -1)" = "2026-09-07|2|Доли|§ 2|" ]
}

@test "who has seen the other's text may put his own in its place" {
	cat >round1 <<-'END'
		jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --topic Другое
		sed -i 's/Дроби/Доли/' "$1"
	END
	echo 'sed -i "s/Доли/Доли и дроби/" "$1"' >round2
	run -0 --separate-stderr edit
	[ "$(lessons | head -1)" = "2026-09-07|2|Доли и дроби|§ 1|" ]
}

@test "a row that another took away meanwhile is not made again unseen" {
	cat >round1 <<-'END'
		jr-lesson remove --date 2026-09-09 --class 7А --subject Алгебра --number 1
		sed -i 's/Степени/Степень/' "$1"
	END
	run -65 --separate-stderr edit
	grep -q '^# somebody has taken this row away meanwhile' shown2
	[ "$(lessons | wc -l)" -eq 1 ]
}

@test "the list in the editor is narrowed as any list" {
	edit --date 2026-09-09 --teacher petrova.aa
	[ "$(wc -l <shown1)" -eq 4 ]
	rm rounds
	edit --week 2026-W37 --unfilled
	[ "$(wc -l <shown1)" -eq 3 ]
}

@test "a lesson that another filled in meanwhile is shown with his topic" {
	jr-lesson generate --class 7А --from 2026-09-10 --to 2026-09-10
	cat >round1 <<-'END'
		jr-lesson set --date 2026-09-10 --class 7А --subject Алгебра --topic Корни
		sed -i 's/^\(2026-09-10,7А,,Алгебра,1,\),/\1Степени,/' "$1"
	END
	run -65 --separate-stderr edit --unfilled
	grep -q "^# column 6: somebody has changed this cell meanwhile: it is 'Корни' now" shown2
	[ "$(lessons | tail -1)" = "2026-09-10|1|Корни||" ]
}

@test "the list in the editor may have Russian headers, and is no file for Excel" {
	echo "sed -i 's/Дроби/Доли/' \"\$1\"" >round1
	run -0 --separate-stderr edit --headers ru --excel -v
	[ "$(sed -n 3p shown1 | cut -d, -f1,6)" = "Дата,Тема" ]
	[ "$stderr" = "jr-lesson: added 0, changed 1, removed 0, unchanged 0, rejected 0" ]
}
