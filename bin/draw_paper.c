/*
 * The document: sheets of A4, what stands above and below on each, the outline.
 * It is gone through twice, first without drawing, to know how many sheets there are.
 */
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>

#include "draw_impl.h"

#define SHORT 595.276		/* sides of A4 */
#define LONG 841.890
#define MARGIN 42.52		/* 15 mm above and below, */
#define INNER 56.69		/* 20 mm at the left for the binder, */
#define OUTER 28.35		/* 10 mm at the right */
#define SMALL 8.0		/* size of the lines above and below */
#define WORDS_MOST 64		/* bytes of "page 3 of 7" */

/* --- Things on a sheet --------------------------------------------------------------- */

void
draw_rule(struct draw_paper *paper, double x0, double y0, double x1, double y1, double width,
    double grey)
{
	if (paper->cr == NULL)
		return;
	cairo_set_source_rgb(paper->cr, grey, grey, grey);
	cairo_set_line_width(paper->cr, width);
	cairo_move_to(paper->cr, x0, y0);
	cairo_line_to(paper->cr, x1, y1);
	cairo_stroke(paper->cr);
}

void
draw_fill(struct draw_paper *paper, double x, double y, double w, double h, double grey)
{
	if (paper->cr == NULL)
		return;
	cairo_set_source_rgb(paper->cr, grey, grey, grey);
	cairo_rectangle(paper->cr, x, y, w, h);
	cairo_fill(paper->cr);
}

void
draw_paragraph(struct draw_paper *paper, const char *s, const struct draw_style *style)
{
	double width = paper->right - paper->left, line = DRAW_LINE * style->size;
	size_t lines = draw_lines(paper->letters, s, style, width), fit;

	for (size_t from = 0; from < lines; from += fit) {
		fit = paper->y < paper->bottom ? (size_t)((paper->bottom - paper->y) / line) : 0;
		if (fit == 0) {
			draw_sheet(paper, paper->p, paper->landscape);
			fit = (size_t)((paper->bottom - paper->y) / line);
		}
		if (fit > lines - from)
			fit = lines - from;
		draw_show(paper->letters, paper->cr, s, style, paper->left, paper->y, width, from,
		    from + fit);
		paper->y += (double)fit * line;
	}
}

int
draw_outline(struct draw_paper *paper, int parent, const char *title)
{
	char where[WORDS_MOST];

	if (paper->cr == NULL)
		return 0;
	snprintf(where, sizeof(where), "page=%zu pos=[%d %d]", paper->sheet, (int)paper->left,
	    (int)paper->y);
	return cairo_pdf_surface_add_outline(paper->surface, parent, title, where,
	    CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

/* --- Sheets --------------------------------------------------------------------------------- */

/* The school and the day at the left, the number at the right. */
static void
put_footer(struct draw_paper *paper)
{
	const struct print_page *p = paper->p;
	const struct draw_style left = { SMALL, false, 0.35, DRAW_LEFT };
	const struct draw_style right = { SMALL, false, 0.35, DRAW_RIGHT };
	double y = paper->bottom + 1.2 * SMALL, width = paper->right - paper->left;
	char number[WORDS_MOST];

	jr_buf_clear(&paper->b);
	if (p->school != NULL)
		jr_buf_adds(&paper->b, p->school);
	if (p->day != NULL) {
		jr_buf_adds(&paper->b, p->school != NULL ? ", " : "");
		draw_date(p, p->day, &paper->b);
	}
	draw_line_of(paper->letters, paper->cr, jr_buf_str(&paper->b), &left, paper->left, y,
	    0.75 * width);
	snprintf(number, sizeof(number), draw_words(p, N_("page %zu of %zu")), paper->sheet,
	    paper->sheets);
	draw_line_of(paper->letters, paper->cr, number, &right, paper->left + 0.75 * width, y,
	    0.25 * width);
}

/* What the sheet goes on with. */
static void
put_running(struct draw_paper *paper)
{
	const struct draw_style style = { SMALL, false, 0.35, DRAW_LEFT };

	if (paper->p->title == NULL)
		return;
	draw_line_of(paper->letters, paper->cr, paper->p->title, &style, paper->left,
	    paper->top - 1.8 * SMALL, paper->right - paper->left);
}

void
draw_sheet(struct draw_paper *paper, const struct print_page *p, bool landscape)
{
	bool goes_on = paper->p == p;
	double w = landscape ? LONG : SHORT, h = landscape ? SHORT : LONG;

	if (paper->cr != NULL && paper->sheet > 0)
		cairo_show_page(paper->cr);
	if (paper->cr != NULL)
		cairo_pdf_surface_set_size(paper->surface, w, h);
	paper->p = p;
	paper->landscape = landscape;
	paper->sheet++;
	paper->left = INNER;
	paper->right = w - OUTER;
	paper->top = paper->y = MARGIN;
	paper->bottom = h - MARGIN;
	put_footer(paper);
	if (goes_on)
		put_running(paper);
}

/* --- The document ------------------------------------------------------------------------------ */

static cairo_status_t
collect(void *to, const unsigned char *data, unsigned n)
{
	struct jr_buf *b = to;

	jr_buf_add(b, data, n);
	return b->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

/* No moment but that of the data: the same tables make the same bytes. */
static void
describe(cairo_surface_t *surface, const struct print_page *p)
{
	static const char *const always[] = { "1980-01-01", NULL };
	jr_day day;
	char when[WORDS_MOST];

	snprintf(when, sizeof(when), "%.10sT00:00:00Z",
	    p->day != NULL && jr_date_parse(p->day, &day) == JR_OK ? p->day : always[0]);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
	if (p->title != NULL)
		cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, p->title);
	if (p->school != NULL)
		cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, p->school);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "jr-print");
}

