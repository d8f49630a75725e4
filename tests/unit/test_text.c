#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

#define NBSP "\u00a0"
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

typedef int fill(struct jr_buf *, const char *, size_t);

/* What fn makes of in, behind something that was there before. */
static void
assert_makes(fill *fn, const char *in, size_t n, const char *want, size_t len)
{
	struct jr_buf b = JR_BUF_INIT;

	jr_buf_adds(&b, "before|");
	assert_int_equal(fn(&b, in, n), JR_OK);
	assert_int_equal(b.len, 7 + len);
	assert_memory_equal(b.data, "before|", 7);
	assert_memory_equal(b.data + 7, want, len);
	assert_int_equal(b.data[b.len], 0);
	jr_buf_release(&b);
}

static void
assert_text(fill *fn, const char *in, const char *want)
{
	struct jr_buf b = JR_BUF_INIT;

	assert_int_equal(fn(&b, in, strlen(in)), JR_OK);
	assert_string_equal(jr_buf_str(&b), want);
	jr_buf_release(&b);
	assert_makes(fn, in, strlen(in), want, strlen(want));
}

static void
assert_refused(fill *fn, const char *in, size_t n)
{
	struct jr_buf b = JR_BUF_INIT;

	assert_int_equal(fn(&b, in, n), JR_EINVAL);
	assert_string_equal(jr_buf_str(&b), "");
	jr_buf_adds(&b, "before");
	assert_int_equal(fn(&b, in, n), JR_EINVAL);
	assert_string_equal(jr_buf_str(&b), "before");
	assert_int_equal(b.len, 6);
	jr_buf_release(&b);
}

/* The order of two texts by their keys: -1, 0, 1. */
static int
order(fill *fn, const char *a, const char *b)
{
	struct jr_buf x = JR_BUF_INIT, y = JR_BUF_INIT;
	int rc;

	assert_int_equal(fn(&x, a, strlen(a)), JR_OK);
	assert_int_equal(fn(&y, b, strlen(b)), JR_OK);
	rc = strcmp(jr_buf_str(&x), jr_buf_str(&y));
	jr_buf_release(&x);
	jr_buf_release(&y);
	return (rc > 0) - (rc < 0);
}

static void
assert_same(fill *fn, const char *a, const char *b)
{
	assert_int_equal(order(fn, a, b), 0);
}

static void
assert_ascending(fill *fn, const char *const *texts, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			if (order(fn, texts[i], texts[j]) != -1)
				fail_msg("'%s' before '%s'", texts[i], texts[j]);
}

