/*
 * jr_can: role by thing, as the roles of a school are (teacher, homeroom teacher,
 * deputy, director, secretary, counsellor, admin, cron), on what is theirs and what is
 * not, day by day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "access_impl.h"
#include "remove.h"

#define RIGHTS "share/rights.yaml"
#define OPEN_END JR_OPEN_END

enum { TEACHER, HOMEROOM, DEPUTY, DIRECTOR, SECRETARY, COUNSELLOR, ADMIN, CRON, ACTORS };

static const char *const actor[ACTORS] = {
	"ivanova", "petrova", "deputy", "director", "secretary", "counsellor", "admin",
	"cron:nightly",
};

static struct school {
	char		 folder[40], path[64];
	struct jr	*actor[ACTORS];
} s;

/* --- A school: course 1 of class 1, which are theirs; course 2 of class 2, which are not */

static void
insert(struct jr *j, enum jr_tbl tbl, const struct jr_value *row)
{
	if (jr__insert(j, tbl, row) != JR_OK)
		fail_msg("%s", jr_error(j)->text);
}

#define ROW(j, tbl, ...) insert((j), (tbl), (struct jr_value[]){ __VA_ARGS__ })

static void
put_staff(struct jr *j)
{
	for (int i = 0; i < CRON; i++) {
		ROW(j, JR_TBL_STAFF, jr_int(i + 1), jr_text(actor[i]), jr_text(actor[i]),
		    jr_text("Анна"), jr_null(), jr_null(), jr_text("2020-09-01"),
		    jr_text(OPEN_END), jr_text(actor[i]), jr_text(actor[i]));
		if (i >= DEPUTY)
			ROW(j, JR_TBL_STAFF_ROLE, jr_int(i + 1), jr_text(actor[i]),
			    jr_text("2020-09-01"), jr_text(OPEN_END), jr_null());
	}
	/* Was a deputy, and will be the director. */
	ROW(j, JR_TBL_STAFF_ROLE, jr_int(TEACHER + 1), jr_text("deputy"), jr_text("2020-09-01"),
	    jr_text("2026-09-09"), jr_null());
	ROW(j, JR_TBL_STAFF_ROLE, jr_int(TEACHER + 1), jr_text("director"),
	    jr_text("2026-09-11"), jr_text(OPEN_END), jr_null());
}

static void
put_class(struct jr *j, int64_t id, const char *name)
{
	ROW(j, JR_TBL_CLASS, jr_int(id), jr_int(2026), jr_text(name), jr_int(7), jr_text(name),
	    jr_text(name));
	ROW(j, JR_TBL_COURSE, jr_int(id), jr_int(2026), jr_int(id), jr_null(), jr_int(1),
	    jr_int(7), jr_text("lesson"), jr_null(), jr_null());
	ROW(j, JR_TBL_LESSON, jr_int(id), jr_int(id), jr_text("2026-09-07"), jr_int(1));
	ROW(j, JR_TBL_STUDENT, jr_int(id), jr_text(name), jr_text(name), jr_text("Юн"),
	    jr_null(), jr_null(), jr_text(name), jr_text(name));
	ROW(j, JR_TBL_ENROLMENT, jr_int(id), jr_int(id), jr_text("2026-09-01"),
	    jr_text(OPEN_END), jr_null(), jr_null(), jr_null(), jr_null());
}

static void
put_school(struct jr *j)
{
	put_staff(j);
	ROW(j, JR_TBL_YEAR, jr_int(2026), jr_text("2026/27"), jr_text("2026-09-01"),
	    jr_text("2027-05-26"), jr_int(6), jr_int(1));
	ROW(j, JR_TBL_SUBJECT, jr_int(1), jr_text("Алгебра"), jr_text("алгебра"),
	    jr_text("алгебра"));
	put_class(j, 1, "7А");
	put_class(j, 2, "7Б");
	ROW(j, JR_TBL_HOMEROOM, jr_int(1), jr_text("2026-09-01"), jr_text(OPEN_END),
	    jr_int(HOMEROOM + 1));
	ROW(j, JR_TBL_HOMEROOM, jr_int(2), jr_text("2026-09-01"), jr_text("2026-09-09"),
	    jr_int(HOMEROOM + 1));
	ROW(j, JR_TBL_COURSE_LOAD, jr_int(1), jr_int(TEACHER + 1), jr_text("2026-09-05"),
	    jr_text("2026-09-20"), jr_int(300));
}

