/* What lists of plans are narrowed to, and hours in words. */
#include <stdio.h>
#include <stdlib.h>

#include "plan_impl.h"

void
jr__hours_print(char out[JR__HOURS_SIZE], int64_t hundredths)
{
	const char *sign = hundredths < 0 ? "-" : "";
	long long n = llabs((long long)hundredths);

	if (n % 100 == 0)
		snprintf(out, JR__HOURS_SIZE, "%s%lld", sign, n / 100);
	else if (n % 10 == 0)
		snprintf(out, JR__HOURS_SIZE, "%s%lld.%lld", sign, n / 100, n / 10 % 10);
	else
		snprintf(out, JR__HOURS_SIZE, "%s%lld.%02lld", sign, n / 100, n % 100);
}

/* The filter's text for a column of the kind; NULL: it does not narrow. */
static const char *
text_of(const struct jr_rowkind *k, const struct jr_filter *f, const char *name, int *col)
{
	*col = jr_rowkind_column(k, name);
	return *col < 0 ? NULL : f->v[*col];
}

static int
filter_grade(struct jr *j, int col, const char *text, struct jr_value *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end != '\0' || n < 1 || n > 12)
		return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is not a grade (1 to 12)"), text);
	*out = jr_int(n);
	return JR_OK;
}

int
jr__plan_filter(struct jr *j, const struct jr_rowkind *k, const struct jr_filter *f,
    struct jr__plan_filter *out)
{
	const char *text, *key;
	int64_t id;
	int col, rc;

	out->class_id = out->grade = out->subject_id = out->group_key = out->staff_id = jr_null();
	if ((text = text_of(k, f, "class", &col)) != NULL) {
		if ((rc = jr__find_class(j, col, jr_year(j), text, &id)) < 0)
			return rc;
		out->class_id = jr_int(id);
	}
	if ((text = text_of(k, f, "grade", &col)) != NULL &&
	    (rc = filter_grade(j, col, text, &out->grade)) < 0)
		return rc;
	if ((text = text_of(k, f, "subject", &col)) != NULL) {
		if ((rc = jr__find_subject(j, col, text, &id)) < 0)
			return rc;
		out->subject_id = jr_int(id);
	}
	if (f->teacher != NULL) {
		if ((rc = jr__find_staff(j, -1, f->teacher, &id)) < 0)
			return rc;
		out->staff_id = jr_int(id);
	}
	if ((rc = jr__match(j, 4, text_of(k, f, "group", &col), &key)) < 0)
		return rc;
	out->group_key = jr_text(key);
	return JR_OK;
}
