/*
 * Lessons moved to another day: the lesson takes its topic, tasks and homework along,
 * and at its old place there is a cancelled one, which the timetable does not fill again.
 */
#include <string.h>

#include "lesson_impl.h"
#include "substitute_impl.h"

/* --- Is the new place free? ------------------------------------------------------------ */

/* Do two courses have students in common, as far as their names tell? */
static bool
share_students(const struct jr__course *a, const struct jr__course *b)
{
	return (a->class_id != 0 && a->class_id == b->class_id &&
	    (a->group_id == 0 || b->group_id == 0 || a->group_id == b->group_id)) ||
	    (a->group_id != 0 && a->group_id == b->group_id);
}

static int
refuse_place(struct jr *j, const struct jr__course *other, int number, jr_day day, bool class)
{
	struct jr_buf words = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	int rc;

	jr_date_format(day, date);
	if ((rc = jr__sub_words(j, other, &words)) == JR_OK && class)
		rc = jr__fail_at(j, JR_ECONFLICT, JR__SUB_TO_NUMBER,
		    /* TRANSLATORS: class and subject; number of the lesson; day. */
		    N_("the class has %s then (lesson %d on %s)"), jr_buf_str(&words), number,
		    date);
	else if (rc == JR_OK)
		rc = jr__fail_at(j, JR_ECONFLICT, JR__SUB_TO_NUMBER,
		    N_("the teacher has %s then (lesson %d on %s)"), jr_buf_str(&words), number,
		    date);
	jr_buf_release(&words);
	return rc;
}

static int
teaches(struct jr *j, int64_t staff_id, const struct jr__lesson_place *p, bool *out)
{
	char date[JR_DATE_SIZE];
	int64_t n;
	int rc;

	jr_date_format(p->day, date);
	rc = jr__number(j, JR_SQL_SUBSTITUTION_TEACHES, JR_PARAMS(
	    JR_P_INT("course_id", p->course->id), JR_P_INT("staff_id", staff_id),
	    JR_P_TEXT("date", date)), &n);
	*out = n > 0;
	return rc;
}

static int
check_place(struct jr *j, const struct jr__lesson_place *to)
{
	struct jr_buf found = JR_BUF_INIT;
	const struct jr__course *other;
	const struct jr__sub_busy *b;
	bool same_teacher;
	int rc;

	rc = jr__sub_busy(j, to, 0, &found);
	b = (const void *)found.data;
	for (size_t i = 0; rc >= 0 && i < found.len / sizeof(*b); i++) {
		if (!b[i].then)
			continue;
		if ((rc = jr__course_by_id(j, b[i].course_id, &other)) < 0 ||
		    (rc = teaches(j, b[i].staff_id, to, &same_teacher)) < 0)
			break;
		if (share_students(other, to->course) || same_teacher)
			rc = refuse_place(j, other, b[i].number, to->day, !same_teacher ||
			    share_students(other, to->course));
	}
	jr_buf_release(&found);
	return rc < 0 ? rc : JR_OK;
}

static int
check_teacher(struct jr *j, const struct jr__lesson_place *to)
{
	struct jr_buf name = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	int64_t absent;
	int rc;

	jr_date_format(to->day, date);
	rc = jr__number(j, JR_SQL_SUBSTITUTION_TEACHER_ABSENT, JR_PARAMS(
	    JR_P_INT("course_id", to->course->id), JR_P_TEXT("date", date)), &absent);
	if (rc == JR_OK)
		rc = jr__sub_here(j, absent, to->day, &name);
	jr_buf_release(&name);
	return rc < 0 ? rc : JR_OK;
}

