/* Rows of the weekly timetable. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "impl.h"
#include "lesson_impl.h"
#include "list.h"
#include "timetable_impl.h"

static const struct jr__course_cols course_cols = { CLASS, GROUP, SUBJECT };

/* A class, or a cross-class group, whose timetable is replaced. */
struct part {
	int64_t	 class_id, group_id;
};

struct jr__replacing {
	char		 day[JR_DATE_SIZE], before[JR_DATE_SIZE];
	struct jr_map	*named;		/* keys of slots put */
	struct jr_map	*part_of;	/* parts seen */
	struct jr_buf	 parts;		/* of struct part */
};

/* A row understood. */
struct row {
	const struct jr__course	*course;
	struct slot		 slot;
	bool			 there;		/* stored, as `stored` */
	struct slot		 stored;
	const char		*room;
};

/* --- Understanding a row ----------------------------------------------------------- */

/* A whole number within bounds, and nothing else in the cell. */
static bool
number_within(const char *cell, int64_t lo, int64_t hi, int64_t *out)
{
	const char *p = cell == NULL ? "" : cell;

	*out = 0;
	for (; isdigit((unsigned char)*p) && *out <= hi; p++)
		*out = 10 * *out + *p - '0';
	return p != cell && *p == '\0' && cell != NULL && *out >= lo && *out <= hi;
}

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

static int
load_year(struct jr *j, struct jr_value *row)
{
	struct jr_value key = jr_int(jr_year(j));
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_YEAR, &key, row)) == JR_DONE)
		rc = jr__fail(j, JR_ENOTFOUND, N_("the store has no such school year"));
	return rc;
}

static int
check_week(struct jr *j, const struct slot *s)
{
	struct jr_value row[JR_YEAR_COLUMNS];
	int rc;

	if ((rc = load_year(j, row)) < 0)
		return rc;
	if (s->week != 0 && row[JR_YEAR_CYCLE_WEEKS].i == 1)
		rc = jr__fail_at(j, JR_EINVAL, WEEK, N_("each week of this year is like the other; "
		    "say cycle_weeks: 2 in journal.conf for weeks 1 and 2"));
	else if (s->weekday > row[JR_YEAR_WEEK_DAYS].i)
		jr__warn(j, N_("a lesson on weekday %d takes place only by an order: the school "
		    "week has %d days"), (int)s->weekday, (int)row[JR_YEAR_WEEK_DAYS].i);
	jr__unfetch(j, JR_TBL_YEAR);
	return rc;
}

static int
take_place(struct jr *j, const struct jr_row *in, struct slot *s)
{
	const char *week = or_empty(in->v[WEEK]);

	if (!number_within(in->v[WEEKDAY], 1, 7, &s->weekday))
		return jr__fail_at(j, JR_EINVAL, WEEKDAY,
		    N_("'%s' is not a weekday (1 Monday to 7 Sunday)"), or_empty(in->v[WEEKDAY]));
	if (!number_within(in->v[NUMBER], 1, JR__LESSON_MOST, &s->number))
		return jr__fail_at(j, JR_EINVAL, NUMBER,
		    N_("'%s' is not the number of a lesson (1 to %d)"), or_empty(in->v[NUMBER]),
		    JR__LESSON_MOST);
	s->week = 0;
	if (week[0] != '\0' && !number_within(week, 0, 2, &s->week))
		return jr__fail_at(j, JR_EINVAL, WEEK,
		    N_("'%s' is not a week (1, 2, or empty for every week)"), week);
	return check_week(j, s);
}

/* The stored slot that a row without `from` means; others: as many as fit. */
static int
find_stored(struct jr *j, struct row *r, const char *from, int *fit)
{
	const struct slot *s = &r->slot;
	struct jr_stmt *st;
	int rc;

	*fit = 0;
	rc = jr__query(j, JR_SQL_TIMETABLE_SAME_SLOT, JR_PARAMS(
	    JR_P_INT("course_id", s->course_id), JR_P_INT("weekday", s->weekday),
	    JR_P_INT("number", s->number), JR_P_INT("week", s->week)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		const char *f = jr_stmt_text(st, 0), *t = jr_stmt_text(st, 1);

		if (from != NULL ? strcmp(f, from) != 0 :
		    j->replacing != NULL && strcmp(t, j->replacing->day) < 0)
			continue;
		++*fit;
		r->stored = *s;
		memcpy(r->stored.from, f, JR_DATE_SIZE);
		memcpy(r->stored.to, t, JR_DATE_SIZE);
	}
	return rc < 0 ? rc : JR_OK;
}

static int
first_day(struct jr *j, char out[JR_DATE_SIZE])
{
	struct jr_value row[JR_YEAR_COLUMNS];
	int rc;

	if (j->replacing != NULL) {
		memcpy(out, j->replacing->day, JR_DATE_SIZE);
		return JR_OK;
	}
	if ((rc = load_year(j, row)) < 0)
		return rc;
	memcpy(out, row[JR_YEAR_STARTS_ON].p, JR_DATE_SIZE);
	jr__unfetch(j, JR_TBL_YEAR);
	return JR_OK;
}

static int
day_of_year(struct jr *j, int col, const char *cell, char out[JR_DATE_SIZE])
{
	int64_t year;
	jr_day day;
	int rc;

	if ((rc = jr__day_in_year(j, col, cell, &day, &year)) < 0)
		return rc;
	jr_date_format(day, out);
	if (year != jr_year(j))
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("%s lies in another school year; choose it with --year"), out);
	return JR_OK;
}

