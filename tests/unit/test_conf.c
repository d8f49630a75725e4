#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/date.h"

static const struct jr_conf_key scale_value[] = {
	{ "score", JR_CONF_INT, true, 0, 100, NULL, NULL },
	{ "fail", JR_CONF_BOOL, false, 0, 0, NULL, NULL },
	{ NULL, JR_CONF_TEXT, false, 0, 0, NULL, NULL },
};

static const struct jr_conf_key any_scale_value[] = {
	{ "", JR_CONF_MAP, false, 0, 0, NULL, scale_value },
};

static const struct jr_conf_key any_int[] = {
	{ "", JR_CONF_INT, false, 0, 0, NULL, NULL },
};

static const struct jr_conf_key any_text[] = {
	{ "", JR_CONF_TEXT, false, 0, 0, NULL, NULL },
};

static const struct jr_conf_key day_off[] = {
	{ "date", JR_CONF_DATE, true, 0, 0, NULL, NULL },
	{ "name", JR_CONF_TEXT, true, 0, 0, NULL, NULL },
	{ NULL, JR_CONF_TEXT, false, 0, 0, NULL, NULL },
};

static const struct jr_conf_key any_day_off[] = {
	{ "", JR_CONF_MAP, false, 0, 0, NULL, day_off },
};

static const struct jr_conf_key school[] = {
	{ "name", JR_CONF_TEXT, true, 0, 0, NULL, NULL },
	{ "city", JR_CONF_TEXT, false, 0, 0, NULL, NULL },
	{ "phones", JR_CONF_LIST, false, 0, 0, NULL, any_text },
	{ NULL, JR_CONF_TEXT, false, 0, 0, NULL, NULL },
};

static const struct jr_conf_key schema[] = {
	{ "school", JR_CONF_MAP, false, 0, 0, NULL, school },
	{ "edit_days", JR_CONF_INT, false, 0, 366, NULL, NULL },
	{ "offset", JR_CONF_INT, false, 0, 0, NULL, NULL },
	{ "strict", JR_CONF_BOOL, false, 0, 0, NULL, NULL },
	{ "start", JR_CONF_DATE, false, 0, 0, NULL, NULL },
	{ "few_marks", JR_CONF_WORD, false, 0, 0, "warn|na", NULL },
	{ "text", JR_CONF_TEXT, false, 0, 0, NULL, NULL },
	{ "names", JR_CONF_LIST, false, 0, 0, NULL, any_text },
	{ "days_off", JR_CONF_LIST, false, 0, 0, NULL, any_day_off },
	{ "scale", JR_CONF_DICT, false, 0, 0, NULL, any_scale_value },
	{ "counts", JR_CONF_DICT, false, 0, 0, NULL, any_int },
	{ NULL, JR_CONF_TEXT, false, 0, 0, NULL, NULL },
};

/* A list of lists of … and nothing else, for its depth. */
static const struct jr_conf_key nest[] = {
	{ "list", JR_CONF_LIST, false, 0, 0, NULL, nest },
	{ NULL, JR_CONF_TEXT, false, 0, 0, NULL, NULL },
};

struct seen {
	size_t n;
	struct jr_error error[40];
};

static void
see(void *arg, const struct jr_error *e)
{
	struct seen *s = arg;

	assert_true(s->n < sizeof(s->error) / sizeof(s->error[0]));
	assert_int_not_equal(e->rc, 0);
	s->error[s->n++] = *e;
}

static FILE *
input(const void *data, size_t n)
{
	FILE *in = tmpfile();

	assert_non_null(in);
	assert_int_equal(fwrite(data, 1, n, in), n);
	rewind(in);
	return in;
}

static int
load_bytes(struct jr_conf **c, const void *data, size_t n,
    const struct jr_conf_key *keys, struct seen *s)
{
	FILE *in = input(data, n);
	int rc;

	memset(s, 0, sizeof(*s));
	*c = (struct jr_conf *)s;
	rc = jr_conf_load(c, in, keys, see, s);
	fclose(in);
	if (rc == JR_OK) {
		assert_non_null(*c);
		assert_int_equal(s->n, 0);
	} else {
		assert_null(*c);
		assert_int_not_equal(s->n, 0);
	}
	return rc;
}

