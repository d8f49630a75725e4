/* References, and the cells that merged ranges cover. */
#include <stdlib.h>

#include "sheet_impl.h"

bool
sheet_ref(const char **at, uint32_t *row, uint32_t *column)
{
	const char *s = *at;
	uint32_t r = 0, c = 0;

	*row = *column = 0;
	for (s += *s == '$'; *s >= 'A' && *s <= 'Z' && c <= SHEET_COLUMNS; s++)
		c = c * 26 + (uint32_t)(*s - 'A') + 1;
	for (s += *s == '$'; *s >= '0' && *s <= '9' && r <= SHEET_ROWS; s++)
		r = r * 10 + (uint32_t)(*s - '0');
	if (c == 0 || c > SHEET_COLUMNS || r == 0 || r > SHEET_ROWS)
		return false;
	*row = r - 1;
	*column = c - 1;
	*at = s;
	return true;
}

int
sheet_merges_add(struct sheet_merges *m, const char *ref, struct jr_error *err)
{
	struct sheet_range g, *more;
	const char *s = ref != NULL ? ref : "";

	if (!sheet_ref(&s, &g.top, &g.left) || *s++ != ':' ||
	    !sheet_ref(&s, &g.bottom, &g.right) || *s != '\0' || g.bottom < g.top ||
	    g.right < g.left)
		return jr_error_set(err, JR_EINVAL, N_("'%s' is no range of cells"),
		    ref != NULL ? ref : "");
	if (m->n == SHEET_MERGES_MOST)
		return jr_error_set(err, JR_EINVAL,
		    N_("the sheet has more than %d merged ranges, the most that is read"),
		    SHEET_MERGES_MOST);
	if (m->n == m->cap) {
		m->cap = m->cap == 0 ? 64 : 2 * m->cap;
		if ((more = realloc(m->range, m->cap * sizeof(*more))) == NULL)
			return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
		m->range = more;
	}
	m->range[m->n++] = g;
	return JR_OK;
}

static int
by_top(const void *a, const void *b)
{
	const struct sheet_range *x = a, *y = b;

	return (x->top > y->top) - (x->top < y->top);
}

int
sheet_merges_start(struct sheet_merges *m, struct jr_error *err)
{
	m->until = calloc(SHEET_COLUMNS, sizeof(*m->until));
	m->top = calloc(SHEET_COLUMNS, sizeof(*m->top));
	if (m->until == NULL || m->top == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	qsort(m->range, m->n, sizeof(*m->range), by_top);
	return JR_OK;
}

bool
sheet_merges_cover(struct sheet_merges *m, uint32_t row, uint32_t column)
{
	for (; m->next < m->n && m->range[m->next].top <= row; m->next++) {
		const struct sheet_range *g = &m->range[m->next];

		for (uint32_t c = g->left; c <= g->right; c++)
			if (m->until[c] <= g->bottom)
				m->until[c] = g->bottom + 1;
		m->top[g->left] = g->top + 1;
	}
	return m->until != NULL && row < m->until[column] && m->top[column] != row + 1;
}

void
sheet_merges_release(struct sheet_merges *m)
{
	free(m->range);
	free(m->until);
	free(m->top);
}
