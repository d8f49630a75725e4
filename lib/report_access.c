/* Reports: what of them the actor may read. */
#include <string.h>

#include "access_impl.h"
#include "report_impl.h"

/* The next word of *s; false: no more. */
static bool
next_word(const char **s, char out[JR__NAME])
{
	size_t n;

	*s += strspn(*s, " \t,");
	n = strcspn(*s, " \t,");
	snprintf(out, JR__NAME, "%.*s", (int)n, *s);
	*s += n;
	return n > 0;
}

/* The scopes in which all that the report shows may be read. */
static int
scopes_of(struct jr *j, const char *reads, unsigned *out)
{
	char word[JR__NAME];
	unsigned scopes;
	int rc;

	*out = ~0u;
	while (next_word(&reads, word)) {
		if ((rc = jr__reads_in(j, jr__thing_named(word), &scopes)) < 0)
			return rc;
		*out &= scopes;
	}
	return JR_OK;
}

/* A class or a student that is named is the actor's, or it is said that not. */
static int
check_named(struct jr *j, enum jr_thing thing, const struct jr__report_values *v)
{
	struct jr_object o = { .thing = thing, .class_id = v->class_id };
	int rc = JR_OK;

	if (v->class_id != 0)
		rc = jr_can(j, JR_MAY_READ, &o);
	o.class_id = 0;
	o.student_id = v->student_id;
	return rc == JR_OK && v->student_id != 0 ? jr_can(j, JR_MAY_READ, &o) : rc;
}

int
jr__report_access(struct jr *j, const struct jr_report *r, struct jr__report_values *v)
{
	bool of_courses = strcmp(r->scope, "course") == 0;
	const char *reads = r->reads;
	enum jr_thing first;
	char word[JR__NAME];
	unsigned scopes;
	int rc;

	if (j->access == NULL)
		return JR_OK;
	if ((rc = scopes_of(j, r->reads, &scopes)) < 0 || scopes & 1u << JR__IN_SCHOOL)
		return rc;
	first = next_word(&reads, word) ? jr__thing_named(word) : JR_ON_MARK;
	v->reader = j->access->staff_id;
	if (scopes & 1u << JR__IN_CLASS)
		v->by_class = v->reader;
	if (scopes & 1u << JR__IN_COURSES && of_courses)
		v->by_course = v->reader;
	if ((v->by_class == 0 && v->by_course == 0) || strcmp(r->scope, "school") == 0)
		return jr__refuse(j, -1, JR_MAY_READ, first);
	return of_courses ? JR_OK : check_named(j, first, v);
}
