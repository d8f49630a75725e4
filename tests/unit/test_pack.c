#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pack.h"

#define MOST ((INT64_C(1) << 62) - 1)
#define LONG_TEXT "Правописание приставок: повторить § 26, упр. 3–7"

static int
ready(void **state)
{
	(void)state;
	return jr_hash_init();
}

static void
fill_mark(struct jr_value *row, int64_t task, int64_t student, const char *value,
    const char *comment)
{
	row[JR_MARK_TASK_ID] = jr_int(task);
	row[JR_MARK_STUDENT_ID] = jr_int(student);
	row[JR_MARK_VALUE] = jr_text(value);
	row[JR_MARK_MADE_UP] = jr_null();
	row[JR_MARK_COMMENT] = jr_text(comment);
	row[JR_MARK_TX_ID] = jr_int(7);
}

static void
assert_row(const struct jr__short *got, enum jr_tbl tbl, const struct jr_value *want)
{
	struct jr__short s;

	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++) {
		jr__short_of(&want[i], &s);
		if (!jr__short_equal(&got[i], &s))
			fail_msg("column %s differs", jr_tbl_desc[tbl].column[i]);
	}
}

/* Packs rows of marks and checks that they come back one by one. */
static void
assert_comes_back(struct jr_value (*rows)[JR_MARK_COLUMNS], size_t n)
{
	struct jr__pack p = { 0 };
	struct jr__unpack in;
	struct jr__unpacked u;

	for (size_t i = 0; i < n; i++)
		jr__pack_row(&p, JR_TBL_MARK, rows[i]);
	assert_true(jr__unpack_begin(&in, "mark", "I", p.data.data, p.data.len));
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(jr__unpack_next(&in, &u), JR_OK);
		assert_int_equal(u.tbl, JR_TBL_MARK);
		assert_int_equal(u.op, 'I');
		assert_row(u.row, JR_TBL_MARK, rows[i]);
	}
	assert_int_equal(jr__unpack_next(&in, &u), JR_DONE);
	jr_buf_release(&p.data);
}

static void
a_short_text_is_kept_and_a_long_one_is_a_digest(void **state)
{
	struct jr_value v = jr_text("123456789012345678901234");
	struct jr__short s;

	(void)state;
	jr__short_of(&v, &s);
	assert_int_equal(s.type, JR_S_TEXT);
	assert_int_equal(s.n, JR_SHORT_MOST);
	assert_memory_equal(s.b, v.p, v.n);
	v = jr_text("1234567890123456789012345");
	jr__short_of(&v, &s);
	assert_int_equal(s.type, JR_S_DIGEST);
	assert_int_equal(s.n, JR_DIGEST_SIZE);
}

static void
short_forms_differ_by_type_and_by_every_byte(void **state)
{
	const struct jr_value v[] = { jr_null(), jr_int(0), jr_int(5), jr_text(""),
	    jr_text("5"), jr_textn("5\0", 2), jr_textn("5\0a", 3), jr_blob("5", 1), jr_blob("", 0),
	    jr_text(LONG_TEXT), jr_text(LONG_TEXT ".") };
	struct jr__short a, b;

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		for (size_t k = 0; k < sizeof(v) / sizeof(v[0]); k++) {
			jr__short_of(&v[i], &a);
			jr__short_of(&v[k], &b);
			assert_int_equal(jr__short_equal(&a, &b), i == k);
		}
}

static void
rows_of_inserts_come_back(void **state)
{
	struct jr_value rows[5][JR_MARK_COLUMNS];

	(void)state;
	fill_mark(rows[0], 12, 3, "5", NULL);
	fill_mark(rows[1], 12, 4, "5", "без ошибок");
	fill_mark(rows[2], 12, 9, "4", LONG_TEXT);
	fill_mark(rows[3], 11, 1, "4", LONG_TEXT);
	fill_mark(rows[4], 11, 2, "н/а", "");
	assert_comes_back(rows, 5);
}

static void
a_column_that_was_empty_comes_back_as_it_was_before(void **state)
{
	struct jr_value rows[4][JR_MARK_COLUMNS];

	(void)state;
	for (int i = 0; i < 4; i++)
		fill_mark(rows[i], 12, i, "5", i % 2 == 0 ? "да" : NULL);
	rows[1][JR_MARK_MADE_UP] = jr_int(1);
	rows[3][JR_MARK_MADE_UP] = jr_int(1);
	assert_comes_back(rows, 4);
}

static void
numbers_of_62_bits_come_back(void **state)
{
	static const int64_t numbers[] = { 0, 1, -1, MOST, 0, MOST - 1, -MOST, 0, -MOST,
	    MOST };
	size_t n = sizeof(numbers) / sizeof(numbers[0]);
	struct jr_value rows[10][JR_MARK_COLUMNS];

	(void)state;
	for (size_t i = 0; i < n; i++)
		fill_mark(rows[i], numbers[i], numbers[n - 1 - i], "5", NULL);
	assert_comes_back(rows, n);
}

