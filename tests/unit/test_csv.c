#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/csv.h"
#include "encode.h"

#define KIB ((size_t)1 << 10)
#define MIB ((size_t)1 << 20)

/*
 * A reading is told as text: "[a][b]" the header, "2 [1][2]" a row and its
 * line, "!3:2 words" an error and its place.
 */

static void
tell_row(struct jr_buf *b, const struct jr_csv_row *row)
{
	size_t i;

	if (row->line > 1)
		jr_buf_addf(b, "%zu ", row->line);
	for (i = 0; i < row->n; i++) {
		assert_int_equal(row->len[i], strlen(row->field[i]));
		jr_buf_addf(b, "[%s]", row->field[i]);
	}
	jr_buf_addc(b, '\n');
}

static void
tell_error(struct jr_buf *b, int rc, const struct jr_error *e)
{
	assert_int_equal(rc, e->rc);
	if (rc != JR_EINVAL)
		jr_buf_addf(b, "%d", rc);
	jr_buf_addf(b, "!%zu:%zu %s\n", e->line, e->field, e->text);
}

static void
tell_rows(struct jr_buf *b, struct jr_csv *c)
{
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	int rc;

	while ((rc = jr_csv_next(c, &row, &e)) != JR_DONE) {
		if (rc == JR_OK)
			tell_row(b, &row);
		else
			tell_error(b, rc, &e);
		if (rc == JR_EIO || rc == JR_ENOMEM)
			break;
	}
}

/* What `in` reads as; free() it. */
static char *
told_file(FILE *in, const struct jr_csv_opts *opts)
{
	struct jr_buf b = JR_BUF_INIT;
	struct jr_error e = { 0 };
	struct jr_csv *c = (struct jr_csv *)&b;
	int rc;

	assert_non_null(in);
	if ((rc = jr_csv_open(&c, in, opts, &e)) == JR_OK) {
		assert_int_equal(e.rc, 0);
		if (jr_csv_header(c) != NULL)
			tell_row(&b, jr_csv_header(c));
		tell_rows(&b, c);
	} else {
		assert_null(c);
		tell_error(&b, rc, &e);
	}
	jr_csv_close(c);
	fclose(in);
	return jr_buf_steal(&b);
}

static FILE *
file_of(const void *bytes, size_t n)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	rewind(f);
	return f;
}

static void
check_bytes(const struct jr_csv_opts *opts, const void *bytes, size_t n,
    const char *expected)
{
	static const struct jr_csv_opts none;
	char *told = told_file(file_of(bytes, n), opts != NULL ? opts : &none);

	assert_string_equal(told, expected);
	free(told);
}

/* A literal, which may hold NULs. */
#define READS(text, expected) \
	check_bytes(NULL, text, sizeof(text) - 1, expected)
#define READS_AS(opts, text, expected) \
	check_bytes(opts, text, sizeof(text) - 1, expected)

static const struct jr_csv_opts grid = { .no_header = true };

static void
check_encoded(const struct jr_csv_opts *opts, enum jr__charset c,
    const char *utf8, const char *expected)
{
	struct jr_buf b = JR_BUF_INIT;

	encode(&b, c, utf8);
	check_bytes(opts, b.data, b.len, expected);
	jr_buf_release(&b);
}

static void
dialect_is(const struct jr_csv_opts *opts, const char *text, size_t n,
    const char *expected)
{
	FILE *in = file_of(text, n);
	struct jr_error e = { 0 };
	struct jr_csv *c;

	assert_int_equal(jr_csv_open(&c, in, opts, &e), JR_OK);
	assert_string_equal(jr_csv_dialect(c), expected);
	jr_csv_close(c);
	fclose(in);
}

/* --- Rows --------------------------------------------------------------- */

static void
rows_follow_the_header_with_their_lines(void **state)
{
	(void)state;
	READS("a,b\n1,2\n3,\n", "[a][b]\n2 [1][2]\n3 [3][]\n");
}

static void
the_last_row_may_have_no_line_end(void **state)
{
	(void)state;
	READS("a,b\n1,2", "[a][b]\n2 [1][2]\n");
	READS("a,b\n1,", "[a][b]\n2 [1][]\n");
	READS("a,b\n1,\"2\"", "[a][b]\n2 [1][2]\n");
	READS("a", "[a]\n");
}

static void
every_kind_of_line_end_counts_as_one(void **state)
{
	(void)state;
	READS("a,b\r\n1,2\r\n3,4\r\n", "[a][b]\n2 [1][2]\n3 [3][4]\n");
	READS("a,b\r1,2\r3,4", "[a][b]\n2 [1][2]\n3 [3][4]\n");
	READS("a,b\r1,2\n3,4\r\n5,6\n", "[a][b]\n2 [1][2]\n3 [3][4]\n4 [5][6]\n");
	READS("a,b\n\r\n\r\r\n1,2\n", "[a][b]\n5 [1][2]\n");
}

static void
blank_lines_are_skipped_and_counted(void **state)
{
	(void)state;
	READS("\n\na,b\n\n \t\n1,2\n\n\n3,4\n\n", "3 [a][b]\n6 [1][2]\n9 [3][4]\n");
	READS("\r\n\r\na,b\r\n\r\n1,2\r\n", "3 [a][b]\n5 [1][2]\n");
}

static void
rows_of_empty_fields_only_are_skipped_as_excel_leaves_them(void **state)
{
	(void)state;
	READS("a;b\n;\n1;2\n;;;;\n\"\";\n3;4\n;", "[a][b]\n3 [1][2]\n6 [3][4]\n");
}

static void
a_grid_gives_every_row_of_any_width(void **state)
{
	(void)state;
	READS_AS(&grid, "title\n\n;;\n1;2;3\n4;5;;\n",
	    "[title]\n3 [][][]\n4 [1][2][3]\n5 [4][5][][]\n");
	READS_AS(&grid, "\n\n", "");
}

static void
quoted_fields_hold_delimiters_quotes_and_lines(void **state)
{
	(void)state;
	READS("a,b\n\"1,5\",\"say \"\"so\"\"\"\n\"x\ny\r\nz\",2\n3,4\n",
	    "[a][b]\n2 [1,5][say \"so\"]\n3 [x\ny\r\nz][2]\n6 [3][4]\n");
}