static int
take_from(struct jr *j, const struct jr_row *in, struct row *r)
{
	const char *cell = in->v[FROM];
	int fit, rc;

	if (cell != NULL && cell[0] != '\0') {
		if ((rc = day_of_year(j, FROM, cell, r->slot.from)) < 0 ||
		    (rc = find_stored(j, r, r->slot.from, &fit)) < 0)
			return rc;
	} else if ((rc = find_stored(j, r, NULL, &fit)) < 0)
		return rc;
	if (fit > 1)
		return jr__fail_at(j, JR_EINVAL, FROM, N_("this lesson stands in the timetable "
		    "with several spans; say from which day"));
	r->there = fit == 1;
	if (r->there)
		memcpy(r->slot.from, r->stored.from, JR_DATE_SIZE);
	else if (r->slot.from[0] == '\0')
		return first_day(j, r->slot.from);
	return JR_OK;
}

static int
take_to(struct jr *j, const struct jr_row *in, struct row *r)
{
	int rc;

	memcpy(r->slot.to, JR_OPEN_END, JR_DATE_SIZE);
	if (in->v[TO] == NULL && r->there)
		memcpy(r->slot.to, r->stored.to, JR_DATE_SIZE);
	if (in->v[TO] == NULL || in->v[TO][0] == '\0')
		return JR_OK;
	if ((rc = day_of_year(j, TO, in->v[TO], r->slot.to)) < 0)
		return rc;
	if (strcmp(r->slot.to, r->slot.from) < 0)
		return jr__fail_at(j, JR_EINVAL, TO, N_("%s lies before the first day, %s"),
		    r->slot.to, r->slot.from);
	return JR_OK;
}

/* Two spans of one place may not hold on one day. */
static int
check_overlap(struct jr *j, const struct slot *s)
{
	char from[JR_DATE_SIZE] = "", to[JR_DATE_SIZE] = "";
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_TIMETABLE_SAME_SLOT, JR_PARAMS(
	    JR_P_INT("course_id", s->course_id), JR_P_INT("weekday", s->weekday),
	    JR_P_INT("number", s->number), JR_P_INT("week", s->week)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		const char *f = jr_stmt_text(st, 0), *t = jr_stmt_text(st, 1);

		if (strcmp(f, s->from) == 0 || strcmp(t, s->from) < 0 || strcmp(f, s->to) > 0)
			continue;
		memcpy(from, f, JR_DATE_SIZE);
		memcpy(to, t, JR_DATE_SIZE);
	}
	if (rc < 0 || from[0] == '\0')
		return rc < 0 ? rc : JR_OK;
	if (strcmp(to, JR_OPEN_END) == 0)
		return jr__fail_at(j, JR_ECONFLICT, FROM,
		    N_("the timetable has this lesson already from %s on"), from);
	return jr__fail_at(j, JR_ECONFLICT, FROM,
	    N_("the timetable has this lesson already from %s to %s"), from, to);
}

static int
find_course(struct jr *j, const struct jr_row *in, struct row *r)
{
	int rc;

	memset(r, 0, sizeof(*r));
	rc = jr__find_course(j, &course_cols, jr_year(j), in->v[CLASS], in->v[GROUP],
	    in->v[SUBJECT], 0, 0, &r->course);
	if (rc == JR_OK)
		r->slot.course_id = r->course->id;
	return rc;
}

/* --- Lessons of shortened slots -------------------------------------------------------- */

