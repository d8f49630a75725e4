# jr-log: the history listed, shown, and proved against tampering.

load helper

setup()
{
	journal_setup
	english_school 2026-09-10T12:00:00
}

# A class of three with one lesson marked, mended and cleared: transactions 2 to 10.
class7()
{
	printf 'login,surname,given_name,role\nivanova,Иванова,Анна,teacher\n' |
	    jr-staff import -
	printf 'class,grade,homeroom\n7А,7,ivanova\n' | jr-class import -
	jr-student import - <<-END
		number,surname,given_name,class
		G4-1,Белова,Вера,7А
		G4-2,Ёлкин,Пётр,7А
		G4-3,Юдин,Олег,7А
	END
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
	END
	jr-timetable import - <<-END
		class,subject,weekday,number
		7А,Алгебра,1,2
		7А,Алгебра,3,1
	END
	jr-lesson import - <<-END
		date,class,subject,number,topic,tasks,homework
		2026-09-07,7А,Алгебра,2,Числовые выражения,К: Входная,§ 1
		2026-09-09,7А,Алгебра,1,Сравнение значений выражений с переменными,О,§ 2
	END
	JR_ACTOR=ivanova jr-mark import - <<-END
		date,class,subject,student,mark,comment
		2026-09-07,7А,Алгебра,G4-1,5,
		2026-09-07,7А,Алгебра,G4-2,4,Вычислительная ошибка в последнем примере
		2026-09-09,7А,Алгебра,G4-3,3,
	END
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --student G4-1 --mark 4 \
	    --reason 'wrong line'
	jr-mark remove --date 2026-09-09 --class 7А --subject Алгебра --student G4-3 \
	    --reason 'wrong lesson'
}

# What a change in a copy of the store makes of verify: exit 1 and these faults.
# $1: SQL.
tamper()
{
	copy=$(store_at copy)
	copy_store "$copy"
	spoil "$1"
}

# The same in the copy as it is.
spoil()
{
	[ "$ENGINE" != sqlite ] || set -- "PRAGMA ignore_check_constraints = ON; $1"
	JR_STORE=$copy sql "$1"
	run -1 --separate-stderr jr-log verify --store "$copy"
	[ "$stderr" = "" ]
	[ "$output" != "" ]
}

# The end of the chain, as the store has it.
head_hash()
{
	dump_store | sed -n 's/^head|1|.*|\\x//p'
}

@test "the history lists who did what, when and why, with the chain's hashes" {
	class7
	run -0 --separate-stderr jr-log list
	[ "$stderr" = "" ]
	[ "${lines[0]}" = "id,at,actor,command,reason,transfer,changes,hash" ]
	[ "${#lines[@]}" -eq 11 ]
	[[ ${lines[8]} =~ ^8,2026-09-10T12:00:00,ivanova,jr-mark\ import,,,3,[0-9a-f]{64}$ ]]
	[[ ${lines[9]} =~ ^9,2026-09-10T12:00:00,local:[^,]*,jr-mark\ set,wrong\ line,,1,[0-9a-f]{64}$ ]]
	[ "$(jr-log list | tail -n 1 | tail -c 65)" = "$(head_hash)" ]
}

@test "in a text list hashes have twelve digits" {
	run -0 --separate-stderr jr-log list -f text
	[[ ${lines[2]} =~ \ [0-9a-f]{12}$ ]]
}

@test "the list is narrowed by day, actor, command, student and number" {
	class7
	[ "$(jr-log list --actor ivanova | cut -d, -f1 | xargs)" = "id 8" ]
	[ "$(jr-log list --command jr-mark | cut -d, -f1 | xargs)" = "id 8 9 10" ]
	[ "$(jr-log list --command 'jr-mark set' | cut -d, -f1 | xargs)" = "id 9" ]
	[ "$(jr-log list --command jr-ma | cut -d, -f1 | xargs)" = "id" ]
	[ "$(jr-log list --student G4-3 | cut -d, -f1 | xargs)" = "id 4 8 10" ]
	[ "$(jr-log list --limit 2 | cut -d, -f1 | xargs)" = "id 9 10" ]
	[ "$(jr-log list --student G4-3 --limit 2 | cut -d, -f1 | xargs)" = "id 8 10" ]
	[ "$(jr-log list --date 2026-09-10 --limit 1 | cut -d, -f1 | xargs)" = "id 10" ]
	[ "$(jr-log list --to 09.09.2026 | cut -d, -f1 | xargs)" = "id" ]
	[ "$(jr-log list --from 2026-09-11 | cut -d, -f1 | xargs)" = "id" ]
}

