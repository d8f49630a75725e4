/*
 * How the history packs rows (the blob change.data).
 *
 * A value is kept in its short form: numbers, and texts of up to 24 bytes, as
 * they are; of a longer text a digest (the first 16 bytes of its SHA-256).  The
 * long text itself stands in the table, or as the old value of the update or
 * deletion that took it away, which is kept whole.  So nothing is stored twice,
 * and everything can be checked and undone.
 *
 * Derived columns (match_key, sort_key) are in no insert: they follow from others.
 *
 *	op I	rows of inserts, one after another.  Each begins with a mask: bit i
 *		says that column i is as in the row before (the first: as NULL).
 *		Then the other columns: a number as 0 for NULL, else 1 + the zigzag
 *		difference to the last number of that column; a text as 0 for NULL,
 *		1 and a digest, 2 + its place among the column's 16 recent ones, or
 *		18 + its length and its bytes.  A text that was not recent becomes
 *		so, in the place of the oldest.
 *	op U	the key's values; the count of changed columns; for each its place,
 *		the old value whole, the new value short.
 *	op D	all values of the row, whole.
 *
 * (Numbers of up to 62 bits: their differences must not overflow.)
 *
 * Whole and short values of U and D begin with a tag: 0 NULL, 1 a number
 * (zigzag), 2 a text or 3 a blob (length, bytes), 4 a digest.
 */
#ifndef JR_PACK_H
#define JR_PACK_H

#include "impl.h"

#define JR_SHORT_MOST 24
#define JR_DIGEST_SIZE 16

enum jr__short_type { JR_S_NULL, JR_S_INT, JR_S_TEXT, JR_S_BLOB, JR_S_DIGEST };

/* A value in its short form; holds its bytes itself. */
struct jr__short {
	enum jr__short_type	 type;
	unsigned char		 n;
	int64_t			 i;
	unsigned char		 b[JR_SHORT_MOST];
};

/* Texts and blobs too long become a digest. */
void	 jr__short_of(const struct jr_value *, struct jr__short *out);
bool	 jr__short_equal(const struct jr__short *, const struct jr__short *);

#define JR_RECENT 16

/* Texts and digests that a column lately had. */
struct jr__recent {
	struct jr__short v[JR_RECENT];
	int		 next;		/* the place of the oldest */
};

/* Inserts being packed: zeroed to begin. */
struct jr__pack {
	struct jr_buf	 data;
	struct jr__short last[JR_COLUMNS_MOST];
	struct jr__recent recent[JR_COLUMNS_MOST];
};

void	 jr__pack_row(struct jr__pack *, enum jr_tbl, const struct jr_value *row);
void	 jr__pack_update(struct jr_buf *, enum jr_tbl, const struct jr_value *old,
    const struct jr_value *row);
void	 jr__pack_remove(struct jr_buf *, enum jr_tbl, const struct jr_value *old);

/* One change read back. */
struct jr__unpacked {
	enum jr_tbl		 tbl;
	char			 op;		/* I, U, D */
	struct jr__short	 row[JR_COLUMNS_MOST];	/* I: the row; D: the row; U: key and new values */
	uint64_t		 changed;	/* U: mask of columns with a new value */
	struct jr_value		 old[JR_COLUMNS_MOST];	/* U, D: whole; borrowed from the blob */
};

struct jr__unpack {
	const unsigned char	*p, *end;
	enum jr_tbl		 tbl;
	char			 op;
	struct jr__short	 last[JR_COLUMNS_MOST];
	struct jr__recent	 recent[JR_COLUMNS_MOST];
};

/* false: no such table or operation. */
bool	 jr__unpack_begin(struct jr__unpack *, const char *tbl, const char *op,
    const void *data, size_t n);
/* JR_OK, JR_DONE, JR_EINVAL (not what this program packs). */
int	 jr__unpack_next(struct jr__unpack *, struct jr__unpacked *out);

/*
 * All of a change's rows at once, in their order: *out, of *count rows, is the caller's
 * to free().  Old values are borrowed from data.  JR_EINVAL, JR_ENOMEM.
 */
int	 jr__unpack_all(const char *tbl, const char *op, const void *data, size_t n,
    struct jr__unpacked **out, size_t *count);

/*
 * The key of an unpacked row as values; texts are the room for those in it.  false: too
 * long a text to be one.
 */
bool	 jr__unpacked_key(const struct jr__unpacked *, char texts[][JR_SHORT_MOST + 1],
    struct jr_value *key);
/* Is a row still what the insert or update made of it? */
bool	 jr__unpacked_stands(const struct jr__unpacked *, const struct jr_value *row);

#endif
