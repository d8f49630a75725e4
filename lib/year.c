/* The school year chosen: its last day, its classes. */
#include "year.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
jr__year_last(struct jr *j, char out[JR_DATE_SIZE])
{
	struct jr_stmt *st;
	int rc;

	out[0] = '\0';
	rc = jr__first(j, JR_SQL_YEAR_BY_ID, JR_PARAMS(JR_P_INT("id", jr_year(j))), &st);
	if (rc == JR_DONE)
		return jr__fail(j, JR_ENOTFOUND, N_("the store has no school year"));
	if (rc < 0)
		return rc;
	memcpy(out, jr_stmt_text(st, 3), JR_DATE_SIZE);
	jr_stmt_reset(st);
	return JR_OK;
}

static int
take_class(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__year_classes *c = arg;

	if (c->n == JR__YEAR_CLASSES)
		return jr__fail(j, JR_EINVAL, N_("more than %d classes in a year"), (int)c->n);
	c->v[c->n].id = jr_stmt_int(st, 0);
	c->v[c->n].grade = jr_stmt_int(st, 2);
	snprintf(c->v[c->n++].name, sizeof(c->v[0].name), "%s", jr_stmt_text(st, 1));
	return JR_OK;
}

int
jr__year_classes(struct jr *j, int64_t class_id, struct jr__year_classes **out)
{
	struct jr__year_classes *c = calloc(1, sizeof(*c));
	int rc;

	*out = NULL;
	if (c == NULL)
		return jr__nomem(j);
	rc = jr__each(j, JR_SQL_FINAL_CLASSES, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    { "class_id", class_id != 0 ? jr_int(class_id) : jr_null() }), take_class, c);
	if (rc < 0)
		free(c);
	else
		*out = c;
	return rc;
}
