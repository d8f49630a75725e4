/* Reports: which columns a table has. */
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

void
jr__frame_release(struct jr__frame *l)
{
	free(l->value);
	free(l->col);
	free(l->table_col);
	jr_buf_release(&l->words);
}

static bool
is_cell(const struct jr__frame *l, int source)
{
	for (int c = 0; c < l->part->pivot.cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			if (l->source[c][k] == source)
				return true;
	return false;
}

static void
find_sources(struct jr__frame *l)
{
	const struct jr__pivot *p = &l->part->pivot;

	l->group = jr__result_column(l->r, l->part->group);
	l->join = jr__result_column(l->r, l->part->join);
	l->row = l->row_order = l->pivot = l->pivot_order = -1;
	memset(l->source, -1, sizeof(l->source));
	if (p->cells == 0)
		return;
	l->row = jr__result_column(l->r, p->row);
	l->row_order = jr__result_order(l->r, p->row);
	l->pivot = jr__result_column(l->r, p->column);
	l->pivot_order = jr__result_order(l->r, p->column);
	for (int c = 0; c < p->cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			l->source[c][k] = jr__result_column(l->r, p->cell[c][k]);
}

static int
check_sources(struct jr__frame *l)
{
	const struct jr__pivot *p = &l->part->pivot;
	const struct jr__sqlfile *f = l->x->r->file;
	const char *missing = NULL;
	struct jr_error e = { 0 };

	if (p->cells > 0 && l->row < 0)
		missing = p->row;
	else if (p->cells > 0 && l->pivot < 0)
		missing = p->column;
	for (int c = 0; c < p->cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			if (p->cell[c][k][0] != '\0' && l->source[c][k] < 0)
				missing = p->cell[c][k];
	if (l->part->group != NULL && l->group < 0)
		missing = l->part->group;
	if (l->part->join != NULL && l->join < 0)
		missing = l->part->join;
	if (missing == NULL)
		return JR_OK;
	jr__sqlfile_fail(f, &e, JR_ECONFIG, f->section[l->part->section].sql_line,
	    N_("the query has no column '%s'"), missing);
	return jr__fail(l->x->j, JR_ECONFIG, "%s", e.text);
}

static enum jr_col_type
table_type(enum jr__type type)
{
	switch (type) {
	case JR__INTEGER:
		return JR_COL_INT;
	case JR__TENTHS:
	case JR__HUNDREDTHS:
		return JR_COL_DECIMAL;
	case JR__DATE:
		return JR_COL_DATE;
	default:
		return JR_COL_TEXT;
	}
}

enum jr__type
jr__cell_type(const struct jr__frame *l, int cell)
{
	return l->source[cell][1] >= 0 ? JR__TEXT : l->r->type[l->source[cell][0]];
}

static void
add_column(struct jr__frame *l, int source, size_t value, int cell)
{
	l->col[l->cols++] = (struct jr__column){ source, value, cell };
}

static void
choose_columns(struct jr__frame *l)
{
	if (l->part->numbered)
		add_column(l, JR__COUNTED, 0, 0);
	for (int i = 0; i < l->r->ncol; i++) {
		if (i == l->pivot)
			for (size_t v = 0; v < l->values; v++)
				for (int c = 0; c < l->part->pivot.cells; c++)
					add_column(l, JR__PIVOTED, v, c);
		else if (i != l->group && !jr__is_order(l->r->name[i]) && !is_cell(l, i))
			add_column(l, i, 0, 0);
	}
}

/* Name and title of a column, one behind the other in l->words. */
static void
name_column(struct jr__frame *l, const struct jr__column *c)
{
	const struct jr__pivot *p = &l->part->pivot;
	struct jr_buf *w = &l->words;
	const char *v;

	if (c->source == JR__COUNTED) {
		jr_buf_add(w, "no\0№", sizeof("no\0№"));
		return;
	}
	if (c->source >= 0) {
		jr_buf_add(w, l->r->name[c->source], strlen(l->r->name[c->source]) + 1);
		jr_buf_adds(w, jr__title_of(l->x, l->part->section, l->r->name[c->source]));
		jr_buf_addc(w, '\0');
		return;
	}
	v = jr__at(l->r, l->value[c->value], l->pivot);
	jr_buf_adds(w, v != NULL ? v : "all");
	if (p->cells > 1)
		jr_buf_addf(w, ".%s", p->cell[c->cell][0]);
	jr_buf_addc(w, '\0');
	jr__add_heading(l->x, w, l->r->type[l->pivot], v);
	if (p->cells > 1)
		jr_buf_addf(w, ": %s", jr__title_of(l->x, l->part->section, p->cell[c->cell][0]));
	jr_buf_addc(w, '\0');
}

size_t
jr__frame_label(const struct jr__frame *l)
{
	for (size_t i = 0; i < l->cols; i++)
		if (l->col[i].source >= 0 && (l->row < 0 || l->col[i].source == l->row))
			return i;
	return 0;
}

static bool
describe_columns(struct jr__frame *l)
{
	const char *word;

	for (size_t i = 0; i < l->cols; i++)
		name_column(l, &l->col[i]);
	if (l->words.failed)
		return false;
	word = jr_buf_str(&l->words);
	for (size_t i = 0; i < l->cols; i++) {
		const struct jr__column *c = &l->col[i];

		l->table_col[i].name = word;
		word += strlen(word) + 1;
		l->table_col[i].title = word;
		word += strlen(word) + 1;
		l->table_col[i].type = c->source == JR__COUNTED ? JR_COL_INT :
		    table_type(c->source == JR__PIVOTED ? jr__cell_type(l, c->cell) :
		    l->r->type[c->source]);
	}
	l->table_col[jr__frame_label(l)].key = true;
	return true;
}

int
jr__frame_make(struct jr__frame *l)
{
	size_t most;
	int rc;

	find_sources(l);
	if ((rc = check_sources(l)) < 0)
		return rc;
	if (jr__is_pivot(l) && !jr__pivot_values(l))
		return jr__nomem(l->x->j);
	most = (size_t)l->r->ncol + 2 + l->values * (size_t)l->part->pivot.cells;
	l->col = calloc(most, sizeof(*l->col));
	l->table_col = calloc(most, sizeof(*l->table_col));
	if (l->col == NULL || l->table_col == NULL)
		return jr__nomem(l->x->j);
	choose_columns(l);
	return describe_columns(l) ? JR_OK : jr__nomem(l->x->j);
}
