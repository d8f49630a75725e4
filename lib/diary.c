/* The diary: reading what it holds. */
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "diary_impl.h"
#include "lookup.h"
#include "person.h"

#define DAYS_BEFORE 60		/* that homework may have been set before it is due */
#define DAYS_AHEAD 40		/* that the next lesson may lie ahead */
#define DAYS_MOST 366

/* --- Memory ---------------------------------------------------------------------- */

/* A text that lives as long as the diary. */
static const char *
keep(struct jr__diary *d, const char *s)
{
	char **more, *copy;

	if (s == NULL || s[0] == '\0')
		return "";
	if (d->texts % 64 == 0) {
		if ((more = realloc(d->text, (d->texts + 64) * sizeof(*more))) == NULL) {
			d->failed = true;
			return "";
		}
		d->text = more;
	}
	if ((copy = strdup(s)) == NULL) {
		d->failed = true;
		return "";
	}
	d->text[d->texts++] = copy;
	return copy;
}

static const char *
keep_buf(struct jr__diary *d, struct jr_buf *b)
{
	const char *s = keep(d, jr_buf_str(b));

	d->failed = d->failed || b->failed;
	jr_buf_release(b);
	return s;
}

/* Room for one more item, zeroed; NULL: no memory. */
static void *
one_more(struct jr__diary *d, void *array, size_t *n, size_t size)
{
	void *more, **at = array, *item;

	if (*n % 32 == 0) {
		if ((more = realloc(*at, (*n + 32) * size)) == NULL) {
			d->failed = true;
			return NULL;
		}
		*at = more;
	}
	item = (char *)*at + *n * size;
	memset(item, 0, size);
	++*n;
	return item;
}

static void
release(struct jr__diary *d)
{
	for (size_t i = 0; i < d->subjects; i++) {
		jr_buf_release(&d->subject[i].marks);
		jr_buf_release(&d->subject[i].results);
	}
	for (size_t i = 0; i < d->texts; i++)
		free(d->text[i]);
	free(d->text);
	free(d->lesson);
	free(d->homework);
	free(d->mark);
	free(d->absence);
	free(d->owed);
	free(d->subject);
}

/* --- Words ------------------------------------------------------------------------ */

bool
jr__diary_is_ru(struct jr__diary *d)
{
	return strcmp(jr_setting(d->j, "language", "en"), "ru") == 0;
}

void
jr__diary_hundredths(struct jr__diary *d, int64_t n, struct jr_buf *b)
{
	jr_buf_addf(b, "%lld%c%02lld", (long long)n / 100, jr__diary_is_ru(d) ? ',' : '.',
	    (long long)n % 100);
}

void
jr__diary_day(struct jr__diary *d, const char *iso, bool with_year, struct jr_buf *b)
{
	if (strlen(iso) != 10)
		jr_buf_adds(b, iso);
	else if (!jr__diary_is_ru(d))
		jr_buf_adds(b, with_year ? iso : iso + 5);
	else if (with_year)
		jr_buf_addf(b, "%.2s.%.2s.%.4s", iso + 8, iso + 5, iso);
	else
		jr_buf_addf(b, "%.2s.%.2s", iso + 8, iso + 5);
}

void
jr__diary_substitution(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	struct jr_buf day = JR_BUF_INIT;

	if (l->moved_to[0] != '\0') {
		jr__diary_day(d, l->moved_to, false, &day);
		/* TRANSLATORS: a day, and the number of the lesson on it. */
		jr_buf_addf(b, jr_words(d->j, N_("the lesson is moved to %s, lesson %d")),
		    jr_buf_str(&day), (int)l->moved_number);
	} else if (strcmp(l->substitution, "cancelled") == 0)
		jr_buf_adds(b, jr_words(d->j, N_("the lesson is cancelled")));
	else
		jr_buf_adds(b, l->teacher);
	b->failed = b->failed || day.failed;
	jr_buf_release(&day);
}

