/*
 * The shipped journal.conf and share/columns.yaml against their schemas, and
 * against the defaults that the journal promises.  Run from the top folder.
 */
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
#include "base/text.h"
#include "columns_schema.h"
#include "config_schema.h"

#define SIZE(a) (sizeof(a) / sizeof((a)[0]))

static struct jr_conf *journal, *columns;

static void
print(void *arg, const struct jr_error *e)
{
	print_error(
	    "%s:%zu:%zu: %s\n", (const char *)arg, e->line, e->field, e->text);
}

static struct jr_conf *
load(const char *path, const struct jr_conf_key *schema)
{
	char name[64];
	struct jr_conf *c;
	FILE *in;

	snprintf(name, sizeof(name), "%s", path);
	if ((in = fopen(path, "r")) == NULL)
		return NULL;
	jr_conf_load(&c, in, schema, print, name);
	fclose(in);
	return c;
}

static int
load_both(void **state)
{
	(void)state;
	journal = load("journal.conf", jr_config_schema);
	columns = load("share/columns.yaml", jr__columns_schema);
	return journal == NULL || columns == NULL;
}

static int
free_both(void **state)
{
	(void)state;
	jr_conf_free(journal);
	jr_conf_free(columns);
	return 0;
}

/* The node at the end of a path of keys, "audit|rules". */
static const struct jr_conf_node *
at(const char *path)
{
	const struct jr_conf_node *n = jr_conf_root(journal);
	char keys[128], *key, *save;

	snprintf(keys, sizeof(keys), "%s", path);
	for (key = strtok_r(keys, "|", &save); key != NULL;
	     key = strtok_r(NULL, "|", &save)) {
		n = jr_conf_get(n, key);
		if (n == NULL)
			fail_msg("no key '%s'", key);
	}
	return n;
}

static const struct jr_conf_node *
year(const char *key)
{
	return jr_conf_get(at("years|2026/27"), key);
}

#define assert_text(n, key, want) \
	assert_string_equal(jr_conf_text(n, key, "(none)"), want)
#define assert_number(n, key, want) \
	assert_int_equal(jr_conf_number(n, key, -1), want)
#define assert_date(n, key, y, m, d) \
	assert_int_equal(jr_conf_number(n, key, -1), jr_day_of(y, m, d))

/* A list's items joined by '|'. */
static void
assert_list(const struct jr_conf_node *n, const char *want)
{
	struct jr_buf b = JR_BUF_INIT;
	size_t i;

	assert_non_null(n);
	for (i = 0; i < n->n; i++)
		jr_buf_addf(&b, "%s%s", i > 0 ? "|" : "", n->child[i]->text);
	assert_string_equal(jr_buf_str(&b), want);
	jr_buf_release(&b);
}

/* The keys of a map or dict, joined by '|'. */
static void
assert_keys(const struct jr_conf_node *n, const char *want)
{
	struct jr_buf b = JR_BUF_INIT;
	size_t i;

	assert_non_null(n);
	for (i = 0; i < n->n; i++)
		jr_buf_addf(&b, "%s%s", i > 0 ? "|" : "", n->child[i]->key);
	assert_string_equal(jr_buf_str(&b), want);
	jr_buf_release(&b);
}

static void
the_sample_has_what_a_new_store_needs(void **state)
{
	const char *const *key;

	(void)state;
	for (key = jr_config_needed; *key != NULL; key++)
		if (jr_conf_get(jr_conf_root(journal), *key) == NULL)
			fail_msg("journal.conf has no '%s'", *key);
	assert_text(jr_conf_root(journal), "store", "/var/lib/journal/school.db");
	assert_text(jr_conf_root(journal), "sendmail", "/usr/sbin/sendmail");
	assert_text(jr_conf_root(journal), "language", "ru");
	assert_text(jr_conf_root(journal), "time_zone", "Europe/Saratov");
	assert_text(at("school"), "short_name", "МАОУ «Гимназия № 4»");
	assert_text(at("school"), "city", "Саратов");
}

