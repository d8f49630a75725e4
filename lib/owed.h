/*
 * Owed work (долг, задолженность): a task that a student has still to do, no mark.
 *
 * It is a row of task_state, and stays there when the mark comes: so the mark is known
 * to have been owed, and is never late.  Owed is what has the row and no mark.
 */
#ifndef JR_OWED_H
#define JR_OWED_H

#include "lesson.h"

/* A cell of marks that says so: "owed" or «долг»; and "0" after
 * jr_mark_owed_zero().  cell may be NULL. */
int	 jr__owed_word(struct jr *, const char *cell, bool *out);

/* Has the student the state of the task, with or without a mark? */
int	 jr__owed_has(struct jr *, int64_t task_id, int64_t student_id, bool *out);

/* Say so, unless it is said already. */
int	 jr__owed_put(struct jr *, const struct jr__lesson_place *, int64_t task_id,
    int64_t student_id, enum jr_change *what);

/* Take it back.  JR_DONE: it was not owed. */
int	 jr__owed_remove(struct jr *, int64_t task_id, int64_t student_id);

#endif
