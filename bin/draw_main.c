/* What jr-print sees of the plugin: papers, and pictures alone. */
#include <cairo.h>

#include "draw_impl.h"

#define WIDE 800.0		/* of a picture, in points, and pixels of SVG */
#define EDGE 16.0
#define PIXELS 2.0		/* of a PNG, to a point */

int
draw_no_memory(struct jr_error *e)
{
	return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
}

static cairo_status_t
collect(void *to, const unsigned char *data, unsigned n)
{
	struct jr_buf *b = to;

	jr_buf_add(b, data, n);
	return b->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static int
make_svg(const struct print_page *p, struct draw_letters *l, double high, FILE *out,
    struct jr_error *e)
{
	struct draw_canvas c = { .ops = &draw_on_svg, .letters = l };
	int rc = JR_OK;

	draw_svg_begin(&c, WIDE, high + 2 * EDGE, p->title);
	draw_chart(&c, p, EDGE, EDGE, WIDE - 2 * EDGE, high);
	draw_svg_end(&c);
	if (c.svg.failed)
		rc = draw_no_memory(e);
	else
		fwrite(c.svg.data, 1, c.svg.len, out);
	jr_buf_release(&c.svg);
	return rc;
}

static int
write_png(cairo_surface_t *surface, FILE *out, struct jr_error *e)
{
	struct jr_buf png = JR_BUF_INIT;
	cairo_status_t failed = cairo_surface_write_to_png_stream(surface, collect, &png);
	int rc = JR_OK;

	if (failed == CAIRO_STATUS_NO_MEMORY)
		rc = draw_no_memory(e);
	else if (failed != CAIRO_STATUS_SUCCESS)
		rc = jr_error_set(e, JR_EIO, "%s", cairo_status_to_string(failed));
	else
		fwrite(png.data, 1, png.len, out);
	jr_buf_release(&png);
	return rc;
}

static int
make_png(const struct print_page *p, struct draw_letters *l, double high, FILE *out,
    struct jr_error *e)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	    (int)(PIXELS * WIDE), (int)(PIXELS * (high + 2 * EDGE)));
	struct draw_canvas c = { .ops = &draw_on_cairo, .letters = l };
	int rc;

	c.cr = cairo_create(surface);
	cairo_scale(c.cr, PIXELS, PIXELS);
	cairo_set_source_rgb(c.cr, 1, 1, 1);
	cairo_paint(c.cr);
	draw_chart(&c, p, EDGE, EDGE, WIDE - 2 * EDGE, high);
	cairo_destroy(c.cr);
	rc = write_png(surface, out, e);
	cairo_surface_destroy(surface);
	return rc;
}

int
draw_picture(const struct print_page *p, enum print_picture kind, FILE *out,
    struct jr_error *e)
{
	struct draw_letters *l;
	double high;
	int rc;

	if ((rc = draw_letters_new(&l, e)) < 0)
		return rc;
	high = draw_chart_high(p, l, WIDE - 2 * EDGE);
	rc = kind == PRINT_SVG ? make_svg(p, l, high, out, e) : make_png(p, l, high, out, e);
	draw_letters_free(l);
	return rc;
}

/* The one name that the program looks up. */
extern const struct print_drawer print_drawer;
__attribute__((visibility("default"))) const struct print_drawer print_drawer = {
	.abi = PRINT_DRAWER_ABI, .paper = draw_papers, .picture = draw_picture,
};
