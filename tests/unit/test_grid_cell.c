/* Cells of a teacher's grid: how they are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "grid_cell.h"

/* The parts with their kinds: "d:5 w:н _ -"; or what the cell is instead. */
static const char *
shown(const char *cell)
{
	static const char *const is[] = { "empty", "", "date", "long", "loose" };
	static char text[512];
	struct jr_grid_cell c;

	jr_grid_cell_read(cell, strlen(cell), &c);
	if (c.is != JR_CELL_PARTS) {
		assert_int_equal(c.parts, 0);
		return is[c.is];
	}
	text[0] = '\0';
	for (size_t i = 0; i < c.parts; i++) {
		strcat(text, i == 0 ? "" : " ");
		strcat(text, c.part[i].kind == JR_PART_DIGITS ? "d:" :
		    c.part[i].kind == JR_PART_WORD ? "w:" : "");
		strcat(text, c.part[i].text);
	}
	return text;
}

#define CUT(cell, parts) assert_string_equal(shown(cell), parts)

static void
marks_are_parted_by_slash_comma_space_and_line_end(void **state)
{
	(void)state;
	CUT("5", "d:5");
	CUT(" 10 ", "d:10");
	CUT("4/5", "d:4 d:5");
	CUT("5, 4", "d:5 d:4");
	CUT("5 4", "d:5 d:4");
	CUT("2  3", "d:2 d:3");
	CUT("5,4", "d:5 d:4");
	CUT("5.4", "d:5 d:4");
	CUT("5;4", "d:5 d:4");
	CUT("5\n4", "d:5 d:4");
	CUT("3/4/5", "d:3 d:4 d:5");
}

static void
a_number_of_a_spreadsheet_is_a_mark(void **state)
{
	(void)state;
	CUT("5.0", "d:5");
	CUT("5,00", "d:5");
	CUT("10.0", "d:10");
}

static void
codes_stand_alone_or_beside_a_mark(void **state)
{
	(void)state;
	CUT("н", "w:н");
	CUT("Н 2", "w:Н d:2");
	CUT("О 2", "w:О d:2");
	CUT("о15", "w:о15");
	CUT("о15 4/5", "w:о15 d:4 d:5");
	CUT("5н", "d:5 w:н");
	CUT("5/н", "d:5 w:н");
	CUT("н/б", "w:н/б");
	CUT("осв", "w:осв");
	CUT("+", "w:+");
	CUT(".", "w:.");
}

static void
places_and_deletions_are_parts(void **state)
{
	(void)state;
	CUT("-", "-");
	CUT("—", "-");
	CUT("5/_", "d:5 _");
	CUT("_/5", "_ d:5");
	CUT("5/-", "d:5 -");
	CUT("зач _", "w:зач _");
}

static void
plus_and_minus_stay_with_their_mark(void **state)
{
	(void)state;
	CUT("5-", "d:5-");
	CUT("4+", "d:4+");
	CUT("5–", "d:5–");
}

static void
a_mark_that_became_a_date_is_seen(void **state)
{
	(void)state;
	CUT("04.май", "date");
	CUT("4-май", "date");
	CUT("4 мая", "date");
	CUT("05.апр", "date");
	CUT("апр.05", "date");
	CUT("May-04", "date");
	CUT("2026-05-04", "date");
	CUT("2026-05-04T00:00:00", "date");
	CUT("05.04.2026", "date");
	CUT("04.05", "date");
	CUT("46146", "date");
}

static void
what_is_no_cell_of_marks_is_told(void **state)
{
	(void)state;
	CUT("", "empty");
	CUT(" \n ", "empty");
	CUT("5/", "loose");
	CUT("/5", "loose");
	CUT("5//4", "loose");
	CUT("/", "loose");
	CUT("1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5", "long");
	CUT("12345678901234567890123456789", "long");
	assert_string_equal(shown("болел с мамой"), "w:болел w:с w:мамой");
}

static void
any_bytes_are_safe(void **state)
{
	struct jr_grid_cell c;
	char bytes[3];

	(void)state;
	for (unsigned i = 0; i < 0x1000000; i += 251) {
		bytes[0] = (char)i;
		bytes[1] = (char)(i >> 8);
		bytes[2] = (char)(i >> 16);
		jr_grid_cell_read(bytes, sizeof(bytes), &c);
		assert_true(c.parts <= JR_GRID_PARTS_MOST);
		assert_true((c.is == JR_CELL_PARTS) == (c.parts > 0));
	}
}

static void
months_are_known_by_three_letters(void **state)
{
	(void)state;
	assert_int_equal(jr_grid_month("сен", strlen("сен")), 9);
	assert_int_equal(jr_grid_month("СЕНТ.", strlen("СЕНТ.")), 9);
	assert_int_equal(jr_grid_month("сентября", strlen("сентября")), 9);
	assert_int_equal(jr_grid_month("Mar", 3), 3);
	assert_int_equal(jr_grid_month("мая", strlen("мая")), 5);
	assert_int_equal(jr_grid_month("Мария", strlen("Мария")), 0);
	assert_int_equal(jr_grid_month("се", strlen("се")), 0);
	assert_int_equal(jr_grid_month("", 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_parted_by_slash_comma_space_and_line_end),
		cmocka_unit_test(a_number_of_a_spreadsheet_is_a_mark),
		cmocka_unit_test(codes_stand_alone_or_beside_a_mark),
		cmocka_unit_test(places_and_deletions_are_parts),
		cmocka_unit_test(plus_and_minus_stay_with_their_mark),
		cmocka_unit_test(a_mark_that_became_a_date_is_seen),
		cmocka_unit_test(what_is_no_cell_of_marks_is_told),
		cmocka_unit_test(any_bytes_are_safe),
		cmocka_unit_test(months_are_known_by_three_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
