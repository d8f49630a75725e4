# jr-log revert: a transaction taken back; jr-log anchor: the history held to what is
# kept elsewhere.

load helper

setup()
{
	journal_setup
	small_school
}

# All rows but the history, and what the next transaction would be told by.
state()
{
	dump_store | grep -vE '^(tx|change|head)\|'
}

marks()
{
	jr-mark import "$@" - <<-END
		date,class,subject,number,student,mark,comment
		2026-09-07,7А,Алгебра,2,G4-0001,5,
		2026-09-07,7А,Алгебра,2,G4-0002,4,Вычислительная ошибка в последнем примере работы
		2026-09-09,7А,Алгебра,1,G4-0001,3,
	END
}

last_tx()
{
	sql 'SELECT tx_id FROM head'
}

@test "an import of a wrong file is taken back with the lessons and tasks it made" {
	state >before
	marks
	! state | cmp -s - before
	run -0 --separate-stderr jr-log revert -v "$(last_tx)"
	[ "$output" = "" ]
	[ "$stderr" = "jr-log: added 0, changed 0, removed 7, unchanged 0, rejected 0" ]
	state | cmp - before
	run -0 jr-log list
	[[ "${lines[-2]}" == *",jr-mark import,"* ]]
	[[ "${lines[-1]}" == *",jr-log revert,"* ]]
	jr-log verify
}

@test "a correction taken back gives the old mark and its long comment again" {
	marks
	state >before
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --number 2 --student G4-0002 \
	    --mark 2 --comment ''
	[ "$(sql 'SELECT value FROM mark ORDER BY value LIMIT 1')" = 2 ]
	jr-log revert "$(last_tx)"
	state | cmp - before
	jr-log verify
}

@test "a deletion taken back brings the row again, with who first entered it" {
	marks
	jr-attend set --date 2026-09-07 --class 7А --subject Алгебра --number 2 \
	    --student G4-0003 --code ill --basis note --document '№ 5'
	state >before
	jr-attend remove --date 2026-09-07 --class 7А --subject Алгебра --number 2 \
	    --student G4-0003
	[ "$(sql 'SELECT count(*) FROM attendance')" = 0 ]
	jr-log revert "$(last_tx)"
	state | cmp - before
	jr-log verify
}

@test "what was taken back can be brought again by taking that back" {
	marks
	state >with
	first=$(last_tx)
	jr-log revert "$first"
	jr-log revert "$(last_tx)"
	state | cmp - with
	jr-log revert "$first"
	jr-log verify
}

@test "later transactions on the same rows are named, and nothing is done" {
	marks
	first=$(last_tx)
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --number 2 --student G4-0001 \
	    --mark 4
	second=$(last_tx)
	dump_store >before
	run -65 --separate-stderr jr-log revert "$first"
	[ "$stderr" = "jr-log: later transactions changed the same rows or use what was made: \
$second; revert those first" ]
	dump_store | cmp - before
	jr-log revert "$second"
	jr-log revert "$first"
	[ "$(sql 'SELECT count(*) FROM mark')" = 0 ]
	jr-log verify
}

@test "a task whose marks came later is not taken away under them" {
	jr-lesson import - <<-END
		date,class,subject,number,topic,tasks
		2026-09-07,7А,Алгебра,2,Дроби,К: Входная
	END
	first=$(last_tx)
	printf 'date,class,subject,number,student,mark\n2026-09-07,7А,Алгебра,2,G4-0001,5\n' |
	    jr-mark import -
	run -65 --separate-stderr jr-log revert "$first"
	[ "$stderr" = "jr-log: later transactions changed the same rows or use what was made: \
$((first + 1)); revert those first" ]
	[ "$(sql 'SELECT count(*) FROM task')" = 1 ]
}

@test "a whole roster is taken back, classes and their calendar with it" {
	roster=$(last_tx)
	jr-log revert "$roster"
	for table in staff class student enrolment study_group group_member course slot; do
		[ "$(sql "SELECT count(*) FROM $table")" = 0 ]
	done
	jr-log revert "$(last_tx)"
	printf 'date,class,subject,number,student,mark\n2026-09-07,7А,Алгебра,2,G4-0001,5\n' |
	    jr-mark import -
	jr-log verify
}

@test "a student moved within one transaction goes back to where he was" {
	cat >moved.csv <<-END
		number,surname,given_name,patronymic,class,enrolled_on
		G4-0005,Яковлева,Ольга,Павловна,1А,2026-09-08
	END
	state >before
	jr-student import moved.csv
	! state | cmp -s - before
	jr-log revert "$(last_tx)"
	state | cmp - before
	jr-log verify
}

