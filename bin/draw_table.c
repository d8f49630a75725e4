/* A table on sheets of paper: heading, rows, what closes it, notes, signatures. */
#include <string.h>

#include "draw_impl.h"

#define GRID 0.4		/* width of lines, */
#define GREY 0.55		/* and how grey they are */
#define HEAD_FILL 0.93
#define GROUP_FILL 0.965
#define PAD_HIGH 0.2		/* above and below a cell's text, of its size */
#define ROWS_FIRST 3		/* rows that must stand below a heading, if there are so many */
#define GAP 8.0

#define SIGN_SIZE 10.0
#define SIGN_HIGH 28.0
#define SIGN_RULE 130.0
#define SIGN_NAME 120.0		/* where a name is to be written */

/* A band of a table on its way down the sheets. */
struct body {
	struct draw_paper	*paper;
	const struct draw_table	*t;
	size_t			 band;
	double			 x, width;
	double			 line, pad;	/* height of a line; what a row has besides */
};

/* --- Cells and lines ------------------------------------------------------------------ */

/* The frame of a row from y down to here. */
static void
frame(struct body *b, double y, double high, bool columns)
{
	const struct draw_table *t = b->t;
	double x = b->x;

	draw_rule(b->paper, x, y, x, y + high, GRID, GREY);
	for (size_t c = 0; c < t->p->cols; c++) {
		if (!draw_in_band(t, c, b->band))
			continue;
		x += t->col[c].width;
		if (columns)
			draw_rule(b->paper, x, y, x, y + high, GRID, GREY);
	}
	if (!columns)
		draw_rule(b->paper, x, y, x, y + high, GRID, GREY);
	draw_rule(b->paper, b->x, y + high, x, y + high, GRID, GREY);
}

static void
put_head_cell(struct body *b, size_t c, double x)
{
	const struct draw_table *t = b->t;
	const struct draw_column *col = &t->col[c];
	struct draw_paper *paper = b->paper;
	struct draw_style style = { t->size, true, 0, col->align };
	double side = DRAW_PAD * t->size, width = col->width - 2 * side, high;
	const char *title = t->p->col[c].title;
	size_t lines;

	if (col->upright) {
		style.align = DRAW_LEFT;
		lines = draw_lines(paper->letters, title, &style, t->upright_high);
		draw_upright(paper->letters, paper->cr, title, &style,
		    x + (col->width - (double)lines * b->line) / 2,
		    paper->y + t->head_high - side, t->upright_high);
		return;
	}
	lines = draw_lines(paper->letters, title, &style, width);
	high = (double)lines * b->line;
	draw_show(paper->letters, paper->cr, title, &style, x + side,
	    paper->y + t->head_high - side - high, width, 0, lines);
}

static void
put_head(struct body *b)
{
	double x = b->x, y = b->paper->y;

	draw_fill(b->paper, x, y, b->width, b->t->head_high, HEAD_FILL);
	draw_rule(b->paper, x, y, x + b->width, y, GRID, GREY);
	for (size_t c = 0; c < b->t->p->cols; c++)
		if (draw_in_band(b->t, c, b->band)) {
			put_head_cell(b, c, x);
			x += b->t->col[c].width;
		}
	frame(b, y, b->t->head_high, true);
	b->paper->y = y + b->t->head_high;
}

/* --- Rows --------------------------------------------------------------------------------- */

static void
next_sheet(struct body *b)
{
	struct draw_paper *paper = b->paper;

	draw_sheet(paper, b->t->p, b->t->landscape);
	if (b->t->head_high < 0.6 * (paper->bottom - paper->top))
		put_head(b);
	else
		draw_rule(paper, b->x, paper->y, b->x + b->width, paper->y, GRID, GREY);
}

static double
height_of(const struct body *b, size_t row)
{
	return b->t->lines[row] * b->line + b->pad;
}

static bool
fits(const struct body *b, double high)
{
	return b->paper->y + high <= b->paper->bottom + 0.01;
}

/* A slice of the row's lines. */
static void
put_slice(struct body *b, size_t row, size_t from, size_t to)
{
	const struct draw_table *t = b->t;
	struct draw_paper *paper = b->paper;
	double x = b->x, side = DRAW_PAD * t->size;
	double high = (double)(to - from) * b->line + b->pad;

	for (size_t c = 0; c < t->p->cols; c++) {
		const struct draw_column *col = &t->col[c];
		struct draw_style style = { t->size, row >= t->p->rows, 0, col->align };

		if (!draw_in_band(t, c, b->band))
			continue;
		if (col->upright && col->align == DRAW_LEFT)
			style.align = DRAW_CENTER;
		if (paper->cr != NULL)
			draw_show(paper->letters, paper->cr, draw_cell(t->p, row, c, &paper->b),
			    &style, x + side, paper->y + b->pad / 2, col->width - 2 * side,
			    from, to);
		x += col->width;
	}
	frame(b, paper->y, high, true);
	paper->y += high;
}

