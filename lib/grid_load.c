/* The journal of a course, read whole. */
#include "grid_load.h"

#include <string.h>

#include "access_impl.h"
#include "attend.h"
#include "lesson_impl.h"

struct loading {
	struct jr__grid_load	*l;
	struct jr_buf		 tasks;		/* of the lesson at hand */
	struct jr__grid_page	*page;		/* whose they are */
};

void
jr__grid_load_release(struct jr__grid_load *l)
{
	jr__grid_students_release(&l->students);
	jr_map_free(l->mark);
	jr_map_free(l->attendance);
	jr_map_free(l->place);
	jr_buf_release(&l->text);
	jr_buf_release(&l->page_room);
	jr_buf_release(&l->work_room);
	jr_buf_release(&l->cell);
	*l = (struct jr__grid_load){ 0 };
}

const char *
jr__grid_load_text(const struct jr__grid_load *l, size_t at)
{
	return at == 0 ? "" : l->text.data + at;
}

size_t
jr__grid_load_keep(struct jr__grid_load *l, const char *text)
{
	size_t at;

	if (text == NULL || *text == '\0')
		return 0;
	if (l->text.len == 0)
		jr_buf_addc(&l->text, '\0');
	at = l->text.len;
	jr_buf_add(&l->text, text, strlen(text) + 1);
	return l->text.failed ? 0 : at;
}

/* --- Lessons and their tasks ------------------------------------------------------- */

static int
add_page(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__grid_load *l = arg;
	struct jr__grid_page p = { .id = jr_stmt_int(st, 0), .number = (int)jr_stmt_int(st, 2),
	    .taken = jr_stmt_int(st, 5) == 1, .cancelled = jr_stmt_int(st, 6) == 1 };

	jr_date_parse(jr_stmt_text(st, 1), &p.day);
	p.topic = jr__grid_load_keep(l, jr_stmt_text(st, 3));
	p.homework = jr__grid_load_keep(l, jr_stmt_text(st, 4));
	jr_buf_add(&l->page_room, &p, sizeof(p));
	if (l->text.failed || l->page_room.failed ||
	    !jr_map_put(l->place, &p.id, sizeof(p.id), (int64_t)l->pages++))
		return jr__nomem(j);
	return JR_OK;
}

static void
end_tasks(struct loading *in)
{
	if (in->page != NULL)
		in->page->tasks = jr__grid_load_keep(in->l, jr_buf_str(&in->tasks));
	jr_buf_clear(&in->tasks);
}

static int
add_task(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct loading *in = arg;
	struct jr__grid_load *l = in->l;
	int64_t lesson = jr_stmt_int(st, 0), id = jr_stmt_int(st, 1), at;
	struct jr_value weight;

	if (!jr_map_get(l->place, &lesson, sizeof(lesson), &at))
		return JR_OK;
	if (in->page != &l->page[at]) {
		end_tasks(in);
		in->page = &l->page[at];
		in->page->first = l->works;
	}
	jr_stmt_value(st, 3, &weight);
	jr__task_print(&in->tasks, jr_stmt_text(st, 2), &weight, jr_stmt_text(st, 4),
	    jr_stmt_text(st, 5));
	jr_buf_add(&l->work_room, &id, sizeof(id));
	in->page->works++;
	l->works++;
	return in->tasks.failed || l->work_room.failed ? jr__nomem(j) : JR_OK;
}

static int
load_tasks(struct jr *j, struct jr__grid_load *l, const struct jr_param *params)
{
	struct loading in = { .l = l };
	int rc = jr__each(j, JR_SQL_GRID_TASKS, params, add_task, &in);

	end_tasks(&in);
	jr_buf_release(&in.tasks);
	l->work = (int64_t *)(void *)l->work_room.data;
	return rc == JR_OK && l->text.failed ? jr__nomem(j) : rc;
}

/* --- Cells ----------------------------------------------------------------------------- */

struct key {
	int64_t	 of, student;
};

static int
keep_cell(struct jr *j, struct jr__grid_load *l, struct jr_map *map, struct key key,
    const char *text)
{
	size_t at = jr__grid_load_keep(l, text);

	return l->text.failed || !jr_map_put(map, &key, sizeof(key), (int64_t)at) ?
	    jr__nomem(j) : JR_OK;
}

static int
add_mark(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__grid_load *l = arg;

	return keep_cell(j, l, l->mark, (struct key){ jr_stmt_int(st, 1), jr_stmt_int(st, 2) },
	    jr_stmt_text(st, 3));
}

/* As it is printed, where reading that finds the same code or, for an absence, one that
 * leaves its reason alone; else the code itself. */
