#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/table.h"
#include "base/text.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define CELLS(...) ((const char *const[]){ __VA_ARGS__ })

/* A stream into memory. */
struct sink {
	FILE *f;
	char *data;
	size_t len;
};

static const struct jr_col marks[] = {
	{ "student", "Ученик", JR_COL_TEXT, true },
	{ "mark", "Отметка", JR_COL_INT, false },
	{ "mean", NULL, JR_COL_DECIMAL, false },
	{ "date", "Дата", JR_COL_DATE, false },
};

static const struct jr_col topics[] = {
	{ "number", "№", JR_COL_INT, true },
	{ "topic", "Тема", JR_COL_TEXT, false },
};

static const struct jr_col word[] = {
	{ "word", "Слово", JR_COL_TEXT, false },
};

static void
sink_open(struct sink *s)
{
	*s = (struct sink){ NULL, NULL, 0 };
	s->f = open_memstream(&s->data, &s->len);
	assert_non_null(s->f);
}

static void
sink_expect(struct sink *s, const char *want)
{
	assert_int_equal(fclose(s->f), 0);
	assert_string_equal(s->data, want);
	assert_int_equal(s->len, strlen(want));
	free(s->data);
}

static struct jr_table *
begin(struct sink *s, const struct jr_table_opts *opts, const char *title,
    const struct jr_col *col, size_t n)
{
	struct jr_table *t;

	sink_open(s);
	t = jr_table_new(s->f, opts, true, title, col, n);
	assert_non_null(t);
	return t;
}

static void
end(struct jr_table *t, struct sink *s, const char *want)
{
	assert_int_equal(jr_table_end(t), JR_OK);
	sink_expect(s, want);
}

/* The same small table in every format: groups, footer, notes, empty cells. */
static void
fill(struct jr_table *t)
{
	jr_table_note(t, "До 15:00");
	jr_table_groups(t, "class", "Класс");
	jr_table_group(t, "7А");
	jr_table_row(t, CELLS("Иванов", "5", "4.50", "2026-09-03"));
	jr_table_row(t, CELLS("Ёлкина", "н/а", NULL, ""));
	jr_table_group(t, "7Б");
	jr_table_row(t, CELLS(NULL, NULL, NULL, NULL));
	jr_table_footer(t, CELLS("Всего", "12", "4.5", NULL));
	jr_table_note(t, "<не всё>");
}

static void
expect_filled(const struct jr_table_opts *opts, const char *want)
{
	struct sink s;
	struct jr_table *t = begin(&s, opts, "Отметки", marks, COUNT(marks));

	fill(t);
	end(t, &s, want);
}

/* One column of texts, in the format given. */
static void
expect_words(const struct jr_table_opts *opts, const char *const *cells,
    size_t n, const char *want)
{
	struct sink s;
	struct jr_table *t = begin(&s, opts, NULL, word, 1);

	for (size_t i = 0; i < n; i++)
		jr_table_row(t, &cells[i]);
	end(t, &s, want);
}

static void
text_has_title_heading_groups_footers_and_notes(void **state)
{
	(void)state;
	expect_filled(&(struct jr_table_opts){ .format = JR_TEXT },
	    "Отметки\n"
	    "\n"
	    "Ученик  Отметка  mean  Дата\n"
	    "──────  ───────  ────  ──────────\n"
	    "7А\n"
	    "Иванов        5  4.50  2026-09-03\n"
	    "Ёлкина      н/а\n"
	    "\n"
	    "7Б\n"
	    "\n"
	    "──────  ───────  ────  ──────────\n"
	    "Всего        12   4.5\n"
	    "\n"
	    "До 15:00\n"
	    "<не всё>\n");
}

static void
text_is_the_same_in_any_locale(void **state)
{
	(void)state;
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	text_has_title_heading_groups_footers_and_notes(NULL);
	assert_non_null(setlocale(LC_ALL, "C"));
	text_has_title_heading_groups_footers_and_notes(NULL);
}

static void
text_without_rows_still_has_its_heading(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, topics, 2);
	end(t, &s, "№  Тема\n─  ────\n");
}

static void
text_without_rows_has_one_rule_above_its_footers(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, topics, 2);
	jr_table_footer(t, CELLS("0", "нет"));
	jr_table_footer(t, CELLS("0", NULL));
	end(t, &s, "№  Тема\n─  ────\n0  нет\n0\n");
}

static void
text_without_any_titles_has_no_heading(void **state)
{
	static const struct jr_col col[] = {
		{ "a", "", JR_COL_TEXT, false },
		{ "b", "", JR_COL_INT, false },
	};
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, col, 2);
	jr_table_row(t, CELLS("уроков", "7"));
	jr_table_row(t, CELLS("пропущено", "12"));
	jr_table_footer(t, CELLS("итого", "19"));
	end(t, &s, "уроков      7\nпропущено  12\nитого      19\n");
}

static void
text_of_one_column_and_one_row_is_a_table(void **state)
{
	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_TEXT }, CELLS("да"),
	    1, "Слово\n─────\nда\n");
}

static void
text_measures_wide_and_combining_characters(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, marks, 2);
	jr_table_row(t, CELLS("日本語学校", "5"));
	jr_table_row(t, CELLS("И\xCC\x86о\xCC\x81д", "4"));
	end(t, &s,
	    "Ученик      Отметка\n"
	    "──────────  ───────\n"
	    "日本語学校        5\n"
	    "И\xCC\x86о\xCC\x81д               4\n");
}

static void
text_breaks_no_character_with_its_marks(void **state)
{
	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_TEXT, .width = 3 },
	    CELLS("日本", "о\xCC\x81о\xCC\x81о\xCC\x81о\xCC\x81"), 2,
	    "Сл.\n───\n日\n本\nо\xCC\x81о\xCC\x81о\xCC\x81\nо\xCC\x81\n");
	expect_words(&(struct jr_table_opts){ .format = JR_TEXT, .width = 1 },
	    CELLS("日本"), 1, "С\n─\n日\n本\n");
}