/* One code point as UTF-8, written here anew so as not to trust the library. */
static size_t
encode(uint32_t c, char out[5])
{
	static const unsigned lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = 1 + (c >= 0x80) + (c >= 0x800) + (c >= 0x10000), i;

	memset(out, 0, 5);
	for (i = n; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(c | lead[n]);
	return n;
}

static void
surround(char text[16], const char *before, uint32_t c, const char *after)
{
	char utf8[5];

	encode(c, utf8);
	snprintf(text, 16, "%s%s%s", before, utf8, after);
}

/* The next code point that has a UTF-8 form; false after the last. */
static bool
next_point(uint32_t *c)
{
	*c = *c == 0xd7ff ? 0xe000 : *c + 1;
	return *c <= 0x10ffff;
}

/* The same without the planes where nothing is assigned. */
static bool
next_assigned(uint32_t *c)
{
	if (*c == 0x323af)
		*c = 0xdffff;
	else if (*c == 0xe0fff)
		*c = 0x10fffd;
	return next_point(c);
}

static void
valid_takes_every_code_point_and_nothing_else(void **state)
{
	static const char *const bad[] = { "\x80", "\xbf", "\xc0\x80",
		"\xc1\xbf", "\xd0", "\xd0z", "\xe0\x80\x80", "\xe0\x9f\xbf",
		"\xe2\x80", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\xff", "\xfe", "abcdefgh\xd0", "Анна\xd0", "\xd0\xd0\xb0" };
	uint32_t c = 0;
	char utf8[5];
	size_t i;

	(void)state;
	do
		assert_true(jr_text_valid(utf8, encode(c, utf8)));
	while (next_point(&c));
	for (i = 0; i < COUNT(bad); i++)
		if (jr_text_valid(bad[i], strlen(bad[i])))
			fail_msg("bad[%zu] was taken", i);
	assert_true(jr_text_valid("", 0));
	assert_true(jr_text_valid(NULL, 0));
	assert_true(jr_text_valid("0123456789abcdefй0123456789", 28));
	assert_false(jr_text_valid("é", 1));
}

static void
clean_leaves_an_ordinary_name_alone(void **state)
{
	(void)state;
	assert_text(jr_text_clean, "Семёнов Пётр-Ильич", "Семёнов Пётр-Ильич");
	assert_text(jr_text_clean, "", "");
	assert_text(jr_text_clean, "7A", "7A");
	assert_text(jr_text_clean, "«Утро» — № 5…", "«Утро» — № 5…");
	assert_makes(jr_text_clean, NULL, 0, "", 0);
}

static void
clean_folds_white_space_of_any_kind(void **state)
{
	(void)state;
	assert_text(jr_text_clean, "  Иванов\t\tПётр \n", "Иванов Пётр");
	assert_text(jr_text_clean, "Иванов" NBSP "Пётр" NBSP, "Иванов Пётр");
	assert_text(jr_text_clean,
	    "а \r\n б\u2003\u202f\u3000в\u2028г\xc2\x85д", "а б в г д");
	assert_text(jr_text_clean, " " NBSP "\t", "");
	assert_text(jr_text_clean, "a ", "a");
	assert_text(jr_text_clean, " a", "a");
	assert_text(jr_text_clean, "a  b", "a b");
	assert_text(jr_text_clean, "a \u0301", "a \u0301");
}

static void
clean_drops_what_cannot_be_seen(void **state)
{
	(void)state;
	assert_text(jr_text_clean, "\ufeffИва\u200bнов\u200d\u2060", "Иванов");
	assert_text(jr_text_clean, "Ива\u00adнов", "Иванов");
	assert_text(jr_text_clean, "\u202eвонавИ\u202c \u2066а\u2069\u200f",
	    "вонавИ а");
	assert_text(jr_text_clean, "а \u200b б", "а б");
	assert_text(jr_text_clean, "\x1b[31mа\x7f\xc2\x9b", "[31mа");
	assert_makes(jr_text_clean, "а\0б", 5, "аб", 4);
}

static void
clean_composes(void **state)
{
	(void)state;
	assert_text(jr_text_clean, "Алe\u0308на", "Алëна");
	assert_text(jr_text_clean, "Але\u0308на", "Алёна");
	assert_text(jr_text_clean, "Андреи\u0306 И\u0306од", "Андрей Йод");
	assert_text(jr_text_clean, "е\u200b\u0308", "ё");
	assert_text(jr_text_clean, "за\u0301мок", "за\u0301мок");
	assert_text(jr_text_clean, "\u212b", "Å");
	assert_text(jr_text_clean, "Е\u0323\u0308", "Ё\u0323");
	assert_text(jr_text_clean, "\u1100\u1161", "\uac00");
}

static void
clean_keeps_case_and_alphabets(void **state)
{
	(void)state;
	assert_text(jr_text_clean, "ИВАНОВ ё Ё 7A ivanov", "ИВАНОВ ё Ё 7A ivanov");
}

static void
clean_refuses_what_is_not_utf8(void **state)
{
	(void)state;
	assert_refused(jr_text_clean, "Иванов \xd0", 14);
	assert_refused(jr_text_clean, "\xc8\xe2\xe0\xed\xee\xe2", 6);
	assert_refused(jr_text_clean, "a\xed\xa0\x80", 4);
	assert_refused(jr_text_clean, "е\xcc", 3);
	assert_refused(jr_text_clean_lines, "а\n\xff", 4);
}

static void
clean_lines_keeps_line_ends_inside(void **state)
{
	(void)state;
	assert_text(jr_text_clean_lines, "\n §5 \r\n\tупр. 7\r№ 3\n\n",
	    "§5\nупр. 7\n№ 3");
	assert_text(jr_text_clean_lines, "а\n\nб\r\n\r\nв", "а\n\nб\n\nв");
	assert_text(jr_text_clean_lines, "а\u2028б\xc2\x85в\vг", "а\nб\nв\nг");
	assert_text(jr_text_clean_lines, "а  б", "а б");
	assert_text(jr_text_clean_lines, " \n ", "");
	assert_text(jr_text_clean_lines, "е\n\u0308", "е\n\u0308");
}

static void
clean_twice_changes_nothing_more(void **state)
{
	struct jr_buf once = JR_BUF_INIT, twice = JR_BUF_INIT;
	uint32_t c = 0;
	char text[16];

	(void)state;
	do {
		surround(text, "e", c, "\u0308b");
		jr_buf_clear(&once);
		jr_buf_clear(&twice);
		assert_int_equal(jr_text_clean(&once, text, strlen(text)), JR_OK);
		assert_int_equal(jr_text_clean(&twice, once.data, once.len), JR_OK);
		if (strcmp(once.data, twice.data) != 0)
			fail_msg("U+%04X", (unsigned)c);
	} while (next_assigned(&c));
	jr_buf_release(&once);
	jr_buf_release(&twice);
}

static void
match_is_blind_to_case_and_yo(void **state)
{
	(void)state;
	assert_text(jr_text_match, "СЕМЁНОВ Пётр", "семенов петр");
	assert_same(jr_text_match, "Семенов", "семёнов");
	assert_same(jr_text_match, "Семе\u0308нов", "Семёнов");
	assert_same(jr_text_match, "СЕМЕ\u0308НОВ", "семенов");
	assert_same(jr_text_match, "Андреи\u0306", "АНДРЕЙ");
	assert_int_equal(order(jr_text_match, "Андреи", "Андрей"), -1);
	assert_same(jr_text_match, "ҐІЇЄ Ўћ ӘҒҚ Ӏ", "ґіїє ўЋ әғқ ӏ");
	assert_text(jr_text_match, "Straße", "sтrаssе");
}

static void
match_folds_latin_look_alikes(void **state)
{
	(void)state;
	assert_text(jr_text_match, "7A", "7а");
	assert_same(jr_text_match, "7A", "7А");
	assert_same(jr_text_match, "7a", "7А");
	assert_same(jr_text_match, "ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ");
	assert_same(jr_text_match, "abcehikmoptxy", "авсенікмортху");
	assert_same(jr_text_match, "Cepгeй", "Сергей");
	assert_same(jr_text_match, "Алëна", "Алёна");
	assert_same(jr_text_match, "АЛE\u0308НА", "Алена");
	assert_same(jr_text_match, "ПËТР", "Петр");
	assert_same(jr_text_match, "y\u0306", "ў");
}

static void
match_of_a_login_is_consistent(void **state)
{
	(void)state;
	assert_same(jr_text_match, "Ivanova.TA", "ivanova.ta");
	assert_text(jr_text_match, "dfgjlnqrsuvwz", "dfgjlnqrsuvwz");
	assert_int_equal(order(jr_text_match, "ivanov", "ivanova"), -1);
	assert_int_equal(order(jr_text_match, "b", "n") == 0, 0);
}

static void
match_takes_dashes_of_any_kind_without_spaces(void **state)
{
	static const char *const dashes[] = { "-", "‐", "‑", "‒", "–", "—", "―",
		"−", " - ", "\u00a0—\u00a0", " –", "– ", "\u00ad-",
		" \u200b- \u200b", "－" };
	char text[64];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(dashes); i++) {
		snprintf(text, sizeof(text), "Анна%sМария", dashes[i]);
		assert_text(jr_text_match, text, "анна-мария");
	}
	assert_text(jr_text_match, " - а - - б - ", "-а--б-");
	assert_text(jr_text_match, "—", "-");
	assert_same(jr_text_match, "О’Нил", "О'НИЛ");
}

static void
match_cleans(void **state)
{
	(void)state;
	assert_text(
	    jr_text_match, "\ufeff Иванов" NBSP "  Пётр\u200b ", "иванов петр");
	assert_text(jr_text_match, " ", "");
	assert_makes(jr_text_match, NULL, 0, "", 0);
	assert_refused(jr_text_match, "Иванов\xd0", 13);
	assert_refused(jr_text_match, "e\u0301\xff", 4);
}

/*
 * A mark elsewhere in the text sends it through libunistring; the result must
 * be what the short way gives, for every code point.
 */
static void
assert_both_ways_agree(fill *fn, const char *mark_in_key)
{
	struct jr_buf brief = JR_BUF_INIT, whole = JR_BUF_INIT;
	uint32_t c = 1;
	char text[16];

	do {
		jr_buf_clear(&brief);
		jr_buf_clear(&whole);
		surround(text, "z", c, "zq");
		assert_int_equal(fn(&brief, text, strlen(text)), JR_OK);
		jr_buf_adds(&brief, mark_in_key);
		surround(text, "z", c, "zq\u0301");
		assert_int_equal(fn(&whole, text, strlen(text)), JR_OK);
		if (strcmp(brief.data, whole.data) != 0)
			fail_msg("U+%04X: '%s', '%s'", (unsigned)c, brief.data,
			    whole.data);
	} while (next_assigned(&c));
	jr_buf_release(&brief);
	jr_buf_release(&whole);
}

static void
match_short_way_agrees_with_the_long_one(void **state)
{
	(void)state;
	assert_both_ways_agree(jr_text_match, "\u0301");
}

static void
match_of_a_match_is_the_same(void **state)
{
	struct jr_buf once = JR_BUF_INIT, twice = JR_BUF_INIT;
	uint32_t c = 0;
	char text[16];

	(void)state;
	do {
		surround(text, "e", c, "\u0308y\u0306");
		jr_buf_clear(&once);
		jr_buf_clear(&twice);
		assert_int_equal(jr_text_match(&once, text, strlen(text)), JR_OK);
		assert_int_equal(jr_text_match(&twice, once.data, once.len), JR_OK);
		if (strcmp(once.data, twice.data) != 0)
			fail_msg("U+%04X: '%s', '%s'", (unsigned)c, once.data,
			    twice.data);
	} while (next_assigned(&c));
	jr_buf_release(&once);
	jr_buf_release(&twice);
}

static void
sort_puts_names_as_a_school_does(void **state)
{
	static const char *const names[] = { "7", "Абрамов", "Еланин",
		"Ёлкин Я", "Елкина А", "Ёлкина А", "Иванов Пётр",
		"Иванова Анна", "Йод", "Салтыкова", "Салтыков-Щедрин", "Я",
		"Єва", "Іван", "Ґава", "Adam", "Müller", "Zoe" };

	(void)state;
	assert_ascending(jr_text_sort, names, COUNT(names));
}

static void
sort_follows_the_whole_alphabet(void **state)
{
	static const char *const letters[] = { "", "а", "Б", "в", "Г", "д", "Е",
		"ё", "Ж", "з", "И", "й", "К", "л", "М", "н", "О", "п", "Р", "с",
		"Т", "у", "Ф", "х", "Ц", "ч", "Ш", "щ", "Ъ", "ы", "Ь", "э", "Ю",
		"я", "Є", "і", "ї", "Ґ", "a", "B", "c", "Z", "ø" };

	(void)state;
	assert_ascending(jr_text_sort, letters, COUNT(letters));
}

static void
sort_is_blind_to_case_hyphens_and_stress(void **state)
{
	(void)state;
	assert_same(jr_text_sort, "ИВАНОВ", "иванов");
	assert_same(jr_text_sort, "Анна-Мария", "Аннамария");
	assert_same(jr_text_sort, "Анна — Мария", "Анна-Мария");
	assert_same(jr_text_sort, "- Анна -", "Анна");
	assert_same(jr_text_sort, "за\u0301мок", "замок");
	assert_same(jr_text_sort, "Müller", "muller");
	assert_same(jr_text_sort, "Андреи\u0306", "Андрей");
	assert_same(jr_text_sort, " Иванов" NBSP " Пётр", "Иванов Пётр");
}

static void
sort_breaks_ties_by_the_first_yo(void **state)
{
	static const char *const names[] = { "елее", "елеё", "елёе", "елёё",
		"ёлее", "ёлеё", "ёлёё", "елееа" };

	(void)state;
	assert_ascending(jr_text_sort, names, COUNT(names));
	assert_same(jr_text_sort, "е\u0308лка", "Ёлка");
	assert_text(jr_text_sort, "Семёнов Пётр", "семенов петр\t011");
	assert_text(jr_text_sort, "Семенов", "семенов");
}

static void
sort_takes_a_text_of_many_yo(void **state)
{
	struct jr_buf all = JR_BUF_INIT, one = JR_BUF_INIT, key = JR_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 200; i++) {
		jr_buf_adds(&all, "ё");
		jr_buf_adds(&one, i == 63 ? "е" : "ё");
	}
	assert_int_equal(jr_text_sort(&key, all.data, all.len), JR_OK);
	assert_int_equal(key.len, 400 + 1 + 64);
	assert_int_equal(order(jr_text_sort, one.data, all.data), -1);
	jr_buf_release(&all);
	jr_buf_release(&one);
	jr_buf_release(&key);
}

