/*
 * The school year chosen by jr_use_year(): its last school day, its classes.
 */
#ifndef JR_YEAR_H
#define JR_YEAR_H

#include "impl.h"

/* JR_ENOTFOUND: the store has no such year. */
int	 jr__year_last(struct jr *, char out[JR_DATE_SIZE]);

#define JR__YEAR_CLASSES 256

struct jr__year_classes {
	struct { int64_t id, grade; char name[64]; } v[JR__YEAR_CLASSES];
	size_t	 n;
};

/* In their order, remembered, since what is asked about each runs statements of its own;
 * class_id 0: all.  *out is the caller's to free(), NULL on failure.  JR_EINVAL: more than there is room for. */
int	 jr__year_classes(struct jr *, int64_t class_id, struct jr__year_classes **out);

#endif
