/* A map of coloured fields: rows of the table by its columns of numbers. */
#include "draw_impl.h"

#define SIZE 8.0
#define INK "#333333"
#define LABEL_MOST 0.3		/* of the width, for the labels of the rows */
#define HEAD_MOST 90.0		/* of the labels above, when they stand upright */
#define FIELD_MOST 40.0		/* width of a field */
#define ROW_MOST 15.0
#define KEY_HIGH 22.0
#define KEY_FIELDS 5

struct heat {
	struct draw_canvas	*c;
	const struct print_page	*p;
	const struct print_drawing *d;
	double			 x, y;		/* of the fields */
	double			 field, row;	/* size of one */
	double			 label, head;	/* what the words need at the left and above */
	double			 least, most;
	bool			 up;
	struct jr_buf		 b, cut;
};

static void
find_range(struct heat *k)
{
	bool any = false;
	double v;

	for (size_t row = 0; row < k->p->rows; row++)
		for (size_t i = 0; i < k->d->ys; i++) {
			if (!draw_number_at(k->p, row, k->d->y[i], &v))
				continue;
			k->least = !any || v < k->least ? v : k->least;
			k->most = !any || v > k->most ? v : k->most;
			any = true;
		}
}

/* From almost white to deep blue; both also print well without colour. */
static void
colour_of(const struct heat *k, double v, char out[8])
{
	static const int pale[] = { 0xF2, 0xF7, 0xFB }, deep[] = { 0x08, 0x45, 0x94 };
	double part = k->most > k->least ? (v - k->least) / (k->most - k->least) : 0.5;
	int rgb[3];

	for (int i = 0; i < 3; i++)
		rgb[i] = (pale[i] + (int)(part * (deep[i] - pale[i]))) & 255;
	snprintf(out, 8, "#%02X%02X%02X", (unsigned)rgb[0] & 255, (unsigned)rgb[1] & 255,
	    (unsigned)rgb[2] & 255);
}

static bool
is_deep(const struct heat *k, double v)
{
	return k->most > k->least && (v - k->least) / (k->most - k->least) > 0.55;
}

static const char *
number(struct heat *k, double v)
{
	jr_buf_clear(&k->b);
	draw_number(k->p, v, -1, &k->b);
	return jr_buf_str(&k->b);
}

static void
put_field(struct heat *k, size_t row, size_t i)
{
	double x = k->x + (double)i * k->field, y = k->y + (double)row * k->row, v;
	char colour[8];

	if (!draw_number_at(k->p, row, k->d->y[i], &v))
		return;
	colour_of(k, v, colour);
	jr_buf_clear(&k->cut);
	jr_buf_adds(&k->cut, draw_cell(k->p, row, k->d->x, &k->b));
	jr_buf_addf(&k->cut, ", %s: %s", k->p->col[k->d->y[i]].title, number(k, v));
	k->c->ops->rect(k->c, x + 0.5, y + 0.5, k->field - 1, k->row - 1, colour, "field",
	    jr_buf_str(&k->cut));
	if (k->row >= SIZE + 2 &&
	    draw_width(k->c->letters, number(k, v), false) * SIZE <= k->field - 2)
		k->c->ops->text(k->c, x + k->field / 2, y + k->row / 2 + 0.35 * SIZE, SIZE,
		    DRAW_CENTER, false, is_deep(k, v) ? "#FFFFFF" : INK, number(k, v));
}

static void
put_heads(struct heat *k)
{
	double every = k->up ? 1.1 * SIZE : 0;
	size_t step = every > k->field ? (size_t)(every / k->field) + 1 : 1;

	for (size_t i = 0; i < k->d->ys; i += step) {
		double x = k->x + ((double)i + 0.5) * k->field;
		const char *title = draw_cut(k->c->letters, k->p->col[k->d->y[i]].title, SIZE,
		    k->up ? HEAD_MOST : k->field, &k->cut);

		if (k->up)
			k->c->ops->text(k->c, x + 0.35 * SIZE, k->y - 4, SIZE, DRAW_LEFT, true, INK,
			    title);
		else
			k->c->ops->text(k->c, x, k->y - 4, SIZE, DRAW_CENTER, false, INK, title);
	}
}