static void
sort_keys_are_utf8_of_any_text(void **state)
{
	struct jr_buf key = JR_BUF_INIT;
	uint32_t c = 0;
	char text[5];

	(void)state;
	do {
		jr_buf_clear(&key);
		assert_int_equal(jr_text_sort(&key, text, encode(c, text)), JR_OK);
		assert_true(jr_text_valid(jr_buf_str(&key), key.len));
		assert_int_equal(strlen(jr_buf_str(&key)), key.len);
	} while (next_assigned(&c));
	jr_buf_release(&key);
	assert_refused(jr_text_sort, "Иванов\xd0", 13);
}

static void
sort_short_way_agrees_with_the_long_one(void **state)
{
	(void)state;
	assert_both_ways_agree(jr_text_sort, "");
}

static void
sort_class_counts_the_number(void **state)
{
	static const char *const classes[] = { "1А", "5А", "5Б", "9Я", "10А",
		"11А", "11Б", "11Б Англ", "100", "Английский 1", "Сводная" };

	(void)state;
	assert_ascending(jr_text_sort_class, classes, COUNT(classes));
	assert_text(jr_text_sort_class, "5А", "0005а");
	assert_text(jr_text_sort_class, "10", "0010");
	assert_text(jr_text_sort_class, "", "");
	assert_text(jr_text_sort_class, "0", "0000");
	assert_text(jr_text_sort_class, "123456А", "123456а");
	assert_same(jr_text_sort_class, "05А", "5а");
	assert_same(jr_text_sort_class, " 5 А", "5-А");
	assert_refused(jr_text_sort_class, "5\xff", 2);
}