static void
text_wraps_a_title_and_notes_wider_than_the_terminal(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 20 },
	    "Сводная ведомость успеваемости класса 7А", word, 1);
	jr_table_row(t, CELLS("да"));
	jr_table_note(t, "Отметки выставлены не всем ученикам");
	end(t, &s,
	    "Сводная ведомость\nуспеваемости класса\n7А\n\nСлово\n─────\nда\n\n"
	    "Отметки выставлены\nне всем ученикам\n");
}

static void
text_goes_on_in_its_column_after_a_line_end(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, topics, 2);
	jr_table_row(t, CELLS("1", "упр. 7\nучить\r\n\nправило\n"));
	jr_table_row(t, CELLS("2\n3", "\nснова"));
	end(t, &s,
	    "№  Тема\n"
	    "─  ───────\n"
	    "1  упр. 7\n"
	    "   учить\n"
	    "\n"
	    "   правило\n"
	    "2\n"
	    "3  снова\n");
}

static void
text_wraps_long_topics_at_word_borders(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 24 },
	    NULL, topics, 2);
	jr_table_row(
	    t, CELLS("1", "Правописание приставок на з-  и с-, буквы ы и и"));
	jr_table_row(t, CELLS("2", "Чтение"));
	end(t, &s,
	    "№  Тема\n"
	    "─  ─────────────────────\n"
	    "1  Правописание\n"
	    "   приставок на з-  и\n"
	    "   с-, буквы ы и и\n"
	    "2  Чтение\n");
}

static void
text_wraps_behind_a_hyphen_between_letters_only(void **state)
{
	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_TEXT, .width = 14 },
	    CELLS("Белоцерковский-Заречный", "2026-09-03-05-07-09", "a - b"), 3,
	    "Слово\n──────────────\n"
	    "Белоцерковский\n-Заречный\n"
	    "2026-09-03-05-\n07-09\n"
	    "a - b\n");
	expect_words(&(struct jr_table_opts){ .format = JR_TEXT, .width = 15 },
	    CELLS("Белоцерковский-Заречный"), 1,
	    "Слово\n───────────────\nБелоцерковский-\nЗаречный\n");
}

static void
text_breaks_a_word_wider_than_the_terminal(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 30 },
	    NULL, topics, 2);
	jr_table_row(t,
	    CELLS("1", "см. https://resh.edu.ru/subject/lesson/2010/start/"));
	end(t, &s,
	    "№  Тема\n"
	    "─  ───────────────────────────\n"
	    "1  см.\n"
	    "   https://resh.edu.ru/subject\n"
	    "   /lesson/2010/start/\n");
}

static void
text_wraps_headings_before_cells(void **state)
{
	static const struct jr_col col[] = {
		{ "a", "Классный руководитель", JR_COL_TEXT, false },
		{ "b", "Домашнее задание", JR_COL_TEXT, false },
		{ "c", "Часов в неделю", JR_COL_INT, false },
	};
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 36 },
	    NULL, col, 3);
	jr_table_row(t, CELLS("Петрова", "прочесть § 5", "3"));
	end(t, &s,
	    "Классный      Домашнее       Часов в\n"
	    "руководитель  задание         неделю\n"
	    "────────────  ────────────  ────────\n"
	    "Петрова       прочесть § 5         3\n");
}

static void
text_abbreviates_headings_before_it_cuts_bands(void **state)
{
	static const struct jr_col col[] = {
		{ "a", "Ученик", JR_COL_TEXT, true },
		{ "b", "Информатика", JR_COL_TEXT, false },
		{ "c", "Вероятность и статистика", JR_COL_TEXT, false },
		{ "d", "Научно-популярное чтение", JR_COL_TEXT, false },
		{ "e", "Труд (технология)", JR_COL_TEXT, false },
		{ "f", "ОБЗР", JR_COL_TEXT, false },
	};
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 38 },
	    NULL, col, 6);
	jr_table_row(t, CELLS("Иванов А.", "5", "4", "н/а", "5", "осв"));
	end(t, &s,
	    "                Вер.  Науч.\n"
	    "                и     поп.  Труд\n"
	    "Ученик    Инф.  стат. чтен. (те.) ОБЗР\n"
	    "───────── ───── ───── ───── ───── ────\n"
	    "Иванов А. 5     4     н/а   5     осв\n");
}

static void
text_cut_into_bands_repeats_the_key_columns(void **state)
{
	static const struct jr_col col[] = {
		{ "a", "Ученик", JR_COL_TEXT, true },
		{ "b", "понедельник", JR_COL_DATE, false },
		{ "c", "вторник", JR_COL_DATE, false },
		{ "d", "среда", JR_COL_DATE, false },
		{ "e", "четверг", JR_COL_DATE, false },
	};
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 36 },
	    "Сроки", col, 5);
	jr_table_group(t, "7А");
	jr_table_row(
	    t, CELLS("Иванов", "2026-09-07", "2026-09-08", "2026-09-09", NULL));
	jr_table_row(t, CELLS("Ли", NULL, "2026-09-08", NULL, "2026-09-10"));
	jr_table_footer(t, CELLS("всего", "1", "2", "1", "1"));
	jr_table_note(t, "по плану");
	end(t, &s,
	    "Сроки\n"
	    "\n"
	    "Ученик  понедельник  вторник\n"
	    "──────  ───────────  ──────────\n"
	    "7А\n"
	    "Иванов  2026-09-07   2026-09-08\n"
	    "Ли                   2026-09-08\n"
	    "──────  ───────────  ──────────\n"
	    "всего   1            2\n"
	    "\n"
	    "Ученик  среда       четверг\n"
	    "──────  ──────────  ──────────\n"
	    "7А\n"
	    "Иванов  2026-09-09\n"
	    "Ли                  2026-09-10\n"
	    "──────  ──────────  ──────────\n"
	    "всего   1           1\n"
	    "\n"
	    "по плану\n");
}