void
jr__diary_absence_words(struct jr__diary *d, const struct jr__diary_absence *a,
    struct jr_buf *b)
{
	static const struct { const char *code, *words; } words[] = {
		{ "absent", N_("absent, no reason given yet") },
		{ "unexcused", N_("absent without a good reason") },
		{ "ill", N_("absent: illness") },
		{ "excused", N_("absent for a good reason") },
		{ "remote", N_("took part remotely") },
		{ "exempt", N_("exempt from the lesson") },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].code, a->code) == 0)
			jr_buf_adds(b, jr_words(d->j, words[i].words));
	if (strcmp(a->code, "late") == 0 && a->minutes > 0)
		jr_buf_addf(b, jr_words(d->j, N_("late by %d min")), (int)a->minutes);
	else if (strcmp(a->code, "late") == 0)
		/* TRANSLATORS: of a student at a lesson. */
		jr_buf_adds(b, jr_words(d->j, N_("late")));
}

/* A weight of 150 is 1,5. */
static void
add_weight(struct jr__diary *d, int64_t weight, struct jr_buf *b)
{
	jr_buf_addf(b, "%lld", (long long)weight / 100);
	if (weight % 100 != 0)
		jr_buf_addf(b, "%c%lld", jr__diary_is_ru(d) ? ',' : '.',
		    (long long)weight % 100 / 10);
	if (weight % 10 != 0)
		jr_buf_addf(b, "%lld", (long long)weight % 10);
}

void
jr__diary_work_words(struct jr__diary *d, const struct jr__diary_mark *m, struct jr_buf *b)
{
	bool ru = jr__diary_is_ru(d);

	jr_buf_adds(b, m->type);
	if (m->title[0] != '\0')
		jr_buf_addf(b, ru ? " «%s»" : " “%s”", m->title);
	if (m->weight != 100) {
		/* TRANSLATORS: how much a mark counts; a number follows. */
		jr_buf_addf(b, ", %s ", jr_words(d->j, N_("weight")));
		add_weight(d, m->weight, b);
	}
	if (m->made_up)
		/* TRANSLATORS: of a work, after a comma: handed in after an absence. */
		jr_buf_addf(b, ", %s", jr_words(d->j, N_("made up later")));
}

/* "Иванова Анна Петровна" */
static const char *
full_name(struct jr__diary *d, struct jr_stmt *st, int column)
{
	struct jr_buf b = JR_BUF_INIT;
	const char *part;

	for (int i = 0; i < 3; i++)
		if ((part = jr_stmt_text(st, column + i)) != NULL && part[0] != '\0')
			jr_buf_addf(&b, "%s%s", b.len > 0 ? " " : "", part);
	return keep_buf(d, &b);
}

/* --- Who and when -------------------------------------------------------------------- */

static int
choose_days(struct jr__diary *d, const struct jr_diary_query *q)
{
	jr_day from = jr_today(d->j), to;
	int rc = JR_OK;

	from -= jr_day_weekday(from) - 1;
	to = from + 6;
	if ((q->week != NULL) + (q->date != NULL) + (q->from != NULL || q->to != NULL) > 1)
		return jr__fail(d->j, JR_EINVAL,
		    N_("give a week, or a date, or from and to, not several of them"));
	if (q->week != NULL && (rc = jr__week(d->j, q->week, &from)) == JR_OK)
		to = from + 6;
	if (q->date != NULL && (rc = jr__day(d->j, -1, q->date, &from)) == JR_OK)
		to = from;
	if (q->to != NULL && (rc = jr__day(d->j, -1, q->to, &to)) == JR_OK)
		from = q->from == NULL ? to - 6 : from;
	if (rc == JR_OK && q->from != NULL &&
	    (rc = jr__day(d->j, -1, q->from, &from)) == JR_OK && q->to == NULL)
		to = from + 6;
	if (rc < 0)
		return rc;
	jr_date_format(from, d->from);
	jr_date_format(to, d->to);
	if (from > to)
		return jr__fail(d->j, JR_EINVAL, N_("%s lies after %s"), d->from, d->to);
	if (to - from > DAYS_MOST)
		return jr__fail(d->j, JR_EINVAL, N_("a diary is of %d days at most"), DAYS_MOST);
	return JR_OK;
}