static size_t
width(const char *s)
{
	return jr_text_width(s, strlen(s));
}

static void
width_counts_columns(void **state)
{
	(void)state;
	assert_int_equal(width(""), 0);
	assert_int_equal(jr_text_width(NULL, 0), 0);
	assert_int_equal(width("Иванов Пётр 7A"), 14);
	assert_int_equal(width("Але\u0308на"), 5);
	assert_int_equal(width("за\u0301мок №«—»…"), 11);
	assert_int_equal(width("\u0483\u0488"), 0);
	assert_int_equal(width("中文😀"), 6);
	assert_int_equal(width("a\u200b\tb\x1b"), 2);
	assert_int_equal(width("a\xff\xd0"), 3);
}

static void
assert_fits(const char *s, size_t columns, size_t bytes, size_t used)
{
	size_t got;

	assert_int_equal(jr_text_fit(s, strlen(s), columns, &got), bytes);
	assert_int_equal(got, used);
}

static void
fit_splits_no_character(void **state)
{
	(void)state;
	assert_fits("Анна", 0, 0, 0);
	assert_fits("Анна", 3, 6, 3);
	assert_fits("Анна", 4, 8, 4);
	assert_fits("Анна", SIZE_MAX, 8, 4);
	assert_fits("ае\u0308н", 2, 6, 2);
	assert_fits("中文", 3, 3, 2);
	assert_fits("а\xff\xff", 2, 3, 2);
	assert_fits("", 5, 0, 0);
}

