/* A worksheet: its cells as CSV. */
#include <string.h>

#include "base/csv.h"
#include "sheet_impl.h"

#define LINE_SEPARATOR "\xe2\x80\xa8"	/* U+2028 */

enum type { NUMBER, SHARED, INLINE, FORMULA_TEXT, BOOLEAN, ERROR, ISO };

struct rows {
	struct sheet_book *book;
	const struct sheet_opts *opts;
	struct sheet_out *out;
	struct sheet_found *found;
	struct sheet_merges merges;
	struct jr_error	*err;
	bool		 first;		/* of two passes: merged ranges stand behind the cells */
	bool		 peek;		/* end at the first value */
	bool		 seen;		/* this is a worksheet */

	bool		 in_data, in_row, in_cell, in_value, in_inline;
	int		 phonetic;
	uint32_t	 row, column;	/* from 1; of the last one begun */
	enum type	 type;
	long		 style;
	bool		 formula;
	struct jr_buf	 value;		/* as it stands in the file */
	struct jr_buf	 text;		/* what it means */

	uint32_t	 line, field;	/* where the CSV stands, from 1 */
	bool		 begun;		/* the line has a cell */
	uint32_t	 width;		/* of the first line with any; 0: there is none yet */
};

static int
no_memory(struct rows *r)
{
	return jr_error_set(r->err, JR_ENOMEM, N_("out of memory"));
}

/* --- Values ----------------------------------------------------------------------- */

static void
trim(struct jr_buf *b)
{
	const char *blanks = " \t\r\n";
	size_t begin = strspn(jr_buf_str(b), blanks);

	if (b->len == 0)
		return;
	while (b->len > begin && strchr(blanks, b->data[b->len - 1]) != NULL)
		b->len--;
	b->len -= begin;
	memmove(b->data, b->data + begin, b->len);
	b->data[b->len] = '\0';
}

static int
add_shared(struct rows *r)
{
	const struct sheet_book *b = r->book;
	long i = sheet_number(jr_buf_str(&r->value), (long)b->nstrings - 1);

	if (i < 0)
		return jr_error_at(r->err, JR_EINVAL, r->row, r->column,
		    N_("the cell's text, number %s, is missing; open the workbook and save it again"),
		    jr_buf_str(&r->value));
	jr_buf_add(&r->text, jr_buf_str(&b->text) + b->string[i], b->string[i + 1] - b->string[i]);
	return JR_OK;
}

static int
add_number(struct rows *r)
{
	const struct sheet_book *b = r->book;
	enum sheet_format format = r->style >= 0 && (size_t)r->style < b->formats ?
	    (enum sheet_format)b->format[r->style] : SHEET_PLAIN;

	if (sheet_value_number(&r->text, jr_buf_str(&r->value), format, b->from1904))
		return JR_OK;
	return jr_error_at(r->err, JR_EINVAL, r->row, r->column, N_("'%s' is no number"),
	    jr_buf_str(&r->value));
}

/* r->value → r->text. */
static int
work_out(struct rows *r)
{
	jr_buf_clear(&r->text);
	if (r->type == INLINE || r->type == FORMULA_TEXT) {
		sheet_unescape(&r->text, jr_buf_str(&r->value), r->value.len);
		return JR_OK;
	}
	trim(&r->value);
	if (r->value.len == 0)
		return JR_OK;
	switch (r->type) {
	case SHARED:
		return add_shared(r);
	case BOOLEAN:
		jr_buf_adds(&r->text, sheet_number(jr_buf_str(&r->value), 1) == 0 ||
		    strcmp(jr_buf_str(&r->value), "false") == 0 ? "FALSE" : "TRUE");
		return JR_OK;
	case ERROR:
		jr_buf_add(&r->text, r->value.data, r->value.len);
		return JR_OK;
	case ISO:
		sheet_value_iso(&r->text, jr_buf_str(&r->value));
		return JR_OK;
	default:
		return add_number(r);
	}
}

/* --- Writing ---------------------------------------------------------------------- */

/* Line ends of any kind as LF or U+2028; into r->value, which is done with. */
static void
fold_lines(struct rows *r)
{
	const char *s = jr_buf_str(&r->text);
	size_t n;

	jr_buf_clear(&r->value);
	for (; s[n = strcspn(s, "\r\n")] != '\0'; s += n + 1) {
		jr_buf_add(&r->value, s, n);
		jr_buf_adds(&r->value, r->opts->table ? LINE_SEPARATOR : "\n");
		n += s[n] == '\r' && s[n + 1] == '\n';
	}
	jr_buf_add(&r->value, s, n);
}