static void
text_without_key_columns_repeats_the_first(void **state)
{
	static const struct jr_col col[] = {
		{ "a", NULL, JR_COL_INT, false },
		{ "b", NULL, JR_COL_DATE, false },
		{ "c", NULL, JR_COL_DATE, false },
	};
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 20 },
	    NULL, col, 3);
	jr_table_row(t, CELLS("17", "2026-09-07", "2026-09-08"));
	end(t, &s,
	    " a  b\n──  ──────────\n17  2026-09-07\n"
	    "\n"
	    " a  c\n──  ──────────\n17  2026-09-08\n");
}

static void
text_drops_keys_that_would_take_over_half_of_the_line(void **state)
{
	static const struct jr_col col[] = {
		{ "a", NULL, JR_COL_INT, true },
		{ "b", NULL, JR_COL_DATE, true },
		{ "c", NULL, JR_COL_DATE, false },
	};
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 20 },
	    NULL, col, 3);
	jr_table_row(t, CELLS("17", "2026-09-07", "2026-09-08"));
	end(t, &s,
	    " a  b\n──  ──────────\n17  2026-09-07\n"
	    "\n"
	    " a  c\n──  ──────────\n17  2026-09-08\n");
}

static void
text_never_breaks_a_number(void **state)
{
	static const struct jr_col col[] = { { "n", NULL, JR_COL_INT, false } };
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 4 },
	    NULL, col, 1);
	jr_table_row(t, CELLS("1234567"));
	end(t, &s, "      n\n───────\n1234567\n");
}

static void
text_shows_control_characters_as_escapes(void **state)
{
	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_TEXT },
	    CELLS("a\x1b[31mb", "a\tb\rc",
		"\xE2\x80\xAE"
		"x",
		"\xFF"),
	    4, "Слово\n──────────\na\\x1b[31mb\na b c\n\\u{202E}x\n\\xff\n");
}

static void
text_streams_after_its_sample_of_500_rows(void **state)
{
	struct sink s;
	struct jr_table *t;
	const char *last;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, marks, 3);
	for (int i = 0; i < 500; i++)
		jr_table_row(t, CELLS("5А", "5", "5"));
	jr_table_row(t, CELLS("Одиннадцатый", "5", "5"));
	jr_table_row(t, CELLS("Ли Ю", "123456789", "12345"));
	jr_table_row(t, CELLS("Константин Ю", "5", "5"));
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	last = strstr(s.data, "5А            5     5\nО");
	assert_non_null(last);
	assert_string_equal(last,
	    "5А            5     5\n"
	    "Одиннадцатый  5     5\n"
	    "Ли Ю  123456789 12345\n"
	    "Константин    5     5\n"
	    "Ю\n");
	free(s.data);
}

static void
text_in_bands_comes_in_blocks_that_repeat_heading_and_group(void **state)
{
	static const struct jr_col col[] = {
		{ "a", NULL, JR_COL_INT, true },
		{ "b", NULL, JR_COL_DATE, false },
		{ "c", NULL, JR_COL_DATE, false },
	};
	static const char want[] =
	    "499  2026-09-08\n"
	    "\n"
	    "  a  b\n───  ──────────\n7А\n500  2026-09-07\n"
	    "\n"
	    "  a  c\n───  ──────────\n7А\n500  2026-09-08\n";
	struct sink s;
	struct jr_table *t;
	char n[12];

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT, .width = 20 },
	    NULL, col, 3);
	jr_table_group(t, "7А");
	for (int i = 1; i <= 500; i++) {
		snprintf(n, sizeof(n), "%d", i);
		jr_table_row(t, CELLS(n, "2026-09-07", "2026-09-08"));
	}
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	assert_true(s.len > sizeof(want));
	assert_string_equal(s.data + s.len - (sizeof(want) - 1), want);
	free(s.data);
}

/* A class of 25, 20 subjects, means and a category on 80 columns. */
static void
write_class_summary(struct jr_table *t)
{
	const char *cells[24];
	char no[12];

	for (int row = 1; row <= 25; row++) {
		snprintf(no, sizeof(no), "%d", row);
		cells[0] = no;
		cells[1] = row % 5 == 0 ? "Белоцерковский-Заречный А. М." :
					  "Воробьёва Е. С.";
		for (int i = 0; i < 20; i++)
			cells[2 + i] = (row * i) % 11 == 7 ? "н/а" : "4";
		cells[22] = "4.25";
		cells[23] = "успевающий";
		jr_table_row(t, cells);
	}
}

static void
text_of_a_class_summary_takes_three_bands_of_80_columns(void **state)
{
	static const char *const subject[20] = {
		"Русский язык",
		"Литература",
		"Родной язык",
		"Английский язык",
		"Алгебра",
		"Геометрия",
		"Вероятность и статистика",
		"Информатика",
		"История",
		"Обществознание",
		"География",
		"Физика",
		"Химия",
		"Биология",
		"Музыка",
		"Изобразительное искусство",
		"Труд (технология)",
		"Физическая культура",
		"ОБЗР",
		"Чтение",
	};
	struct jr_col col[24] = {
		{ "no", "№", JR_COL_INT, true },
		{ "student", "Ученик", JR_COL_TEXT, true },
	};
	struct sink s;
	struct jr_table *t;
	size_t lines = 0, len;

	(void)state;
	for (int i = 0; i < 20; i++)
		col[2 + i] =
		    (struct jr_col){ "subject", subject[i], JR_COL_TEXT, false };
	col[22] = (struct jr_col){ "mean", "Средний балл", JR_COL_DECIMAL, false };
	col[23] = (struct jr_col){ "category", "Категория", JR_COL_TEXT, false };
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, col, 24);
	write_class_summary(t);
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	for (const char *p = s.data; *p != '\0'; p += len + 1, lines++) {
		len = strcspn(p, "\n");
		assert_true(jr_text_width(p, len) <= 80);
		assert_true(len == 0 || p[len - 1] != ' ');
	}
	assert_in_range(lines, 3 * (25 + 2), 3 * (25 + 5) + 2);
	assert_non_null(strstr(s.data, " № Ученик                        "));
	free(s.data);
}

