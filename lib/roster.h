/*
 * The roster: staff, classes, students, guardians, groups, courses.
 *
 * Rows are put by key and never taken away by an import.  Each thing of the
 * roster is dated, from its first day to its last, both within; "" as a last
 * day is an open end.  A new row without a first day begins on the first
 * school day of the year in use (jr_use_year()).  An absent or empty first day in a key
 * means the stored row where there is just one; several are an error that
 * lists them.  Days lie inside the row's school year (1 September–31 August),
 * except those of staff and guardians, who stay for many.
 *
 * Cells are clean text (jr_text_clean); control characters and line ends are
 * refused, as is a cell over 250 characters.  NULL leaves a column as it is, ""
 * clears it, and is refused where something must stand.
 */
#ifndef JR_ROSTER_H
#define JR_ROSTER_H

#include "row.h"

/*
 * staff: login, surname, given_name, patronymic, role, email, from, to.
 * A login has Latin letters, digits, '.', '_' and '-', begins with a letter or
 * a digit, and tells case apart.  role: admin, director, deputy, homeroom,
 * teacher, secretary, counsellor, or the Russian words, joined by '+'; may be
 * empty, as class.homeroom and course.teacher give those two roles themselves.
 * A role that is new to somebody stored begins today, one no longer named ended
 * yesterday; earlier ones stay in the store (regulation 1.5).  `list` names the roles of
 * today and later.  remove: the last day of work.
 */
extern const struct jr_rowkind jr_kind_staff;

/*
 * class: class, grade, homeroom, homeroom_from; of one year.
 * The homeroom teacher (классный руководитель) is dated: another one with a
 * later homeroom_from takes over on that day, with the stored homeroom_from is a correction,
 * without one takes over today, or, when the stored one has not begun before today,
 * takes his place.  "" ends his time yesterday (or on the day before homeroom_from).
 * `list` shows the one whose time is open.  remove deletes a class that nothing hangs on.
 */
extern const struct jr_rowkind jr_kind_class;

/*
 * student: number, surname, given_name, patronymic, birth_date, class,
 * enrolled_on, left_on, order_in, order_out.
 * The last five are his last enrolment in the year in use.  Another class with
 * a later enrolled_on is a move on that day: the former enrolment ends the day
 * before.  The same class with another enrolled_on corrects the day, or, after
 * he had left, takes him back.  remove: his last day in the class; a student
 * who was never enrolled, with nothing hanging on him, is deleted.
 */
extern const struct jr_rowkind jr_kind_student;

/*
 * enrolment: student, class, from, to, order_in, order_out, from_where, to_where.
 * Of the year that `from` lies in.  One class at a time: an overlap is refused,
 * but a later one in another class ends the open one before it.  remove: the last day.
 */
extern const struct jr_rowkind jr_kind_enrolment;

/*
 * guardian: student, surname, given_name, patronymic, relation, email, phone,
 * rights, document, from, to.
 * rights: full, none (лишён, ограничен судом); full where nothing is said.
 * given_name is empty for an organisation.  Rows of several students with the
 * same full name and the same e-mail and phone, one of them at least given,
 * are one person.  remove: the link's last day.
 */
extern const struct jr_rowkind jr_kind_guardian;

/*
 * group: class, group, student, from, to; of one year.
 * Without a class it is a cross-class group (сводная), whose name no group of
 * a class may have.  A group is made by its first student.  He must be in the class
 * (for a cross-class group: in some class) at some day of the span.  remove: his last day.
 */
extern const struct jr_rowkind jr_kind_group;

/*
 * course: class, group, subject, teacher, from, hours_per_week, to, kind,
 * programme, textbook; of one year.
 * One row is one teacher's load (нагрузка); kind, programme and textbook are
 * the course's.  A subject is made by its first course.  hours_per_week: up to
 * two decimals, over 0, at most 60; stored in hundredths.  kind: lesson,
 * extracurricular, elective, or the Russian words; lesson where nothing is said.
 * The same teacher with a later `from` ends his open row the day before (other
 * hours from that day on).  remove: the teacher's last day in the course.
 */
extern const struct jr_rowkind jr_kind_course;

struct jr_confirmation {
	int64_t	 students;	/* on the list */
	char	 term[64];	/* its name: 1 четверть */
};

/*
 * The homeroom teacher confirms the list of a class of the year in use for the
 * term that runs, or that comes next (regulation 4.3).  Inside a transaction.
 * Once more in the same term: the new day and count replace the old ones.
 * JR_ENOTFOUND: no such class; JR_EINVAL: the year's terms are over.
 */
int	 jr_class_confirm(struct jr *, const char *class, struct jr_confirmation *out,
    enum jr_change *what);

#endif
