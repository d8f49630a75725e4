/*
 * Access: may this actor do that to this thing (regulation 1.5, 1.12, 3, 4, 6)?
 * share/rights.yaml says what each role may, the store who has which role, teaches
 * which course and is whose homeroom teacher, on which day.  It is asked inside the
 * transaction that then does it, and by the library, so that no command can forget:
 * what the history records is refused unless a right to it was found before.
 *
 * The actor is that of jr_open().  local:USER may do everything and is asked nothing.
 */
#ifndef JR_ACCESS_H
#define JR_ACCESS_H

#include "row.h"

/* What rights are about: name in rights.yaml, and in messages. */
#define JR_THINGS(X) \
	X(STAFF, "staff", N_("the staff")) \
	X(ROLE, "role", N_("roles")) \
	X(CLASS, "class", N_("classes")) \
	X(CONFIRMATION, "confirmation", N_("the confirmation of a class list")) \
	X(STUDENT, "student", N_("students and enrolments")) \
	X(STUDY_MODE, "study_mode", N_("study modes")) \
	X(GUARDIAN, "guardian", N_("guardians")) \
	X(GROUP, "group", N_("groups")) \
	X(COURSE, "course", N_("courses")) \
	X(TIMETABLE, "timetable", N_("the timetable")) \
	X(PLAN, "plan", N_("plans")) \
	X(APPROVAL, "approval", N_("the approval of plans")) \
	X(LESSON, "lesson", N_("lessons")) \
	X(SUBSTITUTION, "substitution", N_("substitutions")) \
	X(MARK, "mark", N_("marks")) \
	X(TERM_MARK, "term_mark", N_("term marks")) \
	X(ATTENDANCE, "attendance", N_("attendance")) \
	X(REASON, "reason", N_("reasons of absences")) \
	X(EXEMPTION, "exemption", N_("exemptions")) \
	X(CORRECTION, "correction", N_("corrections")) \
	X(TERM, "term", N_("the closing of terms")) \
	X(REOPENING, "reopening", N_("the re-opening of terms")) \
	X(COUNCIL, "council", N_("debts, exams and decisions of the council")) \
	X(CALENDAR, "calendar", N_("the calendar")) \
	X(CONFIGURATION, "configuration", N_("the configuration")) \
	X(AUDIT, "audit", N_("the audit")) \
	X(LOG, "log", N_("the history")) \
	X(CHANGES, "changes", N_("what others changed")) \
	X(DIARY, "diary", N_("diaries")) \
	X(BACKUP, "backup", N_("copies of the store"))

enum jr_thing {
#define X(id, name, words) JR_ON_##id,
	JR_THINGS(X)
#undef X
	JR_THINGS_COUNT
};

enum jr_action { JR_MAY_READ, JR_MAY_WRITE, JR_ACTIONS_COUNT };

/* Which one of its kind; 0: that is not what it hangs on.  What hangs on nothing
 * needs the right for the whole school. */
struct jr_object {
	enum jr_thing	 thing;
	int64_t		 course_id;	/* a lesson's, a mark's */
	int64_t		 lesson_id;	/* for the one who substitutes it */
	int64_t		 class_id;
	int64_t		 student_id;	/* of a class */
	jr_day		 day;		/* of the lesson; 0: any on which he taught the course */
};

/*
 * May the actor do it, as of now?  Inside a transaction.  JR_OK; JR_EDENIED in
 * words; other codes of the store.
 */
int	 jr_can(struct jr *, enum jr_action, const struct jr_object *);

/* Is the actor local:USER, whom no right is missing? */
bool	 jr_acts_freely(const struct jr *);

/*
 * The list of a kind of rows, those that the actor may read (the way to
 * jr_rowkind.list for every command).  JR_EDENIED: none of that kind at all.
 */
int	 jr_list(struct jr *, const struct jr_rowkind *, const struct jr_filter *, jr_row_out *,
    void *arg);

#endif
