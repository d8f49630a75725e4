/* Which columns of a page a picture shows. */
#include <stdlib.h>
#include <string.h>

#include "print.h"

#define ROWS_MOST 400

static int
no_column(struct jr_error *e, const struct print_page *p, const char *name)
{
	struct jr_buf names = JR_BUF_INIT;

	for (size_t i = 0; i < p->cols; i++)
		jr_buf_addf(&names, "%s%s", i > 0 ? ", " : "", p->col[i].name);
	jr_error_set(e, JR_EINVAL, N_("there is no column '%s', but %s"), name,
	    jr_buf_str(&names));
	jr_buf_release(&names);
	return JR_EINVAL;
}

static bool
is_number(const struct print_page *p, size_t col)
{
	return p->col[col].type == JR_COL_INT || p->col[col].type == JR_COL_DECIMAL;
}

/* By name, else by title. */
static int
find_column(const struct print_page *p, const char *name, size_t *out, struct jr_error *e)
{
	for (*out = 0; *out < p->cols; ++*out)
		if (strcmp(p->col[*out].name, name) == 0)
			return JR_OK;
	for (*out = 0; *out < p->cols; ++*out)
		if (strcmp(p->col[*out].title, name) == 0)
			return JR_OK;
	return no_column(e, p, name);
}

static int
find_kind(const char *kind, enum print_chart *out, struct jr_error *e)
{
	static const char *const kinds[] = {
		[PRINT_BARS] = "bars", [PRINT_LINE] = "line", [PRINT_HEAT] = "heat",
	};

	for (int i = PRINT_BARS; i <= PRINT_HEAT; i++)
		if (strcmp(kinds[i], kind) == 0) {
			*out = (enum print_chart)i;
			return JR_OK;
		}
	return jr_error_set(e, JR_EINVAL, N_("a chart is 'bars', 'line' or 'heat', not '%s'"),
	    kind);
}

static int
named_values(const struct print_page *p, struct print_drawing *d, const char *names,
    struct jr_error *e)
{
	struct jr_buf name = JR_BUF_INIT;
	int rc = JR_OK;
	size_t n, col;

	for (; rc == JR_OK && *names != '\0' && d->ys < p->cols; names += n + (names[n] == '\n')) {
		n = strcspn(names, "\n");
		jr_buf_clear(&name);
		jr_buf_add(&name, names, n);
		if ((rc = find_column(p, jr_buf_str(&name), &col, e)) == JR_OK && !is_number(p, col))
			rc = jr_error_set(e, JR_EINVAL, N_("the column '%s' has no numbers to "
			    "draw"), jr_buf_str(&name));
		d->y[d->ys++] = col;
	}
	jr_buf_release(&name);
	return rc;
}

static void
all_values(const struct print_page *p, struct print_drawing *d)
{
	for (size_t i = 0; i < p->cols; i++)
		if (i != d->x && is_number(p, i))
			d->y[d->ys++] = i;
}

static int
choose(const struct print_page *p, struct print_drawing *d, const char *kind, const char *x,
    const char *y, struct jr_error *e)
{
	int rc;

	if ((rc = find_kind(kind, &d->kind, e)) < 0)
		return rc;
	if (p->rows > ROWS_MOST)
		return jr_error_set(e, JR_EINVAL, N_("nobody can read a chart of %zu rows; choose "
		    "at most %d"), p->rows, ROWS_MOST);
	for (d->x = 0; d->x + 1 < p->cols && is_number(p, d->x); d->x++)
		;			/* not the one that counts rows */
	if (is_number(p, d->x))
		d->x = 0;
	if (x != NULL && (rc = find_column(p, x, &d->x, e)) < 0)
		return rc;
	if ((d->y = calloc(p->cols, sizeof(*d->y))) == NULL)
		return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	if (y != NULL && (rc = named_values(p, d, y, e)) < 0)
		return rc;
	if (y == NULL)
		all_values(p, d);
	return d->ys > 0 ? JR_OK :
	    jr_error_set(e, JR_EINVAL, N_("the table has no numbers to draw"));
}

int
print_page_draw(struct print_page *p, const char *kind, const char *x, const char *y,
    struct jr_error *e)
{
	struct print_drawing d = { 0 };
	int rc = choose(p, &d, kind, x, y, e);

	free(p->drawing.y);
	p->drawing = (struct print_drawing){ 0 };
	if (rc == JR_OK)
		p->drawing = d;
	else
		free(d.y);
	return rc;
}
