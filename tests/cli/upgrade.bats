#!/usr/bin/env bats
# A store made by an older program: nothing reads it as it is, and one command brings
# it to the newest schema with every row as it was.
load helper

# The small school, with something in it, in a store of schema $1.
school_of_schema()
{
	local new

	small_school
	jr-mark import -q - <<-END
		date,class,subject,number,student,mark
		2026-09-07,7А,Алгебра,2,G4-0001,5
		2026-09-07,7А,Алгебра,2,G4-0002,4
	END
	jr-mark set -q --date 2026-09-07 --class 7А --subject Алгебра --student G4-0002 --mark 3
	dump_store >newest
	new=$JR_STORE
	JR_STORE=$(store_at older)
	export JR_STORE
	"older_$ENGINE" "$1" "$new"
}

# The migrations up to version $1, one after another.
migrations()
{
	local file

	for file in "$ROOT/share/sql/schema/$ENGINE"/*.sql; do
		[ $((10#$(basename "${file%%-*}"))) -gt "$1" ] || cat "$file"
	done
}

older_sqlite()
{
	migrations "$1" | sqlite3 -bail "$JR_STORE"
	sqlite3 -bail "$JR_STORE" <<-END >/dev/null
		PRAGMA application_id=$(sqlite3 "$2" 'PRAGMA application_id');
		PRAGMA user_version=$1;
		PRAGMA journal_mode=wal;
		PRAGMA foreign_keys=OFF;
		DELETE FROM head;
		ATTACH '$2' AS new;
		$(sqlite3 "$JR_STORE" "SELECT format('INSERT INTO %s SELECT %s FROM new.%s;', m.name,
			group_concat(c.name), m.name)
			FROM sqlite_schema m, pragma_table_info(m.name) c
			WHERE m.type = 'table' GROUP BY m.name")
	END
	chmod 600 "$JR_STORE"
}

older_postgresql()
{
	local new=${2##*schema=} old=${JR_STORE##*schema=}

	sql "CREATE SCHEMA $old"
	sql "$(migrations "$1")"
	# In the order in which they were made: parents first.
	sql "DELETE FROM head;
		$(sql "SELECT format('INSERT INTO $old.%1\$I SELECT %2\$s FROM $new.%1\$I;',
			table_name, string_agg(format('%I', column_name), ','
				ORDER BY ordinal_position))
			FROM information_schema.columns JOIN information_schema.tables t
				USING (table_schema, table_name)
			WHERE table_schema = '$old' AND table_type = 'BASE TABLE'
			GROUP BY table_name ORDER BY ('$old.' || table_name)::regclass::oid");
		UPDATE meta SET value = '$1' WHERE key = 'schema'"
}

@test "a store of any older schema is 78 until it is upgraded, and then as if made today" {
	for ((old = 1; old < $(newest_schema); old++)); do
		school_of_schema $old
		run -78 --separate-stderr jr-mark list
		[ "$stderr" = "jr-mark: the store has schema $old, this program wants $(newest_schema); run jr-init --upgrade" ]
		jr-init --upgrade
		diff newest <(dump_store)
		store_sound
		run -0 --separate-stderr jr-init --upgrade
		[ "$stderr" = 'jr-init: nothing changed' ]
		drop_store
		JR_STORE=$(store_at school) drop_store
		rm -r roster
	done
	[ "$old" -gt 1 ]
}

@test "an upgraded store takes what the new tables are for, and its old log is read" {
	school_of_schema 1
	jr-init --upgrade
	run -0 --separate-stderr jr-log list --command 'jr-mark set'
	[ "${#lines[@]}" -eq 2 ]
	jr-mark set -q --date 2026-09-09 --class 7А --subject Алгебра --number 1 \
	    --student G4-0001 --mark 5
	store_sound
	[ "$(sql 'SELECT count(*) FROM debt')" = 0 ]
}
