/* Courses and homeroom from one teacher to another, and how they stand. */
#include <string.h>

#include "hand_over.h"
#include "roster_impl.h"
#include "substitute_impl.h"
#include "window.h"

/* What is asked for, understood. */
struct handing {
	struct jr		*j;
	int64_t			 from_id, to_id;
	char			 date[JR_DATE_SIZE], before[JR_DATE_SIZE];
	jr_day			 day;
	struct jr_value		 class_id, subject_id;
	bool			 homeroom;
	struct jr_buf		 loads, homes;	/* of struct load, struct home */
	const struct jr_handed_to *to;
};

struct load {
	int64_t	 course_id, hours;
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
};

struct home {
	int64_t	 class_id;
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE], name[64];
};

static size_t
count(const struct jr_buf *b, size_t size)
{
	return b->len / size;
}

/* --- Understanding -------------------------------------------------------------------- */

static int
take_people(struct handing *h, const struct jr_hand_over *q)
{
	struct jr_buf name = JR_BUF_INIT;
	struct jr *j = h->j;
	int rc;

	if ((rc = jr__may(j, -1, JR_ON_COURSE)) < 0 ||
	    (rc = jr__find_staff(j, -1, q->teacher, &h->from_id)) < 0 ||
	    (rc = jr__find_staff(j, -1, q->to, &h->to_id)) < 0)
		return rc;
	if (h->from_id == h->to_id)
		return jr__fail(j, JR_EINVAL, N_("'%s' cannot hand over to himself"), q->teacher);
	rc = jr__sub_here(j, h->to_id, h->day, &name);
	jr_buf_release(&name);
	return rc;
}

static int
take_names(struct handing *h, const struct jr_hand_over *q)
{
	int64_t id;
	int rc;

	h->class_id = h->subject_id = jr_null();
	h->homeroom = q->subject == NULL && !q->keep_homeroom;
	if (q->class != NULL) {
		if ((rc = jr__find_class(h->j, -1, jr_year(h->j), q->class, &id)) < 0)
			return rc;
		h->class_id = jr_int(id);
	}
	if (q->subject != NULL) {
		if ((rc = jr__find_subject(h->j, -1, q->subject, &id)) < 0)
			return rc;
		h->subject_id = jr_int(id);
	}
	return JR_OK;
}

static int
take_load(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct load l = { .course_id = jr_stmt_int(st, 0), .hours = jr_stmt_int(st, 3) };
	struct handing *h = arg;

	memcpy(l.from, jr_stmt_text(st, 1), JR_DATE_SIZE);
	memcpy(l.to, jr_stmt_text(st, 2), JR_DATE_SIZE);
	jr_buf_add(&h->loads, &l, sizeof(l));
	return h->loads.failed ? jr__nomem(j) : JR_OK;
}

static int
take_home(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct home o = { .class_id = jr_stmt_int(st, 0) };
	struct handing *h = arg;

	memcpy(o.from, jr_stmt_text(st, 1), JR_DATE_SIZE);
	memcpy(o.to, jr_stmt_text(st, 2), JR_DATE_SIZE);
	snprintf(o.name, sizeof(o.name), "%s", jr_stmt_text(st, 3));
	jr_buf_add(&h->homes, &o, sizeof(o));
	return h->homes.failed ? jr__nomem(j) : JR_OK;
}

static int
find_all(struct handing *h, const struct jr_hand_over *q)
{
	struct jr *j = h->j;
	int rc;

	if ((rc = jr__each(j, JR_SQL_HAND_OVER_COURSES, JR_PARAMS(
	    JR_P_INT("staff_id", h->from_id), JR_P_INT("year", jr_year(j)),
	    JR_P_TEXT("date", h->date), { "class_id", h->class_id },
	    { "subject_id", h->subject_id }), take_load, h)) < 0)
		return rc;
	if (h->homeroom && (rc = jr__each(j, JR_SQL_HAND_OVER_HOMEROOMS, JR_PARAMS(
	    JR_P_INT("staff_id", h->from_id), JR_P_INT("year", jr_year(j)),
	    JR_P_TEXT("date", h->date), { "class_id", h->class_id }), take_home, h)) < 0)
		return rc;
	if (h->loads.len + h->homes.len > 0)
		return JR_OK;
	return jr__fail(j, JR_ENOTFOUND, N_("'%s' has nothing to hand over on %s"), q->teacher,
	    h->date);
}