/* How many lines of a row there is room for. */
static size_t
lines_left(const struct body *b)
{
	double room = b->paper->bottom - b->paper->y - b->pad + 0.01;

	return room < b->line ? 0 : (size_t)(room / b->line);
}

/* A row that no sheet holds goes on on the next. */
static void
put_row(struct body *b, size_t row)
{
	size_t lines = b->t->lines[row], fit;

	for (size_t from = 0; from < lines; from += fit) {
		if ((fit = lines_left(b)) == 0) {
			next_sheet(b);
			if ((fit = lines_left(b)) == 0)
				fit = 1;
		}
		if (fit > lines - from)
			fit = lines - from;
		put_slice(b, row, from, from + fit);
	}
}

/* Would it stand on a sheet of its own? */
static bool
fits_a_sheet(const struct body *b, double high)
{
	const struct draw_paper *paper = b->paper;

	return high <= paper->bottom - paper->top - b->t->head_high;
}

static double
footers_high(const struct body *b)
{
	double high = 0;

	for (size_t i = 0; i < b->t->p->footers; i++)
		high += height_of(b, b->t->p->rows + i);
	return high;
}

/* Room for so much, if any sheet has it. */
static void
keep_together(struct body *b, double high)
{
	if (!fits(b, high) && fits_a_sheet(b, high))
		next_sheet(b);
}

static void
put_group(struct body *b, const char *group, size_t row)
{
	const struct draw_style style = { b->t->size, true, 0, DRAW_LEFT };
	struct draw_paper *paper = b->paper;
	double side = DRAW_PAD * b->t->size, width = b->width - 2 * side;
	size_t lines = draw_lines(paper->letters, group, &style, width);
	double high = (double)lines * b->line + b->pad;

	keep_together(b, high + height_of(b, row));
	if (b->band == 0)
		draw_outline(paper, paper->outline, group);
	draw_fill(paper, b->x, paper->y, b->width, high, GROUP_FILL);
	draw_show(paper->letters, paper->cr, group, &style, b->x + side, paper->y + b->pad / 2,
	    width, 0, lines);
	frame(b, paper->y, high, false);
	paper->y += high;
}

static void
put_rows(struct body *b)
{
	const struct print_page *p = b->t->p;
	const char *group, *last = NULL;
	double footers = footers_high(b);

	for (size_t row = 0; row < p->rows + p->footers; row++) {
		group = print_page_group(p, row);
		if (group != NULL && (last == NULL || strcmp(group, last) != 0))
			put_group(b, group, row);
		last = group;
		keep_together(b, height_of(b, row) + (row + 1 == p->rows ? footers : 0));
		if (row == p->rows)
			draw_rule(b->paper, b->x, b->paper->y, b->x + b->width, b->paper->y,
			    3 * GRID, GREY);
		put_row(b, row);
	}
}

/* --- The bands ------------------------------------------------------------------------------ */

static double
width_of(const struct draw_table *t, size_t band)
{
	double sum = 0;

	for (size_t c = 0; c < t->p->cols; c++)
		if (draw_in_band(t, c, band))
			sum += t->col[c].width;
	return sum;
}

/* The heading and the rows that should stand with it. */
static double
beginning(const struct body *b)
{
	double high = b->t->head_high;

	for (size_t row = 0; row < ROWS_FIRST && row < b->t->p->rows; row++)
		high += height_of(b, row);
	return fits_a_sheet(b, high) ? high : b->t->head_high + b->pad + b->line;
}

static void
put_band(struct draw_paper *paper, const struct draw_table *t, size_t band)
{
	struct body b = { .paper = paper, .t = t, .band = band, .width = width_of(t, band),
	    .line = DRAW_LINE * t->size, .pad = 2 * PAD_HIGH * t->size };

	b.x = paper->left + (paper->right - paper->left - b.width) / 2;
	if (band > 0)
		paper->y += GAP;
	if (!fits(&b, beginning(&b)) && paper->y > paper->top)
		next_sheet(&b);
	else
		put_head(&b);
	put_rows(&b);
}

/* --- Above and below ----------------------------------------------------------------------- */

