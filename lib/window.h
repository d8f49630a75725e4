/*
 * How long what is recorded may be changed (domain: marks; regulation 4.2б, 5.2).
 *
 * A first entry is never refused for being late.  A change or a removal is a
 * correction once its window is over, and then needs the deputy's right and the
 * transaction's reason.  The
 * window ends edit_days after the latest of the lesson, the work's own deadline and
 * the first entry.  In a term that is closed for the class nothing is touched until
 * the term is opened again, whatever the reason.
 */
#ifndef JR_WINDOW_H
#define JR_WINDOW_H

#include "impl.h"

/* Does the transaction say why? */
static inline bool
jr__reason_given(const struct jr *j)
{
	return j->tx.reason != NULL && j->tx.reason[0] != '\0';
}

/* Does it, and may the actor correct with it?  *out tells. */
int	 jr__correction(struct jr *, bool *out);

/* The last day of a window that such a day begins: edit_days later. */
jr_day	 jr__window_end(struct jr *, jr_day);

/*
 * May what transaction tx_id first recorded of a lesson still be changed?  JR_OK: yes,
 * or a reason is given by one who may correct; JR_EDENIED, at the column: the window is
 * over.  due_on is the work's own deadline, NULL: none.
 */
int	 jr__window(struct jr *, int col, jr_day lesson, const char *due_on, int64_t tx_id);

/* Is any term closed at all?  Mostly not; remembered in the transaction. */
int	 jr__closed_any(struct jr *, bool *out);

struct jr__closed_term {
	int64_t	 class_id;
	char	 code[8];		/* "": the day's term is open */
	char	 class_name[64];
};

/* The closed term that a day belongs to, for a class; class_id 0: there is none. */
int	 jr__closed_term(struct jr *, int64_t class_id, jr_day, struct jr__closed_term *out);
/* JR_EDENIED at the column, with the way to open the term again. */
int	 jr__closed_refuse(struct jr *, int col, const char *code, const char *class_name);
/* Both in one: JR_OK where the term is open. */
int	 jr__closed_check(struct jr *, int col, int64_t class_id, jr_day);

#endif
