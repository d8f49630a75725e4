/* Bars and lines over the values of a column. */
#include <math.h>
#include <stdlib.h>

#include "draw_impl.h"

#define SIZE 8.0		/* of its words */
#define TITLE 11.0
#define INK "#333333"
#define PALE "#D8D8D8"
#define STEPS 5
#define HIGH 0.46		/* of its width */
#define LABEL_MOST 110.0	/* of a label that stands upright */

/* The picture being drawn. */
struct chart {
	struct draw_canvas	*c;
	const struct print_page	*p;
	const struct print_drawing *d;
	double			 x0, y0, x1, y1;	/* of the field; y1 is its foot */
	double			 most, least, step;	/* of the scale */
	double			 slot;			/* width for a row */
	bool			 up;			/* labels below stand upright */
	size_t			 rows;
	struct jr_buf		 b, cut;
};

/* --- The scale -------------------------------------------------------------------------- */

/* Bars stand on 0; lines may begin above it. */
static void
find_scale(struct chart *k)
{
	bool bars = k->d->kind == PRINT_BARS, any = bars;
	double v, most = 0, least = 0;

	for (size_t row = 0; row < k->rows; row++)
		for (size_t i = 0; i < k->d->ys; i++)
			if (draw_number_at(k->p, row, k->d->y[i], &v)) {
				most = !any || v > most ? v : most;
				least = !any || v < least ? v : least;
				any = true;
			}
	if (most <= least)
		most = least + 1;
	k->step = draw_step(most - least, STEPS);
	k->most = k->step * ceil(most / k->step - 1e-9);
	k->least = k->step * floor(least / k->step + 1e-9);
}

static double
at(const struct chart *k, double v)
{
	return k->y1 - (k->y1 - k->y0) * (v - k->least) / (k->most - k->least);
}

static const char *
number(struct chart *k, double v)
{
	jr_buf_clear(&k->b);
	draw_number(k->p, v, -1, &k->b);
	return jr_buf_str(&k->b);
}

static void
put_scale(struct chart *k)
{
	for (int i = 0; k->least + i * k->step < k->most + k->step / 2; i++) {
		double v = k->least + i * k->step, y = at(k, v);

		k->c->ops->path(k->c, (double[]){ k->x0, y, k->x1, y }, 2, PALE, 0.5, "grid");
		k->c->ops->text(k->c, k->x0 - 4, y + 0.35 * SIZE, SIZE, DRAW_RIGHT, false, INK,
		    number(k, v));
	}
}

static double
scale_wide(struct chart *k)
{
	double a = draw_width(k->c->letters, number(k, k->most), false);
	double b = draw_width(k->c->letters, number(k, k->most - k->step), false);

	return SIZE * (a > b ? a : b) + 8;
}

/* --- The labels below ---------------------------------------------------------------------- */

static double
widest_label(struct chart *k)
{
	double most = 0, w;

	for (size_t row = 0; row < k->rows; row++) {
		w = SIZE * draw_width(k->c->letters, draw_cell(k->p, row, k->d->x, &k->b), false);
		most = w > most ? w : most;
	}
	return most;
}

/* Every so many rows have one. */
static size_t
label_step(const struct chart *k)
{
	double need = k->up ? 1.1 * SIZE : 0;

	return need > k->slot ? (size_t)ceil(need / k->slot) : 1;
}

static void
put_labels(struct chart *k)
{
	const char *label;

	for (size_t row = 0; row < k->rows; row += label_step(k)) {
		double x = k->x0 + ((double)row + 0.5) * k->slot;

		label = draw_cut(k->c->letters, draw_cell(k->p, row, k->d->x, &k->b), SIZE,
		    k->up ? LABEL_MOST : k->slot, &k->cut);
		if (k->up)
			k->c->ops->text(k->c, x + 0.35 * SIZE, k->y1 + 5, SIZE, DRAW_RIGHT, true, INK,
			    label);
		else
			k->c->ops->text(k->c, x, k->y1 + 1.4 * SIZE, SIZE, DRAW_CENTER, false, INK,
			    label);
	}
}

/* --- The values -------------------------------------------------------------------------------- */

static const char *
colour_of(size_t series)
{
	return draw_colour[series % DRAW_SERIES];
}

/* A value of the series, with the decimals of its column. */
static const char *
value(struct chart *k, size_t series, double v)
{
	jr_buf_clear(&k->b);
	draw_number(k->p, v, k->p->col[k->d->y[series]].decimals, &k->b);
	return jr_buf_str(&k->b);
}

/* "7А: 64,3", with the name of the column where there are several. */
static const char *
tip(struct chart *k, size_t row, size_t series, double v)
{
	jr_buf_clear(&k->cut);
	jr_buf_adds(&k->cut, draw_cell(k->p, row, k->d->x, &k->b));
	if (k->d->ys > 1)
		jr_buf_addf(&k->cut, ", %s", k->p->col[k->d->y[series]].title);
	jr_buf_addf(&k->cut, ": %s", value(k, series, v));
	return jr_buf_str(&k->cut);
}

/* Numbers stand on the bars where the longest has room. */
static bool
has_room(struct chart *k, size_t series, double wide)
{
	return draw_width(k->c->letters, value(k, series, k->most), false) * SIZE <= wide + 2;
}

