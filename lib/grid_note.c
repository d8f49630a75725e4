/* Beside the students of a sheet: who is taught otherwise than in its course. */
#include <string.h>

#include "grid_load.h"

static int
add_note(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *order = jr_stmt_text(st, 4);
	struct jr__grid_load *l = arg;
	struct jr__grid_student *s = jr__grid_student_of(&l->students, jr_stmt_int(st, 0));

	if (s == NULL || strcmp(jr_stmt_text(st, 1), l->to) > 0 ||
	    strcmp(jr_stmt_text(st, 2), l->from) < 0)
		return JR_OK;
	s->note = l->students.text.len;
	/* TRANSLATORS: beside a student on a list; %s is the number of the order. */
	jr_buf_addf(&l->students.text, jr_words(j, N_("taught apart, order %s")),
	    order == NULL ? "-" : order);
	jr_buf_addc(&l->students.text, '\0');
	l->noted = true;
	return l->students.text.failed ? jr__nomem(j) : JR_OK;
}

int
jr__grid_load_notes(struct jr *j, struct jr__grid_load *l)
{
	return jr__each(j, JR_SQL_MODE_OF_COURSE,
	    JR_PARAMS(JR_P_INT("course_id", l->course->id)), add_note, l);
}
