# jr-log verify against somebody who can write to the store past the journal: of every
# table of record a value changed, a row taken out, put in, swapped with another; any
# column of the log; the chain computed anew.

load helper

# A school with something in every table that there is a command for.
setup_file()
(
	journal_setup
	cd "$BATS_FILE_TMPDIR"
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR small_school
	jr-guardian import - <<-END
		student,surname,given_name,relation,phone
		G4-0001,Ёлкина,Вера,mother,+7 900 000-00-01
		G4-0002,Иванов,Сергей,father,+7 900 000-00-02
	END
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Числовые выражения,1
		7А,Алгебра,2,Сравнение выражений,2
		1А,Математика,1,Счёт,1
	END
	jr-roster confirm --class 7А
	jr-lesson import - <<-END
		date,class,subject,number,topic,tasks,homework
		2026-09-07,7А,Алгебра,2,Числовые выражения,К: Входная,§ 1
		2026-09-09,7А,Алгебра,1,Сравнение выражений,О,§ 2
	END
	jr-mark import - <<-END
		date,class,subject,number,student,mark,comment
		2026-09-07,7А,Алгебра,2,G4-0001,5,
		2026-09-07,7А,Алгебра,2,G4-0002,4,Вычислительная ошибка в последнем примере
		2026-09-09,7А,Алгебра,1,G4-0003,3,
	END
	jr-mark set --date 2026-09-07 --class 7А --subject Алгебра --number 2 \
	    --student G4-0001 --mark 4 --reason 'не та строка'
	jr-attend import - <<-END
		date,class,subject,number,student,code,minutes
		2026-09-07,7А,Алгебра,2,G4-0003,absent,
		2026-09-07,7А,Алгебра,2,G4-0004,late,10
	END
	jr-term import --transfer - <<-END
		class,subject,term,student,mark
		7А,Алгебра,Q1,G4-0001,5
		7А,Алгебра,Q1,G4-0002,4
	END
	echo "$JR_STORE" >school
)

setup()
{
	journal_setup
	JR_STORE=$(cat "$BATS_FILE_TMPDIR/school")
	export JR_STORE JR_NOW=2026-09-10T12:00:00
	copy=$(store_at copy)
	copy_store "$copy"
	JR_STORE=$copy
}

# The tables whose changes the history records, but for those that have no rows here.
tables()
{
	local table

	for table in $(awk '/^-- recorded: no/ { no = 1 }
		/^CREATE TABLE/ { if (!no) print $3; no = 0 }' "$ROOT"/share/sql/schema/sqlite/*.sql); do
		[ "$(sql "SELECT count(*) FROM $table")" -lt "${1:-1}" ] || echo "$table"
	done
}

# A table's columns: "NAME|TYPE|1 in the primary key".
columns()
{
	case $ENGINE in
	sqlite)
		sql "SELECT name, lower(type), pk > 0 FROM pragma_table_info('$1')" ;;
	postgresql)
		sql "SELECT attname, format_type(atttypid, NULL), (attnum = ANY (indkey))::int
		    FROM pg_attribute, pg_index
		    WHERE attrelid = '$1'::regclass AND attnum > 0 AND NOT attisdropped
		      AND indrelid = attrelid AND indisprimary
		    ORDER BY attnum" ;;
	esac
}

# The names of a table's columns, joined by commas: all, in its key (1), or not (0).
names()
{
	columns "$1" | grep "|${2:-[01]}\$" | cut -d'|' -f1 | paste -sd,
}

# Another value than a column has: altered NAME TYPE.
altered()
{
	case $2 in
	integer|bigint)	echo "COALESCE($1, 0) + 100000" ;;
	text)		echo "COALESCE($1, '') || 'x'" ;;
	blob)		echo "CAST($1 || x'00' AS BLOB)" ;;
	bytea)		echo "$1 || '\\x00'::bytea" ;;
	esac
}

# Keep a table's rows, each with a number.
keep()
{
	sql "CREATE TABLE keep AS SELECT row_number() OVER (ORDER BY $(names "$1" 1)) AS kept, t.*
	    FROM $1 AS t"
	again="DELETE FROM $1; INSERT INTO $1 SELECT $(names "$1") FROM keep"
}

restore()
{
	sql "$again; DROP TABLE keep"
}

# This, done to the store, is found: found WHAT SQL.
found()
{
	[ "$ENGINE" != sqlite ] || set -- "$1" "PRAGMA ignore_check_constraints = ON; $2"
	sql "$2"
	echo "# $1"	# which, should it fail
	run -1 --separate-stderr jr-log verify
	[ "$stderr" = "" ]
	[ "$output" != "" ]
}

each_column()
{
	local column table type where

	for table; do
		keep "$table"
		while IFS='|' read -r column type _; do
			where="$column IS NOT DISTINCT FROM (SELECT $column FROM keep
			    ORDER BY $column DESC NULLS LAST LIMIT 1)"
			found "$table.$column" \
			    "$again; UPDATE $table SET $column = $(altered "$column" "$type") WHERE $where"
		done < <(columns "$table")
		restore
	done
	run -0 jr-log verify
}

