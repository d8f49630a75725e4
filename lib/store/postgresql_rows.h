/*
 * Rows on their way to the server, many at a time: tables in the binary form of
 * COPY (a header, then for each row the count of its columns, for each value its
 * length and bytes, numbers big-endian).
 */
#ifndef JR_STORE_POSTGRESQL_ROWS_H
#define JR_STORE_POSTGRESQL_ROWS_H

#include "base/buf.h"
#include "store/store.h"

void	 jr__pg_rows_begin(struct jr_buf *);
void	 jr__pg_rows_add(struct jr_buf *, int columns, const struct jr_value *row);
void	 jr__pg_rows_end(struct jr_buf *);

/* COPY table (columns) FROM STDIN … */
void	 jr__pg_copy_sql(struct jr_buf *, const struct jr_tbl_desc *);

#endif
