#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "history.h"
#include "log.h"
#include "log_words.h"
#include "remove.h"

#define LONG_TOPIC "Линейная функция и её график: построение по двум точкам"

/* A store of its own for each test. */
struct school {
	struct jr	*jr;
	char		 folder[32], path[64];
	int64_t		 tx_id;
	struct jr_buf	 text;		/* lines collected */
};

static int
open_school(void **state)
{
	struct jr_options o = { .mode = JR_OPEN_CREATE, .user = "ivanova", .sandbox = true,
	    .now = "2026-11-20T12:00:00" };
	struct school *s = calloc(1, sizeof(*s));
	struct jr_error err;

	if (s == NULL)
		return -1;
	strcpy(s->folder, "/tmp/test_log.XXXXXX");
	if (mkdtemp(s->folder) == NULL)
		return -1;
	snprintf(s->path, sizeof(s->path), "%s/school.db", s->folder);
	o.store = s->path;
	*state = s;
	if (jr_open(&s->jr, &o, &err) < 0 || jr_store_begin(s->jr->store, true) < 0)
		return -1;
	return jr_store_commit(s->jr->store);	/* there, with nothing in it */
}

static int
close_school(void **state)
{
	struct school *s = *state;

	jr_close(s->jr);
	jr_buf_release(&s->text);
	remove_store(s->path);
	rmdir(s->folder);
	free(s);
	return 0;
}

static void
begin(struct school *s, const char *command)
{
	struct jr_tx tx = { .command = command };

	assert_int_equal(jr_tx_begin(s->jr, &tx), JR_OK);
}

static void
commit(struct school *s)
{
	assert_int_equal(jr_tx_commit(s->jr, &s->tx_id), JR_OK);
}

static void
put_subject(struct school *s, int64_t id, const char *name)
{
	struct jr_buf match = JR_BUF_INIT, sort = JR_BUF_INIT;
	enum jr_change what;

	assert_int_equal(jr_text_match(&match, name, strlen(name)), JR_OK);
	assert_int_equal(jr_text_sort(&sort, name, strlen(name)), JR_OK);
	assert_int_equal(jr__put(s->jr, JR_TBL_SUBJECT, (struct jr_value[]){ jr_int(id),
	    jr_text(name), jr_text(jr_buf_str(&match)), jr_text(jr_buf_str(&sort)) }, 0, &what),
	    JR_OK);
	jr_buf_release(&match);
	jr_buf_release(&sort);
}

/* Names must differ. */
static void
put_numbered(struct school *s, int64_t id, const char *name)
{
	char text[200];

	snprintf(text, sizeof(text), "%s %lld", name, (long long)id);
	put_subject(s, id, text);
}

static void
remove_subject(struct school *s, int64_t id)
{
	struct jr_value row[JR_SUBJECT_COLUMNS], key = jr_int(id);

	assert_int_equal(jr__fetch(s->jr, JR_TBL_SUBJECT, &key, row), JR_OK);
	assert_int_equal(jr__remove(s->jr, JR_TBL_SUBJECT, row), JR_OK);
	jr__unfetch(s->jr, JR_TBL_SUBJECT);
}

static int
collect(void *arg, const char *line)
{
	struct school *s = arg;

	jr_buf_addf(&s->text, "%s\n", line);
	return JR_OK;
}

static void
collect_fault(void *arg, const char *words)
{
	collect(arg, words);
}

/* What is said of the changes of a transaction. */
static const char *
shown(struct school *s, int64_t tx_id, bool every_row)
{
	const char *changes;

	jr_buf_clear(&s->text);
	assert_int_equal(jr_log_show(s->jr, tx_id, every_row, collect, s), JR_OK);
	changes = strstr(jr_buf_str(&s->text), "\n\n");
	assert_non_null(changes);
	return changes + 2;
}

static void
assert_sound(struct school *s, int64_t transactions)
{
	struct jr_verified v;

	jr_buf_clear(&s->text);
	assert_int_equal(jr_history_verify(s->jr, collect_fault, s, &v), JR_OK);
	assert_string_equal(jr_buf_str(&s->text), "");
	assert_int_equal(v.faults, 0);
	assert_int_equal(v.transactions, transactions);
}

static void
every_recorded_table_and_column_has_a_word(void **state)
{
	(void)state;
	for (size_t t = 0; t < JR_TBL_COUNT; t++) {
		const struct jr_tbl_desc *d = &jr_tbl_desc[t];

		if (!d->recorded)
			continue;
		if (jr__table_msgid((enum jr_tbl)t) == NULL)
			fail_msg("lib/log_words.c has no word for the table %s", d->name);
		for (int i = 0; i < d->columns; i++)
			if (jr__column_msgid(d->column[i]) == NULL &&
			    strcmp(d->column[i], "id") != 0 && strcmp(d->column[i], "match_key") != 0 &&
			    strcmp(d->column[i], "sort_key") != 0)
				fail_msg("lib/log_words.c has no word for the column %s of %s (or "
				    "its words are out of order)", d->column[i], d->name);
	}
}

