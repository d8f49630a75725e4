/*
 * Inside the roster: cells into columns, and spans of days.
 */
#ifndef JR_ROSTER_IMPL_H
#define JR_ROSTER_IMPL_H

#include "lookup.h"
#include "roster.h"

/* All cells: UTF-8, without control characters and line ends, not too long.  JR_EINVAL. */
int	 jr__cells_check(struct jr *, const struct jr_row *);
/* JR_EINVAL: the cell is empty or absent. */
int	 jr__cell_need(struct jr *, const struct jr_row *, int col);

/* NULL, "", or one plain address: JR_EINVAL. */
int	 jr__email_check(struct jr *, int col, const char *cell);

/* --- A row of a table, put together from a file's row -------------------- */

struct jr__edit {
	enum jr_tbl	 tbl;
	bool		 stored;
	struct jr_value	 old[JR_COLUMNS_MOST];
	struct jr_value	 row[JR_COLUMNS_MOST];	/* what it shall be */
};

/*
 * Begin with the stored row of the key, else with a new one of this key and
 * nulls.  Texts are borrowed until the next begin of the same table.
 */
int	 jr__edit_begin(struct jr *, struct jr__edit *, enum jr_tbl, const struct jr_value *key);
/* The same for a key of one number. */
int	 jr__edit_begin_id(struct jr *, struct jr__edit *, enum jr_tbl, int64_t id);
/* NULL leaves the column, "" clears it. */
void	 jr__edit_text(struct jr__edit *, int column, const char *cell);
/* The same for what must not be empty: JR_EINVAL. */
int	 jr__edit_needed(struct jr *, struct jr__edit *, int column,
    const struct jr_row *, int col);
const char *jr__edit_get(const struct jr__edit *, int column);	/* NULL: none */
/* Store it, with another key too where row's key is another.  A change is added
 * to *what: JR_SAME becomes JR_ADDED or JR_CHANGED, JR_ADDED stays. */
int	 jr__edit_end(struct jr *, struct jr__edit *, enum jr_change *what);
/*
 * End the stored row on the day `on`, inside the year (0: any); NULL: today, and
 * what ended before stays so.  JR_EINVAL: the day lies before its first.
 */
int	 jr__edit_finish(struct jr *, struct jr__edit *, int from_column, int to_column,
    int64_t year, const char *on, enum jr_change *what);
/* Delete the stored row. */
int	 jr__edit_remove(struct jr *, struct jr__edit *, enum jr_change *what);

/* What was done to a part of it changed the whole. */
void	 jr__change_add(enum jr_change *what, enum jr_change part);

/* Matching and sort keys of a person's full name (slots 5 and 6); surname not empty. */
int	 jr__name_keys(struct jr *, const char *surname, const char *given_name,
    const char *patronymic, const char **match, const char **sort);

/* A new subject of this name, which must not be there yet. */
int	 jr__subject_add(struct jr *, const char *name, int64_t *out);

/* --- Days ---------------------------------------------------------------- */

/* A year's first school day. */
int	 jr__year_first(struct jr *, int64_t year, char out[JR_DATE_SIZE]);
/* A day in the school year, 1 September–31 August.  JR_EINVAL. */
int	 jr__date_of_year(struct jr *, int col, int64_t year, const char *text,
    char out[JR_DATE_SIZE]);
/* A first day: NULL and "" leave `stored` (NULL: the first school day of the
 * year in use).  Any year. */
int	 jr__first_day(struct jr *, int col, const char *cell, const char *stored,
    char out[JR_DATE_SIZE]);
/* A last day: NULL leaves `stored` (NULL: open), "" is open.  year 0: any. */
int	 jr__last_day(struct jr *, int col, int64_t year, const char *cell,
    const char *stored, char out[JR_DATE_SIZE]);
/* JR_EINVAL: the last day lies before the first. */
int	 jr__span_check(struct jr *, int col, const char *from, const char *to);
void	 jr__today(struct jr *, char out[JR_DATE_SIZE]);
void	 jr__day_after(const char *day, int days, char out[JR_DATE_SIZE]);

struct jr__span {
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t	 of;		/* of which class, say */
	char	 name[64];	/* its name, for messages; may be cut */
};

#define JR__SPANS_MOST 32
struct jr__spans {
	struct jr__span	 v[JR__SPANS_MOST];
	int		 n;
};

/* What a query of from_date, to_date, id, name gives, oldest first. */
int	 jr__spans_load(struct jr *, enum jr_sql, const struct jr_param *,
    struct jr__spans *);
/*
 * Which span of `of` a row with this `from` cell means: *at is its place, or -1
 * for a new one.  from gets the first day: the cell's, the stored one, or the
 * year's first school day.  JR_EINVAL: several, and no day said.
 */
int	 jr__spans_choose(struct jr *, int col, int64_t year, const char *cell,
    const struct jr__spans *, int64_t of, int *at, char from[JR_DATE_SIZE]);
/* The first span but `at` that shares a day with from–to; -1: none. */
int	 jr__spans_clash(const struct jr__spans *, int at, const char *from, const char *to);

/* --- Lists --------------------------------------------------------------- */

/* A number that narrows a query; 0: everything. */
#define JR__P_SOME(name, id)	{ (name), (id) != 0 ? jr_int(id) : jr_null() }

#endif
