/* Rows of a plan's table: topics, sections, sums. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "plan_table.h"

static bool
is_number(const char *s)
{
	return s[0] != '\0' && s[strspn(s, "0123456789")] == '\0';
}

/* The row that numbers the columns: 1, 2, 3, 4. */
static bool
numbers_columns(const struct plan_table *t, const char *const *cell)
{
	return is_number(cell[TOPIC]) && atoi(cell[TOPIC]) == t->at[TOPIC] + 1 &&
	    is_number(cell[HOURS]) && atoi(cell[HOURS]) == t->at[HOURS] + 1;
}

/* "5." is 5; "5-6" in as many hours is one topic, numbered by its first. */
static const char *
number_of(struct plan_table *t, const char *no, const char *hours)
{
	char *end;
	long first = strtol(no, &end, 10), last;
	int64_t n;

	if (!isdigit((unsigned char)no[0]))
		return no;
	jr_buf_clear(&t->no);
	jr_buf_addf(&t->no, "%ld", first);
	if (strcmp(end, ".") == 0)
		return jr_buf_str(&t->no);
	end += strspn(end, " ");
	end += strncmp(end, "–", 3) == 0 || strncmp(end, "—", 3) == 0 ? 3 : *end == '-';
	end += strspn(end, " ");
	last = is_number(end) ? strtol(end, NULL, 10) : 0;
	return last > first && jr_plan_hours(hours, &n) && n == 100 * (last - first + 1) ?
	    jr_buf_str(&t->no) : no;
}

static bool
is_dash(const char *s)
{
	return strcmp(s, "-") == 0 || strcmp(s, "–") == 0 || strcmp(s, "—") == 0;
}

static void
take_topic(struct plan_table *t, const struct jr_csv_row *row, const char *const *cell)
{
	const char *other[PLAN_NAMES] = { NULL };
	char no[24];

	plan_total_topic(&t->total, cell[HOURS]);
	other[NO] = number_of(t, cell[NO], cell[HOURS]);
	for (int k = TASK_TYPE; k <= HOMEWORK; k++)
		other[k] = is_dash(cell[k]) ? "" : NULL;
	snprintf(no, sizeof(no), "%d", ++t->numbered);
	plan_put_row(t, row, other, t->at[SECTION] >= 0 ? NULL : jr_buf_str(&t->section),
	    t->at[NO] >= 0 ? NULL : no);
}

/* A row that is no topic: a sum, or the section of what follows. */
static void
take_other(struct plan_table *t, const struct jr_csv_row *row, const char *const *cell)
{
	const char *words = cell[TOPIC];

	for (size_t i = 0; i < row->n && words[0] == '\0'; i++)
		words = row->field[i] + strspn(row->field[i], " ");
	if (words[0] == '\0')
		return;
	if (!plan_total_row(&t->total, row->line, words, cell[HOURS])) {
		plan_total_section(&t->total, row->line, cell[HOURS]);
		jr_buf_clear(&t->section);
		jr_buf_adds(&t->section, words);
	} else
		jr_buf_clear(&t->section);
}

void
plan_take_row(struct plan_table *t, const struct jr_csv_row *row)
{
	const char *cell[PLAN_NAMES];
	bool topic;

	for (int k = 0; k < PLAN_NAMES; k++) {
		int at = t->at[k];

		jr_buf_clear(&t->text[k]);
		if (at >= 0 && (size_t)at < row->n)
			jr_text_clean(&t->text[k], row->field[at], row->len[at]);
		cell[k] = jr_buf_str(&t->text[k]);
	}
	if (numbers_columns(t, cell))
		return;
	topic = t->at[NO] < 0 ? cell[HOURS][0] != '\0' : cell[NO][0] != '\0';
	if (topic && cell[TOPIC][0] == '\0' && !is_number(cell[NO]) &&
	    (!isdigit((unsigned char)cell[NO][0]) || cell[HOURS][0] == '\0'))
		topic = false;	/* merged cells, whose words stand in the first one */
	if (topic)
		take_topic(t, row, cell);
	else
		take_other(t, row, cell);
}
