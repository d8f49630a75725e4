/* The diary as tables: CSV, TSV (the lessons alone), JSON, HTML. */
#include <string.h>

#include "diary_impl.h"

struct writer {
	struct jr__diary		*d;
	FILE				*out;
	const struct jr_table_opts	*opts;
	bool				 first, human;
};

static const char *
words(struct writer *w, const char *msgid)
{
	return jr_words(w->d->j, msgid);
}

static void
add_day(struct writer *w, const char *iso, struct jr_buf *b)
{
	if (w->human && iso[0] != '\0')
		jr__diary_day(w->d, iso, true, b);
	else
		jr_buf_adds(b, iso);
}

static void
add_mean(struct writer *w, int64_t hundredths, struct jr_buf *b)
{
	if (hundredths < 0)
		return;
	if (w->human)
		jr__diary_hundredths(w->d, hundredths, b);
	else
		jr_buf_addf(b, "%lld.%02lld", (long long)hundredths / 100,
		    (long long)hundredths % 100);
}

static struct jr_table *
begin(struct writer *w, const char *title, const struct jr_col *col, size_t n)
{
	struct jr_col named[16];
	struct jr_table *t;

	for (size_t i = 0; i < n; i++) {
		named[i] = col[i];
		named[i].title = words(w, col[i].title);
	}
	t = jr_table_new(w->out, w->opts, w->first, title, named, n);
	w->first = false;
	return t;
}

static int
end(struct writer *w, struct jr_table *t, const struct jr_buf *b)
{
	int rc = jr_table_end(t);

	if (rc == JR_EIO)
		return jr__fail(w->d->j, rc, N_("the output could not be written"));
	return rc < 0 || b->failed ? jr__nomem(w->d->j) : JR_OK;
}

/* Cells one behind the other in a buf, a NUL behind each; then as the table wants them. */
static void
put(struct jr_table *t, struct jr_buf *b, size_t n)
{
	const char *cell[16], *s = jr_buf_str(b);

	if (b->failed)
		return;
	for (size_t i = 0; i < n; i++) {
		cell[i] = s;
		s += strlen(s) + 1;
	}
	jr_table_row(t, cell);
	jr_buf_clear(b);
}

static void
add(struct jr_buf *b, const char *text)
{
	jr_buf_add(b, text, strlen(text) + 1);
}

/* --- Lessons -------------------------------------------------------------------------- */

static void
add_due(struct writer *w, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	size_t begins = b->len;

	for (size_t i = 0; i < w->d->homeworks; i++) {
		struct jr__diary_homework *h = &w->d->homework[i];

		if (h->shown || h->nothing || h->course_id != l->course_id ||
		    strcmp(h->due, l->date) != 0)
			continue;
		jr_buf_addf(b, "%s%s", b->len > begins ? "; " : "", h->text);
		h->shown = true;
	}
	jr_buf_addc(b, '\0');
}

static void
add_set(struct writer *w, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	const struct jr__diary_homework *set = NULL;

	for (size_t i = 0; l->lesson_id != 0 && i < w->d->homeworks; i++)
		if (w->d->homework[i].lesson_id == l->lesson_id)
			set = &w->d->homework[i];
	add(b, set != NULL ? set->text : "");
	if (set != NULL && !set->nothing)
		add_day(w, set->due, b);
	jr_buf_addc(b, '\0');
}

static void
add_marks(struct writer *w, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	const char *sep = "";

	for (size_t i = 0; l->lesson_id != 0 && i < w->d->marks; i++)
		if (w->d->mark[i].lesson_id == l->lesson_id) {
			jr_buf_addf(b, "%s%s", sep, w->d->mark[i].value);
			sep = " ";
		}
	jr_buf_addc(b, '\0');
}

static void
add_absence(struct writer *w, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	for (size_t i = 0; l->lesson_id != 0 && i < w->d->absences; i++)
		if (w->d->absence[i].lesson_id == l->lesson_id)
			jr__diary_absence_words(w->d, &w->d->absence[i], b);
	jr_buf_addc(b, '\0');
}