@test "the configuration and a closed term are not taken back" {
	run -65 --separate-stderr jr-log revert 1
	[ "$stderr" = "jr-log: transaction 1 is about the configuration or about closing a term; \
such are not reverted" ]
	run -65 --separate-stderr jr-log revert 99
	[ "$stderr" = "jr-log: there is no transaction 99" ]
	run -64 --separate-stderr jr-log revert x
}

@test "once the window for corrections is over a reason is needed" {
	marks
	first=$(last_tx)
	export JR_NOW=2026-10-01T12:00:00
	run -77 --separate-stderr jr-log revert "$first"
	[ "$stderr" = "jr-log: the 7 days for corrections have passed; the deputy corrects with \
--reason" ]
	[ "$(sql 'SELECT count(*) FROM mark')" = 3 ]
	jr-log revert "$first" --reason 'чужой файл'
	[ "$(sql 'SELECT count(*) FROM mark')" = 0 ]
	[ "$(sql 'SELECT reason FROM tx ORDER BY id DESC LIMIT 1')" = 'чужой файл' ]
}

@test "in a closed term nothing is taken back, whatever the reason" {
	marks
	first=$(last_tx)
	sql "INSERT INTO term_close SELECT t.id, c.id, 1 FROM term t, class c
		WHERE t.code = 'Q1' AND c.name = '7А'"
	run -77 --separate-stderr jr-log revert "$first" --reason x
	[ "$stderr" = "jr-log: Q1 is closed for 7А; the deputy or the director re-opens it with \
jr-term reopen" ]
	[ "$(sql 'SELECT count(*) FROM mark')" = 3 ]
}

@test "a dry run says what would be done and does nothing" {
	marks
	dump_store >before
	run -0 --separate-stderr jr-log revert -n "$(last_tx)"
	[ "$stderr" = "jr-log: added 0, changed 0, removed 7, unchanged 0, rejected 0" ]
	dump_store | cmp - before
}

@test "a row that somebody changed past the journal stands in the way" {
	marks
	sql "UPDATE mark SET value = '2' WHERE value = '3'"
	run -65 --separate-stderr jr-log revert "$(last_tx)"
	[[ "$stderr" == "jr-log: a row of 'mark' is not as transaction "* ]]
}

# --- Anchors ------------------------------------------------------------------

@test "an anchor is the last transaction's number, time and hash, short and long" {
	marks
	hash=$(jr-log list | tail -n 1 | sed 's/.*,//')
	run -0 --separate-stderr jr-log anchor
	[ "$output" = "$(last_tx) 2026-09-10T12:00:00 ${hash:0:12} $hash" ]
}

@test "anchors kept on paper and in a file fit a history that only grew" {
	jr-log anchor >anchors
	marks
	echo '# the paper of the week' >>anchors
	jr-log anchor | cut -d' ' -f1-3 >>anchors
	jr-log revert "$(last_tx)"
	run -0 --separate-stderr jr-log verify --anchors anchors
	[ "$stderr" = "" ]
}

@test "a tail cut off with its rows shows against the anchor only" {
	head=$(sql 'SELECT tx_id FROM head')
	marks
	jr-log anchor >anchors
	sql "DELETE FROM mark; DELETE FROM task; DELETE FROM lesson;
		DELETE FROM change WHERE tx_id > $head; DELETE FROM tx WHERE id > $head;
		UPDATE head SET tx_id = $head,
			hash = (SELECT hash FROM tx WHERE id = $head)"
	run -0 jr-log verify
	run -1 --separate-stderr jr-log verify --anchors anchors
	[ "$output" = "операции $((head + 1)), о которой есть контрольная строка, нет: конец истории отрезан" ]
}

@test "a chain computed anew shows against the anchor only" {
	jr-log anchor >anchors
	old=$JR_STORE
	JR_STORE=$(store_at anew)
	sed -i 's/G4-0001,Ёлкина/G4-0001,Ёлкин/' roster/student.csv
	jr-init --sandbox
	jr-roster import roster
	run -0 jr-log verify
	[ "$(last_tx)" = "$(JR_STORE=$old sql 'SELECT tx_id FROM head')" ]
	run -1 --separate-stderr jr-log verify --anchors anchors
	[[ "$output" == "операция $(last_tx) – не та, о которой есть контрольная строка: "* ]]
}

@test "a line that is no anchor is told with its place" {
	printf '# x\n\nсемь\n' >anchors
	run -65 --separate-stderr jr-log verify --anchors anchors
	[ "$stderr" = "jr-log: anchors:3: this is no anchor: a transaction's number first, 12 or \
more digits of its hash last" ]
	run -66 --separate-stderr jr-log verify --anchors missing
}
