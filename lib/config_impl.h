/*
 * Inside journal.conf on its way into the store, for config*.c only:
 *
 *	config.c	the whole file, its settings; rows, and rows that are no more
 *	config_year.c	school years
 *	config_marks.c	scale, types of work, minimums, deadlines, attendance
 */
#ifndef JR_CONFIG_IMPL_H
#define JR_CONFIG_IMPL_H

#include "config.h"
#include "impl.h"

#define JR__GRADE_MOST 12

typedef const struct jr_conf_node jr__node;

struct jr__applying {
	struct jr	*j;
	jr_conf_report	*report;
	void		*arg;
	int		 errors;
	struct jr_map	*seen;		/* table ‖ key of each row that the file has */
	struct jr_buf	 key;
};

/* Report what is wrong with a node, and count it. */
void	 jr__config_wrong(struct jr__applying *, jr__node *, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The text of a map's key, reported when it is no spans within least and most; NULL:
 * the map has it not. */
const char *jr__config_spans(struct jr__applying *, jr__node *map, const char *key,
    int least, int most);

/* Store a row, which the file has. */
int	 jr__config_put(struct jr__applying *, enum jr_tbl, const struct jr_value *row);
/*
 * Remove the rows that the file has no more: of a year (its first column; 0: of all),
 * of a section of the settings (NULL: any).  JR_ECONFLICT: one is in use.
 */
int	 jr__config_drop(struct jr__applying *, enum jr_tbl, int64_t year, const char *section);

/* A year of `years`, with its calendar. */
int	 jr__config_year(struct jr__applying *, jr__node *);
/* A section whose children are rows of a table; JR_DONE: it is none of these. */
int	 jr__config_table(struct jr__applying *, jr__node *section);
/* attendance.codes */
int	 jr__config_codes(struct jr__applying *, jr__node *codes);

#endif
