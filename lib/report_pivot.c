/* Reports: a pivot, its columns and the cells under them. */
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

/* Does the pivot's value of one row stand before that of another?  By X_order, days
 * and months by themselves; others stay in the order of the rows. */
static bool
before(const struct jr__frame *l, size_t a, size_t b)
{
	enum jr__type type = l->r->type[l->pivot];
	bool dated = type == JR__DATE || type == JR__MONTH;
	int by = l->pivot_order >= 0 || !dated ? l->pivot_order : l->pivot;
	const char *x = jr__at(l->r, a, by), *y = jr__at(l->r, b, by);

	return x != NULL && (y == NULL || strcmp(x, y) < 0);
}

bool
jr__pivot_values(struct jr__frame *l)
{
	struct jr_map *seen = jr_map_new();
	bool months_too = l->r->type[l->pivot] == JR__MONTH, fine = seen != NULL;
	const char *v;
	int64_t known;

	l->value = calloc(l->end - l->begin + 1, sizeof(*l->value));
	fine = fine && l->value != NULL;
	for (size_t i = l->begin; fine && i < l->end; i++) {
		size_t n = l->values;

		v = jr__at(l->r, i, l->pivot);
		if (v == NULL && !months_too)
			continue;
		if (jr_map_get(seen, v == NULL ? "" : v, v == NULL ? 0 : strlen(v), &known))
			continue;
		fine = jr_map_put(seen, v == NULL ? "" : v, v == NULL ? 0 : strlen(v), 1);
		while (n > 0 && before(l, i, l->value[n - 1])) {
			l->value[n] = l->value[n - 1];
			n--;
		}
		l->value[n] = i;
		l->values++;
	}
	jr_map_free(seen);
	return fine;
}

/* Which of a cell's alternatives a row of the query has; -1: none. */
static int
alternative(const struct jr__frame *l, size_t row, int cell)
{
	for (int k = 0; k < JR__ELSE && l->source[cell][k] >= 0; k++)
		if (jr__at(l->r, row, l->source[cell][k]) != NULL)
			return k;
	return -1;
}

void
jr__pivot_set(struct jr__frame *l, struct jr__shown *n, size_t col, size_t begin, size_t end)
{
	const struct jr__column *c = &l->col[col];
	const char *wanted = jr__at(l->r, l->value[c->value], l->pivot);
	bool text = jr__cell_type(l, c->cell) == JR__TEXT;
	int k;

	for (size_t i = begin; i < end; i++) {
		if (!jr__same(jr__at(l->r, i, l->pivot), wanted))
			continue;
		if ((k = alternative(l, i, c->cell)) < 0) {
			if (!text)
				jr__shown_set(l->x, n, col, jr__cell_type(l, c->cell), NULL,
				    false);
			continue;
		}
		l->otherwise[c->cell][k] = true;
		if (n->place[col] == JR__NO_CELL)
			n->place[col] = n->text.len;
		else
			n->text.data[n->text.len - 1] = ' ';
		jr__add_cell(l->x, &n->text, l->r->type[l->source[c->cell][k]],
		    jr__at(l->r, i, l->source[c->cell][k]), text);
		jr_buf_addc(&n->text, '\0');
	}
}
