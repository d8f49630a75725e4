/*
 * A course's sheet in a command: read from a file, stored, edited.
 */
#ifndef CLI_GRID_H
#define CLI_GRID_H

#include "cli.h"

/* A sheet being read. */
struct cli_sheet {
	struct cli	*c;
	const char	*name;		/* of the file, in messages */
	struct jr_grid	 grid;		/* jr_grid_init() and _release() are the caller's */
	size_t		 errors;
	jr_grid_said	*said;		/* where its errors go; NULL: to stderr */
	void		*arg;
};

/* The course and the days of the options; exit codes. */
int	 cli_sheet_which(struct cli *, enum jr_grid_lessons, struct jr_grid_which *out);
/* Its cells, from CSV, and where its dates and students stand. */
int	 cli_sheet_read(struct cli_sheet *, FILE *csv);
/* Into the open transaction, which ends; with `was` only what was edited. */
int	 cli_sheet_store(struct cli_sheet *, const struct jr_grid_which *,
    struct jr_grid_cells *was);

/* --- The file that is edited (cli_edit_file.c) ------------------------------------ */

/* Lines of a sheet with comments: lines that begin with #, outside of quotes. */
struct cli_lines {
	const char	*p, *end;
	const char	*line;
	size_t		 n, number;	/* with its line end; from 1 */
	bool		 comment;
	bool		 inside, quoted;	/* the line begins, the next begins in quotes */
};

void	 cli_lines_begin(struct cli_lines *, const struct jr_buf *text);
bool	 cli_lines_next(struct cli_lines *);

/* The whole file into the buf, and back; false with errno. */
bool	 cli_read_whole(const char *file, struct jr_buf *out);
bool	 cli_write_whole(const char *file, const struct jr_buf *text);

/* A file that only we can read, for writing; its name is the caller's to free.  NULL
 * with errno. */
FILE	*cli_make_private(const char *name, const char *suffix, char **out);

/* Run VISUAL or EDITOR, else vi, on a file; exit codes. */
int	 cli_run_editor(struct cli *, char *file);

/* --- Rounds of the editor (cli_edit_rounds.c) ---------------------------------------- */

/* A table being edited as CSV: written once, then shown with what is wrong in it until
 * it can be stored, or is left as it was. */
struct cli_editing {
	struct cli	*c;
	const char	*help;		/* N_(): the second line of the file, a comment */
	/* Store what stands in the file, without its comments and lines where they were;
	 * an exit code.  What is wrong goes to cli_edit_note(). */
	int		 (*store)(struct cli_editing *, FILE *csv);
	char		*file;		/* the temporary one; NULL: none yet */
	struct jr_buf	 text;		/* what stands in it */
	struct jr_buf	 comments;	/* line number, field, words, for each error */
};

/* Begin the file, whose table is then written to *out; end it, unless code says that
 * it failed.  Exit codes. */
int	 cli_edit_open(struct cli_editing *, FILE **out);
int	 cli_edit_close(struct cli_editing *, FILE *out, int code);
/* An error for the next round; field from 1, 0: the line. */
void	 cli_edit_note(struct cli_editing *, size_t line, size_t field, const char *words);
/* The rounds, unless code says that the file could not be written; clean up. */
int	 cli_edit_end(struct cli_editing *, int code);

#endif
