/* The lessons of one teacher: substituted all at once, and who could. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lesson_impl.h"
#include "substitute_impl.h"

/* What is asked for, understood. */
struct ask {
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	unsigned	 numbers;		/* bits; 0: all */
	int64_t		 staff_id;
	struct jr_value	 class_id, subject_id;
	char		 group_key[128];
	struct jr_buf	 found;			/* of struct todo */
};

struct todo {
	int64_t	 course_id, lesson_id;
	jr_day	 day;
	int	 number;
};

/* --- Understanding --------------------------------------------------------------------- */

static int
no_numbers(struct jr *j, const char *text)
{
	return jr__fail(j, JR_EINVAL, N_("'%s' are no numbers of lessons like 2 or 2-4 (1 to %d)"),
	    text, JR__LESSON_MOST);
}

/* "2", "2-4", "1,3-4" */
static int
take_numbers(struct jr *j, const char *text, unsigned *out)
{
	const char *s = text;
	char *end;
	long a, b;

	*out = 0;
	while (s != NULL && *s != '\0') {
		if (!isdigit((unsigned char)*s))
			return no_numbers(j, text);
		a = b = strtol(s, &end, 10);
		if (*end == '-' && isdigit((unsigned char)end[1]))
			b = strtol(end + 1, &end, 10);
		if (a < 1 || b < a || b > JR__LESSON_MOST || (*end != '\0' && *end != ','))
			return no_numbers(j, text);
		for (; a <= b; a++)
			*out |= JR__BIT(a);
		s = *end == ',' ? end + 1 : end;
	}
	return JR_OK;
}

static int
take_names(struct jr *j, const struct jr_substitute *q, struct ask *a)
{
	int64_t id;
	const char *key;
	int rc;

	a->class_id = a->subject_id = jr_null();
	if ((rc = jr__find_staff(j, JR__SUB_TEACHER, q->teacher, &a->staff_id)) < 0)
		return rc;
	if (q->class != NULL) {
		if ((rc = jr__find_class(j, JR__SUB_CLASS, jr_year(j), q->class, &id)) < 0)
			return rc;
		a->class_id = jr_int(id);
	}
	if (q->subject != NULL) {
		if ((rc = jr__find_subject(j, JR__SUB_SUBJECT, q->subject, &id)) < 0)
			return rc;
		a->subject_id = jr_int(id);
	}
	if ((rc = jr__match(j, 4, q->group, &key)) == JR_OK && key != NULL)
		snprintf(a->group_key, sizeof(a->group_key), "%s", key);
	return rc;
}

static int
take_ask(struct jr *j, const struct jr_substitute *q, struct ask *a)
{
	int64_t year;
	jr_day from, to;
	int rc;

	*a = (struct ask){ .found = JR_BUF_INIT };
	if ((rc = jr__may(j, JR__SUB_TEACHER, JR_ON_SUBSTITUTION)) < 0 ||
	    (rc = jr__day_in_year(j, -1, q->from, &from, &year)) < 0 ||
	    (rc = jr__day_in_year(j, -1, q->to != NULL ? q->to : q->from, &to, &year)) < 0 ||
	    (rc = take_numbers(j, q->numbers, &a->numbers)) < 0 ||
	    (rc = take_names(j, q, a)) < 0)
		return rc;
	jr_date_format(from, a->from);
	jr_date_format(to, a->to);
	return from <= to ? JR_OK :
	    jr__fail(j, JR_EINVAL, N_("%s lies after %s"), a->from, a->to);
}

static int
take_lesson(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct ask *a = arg;
	struct todo t = { .course_id = jr_stmt_int(st, 2), .lesson_id = jr_stmt_int(st, 3),
	    .number = (int)jr_stmt_int(st, 1) };

	jr_date_parse(jr_stmt_text(st, 0), &t.day);
	if (a->numbers == 0 || (t.number > 0 && t.number <= JR__LESSON_MOST &&
	    a->numbers & JR__BIT(t.number)))
		jr_buf_add(&a->found, &t, sizeof(t));
	return a->found.failed ? jr__nomem(j) : JR_OK;
}

static int
find_lessons(struct jr *j, const struct jr_substitute *q, struct ask *a)
{
	int rc;

	rc = jr__each(j, JR_SQL_SUBSTITUTION_LESSONS, JR_PARAMS(
	    JR_P_INT("staff_id", a->staff_id), JR_P_TEXT("from", a->from),
	    JR_P_TEXT("to", a->to), { "class_id", a->class_id },
	    JR_P_TEXT("group_key", a->group_key[0] == '\0' ? NULL : a->group_key),
	    { "subject_id", a->subject_id }), take_lesson, a);
	if (rc < 0 || a->found.len > 0)
		return rc;
	if (strcmp(a->from, a->to) == 0)
		return jr__fail(j, JR_ENOTFOUND, N_("'%s' has no such lessons on %s"), q->teacher,
		    a->from);
	return jr__fail(j, JR_ENOTFOUND, N_("'%s' has no such lessons from %s to %s"), q->teacher,
	    a->from, a->to);
}

