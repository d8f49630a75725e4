/* What an entry in the journal is about, and what holds for every entry. */
#include "entry.h"

#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "deferral.h"
#include "window.h"

static int
find_day(struct jr *j, const struct jr_row *r, const struct jr__entry_cols *cols,
    struct jr__entry *out, int64_t *year)
{
	int rc;

	if ((rc = jr__day_in_year(j, cols->date, r->v[cols->date], &out->day, year)) < 0)
		return rc;
	jr_date_format(out->day, out->date);
	if (out->day > jr_today(j))
		return jr__fail_at(j, JR_EINVAL, cols->date,
		    N_("%s lies in the future; marks and registers may not"), out->date);
	return JR_OK;
}

static int
find_student(struct jr *j, const struct jr_row *r, const struct jr__entry_cols *cols,
    int64_t year, struct jr__entry *out)
{
	const char *student = r->v[cols->student];

	out->student_id = 0;
	if (student == NULL || student[0] == '\0')
		return JR_OK;
	return jr__find_student_in(j, cols->class, r->v[cols->class], year, cols->student,
	    student, out->day, &out->student_id);
}

static int
check_member(struct jr *j, const struct jr_row *r, const struct jr__entry_cols *cols,
    const struct jr__entry *e)
{
	bool in;
	int rc;

	if (e->student_id == 0)
		return JR_OK;
	if ((rc = jr__in_course(j, e->course, e->student_id, e->day, &in)) < 0 || in)
		return rc;
	return jr__fail_at(j, JR_ENOTFOUND, cols->student, e->course->group_id != 0 ?
	    N_("'%s' was not in the group on %s") : N_("'%s' was not in the class on %s"),
	    r->v[cols->student], e->date);
}

/* --- The row before --------------------------------------------------------- */

/*
 * Rows of one lesson stand together in most files: what the row before said of
 * its lesson need not be found again.  Only where the course does not depend on
 * the student.
 */
struct jr__entry_memo {
	struct jr_buf		 text;		/* the cells, one after another */
	struct jr__entry	 entry;
};

void
jr__entry_forget(struct jr *j)
{
	if (j->memo == NULL)
		return;
	jr_buf_release(&j->memo->text);
	free(j->memo);
	j->memo = NULL;
}

/* The next cell of the memo's text, if it is this one. */
static bool
same_cell(const char **p, const char *cell)
{
	size_t n;

	cell = cell == NULL ? "" : cell;
	n = strlen(cell) + 1;
	if (strncmp(*p, cell, n) != 0)
		return false;
	*p += n;
	return true;
}

static bool
recall(struct jr *j, const struct jr_row *r, const struct jr__entry_cols *cols,
    struct jr__entry *out)
{
	const char *p;

	if (j->memo == NULL || j->memo->text.len == 0)
		return false;
	p = j->memo->text.data;
	if (!same_cell(&p, r->v[cols->date]) || !same_cell(&p, r->v[cols->class]) ||
	    !same_cell(&p, r->v[cols->group]) || !same_cell(&p, r->v[cols->subject]) ||
	    !same_cell(&p, r->v[cols->number]))
		return false;
	*out = j->memo->entry;
	return true;
}

static void
add_cell(struct jr_buf *b, const char *cell)
{
	cell = cell == NULL ? "" : cell;
	jr_buf_add(b, cell, strlen(cell) + 1);
}

static void
remember(struct jr *j, const struct jr_row *r, const struct jr__entry_cols *cols,
    const struct jr__entry *e)
{
	const char *class = r->v[cols->class], *group = r->v[cols->group];
	bool no_group = group == NULL || group[0] == '\0';

	if (e->lesson.lesson_id == 0 || (no_group && (e->course->group_id != 0 ||
	    class == NULL || class[0] == '\0')))
		return;
	if (j->memo == NULL && (j->memo = calloc(1, sizeof(*j->memo))) == NULL)
		return;
	jr_buf_clear(&j->memo->text);
	add_cell(&j->memo->text, r->v[cols->date]);
	add_cell(&j->memo->text, r->v[cols->class]);
	add_cell(&j->memo->text, group);
	add_cell(&j->memo->text, r->v[cols->subject]);
	add_cell(&j->memo->text, r->v[cols->number]);
	j->memo->entry = *e;
	if (j->memo->text.failed)
		jr__entry_forget(j);
}

