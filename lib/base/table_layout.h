/*
 * How a text table fits into the width of a terminal: what its cells need,
 * which columns are wrapped, which bands it is cut into.  For table*.c only.
 * Texts are UTF-8 that is safe to print; '\n' is a line end.
 */
#ifndef JR_BASE_TABLE_LAYOUT_H
#define JR_BASE_TABLE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define JR__EVERY_BAND ((size_t)-1)

/* All in columns of the terminal. */
struct jr__need {
	size_t	 line;		/* the longest line */
	size_t	 word;		/* the longest part that is not broken */
	size_t	 number;	/* the longest such part with a digit */
};

struct jr__column {
	bool		 wraps;		/* text; others are never wrapped to save room */
	bool		 key;
	struct jr__need	 head, body;	/* add to them by jr__need() */
	size_t		 lo, hi;	/* while laying out: bounds of the width */
	size_t		 width;		/* the result */
	size_t		 band;		/* from 0, or JR__EVERY_BAND */
	bool		 hard;		/* words longer than the width are broken */
};

struct jr__layout {
	struct jr__column *col;		/* ncol of them; the caller's */
	size_t		 ncol;
	size_t		 width;		/* of the terminal */
	size_t		 gap;		/* between columns: 2, or 1 where it is tight */
	size_t		 nband;
};

/* A column also needs room for this text. */
void	 jr__need(struct jr__need *, const char *);

/* Fill gap, nband and each column's width, band and hard. */
void	 jr__layout(struct jr__layout *);

/*
 * Take the next line, at most `width` wide where the words allow it (`hard`:
 * in any case), off the front of *text.  Returns its first byte; its bytes
 * and width in *len and *used.  *text is at its NUL after the last line.
 */
const char *jr__wrap(const char **text, size_t width, bool hard, size_t *len,
    size_t *used);

/* Append the heading with words over `width` cut short: «Вер. и стат.» */
void	 jr__abbreviate(struct jr_buf *, const char *, size_t width);

#endif