static struct jr_conf *
good(const char *yaml)
{
	struct jr_conf *c;
	struct seen s;

	if (load_bytes(&c, yaml, strlen(yaml), schema, &s) != JR_OK)
		fail_msg("%zu:%zu: %s", s.error[0].line, s.error[0].field,
		    s.error[0].text);
	return c;
}

static void
bad(const char *yaml, struct seen *s)
{
	struct jr_conf *c;

	assert_int_equal(load_bytes(&c, yaml, strlen(yaml), schema, s), JR_EINVAL);
}

#define assert_error(s, i, l, col, t)                          \
	do {                                                   \
		assert_true((i) < (s)->n);                     \
		assert_string_equal((s)->error[i].text, t);    \
		assert_int_equal((s)->error[i].line, l);       \
		assert_int_equal((s)->error[i].field, col);    \
		assert_int_equal((s)->error[i].rc, JR_EINVAL); \
	} while (0)

/* The one error of this text. */
#define assert_refused(yaml, l, col, t)             \
	do {                                        \
		struct seen seen_;                  \
		bad(yaml, &seen_);                  \
		assert_error(&seen_, 0, l, col, t); \
		assert_int_equal(seen_.n, 1);       \
	} while (0)

static void
values_of_each_type_are_read(void **state)
{
	struct jr_conf *c = good("# a comment\n"
				 "school:\n"
				 "  name: Гимназия № 4\n"
				 "edit_days: 7\n"
				 "offset: -300\n"
				 "strict: yes\n"
				 "start: 01.09.2026\n"
				 "few_marks: na\n"
				 "names: [Алгебра, \"Физика, химия\"]\n"
				 "days_off:\n"
				 "  - { date: 2026-11-04, name: Праздник }\n"
				 "scale:\n"
				 "  5: { score: 5 }\n"
				 "  н/а: { score: 0, fail: true }\n");
	const struct jr_conf_node *r = jr_conf_root(c), *n;

	(void)state;
	assert_int_equal(r->type, JR_CONF_MAP);
	assert_null(r->key);
	assert_int_equal(r->n, 9);
	assert_string_equal(
	    jr_conf_text(jr_conf_get(r, "school"), "name", ""), "Гимназия № 4");
	assert_int_equal(jr_conf_number(r, "edit_days", 0), 7);
	assert_int_equal(jr_conf_number(r, "offset", 0), -300);
	assert_int_equal(jr_conf_number(r, "strict", 0), 1);
	assert_int_equal(jr_conf_number(r, "start", 0), jr_day_of(2026, 9, 1));
	assert_string_equal(jr_conf_text(r, "start", ""), "01.09.2026");
	assert_string_equal(jr_conf_text(r, "few_marks", ""), "na");
	n = jr_conf_get(r, "names");
	assert_int_equal(n->n, 2);
	assert_null(n->child[0]->key);
	assert_string_equal(n->child[1]->text, "Физика, химия");
	n = jr_conf_get(r, "days_off")->child[0];
	assert_int_equal(jr_conf_number(n, "date", 0), jr_day_of(2026, 11, 4));
	n = jr_conf_get(jr_conf_get(r, "scale"), "н/а");
	assert_int_equal(jr_conf_number(n, "fail", 0), 1);
	jr_conf_free(c);
}

static void
children_keep_the_order_of_the_file(void **state)
{
	struct jr_conf *c = good("counts:\n  b: 2\n  a: 1\n  c: 3\nedit_days: 1\n");
	const struct jr_conf_node *n = jr_conf_root(c)->child[0];

	(void)state;
	assert_string_equal(n->key, "counts");
	assert_string_equal(n->child[0]->key, "b");
	assert_string_equal(n->child[1]->key, "a");
	assert_string_equal(n->child[2]->key, "c");
	assert_int_equal(n->child[2]->number, 3);
	jr_conf_free(c);
}

