/*
 * Inside attendance: what rows about absences and their reasons share.  `col` is the
 * column to name in errors.
 */
#ifndef JR_ATTEND_IMPL_H
#define JR_ATTEND_IMPL_H

#include "attend.h"

/* The code of a cell that gives a reason: ill, excused, unexcused.  JR_EINVAL. */
int	 jr__attend_reason(struct jr *, int col, const char *text, const char **out);
/* guardian, note, certificate, order; NULL: the cell is empty.  JR_EINVAL. */
int	 jr__attend_basis(struct jr *, int col, const char *text, const char **out);

/* Reasons of a closed term may be set on the first school days of the next one. */
int	 jr__attend_still(struct jr *, int64_t class_id, const char *date, bool *out);

#endif
