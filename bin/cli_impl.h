/*
 * Inside the shared part of the commands: what cli.c and cli_options.c share.
 */
#ifndef CLI_IMPL_H
#define CLI_IMPL_H

#include <popt.h>

#include "cli.h"

#define CONF_FILE "/etc/journal/journal.conf"
#define OPTIONS_MOST 64

#define COMMON 15		/* common options */

/* Values of the common options, by the places that popt writes to. */
struct cli_private {
	char		*store, *conf, *format, *output, *year, *as_of, *lang, *headers;
	int		 dry_run, quiet, verbose, yes, excel, version, help;
	char		*value[OPTIONS_MOST];	/* of its own options, as popt reads them */
	char		*last[OPTIONS_MOST];	/* their values, */
	struct jr_buf	 all[OPTIONS_MOST];	/* and all of them, a line each */
	int		 given[OPTIONS_MOST];
	struct cli_option own[OPTIONS_MOST];	/* the command's, then its columns */
	char		*own_name[OPTIONS_MOST];
	int		 nown;
	poptContext	 popt;			/* owns the words left */
	struct poptOption own_table[OPTIONS_MOST + 1], common_table[COMMON + 1],
			 all_table[3];
	char		*folder;		/* of the program: …/bin */
	bool		 sheet;			/* the rows being read are of a workbook */
	FILE		*printed;		/* where a workbook goes; NULL: none is made */
	bool		 conf_read;
	char		*conf_store, *conf_read_store;	/* store: and read_store: of the conf */
};

/* The language of messages, before any message: --lang, else the locale's. */
const char *cli_find_lang(int argc, char **argv);

/* The command's own options, one for each column of its rows, those of import. */
void	 cli_collect_options(struct cli *);

/* The command line into c->private; exit codes. */
int	 cli_parse(struct cli *, int argc, const char **argv);
/* What popt cannot check; sets c's flags. */
int	 cli_check_options(struct cli *);
/* The words that are no options, NULL behind the last; never NULL. */
const char *const *cli_words_left(const struct cli *);

/* --help: usage and options, at most 79 columns wide in any alphabet. */
int	 cli_help(struct cli *);
void	 cli_free_options(struct cli *);

/* --- Commands beside us ------------------------------------------------------- */

const char *cli_folder(const struct cli *);	/* where they lie */
/*
 * Run one with its standard output, and, unless in is NULL, its standard input as
 * given (the descriptor is used from where it stands).  Its exit code.
 */
int	 cli_filter(struct cli *, char *const argv[], FILE *in, FILE *out);

/* With -f xlsx: what is written to c->out from here on … */
int	 cli_print_begin(struct cli *);
/* … becomes a workbook on the output, if the command came to its end; exit codes. */
int	 cli_print_end(struct cli *, int code);

#endif
