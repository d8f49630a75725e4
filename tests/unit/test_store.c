#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

#include <errno.h>
#include <linux/magic.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/engine.h"
#include "store/store.h"
#include "store/turnstile.h"

#define NOBODY 65534

/*
 * A folder of the test's own, and what lies in it.  The contract of store.h is tested
 * on the file; with JR_TEST_ENGINE=postgresql, on a schema of JR_TEST_SERVER instead.
 */
struct place {
	char	 folder[64];
	char	 file[96], lock[96];
	char	 where[256];
};

static bool
on_server(void)
{
	const char *engine = getenv("JR_TEST_ENGINE");

	return engine != NULL && strcmp(engine, "postgresql") == 0;
}

static int
make_place(void **state)
{
	static int places;
	struct place *p;

	if ((p = calloc(1, sizeof(*p))) == NULL)
		return -1;
	strcpy(p->folder, "/tmp/journal-test-store-XXXXXX");
	if (mkdtemp(p->folder) == NULL)
		return -1;
	snprintf(p->file, sizeof(p->file), "%s/school.db", p->folder);
	snprintf(p->lock, sizeof(p->lock), "%s/school.db.lock", p->folder);
	snprintf(p->where, sizeof(p->where), "%s", p->file);
	if (on_server())
		snprintf(p->where, sizeof(p->where), "%s&schema=unit_%d_%d",
		    getenv("JR_TEST_SERVER"), (int)getpid(), ++places);
	*state = p;
	return 0;
}

static int
remove_place(void **state)
{
	struct place *p = *state;
	char path[128];

	unlink(p->file);
	unlink(p->lock);
	snprintf(path, sizeof(path), "%s-wal", p->file);
	unlink(path);
	snprintf(path, sizeof(path), "%s-shm", p->file);
	unlink(path);
	chmod(p->folder, 0700);
	rmdir(p->folder);
	free(p);
	return 0;
}

