/*
 * What the history holds, in words of the store's language: names of tables and
 * columns, ids as what they refer to.
 */
#ifndef JR_LOG_WORDS_H
#define JR_LOG_WORDS_H

#include "impl.h"

/* Words and names that were looked up, of a run. */
struct jr__names;

struct jr__names *jr__names_new(struct jr *);	/* NULL: no memory */
void	 jr__names_free(struct jr__names *);	/* takes NULL */

/* "mark", "value"; what has no word stands for itself.  Borrowed. */
const char *jr__table_word(struct jr__names *, enum jr_tbl);
const char *jr__column_word(struct jr__names *, enum jr_tbl, int column);

/* Their messages before translation; NULL: it has none. */
const char *jr__table_msgid(enum jr_tbl);
const char *jr__column_msgid(const char *column);

/*
 * What the id in a column refers to, appended to out: "G4-0001 Иванов Иван" for
 * a student_id, and for the id of table student.  JR_DONE: the column is no id
 * of something with a name, or there is nothing of that id (any more).
 */
int	 jr__name_of(struct jr__names *, enum jr_tbl, int column, int64_t id,
    struct jr_buf *out);

#endif
