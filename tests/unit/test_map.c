#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/map.h"

static int
new_map(void **state)
{
	*state = jr_map_new();
	return *state == NULL;
}

static int
free_map(void **state)
{
	jr_map_free(*state);
	return 0;
}

static void
freeing_no_map_is_allowed(void **state)
{
	(void)state;
	jr_map_free(NULL);
}

static void
an_empty_map_has_no_key(void **state)
{
	int64_t v = 7;

	assert_int_equal(jr_map_count(*state), 0);
	assert_false(jr_map_get(*state, "G4-0001", 7, &v));
	assert_int_equal(v, 0);
	v = 7;
	assert_false(jr_map_get(*state, NULL, 0, &v));
	assert_int_equal(v, 0);
}

static void
a_key_gives_the_value_it_was_put_with(void **state)
{
	int64_t v;

	assert_true(jr_map_put(*state, "7А", 3, 42));
	assert_true(jr_map_get(*state, "7А", 3, &v));
	assert_int_equal(v, 42);
	v = 7;
	assert_false(jr_map_get(*state, "7Б", 3, &v));
	assert_int_equal(v, 0);
}

static void
the_map_keeps_its_own_copy_of_a_key(void **state)
{
	char key[] = "student";
	int64_t v;

	assert_true(jr_map_put(*state, key, 7, 1));
	memset(key, 'x', 7);
	assert_false(jr_map_get(*state, key, 7, &v));
	assert_true(jr_map_get(*state, "student", 7, &v));
}

static void
a_second_put_replaces_and_does_not_count(void **state)
{
	int64_t v;

	assert_true(jr_map_put(*state, "k", 1, INT64_MIN));
	assert_true(jr_map_get(*state, "k", 1, &v));
	assert_true(v == INT64_MIN);
	assert_true(jr_map_put(*state, "k", 1, INT64_MAX));
	assert_true(jr_map_get(*state, "k", 1, &v));
	assert_true(v == INT64_MAX);
	assert_int_equal(jr_map_count(*state), 1);
}

static void
an_empty_key_is_a_key_like_any_other(void **state)
{
	int64_t v;

	assert_true(jr_map_put(*state, NULL, 0, 5));
	assert_true(jr_map_get(*state, "", 0, &v));
	assert_int_equal(v, 5);
	assert_true(jr_map_put(*state, "", 0, 6));
	assert_true(jr_map_get(*state, NULL, 0, &v));
	assert_int_equal(v, 6);
	assert_int_equal(jr_map_count(*state), 1);
}

static void
keys_are_bytes_and_may_hold_nul(void **state)
{
	int64_t v;

	assert_true(jr_map_put(*state, "a\0b", 3, 1));
	assert_true(jr_map_put(*state, "a\0c", 3, 2));
	assert_true(jr_map_put(*state, "a", 1, 3));
	assert_true(jr_map_put(*state, "a\0", 2, 4));
	assert_int_equal(jr_map_count(*state), 4);
	assert_true(jr_map_get(*state, "a\0b", 3, &v));
	assert_int_equal(v, 1);
	assert_true(jr_map_get(*state, "a\0c", 3, &v));
	assert_int_equal(v, 2);
	assert_true(jr_map_get(*state, "a", 1, &v));
	assert_int_equal(v, 3);
	assert_true(jr_map_get(*state, "a\0", 2, &v));
	assert_int_equal(v, 4);
}

static void
equal_bytes_of_every_length_stay_apart(void **state)
{
	char zeros[300] = { 0 };
	int64_t v;
	size_t n;

	for (n = 0; n <= sizeof(zeros); n++)
		assert_true(jr_map_put(*state, zeros, n, (int64_t)n));
	assert_int_equal(jr_map_count(*state), sizeof(zeros) + 1);
	for (n = 0; n <= sizeof(zeros); n++) {
		assert_true(jr_map_get(*state, zeros, n, &v));
		assert_int_equal(v, n);
	}
}

static void
a_change_of_any_one_byte_is_another_key(void **state)
{
	char key[41];
	int64_t v;
	size_t n, i;

	memset(key, 'k', sizeof(key));
	for (n = 1; n <= sizeof(key); n++)
		assert_true(jr_map_put(*state, key, n, (int64_t)n));
	for (n = 1; n <= sizeof(key); n++) {
		for (i = 0; i < n; i++) {
			key[i] = 'K';
			assert_false(jr_map_get(*state, key, n, &v));
			key[i] = 'k';
		}
	}
}

static void
a_quarter_of_a_million_keys_are_all_found(void **state)
{
	char key[32];
	int64_t i, v, n = 250000;
	int len;

	for (i = 0; i < n; i++) {
		len = snprintf(key, sizeof(key), "G4-%06ld/2026-09-01", (long)i);
		assert_true(jr_map_put(*state, key, (size_t)len, i * 3 - 7));
	}
	assert_int_equal(jr_map_count(*state), n);
	for (i = 0; i < n; i++) {
		len = snprintf(key, sizeof(key), "G4-%06ld/2026-09-01", (long)i);
		if (!jr_map_get(*state, key, (size_t)len, &v) || v != i * 3 - 7)
			fail_msg("%s gave %ld", key, (long)v);
		key[0] = 'H';
		if (jr_map_get(*state, key, (size_t)len, &v))
			fail_msg("%s is there", key);
	}
}

static void
packed_integers_as_keys_are_all_found(void **state)
{
	uint64_t i, key;
	int64_t v;

	for (i = 0; i < 100000; i++) {
		key = i << 32;
		assert_true(jr_map_put(*state, &key, sizeof(key), (int64_t)i));
	}
	for (i = 0; i < 100000; i++) {
		key = i << 32;
		assert_true(jr_map_get(*state, &key, sizeof(key), &v));
		assert_int_equal(v, i);
	}
}

static void
a_key_too_long_is_refused_and_changes_nothing(void **state)
{
	assert_false(jr_map_put(*state, "x", (size_t)UINT32_MAX + 1, 1));
	assert_int_equal(jr_map_count(*state), 0);
}

#define ON_A_MAP(f) cmocka_unit_test_setup_teardown(f, new_map, free_map)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(freeing_no_map_is_allowed),
		ON_A_MAP(an_empty_map_has_no_key),
		ON_A_MAP(a_key_gives_the_value_it_was_put_with),
		ON_A_MAP(the_map_keeps_its_own_copy_of_a_key),
		ON_A_MAP(a_second_put_replaces_and_does_not_count),
		ON_A_MAP(an_empty_key_is_a_key_like_any_other),
		ON_A_MAP(keys_are_bytes_and_may_hold_nul),
		ON_A_MAP(equal_bytes_of_every_length_stay_apart),
		ON_A_MAP(a_change_of_any_one_byte_is_another_key),
		ON_A_MAP(a_quarter_of_a_million_keys_are_all_found),
		ON_A_MAP(packed_integers_as_keys_are_all_found),
		ON_A_MAP(a_key_too_long_is_refused_and_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