static void
put_bar(struct chart *k, size_t row, size_t i, double v)
{
	double wide = 0.8 * k->slot / (double)k->d->ys;
	double x = k->x0 + ((double)row + 0.1) * k->slot + (double)i * wide;
	double top = at(k, v > 0 ? v : 0), foot = at(k, v > 0 ? 0 : v);

	k->c->ops->rect(k->c, x, top, wide, foot - top, colour_of(i), "bar", tip(k, row, i, v));
	if (has_room(k, i, wide))
		k->c->ops->text(k->c, x + wide / 2, top - 2, SIZE, DRAW_CENTER, false, INK,
		    value(k, i, v));
}

static void
put_bars(struct chart *k)
{
	double v;

	for (size_t row = 0; row < k->rows; row++)
		for (size_t i = 0; i < k->d->ys; i++)
			if (draw_number_at(k->p, row, k->d->y[i], &v))
				put_bar(k, row, i, v);
	k->c->ops->path(k->c, (double[]){ k->x0, at(k, 0), k->x1, at(k, 0) }, 2, INK, 0.8, "axis");
}

/* One series: a line is broken where there is no value. */
static void
put_line(struct chart *k, size_t i, double *xy)
{
	size_t n = 0;
	double v, x;

	for (size_t row = 0; row <= k->rows; row++) {
		if (row < k->rows && draw_number_at(k->p, row, k->d->y[i], &v)) {
			x = k->x0 + ((double)row + 0.5) * k->slot;
			xy[2 * n] = x;
			xy[2 * n++ + 1] = at(k, v);
			k->c->ops->dot(k->c, x, at(k, v), 2.2, colour_of(i), tip(k, row, i, v));
			continue;
		}
		if (n > 1)
			k->c->ops->path(k->c, xy, n, colour_of(i), 1.6, "line");
		n = 0;
	}
}

static void
put_lines(struct chart *k)
{
	double *xy = calloc(k->rows + 1, 2 * sizeof(*xy));

	for (size_t i = 0; xy != NULL && i < k->d->ys; i++)
		put_line(k, i, xy);
	if (xy == NULL)
		k->b.failed = true;
	free(xy);
	k->c->ops->path(k->c, (double[]){ k->x0, k->y1, k->x1, k->y1 }, 2, INK, 0.8, "axis");
}

/* What the colours mean: in lines, from left to right. */
static double
put_legend(struct chart *k, double x, double y, double w, bool draw)
{
	double at_x = x, wide;

	for (size_t i = 0; i < k->d->ys; i++) {
		const char *title = draw_cut(k->c->letters, k->p->col[k->d->y[i]].title, SIZE,
		    w - 20, &k->cut);

		wide = SIZE * draw_width(k->c->letters, title, false) + 24;
		if (at_x > x && at_x + wide > x + w) {
			at_x = x;
			y += 1.5 * SIZE;
		}
		if (draw) {
			k->c->ops->rect(k->c, at_x, y + 1, SIZE, SIZE, colour_of(i), "key", NULL);
			k->c->ops->text(k->c, at_x + SIZE + 4, y + SIZE, SIZE, DRAW_LEFT, false, INK,
			    title);
		}
		at_x += wide;
	}
	return y + 2 * SIZE;
}

/* --- Together ------------------------------------------------------------------------------------ */

static void
put_field(struct chart *k, double x, double y, double w, double h)
{
	double label = widest_label(k), foot = y + h;

	y = put_legend(k, x, y, w, true);
	k->x0 = x + scale_wide(k);
	k->x1 = x + w;
	k->slot = (k->x1 - k->x0) / (double)(k->rows > 0 ? k->rows : 1);
	k->up = label > k->slot - 2;
	k->y0 = y + 1.5 * SIZE;
	k->y1 = foot - (k->up ? (label < LABEL_MOST ? label : LABEL_MOST) + 10 : 2 * SIZE);
	put_scale(k);
	if (k->d->kind == PRINT_LINE)
		put_lines(k);
	else
		put_bars(k);
	put_labels(k);
}

double
draw_chart_high(const struct print_page *p, struct draw_letters *l, double w)
{
	if (p->drawing.kind == PRINT_HEAT)
		return 1.8 * TITLE + draw_heat_high(p, l, w);
	return HIGH * w;
}

void
draw_chart(struct draw_canvas *c, const struct print_page *p, double x, double y, double w,
    double h)
{
	struct chart k = { .c = c, .p = p, .d = &p->drawing,
	    .rows = p->rows };
	double from = y;

	if (p->title != NULL) {
		c->ops->text(c, x, y + TITLE, TITLE, DRAW_LEFT, false, INK,
		    draw_cut(c->letters, p->title, TITLE, w, &k.cut));
		y += 1.8 * TITLE;
	}
	if (p->drawing.kind == PRINT_HEAT)
		draw_heat(c, p, x, y, w, h - (y - from));
	else {
		find_scale(&k);
		put_field(&k, x, y, w, h - (y - from));
	}
	jr_buf_release(&k.b);
	jr_buf_release(&k.cut);
}
