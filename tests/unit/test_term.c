/* Means, proposals and percentages: exact, half up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "term.h"

static const struct jr_threshold usual[] = { { "5", 450 }, { "4", 350 }, { "3", 250 } };
static const struct jr_threshold strict[] = { { "5", 465 }, { "4", 365 }, { "3", 265 } };

static struct jr_mean
mean_of(const int64_t *score_weight, size_t n)
{
	struct jr_mean m = { 0 };

	for (size_t i = 0; i < n; i++)
		jr_mean_add(&m, score_weight[2 * i], score_weight[2 * i + 1]);
	return m;
}

static void
a_half_is_rounded_up(void **state)
{
	(void)state;
	assert_int_equal(jr_half_up(0, 3), 0);
	assert_int_equal(jr_half_up(1, 2), 1);
	assert_int_equal(jr_half_up(3, 2), 2);
	assert_int_equal(jr_half_up(4, 3), 1);
	assert_int_equal(jr_half_up(5, 3), 2);
}

static void
a_weighted_mean_is_in_hundredths(void **state)
{
	const int64_t marks[] = { 5, 100, 4, 150, 3, 120 };
	struct jr_mean m = mean_of(marks, 3);

	(void)state;
	assert_int_equal(m.marks, 3);
	assert_int_equal(m.sum, 1460);
	assert_int_equal(jr_mean_hundredths(&m), 395);	/* 1460/370 = 3.9459 */
}

static void
a_mean_between_two_hundredths_goes_up(void **state)
{
	const int64_t tie[] = { 5, 120, 4, 200 };	/* 1400/320 = 4.375 */
	const int64_t below[] = { 5, 12000, 4, 20001 };	/* 4.37498… */
	const int64_t small[] = { 3, 1, 2, 199 };	/* 401/200 = 2.005 */
	struct jr_mean m = mean_of(tie, 2);

	(void)state;
	assert_int_equal(jr_mean_hundredths(&m), 438);
	m = mean_of(below, 2);
	assert_int_equal(jr_mean_hundredths(&m), 437);
	m = mean_of(small, 2);
	assert_int_equal(jr_mean_hundredths(&m), 201);
}

static void
without_marks_or_weight_there_is_no_mean(void **state)
{
	struct jr_mean none = { 0 }, weightless = { 0 };

	(void)state;
	jr_mean_add(&weightless, 5, 0);
	assert_int_equal(jr_mean_hundredths(&none), -1);
	assert_int_equal(jr_mean_hundredths(&weightless), -1);
	assert_int_equal(jr_propose(usual, 3, &none), -1);
	assert_int_equal(jr_propose(usual, 3, &weightless), -1);
}

static void
a_proposal_reaches_its_threshold_exactly(void **state)
{
	const int64_t marks[] = { 4, 100, 5, 100 };
	struct jr_mean m = mean_of(marks, 2);

	(void)state;
	assert_int_equal(jr_propose(usual, 3, &m), 0);	/* 4.5 is a 5 */
	assert_int_equal(jr_propose(strict, 3, &m), 1);
}

static void
a_mean_is_not_rounded_before_it_is_compared(void **state)
{
	/* 4.4959…: prints as 4.50 and is a 4. */
	const int64_t marks[] = { 5, 6100, 4, 6200 };
	struct jr_mean m = mean_of(marks, 2);

	(void)state;
	assert_int_equal(jr_mean_hundredths(&m), 450);
	assert_int_equal(jr_propose(usual, 3, &m), 1);
}

static void
below_all_thresholds_a_proposal_says_so(void **state)
{
	const int64_t marks[] = { 2, 100, 2, 150 };
	struct jr_mean m = mean_of(marks, 2);

	(void)state;
	assert_int_equal(jr_propose(usual, 3, &m), 3);
}

static void
fewest_marks_follow_the_weekly_hours(void **state)
{
	static const struct jr_fewest quarter[] = { { 100, 3 }, { 200, 5 }, { 300, 7 } };

	(void)state;
	assert_int_equal(jr_fewest_marks(quarter, 3, 50), 3);	/* half an hour counts as one */
	assert_int_equal(jr_fewest_marks(quarter, 3, 100), 3);
	assert_int_equal(jr_fewest_marks(quarter, 3, 150), 5);
	assert_int_equal(jr_fewest_marks(quarter, 3, 200), 5);
	assert_int_equal(jr_fewest_marks(quarter, 3, 600), 7);
	assert_int_equal(jr_fewest_marks(quarter, 0, 600), 0);
}

static void
over_two_thirds_missed_is_more_than_two_thirds(void **state)
{
	(void)state;
	assert_false(jr_missed_over(20, 30, 2, 3));
	assert_true(jr_missed_over(21, 30, 2, 3));
	assert_false(jr_missed_over(0, 0, 2, 3));
}

static void
a_percentage_has_one_decimal_and_needs_somebody(void **state)
{
	(void)state;
	assert_int_equal(jr_percent_tenths(20, 22), 909);
	assert_int_equal(jr_percent_tenths(1, 16), 63);	/* 6.25 */
	assert_int_equal(jr_percent_tenths(0, 5), 0);
	assert_int_equal(jr_percent_tenths(0, 0), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_half_is_rounded_up),
		cmocka_unit_test(a_weighted_mean_is_in_hundredths),
		cmocka_unit_test(a_mean_between_two_hundredths_goes_up),
		cmocka_unit_test(without_marks_or_weight_there_is_no_mean),
		cmocka_unit_test(a_proposal_reaches_its_threshold_exactly),
		cmocka_unit_test(a_mean_is_not_rounded_before_it_is_compared),
		cmocka_unit_test(below_all_thresholds_a_proposal_says_so),
		cmocka_unit_test(fewest_marks_follow_the_weekly_hours),
		cmocka_unit_test(over_two_thirds_missed_is_more_than_two_thirds),
		cmocka_unit_test(a_percentage_has_one_decimal_and_needs_somebody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
