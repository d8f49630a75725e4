/* One heading of a grid: a date in any form that a school writes, or words. */
#include <stdio.h>
#include <string.h>

#include "grid_cell.h"
#include "grid_read.h"
#include "grid_words.h"

#define TEXT_MOST 40		/* of a date, with its weekday */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Up to two digits; false: none, or more. */
static bool
take_number(const char **p, int *out)
{
	const char *begin = *p;

	for (*out = 0; is_digit(**p) && *p - begin < 3; ++*p)
		*out = 10 * *out + **p - '0';
	return *p > begin && *p - begin <= 2;
}

/* Does the calendar have it? */
static bool
is_day(int year, int month, int day)
{
	int y, m, d;

	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	jr_day_split(jr_day_of(year, month, day), &y, &m, &d);
	return m == month && d == day;
}

/* A day of the school year by its month and its day in it. */
static bool
day_of_year(int year, int month, int day, jr_day *out)
{
	if (month < 9)
		year++;
	*out = 0;
	if (!is_day(year, month, day))
		return false;
	*out = jr_day_of(year, month, day);
	return true;
}

static void
take_day(int year, int month, int day, struct jr_grid_heading *h)
{
	h->is = day_of_year(year, month, day, &h->day) ? JR_HEAD_DATE : JR_HEAD_WRONG;
}

/* 5/11 is one date in Russia and another elsewhere. */
static void
take_slashed(int year, int a, int b, struct jr_grid_heading *h)
{
	jr_day day, other;
	bool is = day_of_year(year, b, a, &day), can = day_of_year(year, a, b, &other);

	h->is = is || can ? JR_HEAD_DATE : JR_HEAD_WRONG;
	h->day = is ? day : other;
	if (!is || !can || day == other)
		return;
	h->is = JR_HEAD_TWICE;
	h->other = other;
}

/* 05.11  5,11  5-11  5/11  05.ноя  5 ноября */
static bool
read_short(const char *s, int year, struct jr_grid_heading *h)
{
	const char *p = s;
	int day, month;
	char sign;

	if (!take_number(&p, &day) || *p == '\0' || strchr(".,/- ", *p) == NULL)
		return false;
	sign = *p++;
	if ((month = jr_grid_month(p, strlen(p))) != 0) {
		take_day(year, month, day, h);
		return true;
	}
	if (sign == ' ' || !take_number(&p, &month) || !(*p == '\0' || (*p == '.' && p[1] == '\0')))
		return false;
	if (sign == '/')
		take_slashed(year, day, month, h);
	else
		take_day(year, month, day, h);
	return true;
}

static bool
read_whole(const char *s, int year, struct jr_grid_heading *h)
{
	jr_day from = jr_day_of(year, 9, 1), to = jr_day_of(year + 1, 8, 31), other;

	if (jr_date_parse(s, &h->day) == JR_OK) {
		h->is = h->day >= from && h->day <= to ? JR_HEAD_DATE : JR_HEAD_WRONG;
		return true;
	}
	if (!jr_date_serial(s, &h->day, &other))
		return false;
	if (h->day < from || h->day > to)
		h->day = other;
	h->is = h->day >= from && h->day <= to ? JR_HEAD_DATE : JR_HEAD_WRONG;
	return true;
}

static bool
read_number(const char *s, struct jr_grid_heading *h)
{
	const char *p = s;

	if (!take_number(&p, &h->number) || *p != '\0' || h->number < 1 || h->number > 31)
		return false;
	h->is = JR_HEAD_DAY;
	return true;
}

/* Сентябрь  сен.  сентябрь 2026 г. */
static bool
read_month(const char *s, struct jr_grid_heading *h)
{
	size_t n = strcspn(s, " ");

	if ((h->number = jr_grid_month(s, n)) == 0)
		return false;
	s += n + strspn(s + n, " ");
	for (n = 0; is_digit(s[n]) && n < 4; n++)
		h->year = 10 * h->year + s[n] - '0';
	if (*s != '\0' && n != 4)
		return false;
	h->is = JR_HEAD_MONTH;
	return true;
}

/* A digit, a sign, a digit: it was meant to be a date. */
static bool
like_a_date(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n >= 1 && n <= 4 && s[n] != '\0' && strchr("./,-", s[n]) != NULL &&
	    is_digit(s[n + 1]);
}

/* Words but weekdays and times, with a blank between. */
static void
bare(const char *s, size_t n, char out[TEXT_MOST])
{
	const char *end = s + n, *word;
	size_t len = 0, own;

	for (; s < end; s = word + n) {
		for (word = s; word < end && (*word == ' ' || *word == '\n');)
			word++;
		for (n = 0; word + n < end && word[n] != ' ' && word[n] != '\n';)
			n++;
		own = n > 10 && word[10] == 'T' ? 10 : n;
		if (n == 0 || len + own + 2 > TEXT_MOST || memchr(word, ':', own) != NULL ||
		    (!is_digit(*word) && jr__grid_is_weekday(word, n)))
			continue;
		if (len > 0)
			out[len++] = ' ';
		memcpy(out + len, word, own);
		len += own;
	}
	out[len] = '\0';
}

void
jr_grid_heading_read(const char *s, size_t n, int year, struct jr_grid_heading *h)
{
	char text[TEXT_MOST];
	size_t digits;

	*h = (struct jr_grid_heading){ .is = n == 0 ? JR_HEAD_EMPTY : JR_HEAD_WORDS };
	if (n == 0 || n >= TEXT_MOST || memchr(s, '\0', n) != NULL)
		return;
	/* Without a digit it can be nothing but a month. */
	for (size_t i = digits = 0; i < n; i++)
		digits += is_digit(s[i]);
	if (digits == 0)
		snprintf(text, sizeof(text), "%.*s", (int)n, s);
	else
		bare(s, n, text);
	if (digits > 0 && (read_whole(text, year, h) || read_short(text, year, h) ||
	    read_number(text, h)))
		return;
	if (like_a_date(text))
		h->is = JR_HEAD_WRONG;
	else if (!read_month(text, h))
		*h = (struct jr_grid_heading){ .is = JR_HEAD_WORDS };
}