static void
assert_escapes(const char *in, size_t max, const char *want)
{
	struct jr_buf b = JR_BUF_INIT;

	jr_buf_adds(&b, "'");
	jr_text_escape(&b, in, strlen(in), max);
	assert_string_equal(b.data + 1, want);
	assert_int_equal(b.data[0], '\'');
	jr_buf_release(&b);
}

static void
escape_shows_what_would_hide(void **state)
{
	(void)state;
	assert_escapes("Алёна «7A» C:\\x", 0, "Алёна «7A» C:\\x");
	assert_escapes("a\nb\tc\rd\x1b[0m\x7f", 0, "a\\nb\\tc\\x0dd\\x1b[0m\\x7f");
	assert_escapes("\u202eа\u2066\u200b\ufeff\u2028\xc2\x9b\u00ad", 0,
	    "\\u{202E}а\\u{2066}\\u{200B}\\u{FEFF}\\u{2028}\\u{009B}\\u{00AD}");
	assert_escapes("\U000e0041", 0, "\\u{E0041}");
	assert_escapes("\xc8\xe2 \xd0", 0, "\\xc8\\xe2 \\xd0");
	assert_escapes("", 0, "");
}

static void
escape_takes_a_nul_inside(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_text_escape(&b, "a\0b", 3, 0);
	assert_string_equal(jr_buf_str(&b), "a\\x00b");
	jr_buf_release(&b);
}