static void
a_node_knows_where_its_key_stands(void **state)
{
	struct jr_conf *c = good("edit_days: 7\n"
				 "scale:\n"
				 "  5:\n"
				 "    score: 5\n"
				 "days_off:\n"
				 "  - date: 2026-11-04\n"
				 "    name: Праздник\n"
				 "text:\n"
				 "  on a line of its own\n");
	const struct jr_conf_node *r = jr_conf_root(c), *n;

	(void)state;
	assert_int_equal(r->line, 1);
	n = jr_conf_get(r, "scale");
	assert_int_equal(n->line, 2);
	assert_int_equal(n->column, 1);
	n = n->child[0];
	assert_int_equal(n->line, 3);
	assert_int_equal(n->column, 3);
	n = n->child[0];
	assert_int_equal(n->line, 4);
	assert_int_equal(n->column, 5);
	n = jr_conf_get(r, "days_off")->child[0];
	assert_int_equal(n->line, 6);
	assert_int_equal(n->column, 5);
	assert_int_equal(jr_conf_get(r, "text")->line, 8);
	jr_conf_free(c);
}

static void
columns_are_counted_in_characters(void **state)
{
	(void)state;
	assert_refused("counts: { Алгебра: 1, Физика: один }\n", 1, 31,
	    "'Физика' must be a whole number, not 'один'");
}

static void
types_come_from_the_schema_not_from_the_look(void **state)
{
	struct jr_conf *c = good("text: yes\n"
				 "names: [5, 1:30, 2026-09-01, null, ~, 'off', 0x10]\n"
				 "edit_days: \"7\"\n"
				 "strict: 'no'\n");
	const struct jr_conf_node *r = jr_conf_root(c), *n;

	(void)state;
	assert_string_equal(jr_conf_text(r, "text", ""), "yes");
	assert_int_equal(jr_conf_number(r, "edit_days", 0), 7);
	assert_int_equal(jr_conf_number(r, "strict", 9), 0);
	n = jr_conf_get(r, "names");
	assert_int_equal(n->n, 7);
	assert_string_equal(n->child[0]->text, "5");
	assert_string_equal(n->child[1]->text, "1:30");
	assert_string_equal(n->child[2]->text, "2026-09-01");
	assert_string_equal(n->child[3]->text, "null");
	assert_string_equal(n->child[4]->text, "~");
	assert_string_equal(n->child[5]->text, "off");
	jr_conf_free(c);
}

static void
a_text_may_have_several_lines(void **state)
{
	struct jr_conf *c = good("text: |\n  one\n  two\n");

	(void)state;
	assert_string_equal(jr_conf_text(jr_conf_root(c), "text", ""), "one\ntwo\n");
	jr_conf_free(c);
}

static void
an_unknown_key_is_refused_where_it_stands(void **state)
{
	(void)state;
	assert_refused("edit_days: 7\n\n# words\ncolour: red\n", 4, 1,
	    "unknown key 'colour'");
	assert_refused("edit_days: 7\nschool:\n  name: x\n  telephone:\n    - [1]\n"
		       "text: x\n",
	    4, 3, "unknown key 'telephone'");
	assert_refused("<<: { edit_days: 7 }\n", 1, 1, "unknown key '<<'");
}

static void
a_typo_names_the_key_that_was_meant(void **state)
{
	(void)state;
	assert_refused("edit_day: 7\n", 1, 1,
	    "unknown key 'edit_day'; did you mean 'edit_days'?");
	assert_refused("days_of: []\n", 1, 1,
	    "unknown key 'days_of'; did you mean 'days_off'?");
	assert_refused("school: { naem: x, name: y }\n", 1, 11,
	    "unknown key 'naem'; did you mean 'name'?");
	assert_refused("a_key_far_longer_than_any_key_of_the_schema_is: 1\n", 1,
	    1, "unknown key 'a_key_far_longer_than_any_key_of_the_schema_is'");
}

static void
a_long_unknown_key_is_cut_in_the_message(void **state)
{
	(void)state;
	assert_refused("ыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыыы: 1\n",
	    1, 1, "unknown key 'ыыыыыыыыыыыыыыыыыыыыыыыыыыыыыы…'");
}

