/* Access: which rights open which tables. */
#include "access_impl.h"
#include "window.h"

/* --- The last gate ---------------------------------------------------------------------------- */

#define T(thing) JR__THING(JR_ON_##thing)
#define IN_LESSONS (T(LESSON) | T(MARK) | T(ATTENDANCE) | T(TERM_MARK))

/* Any of these rights opens the table; the first that is set is named. */
static const uint32_t opens[JR_TBL_COUNT] = {
	[JR_TBL_SETTING] = T(CONFIGURATION), [JR_TBL_YEAR] = T(CALENDAR),
	[JR_TBL_TERM] = T(CALENDAR), [JR_TBL_TERM_GRADE] = T(CALENDAR),
	[JR_TBL_DAY_OFF] = T(CALENDAR), [JR_TBL_BELL_SET] = T(CALENDAR),
	[JR_TBL_BELL] = T(CALENDAR), [JR_TBL_DAY_REGIME] = T(CALENDAR),
	[JR_TBL_SCALE_VALUE] = T(CONFIGURATION), [JR_TBL_TASK_TYPE] = T(CONFIGURATION),
	[JR_TBL_DEADLINE] = T(CONFIGURATION), [JR_TBL_UNMARKED] = T(CONFIGURATION),
	[JR_TBL_HOMEWORK_NORM] = T(CONFIGURATION), [JR_TBL_MIN_MARKS] = T(CONFIGURATION),
	[JR_TBL_THRESHOLD] = T(CONFIGURATION), [JR_TBL_ATTENDANCE_CODE] = T(CONFIGURATION),
	[JR_TBL_ATTENDANCE_ALIAS] = T(CONFIGURATION),
	[JR_TBL_STAFF] = T(STAFF), [JR_TBL_STAFF_ROLE] = T(ROLE),
	[JR_TBL_CLASS] = T(CLASS), [JR_TBL_HOMEROOM] = T(CLASS),
	[JR_TBL_CLASS_CONFIRMATION] = T(CONFIRMATION),
	[JR_TBL_STUDENT] = T(STUDENT), [JR_TBL_ENROLMENT] = T(STUDENT),
	[JR_TBL_STUDY_MODE] = T(STUDY_MODE),
	[JR_TBL_GUARDIAN] = T(GUARDIAN), [JR_TBL_GUARDIAN_LINK] = T(GUARDIAN),
	[JR_TBL_STUDY_GROUP] = T(GROUP), [JR_TBL_GROUP_MEMBER] = T(GROUP),
	[JR_TBL_SUBJECT] = T(COURSE) | T(TERM_MARK) | T(COUNCIL),
	[JR_TBL_COURSE] = T(COURSE),
	[JR_TBL_COURSE_LOAD] = T(COURSE),
	[JR_TBL_SLOT] = T(TIMETABLE),
	[JR_TBL_PLAN] = T(PLAN), [JR_TBL_PLAN_ITEM] = T(PLAN),
	[JR_TBL_PLAN_APPROVAL] = T(APPROVAL), [JR_TBL_PLAN_CHANGE] = T(PLAN),
	[JR_TBL_LESSON] = T(LESSON) | T(MARK) | T(ATTENDANCE) | T(TIMETABLE) | T(SUBSTITUTION),
	[JR_TBL_SUBSTITUTION] = T(SUBSTITUTION), [JR_TBL_SUBSTITUTION_OTHER] = T(SUBSTITUTION),
	[JR_TBL_STAFF_ABSENCE] = T(SUBSTITUTION),
	[JR_TBL_RECORD] = T(LESSON), [JR_TBL_HOMEWORK] = T(LESSON),
	[JR_TBL_LESSON_LINK] = T(LESSON),
	[JR_TBL_TASK] = T(LESSON) | T(MARK),
	[JR_TBL_MARK] = T(MARK), [JR_TBL_TASK_STATE] = T(MARK), [JR_TBL_OUTSIDE_MARK] = T(MARK),
	[JR_TBL_REGISTER] = T(ATTENDANCE),
	[JR_TBL_ATTENDANCE] = T(ATTENDANCE) | T(REASON),
	[JR_TBL_EXEMPTION] = T(EXEMPTION),
	[JR_TBL_TERM_MARK] = T(TERM_MARK) | T(COUNCIL),
	[JR_TBL_TERM_CLOSE] = T(TERM) | T(REOPENING),
	[JR_TBL_DEFERRAL] = T(TERM),
	[JR_TBL_FINAL_MARK] = T(TERM_MARK) | T(COUNCIL),
	[JR_TBL_DEBT] = T(COUNCIL), [JR_TBL_DEBT_ATTEMPT] = T(COUNCIL),
	[JR_TBL_COUNCIL_DECISION] = T(COUNCIL),
};

