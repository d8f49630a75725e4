#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/date.h"

static void
check_date(const char *in, const char *iso)
{
	char out[JR_DATE_SIZE];
	jr_day d;

	if (jr_date_parse(in, &d) != JR_OK)
		fail_msg("'%s' was refused", in);
	jr_date_format(d, out);
	assert_string_equal(out, iso);
}

static void
refuse_date(const char *in)
{
	jr_day d = 7;

	if (jr_date_parse(in, &d) != JR_EINVAL)
		fail_msg("'%s' was taken", in);
	assert_int_equal(d, 0);
}

static void
days_count_from_1970(void **state)
{
	(void)state;
	assert_int_equal(jr_day_of(1970, 1, 1), 0);
	assert_int_equal(jr_day_of(1969, 12, 31), -1);
	assert_int_equal(jr_day_of(2000, 2, 29), 11016);
	assert_int_equal(jr_day_of(2026, 9, 1), 20697);
}

static void
every_day_of_six_centuries_agrees_with_the_c_library(void **state)
{
	char week[JR_WEEK_SIZE], date[JR_DATE_SIZE], want[16];
	int year, month, day;
	struct tm tm;
	time_t t;
	jr_day d;

	(void)state;
	for (d = jr_day_of(1700, 1, 1); d < jr_day_of(2300, 1, 1); d++) {
		t = (time_t)d * 86400;
		assert_non_null(gmtime_r(&t, &tm));
		jr_day_split(d, &year, &month, &day);
		assert_int_equal(year, tm.tm_year + 1900);
		assert_int_equal(month, tm.tm_mon + 1);
		assert_int_equal(day, tm.tm_mday);
		assert_int_equal(jr_day_of(year, month, day), d);
		assert_int_equal(jr_day_weekday(d) % 7, tm.tm_wday);
		strftime(want, sizeof(want), "%G-W%V", &tm);
		jr_week_format(d, week);
		assert_string_equal(week, want);
		strftime(want, sizeof(want), "%Y-%m-%d", &tm);
		jr_date_format(d, date);
		assert_string_equal(date, want);
	}
}

static void
a_day_far_away_is_split_and_put_together_again(void **state)
{
	static const jr_day far[] = { INT32_MIN, -719469, -719468, -719467,
		INT32_MAX };
	char out[JR_DATE_SIZE];
	int year, month, day;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
		jr_day_split(far[i], &year, &month, &day);
		assert_int_equal(jr_day_of(year, month, day), far[i]);
		assert_in_range(jr_day_weekday(far[i]), 1, 7);
		jr_date_format(far[i], out);
		assert_int_equal(strlen(out), JR_DATE_SIZE - 1);
	}
}

static void
dates_are_read_as_schools_write_them(void **state)
{
	(void)state;
	check_date("2026-11-05", "2026-11-05");
	check_date("05.11.2026", "2026-11-05");
	check_date("5.11.2026", "2026-11-05");
	check_date("5.1.2026", "2026-01-05");
	check_date("05.11.26", "2026-11-05");
	check_date("1.9.00", "2000-09-01");
	check_date("31.12.79", "2079-12-31");
	check_date("1.1.80", "1980-01-01");
	check_date("31.12.99", "1999-12-31");
	check_date("1900-01-01", "1900-01-01");
	check_date("2199-12-31", "2199-12-31");
}

static void
the_29th_of_february_is_there_in_leap_years_only(void **state)
{
	(void)state;
	check_date("2028-02-29", "2028-02-29");
	check_date("29.02.2000", "2000-02-29");
	refuse_date("2026-02-29");
	refuse_date("29.02.1900");
	refuse_date("29.2.2100");
}