static void
quotes_inside_an_unquoted_field_are_text(void **state)
{
	(void)state;
	READS("a;b\nЛицей \"Звезда\";1\nx\"\"\"y;\"2\"\n",
	    "[a][b]\n2 [Лицей \"Звезда\"][1]\n3 [x\"\"\"y][2]\n");
	READS("a \"b\";c\n1;2\n", "[a \"b\"][c]\n2 [1][2]\n");
}

static void
spaces_around_fields_go_and_inside_of_quotes_stay(void **state)
{
	(void)state;
	READS("a,b\n  1\t, 2 3 \n\" 4 \" , \"5\"\n",
	    "[a][b]\n2 [1][2 3]\n3 [ 4 ][5]\n");
}

static void
empty_columns_at_the_end_are_passed_over(void **state)
{
	(void)state;
	READS("a;b;;\n1;2;;\n3;4;;;;\n5;6\n7;\n",
	    "[a][b]\n2 [1][2]\n3 [3][4]\n4 [5][6]\n5 [7][]\n");
}

static void
an_empty_name_inside_the_header_stays(void **state)
{
	(void)state;
	READS("a;;c;\n1;2;3;\n", "[a][][c]\n2 [1][2][3]\n");
}

/* --- Errors and their places -------------------------------------------- */

static void
a_row_of_another_width_is_refused_and_reading_goes_on(void **state)
{
	(void)state;
	READS("a,b\n1\n1,2,3\n1,2,,x\n5,6\n",
	    "[a][b]\n"
	    "!2:0 the row has 1 field, the header has 2\n"
	    "!3:3 the row has 3 fields, the header has 2\n"
	    "!4:3 the row has 4 fields, the header has 2\n"
	    "5 [5][6]\n");
}

static void
an_unclosed_quote_is_shown_where_it_opened(void **state)
{
	(void)state;
	READS("a,b\n1,2\n3,\"x\n4,5\n",
	    "[a][b]\n2 [1][2]\n"
	    "!3:2 the quote that opens here is never closed\n"
	    "4 [4][5]\n");
	READS("a,b\n1,\"2",
	    "[a][b]\n"
	    "!2:2 the quote that opens here is never closed\n");
	READS("a,b\n1,\"",
	    "[a][b]\n"
	    "!2:2 the quote that opens here is never closed\n");
}

static void
an_unclosed_quote_does_not_swallow_the_row_up_to_the_next_quote(void **state)
{
	(void)state;
	READS("d;n;m\n1;\"Иванова;5\n2;\"Петров\";4\n3;\"Лев\";3\n",
	    "[d][n][m]\n"
	    "!2:2 the quote that opens here is never closed\n"
	    "3 [2][Петров][4]\n4 [3][Лев][3]\n");
}

static void
each_of_many_unclosed_quotes_is_shown(void **state)
{
	(void)state;
	READS("a;b\r\n\"1;2\r\n\"3;4\r\n5;6\r\n",
	    "[a][b]\n"
	    "!2:1 the quote that opens here is never closed\n"
	    "!3:1 the quote that opens here is never closed\n"
	    "4 [5][6]\n");
}

static void
a_quote_that_opens_late_in_a_row_of_many_lines_has_its_own_line(void **state)
{
	(void)state;
	READS("a,b,c\n\"1\n1\",\"2\n2\",\"3\nx,y,z\n",
	    "[a][b][c]\n"
	    "!4:3 the quote that opens here is never closed\n"
	    "5 [x][y][z]\n");
}

static void
text_behind_a_closing_quote_is_refused(void **state)
{
	(void)state;
	READS("a,b\n1,\"x\"y\n\"x\" \"y\",2\n3,4\n",
	    "[a][b]\n"
	    "!2:2 text behind a closing quote; a quote inside of quotes is "
	    "written twice\n"
	    "!3:1 text behind a closing quote; a quote inside of quotes is "
	    "written twice\n"
	    "4 [3][4]\n");
}

static void
a_bad_header_is_an_error_of_the_opening(void **state)
{
	(void)state;
	READS("a,\"b\n1,2\n", "!1:2 the quote that opens here is never closed\n");
}

static void
an_input_without_a_header_is_refused(void **state)
{
	const char *words =
	    "!0:0 the input is empty; its first row should name the columns\n";

	(void)state;
	READS("", words);
	READS("\n\r\n \n", words);
	READS(";;;\n;;\n", words);
	READS("\xef\xbb\xbf", words);
	READS("\xff\xfe", words);
	READS("sep=;\n", words);
	READS_AS(&grid, "", "!0:0 the input is empty\n");
}

static void
a_header_alone_is_no_error(void **state)
{
	(void)state;
	READS("a,b\n", "[a][b]\n");
}

static void
a_nul_is_refused_with_its_line(void **state)
{
	const char *words = "!3:0 NUL byte in the text; is this a text file?\n";

	(void)state;
	READS("a,b\n1,2\n3,\0\n", words);
	READS("a,b\r\n1,2\r\n3,\0", words);
	READS("\xff\xfe"
	      "a\0\n\0b\0\n\0\0\0",
	    words);
	READS_AS(&(struct jr_csv_opts){ .encoding = "cp1251" }, "a\r\rb\0", words);
}

/* --- Delimiters --------------------------------------------------------- */

static void
the_delimiter_comes_from_the_header(void **state)
{
	(void)state;
	READS("a;b\n1,5;2,5\n", "[a][b]\n2 [1,5][2,5]\n");
	READS("a\tb\n1;2\t3,4\n", "[a][b]\n2 [1;2][3,4]\n");
	READS("a\tb\n\t2\n", "[a][b]\n2 [][2]\n");
	READS("a|b\n1|2\n", "[a][b]\n2 [1][2]\n");
	READS("a,b\n1,2;3\n", "[a][b]\n2 [1][2;3]\n");
}

static void
delimiters_inside_quotes_do_not_count(void **state)
{
	(void)state;
	READS("\"a, b, c\";d\n1;2\n", "[a, b, c][d]\n2 [1][2]\n");
	READS("\"a\n,,\"\"\";b\n1;2\n", "[a\n,,\"][b]\n3 [1][2]\n");
	READS("x; \"a,b,c\"\n1;2\n", "[x][a,b,c]\n2 [1][2]\n");
}

