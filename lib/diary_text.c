/* The diary as a letter: 72 columns, for any mail program. */
#include <stdlib.h>
#include <string.h>

#include "diary_impl.h"

#define WIDTH ((size_t)JR__DIARY_WIDTH)
#define INDENT "    "
#define NAME_MOST 28		/* columns of a subject's name */

/* --- Setting words ----------------------------------------------------------------- */

static void
pad(struct jr_buf *b, size_t columns)
{
	while (columns-- > 0)
		jr_buf_addc(b, ' ');
}

static void
rule(struct jr_buf *b, char c)
{
	for (size_t i = 0; i < WIDTH; i++)
		jr_buf_addc(b, c);
	jr_buf_addc(b, '\n');
}

/* Bytes of s that fit into width columns, cut between words where that can be. */
static size_t
fit_words(const char *s, size_t width)
{
	size_t used, n = strcspn(s, "\n"), fits = jr_text_fit(s, n, width, &used), at;

	if (fits == n)
		return n;
	for (at = fits; at > 0 && s[at] != ' '; at--)
		;
	if (at > 0)
		return at;
	if (fits == 0)
		jr_text_fit(s, n, width + 2, &used);
	return fits > 0 ? fits : n;
}

/* A paragraph: its first line behind `first`, the others behind as much room as `rest`
 * has columns. */
static void
paragraph(struct jr_buf *b, const char *first, size_t rest, const char *text)
{
	size_t indent = jr_text_width(first, strlen(first)), n;

	jr_buf_adds(b, first);
	for (;;) {
		n = fit_words(text, WIDTH - indent);
		jr_buf_add(b, text, n);
		jr_buf_addc(b, '\n');
		text += n;
		text += strspn(text, " ");
		text += *text == '\n';
		if (*text == '\0')
			return;
		pad(b, rest);
		indent = rest;
	}
}

/* "Тема: …" below a lesson. */
static void
below(struct jr_buf *b, const char *label, const char *text)
{
	struct jr_buf whole = JR_BUF_INIT;

	jr_buf_addf(&whole, "%s%s%s", label, label[0] != '\0' ? ": " : "", text);
	paragraph(b, INDENT, strlen(INDENT) + 2, jr_buf_str(&whole));
	b->failed = b->failed || whole.failed;
	jr_buf_release(&whole);
}

static const char *words(struct jr__diary *, const char *msgid)
    __attribute__((format_arg(2)));

static const char *
words(struct jr__diary *d, const char *msgid)
{
	return jr_words(d->j, msgid);
}

/* --- The head ------------------------------------------------------------------------- */

static void
head(struct jr__diary *d, struct jr_buf *b)
{
	const char *school = jr_setting(d->j, "school.short_name", NULL);
	struct jr_buf line = JR_BUF_INIT, days = JR_BUF_INIT;
	size_t used;

	if (school != NULL)
		paragraph(b, "", 0, school);
	jr_buf_addf(&line, "%s: %s, %s", words(d, N_("Diary")), d->name, d->class);
	if (strcmp(d->from, d->to) != 0) {
		jr__diary_day(d, d->from, false, &days);
		jr_buf_adds(&days, "–");
	}
	jr__diary_day(d, d->to, true, &days);
	used = jr_text_width(jr_buf_str(&line), line.len) + jr_text_width(jr_buf_str(&days),
	    days.len);
	if (used + 2 <= WIDTH) {
		jr_buf_adds(b, jr_buf_str(&line));
		pad(b, WIDTH - used);
		jr_buf_addf(b, "%s\n", jr_buf_str(&days));
	} else {
		paragraph(b, "", 0, jr_buf_str(&line));
		paragraph(b, "", 0, jr_buf_str(&days));
	}
	jr_buf_clear(&line);
	if (d->homeroom[0] != '\0') {
		jr_buf_addf(&line, "%s: %s", words(d, N_("Homeroom teacher")), d->homeroom);
		paragraph(b, "", 0, jr_buf_str(&line));
	}
	rule(b, '=');
	b->failed = b->failed || line.failed || days.failed;
	jr_buf_release(&line);
	jr_buf_release(&days);
}

/* --- A lesson --------------------------------------------------------------------------- */

static void
add_marks(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	for (size_t i = 0; l->lesson_id != 0 && i < d->marks; i++)
		if (d->mark[i].lesson_id == l->lesson_id)
			jr_buf_addf(b, "%s%s", b->len > 0 ? " " : "", d->mark[i].value);
}

