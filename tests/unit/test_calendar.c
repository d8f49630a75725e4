/* The calendar: terms, vacations, holidays, orders, two-week cycles, bells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "calendar.h"
#include "impl.h"
#include "remove.h"

#define YEAR 2026

static char folder[] = "/tmp/jr-calendar-XXXXXX";
static char path[64];

static void
insert(struct jr *j, enum jr_tbl tbl, const struct jr_value *row)
{
	assert_int_equal(jr__insert(j, tbl, row), JR_OK);
}

static void
term(struct jr *j, int id, const char *code, const char *kind, const char *from,
    const char *to, int grade_from, int grade_to)
{
	insert(j, JR_TBL_TERM, (struct jr_value[]){ jr_int(id), jr_int(YEAR), jr_text(code),
	    jr_text(code), jr_text(kind), jr_text(from), jr_text(to) });
	for (int g = grade_from; g <= grade_to; g++)
		insert(j, JR_TBL_TERM_GRADE, (struct jr_value[]){ jr_int(id), jr_int(g) });
}

static void
class(struct jr *j, int id, const char *name, int grade)
{
	insert(j, JR_TBL_CLASS, (struct jr_value[]){ jr_int(id), jr_int(YEAR), jr_text(name),
	    jr_int(grade), jr_text(name), jr_text(name) });
}

static void
order(struct jr *j, int id, const char *from, const char *to, int grade, int class_id,
    const char *kind, int weekday, const char *bells)
{
	insert(j, JR_TBL_DAY_REGIME, (struct jr_value[]){ jr_int(id), jr_text(from),
	    jr_text(to), jr_int(grade), class_id == 0 ? jr_null() : jr_int(class_id),
	    jr_text(kind), weekday == 0 ? jr_null() : jr_int(weekday), jr_text(bells),
	    jr_null(), jr_text("карантин") });
}

/* A year of five-day weeks whose vacations are nowhere but between the quarters. */
static int
setup(void **state)
{
	struct jr_options o = { .mode = JR_OPEN_CREATE, .user = "test", .sandbox = true };
	struct jr_error err;
	struct jr *j;

	snprintf(path, sizeof(path), "%s/school.db", folder);
	o.store = path;
	assert_int_equal(jr_open(&j, &o, &err), JR_OK);
	assert_int_equal(jr_zone_set("Europe/Saratov"), JR_OK);
	assert_int_equal(jr_tx_begin(j, &(struct jr_tx){ .command = "test" }), JR_OK);
	insert(j, JR_TBL_YEAR, (struct jr_value[]){ jr_int(YEAR), jr_text("2026/27"),
	    jr_text("2026-09-01"), jr_text("2027-05-26"), jr_int(5), jr_int(2) });
	term(j, 1, "Q1", "quarter", "2026-09-01", "2026-10-23", 2, 9);
	term(j, 2, "Q2", "quarter", "2026-11-02", "2026-12-30", 2, 9);
	term(j, 3, "Q3", "quarter", "2027-01-11", "2027-03-26", 2, 9);
	term(j, 4, "Q4", "quarter", "2027-04-05", "2027-05-26", 2, 9);
	term(j, 5, "H1", "half", "2026-09-01", "2026-12-30", 10, 11);
	term(j, 6, "H2", "half", "2027-01-11", "2027-05-26", 10, 11);
	term(j, 7, "Y", "year", "2026-09-01", "2027-05-26", 1, 11);
	insert(j, JR_TBL_DAY_OFF, (struct jr_value[]){ jr_int(YEAR), jr_text("2026-11-04"),
	    jr_int(0), jr_text("2026-11-04"), jr_text("День народного единства") });
	insert(j, JR_TBL_DAY_OFF, (struct jr_value[]){ jr_int(YEAR), jr_text("2027-02-15"),
	    jr_int(1), jr_text("2027-02-21"), jr_text("Дополнительные каникулы") });
	insert(j, JR_TBL_BELL_SET, (struct jr_value[]){ jr_int(YEAR), jr_text("короткие"),
	    jr_int(1), jr_null(), jr_null(), jr_int(1) });
	insert(j, JR_TBL_BELL_SET, (struct jr_value[]){ jr_int(YEAR), jr_text("малыши"),
	    jr_int(2), jr_text("1-4"), jr_text("1-4"), jr_int(0) });
	insert(j, JR_TBL_BELL_SET, (struct jr_value[]){ jr_int(YEAR), jr_text("основные"),
	    jr_int(3), jr_null(), jr_null(), jr_int(0) });
	class(j, 1, "7а", 7);
	class(j, 2, "7б", 7);
	class(j, 3, "1а", 1);
	*state = j;
	return 0;
}

static int
teardown(void **state)
{
	jr_tx_abort(*state);
	jr_close(*state);
	remove_store(path);
	return 0;
}

static bool
school(struct jr *j, int class_id, int grade, const char *date, struct jr_value *row)
{
	const struct jr_value key[] = { jr_int(class_id), jr_int(grade), jr_text(date) };
	int rc = jr__fetch(j, JR_TBL_SCHOOL_DAY, key, row);

	assert_true(rc >= 0);
	return rc == JR_OK;
}

