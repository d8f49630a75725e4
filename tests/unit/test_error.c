#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libintl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/text.h"

static void
the_first_error_stands(void **state)
{
	struct jr_error e;

	(void)state;
	jr_error_clear(&e);
	assert_int_equal(
	    jr_error_set(&e, JR_ENOTFOUND, "no student %d", 7), JR_ENOTFOUND);
	assert_int_equal(jr_error_set(&e, JR_EINVAL, "bad row"), JR_EINVAL);
	assert_int_equal(jr_error_at(&e, JR_EINVAL, 3, 4, "bad cell"), JR_EINVAL);
	assert_int_equal(e.rc, JR_ENOTFOUND);
	assert_string_equal(e.text, "no student 7");
	assert_int_equal(e.line, 0);
	assert_int_equal(e.field, 0);
}

static void
an_error_keeps_its_place_in_the_input(void **state)
{
	struct jr_error e;

	(void)state;
	jr_error_clear(&e);
	assert_int_equal(jr_error_at(&e, JR_EINVAL, 14, 4,
			     "mark '%s' is not on the scale", "7"),
	    JR_EINVAL);
	assert_int_equal(e.line, 14);
	assert_int_equal(e.field, 4);
	assert_string_equal(e.text, "mark '7' is not on the scale");
}

static void
a_cleared_error_takes_the_next_one(void **state)
{
	struct jr_error e;

	(void)state;
	jr_error_clear(&e);
	jr_error_at(&e, JR_EINVAL, 14, 4, "old");
	jr_error_clear(&e);
	assert_int_equal(e.rc, 0);
	assert_int_equal(e.line, 0);
	assert_string_equal(e.text, "");
	jr_error_set(&e, JR_EIO, "new");
	assert_int_equal(e.rc, JR_EIO);
	assert_string_equal(e.text, "new");
	assert_int_equal(e.line, 0);
}

static void
an_empty_message_is_not_the_header_of_the_catalogue(void **state)
{
	struct jr_error e;
	const char *volatile none = "";

	(void)state;
	assert_string_equal(jr_gettext(none), "");
	jr_error_clear(&e);
	jr_error_set(&e, JR_EIO, "%s", "");
	assert_string_equal(e.text, "");
	assert_int_equal(e.rc, JR_EIO);
}

static void
russian_text_is_left_as_it_is(void **state)
{
	struct jr_error e;

	(void)state;
	jr_error_clear(&e);
	jr_error_set(&e, JR_EINVAL, "class '%s' is not there", "7А «ё» – №");
	assert_string_equal(e.text, "class '7А «ё» – №' is not there");
}

static void
control_and_bidi_bytes_of_an_argument_are_escaped(void **state)
{
	static const char nasty[] = "a\033[31m\nb\xff"
				    "c\u202ed";
	struct jr_buf want = JR_BUF_INIT;
	struct jr_error e;
	size_t i;

	(void)state;
	jr_error_clear(&e);
	jr_error_set(&e, JR_EINVAL, "%s", nasty);
	jr_text_escape(&want, nasty, strlen(nasty), 0);
	assert_string_equal(e.text, jr_buf_str(&want));
	for (i = 0; e.text[i] != '\0'; i++)
		assert_true(e.text[i] >= ' ' && e.text[i] <= '~');
	assert_non_null(strstr(e.text, "\\n"));
	assert_non_null(strstr(e.text, "\\u{202E}"));
	jr_buf_release(&want);
}

static void
check_cut(const char *piece, size_t pad)
{
	struct jr_error e;
	char arg[3000] = "";
	size_t n = strlen(piece), len = pad;

	memset(arg, 'x', pad);
	for (; len + n < sizeof(arg); len += n)
		memcpy(arg + len, piece, n + 1);
	jr_error_clear(&e);
	jr_error_set(&e, JR_EINVAL, "%s", arg);
	len = strlen(e.text);
	assert_true(len < sizeof(e.text));
	assert_true(len > sizeof(e.text) - 8);
	assert_string_equal(e.text + len - 3, "…");
	assert_true(jr_text_valid(e.text, len));
}

static void
a_long_text_is_cut_behind_a_whole_character(void **state)
{
	size_t pad;

	(void)state;
	for (pad = 0; pad < 8; pad++) {
		check_cut("y", pad);
		check_cut("Ж", pad);
		check_cut("№", pad);
		check_cut("😀", pad);
		check_cut("\033", pad);
		check_cut("\xff", pad);
		check_cut("\x80", pad);
	}
}

static void
a_text_that_just_fits_is_not_cut(void **state)
{
	struct jr_error e;
	char arg[sizeof(e.text)];

	(void)state;
	memset(arg, 'x', sizeof(arg));
	arg[sizeof(arg) - 1] = '\0';
	jr_error_clear(&e);
	jr_error_set(&e, JR_EINVAL, "%s", arg);
	assert_string_equal(e.text, arg);
}