static int
lessons(struct writer *w)
{
	static const struct jr_col col[] = {
		{ "date", N_("Date"), JR_COL_DATE, true },
		{ "number", N_("Lesson"), JR_COL_INT, true },
		{ "begins", N_("Begins"), JR_COL_TEXT, false },
		{ "ends", N_("Ends"), JR_COL_TEXT, false },
		{ "subject", N_("Subject"), JR_COL_TEXT, false },
		{ "room", N_("Room"), JR_COL_TEXT, false },
		{ "topic", N_("Topic"), JR_COL_TEXT, false },
		{ "due", N_("Homework for today"), JR_COL_TEXT, false },
		{ "homework", N_("Homework set"), JR_COL_TEXT, false },
		{ "homework_due", N_("Due"), JR_COL_DATE, false },
		{ "marks", N_("Marks"), JR_COL_TEXT, false },
		{ "attendance", N_("Attendance"), JR_COL_TEXT, false },
		{ "substitute", N_("Substitute"), JR_COL_TEXT, false },
	};
	struct jr_buf title = JR_BUF_INIT, b = JR_BUF_INIT;
	struct jr_table *t;
	int rc;

	jr_buf_addf(&title, "%s: %s, %s, ", words(w, N_("Diary")), w->d->name, w->d->class);
	jr__diary_day(w->d, w->d->from, false, &title);
	jr_buf_adds(&title, "–");
	jr__diary_day(w->d, w->d->to, true, &title);
	t = begin(w, jr_buf_str(&title), col, 13);
	for (size_t i = 0; i < w->d->lessons; i++) {
		const struct jr__diary_lesson *l = &w->d->lesson[i];

		add_day(w, l->date, &b);
		jr_buf_addc(&b, '\0');
		jr_buf_addf(&b, "%lld", (long long)l->number);
		jr_buf_addc(&b, '\0');
		add(&b, l->begins);
		add(&b, l->ends);
		add(&b, l->subject);
		add(&b, l->room);
		add(&b, l->topic);
		add_due(w, l, &b);
		add_set(w, l, &b);
		add_marks(w, l, &b);
		add_absence(w, l, &b);
		jr__diary_substitution(w->d, l, &b);
		jr_buf_addc(&b, '\0');
		put(t, &b, 13);
	}
	rc = end(w, t, &b);
	jr_buf_release(&b);
	jr_buf_release(&title);
	return rc;
}

/* --- The rest --------------------------------------------------------------------------- */

static const struct jr__diary_lesson *
lesson_of(const struct jr__diary *d, int64_t lesson_id)
{
	for (size_t i = 0; i < d->lessons; i++)
		if (d->lesson[i].lesson_id == lesson_id)
			return &d->lesson[i];
	return NULL;
}

static int
works(struct writer *w)
{
	static const struct jr_col col[] = {
		{ "date", N_("Date"), JR_COL_DATE, true },
		{ "subject", N_("Subject"), JR_COL_TEXT, true },
		{ "mark", N_("Mark"), JR_COL_TEXT, false },
		{ "work", N_("Given for"), JR_COL_TEXT, false },
		{ "comment", N_("Comment"), JR_COL_TEXT, false },
	};
	struct jr_table *t = begin(w, words(w, N_("What the marks are for")), col, 5);
	struct jr_buf b = JR_BUF_INIT;
	int rc;

	for (size_t i = 0; i < w->d->marks; i++) {
		const struct jr__diary_mark *m = &w->d->mark[i];
		const struct jr__diary_lesson *l = lesson_of(w->d, m->lesson_id);

		if (l == NULL)
			continue;
		add_day(w, l->date, &b);
		jr_buf_addc(&b, '\0');
		add(&b, l->subject);
		add(&b, m->value);
		jr__diary_work_words(w->d, m, &b);
		jr_buf_addc(&b, '\0');
		add(&b, m->comment);
		put(t, &b, 5);
	}
	rc = end(w, t, &b);
	jr_buf_release(&b);
	return rc;
}