static void
every_id_of_something_else_has_a_name(void **state)
{
	struct school *s = *state;
	struct jr__names *n = jr__names_new(s->jr);
	struct jr_buf b = JR_BUF_INIT;

	assert_non_null(n);
	begin(s, "jr-course add");
	put_subject(s, 5, "Алгебра");
	assert_int_equal(jr__name_of(n, JR_TBL_TERM_MARK, JR_TERM_MARK_SUBJECT_ID, 5, &b), JR_OK);
	assert_int_equal(jr__name_of(n, JR_TBL_SUBJECT, JR_SUBJECT_ID, 5, &b), JR_OK);
	assert_string_equal(jr_buf_str(&b), "АлгебраАлгебра");
	assert_int_equal(jr__name_of(n, JR_TBL_TERM_MARK, JR_TERM_MARK_SUBJECT_ID, 6, &b), JR_DONE);
	/* The same slot of the memory. */
	assert_int_equal(jr__name_of(n, JR_TBL_SUBJECT, JR_SUBJECT_ID, 5 + 256, &b), JR_DONE);
	assert_int_equal(jr__name_of(n, JR_TBL_LESSON, JR_LESSON_NUMBER, 5, &b), JR_DONE);
	jr_buf_release(&b);
	commit(s);
	jr__names_free(n);
}

static void
a_store_without_transactions_is_sound(void **state)
{
	assert_sound(*state, 0);
}

static void
inserts_updates_and_deletions_verify_sound(void **state)
{
	struct school *s = *state;

	begin(s, "test add");
	for (int i = 1; i <= 3000; i++)
		put_numbered(s, i, i % 3 == 0 ? LONG_TOPIC : "Предмет");
	commit(s);
	begin(s, "test change");
	for (int i = 1; i <= 3000; i += 7)
		put_numbered(s, i, i % 2 == 0 ? LONG_TOPIC " (2)" : "Урок");
	for (int i = 2; i <= 3000; i += 5)
		remove_subject(s, i);
	commit(s);
	begin(s, "test again");
	for (int i = 2; i <= 3000; i += 10)
		put_numbered(s, i, "Снова");
	put_subject(s, 4000, "Взад");
	remove_subject(s, 4000);
	put_subject(s, 4000, "вперёд");
	commit(s);
	assert_sound(s, 3);
}

static void
a_row_that_changed_in_its_own_transaction_verifies_sound(void **state)
{
	struct school *s = *state;

	begin(s, "test");
	put_subject(s, 1, "Алгебра");
	put_subject(s, 1, LONG_TOPIC);
	put_subject(s, 1, "Алгебра и начала анализа");
	put_subject(s, 2, "Физика");
	remove_subject(s, 2);
	commit(s);
	assert_sound(s, 1);
}

static void
an_insert_an_update_and_a_deletion_are_shown_in_words(void **state)
{
	struct school *s = *state;

	begin(s, "test");
	put_subject(s, 1, "Алгебра");
	commit(s);
	begin(s, "test");
	put_subject(s, 1, "Физика");
	commit(s);
	begin(s, "test");
	remove_subject(s, 1);
	commit(s);
	assert_string_equal(shown(s, 1, false), "added subject: name Алгебра\n");
	assert_string_equal(shown(s, 2, false), "changed subject: #1; name Алгебра → Физика\n");
	assert_string_equal(shown(s, 3, false), "removed subject: #1; name Физика\n");
}

static void
a_long_text_comes_from_the_live_row_while_it_is_the_same(void **state)
{
	struct school *s = *state;

	begin(s, "test");
	put_subject(s, 1, LONG_TOPIC);
	commit(s);
	assert_string_equal(shown(s, 1, false), "added subject: name " LONG_TOPIC "\n");
	begin(s, "test");
	put_subject(s, 1, LONG_TOPIC " (2)");
	commit(s);
	assert_string_equal(shown(s, 1, false), "added subject: name (text changed later)\n");
	assert_string_equal(shown(s, 2, false),
	    "changed subject: " LONG_TOPIC " (2); name " LONG_TOPIC " → " LONG_TOPIC " (2)\n");
	begin(s, "test");
	remove_subject(s, 1);
	commit(s);
	assert_string_equal(shown(s, 1, false), "added subject: name (text changed later)\n");
	assert_string_equal(shown(s, 3, false), "removed subject: #1; name " LONG_TOPIC " (2)\n");
}

