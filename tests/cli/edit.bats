#!/usr/bin/env bats
# A course's sheet in the editor: what is changed is stored, and nothing else.

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
		stat -c %a "$1" >"$HOME/mode"
		[ ! -f "$HOME/round$round" ] || . "$HOME/round$round"
	END
	jr-mark import --grid --class 7А --subject Алгебра - <<-END
		Ученик;07.09;10.09
		Тема;Дроби;Корни
		Д/з;№ 5;
		Ёлкина;4/5;н
		Яковлева;5;б
		G4-0004;о15 3;
	END
}

edit()
{
	jr-mark edit --class 7А --subject Алгебра --from 2026-09-07 "$@"
}

marks()
{
	jr-mark list -f tsv | tail -n +2 | cut -f1,5-7 | tr '\t' ' '
}

absences()
{
	jr-attend list -f tsv | tail -n +2 | cut -f1,6-8 | tr '\t' ' ' | sed 's/ *$//'
}

@test "the editor is given the sheet, in a file of its own that is gone afterwards" {
	dump_store >before
	run -0 --separate-stderr edit
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: nothing changed" ]
	[ "$(cat shown1)" = "# Lines that begin with # are passed over.  What you change is stored when you leave.
# An emptied cell is deleted; an unchanged file stores nothing.
number,student,07.09.2026,09.09.2026,09.09.2026,10.09.2026
,lesson,2,1,2,1
,register,+,,,+
,topic,Дроби,,,Корни
,tasks,О | О,,,
,homework,№ 5,,,
G4-0001,Ёлкина Мария Ильинична,4/5,,,н
G4-0003,Иванов Пётр Олегович,,,,
G4-0002,Иванов Пётр Сергеевич,,,,
G4-0004,Петров-Водкин Артём,о15 3/_,,,
G4-0005,Яковлева Ольга Павловна,5/_,,,б" ]
	[ "$(cat mode)" = 600 ]
	[ "$(ls tmp)" = "" ]
	dump_store | cmp - before
}

@test "only what was changed is stored, and what was emptied is deleted" {
	cat >round1 <<-'END'
		sed -i 's/^\(G4-0001.*\),4\/5,,,н$/\1,4\/_,3,,/; s/^\(G4-0005.*\),5\/_,/\1,,/
			s/о15 3/2/; s/^,homework,№ 5/,homework,/; s/^,topic,Дроби,,/,topic,Дроби,Степени,/' "$1"
	END
	run -0 --separate-stderr edit -v
	[ "$stderr" = "jr-mark: added 3, changed 2, removed 4, unchanged 1, rejected 0" ]
	[ "$(marks)" = "2026-09-07 2 G4-0001 4
2026-09-07 2 G4-0004 2
2026-09-09 1 G4-0001 3" ]
	[ "$(absences)" = "2026-09-07  taken
2026-09-09  taken
2026-09-10 G4-0005 ill" ]
	[ "$(jr-lesson list -f tsv | tail -n +2 | cut -f1,6,8 | tr '\t' ' ' | head -2)" = "2026-09-07 Дроби 
2026-09-09 Степени " ]
}

@test "errors are shown at their cells, and the editor comes again" {
	echo 'sed -i "/^G4-0003/s/,,,,/,7,,,х/" "$1"' >round1
	echo 'sed -i "/^G4-0003/s/,7,,,х/,4,,,н/" "$1"' >round2
	run -0 --separate-stderr edit
	[ "$stderr" = "" ]
	[ "$(grep -B2 '^G4-0003' shown2)" = "# column 3: mark '7' is not on the scale
# column 6: 'х' is neither a mark of the scale nor a word of attendance, like н, б, п, о15, осв
G4-0003,Иванов Пётр Олегович,7,,,х" ]
	[ "$(grep -c '^#' shown2)" = 4 ]
	[ "$(marks | grep G4-0003)" = "2026-09-07 2 G4-0003 4" ]
	[ "$(absences | grep G4-0003)" = "2026-09-10 G4-0003 absent" ]
	[ "$(ls tmp)" = "" ]
}

@test "who leaves the errors stores nothing, and keeps what he has written" {
	dump_store >before
	echo 'sed -i "/^G4-0003/s/,,,,/,7,,,/" "$1"' >round1
	run -65 --separate-stderr edit
	[ "$(cat rounds)" = 2 ]
	kept=$(echo tmp/* | sed "s,^,$PWD/,")
	[ "${stderr_lines[0]}" = "jr-mark: $kept:$(grep -n '^G4-0003' tmp/* | cut -d: -f1): column 3: mark '7' is not on the scale" ]
	[ "${stderr_lines[1]}" = "jr-mark: nothing is stored" ]
	[ "${stderr_lines[2]}" = "jr-mark: what was edited is kept in $kept" ]
	grep -q '^G4-0003.*,7,' tmp/*
	dump_store | cmp - before
}

@test "a cell that somebody else has changed meanwhile is refused, others are stored" {
	cat >round1 <<-'END'
		jr-mark set --date 2026-09-09 --number 1 --class 7А --subject Алгебра --student G4-0001 --mark 2
		jr-mark set --date 2026-09-09 --number 2 --class 7А --subject Алгебра --student G4-0002 --mark 5
		sed -i '/^G4-0001/s/,4\/5,,,/,4\/5,3,,/; /^G4-0003/s/,,,,/,5,,,/' "$1"
	END
	run -65 --separate-stderr edit
	[ "$(grep -B1 '^G4-0001' shown2)" = "# column 4: somebody has changed this cell meanwhile: it is '2' now
G4-0001,Ёлкина Мария Ильинична,4/5,3,,н" ]
	rm rounds
	echo 'sed -i "/^G4-0001/s/,2,,н/,3,,н/; /^G4-0003/s/,,,,/,5,,,/" "$1"' >round1
	run -0 --separate-stderr edit
	[ "$(marks | grep 09-09)" = "2026-09-09 1 G4-0001 3
2026-09-09 2 G4-0002 5" ]
}

@test "who has seen the other's change may go on, and does not undo what he has not seen" {
	cat >round1 <<-'END'
		jr-mark set --date 2026-09-09 --number 1 --class 7А --subject Алгебра --student G4-0001 --mark 2
		jr-mark set --date 2026-09-09 --number 1 --class 7А --subject Алгебра --student G4-0002 --mark 5
		sed -i '/^G4-0001/s/,4\/5,,,/,4\/5,3,,/' "$1"
	END
	echo 'sed -i "/^G4-0001/s/,3,/,4,/" "$1"' >round2
	run -0 --separate-stderr edit
	[ "$(marks | grep 09-09)" = "2026-09-09 1 G4-0001 4
2026-09-09 1 G4-0002 5" ]
}

@test "fewer marks than there were are asked for in full" {
	echo 'sed -i "/^G4-0001/s/4\/5/5/" "$1"' >round1
	echo 'sed -i "/^G4-0001/s/,5,/,-\/5,/" "$1"' >round2
	run -0 --separate-stderr edit
	grep -q "^# column 3: the cell had 2 marks: '4/5'; write as many, with - for one that goes" shown2
	[ "$(marks | grep G4-0001)" = "2026-09-07 2 G4-0001 5" ]
}

@test "absences are edited in the same sheet" {
	echo 'sed -i "/^G4-0001/s/,н$/,п/; /^G4-0003/s/,$/,о5/" "$1"' >round1
	run -0 --separate-stderr jr-attend edit --class 7А --subject Алгебра --from 2026-09-09
	[ "$stderr" = "" ]
	[ "$(absences | grep 09-10)" = "2026-09-10 G4-0001 excused
2026-09-10 G4-0003 late 5
2026-09-10 G4-0005 ill" ]
	[ "$(sql "SELECT command FROM tx ORDER BY id DESC LIMIT 1")" = "jr-attend edit" ]
}

@test "texts of several lines may begin with a number sign" {
	jr-lesson set --date 2026-09-07 --class 7А --subject Алгебра --number 2 --homework $'№ 5\n# 6 "со звёздочкой"'
	echo 'sed -i "/^G4-0003/s/,,,,/,7,,,/" "$1"' >round1
	echo 'sed -i "/^G4-0003/s/,7,,,/,4,,,/" "$1"' >round2
	run -0 --separate-stderr edit
	[ "$(jr-lesson list -f tsv | sed -n 2p | cut -f8)" = '№ 5\n# 6 "со звёздочкой"' ]
	[ "$(marks | grep G4-0003)" = "2026-09-07 2 G4-0003 4" ]
}

@test "an editor that fails, an empty file and a sheet without lessons store nothing" {
	dump_store >before
	VISUAL=false run -65 --separate-stderr edit
	[ "$stderr" = "jr-mark: the editor 'false' failed; nothing is stored" ]
	[ "$(ls tmp)" = "" ]	# nothing was written into the file
	echo ': >"$1"' >round1
	run -65 --separate-stderr edit
	[ "${stderr_lines[0]}" = "jr-mark: nothing is stored" ]
	run -65 --separate-stderr edit --from 2026-09-05 --to 2026-09-06
	[ "${stderr_lines[0]}" = "jr-mark: the course has no lessons on these days" ]
	run -64 --separate-stderr jr-mark edit --class 7А
	[ "$stderr" = "jr-mark: --subject is missing" ]
	dump_store | cmp - before
}

@test "a sheet that cannot be read back whole stores nothing, and is kept" {
	local bare=$VISUAL

	dump_store >before
	echo 'sed -i "/^G4-0003/s/,,,,/,4,,,/" "$1"' >round1
	trap '' XFSZ
	# The command may from then on write no file longer than this.
	export VISUAL="$bare \"\$@\"; prlimit --fsize=300 --pid \$PPID; :"
	run -74 --separate-stderr edit
	[ "${stderr_lines[0]}" = "jr-mark: a temporary file cannot be written: File too large" ]
	[[ "${stderr_lines[1]}" = "jr-mark: what was edited is kept in $TMPDIR/jr-mark-"* ]]
	dump_store | cmp - before
}

@test "without days the sheet is that of the last two weeks" {
	run -0 jr-mark edit --class 7А --subject Алгебра
	[ "$(sed -n 3p shown1 | cut -d, -f3,9-)" = "02.09.2026,10.09.2026" ]
}

@test "a register can be taken in the editor, not taken back" {
	echo 'sed -i "s/^,register,+,,,+/,register,,+,,+/" "$1"' >round1
	echo 'sed -i "s/^,register,,+,,+/,register,+,+,,+/" "$1"' >round2
	run -0 --separate-stderr edit
	grep -q '^# column 3: a register that was taken cannot be taken back' shown2
	[ "$(absences | grep taken)" = "2026-09-09  taken" ]
}