static bool
is_school(struct jr *j, int class_id, int grade, const char *date)
{
	struct jr_value row[JR_SCHOOL_DAY_COLUMNS];
	bool is = school(j, class_id, grade, date, row);

	jr__unfetch(j, JR_TBL_SCHOOL_DAY);
	return is;
}

static int64_t
count_days(struct jr *j)
{
	struct jr_stmt *st;
	int64_t n = 0;

	assert_int_equal(jr__query(j, JR_SQL_ROW(JR_TBL_SCHOOL_DAY, JR_ROW_SCAN),
	    JR_NO_PARAMS, &st), JR_OK);
	while (jr__step(j, st) == JR_OK)
		n++;
	return n;
}

static void
a_day_has_its_week_and_its_moments(void **state)
{
	struct jr_value row[JR_DAY_COLUMNS], key = jr_text("2026-09-14");
	struct jr *j = *state;

	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_int_equal(jr__fetch(j, JR_TBL_DAY, &key, row), JR_OK);
	assert_int_equal(row[JR_DAY_WEEK_NO].i, 2);
	assert_int_equal(row[JR_DAY_WEEKDAY].i, 1);
	assert_string_equal(row[JR_DAY_WEEK].p, "2026-W38");
	assert_int_equal(row[JR_DAY_STARTS_AT].i, 1789329600);	/* 20:00 UTC of the 13th */
	assert_int_equal(row[JR_DAY_ENDS_AT].i - row[JR_DAY_STARTS_AT].i, 86400);
	jr__unfetch(j, JR_TBL_DAY);
	key = jr_text("2027-08-31");
	assert_int_equal(jr__fetch(j, JR_TBL_DAY, &key, row), JR_OK);
	jr__unfetch(j, JR_TBL_DAY);
	key = jr_text("2027-09-01");
	assert_int_equal(jr__fetch(j, JR_TBL_DAY, &key, row), JR_DONE);
}

static void
grades_without_quarters_rest_between_the_quarters(void **state)
{
	struct jr *j = *state;

	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	for (int grade = 1; grade <= 11; grade++) {
		assert_true(is_school(j, 0, grade, "2026-10-23"));
		assert_false(is_school(j, 0, grade, "2026-10-28"));
		assert_false(is_school(j, 0, grade, "2026-11-04"));
		assert_true(is_school(j, 0, grade, "2026-11-05"));
		assert_false(is_school(j, 0, grade, "2027-01-08"));
		assert_false(is_school(j, 0, grade, "2027-03-30"));
		assert_false(is_school(j, 0, grade, "2026-09-05"));
		assert_false(is_school(j, 0, grade, "2027-05-27"));
		assert_int_equal(is_school(j, 0, grade, "2027-02-17"), grade != 1);
	}
	assert_false(is_school(j, 0, 12, "2026-09-01"));
}

static void
a_school_day_has_the_shortest_term_and_a_running_number(void **state)
{
	struct jr_value row[JR_SCHOOL_DAY_COLUMNS];
	struct jr *j = *state;

	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_true(school(j, 0, 1, "2026-09-01", row));
	assert_int_equal(row[JR_SCHOOL_DAY_TERM_ID].i, 7);
	assert_true(school(j, 0, 10, "2026-11-02", row));
	assert_int_equal(row[JR_SCHOOL_DAY_TERM_ID].i, 5);
	assert_true(school(j, 1, 7, "2026-11-02", row));
	assert_int_equal(row[JR_SCHOOL_DAY_TERM_ID].i, 2);
	assert_int_equal(row[JR_SCHOOL_DAY_NUMBER].i, 40);
	assert_true(school(j, 1, 7, "2026-11-05", row));
	assert_int_equal(row[JR_SCHOOL_DAY_NUMBER].i, 42);
	jr__unfetch(j, JR_TBL_SCHOOL_DAY);
}

static void
the_first_set_of_bells_that_fits_rings(void **state)
{
	struct jr_value row[JR_SCHOOL_DAY_COLUMNS];
	struct jr *j = *state;

	order(j, 1, "2026-09-03", "2026-09-03", 0, 0, "bells", 0, "короткие");
	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_true(school(j, 0, 7, "2026-09-02", row));
	assert_string_equal(row[JR_SCHOOL_DAY_BELL_SET].p, "основные");
	assert_true(school(j, 0, 2, "2026-09-02", row));
	assert_string_equal(row[JR_SCHOOL_DAY_BELL_SET].p, "малыши");
	assert_true(school(j, 0, 2, "2026-09-04", row));
	assert_string_equal(row[JR_SCHOOL_DAY_BELL_SET].p, "основные");
	assert_true(school(j, 0, 2, "2026-09-03", row));
	assert_string_equal(row[JR_SCHOOL_DAY_BELL_SET].p, "короткие");
	jr__unfetch(j, JR_TBL_SCHOOL_DAY);
}