static void
the_sample_shows_every_key_of_the_root_if_only_as_a_comment(void **state)
{
	const struct jr_conf_key *k;
	FILE *in = fopen("journal.conf", "r");
	char text[65536], line[80];
	size_t n;

	(void)state;
	assert_non_null(in);
	n = fread(text + 1, 1, sizeof(text) - 2, in);
	fclose(in);
	assert_true(n < sizeof(text) - 2);
	text[0] = '\n';
	text[n + 1] = '\0';
	for (k = jr_config_schema; k->name != NULL; k++) {
		if (jr_conf_get(jr_conf_root(journal), k->name) != NULL)
			continue;
		snprintf(line, sizeof(line), "\n#%s: ", k->name);
		if (strstr(text, line) == NULL)
			fail_msg("journal.conf says nothing of '%s'", k->name);
	}
}

static void
the_year_has_its_terms(void **state)
{
	const struct jr_conf_node *n = year("terms");

	(void)state;
	assert_keys(at("years"), "2026/27");
	assert_date(at("years|2026/27"), "first_day", 2026, 9, 1);
	assert_date(at("years|2026/27"), "last_day", 2027, 5, 26);
	assert_number(at("years|2026/27"), "week_days", 5);
	assert_number(at("years|2026/27"), "cycle_weeks", 2);
	assert_keys(n, "Q1|Q2|Q3|Q4|H1|H2|Y");
	assert_date(jr_conf_get(n, "Q1"), "from", 2026, 9, 1);
	assert_date(jr_conf_get(n, "Q1"), "to", 2026, 10, 23);
	assert_date(jr_conf_get(n, "Q2"), "from", 2026, 11, 2);
	assert_date(jr_conf_get(n, "Q2"), "to", 2026, 12, 30);
	assert_date(jr_conf_get(n, "Q3"), "from", 2027, 1, 11);
	assert_date(jr_conf_get(n, "Q3"), "to", 2027, 3, 26);
	assert_date(jr_conf_get(n, "Q4"), "from", 2027, 4, 5);
	assert_date(jr_conf_get(n, "Q4"), "to", 2027, 5, 26);
	assert_date(jr_conf_get(n, "H1"), "to", 2026, 12, 30);
	assert_date(jr_conf_get(n, "H2"), "from", 2027, 1, 11);
	assert_text(jr_conf_get(n, "Q1"), "grades", "2-9");
	assert_text(jr_conf_get(n, "H1"), "grades", "10-11");
	assert_text(jr_conf_get(n, "Y"), "grades", "1-11");
}

static bool
is_off(jr_day day)
{
	const struct jr_conf_node *off = year("days_off");
	int64_t from;
	size_t i;

	for (i = 0; i < off->n; i++) {
		from = jr_conf_number(off->child[i], "date", 0);
		if (day >= from && day <= jr_conf_number(off->child[i], "to", from))
			return true;
	}
	return false;
}

static size_t
terms_of(jr_day day, char kind)
{
	const struct jr_conf_node *t = year("terms");
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		n += t->child[i]->key[0] == kind &&
		    day >= jr_conf_number(t->child[i], "from", 0) &&
		    day <= jr_conf_number(t->child[i], "to", 0);
	return n;
}

static void
every_school_day_lies_in_one_quarter_and_one_half_year(void **state)
{
	jr_day day = jr_day_of(2026, 9, 1), last = jr_day_of(2027, 5, 26);
	int weekday, school_days = 0;

	(void)state;
	for (; day <= last; day++) {
		weekday = jr_day_weekday(day);
		if (weekday <= 5 && !is_off(day)) {
			school_days++;
			assert_int_equal(terms_of(day, 'Q'), 1);
			assert_int_equal(terms_of(day, 'H'), 1);
		} else if (terms_of(day, 'Q') == 0)
			assert_true(is_off(day));
		assert_int_equal(terms_of(day, 'Y'), 1);
	}
	assert_int_equal(school_days, 170);
	assert_true(is_off(jr_day_of(2026, 11, 4)));
	assert_true(is_off(jr_day_of(2027, 2, 23)));
	assert_true(is_off(jr_day_of(2027, 5, 10)));
}