static void
a_key_given_twice_is_refused_at_the_second(void **state)
{
	struct seen s;

	(void)state;
	assert_refused("edit_days: 7\ntext: x\nedit_days: 7\n", 3, 1,
	    "key 'edit_days' is given twice, first on line 1");
	assert_refused("counts:\n  К: 1\n  Н: 2\n  К: 3\n", 4, 3,
	    "key 'К' is given twice, first on line 2");
	bad("edit_days: x\nedit_days: { a: [b] }\ntext: [y]\n", &s);
	assert_int_equal(s.n, 3);
	assert_error(&s, 0, 1, 12, "'edit_days' must be a whole number, not 'x'");
	assert_error(&s, 1, 2, 1, "key 'edit_days' is given twice, first on line 1");
	assert_error(&s, 2, 3, 7, "'text' must be a single value");
}

static void
a_missing_key_is_named_with_what_it_is_missing_from(void **state)
{
	struct seen s;

	(void)state;
	assert_refused("text: x\nschool: { city: Саратов }\n", 2, 1,
	    "key 'name' is missing under 'school'");
	assert_refused("school:\n", 1, 1, "key 'name' is missing under 'school'");
	bad("days_off:\n  - date: 2026-11-04\n  - name: x\n", &s);
	assert_int_equal(s.n, 2);
	assert_error(&s, 0, 2, 5, "key 'name' is missing under 'days_off'");
	assert_error(&s, 1, 3, 5, "key 'date' is missing under 'days_off'");
}

static void
a_missing_key_of_the_root_is_named(void **state)
{
	struct jr_conf *c;
	struct seen s;

	(void)state;
	assert_int_equal(load_bytes(&c, "\ncity: x\n", 9, school, &s), JR_EINVAL);
	assert_int_equal(s.n, 1);
	assert_error(&s, 0, 2, 1, "key 'name' is missing");
}

static void
a_bad_value_is_not_called_missing_too(void **state)
{
	(void)state;
	assert_refused("scale: { 5: { score: five } }\n", 1, 22,
	    "'score' must be a whole number, not 'five'");
}

static void
wrong_types_are_refused(void **state)
{
	(void)state;
	assert_refused("edit_days: 1.5\n", 1, 12,
	    "'edit_days' must be a whole number, not '1.5'");
	assert_refused("edit_days: 0x10\n", 1, 12,
	    "'edit_days' must be a whole number, not '0x10'");
	assert_refused(
	    "offset: +5\n", 1, 9, "'offset' must be a whole number, not '+5'");
	assert_refused("offset: ' 5'\n", 1, 9,
	    "'offset' must be a whole number, not ' 5'");
	assert_refused("offset: 9223372036854775808\n", 1, 9,
	    "'offset' must be a whole number, not '9223372036854775808'");
	assert_refused("strict: 1\n", 1, 9, "'strict' must be yes or no, not '1'");
	assert_refused("start: 2026-02-30\n", 1, 8,
	    "'start' must be a date such as 2026-09-01, not '2026-02-30'");
	assert_refused("few_marks: warning\n", 1, 12,
	    "'few_marks' must be one of warn|na, not 'warning'");
	assert_refused("few_marks: warn|na\n", 1, 12,
	    "'few_marks' must be one of warn|na, not 'warn|na'");
	assert_refused("text: [a]\n", 1, 7, "'text' must be a single value");
	assert_refused("text:\n  a: b\n", 2, 3, "'text' must be a single value");
	assert_refused("names: Алгебра\n", 1, 8,
	    "'names' must be a list: [one, two], or lines that begin with '- '");
	assert_refused("names: { a: b }\n", 1, 8,
	    "'names' must be a list: [one, two], or lines that begin with '- '");
	assert_refused("names: [a, [b]]\n", 1, 12, "'names' must be a single value");
	assert_refused("school: Гимназия\n", 1, 9,
	    "'school' must hold lines of the form 'name: value'");
	assert_refused("counts: [1]\n", 1, 9,
	    "'counts' must hold lines of the form 'name: value'");
	assert_refused(
	    "- text\n", 1, 1, "lines of the form 'name: value' were expected");
	assert_refused(
	    "text\n", 1, 1, "lines of the form 'name: value' were expected");
}