static void
escape_cuts_a_long_text_between_characters(void **state)
{
	(void)state;
	assert_escapes("Александр", 9, "Александр");
	assert_escapes("Александр", 8, "Алексан…");
	assert_escapes("Александр", 1, "…");
	assert_escapes("А", 1, "А");
	assert_escapes("аб\nвг", 5, "аб\\n…");
	assert_escapes("аб\nвг", 4, "аб…");
	assert_escapes("ае\u0308вг", 3, "ае\u0308…");
	assert_escapes("中文中", 4, "中…");
}

static void
initials_of_given_names(void **state)
{
	(void)state;
	assert_text(jr_text_initial, "Анна", "А.");
	assert_text(jr_text_initial, "Анна-Мария", "А.-М.");
	assert_text(jr_text_initial, "Анна — Мария", "А.-М.");
	assert_text(jr_text_initial, "Гусейн оглы", "Г.");
	assert_text(jr_text_initial, "  И\u0306од", "Й.");
	assert_text(jr_text_initial, "А.-М.", "А.-М.");
	assert_text(jr_text_initial, "«Ёлка»", "Ё.");
	assert_text(jr_text_initial, "Э\u0301мма", "Э\u0301.");
	assert_text(jr_text_initial, "-", "");
	assert_text(jr_text_initial, "", "");
	assert_text(jr_text_initial, "12", "");
	assert_refused(jr_text_initial, "А\xff", 3);
}

static void
one_pangram_in_three_code_pages(void **state)
{
	static const char want[] = "Съешь ЁЖ ещё №";

	(void)state;
	assert_text(jr_text_from_cp1251,
	    "\xd1\xfa\xe5\xf8\xfc \xa8\xc6 \xe5\xf9\xb8 \xb9", want);
	assert_text(jr_text_from_cp866,
	    "\x91\xea\xa5\xe8\xec \xf0\x86 \xa5\xe9\xf1 \xfc", want);
	assert_text(jr_text_from_koi8r,
	    "\xf3\xdf\xc5\xdb\xd8 \xb3\xf6 \xc5\xdd\xa3", "Съешь ЁЖ ещё");
}

