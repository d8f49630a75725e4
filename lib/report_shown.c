/* Reports: rows of a query put together to one row of a table. */
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

#define DASH "–"

bool
jr__shown_init(struct jr__shown *n, size_t cols)
{
	memset(n, 0, sizeof(*n));
	n->place = calloc(cols + 1, sizeof(*n->place));
	n->cell = calloc(cols + 1, sizeof(*n->cell));
	return n->place != NULL && n->cell != NULL;
}

void
jr__shown_release(struct jr__shown *n)
{
	free(n->place);
	free(n->cell);
	jr_buf_release(&n->text);
}

void
jr__shown_clear(struct jr__shown *n, size_t cols)
{
	jr_buf_clear(&n->text);
	for (size_t i = 0; i < cols; i++)
		n->place[i] = JR__NO_CELL;
}

const char *const *
jr__shown_cells(struct jr__shown *n, size_t cols)
{
	for (size_t i = 0; i < cols; i++)
		n->cell[i] = n->place[i] == JR__NO_CELL ? NULL : n->text.data + n->place[i];
	return n->cell;
}

void
jr__shown_set(struct jr__run *x, struct jr__shown *n, size_t col, enum jr__type type,
    const char *value, bool as_text)
{
	if (value == NULL && (type == JR__TEXT || type == JR__WORD || type == JR__DATE ||
	    type == JR__MONTH))
		return;
	n->place[col] = n->text.len;
	if (value == NULL)
		jr_buf_adds(&n->text, DASH);
	else
		jr__add_cell(x, &n->text, type, value, as_text);
	jr_buf_addc(&n->text, '\0');
}

bool
jr__same_group(const struct jr__result *r, const char *name, size_t a, size_t b)
{
	int group = jr__result_column(r, name);
	int order = group < 0 ? -1 : jr__result_order(r, name);

	return jr__same(jr__at(r, a, group), jr__at(r, b, group)) &&
	    jr__same(jr__at(r, a, order), jr__at(r, b, order));
}

bool
jr__same_row(const struct jr__frame *l, size_t a, size_t b)
{
	if (jr__is_pivot(l))
		return jr__same_group(l->r, l->part->group, a, b) &&
		    jr__same(jr__at(l->r, a, l->row), jr__at(l->r, b, l->row)) &&
		    jr__same(jr__at(l->r, a, l->row_order), jr__at(l->r, b, l->row_order));
	if (l->join < 0)
		return false;
	for (int i = 0; i < l->r->ncol; i++)
		if (i != l->join && !jr__is_order(l->r->name[i]) &&
		    !jr__same(jr__at(l->r, a, i), jr__at(l->r, b, i)))
			return false;
	return true;
}

static void
set_joined(struct jr__frame *l, struct jr__shown *n, size_t col, size_t begin, size_t end)
{
	const char *v;

	for (size_t i = begin; i < end; i++) {
		if ((v = jr__at(l->r, i, l->join)) == NULL)
			continue;
		if (n->place[col] == JR__NO_CELL)
			n->place[col] = n->text.len;
		else if (!n->text.failed) {
			n->text.len--;
			jr_buf_adds(&n->text, ", ");
		}
		jr__add_cell(l->x, &n->text, l->r->type[l->join], v, true);
		jr_buf_addc(&n->text, '\0');
	}
}

void
jr__shown_fill(struct jr__frame *l, struct jr__shown *n, size_t begin, size_t end, int number)
{
	char text[16];

	jr__shown_clear(n, l->cols);
	for (size_t i = 0; i < l->cols && !n->text.failed; i++) {
		const struct jr__column *c = &l->col[i];

		if (c->source == JR__COUNTED) {
			snprintf(text, sizeof(text), "%d", number);
			jr__shown_set(l->x, n, i, JR__INTEGER, text, false);
		} else if (c->source == JR__PIVOTED)
			jr__pivot_set(l, n, i, begin, end);
		else if (c->source == l->join)
			set_joined(l, n, i, begin, end);
		else
			jr__shown_set(l->x, n, i, l->r->type[c->source],
			    jr__at(l->r, begin, c->source), false);
	}
}