static void
text_of_any_width_loses_no_word(void **state)
{
	static const char *const words[] = { "раз", "два", "три", "четыре", "пять" };
	struct sink s;
	struct jr_table *t;

	(void)state;
	for (size_t width = 1; width < 60; width++) {
		t = begin(&s,
		    &(struct jr_table_opts){ .format = JR_TEXT, .width = width },
		    NULL, marks, 4);
		jr_table_row(t, CELLS("раз два три", "17", "4.5", "2026-09-03"));
		jr_table_row(t, CELLS("четыре\nпять", "18", NULL, "2026-09-04"));
		assert_int_equal(jr_table_end(t), JR_OK);
		assert_int_equal(fclose(s.f), 0);
		for (size_t i = 0; width >= 12 && i < COUNT(words); i++)
			assert_non_null(strstr(s.data, words[i]));
		assert_non_null(strstr(s.data, "4.5"));
		assert_non_null(strstr(s.data, "2026-09-04"));
		free(s.data);
	}
}

static void
text_on_a_terminal_narrower_than_its_keys_goes_on(void **state)
{
	static const char *const letters[] = { "а", "б", "в", "г", "д" };
	struct sink s;
	struct jr_table *t;

	(void)state;
	for (size_t width = 1; width < 12; width++) {
		t = begin(&s,
		    &(struct jr_table_opts){ .format = JR_TEXT, .width = width },
		    NULL, topics, 2);
		jr_table_row(t, CELLS("1", "абвгд"));
		assert_int_equal(jr_table_end(t), JR_OK);
		assert_int_equal(fclose(s.f), 0);
		for (size_t i = 0; i < COUNT(letters); i++)
			assert_non_null(strstr(s.data, letters[i]));
		assert_in_range(s.len, 1, 200);
		free(s.data);
	}
}

static void
text_with_an_empty_title_has_none(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, "", word, 1);
	end(t, &s, "Слово\n─────\n");
}

static void
text_leaves_a_line_where_a_group_ends(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_TEXT }, NULL, word, 1);
	jr_table_groups(t, "class", "Класс");
	jr_table_row(t, CELLS("a"));
	jr_table_group(t, "7А");
	jr_table_row(t, CELLS("b"));
	jr_table_group(t, NULL);
	jr_table_row(t, CELLS("c"));
	end(t, &s, "Слово\n─────\na\n\n7А\nb\n\nc\n");
}

static void
csv_of_many_blocks_comes_out_whole(void **state)
{
	struct sink s;
	struct jr_table *t;
	const char *p;
	char n[12];

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_CSV }, NULL, word, 1);
	for (int i = 0; i < 100000; i++) {
		snprintf(n, sizeof(n), "%d", 100000 + i);
		jr_table_row(t, CELLS(n));
	}
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	assert_int_equal(s.len, 5 + 7 * 100000);
	p = s.data + 5;
	for (int i = 0; i < 100000; i++, p += 7)
		assert_int_equal(strtol(p, NULL, 10), 100000 + i);
	free(s.data);
}

static void
csv_has_names_and_the_group_as_first_column(void **state)
{
	(void)state;
	expect_filled(&(struct jr_table_opts){ .format = JR_CSV },
	    "class,student,mark,mean,date\n"
	    "7А,Иванов,5,4.50,2026-09-03\n"
	    "7А,Ёлкина,н/а,,\n"
	    "7Б,,,,\n");
}

static void
csv_has_titles_and_footers_when_asked(void **state)
{
	(void)state;
	expect_filled(
	    &(struct jr_table_opts){ .format = JR_CSV, .titles = true, .footers = true },
	    "Класс,Ученик,Отметка,mean,Дата\n"
	    "7А,Иванов,5,4.50,2026-09-03\n"
	    "7А,Ёлкина,н/а,,\n"
	    "7Б,,,,\n"
	    ",Всего,12,4.5,\n");
}

static void
csv_quotes_what_needs_it(void **state)
{
	static const char *const cells[] = {
		"a,b",
		"Лицей \"Звезда\"",
		"a\nb",
		"a\rb",
		" a",
		"a ",
		"a;b",
		"a\tb",
		"a\\b",
		"'",
		" ",
	};

	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_CSV }, cells,
	    COUNT(cells),
	    "word\n\"a,b\"\n\"Лицей \"\"Звезда\"\"\"\n\"a\nb\"\n\"a\rb\"\n\" a\"\n\"a \"\n"
	    "a;b\na\tb\na\\b\n'\n\" \"\n");
}

static void
csv_writes_a_lone_empty_cell_as_quotes(void **state)
{
	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_CSV },
	    CELLS(NULL, "", "a"), 3, "word\n\"\"\n\"\"\na\n");
}

static void
csv_without_rows_is_its_header(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_CSV }, "x", marks, 4);
	jr_table_groups(t, "class", NULL);
	end(t, &s, "class,student,mark,mean,date\n");
}

static void
csv_names_an_unnamed_group_column(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_CSV }, NULL, word, 1);
	jr_table_group(t, "7А");
	jr_table_row(t, CELLS(NULL));
	jr_table_group(t, NULL);
	jr_table_row(t, CELLS("a"));
	end(t, &s, "group,word\n7А,\n,a\n");
}