static int
find_place(struct jr *j, const struct jr__sub *s, struct jr__lesson_place *to)
{
	char date[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__lesson_find(j, JR__SUB_TO_NUMBER, s->at.course, s->to_day, s->to_number,
	    JR__LESSON_ANY, to)) < 0 ||
	    (rc = jr__lesson_open(j, JR__SUB_TO_DATE, to->course, to->day)) < 0)
		return rc;
	jr_date_format(to->day, date);
	if (to->lesson_id != 0 || !to->outside)
		return jr__fail_at(j, JR_ECONFLICT, JR__SUB_TO_NUMBER,
		    N_("lesson %d on %s is one of this course already"), to->number, date);
	to->outside = false;	/* an order stands behind it */
	return (rc = check_teacher(j, to)) < 0 ? rc : check_place(j, to);
}

/* --- Moving --------------------------------------------------------------------------------- */

/* The lesson itself, with all that hangs on it. */
static int
shift(struct jr *j, const struct jr__lesson_place *from, const struct jr__lesson_place *to)
{
	struct jr_value old[JR_LESSON_COLUMNS], row[JR_LESSON_COLUMNS],
	    key = jr_int(from->lesson_id);
	char date[JR_DATE_SIZE];
	int rc;

	jr_date_format(to->day, date);
	if ((rc = jr__fetch(j, JR_TBL_LESSON, &key, old)) != JR_OK)
		return rc < 0 ? rc : jr__fail(j, JR_ENOTFOUND, N_("there is no such lesson"));
	memcpy(row, old, sizeof(row));
	row[JR_LESSON_DATE] = jr_text(date);
	row[JR_LESSON_NUMBER] = jr_int(to->number);
	rc = jr__update(j, JR_TBL_LESSON, old, row);
	jr__unfetch(j, JR_TBL_LESSON);
	jr__lesson_cache_free(j);
	return rc;
}

int
jr__sub_move(struct jr *j, struct jr__sub *s)
{
	struct jr__lesson_place to;
	enum jr_change what;
	int64_t moved;
	int rc;

	if ((rc = find_place(j, s, &to)) < 0 || (rc = jr__lesson_make(j, &s->at)) < 0 ||
	    (rc = jr__settle(j)) < 0)
		return rc;
	moved = s->at.lesson_id;
	if ((rc = shift(j, &s->at, &to)) < 0)
		return rc;
	s->at.lesson_id = 0;
	if ((rc = jr__lesson_make(j, &s->at)) < 0 || (rc = jr__settle(j)) < 0)
		return rc;
	return jr__sub_write(j, s, s->at.lesson_id, moved, &what);
}

static int
remove_lesson(struct jr *j, int64_t id)
{
	struct jr_value row[JR_LESSON_COLUMNS], key = jr_int(id);
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_LESSON, &key, row)) == JR_OK)
		rc = jr__remove(j, JR_TBL_LESSON, row);
	jr__unfetch(j, JR_TBL_LESSON);
	jr__lesson_cache_free(j);
	return rc < 0 ? rc : JR_OK;
}

int
jr__sub_move_back(struct jr *j, const struct jr__lesson_place *p,
    const struct jr__sub_stored *stored)
{
	struct jr__lesson_place old = *p, moved;
	struct jr__sub_stored again;
	int64_t held;
	int rc;

	if ((rc = jr__sub_place(j, stored->other_id, &moved)) < 0 ||
	    (rc = jr__lesson_open(j, JR__SUB_DATE, moved.course, moved.day)) < 0 ||
	    (rc = jr__sub_stored(j, moved.lesson_id, &again)) < 0 ||
	    (rc = jr__number(j, JR_SQL_SUBSTITUTION_HELD, JR_PARAMS(
	    JR_P_INT("id", moved.lesson_id)), &held)) < 0)
		return rc;
	if (held > 0 || again.there)
		return jr__fail_at(j, JR_ECONFLICT, JR__SUB_DATE, N_("the lesson that was moved has "
		    "marks, a register or a substitution at its new place; remove them first"));
	if ((rc = jr__sub_erase(j, p->lesson_id)) < 0 ||
	    (rc = remove_lesson(j, p->lesson_id)) < 0)
		return rc;
	return shift(j, &moved, &old);
}
