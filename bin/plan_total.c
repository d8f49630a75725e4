/* Hours of a plan's table added up, against the sums that stand in it. */
#include <ctype.h>
#include <string.h>

#include "plan_verbs.h"

void
plan_total_begin(struct plan_total *t, struct cli *c, const char *name)
{
	*t = (struct plan_total){ .c = c, .name = name, .said = -1 };
}

void
plan_total_topic(struct plan_total *t, const char *hours)
{
	int64_t n;

	if (!jr_plan_hours(hours, &n))
		return;
	t->of_section += n;
	t->of_all += n;
}

/* "12", "1.5": for messages. */
struct hours {
	char	 text[24];
};

static struct hours
in_words(int64_t hundredths)
{
	struct hours h;

	if (hundredths % 100 == 0)
		snprintf(h.text, sizeof(h.text), "%lld", (long long)hundredths / 100);
	else
		snprintf(h.text, sizeof(h.text), "%lld.%02lld", (long long)hundredths / 100,
		    (long long)hundredths % 100);
	return h;
}

static void
compare(const struct plan_total *t, size_t line, int64_t said, int64_t is)
{
	if (said >= 0 && said != is)
		cli_warn(t->c, N_("%s:%zu: hours by this row: %s, by its topics: %s"), t->name, line,
		    in_words(said).text, in_words(is).text);
}

void
plan_total_section(struct plan_total *t, size_t line, const char *hours)
{
	compare(t, t->said_line, t->said, t->of_section);
	t->of_section = 0;
	t->said_line = line;
	if (!jr_plan_hours(hours, &t->said))
		t->said = -1;
}

/* The hours in a cell of their own, or the last number of the words; -1: none. */
static int64_t
hours_of(const char *words, const char *hours)
{
	const char *end = words + strlen(words), *begin;
	int64_t n;

	if (jr_plan_hours(hours, &n))
		return n;
	while (end > words && !isdigit((unsigned char)end[-1]))
		end--;
	for (begin = end; begin > words && (isdigit((unsigned char)begin[-1]) ||
	    begin[-1] == ',' || begin[-1] == '.'); begin--)
		;
	return begin < end && jr_plan_hours(begin, &n) ? n : -1;
}

static bool
begins_with(const char *key, const char *word)
{
	return strncmp(key, word, strlen(word)) == 0;
}

bool
plan_total_row(struct plan_total *t, size_t line, const char *words, const char *hours)
{
	struct jr_buf key = JR_BUF_INIT;
	int64_t said = hours_of(words, hours);
	bool sum = false, all = false;

	if (jr_text_match(&key, words, strlen(words)) == JR_OK) {
		all = begins_with(jr_buf_str(&key), "всего") ||
		    begins_with(jr_buf_str(&key), "total");
		sum = all || begins_with(jr_buf_str(&key), "итого");
	}
	jr_buf_release(&key);
	if (!sum)
		return false;
	all = all || t->of_section == 0 || said == t->of_all;
	compare(t, line, said, all ? t->of_all : t->of_section);
	plan_total_section(t, 0, "");
	return true;
}