/* "1. 08:00–08:45  Алгебра, каб. 301                              5 4" */
static void
lesson_line(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	struct jr_buf what = JR_BUF_INIT, marks = JR_BUF_INIT;
	char first[48];
	size_t used, indent;

	snprintf(first, sizeof(first), "%2lld. ", (long long)l->number);
	if (l->begins[0] != '\0')
		snprintf(first, sizeof(first), "%2lld. %.5s–%.5s  ", (long long)l->number,
		    l->begins, l->ends);
	jr_buf_adds(&what, l->subject);
	if (l->room[0] >= '0' && l->room[0] <= '9') {
		jr_buf_adds(&what, ", ");
		jr_buf_addf(&what, words(d, N_("room %s")), l->room);
	} else if (l->room[0] != '\0')
		jr_buf_addf(&what, ", %s", l->room);
	add_marks(d, l, &marks);
	indent = jr_text_width(first, strlen(first));
	used = indent + jr_text_width(jr_buf_str(&what), what.len);
	if (marks.len == 0 || used + 2 + marks.len > WIDTH) {
		paragraph(b, first, indent, jr_buf_str(&what));
		used = 0;
	} else
		jr_buf_addf(b, "%s%s", first, jr_buf_str(&what));
	if (marks.len > 0) {
		size_t wide = jr_text_width(jr_buf_str(&marks), marks.len);

		pad(b, used + wide < WIDTH ? WIDTH - used - wide : 0);
		jr_buf_addf(b, "%s\n", jr_buf_str(&marks));
	}
	b->failed = b->failed || what.failed || marks.failed;
	jr_buf_release(&what);
	jr_buf_release(&marks);
}

static void
substitution_line(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	struct jr_buf text = JR_BUF_INIT;

	jr__diary_substitution(d, l, &text);
	if (text.len > 0)
		below(b, l->teacher[0] != '\0' ? words(d, N_("Substitute")) : "",
		    jr_buf_str(&text));
	b->failed = b->failed || text.failed;
	jr_buf_release(&text);
}

static void
due_lines(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	for (size_t i = 0; i < d->homeworks; i++) {
		struct jr__diary_homework *h = &d->homework[i];

		if (h->shown || h->nothing || h->course_id != l->course_id ||
		    strcmp(h->due, l->date) != 0)
			continue;
		below(b, words(d, N_("Homework for today")), h->text);
		h->shown = true;
	}
}

static void
set_lines(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	struct jr_buf label = JR_BUF_INIT, day = JR_BUF_INIT;

	for (size_t i = 0; l->lesson_id != 0 && i < d->homeworks; i++) {
		const struct jr__diary_homework *h = &d->homework[i];

		if (h->lesson_id != l->lesson_id)
			continue;
		jr_buf_clear(&label);
		jr_buf_clear(&day);
		jr__diary_day(d, h->due, false, &day);
		if (h->due[0] != '\0' && !h->nothing)
			/* TRANSLATORS: %s is a day, 09-09; the text follows a colon. */
			jr_buf_addf(&label, words(d, N_("Homework set for %s")), jr_buf_str(&day));
		else
			jr_buf_adds(&label, words(d, N_("Homework set")));
		if (h->minutes > 0) {
			jr_buf_adds(&label, " (");
			jr_buf_addf(&label, words(d, N_("%d min")), (int)h->minutes);
			jr_buf_adds(&label, ")");
		}
		below(b, jr_buf_str(&label), h->text);
	}
	b->failed = b->failed || label.failed || day.failed;
	jr_buf_release(&label);
	jr_buf_release(&day);
}

static void
mark_lines(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	struct jr_buf text = JR_BUF_INIT;

	for (size_t i = 0; l->lesson_id != 0 && i < d->marks; i++) {
		const struct jr__diary_mark *m = &d->mark[i];

		if (m->lesson_id != l->lesson_id)
			continue;
		jr_buf_clear(&text);
		jr_buf_addf(&text, "%s – ", m->value);
		jr__diary_work_words(d, m, &text);
		if (m->comment[0] != '\0')
			jr_buf_addf(&text, ". %s", m->comment);
		below(b, "", jr_buf_str(&text));
	}
	b->failed = b->failed || text.failed;
	jr_buf_release(&text);
}

static void
absence_lines(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	struct jr_buf text = JR_BUF_INIT;

	for (size_t i = 0; l->lesson_id != 0 && i < d->absences; i++)
		if (d->absence[i].lesson_id == l->lesson_id) {
			jr_buf_clear(&text);
			jr__diary_absence_words(d, &d->absence[i], &text);
			below(b, words(d, N_("Attendance")), jr_buf_str(&text));
		}
	b->failed = b->failed || text.failed;
	jr_buf_release(&text);
}

static void
lesson(struct jr__diary *d, const struct jr__diary_lesson *l, struct jr_buf *b)
{
	lesson_line(d, l, b);
	substitution_line(d, l, b);
	absence_lines(d, l, b);
	if (l->topic[0] != '\0')
		below(b, words(d, N_("Topic")), l->topic);
	mark_lines(d, l, b);
	due_lines(d, l, b);
	set_lines(d, l, b);
}

