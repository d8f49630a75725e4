#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static void
an_untouched_buf_reads_as_an_empty_string(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	assert_string_equal(jr_buf_str(&b), "");
	jr_buf_clear(&b);
	assert_string_equal(jr_buf_str(&b), "");
	jr_buf_release(&b);
	jr_buf_release(&b);
}

static void
adding_nothing_gives_an_empty_c_string(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_add(&b, NULL, 0);
	assert_non_null(b.data);
	assert_int_equal(b.len, 0);
	assert_string_equal(b.data, "");
	jr_buf_release(&b);
	assert_null(b.data);
	assert_int_equal(b.cap, 0);
}

static void
what_is_added_stands_in_order_with_a_nul_behind(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_adds(&b, "отметка");
	jr_buf_addc(&b, ' ');
	jr_buf_add(&b, "5-x", 1);
	jr_buf_addf(&b, " (%d, %s)", 42, "К");
	assert_string_equal(jr_buf_str(&b), "отметка 5 (42, К)");
	assert_int_equal(b.len, strlen("отметка 5 (42, К)"));
	jr_buf_clear(&b);
	jr_buf_addc(&b, '\0');
	assert_int_equal(b.len, 1);
	assert_memory_equal(b.data, "\0", 2);
	jr_buf_release(&b);
}

static void
growing_byte_by_byte_loses_nothing(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 10000; i++) {
		jr_buf_addc(&b, (char)(i % 251));
		assert_int_equal(b.len, i + 1);
		assert_true(b.cap > b.len);
		assert_int_equal(b.data[b.len], 0);
	}
	for (i = 0; i < 10000; i++)
		assert_int_equal((unsigned char)b.data[i], i % 251);
	jr_buf_release(&b);
}

static void
a_formatted_text_of_any_length_fits(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	int width;

	(void)state;
	for (width = 1; width < 600; width++) {
		jr_buf_clear(&b);
		jr_buf_addf(&b, "<%*d>", width, 7);
		assert_int_equal(b.len, (size_t)width + 2);
		assert_int_equal(b.data[0], '<');
		assert_string_equal(b.data + b.len - 2, "7>");
		jr_buf_addf(&b, "%s", "");
		assert_int_equal(b.len, (size_t)width + 2);
	}
	jr_buf_release(&b);
}

static void
a_clear_keeps_the_memory(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	const char *data;

	(void)state;
	jr_buf_addf(&b, "%500d", 1);
	data = b.data;
	jr_buf_clear(&b);
	assert_string_equal(jr_buf_str(&b), "");
	jr_buf_adds(&b, "short");
	assert_ptr_equal(b.data, data);
	jr_buf_release(&b);
}

static void
a_reserved_room_is_not_moved_by_filling_it(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	const char *data;
	int i;

	(void)state;
	assert_true(jr_buf_reserve(&b, 1000));
	data = b.data;
	for (i = 0; i < 1000; i++)
		jr_buf_addc(&b, 'x');
	assert_ptr_equal(b.data, data);
	assert_int_equal(b.len, 1000);
	jr_buf_release(&b);
}

static void
a_failed_buf_takes_nothing_until_it_is_released(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_adds(&b, "before");
	assert_false(jr_buf_reserve(&b, SIZE_MAX));
	assert_true(b.failed);
	jr_buf_adds(&b, "after");
	jr_buf_addc(&b, '!');
	jr_buf_addf(&b, "%d", 1);
	jr_buf_add_uvar(&b, 1);
	assert_string_equal(jr_buf_str(&b), "before");
	jr_buf_clear(&b);
	jr_buf_adds(&b, "after");
	assert_true(b.failed);
	assert_string_equal(jr_buf_str(&b), "");
	jr_buf_release(&b);
	assert_false(b.failed);
	jr_buf_adds(&b, "anew");
	assert_string_equal(jr_buf_str(&b), "anew");
	jr_buf_release(&b);
}

static void
a_buf_marked_failed_by_its_user_takes_nothing(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	b.failed = true;
	jr_buf_addf(&b, "%d", 1);
	jr_buf_adds(&b, "x");
	assert_string_equal(jr_buf_str(&b), "");
	assert_null(jr_buf_steal(&b));
	assert_false(b.failed);
}

static void
a_length_near_the_limit_fails_instead_of_wrapping(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_addc(&b, 'x');
	assert_false(jr_buf_reserve(&b, SIZE_MAX / 4));
	assert_string_equal(jr_buf_str(&b), "x");
	jr_buf_release(&b);
	assert_false(jr_buf_reserve(&b, SIZE_MAX / 2));
	jr_buf_release(&b);
}

