/*
 * Closing terms (domain "Term marks"; regulation 5.2): a term closed for a class is
 * frozen, its marks, lessons, registers and term marks, until it is opened again.
 */
#ifndef JR_TERM_CLOSE_H
#define JR_TERM_CLOSE_H

#include "core.h"

/* What stands in the way of closing. */
enum jr_hole {
	JR_HOLE_TERM_MARK,	/* a term mark neither set nor put off */
	JR_HOLE_LESSON,		/* a lesson of the timetable that the journal has not */
	JR_HOLE_REGISTER,	/* a register not taken */
	JR_HOLE_TOPIC,		/* a lesson without its topic */
	JR_HOLE_ABSENCE,	/* a mark for class work at an absence */
	JR_HOLES
};

/* Of one class and subject, how many, and which: numbers of students, days ("2026-09-03",
 * of several lessons that day "2026-09-03/2"), or both.  Borrowed. */
struct jr_term_hole {
	const char	*class, *subject;
	enum jr_hole	 hole;
	int64_t		 count;
	const char	*which;
};

typedef int jr_term_hole_out(void *arg, const struct jr_term_hole *);

/* Classes by what was done. */
struct jr_term_closed {
	int64_t	 done, same, kept;	/* closed or opened; were so before; have holes */
};

/*
 * Close a term for the class, or (NULL) for each that has it, unless something is
 * missing there: that is given to out, and the class stays open.  What is judged is what
 * the audit judges: not what was brought over from another system, not cancelled
 * lessons.  Electives need no mark, nor does what was put off (deferral.h).
 *
 * JR_EINVAL: a term that is not over, or that the class does not have; JR_ENOTFOUND a
 * name; JR_EDENIED who may not close terms.  Inside a writing transaction.
 */
int	 jr_term_close(struct jr *, const char *term, const char *class, jr_term_hole_out *out,
    void *arg, struct jr_term_closed *done);

/*
 * Open it again.  JR_EINVAL: the transaction has no reason; JR_EDENIED who may not.
 */
int	 jr_term_reopen(struct jr *, const char *term, const char *class,
    struct jr_term_closed *done);

#endif
