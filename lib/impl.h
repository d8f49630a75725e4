/*
 * Inside the library: what its domains share.  Nothing of this is for callers.
 */
#ifndef JR_IMPL_H
#define JR_IMPL_H

#include <stdarg.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/text.h"
#include "core.h"

#define JR_OPEN_END "9999-12-31"	/* to_date of an open span */

struct jr__access;
struct jr__pack;
struct jr__lookup;
struct jr__lessons;
struct jr__replacing;
struct jr__task_types;
struct jr__proposals;

struct jr__history {
	int64_t			 tx_id;
	unsigned char		 hash[JR_SHA256_SIZE];	/* the chain's end */
	struct jr_sha256	 changes_sha;
	int64_t			 changes;
	bool			 begun;		/* the tx row is there */
	struct jr__pack		*pack[JR_TBL_COUNT];
};

struct jr {
	struct jr_store		*store;
	struct jr_store		*live;		/* as_of.c: what store was made from; else NULL */
	int64_t			 live_now;	/* as_of.c: what now is there, like now */
	bool			 back;		/* as_of.c: shows what was */
	bool			 pinned;	/* as_of.c: one state is being read all along */
	struct jr_error		 err;
	bool			 sandbox;
	bool			 fresh;		/* a new store, before its first commit */
	char			*actor;
	struct jr__access	*access;	/* NULL: local:USER, who may do everything */
	char			*now_text;	/* JR_NOW; NULL: the clock */
	int64_t			 now;		/* what it is in the school's zone, else -1 */
	int64_t			 tx_at;		/* moment of the open transaction */
	jr_day			 today;		/* of tx_at; -1: no transaction */
	int64_t			 year;		/* 0: not yet chosen */
	struct jr_map		*setting_at;	/* key → place in setting_text */
	struct jr_buf		 setting_text;
	struct jr_tx		 tx;
	struct jr_buf		 tx_text;	/* its words, NUL behind each */
	struct jr__history	 history;
	int64_t			 last_id[JR_TBL_COUNT];
	enum { JR__CLOSED_UNKNOWN, JR__NONE_CLOSED, JR__SOME_CLOSED } closed; /* window.c's */
	struct jr__entry_memo	*memo;		/* entry.c: of the row before */
	bool			 made_up;	/* marks put are made up later */
	bool			 owed_zero;	/* a mark 0 says that the work is owed */
	int64_t			 reasons_met, reasons_changed;	/* attend_reason.c's */
	int64_t			 regime_added, regime_removed;	/* lessons; regime.c's */
	struct jr__task_types	*task_types;	/* task_type.c's memory */
	struct jr__marking	*marking;	/* mark.c's memory in one transaction */
	struct jr__attending	*attending;	/* attend.c's */
	struct jr_map		*outside;	/* outside.c's: its rows so far */
	struct jr__proposals	*proposed;	/* term_propose.c's */
	struct jr__lookup	*lookup;	/* one transaction's memory */
	struct jr__lessons	*lessons;	/* the same of lessons (lesson.h) */
	struct jr__replacing	*replacing;	/* a timetable being replaced */
	struct jr_buf		 slots_put;	/* timetable_clash.c's */
	bool			 allow_clashes;
	void			 (*warned)(void *, const char *);
	void			 *warned_arg;
	int			 error_column;	/* of the row at fault; -1: none */
};