static enum jr_thing
first_of(uint32_t things)
{
	int i = 0;

	while (i < JR_THINGS_COUNT - 1 && !(things & JR__THING(i)))
		i++;
	return (enum jr_thing)i;
}

static int
take_name(struct jr *j, struct jr_stmt *st, void *arg)
{
	jr_buf_adds(arg, jr_stmt_text(st, 0));
	return ((struct jr_buf *)arg)->failed ? jr__nomem(j) : JR_OK;
}

static int
refuse_left(struct jr *j, const struct jr__access *a)
{
	struct jr_buf giver = JR_BUF_INIT;
	int rc;

	if ((rc = jr__each(j, JR_SQL_ACCESS_GIVER, JR_PARAMS(JR_P_INT("lesson_id", a->left)),
	    take_name, &giver)) == JR_OK)
		/* TRANSLATORS: the teacher of a lesson; the substitute who gives it. */
		rc = jr__fail(j, JR_EDENIED, N_("%s may only set marks in this lesson; %s gives it"),
		    a->name, jr_buf_str(&giver));
	jr_buf_release(&giver);
	return rc;
}

/* Who corrects makes nothing new; who gives a reason only changes it. */
static int
hold_to(struct jr *j, const struct jr__access *a, enum jr_tbl tbl, char op)
{
	if (a->entering == JR__LEAVES)
		return refuse_left(j, a);
	if (a->entering == JR__ENTERS || (op == 'U' && tbl == JR_TBL_ATTENDANCE))
		return JR_OK;
	if (a->entering == JR__GIVES_REASON)
		return jr__fail(j, JR_EDENIED, N_("%s may only give the reason of an absence "
		    "that is stored"), a->name);
	if (op != 'I')
		return JR_OK;
	return jr__fail(j, JR_EDENIED, N_("%s may correct what is stored; a first entry is "
	    "the teacher's own"), a->name);
}

int
jr__access_row(struct jr *j, enum jr_tbl tbl, char op)
{
	struct jr__access *a;
	uint32_t asked;
	int rc;

	if ((rc = jr__access(j, &a)) < 0)
		return rc;
	asked = opens[tbl] & a->granted;
	if (asked == 0 && opens[tbl] & a->may[JR__IN_SCHOOL][JR_MAY_WRITE])
		return JR_OK;
	if (asked == 0)
		return jr__refuse(j, -1, JR_MAY_WRITE, first_of(opens[tbl]));
	return asked & IN_LESSONS ? hold_to(j, a, tbl, op) : JR_OK;
}

int
jr__may_revert(struct jr *j, enum jr_tbl tbl, bool own)
{
	uint32_t may = 0;
	struct jr__access *a;
	bool corrects;
	int rc;

	if ((rc = jr__access(j, &a)) < 0 || a == NULL || (rc = jr__may_correct(j, &corrects)) < 0)
		return rc;
	may = a->may[JR__IN_SCHOOL][JR_MAY_WRITE];
	if (own)
		may |= a->may[JR__IN_CLASS][JR_MAY_WRITE] |
		    a->may[JR__IN_COURSES][JR_MAY_WRITE];
	if (corrects && jr__reason_given(j))
		may |= IN_LESSONS;
	if (!(opens[tbl] & may))
		return jr__refuse(j, -1, JR_MAY_WRITE, first_of(opens[tbl]));
	a->granted |= opens[tbl] & may;
	a->entering = JR__ENTERS;
	return JR_OK;
}