static void
put_labels(struct heat *k, double x, double width)
{
	size_t step = k->row < SIZE ? (size_t)(SIZE / k->row) + 1 : 1;

	for (size_t row = 0; row < k->p->rows; row += step)
		k->c->ops->text(k->c, x, k->y + ((double)row + 0.5) * k->row + 0.35 * SIZE, SIZE,
		    DRAW_LEFT, false, INK, draw_cut(k->c->letters,
		    draw_cell(k->p, row, k->d->x, &k->b), SIZE, width, &k->cut));
}

/* What the colours mean. */
static void
put_key(struct heat *k, double y)
{
	double wide = 34;
	char colour[8];

	for (int i = 0; i < KEY_FIELDS; i++) {
		double v = k->least + (k->most - k->least) * i / (KEY_FIELDS - 1);

		colour_of(k, v, colour);
		k->c->ops->rect(k->c, k->x + i * wide, y, wide, 6, colour, "key", NULL);
		if (i == 0 || (i == KEY_FIELDS - 1 && k->most > k->least))
			k->c->ops->text(k->c, k->x + (i + 0.5) * wide, y + 6 + 1.1 * SIZE, SIZE,
			    DRAW_CENTER, false, INK, number(k, v));
	}
}

static double
widest_label(struct heat *k)
{
	double most = 0, w;

	for (size_t row = 0; row < k->p->rows; row++) {
		w = SIZE * draw_width(k->c->letters, draw_cell(k->p, row, k->d->x, &k->b), false);
		most = w > most ? w : most;
	}
	return most;
}

static double
widest_head(struct heat *k)
{
	double most = 0, w;

	for (size_t i = 0; i < k->d->ys; i++) {
		w = SIZE * draw_width(k->c->letters, k->p->col[k->d->y[i]].title, false);
		most = w > most ? w : most;
	}
	return most;
}

/* How the width is shared out. */
static void
set_up(struct heat *k, double w)
{
	double label = widest_label(k), head = widest_head(k);

	k->label = label < LABEL_MOST * w ? label : LABEL_MOST * w;
	k->field = (w - k->label - 8) / (double)k->d->ys;
	if (k->field > FIELD_MOST)
		k->field = FIELD_MOST;
	k->up = head > k->field - 2;
	k->head = k->up ? (head < HEAD_MOST ? head : HEAD_MOST) + 8 : 2 * SIZE;
}

double
draw_heat_high(const struct print_page *p, struct draw_letters *l, double w)
{
	struct draw_canvas canvas = { .letters = l };
	struct heat k = { .c = &canvas, .p = p, .d = &p->drawing };

	set_up(&k, w);
	jr_buf_release(&k.b);
	return k.head + ROW_MOST * (double)p->rows + KEY_HIGH + 8;
}

void
draw_heat(struct draw_canvas *c, const struct print_page *p, double x, double y, double w,
    double h)
{
	struct heat k = { .c = c, .p = p, .d = &p->drawing };
	double rows = (double)p->rows, high;

	find_range(&k);
	set_up(&k, w);
	k.x = x + k.label + 8;
	k.y = y + k.head;
	high = y + h - KEY_HIGH - 8 - k.y;
	k.row = rows > 0 && high / rows < ROW_MOST ? high / rows : ROW_MOST;
	put_heads(&k);
	put_labels(&k, x, k.label);
	for (size_t row = 0; row < p->rows; row++)
		for (size_t i = 0; i < k.d->ys; i++)
			put_field(&k, row, i);
	put_key(&k, k.y + rows * k.row + 6);
	jr_buf_release(&k.b);
	jr_buf_release(&k.cut);
}
