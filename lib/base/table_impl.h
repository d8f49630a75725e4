/*
 * What table.c and the formats share.  For table*.c only.
 */
#ifndef JR_BASE_TABLE_IMPL_H
#define JR_BASE_TABLE_IMPL_H

#include "base/buf.h"
#include "base/table.h"

struct jr_table;

/* One format.  Pointers that may be NULL: open, group, paper, sign, drop. */
struct jr__table_format {
	/* What comes before the table; own state; false: no memory. */
	bool	(*open)(struct jr_table *, bool first, const char *lang);
	/* Once, before the first group or row, or the end: groups are known. */
	void	(*head)(struct jr_table *);
	/* t->group is a new one (NULL: none). */
	void	(*group)(struct jr_table *);
	void	(*paper)(struct jr_table *, const struct jr_paper *);
	void	(*sign)(struct jr_table *, const char *role, const char *name);
	/* A row, or a footer where t->closing; t->nrow and t->nfooter count
	 * those before it. */
	void	(*row)(struct jr_table *, const char *const *cells);
	void	(*end)(struct jr_table *);
	void	(*drop)(struct jr_table *);	/* free t->own */
};

extern const struct jr__table_format jr__table_text, jr__table_csv,
    jr__table_tsv, jr__table_json, jr__table_html;

struct jr_table {
	const struct jr__table_format *format;
	FILE			*out;
	struct jr_table_opts	 opts;		/* without lang */
	char			*title;		/* NULL: none */
	struct jr_col		*col;		/* owned; title always set */
	size_t			 ncol;
	char			*group_name, *group_heading;	/* NULL: no groups */
	char			*group;		/* the present one */
	bool			 begun;		/* head() was called */
	bool			 closing;	/* the first footer came */
	size_t			 nrow, nfooter;	/* so far */
	struct jr_buf		 o;		/* on its way to out */
	struct jr_buf		 notes;		/* NUL behind each */
	struct jr_buf		 tmp;		/* for jr__table_utf8(), defusing */
	void			*own;		/* the format's */
	int			 rc;		/* first failure; then nothing is done */
};

/* Remember the first failure. */
void	 jr__table_fail(struct jr_table *, int rc);

/* Write t->o out once it is large. */
void	 jr__table_drain(struct jr_table *);

/* The text itself when it is UTF-8, else mended in t->tmp; *len: its bytes. */
const char *jr__table_utf8(struct jr_table *, const char *, size_t *len);

/* A decimal number as JSON writes it, without exponent. */
bool	 jr__table_number(const char *);

/* NULL as "". */
static inline const char *
jr__table_str(const char *s)
{
	return s != NULL ? s : "";
}

/* The note after this one, the first for NULL; NULL behind the last. */
const char *jr__table_note(const struct jr_table *, const char *);

#endif