static void
a_number_stays_within_its_limits(void **state)
{
	struct jr_conf *c = good("edit_days: 0\noffset: 9223372036854775807\n");

	(void)state;
	assert_int_equal(jr_conf_number(jr_conf_root(c), "edit_days", 9), 0);
	assert_true(jr_conf_number(jr_conf_root(c), "offset", 9) == INT64_MAX);
	jr_conf_free(c);
	jr_conf_free(good("edit_days: 366\noffset: -9223372036854775808\n"));
	assert_refused("edit_days: 367\n", 1, 12,
	    "'edit_days' must be between 0 and 366, not 367");
	assert_refused("edit_days: -1\n", 1, 12,
	    "'edit_days' must be between 0 and 366, not -1");
}

static void
a_key_without_a_value_is_an_empty_text_list_or_dict(void **state)
{
	struct jr_conf *c = good("text:\nnames:\nscale:\ncounts: {}\n");
	const struct jr_conf_node *r = jr_conf_root(c);

	(void)state;
	assert_string_equal(jr_conf_text(r, "text", "default"), "");
	assert_int_equal(jr_conf_get(r, "names")->n, 0);
	assert_int_equal(jr_conf_get(r, "names")->type, JR_CONF_LIST);
	assert_int_equal(jr_conf_get(r, "scale")->n, 0);
	assert_int_equal(jr_conf_get(r, "counts")->n, 0);
	assert_null(jr_conf_get(jr_conf_get(r, "counts"), "a"));
	jr_conf_free(c);
}

static void
other_types_need_a_value(void **state)
{
	(void)state;
	assert_refused("edit_days:\ntext: x\n", 1, 11, "'edit_days' has no value");
	assert_refused("start: ''\n", 1, 8, "'start' has no value");
	assert_refused("school: { name: \"\" }\n", 1, 17, "'name' has no value");
	assert_refused("names: ''\n", 1, 8,
	    "'names' must be a list: [one, two], or lines that begin with '- '");
}

static void
aliases_anchors_and_tags_are_refused(void **state)
{
	struct seen s;

	(void)state;
	bad("text: &a x\nnames: [*a]\n", &s);
	assert_int_equal(s.n, 2);
	assert_error(&s, 0, 1, 7, "anchors (&name) are not allowed");
	assert_error(&s, 1, 2, 9, "aliases (*name) are not allowed");
	assert_refused(
	    "school: &s\n  name: x\n", 1, 9, "anchors (&name) are not allowed");
	assert_refused("names: &s [x]\n", 1, 8, "anchors (&name) are not allowed");
	assert_refused("&k text: x\n", 1, 1, "anchors (&name) are not allowed");
	assert_refused("*k : x\n", 1, 1, "aliases (*name) are not allowed");
	assert_refused("*k\n", 1, 1, "aliases (*name) are not allowed");
	assert_refused("text: !!str 5\n", 1, 7, "tags (!name) are not allowed");
	assert_refused("names: ! [x]\n", 1, 8, "tags (!name) are not allowed");
	assert_refused(
	    "counts: !!set { a: 1 }\n", 1, 9, "tags (!name) are not allowed");
}

static void
a_key_must_be_a_text(void **state)
{
	(void)state;
	assert_refused("[a, b]: c\ntext: x\n", 1, 1, "a key must be a text");
	assert_refused(
	    "? { a: [b] }\n: [c, d]\ntext: x\n", 1, 3, "a key must be a text");
	assert_refused("counts: { '': 1 }\n", 1, 11, "a key must be a text");
}

static void
one_document_is_enough(void **state)
{
	struct jr_conf *c = good("%YAML 1.1\n---\ntext: x\n...\n");

	(void)state;
	assert_string_equal(jr_conf_text(jr_conf_root(c), "text", ""), "x");
	jr_conf_free(c);
	assert_refused(
	    "text: x\n---\ntext: y\n", 2, 1, "a second document begins here");
}