/*
 * A catalogue with three entries, as msgfmt would write it (gettext manual,
 * "The Format of GNU MO Files"): the header, one text, one plural.
 */
static const char *const ids[] = { "", "%d mark\0%d marks",
	"mark '%s' is not on the scale" };
static const char *const strings[] = {
	"Content-Type: text/plain; charset=UTF-8\n"
	"Plural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
	"n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;\n",
	"%d отметка\0%d отметки\0%d отметок", "отметки «%s» нет в шкале"
};
static const uint32_t id_len[] = { 0, 16, 29 };

static uint32_t
string_len(int i)
{
	return (uint32_t)(i == 1 ? sizeof("%d отметка\0%d отметки\0%d отметок") - 1 :
				   strlen(strings[i]));
}

static void
write_catalogue(FILE *f)
{
	uint32_t head[7] = { 0x950412de, 0, 3, 28, 52, 0, 76 };
	uint32_t at = 76, pair[2];
	int i;

	fwrite(head, sizeof(head), 1, f);
	for (i = 0; i < 6; i++) {
		pair[0] = i < 3 ? id_len[i] : string_len(i - 3);
		pair[1] = at;
		fwrite(pair, sizeof(pair), 1, f);
		at += pair[0] + 1;
	}
	for (i = 0; i < 6; i++)
		fwrite(i < 3 ? ids[i] : strings[i - 3], 1,
		    (i < 3 ? id_len[i] : string_len(i - 3)) + 1, f);
}

static char dir[64];

static int
make_catalogue(void **state)
{
	char path[128];
	FILE *f;

	(void)state;
	snprintf(dir, sizeof(dir), "%s", "/tmp/jr-test-error-XXXXXX");
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/ru", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/ru/LC_MESSAGES", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/ru/LC_MESSAGES/journal.mo", dir);
	if ((f = fopen(path, "wb")) == NULL)
		return -1;
	write_catalogue(f);
	if (fclose(f) != 0 || setlocale(LC_ALL, "C.UTF-8") == NULL)
		return -1;
	return setenv("LANGUAGE", "ru", 1) != 0 ||
	    bindtextdomain("journal", dir) == NULL;
}

static int
remove_catalogue(void **state)
{
	char path[128];

	(void)state;
	setlocale(LC_ALL, "C");
	unsetenv("LANGUAGE");
	snprintf(path, sizeof(path), "%s/ru/LC_MESSAGES/journal.mo", dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/ru/LC_MESSAGES", dir);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/ru", dir);
	rmdir(path);
	return rmdir(dir);
}

static void
the_format_is_translated_before_it_is_filled(void **state)
{
	struct jr_error e;

	(void)state;
	jr_error_clear(&e);
	jr_error_set(&e, JR_EINVAL, N_("mark '%s' is not on the scale"), "7");
	assert_string_equal(e.text, "отметки «7» нет в шкале");
	assert_string_equal(_("not in the catalogue"), "not in the catalogue");
}

static void
plurals_follow_the_rule_of_the_catalogue(void **state)
{
	(void)state;
	assert_string_equal(jr_ngettext("%d mark", "%d marks", 1), "%d отметка");
	assert_string_equal(jr_ngettext("%d mark", "%d marks", 3), "%d отметки");
	assert_string_equal(jr_ngettext("%d mark", "%d marks", 11), "%d отметок");
	assert_string_equal(jr_ngettext("%d mark", "%d marks", 21), "%d отметка");
}

static void
an_unknown_plural_follows_the_english_rule(void **state)
{
	(void)state;
	assert_string_equal(jr_ngettext("%d cat", "%d cats", 1), "%d cat");
	assert_string_equal(jr_ngettext("%d cat", "%d cats", 0), "%d cats");
	assert_string_equal(jr_ngettext("%d cat", "%d cats", 21), "%d cats");
}

#define IN_RUSSIAN(f) \
	cmocka_unit_test_setup_teardown(f, make_catalogue, remove_catalogue)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_error_stands),
		cmocka_unit_test(an_error_keeps_its_place_in_the_input),
		cmocka_unit_test(a_cleared_error_takes_the_next_one),
		cmocka_unit_test(an_empty_message_is_not_the_header_of_the_catalogue),
		cmocka_unit_test(russian_text_is_left_as_it_is),
		cmocka_unit_test(control_and_bidi_bytes_of_an_argument_are_escaped),
		cmocka_unit_test(a_long_text_is_cut_behind_a_whole_character),
		cmocka_unit_test(a_text_that_just_fits_is_not_cut),
		IN_RUSSIAN(the_format_is_translated_before_it_is_filled),
		IN_RUSSIAN(plurals_follow_the_rule_of_the_catalogue),
		cmocka_unit_test(an_unknown_plural_follows_the_english_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