static void
every_term_begins_and_ends_with_a_school_day(void **state)
{
	const struct jr_conf_node *t = year("terms");
	jr_day from, to;
	size_t i;

	(void)state;
	for (i = 0; i < t->n; i++) {
		from = (jr_day)jr_conf_number(t->child[i], "from", 0);
		to = (jr_day)jr_conf_number(t->child[i], "to", 0);
		assert_true(from < to);
		assert_true(jr_day_weekday(from) <= 5 && !is_off(from));
		assert_true(jr_day_weekday(to) <= 5 && !is_off(to));
	}
}

/* Minutes since midnight of the "08:00" that s begins with. */
static int
clock_minutes(const char *s)
{
	assert_true(strspn(s, "0123456789") == 2 && s[2] == ':');
	assert_int_equal(strspn(s + 3, "0123456789"), 2);
	return (s[0] - '0') * 600 + (s[1] - '0') * 60 + (s[3] - '0') * 10 +
	    (s[4] - '0');
}

static void
bells_ring_one_after_another(void **state)
{
	const struct jr_conf_node *sets = year("bells"), *l;
	int begin, end, last;
	char want[4];
	size_t i, j;

	(void)state;
	assert_keys(sets, "сокращённые|основные");
	assert_number(jr_conf_get(sets, "сокращённые"), "by_order", 1);
	for (i = 0; i < sets->n; i++) {
		l = jr_conf_get(sets->child[i], "lessons");
		assert_int_equal(l->n, 8);
		for (j = 0, last = 0; j < l->n; j++, last = end) {
			snprintf(want, sizeof(want), "%zu", (j + 1) % 100);
			assert_string_equal(l->child[j]->key, want);
			assert_int_equal(strlen(l->child[j]->text), 11);
			assert_int_equal(l->child[j]->text[5], '-');
			begin = clock_minutes(l->child[j]->text);
			end = clock_minutes(l->child[j]->text + 6);
			assert_true(last < begin && begin < end);
		}
	}
}

static void
the_scale_is_the_five_points_and_the_words_of_term_marks(void **state)
{
	static const struct {
		const char *value;
		int score, sou, fail, term_only;
	} want[] = {
		{ "5", 5, 100, 0, 0 },
		{ "4", 4, 64, 0, 0 },
		{ "3", 3, 36, 0, 0 },
		{ "2", 2, 16, 1, 0 },
		{ "1", 1, 16, 1, 0 },
		{ "н/а", -1, 7, 0, 1 },
		{ "осв", -1, -1, 0, 1 },
		{ "зач", -1, -1, 0, 1 },
		{ "незач", -1, -1, 1, 1 },
	};
	const struct jr_conf_node *s = at("scale");
	size_t i;

	(void)state;
	assert_int_equal(s->n, SIZE(want));
	for (i = 0; i < s->n; i++) {
		assert_string_equal(s->child[i]->key, want[i].value);
		assert_number(s->child[i], "score", want[i].score);
		assert_number(s->child[i], "sou", want[i].sou);
		assert_int_equal(
		    jr_conf_number(s->child[i], "fail", 0), want[i].fail);
		assert_int_equal(jr_conf_number(s->child[i], "term_only", 0),
		    want[i].term_only);
	}
	assert_text(jr_conf_get(s, "н/а"), "means", "not_attested");
	assert_text(jr_conf_get(s, "осв"), "means", "exempt");
	assert_text(jr_conf_get(s, "зач"), "means", "credit");
	assert_text(jr_conf_get(s, "незач"), "means", "credit");
}