static int
find_student(struct jr__diary *d, const struct jr_diary_query *q)
{
	struct jr_stmt *st;
	int64_t class_id = 0;
	jr_day to;
	int rc;

	if (jr_date_parse(d->to, &to) < 0)
		to = jr_today(d->j);
	if (q->class != NULL && (rc = jr__find_class(d->j, -1, jr_year_of(to), q->class,
	    &class_id)) < 0)
		return rc;
	if ((rc = jr__find_person(d->j, -1, q->student, class_id, to, &d->student_id)) < 0 ||
	    (rc = jr_can(d->j, JR_MAY_READ, &(struct jr_object){ .thing = JR_ON_DIARY,
	    .student_id = d->student_id })) < 0 ||
	    (rc = jr__first(d->j, JR_SQL_DIARY_STUDENT, JR_PARAMS(
	    JR_P_INT("id", d->student_id)), &st)) < 0)
		return rc;
	d->number = keep(d, jr_stmt_text(st, 0));
	d->name = full_name(d, st, 1);
	jr_stmt_reset(st);
	rc = jr__first(d->j, JR_SQL_DIARY_CLASS, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_TEXT("from", d->from),
	    JR_P_TEXT("to", d->to)), &st);
	if (rc == JR_DONE)
		return jr__fail(d->j, JR_EINVAL, N_("%s was in no class from %s to %s"), d->name,
		    d->from, d->to);
	if (rc < 0)
		return rc;
	d->class_id = jr_stmt_int(st, 0);
	d->class = keep(d, jr_stmt_text(st, 1));
	d->grade = jr_stmt_int(st, 2);
	d->year = jr_stmt_int(st, 3);
	d->homeroom = full_name(d, st, 4);
	jr_stmt_reset(st);
	return JR_OK;
}

/* --- The days -------------------------------------------------------------------------- */

