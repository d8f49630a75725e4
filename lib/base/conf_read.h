/*
 * The reading of a configuration: the file, libyaml's events one after another, and the
 * errors found on the way.  conf_read.c says what is not YAML, or not allowed in any
 * configuration; conf.c makes the tree that its schema asks for.
 */
#ifndef JR_BASE_CONF_READ_H
#define JR_BASE_CONF_READ_H

#include <stdio.h>

#include <yaml.h>

#include "base/buf.h"
#include "base/conf_impl.h"

#define JR__CONF_ERRORS_MOST 20

struct jr__conf_load {
	yaml_parser_t	 parser;
	yaml_event_t	 event;		/* the one that is looked at */
	struct jr_buf	 text;		/* the whole file */
	size_t		 start;		/* where it begins, behind a BOM */
	int		 depth;
	bool		 stop;		/* nothing more is read */
	int		 rc;		/* JR_OK: no errors so far */
	size_t		 nerror;
	struct jr_error	 error[JR__CONF_ERRORS_MOST];	/* by their places */
	/* conf.c's: */
	struct jr_conf	*conf;
	struct jr_buf	 open;		/* children of the open nodes */
};

/* An error at a place, from 1; 0: it has none. */
void	 jr__conf_complain(struct jr__conf_load *, size_t line, size_t column,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* One where the current event begins. */
void	 jr__conf_complain_here(struct jr__conf_load *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* One in words that are there already. */
void	 jr__conf_put(struct jr__conf_load *, size_t line, size_t column, struct jr_error *);
/* JR_ENOMEM, or JR_EIO with a reason: instead of all errors, and the end. */
void	 jr__conf_fatal(struct jr__conf_load *, int rc, const char *reason);

/* The place where the current event begins. */
#define JR__CONF_HERE(l) (l)->event.start_mark.line + 1, (l)->event.start_mark.column + 1

/* All of the file into memory. */
void	 jr__conf_read_file(struct jr__conf_load *, FILE *);
/* Its events, of which the first is still to come; end only what has begun.  false: no
 * memory. */
bool	 jr__conf_begin(struct jr__conf_load *);
void	 jr__conf_end(struct jr__conf_load *);

/* Go on to the next event.  false: the walk is over. */
bool	 jr__conf_next(struct jr__conf_load *);
/* One level down; too many end the walk. */
bool	 jr__conf_deeper(struct jr__conf_load *);
/* Leave the value that begins here, or with the next event, unread. */
void	 jr__conf_skip(struct jr__conf_load *);
void	 jr__conf_skip_next(struct jr__conf_load *);
/* Aliases, anchors and tags are no part of a configuration: complain of them. */
void	 jr__conf_check_plain(struct jr__conf_load *);

#endif