static void
what_is_no_date_is_refused(void **state)
{
	static const char *const bad[] = { "", "1", "12", "2026", "2026-11",
		"2026-11-", "2026-11-5", "2026-1-05", "26-11-05", "2026-11-051",
		"2026-11-05 ", " 2026-11-05", "2026-11-05T12:00", "2026/11/05",
		"2026.11.05", "05-11-2026", "5/11/2026", "5.11", "5.11.", ".11.2026",
		"5..2026", "5.11.6", "5.11.026", "5.11.20266", "5.11.2026 г.",
		"005.11.2026", "5.011.2026", "-5.11.2026", "+5.11.2026", "#N/A",
		"32.01.2026", "31.04.2026", "0.1.2026", "1.0.2026", "1.13.2026",
		"2026-00-10", "2026-13-10", "2026-10-00", "2026-10-32",
		"1899-12-31", "2200-01-01", "0000-01-01", "٢٠٢٦-11-05" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		refuse_date(bad[i]);
}

static void
a_russian_date_has_two_digits_and_points(void **state)
{
	char out[JR_DATE_SIZE];

	(void)state;
	jr_date_format_ru(jr_day_of(2026, 9, 1), out);
	assert_string_equal(out, "01.09.2026");
	jr_date_format_ru(jr_day_of(1999, 12, 31), out);
	assert_string_equal(out, "31.12.1999");
}

static void
an_excel_serial_gives_both_readings(void **state)
{
	jr_day from1900, from1904;

	(void)state;
	assert_true(jr_date_serial("46271", &from1900, &from1904));
	assert_int_equal(from1900, jr_day_of(2026, 9, 6));
	assert_int_equal(from1904, jr_day_of(2030, 9, 7));
	assert_true(jr_date_serial("10000", &from1900, &from1904));
	assert_int_equal(from1900, jr_day_of(1927, 5, 18));
}

static void
only_five_digits_are_an_excel_serial(void **state)
{
	static const char *const bad[] = { "", "4627", "462711", "04627",
		"46271.5", "46271 ", "-4627", "4627x" };
	jr_day from1900, from1904;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		from1900 = from1904 = 7;
		assert_false(jr_date_serial(bad[i], &from1900, &from1904));
		assert_int_equal(from1900, 0);
		assert_int_equal(from1904, 0);
	}
}

static void
a_week_is_read_as_its_monday(void **state)
{
	jr_day d;

	(void)state;
	assert_int_equal(jr_week_parse("2026-W37", &d), JR_OK);
	assert_int_equal(d, jr_day_of(2026, 9, 7));
	assert_int_equal(jr_week_parse("2026-w37", &d), JR_OK);
	assert_int_equal(d, jr_day_of(2026, 9, 7));
	assert_int_equal(jr_week_parse("2026-W01", &d), JR_OK);
	assert_int_equal(d, jr_day_of(2025, 12, 29));
	assert_int_equal(jr_week_parse("2026-W53", &d), JR_OK);
	assert_int_equal(d, jr_day_of(2026, 12, 28));
}

static void
a_week_that_the_year_does_not_have_is_refused(void **state)
{
	static const char *const bad[] = { "2025-W53", "2026-W54", "2026-W00",
		"2026-W7", "2026-W371", "2026W37", "2026-37", "26-W37", "W37",
		"", "2026-W", "2026-W37 ", "last", "1899-W10", "2200-W10" };
	jr_day d;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		d = 7;
		if (jr_week_parse(bad[i], &d) != JR_EINVAL)
			fail_msg("'%s' was taken", bad[i]);
		assert_int_equal(d, 0);
	}
}

static void
every_week_comes_back_as_its_monday(void **state)
{
	char week[JR_WEEK_SIZE];
	jr_day d, monday;

	(void)state;
	for (d = jr_day_of(1901, 1, 1); d < jr_day_of(2199, 1, 1); d++) {
		jr_week_format(d, week);
		assert_int_equal(jr_week_parse(week, &monday), JR_OK);
		assert_int_equal(monday, d - jr_day_weekday(d) + 1);
	}
}

static void
a_school_year_is_read_in_each_of_its_forms(void **state)
{
	static const char *const good[] = { "2026/27", "2026-27", "2026/2027",
		"2026-2027" };
	size_t i;
	int first;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(jr_year_parse(good[i], &first), JR_OK);
		assert_int_equal(first, 2026);
	}
	assert_int_equal(jr_year_parse("2099/00", &first), JR_OK);
	assert_int_equal(first, 2099);
}

static void
years_that_do_not_follow_each_other_are_refused(void **state)
{
	static const char *const bad[] = { "", "2026", "2026/", "2026/28",
		"2026/26", "2026/2028", "2026/027", "2026/7", "26/27", "2026 27",
		"2026/27 ", "2026/20277", "2026.27", "1899/00", "2199/00" };
	size_t i;
	int first;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		first = 7;
		if (jr_year_parse(bad[i], &first) != JR_EINVAL)
			fail_msg("'%s' was taken", bad[i]);
		assert_int_equal(first, 0);
	}
}