static void
task_types_have_their_weights(void **state)
{
	static const struct {
		const char *letter;
		int weight, control, class_work;
	} want[] = {
		{ "О", 100, 0, 1 },
		{ "Д", 100, 0, 0 },
		{ "С", 120, 0, 1 },
		{ "К", 150, 1, 1 },
		{ "Л", 130, 0, 1 },
		{ "А", 130, 0, 1 },
		{ "П", 100, 0, 0 },
		{ "Р", 140, 0, 0 },
		{ "Н", 140, 1, 1 },
		{ "Ч", 150, 1, 1 },
		{ "И", 140, 1, 1 },
		{ "З", 150, 1, 1 },
		{ "Т", 100, 1, 1 },
		{ "В", 130, 1, 1 },
	};
	const struct jr_conf_node *t = at("task_types");
	size_t i;

	(void)state;
	assert_int_equal(t->n, SIZE(want));
	for (i = 0; i < t->n; i++) {
		assert_string_equal(t->child[i]->key, want[i].letter);
		assert_number(t->child[i], "weight", want[i].weight);
		assert_int_equal(
		    jr_conf_number(t->child[i], "control", 0), want[i].control);
		assert_int_equal(jr_conf_number(t->child[i], "class_work", 1),
		    want[i].class_work);
		assert_number(t->child[i], "days", 7);
	}
	assert_text(jr_conf_root(journal), "default_type", "О");
}

static void
written_work_has_its_deadlines(void **state)
{
	static const struct {
		const char *types, *grades;
		int days;
	} want[] = {
		{ "Н", "1-9", 0 },
		{ "К", "1-9", 0 },
		{ "И|Ч", "1-4", 2 },
		{ "И|Ч", "5-8", 7 },
		{ "Ч", "9-11", 10 },
	};
	const struct jr_conf_node *d = at("deadlines");
	size_t i;

	(void)state;
	assert_int_equal(d->n, SIZE(want));
	for (i = 0; i < d->n; i++) {
		assert_list(jr_conf_get(d->child[i], "types"), want[i].types);
		assert_text(d->child[i], "grades", want[i].grades);
		assert_number(d->child[i], "days", want[i].days);
	}
	assert_list(jr_conf_get(d->child[1], "subjects"),
	    "Математика|Алгебра|Геометрия|Вероятность и статистика");
}

/* The letters of the deadlines and the codes of unmarked terms are there. */
static void
sections_name_what_other_sections_have(void **state)
{
	const struct jr_conf_node *d = at("deadlines"), *l;
	const struct jr_conf_node *t = at("thresholds");
	size_t i, j;

	(void)state;
	for (i = 0; i < d->n; i++) {
		l = jr_conf_get(d->child[i], "types");
		for (j = 0; j < l->n; j++)
			assert_non_null(
			    jr_conf_get(at("task_types"), l->child[j]->text));
	}
	for (i = 0; i < t->n; i++)
		assert_non_null(jr_conf_get(at("scale"), t->child[i]->key));
	assert_non_null(jr_conf_get(at("task_types"),
	    jr_conf_text(jr_conf_root(journal), "default_type", "")));
}

static void
term_marks_have_their_rules(void **state)
{
	const struct jr_conf_node *r = jr_conf_root(journal);

	(void)state;
	assert_keys(at("thresholds"), "5|4|3");
	assert_number(at("thresholds"), "5", 450);
	assert_number(at("thresholds"), "4", 350);
	assert_number(at("thresholds"), "3", 250);
	assert_keys(at("min_marks"), "quarter|half_year");
	assert_number(at("min_marks|quarter"), "1", 3);
	assert_number(at("min_marks|quarter"), "2", 5);
	assert_number(at("min_marks|quarter"), "3", 7);
	assert_number(at("min_marks|half_year"), "1", 5);
	assert_number(at("min_marks|half_year"), "2", 7);
	assert_number(at("min_marks|half_year"), "3", 9);
	assert_text(r, "few_marks", "warn");
	assert_text(r, "absent_over", "2/3");
	assert_text(r, "year_formula", "mean");
	assert_number(r, "year_not_attested", 1);
	assert_number(r, "edit_days", 7);
	assert_text(at("final_formula"), "9", "year+exam");
	assert_text(at("final_formula"), "11", "half-years+years");
	assert_list(at("composite_subjects|Математика"),
	    "Алгебра|Геометрия|Вероятность и статистика");
	assert_int_equal(at("unmarked")->n, 1);
	assert_text(at("unmarked")->child[0], "grades", "1");
}

