/* Access: entries in lessons, plans, term marks. */
#include "access_impl.h"
#include "window.h"

/* --- Entries in lessons ----------------------------------------------------------------- */

static int
add_teacher(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr_buf *teachers = arg;

	(void)j;
	jr_buf_addf(teachers, "%s%s", teachers->len > 0 ? ", " : "", jr_stmt_text(st, 0));
	return JR_OK;
}

/* "7А Алгебра", and who teaches it that day. */
static int
name_course(struct jr *j, const struct jr__course *c, jr_day day, struct jr_buf *course,
    struct jr_buf *teachers)
{
	struct jr_buf subject = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__course_words(j, c, course, &subject)) == JR_OK)
		jr_buf_addf(course, " %s", jr_buf_str(&subject));
	jr_buf_release(&subject);
	if (rc < 0)
		return rc;
	jr_date_format(day, date);
	return jr__each(j, JR_SQL_ACCESS_TEACHERS, JR_PARAMS(JR_P_INT("course_id", c->id),
	    JR_P_TEXT("date", date)), add_teacher, teachers);
}

static int
fail_entry(struct jr *j, int col, enum jr_thing thing, const char *course,
    const char *teachers)
{
	const char *name = j->access->name;
	bool nobody = teachers[0] == '\0';

	switch (thing) {
	case JR_ON_MARK:
		return nobody ? jr__fail_at(j, JR_EDENIED, col,
		    N_("%s may not set marks in %s"), name, course) :
		    jr__fail_at(j, JR_EDENIED, col,
		    N_("%s may not set marks in %s; its teacher is %s"), name, course, teachers);
	case JR_ON_ATTENDANCE:
		return nobody ? jr__fail_at(j, JR_EDENIED, col,
		    N_("%s may not take the register of %s"), name, course) :
		    jr__fail_at(j, JR_EDENIED, col,
		    N_("%s may not take the register of %s; its teacher is %s"), name, course,
		    teachers);
	default:
		return nobody ? jr__fail_at(j, JR_EDENIED, col,
		    N_("%s may not write lessons of %s"), name, course) :
		    jr__fail_at(j, JR_EDENIED, col,
		    N_("%s may not write lessons of %s; its teacher is %s"), name, course,
		    teachers);
	}
}

static int
refuse_entry(struct jr *j, int col, enum jr_thing thing, const struct jr__course *c,
    jr_day day)
{
	struct jr_buf course = JR_BUF_INIT, teachers = JR_BUF_INIT;
	bool corrects;
	int rc;

	if ((rc = jr__may_correct(j, &corrects)) == JR_OK)
		rc = name_course(j, c, day, &course, &teachers);
	if (rc == JR_OK && (course.failed || teachers.failed))
		rc = jr__nomem(j);
	if (rc == JR_OK && corrects)
		rc = jr__fail_at(j, JR_EDENIED, col, N_("%s does not teach %s, and corrects there "
		    "what is stored, with --reason"), j->access->name, jr_buf_str(&course));
	else if (rc == JR_OK)
		rc = fail_entry(j, col, thing, jr_buf_str(&course), jr_buf_str(&teachers));
	jr_buf_release(&course);
	jr_buf_release(&teachers);
	return rc;
}

/* The right that stands in for the one that he has not: how far it goes.  JR_DONE: none. */
static int
stand_in(struct jr *j, const struct jr__access *a, enum jr_thing thing,
    const struct jr_object *o, enum jr__entering *out)
{
	struct jr_object other = *o;
	bool may;
	int rc;

	other.thing = JR_ON_CORRECTION;
	if ((rc = jr__access_fits(j, a, JR_MAY_WRITE, &other, &may)) < 0)
		return rc;
	if (may && jr__reason_given(j)) {
		*out = JR__CORRECTS;
		return JR_OK;
	}
	other.thing = JR_ON_REASON;
	*out = JR__GIVES_REASON;
	if (thing == JR_ON_ATTENDANCE &&
	    ((rc = jr__access_fits(j, a, JR_MAY_WRITE, &other, &may)) < 0 || may))
		return rc;
	/* His own course, so the lesson is another's: as long as he changes nothing. */
	other.thing = JR_ON_MARK;
	*out = JR__LEAVES;
	if (thing == JR_ON_MARK ||
	    (rc = jr__access_fits(j, a, JR_MAY_WRITE, &other, &may)) < 0)
		return thing == JR_ON_MARK ? JR_DONE : rc;
	return may ? JR_OK : JR_DONE;
}

