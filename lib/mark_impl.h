/* Inside marks: what those of other schools share with our own. */
#ifndef JR_MARK_IMPL_H
#define JR_MARK_IMPL_H

#include "mark.h"

/* A cell as a mark of the scale that a lesson can give; borrowed until the look-ups are
 * forgotten.  JR_EINVAL in words, about column col. */
int	 jr__mark_value(struct jr *, int col, const char *text, const char **out);

#endif