static int
read_lessons(struct jr__diary *d)
{
	struct jr__diary_lesson *l;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(d->j, JR_SQL_DIARY_LESSONS, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_TEXT("from", d->from),
	    JR_P_TEXT("to", d->to)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		if ((l = one_more(d, &d->lesson, &d->lessons, sizeof(*l))) == NULL)
			break;
		l->date = keep(d, jr_stmt_text(st, 0));
		l->number = jr_stmt_int(st, 1);
		l->lesson_id = jr_stmt_int(st, 2);
		l->course_id = jr_stmt_int(st, 3);
		l->subject = keep(d, jr_stmt_text(st, 4));
		l->begins = keep(d, jr_stmt_text(st, 5));
		l->ends = keep(d, jr_stmt_text(st, 6));
		l->room = keep(d, jr_stmt_text(st, 7));
		l->topic = keep(d, jr_stmt_text(st, 8));
		l->substitution = keep(d, jr_stmt_text(st, 9));
		l->teacher = full_name(d, st, 10);
		l->moved_to = keep(d, jr_stmt_text(st, 13));
		l->moved_number = jr_stmt_int(st, 14);
	}
	if (rc >= 0)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
read_homework(struct jr__diary *d)
{
	char earliest[JR_DATE_SIZE], horizon[JR_DATE_SIZE];
	struct jr__diary_homework *h;
	const char *key;
	struct jr_stmt *st;
	jr_day from, to;
	int rc;

	if (jr_date_parse(d->from, &from) < 0 || jr_date_parse(d->to, &to) < 0)
		return JR_OK;
	jr_date_format(from - DAYS_BEFORE, earliest);
	jr_date_format(to + DAYS_AHEAD, horizon);
	rc = jr__query(d->j, JR_SQL_DIARY_HOMEWORK, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_TEXT("from", d->from),
	    JR_P_TEXT("to", d->to), JR_P_TEXT("earliest", earliest),
	    JR_P_TEXT("horizon", horizon)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		if ((h = one_more(d, &d->homework, &d->homeworks, sizeof(*h))) == NULL)
			break;
		h->lesson_id = jr_stmt_int(st, 0);
		h->course_id = jr_stmt_int(st, 1);
		h->subject = keep(d, jr_stmt_text(st, 2));
		h->set_on = keep(d, jr_stmt_text(st, 3));
		h->due = keep(d, jr_stmt_text(st, 4));
		h->text = keep(d, jr_stmt_text(st, 5));
		h->minutes = jr_stmt_int(st, 6);
		if ((rc = jr__match(d->j, 5, h->text, &key)) < 0)
			break;
		h->nothing = key != NULL && strcmp(key, "без задания") == 0;
	}
	if (rc >= 0)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
read_marks(struct jr__diary *d)
{
	struct jr__diary_mark *m;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(d->j, JR_SQL_DIARY_MARKS, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_TEXT("from", d->from),
	    JR_P_TEXT("to", d->to)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		if ((m = one_more(d, &d->mark, &d->marks, sizeof(*m))) == NULL)
			break;
		m->lesson_id = jr_stmt_int(st, 0);
		m->value = keep(d, jr_stmt_text(st, 1));
		m->type = keep(d, jr_stmt_text(st, 2));
		m->title = keep(d, jr_stmt_text(st, 3));
		m->weight = jr_stmt_int(st, 4);
		m->comment = keep(d, jr_stmt_text(st, 5));
		m->made_up = jr_stmt_int(st, 6) == 1;
	}
	if (rc >= 0)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
read_attendance(struct jr__diary *d)
{
	struct jr__diary_absence *a;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(d->j, JR_SQL_DIARY_ATTENDANCE, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_TEXT("from", d->from),
	    JR_P_TEXT("to", d->to)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		if ((a = one_more(d, &d->absence, &d->absences, sizeof(*a))) == NULL)
			break;
		a->lesson_id = jr_stmt_int(st, 0);
		a->code = keep(d, jr_stmt_text(st, 1));
		a->minutes = jr_stmt_int(st, 2);
	}
	if (rc >= 0)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

/* --- The term ----------------------------------------------------------------------------- */

static int
read_owed(struct jr__diary *d)
{
	struct jr__diary_owed *o;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(d->j, JR_SQL_DIARY_OWED, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_INT("year", d->year)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		if ((o = one_more(d, &d->owed, &d->owes, sizeof(*o))) == NULL)
			break;
		o->subject = keep(d, jr_stmt_text(st, 0));
		o->date = keep(d, jr_stmt_text(st, 1));
		o->type = keep(d, jr_stmt_text(st, 2));
		o->title = keep(d, jr_stmt_text(st, 3));
		o->due = keep(d, jr_stmt_text(st, 4));
	}
	if (rc >= 0)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

/* The term of the diary's last day, as far as it has gone. */
static int
read_term(struct jr__diary *d)
{
	char today[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	d->term = d->term_from = d->term_to = "";
	jr_date_format(jr_today(d->j), today);
	rc = jr__first(d->j, JR_SQL_DIARY_TERM, JR_PARAMS(JR_P_INT("year", d->year),
	    JR_P_INT("grade", d->grade),
	    JR_P_TEXT("date", strcmp(d->to, today) < 0 ? d->to : today)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	d->term = keep(d, jr_stmt_text(st, 1));
	d->term_from = keep(d, jr_stmt_text(st, 2));
	d->term_to = keep(d, jr_stmt_text(st, 3));
	if (strcmp(d->term_to, today) > 0)
		d->term_to = keep(d, today);
	jr_stmt_reset(st);
	return JR_OK;
}

static struct jr__diary_subject *
subject_of(struct jr__diary *d, int64_t id, const char *name)
{
	struct jr__diary_subject *s;

	for (size_t i = 0; i < d->subjects; i++)
		if (d->subject[i].id == id)
			return &d->subject[i];
	if ((s = one_more(d, &d->subject, &d->subjects, sizeof(*s))) == NULL)
		return NULL;
	s->id = id;
	s->name = keep(d, name);
	return s;
}

static int
read_term_marks(struct jr__diary *d)
{
	struct jr__diary_subject *s;
	struct jr_stmt *st;
	struct jr_value score;
	int rc;

	rc = jr__query(d->j, JR_SQL_DIARY_TERM_MARKS, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_INT("year", d->year),
	    JR_P_TEXT("from", d->term_from), JR_P_TEXT("to", d->term_to)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		if ((s = subject_of(d, jr_stmt_int(st, 0), jr_stmt_text(st, 1))) == NULL)
			break;
		if (jr_stmt_text(st, 2) == NULL)
			continue;
		jr_buf_addf(&s->marks, "%s%s", s->marks.len > 0 ? " " : "", jr_stmt_text(st, 2));
		jr_stmt_value(st, 3, &score);
		if (score.type == JR_V_INT)
			jr_mean_add(&s->mean, score.i, jr_stmt_int(st, 4));
	}
	if (rc >= 0)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
read_results(struct jr__diary *d)
{
	struct jr__diary_subject *s;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(d->j, JR_SQL_DIARY_RESULTS, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_INT("year", d->year)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		if ((s = subject_of(d, jr_stmt_int(st, 0), jr_stmt_text(st, 3))) == NULL)
			break;
		jr_buf_addf(&s->results, "%s%s – %s", s->results.len > 0 ? ", " : "",
		    jr_stmt_text(st, 1), jr_stmt_text(st, 2));
	}
	if (rc >= 0)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
read_sums(struct jr__diary *d)
{
	struct jr__diary_sums *s = &d->sums;
	struct jr_stmt *st;
	int64_t held, missed;
	int rc;

	rc = jr__query(d->j, JR_SQL_DIARY_ABSENCES, JR_PARAMS(
	    JR_P_INT("student_id", d->student_id), JR_P_INT("year", d->year),
	    JR_P_TEXT("from", d->term_from), JR_P_TEXT("to", d->term_to)), &st);
	while (rc >= 0 && (rc = jr__step(d->j, st)) == JR_OK) {
		held = jr_stmt_int(st, 1);
		missed = 0;
		for (int i = 2; i <= 5; i++)
			missed += jr_stmt_int(st, i);
		s->held += held;
		s->ill += jr_stmt_int(st, 2);
		s->excused += jr_stmt_int(st, 3);
		s->unexcused += jr_stmt_int(st, 4);
		s->pending += jr_stmt_int(st, 5);
		s->late += jr_stmt_int(st, 6);
		s->days += missed == held;
	}
	return rc < 0 ? rc : JR_OK;
}

static int
read_all(struct jr__diary *d, const struct jr_diary_query *q)
{
	int rc;

	if ((rc = choose_days(d, q)) < 0 || (rc = find_student(d, q)) < 0 ||
	    (rc = read_lessons(d)) < 0 || (rc = read_homework(d)) < 0 ||
	    (rc = read_marks(d)) < 0 || (rc = read_attendance(d)) < 0 ||
	    (rc = read_owed(d)) < 0 || (rc = read_term(d)) < 0)
		return rc;
	if (d->term[0] != '\0' && ((rc = read_term_marks(d)) < 0 || (rc = read_sums(d)) < 0))
		return rc;
	if ((rc = read_results(d)) < 0)
		return rc;
	return d->failed ? jr__nomem(d->j) : JR_OK;
}

int
jr_diary_show(struct jr *j, const struct jr_diary_query *q, FILE *out,
    const struct jr_table_opts *opts)
{
	struct jr__diary d = { .j = j };
	int rc;

	jr__clear(j);
	if ((rc = read_all(&d, q)) == JR_OK)
		rc = opts->format == JR_TEXT ? jr__diary_text(&d, out) :
		    jr__diary_tables(&d, out, opts);
	release(&d);
	return rc;
}
