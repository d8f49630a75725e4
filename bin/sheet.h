/*
 * Workbooks of Excel, LibreOffice and the like (XLSX; ECMA-376, transitional and
 * strict) as rows of text.  Knows nothing of the journal, prints nothing, runs
 * no formula and opens nothing that a workbook refers to.
 *
 * A workbook is untrusted, hence the limits.  Worksheets are streamed; what stays
 * in memory is the shared strings, the formats of cells and the merged ranges.
 *
 * Functions return JR_OK, or a code and words in err, which name parts of the
 * workbook but not its file: JR_EINVAL (no workbook, a damaged one, over a
 * limit; line and field are then the row and column where there are any),
 * JR_ENOTFOUND, JR_EIO, JR_ENOMEM.
 */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/error.h"

#define SHEET_MIB ((size_t)1 << 20)
#define SHEET_FILE_MOST (64 * SHEET_MIB)	/* of the file itself */
#define SHEET_ENTRIES_MOST 10000		/* parts in it */
#define SHEET_PART_MOST (256 * SHEET_MIB)	/* of one part, unpacked */
#define SHEET_ALL_MOST (1024 * SHEET_MIB)	/* unpacked in one run */
#define SHEET_RATIO_MOST 250			/* unpacked to packed, … */
#define SHEET_RATIO_FROM (32 * SHEET_MIB)	/* … of parts over this */
#define SHEET_TOKEN_MOST SHEET_MIB		/* one tag or comment */
#define SHEET_DEPTH_MOST 100			/* elements in one another */
#define SHEET_SHEETS_MOST 1000
#define SHEET_STRINGS_MOST 1000000
#define SHEET_TEXT_MOST (64 * SHEET_MIB)	/* of all shared strings */
#define SHEET_CELL_MOST ((size_t)4 * 32767)	/* Excel's limit, in UTF-8 */
#define SHEET_MERGES_MOST 100000
#define SHEET_ROWS 1048576
#define SHEET_COLUMNS 16384
#define SHEET_CSV_MOST (256 * SHEET_MIB)	/* written */

struct sheet_book;

enum sheet_kind { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_OTHER /* a chart, a macro */ };

struct sheet_tab {
	const char	*name;		/* UTF-8; borrowed until the close */
	enum sheet_kind	 kind;
};

/* CSV in the making: in memory, then in an unlinked temporary file. */
struct sheet_out {
	struct jr_buf	 mem;
	FILE		*file;		/* what does not fit into mem goes behind it */
	size_t		 size;		/* bytes in both */
	FILE		*(*spill)(void);	/* makes the file; NULL with errno */
};

struct sheet_opts {
	bool		 table;		/* a row is one line, and none is narrower than the first */
};

/* Formulas whose value was never worked out by a program. */
struct sheet_found {
	size_t		 unvalued;	/* how many */
	size_t		 row, column;	/* the first one */
};

/*
 * Open the workbook in a regular file; the FILE is not kept.  *out is NULL on
 * failure.  What else it may be (an old or protected workbook, an OpenDocument
 * file, no archive at all) is said with what to do.
 */
int	 sheet_open(struct sheet_book **out, FILE *in, struct jr_error *err);
void	 sheet_close(struct sheet_book *);	/* takes NULL */

/* The tabs, in the workbook's order. */
size_t	 sheet_count(const struct sheet_book *);
const struct sheet_tab *sheet_at(const struct sheet_book *, size_t i);

/*
 * The tab of that name, else of that name but for case and look-alike letters if
 * it is the only one, else of that number from 1.  JR_ENOTFOUND; JR_ENOMEM.
 */
int	 sheet_find(const struct sheet_book *, const char *name_or_number, size_t *out,
    struct jr_error *err);

/* Does any cell of the tab have a value?  A tab that cannot be read has. */
bool	 sheet_has_data(struct sheet_book *, size_t i);

/*
 * The tab as CSV (RFC 4180, commas, LF): line N is row N; empty rows and cells at
 * the end are left out.  With `table` that holds where cells have several lines, too:
 * U+2028 stands between them; and rows with anything in them are filled up to the
 * width of the first such row, so that they can be read under its names.
 * *out is to be zeroed but for spill, and released whatever comes back.
 */
int	 sheet_write(struct sheet_book *, size_t i, const struct sheet_opts *,
    struct sheet_out *out, struct sheet_found *, struct jr_error *err);

/* All of it to a stream.  JR_EIO where out's own file cannot be read. */
int	 sheet_out_copy(struct sheet_out *, FILE *to, struct jr_error *err);
void	 sheet_out_release(struct sheet_out *);

#endif
