/*
 * Texts measured and shown.  Letters are as wide as they are designed, whatever the
 * device, and neither kerned nor joined: so widths add up, grow with the size, and
 * what is copied out of a document is what stands in the table.
 */
#include <math.h>
#include <stdlib.h>

#include <pango/pangocairo.h>

#include "draw_impl.h"

#define MEASURE 100.0		/* size at which letters are measured */
#define KNOWN 0x500		/* letters up to here are measured once: Latin, Cyrillic */
#define SLACK 0.5		/* points by which a sum may err */

struct draw_letters {
	PangoFontMap		*map;
	PangoContext		*context;
	PangoLayout		*layout;
	PangoFontDescription	*font;
	double			 advance[2][KNOWN];	/* at the size 1; NAN: not yet */
};

/* --- Fonts ------------------------------------------------------------------------- */

static bool
has_letters(struct draw_letters *l)
{
	PangoFontFamily **family = NULL;
	PangoFont *font;
	int n = 0;
	bool has;

	pango_font_map_list_families(l->map, &family, &n);
	g_free(family);
	if (n == 0 || (font = pango_font_map_load_font(l->map, l->context, l->font)) == NULL)
		return false;
	has = pango_font_has_char(font, 'A') && pango_font_has_char(font, 0x416);
	g_object_unref(font);
	return has;
}

