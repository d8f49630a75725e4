/*
 * Rows of text, as files hold them and lists print them (the columns of
 * jr-csv(5)).  A kind of row is described once; its command, its import and
 * its list follow from the description.
 */
#ifndef JR_ROW_H
#define JR_ROW_H

#include "base/table.h"
#include "core.h"

#define JR_ROW_MOST 20		/* columns of a kind */

enum {
	JR_ROW_KEY = 1,		/* part of what tells rows apart */
	JR_ROW_OPTIONAL = 2,	/* the column may be absent */
	JR_ROW_FILTER = 4,	/* `list` can be narrowed by it */
	JR_ROW_WORD = 8,	/* a word of ours: translated where the columns' names are */
};

struct jr_rowcol {
	const char		*name;	/* English, as in the file */
	enum jr_col_type	 type;
	unsigned		 flags;
	const char		*help;	/* for --help: N_("class, like 7А") */
};

struct jr_rowkind;

/*
 * One row.  v[i] is the text of the kind's column i: NULL when the file has no
 * such column, "" when the cell is empty; otherwise clean (jr_text_clean), or
 * for kinds that say `raw` just as in the file.
 */
struct jr_row {
	const struct jr_rowkind	*kind;
	const char		*v[JR_ROW_MOST];
	size_t			 line;		/* of the file; 0: not from a file */
};

/* What a list is narrowed to; NULL: everything. */
struct jr_filter {
	const char	*v[JR_ROW_MOST];	/* by the kind's columns */
	const char	*from, *to;		/* days, both within; ISO or DD.MM.YYYY */
	/* Of lessons: a term, "Q1"; the login of who gives them; those without a
	 * topic that should have one by now. */
	const char	*term, *teacher;
	bool		 unfilled;
	bool		 unapproved;		/* of plans: those not approved */
	const char	*day;			/* of the timetable: what this day has */
	bool		 owed;			/* of marks: the work that is owed instead */
};

/* Takes one row of a list: as many cells as the kind has columns, NULL: empty. */
typedef int jr_row_out(void *arg, const char *const *cells);

/* Takes a fault of a row put before: its line (0: of no file), the kind's column (-1). */
typedef void jr_row_fault(void *arg, size_t line, int column, const char *words);

struct jr_rowkind {
	const char		*name;		/* "student"; also its entry in columns.yaml */
	const struct jr_rowcol	*col;
	int			 columns;
	bool			 raw;		/* put cleans by itself */
	bool			 dated;		/* list takes --from and --to */
	bool			 set_adds;	/* `set` may make a new row */
	const char		*from_column;	/* what --from of add and set gives, where
						 * no column is called so; may be NULL */
	const char *const	*ignored;	/* columns that import passes over in
						 * silence; NULL ends them; may be NULL */
	/*
	 * Add or change by key, inside a transaction; all is checked before
	 * anything is written, so a failed row leaves nothing behind.  *what is
	 * JR_SAME on failure.  JR_EINVAL, JR_ENOTFOUND, JR_ECONFLICT, JR_EDENIED
	 * are about the row (jr_error_column() tells which cell); others end the run.
	 */
	int	(*put)(struct jr *, const struct jr_row *, enum jr_change *what);
	/*
	 * End what the row's key names, on the day `on` (ISO, NULL: today): a dated
	 * thing gets its last day, other rows are deleted.  NULL: the kind has no remove.
	 */
	int	(*remove)(struct jr *, const struct jr_row *, const char *on,
		    enum jr_change *what);
	/*
	 * After the last row, inside the same transaction: what can only be judged of
	 * all rows together.  Faults go to say, and JR_ECONFLICT is returned, which the
	 * rows then must not outlive.  NULL: the kind has none.
	 */
	int	(*check)(struct jr *, jr_row_fault *say, void *arg);
	/* All rows that fit, in key order. */
	int	(*list)(struct jr *, const struct jr_filter *, jr_row_out *, void *arg);
};

/* The kind's column at fault in the last failed put; -1: none in particular. */
int	 jr_error_column(const struct jr *);

/* Forget the last error, so that the next row's can be set. */
void	 jr_error_forget(struct jr *);

/* Place of a column by name; -1: none. */
int	 jr_rowkind_column(const struct jr_rowkind *, const char *name);

#endif
