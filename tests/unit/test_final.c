/* Final marks: what goes into the mean, and what stands in its way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "final_mark.h"

static int64_t
score_of(const struct jr__final_marks *m)
{
	const char *credit;
	bool exempt;
	int64_t score = jr__final_result(m, &credit, &exempt);

	assert_null(credit);
	assert_false(exempt);
	return score;
}

static void
add(struct jr__final_marks *m, int64_t score)
{
	jr__final_add(m, "x", score, NULL, score <= 2);
}

static void
a_mean_is_rounded_once_half_up(void **state)
{
	struct jr__final_marks m = { 0 };

	(void)state;
	add(&m, 4);
	assert_int_equal(score_of(&m), 4);
	add(&m, 5);
	assert_int_equal(score_of(&m), 5);	/* 4.5 */
	add(&m, 4);
	assert_int_equal(score_of(&m), 4);	/* 4.33 */
	add(&m, 5);
	assert_int_equal(score_of(&m), 5);	/* 4.5; of rounded halves it were 5 and 4 */
	add(&m, 3);
	add(&m, 3);
	add(&m, 3);
	assert_int_equal(score_of(&m), 4);	/* 27/7 = 3.86 */
}

static void
a_failing_score_counts_like_others(void **state)
{
	struct jr__final_marks m = { 0 };

	(void)state;
	add(&m, 2);
	add(&m, 3);
	assert_int_equal(score_of(&m), 3);
}

static void
a_missing_mark_leaves_it_open(void **state)
{
	struct jr__final_marks m = { 0 };

	(void)state;
	assert_int_equal(score_of(&m), 0);
	add(&m, 5);
	jr__final_add(&m, NULL, -1, NULL, false);
	assert_int_equal(score_of(&m), 0);
}

static void
not_attested_and_not_passed_leave_it_open(void **state)
{
	struct jr__final_marks na = { 0 }, failed = { 0 };

	(void)state;
	add(&na, 5);
	jr__final_add(&na, "н/а", -1, "not_attested", false);
	assert_int_equal(score_of(&na), 0);
	jr__final_add(&failed, "незач", -1, "credit", true);
	assert_int_equal(score_of(&failed), 0);
}

static void
what_one_is_exempt_from_is_left_out(void **state)
{
	struct jr__final_marks m = { 0 };
	const char *credit;
	bool exempt;

	(void)state;
	jr__final_add(&m, "осв", -1, "exempt", false);
	assert_int_equal(jr__final_result(&m, &credit, &exempt), 0);
	assert_true(exempt);
	add(&m, 4);
	assert_int_equal(score_of(&m), 4);
}

static void
credits_alone_stay_credits_and_do_not_mix(void **state)
{
	struct jr__final_marks m = { 0 };
	const char *credit;
	bool exempt;

	(void)state;
	jr__final_add(&m, "зач", -1, "credit", false);
	assert_int_equal(jr__final_result(&m, &credit, &exempt), 0);
	assert_string_equal(credit, "зач");
	assert_false(exempt);
	add(&m, 5);
	assert_int_equal(score_of(&m), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mean_is_rounded_once_half_up),
		cmocka_unit_test(a_failing_score_counts_like_others),
		cmocka_unit_test(a_missing_mark_leaves_it_open),
		cmocka_unit_test(not_attested_and_not_passed_leave_it_open),
		cmocka_unit_test(what_one_is_exempt_from_is_left_out),
		cmocka_unit_test(credits_alone_stay_credits_and_do_not_mix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