static void
attendance_codes_have_their_letters(void **state)
{
	static const struct {
		const char *code, *printed, *aliases;
	} want[] = {
		{ "present", "", "+|." },
		{ "absent", "н", "н|Н|н/б|нб|ОТ" },
		{ "unexcused", "н", "нп|НП" },
		{ "ill", "б", "б|Б" },
		{ "excused", "п", "п|П|у|У|уп|УП" },
		{ "late", "о", "о|О|оп|ОП" },
		{ "remote", "дист", "дист" },
		{ "exempt", "осв", "осв|ОСВ" },
	};
	const struct jr_conf_node *c = at("attendance|codes");
	size_t i;

	(void)state;
	assert_int_equal(c->n, SIZE(want));
	for (i = 0; i < c->n; i++) {
		assert_string_equal(c->child[i]->key, want[i].code);
		assert_text(c->child[i], "printed", want[i].printed);
		assert_list(jr_conf_get(c->child[i], "aliases"), want[i].aliases);
	}
	assert_number(at("attendance"), "reason_days", 3);
	assert_number(at("attendance"), "after_close_days", 5);
}

static void
norms_and_limits_are_set(void **state)
{
	(void)state;
	assert_keys(at("homework_minutes"), "2-3|4-5|6-8|9-11");
	assert_number(at("homework_minutes"), "2-3", 90);
	assert_number(at("homework_minutes"), "4-5", 120);
	assert_number(at("homework_minutes"), "6-8", 150);
	assert_number(at("homework_minutes"), "9-11", 210);
	assert_number(at("keep_years"), "journal", 5);
	assert_number(at("keep_years"), "term_sheets", 25);
	assert_number(at("csv"), "max_bytes", 256 * 1024 * 1024);
}

static void
every_audit_rule_has_its_severity(void **state)
{
	static const char *const want[][2] = {
		{ "error",
		    "lesson-missing topic-missing register-missing "
		    "mark-on-absence control-unmarked term-mark-missing "
		    "substitution-missing login-shared backup-stale chain-broken" },
		{ "warning",
		    "entry-late task-type-missing homework-missing "
		    "reason-pending absent-long marks-few-term mark-changed-late "
		    "mark-deleted self-correction marks-burst control-unheld "
		    "control-unplanned control-overload term-mark-thin "
		    "term-mark-absent term-mark-mismatch year-mismatch "
		    "council-missing plan-missing plan-hours plan-lag "
		    "safety-briefing-missing roster-stale diary-undelivered "
		    "desk-overdue remark-overdue" },
		{ "note",
		    "topic-off-plan tasks-missing homework-late homeroom-day "
		    "marks-gap fail-after-absence fail-at-edge fail-unanswered "
		    "owed-stale term-mark-vs-control transfer-marks-missing "
		    "homework-overload guardian-missing contact-missing "
		    "login-unused" },
		{ "off", "marks-few-lesson" },
	};
	const struct jr_conf_node *rules = at("audit|rules");
	char ids[1024], *id, *save;
	size_t i, n = 0;

	(void)state;
	for (i = 0; i < SIZE(want); i++) {
		snprintf(ids, sizeof(ids), "%s", want[i][1]);
		for (id = strtok_r(ids, " ", &save); id != NULL;
		     id = strtok_r(NULL, " ", &save), n++) {
			if (jr_conf_get(rules, id) == NULL)
				fail_msg("no rule '%s'", id);
			assert_text(jr_conf_get(rules, id), "severity", want[i][0]);
		}
	}
	assert_int_equal(rules->n, n);
	assert_date(at("audit"), "start", 2026, 9, 1);
	assert_text(at("audit"), "letters_from", "warning");
}

