/*
 * Inside the PostgreSQL engine: what its files share.
 *
 *	postgresql.c		stores, transactions, rows kept back
 *	postgresql_connect.c	connecting, and what the server's errors mean
 *	postgresql_stmt.c	statements and their results
 */
#ifndef JR_STORE_POSTGRESQL_IMPL_H
#define JR_STORE_POSTGRESQL_IMPL_H

#include <libpq-fe.h>

#include "base/buf.h"
#include "store/engine.h"
#include "store/postgresql_url.h"

#define JR__PG_TURN_SECONDS	10	/* to wait for the lock on head, or for a server */

struct pg {
	PGconn		*conn;
	struct jr__pg_url url;
	bool		 writes;	/* opened to write */
	bool		 making;	/* a new store, before its first commit */
	bool		 failed;	/* the transaction is good for a rollback only */
	int		 version;	/* of the schema; -1: not asked yet */
	int64_t		 changed;
	int64_t		 head;		/* last transaction in head when this one began */
	unsigned	 names;		/* given to statements and cursors */
	unsigned	 tx;		/* counts transactions: names are of one */
	bool		 named;		/* statements have names in this one */
	struct jr_buf	 waiting[JR_TBL_COUNT];
	size_t		 waits;		/* bytes in them */
};

static inline struct pg *
jr__pg_of(struct jr_store *s)
{
	return s->impl;
}

/* --- postgresql_connect.c --------------------------------------------------- */

/* Connect, as the URL says.  JR_EBUSY: there may be a server soon. */
int	 jr__pg_connect_to(struct jr_store *);
void	 jr__pg_disconnect(struct pg *);

bool	 jr__pg_is_good(const PGresult *);
/* Does a SQLSTATE begin with one of these words? */
bool	 jr__pg_is_state(const char *state, const char *classes);

/* Set the store's error and return its code. */
int	 jr__pg_lost(struct jr_store *);
int	 jr__pg_fail_state(struct jr_store *, const char *state, const char *words);
/* The same of a result (NULL: none came), which is freed; the transaction has failed. */
int	 jr__pg_fail(struct jr_store *, PGresult *);

/* Several statements in one go; the result of the last, unless out is NULL. */
int	 jr__pg_exec(struct jr_store *, const char *sql, PGresult **out);
/* The same from parts: "CLOSE c%u". */
int	 jr__pg_execf(struct jr_store *, PGresult **out, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* --- postgresql.c ------------------------------------------------------------ */

/* Send all rows kept back. */
int	 jr__pg_settle(struct jr_store *);
/* The transaction has failed before. */
int	 jr__pg_broken(struct jr_store *);

/* --- postgresql_stmt.c: as engine.h has them --------------------------------- */

int	 jr__pg_prepare(struct jr_store *, const struct jr_sql_desc *, const char *sql,
    struct jr_stmt *out);
void	 jr__pg_finalize(struct jr_stmt *);
int	 jr__pg_place(struct jr_stmt *, const char *name);
int	 jr__pg_bind(struct jr_stmt *, int place, const struct jr_value *);
int	 jr__pg_step(struct jr_stmt *);
void	 jr__pg_reset(struct jr_stmt *);
int	 jr__pg_columns(struct jr_stmt *);
const char *jr__pg_name_of(struct jr_stmt *, int column);
void	 jr__pg_value(struct jr_stmt *, int column, struct jr_value *out);

#endif
