#include "base/csv.h"

#include <assert.h>
#include <csv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/encoding.h"
#include "base/lines.h"
#include "base/spool.h"

#define BYTES_MAX ((size_t)256 << 20)
#define ROW_MAX ((size_t)1 << 20)
#define FIELD_MAX ((size_t)64 << 10)
#define FIELDS_MAX 1000
#define SAMPLE 50 /* lines of a grid that settle its delimiter */

/* By rank: where two are as frequent the first one is taken. */
static const char delimiters[] = { ';', '\t', ',', '|' };
#define DELIMITERS (sizeof(delimiters))

struct jr_csv {
	struct jr__spool *spool;
	struct jr__encoding enc;
	struct jr__lines *lines;
	struct csv_parser parser;
	bool no_header;
	bool sep; /* the first line is "sep=" */
	char delimiter;
	char dialect[64];
	struct jr_csv_row header; /* .field: what follows, all owned */
	char *header_text;
	/* The row that is being read. */
	size_t line; /* where it begins, 0: not begun */
	size_t n; /* fields kept */
	size_t seen; /* fields, kept or not */
	size_t over; /* the first non-empty one beyond FIELDS_MAX; 0: none */
	size_t huge; /* the first one over FIELD_MAX; 0: none */
	bool complete;
	size_t open; /* the field left open at the end of a line; 0: none */
	size_t open_line;
	struct jr__place after_open; /* where to go on if it is never closed */
	size_t used; /* of text */
	const char *field[FIELDS_MAX];
	size_t len[FIELDS_MAX];
	char *text; /* ROW_MAX + FIELDS_MAX bytes */
};

static int
no_memory(struct jr_error *err)
{
	return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
}

/* --- One row ------------------------------------------------------------ */

static void
begin_row(struct jr_csv *c)
{
	jr__lines_keep(c->lines);
	c->line = c->n = c->seen = c->over = c->huge = c->open = c->used = 0;
	c->complete = false;
}

static void
on_field(void *text, size_t len, void *arg)
{
	struct jr_csv *c = arg;

	c->seen++;
	if (len > FIELD_MAX && c->huge == 0)
		c->huge = c->seen;
	if (c->n == FIELDS_MAX) {
		if (len > 0 && c->over == 0)
			c->over = c->seen;
		return;
	}
	assert(c->used + len < ROW_MAX + FIELDS_MAX);
	if (len > 0)
		memcpy(c->text + c->used, text, len);
	c->text[c->used + len] = '\0';
	c->field[c->n] = c->text + c->used;
	c->len[c->n++] = len;
	c->used += len + 1;
}

static void
on_row(int end, void *arg)
{
	struct jr_csv *c = arg;

	(void)end;
	c->complete = true;
}

/* Forget a row that is half read. */
static void
reset(struct jr_csv *c)
{
	csv_fini(&c->parser, NULL, NULL, NULL);
}

/*
 * libcsv's strict mode stops at a quote inside an unquoted field, which is
 * text: it gets this one byte in the other mode.
 */
static void
feed_text_quote(struct jr_csv *c, const char *quote)
{
	csv_set_opts(&c->parser, 0);
	csv_parse(&c->parser, quote, 1, on_field, on_row, c);
	csv_set_opts(&c->parser, CSV_STRICT);
}

/* JR_EINVAL: text behind a closing quote; err is left alone. */
static int
feed(struct jr_csv *c, const char *text, size_t len)
{
	size_t done;

	for (;;) {
		done = csv_parse(&c->parser, text, len, on_field, on_row, c);
		if (done == len)
			return JR_OK;
		if (csv_error(&c->parser) != CSV_EPARSE)
			return JR_ENOMEM;
		if (c->parser.quoted)
			return JR_EINVAL;
		feed_text_quote(c, text + done);
		text += done + 1;
		len -= done + 1;
	}
}

static bool
ends_line(const struct jr__line *line)
{
	char last = line->text[line->len - 1];

	return last == '\n' || last == '\r';
}

static int
never_closed(struct jr_csv *c, struct jr_error *err)
{
	reset(c);
	jr__lines_back(c->lines, c->after_open);
	return jr_error_at(err, JR_EINVAL, c->open_line, c->open,
	    N_("the quote that opens here is never closed"));
}

static int
too_long(struct jr_csv *c, struct jr_error *err)
{
	reset(c);
	return jr_error_at(
	    err, JR_EINVAL, c->line, 0, N_("the row is longer than 1 MiB"));
}