static void
a_class_takes_few_bytes_a_mark(void **state)
{
	struct jr__pack p = { 0 };
	struct jr_value row[JR_MARK_COLUMNS];

	(void)state;
	for (int task = 1; task <= 40; task++)
		for (int student = 1; student <= 25; student++) {
			fill_mark(row, task, student, student % 3 == 0 ? "4" : "5", NULL);
			jr__pack_row(&p, JR_TBL_MARK, row);
		}
	assert_false(p.data.failed);
	assert_in_range(p.data.len, 1000, 4000);
	jr_buf_release(&p.data);
}

static void
a_text_that_comes_again_takes_one_byte_and_comes_back(void **state)
{
	static const char *const texts[] = { "5", "4", LONG_TEXT, "3", "4", LONG_TEXT, "5" };
	struct jr__pack p = { 0 };
	struct jr_value row[JR_MARK_COLUMNS];
	struct jr__unpacked u;
	struct jr__unpack in;
	struct jr__short want;
	size_t before;

	(void)state;
	for (int i = 0; i < 7; i++) {
		before = p.data.len;
		fill_mark(row, 1, i + 1, "5", texts[i]);
		jr__pack_row(&p, JR_TBL_MARK, row);
		if (i >= 4)	/* mask, student, text */
			assert_int_equal(p.data.len - before, 3);
	}
	assert_true(jr__unpack_begin(&in, "mark", "I", p.data.data, p.data.len));
	for (int i = 0; i < 7; i++) {
		struct jr_value text = jr_text(texts[i]);

		jr__short_of(&text, &want);
		assert_int_equal(jr__unpack_next(&in, &u), JR_OK);
		assert_true(jr__short_equal(&u.row[JR_MARK_COMMENT], &want));
	}
	assert_int_equal(jr__unpack_next(&in, &u), JR_DONE);
	jr_buf_release(&p.data);
}

static void
more_texts_than_are_remembered_come_back(void **state)
{
	struct jr__pack p = { 0 };
	struct jr_value row[JR_MARK_COLUMNS], text;
	struct jr__unpacked u;
	struct jr__unpack in;
	struct jr__short want;
	char words[16];

	(void)state;
	for (int i = 0; i < 200; i++) {
		snprintf(words, sizeof(words), "%d", i * i % 37);
		fill_mark(row, 1, i + 1, "5", words);
		jr__pack_row(&p, JR_TBL_MARK, row);
	}
	assert_true(jr__unpack_begin(&in, "mark", "I", p.data.data, p.data.len));
	for (int i = 0; i < 200; i++) {
		snprintf(words, sizeof(words), "%d", i * i % 37);
		text = jr_text(words);
		jr__short_of(&text, &want);
		assert_int_equal(jr__unpack_next(&in, &u), JR_OK);
		assert_true(jr__short_equal(&u.row[JR_MARK_COMMENT], &want));
	}
	jr_buf_release(&p.data);
}

static void
an_update_keeps_the_old_values_whole(void **state)
{
	struct jr_value old[JR_MARK_COLUMNS], new[JR_MARK_COLUMNS];
	struct jr_buf b = JR_BUF_INIT;
	struct jr__unpack in;
	struct jr__unpacked u;

	(void)state;
	fill_mark(old, 12, 3, "5", LONG_TEXT);
	fill_mark(new, 12, 3, "4", LONG_TEXT " и ещё");
	jr__pack_update(&b, JR_TBL_MARK, old, new);
	assert_true(jr__unpack_begin(&in, "mark", "U", b.data, b.len));
	assert_int_equal(jr__unpack_next(&in, &u), JR_OK);
	assert_int_equal(u.changed, JR_KEEP(JR_MARK_VALUE) | JR_KEEP(JR_MARK_COMMENT));
	assert_int_equal(u.row[JR_MARK_TASK_ID].i, 12);
	assert_int_equal(u.row[JR_MARK_STUDENT_ID].i, 3);
	assert_true(jr_value_equal(&u.old[JR_MARK_COMMENT], &old[JR_MARK_COMMENT]));
	assert_true(jr_value_equal(&u.old[JR_MARK_VALUE], &old[JR_MARK_VALUE]));
	assert_memory_equal(u.row[JR_MARK_VALUE].b, "4", 1);
	assert_int_equal(u.row[JR_MARK_COMMENT].type, JR_S_DIGEST);
	assert_int_equal(jr__unpack_next(&in, &u), JR_DONE);
	jr_buf_release(&b);
}

static void
a_deletion_keeps_the_row_whole(void **state)
{
	struct jr_value old[JR_MARK_COLUMNS];
	struct jr_buf b = JR_BUF_INIT;
	struct jr__unpack in;
	struct jr__unpacked u;

	(void)state;
	fill_mark(old, 12, 3, "5", LONG_TEXT);
	jr__pack_remove(&b, JR_TBL_MARK, old);
	assert_true(jr__unpack_begin(&in, "mark", "D", b.data, b.len));
	assert_int_equal(jr__unpack_next(&in, &u), JR_OK);
	for (int i = 0; i < JR_MARK_COLUMNS; i++)
		assert_true(jr_value_equal(&u.old[i], &old[i]));
	assert_row(u.row, JR_TBL_MARK, old);
	jr_buf_release(&b);
}