static void
audit_rules_have_their_numbers(void **state)
{
	const struct jr_conf_node *rules = at("audit|rules"), *n;

	(void)state;
	n = jr_conf_get(jr_conf_get(rules, "marks-gap"), "params");
	assert_text(n, "lessons_1h", "4");
	assert_text(n, "lessons_2h", "6");
	assert_text(n, "lessons_3h", "10");
	assert_text(n, "students", "3");
	n = jr_conf_get(jr_conf_get(rules, "marks-burst"), "params");
	assert_text(n, "marks", "30");
	assert_text(n, "dates", "5");
	assert_text(n, "minutes", "60");
	n = jr_conf_get(jr_conf_get(rules, "homework-missing"), "except");
	assert_int_equal(n->n, 2);
	assert_text(n->child[0], "grades", "1");
	assert_text(n->child[0], "severity", "off");
	assert_list(jr_conf_get(n->child[1], "subjects"),
	    "Физическая культура|"
	    "Изобразительное искусство|Музыка|Труд (технология)");
	n = jr_conf_get(rules, "safety-briefing-missing");
	assert_list(jr_conf_get(n, "subjects"),
	    "Физика|Химия|Информатика|"
	    "Физическая культура|Труд (технология)");
}

static void
check_table(const struct jr_conf_key *k)
{
	const struct jr_conf_key *other;

	for (; k->name != NULL; k++) {
		assert_true(k->min <= k->max);
		assert_true(k->type != JR_CONF_WORD || k->words != NULL);
		for (other = k + 1; other->name != NULL; other++)
			assert_string_not_equal(k->name, other->name);
		if (k->type == JR_CONF_MAP)
			check_table(k->sub);
		else if (k->type == JR_CONF_LIST || k->type == JR_CONF_DICT)
			assert_non_null(k->sub);
		if (k->sub != NULL && k->type != JR_CONF_MAP &&
		    k->sub->type == JR_CONF_MAP)
			check_table(k->sub->sub);
	}
}

static void
no_table_of_a_schema_names_a_key_twice(void **state)
{
	(void)state;
	check_table(jr_config_schema);
	check_table(jr__columns_schema);
}

static void
a_needed_key_is_a_key_of_the_schema(void **state)
{
	const struct jr_conf_key *k;
	const char *const *key;

	(void)state;
	for (key = jr_config_needed; *key != NULL; key++) {
		for (k = jr_config_schema; k->name != NULL; k++)
			if (strcmp(k->name, *key) == 0)
				break;
		assert_non_null(k->name);
	}
}

/* --- Columns -------------------------------------------------------------- */

