/*
 * Inside the plugin that draws, for draw_*.c only; all lengths in points (1/72 inch).
 *
 *	draw_text.c	texts measured and shown
 *	draw_value.c	a page's cells and words as people read them
 *	draw_fit.c	how wide the columns of a table are, and on which paper
 *	draw_table.c	a table on sheets of paper
 *	draw_paper.c	the document: sheets, what stands above and below, outline
 *	draw_canvas.c	what charts are drawn on: cairo, or SVG
 *	draw_axis.c	round numbers of a scale, and the labels beside it
 *	draw_chart.c	bars, lines
 *	draw_heat.c	a map of coloured fields
 *	draw_main.c	what jr-print sees
 */
#ifndef DRAW_IMPL_H
#define DRAW_IMPL_H

#include "print.h"

typedef struct _cairo cairo_t;

/* --- Texts (draw_text.c) ------------------------------------------------------- */

#define DRAW_FAMILIES "Liberation Sans,PT Sans,DejaVu Sans"
#define DRAW_LINE 1.2		/* from line to line, of the size */

enum draw_align { DRAW_LEFT, DRAW_CENTER, DRAW_RIGHT };

struct draw_style {
	double		 size;
	bool		 bold;
	double		 grey;		/* 0 black … 1 white */
	enum draw_align	 align;
};

struct draw_letters;

/* JR_ECONFIG: there is no font with Latin and Cyrillic letters; JR_ENOMEM. */
int	 draw_letters_new(struct draw_letters **out, struct jr_error *);
void	 draw_letters_free(struct draw_letters *);	/* takes NULL */

/* At the size 1: the widest line, and the longest part that is not broken. */
double	 draw_width(struct draw_letters *, const char *, bool bold);
double	 draw_word(struct draw_letters *, const char *, bool bold);
/* How many lines it takes in that width. */
size_t	 draw_lines(struct draw_letters *, const char *, const struct draw_style *,
    double width);
/* Show its lines [from, to) with their upper left corner there, in that width. */
void	 draw_show(struct draw_letters *, cairo_t *, const char *, const struct draw_style *,
    double x, double y, double width, size_t from, size_t to);
/* One line, cut with «…» where it is longer. */
void	 draw_line_of(struct draw_letters *, cairo_t *, const char *,
    const struct draw_style *, double x, double y, double width);
/* All of it upright, read from below, its lower left corner there; high: its width. */
void	 draw_upright(struct draw_letters *, cairo_t *, const char *,
    const struct draw_style *, double x, double y, double high);

/* --- Values (draw_value.c) ------------------------------------------------------- */

/* A cell as people read it; borrowed from b, which is emptied first. */
const char *draw_cell(const struct print_page *, size_t row, size_t col, struct jr_buf *b);
/* A number so; decimals -1: as many as it needs, up to two. */
void	 draw_number(const struct print_page *, double, int decimals, struct jr_buf *out);
/* An ISO date so, anything else as it is. */
void	 draw_date(const struct print_page *, const char *, struct jr_buf *out);
/* A message in the language of the page. */
const char *draw_words(const struct print_page *, const char *msgid)
    __attribute__((format_arg(2)));

/* --- Fitting (draw_fit.c) ---------------------------------------------------------- */

#define DRAW_PAD 0.3		/* beside a cell's text, of its size */

struct draw_column {
	double		 body, body_word;	/* what its cells need, at the size 1 */
	double		 head, head_word;
	bool		 upright;		/* its heading stands so */
	double		 lo, hi;		/* while fitting */
	double		 width;			/* the result */
	size_t		 band;			/* of the table; DRAW_EVERY */
	bool		 wraps;
	enum draw_align	 align;
};

#define DRAW_EVERY SIZE_MAX

/* A table, laid out. */
struct draw_table {
	const struct print_page	*p;
	struct draw_column	*col;
	double			 size;
	bool			 landscape;
	size_t			 bands;
	double			 upright_high;	/* longest text of upright headings */
	double			 head_high;	/* of the heading; of all bands */
	uint16_t		*lines;		/* of each row, the most of its cells */
};