/* --- A day ---------------------------------------------------------------------------------- */

static void
day_heading(struct jr__diary *d, jr_day day, struct jr_buf *b)
{
	static const char *const weekdays[] = {
		N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
		N_("Saturday"), N_("Sunday")
	};
	/* TRANSLATORS: after a weekday and a comma: "Monday, 7 September". */
	static const char *const months[] = {
		N_("%d January"), N_("%d February"), N_("%d March"), N_("%d April"), N_("%d May"),
		N_("%d June"), N_("%d July"), N_("%d August"), N_("%d September"),
		N_("%d October"), N_("%d November"), N_("%d December")
	};
	const char *form, *number;
	int year, month, of_month;

	jr_buf_addc(b, '\n');
	jr_day_split(day, &year, &month, &of_month);
	jr_buf_addf(b, "%s, ", words(d, weekdays[jr_day_weekday(day) - 1]));
	form = words(d, months[month - 1]);
	if ((number = strstr(form, "%d")) == NULL)
		jr_buf_adds(b, form);
	else
		jr_buf_addf(b, "%.*s%d%s", (int)(number - form), form, of_month, number + 2);
	jr_buf_addc(b, '\n');
	rule(b, '-');
}

/* What is due on a day without a lesson of its course. */
static void
due_on(struct jr__diary_homework *h, struct jr_buf *b)
{
	struct jr_buf text = JR_BUF_INIT;

	h->shown = true;
	jr_buf_addf(&text, "%s: %s", h->subject, h->text);
	below(b, "", jr_buf_str(&text));
	b->failed = b->failed || text.failed;
	jr_buf_release(&text);
}

static bool
is_left(const struct jr__diary_homework *h, const char *date)
{
	return !h->shown && !h->nothing && strcmp(h->due, date) == 0;
}

static void
other_due(struct jr__diary *d, const char *date, struct jr_buf *b)
{
	bool first = true;

	for (size_t i = 0; i < d->homeworks; i++) {
		if (!is_left(&d->homework[i], date))
			continue;
		if (first)
			jr_buf_addf(b, "%s\n", words(d, N_("Also due today:")));
		first = false;
		due_on(&d->homework[i], b);
	}
}

static bool
has_anything(const struct jr__diary *d, const char *date)
{
	for (size_t i = 0; i < d->lessons; i++)
		if (strcmp(d->lesson[i].date, date) == 0)
			return true;
	for (size_t i = 0; i < d->homeworks; i++)
		if (is_left(&d->homework[i], date))
			return true;
	return false;
}

static void
days(struct jr__diary *d, struct jr_buf *b)
{
	char date[JR_DATE_SIZE];
	jr_day day, last;
	bool any = false;

	if (jr_date_parse(d->from, &day) < 0 || jr_date_parse(d->to, &last) < 0)
		return;
	for (; day <= last; day++) {
		jr_date_format(day, date);
		if (!has_anything(d, date))
			continue;
		any = true;
		day_heading(d, day, b);
		for (size_t i = 0; i < d->lessons; i++)
			if (strcmp(d->lesson[i].date, date) == 0)
				lesson(d, &d->lesson[i], b);
		other_due(d, date, b);
	}
	if (!any)
		jr_buf_addf(b, "\n%s\n", words(d, N_("There are no lessons on these days.")));
}

/* --- After the days -------------------------------------------------------------------------- */

static void
heading(struct jr__diary *d, const char *msgid, struct jr_buf *b)
{
	jr_buf_addf(b, "\n%s", words(d, msgid));
	if (d->term[0] != '\0' && strcmp(msgid, "Owed work") != 0)
		jr_buf_addf(b, ": %s", d->term);
	jr_buf_addc(b, '\n');
	rule(b, '-');
}

static void
owed(struct jr__diary *d, struct jr_buf *b)
{
	struct jr_buf text = JR_BUF_INIT;

	if (d->owes > 0)
		heading(d, N_("Owed work"), b);
	for (size_t i = 0; i < d->owes; i++) {
		const struct jr__diary_owed *o = &d->owed[i];

		jr_buf_clear(&text);
		jr_buf_addf(&text, "%s, ", o->subject);
		jr__diary_day(d, o->date, false, &text);
		jr_buf_addf(&text, ": %s", o->type);
		if (o->title[0] != '\0')
			jr_buf_addf(&text, jr__diary_is_ru(d) ? " «%s»" : " “%s”", o->title);
		if (o->due[0] != '\0') {
			/* TRANSLATORS: a date follows. */
			jr_buf_addf(&text, ", %s ", words(d, N_("hand in by")));
			jr__diary_day(d, o->due, false, &text);
		}
		paragraph(b, "  ", 4, jr_buf_str(&text));
	}
	b->failed = b->failed || text.failed;
	jr_buf_release(&text);
}

