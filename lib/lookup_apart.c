/* Who of a course is taught otherwise than in it. */
#include <stdlib.h>
#include <string.h>

#include "lookup_impl.h"
#include "mode.h"

static int
add_apart(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__members *m = arg;
	struct jr__apart *more, *a;
	const char *order = jr_stmt_text(st, 4);

	if ((more = realloc(m->apart, (m->naparts + 1) * sizeof(*more))) == NULL)
		return jr__nomem(j);
	m->apart = more;
	a = &more[m->naparts++];
	a->student_id = jr_stmt_int(st, 0);
	snprintf(a->from_date, sizeof(a->from_date), "%s", jr_stmt_text(st, 1));
	jr_date_parse(a->from_date, &a->from);
	if (jr_date_parse(jr_stmt_text(st, 2), &a->to) < 0)
		a->to = INT32_MAX;	/* 9999-12-31 */
	a->mode = jr__mode_words(jr_stmt_text(st, 3));
	snprintf(a->order, sizeof(a->order), "%s", order == NULL ? "" : order);
	return JR_OK;
}

static int
load(struct jr *j, const struct jr__course *c)
{
	int rc;

	if (c->members->aparts_loaded)
		return JR_OK;
	rc = jr__each(j, JR_SQL_MODE_OF_COURSE, JR_PARAMS(JR_P_INT("course_id", c->id)),
	    add_apart, c->members);
	c->members->aparts_loaded = rc == JR_OK;
	return rc;
}

int
jr__apart_from(struct jr *j, const struct jr__course *c, int64_t student_id, jr_day day,
    const struct jr__apart **out)
{
	const struct jr__members *m = c->members;
	int rc;

	*out = NULL;
	if ((rc = load(j, c)) < 0)
		return rc;
	for (size_t i = 0; i < m->naparts; i++)
		if (m->apart[i].student_id == student_id && day >= m->apart[i].from &&
		    day <= m->apart[i].to)
			*out = &m->apart[i];
	return JR_OK;
}
