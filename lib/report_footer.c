/* Reports: the rows that close a table. */
#include "report_impl.h"

/* A table's way of closing: as footers, or where groups share a table as rows. */
typedef void closing(struct jr_table *, const char *const *cells);

static bool
is_of_group(const struct jr__frame *l, const struct jr__result *f, size_t row,
    const char *group)
{
	int of_group = jr__result_column(f, l->part->group);

	return of_group < 0 || jr__same(jr__at(f, row, of_group), group);
}

static const char *
footer_title(const struct jr__frame *l)
{
	const char *title = jr__sqlfile_value(l->x->r->file, l->part->footer, "title", NULL);

	return title == NULL ? NULL : jr_words(l->x->j, title);
}

/* Below a pivot of several cells: one line, its columns are the cells. */
static void
cells_footer(struct jr__frame *l, const struct jr__result *f, const char *group,
    struct jr__shown *n, struct jr_table *t, closing *close)
{
	int by = jr__result_column(f, l->part->pivot.column), from;
	bool any = false;

	jr__shown_clear(n, l->cols);
	jr__shown_set(l->x, n, jr__frame_label(l), JR__TEXT, footer_title(l), true);
	for (size_t i = 0; i < f->nrow; i++) {
		if (!is_of_group(l, f, i, group))
			continue;
		any = true;
		for (size_t k = 0; k < l->cols; k++)
			if (l->col[k].source == JR__PIVOTED && jr__same(jr__at(f, i, by),
			    jr__at(l->r, l->value[l->col[k].value], l->pivot)) &&
			    (from = jr__result_column(f,
			    l->part->pivot.cell[l->col[k].cell][0])) >= 0)
				jr__shown_set(l->x, n, k, f->type[from], jr__at(f, i, from),
				    false);
	}
	if (any && !n->text.failed)
		close(t, jr__shown_cells(n, l->cols));
}

/* Below a pivot of one cell: each further column of the footer's query is one line. */
static void
pivot_footer(struct jr__frame *l, const struct jr__result *f, const char *group,
    struct jr__shown *n, struct jr_table *t, closing *close)
{
	int of_group = jr__result_column(f, l->part->group);
	int by = jr__result_column(f, l->part->pivot.column);
	size_t label = jr__frame_label(l);
	bool any = false;

	for (size_t i = 0; i < f->nrow; i++)
		any = any || is_of_group(l, f, i, group);
	for (int c = 0; any && c < f->ncol; c++) {
		if (c == of_group || c == by || jr__is_order(f->name[c]))
			continue;
		jr__shown_clear(n, l->cols);
		jr__shown_set(l->x, n, label, JR__TEXT, jr__title_of(l->x, l->part->footer, f->name[c]), true);
		for (size_t i = 0; i < f->nrow; i++) {
			if (!is_of_group(l, f, i, group))
				continue;
			for (size_t k = 0; k < l->cols; k++)
				if (l->col[k].source == JR__PIVOTED && jr__same(jr__at(f, i, by),
				    jr__at(l->r, l->value[l->col[k].value], l->pivot)))
					jr__shown_set(l->x, n, k, f->type[c], jr__at(f, i, c),
					    true);
		}
		if (!n->text.failed)
			close(t, jr__shown_cells(n, l->cols));
	}
}

/* Below other tables: its columns are the table's. */
static void
plain_footer(struct jr__frame *l, const struct jr__result *f, const char *group,
    struct jr__shown *n, struct jr_table *t, closing *close)
{
	const char *title = footer_title(l);
	int from;

	for (size_t i = 0; i < f->nrow; i++) {
		if (!is_of_group(l, f, i, group))
			continue;
		jr__shown_clear(n, l->cols);
		for (size_t k = 0; k < l->cols; k++)
			if (l->col[k].source >= 0 &&
			    (from = jr__result_column(f, l->r->name[l->col[k].source])) >= 0)
				jr__shown_set(l->x, n, k, f->type[from], jr__at(f, i, from),
				    false);
		if (n->place[jr__frame_label(l)] == JR__NO_CELL)
			jr__shown_set(l->x, n, jr__frame_label(l), JR__TEXT, title, true);
		if (!n->text.failed)
			close(t, jr__shown_cells(n, l->cols));
	}
}

void
jr__footer_write(struct jr__frame *l, const struct jr__result *f, size_t begin,
    struct jr__shown *n, struct jr_table *t, bool as_rows)
{
	const char *group = begin < l->end ? jr__at(l->r, begin, l->group) : NULL;
	closing *close = as_rows ? jr_table_row : jr_table_footer;

	if (f->ncol == 0)
		return;
	if (jr__is_pivot(l) && l->part->pivot.cells > 1)
		cells_footer(l, f, group, n, t, close);
	else if (jr__is_pivot(l))
		pivot_footer(l, f, group, n, t, close);
	else
		plain_footer(l, f, group, n, t, close);
}
