/* The readers of dates, weeks, years and moments (lib/base/date.h). */
#include <string.h>

#include "fuzz.h"

static void
date(const char *text)
{
	char again[JR_DATE_SIZE];
	jr_day d, back, from1900, from1904;
	int year, month, day;

	if (jr_date_parse(text, &d) < 0) {
		FUZZ_HOLDS(d == 0);
	} else {
		jr_date_format(d, again);
		FUZZ_HOLDS(jr_date_parse(again, &back) == JR_OK && back == d);
		jr_date_format_ru(d, again);
		FUZZ_HOLDS(jr_date_parse(again, &back) == JR_OK && back == d);
		jr_day_split(d, &year, &month, &day);
		FUZZ_HOLDS(jr_day_of(year, month, day) == d);
	}
	if (jr_date_serial(text, &from1900, &from1904))
		FUZZ_HOLDS(strlen(text) == 5 && from1904 - from1900 == 1462);
}

static void
week(const char *text)
{
	char again[JR_WEEK_SIZE];
	jr_day monday, back;

	if (jr_week_parse(text, &monday) < 0)
		return;
	FUZZ_HOLDS(jr_day_weekday(monday) == 1);
	jr_week_format(monday, again);
	FUZZ_HOLDS(jr_week_parse(again, &back) == JR_OK && back == monday);
}

static void
year(const char *text)
{
	char again[JR_YEAR_SIZE];
	int first, back;

	if (jr_year_parse(text, &first) < 0)
		return;
	jr_year_format(first, again);
	FUZZ_HOLDS(jr_year_parse(again, &back) == JR_OK && back == first);
}

static void
moment(const char *text)
{
	char again[JR_MOMENT_SIZE], third[JR_MOMENT_SIZE];
	int64_t t, back;

	if (jr_moment_parse(text, &t) < 0) {
		FUZZ_HOLDS(t == 0);
		return;
	}
	jr_moment_format(t, again);
	FUZZ_HOLDS(jr_moment_parse(again, &back) == JR_OK);
	jr_moment_format(back, third);
	FUZZ_HOLDS(strcmp(again, third) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static bool zone;
	char *text = malloc(n + 1);

	if (!zone)
		FUZZ_HOLDS(jr_zone_set("Europe/Saratov") == JR_OK);
	zone = true;
	FUZZ_HOLDS(text != NULL);
	memcpy(text, data, n);
	text[n] = '\0';
	date(text);
	week(text);
	year(text);
	moment(text);
	free(text);
	return 0;
}
