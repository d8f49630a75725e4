/*
 * What every command shares (jr-cli(7)): options, opening the journal as an
 * actor, rows in, tables out, words on stderr, exit codes.
 *
 * A command is a table of verbs and options and calls cli_main().  A verb's
 * function does one library call a row or a run and returns an exit code.
 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "journal.h"

/* jr-cli(7), EXIT STATUS. */
enum {
	CLI_DONE = 0,
	CLI_FOUND = 1,		/* ran well and found something */
	CLI_USAGE = 64,
	CLI_BAD_DATA = 65,
	CLI_NO_INPUT = 66,
	CLI_BUG = 70,
	CLI_CANT_CREATE = 73,
	CLI_IO = 74,
	CLI_BUSY = 75,
	CLI_DENIED = 77,
	CLI_CONFIG = 78,
	CLI_NOT_TOLD = 79,	/* stored, but the output could not be written */
};

struct cli;
struct jr_csv_opts;

/* What a verb needs before its function runs. */
enum cli_needs { CLI_NOTHING, CLI_READ, CLI_WRITE };

struct cli_verb {
	const char	*name;		/* NULL ends the table; "" for a command without verbs */
	enum cli_needs	 needs;		/* the journal opened so */
	int		 args_least, args_most;	/* words behind the verb */
	int		 (*run)(struct cli *);
	const char	*usage;		/* what follows the verb: "[FILE]"; may be NULL */
};

struct cli_option {
	const char	*name;		/* long; NULL ends the table */
	char		 letter;	/* 0: none */
	const char	*arg;		/* what it takes, N_("DATE"); NULL: nothing */
	const char	*help;		/* N_() */
};

struct cli_command {
	const char		*name;		/* "jr-mark" */
	const char		*about;		/* one line, N_() */
	const struct cli_verb	*verbs;
	const struct cli_option	*options;	/* its own; NULL: none */
	const struct jr_rowkind	*kind;		/* its rows: their columns are options too */
	int			(*help)(struct cli *);	/* of `WORD --help`; NULL: the usual help */
	bool			 prints;	/* makes workbooks itself (jr-print) */
	/* Makes plain rows, CSV in UTF-8 with commas, of what is imported; keys that these
	 * have not are then taken from the options.  An exit code.  NULL: none. */
	int			(*tidy)(struct cli *, const char *name,
				    const struct jr_csv_opts *, FILE *in, FILE *out);
};

struct cli {
	const struct cli_command *command;
	const struct cli_verb	 *verb;
	struct jr		 *jr;		/* as the verb needs it, else NULL */
	const char *const	 *args;		/* behind the verb */
	int			  nargs;
	FILE			 *out;		/* stdout, or -o */
	const char		 *lang;		/* of messages: "en", "ru" */
	bool			  dry_run, quiet, verbose, yes, excel, headers_ru;
	bool			  stored;	/* something was committed */
	struct cli_private	 *private;
};

/* The whole life of a command: parse, open, run, close.  Returns its exit code. */
int	 cli_main(const struct cli_command *, int argc, char **argv);

/* The value of one of the command's options; NULL: not given.  An option
 * without argument has "" when given. */
const char *cli_option(const struct cli *, const char *name);

/* All values of an option that may be given again and again, a line each; NULL: none. */
const char *cli_option_all(const struct cli *, const char *name);

/* A file below share/, found from where the program lies; free() it.  NULL: no memory. */
char	*cli_share(const struct cli *, const char *name);

/* One line of help: what, and from column 27 on what it is, wrapped. */
void	 cli_help_line(FILE *, const char *left, const char *right);

/* --- Words on stderr ------------------------------------------------------- */