@test "the list is narrowed to a lesson: its topic, tasks and marks, also those that are gone" {
	class7
	[ "$(jr-log list --lesson 2026-09-07 --class 7А --subject Алгебра | cut -d, -f1 | xargs)" = "id 7 8 9" ]
	[ "$(jr-log list --lesson 2026-09-09 --class 7А --subject Алгебра | cut -d, -f1 | xargs)" = "id 7 8 10" ]
	[ "$(jr-log list --lesson 2026-09-07 --class 7А --subject Алгебра --number 2 --student G4-2 | cut -d, -f1 | xargs)" = "id 8" ]
	jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --number 1 --tasks '' --homework '§ 3' --reason 'no test'
	[ "$(jr-log list --lesson 2026-09-09 --class 7А --subject Алгебра | cut -d, -f1 | xargs)" = "id 7 8 10 11" ]
}

@test "a list that cannot be narrowed so says why and prints nothing" {
	run -65 --separate-stderr jr-log list --date tomorrow
	[ "$output" = "" ]
	[ "$stderr" = "jr-log: 'tomorrow' is not a date like 2026-11-05 or 05.11.2026" ]
	run -65 --separate-stderr jr-log list --student G4-9
	[ "$output" = "" ]
	[ "$stderr" = "jr-log: there is no student with the number 'G4-9'" ]
	class7
	run -65 --separate-stderr jr-log list --lesson 2026-09-08 --class 7А --subject Алгебра
	[ "$output" = "" ]
	[[ $stderr == "jr-log: "* ]]
	run -65 --separate-stderr jr-log list --lesson 2026-09-07
	[ "$stderr" = "jr-log: which lesson of that day? name class and subject" ]
	run -64 --separate-stderr jr-log list --limit none
	[ "$output" = "" ]
	[ "$stderr" = "jr-log: --limit is a number from 1, not 'none'" ]
}

@test "a first entry is shown with names instead of numbers" {
	class7
	run -0 --separate-stderr jr-log show 8
	[ "$stderr" = "" ]
	[ "${lines[0]}" = "transaction: 8" ]
	[ "${lines[1]}" = "time: 2026-09-10T12:00:00" ]
	[ "${lines[2]}" = "actor: ivanova" ]
	[ "${lines[3]}" = "command: jr-mark import" ]
	[[ ${lines[4]} =~ ^hash:\ [0-9a-f]{64}$ ]]
	[ "${lines[5]}" = "added mark: task К «Входная» 2026-09-07 №2 7А Алгебра; student G4-1 Белова Вера; value 5" ]
	[ "${lines[6]}" = "added mark: task К «Входная» 2026-09-07 №2 7А Алгебра; student G4-2 Ёлкин Пётр; value 4; comment Вычислительная ошибка в последнем примере" ]
	[ "${lines[7]}" = "added mark: task О 2026-09-09 №1 7А Алгебра; student G4-3 Юдин Олег; value 3" ]
	[ "${#lines[@]}" -eq 8 ]
}

@test "a correction is shown with its reason, the old value and the new one" {
	class7
	run -0 --separate-stderr jr-log show 9
	[ "${lines[4]}" = "reason: wrong line" ]
	[ "${lines[6]}" = "changed mark: task К «Входная» 2026-09-07 №2 7А Алгебра; student G4-1 Белова Вера; value 5 → 4" ]
}

@test "a deletion is shown with what was there" {
	class7
	run -0 --separate-stderr jr-log show 10
	[ "${lines[6]}" = "removed mark: task О 2026-09-09 №1 7А Алгебра; student G4-3 Юдин Олег; value 3; entered by transaction 8" ]
}

@test "a long text that was replaced later is shown by the change that replaced it" {
	class7
	[[ $(jr-log show 7) = *"topic Сравнение значений выражений с переменными"* ]]
	jr-lesson set --date 2026-09-09 --class 7А --subject Алгебра --number 1 \
	    --topic 'Сравнение значений выражений с двумя переменными'
	[[ $(jr-log show 7) = *"lesson 2026-09-09 №1 7А Алгебра; topic (text changed later)"* ]]
	[[ $(jr-log show 11) = *"topic Сравнение значений выражений с переменными → Сравнение значений выражений с двумя переменными" ]]
}

@test "of many new rows only the number is shown, and with -v each" {
	run -0 --separate-stderr jr-log show 1
	[[ $output =~ added\ setting:\ [0-9]+\ in\ all\ \(-v\ shows\ each\) ]]
	[[ $output != *"key time_zone"* ]]
	run -0 --separate-stderr jr-log show -v 1
	[[ $output = *"added setting: key time_zone; value Europe/Saratov"* ]]
	[[ $output = *"added setting: key attendance.codes.unexcused.aliases.1; value "* ]]
}