static struct jr_store *
open_store(const struct place *p, enum jr_open_mode mode)
{
	struct jr_error err = { 0 };
	struct jr_store *s;

	if (jr_store_open(&s, p->where, mode, &err) != JR_OK)
		fail_msg("%s", err.text);
	if (mode == JR_OPEN_CREATE) {	/* there with its first commit */
		assert_int_equal(jr_store_begin(s, true), JR_OK);
		assert_int_equal(jr_store_commit(s), JR_OK);
	}
	return s;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- Values -------------------------------------------------------------- */

static void
assert_equal(struct jr_value a, struct jr_value b)
{
	assert_true(jr_value_equal(&a, &b));
	assert_true(jr_value_equal(&b, &a));
}

static void
assert_differ(struct jr_value a, struct jr_value b)
{
	assert_false(jr_value_equal(&a, &b));
	assert_false(jr_value_equal(&b, &a));
}

static void
values_are_equal_when_their_type_and_content_are(void **state)
{
	char copy[] = "7А";

	(void)state;
	assert_equal(jr_null(), jr_null());
	assert_equal(jr_int(INT64_MIN), jr_int(INT64_MIN));
	assert_equal(jr_text("7А"), jr_text(copy));
	assert_equal(jr_textn("7Аб", 3), jr_text(copy));
	assert_equal(jr_blob("a\0b", 3), jr_blob("a\0b", 3));
	assert_equal(jr_text(""), jr_textn(NULL, 0));
}

static void
values_differ_in_type_length_or_bytes(void **state)
{
	(void)state;
	assert_differ(jr_int(0), jr_int(1));
	assert_differ(jr_int(0), jr_null());
	assert_differ(jr_text(""), jr_null());
	assert_differ(jr_text("1"), jr_int(1));
	assert_differ(jr_text("1"), jr_blob("1", 1));
	assert_differ(jr_text("1"), jr_text("10"));
	assert_differ(jr_text("А"), jr_text("A"));
	assert_differ(jr_blob("a\0b", 3), jr_blob("a\0c", 3));
}

static void
a_null_pointer_is_a_null_and_no_empty_text(void **state)
{
	(void)state;
	assert_equal(jr_text(NULL), jr_null());
}

/* --- File systems -------------------------------------------------------- */

static void
network_and_fuse_file_systems_are_remote(void **state)
{
	(void)state;
	assert_true(jr_fs_is_remote(NFS_SUPER_MAGIC));
	assert_true(jr_fs_is_remote(0xff534d42));	/* CIFS */
	assert_true(jr_fs_is_remote(0xfe534d42));	/* SMB2 */
	assert_true(jr_fs_is_remote(0x65735546));	/* FUSE */
	assert_true(jr_fs_is_remote(V9FS_MAGIC));
}

/* f_type is signed where long has 32 bits, and was stored so. */
static void
a_remote_file_system_is_known_by_a_negative_number_too(void **state)
{
	(void)state;
	assert_true(jr_fs_is_remote((int32_t)0xff534d42));
	assert_true(jr_fs_is_remote((int32_t)0xfe534d42));
}

static void
file_systems_of_this_machine_are_not_remote(void **state)
{
	(void)state;
	assert_false(jr_fs_is_remote(EXT4_SUPER_MAGIC));
	assert_false(jr_fs_is_remote(TMPFS_MAGIC));
	assert_false(jr_fs_is_remote(BTRFS_SUPER_MAGIC));
	assert_false(jr_fs_is_remote(0x58465342));	/* XFS */
	assert_false(jr_fs_is_remote(0));
}

/* --- Turns --------------------------------------------------------------- */

static void
a_free_turnstile_is_entered_at_once_and_makes_its_file(void **state)
{
	const struct place *p = *state;
	struct stat st;
	int fd;

	fd = jr_turnstile_enter(p->lock, 0);
	assert_true(fd >= 0);
	assert_int_equal(stat(p->lock, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	close(fd);
	fd = jr_turnstile_enter(p->lock, 0);
	assert_true(fd >= 0);
	close(fd);
}

static void
the_second_taker_gives_up_after_its_seconds(void **state)
{
	const struct place *p = *state;
	double began;
	int first;

	first = jr_turnstile_enter(p->lock, 0);
	assert_true(first >= 0);
	began = seconds();
	errno = 0;
	assert_int_equal(jr_turnstile_enter(p->lock, 1), -1);
	assert_int_equal(errno, ETIMEDOUT);
	assert_true(seconds() - began >= 1);
	close(first);
}

static void
who_gave_up_does_not_hold_the_turnstile_later(void **state)
{
	const struct place *p = *state;
	int first, next;

	first = jr_turnstile_enter(p->lock, 0);
	assert_int_equal(jr_turnstile_enter(p->lock, 0), -1);
	assert_int_equal(errno, ETIMEDOUT);
	close(first);
	next = jr_turnstile_enter(p->lock, 10);
	assert_true(next >= 0);
	close(next);
}

/* As another user where the test is run by root, whom no folder stops. */
static void
a_folder_that_cannot_be_written_gives_no_turn(void **state)
{
	const struct place *p = *state;
	bool root = geteuid() == 0;
	int fd, error;

	assert_int_equal(chmod(p->folder, 0555), 0);
	if (root)
		assert_int_equal(seteuid(NOBODY), 0);
	errno = 0;
	fd = jr_turnstile_enter(p->lock, 1);
	error = errno;
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(fd, -1);
	assert_int_equal(error, EACCES);
	assert_int_not_equal(access(p->lock, F_OK), 0);
}

static void
a_link_in_place_of_the_lock_is_not_followed(void **state)
{
	const struct place *p = *state;

	assert_int_equal(symlink(p->file, p->lock), 0);
	assert_int_equal(jr_turnstile_enter(p->lock, 1), -1);
	assert_int_equal(errno, ELOOP);
	assert_int_not_equal(access(p->file, F_OK), 0);
}

/* --- Transactions -------------------------------------------------------- */

static int
put_setting(struct jr_store *s, const char *key, const char *value)
{
	const struct jr_value row[] = { jr_text(key), jr_text(value) };
	struct jr_stmt *st;
	int rc;

	assert_int_equal(jr_stmt(s, JR_SQL_ROW(JR_TBL_SETTING, JR_ROW_INSERT), &st), JR_OK);
	for (int i = 0; i < JR_SETTING_COLUMNS; i++)
		assert_int_equal(jr_stmt_bind(st, i + 1, &row[i]), JR_OK);
	rc = jr_stmt_step(st);
	jr_stmt_reset(st);
	return rc;
}

/* A year whose weeks the schema refuses. */
static int
put_bad_year(struct jr_store *s)
{
	const struct jr_value row[] = { jr_int(2026), jr_text("2026/27"), jr_text("2026-09-01"),
	    jr_text("2027-05-26"), jr_int(5), jr_int(3) };
	struct jr_stmt *st;
	int rc;

	assert_int_equal(jr_stmt(s, JR_SQL_ROW(JR_TBL_YEAR, JR_ROW_INSERT), &st), JR_OK);
	for (int i = 0; i < JR_YEAR_COLUMNS; i++)
		assert_int_equal(jr_stmt_bind(st, i + 1, &row[i]), JR_OK);
	rc = jr_stmt_step(st);
	jr_stmt_reset(st);
	return rc;
}

/* How many there are; outside a transaction, in one of its own. */
static int
settings(struct jr_store *s)
{
	bool alone = !jr_store_in_tx(s);
	struct jr_stmt *st;
	int n = 0, rc;

	if (alone)
		assert_int_equal(jr_store_begin(s, false), JR_OK);

	assert_int_equal(jr_stmt(s, JR_SQL_ROW(JR_TBL_SETTING, JR_ROW_SCAN), &st), JR_OK);
	while ((rc = jr_stmt_step(st)) == JR_OK)
		n++;
	assert_int_equal(rc, JR_DONE);
	if (alone)
		jr_store_rollback(s);
	return n;
}

static void
what_was_committed_is_there_when_the_store_is_opened_again(void **state)
{
	const struct place *p = *state;
	struct jr_store *s = open_store(p, JR_OPEN_CREATE);

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(put_setting(s, "language", "ru"), JR_DONE);
	assert_int_equal(jr_store_commit(s), JR_OK);
	jr_store_close(s);
	s = open_store(p, JR_OPEN_READ);
	assert_int_equal(settings(s), 1);
	jr_store_close(s);
}

static void
a_transaction_that_failed_leaves_nothing(void **state)
{
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(put_setting(s, "language", "ru"), JR_DONE);
	assert_int_equal(put_bad_year(s), JR_ECONFLICT);
	assert_true(jr_store_error(s)->text[0] != '\0');
	jr_store_rollback(s);
	assert_false(jr_store_in_tx(s));
	assert_int_equal(settings(s), 0);
	jr_store_close(s);
}

static void
a_store_closed_within_a_transaction_keeps_nothing_of_it(void **state)
{
	const struct place *p = *state;
	struct jr_store *s = open_store(p, JR_OPEN_CREATE);

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(put_setting(s, "language", "ru"), JR_DONE);
	jr_store_close(s);
	s = open_store(p, JR_OPEN_READ);
	assert_int_equal(settings(s), 0);
	jr_store_close(s);
}

static void
a_reader_sees_one_state_while_another_writes(void **state)
{
	const struct place *p = *state;
	struct jr_store *w = open_store(p, JR_OPEN_CREATE), *r = open_store(p, JR_OPEN_READ);

	assert_int_equal(jr_store_begin(r, false), JR_OK);
	assert_int_equal(settings(r), 0);
	assert_int_equal(jr_store_begin(w, true), JR_OK);
	assert_int_equal(put_setting(w, "language", "ru"), JR_DONE);
	assert_int_equal(jr_store_commit(w), JR_OK);
	assert_int_equal(settings(r), 0);
	jr_store_rollback(r);
	assert_int_equal(settings(r), 1);
	jr_store_close(r);
	jr_store_close(w);
}

static void
a_store_opened_for_reading_is_not_written(void **state)
{
	const struct place *p = *state;
	struct jr_store *s = open_store(p, JR_OPEN_CREATE);

	jr_store_close(s);
	s = open_store(p, JR_OPEN_READ);
	assert_int_equal(jr_store_begin(s, false), JR_OK);
	assert_true(put_setting(s, "language", "ru") < 0);
	jr_store_rollback(s);
	assert_int_equal(settings(s), 0);
	jr_store_close(s);
}

/* --- Statements from files ----------------------------------------------- */

/* A new store, in a transaction that reads. */
static struct jr_store *
open_reading(const struct place *p)
{
	struct jr_store *s = open_store(p, JR_OPEN_CREATE);

	assert_int_equal(jr_store_begin(s, false), JR_OK);
	return s;
}

static void
assert_refused(struct jr_store *s, const char *sql)
{
	struct jr_stmt *st;

	if (jr_stmt_prepare(s, sql, &st) != JR_EINVAL)
		fail_msg("not refused: %s", sql);
	assert_null(st);
	assert_true(jr_store_error(s)->text[0] != '\0');
}

static void
a_statement_from_a_file_may_read_and_compute(void **state)
{
	struct jr_store *s = open_reading(*state);
	struct jr_stmt *st;

	assert_int_equal(jr_stmt_prepare(s, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
	    "SELECT i + 1 FROM n WHERE i < 10)\nSELECT sum(i) AS total FROM n;\n", &st), JR_OK);
	assert_int_equal(jr_stmt_columns(st), 1);
	assert_string_equal(jr_stmt_name(st, 0), "total");
	assert_int_equal(jr_stmt_step(st), JR_OK);
	assert_int_equal(jr_stmt_int(st, 0), 55);
	assert_int_equal(jr_stmt_step(st), JR_DONE);
	jr_stmt_free(st);
	jr_store_close(s);
}

static void
a_statement_from_a_file_that_writes_is_refused(void **state)
{
	struct jr_store *s = open_reading(*state);

	assert_refused(s, "INSERT INTO setting (key, value) VALUES ('a', 'b')");
	assert_refused(s, "UPDATE setting SET value = 'b'");
	assert_refused(s, "DELETE FROM setting");
	assert_refused(s, "CREATE TEMP TABLE t (a)");
	assert_refused(s, "DROP TABLE setting");
	assert_refused(s, "BEGIN");
	assert_int_equal(settings(s), 0);
	jr_store_close(s);
}

static void
a_statement_from_a_file_that_looks_elsewhere_is_refused(void **state)
{
	const struct place *p = *state;
	struct jr_store *s = open_reading(p);
	char sql[192];

	snprintf(sql, sizeof(sql), "ATTACH '%s/other.db' AS other", p->folder);
	assert_refused(s, sql);
	snprintf(sql, sizeof(sql), "%s/other.db", p->folder);
	assert_int_not_equal(access(sql, F_OK), 0);
	assert_refused(s, "PRAGMA foreign_keys = OFF");
	assert_refused(s, "PRAGMA table_info(mark)");
	assert_refused(s, "SELECT load_extension('x')");
	jr_store_close(s);
}

static void
a_file_holds_exactly_one_statement(void **state)
{
	struct jr_store *s = open_reading(*state);

	assert_refused(s, "SELECT 1; SELECT 2");
	assert_refused(s, "SELECT 1; DELETE FROM setting");
	assert_refused(s, "");
	assert_refused(s, "-- nothing\n");
	assert_refused(s, "SELEKT 1");
	jr_store_close(s);
}

static void
what_a_file_may_not_do_the_library_still_may(void **state)
{
	struct jr_store *s = open_reading(*state);

	assert_refused(s, "DELETE FROM setting");
	jr_store_rollback(s);
	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_refused(s, "DELETE FROM setting");
	assert_int_equal(put_setting(s, "language", "ru"), JR_DONE);
	assert_int_equal(jr_store_commit(s), JR_OK);
	jr_store_close(s);
}

#define RUNAWAY "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) " \
    "SELECT count(*) FROM n"

static void
a_query_that_never_ends_is_stopped_at_the_limit(void **state)
{
	struct jr_store *s = open_reading(*state);
	struct jr_stmt *st;

	jr_store_limit(s, 1);
	assert_int_equal(jr_stmt_prepare(s, RUNAWAY, &st), JR_OK);
	assert_int_equal(jr_stmt_step(st), JR_EBUSY);
	assert_true(jr_store_error(s)->text[0] != '\0');
	jr_stmt_free(st);
	assert_int_equal(settings(s), 0);
	jr_store_close(s);
}

static void
each_query_has_the_whole_limit_for_itself(void **state)
{
	struct jr_store *s = open_reading(*state);
	struct jr_stmt *st;

	jr_store_limit(s, 1);
	assert_int_equal(jr_stmt_prepare(s, RUNAWAY, &st), JR_OK);
	assert_int_equal(jr_stmt_step(st), JR_EBUSY);
	jr_stmt_free(st);
	assert_int_equal(jr_stmt_prepare(s, "SELECT 1", &st), JR_OK);
	assert_int_equal(jr_stmt_step(st), JR_OK);
	jr_stmt_free(st);
	jr_store_close(s);
}

/* --- Rows in ------------------------------------------------------------- */

static int
add_setting(struct jr_store *s, const char *key, const char *value)
{
	const struct jr_value row[] = { jr_text(key), jr_text(value) };

	return jr_store_add(s, JR_TBL_SETTING, row);
}

static void
an_inserted_row_says_at_once_whether_its_key_was_free(void **state)
{
	const struct jr_value row[] = { jr_text("a"), jr_text("1") };
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(jr_store_insert(s, JR_TBL_SETTING, row), JR_OK);
	assert_int_equal(jr_store_insert(s, JR_TBL_SETTING, row), JR_ECONFLICT);
	assert_int_equal(settings(s), 1);
	assert_int_equal(jr_store_commit(s), JR_OK);
	jr_store_close(s);
}

static void
added_rows_are_seen_by_the_next_query_of_their_table(void **state)
{
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(add_setting(s, "язык", "ру\tсский\n\\N"), JR_OK);
	assert_int_equal(add_setting(s, "b", ""), JR_OK);
	assert_int_equal(settings(s), 2);
	assert_int_equal(add_setting(s, "c", "3"), JR_OK);
	assert_int_equal(jr_store_commit(s), JR_OK);
	assert_int_equal(settings(s), 3);
	jr_store_close(s);
}

static void
added_rows_are_there_when_one_of_them_is_changed_or_removed(void **state)
{
	const struct jr_value row[] = { jr_text("2"), jr_text("a") };	/* the key last */
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);
	struct jr_stmt *st;

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(add_setting(s, "a", "1"), JR_OK);
	assert_int_equal(jr_stmt(s, JR_SQL_ROW(JR_TBL_SETTING, JR_ROW_UPDATE), &st), JR_OK);
	assert_int_equal(jr_stmt_bind(st, 1, &row[0]), JR_OK);
	assert_int_equal(jr_stmt_bind(st, 2, &row[1]), JR_OK);
	assert_int_equal(jr_stmt_step(st), JR_DONE);
	assert_int_equal(jr_store_changed(s), 1);
	assert_int_equal(add_setting(s, "b", "3"), JR_OK);
	assert_int_equal(jr_stmt(s, JR_SQL_ROW(JR_TBL_SETTING, JR_ROW_REMOVE), &st), JR_OK);
	assert_int_equal(jr_stmt_bind(st, 1, &(struct jr_value){ .type = JR_V_TEXT, .p = "b",
	    .n = 1 }), JR_OK);
	assert_int_equal(jr_stmt_step(st), JR_DONE);
	assert_int_equal(jr_store_changed(s), 1);
	assert_int_equal(settings(s), 1);
	assert_int_equal(jr_store_commit(s), JR_OK);
	jr_store_close(s);
}

static void
added_rows_come_back_byte_by_byte(void **state)
{
	static const char bytes[] = "\0\1\377\\x\n";
	const struct jr_value tx[] = { jr_int(1), jr_int(INT64_MAX), jr_text("иванова\\t"),
	    jr_text("jr-mark import"), jr_null(), jr_int(0), jr_int(INT64_MIN),
	    jr_blob(bytes, sizeof(bytes)), jr_blob("", 0) };
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);
	struct jr_value v;
	struct jr_stmt *st;

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(jr_store_add(s, JR_TBL_TX, tx), JR_OK);
	assert_int_equal(jr_stmt(s, JR_SQL_ROW(JR_TBL_TX, JR_ROW_SCAN), &st), JR_OK);
	assert_int_equal(jr_stmt_step(st), JR_OK);
	for (int i = 0; i < JR_TX_COLUMNS; i++) {
		jr_stmt_value(st, i, &v);
		assert_true(jr_value_equal(&v, &tx[i]));
	}
	assert_int_equal(jr_stmt_step(st), JR_DONE);
	jr_store_rollback(s);
	jr_store_close(s);
}

static void
rows_added_and_rolled_back_are_gone(void **state)
{
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(add_setting(s, "a", "1"), JR_OK);
	jr_store_rollback(s);
	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(add_setting(s, "b", "2"), JR_OK);
	assert_int_equal(jr_store_commit(s), JR_OK);
	assert_int_equal(settings(s), 1);
	jr_store_close(s);
}

static void
an_added_row_with_a_taken_key_fails_the_transaction_at_the_commit_at_last(void **state)
{
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);
	int rc;

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	assert_int_equal(add_setting(s, "a", "1"), JR_OK);
	if ((rc = add_setting(s, "a", "2")) == JR_OK)
		rc = jr_store_commit(s);
	assert_int_equal(rc, JR_ECONFLICT);
	assert_true(jr_store_error(s)->text[0] != '\0');
	jr_store_rollback(s);
	assert_int_equal(settings(s), 0);
	jr_store_close(s);
}