static void
set_up(struct draw_letters *l)
{
	PangoAttrList *attributes = pango_attr_list_new();
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(l->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(l->context, FALSE);
	pango_context_set_language(l->context, pango_language_from_string("ru"));
	pango_attr_list_insert(attributes, pango_attr_font_features_new("kern=0, liga=0, clig=0"));
	l->layout = pango_layout_new(l->context);
	pango_layout_set_attributes(l->layout, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_wrap(l->layout, PANGO_WRAP_WORD_CHAR);
}

int
draw_letters_new(struct draw_letters **out, struct jr_error *e)
{
	struct draw_letters *l = calloc(1, sizeof(*l));

	*out = NULL;
	if (l == NULL)
		return draw_no_memory(e);
	for (int i = 0; i < 2 * KNOWN; i++)
		l->advance[i / KNOWN][i % KNOWN] = NAN;
	l->map = pango_cairo_font_map_new();
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(l->map), 72);
	l->context = pango_font_map_create_context(l->map);
	l->font = pango_font_description_from_string(DRAW_FAMILIES);
	pango_font_description_set_absolute_size(l->font, MEASURE * PANGO_SCALE);
	if (!has_letters(l)) {
		draw_letters_free(l);
		return jr_error_set(e, JR_ECONFIG, N_("there is no font with Cyrillic letters; "
		    "install the package fonts-liberation2 (or fonts-dejavu-core)"));
	}
	set_up(l);
	*out = l;
	return JR_OK;
}

void
draw_letters_free(struct draw_letters *l)
{
	if (l == NULL)
		return;
	if (l->layout != NULL)
		g_object_unref(l->layout);
	pango_font_description_free(l->font);
	g_object_unref(l->context);
	g_object_unref(l->map);
	free(l);
}

/* --- Measuring ----------------------------------------------------------------------- */

/* The layout of n bytes; width below 0: not wrapped. */
static void
lay(struct draw_letters *l, const char *s, size_t n, double size, bool bold, double width,
    enum draw_align align)
{
	static const PangoAlignment of[] = {
		[DRAW_LEFT] = PANGO_ALIGN_LEFT, [DRAW_CENTER] = PANGO_ALIGN_CENTER,
		[DRAW_RIGHT] = PANGO_ALIGN_RIGHT,
	};

	pango_font_description_set_absolute_size(l->font, size * PANGO_SCALE);
	pango_font_description_set_weight(l->font,
	    bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(l->layout, l->font);
	pango_layout_set_width(l->layout, width < 0 ? -1 : (int)((width + SLACK) * PANGO_SCALE));
	pango_layout_set_ellipsize(l->layout, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_alignment(l->layout, of[align]);
	pango_layout_set_text(l->layout, s, (int)n);
}

static double
measured(struct draw_letters *l, const char *s, size_t n, bool bold)
{
	int width, height;

	lay(l, s, n, MEASURE, bold, -1, DRAW_LEFT);
	pango_layout_get_size(l->layout, &width, &height);
	return width / (MEASURE * PANGO_SCALE);
}

/* The width of n bytes in one line, by their letters where those are known. */
static double
width_of(struct draw_letters *l, const char *s, size_t n, bool bold)
{
	double sum = 0, *known;
	size_t bytes;
	unsigned c;

	for (const char *at = s; at < s + n; at += bytes) {
		c = (unsigned char)*at;
		bytes = c < 0x80 ? 1 : 2;
		if (c >= 0x80)
			c = (c & 0x1F) << 6 | ((unsigned char)at[1] & 0x3F);
		if (((unsigned char)*at & 0xE0) == 0xE0 || c >= KNOWN ||
		    (c >= 0x300 && c < 0x370) || (c >= 0x483 && c < 0x48A))
			return measured(l, s, n, bold);
		known = &l->advance[bold][c];
		if (isnan(*known))
			*known = measured(l, at, bytes, bold);
		sum += *known;
	}
	return sum;
}

static double
widest(struct draw_letters *l, const char *s, bool bold, const char *stops)
{
	double most = 0, w;
	size_t n;

	for (; *s != '\0'; s += n + (s[n] != '\0')) {
		n = strcspn(s, stops);
		if ((w = width_of(l, s, n, bold)) > most)
			most = w;
	}
	return most;
}

double
draw_width(struct draw_letters *l, const char *s, bool bold)
{
	return widest(l, s, bold, "\n");
}

double
draw_word(struct draw_letters *l, const char *s, bool bold)
{
	return widest(l, s, bold, "\n ");
}

size_t
draw_lines(struct draw_letters *l, const char *s, const struct draw_style *style,
    double width)
{
	if (strchr(s, '\n') == NULL && draw_width(l, s, style->bold) * style->size <= width)
		return 1;
	lay(l, s, strlen(s), style->size, style->bold, width, style->align);
	return (size_t)pango_layout_get_line_count(l->layout);
}

/* --- Showing ------------------------------------------------------------------------------ */

/* Line i of the layout in its width, on the baseline of that line. */
static void
show_line(struct draw_letters *l, cairo_t *cr, int i, const struct draw_style *style,
    double x, double y, double width)
{
	PangoLayoutLine *line = pango_layout_get_line_readonly(l->layout, i);
	PangoRectangle logical;
	double room;

	pango_layout_line_get_extents(line, NULL, &logical);
	room = width - (double)logical.width / PANGO_SCALE;
	if (style->align == DRAW_CENTER)
		x += room / 2;
	if (style->align == DRAW_RIGHT)
		x += room;
	cairo_move_to(cr, x, y);
	pango_cairo_show_layout_line(cr, line);
}

static void
prepare(struct draw_letters *l, cairo_t *cr, const struct draw_style *style)
{
	cairo_set_source_rgb(cr, style->grey, style->grey, style->grey);
	pango_cairo_update_context(cr, l->context);
	pango_layout_context_changed(l->layout);
}

void
draw_show(struct draw_letters *l, cairo_t *cr, const char *s, const struct draw_style *style,
    double x, double y, double width, size_t from, size_t to)
{
	size_t lines;

	if (cr == NULL || *s == '\0')
		return;
	lay(l, s, strlen(s), style->size, style->bold, width, style->align);
	prepare(l, cr, style);
	lines = (size_t)pango_layout_get_line_count(l->layout);
	for (size_t i = from; i < to && i < lines; i++)
		show_line(l, cr, (int)i, style, x, y + style->size *
		    (DRAW_LINE * (double)(i - from) + 0.95), width);
}

void
draw_line_of(struct draw_letters *l, cairo_t *cr, const char *s, const struct draw_style *style,
    double x, double y, double width)
{
	if (cr == NULL || *s == '\0')
		return;
	lay(l, s, strcspn(s, "\n"), style->size, style->bold, width, style->align);
	pango_layout_set_ellipsize(l->layout, PANGO_ELLIPSIZE_END);
	prepare(l, cr, style);
	show_line(l, cr, 0, style, x, y + 0.95 * style->size, width);
}

void
draw_upright(struct draw_letters *l, cairo_t *cr, const char *s,
    const struct draw_style *style, double x, double y, double high)
{
	if (cr == NULL)
		return;
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_rotate(cr, -G_PI / 2);
	draw_show(l, cr, s, style, 0, 0, high, 0, SIZE_MAX);
	cairo_restore(cr);
}