static int
place_of(struct jr *j, const struct todo *t, struct jr__lesson_place *out)
{
	*out = (struct jr__lesson_place){ .day = t->day, .number = t->number,
	    .lesson_id = t->lesson_id };
	return jr__course_by_id(j, t->course_id, &out->course);
}

/* --- Substituting ------------------------------------------------------------------------- */

static int
take_how(struct jr *j, const struct jr_substitute *q, struct jr__sub *s)
{
	int rc;

	*s = (struct jr__sub){ .keep_reason = q->reason == NULL, .keep_order = q->order == NULL };
	if ((rc = jr__sub_kind(j, q->kind, q->by != NULL, &s->kind)) < 0 ||
	    (q->by != NULL && (rc = jr__find_staff(j, JR__SUB_BY, q->by, &s->staff_id)) < 0) ||
	    (rc = jr__match(j, 4, q->with, &s->with)) < 0 ||
	    (rc = jr__clean(j, 6, q->reason, &s->reason)) < 0)
		return rc;
	return jr__clean(j, 7, q->order, &s->order);
}

static void
warn_left(struct jr *j, const struct jr__lesson_place *p)
{
	struct jr_buf words = JR_BUF_INIT;
	char date[JR_DATE_SIZE];

	jr_date_format(p->day, date);
	if (jr__sub_words(j, p->course, &words) == JR_OK)
		jr__warn(j, N_("%s, lesson %d on %s, has a substitution already and stays as it is; "
		    "name it with --numbers to change it"), jr_buf_str(&words), p->number, date);
	jr_buf_release(&words);
}

/* One lesson; the host of a merged one is another for each. */
static int
substitute(struct jr *j, const struct ask *a, const struct jr__sub *how, const struct todo *t,
    struct jr_substituted *out)
{
	struct jr__sub s = *how;
	struct jr__sub_stored stored;
	enum jr_change what = JR_SAME;
	int rc;

	if ((rc = place_of(j, t, &s.at)) < 0 ||
	    (rc = jr__sub_stored(j, t->lesson_id, &stored)) < 0)
		return rc;
	if (stored.there && a->numbers == 0 &&
	    (stored.kind != s.kind || stored.staff_id != s.staff_id))
		warn_left(j, &s.at);
	else if (!stored.there || a->numbers != 0)
		rc = jr__sub_put(j, &s, &what);
	out->changed += what != JR_SAME;
	out->same += what == JR_SAME;
	return rc;
}

/* Days of absence, not some lessons of them. */
static bool
is_whole(const struct jr_substitute *q)
{
	return q->to != NULL && q->numbers == NULL && q->class == NULL && q->group == NULL &&
	    q->subject == NULL;
}

int
jr_substitute(struct jr *j, const struct jr_substitute *q, struct jr_substituted *out)
{
	const struct todo *t;
	struct jr__sub how;
	struct ask a;
	int rc;

	*out = (struct jr_substituted){ 0 };
	jr__clear(j);
	if ((rc = take_ask(j, q, &a)) == JR_OK && (rc = take_how(j, q, &how)) == JR_OK &&
	    (rc = find_lessons(j, q, &a)) == JR_OK && is_whole(q))
		rc = jr__staff_absent(j, q);
	t = (const void *)a.found.data;
	for (size_t i = 0; rc == JR_OK && i < a.found.len / sizeof(*t); i++)
		rc = substitute(j, &a, &how, &t[i], out);
	jr_buf_release(&a.found);
	return rc;
}

/* --- Taking back ----------------------------------------------------------------------------- */

static int
take_back(struct jr *j, const struct todo *t, struct jr_substituted *out)
{
	struct jr__lesson_place at;
	struct jr__sub_stored stored;
	enum jr_change what = JR_SAME;
	int rc;

	if ((rc = place_of(j, t, &at)) < 0 ||
	    (rc = jr__sub_stored(j, t->lesson_id, &stored)) < 0)
		return rc;
	if (stored.there)
		rc = jr__sub_remove(j, &at, &what);
	out->changed += what != JR_SAME;
	return rc;
}

int
jr_substitute_back(struct jr *j, const struct jr_substitute *q, struct jr_substituted *out)
{
	const struct todo *t;
	struct ask a;
	int rc;

	*out = (struct jr_substituted){ 0 };
	jr__clear(j);
	if ((rc = take_ask(j, q, &a)) == JR_OK)
		rc = find_lessons(j, q, &a);
	t = (const void *)a.found.data;
	/* From the end: what was moved on may have a substitution at its new place. */
	for (size_t i = a.found.len / sizeof(*t); rc == JR_OK && i > 0; i--)
		rc = take_back(j, &t[i - 1], out);
	jr_buf_release(&a.found);
	return rc;
}

/* --- Who could ---------------------------------------------------------------------------------- */