static void
an_empty_file_is_refused(void **state)
{
	(void)state;
	assert_refused("", 1, 1, "nothing is set in this file");
	assert_refused("\n# only words\n", 1, 1, "nothing is set in this file");
	jr_conf_free(good("---\n"));
}

static void
what_is_not_yaml_is_said_with_its_place(void **state)
{
	(void)state;
	assert_refused("school:\n\tname: x\n", 2, 1,
	    "not YAML: a tab in the indentation; use spaces");
	assert_refused("edit_days: 7\nschool:\n  name: \"Гимназия\n  city: Саратов\n",
	    3, 9, "not YAML: the quote that opens here is never closed");
	assert_refused("text: тема: урок\n", 1, 11,
	    "not YAML: a ':' cannot stand "
	    "here; check the indentation, or put the text in quotes");
	assert_refused("text: @a\n", 1, 7,
	    "not YAML: no value can begin with this "
	    "character; put the text in quotes");
	assert_refused("text: x\nnames\n", 3, 1, "not YAML: a key without ':'");
	assert_refused("names: [a, b\n", 2, 1, "not YAML: ',' or ']' was expected");
	assert_refused("names:\n  - a\n  b: c\n", 3, 3,
	    "not YAML: '- ' was expected; check the indentation");
	assert_refused("school:\n  name: x\n city: y\n", 3, 2,
	    "not YAML: a key was expected; check the indentation");
}

static void
errors_before_the_place_that_is_not_yaml_are_reported_too(void **state)
{
	struct seen s;

	(void)state;
	bad("edit_day: 7\ntext: a: b\n", &s);
	assert_int_equal(s.n, 2);
	assert_error(&s, 0, 1, 1, "unknown key 'edit_day'; did you mean 'edit_days'?");
	assert_int_equal(s.error[1].line, 2);
}

static void
a_file_cut_short_is_refused_once(void **state)
{
	(void)state;
	assert_refused("school:\n  phones: [1, 2, 'three\n", 2, 18,
	    "not YAML: the quote that opens here is never closed");
	assert_refused("school: { phones: [1, 2", 2, 1,
	    "not YAML: ',' or ']' was expected");
}

static void
another_encoding_is_refused_at_its_line(void **state)
{
	struct jr_conf *c;
	struct seen s;

	(void)state;
	assert_refused("edit_days: 7\ntext: \xc3\xe8\xec\n", 2, 8,
	    "not UTF-8: save the file in this encoding");
	assert_refused(
	    "text: \xd0", 1, 7, "not UTF-8: save the file in this encoding");
	assert_int_equal(load_bytes(&c, "\xff\xfet\0e\0", 6, schema, &s), JR_EINVAL);
	assert_error(&s, 0, 1, 1, "not UTF-8: save the file in this encoding");
}

static void
control_characters_are_refused(void **state)
{
	struct jr_conf *c;
	struct seen s;

	(void)state;
	assert_refused("text: я\x1b[31m\n", 1, 8, "a control character");
	assert_refused("text: \"a\\0b\"\n", 1, 7, "a control character");
	assert_refused("text: \"a\\e[31m\"\n", 1, 7, "a control character");
	assert_refused("\"te\\0xt\": [a, { b: c }]\nedit_days: 7\n", 1, 1,
	    "a control character");
	assert_int_equal(load_bytes(&c, "text: a\0b\n", 10, schema, &s), JR_EINVAL);
	assert_error(&s, 0, 1, 8, "a control character");
}

static void
a_bom_and_crlf_are_read(void **state)
{
	struct jr_conf *c = good("\xef\xbb\xbfschool:\r\n  name: x\r\ntext: y");

	(void)state;
	assert_string_equal(jr_conf_text(jr_conf_root(c), "text", ""), "y");
	assert_int_equal(jr_conf_get(jr_conf_root(c), "text")->line, 3);
	jr_conf_free(c);
	assert_refused("\xef\xbb\xbfrext: y", 1, 1,
	    "unknown key 'rext'; did you mean 'text'?");
}

