/* The shape of a teacher's grid: what is found where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "grid_read.h"

#define FIELDS 40

static struct jr_buf shown;

static void
said(void *arg, bool error, size_t line, size_t field, const char *words)
{
	(void)arg;
	jr_buf_addf(&shown, "%s:%zu:%zu: %s\n", error ? "error" : "odd", line, field, words);
}

/* Lines of cells, ';' between: no quotes. */
static void
add_lines(struct jr_grid *g, const char *sheet)
{
	const char *field[FIELDS];
	size_t len[FIELDS], line = 1, n;

	for (; *sheet != '\0'; line++) {
		size_t all = strcspn(sheet, "\n");
		const char *end = sheet + all;

		for (n = 0; sheet <= end && n < FIELDS; sheet += len[n++] + 1) {
			field[n] = sheet;
			len[n] = strcspn(sheet, ";\n");
		}
		assert_int_equal(jr_grid_add(g, line, n, field, len), 0);
		sheet = end + (*end == '\n');
	}
}

static void
show(const struct jr_grid *g)
{
	static const char *const kinds[] = { "student", "number", "register", "topic", "type",
		"tasks", "homework" };
	char date[JR_DATE_SIZE];

	for (size_t i = 0; i < g->columns; i++) {
		jr_date_format(g->column[i].day, date);
		jr_buf_addf(&shown, "%s%zu=%s", i == 0 ? "" : " ", g->column[i].field,
		    g->column[i].kind == JR_GRID_MEAN ? "mean" : date + 2);
	}
	jr_buf_addc(&shown, '\n');
	for (size_t i = 0; i < g->rows; i++) {
		const struct jr_grid_row *r = &g->row[i];

		jr_buf_addf(&shown, "%zu %s [%s][%s]", r->line, kinds[r->kind],
		    jr_grid_text(g, r->number), jr_grid_text(g, r->name));
		for (size_t k = 0; k < g->columns; k++)
			jr_buf_addf(&shown, " %s", jr_grid_cell(g, r, g->column[k].field));
		jr_buf_addc(&shown, '\n');
	}
}

/* The sheet of 2026/27 as it is understood. */
static const char *
shape(const char *sheet)
{
	struct jr_grid g;

	jr_buf_clear(&shown);
	jr_grid_init(&g);
	add_lines(&g, sheet);
	if (jr_grid_read(&g, 2026, said, NULL) == 0)
		show(&g);
	jr_grid_release(&g);
	return jr_buf_str(&shown);
}

#define SHAPE(sheet, is) assert_string_equal(shape(sheet), is)

static void
dates_without_a_year_are_of_the_school_year(void **state)
{
	(void)state;
	SHAPE(";03.09;5.2;09.09.;2026-09-10;11.9.26;12.09.2026\nИванов;5;4;н;;2;3\n",
	    "1=26-09-03 2=27-02-05 3=26-09-09 4=26-09-10 5=26-09-11 6=26-09-12\n"
	    "2 student [][Иванов] 5 4 н  2 3\n");
}

static void
months_stand_above_days_and_leave_blanks(void **state)
{
	(void)state;
	SHAPE("7А, Алгебра\n№;Ученик;Сентябрь;;;октябрь 2026;\n;;7;9;9;5;7\n1;Иванов;5;4;;;\n",
	    "2=26-09-07 3=26-09-09 4=26-09-09 5=26-10-05 6=26-10-07\n"
	    "4 student [][Иванов] 5 4   \n");
}

static void
spreadsheets_count_days_and_shorten_months(void **state)
{
	(void)state;
	SHAPE("ФИО;07.09.2026 0:00:00;2026-09-09T00:00:00\nИванов;5;4\n",
	    "1=26-09-07 2=26-09-09\n2 student [][Иванов] 5 4\n");
	SHAPE("ФИО;46331;05.ноя;6 ноября;44870;чт 12.11\nИванов;5;;;;\n",
	    "1=26-11-05 2=26-11-05 3=26-11-06 4=26-11-06 5=26-11-12\n"
	    "2 student [][Иванов] 5    \n");
}

static void
title_lines_and_blank_rows_are_passed_over(void **state)
{
	(void)state;
	SHAPE("Журнал;05.09.2026\n\nКласс:;7А\n№;Фамилия, имя;07.09;09.09\n\n1;Иванова А. П.;5;\n",
	    "2=26-09-07 3=26-09-09\n6 student [][Иванова А. П.] 5 \n");
	SHAPE("Дата:;05.09.2026\n№ п/п;ФИО;07.09\n1;Иванова А.;5\n",
	    "2=26-09-07\n3 student [][Иванова А.] 5\n");
}

static void
number_name_and_running_number_are_told_apart(void **state)
{
	(void)state;
	SHAPE("№;Номер;Ученик;07.09\n1;G4-0001;Ёлкина;5\n", "3=26-09-07\n"
	    "2 student [G4-0001][Ёлкина] 5\n");
	SHAPE(";;07.09\n1;Ёлкина М.;5\n2.;Иванов;4\n", "2=26-09-07\n"
	    "2 student [][Ёлкина М.] 5\n3 student [][Иванов] 4\n");
	SHAPE(";07.09\n=\"017\";=\"4/5\"\n", "1=26-09-07\n2 student [017][] 4/5\n");
	SHAPE(";07.09\nG4-0001;5\n17;4\n", "1=26-09-07\n"
	    "2 student [G4-0001][] 5\n3 student [17][] 4\n");
	SHAPE("№;Фамилия;Имя;07.09\n1;Ёлкина;Мария;5\n", "3=26-09-07\n"
	    "2 student [][Ёлкина Мария] 5\n");
}