/* "jr-mark: WORDS"; returns code. */
int	 cli_fail(struct cli *, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void	 cli_warn(struct cli *, const char *fmt, ...)	/* unless -q */
    __attribute__((format(printf, 2, 3)));
void	 cli_note(struct cli *, const char *fmt, ...)	/* with -v */
    __attribute__((format(printf, 2, 3)));
/* The library's last error; returns its exit code. */
int	 cli_jr_failed(struct cli *);
/* "jr-mark: FILE:LINE:FIELD: WORDS" */
void	 cli_at(struct cli *, const char *file, size_t line, size_t field,
    const char *words);
int	 cli_exit_of(int rc);

/* --- The journal --------------------------------------------------------------- */

/* For verbs that open by themselves (CLI_NOTHING): the store named by -s, JR_STORE or
 * the conf.  Exit codes. */
int	 cli_store(struct cli *, const char **out);
/* Where readers go: the same, or what the conf names as read_store. */
int	 cli_read_store(struct cli *, const char **out);
const char *cli_conf(const struct cli *);	/* the conf's file name */
/* Open it into c->jr: for JR_OPEN_READ the one of readers. */
int	 cli_open(struct cli *, enum jr_open_mode, bool sandbox);
/* The same of a certain store. */
int	 cli_open_at(struct cli *, const char *store, enum jr_open_mode, bool sandbox);
/* Why a store could not be opened or made; returns the exit code. */
int	 cli_open_failed(struct cli *, int rc, const struct jr_error *);
/* The same, and choose the school year of --year. */
int	 cli_open_year(struct cli *, enum jr_open_mode);
/* Was --as-of given? */
bool	 cli_is_as_of(const struct cli *);
/* Begin to write, under the command's and verb's name. */
int	 cli_begin(struct cli *);
/* The names of columns, from share/columns.yaml; free them. */
int	 cli_columns(struct cli *, struct jr_columns **out);

/* --- Files ------------------------------------------------------------------- */

/*
 * The file that the word at args[i] names, or stdin for none or "-".  *name is
 * what messages call it.  NULL after a message: *code is then the exit code.
 */
FILE	*cli_input(struct cli *, int i, const char **name, int *code);

/*
 * Rows may come in a workbook (XLSX): the CSV of its sheet (--sheet), made by
 * jr-sheet with a row a line, as a temporary file that the caller closes too; of
 * anything else `in` itself, from where it stands.  NULL after a message: *code
 * is then the exit code.
 */
FILE	*cli_rows_of(struct cli *, FILE *in, const char *name, int *code);
/* How to read what cli_rows_of() gave last: encoding, delimiter, limit. */
void	 cli_csv_opts(const struct cli *, struct jr_csv_opts *);
/* An unlinked file to write and read; NULL with errno. */
FILE	*cli_temporary(void);

/* --- Rows (cli_rows.c, cli_import.c, cli_preview.c) ------------------------ */

int	 cli_import(struct cli *);	/* rows of the command's kind */
/* The same, with what comes before the first row, inside the transaction, and
 * after the last one; both return exit codes, either may be NULL. */
struct cli_counts;
int	 cli_import_with(struct cli *, int (*before)(struct cli *),
    int (*after)(struct cli *, struct cli_counts *, int code));
int	 cli_list(struct cli *);
/* What the options narrow the list to; exit codes. */
int	 cli_list_filter(struct cli *, struct jr_filter *out);
int	 cli_add(struct cli *);
int	 cli_set(struct cli *);
int	 cli_remove(struct cli *);

/* The row of the options, clean, to act, which returns an exit code, in a transaction. */
int	 cli_one_row(struct cli *, int (*act)(struct cli *, const struct jr_row *,
    enum jr_change *));

/* The list, narrowed so, in the editor, and what was changed into the journal; what
 * somebody else has changed meanwhile is not overwritten unseen (cli_edit_rows.c). */
int	 cli_edit_rows(struct cli *, const struct jr_filter *);
/* The same, narrowed by the options as the list is. */
int	 cli_edit_list(struct cli *);

/* The verbs that a plain kind of rows has, and the options of import and list. */
extern const struct cli_verb cli_row_verbs[];

/* Import one file of rows of a kind into the open transaction; counts what it
 * did.  For jr-roster, which takes several in one transaction. */
struct cli_counts {
	size_t	 added, changed, removed, same, rejected;
};
void	 cli_count(struct cli_counts *, enum jr_change);
int	 cli_import_rows(struct cli *, const struct jr_rowkind *, FILE *in,
    const char *name, FILE *rejects, struct cli_counts *);
/* After an import: commit, or for a dry run or too many errors abort; say what
 * was done; the exit code. */
int	 cli_import_end(struct cli *, int code, const struct cli_counts *);

/* For a dry run, with -v: what the open transaction would store, a line for each row,
 * as jr-log show tells it. */
int	 cli_preview(struct cli *);

/* The list of a kind, narrowed so, to c->out in the format of -f. */
int	 cli_list_filtered(struct cli *, const struct jr_rowkind *, const struct jr_filter *);

/* Write a kind's rows as a table to `out`, inside a reading transaction. */
int	 cli_list_rows(struct cli *, const struct jr_rowkind *, const struct jr_filter *,
    FILE *out, enum jr_format);

/* --- A course's sheet (cli_grid.c) --------------------------------------------- */

/* The sheet of --class, --group and --subject, one transaction. */
int	 cli_grid_import(struct cli *);
int	 cli_grid_list(struct cli *);
/* The same with the lessons to come and their topics by the plan. */
int	 cli_grid_sheet(struct cli *);
/* The sheet in the editor, and what was changed into the journal. */
int	 cli_grid_edit(struct cli *);

/* --- Tables ------------------------------------------------------------------ */

/* -f, or text on a terminal and CSV elsewhere. */
enum jr_format cli_format(const struct cli *);
bool	 cli_format_given(const struct cli *);
/* -f xlsx: what is written is the JSON of tables, and jr-print makes a workbook of it. */
bool	 cli_is_workbook(const struct cli *);
/* -f pdf, svg, png: the same, for people to read. */
bool	 cli_is_paper(const struct cli *);
const char *cli_format_name(const struct cli *);	/* as -f says; NULL: not given */
void	 cli_table_opts(struct cli *, struct jr_table_opts *);
/* Ask before something that cannot be taken back; -y says yes. */
bool	 cli_confirm(struct cli *, const char *question);

#endif
