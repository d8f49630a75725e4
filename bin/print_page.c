/* Pages read from the JSON form of tables. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "print.h"

#define VERSION 1		/* of the form that is understood here */

struct print_source {
	json_t		*root;
	json_t		*rows, *footers, *notes;
	const char	**group;	/* of each row; NULL: no groups */
};

static int
bad_page(struct jr_error *e, const char *what)
{
	jr_error_set(e, JR_EINVAL, N_("this is no table in JSON: '%s' is missing or wrong"), what);
	return JR_EINVAL;
}

static int
no_memory(struct jr_error *e)
{
	jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	return JR_ENOMEM;
}

/* --- The head -------------------------------------------------------------------- */

/* A text, or NULL where there is none. */
static const char *
text_at(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static int
column_type(const char *name, enum jr_col_type *out)
{
	static const char *const names[] = {
		[JR_COL_TEXT] = "text", [JR_COL_INT] = "int",
		[JR_COL_DECIMAL] = "decimal", [JR_COL_DATE] = "date",
	};

	for (size_t i = 0; name != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0) {
			*out = (enum jr_col_type)i;
			return JR_OK;
		}
	return JR_EINVAL;
}

static int
take_columns(struct print_page *p, struct jr_error *e)
{
	const json_t *columns = json_object_get(p->source->root, "columns"), *c;
	const json_t *decimals;

	if (!json_is_array(columns) || (p->cols = json_array_size(columns)) == 0)
		return bad_page(e, "columns");
	if ((p->col = calloc(p->cols, sizeof(*p->col))) == NULL)
		return no_memory(e);
	for (size_t i = 0; i < p->cols; i++) {
		c = json_array_get(columns, i);
		p->col[i].name = text_at(c, "name");
		p->col[i].title = text_at(c, "title");
		p->col[i].key = json_is_true(json_object_get(c, "key"));
		p->col[i].decimals = json_is_integer(decimals = json_array_get(
		    json_object_get(p->source->root, "decimals"), i)) ?
		    (int)json_integer_value(decimals) : -1;
		if (p->col[i].name == NULL ||
		    column_type(text_at(c, "type"), &p->col[i].type) < 0)
			return bad_page(e, "columns");
		if (p->col[i].title == NULL)
			p->col[i].title = p->col[i].name;
	}
	return JR_OK;
}

/* --- Rows --------------------------------------------------------------------------- */

/* A list, or none; each row of it as wide as the table where cols is not 0. */
static int
take_list(struct print_page *p, const char *key, size_t cols, json_t **out, size_t *n,
    struct jr_error *e)
{
	const json_t *row;
	size_t i;

	*out = json_object_get(p->source->root, key);
	*n = 0;
	if (*out == NULL || json_is_null(*out))
		return JR_OK;
	if (!json_is_array(*out))
		return bad_page(e, key);
	*n = json_array_size(*out);
	json_array_foreach(*out, i, row)
		if (cols != 0 ? !json_is_array(row) || json_array_size(row) != cols :
		    !json_is_string(row))
			return bad_page(e, key);
	return JR_OK;
}

static int
take_group(struct print_page *p, const json_t *g, struct jr_error *e)
{
	json_int_t first = json_integer_value(json_object_get(g, "row"));
	json_int_t n = json_integer_value(json_object_get(g, "rows"));
	const char *title = text_at(g, "title");

	if (title == NULL || first < 0 || n < 0 || (size_t)first > p->rows ||
	    (size_t)n > p->rows - (size_t)first)
		return bad_page(e, "groups");
	for (size_t i = 0; i < (size_t)n; i++)
		p->source->group[(size_t)first + i] = title;
	return JR_OK;
}

static int
take_groups(struct print_page *p, struct jr_error *e)
{
	const json_t *groups = json_object_get(p->source->root, "groups"), *g;
	const json_t *heading = json_object_get(p->source->root, "group");
	size_t i;
	int rc;

	if (!json_is_array(groups) || json_array_size(groups) == 0)
		return JR_OK;
	if ((p->group_title = text_at(heading, "title")) == NULL &&
	    (p->group_title = text_at(heading, "name")) == NULL)
		return bad_page(e, "group");
	if ((p->source->group = calloc(p->rows + 1, sizeof(*p->source->group))) == NULL)
		return no_memory(e);
	json_array_foreach(groups, i, g)
		if ((rc = take_group(p, g, e)) < 0)
			return rc;
	return JR_OK;
}

/* --- What a paper has besides ------------------------------------------------------- */

static int
take_signatures(struct print_page *p, struct jr_error *e)
{
	const json_t *list = json_object_get(p->source->root, "signatures"), *s;
	size_t i;

	if (!json_is_array(list) || json_array_size(list) == 0)
		return JR_OK;
	if ((p->sign = calloc(json_array_size(list), sizeof(*p->sign))) == NULL)
		return no_memory(e);
	json_array_foreach(list, i, s) {
		p->sign[i].role = text_at(s, "role");
		p->sign[i].name = text_at(s, "name");
		if (p->sign[i].role == NULL)
			return bad_page(e, "signatures");
	}
	p->signs = json_array_size(list);
	return JR_OK;
}

/* The names of a list, a line each. */
static int
join_names(const json_t *list, struct jr_buf *out, struct jr_error *e)
{
	const json_t *name;
	size_t i;

	if (json_is_string(list))
		jr_buf_adds(out, json_string_value(list));
	else
		json_array_foreach(list, i, name)
			if (json_is_string(name))
				jr_buf_addf(out, "%s%s", out->len > 0 ? "\n" : "",
				    json_string_value(name));
	return out->failed ? no_memory(e) : JR_OK;
}

static int
take_chart(struct print_page *p, struct jr_error *e)
{
	const json_t *chart = json_object_get(p->source->root, "chart"), *y;
	struct jr_buf names = JR_BUF_INIT;
	int rc;

	if (!json_is_object(chart))
		return JR_OK;
	y = json_object_get(chart, "y");
	if (text_at(chart, "kind") == NULL)
		return bad_page(e, "chart");
	if ((rc = join_names(y, &names, e)) == JR_OK && p->rows > 0)
		rc = print_page_draw(p, text_at(chart, "kind"), text_at(chart, "x"),
		    y != NULL ? jr_buf_str(&names) : NULL, e);
	jr_buf_release(&names);
	if (rc != JR_EINVAL)
		return rc;
	jr_error_clear(e);	/* a pivot without those columns, say: there is no picture */
	return JR_OK;
}

static int
take_paper(struct print_page *p, struct jr_error *e)
{
	const json_t *head = json_object_get(p->source->root, "head");
	int rc;

	if ((p->lang = text_at(p->source->root, "lang")) == NULL)
		p->lang = "en";
	p->school = text_at(head, "school");
	p->period = text_at(head, "period");
	p->day = text_at(head, "date");
	p->follows = json_is_true(json_object_get(p->source->root, "follow"));
	if ((rc = take_signatures(p, e)) < 0)
		return rc;
	return take_chart(p, e);
}

static int
take(struct print_page *p, struct jr_error *e)
{
	struct print_source *s = p->source;
	json_int_t version = json_integer_value(json_object_get(s->root, "journal-table"));
	int rc;

	if (version == 0)
		return bad_page(e, "journal-table");
	if (version > VERSION) {
		jr_error_set(e, JR_EINVAL, N_("a table of kind %d; only kind %d is known here"),
		    (int)version, VERSION);
		return JR_EINVAL;
	}
	p->title = text_at(s->root, "title");
	if ((rc = take_columns(p, e)) < 0 ||
	    (rc = take_list(p, "rows", p->cols, &s->rows, &p->rows, e)) < 0 ||
	    (rc = take_list(p, "footers", p->cols, &s->footers, &p->footers, e)) < 0 ||
	    (rc = take_list(p, "notes", 0, &s->notes, &p->notes, e)) < 0)
		return rc;
	if ((rc = take_groups(p, e)) < 0)
		return rc;
	return take_paper(p, e);
}

/* --- Reading ---------------------------------------------------------------------- */

/* The first byte that is no space stays to be read; EOF: none. */
static int
skip_space(FILE *in)
{
	int byte;

	while ((byte = getc(in)) != EOF && isspace(byte))
		;
	return byte == EOF ? EOF : ungetc(byte, in);
}

static json_t *
load(FILE *in, struct jr_error *e)
{
	json_error_t why;
	json_t *root = json_loadf(in, JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &why);

	if (root != NULL && json_is_object(root))
		return root;
	json_decref(root);
	if (ferror(in)) {
		jr_error_set(e, JR_EIO, "%s", strerror(errno));
	} else {
		jr_error_set(e, JR_EINVAL, N_("this is no table in JSON: %s"),
		    root == NULL ? why.text : N_("an object is expected"));
		e->line = root == NULL && why.line > 0 ? (size_t)why.line : 0;
	}
	return NULL;
}

int
print_page_read(struct print_page **out, FILE *in, struct jr_error *e)
{
	struct print_page *p;
	int rc;

	*out = NULL;
	if (skip_space(in) == EOF) {
		if (!ferror(in))
			return JR_DONE;
		jr_error_set(e, JR_EIO, "%s", strerror(errno));
		return JR_EIO;
	}
	if ((p = calloc(1, sizeof(*p))) == NULL ||
	    (p->source = calloc(1, sizeof(*p->source))) == NULL) {
		free(p);
		return no_memory(e);
	}
	rc = (p->source->root = load(in, e)) == NULL ? e->rc : take(p, e);
	if (rc < 0) {
		print_page_free(p);
		return rc;
	}
	*out = p;
	return JR_OK;
}

void
print_page_free(struct print_page *p)
{
	if (p == NULL)
		return;
	json_decref(p->source->root);
	free(p->source->group);
	free(p->sign);
	free(p->drawing.y);
	free(p->source);
	free(p->col);
	free(p);
}

/* --- Cells ---------------------------------------------------------------------------- */

void
print_page_cell(const struct print_page *p, size_t row, size_t col, struct print_cell *out)
{
	const struct print_source *s = p->source;
	const json_t *cells = row < p->rows ? json_array_get(s->rows, row) :
	    json_array_get(s->footers, row - p->rows);
	const json_t *cell = json_array_get(cells, col);

	*out = (struct print_cell){ PRINT_EMPTY, NULL, 0 };
	if (json_is_string(cell)) {
		out->kind = PRINT_TEXT;
		out->text = json_string_value(cell);
	} else if (json_is_number(cell)) {
		out->kind = PRINT_NUMBER;
		out->number = json_number_value(cell);
	}
}

const char *
print_page_group(const struct print_page *p, size_t row)
{
	return p->source->group != NULL && row < p->rows ? p->source->group[row] : NULL;
}

const char *
print_page_note(const struct print_page *p, size_t i)
{
	return json_string_value(json_array_get(p->source->notes, i));
}