/* Take away the empty lessons that no slot holds any more. */
static int
withdraw(struct jr *j, const struct slot *s, const char *from, int64_t *lessons)
{
	struct jr_buf ids = JR_BUF_INIT;
	struct jr_stmt *st;
	size_t n;
	int rc;

	rc = jr__query(j, JR_SQL_TIMETABLE_IDLE_LESSONS, JR_PARAMS(
	    JR_P_INT("course_id", s->course_id), JR_P_INT("weekday", s->weekday),
	    JR_P_INT("number", s->number), JR_P_TEXT("from", from)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		jr_buf_add(&ids, &(int64_t){ jr_stmt_int(st, 0) }, sizeof(int64_t));
	if (rc >= 0)
		rc = ids.failed ? jr__nomem(j) : JR_OK;
	n = ids.len / sizeof(int64_t);
	if (rc == JR_OK && (rc = jr__lessons_take_out(j, (const void *)ids.data, n)) == JR_OK)
		*lessons += (int64_t)n;
	jr_buf_release(&ids);
	return rc;
}

/* --- Writing ------------------------------------------------------------------------------ */

static int
fetch_slot(struct jr *j, const struct slot *s, struct jr_value *row)
{
	const struct jr_value key[] = { jr_int(s->course_id), jr_int(s->weekday),
	    jr_int(s->number), jr_int(s->week), jr_text(s->from) };

	return jr__fetch(j, JR_TBL_SLOT, key, row);
}

/* Remember what the file names, when it replaces a timetable. */
static int
name_slot(struct jr *j, const struct row *r)
{
	struct jr__replacing *p = j->replacing;
	struct part part = { r->course->class_id, 0 };
	struct slot key;
	int64_t known;

	if (p == NULL)
		return JR_OK;
	memcpy(&key, &r->slot, sizeof(key));
	memset(key.to, 0, sizeof(key.to));
	if (!jr_map_put(p->named, &key, sizeof(key), 1))
		return jr__nomem(j);
	if (part.class_id == 0)
		part.group_id = r->course->group_id;
	if (jr_map_get(p->part_of, &part, sizeof(part), &known))
		return JR_OK;
	jr_buf_add(&p->parts, &part, sizeof(part));
	return jr_map_put(p->part_of, &part, sizeof(part), 1) && !p->parts.failed ? JR_OK :
	    jr__nomem(j);
}

static int
write_row(struct jr *j, const struct jr_row *in, const struct row *r, enum jr_change *what)
{
	const struct slot *s = &r->slot;
	struct jr_value row[JR_SLOT_COLUMNS];
	int64_t lessons = 0;
	int rc;

	row[JR_SLOT_COURSE_ID] = jr_int(s->course_id);
	row[JR_SLOT_WEEKDAY] = jr_int(s->weekday);
	row[JR_SLOT_NUMBER] = jr_int(s->number);
	row[JR_SLOT_WEEK] = jr_int(s->week);
	row[JR_SLOT_FROM_DATE] = jr_text(s->from);
	row[JR_SLOT_TO_DATE] = jr_text(s->to);
	row[JR_SLOT_ROOM] = jr_text(r->room);
	rc = jr__put(j, JR_TBL_SLOT, row, in->v[ROOM] == NULL ? JR_KEEP(JR_SLOT_ROOM) : 0, what);
	if (rc == JR_OK && r->there && strcmp(s->to, r->stored.to) < 0)
		rc = withdraw(j, s, s->to, &lessons);
	if (rc == JR_OK && *what != JR_SAME)
		rc = jr__clash_note(j, s, in->line);
	return rc;
}

static int
put(struct jr *j, const struct jr_row *in, enum jr_change *what)
{
	struct row r;
	int rc;

	*what = JR_SAME;
	if ((rc = find_course(j, in, &r)) < 0 || (rc = take_place(j, in, &r.slot)) < 0 ||
	    (rc = take_from(j, in, &r)) < 0 || (rc = take_to(j, in, &r)) < 0 ||
	    (rc = check_overlap(j, &r.slot)) < 0 ||
	    (rc = jr__clean(j, 2, in->v[ROOM], &r.room)) < 0 ||
	    (rc = name_slot(j, &r)) < 0)
		return rc;
	return write_row(j, in, &r, what);
}

/* --- Ending --------------------------------------------------------------------------------- */

/* The slot's last day; before its first one it is taken out. */
static int
end_slot(struct jr *j, const struct slot *s, const char *last, int64_t *lessons,
    enum jr_change *what)
{
	struct jr_value old[JR_SLOT_COLUMNS], row[JR_SLOT_COLUMNS];
	int rc;

	*what = JR_SAME;
	if ((rc = fetch_slot(j, s, old)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	memcpy(row, old, sizeof(row));
	row[JR_SLOT_TO_DATE] = jr_text(last);
	if (strcmp(last, s->from) < 0) {
		rc = jr__remove(j, JR_TBL_SLOT, old);
		*what = JR_REMOVED;
	} else if (strcmp(last, old[JR_SLOT_TO_DATE].p) < 0) {
		rc = jr__update(j, JR_TBL_SLOT, old, row);
		*what = JR_CHANGED;
	}
	jr__unfetch(j, JR_TBL_SLOT);
	return rc == JR_OK && *what != JR_SAME ? withdraw(j, s, last, lessons) : rc;
}

static int
end_row(struct jr *j, const struct jr_row *in, const char *on, enum jr_change *what)
{
	char last[JR_DATE_SIZE];
	int64_t lessons = 0;
	struct row r;
	int rc;

	*what = JR_SAME;
	jr_date_format(jr_today(j), last);
	if ((rc = find_course(j, in, &r)) < 0 || (rc = take_place(j, in, &r.slot)) < 0 ||
	    (rc = take_from(j, in, &r)) < 0)
		return rc;
	if (!r.there)
		return jr__fail(j, JR_ENOTFOUND, N_("the timetable has no such lesson"));
	if (on != NULL && (rc = jr__date(j, -1, on, last)) < 0)
		return rc;
	return end_slot(j, &r.stored, last, &lessons, what);
}

/* --- Replacing -------------------------------------------------------------------------------- */

static void
end_replacing(struct jr *j)
{
	struct jr__replacing *p = j->replacing;

	if (p == NULL)
		return;
	j->replacing = NULL;
	jr_map_free(p->named);
	jr_map_free(p->part_of);
	jr_buf_release(&p->parts);
	free(p);
}

void
jr__timetable_forget(struct jr *j)
{
	end_replacing(j);
	jr__clash_forget(j);
}

int
jr_timetable_replace_from(struct jr *j, const char *text)
{
	struct jr__replacing *p;
	char day[JR_DATE_SIZE];
	jr_day d;
	int rc;

	jr__clear(j);
	jr__timetable_forget(j);
	if ((rc = day_of_year(j, -1, text, day)) < 0)
		return rc;
	if ((p = j->replacing = calloc(1, sizeof(*p))) == NULL ||
	    (p->named = jr_map_new()) == NULL || (p->part_of = jr_map_new()) == NULL) {
		jr__timetable_forget(j);
		return jr__nomem(j);
	}
	memcpy(p->day, day, sizeof(day));
	(void)jr_date_parse(day, &d);
	jr_date_format(d - 1, p->before);
	return JR_OK;
}

/* Slots of a part that hold on the day or later and were not named. */
static int
find_unnamed(struct jr *j, const struct part *part, struct jr_buf *out)
{
	struct jr__replacing *p = j->replacing;
	struct jr_stmt *st;
	int64_t known;
	int rc;

	rc = jr__query(j, JR_SQL_TIMETABLE_FROM_DAY, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_INT("class_id", part->class_id), JR_P_INT("group_id", part->group_id),
	    JR_P_TEXT("date", p->day)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		struct slot s;

		memset(&s, 0, sizeof(s));
		s.course_id = jr_stmt_int(st, 0);
		s.weekday = jr_stmt_int(st, 1);
		s.number = jr_stmt_int(st, 2);
		s.week = jr_stmt_int(st, 3);
		memcpy(s.from, jr_stmt_text(st, 4), JR_DATE_SIZE);
		if (!jr_map_get(p->named, &s, sizeof(s), &known))
			jr_buf_add(out, &s, sizeof(s));
	}
	return rc < 0 ? rc : out->failed ? jr__nomem(j) : JR_OK;
}

static int
end_unnamed(struct jr *j, const struct part *part, struct jr_replaced *n)
{
	struct jr_buf found = JR_BUF_INIT;
	const struct slot *s;
	enum jr_change what;
	int rc;

	rc = find_unnamed(j, part, &found);
	s = (const void *)found.data;
	for (size_t i = 0; rc == JR_OK && i < found.len / sizeof(*s); i++) {
		rc = end_slot(j, &s[i], j->replacing->before, &n->lessons, &what);
		n->ended += what != JR_SAME;
	}
	jr_buf_release(&found);
	return rc;
}

int
jr_timetable_replace(struct jr *j, struct jr_replaced *out)
{
	const struct jr__replacing *p = j->replacing;
	const struct part *part;
	int rc = JR_OK;

	*out = (struct jr_replaced){ 0, 0 };
	jr__clear(j);
	if (p == NULL)
		return JR_OK;
	part = (const void *)p->parts.data;
	for (size_t i = 0; rc == JR_OK && i < p->parts.len / sizeof(*part); i++)
		rc = end_unnamed(j, &part[i], out);
	end_replacing(j);
	return rc;
}

/* --- list --------------------------------------------------------------------------------- */

static int
filter_number(struct jr *j, const struct jr_filter *f, int col, struct jr_value *out)
{
	int64_t n;

	*out = jr_null();
	if (f->v[col] == NULL)
		return JR_OK;
	if (!number_within(f->v[col], 0, 99, &n))
		return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is not a number"), f->v[col]);
	*out = jr_int(n);
	return JR_OK;
}

static int
filter_names(struct jr *j, const struct jr_filter *f, struct jr_value *class_id,
    struct jr_value *group_key, struct jr_value *subject_id)
{
	const char *key;
	int64_t id;
	int rc;

	*class_id = *group_key = *subject_id = jr_null();
	if (f->v[CLASS] != NULL) {
		if ((rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &id)) < 0)
			return rc;
		*class_id = jr_int(id);
	}
	if (f->v[SUBJECT] != NULL) {
		if ((rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &id)) < 0)
			return rc;
		*subject_id = jr_int(id);
	}
	if (f->v[GROUP] == NULL)
		return JR_OK;
	rc = jr__match(j, 2, f->v[GROUP], &key);
	*group_key = jr_text(key);
	return rc;
}

static int
query_list(struct jr *j, const struct jr_filter *f, const char *from, const char *to,
    const char *day, struct jr_stmt **out)
{
	struct jr_value class_id, group_key, subject_id, weekday, number, staff_id = jr_null();
	const char *room;
	int64_t id;
	int rc;

	*out = NULL;
	if ((rc = filter_names(j, f, &class_id, &group_key, &subject_id)) < 0 ||
	    (rc = filter_number(j, f, WEEKDAY, &weekday)) < 0 ||
	    (rc = filter_number(j, f, NUMBER, &number)) < 0 ||
	    (rc = jr__clean(j, 3, f->v[ROOM], &room)) < 0)
		return rc;
	if (f->teacher != NULL) {
		if ((rc = jr__find_staff(j, -1, f->teacher, &id)) < 0)
			return rc;
		staff_id = jr_int(id);
	}
	return jr__query(j, JR_SQL_TIMETABLE_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    { "class_id", class_id }, { "group_key", group_key }, { "subject_id", subject_id },
	    { "weekday", weekday }, { "number", number }, { "staff_id", staff_id },
	    JR_P_TEXT("room", room), JR_P_TEXT("from", from), JR_P_TEXT("to", to),
	    JR_P_TEXT("day", day)), out);
}

static int
give(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	char weekday[24], number[24], week[24];
	const char *cells[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		cells[i] = i >= WEEKDAY && i <= WEEK ? NULL : jr_stmt_text(st, i);
	snprintf(weekday, sizeof(weekday), "%lld", (long long)jr_stmt_int(st, WEEKDAY));
	snprintf(number, sizeof(number), "%lld", (long long)jr_stmt_int(st, NUMBER));
	snprintf(week, sizeof(week), "%lld", (long long)jr_stmt_int(st, WEEK));
	cells[WEEKDAY] = weekday;
	cells[NUMBER] = number;
	cells[WEEK] = jr_stmt_int(st, WEEK) == 0 ? NULL : week;
	if (strcmp(cells[TO], JR_OPEN_END) == 0)
		cells[TO] = NULL;
	return out(arg, cells);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE], day[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__list_days(j, f, -1, -1, from, to)) < 0 ||
	    (f->day != NULL && (rc = day_of_year(j, -1, f->day, day)) < 0) ||
	    (rc = query_list(j, f, from, to, f->day == NULL ? NULL : day, &st)) < 0)
		return rc;
	return jr__list_each(j, st, give, out, arg);
}

static const struct jr_rowcol columns[] = {
	{ "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	{ "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("group, if the subject is taught in groups") },
	{ "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	{ "weekday", JR_COL_INT, JR_ROW_KEY | JR_ROW_FILTER, N_("1 Monday to 7 Sunday") },
	{ "number", JR_COL_INT, JR_ROW_KEY | JR_ROW_FILTER, N_("number of the lesson in the day") },
	{ "week", JR_COL_INT, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("1 or 2, if not every week") },
	{ "from", JR_COL_DATE, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("first day; list: from this day on") },
	{ "room", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER, N_("room") },
	{ "to", JR_COL_DATE, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("last day; list: up to this day") },
};

const struct jr_rowkind jr_kind_timetable = {
	.name = "timetable", .col = columns, .columns = COLUMNS, .put = put,
	.remove = end_row, .list = list, .check = jr__clash_check,
};