static void
end_line(struct rows *r)
{
	if (r->begun && r->width == 0)
		r->width = r->field;
	for (; r->begun && r->opts->table && r->field < r->width; r->field++)
		jr_buf_addc(&r->out->mem, ',');
	jr_buf_addc(&r->out->mem, '\n');
	r->begun = false;
	r->field = 1;
}

static int
write_cell(struct rows *r)
{
	struct jr_buf *out = &r->out->mem;

	for (; r->line < r->row; r->line++)
		end_line(r);
	for (; r->field < r->column; r->field++)
		jr_buf_addc(out, ',');
	fold_lines(r);
	if (r->text.failed || r->value.failed)
		return no_memory(r);
	r->begun = true;
	jr_csv_quote(out, jr_buf_str(&r->value), r->value.len, ',');
	return sheet_out_flush(r->out, r->err);
}

static int
end_cell(struct rows *r)
{
	int rc;

	r->in_cell = r->in_inline = false;
	if (r->peek)
		return r->value.len > 0 ? JR_DONE : JR_OK;
	if (r->formula && r->first && r->value.len == 0 && r->type != FORMULA_TEXT &&
	    r->found->unvalued++ == 0) {
		r->found->row = r->row;
		r->found->column = r->column;
	}
	if ((rc = work_out(r)) < 0)
		return rc;
	if (r->text.failed || r->value.failed)
		return no_memory(r);
	if (r->text.len == 0 || (!r->first &&
	    sheet_merges_cover(&r->merges, r->row - 1, r->column - 1)))
		return JR_OK;
	return write_cell(r);
}

/* --- Elements --------------------------------------------------------------------- */

static int
start_row(struct rows *r, const char *const *a)
{
	const char *text = sheet_attribute(a, "r");
	long row = text != NULL ? sheet_number(text, SHEET_ROWS) : (long)r->row + 1;

	if (row < 1 || row > SHEET_ROWS)
		return jr_error_set(r->err, JR_EINVAL, N_("a sheet has no row '%s', only %d rows"),
		    text != NULL ? text : "", SHEET_ROWS);
	if (row <= (long)r->row)
		return jr_error_at(r->err, JR_EINVAL, (size_t)row, 0,
		    N_("the row stands twice or out of order; open the workbook and save it again"));
	r->row = (uint32_t)row;
	r->column = 0;
	r->in_row = true;
	return JR_OK;
}

static enum type
type_of(const char *t)
{
	static const struct { const char *name; enum type is; } types[] = {
		{ "n", NUMBER }, { "s", SHARED }, { "inlineStr", INLINE }, { "str", FORMULA_TEXT },
		{ "b", BOOLEAN }, { "e", ERROR }, { "d", ISO },
	};

	for (size_t i = 0; t != NULL && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].name, t) == 0)
			return types[i].is;
	return NUMBER;
}

static int
start_cell(struct rows *r, const char *const *a)
{
	const char *ref = sheet_attribute(a, "r"), *s = ref;
	uint32_t row = r->row - 1, column = r->column;

	if (ref != NULL && (!sheet_ref(&s, &row, &column) || *s != '\0' || row != r->row - 1))
		return jr_error_at(r->err, JR_EINVAL, r->row, 0,
		    N_("'%s' is no cell of this row; open the workbook and save it again"), ref);
	if (column < r->column || column >= SHEET_COLUMNS)
		return jr_error_at(r->err, JR_EINVAL, r->row, column + 1,
		    N_("the cell stands twice or out of order; open the workbook and save it again"));
	r->column = column + 1;
	r->type = type_of(sheet_attribute(a, "t"));
	r->style = sheet_attribute(a, "s") == NULL ? 0 : sheet_attribute_number(a, "s", 1 << 20);
	r->in_cell = true;
	r->formula = false;
	r->phonetic = 0;
	jr_buf_clear(&r->value);
	return JR_OK;
}

static int
start_in_cell(struct rows *r, const char *name)
{
	if (strcmp(name, "v") == 0)
		r->in_value = true;
	else if (strcmp(name, "f") == 0)
		r->formula = true;
	else if (strcmp(name, "is") == 0) {
		r->in_inline = true;
		r->type = INLINE;
	} else if (strcmp(name, "rPh") == 0)
		r->phonetic++;
	else if (strcmp(name, "t") == 0)
		r->in_value = r->in_inline && r->phonetic == 0;
	return JR_OK;
}