static int
owed(struct writer *w)
{
	static const struct jr_col col[] = {
		{ "subject", N_("Subject"), JR_COL_TEXT, true },
		{ "date", N_("Date"), JR_COL_DATE, false },
		{ "work", N_("Work"), JR_COL_TEXT, false },
		{ "title", N_("Title"), JR_COL_TEXT, false },
		{ "due", N_("Due"), JR_COL_DATE, false },
	};
	struct jr_table *t = begin(w, words(w, N_("Owed work")), col, 5);
	struct jr_buf b = JR_BUF_INIT;
	int rc;

	for (size_t i = 0; i < w->d->owes; i++) {
		const struct jr__diary_owed *o = &w->d->owed[i];

		add(&b, o->subject);
		add_day(w, o->date, &b);
		jr_buf_addc(&b, '\0');
		add(&b, o->type);
		add(&b, o->title);
		add_day(w, o->due, &b);
		jr_buf_addc(&b, '\0');
		put(t, &b, 5);
	}
	rc = end(w, t, &b);
	jr_buf_release(&b);
	return rc;
}

static int
subjects(struct writer *w)
{
	static const struct jr_col col[] = {
		{ "subject", N_("Subject"), JR_COL_TEXT, true },
		{ "marks", N_("Marks"), JR_COL_TEXT, false },
		{ "mean", N_("Weighted mean"), JR_COL_DECIMAL, false },
		{ "results", N_("Term marks"), JR_COL_TEXT, false },
	};
	struct jr_buf b = JR_BUF_INIT, title = JR_BUF_INIT;
	struct jr_table *t;
	int rc;

	jr_buf_addf(&title, "%s: %s", words(w, N_("Marks so far, and their weighted means")),
	    w->d->term);
	t = begin(w, jr_buf_str(&title), col, 4);
	for (size_t i = 0; i < w->d->subjects; i++) {
		const struct jr__diary_subject *s = &w->d->subject[i];

		add(&b, s->name);
		add(&b, jr_buf_str(&s->marks));
		add_mean(w, jr_mean_hundredths(&s->mean), &b);
		jr_buf_addc(&b, '\0');
		add(&b, jr_buf_str(&s->results));
		put(t, &b, 4);
	}
	rc = end(w, t, &b);
	jr_buf_release(&b);
	jr_buf_release(&title);
	return rc;
}

static int
sums(struct writer *w)
{
	static const struct jr_col col[] = {
		{ "held", N_("Lessons held"), JR_COL_INT, false },
		{ "missed", N_("Missed"), JR_COL_INT, false },
		{ "ill", N_("ill"), JR_COL_INT, false },
		{ "excused", N_("for a good reason"), JR_COL_INT, false },
		{ "unexcused", N_("without a good reason"), JR_COL_INT, false },
		{ "pending", N_("no reason given yet"), JR_COL_INT, false },
		{ "days", N_("whole days missed"), JR_COL_INT, false },
		{ "late", N_("times late"), JR_COL_INT, false },
	};
	const struct jr__diary_sums *s = &w->d->sums;
	const int64_t n[] = { s->held, s->ill + s->excused + s->unexcused + s->pending, s->ill,
	    s->excused, s->unexcused, s->pending, s->days, s->late };
	struct jr_buf b = JR_BUF_INIT, title = JR_BUF_INIT;
	struct jr_table *t;
	int rc;

	jr_buf_addf(&title, "%s: %s", words(w, N_("Attendance")), w->d->term);
	t = begin(w, jr_buf_str(&title), col, 8);
	for (size_t i = 0; i < 8; i++) {
		jr_buf_addf(&b, "%lld", (long long)n[i]);
		jr_buf_addc(&b, '\0');
	}
	put(t, &b, 8);
	rc = end(w, t, &b);
	jr_buf_release(&b);
	jr_buf_release(&title);
	return rc;
}

int
jr__diary_tables(struct jr__diary *d, FILE *out, const struct jr_table_opts *opts)
{
	struct writer w = { .d = d, .out = out, .opts = opts, .first = true,
	    .human = opts->format == JR_HTML };
	int rc;

	if ((rc = lessons(&w)) < 0 || opts->format == JR_CSV || opts->format == JR_TSV)
		return rc;
	if ((rc = works(&w)) < 0 || (d->owes > 0 && (rc = owed(&w)) < 0) ||
	    (rc = subjects(&w)) < 0 || (rc = sums(&w)) < 0)
		return rc;
	if (jr_table_page_end(out, opts) < 0)
		return jr__fail(d->j, JR_EIO, N_("the output could not be written"));
	return JR_OK;
}
