/* Inside the diary: what it holds, read before anything is written.  For diary*.c only. */
#ifndef JR_DIARY_IMPL_H
#define JR_DIARY_IMPL_H

#include "diary.h"
#include "impl.h"
#include "term.h"

#define JR__DIARY_WIDTH 72

/* Texts live as long as the diary; "" where there is none. */
struct jr__diary_lesson {
	const char	*date, *subject, *begins, *ends, *room, *topic;
	const char	*substitution, *teacher;	/* kind; who gives it */
	const char	*moved_to;		/* day of a moved lesson; "": not moved */
	int64_t		 moved_number;
	int64_t		 number, lesson_id, course_id;	/* lesson 0: only in the timetable */
};

struct jr__diary_homework {
	const char	*subject, *set_on, *due, *text;	/* due "": nobody knows yet */
	int64_t		 lesson_id, course_id, minutes;
	bool		 nothing;	/* «без задания» */
	bool		 shown;		/* with a lesson of the day that it is due on */
};

struct jr__diary_mark {
	const char	*value, *type, *title, *comment;
	int64_t		 lesson_id, weight;
	bool		 made_up;
};

struct jr__diary_absence {
	const char	*code;
	int64_t		 lesson_id, minutes;
};

struct jr__diary_owed {
	const char	*subject, *date, *type, *title, *due;
};

struct jr__diary_subject {
	int64_t		 id;
	const char	*name;
	struct jr_buf	 marks;		/* "5 4 4" */
	struct jr_buf	 results;	/* "1 четверть – 4, …" */
	struct jr_mean	 mean;
};

struct jr__diary_sums {
	int64_t	 held, ill, excused, unexcused, pending, late, days;
};

struct jr__diary {
	struct jr			*j;
	int64_t				 student_id, year, class_id, grade;
	char				 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	const char			*number, *name, *class, *homeroom;
	const char			*term, *term_from, *term_to;	/* "": none */
	struct jr__diary_lesson		*lesson;
	size_t				 lessons;
	struct jr__diary_homework	*homework;
	size_t				 homeworks;
	struct jr__diary_mark		*mark;
	size_t				 marks;
	struct jr__diary_absence	*absence;
	size_t				 absences;
	struct jr__diary_owed		*owed;
	size_t				 owes;
	struct jr__diary_subject	*subject;
	size_t				 subjects;
	struct jr__diary_sums		 sums;
	char				**text;		/* that live as long */
	size_t				 texts;
	bool				 failed;	/* out of memory */
};

/* Attendance in words; added to the buf. */
void	 jr__diary_absence_words(struct jr__diary *, const struct jr__diary_absence *,
    struct jr_buf *);
/* Who gives a lesson instead of its teacher, or that it is cancelled, or moved; else
 * nothing. */
void	 jr__diary_substitution(struct jr__diary *, const struct jr__diary_lesson *,
    struct jr_buf *);
/* What a mark was given for: «контрольная работа «Дроби», вес 1,5». */
void	 jr__diary_work_words(struct jr__diary *, const struct jr__diary_mark *,
    struct jr_buf *);
/* 435 as 4,35 or 4.35, in the language of the store. */
void	 jr__diary_hundredths(struct jr__diary *, int64_t, struct jr_buf *);
/* A day as people there write it: 07.09, or with the year. */
void	 jr__diary_day(struct jr__diary *, const char *iso, bool with_year, struct jr_buf *);
bool	 jr__diary_is_ru(struct jr__diary *);

int	 jr__diary_text(struct jr__diary *, FILE *);
int	 jr__diary_tables(struct jr__diary *, FILE *, const struct jr_table_opts *);

#endif
