/*
 * The words that tell a grid's columns and rows apart, in any spelling of theirs.
 */
#ifndef JR_GRID_WORDS_H
#define JR_GRID_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum jr__grid_word {
	JR__WORD_NONE,
	JR__WORD_RUNNING, JR__WORD_NUMBER, JR__WORD_NAME,	/* columns of students */
	JR__WORD_MEAN, JR__WORD_SUM, JR__WORD_NOTE,		/* columns behind the dates */
	/* Rows: in the order of enum jr_grid_row_kind, then those passed over. */
	JR__WORD_LESSON, JR__WORD_REGISTER, JR__WORD_TOPIC, JR__WORD_TYPE, JR__WORD_TASKS,
	JR__WORD_HOMEWORK, JR__WORD_FOOTER, JR__WORD_WEEKDAY,
};

/* What the heading of a column says, or the label of a row. */
enum jr__grid_word jr__grid_heading_word(const char *, size_t n);
enum jr__grid_word jr__grid_row_word(const char *, size_t n);
bool	 jr__grid_is_weekday(const char *, size_t n);

/* The word that a list writes as the label of such a row, or as the heading. */
const char *jr__grid_label(enum jr__grid_word, bool russian);

#endif
