/*
 * What went wrong, in words, and where in the input.  The first (deepest)
 * error of an operation stands: jr_error_set() on a set error does nothing.
 * Texts are English message ids, translated here through gettext.
 */
#ifndef JR_BASE_ERROR_H
#define JR_BASE_ERROR_H

#include <stdarg.h>
#include <stddef.h>

#include "base/rc.h"

#define N_(s) s			/* marks a message id for translation */

const char *jr_gettext(const char *msgid) __attribute__((format_arg(1)));
const char *jr_ngettext(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

#define _(s) jr_gettext(s)

struct jr_error {
	int	 rc;		/* 0: nothing set */
	size_t	 line;		/* of the input, from 1; 0: no place */
	size_t	 field;		/* CSV field or YAML column, from 1; 0: none */
	char	 text[768];	/* translated, UTF-8, control bytes escaped */
};

/* Forget what is set. */
void	 jr_error_clear(struct jr_error *);

/*
 * Set the text from a message id, unless one is set.  Returns the rc that was
 * passed, also then.  A text too long for its place ends in «…».
 */
int	 jr_error_set(struct jr_error *, int rc, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
int	 jr_error_setv(struct jr_error *, int rc, const char *fmt, va_list)
    __attribute__((format(printf, 3, 0)));

/* The same with a place in the input. */
int	 jr_error_at(struct jr_error *, int rc, size_t line, size_t field,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

#endif