/* --- Clashes ------------------------------------------------------------------------------ */

static int
take_clash(struct jr *j, struct jr_stmt *st, void *arg)
{
	const int64_t c[4] = { jr_stmt_int(st, 0), jr_stmt_int(st, 1), jr_stmt_int(st, 2),
	    jr_stmt_int(st, 3) };

	jr_buf_add(arg, c, sizeof(c));
	return ((struct jr_buf *)arg)->failed ? jr__nomem(j) : JR_OK;
}

static int
warn_clash(struct jr *j, const int64_t c[4])
{
	struct jr_buf a = JR_BUF_INIT, b = JR_BUF_INIT;
	const struct jr__course *course;
	int rc;

	if ((rc = jr__course_by_id(j, c[2], &course)) == JR_OK &&
	    (rc = jr__sub_words(j, course, &a)) == JR_OK &&
	    (rc = jr__course_by_id(j, c[3], &course)) == JR_OK &&
	    (rc = jr__sub_words(j, course, &b)) == JR_OK)
		/* TRANSLATORS: number of the weekday, of the lesson; two courses. */
		jr__warn(j, N_("weekday %d, lesson %d: %s, and already %s"), (int)c[0], (int)c[1],
		    jr_buf_str(&a), jr_buf_str(&b));
	jr_buf_release(&a);
	jr_buf_release(&b);
	return rc;
}

static int
check_clashes(struct handing *h, const struct jr_hand_over *q)
{
	struct jr_buf found = JR_BUF_INIT;
	const int64_t (*c)[4];
	int rc;

	rc = jr__each(h->j, JR_SQL_HAND_OVER_CLASHES, JR_PARAMS(
	    JR_P_INT("staff_id", h->from_id), JR_P_INT("to_id", h->to_id),
	    JR_P_INT("year", jr_year(h->j)), JR_P_TEXT("date", h->date),
	    { "class_id", h->class_id }, { "subject_id", h->subject_id }), take_clash, &found);
	c = (const void *)found.data;
	for (size_t i = 0; rc == JR_OK && i < count(&found, sizeof(*c)); i++)
		rc = warn_clash(h->j, c[i]);
	if (rc == JR_OK && found.len > 0 && !q->allow_clashes)
		rc = jr__fail(h->j, JR_ECONFLICT, N_("'%s' would have two lessons at a time; change "
		    "the timetable, or --allow-clashes"), q->to);
	jr_buf_release(&found);
	return rc;
}

/* --- The act --------------------------------------------------------------------------------- */

