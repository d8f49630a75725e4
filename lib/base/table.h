/*
 * Everything that can be read comes out of one table: title, typed columns,
 * rows, groups, footers, notes; streamed as text, CSV, TSV, JSON or HTML.
 *
 * Values come in as text in machine form (ISO dates, decimal point, integers);
 * the writer does not compute, translate or look at the locale.  NULL and ""
 * are both an empty cell.  The order of the calls is new, groups, then rows with
 * group titles between them, then footers, end; notes at any time.
 *
 * Text: columns as wide as the first 500 rows need, numbers to the right, all
 * measured in columns of the terminal; never more than `width` of them in a
 * line.  What is too wide is made to fit by the first of these that does:
 * headings wrapped; the widest text columns wrapped too, at word borders;
 * instead of that, long words of headings abbreviated («Инф.»); both; the table
 * cut into bands that each repeat the key columns (the first column where none
 * is a key; fewer where they would take over half of the line).  A line end in a
 * cell goes on in its column.  A group's title has a line of its own; footers
 * stand under a rule, notes below all.  Control characters are shown as
 * jr_text_escape() shows them.  With all titles "" there is no heading.  Numbers
 * and dates are never broken; a word that is longer than those of the first 500
 * rows moves the rest of its line to the right.
 *
 * CSV: RFC 4180, LF; rows only (footers when asked), the group as the first
 * column when jr_table_groups() named it; a lone empty cell is written as two
 * quotes, so that its line is not blank.  TSV: the same rows, nothing quoted;
 * \t \n \r \\ written as two characters.
 *
 * Excel: BOM, ';', CRLF, decimal comma in JR_COL_DECIMAL.  A text that Excel
 * would turn into something else is written as the formula ="4/5": digits with
 * one or two of . / - : between them (dates, times, fractions), a number that
 * begins with a zero or has over 11 digits, digits around an E.  One that it
 * would take for a formula (first character = + - @, tab or CR) gets a space in
 * front.  Numbers in number columns and dates in date columns stay numbers and
 * dates.
 *
 * JSON: each table one line, one object, in this order:
 *	{"journal-table":1,
 *	"title":"…" or null,
 *	"columns":[{"name":"…","title":"…","type":"text|int|decimal|date",
 *	    "key":true|false}, …],
 *	"group":{"name":"…","title":"…"} or null,
 *	"rows":[[cell, …], …],
 *	"groups":[{"title":"…","row":0,"rows":25}, …],
 *	"footers":[[cell, …], …],
 *	"notes":["…", …]}
 * and, before the last brace, of these what there is:
 *	"lang":"ru"			(of the words in it, unless English)
 *	"decimals":[0,2, …]		(of each column's longest number, if any has some)
 *	"head":{"school":"…","period":"…","date":"2026-11-20"}
 *	"follow":true
 *	"chart":{"kind":"bars|line|heat","x":"NAME","y":["NAME", …]}
 *	"signatures":[{"role":"…","name":"…" or null}, …]
 * A cell is a string, a number (int and decimal columns, where it is one in
 * JSON), or null when empty.  `row` counts from 0: the first row of the group,
 * `rows` how many it has; rows may belong to no group.  Readers pass over keys
 * that they do not know; a change that would mislead them raises the number.
 *
 * HTML: one self-contained page that prints well: UTF-8, inline CSS, caption,
 * th with scope, a line end as <br>, over 12 columns on a landscape page with
 * upright headings; the school and the period above, lines to sign on below.  In JSON and HTML bytes that are not UTF-8 become U+FFFD.
 */
#ifndef JR_BASE_TABLE_H
#define JR_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/rc.h"

enum jr_format { JR_TEXT, JR_CSV, JR_TSV, JR_JSON, JR_HTML };

enum jr_col_type { JR_COL_TEXT, JR_COL_INT, JR_COL_DECIMAL, JR_COL_DATE };

struct jr_col {
	const char		*name;	/* machine name, ASCII: CSV header, JSON */
	const char		*title;	/* human heading (translated); NULL: name */
	enum jr_col_type	 type;
	bool			 key;	/* repeated in each band of a wide text table */
};

struct jr_table_opts {
	enum jr_format	 format;
	bool		 titles;	/* CSV/TSV header: titles instead of names */
	bool		 excel;		/* CSV for a Russian Excel */
	bool		 footers;	/* CSV/TSV: footers too */
	size_t		 width;		/* text: columns of the terminal, 0: 80 */
	const char	*lang;		/* HTML lang attribute; NULL: "en" */
};

struct jr_table;

/*
 * Begin a table on `out` (borrowed until the end).  Everything else is copied.
 * A title "" is none.  NULL: no memory.  Several tables may follow one another on one FILE: pass
 * `first` false from the second on (text, CSV, TSV: an empty line between them;
 * HTML: sections of one page that jr_table_page_end() closes).
 */
struct jr_table *jr_table_new(FILE *out, const struct jr_table_opts *, bool first,
    const char *title, const struct jr_col *, size_t ncol);

/*
 * All of these take a NULL table and then do nothing: it is enough to check
 * the result of jr_table_end().
 */

/*
 * Before the first row: the table has groups; name (CSV, JSON) and heading
 * (human; NULL: name) of their column.  Without this call the first
 * jr_table_group() must come before the first row, and the name is "group".
 */
void	 jr_table_groups(struct jr_table *, const char *name, const char *heading);

/* Rows from here on belong to this group; NULL: to none. */
void	 jr_table_group(struct jr_table *, const char *title);

void	 jr_table_row(struct jr_table *, const char *const *cells);	/* ncol of them */
/* Rows that close the table: after the last row. */
void	 jr_table_footer(struct jr_table *, const char *const *cells);
void	 jr_table_note(struct jr_table *, const char *text);	/* CSV, TSV: left out */

/*
 * What a paper has besides its table, where it is JSON (and so PDF) or HTML; other
 * formats leave it out.  NULL and "": there is none.  Before the first row, once.
 */
struct jr_paper {
	const char	*school, *period;	/* above the title */
	const char	*day;		/* ISO: of the data; what is made says that it is of then */
	bool		 follow;	/* goes on where the table before it ends, if there is room */
	const char	*chart;		/* "bars", "line", "heat": a picture of it (jr-print(1)) */
	const char	*chart_x, *chart_y;	/* names of columns, several by spaces; NULL: chosen */
};

void	 jr_table_paper(struct jr_table *, const struct jr_paper *);

/* A line to sign on, below all: «Директор ______ / А. П. Соколова /».  Before the end;
 * name NULL: written by hand.  Where jr_table_paper() does nothing, neither does this. */
void	 jr_table_sign(struct jr_table *, const char *role, const char *name);

/*
 * Write what is held back, flush `out`, close and free.  JR_OK; JR_EIO: the
 * file could not be written; JR_ENOMEM.  Takes NULL (JR_ENOMEM).
 */
int	 jr_table_end(struct jr_table *);

/* After the last table of an HTML page; nothing for other formats.  JR_OK; JR_EIO. */
int	 jr_table_page_end(FILE *out, const struct jr_table_opts *);

#endif