/* The line ended inside of a quoted field. */
static int
stay_open(struct jr_csv *c, size_t line, struct jr_error *err)
{
	if (c->open != c->seen + 1) {
		c->open = c->seen + 1;
		c->open_line = line;
		c->after_open = jr__lines_place(c->lines);
	}
	if (c->parser.entry_pos <= FIELD_MAX)
		return JR_OK;
	reset(c);
	jr__lines_back(c->lines, c->after_open);
	return jr_error_at(err, JR_EINVAL, c->open_line, c->open,
	    N_("the quote that opens here is not closed within 64 KiB"));
}

static int
bad_quote(struct jr_csv *c, size_t line, struct jr_error *err)
{
	if (c->open == c->seen + 1)
		return never_closed(c, err);
	reset(c);
	return jr_error_at(err, JR_EINVAL, line, c->seen + 1,
	    N_("text behind a closing quote; a quote inside of quotes is "
	       "written twice"));
}

static int
add_line(struct jr_csv *c, const struct jr__line *line, struct jr_error *err)
{
	int rc;

	rc = feed(c, line->text, line->len);
	if (rc == JR_OK && !ends_line(line))
		rc = feed(c, "\n", 1);
	if (rc == JR_ENOMEM)
		return no_memory(err);
	if (rc < 0)
		return bad_quote(c, line->no, err);
	if (c->complete)
		return JR_OK;
	if (c->parser.quoted)
		return stay_open(c, line->no, err);
	begin_row(c);
	return JR_OK;
}

static int
check_row(const struct jr_csv *c, struct jr_error *err)
{
	if (c->over != 0)
		return jr_error_at(err, JR_EINVAL, c->line, c->over,
		    N_("the row has more than %d fields"), FIELDS_MAX);
	if (c->huge != 0)
		return jr_error_at(err, JR_EINVAL, c->line, c->huge,
		    N_("the field is longer than 64 KiB"));
	return JR_OK;
}

/* The next row that is not a blank line.  JR_DONE; as jr_csv_next(). */
static int
read_row(struct jr_csv *c, struct jr_error *err)
{
	struct jr__line line;
	int rc;

	begin_row(c);
	while (!c->complete) {
		rc = jr__lines_next(c->lines, &line, err);
		if (c->line == 0)
			c->line = line.no;
		if (rc == JR_DONE && c->open != 0)
			return never_closed(c, err);
		if (rc == JR_EINVAL)
			return too_long(c, err);
		if (rc != JR_OK || (rc = add_line(c, &line, err)) != JR_OK)
			return rc;
	}
	return check_row(c, err);
}

/* --- Dialect ------------------------------------------------------------ */

static int
rank(char delimiter)
{
	const char *p = memchr(delimiters, delimiter, DELIMITERS);

	return p != NULL ? (int)(p - delimiters) : -1;
}

/*
 * Count the delimiters of a line that stand outside of quotes; *quoted goes
 * on from line to line.
 */
static void
count_delimiters(const struct jr__line *line, bool *quoted, size_t count[DELIMITERS])
{
	const char *p = line->text, *end = p + line->len;
	bool start = true;
	int r;

	for (; p < end; p++) {
		if (*quoted) {
			*quoted = *p != '"' || (p + 1 < end && p[1] == '"');
			p += *p == '"' && *quoted;
		} else if (*p == '"' && start) {
			*quoted = true;
		} else {
			r = rank(*p);
			if (r >= 0)
				count[r]++;
			start = r >= 0 || (start && *p == ' ');
		}
	}
}

struct tally {
	size_t lines[DELIMITERS]; /* that have it */
	size_t all[DELIMITERS]; /* times it stands in them */
};

/* true: the line, or lines up to the end of a quoted field, had any. */
static bool
tally_line(struct tally *t, const struct jr__line *line, bool *quoted)
{
	size_t count[DELIMITERS] = { 0 }, i;
	bool any = false;

	count_delimiters(line, quoted, count);
	for (i = 0; i < DELIMITERS; i++) {
		t->lines[i] += count[i] > 0;
		t->all[i] += count[i];
		any = any || t->all[i] > 0;
	}
	return any && !*quoted;
}

static char
most_frequent(const struct tally *t)
{
	size_t best = 0, i;

	for (i = 1; i < DELIMITERS; i++)
		if (t->lines[i] > t->lines[best] ||
		    (t->lines[i] == t->lines[best] && t->all[i] > t->all[best]))
			best = i;
	return t->lines[best] > 0 ? delimiters[best] : ',';
}

/*
 * From the header, that is the first line with a delimiter in it; for a grid,
 * whose first lines are titles, from many lines.
 */