static void
open_as(struct jr **out, enum jr_open_mode mode, const char *name)
{
	const struct jr_options o = { .store = s.path, .mode = mode, .actor = name,
	    .user = "test", .rights = RIGHTS, .sandbox = true, .now = "2026-09-10T12:00:00" };
	struct jr_error e;

	if (jr_open(out, &o, &e) != JR_OK)
		fail_msg("%s", e.text);
}

static int
open_school(void **state)
{
	struct jr_tx tx = { .command = "test" };
	struct jr *j;
	int64_t id;

	(void)state;
	strcpy(s.folder, "/tmp/test_access.XXXXXX");
	if (mkdtemp(s.folder) == NULL)
		return -1;
	snprintf(s.path, sizeof(s.path), "%s/school.db", s.folder);
	open_as(&j, JR_OPEN_CREATE, NULL);
	assert_int_equal(jr_tx_begin(j, &tx), JR_OK);
	put_school(j);
	assert_int_equal(jr_tx_commit(j, &id), JR_OK);
	jr_close(j);
	for (int i = 0; i < ACTORS; i++)
		open_as(&s.actor[i], JR_OPEN_WRITE, actor[i]);
	return 0;
}

static int
close_school(void **state)
{
	(void)state;
	for (int i = 0; i < ACTORS; i++)
		jr_close(s.actor[i]);
	remove_store(s.path);
	return rmdir(s.folder);
}

/* --- Asking ------------------------------------------------------------------------ */

static bool
can(int who, enum jr_action action, struct jr_object o)
{
	struct jr *j = s.actor[who];
	int rc;

	assert_int_equal(jr_read_begin(j), JR_OK);
	rc = jr_can(j, action, &o);
	jr_read_end(j);
	assert_true(rc == JR_OK || rc == JR_EDENIED);
	assert_true((jr_error(j)->text[0] != '\0') == (rc == JR_EDENIED));
	return rc == JR_OK;
}