static void
the_most_frequent_delimiter_wins_and_a_tie_goes_to_the_rarer_in_text(void **state)
{
	(void)state;
	READS("имя, отчество;класс;пол\n1;2;3\n",
	    "[имя, отчество][класс][пол]\n2 [1][2][3]\n");
	READS("имя, отчество;класс\n1;2\n", "[имя, отчество][класс]\n2 [1][2]\n");
	READS("имя, отчество\tкласс\n1\t2\n", "[имя, отчество][класс]\n2 [1][2]\n");
}

static void
one_column_needs_no_delimiter(void **state)
{
	(void)state;
	READS("student\nG4-0001\nG4-0002\n", "[student]\n2 [G4-0001]\n3 [G4-0002]\n");
}

static void
a_grid_takes_its_delimiter_from_many_lines(void **state)
{
	(void)state;
	READS_AS(&grid,
	    "Алгебра, 8 класс, 3 часа, 102\n№;Тема\n1;Углы, дуги\n2;Круг\n",
	    "[Алгебра, 8 класс, 3 часа, 102]\n2 [№][Тема]\n"
	    "3 [1][Углы, дуги]\n4 [2][Круг]\n");
}

static void
a_sep_line_settles_the_delimiter_and_is_a_line(void **state)
{
	(void)state;
	READS("sep=;\na;b,c\n1;2\n", "2 [a][b,c]\n3 [1][2]\n");
	READS("SEP=,\r\na,b;c;d\r\n1,2\r\n", "2 [a][b;c;d]\n3 [1][2]\n");
	READS("\xef\xbb\xbfsep=\t\na;b\tc\n1\t2\n", "2 [a;b][c]\n3 [1][2]\n");
	READS("\"sep=;\"\na;b,c\n1;2\n", "2 [a][b,c]\n3 [1][2]\n");
	READS("sep=\n1\n", "[sep=]\n2 [1]\n");
	READS("sep=ab\n1\n", "[sep=ab]\n2 [1]\n");
}

static void
a_named_delimiter_is_stronger_than_what_is_found(void **state)
{
	const struct jr_csv_opts comma = { .delimiter = ',' };

	(void)state;
	READS_AS(&comma, "a;b,c;d\n1,2\n", "[a;b][c;d]\n2 [1][2]\n");
	READS_AS(&comma, "sep=;\na;b,c\n1,2\n", "2 [a;b][c]\n3 [1][2]\n");
	READS_AS(&(struct jr_csv_opts){ .delimiter = ' ' }, "a b\n1 2\n",
	    "[a][b]\n2 [1][2]\n");
	READS_AS(&(struct jr_csv_opts){ .delimiter = '"' }, "a\n",
	    "!0:0 '\"' cannot be a delimiter\n");
	READS_AS(&(struct jr_csv_opts){ .delimiter = 'x' }, "a\n",
	    "!0:0 'x' cannot be a delimiter\n");
}

/* --- Encodings ---------------------------------------------------------- */

#define CLASS_LIST                                                                                \
	"класс;фамилия;имя отчество;пол;дата рождения;\r\n" \
	"8Х;Ёлкин;Пётр Ильич;м;01.09.2012;\r\n"                                   \
	"8Х;Иванова;Анна;ж;14.02.2013;\r\n"
#define CLASS_LIST_TOLD                                                                              \
	"[класс][фамилия][имя отчество][пол][дата рождения]\n" \
	"2 [8Х][Ёлкин][Пётр Ильич][м][01.09.2012]\n"                                 \
	"3 [8Х][Иванова][Анна][ж][14.02.2013]\n"

static void
a_bom_before_a_quoted_header_goes(void **state)
{
	(void)state;
	READS("\xef\xbb\xbf\"Класс\";\"Имя\"\r\n7А;Анна\r\n",
	    "[Класс][Имя]\n2 [7А][Анна]\n");
}

static void
a_small_class_list_in_cp1251_is_read(void **state)
{
	(void)state;
	check_encoded(NULL, JR__CP1251, CLASS_LIST, CLASS_LIST_TOLD);
}

static void
cp866_and_koi8r_are_recognised_and_named(void **state)
{
	(void)state;
	check_encoded(NULL, JR__CP866, CLASS_LIST,
	    "!0:0 this looks like a Russian text in CP866; name it with "
	    "--encoding cp866\n");
	check_encoded(NULL, JR__KOI8R, CLASS_LIST,
	    "!0:0 this looks like a Russian text in KOI8-R; name it with "
	    "--encoding koi8-r\n");
}

static void
a_named_encoding_is_taken(void **state)
{
	(void)state;
	check_encoded(&(struct jr_csv_opts){ .encoding = "cp866" }, JR__CP866,
	    CLASS_LIST, CLASS_LIST_TOLD);
	check_encoded(&(struct jr_csv_opts){ .encoding = "KOI8-R" }, JR__KOI8R,
	    CLASS_LIST, CLASS_LIST_TOLD);
	check_encoded(&(struct jr_csv_opts){ .encoding = "windows-1251" },
	    JR__CP1251, CLASS_LIST, CLASS_LIST_TOLD);
}

static void
an_unknown_encoding_is_refused(void **state)
{
	(void)state;
	READS_AS(&(struct jr_csv_opts){ .encoding = "latin1" }, "a\n",
	    "!0:0 unknown encoding 'latin1'; there are utf-8, cp1251, cp866, "
	    "koi8-r and utf-16\n");
}

static void
utf16_is_read_by_its_mark_in_either_order(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	int big;

	(void)state;
	for (big = 0; big < 2; big++) {
		jr_buf_clear(&b);
		jr_buf_adds(&b, big ? "\xfe\xff" : "\xff\xfe");
		encode(&b, big ? JR__UTF16BE : JR__UTF16LE, CLASS_LIST);
		check_bytes(NULL, b.data, b.len, CLASS_LIST_TOLD);
		check_bytes(&(struct jr_csv_opts){ .encoding = "utf-16" },
		    b.data + 2, b.len - 2, CLASS_LIST_TOLD);
	}
	jr_buf_release(&b);
}