static int
find_delimiter(struct jr_csv *c, struct jr_error *err)
{
	struct tally t = { 0 };
	struct jr__line line;
	bool quoted = false;
	size_t i;
	int rc = JR_OK;

	for (i = 0; i < SAMPLE && rc == JR_OK; i++) {
		jr__lines_keep(c->lines);
		if ((rc = jr__lines_next(c->lines, &line, err)) == JR_OK &&
		    tally_line(&t, &line, &quoted) && !c->no_header)
			break;
	}
	if (rc == JR_EIO || rc == JR_ENOMEM)
		return rc;
	c->delimiter = most_frequent(&t);
	return JR_OK;
}

static bool
can_delimit(char c)
{
	return (c == '\t' || c >= ' ') && c < 0x7f && c != '"' &&
	    !(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The delimiter of an Excel line sep=; (also in quotes); 0: no such line. */
static char
sep_of(const struct jr__line *line)
{
	const char *p = line->text;
	size_t n = line->len;

	while (n > 0 && (p[n - 1] == '\n' || p[n - 1] == '\r'))
		n--;
	if (n == 7 && p[0] == '"' && p[6] == '"') {
		p++;
		n -= 2;
	}
	if (n != 5 || strncasecmp(p, "sep=", 4) != 0 || !can_delimit(p[4]))
		return 0;
	return p[4];
}

static int
find_sep(struct jr_csv *c, struct jr_error *err)
{
	struct jr__line line;
	char sep = 0;
	int rc;

	jr__lines_keep(c->lines);
	rc = jr__lines_next(c->lines, &line, err);
	if (rc == JR_EIO || rc == JR_ENOMEM)
		return rc;
	if (rc == JR_OK)
		sep = sep_of(&line);
	c->sep = sep != 0;
	if (!c->sep)
		jr__lines_rewind(c->lines);
	else if (c->delimiter == 0)
		c->delimiter = sep;
	return JR_OK;
}

static void
describe(struct jr_csv *c)
{
	char quoted[4] = { '\'', c->delimiter, '\'', '\0' };

	snprintf(c->dialect, sizeof(c->dialect), "%s%s, %s%s",
	    jr__charset_name(c->enc.charset), c->enc.mark > 0 ? " with BOM" : "",
	    c->delimiter == '\t' ? "tab" : quoted, c->sep ? ", sep=" : "");
}

static int
find_dialect(struct jr_csv *c, struct jr_error *err)
{
	int rc;

	if ((rc = find_sep(c, err)) < 0)
		return rc;
	if (c->delimiter == 0 && (rc = find_delimiter(c, err)) < 0)
		return rc;
	csv_set_delim(&c->parser, (unsigned char)c->delimiter);
	describe(c);
	return JR_OK;
}

/* --- Header ------------------------------------------------------------- */

static size_t
without_empty_end(const struct jr_csv *c, size_t least)
{
	size_t n = c->n;

	while (n > least && c->len[n - 1] == 0)
		n--;
	return n;
}

/* The next row that has anything in it. */
static int
read_filled(struct jr_csv *c, struct jr_error *err)
{
	int rc;

	do
		rc = read_row(c, err);
	while (rc == JR_OK && without_empty_end(c, 0) == 0);
	return rc;
}

/* Make the row just read the header; it ends in a field that is not empty. */
static int
keep_header(struct jr_csv *c, struct jr_error *err)
{
	size_t n = without_empty_end(c, 0), i;
	const char **field = malloc(n * sizeof(*field));
	size_t *len = malloc(n * sizeof(*len));

	c->header = (struct jr_csv_row){ c->line, n, field, len };
	c->header_text = malloc(c->used);
	if (field == NULL || len == NULL || c->header_text == NULL)
		return no_memory(err);
	memcpy(c->header_text, c->text, c->used);
	for (i = 0; i < n; i++) {
		field[i] = c->header_text + (c->field[i] - c->text);
		len[i] = c->len[i];
	}
	return JR_OK;
}

/* To the first row of the data. */
static int
start(struct jr_csv *c, struct jr_error *err)
{
	struct jr__line line;
	int rc = JR_OK;

	jr__lines_rewind(c->lines);
	if (c->sep)
		rc = jr__lines_next(c->lines, &line, err);
	if (rc < 0 || c->no_header)
		return rc;
	rc = read_filled(c, err);
	if (rc == JR_DONE)
		return jr_error_set(err, JR_EINVAL,
		    N_("the input is empty; its first row should name the "
		       "columns"));
	return rc;
}

static int
check_width(struct jr_csv *c, struct jr_error *err)
{
	size_t want = c->header.n, n = without_empty_end(c, want);

	c->n = n;
	if (n == want)
		return JR_OK;
	return jr_error_at(err, JR_EINVAL, c->line, n > want ? want + 1 : 0,
	    jr_ngettext("the row has %zu field, the header has %zu",
		"the row has %zu fields, the header has %zu", n),
	    n, want);
}

/* --- The public face ---------------------------------------------------- */

static int
open_text(struct jr_csv *c, FILE *in, const struct jr_csv_opts *opts,
    struct jr_error *err)
{
	size_t max = opts->max_bytes != 0 ? opts->max_bytes : BYTES_MAX;
	int rc;

	if (opts->delimiter != 0 && !can_delimit(opts->delimiter))
		return jr_error_set(err, JR_EINVAL,
		    N_("'%c' cannot be a delimiter"), opts->delimiter);
	if ((rc = jr__spool_read(&c->spool, in, max, err)) < 0)
		return rc;
	if (c->no_header && jr__spool_size(c->spool) == 0)
		return jr_error_set(err, JR_EINVAL, N_("the input is empty"));
	rc = jr__encoding_find(c->spool, opts->encoding, &c->enc, err);
	if (rc < 0)
		return rc;
	c->lines = jr__lines_new(c->spool, c->enc, ROW_MAX);
	c->text = malloc(ROW_MAX + FIELDS_MAX);
	if (c->lines == NULL || c->text == NULL)
		return no_memory(err);
	return JR_OK;
}

static int
open_rows(struct jr_csv *c, struct jr_error *err)
{
	int rc;

	if ((rc = find_dialect(c, err)) < 0 || (rc = start(c, err)) < 0)
		return rc;
	return c->no_header ? JR_OK : keep_header(c, err);
}

int
jr_csv_open(struct jr_csv **out, FILE *in, const struct jr_csv_opts *opts,
    struct jr_error *err)
{
	struct jr_csv *c;
	int rc;

	*out = NULL;
	jr_error_clear(err);
	if ((c = calloc(1, sizeof(*c))) == NULL)
		return no_memory(err);
	csv_init(&c->parser, CSV_STRICT);
	csv_set_blk_size(&c->parser, 4096);
	c->no_header = opts->no_header;
	c->delimiter = opts->delimiter;
	if ((rc = open_text(c, in, opts, err)) == JR_OK)
		rc = open_rows(c, err);
	if (rc == JR_OK)
		*out = c;
	else
		jr_csv_close(c);
	return rc;
}

const struct jr_csv_row *
jr_csv_header(const struct jr_csv *c)
{
	return c->no_header ? NULL : &c->header;
}

const char *
jr_csv_dialect(const struct jr_csv *c)
{
	return c->dialect;
}

int
jr_csv_next(struct jr_csv *c, struct jr_csv_row *row, struct jr_error *err)
{
	int rc;

	*row = (struct jr_csv_row){ 0, 0, c->field, c->len };
	jr_error_clear(err);
	rc = c->no_header ? read_row(c, err) : read_filled(c, err);
	if (rc == JR_DONE && jr__spool_unchanged(c->spool, err) < 0)
		return err->rc;
	if (rc == JR_OK && !c->no_header)
		rc = check_width(c, err);
	if (rc == JR_OK)
		*row = (struct jr_csv_row){ c->line, c->n, c->field, c->len };
	return rc;
}

int
jr_csv_rewind(struct jr_csv *c, struct jr_error *err)
{
	jr_error_clear(err);
	return start(c, err);
}

void
jr_csv_close(struct jr_csv *c)
{
	if (c == NULL)
		return;
	free((void *)c->header.field);
	free((void *)c->header.len);
	free(c->header_text);
	free(c->text);
	csv_free(&c->parser);
	jr__lines_free(c->lines);
	jr__spool_free(c->spool);
	free(c);
}

/* --- Output ------------------------------------------------------------- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
needs_quotes(const char *s, size_t n, char delimiter)
{
	if (n == 0)
		return false;
	return is_blank(s[0]) || is_blank(s[n - 1]) ||
	    memchr(s, delimiter, n) != NULL || memchr(s, '"', n) != NULL ||
	    memchr(s, '\n', n) != NULL || memchr(s, '\r', n) != NULL;
}

void
jr_csv_quote(struct jr_buf *out, const char *s, size_t n, char delimiter)
{
	const char *quote;
	size_t part;

	if (!needs_quotes(s, n, delimiter)) {
		jr_buf_add(out, s, n);
		return;
	}
	jr_buf_addc(out, '"');
	while ((quote = memchr(s, '"', n)) != NULL) {
		part = (size_t)(quote - s) + 1;
		jr_buf_add(out, s, part);
		jr_buf_addc(out, '"');
		s += part;
		n -= part;
	}
	jr_buf_add(out, s, n);
	jr_buf_addc(out, '"');
}
