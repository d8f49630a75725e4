/*
 * Lessons: the slots of a year, and what was done in each (regulation 4.2а):
 * topic, tasks, homework.
 *
 * A lesson's tasks are written in one cell, joined by " | ":
 *
 *	TYPE[*WEIGHT][: TITLE][ > DUE]		О | К*150: Дроби > 2026-09-21
 *
 * TYPE is the letter of a type of work, or its name; WEIGHT is in hundredths; in
 * a title "\|" and "\>" stand for the bare characters.  Links are written so too:
 *
 *	[TITLE: ]URL			Видео: https://example.org/1 | https://example.org/2
 */
#ifndef JR_LESSON_H
#define JR_LESSON_H

#include "row.h"

/*
 * Rows of lessons.  A row makes a missing lesson where the course runs and it is a
 * school day; outside the timetable with a warning.  A topic may lie ahead.
 *
 * The first entry of anything is never refused for being late.  A change or
 * removal later than edit_days after the lesson and the first entry is a correction
 * (regulation 4.2б) and needs the transaction's reason: JR_EDENIED.  So is anything
 * in a term that is closed for the class.
 *
 * `tasks` names all tasks of the lesson.  Stored ones are known again by type and
 * title, then by type in their order; one that is no longer named is removed when
 * it has no marks, otherwise JR_ECONFLICT.
 *
 * remove takes the whole lesson away, which must have neither marks nor a register.
 */
extern const struct jr_rowkind jr_kind_lesson;

/* For lists: the same, and when and by whom the topic was first entered, apart from the
 * lesson's date. */
extern const struct jr_rowkind jr_kind_lesson_recorded;

/*
 * Add the lessons that the timetable has on school days between two days (NULL:
 * the year's first, last), of one class or (NULL) of all, in the year chosen.
 * Lessons that are there stay as they are; *made counts the new ones.
 * JR_EINVAL, JR_ENOTFOUND; JR_EDENIED: the timetable is not the actor's.
 */
int	 jr_lesson_generate(struct jr *, const char *from, const char *to, const char *class,
    int64_t *made);

/* --- For the library ---------------------------------------------------------- */

struct jr_buf;
struct jr__course;

#define JR__LESSON_MOST 15	/* lesson numbers of a day are 1 to this */

/*
 * The lesson of a course on a day (which lies in the course's year).  Without a
 * number (NULL, "") it is the course's only lesson of the day, in the journal or in
 * the timetable; with several JR_EINVAL, which lists them.  A lesson of the timetable
 * that the journal has not yet is made when `make` is set; nothing else is then
 * checked, so call it when the row can fail no more for a lesson just made.
 * JR_ENOTFOUND with the cause in words.  *lesson_id is 0 on failure.
 *
 * Fast: the last few thousand days of courses are remembered in the transaction, and
 * in a file that goes day by day, a day's lessons of all courses are read at once.
 */
int	 jr__lesson_for(struct jr *, int col_number, const struct jr__course *, jr_day,
    const char *number, bool make, int64_t *lesson_id);

/* The same in two steps, for those who check more in between. */
enum jr__lesson_how {
	JR__LESSON_THERE,	/* only one in the journal */
	JR__LESSON_SLOT,	/* or in the timetable */
	JR__LESSON_ANY,		/* or, with its number given, any where the course runs */
};

struct jr__lesson_place {
	const struct jr__course	*course;
	jr_day			 day;
	int			 number;
	int64_t			 lesson_id;	/* 0: to be made */
	bool			 outside;	/* of the timetable */
};

int	 jr__lesson_find(struct jr *, int col_number, const struct jr__course *, jr_day,
    const char *number, enum jr__lesson_how, struct jr__lesson_place *out);
int	 jr__lesson_make(struct jr *, struct jr__lesson_place *);

/*
 * Add a row that belongs to a lesson on that day, by jr__add, and note it: the
 * statements that run ahead of waiting rows (`-- ahead:`) are asked about a lesson,
 * or a day with all its lessons, only after these, which send what was noted.
 */
int	 jr__lesson_add(struct jr *, int64_t lesson_id, jr_day, enum jr_tbl,
    const struct jr_value *row);
int	 jr__lesson_settle(struct jr *, int64_t lesson_id);
int	 jr__day_settle(struct jr *, jr_day);

/*
 * JR_OK when the class's term of that day may be written in; JR_EDENIED with the
 * way to open it again when it is closed.  Remembered like the lessons.
 */
int	 jr__lesson_open(struct jr *, int col, const struct jr__course *, jr_day);

/*
 * JR_ECONFLICT, with the way to take that back, when the lesson was cancelled or moved
 * away: nothing new is entered in it.  A lesson that is to be made is given.  Remembered
 * like the lessons.
 */
int	 jr__lesson_given(struct jr *, int col, const struct jr__lesson_place *);

/* JR_EDENIED when what transaction tx_id first recorded of a lesson on that day may
 * no longer be changed without a reason (window.h). */
int	 jr__lesson_may_correct(struct jr *, int col, int64_t tx_id, jr_day);

/* "7А", "7А (группа 1)", or a cross-class group; and the subject.  Added to the bufs. */
int	 jr__course_words(struct jr *, const struct jr__course *, struct jr_buf *who,
    struct jr_buf *subject);

/*
 * Add the lessons that a query gives (date, number, course), in its order; *made counts
 * them.  And take lessons out in which nothing was recorded.
 */
int	 jr__lessons_make(struct jr *, enum jr_sql, const struct jr_param *, int64_t *made);
int	 jr__lessons_take_out(struct jr *, const int64_t *id, size_t n);

/* Forget; called by jr__lookup_free(). */
void	 jr__lesson_cache_free(struct jr *);

#endif