static void
all_errors_come_in_the_order_of_the_file(void **state)
{
	struct seen s;

	(void)state;
	bad("school:\n" /* 1: no name, found at the end */
	    "  city: [x]\n"
	    "  citi: y\n"
	    "edit_days: 1000\n"
	    "strict: maybe\n"
	    "start: soon\n",
	    &s);
	assert_int_equal(s.n, 6);
	assert_error(&s, 0, 1, 1, "key 'name' is missing under 'school'");
	assert_error(&s, 1, 2, 9, "'city' must be a single value");
	assert_error(&s, 2, 3, 3, "unknown key 'citi'; did you mean 'city'?");
	assert_int_equal(s.error[3].line, 4);
	assert_int_equal(s.error[4].line, 5);
	assert_int_equal(s.error[5].line, 6);
}

static void
twenty_errors_are_enough(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	struct seen s;
	int i;

	(void)state;
	for (i = 1; i <= 19; i++)
		jr_buf_addf(&b, "unknown%d: [%d]\n", i, i);
	bad(jr_buf_str(&b), &s);
	assert_int_equal(s.n, 19);
	for (; i <= 30; i++)
		jr_buf_addf(&b, "unknown%d: [%d]\n", i, i);
	bad(jr_buf_str(&b), &s);
	assert_int_equal(s.n, 20);
	assert_error(&s, 19, 20, 1, "unknown key 'unknown20'");
	jr_buf_release(&b);
}

static void
sixteen_levels_are_enough(void **state)
{
	struct jr_conf *c;
	struct seen s;
	const char *ok = "list: [[[[[[[[[[[[[[[]]]]]]]]]]]]]]]\n";
	const char *deep = "list: [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]\n";

	(void)state;
	assert_int_equal(load_bytes(&c, ok, strlen(ok), nest, &s), JR_OK);
	jr_conf_free(c);
	assert_int_equal(load_bytes(&c, deep, strlen(deep), nest, &s), JR_EINVAL);
	assert_int_equal(s.n, 1);
	assert_error(&s, 0, 1, 22, "more than 16 levels");
	bad("colour: [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]\n", &s);
	assert_int_equal(s.n, 2);
	assert_error(&s, 1, 1, 24, "more than 16 levels");
}

static void
a_text_has_a_limit(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	struct jr_conf *c;
	int i;

	(void)state;
	jr_buf_adds(&b, "text: ");
	for (i = 0; i < 65536; i++)
		jr_buf_addc(&b, 'x');
	c = good(jr_buf_str(&b));
	assert_int_equal(strlen(jr_conf_text(jr_conf_root(c), "text", "")), 65536);
	jr_conf_free(c);
	jr_buf_addc(&b, 'x');
	assert_refused(jr_buf_str(&b), 1, 7, "a text over 64 KiB");
	jr_buf_release(&b);
}

static void
a_node_has_a_limit_of_entries(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	struct jr_conf *c;
	int i;

	(void)state;
	jr_buf_adds(&b, "names:\n");
	for (i = 0; i < 10000; i++)
		jr_buf_adds(&b, "- x\n");
	c = good(jr_buf_str(&b));
	assert_int_equal(jr_conf_get(jr_conf_root(c), "names")->n, 10000);
	jr_conf_free(c);
	jr_buf_adds(&b, "- x\n");
	assert_refused(jr_buf_str(&b), 10002, 3, "more than 10000 entries");
	jr_buf_release(&b);
}

static void
a_file_has_a_limit(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	struct seen s;

	(void)state;
	jr_buf_adds(&b, "text: x\n");
	while (b.len < 1 << 20)
		jr_buf_addc(&b, '#');
	jr_conf_free(good(jr_buf_str(&b)));
	jr_buf_addc(&b, '#');
	bad(jr_buf_str(&b), &s);
	assert_int_equal(s.n, 1);
	assert_error(&s, 0, 0, 0, "over 1024 KiB: this is no configuration");
	jr_buf_release(&b);
}

static void
an_endless_file_is_not_read_to_its_end(void **state)
{
	FILE *in = fopen("/dev/zero", "r");
	struct seen s = { 0 };
	struct jr_conf *c;

	(void)state;
	assert_non_null(in);
	assert_int_equal(jr_conf_load(&c, in, schema, see, &s), JR_EINVAL);
	assert_null(c);
	assert_int_equal(s.n, 1);
	fclose(in);
}