static void
stealing_hands_the_memory_over_and_empties_the_buf(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	char *s;

	(void)state;
	jr_buf_adds(&b, "тема");
	s = jr_buf_steal(&b);
	assert_string_equal(s, "тема");
	assert_null(b.data);
	assert_int_equal(b.len, 0);
	free(s);
	s = jr_buf_steal(&b);
	assert_string_equal(s, "");
	free(s);
}

static void
stealing_from_a_failed_buf_gives_null(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_adds(&b, "x");
	jr_buf_reserve(&b, SIZE_MAX);
	assert_null(jr_buf_steal(&b));
	assert_null(b.data);
	assert_false(b.failed);
}

static void
unsigned_integers_come_back_as_they_were(void **state)
{
	static const uint64_t values[] = { 0, 1, 127, 128, 16383, 16384,
		UINT32_MAX, (uint64_t)1 << 63, UINT64_MAX };
	struct jr_buf b = JR_BUF_INIT;
	const unsigned char *p, *end;
	uint64_t v;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		jr_buf_add_uvar(&b, values[i]);
	p = (const unsigned char *)b.data;
	end = p + b.len;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		assert_true(jr_uvar(&p, end, &v));
		assert_true(v == values[i]);
	}
	assert_ptr_equal(p, end);
	assert_false(jr_uvar(&p, end, &v));
	jr_buf_release(&b);
}

static void
signed_integers_come_back_as_they_were(void **state)
{
	static const int64_t values[] = { 0, -1, 1, -64, 63, 64, -65, INT32_MIN,
		INT64_MAX, INT64_MIN };
	struct jr_buf b = JR_BUF_INIT;
	const unsigned char *p, *end;
	int64_t v;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		jr_buf_add_svar(&b, values[i]);
	p = (const unsigned char *)b.data;
	end = p + b.len;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		assert_true(jr_svar(&p, end, &v));
		assert_true(v == values[i]);
	}
	assert_ptr_equal(p, end);
	assert_false(jr_svar(&p, end, &v));
	jr_buf_release(&b);
}

static void
small_integers_take_one_byte_of_either_sign(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_add_uvar(&b, 127);
	jr_buf_add_svar(&b, -64);
	jr_buf_add_svar(&b, 63);
	jr_buf_add_uvar(&b, 300);
	assert_int_equal(b.len, 5);
	assert_memory_equal(b.data, "\x7f\x7f\x7e\xac\x02", 5);
	jr_buf_release(&b);
}

static void
an_integer_cut_short_is_refused(void **state)
{
	static const unsigned char bytes[] = { 0xff, 0xff };
	const unsigned char *p = bytes;
	uint64_t v;

	(void)state;
	assert_false(jr_uvar(&p, bytes + 2, &v));
	p = bytes;
	assert_false(jr_uvar(&p, bytes, &v));
}

static void
an_integer_over_64_bits_is_refused(void **state)
{
	static const unsigned char most[] = { 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0x01 };
	static const unsigned char over[] = { 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0x02 };
	static const unsigned char longer[] = { 0x80, 0x80, 0x80, 0x80, 0x80,
		0x80, 0x80, 0x80, 0x80, 0x81, 0x00 };
	const unsigned char *p = most;
	uint64_t v;
	int64_t s;

	(void)state;
	assert_true(jr_uvar(&p, most + sizeof(most), &v));
	assert_true(v == UINT64_MAX);
	p = over;
	assert_false(jr_uvar(&p, over + sizeof(over), &v));
	p = longer;
	assert_false(jr_svar(&p, longer + sizeof(longer), &s));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_untouched_buf_reads_as_an_empty_string),
		cmocka_unit_test(adding_nothing_gives_an_empty_c_string),
		cmocka_unit_test(what_is_added_stands_in_order_with_a_nul_behind),
		cmocka_unit_test(growing_byte_by_byte_loses_nothing),
		cmocka_unit_test(a_formatted_text_of_any_length_fits),
		cmocka_unit_test(a_clear_keeps_the_memory),
		cmocka_unit_test(a_reserved_room_is_not_moved_by_filling_it),
		cmocka_unit_test(a_failed_buf_takes_nothing_until_it_is_released),
		cmocka_unit_test(a_buf_marked_failed_by_its_user_takes_nothing),
		cmocka_unit_test(a_length_near_the_limit_fails_instead_of_wrapping),
		cmocka_unit_test(stealing_hands_the_memory_over_and_empties_the_buf),
		cmocka_unit_test(stealing_from_a_failed_buf_gives_null),
		cmocka_unit_test(unsigned_integers_come_back_as_they_were),
		cmocka_unit_test(signed_integers_come_back_as_they_were),
		cmocka_unit_test(small_integers_take_one_byte_of_either_sign),
		cmocka_unit_test(an_integer_cut_short_is_refused),
		cmocka_unit_test(an_integer_over_64_bits_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
