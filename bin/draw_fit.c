/*
 * How wide the columns of a table are, and on which paper: of the ways below the
 * first that it fits in.  What fits in none is cut into bands of columns.
 */
#include <math.h>
#include <stdlib.h>

#include "draw_impl.h"

#define PORTRAIT 510.0		/* points between the margins of A4, … */
#define LANDSCAPE 757.0		/* … and of A4 lying */
#define COMFORT 13.0		/* of a text that is wrapped, of its size: some 24 letters */
#define NARROWEST 5.0		/* of one whose words are broken */
#define UPRIGHT_LEAST 3		/* headings stand upright where so many need to */
#define UPRIGHT_HIGH 11.0	/* of its longest line, of the size */
#define UPRIGHT_MOST 20.0	/* of one with a word as long */
#define LEAST 1.0		/* of a column */
#define STRETCH 0.6		/* of the paper: narrower tables stay so */

/* What may be done to make a table narrower. */
enum { WRAP = 1, UPRIGHT = 2, BREAK = 4 };

static const struct way {
	double	 size;
	bool	 landscape;
	int	 means;
} ways[] = {
	{ 10, false, 0 }, { 10, false, WRAP }, { 10, false, UPRIGHT },
	{ 10, false, UPRIGHT | WRAP }, { 9, false, UPRIGHT | WRAP },
	{ 10, true, WRAP }, { 10, true, UPRIGHT | WRAP }, { 9, true, UPRIGHT | WRAP },
	{ 8, true, UPRIGHT | WRAP }, { 7, true, UPRIGHT | WRAP },
	{ 7, true, UPRIGHT | WRAP | BREAK }, { 6, true, UPRIGHT | WRAP },
	{ 6, true, UPRIGHT | WRAP | BREAK },
};

#define WAYS (sizeof(ways) / sizeof(ways[0]))

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

static double
smaller(double a, double b)
{
	return a < b ? a : b;
}

/* --- What the columns need ---------------------------------------------------------- */

static void
measure_cells(struct draw_table *t, size_t c, struct draw_letters *l, struct jr_buf *b)
{
	const struct print_page *p = t->p;
	struct draw_column *col = &t->col[c];
	const char *s;

	for (size_t row = 0; row < p->rows + p->footers; row++) {
		s = draw_cell(p, row, c, b);
		col->body = larger(col->body, draw_width(l, s, row >= p->rows));
		col->body_word = larger(col->body_word, draw_word(l, s, row >= p->rows));
	}
}

static void
measure(struct draw_table *t, struct draw_letters *l, struct jr_buf *b)
{
	static const enum draw_align of[] = {
		[JR_COL_TEXT] = DRAW_LEFT, [JR_COL_DATE] = DRAW_LEFT,
		[JR_COL_INT] = DRAW_RIGHT, [JR_COL_DECIMAL] = DRAW_RIGHT,
	};

	for (size_t c = 0; c < t->p->cols; c++) {
		struct draw_column *col = &t->col[c];

		measure_cells(t, c, l, b);
		col->head = draw_width(l, t->p->col[c].title, true);
		col->head_word = draw_word(l, t->p->col[c].title, true);
		col->align = of[t->p->col[c].type];
		col->wraps = t->p->col[c].type == JR_COL_TEXT;
	}
}

/* --- One way ------------------------------------------------------------------------------ */

/* Headings that are longer than what stands below them. */
static bool
wants_upright(const struct draw_column *c)
{
	return c->body < 4 && c->head_word > c->body + 0.2;
}

static double
upright_wide(const struct draw_column *c)
{
	double lines = c->head > UPRIGHT_HIGH ? 1 + (double)(int)(1.3 * c->head / UPRIGHT_HIGH) : 1;

	return DRAW_LINE * lines;
}

/* The column's bounds, at the size 1. */
static void
bound(struct draw_column *c, int means)
{
	double word = means & BREAK ? smaller(c->body_word, NARROWEST) : c->body_word;
	double head = means & BREAK ? smaller(c->head_word, NARROWEST) : c->head_word;

	c->lo = c->wraps && means & WRAP ? larger(word, smaller(c->body, COMFORT)) : c->body;
	if (means & BREAK && c->wraps)
		c->lo = smaller(c->lo, NARROWEST);
	c->lo = larger(c->lo, c->upright ? upright_wide(c) : head);
	c->lo = larger(c->lo, LEAST);
	c->hi = larger(c->lo, larger(c->body, c->upright ? 0 : c->head));
	c->lo += 2 * DRAW_PAD;
	c->hi += 2 * DRAW_PAD;
}

static void
bound_all(struct draw_table *t, int means)
{
	size_t upright = 0;
	double most = 0;

	for (size_t i = 0; i < t->p->cols; i++)
		upright += wants_upright(&t->col[i]);
	for (size_t i = 0; i < t->p->cols; i++) {
		struct draw_column *c = &t->col[i];

		c->upright = means & UPRIGHT && upright >= UPRIGHT_LEAST && wants_upright(c);
		bound(c, means);
		if (c->upright)
			most = larger(most, c->lo);
	}
	/* Those with upright headings are equally wide where there is room. */
	for (size_t i = 0; i < t->p->cols; i++)
		if (t->col[i].upright)
			t->col[i].hi = most;
}

/* Long texts get more of what there is: so rows stay low. */
static double
weight(const struct draw_column *c)
{
	return c->wraps && c->body > COMFORT ? sqrt(c->body / COMFORT) : 1;
}