@test "a transaction that is not there, and a word that is no number" {
	run -65 --separate-stderr jr-log show 99
	[ "$output" = "" ]
	[ "$stderr" = "jr-log: there is no transaction 99; jr-log list shows which there are" ]
	run -64 --separate-stderr jr-log show last
	[ "$output" = "" ]
	[ "$stderr" = "jr-log: 'last' is not the number of a transaction" ]
	run -64 --separate-stderr jr-log show
	[ "$stderr" = "jr-log: too few words; see jr-log --help" ]
}

@test "a history with changes and deletions is sound, and its head can be written down" {
	local head

	class7
	head=$(head_hash)
	run -0 --separate-stderr jr-log verify
	[ "$output" = "sound up to transaction 10, head ${head:0:12}" ]
	[ "$stderr" = "" ]
	run -0 --separate-stderr jr-log verify --full -v
	[ "$output" = "sound up to transaction 10, head $head" ]
}

@test "a store is listed and verified also when it has no school year of today" {
	JR_NOW=2031-07-01T12:00:00 run -0 --separate-stderr jr-log verify
	JR_NOW=2031-07-01T12:00:00 run -0 --separate-stderr jr-log list
	[ "$stderr" = "" ]
}

@test "one changed mark is found, with its row, its value and that of the log" {
	class7
	tamper "UPDATE mark SET value = '5' WHERE task_id = 1 AND student_id = 2"
	[ "$output" = "mark (task_id 1, student_id 2: К «Входная» 2026-09-07 №2 7А Алгебра, G4-2 Ёлкин Пётр): value is '5', the log has '4'" ]
}

@test "one changed letter in a long text is found" {
	class7
	tamper "UPDATE record SET topic = replace(topic, 'переменными', 'переменною')"
	[ "$output" = "record (lesson_id 2: 2026-09-09 №1 7А Алгебра): topic is 'Сравнение значений выражений с переменною', the log has another text" ]
	tamper "UPDATE mark SET comment = NULL"
	[ "$output" = "mark (task_id 1, student_id 2: К «Входная» 2026-09-07 №2 7А Алгебра, G4-2 Ёлкин Пётр): comment is empty, the log has another text" ]
}

@test "a deleted row and an inserted row are found" {
	class7
	tamper "DELETE FROM mark WHERE student_id = 1"
	[ "$output" = "mark (task_id 1, student_id 1: К «Входная» 2026-09-07 №2 7А Алгебра, G4-1 Белова Вера): the row is gone, the log has it" ]
	tamper "INSERT INTO mark (task_id, student_id, value, tx_id) VALUES (1, 3, '5', 8)"
	[ "$output" = "mark (task_id 1, student_id 3: К «Входная» 2026-09-07 №2 7А Алгебра, G4-3 Юдин Олег): the log knows nothing of this row" ]
	tamper "INSERT INTO mark (task_id, student_id, value, tx_id) VALUES (2, 3, '3', 8)"
	[[ $output = *"the log knows nothing of this row" ]]
}

@test "two rows that changed places are found" {
	class7
	tamper "UPDATE student SET number = CASE id WHEN 1 THEN 'x' ELSE 'G4-1' END WHERE id IN (1, 2);
	    UPDATE student SET number = 'G4-2' WHERE id = 1"
	[ "${lines[0]}" = "student (id 1: G4-2 Белова Вера): number is 'G4-2', the log has 'G4-1'" ]
	[ "${lines[1]}" = "student (id 2: G4-1 Ёлкин Пётр): number is 'G4-1', the log has 'G4-2'" ]
	[ "${#lines[@]}" -eq 2 ]
}

@test "a spelling for look-ups that does not follow from its name is found" {
	class7
	tamper "UPDATE student SET match_key = 'x' || match_key WHERE id = 2"
	[ "$output" = "student (id 2: G4-2 Ёлкин Пётр): match_key does not follow from surname" ]
	tamper "UPDATE class SET sort_key = '0008а'"
	[ "$output" = "class (id 1: 7А 2026/27): sort_key does not follow from name" ]
}

@test "a zero byte behind a text of the log is found" {
	only_on sqlite "PostgreSQL has no zero byte in a text"
	tamper "UPDATE tx SET actor = actor || char(0) || 'x' WHERE id = 1"
	[ "$output" = "transaction 1 was altered, or the one before it" ]
	tamper "UPDATE change SET tbl = tbl || char(0) WHERE no = 1"
	[[ $output = *"change 1 of transaction 1 cannot be read"* ]]
}

@test "a transaction that was taken out of the middle is found" {
	class7
	tamper "DELETE FROM tx WHERE id = 9; DELETE FROM change WHERE tx_id = 9"
	[[ $output = *"transaction 10 follows 8: the log has a gap"* ]]
	[[ $output = *"G4-1 Белова Вера): value is '4', the log has '5'"* ]]
	tamper "DELETE FROM tx WHERE id = 9"
	[ "${lines[0]}" = "the log has changes of transaction 9, which is not there" ]
	[[ $output != *"mark ("* ]]
	tamper "DELETE FROM change WHERE tx_id = 8"
	[ "${lines[0]}" = "transaction 8 says that it made 1 changes, the log has 0 of them" ]
}

