/* What the PostgreSQL engine does without a server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/store/postgresql_rows.c"
#include "../../lib/store/postgresql_sql.c"
#include "../../lib/store/postgresql_url.c"

/* --- Statements ------------------------------------------------------------ */

static void
assert_sql(const char *sql, const char *wanted, int params)
{
	struct jr_buf b = JR_BUF_INIT;
	struct jr__pg_params p;

	assert_true(jr__pg_sql(sql, &b, &p));
	assert_string_equal(jr_buf_str(&b), wanted);
	assert_int_equal(p.n, params);
	jr_buf_release(&b);
}

static void
names_become_numbers_and_one_name_has_one_number(void **state)
{
	(void)state;
	assert_sql("SELECT 1", "SELECT 1", 0);
	assert_sql("a = :x AND b = :y OR :x IS NULL", "a = $1 AND b = $2 OR $1 IS NULL", 2);
	assert_sql(":from,:from_date,:from", "$1,$2,$1", 2);
	assert_sql("(:a)+:b2", "($1)+$2", 2);
}

static void
strings_names_comments_and_casts_are_left_alone(void **state)
{
	(void)state;
	assert_sql("':x' || :x || 'it''s :y'", "':x' || $1 || 'it''s :y'", 1);
	assert_sql("\":x\" = :x", "\":x\" = $1", 1);
	assert_sql("-- :x\n:y", "-- :x\n$1", 1);
	assert_sql("/* :x */ :y", "/* :x */ $1", 1);
	assert_sql(":x::text || a::text", "$1::text || a::text", 1);
	assert_sql("'20:30' = :x", "'20:30' = $1", 1);
	assert_sql("a : b", "a : b", 0);
}

static void
what_is_not_closed_ends_with_the_text(void **state)
{
	(void)state;
	assert_sql("'abc :x", "'abc :x", 0);
	assert_sql("/* :x", "/* :x", 0);
	assert_sql("-- :x", "-- :x", 0);
	assert_sql(":", ":", 0);
	assert_sql("", "", 0);
}

static void
a_parameter_is_found_by_its_whole_name(void **state)
{
	struct jr_buf b = JR_BUF_INIT;
	struct jr__pg_params p;

	(void)state;
	assert_true(jr__pg_sql(":from_date :from", &b, &p));
	assert_int_equal(jr__pg_param(&p, "from_date", 9), 1);
	assert_int_equal(jr__pg_param(&p, "from", 4), 2);
	assert_int_equal(jr__pg_param(&p, "fro", 3), 0);
	jr_buf_release(&b);
}

static void
more_parameters_than_there_is_room_for_are_refused(void **state)
{
	struct jr_buf sql = JR_BUF_INIT, b = JR_BUF_INIT;
	struct jr__pg_params p;

	(void)state;
	for (int i = 0; i < JR__PG_PARAMS_MOST; i++)
		jr_buf_addf(&sql, ":p%d ", i);
	assert_true(jr__pg_sql(jr_buf_str(&sql), &b, &p));
	jr_buf_adds(&sql, ":one_more");
	assert_false(jr__pg_sql(jr_buf_str(&sql), &b, &p));
	jr_buf_release(&sql);
	jr_buf_release(&b);
}

/* --- URLs ------------------------------------------------------------------ */

static void
assert_url(const char *url, const char *server, const char *schema, const char *shown)
{
	struct jr__pg_url u = { 0 };
	struct jr_error err = { 0 };

	if (jr__pg_url_parse(url, &u, &err) != JR_OK)
		fail_msg("%s: %s", url, err.text);
	assert_string_equal(jr_buf_str(&u.server), server);
	assert_string_equal(u.schema, schema);
	assert_string_equal(jr_buf_str(&u.shown), shown);
	jr__pg_url_release(&u);
}