static void
many_inserts_are_counted_unless_every_row_is_wanted(void **state)
{
	struct school *s = *state;
	const char *text;
	int lines = 0;

	begin(s, "test");
	for (int i = 1; i <= 51; i++)
		put_numbered(s, i, "Алгебра");
	commit(s);
	assert_string_equal(shown(s, 1, false), "added subject: 51 in all (-v shows each)\n");
	for (text = shown(s, 1, true); *text != '\0'; text++)
		lines += *text == '\n';
	assert_int_equal(lines, 51);
}

static void
control_bytes_of_a_text_are_shown_as_escapes(void **state)
{
	struct school *s = *state;

	begin(s, "test");
	put_subject(s, 1, "a\nb\033[2Jc");
	commit(s);
	assert_string_equal(shown(s, 1, false), "added subject: name a\\nb\\x1b[2Jc\n");
}

static void
a_missing_transaction_is_said_to_be_missing(void **state)
{
	struct school *s = *state;

	assert_int_equal(jr_log_show(s->jr, 1, false, collect, s), JR_ENOTFOUND);
	assert_string_equal(jr_error(s->jr)->text,
	    "there is no transaction 1; jr-log list shows which there are");
}

static int
collect_tx(void *arg, const struct jr_log_tx *t)
{
	struct school *s = arg;

	jr_buf_addf(&s->text, "%lld %s %s %lld\n", (long long)t->id, t->actor, t->command,
	    (long long)t->rows);
	assert_int_equal(strlen(t->hash), 64);
	return JR_OK;
}

static const char *
listed(struct school *s, struct jr_log_filter f)
{
	jr_buf_clear(&s->text);
	assert_int_equal(jr_log_list(s->jr, &f, collect_tx, s), JR_OK);
	return jr_buf_str(&s->text);
}

static void
the_list_is_narrowed_by_what_is_given(void **state)
{
	struct school *s = *state;

	begin(s, "jr-lesson import");
	put_subject(s, 1, "Алгебра");
	put_subject(s, 2, "Физика");
	commit(s);
	begin(s, "jr-lesson set");
	put_subject(s, 2, "Химия");
	commit(s);
	begin(s, "jr-lessons");
	put_subject(s, 1, "Алгебра и геометрия");
	commit(s);
	assert_string_equal(listed(s, (struct jr_log_filter){ 0 }),
	    "1 local:ivanova jr-lesson import 2\n2 local:ivanova jr-lesson set 1\n3 local:ivanova jr-lessons 1\n");
	assert_string_equal(listed(s, (struct jr_log_filter){ .command = "jr-lesson" }),
	    "1 local:ivanova jr-lesson import 2\n2 local:ivanova jr-lesson set 1\n");
	assert_string_equal(listed(s, (struct jr_log_filter){ .command = "jr-lesson", .limit = 1 }),
	    "2 local:ivanova jr-lesson set 1\n");
	assert_string_equal(listed(s, (struct jr_log_filter){ .limit = 2 }),
	    "2 local:ivanova jr-lesson set 1\n3 local:ivanova jr-lessons 1\n");
	assert_string_equal(listed(s, (struct jr_log_filter){ .actor = "petrov" }), "");
	assert_string_equal(listed(s, (struct jr_log_filter){ .from = "2026-11-21" }), "");
	assert_string_equal(listed(s, (struct jr_log_filter){ .to = "2026-11-19" }), "");
	assert_string_equal(listed(s, (struct jr_log_filter){ .from = "20.11.2026",
	    .to = "2026-11-20", .limit = 1 }), "3 local:ivanova jr-lessons 1\n");
}

static int
stop(void *arg, const struct jr_log_tx *t)
{
	(void)t;
	++*(int *)arg;
	return JR_EIO;
}

static void
the_list_ends_where_its_taker_fails(void **state)
{
	struct school *s = *state;
	int calls = 0;

	for (int i = 1; i <= 2; i++) {
		begin(s, "test");
		put_numbered(s, i, "Алгебра");
		commit(s);
	}
	assert_int_equal(jr_log_list(s->jr, &(struct jr_log_filter){ 0 }, stop, &calls), JR_EIO);
	assert_int_equal(calls, 1);
	assert_sound(s, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_school, close_school)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_recorded_table_and_column_has_a_word),
		TEST(every_id_of_something_else_has_a_name),
		TEST(a_store_without_transactions_is_sound),
		TEST(inserts_updates_and_deletions_verify_sound),
		TEST(a_row_that_changed_in_its_own_transaction_verifies_sound),
		TEST(an_insert_an_update_and_a_deletion_are_shown_in_words),
		TEST(a_long_text_comes_from_the_live_row_while_it_is_the_same),
		TEST(many_inserts_are_counted_unless_every_row_is_wanted),
		TEST(control_bytes_of_a_text_are_shown_as_escapes),
		TEST(a_missing_transaction_is_said_to_be_missing),
		TEST(the_list_is_narrowed_by_what_is_given),
		TEST(the_list_ends_where_its_taker_fails),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