/* What each actor may with it: r, w, b (both) or -. */
static void
check_thing(enum jr_thing thing, struct jr_object o, const char *want)
{
	char got[ACTORS + 1] = "";

	o.thing = thing;
	for (int i = 0; i < ACTORS; i++) {
		bool r = can(i, JR_MAY_READ, o), w = can(i, JR_MAY_WRITE, o);

		got[i] = r && w ? 'b' : r ? 'r' : w ? 'w' : '-';
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s, not %s", jr__thing_words(thing), got, want);
}

/* In the order of `actor`: teacher, homeroom, deputy, director, secretary, counsellor,
 * admin, cron. */
static const char *const matrix[JR_THINGS_COUNT] = {
	[JR_ON_STAFF] =		"--rrb-br",
	[JR_ON_ROLE] =		"------w-",
	[JR_ON_CLASS] =		"rrrrb-br",
	[JR_ON_CONFIRMATION] =	"-w------",
	[JR_ON_STUDENT] =	"rbrrb-br",
	[JR_ON_STUDY_MODE] =	"rrbbb-br",
	[JR_ON_GUARDIAN] =	"-brrbrbr",
	[JR_ON_GROUP] =		"rbbbb-br",
	[JR_ON_COURSE] =	"rrbb--br",
	[JR_ON_TIMETABLE] =	"rrbb--br",
	[JR_ON_PLAN] =		"brbb---r",
	[JR_ON_APPROVAL] =	"--ww----",
	[JR_ON_LESSON] =	"brrr---r",
	[JR_ON_SUBSTITUTION] =	"rrbb---r",
	[JR_ON_MARK] =		"brrr---r",
	[JR_ON_TERM_MARK] =	"brrr---r",
	[JR_ON_ATTENDANCE] =	"brrr-r-r",
	[JR_ON_REASON] =	"-www----",
	[JR_ON_EXEMPTION] =	"rbbb---r",
	[JR_ON_CORRECTION] =	"--ww----",
	[JR_ON_TERM] =		"--ww----",
	[JR_ON_REOPENING] =	"--ww----",
	[JR_ON_COUNCIL] =	"-rbb---r",
	[JR_ON_CALENDAR] =	"--ww--w-",
	[JR_ON_CONFIGURATION] =	"------w-",
	[JR_ON_AUDIT] =		"rrbb---b",
	[JR_ON_LOG] =		"--rr--rr",
	[JR_ON_CHANGES] =	"--rr---r",
	[JR_ON_DIARY] =		"-rrr---r",
	[JR_ON_BACKUP] =	"------ww",
};

static void
each_role_may_what_is_its_own(void **state)
{
	jr_day monday;

	(void)state;
	jr_date_parse("2026-09-07", &monday);
	for (int i = 0; i < JR_THINGS_COUNT; i++)
		check_thing((enum jr_thing)i, (struct jr_object){ .course_id = 1, .class_id = 1,
		    .student_id = 1, .lesson_id = 1, .day = monday }, matrix[i]);
}

/* Nothing of another course and class, nor of the school as a whole. */
static void
teachers_and_homeroom_teachers_may_nothing_elsewhere(void **state)
{
	const struct jr_object elsewhere[] = {
		{ .course_id = 2, .class_id = 2, .student_id = 2, .lesson_id = 2 },
		{ .student_id = 2 }, { 0 },
	};
	char want[ACTORS + 1];

	(void)state;
	for (size_t k = 0; k < sizeof(elsewhere) / sizeof(elsewhere[0]); k++)
		for (int i = 0; i < JR_THINGS_COUNT; i++) {
			strcpy(want, matrix[i]);
			want[TEACHER] = want[HOMEROOM] = '-';
			check_thing((enum jr_thing)i, elsewhere[k], want);
		}
}

static void
a_course_is_his_on_the_days_of_his_load(void **state)
{
	static const struct { const char *date; bool his; } days[] = {
		{ "2026-09-04", false }, { "2026-09-05", true }, { "2026-09-20", true },
		{ "2026-09-21", false },
	};
	struct jr_object o = { .thing = JR_ON_MARK, .course_id = 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		jr_date_parse(days[i].date, &o.day);
		assert_int_equal(can(TEACHER, JR_MAY_WRITE, o), days[i].his);
	}
}

static void
a_student_is_the_homeroom_teachers_by_his_class(void **state)
{
	(void)state;
	assert_true(can(HOMEROOM, JR_MAY_READ,
	    (struct jr_object){ .thing = JR_ON_DIARY, .student_id = 1 }));
	assert_false(can(HOMEROOM, JR_MAY_READ,
	    (struct jr_object){ .thing = JR_ON_DIARY, .student_id = 2 }));
	assert_false(can(TEACHER, JR_MAY_READ,
	    (struct jr_object){ .thing = JR_ON_DIARY, .student_id = 1 }));
}

/* Something is written that nobody asked a right for. */
static void
a_command_that_forgets_to_ask_is_refused(void **state)
{
	const struct jr_value mark[] = { jr_int(1), jr_int(1), jr_text("5"), jr_null(),
	    jr_null(), jr_int(1) };
	struct jr_tx tx = { .command = "test" };

	(void)state;
	for (int i = 0; i < ACTORS; i++) {
		struct jr *j = s.actor[i];

		assert_int_equal(jr_tx_begin(j, &tx), JR_OK);
		assert_int_equal(jr__insert(j, JR_TBL_MARK, mark), JR_EDENIED);
		jr_tx_abort(j);
	}
}

static void
an_actor_needs_the_file_of_rights(void **state)
{
	struct jr_options o = { .store = s.path, .mode = JR_OPEN_READ, .actor = "deputy",
	    .now = "2026-09-10T12:00:00" };
	struct jr_error e;
	struct jr *j;

	(void)state;
	assert_int_equal(jr_open(&j, &o, &e), JR_ECONFIG);
	assert_null(j);
	o.rights = "share/columns.yaml";
	assert_int_equal(jr_open(&j, &o, &e), JR_ECONFIG);
	assert_non_null(strstr(e.text, "share/columns.yaml:"));
	o.rights = "share";
	assert_int_equal(jr_open(&j, &o, &e), JR_ECONFIG);
	assert_string_equal(e.text, "share: cannot read: Is a directory");
	o.rights = RIGHTS;
	o.actor = "nobody";
	assert_int_equal(jr_open(&j, &o, &e), JR_EDENIED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_role_may_what_is_its_own),
		cmocka_unit_test(teachers_and_homeroom_teachers_may_nothing_elsewhere),
		cmocka_unit_test(a_course_is_his_on_the_days_of_his_load),
		cmocka_unit_test(a_student_is_the_homeroom_teachers_by_his_class),
		cmocka_unit_test(a_command_that_forgets_to_ask_is_refused),
		cmocka_unit_test(an_actor_needs_the_file_of_rights),
	};

	return cmocka_run_group_tests(tests, open_school, close_school);
}
