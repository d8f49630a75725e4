/*
 * What the build makes of share/sql: tables and statements as data.  The
 * generated sql.h adds the enums that name them (JR_TBL_MARK, JR_MARK_VALUE,
 * JR_SQL_MARK_LIST).
 */
#ifndef JR_STORE_SQL_DESC_H
#define JR_STORE_SQL_DESC_H

#include <stdbool.h>
#include <stddef.h>

struct jr_tbl_desc {
	const char		*name;
	int			 columns;
	int			 keys;		/* the key is the first of them */
	const char		*types;		/* a letter a column: I, T, B; d: a text
						 * derived from others (match_key, sort_key) */
	bool			 recorded;	/* under the history */
	const char *const	*column;
};

struct jr_sql_desc {
	const char	*name;		/* as in share/sql/statements */
	const char	*text;
	const char	*scans;		/* growing tables that it may read whole; "" */
	bool		 many;		/* it may give very many rows */
	bool		 writes;
	const char	*reads;		/* tables whose waiting rows must be sent before it,
					 * parted by blanks; "*": all */
};

/* The statements of one row that every table has. */
enum jr_row_op {
	JR_ROW_INSERT,		/* all columns; an existing key changes nothing */
	JR_ROW_UPDATE,		/* the columns behind the key, then the key, by name */
	JR_ROW_REMOVE,		/* by key */
	JR_ROW_FETCH,		/* all columns, by key */
	JR_ROW_SCAN,		/* all columns of all rows, in key order */
	JR_ROW_LAST_ID,		/* highest first column, 0 when empty */
	JR_ROW_OPS
};

/* The enum jr_sql of a table's row statement. */
#define JR_SQL_ROW(tbl, op) ((enum jr_sql)((int)(tbl) * JR_ROW_OPS + (int)(op)))

/* A step of the schema: share/sql/schema/ENGINE/NNNN-*.sql. */
struct jr_migration {
	int		 version;
	const char	*text;
};

extern const struct jr_migration jr_sqlite_migration[];
extern const size_t jr_sqlite_migrations;
extern const struct jr_migration jr_postgresql_migration[];
extern const size_t jr_postgresql_migrations;
extern const struct jr_tbl_desc jr_tbl_desc[];
extern const size_t jr_tbl_count;
extern const struct jr_sql_desc jr_sql_desc[];
extern const size_t jr_sql_count;

#endif