/* As many characters as there are bytes, all different. */
static void
assert_page(fill *fn, unsigned hole)
{
	struct jr_buf all = JR_BUF_INIT, one = JR_BUF_INIT;
	unsigned b;
	char byte;

	for (b = 0; b < 256; b++) {
		byte = (char)b;
		jr_buf_clear(&one);
		if (b == hole) {
			assert_refused(fn, &byte, 1);
			continue;
		}
		assert_int_equal(fn(&one, &byte, 1), JR_OK);
		assert_true(jr_text_valid(one.data, one.len));
		if (b < 128)
			assert_int_equal(one.data[0], byte);
		else
			assert_null(
			    memmem(jr_buf_str(&all), all.len, one.data, one.len));
		jr_buf_add(&all, one.data, one.len);
	}
	jr_buf_release(&all);
	jr_buf_release(&one);
}

static void
code_pages_are_whole(void **state)
{
	(void)state;
	assert_page(jr_text_from_cp1251, 0x98);
	assert_page(jr_text_from_cp866, 256);
	assert_page(jr_text_from_koi8r, 256);
}

static int
from_le(struct jr_buf *out, const char *s, size_t n)
{
	return jr_text_from_utf16(out, s, n, false);
}

static int
from_be(struct jr_buf *out, const char *s, size_t n)
{
	return jr_text_from_utf16(out, s, n, true);
}

static void
utf16_of_both_byte_orders(void **state)
{
	(void)state;
	assert_makes(from_le, "\x10\x04\x31\0\0\0", 6, "А1\0", 4);
	assert_makes(from_be, "\x04\x10\0\x31\x21\x16", 6, "А1№", 6);
	assert_makes(from_le, "\x3d\xd8\x00\xde", 4, "😀", 4);
	assert_makes(from_be, "\xdb\xff\xdf\xff", 4, "\U0010ffff", 4);
	assert_makes(from_be, "\xfe\xff\0z", 4, "\ufeffz", 4);
	assert_makes(from_be, "\xd8\x00\xdc\x00", 4, "\U00010000", 4);
	assert_makes(from_be, NULL, 0, "", 0);
}

static void
utf16_with_half_a_pair_or_unit_is_refused(void **state)
{
	(void)state;
	assert_refused(from_be, "\0a\0", 3);
	assert_refused(from_be, "\0a\xd8\x00", 4);
	assert_refused(from_be, "\xd8\x00\0a", 4);
	assert_refused(from_be, "\xdc\x00\0a", 4);
	assert_refused(from_be, "\xd8\x00\xd8\x00\xdc\x00", 6);
	assert_refused(from_be, "\xd8\x00\xdc", 3);
}

static void
a_buf_without_memory_gives_no_text(void **state)
{
	static fill *const all[] = { jr_text_clean, jr_text_clean_lines,
		jr_text_match, jr_text_sort, jr_text_sort_class,
		jr_text_initial, jr_text_from_cp866, from_le };
	struct jr_buf b = JR_BUF_INIT;
	size_t i;

	(void)state;
	b.failed = true;
	for (i = 0; i < COUNT(all); i++) {
		assert_int_equal(all[i](&b, "Анна", 8), JR_ENOMEM);
		assert_int_equal(
		    all[i](&b, "e\u0301ab", 5 - (all[i] == from_le)), JR_ENOMEM);
	}
	jr_text_escape(&b, "a\n\xff", 3, 1);
	assert_null(b.data);
}

static void
assert_stable(fill *fn, const struct jr_buf *in)
{
	struct jr_buf once = JR_BUF_INIT, twice = JR_BUF_INIT;

	if (fn(&once, jr_buf_str(in), in->len) == JR_OK) {
		assert_int_equal(fn(&twice, jr_buf_str(&once), once.len), JR_OK);
		assert_string_equal(jr_buf_str(&once), jr_buf_str(&twice));
	}
	jr_buf_release(&once);
	jr_buf_release(&twice);
}

