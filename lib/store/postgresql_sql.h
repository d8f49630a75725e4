/* Statements as PostgreSQL wants them: numbers instead of names. */
#ifndef JR_STORE_POSTGRESQL_SQL_H
#define JR_STORE_POSTGRESQL_SQL_H

#include "base/buf.h"

#define JR__PG_PARAMS_MOST 64

struct jr__pg_params {
	int	 n;
	struct {
		const char	*name;		/* in the text given; not ended by NUL */
		size_t		 len;
	}	 at[JR__PG_PARAMS_MOST];	/* $1 first */
};

/*
 * Write sql with each :name as $n, the same name always as the same number, in
 * the order they first come.  Strings, quoted names, comments and :: stay as they
 * are.  The names point into sql.  false: more parameters than there is room for.
 */
bool	 jr__pg_sql(const char *sql, struct jr_buf *out, struct jr__pg_params *);

/* The number of a parameter, from 1; 0: none of that name. */
int	 jr__pg_param(const struct jr__pg_params *, const char *name, size_t len);

#endif
