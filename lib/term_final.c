/* Final marks as they follow from final_formula. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "composite.h"
#include "final_mark.h"
#include "lookup.h"
#include "scale.h"
#include "year.h"

enum { CLASS, GROUP, SUBJECT, TERM, STUDENT, LESSONS, MISSED, MARKS, MEAN, WEIGHTED_MEAN,
	PROPOSED, MARK, REASON, COLUMNS };

enum formula { YEAR, YEAR_EXAM, HALF_YEARS };	/* of which marks it is */

/* --- The arithmetic ------------------------------------------------------------- */

void
jr__final_add(struct jr__final_marks *m, const char *value, int64_t score, const char *means,
    bool fails)
{
	if (value == NULL)
		m->missing = true;
	else if (score >= 0) {
		m->sum += score;
		m->n++;
	} else if (means != NULL && strcmp(means, "exempt") == 0)
		m->exempt = true;
	else if (fails || (means != NULL && strcmp(means, "not_attested") == 0))
		m->barred = true;
	else
		snprintf(m->credit, sizeof(m->credit), "%s", value);
}

int64_t
jr__final_result(const struct jr__final_marks *m, const char **credit, bool *exempt)
{
	*credit = NULL;
	*exempt = false;
	if (m->missing || m->barred)
		return 0;
	if (m->n == 0) {
		*credit = m->credit[0] != '\0' ? m->credit : NULL;
		*exempt = *credit == NULL && m->exempt;
		return 0;
	}
	return m->credit[0] == '\0' ? jr_half_up(m->sum, m->n) : 0;
}

/* --- Lines: the subjects of a student's certificate --------------------------------- */

struct line {
	char			*name, *key, *sort;
	char			*group;		/* NULL: none, or several subjects */
	struct jr__final_marks	 marks;
	char			 stored[JR__VALUE_SIZE];	/* "": no final mark yet */
	char			*reason;
};

struct run {
	struct jr		*j;
	struct jr__composites	 composites;
	const char		*subject_key;	/* asked for alone; NULL: all */
	int64_t			 only_student;	/* 0: all */
	jr_row_out		*out;
	void			*arg;
	/* The class in hand, */
	char			 class[64];
	int64_t			 class_id, grade;
	enum formula		 formula;
	/* and the student. */
	char			 number[64];
	struct line		*line;
	size_t			 lines, room;
	struct jr_map		*seen;		/* subjects that have their marks */
	bool			 years_only;	/* what is taken of a year's marks: */
	bool			 finished;	/* only what was finished in it */
};

static void
drop_lines(struct run *r)
{
	for (size_t i = 0; i < r->lines; i++) {
		free(r->line[i].name);
		free(r->line[i].key);
		free(r->line[i].sort);
		free(r->line[i].group);
		free(r->line[i].reason);
	}
	r->lines = 0;
	jr_map_free(r->seen);
	r->seen = NULL;
}

static struct line *
line_of(struct run *r, const char *key)
{
	for (size_t i = 0; i < r->lines; i++)
		if (strcmp(r->line[i].key, key) == 0)
			return &r->line[i];
	return NULL;
}

static int
add_line(struct run *r, const char *name, const char *key, struct line **out)
{
	size_t room = r->room == 0 ? 32 : 2 * r->room;
	const char *sort;
	struct line *l;
	int rc;

	*out = NULL;
	if (r->lines == r->room) {
		if ((l = realloc(r->line, room * sizeof(*l))) == NULL)
			return jr__nomem(r->j);
		r->line = l;
		r->room = room;
	}
	if ((rc = jr__sort(r->j, 6, name, &sort)) < 0)
		return rc;
	l = &r->line[r->lines++];
	*l = (struct line){ .name = strdup(name), .key = strdup(key),
	    .sort = strdup(sort != NULL ? sort : "") };
	if (l->name == NULL || l->key == NULL || l->sort == NULL)
		return jr__nomem(r->j);
	*out = l;
	return JR_OK;
}

/* The line of a subject, or of what it is a part of. */
static int
find_line(struct run *r, const char *name, const char *key, struct line **out)
{
	const struct jr__part *part = jr__composite_of(&r->composites, key);

	if (part != NULL) {
		name = part->whole;
		key = part->whole_key;
	}
	if ((*out = line_of(r, key)) != NULL)
		return JR_OK;
	return add_line(r, name, key, out);
}

/* --- Their marks -------------------------------------------------------------------- */

/* A row of final_parts, as it is taken. */
struct taking {
	struct run	*r;
	int64_t		 year;
	char		 last[64];	/* subject and term of the row before */
};