static void
columns_are_those_of_the_rows_in_their_order(void **state)
{
	static const char *const want[][2] = {
		{ "staff", "login|surname|given_name|patronymic|role|email|from|to" },
		{ "class", "class|grade|homeroom|homeroom_from" },
		{ "student",
		    "number|surname|given_name|patronymic|birth_date|class|"
		    "enrolled_on|left_on|order_in|order_out" },
		{ "enrolment",
		    "student|class|from|to|order_in|order_out|from_where|"
		    "to_where" },
		{ "guardian",
		    "student|surname|given_name|patronymic|relation|email|"
		    "phone|rights|document|from|to" },
		{ "group", "class|group|student|from|to" },
		{ "course",
		    "class|group|subject|teacher|from|hours_per_week|to|kind|"
		    "programme|textbook" },
		{ "timetable", "class|group|subject|weekday|number|week|from|room|to" },
		{ "plan",
		    "class|grade|group|subject|no|section|topic|hours|task_type|"
		    "homework|date" },
		{ "plan_topic",
		    "class|group|subject|no|section|topic|hours|task_type|planned_on|"
		    "given_on|given|expected_on|state" },
		{ "plan_progress",
		    "class|group|subject|teacher|approved_on|planned|adjusted|lessons|"
		    "shortfall|due|given|done|behind|lost|left|control_planned|"
		    "control_held|works_planned|works_held" },
		{ "plan_change",
		    "class|group|subject|no|topic|planned|hours|into|words|reason|"
		    "changed_on" },
		{ "lesson",
		    "date|class|group|subject|number|topic|tasks|homework|"
		    "homework_due|minutes|links|recorded_at|recorded_by" },
		{ "mark",
		    "date|class|group|subject|number|student|mark|type|task|"
		    "weight|comment|made_up" },
		{ "outside_mark", "date|subject|student|mark|type|weight|source" },
		{ "term_mark",
		    "class|group|subject|term|student|name|lessons|missed|marks|mean|"
		    "weighted_mean|proposed|mark|reason|document" },
		{ "deferral", "class|subject|term|student|until|reason|order" },
		{ "attendance",
		    "date|class|group|subject|number|student|code|minutes|"
		    "basis|document" },
		{ "reason",
		    "student|class|from|to|code|basis|document|subject|number" },
		{ "exemption",
		    "student|class|subject|from|to|document" },
		{ "regime",
		    "from|to|grade|class|regime|weekday|bells|order|note" },
		{ "study_mode", "student|class|mode|group|subject|from|to|order" },
		{ "debt",
		    "student|class|subject|until|order|first_date|first_mark|first_document|"
		    "second_date|second_mark|second_document" },
		{ "council", "student|class|decision|date|protocol|note" },
		{ "substitution",
		    "date|class|group|subject|number|teacher|kind|by|with|to_date|"
		    "to_number|reason|order" },
		{ "staff_absence", "teacher|from|to|reason|order" },
	};
	const struct jr_conf_node *r = jr_conf_root(columns);
	size_t i;

	(void)state;
	assert_int_equal(r->n, SIZE(want));
	for (i = 0; i < r->n; i++) {
		assert_string_equal(r->child[i]->key, want[i][0]);
		assert_keys(r->child[i], want[i][1]);
	}
}

static char *
key_of(const char *s)
{
	struct jr_buf b = JR_BUF_INIT;
	char *key;

	assert_int_equal(jr_text_match(&b, s, strlen(s)), JR_OK);
	key = jr_buf_steal(&b);
	assert_non_null(key);
	return key;
}

/* Every name of a kind by its matching key, English ones too. */
static void
check_kind(const struct jr_conf_node *kind)
{
	char *seen[200];
	const struct jr_conf_node *c;
	size_t i, j, k, n = 0;

	for (i = 0; i < kind->n; i++) {
		c = kind->child[i];
		assert_true(c->n > 0 && n + c->n + 1 < SIZE(seen));
		seen[n++] = key_of(c->key);
		for (j = 0; j < c->n; j++)
			seen[n++] = key_of(c->child[j]->text);
	}
	for (j = 0; j < n; j++) {
		for (k = j + 1; k < n; k++)
			if (strcmp(seen[j], seen[k]) == 0)
				fail_msg("%s: '%s' twice", kind->key, seen[j]);
		free(seen[j]);
	}
}

static void
within_a_kind_no_name_stands_for_two_columns(void **state)
{
	const struct jr_conf_node *r = jr_conf_root(columns);
	size_t i;

	(void)state;
	for (i = 0; i < r->n; i++)
		check_kind(r->child[i]);
}

/* The English name of a Russian column of a kind; NULL: unknown. */
static const char *
english(const char *kind, const char *russian)
{
	const struct jr_conf_node *n = jr_conf_get(jr_conf_root(columns), kind);
	size_t i, j;

	for (i = 0; i < n->n; i++)
		for (j = 0; j < n->child[i]->n; j++)
			if (strcmp(n->child[i]->child[j]->text, russian) == 0)
				return n->child[i]->key;
	return NULL;
}