static void
utf16_without_a_mark_is_read_when_named(void **state)
{
	const struct jr_csv_opts utf16 = { .encoding = "utf-16" };

	(void)state;
	READS_AS(&utf16, "a\0;\0b\0\n\0\x31\0;\0\x12\x04\n\0", "[a][b]\n2 [1][В]\n");
	READS_AS(&utf16, "\0a\0;\0b\0\n\0\x31\0;\x04\x12\0\n", "[a][b]\n2 [1][В]\n");
}

static void
broken_utf16_is_refused_with_its_line(void **state)
{
	const char *words =
	    "!2:0 half a character: this is not UTF-16, or it was cut\n";

	(void)state;
	READS("\xff\xfe"
	      "a\0\n\0b",
	    words);
	READS("\xff\xfe"
	      "a\0\n\0\x00\xd8",
	    words);
	READS("\xff\xfe"
	      "a\0\n\0\x00\xdc"
	      "b\0",
	    words);
	READS("\xff\xfe"
	      "a\0\n\0\x3d\xd8\x0a\xde",
	    "[a]\n2 [😊]\n");
}

static void
a_bom_is_stronger_than_a_named_encoding(void **state)
{
	(void)state;
	READS_AS(&(struct jr_csv_opts){ .encoding = "cp1251" },
	    "\xef\xbb\xbfя\n1\n", "[я]\n2 [1]\n");
}

static void
one_bad_byte_in_utf8_is_shown_and_not_taken_for_cp1251(void **state)
{
	(void)state;
	READS("класс;фамилия\n7А;Иванова\n7А;Пе\xf2ров\n7А;Сидорова\n",
	    "!3:0 byte 0xF2 is not UTF-8; save the file anew as UTF-8, or "
	    "name its encoding with --encoding\n");
	READS("класс;фамилия\n7А;Иванова\xd0",
	    "!2:0 byte 0xD0 is not UTF-8; save the file anew as UTF-8, or "
	    "name its encoding with --encoding\n");
	READS("\xef\xbb\xbf"
	      "a\n\xcf\n",
	    "!2:0 byte 0xCF is not UTF-8; save the file anew as UTF-8, or "
	    "name its encoding with --encoding\n");
	READS_AS(&(struct jr_csv_opts){ .encoding = "cp1251" }, "a\n\x98\n",
	    "!2:0 byte 0x98 is not CP1251; save the file anew as UTF-8, or "
	    "name its encoding with --encoding\n");
}

static void
utf8_is_strict(void **state)
{
	static const char *const bad[] = { "\xc0\x80", "\xc1\xbf",
		"\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80", "\xf5", "\x80", "\xd0" };
	const struct jr_csv_opts utf8 = { .encoding = "utf-8" };
	char text[64], expected[128];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "a\n%s", bad[i]);
		snprintf(expected, sizeof(expected),
		    "!2:0 byte 0x%02X is not UTF-8; save the file anew as "
		    "UTF-8, or name its encoding with --encoding\n",
		    (unsigned char)bad[i][0]);
		check_bytes(&utf8, text, strlen(text), expected);
	}
	READS_AS(&utf8,
	    "\xc2\x80\n\xdf\xbf\n\xe0\xa0\x80\n\xed\x9f\xbf\n"
	    "\xef\xbf\xbd\n\xf0\x90\x80\x80\n\xf4\x8f\xbf\xbf\n",
	    "[\xc2\x80]\n2 [\xdf\xbf]\n3 [\xe0\xa0\x80]\n4 [\xed\x9f\xbf]\n"
	    "5 [\xef\xbf\xbd]\n6 [\xf0\x90\x80\x80]\n7 [\xf4\x8f\xbf\xbf]\n");
}

static void
latin1_is_refused_with_advice(void **state)
{
	(void)state;
	READS("class;name\n5A;M\xfcller\n5A;J\xfcrgen\n",
	    "!2:0 the text is neither UTF-8 nor Russian in CP1251; save it as "
	    "UTF-8, or name its encoding with --encoding\n");
}

static void
the_dialect_is_told(void **state)
{
	const struct jr_csv_opts none = { 0 };
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	dialect_is(&none, "a,b\n", 4, "UTF-8, ','");
	dialect_is(&none,
	    "\xef\xbb\xbf"
	    "a\tb\n",
	    7, "UTF-8 with BOM, tab");
	dialect_is(&none, "sep=;\na;b\n", 10, "UTF-8, ';', sep=");
	encode(&b, JR__CP1251, CLASS_LIST);
	dialect_is(&none, b.data, b.len, "CP1251, ';'");
	jr_buf_release(&b);
}

/* --- Files of another kind ---------------------------------------------- */

static void
other_kinds_of_file_are_recognised_under_a_csv_name(void **state)
{
	(void)state;
	READS("PK\3\4\24\0\6\0\10\0\0\0!\0[Content_Types].xml",
	    "!0:0 this is an Excel workbook (XLSX), not CSV; save it as CSV "
	    "UTF-8 in Excel\n");
	READS("PK\3\4\24\0\0\0mimetypeapplication/vnd.oasis.opendocument."
	      "spreadsheet",
	    "!0:0 this is an OpenDocument file (ODS), not CSV; save it as CSV "
	    "UTF-8 in LibreOffice\n");
	READS("PK\3\4\24\0\0\0photo.jpg",
	    "!0:0 this is a ZIP archive, not CSV; unpack it first\n");
	READS("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
	    "!0:0 this is an old Excel workbook (XLS), not CSV; save it as "
	    "CSV UTF-8 in Excel\n");
	READS("%PDF-1.7\n",
	    "!0:0 this is a PDF document, not CSV; ask for the "
	    "table that it was made from\n");
}

static void
pages_are_recognised_in_any_encoding(void **state)
{
	const char *words = "!0:0 this is a web page (HTML), not CSV; open it "
			    "in Excel and save it as CSV UTF-8\n";

	(void)state;
	READS("<!DOCTYPE html>\n<html>", words);
	READS("\xef\xbb\xbf \r\n<HTML xmlns:x=\"excel\">", words);
	READS("<table border=1><tr><td>\xca\xeb\xe0\xf1\xf1", words);
	READS("\xff\xfe<\0h\0t\0m\0l\0>\0", words);
	READS("<?xml version=\"1.0\"?><Workbook>",
	    "!0:0 this is an XML file, not CSV; open it in Excel and save it "
	    "as CSV UTF-8\n");
}

