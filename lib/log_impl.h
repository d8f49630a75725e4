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

#endif