static int
start(void *arg, const char *name, const char *const *a)
{
	struct rows *r = arg;

	if (r->in_cell)
		return start_in_cell(r, name);
	if (r->in_row)
		return strcmp(name, "c") == 0 ? start_cell(r, a) : JR_OK;
	if (r->in_data)
		return strcmp(name, "row") == 0 ? start_row(r, a) : JR_OK;
	if (strcmp(name, "worksheet") == 0)
		r->seen = true;
	else if (strcmp(name, "sheetData") == 0)
		r->in_data = true;
	else if (strcmp(name, "mergeCell") == 0)
		return sheet_merges_add(&r->merges, sheet_attribute(a, "ref"), r->err);
	return JR_OK;
}

static int
end(void *arg, const char *name)
{
	struct rows *r = arg;

	if (r->in_cell) {
		if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
			r->in_value = false;
		else if (strcmp(name, "rPh") == 0)
			r->phonetic--;
		else if (strcmp(name, "c") == 0)
			return end_cell(r);
	} else if (strcmp(name, "row") == 0)
		r->in_row = false;
	else if (strcmp(name, "sheetData") == 0) {
		r->in_data = false;
		return r->first && !r->peek ? JR_OK : JR_DONE;
	}
	return JR_OK;
}

static int
text(void *arg, const char *s, size_t n)
{
	struct rows *r = arg;

	if (!r->in_value)
		return JR_OK;
	jr_buf_add(&r->value, s, n);
	if (r->value.len > SHEET_CELL_MOST)
		return jr_error_at(r->err, JR_EINVAL, r->row, r->column,
		    N_("a text is longer than Excel's 32767 characters"));
	return JR_OK;
}

/* --- The whole of it ----------------------------------------------------------------- */

static int
pass(struct rows *r, const char *part)
{
	static const struct sheet_xml does = { start, end, text };
	int rc;

	r->in_data = r->in_row = r->in_cell = r->in_value = r->in_inline = false;
	r->row = r->column = 0;
	r->line = r->field = 1;
	r->width = 0;
	r->begun = false;
	if ((rc = sheet_xml_read(r->book->package, part, &does, r, r->err)) < 0)
		return rc;
	if (!r->seen)
		return jr_error_set(r->err, JR_EINVAL, N_("%s is no worksheet"), part);
	return rc;
}

/*
 * What is merged is known behind the cells only: where anything is, they are read
 * once more.
 */
static int
write_rows(struct rows *r, const char *part)
{
	int rc;

	r->first = true;
	if ((rc = pass(r, part)) < 0)
		return rc;
	if (r->merges.n > 0) {
		sheet_out_rewind(r->out);
		r->first = false;
		if ((rc = sheet_merges_start(&r->merges, r->err)) < 0 || (rc = pass(r, part)) < 0)
			return rc;
	}
	if (r->begun)
		end_line(r);
	return r->out->mem.failed ? no_memory(r) : JR_OK;
}

static void
release(struct rows *r)
{
	sheet_merges_release(&r->merges);
	jr_buf_release(&r->value);
	jr_buf_release(&r->text);
}

int
sheet_write(struct sheet_book *b, size_t i, const struct sheet_opts *opts,
    struct sheet_out *out, struct sheet_found *found, struct jr_error *err)
{
	struct rows r = { .book = b, .opts = opts, .out = out, .found = found, .err = err };
	int rc;

	*found = (struct sheet_found){ 0 };
	if (b->sheet[i].path == NULL)
		return jr_error_set(err, JR_EINVAL, N_("'%s' is no worksheet"), b->sheet[i].tab.name);
	if ((rc = sheet_book_load(b, err)) == JR_OK)
		rc = write_rows(&r, b->sheet[i].path);
	release(&r);
	return rc;
}

bool
sheet_has_data(struct sheet_book *b, size_t i)
{
	struct jr_error ignored = { 0 };
	struct rows r = { .book = b, .peek = true, .err = &ignored };
	bool data;
	int rc;

	if (b->sheet[i].path == NULL)
		return false;
	rc = pass(&r, b->sheet[i].path);
	data = rc < 0 || (rc == JR_DONE && r.in_data);
	release(&r);
	return data;
}