@test "a log that was cut short is found by what is in the tables, even with its head mended" {
	class7
	tamper "DELETE FROM tx WHERE id > 8; DELETE FROM change WHERE tx_id > 8;
	    UPDATE head SET tx_id = 8, hash = (SELECT hash FROM tx WHERE id = 8)"
	[ "${lines[0]}" = "mark (task_id 1, student_id 1: К «Входная» 2026-09-07 №2 7А Алгебра, G4-1 Белова Вера): value is '4', the log has '5'" ]
	[ "${lines[1]}" = "mark (task_id 2, student_id 3: О 2026-09-09 №1 7А Алгебра, G4-3 Юдин Олег): the row is gone, the log has it" ]
	[ "${#lines[@]}" -eq 2 ]
}

@test "a history without its head is unsound, and nothing more is written" {
	class7
	tamper "DELETE FROM head"
	[ "$output" = "the history has no head" ]
	run -74 --separate-stderr jr-mark set --store "$copy" --date 2026-09-07 --class 7А \
	    --subject Алгебра --student G4-2 --mark 5 --reason why
	[ "$stderr" = "jr-mark: the history has no head; restore a backup" ]
}

@test "after a hundred faults the rest is counted" {
	local i

	{
		echo number,surname,given_name
		for i in {1..120}; do
			echo "G5-$i,Петров,Пётр"
		done
	} >many.csv
	printf 'class,grade,homeroom\n7А,7,\n' | jr-class import -
	sed -e '1s/$/,class/' -e '2,$s/$/,7А/' many.csv | jr-student import -
	tamper "UPDATE student SET surname = 'Иванов'"
	[ "${#lines[@]}" -eq 101 ]
	[ "${lines[100]}" = "and further faults: 20" ]
}

@test "an import that is killed leaves the store as it was" {
	local i pid status killed=0

	class7
	{
		echo number,surname,given_name,class
		for i in {1..30000}; do
			echo "G6-$i,Петров,Пётр,7А"
		done
	} >big.csv
	dump_store >before
	for i in 0 0.05 0.2; do
		jr-student import big.csv &
		pid=$!
		until store_busy || ! kill -0 $pid; do
			:
		done
		sleep $i
		kill -9 $pid 2>/dev/null || true
		status=0
		wait $pid || status=$?
		[ $status -eq 137 ] && killed=$((killed + 1))
		dump_store >after
		cmp before after
	done
	[ $killed -gt 0 ]
	run -0 --separate-stderr jr-log verify
	[[ $output = "sound up to transaction 10, "* ]]
	[ "$(jr-student list | wc -l)" -eq 4 ]
	printf 'number,surname,given_name,class\nG4-4,Яшин,Илья,7А\n' | jr-student import -
	run -0 --separate-stderr jr-log verify
	[[ $output = "sound up to transaction 11, "* ]]
}

@test "the history reads the same in every locale" {
	local lang verb

	drop_store
	school "$ROOT/journal.conf"
	class7
	copy=$(store_at bad)
	copy_store "$copy"
	JR_STORE=$copy sql "UPDATE mark SET value = '2'; UPDATE tx SET reason = 'x' WHERE id = 9"
	for verb in 'list -f text' 'list -f csv' 'show 9' 'show -v 1' verify "verify -s $copy"; do
		# shellcheck disable=SC2086 # words
		LC_ALL=C.UTF-8 jr-log $verb >want || [ $? -eq 1 ]
		[ -s want ]
		for lang in C ru_RU.UTF-8 en_US.UTF-8 POSIX; do
			# shellcheck disable=SC2086
			LC_ALL=$lang LANG=$lang jr-log $verb >got || [ $? -eq 1 ]
			cmp want got
		done
		# shellcheck disable=SC2086
		env -i "JR_NOW=$JR_NOW" "JR_STORE=$JR_STORE" "$BUILD/bin/jr-log" $verb >got || [ $? -eq 1 ]
		cmp want got
	done
}

@test "a full disk is said" {
	run -74 --separate-stderr sh -c 'jr-log list >/dev/full'
	[ "$stderr" = "jr-log: the output could not be written: is the disk full?" ]
	run -74 --separate-stderr sh -c 'jr-log verify >/dev/full'
	[ "$stderr" = "jr-log: the output could not be written: No space left on device" ]
	run -74 --separate-stderr sh -c 'jr-log show 1 >/dev/full'
}
