/* One substitution: may it be, and its rows. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "lesson_impl.h"
#include "substitute_impl.h"

/* --- What is stored --------------------------------------------------------------------- */

static enum jr__sub_kind
kind_of(const char *text, int64_t other_id)
{
	if (strcmp(text, "cancelled") == 0)
		return other_id != 0 ? JR__MOVED : JR__CANCELLED;
	return strcmp(text, "merged") == 0 ? JR__MERGED : JR__SUBSTITUTE;
}

int
jr__sub_stored(struct jr *j, int64_t lesson_id, struct jr__sub_stored *out)
{
	struct jr_stmt *st;
	int rc;

	*out = (struct jr__sub_stored){ 0 };
	if (lesson_id == 0)
		return JR_OK;
	rc = jr__first(j, JR_SQL_SUBSTITUTION_OF, JR_PARAMS(JR_P_INT("lesson_id", lesson_id)),
	    &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	*out = (struct jr__sub_stored){ .there = true, .staff_id = jr_stmt_int(st, 1),
	    .other_id = jr_stmt_int(st, 2), .tx_id = jr_stmt_int(st, 3) };
	out->kind = kind_of(jr_stmt_text(st, 0), out->other_id);
	jr_stmt_reset(st);
	return JR_OK;
}

int
jr__sub_place(struct jr *j, int64_t lesson_id, struct jr__lesson_place *out)
{
	struct jr_stmt *st;
	int64_t course_id;
	int rc;

	*out = (struct jr__lesson_place){ .lesson_id = lesson_id };
	rc = jr__first(j, JR_SQL_SUBSTITUTION_PLACE, JR_PARAMS(JR_P_INT("id", lesson_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : jr__fail(j, JR_ENOTFOUND, N_("there is no such lesson"));
	course_id = jr_stmt_int(st, 0);
	jr_date_parse(jr_stmt_text(st, 1), &out->day);
	out->number = (int)jr_stmt_int(st, 2);
	jr_stmt_reset(st);
	return jr__course_by_id(j, course_id, &out->course);
}

int
jr__sub_words(struct jr *j, const struct jr__course *c, struct jr_buf *out)
{
	struct jr_buf subject = JR_BUF_INIT;
	int rc;

	if ((rc = jr__course_words(j, c, out, &subject)) == JR_OK)
		jr_buf_addf(out, " %s", jr_buf_str(&subject));
	jr_buf_release(&subject);
	return rc == JR_OK && out->failed ? jr__nomem(j) : rc;
}

/* --- Who is where ------------------------------------------------------------------------ */

static int
take_busy(struct jr *j, struct jr_stmt *st, void *arg)
{
	const struct jr__sub_busy b = {
		.staff_id = jr_stmt_int(st, 0), .number = (int)jr_stmt_int(st, 1),
		.course_id = jr_stmt_int(st, 2), .lesson_id = jr_stmt_int(st, 3),
		.own = jr_stmt_int(st, 4) == 1, .then = jr_stmt_int(st, 5) == 1,
	};

	jr_buf_add(arg, &b, sizeof(b));
	return ((struct jr_buf *)arg)->failed ? jr__nomem(j) : JR_OK;
}

int
jr__sub_busy(struct jr *j, const struct jr__lesson_place *p, int64_t staff_id,
    struct jr_buf *out)
{
	char date[JR_DATE_SIZE];

	jr_date_format(p->day, date);
	return jr__each(j, JR_SQL_SUBSTITUTION_BUSY, JR_PARAMS(JR_P_TEXT("date", date),
	    JR_P_INT("course_id", p->course->id), JR_P_INT("number", p->number),
	    { "staff_id", staff_id == 0 ? jr_null() : jr_int(staff_id) }), take_busy, out);
}

/* "absent from … to … (reason)" */
static int
refuse_absent(struct jr *j, struct jr_stmt *st, const char *date)
{
	const char *to = jr_stmt_text(st, 3), *reason = jr_stmt_text(st, 4);

	if (strcmp(to, JR_OPEN_END) == 0)
		return jr__fail_at(j, JR_ECONFLICT, JR__SUB_BY,
		    /* TRANSLATORS: surname, day, first day of the absence, its reason. */
		    N_("%s is absent on %s (from %s on: %s)"), jr_stmt_text(st, 0), date,
		    jr_stmt_text(st, 2), reason);
	return jr__fail_at(j, JR_ECONFLICT, JR__SUB_BY,
	    /* TRANSLATORS: surname, day, first and last day of the absence, its reason. */
	    N_("%s is absent on %s (%s to %s: %s)"), jr_stmt_text(st, 0), date,
	    jr_stmt_text(st, 2), to, reason);
}

int
jr__sub_here(struct jr *j, int64_t staff_id, jr_day day, struct jr_buf *name)
{
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	jr_date_format(day, date);
	rc = jr__first(j, JR_SQL_SUBSTITUTION_HERE, JR_PARAMS(JR_P_INT("id", staff_id),
	    JR_P_TEXT("date", date)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : jr__fail(j, JR_ENOTFOUND, N_("nobody has that number"));
	jr_buf_adds(name, jr_stmt_text(st, 0));
	if (jr_stmt_int(st, 1) == 0)
		rc = jr__fail_at(j, JR_EINVAL, JR__SUB_BY, N_("%s does not work here on %s"),
		    jr_buf_str(name), date);
	else if (jr_stmt_text(st, 2) != NULL)
		rc = refuse_absent(j, st, date);
	jr_stmt_reset(st);
	return rc == JR_OK && name->failed ? jr__nomem(j) : rc;
}

/* --- By another ---------------------------------------------------------------------------- */

static bool
is_this(const struct jr__sub_busy *b, const struct jr__lesson_place *p)
{
	return b->course_id == p->course->id && b->number == p->number;
}

static int
refuse_busy(struct jr *j, const char *name, const struct jr__sub_busy *b, jr_day day)
{
	struct jr_buf words = JR_BUF_INIT;
	const struct jr__course *course;
	char date[JR_DATE_SIZE];
	int rc;

	jr_date_format(day, date);
	if ((rc = jr__course_by_id(j, b->course_id, &course)) == JR_OK &&
	    (rc = jr__sub_words(j, course, &words)) == JR_OK)
		rc = jr__fail_at(j, JR_ECONFLICT, JR__SUB_BY,
		    /* TRANSLATORS: surname; class and subject; number of the lesson; day. */
		    N_("%s has %s then (lesson %d on %s)"), name, jr_buf_str(&words), b->number,
		    date);
	jr_buf_release(&words);
	return rc;
}

/* The substitute is somebody else, there, and free. */
static int
check_free(struct jr *j, const struct jr__sub *s, const char *name)
{
	struct jr_buf found = JR_BUF_INIT;
	const struct jr__sub_busy *b;
	char date[JR_DATE_SIZE];
	int64_t own;
	int rc;

	jr_date_format(s->at.day, date);
	if ((rc = jr__number(j, JR_SQL_SUBSTITUTION_TEACHES, JR_PARAMS(
	    JR_P_INT("course_id", s->at.course->id), JR_P_INT("staff_id", s->staff_id),
	    JR_P_TEXT("date", date)), &own)) < 0)
		return rc;
	if (own > 0)
		return jr__fail_at(j, JR_EINVAL, JR__SUB_BY,
		    N_("%s teaches that course already"), name);
	rc = jr__sub_busy(j, &s->at, s->staff_id, &found);
	b = (const void *)found.data;
	for (size_t i = 0; rc == JR_OK && i < found.len / sizeof(*b); i++)
		if (b[i].then && !is_this(&b[i], &s->at))
			rc = refuse_busy(j, name, &b[i], s->at.day);
	jr_buf_release(&found);
	return rc;
}

/* --- Merged ------------------------------------------------------------------------------------ */

/* Is it the class, the group, or both that `with` names? */
static int
fits(struct jr *j, const struct jr__sub *s, int64_t course_id, bool *out)
{
	struct jr_stmt *st;
	const char *class, *group, *key;
	struct jr_buf both = JR_BUF_INIT;
	int rc;

	*out = s->with == NULL;
	if (*out)
		return JR_OK;
	if ((rc = jr__first(j, JR_SQL_LESSON_COURSE_NAMES, JR_PARAMS(JR_P_INT("id", course_id)),
	    &st)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	class = jr_stmt_text(st, 0);
	group = jr_stmt_text(st, 1);
	jr_buf_addf(&both, "%s%s%s", class == NULL ? "" : class,
	    class != NULL && group != NULL ? " " : "", group == NULL ? "" : group);
	if ((rc = jr__match(j, 5, jr_buf_str(&both), &key)) == JR_OK)
		*out = key != NULL && strcmp(key, s->with) == 0;
	if (rc == JR_OK && !*out && group != NULL &&
	    (rc = jr__match(j, 5, group, &key)) == JR_OK)
		*out = key != NULL && strcmp(key, s->with) == 0;
	jr_stmt_reset(st);
	jr_buf_release(&both);
	return rc;
}

/* Is it the other half of the class in the same subject? */
static bool
is_parallel(const struct jr__course *a, const struct jr__course *b)
{
	return a->class_id != 0 && a->class_id == b->class_id && a->subject_id == b->subject_id;
}

/* One that could take the lesson in; of several, the first and how many. */
static int
choose(struct jr *j, const struct jr__sub *s, const struct jr_buf *found,
    struct jr__sub_busy *out, int *n)
{
	const struct jr__sub_busy *b = (const void *)found->data;
	const struct jr__course *course;
	bool fit;
	int rc;

	*n = 0;
	for (size_t i = 0; i < found->len / sizeof(*b); i++) {
		if (!b[i].then || is_this(&b[i], &s->at) || !b[i].own)
			continue;
		if ((rc = jr__course_by_id(j, b[i].course_id, &course)) < 0 ||
		    (rc = fits(j, s, b[i].course_id, &fit)) < 0)
			return rc;
		if (!fit || (s->staff_id == 0 && !is_parallel(course, s->at.course)))
			continue;
		if (++*n == 1)
			*out = b[i];
	}
	return JR_OK;
}

static int
refuse_merge(struct jr *j, const struct jr__sub *s, int n)
{
	char date[JR_DATE_SIZE];

	jr_date_format(s->at.day, date);
	if (n > 1)
		return jr__fail_at(j, JR_EINVAL, JR__SUB_WITH, N_("lesson %d on %s could be merged "
		    "with several; say with which class or group"), s->at.number, date);
	if (s->staff_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, JR__SUB_BY, N_("lesson %d on %s has no parallel "
		    "group of its subject; say who takes it in"), s->at.number, date);
	return jr__fail_at(j, JR_ECONFLICT, JR__SUB_BY, N_("the substitute has no lesson %d on %s "
	    "to take it into; without a lesson he gives it himself"), s->at.number, date);
}

/* The lesson that takes it in and whose it is; one that is to be made, in an open term. */
static int
find_host(struct jr *j, struct jr__sub *s, struct jr__lesson_place *host)
{
	struct jr_buf found = JR_BUF_INIT;
	struct jr__sub_busy b = { 0 };
	int n, rc;

	if ((rc = jr__sub_busy(j, &s->at, s->staff_id, &found)) == JR_OK &&
	    (rc = choose(j, s, &found, &b, &n)) == JR_OK && n != 1)
		rc = refuse_merge(j, s, n);
	jr_buf_release(&found);
	if (rc < 0)
		return rc;
	s->staff_id = b.staff_id;
	*host = (struct jr__lesson_place){ .day = s->at.day, .number = b.number,
	    .lesson_id = b.lesson_id };
	if ((rc = jr__course_by_id(j, b.course_id, &host->course)) < 0)
		return rc;
	return host->lesson_id != 0 ? JR_OK :
	    jr__lesson_open(j, JR__SUB_WITH, host->course, host->day);
}

/* --- May it be? ---------------------------------------------------------------------------------- */

static int
refuse_lesson(struct jr *j, const struct jr__lesson_place *p, const char *why)
{
	struct jr_buf words = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	int rc;

	jr_date_format(p->day, date);
	if ((rc = jr__sub_words(j, p->course, &words)) == JR_OK)
		rc = jr__fail_at(j, JR_ECONFLICT, JR__SUB_DATE,
		    /* TRANSLATORS: class and subject; number; day; what is wrong. */
		    N_("%s, lesson %d on %s: %s"), jr_buf_str(&words), p->number, date, _(why));
	jr_buf_release(&words);
	return rc;
}

static int
check_school(struct jr *j, const struct jr__lesson_place *p)
{
	struct jr_buf why = JR_BUF_INIT;
	struct jr__course_day *d;
	char date[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__lesson_open(j, JR__SUB_DATE, p->course, p->day)) < 0 ||
	    (rc = jr__course_day(j, p->course, p->day, &d)) < 0 ||
	    (rc = jr__course_day_plan(j, p->course, d)) < 0 || d->school)
		return rc;
	jr_date_format(p->day, date);
	if ((rc = jr__calendar_why(j, p->course->year, p->course->class_id, p->course->grade,
	    p->day, &why)) == JR_OK)
		rc = jr__fail_at(j, JR_EINVAL, JR__SUB_DATE, N_("no school on %s: %s"), date,
		    jr_buf_str(&why));
	jr_buf_release(&why);
	return rc;
}

/* What would be left without its ground: what the substitute wrote, what joined it. */
static int
check_leaving(struct jr *j, const struct jr__lesson_place *p,
    const struct jr__sub_stored *stored)
{
	int64_t n;
	int rc;

	if (p->lesson_id == 0)
		return JR_OK;
	if ((rc = jr__number(j, JR_SQL_SUBSTITUTION_JOINED, JR_PARAMS(
	    JR_P_INT("lesson_id", p->lesson_id)), &n)) < 0)
		return rc;
	if (n != 0)
		return refuse_lesson(j, p, N_("another lesson is merged with it; take that back "
		    "first"));
	if (!stored->there || stored->kind >= JR__CANCELLED)
		return JR_OK;
	if ((rc = jr__number(j, JR_SQL_SUBSTITUTION_WRITTEN, JR_PARAMS(
	    JR_P_INT("id", p->lesson_id), JR_P_INT("tx_id", stored->tx_id)), &n)) < 0)
		return rc;
	return n == 0 ? JR_OK : refuse_lesson(j, p, N_("the substitute has written in it already; "
	    "take that out first"));
}

static int
check_not_held(struct jr *j, const struct jr__lesson_place *p)
{
	int64_t n;
	int rc;

	if (p->lesson_id == 0)
		return JR_OK;
	if ((rc = jr__number(j, JR_SQL_SUBSTITUTION_HELD, JR_PARAMS(
	    JR_P_INT("id", p->lesson_id)), &n)) < 0)
		return rc;
	return n == 0 ? JR_OK : refuse_lesson(j, p, N_("it has marks or a register, so it was held"));
}

static int
check(struct jr *j, struct jr__sub *s, const struct jr__sub_stored *stored,
    struct jr__lesson_place *host)
{
	struct jr_buf name = JR_BUF_INIT;
	int rc;

	if (stored->there && stored->kind == JR__MOVED)
		return refuse_lesson(j, &s->at, N_("it was moved; take that back first"));
	if (s->kind == JR__MERGED && (rc = find_host(j, s, host)) < 0)
		return rc;
	if ((!stored->there || stored->kind != s->kind || stored->staff_id != s->staff_id) &&
	    (rc = check_leaving(j, &s->at, stored)) < 0)
		return rc;
	if (s->kind == JR__CANCELLED)
		return check_not_held(j, &s->at);
	if ((rc = jr__sub_here(j, s->staff_id, s->at.day, &name)) == JR_OK &&
	    s->kind == JR__SUBSTITUTE)
		rc = check_free(j, s, jr_buf_str(&name));
	jr_buf_release(&name);
	return rc;
}

/* --- Writing --------------------------------------------------------------------------------------- */

static int
write_other(struct jr *j, int64_t lesson_id, int64_t other_id, enum jr_change *what)
{
	const struct jr_value row[] = { jr_int(lesson_id), jr_int(other_id) };
	struct jr_value old[JR_COLUMNS_MOST];
	enum jr_change done;
	int rc;

	if (other_id != 0) {
		rc = jr__put(j, JR_TBL_SUBSTITUTION_OTHER, row, 0, &done);
	} else {
		done = JR_SAME;
		if ((rc = jr__fetch(j, JR_TBL_SUBSTITUTION_OTHER, row, old)) == JR_OK) {
			rc = jr__remove(j, JR_TBL_SUBSTITUTION_OTHER, old);
			done = JR_CHANGED;
		}
		jr__unfetch(j, JR_TBL_SUBSTITUTION_OTHER);
	}
	if (*what == JR_SAME && done != JR_SAME)
		*what = JR_CHANGED;
	return rc < 0 ? rc : JR_OK;
}

int
jr__sub_write(struct jr *j, const struct jr__sub *s, int64_t lesson_id, int64_t other_id,
    enum jr_change *what)
{
	static const char *const name[] = { "substitute", "merged", "cancelled", "cancelled" };
	struct jr_value row[JR_SUBSTITUTION_COLUMNS];
	int64_t tx_id;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_SUBSTITUTION_LESSON_ID] = jr_int(lesson_id);
	row[JR_SUBSTITUTION_KIND] = jr_text(name[s->kind]);
	row[JR_SUBSTITUTION_STAFF_ID] = s->staff_id == 0 ? jr_null() : jr_int(s->staff_id);
	row[JR_SUBSTITUTION_REASON] = jr_text(s->reason);
	row[JR_SUBSTITUTION_ORDER_NO] = jr_text(s->order);
	row[JR_SUBSTITUTION_TX_ID] = jr_int(tx_id);
	if ((rc = jr__put(j, JR_TBL_SUBSTITUTION, row, JR_KEEP(JR_SUBSTITUTION_TX_ID) |
	    (s->keep_reason ? JR_KEEP(JR_SUBSTITUTION_REASON) : 0) |
	    (s->keep_order ? JR_KEEP(JR_SUBSTITUTION_ORDER_NO) : 0), what)) < 0)
		return rc;
	return write_other(j, lesson_id, other_id, what);
}

int
jr__sub_erase(struct jr *j, int64_t lesson_id)
{
	struct jr_value row[JR_COLUMNS_MOST], key = jr_int(lesson_id);
	enum jr_change what = JR_SAME;
	int rc;

	if ((rc = write_other(j, lesson_id, 0, &what)) < 0)
		return rc;
	if ((rc = jr__fetch(j, JR_TBL_SUBSTITUTION, &key, row)) == JR_OK)
		rc = jr__remove(j, JR_TBL_SUBSTITUTION, row);
	jr__unfetch(j, JR_TBL_SUBSTITUTION);
	return rc < 0 ? rc : JR_OK;
}

/* --- Both --------------------------------------------------------------------------------------------- */

/* Is it the move that is stored already? */
static int
same_move(struct jr *j, const struct jr__sub *s, const struct jr__sub_stored *stored, bool *out)
{
	struct jr__lesson_place p;
	int rc;

	*out = false;
	if (!stored->there || stored->kind != JR__MOVED)
		return JR_OK;
	if ((rc = jr__sub_place(j, stored->other_id, &p)) == JR_OK)
		*out = p.day == s->to_day && p.number == atoi(s->to_number);
	return rc;
}

static int
put_move(struct jr *j, struct jr__sub *s, const struct jr__sub_stored *stored,
    enum jr_change *what)
{
	bool same;
	int rc;

	if ((rc = same_move(j, s, stored, &same)) < 0)
		return rc;
	if (same)
		return jr__sub_write(j, s, s->at.lesson_id, stored->other_id, what);
	if (stored->there)
		return refuse_lesson(j, &s->at, stored->kind == JR__MOVED ?
		    N_("it was moved; take that back first") :
		    N_("it has a substitution; take that back first"));
	if ((rc = check_leaving(j, &s->at, stored)) < 0 ||
	    (rc = check_not_held(j, &s->at)) < 0 || (rc = jr__sub_move(j, s)) < 0)
		return rc;
	*what = JR_ADDED;
	return JR_OK;
}

int
jr__sub_put(struct jr *j, struct jr__sub *s, enum jr_change *what)
{
	struct jr__lesson_place host = { 0 };
	struct jr__sub_stored stored;
	int rc;

	*what = JR_SAME;
	if ((rc = check_school(j, &s->at)) < 0 ||
	    (rc = jr__sub_stored(j, s->at.lesson_id, &stored)) < 0)
		return rc;
	if (s->kind == JR__MOVED)
		return put_move(j, s, &stored, what);
	if ((rc = check(j, s, &stored, &host)) < 0 || (rc = jr__lesson_make(j, &s->at)) < 0 ||
	    (s->kind == JR__MERGED && (rc = jr__lesson_make(j, &host)) < 0) ||
	    (rc = jr__settle(j)) < 0)
		return rc;
	return jr__sub_write(j, s, s->at.lesson_id, host.lesson_id, what);
}

int
jr__sub_remove(struct jr *j, const struct jr__lesson_place *p, enum jr_change *what)
{
	struct jr__sub_stored stored;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__lesson_open(j, JR__SUB_DATE, p->course, p->day)) < 0 ||
	    (rc = jr__sub_stored(j, p->lesson_id, &stored)) < 0)
		return rc;
	if (!stored.there)
		return refuse_lesson(j, p, N_("it has no substitution"));
	if ((rc = check_leaving(j, p, &stored)) < 0)
		return rc;
	rc = stored.kind == JR__MOVED ? jr__sub_move_back(j, p, &stored) :
	    jr__sub_erase(j, p->lesson_id);
	if (rc == JR_OK)
		*what = JR_REMOVED;
	return rc;
}