static void
many_rows_come_in_their_order_while_other_queries_run_between(void **state)
{
	struct jr_store *s = open_store(*state, JR_OPEN_CREATE);
	struct jr_stmt *all, *one;
	char key[16], last[16] = "";
	int n = 0;

	assert_int_equal(jr_store_begin(s, true), JR_OK);
	for (int i = 0; i < 2500; i++) {
		snprintf(key, sizeof(key), "k%04d", i);
		assert_int_equal(add_setting(s, key, "v"), JR_OK);
	}
	assert_int_equal(jr_stmt(s, JR_SQL_ROW(JR_TBL_SETTING, JR_ROW_SCAN), &all), JR_OK);
	for (; jr_stmt_step(all) == JR_OK; n++) {
		assert_true(strcmp(last, jr_stmt_text(all, 0)) < 0);
		snprintf(last, sizeof(last), "%s", jr_stmt_text(all, 0));
		assert_int_equal(jr_stmt(s, JR_SQL_YEAR_LIST, &one), JR_OK);
		assert_int_equal(jr_stmt_step(one), JR_DONE);
	}
	assert_int_equal(n, 2500);
	jr_store_rollback(s);
	jr_store_close(s);
}

/* --- Opening ------------------------------------------------------------- */

static void
assert_not_opened(const struct place *p, enum jr_open_mode mode, int rc)
{
	struct jr_error err = { 0 };
	struct jr_store *s;

	assert_int_equal(jr_store_open(&s, p->where, mode, &err), rc);
	assert_null(s);
	assert_true(err.text[0] != '\0');
}