static void
a_school_year_runs_from_september_to_august(void **state)
{
	char out[JR_YEAR_SIZE];

	(void)state;
	assert_int_equal(jr_year_of(jr_day_of(2026, 8, 31)), 2025);
	assert_int_equal(jr_year_of(jr_day_of(2026, 9, 1)), 2026);
	assert_int_equal(jr_year_of(jr_day_of(2027, 1, 1)), 2026);
	assert_int_equal(jr_year_of(jr_day_of(2027, 8, 31)), 2026);
	jr_year_format(2026, out);
	assert_string_equal(out, "2026/27");
	jr_year_format(2099, out);
	assert_string_equal(out, "2099/00");
}

static void
a_zone_that_is_not_there_or_is_a_path_is_refused(void **state)
{
	static const char *const bad[] = { "", "Europe", "Europe/Nowhere",
		"/usr/share/zoneinfo/Europe/Saratov", "../zoneinfo/Europe/Saratov",
		"Europe/../Europe/Saratov", "zone.tab", "tzdata.zi", "MSK-3",
		"Europe/Saratov/", "Europe/Saratov " };
	char name[300];
	size_t i;

	(void)state;
	assert_int_equal(jr_zone_set("Europe/Saratov"), JR_OK);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (jr_zone_set(bad[i]) != JR_EINVAL)
			fail_msg("'%s' was taken", bad[i]);
	memset(name, 'x', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(jr_zone_set(name), JR_EINVAL);
	assert_int_equal(jr_moment(0, 4, 0, 0), 0);
}

static void
a_moment_is_read_and_written_in_the_zone(void **state)
{
	char out[JR_MOMENT_SIZE];
	int64_t t;

	(void)state;
	assert_int_equal(jr_zone_set("Europe/Saratov"), JR_OK);
	assert_int_equal(jr_moment_parse("2026-09-01T12:00:00", &t), JR_OK);
	assert_int_equal(t, 1788249600);
	jr_moment_format(t, out);
	assert_string_equal(out, "2026-09-01T12:00:00");
	assert_int_equal(jr_moment_parse("2026-09-01 23:59:59", &t), JR_OK);
	jr_moment_format(t, out);
	assert_string_equal(out, "2026-09-01T23:59:59");
	assert_int_equal(jr_moment_parse("2026-09-01T08:05", &t), JR_OK);
	jr_moment_format(t, out);
	assert_string_equal(out, "2026-09-01T08:05:00");
}

static void
the_day_of_a_moment_is_the_local_one(void **state)
{
	jr_day d = jr_day_of(2026, 9, 1);

	(void)state;
	assert_int_equal(jr_zone_set("Europe/Saratov"), JR_OK);
	assert_int_equal(jr_moment_day(jr_moment(d, 0, 0, 0)), d);
	assert_int_equal(jr_moment_day(jr_moment(d, 0, 0, 0) - 1), d - 1);
	assert_int_equal(jr_moment_day(jr_moment(d, 23, 59, 59)), d);
	assert_int_equal(jr_moment_day(-1), 0);
	assert_int_equal(jr_zone_set("America/New_York"), JR_OK);
	assert_int_equal(jr_moment_day(0), -1);
	assert_int_equal(jr_zone_set("UTC"), JR_OK);
	assert_int_equal(jr_moment_day(-1), -1);
	assert_int_equal(jr_moment(d, 1, 2, 3), (int64_t)d * 86400 + 3723);
}

static void
what_is_no_moment_is_refused(void **state)
{
	static const char *const bad[] = { "", "2026-09-01", "2026-09-01T",
		"2026-09-01T24:00:00", "2026-09-01T12:60:00",
		"2026-09-01T12:00:60", "2026-09-01T12", "2026-09-01T12:0:0",
		"2026-09-01T12:00:", "2026-09-01T12:00:00Z", "2026-09-31T12:00:00",
		"01.09.2026T12:00:00", "2026-09-01T12:00:00.5",
		"2026-09-01X12:00", "12:00:00", "2026-09-01T12.00.00" };
	int64_t t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		t = 7;
		if (jr_moment_parse(bad[i], &t) != JR_EINVAL)
			fail_msg("'%s' was taken", bad[i]);
		assert_int_equal(t, 0);
	}
}

static void
check_moment(const char *local, int64_t want, const char *shown)
{
	char out[JR_MOMENT_SIZE];
	int64_t t;

	assert_int_equal(jr_moment_parse(local, &t), JR_OK);
	assert_int_equal(t, want);
	jr_moment_format(t, out);
	assert_string_equal(out, shown);
}

