/*
 * YAML configuration, checked against a schema table while it is read.
 * libyaml stays behind this header.
 *
 * Refused, each with its line and column: what is not YAML or not UTF-8;
 * unknown and duplicate keys; keys that are missing; wrong types; aliases,
 * anchors and tags; control characters; several documents; more than 1 MiB of
 * file, 64 KiB of one scalar, 10,000 entries of one node, 16 levels.  All errors of a
 * file are reported, up to 20; what is not YAML ends the reading.
 *
 * Types come from the schema, never from the look of a value: `yes`, 5 and 1:30
 * are texts where a text is wanted.  A key without a value is an empty text,
 * map, list or dict; for the other types, and for a text that is required, it
 * is an error.
 */
#ifndef JR_BASE_CONF_H
#define JR_BASE_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"

enum jr_conf_type {
	JR_CONF_TEXT,
	JR_CONF_INT,		/* decimal; min and max of the key hold */
	JR_CONF_BOOL,		/* true/false, yes/no, in any case */
	JR_CONF_DATE,		/* as jr_date_parse() */
	JR_CONF_WORD,		/* one of `words`, separated by '|' */
	JR_CONF_MAP,		/* keys of `sub` */
	JR_CONF_LIST,		/* every item like sub[0] */
	JR_CONF_DICT,		/* any keys, every value like sub[0] */
};

struct jr_conf_key {
	const char		*name;		/* NULL ends a table */
	enum jr_conf_type	 type;
	bool			 required;
	int64_t			 min, max;	/* JR_CONF_INT; both 0: any */
	const char		*words;		/* JR_CONF_WORD */
	const struct jr_conf_key *sub;
};

struct jr_conf_node {
	const char		*key;		/* in a map or dict; NULL in a list */
	enum jr_conf_type	 type;
	const char		*text;		/* the scalar as written; NULL for others */
	int64_t			 number;	/* of INT, BOOL (0/1), DATE (jr_day) */
	size_t			 line, column;	/* from 1: of its key, or of the item */
	size_t			 n;		/* children */
	const struct jr_conf_node *const *child;	/* in the order of the file */
};

struct jr_conf;

/* Called for each error of the file, in order of line and column. */
typedef void jr_conf_report(void *arg, const struct jr_error *);

/*
 * Read and check.  *out owns everything; NULL on failure.  The schema is
 * borrowed for the call.  JR_EINVAL after reports; JR_EIO, JR_ENOMEM with one
 * report.
 */
int	 jr_conf_load(struct jr_conf **out, FILE *in, const struct jr_conf_key *schema,
    jr_conf_report *, void *arg);
const struct jr_conf_node *jr_conf_root(const struct jr_conf *);
void	 jr_conf_free(struct jr_conf *);	/* takes NULL */

/* Child by key; NULL when it (or the node) is not there. */
const struct jr_conf_node *jr_conf_get(const struct jr_conf_node *, const char *key);
/* Its text, or dflt when it is not there or no scalar. */
const char *jr_conf_text(const struct jr_conf_node *, const char *key, const char *dflt);
/* Its number, or dflt when it is not there. */
int64_t	 jr_conf_number(const struct jr_conf_node *, const char *key, int64_t dflt);

#endif
