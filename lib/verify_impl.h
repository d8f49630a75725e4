/* Inside the check of the history: sums of tables, and rows that do not fit. */
#ifndef JR_VERIFY_IMPL_H
#define JR_VERIFY_IMPL_H

#include "history.h"
#include "log_words.h"
#include "pack.h"

/* A table's rows fall into so many sums, by their keys. */
#define JR__SUMS 4096

struct jr__verify {
	struct jr		*j;
	jr_unsound		*report;
	void			*arg;
	struct jr_verified	*out;
	struct jr_hash128	(*sum)[JR__SUMS];	/* of each table */
	unsigned char		 hash[JR_SHA256_SIZE];	/* of the chain so far */
	struct jr__names	*names;
};

/* Report in the language of the store; control bytes are escaped. */
void	 jr__fault(struct jr__verify *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A row's table and key as bytes, up to JR__KEY_MOST of them; returns how many. */
#define JR__KEY_MOST (2 + JR_COLUMNS_MOST * (2 + JR_SHORT_MOST))
size_t	 jr__verify_key(unsigned char *out, enum jr_tbl, const struct jr__short *row);

/* Once a table is summed up: is the row one of those whose sum does not fit? */
bool	 jr__in_doubt(const struct jr__verify *, enum jr_tbl, const unsigned char *key,
    size_t n);

/* The row of a table's scan. */
void	 jr__verify_row(struct jr_stmt *, enum jr_tbl, struct jr_value *whole,
    struct jr__short *row);

/* A row of change.  false: it holds what does not belong there. */
bool	 jr__verify_change(struct jr_stmt *, struct jr__change_row *, int64_t *tx_id);

/*
 * mark (task_id 12, student_id 7: К 2026-09-03 №2 7А Алгебра, G4-0001 Иванов Иван)
 *
 * The numbers are for who mends the file, the words for everybody.  whole: the
 * live row; NULL: row is one of the log.  Fills b anew; leaves it empty when no
 * more faults are told.
 */
int	 jr__verify_words(struct jr__verify *, enum jr_tbl, const struct jr__short *row,
    const struct jr_value *whole, struct jr_buf *b);

/* Check that columns that are in no log follow from the others, in rows not in doubt. */
int	 jr__verify_derived(struct jr__verify *, enum jr_tbl);

/* A column that is not in the log. */
static inline bool
jr__is_derived(enum jr_tbl tbl, int column)
{
	return jr_tbl_desc[tbl].types[column] == 'd';
}

/* Replay a table whose sums do not fit, as far as they do not, and report its rows. */
int	 jr__verify_rows(struct jr__verify *, enum jr_tbl);

#endif
