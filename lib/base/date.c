/*
 * The calendar is counted in years that begin on 1 March, so that a leap day
 * is a year's last, and in eras of 400 such years, which are all equally long.
 */
#include "base/date.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define ERA_DAYS 146097
#define EPOCH 719468 /* 1970-01-01 counted from 0000-03-01 */
#define DAY_SECONDS 86400
#define SERIAL_1900 25569 /* what Excel calls 1970-01-01 */
#define SERIAL_1904 24107
#define ZONES "/usr/share/zoneinfo/"

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

jr_day
jr_day_of(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - (int64_t)1;
	int64_t era = floor_div(y, 400);
	int64_t in_era = y - era * 400;
	int from_march = month > 2 ? month - 3 : month + 9;

	return (jr_day)(era * ERA_DAYS - EPOCH + in_era * 365 + in_era / 4 -
	    in_era / 100 + (153 * from_march + 2) / 5 + day - 1);
}

void
jr_day_split(jr_day d, int *year, int *month, int *day)
{
	int64_t n = (int64_t)d + EPOCH;
	int64_t era = floor_div(n, ERA_DAYS);
	int in_era = (int)(n - era * ERA_DAYS);
	int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (y * 365 + y / 4 - y / 100);
	int from_march = (5 * in_year + 2) / 153;

	*day = in_year - (153 * from_march + 2) / 5 + 1;
	*month = from_march < 10 ? from_march + 3 : from_march - 9;
	*year = (int)(era * 400) + y + (*month < 3);
}

int
jr_day_weekday(jr_day d)
{
	int n = (int)(((int64_t)d + 3) % 7);

	return n < 0 ? n + 8 : n + 1;
}

static int
month_days(int year, int month)
{
	static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30,
		31, 30, 31 };

	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

/* The number that *s begins with, of min to max digits; -1: there is none. */
static int
number(const char **s, int min, int max)
{
	int n, value = 0;

	for (n = 0; n < max && **s >= '0' && **s <= '9'; n++)
		value = value * 10 + (*(*s)++ - '0');
	return n < min ? -1 : value;
}

static bool
skip(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static int
check_day(int year, int month, int day, jr_day *out)
{
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 ||
	    day < 1 || day > month_days(year, month))
		return JR_EINVAL;
	*out = jr_day_of(year, month, day);
	return JR_OK;
}

static int
parse_iso(const char **s, jr_day *out)
{
	int year, month, day;

	if ((year = number(s, 4, 4)) < 0 || !skip(s, '-') ||
	    (month = number(s, 2, 2)) < 0 || !skip(s, '-') ||
	    (day = number(s, 2, 2)) < 0)
		return JR_EINVAL;
	return check_day(year, month, day, out);
}

static int
parse_dotted(const char **s, jr_day *out)
{
	const char *digits;
	int year, month, day;

	if ((day = number(s, 1, 2)) < 0 || !skip(s, '.') ||
	    (month = number(s, 1, 2)) < 0 || !skip(s, '.'))
		return JR_EINVAL;
	digits = *s;
	year = number(s, 2, 4);
	if (*s - digits == 2)
		year += year < 80 ? 2000 : 1900;
	else if (*s - digits != 4)
		return JR_EINVAL;
	return check_day(year, month, day, out);
}

int
jr_date_parse(const char *s, jr_day *out)
{
	jr_day d = 0;
	int rc;

	*out = 0;
	if (s[0] != '\0' && (s[1] == '.' || (s[1] != '\0' && s[2] == '.')))
		rc = parse_dotted(&s, &d);
	else
		rc = parse_iso(&s, &d);
	if (rc < 0 || *s != '\0')
		return JR_EINVAL;
	*out = d;
	return JR_OK;
}

bool
jr_date_serial(const char *s, jr_day *from1900, jr_day *from1904)
{
	int n;

	*from1900 = *from1904 = 0;
	if (*s == '0' || (n = number(&s, 5, 5)) < 0 || *s != '\0')
		return false;
	*from1900 = n - SERIAL_1900;
	*from1904 = n - SERIAL_1904;
	return true;
}

/* The last n decimal digits of value, and what stands behind them. */
static char *
digits(char *out, int value, int n)
{
	unsigned v = (unsigned)value;
	int i;

	for (i = n - 1; i >= 0; i--) {
		out[i] = (char)('0' + v % 10);
		v /= 10;
	}
	return out + n;
}

void
jr_date_format(jr_day d, char out[JR_DATE_SIZE])
{
	int year, month, day;

	jr_day_split(d, &year, &month, &day);
	out = digits(out, year, 4);
	*out++ = '-';
	out = digits(out, month, 2);
	*out++ = '-';
	out = digits(out, day, 2);
	*out = '\0';
}

void
jr_date_format_ru(jr_day d, char out[JR_DATE_SIZE])
{
	int year, month, day;

	jr_day_split(d, &year, &month, &day);
	out = digits(out, day, 2);
	*out++ = '.';
	out = digits(out, month, 2);
	*out++ = '.';
	out = digits(out, year, 4);
	*out = '\0';
}

/* An ISO week belongs to the year of its Thursday. */
static int
week_of(jr_day any, int *year)
{
	jr_day thursday = any - jr_day_weekday(any) + 4;
	int month, day;

	jr_day_split(thursday, year, &month, &day);
	return (thursday - jr_day_of(*year, 1, 1)) / 7 + 1;
}

