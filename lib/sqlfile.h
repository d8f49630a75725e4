/*
 * Files of SQL with a header, which a school may add to: reports, audit rules.
 *
 *	-- report: class-term
 *	-- title: Class summary of term marks
 *	-- column mean: Mean
 *	SELECT ...
 *	-- part: figures
 *	-- title: The class in figures
 *	SELECT ...
 *
 * A header line is `-- key: value` or `-- key NAME: value`, a known key at the
 * beginning of a line and before the section's SQL; a comment of another form is
 * a comment.  Some keys begin a new section, also behind SQL.
 */
#ifndef JR_SQLFILE_H
#define JR_SQLFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct jr__sqlfile_key {
	const char	*key;		/* NULL ends the table */
	bool		 named;		/* `-- key NAME: value` */
	bool		 section;	/* begins one */
};

struct jr__sqlfile_entry {
	const char	*key, *name, *value;	/* name: "" where there is none */
	size_t		 line;			/* of the file, from 1 */
	int		 section;		/* from 0 */
};

struct jr__sqlfile_section {
	const char	*key, *name;	/* what began it: "part", "figures"; the first: "", "" */
	const char	*sql;
	size_t		 line;		/* of its beginning */
	size_t		 sql_line;	/* of the SQL's first line; 0: none */
};

struct jr__sqlfile {
	char				*path, *text;
	struct jr__sqlfile_entry	*entry;
	size_t				 entries;
	struct jr__sqlfile_section	*section;
	size_t				 sections;
};

/*
 * Read and take apart.  Errors say "PATH:LINE: words": JR_EINVAL an unknown key,
 * a line without a value, not UTF-8, over 1 MiB; JR_ENOTFOUND, JR_EIO, JR_ENOMEM.
 * *out is the caller's, NULL on failure.
 */
int	 jr__sqlfile_load(const char *path, const struct jr__sqlfile_key *keys,
    struct jr__sqlfile **out, struct jr_error *);
void	 jr__sqlfile_free(struct jr__sqlfile *);	/* takes NULL */

/* The value of a key in a section; NULL: not there.  *line may be NULL. */
const char *jr__sqlfile_value(const struct jr__sqlfile *, int section, const char *key,
    size_t *line);

/* Set an error about a line of the file; returns rc. */
int	 jr__sqlfile_fail(const struct jr__sqlfile *, struct jr_error *, int rc, size_t line,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

#endif