static void
usual_russian_names_find_their_columns(void **state)
{
	static const char *const want[][3] = {
		{ "staff", "Логин", "login" },
		{ "staff", "Роль", "role" },
		{ "staff", "Почта", "email" },
		{ "class", "Параллель", "grade" },
		{ "class", "Классный руководитель", "homeroom" },
		{ "student", "Номер", "number" },
		{ "student", "Личное дело", "number" },
		{ "student", "Дата рождения", "birth_date" },
		{ "guardian", "Родство", "relation" },
		{ "guardian", "Телефон", "phone" },
		{ "group", "Группа", "group" },
		{ "course", "Учитель", "teacher" },
		{ "course", "Часов в неделю", "hours_per_week" },
		{ "timetable", "День недели", "weekday" },
		{ "timetable", "Кабинет", "room" },
		{ "timetable", "Урок", "number" },
		{ "plan", "№", "no" },
		{ "plan", "№ п/п", "no" },
		{ "plan", "Тема урока", "topic" },
		{ "plan", "Кол-во часов", "hours" },
		{ "plan", "Раздел", "section" },
		{ "lesson", "Номер", "number" },
		{ "lesson", "Домашнее задание", "homework" },
		{ "lesson", "Задания", "tasks" },
		{ "lesson", "Минут", "minutes" },
		{ "mark", "Отметка", "mark" },
		{ "mark", "Оценка", "mark" },
		{ "mark", "Тип", "type" },
		{ "mark", "Работа", "task" },
		{ "mark", "Вес", "weight" },
		{ "mark", "Комментарий", "comment" },
		{ "mark", "Примечание", "comment" },
		{ "mark", "Номер", "number" },
		{ "mark", "Ученик", "student" },
		{ "attendance", "Код", "code" },
		{ "attendance", "Дата", "date" },
		{ "attendance", "Предмет", "subject" },
	};
	const char *got;
	size_t i;

	(void)state;
	for (i = 0; i < SIZE(want); i++) {
		got = english(want[i][0], want[i][1]);
		if (got == NULL || strcmp(got, want[i][2]) != 0)
			fail_msg("%s: '%s' is %s", want[i][0], want[i][1],
			    got == NULL ? "unknown" : got);
	}
	assert_null(english("mark", "№"));
	assert_null(english("student", "№"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sample_has_what_a_new_store_needs),
		cmocka_unit_test(
		    the_sample_shows_every_key_of_the_root_if_only_as_a_comment),
		cmocka_unit_test(the_year_has_its_terms),
		cmocka_unit_test(every_school_day_lies_in_one_quarter_and_one_half_year),
		cmocka_unit_test(every_term_begins_and_ends_with_a_school_day),
		cmocka_unit_test(bells_ring_one_after_another),
		cmocka_unit_test(
		    the_scale_is_the_five_points_and_the_words_of_term_marks),
		cmocka_unit_test(task_types_have_their_weights),
		cmocka_unit_test(written_work_has_its_deadlines),
		cmocka_unit_test(sections_name_what_other_sections_have),
		cmocka_unit_test(term_marks_have_their_rules),
		cmocka_unit_test(attendance_codes_have_their_letters),
		cmocka_unit_test(norms_and_limits_are_set),
		cmocka_unit_test(every_audit_rule_has_its_severity),
		cmocka_unit_test(audit_rules_have_their_numbers),
		cmocka_unit_test(no_table_of_a_schema_names_a_key_twice),
		cmocka_unit_test(a_needed_key_is_a_key_of_the_schema),
		cmocka_unit_test(columns_are_those_of_the_rows_in_their_order),
		cmocka_unit_test(within_a_kind_no_name_stands_for_two_columns),
		cmocka_unit_test(usual_russian_names_find_their_columns),
	};

	return cmocka_run_group_tests(tests, load_both, free_both);
}