static size_t
name_width(const struct jr__diary *d)
{
	size_t most = 8, w;

	for (size_t i = 0; i < d->subjects; i++) {
		w = jr_text_width(d->subject[i].name, strlen(d->subject[i].name));
		if (w > most && w <= NAME_MOST)
			most = w;
	}
	return most;
}

/* Name, marks over as many lines as they need, the mean at the right of the first. */
static void
subject_lines(struct jr__diary *d, const struct jr__diary_subject *s, size_t name,
    struct jr_buf *b)
{
	const char *marks = s->marks.len > 0 ? jr_buf_str(&s->marks) : "–";
	size_t w = jr_text_width(s->name, strlen(s->name)), room = WIDTH - 2 - name - 2 - 7, n;
	struct jr_buf mean = JR_BUF_INIT;

	jr_buf_addf(b, "  %s", s->name);
	if (w > name) {
		jr_buf_addc(b, '\n');
		pad(b, name + 2);
	} else
		pad(b, name - w);
	if (jr_mean_hundredths(&s->mean) >= 0)
		jr__diary_hundredths(d, jr_mean_hundredths(&s->mean), &mean);
	for (bool first = true; *marks != '\0'; first = false) {
		if (!first)
			pad(b, name + 2);
		n = fit_words(marks, room);
		jr_buf_adds(b, "  ");
		jr_buf_add(b, marks, n);
		if (first && mean.len > 0) {
			pad(b, room - jr_text_width(marks, n) + 7 - mean.len);
			jr_buf_adds(b, jr_buf_str(&mean));
		}
		jr_buf_addc(b, '\n');
		marks += n;
		marks += strspn(marks, " ");
	}
	if (s->results.len > 0) {
		jr_buf_clear(&mean);
		pad(&mean, name + 4);
		paragraph(b, jr_buf_str(&mean), name + 6, jr_buf_str(&s->results));
	}
	b->failed = b->failed || mean.failed;
	jr_buf_release(&mean);
}

static void
marks(struct jr__diary *d, struct jr_buf *b)
{
	size_t name = name_width(d);

	if (d->subjects == 0)
		return;
	heading(d, N_("Marks so far, and their weighted means"), b);
	for (size_t i = 0; i < d->subjects; i++)
		subject_lines(d, &d->subject[i], name, b);
}

static void
add_sum(struct jr__diary *d, const char *msgid, int64_t n, struct jr_buf *b)
{
	if (n > 0)
		jr_buf_addf(b, "%s%s %lld", b->len > 0 ? ", " : "", words(d, msgid), (long long)n);
}

static void
sums(struct jr__diary *d, struct jr_buf *b)
{
	const struct jr__diary_sums *s = &d->sums;
	int64_t missed = s->ill + s->excused + s->unexcused + s->pending;
	struct jr_buf parts = JR_BUF_INIT, text = JR_BUF_INIT;

	if (d->term[0] == '\0')
		return;
	heading(d, N_("Attendance"), b);
	add_sum(d, N_("ill"), s->ill, &parts);
	add_sum(d, N_("for a good reason"), s->excused, &parts);
	add_sum(d, N_("without a good reason"), s->unexcused, &parts);
	add_sum(d, N_("no reason given yet"), s->pending, &parts);
	jr_buf_addf(&text, words(d, N_("Lessons held %d, missed %d")), (int)s->held,
	    (int)missed);
	if (parts.len > 0)
		jr_buf_addf(&text, " (%s)", jr_buf_str(&parts));
	add_sum(d, N_("whole days missed"), s->days, &text);
	add_sum(d, N_("times late"), s->late, &text);
	jr_buf_addc(&text, '.');
	paragraph(b, "  ", 2, jr_buf_str(&text));
	b->failed = b->failed || parts.failed || text.failed;
	jr_buf_release(&parts);
	jr_buf_release(&text);
}

int
jr__diary_text(struct jr__diary *d, FILE *out)
{
	struct jr_buf b = JR_BUF_INIT;
	int rc = JR_OK;

	head(d, &b);
	days(d, &b);
	owed(d, &b);
	marks(d, &b);
	sums(d, &b);
	if (b.failed)
		rc = jr__nomem(d->j);
	else if (fwrite(b.data, 1, b.len, out) != b.len || fflush(out) != 0)
		rc = jr__fail(d->j, JR_EIO, N_("the output could not be written"));
	jr_buf_release(&b);
	return rc;
}