static void
keys_that_are_long_texts_come_back_whole_from_an_update(void **state)
{
	const char *key = "audit.rules.homework-missing.severity";
	struct jr_value old[] = { jr_text(key), jr_text("note") };
	struct jr_value new[] = { jr_text(key), jr_text("warning") };
	struct jr_buf b = JR_BUF_INIT;
	struct jr__unpack in;
	struct jr__unpacked u;

	(void)state;
	jr__pack_update(&b, JR_TBL_SETTING, old, new);
	assert_true(jr__unpack_begin(&in, "setting", "U", b.data, b.len));
	assert_int_equal(jr__unpack_next(&in, &u), JR_OK);
	assert_true(jr_value_equal(&u.old[JR_SETTING_KEY], &old[JR_SETTING_KEY]));
	assert_int_equal(u.row[JR_SETTING_KEY].type, JR_S_DIGEST);
	jr_buf_release(&b);
}

static void
no_table_and_no_operation_are_refused(void **state)
{
	struct jr__unpack in;

	(void)state;
	assert_false(jr__unpack_begin(&in, "marks", "I", "", 0));
	assert_false(jr__unpack_begin(&in, NULL, "I", "", 0));
	assert_false(jr__unpack_begin(&in, "mark", "X", "", 0));
	assert_false(jr__unpack_begin(&in, "mark", NULL, "", 0));
}

static void
nothing_holds_no_rows(void **state)
{
	struct jr__unpack in;
	struct jr__unpacked u;

	(void)state;
	assert_true(jr__unpack_begin(&in, "mark", "I", NULL, 0));
	assert_int_equal(jr__unpack_next(&in, &u), JR_DONE);
}

/* Reads all that is there; it must come to an end. */
static void
read_all(const char *op, const unsigned char *data, size_t n)
{
	unsigned char *copy = malloc(n > 0 ? n : 1);	/* so that a sanitizer sees its end */
	struct jr__unpack in;
	struct jr__unpacked u;

	assert_non_null(copy);
	memcpy(copy, data, n);
	assert_true(jr__unpack_begin(&in, "mark", op, copy, n));
	while (jr__unpack_next(&in, &u) == JR_OK)
		;
	free(copy);
}

static void
cut_and_damaged_bytes_are_read_without_harm(void **state)
{
	struct jr_value old[JR_MARK_COLUMNS], new[JR_MARK_COLUMNS];
	struct jr__pack p = { 0 };
	struct jr_buf u = JR_BUF_INIT, d = JR_BUF_INIT;
	const struct { const char *op; struct jr_buf *b; } all[] = {
		{ "I", &p.data }, { "U", &u }, { "D", &d }
	};

	(void)state;
	fill_mark(old, 12, 3, "5", LONG_TEXT);
	fill_mark(new, 12, 3, "4", "короче");
	jr__pack_row(&p, JR_TBL_MARK, old);
	jr__pack_row(&p, JR_TBL_MARK, new);
	jr__pack_update(&u, JR_TBL_MARK, old, new);
	jr__pack_remove(&d, JR_TBL_MARK, old);
	for (size_t k = 0; k < 3; k++) {
		unsigned char *data = (unsigned char *)all[k].b->data;
		size_t n = all[k].b->len;

		for (size_t cut = 0; cut <= n; cut++)
			read_all(all[k].op, data, cut);
		for (size_t at = 0; at < n; at++)
			for (int bit = 0; bit < 8; bit++) {
				data[at] ^= (unsigned char)(1 << bit);
				read_all(all[k].op, data, n);
				data[at] ^= (unsigned char)(1 << bit);
			}
		jr_buf_release(all[k].b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_short_text_is_kept_and_a_long_one_is_a_digest),
		cmocka_unit_test(short_forms_differ_by_type_and_by_every_byte),
		cmocka_unit_test(rows_of_inserts_come_back),
		cmocka_unit_test(a_column_that_was_empty_comes_back_as_it_was_before),
		cmocka_unit_test(numbers_of_62_bits_come_back),
		cmocka_unit_test(a_class_takes_few_bytes_a_mark),
		cmocka_unit_test(a_text_that_comes_again_takes_one_byte_and_comes_back),
		cmocka_unit_test(more_texts_than_are_remembered_come_back),
		cmocka_unit_test(an_update_keeps_the_old_values_whole),
		cmocka_unit_test(a_deletion_keeps_the_row_whole),
		cmocka_unit_test(keys_that_are_long_texts_come_back_whole_from_an_update),
		cmocka_unit_test(no_table_and_no_operation_are_refused),
		cmocka_unit_test(nothing_holds_no_rows),
		cmocka_unit_test(cut_and_damaged_bytes_are_read_without_harm),
	};

	return cmocka_run_group_tests_name("pack", tests, ready, NULL);
}