@test "the school has rows in the tables that teachers write" {
	run tables
	for table in student class course slot plan_item lesson record homework task mark \
	    register attendance term_mark guardian class_confirmation; do
		[[ " ${lines[*]} " == *" $table "* ]]
	done
}

@test "a change of any column of the log is found" {
	each_column tx change head
}

@test "a change of any column of any table is found" {
	# What looks is the same on each engine: there, the tables that teachers write.
	# shellcheck disable=SC2046 # a list of names
	case $ENGINE in
	sqlite)	each_column $(tables) ;;
	*)	each_column mark attendance register record homework lesson task student \
		    enrolment course_load staff_role term_mark ;;
	esac
}

@test "a row taken out of any table is found" {
	for table in $(tables) tx change head; do
		keep "$table"
		key=$(names "$table" 1)
		found "$table" "DELETE FROM $table WHERE ($key) IN
		    (SELECT $key FROM keep ORDER BY kept DESC LIMIT 1)"
		restore
	done
	run -0 jr-log verify
}

@test "a row put into any table is found, also where there is none" {
	for table in $(tables 0) tx change; do
		keep "$table"
		other= value=
		while IFS='|' read -r column type _; do
			other+=${other:+, }$(altered "$column" "$type")
			case $type in
			integer|bigint)	value+=${value:+, }100000 ;;
			text)		value+=${value:+, }"'x'" ;;
			blob|bytea)	value+=${value:+, }"'\\x00'" ;;
			esac
		done < <(columns "$table")
		if [ "$(sql "SELECT count(*) FROM keep")" -gt 0 ]; then
			value="SELECT $other FROM keep ORDER BY kept DESC LIMIT 1"
		else
			value="VALUES ($value)"
		fi
		found "$table" "INSERT INTO $table ($(names "$table")) $value"
		restore
	done
	run -0 jr-log verify
}

@test "two rows of any table that have changed places are found" {
	swapped=0
	for table in $(tables 2) tx change; do
		keep "$table"
		key=$(names "$table" 1)
		rest=$(names "$table" 0)
		# The first row and the next one that differs from it.
		pair=
		[ -z "$rest" ] || pair=$(sql "SELECT b.kept FROM keep AS a, keep AS b
		    WHERE a.kept = 1 AND (a.${rest//,/,a.}) IS DISTINCT FROM (b.${rest//,/,b.})
		    ORDER BY b.kept LIMIT 1")
		if [ -n "$pair" ]; then
			found "$table" "DELETE FROM $table WHERE ($key) IN
			    (SELECT $key FROM keep WHERE kept IN (1, $pair));
			    INSERT INTO $table ($key,$rest) SELECT a.${key//,/,a.}, b.${rest//,/,b.}
			    FROM keep AS a, keep AS b
			    WHERE a.kept IN (1, $pair) AND b.kept IN (1, $pair) AND a.kept <> b.kept"
			swapped=$((swapped + 1))
		fi
		restore
	done
	[ $swapped -gt 25 ]
	run -0 jr-log verify
}

# The chain computed anew over what the log says now.
reseal()
{
	local hex from to

	case $ENGINE in
	sqlite)		hex='hex(changes_hash)' from="x'" to="'" ;;
	postgresql)	hex="encode(changes_hash, 'hex')" from="decode('" to="', 'hex')" ;;
	esac
	sql "$(sql "SELECT id, at, actor, command, reason, transfer, changes, $hex
		FROM tx ORDER BY id" | python3 -B "$BATS_TEST_DIRNAME/reseal.py" |
	    sed "s/\(.*\)|\(.*\)/UPDATE tx SET hash = $from\2$to WHERE id = \1;/")"
	sql "UPDATE head SET hash = (SELECT hash FROM tx ORDER BY id DESC LIMIT 1)"
}

@test "another actor in a chain computed anew shows against the anchor only" {
	JR_STORE=$copy jr-log anchor >anchors
	reseal
	run -0 jr-log verify --anchors anchors		# the same chain: reseal knows how
	sql "UPDATE tx SET actor = 'smirnov.bb' WHERE command = 'jr-mark set'"
	run -1 jr-log verify
	reseal
	run -0 jr-log verify
	run -1 --separate-stderr jr-log verify --anchors anchors
	[[ $output == "операция $(sql 'SELECT tx_id FROM head') – не та, о которой есть контрольная строка: "* ]]
}

@test "another mark in a chain computed anew shows against the anchor only" {
	jr-log anchor >anchors
	last=$(sql 'SELECT tx_id FROM head')
	# Undone with its entry in the log, as if it had never been.
	jr-mark set --date 2026-09-09 --class 7А --subject Алгебра --number 1 \
	    --student G4-0003 --mark 5 --reason 'пересмотр'
	jr-log anchor >>anchors
	sql "DELETE FROM change WHERE tx_id > $last; DELETE FROM tx WHERE id > $last;
	    UPDATE mark SET value = '3' WHERE value = '5';
	    UPDATE head SET tx_id = $last"
	reseal
	run -0 jr-log verify
	run -1 --separate-stderr jr-log verify --anchors anchors
	[ "$output" = "операции $((last + 1)), о которой есть контрольная строка, нет: конец истории отрезан" ]
}