static void
excel_gets_bom_semicolons_crlf_and_decimal_commas(void **state)
{
	(void)state;
	expect_filled(
	    &(struct jr_table_opts){
		.format = JR_CSV, .excel = true, .titles = true, .footers = true },
	    "\xEF\xBB\xBF"
	    "Класс;Ученик;Отметка;mean;Дата\r\n"
	    "7А;Иванов;5;4,50;2026-09-03\r\n"
	    "7А;Ёлкина;н/а;;\r\n"
	    "7Б;;;;\r\n"
	    ";Всего;12;4,5;\r\n");
}

static void
excel_is_kept_from_changing_texts(void **state)
{
	static const char *const cells[] = {
		"4/5",
		"1.2",
		"1-2",
		"01.09.2026",
		"8:30",
		"0042",
		"891212345678",
		"12E5",
		"3e-2",
		"5",
		"89121234567",
		"0",
		"1.2.3.4",
		"12345/1",
		"4/",
		"/5",
		"7А/2",
		"E5",
		"5E",
		"5,4",
	};

	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_CSV, .excel = true },
	    cells, COUNT(cells),
	    "\xEF\xBB\xBFword\r\n\"=\"\"4/5\"\"\"\r\n\"=\"\"1.2\"\"\"\r\n\"=\"\"1-2\"\"\"\r\n"
	    "\"=\"\"01.09.2026\"\"\"\r\n\"=\"\"8:30\"\"\"\r\n\"=\"\"0042\"\"\"\r\n"
	    "\"=\"\"891212345678\"\"\"\r\n\"=\"\"12E5\"\"\"\r\n\"=\"\"3e-2\"\"\"\r\n5\r\n"
	    "89121234567\r\n0\r\n1.2.3.4\r\n12345/1\r\n4/\r\n/5\r\n7А/2\r\nE5\r\n5E\r\n5,4\r\n");
}

static void
excel_is_kept_from_running_formulas(void **state)
{
	static const char *const cells[] = { "=1+1", "+7 912", "-5", "@x",
		"\tx", "\rx", "x=1", "-", "" };

	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_CSV, .excel = true },
	    cells, COUNT(cells),
	    "\xEF\xBB\xBFword\r\n\" =1+1\"\r\n\" +7 912\"\r\n\" -5\"\r\n\" @x\"\r\n\" \tx\"\r\n"
	    "\" \rx\"\r\nx=1\r\n\" -\"\r\n\"\"\r\n");
}

static void
excel_leaves_numbers_in_number_columns_alone(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_CSV, .excel = true },
	    NULL, marks, 4);
	jr_table_row(t, CELLS("a", "-5", "-0.25", "2026-09-03"));
	jr_table_row(t, CELLS("a", "4/5", "1.2.3", "завтра"));
	jr_table_row(t, CELLS("a", "1.5", "=2", "-"));
	end(t, &s,
	    "\xEF\xBB\xBFstudent;mark;mean;date\r\n"
	    "a;-5;-0,25;2026-09-03\r\n"
	    "a;\"=\"\"4/5\"\"\";\"=\"\"1.2.3\"\"\";завтра\r\n"
	    "a;\"=\"\"1.5\"\"\";\" =2\";\" -\"\r\n");
}

static void
excel_titles_are_texts_too(void **state)
{
	static const struct jr_col col[] = {
		{ "d0901", "01.09", JR_COL_TEXT, false },
		{ "sum", "=A1", JR_COL_TEXT, false },
	};
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s,
	    &(struct jr_table_opts){ .format = JR_CSV, .excel = true, .titles = true },
	    NULL, col, 2);
	end(t, &s, "\xEF\xBB\xBF\"=\"\"01.09\"\"\";\" =A1\"\r\n");
}

static void
tsv_escapes_tabs_line_ends_and_backslashes(void **state)
{
	static const char *const cells[] = { "a\tb", "a\nb", "a\r\\",
		"\"a\", b; ", "" };

	(void)state;
	expect_words(&(struct jr_table_opts){ .format = JR_TSV }, cells,
	    COUNT(cells), "word\na\\tb\na\\nb\na\\r\\\\\n\"a\", b; \n\n");
	expect_filled(&(struct jr_table_opts){ .format = JR_TSV, .footers = true },
	    "class\tstudent\tmark\tmean\tdate\n"
	    "7А\tИванов\t5\t4.50\t2026-09-03\n"
	    "7А\tЁлкина\tн/а\t\t\n"
	    "7Б\t\t\t\t\n"
	    "\tВсего\t12\t4.5\t\n");
}

#define JSON_COLUMNS                                                                       \
	"\"columns\":[{\"name\":\"student\",\"title\":\"Ученик\",\"type\":\"text\"," \
	"\"key\":true},{\"name\":\"mark\",\"title\":\"Отметка\",\"type\":\"int\","  \
	"\"key\":false},{\"name\":\"mean\",\"title\":\"mean\",\"type\":\"decimal\","       \
	"\"key\":false},{\"name\":\"date\",\"title\":\"Дата\",\"type\":\"date\","      \
	"\"key\":false}],"

static void
json_is_one_object_on_one_line(void **state)
{
	(void)state;
	expect_filled(&(struct jr_table_opts){ .format = JR_JSON },
	    "{\"journal-table\":1,\"title\":\"Отметки\"," JSON_COLUMNS
	    "\"group\":{\"name\":\"class\",\"title\":\"Класс\"},"
	    "\"rows\":[[\"Иванов\",5,4.50,\"2026-09-03\"],[\"Ёлкина\",\"н/а\",null,null],"
	    "[null,null,null,null]],"
	    "\"groups\":[{\"title\":\"7А\",\"row\":0,\"rows\":2},"
	    "{\"title\":\"7Б\",\"row\":2,\"rows\":1}],"
	    "\"footers\":[[\"Всего\",12,4.5,null]],"
	    "\"notes\":[\"До 15:00\",\"<не всё>\"],\"decimals\":[0,0,2,0]}\n");
}