/* --- Limits ------------------------------------------------------------- */

static void
add_many(struct jr_buf *b, const char *s, size_t times)
{
	while (times-- > 0)
		jr_buf_adds(b, s);
}

static void
check_buf(const struct jr_csv_opts *opts, struct jr_buf *b, const char *expected)
{
	assert_false(b->failed);
	check_bytes(opts, b->data, b->len, expected);
	jr_buf_release(b);
}

static void
a_field_of_64_kib_is_read_and_a_longer_one_refused(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	char *told;

	(void)state;
	jr_buf_adds(&b, "a,b\n1,");
	add_many(&b, "x", 64 * KIB);
	told = told_file(file_of(b.data, b.len), &(struct jr_csv_opts){ 0 });
	assert_int_equal(strlen(told), strlen("[a][b]\n2 [1][]\n") + 64 * KIB);
	free(told);
	jr_buf_adds(&b, "x\n3,4\n");
	check_buf(NULL, &b,
	    "[a][b]\n!2:2 the field is longer than 64 KiB\n3 [3][4]\n");
}

static void
a_quote_left_open_over_64_kib_does_not_swallow_more(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_adds(&b, "a,b\n1,2\n3,\"x\n");
	add_many(&b, "\n", 70 * KIB);
	jr_buf_adds(&b, "5,6\n");
	check_buf(NULL, &b,
	    "[a][b]\n2 [1][2]\n"
	    "!3:2 the quote that opens here is not closed within 64 KiB\n"
	    "71684 [5][6]\n");
}

static void
a_row_over_1_mib_is_refused_and_passed_over(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr_buf_adds(&b, "a,b\n");
	add_many(&b, "xy,", MIB);
	jr_buf_adds(&b, "\r\n3,4\n");
	check_buf(NULL, &b, "[a][b]\n!2:0 the row is longer than 1 MiB\n3 [3][4]\n");
	jr_buf_adds(&b, "a,b\n");
	add_many(&b, "\"x\ny\",", MIB / 4);
	jr_buf_adds(&b, "\n3,4\n");
	check_buf(NULL, &b,
	    "[a][b]\n!2:0 the row is longer than 1 MiB\n"
	    "!174766:1001 the row has more than 1000 fields\n"
	    "262147 [3][4]\n");
}

static void
an_input_of_one_endless_line_is_refused(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	add_many(&b, "x", 3 * MIB);
	check_buf(NULL, &b, "!1:0 the row is longer than 1 MiB\n");
}

static void
a_thousand_fields_are_read_and_empty_ones_beyond_passed_over(void **state)
{
	struct jr_buf b = JR_BUF_INIT, told = JR_BUF_INIT;

	(void)state;
	add_many(&b, "x;", 1000);
	add_many(&b, ";", 15384);
	add_many(&told, "[x]", 1000);
	jr_buf_adds(&told, "\n");
	check_bytes(&grid, b.data, b.len, told.data);
	jr_buf_adds(&b, "\n");
	add_many(&b, "x;", 1000);
	jr_buf_adds(&b, ";;y;\n");
	jr_buf_adds(&told, "!2:1003 the row has more than 1000 fields\n");
	check_bytes(&grid, b.data, b.len, told.data);
	jr_buf_release(&b);
	jr_buf_release(&told);
}

/* A FILE that is no file, and gives `rows` rows behind a header. */
struct source {
	size_t rows, row;
	char line[32];
	size_t len, at;
};

static ssize_t
give(void *arg, char *to, size_t n)
{
	struct source *s = arg;
	size_t done = 0;

	while (done < n) {
		if (s->at == s->len) {
			if (s->row > s->rows)
				break;
			s->len = (size_t)snprintf(s->line, sizeof(s->line),
			    s->row == 0 ? "строка;имя\n" : "%zu;Фёдор\n", s->row);
			s->at = 0;
			s->row++;
		}
		to[done++] = s->line[s->at++];
	}
	return (ssize_t)done;
}

static FILE *
pipe_of(struct source *s, size_t rows)
{
	memset(s, 0, sizeof(*s));
	s->rows = rows;
	return fopencookie(s, "r", (cookie_io_functions_t){ .read = give });
}

static void
count_rows(struct jr_csv *c, size_t rows)
{
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	size_t n = 0;
	int rc;

	while ((rc = jr_csv_next(c, &row, &e)) == JR_OK) {
		n++;
		if (row.n != 2 || row.line != n + 1 ||
		    strtoul(row.field[0], NULL, 10) != n ||
		    strcmp(row.field[1], "Фёдор") != 0)
			fail_msg("row %zu is wrong: %s", n, row.field[0]);
	}
	assert_int_equal(rc, JR_DONE);
	assert_int_equal(n, rows);
}

static void
read_twice(FILE *in, size_t rows)
{
	struct jr_error e = { 0 };
	struct jr_csv *c;

	assert_int_equal(jr_csv_open(&c, in, &(struct jr_csv_opts){ 0 }, &e), JR_OK);
	count_rows(c, rows);
	assert_int_equal(jr_csv_rewind(c, &e), JR_OK);
	count_rows(c, rows);
	jr_csv_close(c);
	fclose(in);
}

static void
a_large_input_is_read_twice_from_a_pipe_and_from_a_file(void **state)
{
	struct source s;
	FILE *file = tmpfile(), *pipe;
	int c;

	(void)state;
	read_twice(pipe_of(&s, 10), 10);
	read_twice(pipe_of(&s, 700000), 700000);
	pipe = pipe_of(&s, 700000);
	while ((c = getc(pipe)) != EOF)
		putc(c, file);
	fclose(pipe);
	rewind(file);
	read_twice(file, 700000);
}

static void
reading_begins_where_the_file_stands(void **state)
{
	FILE *in = file_of("junk\na,b\n1,2\n", 13);
	char junk[8], *told;

	(void)state;
	assert_non_null(fgets(junk, sizeof(junk), in));
	told = told_file(in, &(struct jr_csv_opts){ 0 });
	assert_string_equal(told, "[a][b]\n2 [1][2]\n");
	free(told);
}