static void
put_titles(struct draw_paper *paper, const struct print_page *p)
{
	static const struct draw_style school = { 10, false, 0.2, DRAW_CENTER };
	static const struct draw_style title = { 13, true, 0, DRAW_CENTER };
	double y = paper->y;

	if (p->school != NULL) {
		draw_paragraph(paper, p->school, &school);
		paper->y += GAP / 2;
	}
	paper->outline = p->title != NULL ? draw_outline(paper, 0, p->title) : 0;
	if (p->title != NULL)
		draw_paragraph(paper, p->title, &title);
	if (p->period != NULL)
		draw_paragraph(paper, p->period, &school);
	if (paper->y > y)
		paper->y += GAP;
}

static void
put_notes(struct draw_paper *paper, const struct print_page *p)
{
	static const struct draw_style nothing = { 10, false, 0.2, DRAW_CENTER };
	static const struct draw_style note = { 8, false, 0.2, DRAW_LEFT };

	paper->y += GAP;
	if (p->rows == 0) {
		draw_paragraph(paper, draw_words(p, N_("There is nothing to show.")), &nothing);
		paper->y += GAP;
	}
	for (size_t i = 0; i < p->notes; i++)
		draw_paragraph(paper, print_page_note(p, i), &note);
}

static void
put_chart(struct draw_paper *paper, const struct print_page *p)
{
	struct draw_canvas canvas = { .ops = &draw_on_cairo, .letters = paper->letters,
	    .cr = paper->cr };
	double width = paper->right - paper->left;
	double high = draw_chart_high(p, paper->letters, width);

	if (high > paper->bottom - paper->top)
		high = paper->bottom - paper->top;
	paper->y += GAP;
	if (paper->y + high > paper->bottom)
		draw_sheet(paper, p, paper->landscape);
	if (paper->cr != NULL)
		draw_chart(&canvas, p, paper->left, paper->y, width, high);
	paper->y += high;
}

/* «Director ______ / A. P. Sokolova /» */
static void
put_signature(struct draw_paper *paper, const struct print_signature *s, double role)
{
	static const struct draw_style style = { SIGN_SIZE, false, 0, DRAW_LEFT };
	double x = paper->left, y = paper->y + SIGN_HIGH - DRAW_LINE * SIGN_SIZE, rule;
	double most = paper->right - SIGN_RULE - SIGN_NAME - x;
	bool empty = s->name == NULL || s->name[0] == '\0';

	draw_line_of(paper->letters, paper->cr, s->role, &style, x, y, most);
	x += (role < most ? role : most) + GAP;
	rule = y + SIGN_SIZE;
	draw_rule(paper, x, rule, x + SIGN_RULE, rule, GRID, 0);
	x += SIGN_RULE + GAP;
	jr_buf_clear(&paper->b);
	jr_buf_addf(&paper->b, empty ? "/" : "/ %s /", s->name);
	draw_line_of(paper->letters, paper->cr, jr_buf_str(&paper->b), &style, x, y,
	    paper->right - x);
	if (empty) {
		draw_rule(paper, x + GAP, rule, x + SIGN_NAME, rule, GRID, 0);
		draw_line_of(paper->letters, paper->cr, "/", &style, x + SIGN_NAME + GAP / 2, y, GAP);
	}
	paper->y += SIGN_HIGH;
}

static void
put_signatures(struct draw_paper *paper, const struct print_page *p)
{
	double role = 0, w;

	for (size_t i = 0; i < p->signs; i++)
		if ((w = SIGN_SIZE * draw_width(paper->letters, p->sign[i].role, false)) > role)
			role = w;
	paper->y += GAP;
	if (paper->y + (double)p->signs * SIGN_HIGH > paper->bottom)
		draw_sheet(paper, p, paper->landscape);
	for (size_t i = 0; i < p->signs; i++) {
		if (paper->y + SIGN_HIGH > paper->bottom)
			draw_sheet(paper, p, paper->landscape);
		put_signature(paper, &p->sign[i], role);
	}
}

/* May it go on below the table before it? */
static bool
may_follow(const struct draw_paper *paper, const struct draw_table *t)
{
	return t->p->follows && paper->sheet > 0 && paper->landscape == t->landscape &&
	    paper->y + 100 + t->head_high < paper->bottom;
}

void
draw_table(struct draw_paper *paper, const struct draw_table *t)
{
	if (may_follow(paper, t)) {
		paper->y += 2 * GAP;
		paper->p = t->p;
	} else
		draw_sheet(paper, t->p, t->landscape);
	put_titles(paper, t->p);
	for (size_t band = 0; band < t->bands; band++)
		put_band(paper, t, band);
	put_notes(paper, t->p);
	if (t->p->drawing.kind != PRINT_NO_CHART)
		put_chart(paper, t->p);
	if (t->p->signs > 0)
		put_signatures(paper, t->p);
}