/* Random bytes and fragments: nothing crashes, what is made is UTF-8. */
static void
nothing_but_utf8_is_ever_made(void **state)
{
	static const char *const bits[] = { "а", "Ё", "e", "\u0308", "\u0306",
		" ", NBSP, "-", "—", "\n", "\u200b", "7", "ß", "İ", "中", "\u0345",
		"\r", "i", "\u0323", "\u0301", "и", "н", "\xd0", "\xff" };
	static fill *const all[] = { jr_text_clean, jr_text_clean_lines,
		jr_text_match, jr_text_sort, jr_text_sort_class, jr_text_initial };
	struct jr_buf in = JR_BUF_INIT, b = JR_BUF_INIT;
	unsigned seed = 1, round, i;
	size_t used;
	int rc;

	(void)state;
	for (round = 0; round < 20000; round++) {
		jr_buf_clear(&in);
		jr_buf_clear(&b);
		for (i = seed >> 16 & 7; i > 0; i--) {
			seed = seed * 1103515245 + 12345;
			jr_buf_adds(&in, bits[(seed >> 16) % COUNT(bits)]);
		}
		seed = seed * 1103515245 + 12345;
		for (i = 0; i < COUNT(all); i++) {
			rc = all[i](&b, jr_buf_str(&in), in.len);
			assert_int_equal(rc,
			    jr_text_valid(jr_buf_str(&in), in.len) ? JR_OK :
								     JR_EINVAL);
		}
		for (i = 0; i < 3; i++)
			assert_stable(all[i], &in);
		jr_text_escape(&b, jr_buf_str(&in), in.len, seed >> 16 & 7);
		assert_true(jr_text_valid(jr_buf_str(&b), b.len));
		assert_true(jr_text_fit(jr_buf_str(&in), in.len, 3, &used) <= in.len);
		assert_true(used <= 3);
	}
	jr_buf_release(&in);
	jr_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_takes_every_code_point_and_nothing_else),
		cmocka_unit_test(clean_leaves_an_ordinary_name_alone),
		cmocka_unit_test(clean_folds_white_space_of_any_kind),
		cmocka_unit_test(clean_drops_what_cannot_be_seen),
		cmocka_unit_test(clean_composes),
		cmocka_unit_test(clean_keeps_case_and_alphabets),
		cmocka_unit_test(clean_refuses_what_is_not_utf8),
		cmocka_unit_test(clean_lines_keeps_line_ends_inside),
		cmocka_unit_test(clean_twice_changes_nothing_more),
		cmocka_unit_test(match_is_blind_to_case_and_yo),
		cmocka_unit_test(match_folds_latin_look_alikes),
		cmocka_unit_test(match_of_a_login_is_consistent),
		cmocka_unit_test(match_takes_dashes_of_any_kind_without_spaces),
		cmocka_unit_test(match_cleans),
		cmocka_unit_test(match_short_way_agrees_with_the_long_one),
		cmocka_unit_test(match_of_a_match_is_the_same),
		cmocka_unit_test(sort_puts_names_as_a_school_does),
		cmocka_unit_test(sort_follows_the_whole_alphabet),
		cmocka_unit_test(sort_is_blind_to_case_hyphens_and_stress),
		cmocka_unit_test(sort_breaks_ties_by_the_first_yo),
		cmocka_unit_test(sort_takes_a_text_of_many_yo),
		cmocka_unit_test(sort_keys_are_utf8_of_any_text),
		cmocka_unit_test(sort_short_way_agrees_with_the_long_one),
		cmocka_unit_test(sort_class_counts_the_number),
		cmocka_unit_test(width_counts_columns),
		cmocka_unit_test(fit_splits_no_character),
		cmocka_unit_test(escape_shows_what_would_hide),
		cmocka_unit_test(escape_takes_a_nul_inside),
		cmocka_unit_test(escape_cuts_a_long_text_between_characters),
		cmocka_unit_test(initials_of_given_names),
		cmocka_unit_test(one_pangram_in_three_code_pages),
		cmocka_unit_test(code_pages_are_whole),
		cmocka_unit_test(utf16_of_both_byte_orders),
		cmocka_unit_test(utf16_with_half_a_pair_or_unit_is_refused),
		cmocka_unit_test(a_buf_without_memory_gives_no_text),
		cmocka_unit_test(nothing_but_utf8_is_ever_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