static void
an_order_takes_days_away_from_one_class(void **state)
{
	struct jr *j = *state;

	order(j, 1, "2026-09-07", "2026-09-11", 7, 1, "off", 0, NULL);
	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_false(is_school(j, 1, 7, "2026-09-07"));
	assert_false(is_school(j, 1, 7, "2026-09-11"));
	assert_true(is_school(j, 1, 7, "2026-09-14"));
	assert_true(is_school(j, 2, 7, "2026-09-07"));
	assert_true(is_school(j, 0, 7, "2026-09-07"));
}

static void
a_narrower_order_holds_over_a_wider_one(void **state)
{
	struct jr_value row[JR_SCHOOL_DAY_COLUMNS];
	struct jr *j = *state;

	order(j, 1, "2026-09-07", "2026-09-11", 7, 2, "remote", 0, NULL);
	order(j, 2, "2026-09-07", "2026-09-12", 0, 0, "off", 0, NULL);
	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_false(is_school(j, 1, 7, "2026-09-07"));
	assert_false(is_school(j, 0, 10, "2026-09-07"));
	assert_true(school(j, 2, 7, "2026-09-07", row));
	assert_int_equal(row[JR_SCHOOL_DAY_REMOTE].i, 1);
	assert_true(school(j, 2, 7, "2026-09-14", row));
	assert_int_equal(row[JR_SCHOOL_DAY_REMOTE].i, 0);
	jr__unfetch(j, JR_TBL_SCHOOL_DAY);
}

static void
a_remote_span_makes_no_school_of_a_weekend(void **state)
{
	struct jr *j = *state;

	order(j, 1, "2026-09-07", "2026-09-13", 0, 0, "remote", 0, NULL);
	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_true(is_school(j, 1, 7, "2026-09-11"));
	assert_false(is_school(j, 1, 7, "2026-09-12"));
}

static void
a_saturday_by_mondays_timetable_is_a_school_day(void **state)
{
	struct jr_value row[JR_SCHOOL_DAY_COLUMNS];
	struct jr *j = *state;

	order(j, 1, "2026-11-07", "2026-11-07", 0, 0, "weekday", 1, NULL);
	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_true(school(j, 1, 7, "2026-11-07", row));
	assert_int_equal(row[JR_SCHOOL_DAY_WEEKDAY].i, 1);
	assert_int_equal(row[JR_SCHOOL_DAY_TERM_ID].i, 2);
	jr__unfetch(j, JR_TBL_SCHOOL_DAY);
}

static void
filling_twice_changes_nothing(void **state)
{
	struct jr *j = *state;
	int64_t n;

	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	n = count_days(j);
	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	assert_int_equal(jr__calendar_class(j, 1), JR_OK);
	assert_int_equal(count_days(j), n);
}

static void
a_new_class_gets_its_days_alone(void **state)
{
	struct jr *j = *state;
	int64_t n;

	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	n = count_days(j);
	class(j, 4, "8а", 8);
	assert_int_equal(jr__calendar_class(j, 4), JR_OK);
	assert_true(is_school(j, 4, 8, "2026-09-01"));
	assert_int_equal(count_days(j) - n, 174);
	assert_int_equal(jr__calendar_class(j, 99), JR_ENOTFOUND);
}

static void
why_there_is_no_school_is_said_in_words(void **state)
{
	static const struct { const char *date, *words; } days[] = {
		{ "2026-11-04", "День народного единства" }, { "2026-09-05", "a weekend" },
		{ "2026-10-28", "holidays" }, { "2026-09-08", "карантин" },
	};
	struct jr *j = *state;
	jr_day day;

	order(j, 1, "2026-09-08", "2026-09-08", 7, 1, "off", 0, NULL);
	assert_int_equal(jr__calendar_year(j, YEAR), JR_OK);
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		struct jr_buf b = JR_BUF_INIT;

		assert_int_equal(jr_date_parse(days[i].date, &day), JR_OK);
		assert_int_equal(jr__calendar_why(j, YEAR, 1, 7, day, &b), JR_OK);
		assert_string_equal(jr_buf_str(&b), days[i].words);
		jr_buf_release(&b);
	}
}

static void
a_term_is_found_by_its_code(void **state)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr *j = *state;

	assert_int_equal(jr_use_year(j, "2026/27"), JR_OK);
	assert_int_equal(jr_term_days(j, "Q2", from, to), JR_OK);
	assert_string_equal(from, "2026-11-02");
	assert_string_equal(to, "2026-12-30");
	assert_int_equal(jr_term_days(j, "T1", from, to), JR_ENOTFOUND);
	assert_string_equal(from, "");
}

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL;
}

static int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_day_has_its_week_and_its_moments),
		TEST(grades_without_quarters_rest_between_the_quarters),
		TEST(a_school_day_has_the_shortest_term_and_a_running_number),
		TEST(the_first_set_of_bells_that_fits_rings),
		TEST(an_order_takes_days_away_from_one_class),
		TEST(a_narrower_order_holds_over_a_wider_one),
		TEST(a_remote_span_makes_no_school_of_a_weekend),
		TEST(a_saturday_by_mondays_timetable_is_a_school_day),
		TEST(filling_twice_changes_nothing),
		TEST(a_new_class_gets_its_days_alone),
		TEST(why_there_is_no_school_is_said_in_words),
		TEST(a_term_is_found_by_its_code),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
