/*
 * Inside sheet.h: the archive, its XML, and what a cell's number means.
 */
#ifndef SHEET_IMPL_H
#define SHEET_IMPL_H

#include <stdint.h>

#include "sheet.h"

/* --- The archive (sheet_package.c) --------------------------------------------- */

struct sheet_package;

int	 sheet_package_open(struct sheet_package **out, FILE *in, struct jr_error *);
void	 sheet_package_close(struct sheet_package *);	/* takes NULL */

bool	 sheet_package_has(const struct sheet_package *, const char *part);

/*
 * Unpack a part, block by block: take() is called with each, and last with
 * n == 0.  What take() returns other than JR_OK ends it and is returned.
 * JR_EINVAL: the part is missing, damaged, locked or over a limit.
 */
int	 sheet_package_read(struct sheet_package *, const char *part,
    int (*take)(void *arg, const char *data, size_t n), void *arg, struct jr_error *);

/* --- XML (sheet_xml.c) ------------------------------------------------------------ */

/*
 * What a reader of one kind of part does.  Names are bare: only elements of
 * SpreadsheetML (either kind) and of relationships are given, and nothing of
 * what stands inside others.  Each returns JR_OK, JR_DONE to end the reading, or
 * a code with the error set.  end and text may be NULL.
 */
struct sheet_xml {
	int	 (*start)(void *arg, const char *name, const char *const *attributes);
	int	 (*end)(void *arg, const char *name);
	int	 (*text)(void *arg, const char *, size_t);
};

/*
 * Read a part.  JR_DONE where a handler said so.  JR_EINVAL: as
 * sheet_package_read(); not well formed, a document type (entities are never
 * expanded), nested too deep.
 */
int	 sheet_xml_read(struct sheet_package *, const char *part, const struct sheet_xml *,
    void *arg, struct jr_error *);

/* A value, or NULL; the second takes those of the namespace of relationships. */
const char *sheet_attribute(const char *const *attributes, const char *name);
const char *sheet_attribute_rel(const char *const *attributes, const char *name);
/* An xsd:boolean; false when it is not there. */
bool	 sheet_attribute_on(const char *const *attributes, const char *name);
/* A number from 0 to max; -1: none, or another. */
long	 sheet_attribute_number(const char *const *attributes, const char *name, long max);
long	 sheet_number(const char *, long max);

/* Append text with its _xHHHH_ escapes (ST_Xstring) resolved. */
void	 sheet_unescape(struct jr_buf *, const char *, size_t);

/* --- Values (sheet_value.c) -------------------------------------------------------- */

enum sheet_format { SHEET_PLAIN, SHEET_DATE, SHEET_TIME, SHEET_SPAN /* [h]:mm */ };

enum sheet_format sheet_format_builtin(long id);
enum sheet_format sheet_format_of(const char *code);

/*
 * Append a number as Excel shows it: shortest form up to 15 digits, integers
 * whole; as a date or time if its format is one and it can be one.  false: the
 * text is no number.
 */
bool	 sheet_value_number(struct jr_buf *, const char *, enum sheet_format, bool from1904);
/* A date in ISO form, without a midnight and without idle seconds. */
void	 sheet_value_iso(struct jr_buf *, const char *);

/* --- The workbook (sheet_book.c, sheet_parts.c) ------------------------------------- */

struct sheet_part {
	struct sheet_tab tab;
	char	*rel;		/* id of its relationship */
	char	*path;		/* NULL: no worksheet */
};

struct sheet_book {
	struct sheet_package *package;
	struct sheet_part *sheet;
	size_t	 sheets;
	bool	 from1904;
	char	*strings, *styles;	/* paths; NULL: none */
	bool	 loaded;		/* strings and styles */
	struct jr_buf text;		/* the shared strings, one behind another */
	uint32_t *string;		/* where each begins; one more for the end */
	size_t	 nstrings;
	unsigned char *format;		/* of cells, by style */
	size_t	 formats;
};

/* Strings and formats; the second call does nothing. */
int	 sheet_book_load(struct sheet_book *, struct jr_error *);

/* --- Output (sheet_out.c) ----------------------------------------------------------- */

/* After something was added to mem: to the file if it is much. */
int	 sheet_out_flush(struct sheet_out *, struct jr_error *);
/* Forget what was written. */
void	 sheet_out_rewind(struct sheet_out *);

/* --- Cells (sheet_merge.c) ------------------------------------------------------- */

struct sheet_range {
	uint32_t top, left, bottom, right;	/* from 0 */
};

struct sheet_merges {
	struct sheet_range *range;
	size_t	 n, cap, next;
	uint32_t *until, *top;	/* by column: covered up to that row; the head's row + 1 */
};

/* "A1", "A1:C2"; from 0.  false: no such. */
bool	 sheet_ref(const char **, uint32_t *row, uint32_t *column);
int	 sheet_merges_add(struct sheet_merges *, const char *ref, struct jr_error *);
/* Before cells are asked about, in the order of rows. */
int	 sheet_merges_start(struct sheet_merges *, struct jr_error *);
/* Is the cell inside a merged range, and not its first one? */
bool	 sheet_merges_cover(struct sheet_merges *, uint32_t row, uint32_t column);
void	 sheet_merges_release(struct sheet_merges *);

#endif
