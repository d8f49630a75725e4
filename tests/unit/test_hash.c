#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"

static void
check_hex(const unsigned char digest[JR_SHA256_SIZE], const char *want)
{
	char hex[JR_SHA256_HEX];

	jr_hex(digest, JR_SHA256_SIZE, hex);
	assert_string_equal(hex, want);
}

static void
sha256_gives_the_published_digests(void **state)
{
	unsigned char d[JR_SHA256_SIZE];

	(void)state;
	jr_sha256("", 0, d);
	check_hex(d,
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	jr_sha256(NULL, 0, d);
	check_hex(d,
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	jr_sha256("abc", 3, d);
	check_hex(d,
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	jr_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, d);
	check_hex(d,
	    "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1");
}

static void
sha256_in_pieces_equals_sha256_at_once(void **state)
{
	unsigned char data[500], whole[JR_SHA256_SIZE], d[JR_SHA256_SIZE];
	struct jr_sha256 h;
	size_t i, step;

	(void)state;
	for (i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)(i * 7);
	jr_sha256(data, sizeof(data), whole);
	for (step = 1; step < 130; step++) {
		jr_sha256_init(&h);
		for (i = 0; i + step < sizeof(data); i += step)
			jr_sha256_add(&h, data + i, step);
		jr_sha256_add(&h, data + i, sizeof(data) - i);
		jr_sha256_add(&h, NULL, 0);
		jr_sha256_done(&h, d);
		assert_memory_equal(d, whole, sizeof(d));
	}
}

static void
a_field_is_hashed_with_its_length_before_it(void **state)
{
	unsigned char d[JR_SHA256_SIZE], want[JR_SHA256_SIZE];
	char big[258 + 8] = "\x02\x01";
	struct jr_sha256 h;

	(void)state;
	jr_sha256_init(&h);
	jr_sha256_field(&h, "abc", 3);
	jr_sha256_field(&h, NULL, 0);
	jr_sha256_done(&h, d);
	jr_sha256("\3\0\0\0\0\0\0\0abc\0\0\0\0\0\0\0\0", 19, want);
	assert_memory_equal(d, want, sizeof(d));
	jr_sha256_init(&h);
	jr_sha256_field(&h, big + 8, 258);
	jr_sha256_done(&h, d);
	jr_sha256(big, sizeof(big), want);
	assert_memory_equal(d, want, sizeof(d));
}

static void
moving_a_border_between_fields_changes_the_digest(void **state)
{
	unsigned char one[JR_SHA256_SIZE], two[JR_SHA256_SIZE];
	struct jr_sha256 h;

	(void)state;
	jr_sha256_init(&h);
	jr_sha256_field(&h, "ab", 2);
	jr_sha256_field(&h, "c", 1);
	jr_sha256_done(&h, one);
	jr_sha256_init(&h);
	jr_sha256_field(&h, "a", 1);
	jr_sha256_field(&h, "bc", 2);
	jr_sha256_done(&h, two);
	assert_memory_not_equal(one, two, sizeof(one));
}

static void
hex_is_lower_case_and_ends_in_nul(void **state)
{
	char out[8] = "xxxxxxx";

	(void)state;
	jr_hex((const unsigned char *)"\x00\x9f\xea", 3, out);
	assert_string_equal(out, "009fea");
	jr_hex((const unsigned char *)"", 0, out);
	assert_string_equal(out, "");
}

static void
the_keyed_hash_is_the_same_within_a_process(void **state)
{
	struct jr_hash128 a, b;

	(void)state;
	a = jr_hash_keyed("G4-0001", 7);
	assert_int_equal(jr_hash_init(), JR_OK);
	b = jr_hash_keyed("G4-0001", 7);
	assert_true(a.lo == b.lo && a.hi == b.hi);
	b = jr_hash_keyed("G4-0002", 7);
	assert_true(a.lo != b.lo && a.hi != b.hi);
	b = jr_hash_keyed("G4-0001", 6);
	assert_true(a.lo != b.lo && a.hi != b.hi);
	a = jr_hash_keyed(NULL, 0);
	b = jr_hash_keyed("", 0);
	assert_true(a.lo == b.lo && a.hi == b.hi);
}

static void
random_bytes_fill_the_whole_place_and_no_more(void **state)
{
	unsigned char a[66], seen[66] = { 0 };
	int round, i;

	(void)state;
	for (round = 0; round < 20; round++) {
		memset(a, 0, sizeof(a));
		jr_random(a + 1, 64);
		for (i = 0; i < 66; i++)
			seen[i] |= a[i];
	}
	assert_int_equal(seen[0], 0);
	assert_int_equal(seen[65], 0);
	for (i = 1; i < 65; i++)
		assert_int_not_equal(seen[i], 0);
}

static int
start(void **state)
{
	(void)state;
	return jr_hash_init();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_gives_the_published_digests),
		cmocka_unit_test(sha256_in_pieces_equals_sha256_at_once),
		cmocka_unit_test(a_field_is_hashed_with_its_length_before_it),
		cmocka_unit_test(moving_a_border_between_fields_changes_the_digest),
		cmocka_unit_test(hex_is_lower_case_and_ends_in_nul),
		cmocka_unit_test(the_keyed_hash_is_the_same_within_a_process),
		cmocka_unit_test(random_bytes_fill_the_whole_place_and_no_more),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
