/* What cells refer to: shared strings and formats. */
#include <stdlib.h>
#include <string.h>

#include "sheet_impl.h"

#define FORMATS_MOST 65536

static int
no_memory(struct jr_error *err)
{
	return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
}

/* --- Shared strings ------------------------------------------------------------- */

struct strings {
	struct sheet_book *book;
	struct jr_error *err;
	struct jr_buf	 raw;		/* of the string being read */
	size_t		 cap;
	bool		 in_text;	/* t of si or of its runs */
	int		 phonetic;	/* rPh: how a reader of Japanese says it */
};

/* Where the next string begins, which is where the last one ends. */
static int
mark(struct strings *s)
{
	struct sheet_book *b = s->book;
	uint32_t *more;

	if (b->nstrings == s->cap) {
		s->cap = s->cap == 0 ? 256 : 2 * s->cap;
		if ((more = realloc(b->string, s->cap * sizeof(*more))) == NULL)
			return no_memory(s->err);
		b->string = more;
	}
	b->string[b->nstrings++] = (uint32_t)b->text.len;
	return JR_OK;
}

static int
string_start(void *arg, const char *name, const char *const *a)
{
	struct strings *s = arg;

	(void)a;
	if (strcmp(name, "si") == 0) {
		if (s->book->nstrings > SHEET_STRINGS_MOST)
			return jr_error_set(s->err, JR_EINVAL,
			    N_("the workbook has more than %d different texts, the most that is "
			       "read"), SHEET_STRINGS_MOST);
		jr_buf_clear(&s->raw);
		s->phonetic = 0;
	} else if (strcmp(name, "rPh") == 0)
		s->phonetic++;
	else if (strcmp(name, "t") == 0)
		s->in_text = s->phonetic == 0;
	return JR_OK;
}

static int
string_text(void *arg, const char *text, size_t n)
{
	struct strings *s = arg;

	if (!s->in_text)
		return JR_OK;
	jr_buf_add(&s->raw, text, n);
	if (s->raw.failed)
		return no_memory(s->err);
	if (s->raw.len > SHEET_CELL_MOST)
		return jr_error_set(s->err, JR_EINVAL,
		    N_("a text is longer than Excel's 32767 characters"));
	if (s->raw.len + s->book->text.len > SHEET_TEXT_MOST)
		return jr_error_set(s->err, JR_EINVAL,
		    N_("the workbook has more than %zu MiB of text, the most that is read"),
		    SHEET_TEXT_MOST / SHEET_MIB);
	return JR_OK;
}

static int
string_end(void *arg, const char *name)
{
	struct strings *s = arg;

	if (strcmp(name, "t") == 0)
		s->in_text = false;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic--;
	else if (strcmp(name, "si") == 0) {
		sheet_unescape(&s->book->text, jr_buf_str(&s->raw), s->raw.len);
		return s->book->text.failed ? no_memory(s->err) : mark(s);
	}
	return JR_OK;
}

static int
read_strings(struct sheet_book *b, struct jr_error *err)
{
	static const struct sheet_xml does = { string_start, string_end, string_text };
	struct strings s = { .book = b, .err = err };
	int rc;

	if (b->strings == NULL)
		return JR_OK;
	if ((rc = mark(&s)) == JR_OK)
		rc = sheet_xml_read(b->package, b->strings, &does, &s, err);
	if (rc == JR_OK)
		b->nstrings--;		/* the last mark is the end */
	jr_buf_release(&s.raw);
	return rc;
}

/* --- Formats --------------------------------------------------------------------- */

struct styles {
	struct sheet_book *book;
	struct jr_error	*err;
	unsigned char	 custom[FORMATS_MOST];	/* by id: format + 1; 0: not said */
	bool		 of_cells;		/* inside cellXfs */
	size_t		 cap;
};

static int
add_style(struct styles *s, long id)
{
	struct sheet_book *b = s->book;
	unsigned char *more;

	if (b->formats == FORMATS_MOST)
		return jr_error_set(s->err, JR_EINVAL,
		    N_("the workbook has more than %d styles of cells, the most that is read"),
		    FORMATS_MOST);
	if (b->formats == s->cap) {
		s->cap = s->cap == 0 ? 64 : 2 * s->cap;
		if ((more = realloc(b->format, s->cap)) == NULL)
			return no_memory(s->err);
		b->format = more;
	}
	b->format[b->formats++] = id >= 0 && s->custom[id] != 0 ?
	    (unsigned char)(s->custom[id] - 1) : (unsigned char)sheet_format_builtin(id);
	return JR_OK;
}

static int
style_start(void *arg, const char *name, const char *const *a)
{
	struct styles *s = arg;
	const char *code;
	long id;

	if (strcmp(name, "cellXfs") == 0) {
		s->of_cells = true;
	} else if (strcmp(name, "numFmt") == 0) {
		id = sheet_attribute_number(a, "numFmtId", FORMATS_MOST - 1);
		code = sheet_attribute(a, "formatCode");
		if (id >= 0 && code != NULL)
			s->custom[id] = (unsigned char)(sheet_format_of(code) + 1);
	} else if (strcmp(name, "xf") == 0 && s->of_cells) {
		return add_style(s, sheet_attribute_number(a, "numFmtId", FORMATS_MOST - 1));
	}
	return JR_OK;
}

static int
style_end(void *arg, const char *name)
{
	struct styles *s = arg;

	if (strcmp(name, "cellXfs") == 0)
		s->of_cells = false;
	return JR_OK;
}

static int
read_styles(struct sheet_book *b, struct jr_error *err)
{
	static const struct sheet_xml does = { style_start, style_end, NULL };
	struct styles *s;
	int rc;

	if (b->styles == NULL)
		return JR_OK;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return no_memory(err);
	s->book = b;
	s->err = err;
	rc = sheet_xml_read(b->package, b->styles, &does, s, err);
	free(s);
	return rc;
}

int
sheet_book_load(struct sheet_book *b, struct jr_error *err)
{
	int rc;

	if (b->loaded)
		return JR_OK;
	if ((rc = read_strings(b, err)) == JR_OK && (rc = read_styles(b, err)) == JR_OK)
		b->loaded = true;
	return rc;
}