/* --- Errors: set, translate, return the code; the first one stands. ------ */
int	 jr__fail(struct jr *, int rc, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same, about a column of the row being put (its place in the kind). */
int	 jr__fail_at(struct jr *, int rc, int column, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static inline int
jr__nomem(struct jr *j)
{
	jr__fail(j, JR_ENOMEM, N_("out of memory"));
	return JR_ENOMEM;
}

void	 jr__clear(struct jr *);
/* Take the store's error over; returns rc. */
int	 jr__store_failed(struct jr *, int rc);

/* Something stored but odd, in words: to jr_on_warning(). */
void	 jr__warn(struct jr *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* What the store says in `setting`, and its zone set; inside a transaction. */
int	 jr__read_settings(struct jr *);
/* JR_NOW in the zone set; again when the zone has changed. */
int	 jr__set_now(struct jr *);

/* --- Queries ------------------------------------------------------------ */
/* Bind and give back the statement before its first step. */
int	 jr__query(struct jr *, enum jr_sql, const struct jr_param *, struct jr_stmt **);
int	 jr__step(struct jr *, struct jr_stmt *);	/* JR_OK, JR_DONE, negative */
/* The first row of a query, which must then be jr_stmt_reset(): JR_OK or
 * JR_DONE when there is none. */
int	 jr__first(struct jr *, enum jr_sql, const struct jr_param *, struct jr_stmt **);
/* A query of one integer; JR_DONE and *out = 0 when it has no row. */
int	 jr__number(struct jr *, enum jr_sql, const struct jr_param *, int64_t *out);

/* Call take for each row of a query; what it returns below 0 ends it. */
typedef int jr__take(struct jr *, struct jr_stmt *, void *arg);
int	 jr__each(struct jr *, enum jr_sql, const struct jr_param *, jr__take *take, void *arg);

/* --- Rows of tables, recorded in the history ---------------------------- */
/* All columns in the table's order.  JR_ECONFLICT: the key is there already. */
int	 jr__insert(struct jr *, enum jr_tbl, const struct jr_value *row);
/* The same for a row whose key is known to be free; what else stands against it may
 * be told later, and it may be sent later (jr_store_add). */
int	 jr__add(struct jr *, enum jr_tbl, const struct jr_value *row);
/* All that was added is in the store: before a query that runs ahead. */
int	 jr__settle(struct jr *);
/* Rows differ in columns behind the key; an equal row changes nothing. */
int	 jr__update(struct jr *, enum jr_tbl, const struct jr_value *old,
    const struct jr_value *row);
int	 jr__remove(struct jr *, enum jr_tbl, const struct jr_value *old);
/* The row changed or removed, and the history told nothing. */
int	 jr__overwrite(struct jr *, enum jr_tbl, const struct jr_value *row);
int	 jr__erase(struct jr *, enum jr_tbl, const struct jr_value *key);
/* The row with this key; texts borrowed until the next fetch of the table.
 * JR_OK or JR_DONE. */
int	 jr__fetch(struct jr *, enum jr_tbl, const struct jr_value *key,
    struct jr_value *row);
/* The fetched row is no longer needed: ends the reading that stands behind it. */
void	 jr__unfetch(struct jr *, enum jr_tbl);
/*
 * Insert the row, or change the stored row of its key.  Columns whose bit in
 * `keep` is set stay as they are in a stored row (tx_id, absent columns).
 */
int	 jr__put(struct jr *, enum jr_tbl, const struct jr_value *row, uint64_t keep,
    enum jr_change *what);
#define JR_KEEP(column) (UINT64_C(1) << (column))
/* The next free number of a table whose key is one integer. */
int	 jr__next_id(struct jr *, enum jr_tbl, int64_t *out);
/* The open transaction's number, for tx_id columns; makes its row. */
int	 jr__tx_id(struct jr *, int64_t *out);

/* --- History ------------------------------------------------------------ */
int	 jr__history_begin(struct jr *);
/* What is still being packed goes into `change`. */
int	 jr__history_write(struct jr *);
int	 jr__history_seal(struct jr *, int64_t *tx_id);	/* 0: nothing changed */
void	 jr__history_drop(struct jr *);
int	 jr__record_insert(struct jr *, enum jr_tbl, const struct jr_value *row);
int	 jr__record_update(struct jr *, enum jr_tbl, const struct jr_value *old,
    const struct jr_value *row);
int	 jr__record_remove(struct jr *, enum jr_tbl, const struct jr_value *old);

/* Forget what look-ups remember (after a rollback or a change of the roster). */
void	 jr__lookup_free(struct jr *);
void	 jr__marking_free(struct jr *);
void	 jr__entry_forget(struct jr *);
void	 jr__attending_free(struct jr *);
void	 jr__outside_free(struct jr *);
void	 jr__proposed_free(struct jr *);

#endif
