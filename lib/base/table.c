#include "base/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/table_impl.h"
#include "base/text.h"

#define BLOCK 65536 /* bytes written at a time */

static const struct jr__table_format *const formats[] = {
	[JR_TEXT] = &jr__table_text,
	[JR_CSV] = &jr__table_csv,
	[JR_TSV] = &jr__table_tsv,
	[JR_JSON] = &jr__table_json,
	[JR_HTML] = &jr__table_html,
};

void
jr__table_fail(struct jr_table *t, int rc)
{
	if (t->rc == JR_OK)
		t->rc = rc;
}

static void
flush(struct jr_table *t)
{
	if (t->o.failed || t->notes.failed || t->tmp.failed)
		jr__table_fail(t, JR_ENOMEM);
	else if (t->o.len > 0 && fwrite(t->o.data, 1, t->o.len, t->out) != t->o.len)
		jr__table_fail(t, JR_EIO);
	jr_buf_clear(&t->o);
}

void
jr__table_drain(struct jr_table *t)
{
	if (t->o.len >= BLOCK || t->o.failed)
		flush(t);
}

static size_t
character(const char *s, size_t n)
{
	for (size_t i = 1; i <= 4 && i <= n; i++)
		if (jr_text_valid(s, i))
			return i;
	return 0;
}

const char *
jr__table_utf8(struct jr_table *t, const char *s, size_t *len)
{
	size_t n;

	*len = strlen(s);
	if (jr_text_valid(s, *len))
		return s;
	jr_buf_clear(&t->tmp);
	for (size_t rest = *len; rest > 0; s += n, rest -= n) {
		if ((n = character(s, rest)) > 0)
			jr_buf_add(&t->tmp, s, n);
		else {
			jr_buf_adds(&t->tmp, "\xEF\xBF\xBD");
			n = 1;
		}
	}
	*len = t->tmp.len;
	return jr_buf_str(&t->tmp);
}

static const char *
digits(const char *s)
{
	while (*s >= '0' && *s <= '9')
		s++;
	return s;
}

bool
jr__table_number(const char *s)
{
	const char *end;

	s += *s == '-';
	end = digits(s);
	if (end == s || (*s == '0' && end > s + 1))
		return false;
	if (*end == '.') {
		s = end + 1;
		end = digits(s);
		if (end == s)
			return false;
	}
	return *end == '\0';
}

const char *
jr__table_note(const struct jr_table *t, const char *s)
{
	s = s == NULL ? t->notes.data : s + strlen(s) + 1;
	return s == NULL || s >= t->notes.data + t->notes.len ? NULL : s;
}

static void
drop(struct jr_table *t)
{
	if (t->own != NULL && t->format->drop != NULL)
		t->format->drop(t);
	for (size_t i = 0; t->col != NULL && i < t->ncol; i++) {
		free((char *)t->col[i].name);
		free((char *)t->col[i].title);
	}
	free(t->col);
	free(t->title);
	free(t->group_name);
	free(t->group_heading);
	free(t->group);
	jr_buf_release(&t->o);
	jr_buf_release(&t->notes);
	jr_buf_release(&t->tmp);
	free(t);
}

static bool
copy(char **out, const char *s)
{
	*out = s != NULL ? strdup(s) : NULL;
	return s == NULL || *out != NULL;
}

static bool
copy_column(struct jr_col *to, const struct jr_col *from)
{
	const char *title = from->title != NULL ? from->title : from->name;

	to->type = from->type;
	to->key = from->key;
	to->name = strdup(from->name);
	to->title = strdup(title);
	return to->name != NULL && to->title != NULL;
}

static bool
copy_columns(struct jr_table *t, const struct jr_col *col)
{
	if ((t->col = calloc(t->ncol, sizeof(*t->col))) == NULL)
		return false;
	for (size_t i = 0; i < t->ncol; i++)
		if (!copy_column(&t->col[i], &col[i]))
			return false;
	return true;
}

struct jr_table *
jr_table_new(FILE *out, const struct jr_table_opts *opts, bool first,
    const char *title, const struct jr_col *col, size_t ncol)
{
	struct jr_table *t;

	assert(ncol > 0);
	if ((t = calloc(1, sizeof(*t))) == NULL)
		return NULL;
	t->format = formats[opts->format];
	t->out = out;
	t->opts = *opts;
	t->opts.lang = NULL;
	t->ncol = ncol;
	if (title != NULL && *title == '\0')
		title = NULL;
	if (copy_columns(t, col) && copy(&t->title, title) &&
	    (t->format->open == NULL || t->format->open(t, first, opts->lang)))
		return t;
	drop(t);
	return NULL;
}

void
jr_table_groups(struct jr_table *t, const char *name, const char *heading)
{
	if (t == NULL || t->rc < 0)
		return;
	assert(!t->begun && t->group_name == NULL);
	if (!copy(&t->group_name, name) ||
	    !copy(&t->group_heading, heading != NULL ? heading : name))
		jr__table_fail(t, JR_ENOMEM);
}

static bool
begin(struct jr_table *t)
{
	if (t == NULL || t->rc < 0)
		return false;
	if (!t->begun)
		t->format->head(t);
	t->begun = true;
	return t->rc == JR_OK;
}

void
jr_table_group(struct jr_table *t, const char *title)
{
	if (t != NULL && t->group_name == NULL)
		jr_table_groups(t, "group", NULL);
	if (!begin(t))
		return;
	assert(!t->closing);
	free(t->group);
	if (!copy(&t->group, title))
		jr__table_fail(t, JR_ENOMEM);
	else if (t->format->group != NULL)
		t->format->group(t);
}

void
jr_table_row(struct jr_table *t, const char *const *cells)
{
	if (!begin(t))
		return;
	assert(!t->closing);
	t->format->row(t, cells);
	t->nrow++;
	jr__table_drain(t);
}

void
jr_table_footer(struct jr_table *t, const char *const *cells)
{
	if (!begin(t))
		return;
	t->closing = true;
	t->format->row(t, cells);
	t->nfooter++;
	jr__table_drain(t);
}

void
jr_table_note(struct jr_table *t, const char *text)
{
	if (t != NULL)
		jr_buf_add(&t->notes, text, strlen(text) + 1);
}

void
jr_table_paper(struct jr_table *t, const struct jr_paper *paper)
{
	if (t == NULL || t->rc < 0)
		return;
	assert(!t->begun);
	if (t->format->paper != NULL)
		t->format->paper(t, paper);
}

void
jr_table_sign(struct jr_table *t, const char *role, const char *name)
{
	if (t != NULL && t->rc == JR_OK && t->format->sign != NULL)
		t->format->sign(t, role, name);
}

int
jr_table_end(struct jr_table *t)
{
	int rc;

	if (t == NULL)
		return JR_ENOMEM;
	if (begin(t))
		t->format->end(t);
	flush(t);
	if (fflush(t->out) != 0 || ferror(t->out))
		jr__table_fail(t, JR_EIO);
	rc = t->rc;
	drop(t);
	return rc;
}

int
jr_table_page_end(FILE *out, const struct jr_table_opts *opts)
{
	if (opts->format != JR_HTML)
		return JR_OK;
	fputs("</body>\n</html>\n", out);
	return fflush(out) != 0 || ferror(out) ? JR_EIO : JR_OK;
}
