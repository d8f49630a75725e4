/*
 * What charts are drawn on: a cairo surface (PDF, PNG), or SVG, written here so that
 * its words stay words and each bar says what it is.
 */
#include <stdlib.h>

#include <cairo.h>

#include "draw_impl.h"

/* Told apart by those who see few colours too (Okabe and Ito). */
const char *const draw_colour[DRAW_SERIES] = {
	"#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00",
};

/* --- Cairo ---------------------------------------------------------------------------- */

static void
set_colour(cairo_t *cr, const char *colour)
{
	unsigned long rgb = strtoul(colour + 1, NULL, 16);

	cairo_set_source_rgb(cr, (double)(rgb >> 16 & 255) / 255, (double)(rgb >> 8 & 255) / 255,
	    (double)(rgb & 255) / 255);
}

static void
cairo_rect(struct draw_canvas *c, double x, double y, double w, double h, const char *colour,
    const char *class, const char *tip)
{
	(void)class;
	(void)tip;
	set_colour(c->cr, colour);
	cairo_rectangle(c->cr, x, y, w, h);
	cairo_fill(c->cr);
}

static void
cairo_lines(struct draw_canvas *c, const double *xy, size_t points, const char *colour,
    double width, const char *class)
{
	(void)class;
	set_colour(c->cr, colour);
	cairo_set_line_width(c->cr, width);
	cairo_set_line_join(c->cr, CAIRO_LINE_JOIN_ROUND);
	cairo_new_path(c->cr);
	for (size_t i = 0; i < points; i++)
		cairo_line_to(c->cr, xy[2 * i], xy[2 * i + 1]);
	cairo_stroke(c->cr);
}

static void
cairo_dot(struct draw_canvas *c, double x, double y, double r, const char *colour,
    const char *tip)
{
	(void)tip;
	set_colour(c->cr, colour);
	cairo_new_sub_path(c->cr);
	cairo_arc(c->cr, x, y, r, 0, 6.2831853);
	cairo_fill(c->cr);
}

static void
cairo_text(struct draw_canvas *c, double x, double y, double size, enum draw_align align,
    bool up, const char *colour, const char *text)
{
	const struct draw_style style = { size, false, strtoul(colour + 1, NULL, 16) > 0xAAAAAA ?
	    1 : 0.2, DRAW_LEFT };
	double width = draw_width(c->letters, text, false) * size;
	double back = align == DRAW_LEFT ? 0 : align == DRAW_CENTER ? width / 2 : width;

	if (up)
		draw_upright(c->letters, c->cr, text, &style, x - 0.95 * size, y + back, width);
	else
		draw_line_of(c->letters, c->cr, text, &style, x - back, y - 0.95 * size, width + 1);
}

const struct draw_canvas_ops draw_on_cairo = {
	.rect = cairo_rect, .path = cairo_lines, .dot = cairo_dot, .text = cairo_text,
};

/* --- SVG --------------------------------------------------------------------------------- */

static void
add_escaped(struct jr_buf *o, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '&')
			jr_buf_adds(o, "&amp;");
		else if (*s == '<')
			jr_buf_adds(o, "&lt;");
		else if (*s == '>')
			jr_buf_adds(o, "&gt;");
		else if (*s == '"')
			jr_buf_adds(o, "&quot;");
		else
			jr_buf_addc(o, (unsigned char)*s < ' ' || *s == 0x7f ? ' ' : *s);
}

static void
close_with_tip(struct jr_buf *o, const char *element, const char *tip)
{
	if (tip == NULL) {
		jr_buf_adds(o, "/>\n");
		return;
	}
	jr_buf_adds(o, "><title>");
	add_escaped(o, tip);
	jr_buf_addf(o, "</title></%s>\n", element);
}

static void
svg_rect(struct draw_canvas *c, double x, double y, double w, double h, const char *colour,
    const char *class, const char *tip)
{
	jr_buf_addf(&c->svg, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
	    "height=\"%.1f\" fill=\"%s\"", class, x, y, w, h, colour);
	close_with_tip(&c->svg, "rect", tip);
}

static void
svg_lines(struct draw_canvas *c, const double *xy, size_t points, const char *colour,
    double width, const char *class)
{
	jr_buf_addf(&c->svg, "<polyline class=\"%s\" fill=\"none\" stroke=\"%s\" "
	    "stroke-width=\"%.1f\" points=\"", class, colour, width);
	for (size_t i = 0; i < points; i++)
		jr_buf_addf(&c->svg, "%s%.1f,%.1f", i > 0 ? " " : "", xy[2 * i], xy[2 * i + 1]);
	jr_buf_adds(&c->svg, "\"/>\n");
}

static void
svg_dot(struct draw_canvas *c, double x, double y, double r, const char *colour,
    const char *tip)
{
	jr_buf_addf(&c->svg, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" "
	    "fill=\"%s\"", x, y, r, colour);
	close_with_tip(&c->svg, "circle", tip);
}

static void
svg_text(struct draw_canvas *c, double x, double y, double size, enum draw_align align,
    bool up, const char *colour, const char *text)
{
	static const char *const anchor[] = {
		[DRAW_LEFT] = "start", [DRAW_CENTER] = "middle", [DRAW_RIGHT] = "end",
	};

	jr_buf_addf(&c->svg, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" "
	    "text-anchor=\"%s\" fill=\"%s\"", x, y, size, anchor[align], colour);
	if (up)
		jr_buf_addf(&c->svg, " transform=\"rotate(-90 %.1f %.1f)\"", x, y);
	jr_buf_addc(&c->svg, '>');
	add_escaped(&c->svg, text);
	jr_buf_adds(&c->svg, "</text>\n");
}

const struct draw_canvas_ops draw_on_svg = {
	.rect = svg_rect, .path = svg_lines, .dot = svg_dot, .text = svg_text,
};

void
draw_svg_begin(struct draw_canvas *c, double w, double h, const char *title)
{
	jr_buf_addf(&c->svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
	    "height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
	    "font-family=\"Liberation Sans, Arial, PT Sans, DejaVu Sans, sans-serif\">\n",
	    w, h, w, h);
	if (title != NULL) {
		jr_buf_adds(&c->svg, "<title>");
		add_escaped(&c->svg, title);
		jr_buf_adds(&c->svg, "</title>\n");
	}
	svg_rect(c, 0, 0, w, h, "#FFFFFF", "paper", NULL);
}

void
draw_svg_end(struct draw_canvas *c)
{
	jr_buf_adds(&c->svg, "</svg>\n");
}
