#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/charset.h"
#include "encode.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
is_guessed(enum jr__charset c, const char *utf8)
{
	struct jr_buf b = JR_BUF_INIT;
	enum jr__charset guess;

	encode(&b, c, utf8);
	if (jr__charset_guess(b.data, b.len, &guess) != JR_OK)
		fail_msg("%s: '%s' is not taken for Russian",
		    jr__charset_name(c), utf8);
	else if (guess != c)
		fail_msg("%s: '%s' is taken for %s", jr__charset_name(c), utf8,
		    jr__charset_name(guess));
	jr_buf_release(&b);
}

static void
texts_of_twenty_letters_are_told_apart(void **state)
{
	static const char *const text[] = {
		"класс;фамилия;имя отчество;пол;дата рождения\r\n",
		"Класс;Фамилия;Имя;Отчество\r\n",
		"дата;класс;предмет;ученик;отметка;тип\n",
		"Логин,Фамилия,Имя,Отчество,Роль,Почта\n",
		"КЛАСС;ФАМИЛИЯ;ИМЯ;ОТЧЕСТВО;ДАТА РОЖДЕНИЯ\n",
		"surname;given_name\nИванова;Анна\nПетров;Лев\nЦой;Юлия\n",
		"8А;Щербакова;Юлия\n8А;Шульц;Эдуард\n8А;Юрьева;Жанна\n",
		"ИВАНОВА АННА\nПЕТРОВ ЛЕВ\nСИДОРОВ ИВАН\n",
		"Ученик;03.09;07.09\nИванова А. П.;5;н\nПетров Л. О.;4;5\n",
		"1;Повторение. Многочлены;1\n2;Формулы сокращённого умножения;2\n",
		"topic\nPast Simple и Present Perfect, упражнения, работа в парах\n",
		"2026-09-03;осв\n2026-09-03;болен\n2026-09-04;отсутствовал\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(text); i++) {
		is_guessed(JR__CP1251, text[i]);
		is_guessed(JR__CP866, text[i]);
		is_guessed(JR__KOI8R, text[i]);
	}
}

static void
cp1251_is_known_from_a_word_a_letter_or_a_sign(void **state)
{
	static const char *const text[] = {
		"student;code\nG4-0001;н\n",
		"student;code\nG4-0001;б\nG4-0002;б\nG4-0003;б\n",
		"date;mark;type\n2026-09-03;5;О\n", "8А;Цой;Лев\n",
		"8\"Х\";Шульц;Юлия\n", "№,date\n", "topic\n§ 12 – 14\n",
		"comment\n«5»\n", "ФИО\n", "Дата", "осв", "Пётр", "ЦОЙ ФЁДОР",
		"7A;Иванoва", /* a Latin A and o */
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(text); i++)
		is_guessed(JR__CP1251, text[i]);
}

static void
texts_that_are_not_russian_are_refused(void **state)
{
	static const struct {
		const char *what, *text;
	} foreign[] = {
		{ "French", "nom;pr\xe9nom;\xe9l\xe8ve\nLef\xe8vre;H\xe9l\xe8ne" },
		{ "German",
		    "Name;Gr\xf6\xdf"
		    "e\nM\xfcller;J\xfcrgen\n" },
		{ "one German name", "name\nM\xfcller\n" },
		{ "Polish",
		    "\xa3\xf3"
		    "d\x9f;\xaf\xf3\xb3\xe6;\x8cwi\xeaty" },
		{ "Turkish",
		    "\xf6\xf0renci;s\xfdn\xfd"
		    "f;\xde"
		    "ahin" },
		{ "Russian of a Macintosh",
		    "\xea\xeb\xe0\xf1\xf1;\xf4\xe0\xec\xe8\xeb\xe8\xdf\r"
		    "8\x80;\x88\xe2\xe0\xed\xee\xe2\xe0\r" },
		{ "UTF-8",
		    "\xd0\xba\xd0\xbb\xd0\xb0\xd1\x81\xd1\x81;"
		    "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd" },
		{ "Chinese",
		    "\xd0\xd5\xc3\xfb;\xb0\xe0\xbc\xb6;\xd1\xa7\xc9\xfa\n"
		    "\xcd\xf5\xc3\xf7;\xc8\xfd\xc4\xea\xbc\xb6" },
	};
	enum jr__charset guess;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(foreign); i++)
		if (jr__charset_guess(foreign[i].text, strlen(foreign[i].text),
			&guess) != JR_ENOTFOUND)
			fail_msg("%s is taken for Russian in %s",
			    foreign[i].what, jr__charset_name(guess));
}

static void
a_byte_that_cp1251_has_not_rules_it_out(void **state)
{
	enum jr__charset guess;
	const char text[] = "\xca\xeb\xe0\xf1\xf1 \x98";

	(void)state;
	assert_int_equal(jr__charset_guess(text, strlen(text), &guess), JR_ENOTFOUND);
}

static void
encodings_are_found_by_name_and_alias_in_either_case(void **state)
{
	static const struct {
		const char *name;
		enum jr__charset charset;
	} known[] = { { "utf-8", JR__UTF8 }, { "UTF8", JR__UTF8 },
		{ "Windows-1251", JR__CP1251 }, { "CP1251", JR__CP1251 },
		{ "ibm866", JR__CP866 }, { "koi8-r", JR__KOI8R },
		{ "utf-16", JR__UTF16LE }, { "utf-16be", JR__UTF16BE } };
	enum jr__charset c;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(known); i++) {
		assert_int_equal(jr__charset_find(known[i].name, &c), JR_OK);
		assert_int_equal(c, known[i].charset);
	}
	assert_int_equal(jr__charset_find("", &c), JR_ENOTFOUND);
	assert_int_equal(jr__charset_find("latin1", &c), JR_ENOTFOUND);
}

static void
the_name_for_the_option_finds_the_encoding_again(void **state)
{
	enum jr__charset c, found;

	(void)state;
	for (c = JR__UTF8; c <= JR__KOI8R; c++) {
		assert_int_equal(
		    jr__charset_find(jr__charset_option(c), &found), JR_OK);
		assert_int_equal(found, c);
	}
}

static void
every_encoding_decodes_to_the_same_text(void **state)
{
	struct jr_buf raw = JR_BUF_INIT, text = JR_BUF_INIT;
	enum jr__charset c;

	(void)state;
	for (c = JR__UTF8; c <= JR__KOI8R; c++) {
		jr_buf_clear(&raw);
		jr_buf_clear(&text);
		encode(&raw, c, "Ёлкин, 7А");
		assert_int_equal(
		    jr__charset_decode(c, &text, raw.data, raw.len), JR_OK);
		assert_string_equal(text.data, "Ёлкин, 7А");
	}
	jr_buf_release(&raw);
	jr_buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_of_twenty_letters_are_told_apart),
		cmocka_unit_test(cp1251_is_known_from_a_word_a_letter_or_a_sign),
		cmocka_unit_test(texts_that_are_not_russian_are_refused),
		cmocka_unit_test(a_byte_that_cp1251_has_not_rules_it_out),
		cmocka_unit_test(encodings_are_found_by_name_and_alias_in_either_case),
		cmocka_unit_test(the_name_for_the_option_finds_the_encoding_again),
		cmocka_unit_test(every_encoding_decodes_to_the_same_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