struct suggesting {
	struct jr_suggestion	 now;
	struct jr_buf		 busy;		/* of the day, of struct jr__sub_busy */
	struct jr_buf		 class, group, subject, name;
	jr_suggestion_out	*out;
	void			*arg;
};

/* Lessons of his on the day; *busy: he has one at that time. */
static int
lessons_of(const struct suggesting *s, int64_t staff_id, bool *busy)
{
	const struct jr__sub_busy *b = (const void *)s->busy.data;
	int n = 0;

	*busy = false;
	for (size_t i = 0; i < s->busy.len / sizeof(*b); i++) {
		if (b[i].staff_id != staff_id)
			continue;
		n++;
		*busy = *busy || b[i].then;
	}
	return n;
}

static int
take_free(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct suggesting *s = arg;
	bool busy;

	s->now.lessons = lessons_of(s, jr_stmt_int(st, 0), &busy);
	if (busy)
		return JR_OK;
	jr_buf_clear(&s->name);
	for (int i = 2; i <= 4; i++)
		if (jr_stmt_text(st, i) != NULL)
			jr_buf_addf(&s->name, "%s%s", i > 2 ? " " : "", jr_stmt_text(st, i));
	s->now.login = jr_stmt_text(st, 1);
	s->now.name = jr_buf_str(&s->name);
	s->now.why = (int)jr_stmt_int(st, 5);
	s->now.month = (int)jr_stmt_int(st, 6);
	return s->name.failed ? jr__nomem(j) : s->out(s->arg, &s->now);
}

static int
take_words(struct jr *j, const struct jr__course *c, struct suggesting *s)
{
	struct jr_stmt *st;
	int rc;

	jr_buf_clear(&s->class);
	jr_buf_clear(&s->group);
	jr_buf_clear(&s->subject);
	if ((rc = jr__first(j, JR_SQL_LESSON_COURSE_NAMES, JR_PARAMS(JR_P_INT("id", c->id)),
	    &st)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	if (jr_stmt_text(st, 0) != NULL)
		jr_buf_adds(&s->class, jr_stmt_text(st, 0));
	if (jr_stmt_text(st, 1) != NULL)
		jr_buf_adds(&s->group, jr_stmt_text(st, 1));
	jr_buf_adds(&s->subject, jr_stmt_text(st, 2));
	jr_stmt_reset(st);
	s->now.class = s->class.len > 0 ? jr_buf_str(&s->class) : NULL;
	s->now.group = s->group.len > 0 ? jr_buf_str(&s->group) : NULL;
	s->now.subject = jr_buf_str(&s->subject);
	return s->class.failed || s->group.failed || s->subject.failed ? jr__nomem(j) : JR_OK;
}

/* Those who could give one lesson; nobody for one that somebody gives, or nobody is to. */
static int
suggest(struct jr *j, const struct ask *a, const struct todo *t, struct suggesting *s)
{
	char date[JR_DATE_SIZE], first[JR_DATE_SIZE], last[JR_DATE_SIZE];
	int year, month, day;
	struct jr__sub_stored stored;
	struct jr__lesson_place at;
	int rc;

	if ((rc = place_of(j, t, &at)) < 0 ||
	    (rc = jr__sub_stored(j, t->lesson_id, &stored)) < 0 || stored.there ||
	    (rc = take_words(j, at.course, s)) < 0)
		return rc;
	jr_day_split(t->day, &year, &month, &day);
	jr_date_format(t->day, date);
	jr_date_format(t->day - day + 1, first);
	jr_date_format(jr_day_of(month < 12 ? year : year + 1, month % 12 + 1, 1) - 1, last);
	s->now.date = date;
	s->now.number = t->number;
	jr_buf_clear(&s->busy);
	if ((rc = jr__sub_busy(j, &at, 0, &s->busy)) < 0)
		return rc;
	return jr__each(j, JR_SQL_SUBSTITUTION_FREE, JR_PARAMS(
	    JR_P_INT("staff_id", a->staff_id), JR_P_TEXT("date", date),
	    JR_P_INT("subject_id", at.course->subject_id),
	    JR_P_INT("class_id", at.course->class_id), JR_P_TEXT("month_from", first),
	    JR_P_TEXT("month_to", last)), take_free, s);
}

int
jr_substitute_suggest(struct jr *j, const struct jr_substitute *q, jr_suggestion_out *out,
    void *arg)
{
	struct suggesting s = { .out = out, .arg = arg };
	const struct todo *t;
	struct ask a;
	int rc;

	jr__clear(j);
	if ((rc = take_ask(j, q, &a)) == JR_OK)
		rc = find_lessons(j, q, &a);
	t = (const void *)a.found.data;
	for (size_t i = 0; rc == JR_OK && i < a.found.len / sizeof(*t); i++)
		rc = suggest(j, &a, &t[i], &s);
	jr_buf_release(&a.found);
	jr_buf_release(&s.busy);
	jr_buf_release(&s.class);
	jr_buf_release(&s.group);
	jr_buf_release(&s.subject);
	jr_buf_release(&s.name);
	return rc;
}
