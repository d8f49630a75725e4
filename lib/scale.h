/*
 * Values of the scale by what people write for them.
 */
#ifndef JR_SCALE_H
#define JR_SCALE_H

#include "impl.h"

#define JR__VALUE_SIZE 32

/*
 * The scale's own spelling of a mark: "5.0" and "5,0" are 5, ОСВ is осв.
 * JR_EINVAL, at the column: it is missing, or not on the scale.
 */
int	 jr__scale_find(struct jr *, int col, const char *mark, char out[JR__VALUE_SIZE]);

/* Does it fail, or say that the student was not attested?  That makes a debt.  *out tells. */
int	 jr__scale_owes(struct jr *, const char *value, bool *out);

#endif