static void
a_rewind_gives_the_same_rows_again(void **state)
{
	const char text[] = "sep=;\n\nk;v\n1;\"x\n2;2\n3;3;3\n4;4";
	FILE *in = file_of(text, sizeof(text) - 1);
	struct jr_buf first = JR_BUF_INIT, again = JR_BUF_INIT;
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	struct jr_csv *c;

	(void)state;
	assert_int_equal(jr_csv_open(&c, in, &(struct jr_csv_opts){ 0 }, &e), JR_OK);
	tell_rows(&first, c);
	assert_int_equal(jr_csv_rewind(c, &e), JR_OK);
	assert_int_equal(jr_csv_next(c, &row, &e), JR_EINVAL);
	assert_int_equal(jr_csv_rewind(c, &e), JR_OK);
	tell_rows(&again, c);
	assert_string_equal(first.data, again.data);
	assert_string_equal(first.data,
	    "!4:2 the quote that opens here is never closed\n5 [2][2]\n"
	    "!6:3 the row has 3 fields, the header has 2\n7 [4][4]\n");
	assert_int_equal(jr_csv_header(c)->line, 3);
	jr_csv_close(c);
	fclose(in);
	jr_buf_release(&first);
	jr_buf_release(&again);
}

static void
an_input_over_the_limit_is_refused_at_once(void **state)
{
	const char *words = "!0:0 the input is larger than 1 MiB, the most that "
			    "is read; split it\n";
	const struct jr_csv_opts mib = { .max_bytes = MIB };
	FILE *in = tmpfile();
	struct source s;
	char *told;

	(void)state;
	assert_int_equal(ftruncate(fileno(in), (off_t)2 << 30), 0);
	told = told_file(in, &mib);
	assert_string_equal(told, words);
	free(told);
	told = told_file(pipe_of(&s, 1000000000), &mib);
	assert_string_equal(told, words);
	free(told);
	in = tmpfile();
	assert_int_equal(ftruncate(fileno(in), (off_t)2 << 30), 0);
	told = told_file(in, &(struct jr_csv_opts){ 0 });
	assert_string_equal(told,
	    "!0:0 the input is larger than 256 MiB, the "
	    "most that is read; split it\n");
	free(told);
}

static void
what_cannot_be_read_is_an_error_of_input(void **state)
{
	char *told = told_file(fopen("/tmp", "r"), &(struct jr_csv_opts){ 0 });

	(void)state;
	assert_string_equal(told, "-6!0:0 the input cannot be read: Is a directory\n");
	free(told);
}

static void
a_large_file_written_to_while_it_is_read_is_not_trusted(void **state)
{
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	struct jr_csv *c;
	FILE *in = tmpfile();
	int i, rc;

	(void)state;
	fputs("a,b\n", in);
	for (i = 0; i < 2000000; i++)
		fputs("12,34\n", in);
	rewind(in);
	assert_int_equal(jr_csv_open(&c, in, &(struct jr_csv_opts){ 0 }, &e), JR_OK);
	assert_int_equal(pwrite(fileno(in), "\xff", 1, 11000000), 1);
	assert_int_equal(ftruncate(fileno(in), 11500000), 0);
	while ((rc = jr_csv_next(c, &row, &e)) == JR_OK || rc == JR_EINVAL)
		continue;
	assert_int_equal(rc, JR_EIO);
	assert_string_equal(
	    e.text, "the input was written to while it was read; try again");
	jr_csv_close(c);
	fclose(in);
}

/* --- Blocks ------------------------------------------------------------- */

/* A row whose bytes `what` begin at `offset`, and one behind it. */
static void
check_across(const char *head, size_t offset, const char *what,
    const char *field, size_t line)
{
	struct jr_buf b = JR_BUF_INIT, want = JR_BUF_INIT;
	char *told;

	jr_buf_adds(&b, head);
	while (b.len + 1 < offset)
		jr_buf_adds(&b, b.len % 500 == 499 ? "\n" : "x");
	jr_buf_addc(&b, '\n');
	while (b.len < offset)
		jr_buf_addc(&b, 'x');
	jr_buf_adds(&b, what);
	jr_buf_adds(&b, "\nend");
	told = told_file(file_of(b.data, b.len), &grid);
	jr_buf_addf(&want, "%s\n%zu [end]\n", field, line);
	if (strlen(told) < want.len ||
	    strcmp(told + strlen(told) - want.len, want.data) != 0)
		fail_msg("at %zu: %s", offset, told + strlen(told) - 40);
	free(told);
	jr_buf_release(&b);
	jr_buf_release(&want);
}

static size_t
lines_before(size_t offset)
{
	size_t n = 1, i;

	for (i = 0; i + 1 < offset; i++)
		n += i % 500 == 499;
	return n + 1;
}

static void
a_character_or_line_end_may_lie_across_blocks(void **state)
{
	size_t block, d, at;

	(void)state;
	for (block = 32 * KIB; block <= 128 * KIB; block += 32 * KIB)
		for (d = 0; d < 5; d++) {
			at = block - d;
			check_across("", at, "😊яя", "[😊яя]", lines_before(at) + 1);
			check_across("", at, "a\r\nb", "[b]", lines_before(at) + 2);
			check_across("", at, "\"a\r\n\"\"b\"", "[a\r\n\"b]",
			    lines_before(at) + 2);
			check_across("", at, "a\rb\r\n\r\n", "[b]",
			    lines_before(at) + 4);
		}
}

static void
a_pair_of_utf16_may_lie_across_blocks(void **state)
{
	struct jr_buf b = JR_BUF_INIT, want = JR_BUF_INIT;
	size_t pad;

	(void)state;
	for (pad = 0; pad < 3; pad++) {
		jr_buf_clear(&b);
		jr_buf_clear(&want);
		jr_buf_add(&b, "\xff\xfe", 2);
		jr_buf_adds(&want, "[");
		while (b.len < 64 * KIB - 2 * pad) {
			jr_buf_add(&b, "x", 2);
			jr_buf_adds(&want, "x");
		}
		jr_buf_add(&b, "\x3d\xd8\x0a\xde\n", 6);
		jr_buf_adds(&want, "😊]\n");
		check_bytes(&grid, b.data, b.len, want.data);
	}
	jr_buf_release(&b);
	jr_buf_release(&want);
}