/* Columns of the band at this level: none narrower than lo, none wider than hi. */
static double
level_all(struct draw_table *t, size_t band, double level, double size)
{
	double sum = 0;

	for (size_t i = 0; i < t->p->cols; i++) {
		struct draw_column *c = &t->col[i];

		if (!draw_in_band(t, i, band))
			continue;
		c->width = size * larger(c->lo, smaller(c->hi, weight(c) * level));
		sum += c->width;
	}
	return sum;
}

/* Share out the width so that the narrow ones grow first. */
static void
share(struct draw_table *t, size_t band, double width, double size)
{
	double lo = 0, hi = width, middle;

	if (level_all(t, band, hi, size) <= width)
		return;
	for (int i = 0; i < 40; i++) {
		middle = (lo + hi) / 2;
		if (level_all(t, band, middle, size) <= width)
			lo = middle;
		else
			hi = middle;
	}
	level_all(t, band, lo, size);
}

/* A table that is almost as wide as its paper takes all of it. */
static void
stretch(struct draw_table *t, double width)
{
	double sum = 0;

	for (size_t i = 0; i < t->p->cols; i++)
		sum += t->col[i].width;
	for (size_t i = 0; sum > STRETCH * width && sum < width && i < t->p->cols; i++)
		t->col[i].width *= width / sum;
}

static bool
try_way(struct draw_table *t, const struct way *w)
{
	double width = w->landscape ? LANDSCAPE : PORTRAIT, sum = 0;

	t->size = w->size;
	t->landscape = w->landscape;
	bound_all(t, w->means);
	for (size_t i = 0; i < t->p->cols; i++)
		sum += t->col[i].lo * w->size;
	if (sum > width)
		return false;
	share(t, 0, width, w->size);
	stretch(t, width);
	return true;
}

/* --- Bands ------------------------------------------------------------------------------------ */

/* Key columns stand in each band, as long as they leave it half of its width. */
static double
repeat_keys(struct draw_table *t, double width)
{
	double sum = 0, w;

	for (size_t i = 0; i < t->p->cols; i++) {
		w = t->col[i].lo * t->size;
		t->col[i].band = 0;
		if (t->p->col[i].key && sum + w <= width / 2) {
			t->col[i].band = DRAW_EVERY;
			sum += w;
		}
	}
	return sum;
}

static void
cut(struct draw_table *t)
{
	double keys, at, w;

	keys = at = repeat_keys(t, LANDSCAPE);
	t->bands = 1;
	for (size_t i = 0; i < t->p->cols; i++) {
		if (t->col[i].band == DRAW_EVERY)
			continue;
		w = smaller(t->col[i].lo * t->size, LANDSCAPE - keys);
		t->col[i].lo = w / t->size;
		if (at + w > LANDSCAPE && at > keys) {
			t->bands++;
			at = keys;
		}
		t->col[i].band = t->bands - 1;
		at += w;
	}
	for (size_t band = 0; band < t->bands; band++)
		share(t, band, LANDSCAPE, t->size);
}

/* --- Heights --------------------------------------------------------------------------------- */

static size_t
lines_of_row(struct draw_table *t, size_t row, struct draw_letters *l, struct jr_buf *b)
{
	const struct draw_style style = { t->size, row >= t->p->rows, 0, DRAW_LEFT };
	size_t most = 1, n;

	for (size_t c = 0; c < t->p->cols; c++) {
		n = draw_lines(l, draw_cell(t->p, row, c, b), &style,
		    t->col[c].width - 2 * DRAW_PAD * t->size);
		if (n > most)
			most = n;
	}
	return most < UINT16_MAX ? most : UINT16_MAX;
}

static void
measure_head(struct draw_table *t, struct draw_letters *l)
{
	const struct draw_style style = { t->size, true, 0, DRAW_LEFT };
	double longest = 0, high = 0;
	size_t lines;

	for (size_t c = 0; c < t->p->cols; c++)
		if (t->col[c].upright)
			longest = larger(longest, smaller(t->col[c].head,
			    larger(UPRIGHT_HIGH, t->col[c].head_word)));
	t->upright_high = smaller(longest, UPRIGHT_MOST) * t->size + 1;
	for (size_t c = 0; c < t->p->cols; c++) {
		if (t->col[c].upright) {
			high = larger(high, t->upright_high);
			continue;
		}
		lines = draw_lines(l, t->p->col[c].title, &style,
		    t->col[c].width - 2 * DRAW_PAD * t->size);
		high = larger(high, (double)lines * DRAW_LINE * t->size);
	}
	t->head_high = high + 2 * DRAW_PAD * t->size;
}

int
draw_fit(struct draw_table *t, const struct print_page *p, struct draw_letters *l,
    struct jr_error *e)
{
	struct jr_buf b = JR_BUF_INIT;
	size_t way;

	*t = (struct draw_table){ .p = p, .bands = 1 };
	t->col = calloc(p->cols, sizeof(*t->col));
	t->lines = calloc(p->rows + p->footers + 1, sizeof(*t->lines));
	if (t->col == NULL || t->lines == NULL)
		return draw_no_memory(e);
	measure(t, l, &b);
	for (way = 0; way < WAYS && !try_way(t, &ways[way]); way++)
		;
	if (way == WAYS)
		cut(t);
	measure_head(t, l);
	for (size_t row = 0; row < p->rows + p->footers; row++)
		t->lines[row] = (uint16_t)lines_of_row(t, row, l, &b);
	jr_buf_release(&b);
	return b.failed ? draw_no_memory(e) : JR_OK;
}

void
draw_table_release(struct draw_table *t)
{
	free(t->col);
	free(t->lines);
}
