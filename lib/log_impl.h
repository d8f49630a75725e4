/* Inside the shown history: its rows as they are read. */
#ifndef JR_LOG_IMPL_H
#define JR_LOG_IMPL_H

#include "log.h"
#include "pack.h"

/* The transaction of a statement's row; rows is left 0. */
void	 jr__log_tx(struct jr_stmt *, struct jr_log_tx *);

/* All rows that a transaction changed, in its order. */
typedef int jr__log_row(void *arg, const struct jr__unpacked *);
int	 jr__log_each(struct jr *, int64_t tx_id, jr__log_row *, void *arg);

/* What the list is narrowed to, of student and lesson. */
struct jr__concern;
/* *out is to be freed whatever comes.  JR_ENOTFOUND, JR_EINVAL: no such student or
 * lesson. */
int	 jr__concern_new(struct jr *, const struct jr_log_filter *, struct jr__concern **out);
void	 jr__concern_free(struct jr__concern *);	/* takes NULL */
/* Is the row about the student and the lesson, as far as they were given? */
int	 jr__concern_row(const struct jr__concern *, const struct jr__unpacked *, bool *out);

#endif