static void
an_hour_left_out_by_the_clock_is_read_by_the_clock_before(void **state)
{
	(void)state;
	assert_int_equal(jr_zone_set("Europe/Berlin"), JR_OK);
	check_moment("2026-03-29T01:59:59", 1774745999, "2026-03-29T01:59:59");
	check_moment("2026-03-29T02:00:00", 1774746000, "2026-03-29T03:00:00");
	check_moment("2026-03-29T02:30:00", 1774747800, "2026-03-29T03:30:00");
	check_moment("2026-03-29T03:00:00", 1774746000, "2026-03-29T03:00:00");
	check_moment("2026-03-29T23:00:00", 1774818000, "2026-03-29T23:00:00");
}

static void
an_hour_that_comes_twice_is_the_first_of_the_two(void **state)
{
	char out[JR_MOMENT_SIZE];

	(void)state;
	assert_int_equal(jr_zone_set("Europe/Berlin"), JR_OK);
	check_moment("2026-10-25T01:59:59", 1792886399, "2026-10-25T01:59:59");
	check_moment("2026-10-25T02:30:00", 1792888200, "2026-10-25T02:30:00");
	check_moment("2026-10-25T03:00:00", 1792893600, "2026-10-25T03:00:00");
	jr_moment_format(1792888200 + 3600, out);
	assert_string_equal(out, "2026-10-25T02:30:00");
}

static void
a_change_of_the_zone_itself_is_followed(void **state)
{
	(void)state;
	assert_int_equal(jr_zone_set("Europe/Saratov"), JR_OK);
	check_moment("2016-12-04T01:30:00", 1480804200, "2016-12-04T01:30:00");
	check_moment("2016-12-04T03:30:00", 1480807800, "2016-12-04T03:30:00");
}

static void
every_hour_of_a_year_comes_back_from_its_moment(void **state)
{
	static const char *const zones[] = { "Europe/Berlin", "Europe/Saratov",
		"America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe" };
	char text[JR_MOMENT_SIZE], again[JR_MOMENT_SIZE];
	int64_t t, back;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		assert_int_equal(jr_zone_set(zones[i]), JR_OK);
		for (t = 1767225600; t < 1798761600; t += 1800) {
			jr_moment_format(t, text);
			assert_int_equal(jr_moment_parse(text, &back), JR_OK);
			jr_moment_format(back, again);
			assert_string_equal(again, text);
			assert_true(back == t || back == t - 3600 || back == t - 1800);
		}
	}
}

static void
a_moment_out_of_all_years_does_no_harm(void **state)
{
	char out[JR_MOMENT_SIZE];

	(void)state;
	jr_moment_format(INT64_MAX, out);
	assert_int_equal(strlen(out), JR_MOMENT_SIZE - 1);
	jr_moment_format(INT64_MIN, out);
	assert_int_equal(strlen(out), JR_MOMENT_SIZE - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_count_from_1970),
		cmocka_unit_test(every_day_of_six_centuries_agrees_with_the_c_library),
		cmocka_unit_test(a_day_far_away_is_split_and_put_together_again),
		cmocka_unit_test(dates_are_read_as_schools_write_them),
		cmocka_unit_test(the_29th_of_february_is_there_in_leap_years_only),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(a_russian_date_has_two_digits_and_points),
		cmocka_unit_test(an_excel_serial_gives_both_readings),
		cmocka_unit_test(only_five_digits_are_an_excel_serial),
		cmocka_unit_test(a_week_is_read_as_its_monday),
		cmocka_unit_test(a_week_that_the_year_does_not_have_is_refused),
		cmocka_unit_test(every_week_comes_back_as_its_monday),
		cmocka_unit_test(a_school_year_is_read_in_each_of_its_forms),
		cmocka_unit_test(years_that_do_not_follow_each_other_are_refused),
		cmocka_unit_test(a_school_year_runs_from_september_to_august),
		cmocka_unit_test(a_zone_that_is_not_there_or_is_a_path_is_refused),
		cmocka_unit_test(a_moment_is_read_and_written_in_the_zone),
		cmocka_unit_test(the_day_of_a_moment_is_the_local_one),
		cmocka_unit_test(what_is_no_moment_is_refused),
		cmocka_unit_test(
		    an_hour_left_out_by_the_clock_is_read_by_the_clock_before),
		cmocka_unit_test(an_hour_that_comes_twice_is_the_first_of_the_two),
		cmocka_unit_test(a_change_of_the_zone_itself_is_followed),
		cmocka_unit_test(every_hour_of_a_year_comes_back_from_its_moment),
		cmocka_unit_test(a_moment_out_of_all_years_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
