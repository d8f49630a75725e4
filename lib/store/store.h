/*
 * The only way to data.  A store is a school: one SQLite file, or one schema of
 * a PostgreSQL database.  Nothing above this header knows which.
 *
 * Statements are named (enum jr_sql), prepared once a connection and kept.
 * Parameters are bound by name or, in hot loops, by place; a statement given
 * out by jr_stmt() is borrowed, reset, with nothing bound.
 *
 * All functions return JR_OK or a negative code with the words in the store's
 * error (jr_store_error()): JR_EBUSY try again; JR_EIO disk full, read-only or
 * damaged; JR_EDENIED the file may not be opened; JR_ENOTFOUND no such store;
 * JR_ECONFIG not a store, a newer schema, a network file system; JR_ECONFLICT
 * a key or constraint stood against it; JR_ENOMEM.
 */
#ifndef JR_STORE_STORE_H
#define JR_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "sql.h"

enum jr_value_type { JR_V_NULL, JR_V_INT, JR_V_TEXT, JR_V_BLOB };

struct jr_value {
	enum jr_value_type	 type;
	int64_t			 i;
	const char		*p;	/* text (NUL behind it) or blob; borrowed */
	size_t			 n;	/* its bytes */
};

struct jr_value jr_null(void);
struct jr_value jr_int(int64_t);
struct jr_value jr_text(const char *);		/* NULL: null */
struct jr_value jr_textn(const char *, size_t);
struct jr_value jr_blob(const void *, size_t);
bool	 jr_value_equal(const struct jr_value *, const struct jr_value *);

/* A named parameter. */
struct jr_param {
	const char	*name;
	struct jr_value	 value;
};

#define JR_P_INT(name, v)	{ (name), jr_int(v) }
#define JR_P_TEXT(name, v)	{ (name), jr_text(v) }
#define JR_P_NULL(name)		{ (name), jr_null() }
#define JR_PARAMS(...)		((const struct jr_param[]){ __VA_ARGS__, { NULL, { 0 } } })
#define JR_NO_PARAMS		((const struct jr_param[]){ { NULL, { 0 } } })

enum jr_open_mode {
	JR_OPEN_READ,
	JR_OPEN_WRITE,
	JR_OPEN_UPGRADE,	/* to write; an older schema is brought up first */
	JR_OPEN_CREATE,		/* must not exist; made by the first transaction */
	JR_OPEN_TEMPORARY,	/* in a file without a name, for this process */
};

struct jr_store;
struct jr_stmt;

/*
 * Open `where` (a path, or postgresql://…).  *out is NULL on failure, and the
 * words are in err.  A store of an older schema opens for reading and writing
 * only after jr_store_migrate(); jr_store_version() tells.
 *
 * A new store (JR_OPEN_CREATE) is not there before its first commit, nor for the one
 * who makes it: his first transaction writes, and its begin is JR_ECONFLICT when
 * another was faster.  Closed before it, nothing of it stays.
 *
 * A temporary store (JR_OPEN_TEMPORARY, `where` is "") is made in the same way, and is
 * gone when it is closed.  It takes rows in any order: references are not looked at.
 */
int	 jr_store_open(struct jr_store **out, const char *where, enum jr_open_mode,
    struct jr_error *err);
void	 jr_store_close(struct jr_store *);		/* takes NULL; rolls back */
/* Is this the URL of a store on a server, not a path? */
bool	 jr_store_is_url(const char *where);
struct jr_error *jr_store_error(struct jr_store *);	/* cleared by each call */

/* The schema's version in the store, and the newest that this library knows. */
int	 jr_store_version(struct jr_store *);
int	 jr_store_version_newest(struct jr_store *);
/* Bring it up, each migration in one transaction with its version. */
int	 jr_store_migrate(struct jr_store *);

/*
 * A writer waits for its turn (10 s in all, then JR_EBUSY), then holds the
 * store until the commit or rollback.  A reader sees one state from begin to
 * end.  begin inside a transaction is a caller's bug.
 */
int	 jr_store_begin(struct jr_store *, bool write);
int	 jr_store_commit(struct jr_store *);
void	 jr_store_rollback(struct jr_store *);
bool	 jr_store_in_tx(const struct jr_store *);

/*
 * Statements.  They run inside a transaction only.  After one has failed the
 * transaction may be good for nothing but its rollback.
 */
int	 jr_stmt(struct jr_store *, enum jr_sql, struct jr_stmt **out);
/* One from a file (a report, an audit rule); not kept: jr_stmt_free(). */
int	 jr_stmt_prepare(struct jr_store *, const char *sql, struct jr_stmt **out);
/*
 * The same behind common table expressions: `scope` (id), which the named
 * statement lists, then `more` ("a AS (…), b AS (…)", or ""), then those that sql
 * itself begins with.
 */
int	 jr_stmt_prepare_with(struct jr_store *, enum jr_sql scope, const char *more,
    const char *sql, struct jr_stmt **out);
void	 jr_stmt_free(struct jr_stmt *);		/* takes NULL */

/* Place of a parameter, from 1; 0: the statement has none of that name. */
int	 jr_stmt_place(struct jr_stmt *, const char *name);
/* Texts and blobs must live until the next reset. */
int	 jr_stmt_bind(struct jr_stmt *, int place, const struct jr_value *);
/* All of params by name; one that the statement has not is a caller's bug. */
int	 jr_stmt_bind_all(struct jr_stmt *, const struct jr_param *params);

/* JR_OK: a row; JR_DONE: no more, and the statement is reset; negative: reset. */
int	 jr_stmt_step(struct jr_stmt *);
int	 jr_stmt_columns(struct jr_stmt *);
const char *jr_stmt_name(struct jr_stmt *, int column);
/* From 0; texts are borrowed until the next step or reset. */
void	 jr_stmt_value(struct jr_stmt *, int column, struct jr_value *out);
int64_t	 jr_stmt_int(struct jr_stmt *, int column);		/* NULL: 0 */
const char *jr_stmt_text(struct jr_stmt *, int column);		/* NULL: NULL */
void	 jr_stmt_reset(struct jr_stmt *);		/* takes NULL */
/* Rows that the last finished statement changed. */
int64_t	 jr_store_changed(struct jr_store *);

/*
 * A row in, all columns in the table's order.  insert answers at once:
 * JR_ECONFLICT, without words, when its key is there already.
 *
 * add is for many rows whose keys the caller knows to be free.  An engine may keep
 * them back and send them together, at the latest before the commit; what stands
 * against one of them is then told by the call that sends it.  A statement is run
 * after the waiting rows of the tables that it reads have been sent, but for those
 * that it names as `-- ahead:`.  Whoever runs such a one asks about objects that he
 * has added nothing to since the last jr_store_settle(), which sends all.  One that
 * writes waits for all, or, if it is of a single row (JR_SQL_ROW), for its table and
 * those that refer to it or that it refers to.
 */
int	 jr_store_insert(struct jr_store *, enum jr_tbl, const struct jr_value *row);
int	 jr_store_add(struct jr_store *, enum jr_tbl, const struct jr_value *row);
int	 jr_store_settle(struct jr_store *);

/*
 * All of `from`, as its open transaction sees it, into a temporary store before its first
 * transaction.  JR_DONE: not between these engines; nothing was done.
 */
int	 jr_store_clone(struct jr_store *to, struct jr_store *from);

/*
 * End a query that takes too long: statements prepared from files stop with
 * JR_EBUSY once they have run for so many seconds (0: for ever).
 */
void	 jr_store_limit(struct jr_store *, int seconds);

#endif
