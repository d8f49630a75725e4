/*
 * Delimited text in: what schools really save, read strictly.  libcsv does the
 * splitting and stays behind this header.
 *
 * The whole input is read before the first row is given, so that its encoding
 * is known and no lock is held while somebody types: up to 8 MiB in memory,
 * more in an unlinked temporary file (a regular file that can be read twice is
 * not copied).  Memory does not grow with the input.
 *
 * Found out: the encoding, by a BOM (which is stronger than --encoding); strict
 * UTF-8, else CP1251 where the text then looks Russian (letters as frequent as in
 * Russian, capitals where words begin: CP866 and KOI8-R taken for CP1251 do not),
 * else JR_EINVAL with the advice to name --encoding.  The delimiter, by a line
 * "sep=;", else as the most frequent of ; tab , | outside of quotes in the header
 * line; for a grid, in its first 50 lines.
 *
 * Refused, each with its own words and place: NUL bytes; XLSX, ODS, XLS, HTML,
 * XML and PDF under a .csv name; an unclosed quote (at the line where it opened;
 * reading goes on at the next line); text behind a closing quote; a row with more
 * fields than the header (empty ones at the end are passed over, the header's own
 * too) or fewer; a field over 64 KiB, a row over 1 MiB or 1,000 fields; an input
 * over max_bytes; an empty input (no header).
 *
 * Quotes inside an unquoted field are text («Лицей "Звезда"»), spaces and tabs
 * around it are not.  Blank lines are skipped and counted, and with a header also
 * rows of empty fields only, as Excel leaves them.  Lines are counted as an editor
 * does (LF, CRLF, lone CR), inside quoted fields too.
 */
#ifndef JR_BASE_CSV_H
#define JR_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/error.h"

struct jr_csv;

struct jr_csv_opts {
	const char	*encoding;	/* NULL: find out; utf-8, cp1251, cp866,
					 * koi8-r, utf-16 */
	char		 delimiter;	/* 0: find out */
	size_t		 max_bytes;	/* 0: 256 MiB */
	bool		 no_header;	/* rows of free width (grids): nothing is
					 * checked against a header, every row that is
					 * not a blank line is given */
};

struct jr_csv_row {
	size_t		 line;		/* where the row begins, from 1 */
	size_t		 n;		/* fields */
	const char *const *field;	/* UTF-8, NUL behind each, not cleaned; no NUL inside */
	const size_t	*len;
};

/*
 * Open `in` (borrowed until the close).  *out is NULL on failure.  JR_EINVAL
 * (with line and field where there are any), JR_EIO, JR_ENOMEM; the words are in
 * err, which is cleared first.
 */
int	 jr_csv_open(struct jr_csv **out, FILE *in, const struct jr_csv_opts *,
    struct jr_error *err);

/* The header row; borrowed until the close.  NULL with no_header. */
const struct jr_csv_row *jr_csv_header(const struct jr_csv *);

/* For -v: "UTF-8, ';'" and so on; borrowed. */
const char *jr_csv_dialect(const struct jr_csv *);

/*
 * The next row; it and its texts are borrowed until the next call.  JR_OK;
 * JR_DONE; JR_EINVAL (a bad row: place and words in err; the next call goes on
 * with the next row); JR_EIO (also, in the place of JR_DONE, where the file was
 * written to meanwhile: nothing that was read may be trusted); JR_ENOMEM.  err is
 * cleared first.
 */
int	 jr_csv_next(struct jr_csv *, struct jr_csv_row *, struct jr_error *err);

/* Begin again at the first row.  err is cleared first. */
int	 jr_csv_rewind(struct jr_csv *, struct jr_error *err);

void	 jr_csv_close(struct jr_csv *);		/* takes NULL */

/*
 * Append one field as CSV (RFC 4180: quoted when it holds the delimiter, a
 * quote, CR, LF, or begins or ends with a space or tab).
 */
void	 jr_csv_quote(struct jr_buf *out, const char *, size_t, char delimiter);

#endif
