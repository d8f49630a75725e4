/*
 * Inside the library: decisions of the council, for council*.c and rollover.c.
 */
#ifndef JR_COUNCIL_IMPL_H
#define JR_COUNCIL_IMPL_H

#include "council.h"
#include "impl.h"

enum { JR__C_STUDENT, JR__C_CLASS, JR__C_DECISION, JR__C_DATE, JR__C_PROTOCOL, JR__C_NOTE,
	JR__C_COLUMNS };

extern const struct jr_rowcol jr__council_columns[JR__C_COLUMNS];

enum jr__decision { JR__PROMOTED, JR__CONDITIONAL, JR__RETAINED, JR__LEFT };

extern const char *const jr__decision[];	/* as stored */

/* The decision that a word means.  JR_EINVAL, at the column. */
int	 jr__decision_find(struct jr *, int col, const char *text, enum jr__decision *out);

/* What a list is narrowed to; 0: not. */
int	 jr__council_narrow(struct jr *, const struct jr_filter *, int64_t *class_id,
    int64_t *student_id);

#endif