int
jr_week_parse(const char *s, jr_day *monday)
{
	int year, week, year_back;
	jr_day d;

	*monday = 0;
	if ((year = number(&s, 4, 4)) < YEAR_MIN || year > YEAR_MAX ||
	    !skip(&s, '-') || !(skip(&s, 'W') || skip(&s, 'w')) ||
	    (week = number(&s, 2, 2)) < 1 || *s != '\0')
		return JR_EINVAL;
	d = jr_day_of(year, 1, 4);
	d += 1 - jr_day_weekday(d) + 7 * (week - 1);
	if (week_of(d, &year_back) != week || year_back != year)
		return JR_EINVAL;
	*monday = d;
	return JR_OK;
}

void
jr_week_format(jr_day any, char out[JR_WEEK_SIZE])
{
	int year, week;

	week = week_of(any, &year);
	out = digits(out, year, 4);
	*out++ = '-';
	*out++ = 'W';
	out = digits(out, week, 2);
	*out = '\0';
}

int
jr_year_parse(const char *s, int *first)
{
	const char *behind;
	int year, next;

	*first = 0;
	if ((year = number(&s, 4, 4)) < YEAR_MIN || year >= YEAR_MAX ||
	    !(skip(&s, '/') || skip(&s, '-')))
		return JR_EINVAL;
	behind = s;
	next = number(&s, 2, 4);
	if (*s != '\0' ||
	    !((s - behind == 2 && next == (year + 1) % 100) ||
		(s - behind == 4 && next == year + 1)))
		return JR_EINVAL;
	*first = year;
	return JR_OK;
}

int
jr_year_of(jr_day d)
{
	int year, month, day;

	jr_day_split(d, &year, &month, &day);
	return month >= 9 ? year : year - 1;
}

void
jr_year_format(int first, char out[JR_YEAR_SIZE])
{
	out = digits(out, first, 4);
	*out++ = '/';
	out = digits(out, first + 1, 2);
	*out = '\0';
}

/* A compiled zone begins with "TZif"; the folder has other files too. */
static bool
is_zone_file(const char *path)
{
	char magic[4];
	FILE *f;
	bool ok;

	if ((f = fopen(path, "rbe")) == NULL)
		return false;
	ok = fread(magic, sizeof(magic), 1, f) == 1 &&
	    memcmp(magic, "TZif", sizeof(magic)) == 0;
	fclose(f);
	return ok;
}

int
jr_zone_set(const char *name)
{
	char path[128];
	int n;

	if (*name == '/' || strstr(name, "..") != NULL)
		return JR_EINVAL;
	n = snprintf(path, sizeof(path), ZONES "%s", name);
	errno = 0;
	if (n < 0 || (size_t)n >= sizeof(path) || !is_zone_file(path))
		return errno == ENOMEM ? JR_ENOMEM : JR_EINVAL;
	if (setenv("TZ", path, 1) != 0)
		return JR_ENOMEM;
	tzset();
	/* Of a file that it could not read, tzset() makes UTC without a name. */
	return tzname[0][0] != '\0' ? JR_OK : JR_ENOMEM;
}

/* Seconds that local time is ahead of UTC; 0 outside the years of struct tm. */
static long
offset_at(int64_t moment)
{
	time_t t = (time_t)moment;
	struct tm tm;

	return localtime_r(&t, &tm) != NULL ? tm.tm_gmtoff : 0;
}

int64_t
jr_moment(jr_day d, int hour, int minute, int second)
{
	int64_t wall = (int64_t)d * DAY_SECONDS + hour * 3600 + minute * 60 + second;
	long before = offset_at(wall - DAY_SECONDS);
	long after = offset_at(wall + DAY_SECONDS);

	if (before == after || offset_at(wall - before) == before)
		return wall - before;
	if (offset_at(wall - after) == after)
		return wall - after;
	return wall - before;
}

/* The day and the second of it on the local clock. */
static jr_day
local(int64_t moment, int *second)
{
	int64_t wall = moment + offset_at(moment);

	*second = (int)(wall % DAY_SECONDS);
	if (*second < 0)
		*second += DAY_SECONDS;
	return (jr_day)floor_div(wall, DAY_SECONDS);
}

jr_day
jr_moment_day(int64_t moment)
{
	int second;

	return local(moment, &second);
}

void
jr_moment_format(int64_t moment, char out[JR_MOMENT_SIZE])
{
	int second;

	jr_date_format(local(moment, &second), out);
	out += JR_DATE_SIZE - 1;
	*out++ = 'T';
	out = digits(out, second / 3600, 2);
	*out++ = ':';
	out = digits(out, second / 60 % 60, 2);
	*out++ = ':';
	out = digits(out, second % 60, 2);
	*out = '\0';
}

static int
parse_time(const char *s, int *hour, int *minute, int *second)
{
	*second = 0;
	if ((*hour = number(&s, 2, 2)) < 0 || *hour > 23 || !skip(&s, ':') ||
	    (*minute = number(&s, 2, 2)) < 0 || *minute > 59)
		return JR_EINVAL;
	if (*s == '\0')
		return JR_OK;
	if (!skip(&s, ':') || (*second = number(&s, 2, 2)) < 0 ||
	    *second > 59 || *s != '\0')
		return JR_EINVAL;
	return JR_OK;
}

int
jr_moment_parse(const char *s, int64_t *out)
{
	int hour, minute, second;
	jr_day d;

	*out = 0;
	if (parse_iso(&s, &d) < 0 || !(skip(&s, 'T') || skip(&s, ' ')) ||
	    parse_time(s, &hour, &minute, &second) < 0)
		return JR_EINVAL;
	*out = jr_moment(d, hour, minute, second);
	return JR_OK;
}
