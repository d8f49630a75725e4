/*
 * The history shown (regulation 4.3): which transactions there were, and what one
 * of them changed, in words of the store's language.
 */
#ifndef JR_LOG_H
#define JR_LOG_H

#include "core.h"
#include "history.h"

/* A lesson that is in the journal; named as rows name it (row.h). */
struct jr_log_lesson {
	const char	*date;		/* NULL: of any lesson, or none */
	const char	*class, *group, *subject, *number;
};

/* What a list is narrowed to; NULL and 0: everything. */
struct jr_log_filter {
	const char	*from, *to;	/* days in the school's zone, both within */
	const char	*actor;		/* as it is stored */
	const char	*command;	/* "jr-mark import", or its first words: "jr-mark" */
	const char	*student;	/* a number: what changed rows about this student */
	struct jr_log_lesson lesson;	/* what changed it, its register, tasks, marks */
	int64_t		 limit;		/* the last so many that fit */
};

struct jr_log_tx {
	int64_t		 id, at;	/* at: moment */
	const char	*actor, *command;
	const char	*reason;	/* NULL: none */
	bool		 transfer;
	int64_t		 rows;		/* added, changed and removed */
	char		 hash[JR_SHA256_HEX];
};

/* Takes one transaction; its texts are borrowed for the call, in which the
 * journal must not be used.  What it returns below 0 ends the list. */
typedef int jr_log_out(void *arg, const struct jr_log_tx *);

/*
 * The transactions that fit, oldest first.  JR_EINVAL: a day that is none;
 * JR_ENOTFOUND: no such student or lesson; JR_EDENIED: an actor who may look only at
 * what he did himself asks for another's.  Opens its own reading transaction.
 */
int	 jr_log_list(struct jr *, const struct jr_log_filter *, jr_log_out *, void *arg);

/* Takes one line, without its end, borrowed for the call. */
typedef int jr_log_line(void *arg, const char *line);

/*
 * One transaction as a document: who, when, what and why, then a line for each
 * row: for an insert the row, for an update old → new, for a deletion what was
 * there.  Ids are shown as what they refer to now; "#12" where that is gone.  A
 * long text is taken from the live row, where it is still the one of then.
 * Of a table with more than fifty new rows only their number is told, unless
 * every_row.  JR_ENOTFOUND: no such transaction; JR_EDENIED: it is another's; JR_EIO:
 * the log cannot be read.  Opens its own reading transaction, in flat memory.
 */
int	 jr_log_show(struct jr *, int64_t tx_id, bool every_row, jr_log_line *, void *arg);

/*
 * What the open transaction has done so far, before it is committed or aborted: the same
 * lines, each row's, without who and when.  Nothing, if it has changed nothing.
 */
int	 jr_log_preview(struct jr *, jr_log_line *, void *arg);

#endif