/* Taught this year, or brought by a later one. */
static bool
is_seen(const struct run *r, const char *key, int64_t year)
{
	int64_t at;

	return jr_map_get(r->seen, key, strlen(key), &at) && at != year;
}

static int
take_part(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *name = jr_stmt_text(st, 1), *key = jr_stmt_text(st, 2);
	const char *value = jr_stmt_text(st, 6), *group = jr_stmt_text(st, 10);
	struct taking *t = arg;
	struct run *r = t->r;
	struct jr_value score;
	struct line *l;
	char same[64];
	int rc;

	snprintf(same, sizeof(same), "%lld %s", (long long)jr_stmt_int(st, 0),
	    jr_stmt_text(st, 5));
	if (strcmp(same, t->last) == 0 ||
	    (r->years_only && strcmp(jr_stmt_text(st, 4), "year") != 0))
		return JR_OK;
	strcpy(t->last, same);
	if (r->finished && (value == NULL || is_seen(r, key, t->year) ||
	    jr__composite_named(&r->composites, key) != NULL))
		return JR_OK;
	jr_stmt_value(st, 7, &score);
	if ((rc = find_line(r, name, key, &l)) < 0)
		return rc;
	jr__final_add(&l->marks, value, score.type == JR_V_INT ? score.i : -1,
	    jr_stmt_text(st, 8), jr_stmt_int(st, 9) == 1);
	if (group != NULL && l->group == NULL && strcmp(l->key, key) == 0 &&
	    (l->group = strdup(group)) == NULL)
		return jr__nomem(j);
	return jr_map_put(r->seen, key, strlen(key), t->year) ? JR_OK : jr__nomem(j);
}

static int
take_year(struct run *r, int64_t student_id, int64_t year, int64_t grade)
{
	struct taking t = { .r = r, .year = year };

	return jr__each(r->j, JR_SQL_FINAL_PARTS, JR_PARAMS(JR_P_INT("student_id", student_id),
	    JR_P_INT("year", year), JR_P_INT("grade", grade)), take_part, &t);
}

struct past {
	struct { int64_t year, grade; } v[16];
	int	 n;
};

static int
note_year(struct jr *j, struct jr_stmt *st, void *arg)
{
	int64_t year = jr_stmt_int(st, 0);
	struct past *p = arg;

	(void)j;
	if (p->n < 16 && (p->n == 0 || p->v[p->n - 1].year != year)) {
		p->v[p->n].year = year;
		p->v[p->n++].grade = jr_stmt_int(st, 1);
	}
	return JR_OK;
}

/* Years of the same stage, the last one first: what was finished in them. */
static int
take_finished(struct run *r, int64_t student_id, const struct past *p)
{
	int64_t first = r->grade <= 4 ? 1 : r->grade <= 9 ? 5 : 10;
	int rc = JR_OK;

	r->finished = true;
	for (int i = 1; i < p->n && rc == JR_OK; i++)
		if (p->v[i].grade >= first && p->v[i].grade < r->grade)
			rc = take_year(r, student_id, p->v[i].year, p->v[i].grade);
	r->finished = false;
	return rc;
}

/* The grade before, in the last year that he was in it. */
static int
take_before(struct run *r, int64_t student_id, const struct past *p)
{
	for (int i = 1; i < p->n; i++)
		if (p->v[i].grade == r->grade - 1)
			return take_year(r, student_id, p->v[i].year, p->v[i].grade);
	for (size_t i = 0; i < r->lines; i++)
		r->line[i].marks.missing = true;
	return JR_OK;
}

/* The exam, and the final mark that is stored. */
static int
take_final(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *kind = jr_stmt_text(st, 0), *key = jr_stmt_text(st, 2);
	const char *reason = jr_stmt_text(st, 5);
	const struct jr__part *part;
	struct run *r = arg;
	struct jr_value score;
	struct line *l;

	if (strcmp(kind, "final") == 0 && (l = line_of(r, key)) != NULL) {
		snprintf(l->stored, sizeof(l->stored), "%s", jr_stmt_text(st, 3));
		if (reason != NULL && (l->reason = strdup(reason)) == NULL)
			return jr__nomem(j);
	}
	if (strcmp(kind, "exam") != 0 || r->formula != YEAR_EXAM)
		return JR_OK;
	if ((part = jr__composite_of(&r->composites, key)) != NULL)
		key = part->whole_key;
	jr_stmt_value(st, 4, &score);
	if ((l = line_of(r, key)) != NULL)
		jr__final_add(&l->marks, jr_stmt_text(st, 3),
		    score.type == JR_V_INT ? score.i : -1, NULL, score.type != JR_V_INT);
	return JR_OK;
}