static void
the_schema_is_taken_out_of_the_url_and_the_rest_is_the_servers(void **state)
{
	(void)state;
	assert_url("postgresql:///journal", "postgresql:///journal", "journal",
	    "postgresql:///journal?schema=journal");
	assert_url("postgresql://db/journal?schema=gymnasium4", "postgresql://db/journal",
	    "gymnasium4", "postgresql://db/journal?schema=gymnasium4");
	assert_url("postgresql://a,b:5433/j?sslmode=require&schema=s4&connect_timeout=3",
	    "postgresql://a,b:5433/j?sslmode=require&connect_timeout=3", "s4",
	    "postgresql://a,b:5433/j?schema=s4");
	assert_url("postgresql://?host=/run/x&schema=s", "postgresql://?host=/run/x", "s",
	    "postgresql://?schema=s");
}

static void
a_password_is_never_shown(void **state)
{
	(void)state;
	assert_url("postgresql://jr:se@cret@db/j", "postgresql://jr:se@cret@db/j", "journal",
	    "postgresql://jr@db/j?schema=journal");
	assert_url("postgresql://jr@db/j?password=x", "postgresql://jr@db/j?password=x",
	    "journal", "postgresql://jr@db/j?schema=journal");
}

static void
a_schema_whose_name_would_need_quotes_is_refused(void **state)
{
	static const char *const bad[] = { "", "Gymnasium", "4a", "a-b", "a\"b", "гимназия",
	    "pg_school", "a%20b",
	    "a123456789012345678901234567890123456789012345678901234567890123" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct jr_buf url = JR_BUF_INIT;
		struct jr__pg_url u = { 0 };
		struct jr_error err = { 0 };

		jr_buf_addf(&url, "postgresql://db/j?schema=%s", bad[i]);
		assert_int_equal(jr__pg_url_parse(jr_buf_str(&url), &u, &err), JR_ECONFIG);
		assert_true(err.text[0] != '\0');
		jr__pg_url_release(&u);
		jr_buf_release(&url);
	}
}

/* --- Rows ------------------------------------------------------------------ */

static void
rows_are_as_the_binary_form_of_copy_has_them(void **state)
{
	static const char wanted[] =
	    "PGCOPY\n\377\r\n\0" "\0\0\0\0" "\0\0\0\0"
	    "\0\4" "\0\0\0\10" "\377\377\377\377\377\377\377\376"
	    "\377\377\377\377"
	    "\0\0\0\2" "\xd1\x8f"
	    "\0\0\0\0"
	    "\377\377";
	const struct jr_value row[] = { jr_int(-2), jr_null(), jr_text("я"), jr_blob("", 0) };
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr__pg_rows_begin(&b);
	jr__pg_rows_add(&b, 4, row);
	jr__pg_rows_end(&b);
	assert_int_equal(b.len, sizeof(wanted) - 1);
	assert_memory_equal(b.data, wanted, b.len);
	jr_buf_release(&b);
}

static void
copy_names_the_table_and_its_columns(void **state)
{
	struct jr_buf b = JR_BUF_INIT;

	(void)state;
	jr__pg_copy_sql(&b, &jr_tbl_desc[JR_TBL_SETTING]);
	assert_string_equal(jr_buf_str(&b), "COPY setting (key, value) FROM STDIN (FORMAT binary)");
	jr_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_become_numbers_and_one_name_has_one_number),
		cmocka_unit_test(strings_names_comments_and_casts_are_left_alone),
		cmocka_unit_test(what_is_not_closed_ends_with_the_text),
		cmocka_unit_test(a_parameter_is_found_by_its_whole_name),
		cmocka_unit_test(more_parameters_than_there_is_room_for_are_refused),
		cmocka_unit_test(the_schema_is_taken_out_of_the_url_and_the_rest_is_the_servers),
		cmocka_unit_test(a_password_is_never_shown),
		cmocka_unit_test(a_schema_whose_name_would_need_quotes_is_refused),
		cmocka_unit_test(rows_are_as_the_binary_form_of_copy_has_them),
		cmocka_unit_test(copy_names_the_table_and_its_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
