#!/bin/sh
# Both engines are given the same schema: tables, columns, keys, constraints, indexes,
# views, and the words about them.  Each engine is asked what it has made of its file.
set -u
. tests/static/tap.sh
. tests/static/statements.sh

[ -n "${JR_TEST_SERVER-}" ] || exec tests/postgresql with sh "$0"
tap_tmp
school_on_postgresql
# shellcheck disable=SC2154 # tap_tmp sets it
cat share/sql/schema/sqlite/*.sql | sqlite3 "$tmp/store.db" || exit 1

# same WHAT SQLITE-QUERY POSTGRESQL-QUERY: both have the same lines, and some.
same()
{
	sqlite3 -separator ' ' "$tmp/store.db" "$2" | plain | sort >"$tmp/sqlite"
	school_psql -c "$3" | plain | sort >"$tmp/postgresql"
	alike "$1"
}

# The same expression in the same words: without parentheses, casts and the schema's name.
plain()
{
	sed -E "s/$school_schema\.//g; s/ USING btree//; s/::(bigint|text)//g; s/[()]/ /g; s/ +/ /g
		s/([a-z_]+) BETWEEN ([^ ]+) AND ([^ ]+)/\1 >= \2 AND \1 <= \3/g
		s/ = ANY ARRAY\[ ?([^]]*)\]/ IN \1/g
		s/ +/ /g; s/ ,/,/g; s/ $//"
}

alike()
{
	none "$1" "$({
		[ -s "$tmp/sqlite" ] || echo 'there are none'
		diff "$tmp/sqlite" "$tmp/postgresql" |
		    sed -n 's/^</only on SQLite:/p; s/^>/only on PostgreSQL:/p'
	})"
}

same 'the same columns, in the same order, of the same types' "
	SELECT m.name, p.cid + 1, p.name, p.type,
		CASE WHEN p.[notnull] = 1 THEN 'NOT NULL' ELSE '' END, COALESCE(p.dflt_value, '')
	FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'" "
	SELECT c.table_name, c.ordinal_position, c.column_name,
		CASE WHEN c.data_type = 'bigint' THEN 'INTEGER'
			WHEN c.data_type = 'text' AND c.collation_name = 'C' THEN 'TEXT'
			WHEN c.data_type = 'bytea' THEN 'BLOB'
			ELSE concat_ws(' ', c.data_type, c.collation_name) END,
		CASE WHEN c.is_nullable = 'NO' THEN 'NOT NULL' ELSE '' END,
		COALESCE(c.column_default, '')
	FROM information_schema.columns c JOIN information_schema.tables t
		USING (table_schema, table_name)
	WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"

same 'the same primary keys' "
	SELECT name, 'PRIMARY KEY', group_concat(column, ', ')
	FROM (SELECT m.name AS name, p.name AS column
		FROM sqlite_master m JOIN pragma_table_info(m.name) p
		WHERE m.type = 'table' AND p.pk > 0 ORDER BY m.name, p.pk)
	GROUP BY name" "
	SELECT x.conrelid::regclass, pg_get_constraintdef(x.oid)
	FROM pg_constraint x
	WHERE x.connamespace = current_schema()::regnamespace AND x.contype = 'p'"

same 'the same foreign keys' "
	SELECT name, 'FOREIGN KEY', group_concat(child, ', '), 'REFERENCES', parent,
		group_concat(column, ', ') || does
	FROM (SELECT m.name AS name, f.id AS id, f.[table] AS parent, f.[from] AS child,
			f.[to] AS column, CASE f.on_update WHEN 'NO ACTION' THEN '' ELSE ' ON UPDATE ' || f.on_update END
				|| CASE f.on_delete WHEN 'NO ACTION' THEN '' ELSE ' ON DELETE ' || f.on_delete END
				AS does
		FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq)
	GROUP BY name, id, parent, does" "
	SELECT x.conrelid::regclass, pg_get_constraintdef(x.oid)
	FROM pg_constraint x
	WHERE x.connamespace = current_schema()::regnamespace AND x.contype = 'f'"

same 'the same unique constraints' "
	SELECT name, 'UNIQUE', group_concat(column, ', ')
	FROM (SELECT m.name AS name, l.name AS [index], i.name AS column
		FROM sqlite_master m JOIN pragma_index_list(m.name) l
		JOIN pragma_index_info(l.name) i
		WHERE m.type = 'table' AND l.origin = 'u' ORDER BY m.name, l.name, i.seqno)
	GROUP BY name, [index]" "
	SELECT x.conrelid::regclass, pg_get_constraintdef(x.oid)
	FROM pg_constraint x
	WHERE x.connamespace = current_schema()::regnamespace AND x.contype = 'u'"

same 'the same other indexes' "
	SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL" "
	SELECT indexdef FROM pg_indexes
	WHERE schemaname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint x
		WHERE x.connamespace = current_schema()::regnamespace AND x.conname = indexname)"

# SQLite has no list of its CHECKs: they are read from the text that it keeps.
sqlite3 "$tmp/store.db" "SELECT sql FROM sqlite_master WHERE type = 'table'" | awk '
/^CREATE TABLE / { table = $3 }
{
	for (; match($0, /CHECK \(/); $0 = substr($0, end)) {
		depth = 1; end = RSTART + RLENGTH
		for (; depth > 0; end++) {
			c = substr($0, end, 1)
			depth += (c == "(") - (c == ")" || c == "")
		}
		print table, substr($0, RSTART, end - RSTART)
	}
}' | plain | sort >"$tmp/sqlite"
school_psql -c "
	SELECT x.conrelid::regclass, pg_get_constraintdef(x.oid)
	FROM pg_constraint x
	WHERE x.connamespace = current_schema()::regnamespace AND x.contype = 'c'" |
    plain | sort >"$tmp/postgresql"
alike 'the same checks'

same 'the same columns of views' "
	SELECT m.name, p.cid + 1, p.name
	FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'view'" "
	SELECT c.table_name, c.ordinal_position, c.column_name
	FROM information_schema.columns c JOIN information_schema.views v
		USING (table_schema, table_name)
	WHERE v.table_schema = current_schema()"

same 'the same beginning of the chain' "
	SELECT id, tx_id, hex(hash) FROM head" "
	SELECT id, tx_id, upper(encode(hash, 'hex')) FROM head"

for engine in sqlite postgresql; do
	for file in share/sql/schema/"$engine"/*.sql; do
		sed -n -e '1s/ (.*//' -e 's/^.*-- //p' "$file"
	done | sort >"$tmp/$engine"
done
alike 'the same words about them'

# Views are told apart by their text, which both engines understand.  The COALESCE
# keeps SQLite off an index that PostgreSQL makes good use of.
for engine in sqlite postgresql; do
	cat share/sql/schema/$engine/*.sql | sed -n '/^CREATE VIEW /,/;$/{
		s/[ 	]*--.*//; s/c\.year_id = COALESCE(co\.year_id, 0)/c.year_id = co.year_id/; p;}' \
	    >"$tmp/$engine"
done
alike 'the same queries of views'
done_testing