/* JR_ENOMEM.  Release it in each case. */
int	 draw_fit(struct draw_table *, const struct print_page *, struct draw_letters *,
    struct jr_error *);
void	 draw_table_release(struct draw_table *);
static inline bool
draw_in_band(const struct draw_table *t, size_t col, size_t band)
{
	return t->col[col].band == band || t->col[col].band == DRAW_EVERY;
}

/* --- Sheets (draw_paper.c) --------------------------------------------------------- */

struct draw_paper {
	cairo_t			*cr;		/* NULL: sheets are only counted */
	void			*surface;
	struct draw_letters	*letters;
	struct jr_buf		 b;
	const struct print_page	*p;		/* whose sheets they are now */
	size_t			 sheet, sheets;	/* from 1; of how many */
	bool			 landscape;
	double			 left, right, top, bottom;	/* of what may be printed on */
	double			 y;		/* the next thing goes there */
	int			 outline;	/* of the table; its groups go below */
};

/* End this sheet, if there is one, and begin the next. */
void	 draw_sheet(struct draw_paper *, const struct print_page *, bool landscape);
/* An entry of the outline, here. */
int	 draw_outline(struct draw_paper *, int parent, const char *title);
/* A paragraph in the whole width; moves y.  Goes on the next sheet where it has to. */
void	 draw_paragraph(struct draw_paper *, const char *, const struct draw_style *);
/* A line of that grey and width. */
void	 draw_rule(struct draw_paper *, double x0, double y0, double x1, double y1,
    double width, double grey);
void	 draw_fill(struct draw_paper *, double x, double y, double w, double h, double grey);

/* --- A table (draw_table.c) ---------------------------------------------------------- */

void	 draw_table(struct draw_paper *, const struct draw_table *);

/* --- Charts ----------------------------------------------------------------------------- */

struct draw_canvas;

struct draw_canvas_ops {
	/* tip: what it is, for who points at it or hears it; NULL */
	void	(*rect)(struct draw_canvas *, double x, double y, double w, double h,
		    const char *colour, const char *class, const char *tip);
	void	(*path)(struct draw_canvas *, const double *xy, size_t points,
		    const char *colour, double width, const char *class);
	void	(*dot)(struct draw_canvas *, double x, double y, double r,
		    const char *colour, const char *tip);
	/* On its baseline; up: turned to be read from below. */
	void	(*text)(struct draw_canvas *, double x, double y, double size,
		    enum draw_align, bool up, const char *colour, const char *text);
};

struct draw_canvas {
	const struct draw_canvas_ops	*ops;
	struct draw_letters		*letters;
	cairo_t				*cr;	/* or */
	struct jr_buf			 svg;
};

extern const struct draw_canvas_ops draw_on_cairo, draw_on_svg;

/* The canvas's first and last lines. */
void	 draw_svg_begin(struct draw_canvas *, double w, double h, const char *title);
void	 draw_svg_end(struct draw_canvas *);

#define DRAW_SERIES 6
extern const char *const draw_colour[DRAW_SERIES];

/* How high the page's drawing is, w wide; and the drawing there. */
double	 draw_chart_high(const struct print_page *, struct draw_letters *, double w);
void	 draw_chart(struct draw_canvas *, const struct print_page *, double x, double y,
    double w, double h);
double	 draw_heat_high(const struct print_page *, struct draw_letters *, double w);
void	 draw_heat(struct draw_canvas *, const struct print_page *, double x, double y,
    double w, double h);

/* The number of a cell; false: there is none. */
bool	 draw_number_at(const struct print_page *, size_t row, size_t col, double *out);
/* A step of 1, 2 or 5 for about n of them up to most. */
double	 draw_step(double most, int n);
/* The text, cut with «…» to that width at that size; borrowed from b. */
const char *draw_cut(struct draw_letters *, const char *, double size, double width,
    struct jr_buf *b);

/* --- To jr-print (draw_main.c) ------------------------------------------------------------- */

int	 draw_papers(struct print_page *const *, size_t n, FILE *out, struct jr_error *);
int	 draw_picture(const struct print_page *, enum print_picture, FILE *out,
    struct jr_error *);
int	 draw_no_memory(struct jr_error *);

#endif