static int
choose_word(struct jr *j, const char *code, const char *printed, const char **out)
{
	const char *means, *own;
	bool absent, is;
	int minutes, rc;

	*out = code;
	if ((rc = jr__attend_code(j, code, &own, &absent, &minutes)) != JR_OK ||
	    (rc = jr__attend_code(j, printed, &means, &is, &minutes)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	if (minutes < 0 && (strcmp(means, own) == 0 || (absent && strcmp(means, "absent") == 0)))
		*out = printed;
	return JR_OK;
}

static int
add_owed(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__grid_load *l = arg;

	return keep_cell(j, l, l->mark, (struct key){ jr_stmt_int(st, 0), jr_stmt_int(st, 1) },
	    jr_words(j, N_("owed")));
}

static int
add_attendance(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__grid_load *l = arg;
	struct jr_value minutes;
	const char *printed;
	char late[64];
	int rc;

	jr_stmt_value(st, 4, &minutes);
	if ((rc = choose_word(j, jr_stmt_text(st, 2), jr_stmt_text(st, 3), &printed)) < 0)
		return rc;
	snprintf(late, sizeof(late), "%s%lld", printed,
	    minutes.type == JR_V_INT ? (long long)minutes.i : 0);
	return keep_cell(j, l, l->attendance,
	    (struct key){ jr_stmt_int(st, 0), jr_stmt_int(st, 1) },
	    minutes.type == JR_V_INT ? late : printed);
}

static const char *
find(const struct jr__grid_load *l, const struct jr_map *map, int64_t of, int64_t student_id)
{
	struct key key = { of, student_id };
	int64_t at;

	return jr_map_get(map, &key, sizeof(key), &at) ? jr__grid_load_text(l, (size_t)at) : NULL;
}

static bool
is_digit(char c)
{
	return (c >= '0' && c <= '9') || c == '_';
}

/* A slash between digits, a blank beside words. */
static void
add_part(struct jr_buf *b, const char *part)
{
	if (b->len > 0)
		jr_buf_addc(b, is_digit(b->data[b->len - 1]) && is_digit(*part) ? '/' : ' ');
	jr_buf_adds(b, part);
}

const char *
jr__grid_load_cell(struct jr__grid_load *l, const struct jr__grid_page *p, int64_t student_id)
{
	const char *attendance = find(l, l->attendance, p->id, student_id), *mark;
	struct jr_buf marks = JR_BUF_INIT;
	bool any = false;

	jr_buf_clear(&l->cell);
	for (size_t i = 0; i < p->works; i++) {
		mark = find(l, l->mark, l->work[p->first + i], student_id);
		any = any || mark != NULL;
		add_part(&marks, mark != NULL ? mark : "_");
	}
	if (attendance != NULL)
		jr_buf_adds(&l->cell, attendance);
	if (any && l->cell.len > 0)
		jr_buf_addc(&l->cell, ' ');
	if (any)
		jr_buf_adds(&l->cell, jr_buf_str(&marks));
	jr_buf_release(&marks);
	return jr_buf_str(&l->cell);
}

/* --- All of it --------------------------------------------------------------------------- */

static int
find_span(struct jr *j, const char *from, const char *to, struct jr__grid_load *out)
{
	int year = (int)jr_year(j), rc;

	jr_date_format(jr_day_of(year, 9, 1), out->from);
	jr_date_format(jr_day_of(year + 1, 8, 31), out->to);
	if (from != NULL && (rc = jr__date(j, -1, from, out->from)) < 0)
		return rc;
	if (to != NULL && (rc = jr__date(j, -1, to, out->to)) < 0)
		return rc;
	return strcmp(out->from, out->to) <= 0 ? JR_OK :
	    jr__fail(j, JR_EINVAL, N_("%s lies after %s"), out->from, out->to);
}

int
jr__grid_course(struct jr *j, int64_t year, const char *class, const char *group,
    const char *subject, const char *from, const char *to, const struct jr__course **out)
{
	static const struct jr__course_cols none = { -1, -1, -1 };
	bool stands;
	int rc;

	if ((rc = jr__find_course(j, &none, year, class, group, subject, 0, jr_today(j),
	    out)) < 0)
		return rc;
	if ((rc = jr__stands_in(j, (*out)->id, from == NULL ? "0000-01-01" : from,
	    to == NULL ? JR_OPEN_END : to, from != NULL, &stands)) < 0 || stands)
		return rc;
	return jr_can(j, JR_MAY_READ, &(struct jr_object){ .thing = JR_ON_MARK,
	    .course_id = (*out)->id, .class_id = (*out)->class_id });
}

int
jr__grid_load(struct jr *j, const char *class, const char *group, const char *subject,
    const char *from, const char *to, struct jr__grid_load *out)
{
	struct jr_param params[4] = { 0 };
	int rc;

	*out = (struct jr__grid_load){ 0 };
	if ((out->mark = jr_map_new()) == NULL || (out->attendance = jr_map_new()) == NULL ||
	    (out->place = jr_map_new()) == NULL)
		return jr__nomem(j);
	if ((rc = find_span(j, from, to, out)) < 0 ||
	    (rc = jr__grid_course(j, jr_year(j), class, group, subject, out->from, out->to,
	    &out->course)) < 0 ||
	    (rc = jr__grid_students(j, out->course, out->from, out->to, &out->students)) < 0)
		return rc;
	params[0] = (struct jr_param)JR_P_INT("course_id", out->course->id);
	params[1] = (struct jr_param)JR_P_TEXT("from", out->from);
	params[2] = (struct jr_param)JR_P_TEXT("to", out->to);
	if ((rc = jr__each(j, JR_SQL_GRID_LESSONS, params, add_page, out)) < 0)
		return rc;
	out->page = (struct jr__grid_page *)(void *)out->page_room.data;
	if ((rc = load_tasks(j, out, params)) < 0 ||
	    (rc = jr__each(j, JR_SQL_GRID_MARKS, params, add_mark, out)) < 0 ||
	    (rc = jr__each(j, JR_SQL_GRID_OWED, params, add_owed, out)) < 0)
		return rc;
	return jr__each(j, JR_SQL_GRID_ATTENDANCE, params, add_attendance, out);
}