/* A table with all that a paper may have. */
static void
on_paper(struct jr_table *t)
{
	jr_table_paper(t, &(struct jr_paper){ .school = "Гимназия \"4\"", .period = "1 <четверть>",
	    .day = "2026-10-31", .follow = true, .chart = "bars", .chart_x = "word",
	    .chart_y = "a b" });
	jr_table_row(t, CELLS("a"));
	jr_table_sign(t, "Директор", "А. П. Соколова");
	jr_table_sign(t, "Завуч", NULL);
}

static void
json_says_what_a_paper_has_besides(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_JSON, .lang = "ru" }, NULL, word, 1);
	on_paper(t);
	end(t, &s,
	    "{\"journal-table\":1,\"title\":null,\"columns\":[{\"name\":\"word\",\"title\":"
	    "\"Слово\",\"type\":\"text\",\"key\":false}],\"group\":null,"
	    "\"rows\":[[\"a\"]],\"groups\":[],\"footers\":[],\"notes\":[],\"lang\":\"ru\","
	    "\"head\":{\"school\":\"Гимназия \\\"4\\\"\",\"period\":\"1 <четверть>\","
	    "\"date\":\"2026-10-31\"},\"follow\":true,"
	    "\"chart\":{\"kind\":\"bars\",\"x\":\"word\",\"y\":[\"a\",\"b\"]},"
	    "\"signatures\":[{\"role\":\"Директор\",\"name\":\"А. П. Соколова\"},"
	    "{\"role\":\"Завуч\",\"name\":null}]}\n");
}

static void
formats_for_no_paper_leave_out_what_it_has_besides(void **state)
{
	static const enum jr_format formats[] = { JR_TEXT, JR_CSV, JR_TSV };
	struct sink s;
	struct jr_table *t;

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		t = begin(&s, &(struct jr_table_opts){ .format = formats[i] }, NULL, word, 1);
		on_paper(t);
		end(t, &s, formats[i] == JR_TEXT ? "Слово\n─────\na\n" : "word\na\n");
	}
}

static void
json_without_anything_has_all_its_keys(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_JSON }, NULL, marks, 4);
	end(t, &s,
	    "{\"journal-table\":1,\"title\":null," JSON_COLUMNS
	    "\"group\":null,\"rows\":[],\"groups\":[],\"footers\":[],\"notes\":[]}\n");
}

static void
json_rows_may_belong_to_no_group(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_JSON }, NULL, word, 1);
	jr_table_groups(t, "class", NULL);
	jr_table_row(t, CELLS("a"));
	jr_table_group(t, "7А");
	jr_table_group(t, "7Б");
	jr_table_row(t, CELLS("b"));
	jr_table_group(t, NULL);
	jr_table_row(t, CELLS("c"));
	end(t, &s,
	    "{\"journal-table\":1,\"title\":null,\"columns\":[{\"name\":\"word\",\"title\":"
	    "\"Слово\",\"type\":\"text\",\"key\":false}],"
	    "\"group\":{\"name\":\"class\",\"title\":\"class\"},"
	    "\"rows\":[[\"a\"],[\"b\"],[\"c\"]],"
	    "\"groups\":[{\"title\":\"7А\",\"row\":1,\"rows\":0},"
	    "{\"title\":\"7Б\",\"row\":1,\"rows\":1}],"
	    "\"footers\":[],\"notes\":[]}\n");
}

static void
json_escapes_what_it_must(void **state)
{
	static const char *const cells[] = { "a\"b\\c\nd\te\x01\x7f/",
		"\xFFя\xD0", "07" };
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_JSON }, NULL, word, 1);
	for (size_t i = 0; i < COUNT(cells); i++)
		jr_table_row(t, &cells[i]);
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	assert_non_null(strstr(s.data,
	    "\"rows\":[[\"a\\\"b\\\\c\\nd\\te\\u0001\x7f/\"],"
	    "[\"\xEF\xBF\xBDя\xEF\xBF\xBD\"],[\"07\"]]"));
	free(s.data);
}

static void
json_numbers_are_numbers_only_where_json_has_them(void **state)
{
	static const char *const cells[] = { "0", "-1", "10.50", "-0.5", "07",
		"+1", "1.", ".5", "1e5", "-", "1 000", "1,5", "0x1", "NaN" };
	static const struct jr_col n[] = { { "n", NULL, JR_COL_DECIMAL, false } };
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_JSON }, NULL, n, 1);
	for (size_t i = 0; i < COUNT(cells); i++)
		jr_table_row(t, &cells[i]);
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	assert_non_null(strstr(s.data,
	    "\"rows\":[[0],[-1],[10.50],[-0.5],[\"07\"],[\"+1\"],[\"1.\"],[\".5\"],[\"1e5\"],"
	    "[\"-\"],[\"1 000\"],[\"1,5\"],[\"0x1\"],[\"NaN\"]]"));
	free(s.data);
}

/* The page without its style sheet, the only thing not pinned here. */
static void
cut_style(char *page)
{
	char *from = strstr(page, "<style>\n"), *to = strstr(page, "</style>");

	assert_non_null(from);
	assert_non_null(to);
	from += strlen("<style>\n");
	memmove(from, to, strlen(to) + 1);
}

#define HTML_HEAD(lang, title)                                      \
	"<!DOCTYPE html>\n<html lang=\"" lang                       \
	"\">\n<head>\n<meta charset=\"utf-8\">\n"                   \
	"<meta name=\"viewport\" content=\"width=device-width\">\n" \
	"<title>" title "</title>\n<style>\n</style>\n</head>\n<body>\n"