static int
take_student(struct run *r, int64_t student_id)
{
	int64_t year = jr_year(r->j);
	struct past past = { .n = 0 };
	int rc;

	if ((r->seen = jr_map_new()) == NULL)
		return jr__nomem(r->j);
	r->years_only = r->formula != HALF_YEARS;
	rc = jr__each(r->j, JR_SQL_STUDENT_YEARS, JR_PARAMS(JR_P_INT("student_id", student_id),
	    JR_P_INT("year", year)), note_year, &past);
	if (rc < 0 || (rc = take_year(r, student_id, year, r->grade)) < 0)
		return rc;
	rc = r->formula == HALF_YEARS ? take_before(r, student_id, &past) :
	    take_finished(r, student_id, &past);
	if (rc < 0)
		return rc;
	return jr__each(r->j, JR_SQL_FINAL_OF_STUDENT, JR_PARAMS(JR_P_INT("year", year),
	    JR_P_INT("student_id", student_id)), take_final, r);
}

/* --- Rows ---------------------------------------------------------------------------- */

/* The value to propose; "": none. */
static int
proposed(struct run *r, const struct line *l, char out[JR__VALUE_SIZE])
{
	const char *credit;
	struct jr_stmt *st;
	bool exempt;
	int64_t score = jr__final_result(&l->marks, &credit, &exempt);
	int rc = JR_DONE;

	snprintf(out, JR__VALUE_SIZE, "%s", credit != NULL ? credit : "");
	if (score > 0)
		rc = jr__first(r->j, JR_SQL_SCALE_BY_SCORE, JR_PARAMS(JR_P_INT("score", score)),
		    &st);
	else if (exempt)
		rc = jr__first(r->j, JR_SQL_SCALE_EXEMPT, JR_NO_PARAMS, &st);
	if (rc == JR_OK) {
		snprintf(out, JR__VALUE_SIZE, "%s", jr_stmt_text(st, 0));
		jr_stmt_reset(st);
	}
	return rc < 0 ? rc : JR_OK;
}

static int
give_line(struct run *r, const struct line *l, struct jr_buf *without)
{
	const char *cells[COLUMNS] = { NULL };
	char value[JR__VALUE_SIZE], marks[24], mean[32];
	int64_t m;
	int rc;

	if ((rc = proposed(r, l, value)) < 0)
		return rc;
	if (value[0] == '\0')
		jr_buf_addf(without, "%s%s", without->len > 0 ? ", " : "", l->name);
	cells[CLASS] = r->class;
	cells[GROUP] = l->group;
	cells[SUBJECT] = l->name;
	cells[TERM] = "FINAL";
	cells[STUDENT] = r->number;
	snprintf(marks, sizeof(marks), "%lld", (long long)l->marks.n);
	cells[MARKS] = marks;
	if (l->marks.n > 0) {
		m = jr_half_up(100 * l->marks.sum, l->marks.n);
		snprintf(mean, sizeof(mean), "%lld.%02d", (long long)(m / 100), (int)(m % 100));
		cells[MEAN] = cells[WEIGHTED_MEAN] = mean;
	}
	cells[PROPOSED] = value;
	cells[MARK] = l->stored;
	cells[REASON] = l->reason;
	return r->out(r->arg, cells);
}

static int
by_name(const void *a, const void *b)
{
	const struct line *one = a, *other = b;
	int order = strcmp(one->sort, other->sort);

	return order != 0 ? order : strcmp(one->key, other->key);
}

static int
give_lines(struct run *r)
{
	struct jr_buf without = JR_BUF_INIT;
	int rc = JR_OK;

	if (r->lines > 0)
		qsort(r->line, r->lines, sizeof(*r->line), by_name);
	for (size_t i = 0; i < r->lines && rc == JR_OK; i++)
		if (r->subject_key == NULL || strcmp(r->subject_key, r->line[i].key) == 0)
			rc = give_line(r, &r->line[i], &without);
	if (without.failed)
		rc = jr__nomem(r->j);
	if (rc == JR_OK && without.len > 0)
		jr__warn(r->j, N_("%s, %s: no final mark is proposed for %s; marks that it is "
		    "made of are missing"), r->class, r->number, jr_buf_str(&without));
	jr_buf_release(&without);
	return rc;
}

