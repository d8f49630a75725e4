/*
 * An input as lines of UTF-8, decoded block by block.  A line ends in LF, CRLF
 * or a lone CR, as in an editor; the last one may have no end.
 */
#ifndef JR_BASE_LINES_H
#define JR_BASE_LINES_H

#include <stddef.h>

#include "base/encoding.h"
#include "base/error.h"
#include "base/spool.h"

struct jr__lines;

struct jr__line {
	const char *text;	/* no NUL behind; borrowed until the next call */
	size_t	 len;		/* with the line end */
	size_t	 no;		/* from 1 */
};

/* A place between two lines. */
struct jr__place {
	size_t	 at;		/* in bytes of UTF-8 */
	size_t	 no;		/* of the line behind it */
};

/*
 * Borrows the spool until the free.  NULL: no memory.  `most` is how many
 * bytes may stand between the place kept and the end of a line.
 */
struct jr__lines *jr__lines_new(const struct jr__spool *, struct jr__encoding,
    size_t most);
void	 jr__lines_free(struct jr__lines *);	/* takes NULL */

/*
 * JR_OK; JR_DONE: no more lines; JR_EINVAL: the line (its number is in out)
 * reaches too far from the place kept, it is passed over and nothing is kept any
 * more; JR_EIO, JR_ENOMEM.  err is set for the last two only.
 */
int	 jr__lines_next(struct jr__lines *, struct jr__line *out,
    struct jr_error *);

/* Keep the text from the next line on, and none before. */
void	 jr__lines_keep(struct jr__lines *);

/* Where the next line begins; and back there, within what is kept. */
struct jr__place jr__lines_place(const struct jr__lines *);
void	 jr__lines_back(struct jr__lines *, struct jr__place);

/* Back to the first line, at any time. */
void	 jr__lines_rewind(struct jr__lines *);

#endif
