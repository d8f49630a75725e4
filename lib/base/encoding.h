/*
 * What an input is written in.  Said by its byte order mark, else by the
 * caller, else found out: strict UTF-8, else CP1251 where the text then looks
 * Russian.  The whole input is looked at, so that what reads it afterwards
 * meets no byte that it cannot decode, and no NUL.
 */
#ifndef JR_BASE_ENCODING_H
#define JR_BASE_ENCODING_H

#include <stddef.h>

#include "base/charset.h"
#include "base/error.h"
#include "base/spool.h"

struct jr__encoding {
	enum jr__charset charset;
	size_t	 mark;		/* bytes of the byte order mark, to be passed over */
};

/*
 * named: what --encoding says, or NULL.  JR_EINVAL, with the line where there is
 * one: no such encoding; a workbook, page or document of another kind; a NUL; a
 * byte that the encoding does not have; an encoding that cannot be found out,
 * with the advice to name it (CP866 and KOI8-R are named by us).  JR_EIO,
 * JR_ENOMEM.
 */
int	 jr__encoding_find(const struct jr__spool *, const char *named,
    struct jr__encoding *out, struct jr_error *);

#endif
