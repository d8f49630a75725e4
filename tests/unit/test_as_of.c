/* A journal as it was, and what is asked of the live one meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "as_of.h"
#include "impl.h"
#include "remove.h"

/* A store of its own for each test, in which the setting `a` was 1, 2 and 3 on the first
 * three days of a September. */
struct school {
	struct jr	*jr;
	char		 folder[32], path[64];
};

static void
put_setting(struct school *s, enum jr_open_mode mode, const char *now, const char *value)
{
	struct jr_options o = { .store = s->path, .mode = mode, .user = "ivanova",
	    .sandbox = true, .now = now };
	struct jr_tx tx = { .command = "test" };
	enum jr_change what;
	struct jr_error err;
	struct jr *j;
	int64_t tx_id;

	assert_int_equal(jr_open(&j, &o, &err), JR_OK);
	assert_int_equal(jr_tx_begin(j, &tx), JR_OK);
	assert_int_equal(jr__put(j, JR_TBL_SETTING, (struct jr_value[]){ jr_text("a"),
	    jr_text(value) }, 0, &what), JR_OK);
	assert_int_equal(jr_tx_commit(j, &tx_id), JR_OK);
	jr_close(j);
}

static int
make_school(void **state)
{
	struct school *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return -1;
	*state = s;
	strcpy(s->folder, "/tmp/test_as_of.XXXXXX");
	if (mkdtemp(s->folder) == NULL)
		return -1;
	snprintf(s->path, sizeof(s->path), "%s/school.db", s->folder);
	put_setting(s, JR_OPEN_CREATE, "2026-09-01T12:00:00", "1");
	put_setting(s, JR_OPEN_WRITE, "2026-09-02T12:00:00", "2");
	put_setting(s, JR_OPEN_WRITE, "2026-09-03T12:00:00", "3");
	return 0;
}

static int
remove_school(void **state)
{
	struct school *s = *state;

	jr_close(s->jr);
	remove_store(s->path);
	rmdir(s->folder);
	free(s);
	return 0;
}

/* Open to read at noon of the 5th; jr_as_of()'s code. */
static int
go_back(struct school *s, const char *when)
{
	struct jr_options o = { .store = s->path, .mode = JR_OPEN_READ, .user = "ivanova",
	    .now = "2026-09-05T12:00:00" };
	struct jr_error err;
	bool sound;
	int rc;

	assert_int_equal(jr_open(&s->jr, &o, &err), JR_OK);
	rc = jr_as_of(s->jr, when, &sound);
	assert_true(sound);
	return rc;
}

static void
assert_setting(struct school *s, const char *value)
{
	struct jr_value row[JR_SETTING_COLUMNS], key = jr_text("a");

	assert_int_equal(jr__fetch(s->jr, JR_TBL_SETTING, &key, row), JR_OK);
	assert_string_equal(row[JR_SETTING_VALUE].p, value);
	jr__unfetch(s->jr, JR_TBL_SETTING);
}

static void
the_past_is_shown_and_the_present_asked(void **state)
{
	struct school *s = *state;

	assert_int_equal(go_back(s, "2026-09-02"), JR_OK);
	assert_string_equal(jr_setting(s->jr, "a", ""), "2");
	assert_int_equal(jr_read_begin(s->jr), JR_OK);
	assert_setting(s, "2");
	assert_int_equal(jr_today(s->jr), jr_day_of(2026, 9, 2));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(jr__live_begin(s->jr), JR_OK);
		assert_setting(s, "3");
		assert_int_equal(jr_today(s->jr), jr_day_of(2026, 9, 5));
		jr__live_end(s->jr);
		assert_setting(s, "2");
		assert_int_equal(jr_today(s->jr), jr_day_of(2026, 9, 2));
	}
	jr_read_end(s->jr);
}

static void
where_nothing_changed_later_only_the_clock_goes_back(void **state)
{
	struct school *s = *state;

	assert_int_equal(go_back(s, "2026-09-04"), JR_OK);
	assert_null(s->jr->live);
	assert_int_equal(jr_read_begin(s->jr), JR_OK);
	assert_int_equal(jr_today(s->jr), jr_day_of(2026, 9, 4));
	assert_int_equal(jr__live_begin(s->jr), JR_OK);
	assert_setting(s, "3");
	assert_int_equal(jr_today(s->jr), jr_day_of(2026, 9, 5));
	jr__live_end(s->jr);
	assert_int_equal(jr_today(s->jr), jr_day_of(2026, 9, 4));
	jr_read_end(s->jr);
}

/* A writer comes between the look for changes and the reading. */
static void
what_is_written_meanwhile_is_not_shown(void **state)
{
	struct school *s = *state;

	assert_int_equal(go_back(s, "2026-09-04"), JR_OK);
	put_setting(s, JR_OPEN_WRITE, "2026-09-05T12:00:00", "4");
	assert_int_equal(jr_read_begin(s->jr), JR_OK);
	assert_setting(s, "3");
	jr_read_end(s->jr);
	assert_int_equal(jr_read_begin(s->jr), JR_OK);
	assert_setting(s, "3");
	jr_read_end(s->jr);
}

static void
without_going_back_the_live_store_is_the_one_at_hand(void **state)
{
	struct jr_options o = { .mode = JR_OPEN_READ, .user = "ivanova" };
	struct school *s = *state;
	struct jr_error err;

	o.store = s->path;
	assert_int_equal(jr_open(&s->jr, &o, &err), JR_OK);
	assert_int_equal(jr_read_begin(s->jr), JR_OK);
	assert_int_equal(jr__live_begin(s->jr), JR_OK);
	assert_setting(s, "3");
	jr__live_end(s->jr);
	assert_setting(s, "3");
	jr_read_end(s->jr);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_school, remove_school)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_past_is_shown_and_the_present_asked),
		TEST(where_nothing_changed_later_only_the_clock_goes_back),
		TEST(what_is_written_meanwhile_is_not_shown),
		TEST(without_going_back_the_live_store_is_the_one_at_hand),
	};

	return cmocka_run_group_tests_name("as_of", tests, NULL, NULL);
}