/* --- Classes and students ---------------------------------------------------------------- */

/* The students of a class: each runs statements of its own. */
struct pupils {
	struct { int64_t id; char number[64]; } v[256];
	size_t	 n;
};

static int
take_pupil(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct pupils *s = arg;

	if (s->n == sizeof(s->v) / sizeof(s->v[0]))
		return jr__fail(j, JR_EINVAL, N_("more than %d students in a class"), (int)s->n);
	s->v[s->n].id = jr_stmt_int(st, 0);
	snprintf(s->v[s->n++].number, sizeof(s->v[0].number), "%s", jr_stmt_text(st, 1));
	return JR_OK;
}

static int
list_class(struct run *r, const char *year_end)
{
	struct pupils students = { .n = 0 };
	int rc;

	rc = jr__each(r->j, JR_SQL_FINAL_STUDENTS, JR_PARAMS(JR_P_INT("class_id", r->class_id),
	    JR_P_TEXT("date", year_end)), take_pupil, &students);
	for (size_t i = 0; i < students.n && rc == JR_OK; i++) {
		if (r->only_student != 0 && students.v[i].id != r->only_student)
			continue;
		strcpy(r->number, students.v[i].number);
		if ((rc = take_student(r, students.v[i].id)) == JR_OK)
			rc = give_lines(r);
		drop_lines(r);
	}
	return rc;
}

static int
choose_formula(struct run *r, bool named)
{
	const char *formula = jr__final_formula(r->j, r->grade);

	if (formula == NULL)
		return !named ? JR_DONE : jr__fail_at(r->j, JR_EINVAL, CLASS, N_("grade %d gets "
		    "no final marks: final_formula of journal.conf does not name it"),
		    (int)r->grade);
	r->formula = strcmp(formula, "half-years+years") == 0 ? HALF_YEARS :
	    strcmp(formula, "year+exam") == 0 ? YEAR_EXAM : YEAR;
	return JR_OK;
}

static int
list_classes(struct run *r, int64_t class_id)
{
	struct jr__year_classes *classes;
	char year_end[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__year_last(r->j, year_end)) < 0 ||
	    (rc = jr__year_classes(r->j, class_id, &classes)) < 0)
		return rc;
	for (size_t i = 0; i < classes->n && rc == JR_OK; i++) {
		r->class_id = classes->v[i].id;
		r->grade = classes->v[i].grade;
		strcpy(r->class, classes->v[i].name);
		if ((rc = choose_formula(r, class_id != 0)) == JR_OK)
			rc = list_class(r, year_end);
		rc = rc < 0 ? rc : JR_OK;
	}
	free(classes);
	return rc < 0 ? rc : JR_OK;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct run r = { .j = j, .out = out, .arg = arg };
	const char *key;
	char subject[512];
	int64_t class_id = 0;
	int rc;

	if ((f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &class_id)) < 0) ||
	    (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT], class_id,
	    jr_today(j), &r.only_student)) < 0) ||
	    (rc = jr__match(j, 3, f->v[SUBJECT], &key)) < 0)
		return rc;
	if (key != NULL) {
		snprintf(subject, sizeof(subject), "%s", key);
		r.subject_key = subject;
	}
	if ((rc = jr__composites_load(j, &r.composites)) == JR_OK)
		rc = list_classes(&r, class_id);
	drop_lines(&r);
	free(r.line);
	jr__composites_release(&r.composites);
	return rc;
}

static const struct jr_rowcol columns[COLUMNS] = {
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_FILTER, NULL },
	[GROUP] = { "group", JR_COL_TEXT, 0, NULL },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	[TERM] = { "term", JR_COL_TEXT, JR_ROW_KEY, NULL },
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	[LESSONS] = { "lessons", JR_COL_INT, 0, NULL },
	[MISSED] = { "missed", JR_COL_INT, 0, NULL },
	[MARKS] = { "marks", JR_COL_INT, 0, NULL },
	[MEAN] = { "mean", JR_COL_DECIMAL, 0, NULL },
	[WEIGHTED_MEAN] = { "weighted_mean", JR_COL_DECIMAL, 0, NULL },
	[PROPOSED] = { "proposed", JR_COL_TEXT, 0, NULL },
	[MARK] = { "mark", JR_COL_TEXT, 0, NULL },
	[REASON] = { "reason", JR_COL_TEXT, 0, NULL },
};

const struct jr_rowkind jr_kind_final_proposal = {
	.name = "term_mark", .col = columns, .columns = COLUMNS, .list = list,
};