/* --- Finding ----------------------------------------------------------------- */

static int
find_entry(struct jr *j, const struct jr_row *r, const struct jr__entry_cols *cols,
    struct jr__entry *out)
{
	const struct jr__course_cols of = { cols->class, cols->group, cols->subject };
	int64_t year;
	int rc;

	if (recall(j, r, cols, out)) {
		if ((rc = find_student(j, r, cols, out->course->year, out)) < 0)
			return rc;
		return check_member(j, r, cols, out);
	}
	memset(out, 0, sizeof(*out));
	if ((rc = find_day(j, r, cols, out, &year)) < 0 ||
	    (rc = find_student(j, r, cols, year, out)) < 0 ||
	    (rc = jr__find_course(j, &of, year, r->v[cols->class], r->v[cols->group],
	    r->v[cols->subject], out->student_id, out->day, &out->course)) < 0 ||
	    (rc = check_member(j, r, cols, out)) < 0)
		return rc;
	rc = jr__lesson_find(j, cols->number, out->course, out->day, r->v[cols->number],
	    JR__LESSON_SLOT, &out->lesson);
	if (rc == JR_OK)
		remember(j, r, cols, out);
	return rc;
}

int
jr__entry_find(struct jr *j, const struct jr_row *r, const struct jr__entry_cols *cols,
    struct jr__entry *out)
{
	int rc;

	if ((rc = find_entry(j, r, cols, out)) < 0)
		return rc;
	return jr__may_enter(j, cols->subject, (enum jr_thing)cols->thing, out->course, out->day,
	    out->lesson.lesson_id, out->student_id);
}

int
jr__entry_apart(struct jr *j, const struct jr__entry *e, const struct jr__apart **out)
{
	return jr__apart_from(j, e->course, e->student_id, e->day, out);
}

int
jr__entry_refuse_apart(struct jr *j, int col, const char *student, const struct jr__apart *a)
{
	return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is not on the register of this course "
	    "since %s: %s, order %s; marks and absences stand in the student's own course"),
	    student, a->from_date, _(a->mode), a->order[0] != '\0' ? a->order : "-");
}

static int
class_of(struct jr *j, const struct jr__entry *e, int64_t *out)
{
	int rc;

	*out = e->course->class_id;
	if (*out != 0 || e->student_id == 0)
		return JR_OK;
	rc = jr__number(j, JR_SQL_STUDENT_CLASS_ON, JR_PARAMS(
	    JR_P_INT("student_id", e->student_id), JR_P_TEXT("date", e->date)), out);
	return rc < 0 ? rc : JR_OK;
}

int
jr__entry_closed(struct jr *j, const struct jr__entry *e, struct jr__closed_term *out)
{
	int64_t class_id;
	bool any;
	int rc;

	*out = (struct jr__closed_term){ 0 };
	if ((rc = jr__closed_any(j, &any)) < 0 || !any || (rc = class_of(j, e, &class_id)) < 0)
		return rc;
	return jr__closed_term(j, class_id, e->day, out);
}

int
jr__entry_open_term(struct jr *j, const struct jr__entry *e)
{
	struct jr__closed_term closed;
	bool open;
	int rc;

	if ((rc = jr__entry_closed(j, e, &closed)) < 0 || closed.code[0] == '\0')
		return rc;
	if ((rc = jr__deferral_open_on(j, e->date, e->course->subject_id, e->student_id,
	    &open)) < 0 || open)
		return rc;
	return jr__closed_refuse(j, -1, closed.code, closed.class_name);
}

int
jr__entry_correct(struct jr *j, const struct jr__entry *e, const char *due_on,
    int64_t tx_id)
{
	return jr__window(j, -1, e->day, due_on, tx_id);
}