static void
a_store_is_made_once_and_must_be_there_to_be_opened(void **state)
{
	assert_not_opened(*state, JR_OPEN_READ, JR_ENOTFOUND);
	assert_not_opened(*state, JR_OPEN_WRITE, JR_ENOTFOUND);
	jr_store_close(open_store(*state, JR_OPEN_CREATE));
	assert_not_opened(*state, JR_OPEN_CREATE, JR_ECONFLICT);
}

static void
another_file_is_no_store(void **state)
{
	const struct place *p = *state;
	FILE *f = fopen(p->file, "w");

	assert_non_null(f);
	for (int i = 0; i < 200; i++)
		fputs("date,class,subject,student,mark\n", f);
	assert_int_equal(fclose(f), 0);
	assert_not_opened(p, JR_OPEN_READ, JR_ECONFIG);
	assert_not_opened(p, JR_OPEN_WRITE, JR_ECONFIG);
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int
main(void)
{
	const struct CMUnitTest own[] = {
		cmocka_unit_test(values_are_equal_when_their_type_and_content_are),
		cmocka_unit_test(values_differ_in_type_length_or_bytes),
		cmocka_unit_test(a_null_pointer_is_a_null_and_no_empty_text),
		cmocka_unit_test(network_and_fuse_file_systems_are_remote),
		cmocka_unit_test(a_remote_file_system_is_known_by_a_negative_number_too),
		cmocka_unit_test(file_systems_of_this_machine_are_not_remote),
		IN_A_PLACE(a_free_turnstile_is_entered_at_once_and_makes_its_file),
		IN_A_PLACE(the_second_taker_gives_up_after_its_seconds),
		IN_A_PLACE(who_gave_up_does_not_hold_the_turnstile_later),
		IN_A_PLACE(a_folder_that_cannot_be_written_gives_no_turn),
		IN_A_PLACE(a_link_in_place_of_the_lock_is_not_followed),
		IN_A_PLACE(another_file_is_no_store),
	};
	const struct CMUnitTest contract[] = {
		IN_A_PLACE(a_store_is_made_once_and_must_be_there_to_be_opened),
		IN_A_PLACE(what_was_committed_is_there_when_the_store_is_opened_again),
		IN_A_PLACE(a_transaction_that_failed_leaves_nothing),
		IN_A_PLACE(a_store_closed_within_a_transaction_keeps_nothing_of_it),
		IN_A_PLACE(a_reader_sees_one_state_while_another_writes),
		IN_A_PLACE(a_store_opened_for_reading_is_not_written),
		IN_A_PLACE(a_statement_from_a_file_may_read_and_compute),
		IN_A_PLACE(a_statement_from_a_file_that_writes_is_refused),
		IN_A_PLACE(a_statement_from_a_file_that_looks_elsewhere_is_refused),
		IN_A_PLACE(a_file_holds_exactly_one_statement),
		IN_A_PLACE(what_a_file_may_not_do_the_library_still_may),
		IN_A_PLACE(a_query_that_never_ends_is_stopped_at_the_limit),
		IN_A_PLACE(each_query_has_the_whole_limit_for_itself),
		IN_A_PLACE(an_inserted_row_says_at_once_whether_its_key_was_free),
		IN_A_PLACE(added_rows_are_seen_by_the_next_query_of_their_table),
		IN_A_PLACE(added_rows_are_there_when_one_of_them_is_changed_or_removed),
		IN_A_PLACE(added_rows_come_back_byte_by_byte),
		IN_A_PLACE(rows_added_and_rolled_back_are_gone),
		IN_A_PLACE(an_added_row_with_a_taken_key_fails_the_transaction_at_the_commit_at_last),
		IN_A_PLACE(many_rows_come_in_their_order_while_other_queries_run_between),
	};
	struct CMUnitTest all[sizeof(own) / sizeof(own[0]) + sizeof(contract) / sizeof(contract[0])];

	if (on_server())
		return cmocka_run_group_tests(contract, NULL, NULL);
	memcpy(all, own, sizeof(own));
	memcpy(all + sizeof(own) / sizeof(own[0]), contract, sizeof(contract));
	return cmocka_run_group_tests(all, NULL, NULL);
}
