/*
 * The URL of a journal in PostgreSQL: one of libpq's, with a parameter of our own
 * that names the school's schema:
 *
 *	postgresql://jr@db1,db2/journal?schema=gymnasium4&sslmode=verify-full
 */
#ifndef JR_STORE_POSTGRESQL_URL_H
#define JR_STORE_POSTGRESQL_URL_H

#include "base/buf.h"
#include "base/error.h"

#define JR__PG_SCHEMA_MOST 63
#define JR__PG_SCHEMA "journal"		/* where the URL names none */

struct jr__pg_url {
	struct jr_buf	 server;	/* for libpq: the URL without schema= */
	struct jr_buf	 shown;		/* for messages: no password, no other parameters */
	char		 schema[JR__PG_SCHEMA_MOST + 1];
};

/* Take it apart; zeroed to begin.  JR_ECONFIG: not a name that a schema may have. */
int	 jr__pg_url_parse(const char *url, struct jr__pg_url *out, struct jr_error *);
void	 jr__pg_url_release(struct jr__pg_url *);

#endif