static void
all_tables(struct draw_paper *paper, const struct draw_table *t, size_t n)
{
	paper->sheet = 0;
	paper->p = NULL;
	for (size_t i = 0; i < n; i++)
		draw_table(paper, &t[i]);
	paper->sheets = paper->sheet;
}

static int
draw_all(struct draw_letters *letters, const struct draw_table *t, size_t n, struct jr_buf *pdf,
    struct jr_error *e)
{
	struct draw_paper paper = { .letters = letters };
	cairo_status_t failed;

	all_tables(&paper, t, n);
	paper.surface = cairo_pdf_surface_create_for_stream(collect, pdf, SHORT, LONG);
	paper.cr = cairo_create(paper.surface);
	describe(paper.surface, t[0].p);
	all_tables(&paper, t, n);
	cairo_show_page(paper.cr);
	failed = cairo_status(paper.cr);
	cairo_destroy(paper.cr);
	cairo_surface_finish(paper.surface);
	if (failed == CAIRO_STATUS_SUCCESS)
		failed = cairo_surface_status(paper.surface);
	cairo_surface_destroy(paper.surface);
	if (paper.b.failed)
		failed = CAIRO_STATUS_NO_MEMORY;
	jr_buf_release(&paper.b);
	if (failed == CAIRO_STATUS_NO_MEMORY || pdf->failed)
		return draw_no_memory(e);
	return failed == CAIRO_STATUS_SUCCESS ? JR_OK :
	    jr_error_set(e, JR_EIO, "%s", cairo_status_to_string(failed));
}

int
draw_papers(struct print_page *const *page, size_t n, FILE *out, struct jr_error *e)
{
	struct draw_letters *letters;
	struct draw_table *t = calloc(n, sizeof(*t));
	struct jr_buf pdf = JR_BUF_INIT;
	int rc;

	if (t == NULL)
		return draw_no_memory(e);
	rc = draw_letters_new(&letters, e);
	for (size_t i = 0; i < n && rc == JR_OK; i++)
		rc = draw_fit(&t[i], page[i], letters, e);
	if (rc == JR_OK && (rc = draw_all(letters, t, n, &pdf, e)) == JR_OK)
		fwrite(pdf.data, 1, pdf.len, out);
	for (size_t i = 0; i < n; i++)
		draw_table_release(&t[i]);
	free(t);
	draw_letters_free(letters);
	jr_buf_release(&pdf);
	return rc;
}