/* Where the plan is: the last topic. */
static int
find_topic(struct handing *h, int64_t course_id, int64_t plan_id,
    struct jr_handed_course *out, struct jr_buf *topic)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__first(h->j, JR_SQL_HAND_OVER_TOPIC, JR_PARAMS(JR_P_INT("course_id", course_id),
	    JR_P_INT("plan_id", plan_id), JR_P_TEXT("date", h->date)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	jr_buf_adds(topic, jr_stmt_text(st, 0));
	out->topic_no = jr_stmt_int(st, 1);
	out->topic = jr_buf_str(topic);
	jr_stmt_reset(st);
	return topic->failed ? jr__nomem(h->j) : JR_OK;
}

static int
find_under(struct handing *h, const struct load *l, struct jr_handed_course *out)
{
	char from[JR_DATE_SIZE];
	struct jr_stmt *st;
	int64_t marks;
	int rc;

	rc = jr__first(h->j, JR_SQL_HAND_OVER_TERM, JR_PARAMS(
	    JR_P_INT("course_id", l->course_id), JR_P_INT("hours", l->hours),
	    JR_P_TEXT("date", h->date)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	memcpy(from, jr_stmt_text(st, 0), JR_DATE_SIZE);
	marks = jr_stmt_int(st, 1);
	jr_stmt_reset(st);
	rc = jr__number(h->j, JR_SQL_HAND_OVER_UNDER, JR_PARAMS(
	    JR_P_INT("course_id", l->course_id), JR_P_TEXT("from", from),
	    JR_P_TEXT("date", h->date), JR_P_INT("marks", marks)), &out->under);
	return rc < 0 ? rc : JR_OK;
}

static const char *
keep(struct jr_buf *b, const char *text)
{
	if (text == NULL)
		return NULL;
	jr_buf_adds(b, text);
	return jr_buf_str(b);
}

static int
tell_course(struct handing *h, const struct load *l)
{
	struct jr_buf text[4] = { JR_BUF_INIT, JR_BUF_INIT, JR_BUF_INIT, JR_BUF_INIT };
	struct jr_handed_course c = { .hours = l->hours };
	struct jr_stmt *st;
	int64_t plan_id;
	int rc;

	rc = jr__first(h->j, JR_SQL_HAND_OVER_ACT, JR_PARAMS(
	    JR_P_INT("course_id", l->course_id), JR_P_TEXT("date", h->date)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	c.class = keep(&text[0], jr_stmt_text(st, 0));
	c.group = keep(&text[1], jr_stmt_text(st, 1));
	c.subject = keep(&text[2], jr_stmt_text(st, 2));
	c.given = jr_stmt_int(st, 3);
	c.planned = jr_stmt_int(st, 4);
	c.marks = jr_stmt_int(st, 5);
	c.owed = jr_stmt_int(st, 6);
	c.findings = jr_stmt_int(st, 7);
	c.students = jr_stmt_int(st, 8);
	plan_id = jr_stmt_int(st, 9);
	jr_stmt_reset(st);
	if ((rc = find_topic(h, l->course_id, plan_id, &c, &text[3])) == JR_OK &&
	    (rc = find_under(h, l, &c)) == JR_OK)
		rc = text[0].failed || text[1].failed || text[2].failed ? jr__nomem(h->j) :
		    h->to->course(h->to->arg, &c);
	for (int i = 0; i < 4; i++)
		jr_buf_release(&text[i]);
	return rc;
}

/* --- Handing over -------------------------------------------------------------------------------- */

/* Two rows of a table instead of one: until the day before, and from the day on. */
static int
split(struct handing *h, enum jr_tbl tbl, const struct jr_value *key, int from_column,
    int to_column, int staff_column)
{
	struct jr_value old[JR_COLUMNS_MOST], row[JR_COLUMNS_MOST], new[JR_COLUMNS_MOST];
	struct jr *j = h->j;
	bool later;
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__fetch(j, tbl, key, old)) != JR_OK)
		return rc < 0 ? rc : jr__fail(j, JR_ENOTFOUND, N_("there is no such course"));
	memcpy(row, old, sizeof(row));
	memcpy(new, old, sizeof(new));
	memcpy(from, old[from_column].p, JR_DATE_SIZE);
	memcpy(to, old[to_column].p, JR_DATE_SIZE);
	later = strcmp(from, h->date) >= 0;
	row[to_column] = jr_text(h->before);
	new[staff_column] = jr_int(h->to_id);
	new[from_column] = jr_text(later ? from : h->date);
	new[to_column] = jr_text(to);
	rc = later ? jr__remove(j, tbl, old) : jr__update(j, tbl, old, row);
	jr__unfetch(j, tbl);
	return rc < 0 ? rc : jr__insert(j, tbl, new);
}

static int
hand_course(struct handing *h, const struct jr_hand_over *q, const struct load *l)
{
	const struct jr_value key[] = { jr_int(l->course_id), jr_int(h->from_id),
	    jr_text(l->from) };
	const struct jr__course *course;
	int64_t has;
	int rc;

	if ((rc = jr__course_by_id(h->j, l->course_id, &course)) < 0 ||
	    (rc = jr__closed_check(h->j, -1, course->class_id, h->day)) < 0 ||
	    (rc = jr__number(h->j, JR_SQL_HAND_OVER_HAS, JR_PARAMS(
	    JR_P_INT("course_id", l->course_id), JR_P_INT("staff_id", h->to_id),
	    JR_P_TEXT("date", h->date)), &has)) < 0)
		return rc;
	if (has > 0)
		return jr__fail(h->j, JR_ECONFLICT, N_("'%s' teaches one of these courses already; "
		    "end that first, or name others with --class and --subject"), q->to);
	if ((rc = tell_course(h, l)) < 0)
		return rc;
	return split(h, JR_TBL_COURSE_LOAD, key, JR_COURSE_LOAD_FROM_DATE,
	    JR_COURSE_LOAD_TO_DATE, JR_COURSE_LOAD_STAFF_ID);
}

static int
hand_homeroom(struct handing *h, const struct home *o)
{
	const struct jr_value key[] = { jr_int(o->class_id), jr_text(o->from) };
	int rc;

	if ((rc = jr__may_class(h->j, -1, JR_ON_CLASS, o->class_id)) < 0 ||
	    (rc = h->to->homeroom(h->to->arg, o->name)) < 0)
		return rc;
	return split(h, JR_TBL_HOMEROOM, key, JR_HOMEROOM_FROM_DATE, JR_HOMEROOM_TO_DATE,
	    JR_HOMEROOM_STAFF_ID);
}

static int
full_name(struct jr *j, int64_t id, struct jr_buf *out)
{
	static const int part[] = { JR_STAFF_SURNAME, JR_STAFF_GIVEN_NAME, JR_STAFF_PATRONYMIC };
	struct jr_value row[JR_COLUMNS_MOST], key = jr_int(id);
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_STAFF, &key, row)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	for (int i = 0; i < 3; i++)
		if (row[part[i]].type == JR_V_TEXT)
			jr_buf_addf(out, "%s%s", i > 0 ? " " : "", row[part[i]].p);
	jr__unfetch(j, JR_TBL_STAFF);
	return out->failed ? jr__nomem(j) : JR_OK;
}

static int
tell_people(struct handing *h)
{
	struct jr_buf from = JR_BUF_INIT, to = JR_BUF_INIT;
	int rc;

	if ((rc = full_name(h->j, h->from_id, &from)) == JR_OK &&
	    (rc = full_name(h->j, h->to_id, &to)) == JR_OK)
		rc = h->to->people(h->to->arg, jr_buf_str(&from), jr_buf_str(&to));
	jr_buf_release(&from);
	jr_buf_release(&to);
	return rc;
}

static int
hand_all(struct handing *h, const struct jr_hand_over *q)
{
	const struct load *l = (const void *)h->loads.data;
	const struct home *o = (const void *)h->homes.data;
	int rc;

	if ((rc = tell_people(h)) < 0)
		return rc;
	for (size_t i = 0; rc == JR_OK && i < count(&h->loads, sizeof(*l)); i++)
		rc = hand_course(h, q, &l[i]);
	for (size_t i = 0; rc == JR_OK && i < count(&h->homes, sizeof(*o)); i++)
		rc = hand_homeroom(h, &o[i]);
	return rc;
}

int
jr_hand_over(struct jr *j, const struct jr_hand_over *q, const struct jr_handed_to *to)
{
	struct handing h = { .j = j, .loads = JR_BUF_INIT, .homes = JR_BUF_INIT, .to = to };
	int rc;

	jr__clear(j);
	if ((rc = jr__date_of_year(j, -1, jr_year(j), q->date, h.date)) < 0)
		return rc;
	jr__day_after(h.date, -1, h.before);
	jr_date_parse(h.date, &h.day);
	if ((rc = take_people(&h, q)) == JR_OK && (rc = take_names(&h, q)) == JR_OK &&
	    (rc = find_all(&h, q)) == JR_OK && (rc = check_clashes(&h, q)) == JR_OK)
		rc = hand_all(&h, q);
	jr_buf_release(&h.loads);
	jr_buf_release(&h.homes);
	jr__lookup_free(j);
	return rc;
}