static void
rows_about_the_lessons_are_known(void **state)
{
	(void)state;
	SHAPE(";;07.09;09.09\n;№ урока;14;15\n1;Ёлкина;5;\n",
	    "2=26-09-07 3=26-09-09\n3 student [][Ёлкина] 5 \n");
	SHAPE(";;07.09;09.09\n;Урок;2;1\n;;пн;ср\n;Тема:;Дроби;\n;Тип;К;\n;Сделано;К: Дроби;\n"
	    ";Д/з;№ 5;\n;Посещаемость;+;\n1;Ёлкина;5;\n;Средний балл;5;\n",
	    "2=26-09-07 3=26-09-09\n2 number [][Урок] 2 1\n4 topic [][Тема:] Дроби \n"
	    "5 type [][Тип] К \n6 tasks [][Сделано] К: Дроби \n7 homework [][Д/з] № 5 \n"
	    "8 register [][Посещаемость] + \n9 student [][Ёлкина] 5 \n");
}

static void
means_are_told_and_sums_passed_over(void **state)
{
	(void)state;
	SHAPE(";07.09;09.09;Средний балл;1 четверть;\nЁлкина;5;4;4,5;5;\n",
	    "1=26-09-07 2=26-09-09 3=mean\n2 student [][Ёлкина] 5 4 4,5\n");
	SHAPE(";07.09;I четв.;02.11;Ср.\nЁлкина;5;5;4;4,5\n",
	    "1=26-09-07 3=26-11-02 4=mean\n2 student [][Ёлкина] 5 4 4,5\n");
	SHAPE(";07.09;Звёзды\nЁлкина;5;3\n", "odd:1:3: the column 'Звёзды' has no date and is "
	    "passed over\n1=26-09-07\n2 student [][Ёлкина] 5\n");
}

static void
a_wrong_date_is_said_where_it_stands(void **state)
{
	(void)state;
	SHAPE("x\n;07.09;31.09;09.09.2024\nЁлкина;5;4;3\n",
	    "error:2:3: '31.09' is not a date in 2026/27; --year says which school year the "
	    "sheet is of\n"
	    "error:2:4: '09.09.2024' is not a date in 2026/27; --year says which school year the "
	    "sheet is of\n");
	SHAPE(";07.09;5/11\nЁлкина;5;4\n", "error:1:3: '5/11' can be 05.11.2026 or 11.05.2027; "
	    "write the day, a full stop and the month\n");
	SHAPE(";;7;9\n1;Ёлкина;5;4\n", "error:0:0: there is no row of dates; above the marks "
	    "there must be days, like 05.11, or months with the numbers of days under them\n");
}

static void
leftovers_of_merged_cells_are_said(void **state)
{
	(void)state;
	SHAPE(";07.09;;09.09\nЁлкина;5;4;3\n;;;5\n",
	    "error:2:3: there is something here, but no date above; is it left over from merged "
	    "cells?\n"
	    "error:3:4: there is something here, but no student in the row; is it left over from "
	    "merged cells?\n");
	SHAPE(";Сентябрь;;;\n;28;30;5;7\nЁлкина;5;;;\n", "error:2:4: the days go back to "
	    "05.09.2026 here; is the name of a month missing above?\n");
	SHAPE(";;07.09\n;Тема;a\n;Тема;b\n", "error:3:2: the row 'Тема' stands twice\n");
}

static void
too_much_is_refused_and_nothing_is_no_grid(void **state)
{
	struct jr_grid g;
	const char *field[1001];
	size_t len[1001];

	(void)state;
	SHAPE("", "error:0:0: there is no row of dates; above the marks there must be days, like "
	    "05.11, or months with the numbers of days under them\n");
	jr_grid_init(&g);
	for (size_t i = 0; i < 1001; i++) {
		field[i] = "x";
		len[i] = 1;
	}
	assert_int_equal(jr_grid_add(&g, 1, 1001, field, len), JR_EINVAL);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(jr_grid_add(&g, 1, 1000, field, len), 0);
	assert_int_equal(jr_grid_add(&g, 1, 1, field, len), JR_EINVAL);
	jr_grid_release(&g);
	field[0] = "\xff";
	assert_int_equal(jr_grid_add(&g, 1, 1, field, len), JR_EINVAL);
	len[0] = 0;
	for (size_t i = 0; i < 1000000; i++)
		assert_int_equal(jr_grid_add(&g, i, 1, field, len), 0);
	jr_grid_release(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_without_a_year_are_of_the_school_year),
		cmocka_unit_test(months_stand_above_days_and_leave_blanks),
		cmocka_unit_test(spreadsheets_count_days_and_shorten_months),
		cmocka_unit_test(title_lines_and_blank_rows_are_passed_over),
		cmocka_unit_test(number_name_and_running_number_are_told_apart),
		cmocka_unit_test(rows_about_the_lessons_are_known),
		cmocka_unit_test(means_are_told_and_sums_passed_over),
		cmocka_unit_test(a_wrong_date_is_said_where_it_stands),
		cmocka_unit_test(leftovers_of_merged_cells_are_said),
		cmocka_unit_test(too_much_is_refused_and_nothing_is_no_grid),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	jr_buf_release(&shown);
	return failed;
}