static void
html_is_one_page_with_caption_scopes_and_escapes(void **state)
{
	const struct jr_table_opts opts = { .format = JR_HTML, .lang = "ru" };
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &opts, "Отметки <\"&\">", marks, 4);
	fill(t);
	assert_int_equal(jr_table_end(t), JR_OK);
	t = jr_table_new(s.f, &opts, false, NULL, word, 1);
	jr_table_row(t, CELLS("a\nb\x01\xFF"));
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(jr_table_page_end(s.f, &opts), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	cut_style(s.data);
	assert_string_equal(s.data,
	    HTML_HEAD("ru",
		"Отметки &lt;&quot;&amp;&quot;&gt;") "<section>\n<table>\n"
						     "<caption>Отметки &lt;&quot;&amp;&quot;&gt;</caption>\n"
						     "<thead>\n<tr><th scope=\"col\">Ученик</th>"
						     "<th scope=\"col\" class=\"n\">Отметка</th><th scope=\"col\" class=\"n\">mean</th>"
						     "<th scope=\"col\">Дата</th></tr>\n</thead>\n"
						     "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"4\">7А</th></tr>\n"
						     "<tr><th scope=\"row\">Иванов</th><td class=\"n\">5</td><td class=\"n\">4.50</td>"
						     "<td class=\"d\">2026-09-03</td></tr>\n"
						     "<tr><th scope=\"row\">Ёлкина</th><td class=\"n\">н/а</td><td class=\"n\"></td>"
						     "<td class=\"d\"></td></tr>\n"
						     "</tbody>\n<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"4\">7Б</th></tr>\n"
						     "<tr><th scope=\"row\"></th><td class=\"n\"></td><td class=\"n\"></td>"
						     "<td class=\"d\"></td></tr>\n</tbody>\n"
						     "<tfoot>\n<tr><th scope=\"row\">Всего</th><td class=\"n\">12</td>"
						     "<td class=\"n\">4.5</td><td class=\"d\"></td></tr>\n</tfoot>\n</table>\n"
						     "<p>До 15:00</p>\n<p>&lt;не всё&gt;</p>\n</section>\n"
						     "<section>\n<table>\n<thead>\n<tr><th scope=\"col\">Слово</th></tr>\n</thead>\n"
						     "<tbody>\n<tr><td>a<br>b\xEF\xBF\xBD\xEF\xBF\xBD</td></tr>\n</tbody>\n</table>\n"
						     "</section>\n</body>\n</html>\n");
	free(s.data);
}

static void
html_has_the_school_above_and_lines_to_sign_on_below(void **state)
{
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &(struct jr_table_opts){ .format = JR_HTML }, NULL, word, 1);
	on_paper(t);
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	assert_non_null(strstr(s.data, "<section class=\"follow\">\n<div class=\"head\"><span>"
	    "Гимназия &quot;4&quot;</span><span>1 &lt;четверть&gt;</span></div>\n<table>\n"));
	assert_non_null(strstr(s.data, "<table class=\"sign\">\n<tr><td>Директор</td>"
	    "<td class=\"l\"></td><td>/ А. П. Соколова /</td></tr>\n<tr><td>Завуч</td>"));
	free(s.data);
}

static void
html_without_rows_and_language_is_a_whole_page(void **state)
{
	const struct jr_table_opts opts = { .format = JR_HTML };
	struct sink s;
	struct jr_table *t;

	(void)state;
	t = begin(&s, &opts, NULL, word, 1);
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(jr_table_page_end(s.f, &opts), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	cut_style(s.data);
	assert_string_equal(s.data,
	    HTML_HEAD("en",
		"") "<section>\n<table>\n"
		    "<thead>\n<tr><th scope=\"col\">Слово</th></tr>\n</thead>\n"
		    "<tbody>\n</tbody>\n</table>\n</section>\n</body>\n</html>\n");
	free(s.data);
}

static void
html_turns_the_page_for_over_12_columns(void **state)
{
	struct jr_col col[13];
	struct sink s;
	struct jr_table *t;

	(void)state;
	for (size_t i = 0; i < COUNT(col); i++)
		col[i] = (struct jr_col){ "c", NULL, JR_COL_INT, i == 0 };
	t = begin(&s, &(struct jr_table_opts){ .format = JR_HTML }, NULL, col,
	    COUNT(col));
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(fclose(s.f), 0);
	assert_non_null(strstr(s.data, "<section class=\"wide\">\n"));
	assert_non_null(strstr(s.data,
	    "<tr><th scope=\"col\" class=\"n\">c</th><th scope=\"col\" class=\"v\">c</th>"));
	free(s.data);
}

static void
expect_two_tables(enum jr_format format, const char *want)
{
	const struct jr_table_opts opts = { .format = format };
	struct sink s;
	struct jr_table *t;

	t = begin(&s, &opts, NULL, word, 1);
	jr_table_row(t, CELLS("a"));
	assert_int_equal(jr_table_end(t), JR_OK);
	t = jr_table_new(s.f, &opts, false, "x", word, 1);
	jr_table_row(t, CELLS("b"));
	assert_int_equal(jr_table_end(t), JR_OK);
	assert_int_equal(jr_table_page_end(s.f, &opts), JR_OK);
	sink_expect(&s, want);
}

static void
several_tables_follow_one_another(void **state)
{
	(void)state;
	expect_two_tables(JR_TEXT, "Слово\n─────\na\n\nx\n\nСлово\n─────\nb\n");
	expect_two_tables(JR_CSV, "word\na\n\nword\nb\n");
	expect_two_tables(JR_TSV, "word\na\n\nword\nb\n");
#define JSON_WORD(title, cell)                                                            \
	"{\"journal-table\":1,\"title\":" title ",\"columns\":"                           \
	"[{\"name\":\"word\",\"title\":\"Слово\",\"type\":\"text\",\"key\":false}]," \
	"\"group\":null,\"rows\":[[\"" cell                                               \
	"\"]],\"groups\":[],\"footers\":[],\"notes\":[]}\n"
	expect_two_tables(JR_JSON, JSON_WORD("null", "a") JSON_WORD("\"x\"", "b"));
}

static void
a_full_device_is_an_error_in_every_format(void **state)
{
	static const enum jr_format formats[] = { JR_TEXT, JR_CSV, JR_TSV,
		JR_JSON, JR_HTML };
	struct jr_table_opts opts = { .format = JR_TEXT };
	struct jr_table *t;
	FILE *full;

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++)
		for (int rows = 1; rows <= 20000; rows += 19999) {
			opts.format = formats[i];
			full = fopen("/dev/full", "w");
			assert_non_null(full);
			t = jr_table_new(full, &opts, true, "Отметки", marks, 4);
			for (int n = 0; n < rows; n++)
				jr_table_row(t, CELLS("Иванов", "5", "4.5", NULL));
			assert_int_equal(jr_table_end(t), JR_EIO);
			fclose(full);
		}
}