static void
a_large_file_of_lone_crs_is_read_in_good_time(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	FILE *in;
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	struct jr_csv *c;
	size_t n = 0;

	(void)state;
	jr_buf_adds(&b, "a,b\r");
	add_many(&b, "1,2\r", 1000000);
	in = file_of(b.data, b.len);
	assert_int_equal(jr_csv_open(&c, in, &(struct jr_csv_opts){ 0 }, &e), JR_OK);
	while (jr_csv_next(c, &row, &e) == JR_OK)
		n++;
	assert_int_equal(n, 1000000);
	jr_csv_close(c);
	fclose(in);
	jr_buf_release(&b);
}

/* --- Files of a school -------------------------------------------------- */

static void
check_file(const struct jr_csv_opts *opts, const char *name, const char *expected)
{
	char path[128], *told;

	snprintf(path, sizeof(path), "tests/data/csv/%s", name);
	told = told_file(fopen(path, "rb"), opts);
	assert_string_equal(told, expected);
	free(told);
}

static void
files_of_a_school_are_read(void **state)
{
	(void)state;
	check_file(&(struct jr_csv_opts){ 0 }, "class-list-cp1251.csv",
	    "[класс][фамилия][имя отчество][пол][дата рождения]\n"
	    "2 [8Х][Ёлкин][Пётр Ильич][м][01.09.2012]\n"
	    "3 [8Х][Иванова][Анна][ж][14.02.2013]\n"
	    "4 [8Х][Петров-Водкин][Лев Олегович][м][30.12.2012]\n"
	    "5 [8 \"Х\"][Иванова][Анна Петровна][ж][07.07.2012]\n");
	check_file(&(struct jr_csv_opts){ 0 }, "excel-utf8.csv",
	    "[Класс][Фамилия][Имя][Комментарий]\n"
	    "2 [7А][Фёдорова][Анна-Мария][первая строка\r\nвторая]\n"
	    "5 [7А][Лицей \"Звезда\"][Лев][Лицей \"Звезда\"]\n");
}

static void
a_plan_under_its_titles_is_read_as_a_grid(void **state)
{
	(void)state;
	check_file(&grid, "plan-titles.csv",
	    "[Календарно-тематическое планирование][][][]\n"
	    "2 [Алгебра, 8 класс, 3 часа в неделю, всего 102 часа][][][]\n"
	    "3 [№ п/п][Тема урока][Кол-во часов][Домашнее задание]\n"
	    "4 [][Раздел 1. Повторение][][]\n"
	    "5 [1][Повторение. Многочлены][1][§1]\n"
	    "6 [2][Повторение. Формулы сокращённого умножения][2 ч.]"
	    "[§2, № 14–18]\n"
	    "7 [3][Входная контрольная работа][1][]\n"
	    "8 [][Итого за раздел][4][]\n"
	    "9 [][Раздел 2. Рациональные дроби][][]\n"
	    "10 [4][Основное свойство дроби][2][§3]\n"
	    "11 [5][Сложение и вычитание дробей][3][§4]\n"
	    "12 [6][Контрольная работа № 1][1][]\n"
	    "13 [][Итого за раздел][6][]\n"
	    "14 [][Всего часов][10][]\n");
}

/* --- Output ------------------------------------------------------------- */

static void
quotes(const char *field, char delimiter, const char *expected)
{
	struct jr_buf b = JR_BUF_INIT;

	jr_csv_quote(&b, field, strlen(field), delimiter);
	assert_string_equal(jr_buf_str(&b), expected);
	jr_buf_release(&b);
}

static void
a_field_is_quoted_only_where_it_must_be(void **state)
{
	(void)state;
	quotes("", ',', "");
	quotes("Иванова Анна", ',', "Иванова Анна");
	quotes("4,5", ';', "4,5");
	quotes("4,5", ',', "\"4,5\"");
	quotes("Лицей \"Звезда\"", ',', "\"Лицей \"\"Звезда\"\"\"");
	quotes("\"", ',', "\"\"\"\"");
	quotes("a\nb", ',', "\"a\nb\"");
	quotes("a\rb", ',', "\"a\rb\"");
	quotes(" a", ',', "\" a\"");
	quotes("a ", ',', "\"a \"");
	quotes("\ta", ',', "\"\ta\"");
	quotes(" ", ',', "\" \"");
}

