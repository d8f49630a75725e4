/* Finding and making lessons. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "impl.h"
#include "lesson_impl.h"
#include "window.h"

/* --- Words -------------------------------------------------------------------------- */

int
jr__course_words(struct jr *j, const struct jr__course *c, struct jr_buf *who,
    struct jr_buf *subject)
{
	const char *class, *group;
	struct jr_stmt *st;
	int rc;

	rc = jr__first(j, JR_SQL_LESSON_COURSE_NAMES, JR_PARAMS(JR_P_INT("id", c->id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : jr__fail(j, JR_ENOTFOUND, N_("there is no such course"));
	class = jr_stmt_text(st, 0);
	group = jr_stmt_text(st, 1);
	if (class != NULL && group != NULL)
		jr_buf_addf(who, "%s (%s)", class, group);
	else
		jr_buf_adds(who, class != NULL ? class : group != NULL ? group : "");
	jr_buf_adds(subject, jr_stmt_text(st, 2));
	jr_stmt_reset(st);
	return who->failed || subject->failed ? jr__nomem(j) : JR_OK;
}

static void
list_numbers(struct jr_buf *out, unsigned numbers)
{
	for (int i = 0; i <= JR__LESSON_MOST; i++)
		if (numbers & JR__BIT(i))
			jr_buf_addf(out, "%s%d", out->len > 0 ? ", " : "", i);
}

/* Why nothing was found, or too much. */
static int
refuse(struct jr *j, int col, const struct jr__course *c, const struct jr__course_day *d,
    int number, unsigned numbers)
{
	struct jr_buf who = JR_BUF_INIT, subject = JR_BUF_INIT, why = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	int rc;

	jr_date_format(d->day, date);
	list_numbers(&why, numbers);
	rc = jr__course_words(j, c, &who, &subject);
	if (rc == JR_OK && numbers == 0 && d->planned && !d->school)
		rc = jr__calendar_why(j, c->year, c->class_id, c->grade, d->day, &why);
	if (rc < 0)
		goto out;
	if (number == 0 && numbers != 0)
		rc = jr__fail_at(j, JR_EINVAL, col,
		    N_("%s has %s several times on %s; say which lesson: %s"),
		    jr_buf_str(&who), jr_buf_str(&subject), date, jr_buf_str(&why));
	else if (numbers != 0)
		rc = jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("%s has no %s as lesson %d on %s; it is lesson %s"), jr_buf_str(&who),
		    jr_buf_str(&subject), number, date, jr_buf_str(&why));
	else if (!d->planned)
		rc = jr__fail_at(j, JR_ENOTFOUND, col, N_("%s has no %s on %s"),
		    jr_buf_str(&who), jr_buf_str(&subject), date);
	else if (!d->school)
		/* TRANSLATORS: class, subject, date; why: holidays, a weekend. */
		rc = jr__fail_at(j, JR_ENOTFOUND, col, N_("%s has no %s on %s (no school: %s)"),
		    jr_buf_str(&who), jr_buf_str(&subject), date, jr_buf_str(&why));
	else
		/* TRANSLATORS: class, subject, date; why, in one of the next two. */
		rc = jr__fail_at(j, JR_ENOTFOUND, col, N_("%s has no %s on %s (%s)"),
		    jr_buf_str(&who), jr_buf_str(&subject), date, d->runs ?
		    /* TRANSLATORS: of a subject, in the brackets of "7А has no Физика on … (%s)". */
		    _("not in the timetable of that day") :
		    /* TRANSLATORS: in the same brackets: the course has no teacher on that day. */
		    _("nobody teaches it then"));
out:
	jr_buf_release(&who);
	jr_buf_release(&subject);
	jr_buf_release(&why);
	return rc;
}

/* --- Finding ------------------------------------------------------------------------ */

/* 0 when the text is empty. */
static int
parse_number(struct jr *j, int col, const char *text, int *out)
{
	const char *clean, *p;
	int n = 0, rc;

	*out = 0;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	if (isdigit((unsigned char)text[0]) && text[1] == '\0' && text[0] != '0') {
		*out = text[0] - '0';
		return JR_OK;
	}
	if ((rc = jr__clean(j, 0, text, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return JR_OK;
	for (p = clean; isdigit((unsigned char)*p) && n <= JR__LESSON_MOST; p++)
		n = 10 * n + *p - '0';
	if (*p != '\0' || n < 1 || n > JR__LESSON_MOST)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("'%s' is not the number of a lesson (1 to %d)"), clean, JR__LESSON_MOST);
	*out = n;
	return JR_OK;
}

/* The only number among those; 0: none or several. */
static int
only(unsigned numbers)
{
	return numbers == 0 || (numbers & (numbers - 1)) != 0 ? 0 : __builtin_ctz(numbers);
}

static int
take(struct jr__lesson_place *out, const struct jr__course_day *d, int number)
{
	out->number = number;
	out->lesson_id = d->have & JR__BIT(number) ? d->id[number] : 0;
	return JR_OK;
}

int
jr__lesson_find(struct jr *j, int col, const struct jr__course *c, jr_day day,
    const char *text, enum jr__lesson_how how, struct jr__lesson_place *out)
{
	struct jr__course_day *d;
	unsigned numbers;
	int number, rc;

	*out = (struct jr__lesson_place){ .course = c, .day = day };
	if ((rc = parse_number(j, col, text, &number)) < 0 ||
	    (rc = jr__course_day(j, c, day, &d)) < 0)
		return rc;
	if (number > 0 && d->have & JR__BIT(number))
		return take(out, d, number);
	if (how != JR__LESSON_THERE && (rc = jr__course_day_plan(j, c, d)) < 0)
		return rc;
	numbers = d->have | (how == JR__LESSON_THERE ? 0 : d->slots);
	if (number == 0 && only(numbers) > 0)
		return take(out, d, only(numbers));
	if (number > 0 && numbers & JR__BIT(number))
		return take(out, d, number);
	if (number > 0 && how == JR__LESSON_ANY && d->school && d->runs) {
		out->outside = true;
		return take(out, d, number);
	}
	return refuse(j, col, c, d, number, numbers);
}

static void
warn_outside(struct jr *j, const struct jr__lesson_place *p, const char *date)
{
	struct jr_buf who = JR_BUF_INIT, subject = JR_BUF_INIT;

	if (jr__course_words(j, p->course, &who, &subject) == JR_OK)
		jr__warn(j, N_("%s: lesson %d on %s, %s, is not in the timetable; "
		    "stored all the same"), jr_buf_str(&who), p->number, date,
		    jr_buf_str(&subject));
	jr_buf_release(&who);
	jr_buf_release(&subject);
}

int
jr__lesson_make(struct jr *j, struct jr__lesson_place *p)
{
	struct jr_value row[JR_LESSON_COLUMNS];
	char date[JR_DATE_SIZE];
	int64_t id;
	int rc;

	if (p->lesson_id != 0)
		return JR_OK;
	jr_date_format(p->day, date);
	if ((rc = jr__next_id(j, JR_TBL_LESSON, &id)) < 0)
		return rc;
	p->lesson_id = id;
	row[JR_LESSON_ID] = jr_int(id);
	row[JR_LESSON_COURSE_ID] = jr_int(p->course->id);
	row[JR_LESSON_DATE] = jr_text(date);
	row[JR_LESSON_NUMBER] = jr_int(p->number);
	if ((rc = jr__lesson_add(j, id, p->day, JR_TBL_LESSON, row)) < 0 ||
	    (rc = jr__lesson_made(j, p)) < 0)
		return rc;
	if (p->outside)
		warn_outside(j, p, date);
	return JR_OK;
}

int
jr__lesson_for(struct jr *j, int col, const struct jr__course *c, jr_day day,
    const char *number, bool make, int64_t *lesson_id)
{
	struct jr__lesson_place p;
	int rc;

	*lesson_id = 0;
	if ((rc = jr__lesson_find(j, col, c, day, number,
	    make ? JR__LESSON_SLOT : JR__LESSON_THERE, &p)) < 0 ||
	    (rc = jr__lesson_make(j, &p)) < 0)
		return rc;
	*lesson_id = p.lesson_id;
	return JR_OK;
}

/* --- What may be written ------------------------------------------------------------- */

static int
load_open(struct jr *j, const struct jr__course *c, struct jr__course_day *d)
{
	struct jr__closed_term closed;
	int rc;

	if ((rc = jr__closed_term(j, c->class_id, d->day, &closed)) < 0)
		return rc;
	d->closed = closed.code[0] != '\0';
	d->open_known = true;
	return JR_OK;
}

int
jr__lesson_open(struct jr *j, int col, const struct jr__course *c, jr_day day)
{
	struct jr__course_day *d;
	int rc;

	if (c->class_id == 0)
		return JR_OK;
	if ((rc = jr__course_day(j, c, day, &d)) < 0 ||
	    (!d->open_known && (rc = load_open(j, c, d)) < 0))
		return rc;
	return d->closed ? jr__closed_check(j, col, c->class_id, day) : JR_OK;
}

int
jr__lesson_may_correct(struct jr *j, int col, int64_t tx_id, jr_day day)
{
	return jr__window(j, col, day, NULL, tx_id);
}