static void
a_full_device_is_an_error_at_the_end_of_a_page(void **state)
{
	FILE *full = fopen("/dev/full", "w");

	(void)state;
	assert_non_null(full);
	assert_int_equal(
	    jr_table_page_end(full, &(struct jr_table_opts){ .format = JR_HTML }),
	    JR_EIO);
	fclose(full);
}

static void
a_table_that_could_not_be_made_takes_everything(void **state)
{
	(void)state;
	jr_table_groups(NULL, "class", NULL);
	jr_table_group(NULL, "7А");
	jr_table_row(NULL, CELLS("a"));
	jr_table_footer(NULL, CELLS("a"));
	jr_table_note(NULL, "a");
	assert_int_equal(jr_table_end(NULL), JR_ENOMEM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_title_heading_groups_footers_and_notes),
		cmocka_unit_test(text_is_the_same_in_any_locale),
		cmocka_unit_test(text_without_rows_still_has_its_heading),
		cmocka_unit_test(text_without_rows_has_one_rule_above_its_footers),
		cmocka_unit_test(text_without_any_titles_has_no_heading),
		cmocka_unit_test(text_of_one_column_and_one_row_is_a_table),
		cmocka_unit_test(text_measures_wide_and_combining_characters),
		cmocka_unit_test(text_breaks_no_character_with_its_marks),
		cmocka_unit_test(text_wraps_a_title_and_notes_wider_than_the_terminal),
		cmocka_unit_test(text_goes_on_in_its_column_after_a_line_end),
		cmocka_unit_test(text_wraps_long_topics_at_word_borders),
		cmocka_unit_test(text_wraps_behind_a_hyphen_between_letters_only),
		cmocka_unit_test(text_breaks_a_word_wider_than_the_terminal),
		cmocka_unit_test(text_wraps_headings_before_cells),
		cmocka_unit_test(text_abbreviates_headings_before_it_cuts_bands),
		cmocka_unit_test(text_cut_into_bands_repeats_the_key_columns),
		cmocka_unit_test(text_without_key_columns_repeats_the_first),
		cmocka_unit_test(text_drops_keys_that_would_take_over_half_of_the_line),
		cmocka_unit_test(text_never_breaks_a_number),
		cmocka_unit_test(text_shows_control_characters_as_escapes),
		cmocka_unit_test(text_streams_after_its_sample_of_500_rows),
		cmocka_unit_test(
		    text_in_bands_comes_in_blocks_that_repeat_heading_and_group),
		cmocka_unit_test(
		    text_of_a_class_summary_takes_three_bands_of_80_columns),
		cmocka_unit_test(text_of_any_width_loses_no_word),
		cmocka_unit_test(text_on_a_terminal_narrower_than_its_keys_goes_on),
		cmocka_unit_test(text_with_an_empty_title_has_none),
		cmocka_unit_test(text_leaves_a_line_where_a_group_ends),
		cmocka_unit_test(csv_has_names_and_the_group_as_first_column),
		cmocka_unit_test(csv_has_titles_and_footers_when_asked),
		cmocka_unit_test(csv_quotes_what_needs_it),
		cmocka_unit_test(csv_writes_a_lone_empty_cell_as_quotes),
		cmocka_unit_test(csv_without_rows_is_its_header),
		cmocka_unit_test(csv_of_many_blocks_comes_out_whole),
		cmocka_unit_test(csv_names_an_unnamed_group_column),
		cmocka_unit_test(excel_gets_bom_semicolons_crlf_and_decimal_commas),
		cmocka_unit_test(excel_is_kept_from_changing_texts),
		cmocka_unit_test(excel_is_kept_from_running_formulas),
		cmocka_unit_test(excel_leaves_numbers_in_number_columns_alone),
		cmocka_unit_test(excel_titles_are_texts_too),
		cmocka_unit_test(tsv_escapes_tabs_line_ends_and_backslashes),
		cmocka_unit_test(json_is_one_object_on_one_line),
		cmocka_unit_test(json_without_anything_has_all_its_keys),
		cmocka_unit_test(json_rows_may_belong_to_no_group),
		cmocka_unit_test(json_escapes_what_it_must),
		cmocka_unit_test(json_numbers_are_numbers_only_where_json_has_them),
		cmocka_unit_test(html_is_one_page_with_caption_scopes_and_escapes),
		cmocka_unit_test(html_without_rows_and_language_is_a_whole_page),
		cmocka_unit_test(json_says_what_a_paper_has_besides),
		cmocka_unit_test(formats_for_no_paper_leave_out_what_it_has_besides),
		cmocka_unit_test(html_has_the_school_above_and_lines_to_sign_on_below),
		cmocka_unit_test(html_turns_the_page_for_over_12_columns),
		cmocka_unit_test(several_tables_follow_one_another),
		cmocka_unit_test(a_full_device_is_an_error_in_every_format),
		cmocka_unit_test(a_full_device_is_an_error_at_the_end_of_a_page),
		cmocka_unit_test(a_table_that_could_not_be_made_takes_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