static uint32_t
draw(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

/* Add one row of three fields to the file and to what it should read as. */
static void
add_random_row(
    uint32_t *seed, char delimiter, struct jr_buf *file, struct jr_buf *want)
{
	static const char *const atom[] = { "a", "я", "\"", ",", ";", "\t", " ",
		"\n", "\r", "\r\n", "|", "№" };
	struct jr_buf field = JR_BUF_INIT;
	size_t i, n;

	for (i = 0; i < 3; i++) {
		jr_buf_clear(&field);
		jr_buf_adds(&field, i == 0 ? "k" : "");
		for (n = draw(seed) % 6; n > 0; n--)
			jr_buf_adds(&field, atom[draw(seed) % 12]);
		jr_csv_quote(file, jr_buf_str(&field), field.len, delimiter);
		jr_buf_addc(file, i < 2 ? delimiter : '\n');
		jr_buf_addf(want, "[%s]", jr_buf_str(&field));
	}
	jr_buf_addc(want, '\n');
	jr_buf_release(&field);
}

/* A reading without its line numbers. */
static char *
rows_of(FILE *in, const struct jr_csv_opts *opts)
{
	struct jr_buf b = JR_BUF_INIT;
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	struct jr_csv *c;
	int rc;

	assert_int_equal(jr_csv_open(&c, in, opts, &e), JR_OK);
	while ((rc = jr_csv_next(c, &row, &e)) == JR_OK) {
		row.line = 0;
		tell_row(&b, &row);
	}
	assert_int_equal(rc, JR_DONE);
	jr_csv_close(c);
	fclose(in);
	return jr_buf_steal(&b);
}

static void
whatever_is_quoted_reads_back_the_same(void **state)
{
	static const char delimiter[] = ",;\t|";
	struct jr_buf file = JR_BUF_INIT, want = JR_BUF_INIT;
	uint32_t seed = 7;
	int i, row;
	char *told;

	(void)state;
	for (i = 0; i < 400; i++) {
		jr_buf_clear(&file);
		jr_buf_clear(&want);
		for (row = 0; row < 20; row++)
			add_random_row(&seed, delimiter[i % 4], &file, &want);
		told = rows_of(file_of(file.data, file.len),
		    &(struct jr_csv_opts){
			.no_header = true, .delimiter = delimiter[i % 4] });
		assert_string_equal(told, want.data);
		free(told);
	}
	jr_buf_release(&file);
	jr_buf_release(&want);
}

/* Rubbish ends: at most one error or row for each of its lines. */
static void
rubbish_is_read_to_its_end(void **state)
{
	static const char atom[] = "\"\"\";,\n\r a\xcf\xf0\xd0\xaf";
	char text[200], *told, *p;
	uint32_t seed = 11;
	size_t n, i, lines;
	int round;

	(void)state;
	for (round = 0; round < 3000; round++) {
		n = draw(&seed) % sizeof(text);
		for (i = 0; i < n; i++)
			text[i] =
			    atom[draw(&seed) % (round % 2 == 0 ? 9 : sizeof(atom) - 1)];
		told = told_file(fmemopen(text, n > 0 ? n : 1, "rb"),
		    round % 3 == 0 ? &grid : &(struct jr_csv_opts){ 0 });
		for (lines = 0, p = told; *p != '\0'; p++)
			lines += *p == '!';
		assert_true(lines <= n + 1);
		free(told);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_follow_the_header_with_their_lines),
		cmocka_unit_test(the_last_row_may_have_no_line_end),
		cmocka_unit_test(every_kind_of_line_end_counts_as_one),
		cmocka_unit_test(blank_lines_are_skipped_and_counted),
		cmocka_unit_test(
		    rows_of_empty_fields_only_are_skipped_as_excel_leaves_them),
		cmocka_unit_test(a_grid_gives_every_row_of_any_width),
		cmocka_unit_test(quoted_fields_hold_delimiters_quotes_and_lines),
		cmocka_unit_test(quotes_inside_an_unquoted_field_are_text),
		cmocka_unit_test(spaces_around_fields_go_and_inside_of_quotes_stay),
		cmocka_unit_test(empty_columns_at_the_end_are_passed_over),
		cmocka_unit_test(an_empty_name_inside_the_header_stays),
		cmocka_unit_test(a_row_of_another_width_is_refused_and_reading_goes_on),
		cmocka_unit_test(an_unclosed_quote_is_shown_where_it_opened),
		cmocka_unit_test(
		    an_unclosed_quote_does_not_swallow_the_row_up_to_the_next_quote),
		cmocka_unit_test(each_of_many_unclosed_quotes_is_shown),
		cmocka_unit_test(
		    a_quote_that_opens_late_in_a_row_of_many_lines_has_its_own_line),
		cmocka_unit_test(text_behind_a_closing_quote_is_refused),
		cmocka_unit_test(a_bad_header_is_an_error_of_the_opening),
		cmocka_unit_test(an_input_without_a_header_is_refused),
		cmocka_unit_test(a_header_alone_is_no_error),
		cmocka_unit_test(a_nul_is_refused_with_its_line),
		cmocka_unit_test(the_delimiter_comes_from_the_header),
		cmocka_unit_test(delimiters_inside_quotes_do_not_count),
		cmocka_unit_test(
		    the_most_frequent_delimiter_wins_and_a_tie_goes_to_the_rarer_in_text),
		cmocka_unit_test(one_column_needs_no_delimiter),
		cmocka_unit_test(a_grid_takes_its_delimiter_from_many_lines),
		cmocka_unit_test(a_sep_line_settles_the_delimiter_and_is_a_line),
		cmocka_unit_test(a_named_delimiter_is_stronger_than_what_is_found),
		cmocka_unit_test(a_bom_before_a_quoted_header_goes),
		cmocka_unit_test(a_small_class_list_in_cp1251_is_read),
		cmocka_unit_test(cp866_and_koi8r_are_recognised_and_named),
		cmocka_unit_test(a_named_encoding_is_taken),
		cmocka_unit_test(an_unknown_encoding_is_refused),
		cmocka_unit_test(utf16_is_read_by_its_mark_in_either_order),
		cmocka_unit_test(utf16_without_a_mark_is_read_when_named),
		cmocka_unit_test(broken_utf16_is_refused_with_its_line),
		cmocka_unit_test(a_bom_is_stronger_than_a_named_encoding),
		cmocka_unit_test(one_bad_byte_in_utf8_is_shown_and_not_taken_for_cp1251),
		cmocka_unit_test(utf8_is_strict),
		cmocka_unit_test(latin1_is_refused_with_advice),
		cmocka_unit_test(the_dialect_is_told),
		cmocka_unit_test(other_kinds_of_file_are_recognised_under_a_csv_name),
		cmocka_unit_test(pages_are_recognised_in_any_encoding),
		cmocka_unit_test(a_field_of_64_kib_is_read_and_a_longer_one_refused),
		cmocka_unit_test(a_quote_left_open_over_64_kib_does_not_swallow_more),
		cmocka_unit_test(a_row_over_1_mib_is_refused_and_passed_over),
		cmocka_unit_test(an_input_of_one_endless_line_is_refused),
		cmocka_unit_test(
		    a_thousand_fields_are_read_and_empty_ones_beyond_passed_over),
		cmocka_unit_test(
		    a_large_input_is_read_twice_from_a_pipe_and_from_a_file),
		cmocka_unit_test(reading_begins_where_the_file_stands),
		cmocka_unit_test(a_rewind_gives_the_same_rows_again),
		cmocka_unit_test(an_input_over_the_limit_is_refused_at_once),
		cmocka_unit_test(what_cannot_be_read_is_an_error_of_input),
		cmocka_unit_test(
		    a_large_file_written_to_while_it_is_read_is_not_trusted),
		cmocka_unit_test(a_character_or_line_end_may_lie_across_blocks),
		cmocka_unit_test(a_pair_of_utf16_may_lie_across_blocks),
		cmocka_unit_test(a_large_file_of_lone_crs_is_read_in_good_time),
		cmocka_unit_test(files_of_a_school_are_read),
		cmocka_unit_test(a_plan_under_its_titles_is_read_as_a_grid),
		cmocka_unit_test(a_field_is_quoted_only_where_it_must_be),
		cmocka_unit_test(whatever_is_quoted_reads_back_the_same),
		cmocka_unit_test(rubbish_is_read_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