static void
a_file_that_cannot_be_read_is_an_io_error(void **state)
{
	FILE *in = fopen("/", "r");
	struct seen s = { 0 };
	struct jr_conf *c;

	(void)state;
	assert_non_null(in);
	assert_int_equal(jr_conf_load(&c, in, schema, see, &s), JR_EIO);
	assert_null(c);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.error[0].rc, JR_EIO);
	assert_string_equal(s.error[0].text, "cannot read: Is a directory");
	fclose(in);
}

static void
what_is_not_there_gives_the_default(void **state)
{
	struct jr_conf *c = good("edit_days: 7\nnames: [a]\n");
	const struct jr_conf_node *r = jr_conf_root(c);

	(void)state;
	assert_null(jr_conf_get(NULL, "school"));
	assert_null(jr_conf_get(r, "school"));
	assert_null(jr_conf_get(jr_conf_get(r, "school"), "name"));
	assert_null(jr_conf_get(jr_conf_get(r, "names"), "a"));
	assert_null(jr_conf_get(jr_conf_get(r, "edit_days"), "a"));
	assert_string_equal(jr_conf_text(r, "text", "dflt"), "dflt");
	assert_string_equal(jr_conf_text(r, "names", "dflt"), "dflt");
	assert_null(jr_conf_text(NULL, "text", NULL));
	assert_int_equal(jr_conf_number(r, "offset", -1), -1);
	jr_conf_free(c);
	jr_conf_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_each_type_are_read),
		cmocka_unit_test(children_keep_the_order_of_the_file),
		cmocka_unit_test(a_node_knows_where_its_key_stands),
		cmocka_unit_test(columns_are_counted_in_characters),
		cmocka_unit_test(types_come_from_the_schema_not_from_the_look),
		cmocka_unit_test(a_text_may_have_several_lines),
		cmocka_unit_test(an_unknown_key_is_refused_where_it_stands),
		cmocka_unit_test(a_typo_names_the_key_that_was_meant),
		cmocka_unit_test(a_long_unknown_key_is_cut_in_the_message),
		cmocka_unit_test(a_key_given_twice_is_refused_at_the_second),
		cmocka_unit_test(a_missing_key_is_named_with_what_it_is_missing_from),
		cmocka_unit_test(a_missing_key_of_the_root_is_named),
		cmocka_unit_test(a_bad_value_is_not_called_missing_too),
		cmocka_unit_test(wrong_types_are_refused),
		cmocka_unit_test(a_number_stays_within_its_limits),
		cmocka_unit_test(a_key_without_a_value_is_an_empty_text_list_or_dict),
		cmocka_unit_test(other_types_need_a_value),
		cmocka_unit_test(aliases_anchors_and_tags_are_refused),
		cmocka_unit_test(a_key_must_be_a_text),
		cmocka_unit_test(one_document_is_enough),
		cmocka_unit_test(an_empty_file_is_refused),
		cmocka_unit_test(what_is_not_yaml_is_said_with_its_place),
		cmocka_unit_test(
		    errors_before_the_place_that_is_not_yaml_are_reported_too),
		cmocka_unit_test(a_file_cut_short_is_refused_once),
		cmocka_unit_test(another_encoding_is_refused_at_its_line),
		cmocka_unit_test(control_characters_are_refused),
		cmocka_unit_test(a_bom_and_crlf_are_read),
		cmocka_unit_test(all_errors_come_in_the_order_of_the_file),
		cmocka_unit_test(twenty_errors_are_enough),
		cmocka_unit_test(sixteen_levels_are_enough),
		cmocka_unit_test(a_text_has_a_limit),
		cmocka_unit_test(a_node_has_a_limit_of_entries),
		cmocka_unit_test(a_file_has_a_limit),
		cmocka_unit_test(an_endless_file_is_not_read_to_its_end),
		cmocka_unit_test(a_file_that_cannot_be_read_is_an_io_error),
		cmocka_unit_test(what_is_not_there_gives_the_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
