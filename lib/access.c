/* Access: who the actor is, and what he may. */
#include "access_impl.h"
#include "as_of.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define CRON "cron:"

/* --- Who ------------------------------------------------------------------------ */

void
jr__access_free(struct jr *j)
{
	struct jr__access *a = j->access;

	if (a == NULL)
		return;
	j->access = NULL;
	free(a->name);
	free(a->load);
	free(a->home);
	free(a);
}

void
jr__access_begin(struct jr *j)
{
	/* What was is shown to those who may see it now. */
	if (j->access == NULL || j->live != NULL)
		return;
	j->access->loaded = false;
	j->access->granted = 0;
}

static bool
is_job(const char *actor)
{
	size_t n = strlen(CRON);

	if (strncmp(actor, CRON, n) != 0 || actor[n] == '\0')
		return false;
	for (actor += n; *actor != '\0'; actor++)
		if (!isalnum((unsigned char)*actor) && strchr("._-", *actor) == NULL)
			return false;
	return true;
}

static int
find_staff(struct jr *j, const char *login, struct jr__access *a)
{
	char today[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	jr_date_format(jr_today(j), today);
	rc = jr__first(j, JR_SQL_ACCESS_STAFF, JR_PARAMS(JR_P_TEXT("login", login),
	    JR_P_TEXT("today", today)), &st);
	if (rc == JR_DONE)
		return jr__fail(j, JR_EDENIED,
		    N_("JR_ACTOR is '%s', and nobody of that login works here today"), login);
	if (rc < 0)
		return rc;
	a->staff_id = jr_stmt_int(st, 0);
	a->name = strdup(jr_stmt_text(st, 1));
	jr_stmt_reset(st);
	return a->name == NULL ? jr__nomem(j) : JR_OK;
}

int
jr__access_open(struct jr *j, const char *actor, const char *rights)
{
	struct jr__access *a;

	if (actor == NULL)
		return JR_OK;
	if ((a = calloc(1, sizeof(*a))) == NULL)
		return jr__nomem(j);
	j->access = a;
	if (rights == NULL)
		return jr__fail(j, JR_ECONFIG, N_("no file says what the roles may do"));
	if (jr__rights_load(rights, &a->rights, &j->err) < 0)
		return j->err.rc;
	if (!is_job(actor))
		return find_staff(j, actor, a);
	a->name = strdup(actor);
	return a->name == NULL ? jr__nomem(j) : JR_OK;
}

/* --- His grants --------------------------------------------------------------------- */

static void
add_role(struct jr__access *a, int role)
{
	for (int s = 0; s < JR__SCOPES; s++)
		for (int i = 0; i < JR_ACTIONS_COUNT; i++)
			a->may[s][i] |= a->rights.may[role][s][i];
}

static int
take_role(struct jr *j, struct jr_stmt *st, void *arg)
{
	int role = jr__role_named(jr_stmt_text(st, 0));

	(void)j;
	if (role >= 0)
		add_role(arg, role);
	return JR_OK;
}

/* Room for one more. */
static int
grow(struct jr *j, void *array, size_t n, size_t size)
{
	void **at = array, *more;

	if (n % 16 != 0)
		return JR_OK;
	if ((more = realloc(*at, (n + 16) * size)) == NULL)
		return jr__nomem(j);
	*at = more;
	return JR_OK;
}

static int64_t
id_of(struct jr_stmt *st, int column)
{
	struct jr_value v;

	jr_stmt_value(st, column, &v);
	return v.type == JR_V_INT ? v.i : 0;
}

static int
take_load(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__access *a = arg;
	struct jr__load *l;
	int rc;

	if ((rc = grow(j, &a->load, a->loads, sizeof(*a->load))) < 0)
		return rc;
	l = &a->load[a->loads++];
	*l = (struct jr__load){ .course_id = id_of(st, 0), .year = id_of(st, 3),
	    .class_id = id_of(st, 4), .subject_id = id_of(st, 5), .grade = (int)id_of(st, 6),
	    .group_id = id_of(st, 7) };
	jr_date_parse(jr_stmt_text(st, 1), &l->from);
	if (jr_date_parse(jr_stmt_text(st, 2), &l->to) < 0)
		l->to = INT32_MAX;	/* open */
	return JR_OK;
}

static int
take_home(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__access *a = arg;
	int rc;

	if ((rc = grow(j, &a->home, a->homes, sizeof(*a->home))) < 0)
		return rc;
	a->home[a->homes++] = (struct jr__home){ id_of(st, 0), id_of(st, 1) };
	return JR_OK;
}

static int
load_staff(struct jr *j, struct jr__access *a)
{
	const struct jr_param staff = JR_P_INT("staff_id", a->staff_id);
	char today[JR_DATE_SIZE];
	int rc;

	jr_date_format(jr_today(j), today);
	/* Both have only what courses and classes give them. */
	add_role(a, JR__TEACHER);
	add_role(a, JR__HOMEROOM);
	if ((rc = jr__each(j, JR_SQL_ACCESS_ROLES, JR_PARAMS(staff, JR_P_TEXT("today", today)),
	    take_role, a)) < 0 ||
	    (rc = jr__each(j, JR_SQL_ACCESS_LOADS, JR_PARAMS(staff), take_load, a)) < 0)
		return rc;
	return jr__each(j, JR_SQL_ACCESS_HOMEROOMS, JR_PARAMS(staff, JR_P_TEXT("today", today)),
	    take_home, a);
}

int
jr__access(struct jr *j, struct jr__access **out)
{
	struct jr__access *a = *out = j->access;
	int rc = JR_OK;

	if (a == NULL || a->loaded)
		return JR_OK;
	memset(a->may, 0, sizeof(a->may));
	a->loads = a->homes = 0;
	if (a->staff_id == 0)
		add_role(a, JR__CRON);
	else
		rc = load_staff(j, a);
	a->loaded = rc == JR_OK;
	return rc;
}

/* --- Scopes -------------------------------------------------------------------------- */

bool
jr__is_home(const struct jr__access *a, int64_t class_id)
{
	for (size_t i = 0; i < a->homes; i++)
		if (a->home[i].class_id == class_id)
			return true;
	return false;
}

static int
take_class(struct jr *j, struct jr_stmt *st, void *arg)
{
	bool *home = arg;

	*home = *home || jr__is_home(j->access, jr_stmt_int(st, 0));
	return JR_OK;
}

static int
is_of_class(struct jr *j, const struct jr__access *a, const struct jr_object *o, bool *out)
{
	char today[JR_DATE_SIZE];
	int rc;

	*out = o->class_id != 0 && jr__is_home(a, o->class_id);
	if (*out || o->class_id != 0 || o->student_id == 0 || a->homes == 0)
		return JR_OK;
	if ((rc = jr__live_begin(j)) < 0)
		return rc;
	jr_date_format(jr_today(j), today);
	rc = jr__each(j, JR_SQL_ACCESS_CLASSES, JR_PARAMS(
	    JR_P_INT("student_id", o->student_id), JR_P_TEXT("today", today)), take_class, out);
	jr__live_end(j);
	return rc;
}

/* What a teacher leaves to the one who stands in for him. */
static bool
leaves(enum jr_action action, enum jr_thing thing)
{
	return action == JR_MAY_WRITE && (thing == JR_ON_LESSON || thing == JR_ON_ATTENDANCE);
}

/* Does he teach it on that day and give it himself, or stand in for who does? */
static int
is_of_course(struct jr *j, const struct jr__access *a, enum jr_action action,
    const struct jr_object *o, bool *out)
{
	int64_t n;
	int rc;

	*out = false;
	for (size_t i = 0; i < a->loads && o->course_id != 0; i++)
		if (a->load[i].course_id == o->course_id && (o->day == 0 ||
		    (a->load[i].from <= o->day && o->day <= a->load[i].to)))
			*out = true;
	if (o->lesson_id == 0 || (*out && !leaves(action, o->thing)))
		return JR_OK;
	if ((rc = jr__live_begin(j)) < 0)
		return rc;
	rc = jr__number(j, *out ? JR_SQL_ACCESS_GIVEN_AWAY : JR_SQL_ACCESS_SUBSTITUTE, JR_PARAMS(
	    JR_P_INT("lesson_id", o->lesson_id), JR_P_INT("staff_id", a->staff_id)), &n);
	jr__live_end(j);
	*out = rc == JR_OK && (n > 0) != *out;
	return rc < 0 ? rc : JR_OK;
}

int
jr__access_fits(struct jr *j, const struct jr__access *a, enum jr_action action,
    const struct jr_object *o, bool *out)
{
	uint32_t thing = JR__THING(o->thing);
	int rc = JR_OK;

	*out = (a->may[JR__IN_SCHOOL][action] & thing) != 0;
	if (!*out && a->may[JR__IN_CLASS][action] & thing)
		rc = is_of_class(j, a, o, out);
	if (rc == JR_OK && !*out && a->may[JR__IN_COURSES][action] & thing)
		rc = is_of_course(j, a, action, o, out);
	return rc;
}

int
jr__refuse(struct jr *j, int col, enum jr_action action, enum jr_thing thing)
{
	const char *words = _(jr__thing_words(thing));

	if (action == JR_MAY_READ)
		/* TRANSLATORS: a person; what the person may not look at. */
		return jr__fail_at(j, JR_EDENIED, col, N_("%s may not read %s"),
		    j->access->name, words);
	if (thing == JR_ON_REASON)
		return jr__fail_at(j, JR_EDENIED, col, N_("%s may not give the reasons of absences "
		    "here; the homeroom teacher does, a teacher enters н and о"), j->access->name);
	/* TRANSLATORS: a person; what the person may not change. */
	return jr__fail_at(j, JR_EDENIED, col, N_("%s may not change %s"), j->access->name,
	    words);
}

bool
jr_acts_freely(const struct jr *j)
{
	return j->access == NULL;
}

int
jr_can(struct jr *j, enum jr_action action, const struct jr_object *o)
{
	struct jr__access *a;
	bool may;
	int rc;

	if ((rc = jr__access(j, &a)) < 0 || a == NULL ||
	    (rc = jr__access_fits(j, a, action, o, &may)) < 0)
		return rc;
	if (!may)
		return jr__refuse(j, -1, action, o->thing);
	if (action == JR_MAY_WRITE)
		a->granted |= JR__THING(o->thing);
	return JR_OK;
}

int
jr__may_write(struct jr *j, int col, const struct jr_object *o)
{
	struct jr__access *a;
	bool may;
	int rc;

	if ((rc = jr__access(j, &a)) < 0 || a == NULL ||
	    (rc = jr__access_fits(j, a, JR_MAY_WRITE, o, &may)) < 0)
		return rc;
	if (!may)
		return jr__refuse(j, col, JR_MAY_WRITE, o->thing);
	a->granted |= JR__THING(o->thing);
	return JR_OK;
}

int
jr__may_read(struct jr *j, enum jr_thing thing)
{
	return jr_can(j, JR_MAY_READ, &(struct jr_object){ .thing = thing });
}

/* Some lesson that he gives for another; 0: none. */
static int
stands_in(struct jr *j, const struct jr__access *a, int64_t *out)
{
	int rc;

	*out = 0;
	if (a->staff_id == 0)
		return JR_OK;
	if ((rc = jr__live_begin(j)) < 0)
		return rc;
	rc = jr__number(j, JR_SQL_ACCESS_STANDS_ANY, JR_PARAMS(
	    JR_P_INT("staff_id", a->staff_id)), out);
	jr__live_end(j);
	return rc < 0 ? rc : JR_OK;
}

int
jr__reads_in(struct jr *j, enum jr_thing thing, unsigned *out)
{
	struct jr__access *a;
	int64_t stands = 0;
	int rc;

	*out = 1u << JR__IN_SCHOOL;
	if ((rc = jr__access(j, &a)) < 0 || a == NULL)
		return rc;
	*out = 0;
	if (a->loads == 0 && (rc = stands_in(j, a, &stands)) < 0)
		return rc;
	for (int s = 0; s < JR__SCOPES; s++)
		if (a->may[s][JR_MAY_READ] & JR__THING(thing) && (s == JR__IN_SCHOOL ||
		    (s == JR__IN_CLASS ? a->homes > 0 : a->loads > 0 || stands != 0)))
			*out |= 1u << s;
	return *out != 0 ? JR_OK : jr__refuse(j, -1, JR_MAY_READ, thing);
}

int
jr__stands_in(struct jr *j, int64_t course_id, const char *from, const char *to, bool all,
    bool *out)
{
	struct jr_stmt *st;
	int rc;

	*out = false;
	if (j->access == NULL || j->access->staff_id == 0)
		return JR_OK;
	if ((rc = jr__live_begin(j)) < 0)
		return rc;
	if ((rc = jr__first(j, JR_SQL_ACCESS_STANDS_COURSE, JR_PARAMS(
	    JR_P_INT("staff_id", j->access->staff_id), JR_P_INT("course_id", course_id),
	    JR_P_TEXT("from", from), JR_P_TEXT("to", to)), &st)) == JR_OK) {
		*out = jr_stmt_int(st, 1) > 0 &&
		    (!all || jr_stmt_int(st, 0) == jr_stmt_int(st, 1));
		jr_stmt_reset(st);
	}
	jr__live_end(j);
	return rc < 0 ? rc : JR_OK;
}

int
jr__reads_own(struct jr *j, enum jr_thing thing, bool *own)
{
	int rc = jr__may_read(j, thing);

	*own = rc == JR_EDENIED && j->access->staff_id != 0;
	if (!*own)
		return rc;
	jr__clear(j);
	return JR_OK;
}