int
jr__may_enter(struct jr *j, int col, enum jr_thing thing, const struct jr__course *c,
    jr_day day, int64_t lesson_id, int64_t student_id)
{
	struct jr_object o = { .thing = thing, .course_id = c->id, .lesson_id = lesson_id,
	    .class_id = c->class_id, .student_id = student_id, .day = day };
	struct jr__access *a;
	bool may;
	int rc;

	if (j->access == NULL)
		return JR_OK;
	if ((rc = jr__access(j, &a)) < 0 ||
	    (rc = jr__access_fits(j, a, JR_MAY_WRITE, &o, &may)) < 0)
		return rc;
	a->entering = JR__ENTERS;
	a->left = lesson_id;
	if (!may && (rc = stand_in(j, a, thing, &o, &a->entering)) != JR_OK)
		return rc < 0 ? rc : refuse_entry(j, col, thing, c, day);
	a->granted |= JR__THING(thing);
	return JR_OK;
}

int
jr__may_correct(struct jr *j, bool *out)
{
	const struct jr_object o = { .thing = JR_ON_CORRECTION };
	struct jr__access *a;
	int rc;

	*out = true;
	if ((rc = jr__access(j, &a)) < 0 || a == NULL)
		return rc;
	return jr__access_fits(j, a, JR_MAY_WRITE, &o, out);
}

/* --- Plans and term marks ------------------------------------------------------------------ */

int
jr__may_plan(struct jr *j, int col, int64_t class_id, int64_t grade, int64_t group_id,
    int64_t subject_id)
{
	const struct jr_object o = { .thing = JR_ON_PLAN, .class_id = class_id };
	struct jr__access *a;
	bool may;
	int rc;

	if ((rc = jr__access(j, &a)) < 0 || a == NULL ||
	    (rc = jr__access_fits(j, a, JR_MAY_WRITE, &o, &may)) < 0)
		return rc;
	for (size_t i = 0; i < a->loads && !may; i++) {
		const struct jr__load *l = &a->load[i];

		may = a->may[JR__IN_COURSES][JR_MAY_WRITE] & JR__THING(JR_ON_PLAN) &&
		    l->year == jr_year(j) && l->subject_id == subject_id &&
		    (class_id != 0 ? l->class_id == class_id : l->grade == grade) &&
		    (group_id == 0 || l->group_id == group_id);
	}
	if (!may)
		return jr__refuse(j, col, JR_MAY_WRITE, JR_ON_PLAN);
	a->granted |= JR__THING(JR_ON_PLAN);
	return JR_OK;
}

int
jr__may_term_mark(struct jr *j, int col, int64_t student_id, int64_t subject_id,
    int64_t year, const char *from, const char *to)
{
	struct jr__access *a;
	bool may;
	int64_t n;
	int rc;

	if ((rc = jr__access(j, &a)) < 0 || a == NULL)
		return rc;
	rc = jr__number(j, JR_SQL_ACCESS_TEACHES, JR_PARAMS(JR_P_INT("staff_id", a->staff_id),
	    JR_P_INT("student_id", student_id), JR_P_INT("subject_id", subject_id),
	    JR_P_INT("year", year), JR_P_TEXT("from", from), JR_P_TEXT("to", to)), &n);
	if (rc < 0)
		return rc;
	a->entering = JR__ENTERS;
	may = n > 0 && a->may[JR__IN_COURSES][JR_MAY_WRITE] & JR__THING(JR_ON_TERM_MARK);
	if (!may) {
		a->entering = JR__CORRECTS;
		if ((rc = jr__may_correct(j, &may)) < 0)
			return rc;
		may = may && jr__reason_given(j);
	}
	if (!may)
		return jr__refuse(j, col, JR_MAY_WRITE, JR_ON_TERM_MARK);
	a->granted |= JR__THING(JR_ON_TERM_MARK);
	return JR_OK;
}

int
jr__may_council(struct jr *j, int col)
{
	int rc = jr__may(j, col, JR_ON_COUNCIL);

	if (rc == JR_OK && j->access != NULL)
		j->access->entering = JR__ENTERS;
	return rc;
}

int
jr__may_role(struct jr *j, int col, const char *role)
{
	int named = jr__role_named(role), rc;

	if (j->access == NULL)
		return JR_OK;
	if (named != JR__TEACHER && named != JR__HOMEROOM)
		return jr__may(j, col, JR_ON_ROLE);
	if ((rc = jr__may(j, col, JR_ON_STAFF)) == JR_OK)
		j->access->granted |= JR__THING(JR_ON_ROLE);
	return rc;
}
