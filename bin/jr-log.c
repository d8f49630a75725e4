/* jr-log: the history, and its proof. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "cli.h"

#define HASH_SHOWN 12		/* hex digits of a hash where people read it */

enum { COL_ID, COL_AT, COL_ACTOR, COL_COMMAND, COL_REASON, COL_TRANSFER, COL_CHANGES,
    COL_HASH, COLS };

/* No school year is needed here: also a store that has none of today opens. */
static int
open_journal(struct cli *c)
{
	return cli_open(c, JR_OPEN_READ, false);
}

/* --- list ---------------------------------------------------------------------- */

struct list {
	struct cli		*c;
	struct jr_table_opts	 opts;
	struct jr_table		*table;		/* begun with the first row */
};

static int
begin_table(struct list *l)
{
	struct jr_col col[COLS] = {
		[COL_ID] = { "id", N_("transaction"), JR_COL_INT, true },
		[COL_AT] = { "at", N_("time"), JR_COL_TEXT, false },
		[COL_ACTOR] = { "actor", N_("actor"), JR_COL_TEXT, false },
		[COL_COMMAND] = { "command", N_("command"), JR_COL_TEXT, false },
		[COL_REASON] = { "reason", N_("reason"), JR_COL_TEXT, false },
		[COL_TRANSFER] = { "transfer", N_("transfer"), JR_COL_INT, false },
		[COL_CHANGES] = { "changes", N_("changes"), JR_COL_INT, false },
		[COL_HASH] = { "hash", N_("hash"), JR_COL_TEXT, false },
	};

	if (l->table != NULL)
		return JR_OK;
	for (int i = 0; i < COLS; i++)
		col[i].title = jr_gettext_in(l->c->headers_ru ? "ru" : l->opts.lang,
		    col[i].title);
	l->table = jr_table_new(l->c->out, &l->opts, true, NULL, col, COLS);
	return l->table != NULL ? JR_OK : JR_ENOMEM;
}

static int
list_tx(void *arg, const struct jr_log_tx *t)
{
	struct list *l = arg;
	bool short_hash = l->opts.format == JR_TEXT || l->opts.format == JR_HTML;
	char id[24], at[JR_MOMENT_SIZE], rows[24], hash[JR_SHA256_HEX];
	int rc;

	if ((rc = begin_table(l)) < 0)
		return rc;
	snprintf(id, sizeof(id), "%lld", (long long)t->id);
	snprintf(rows, sizeof(rows), "%lld", (long long)t->rows);
	snprintf(hash, sizeof(hash), "%.*s", short_hash ? HASH_SHOWN : JR_SHA256_HEX, t->hash);
	jr_moment_format(t->at, at);
	jr_table_row(l->table, (const char *const[COLS]){ id, at, t->actor, t->command,
	    t->reason, t->transfer ? "1" : NULL, rows, hash });
	return JR_OK;
}

static int
take_filter(struct cli *c, struct jr_log_filter *f)
{
	const char *date = cli_option(c, "date"), *limit = cli_option(c, "limit");
	char *end;

	f->from = date != NULL ? date : cli_option(c, "from");
	f->to = date != NULL ? date : cli_option(c, "to");
	f->actor = cli_option(c, "actor");
	f->command = cli_option(c, "command");
	f->student = cli_option(c, "student");
	f->lesson = (struct jr_log_lesson){ cli_option(c, "lesson"), cli_option(c, "class"),
	    cli_option(c, "group"), cli_option(c, "subject"), cli_option(c, "number") };
	if (limit == NULL)
		return CLI_DONE;
	f->limit = strtoll(limit, &end, 10);
	if (end == limit || *end != '\0' || f->limit < 1)
		return cli_fail(c, CLI_USAGE, N_("--limit is a number from 1, not '%s'"), limit);
	return CLI_DONE;
}

static int
list(struct cli *c)
{
	struct jr_log_filter filter = { 0 };
	struct list l = { .c = c };
	int code, rc;

	if ((code = take_filter(c, &filter)) != CLI_DONE || (code = open_journal(c)) != CLI_DONE)
		return code;
	cli_table_opts(c, &l.opts);
	if ((rc = jr_log_list(c->jr, &filter, list_tx, &l)) == JR_OK)
		rc = begin_table(&l);
	if (l.table != NULL && jr_table_end(l.table) == JR_ENOMEM)
		rc = JR_ENOMEM;
	if (rc == JR_ENOMEM)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if (rc < 0)
		return cli_jr_failed(c);
	jr_table_page_end(c->out, &l.opts);
	return CLI_DONE;
}

/* --- show ---------------------------------------------------------------------- */

static int
print_line(void *arg, const char *line)
{
	struct cli *c = arg;

	fprintf(c->out, "%s\n", line);
	return JR_OK;
}

static int
take_number(struct cli *c, int64_t *out)
{
	char *end;

	*out = strtoll(c->args[0], &end, 10);
	if (end != c->args[0] && *end == '\0')
		return CLI_DONE;
	return cli_fail(c, CLI_USAGE, N_("'%s' is not the number of a transaction"), c->args[0]);
}

static int
show(struct cli *c)
{
	int64_t id;
	int code;

	if ((code = take_number(c, &id)) != CLI_DONE || (code = open_journal(c)) != CLI_DONE)
		return code;
	if (jr_log_show(c->jr, id, c->verbose, print_line, c) < 0)
		return cli_jr_failed(c);
	return CLI_DONE;
}

/* --- revert -------------------------------------------------------------------- */

static int
revert(struct cli *c)
{
	struct jr_reverted done;
	struct cli_counts n = { 0 };
	int64_t id;
	int code;

	if ((code = take_number(c, &id)) != CLI_DONE ||
	    (code = cli_open(c, JR_OPEN_WRITE, false)) != CLI_DONE ||
	    (code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_log_revert(c->jr, id, &done) < 0)
		code = cli_jr_failed(c);
	n.added = (size_t)done.added;
	n.changed = (size_t)done.changed;
	n.removed = (size_t)done.removed;
	return cli_import_end(c, code, &n);
}

/* --- verify -------------------------------------------------------------------- */

static void
print_fault(void *arg, const char *words)
{
	print_line(arg, words);
}

/* Adds the faults that anchors kept in a file show. */
static int
check_anchors(struct cli *c, const char *name, int64_t *faults)
{
	struct jr_error e = { 0 };
	int64_t anchors;
	FILE *in;
	int rc;

	if ((in = fopen(name, "re")) == NULL)
		return cli_fail(c, CLI_NO_INPUT, "%s: %s", name, strerror(errno));
	rc = jr_anchors_check(c->jr, in, print_fault, c, &anchors, faults, &e);
	fclose(in);
	if (rc == JR_OK)
		return CLI_DONE;
	cli_at(c, name, e.line, e.field, e.text);
	return cli_exit_of(rc);
}

static int
verify(struct cli *c)
{
	const char *anchors = cli_option(c, "anchors");
	int64_t faults = 0;
	struct jr_verified v;
	int code;

	if ((code = open_journal(c)) != CLI_DONE)
		return code;
	if (jr_history_verify(c->jr, print_fault, c, &v) < 0)
		return cli_jr_failed(c);
	if (v.faults > JR_FAULTS_MOST) {
		fprintf(c->out, jr_words(c->jr, N_("and further faults: %lld")),
		    (long long)(v.faults - JR_FAULTS_MOST));
		fputc('\n', c->out);
	}
	if (anchors != NULL && (code = check_anchors(c, anchors, &faults)) != CLI_DONE)
		return code;
	if (v.faults + faults > 0)
		return CLI_FOUND;
	fprintf(c->out, jr_words(c->jr, N_("sound up to transaction %lld, head %.*s")),
	    (long long)v.transactions, c->verbose ? JR_SHA256_HEX : HASH_SHOWN, v.head);
	fputc('\n', c->out);
	return CLI_DONE;
}

/* --- anchor -------------------------------------------------------------------- */

static int
anchor(struct cli *c)
{
	char at[JR_MOMENT_SIZE];
	struct jr_anchor a;
	int code;

	if ((code = open_journal(c)) != CLI_DONE)
		return code;
	if (jr_anchor_now(c->jr, &a) < 0)
		return cli_jr_failed(c);
	jr_moment_format(a.at, at);
	fprintf(c->out, "%lld %s %.*s %s\n", (long long)a.tx_id, at, HASH_SHOWN, a.hash, a.hash);
	return CLI_DONE;
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "list", CLI_NOTHING, 0, 0, list, NULL },
		{ "show", CLI_NOTHING, 1, 1, show, N_("TRANSACTION") },
		{ "revert", CLI_NOTHING, 1, 1, revert, N_("TRANSACTION") },
		{ "verify", CLI_NOTHING, 0, 0, verify, NULL },
		{ "anchor", CLI_NOTHING, 0, 0, anchor, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "from", 0, N_("DATE"), N_("list: from this day on") },
		{ "to", 0, N_("DATE"), N_("list: up to this day") },
		{ "date", 0, N_("DATE"), N_("list: of this day") },
		{ "actor", 0, N_("NAME"), N_("list: by this login or account") },
		{ "command", 0, N_("TEXT"), N_("list: by this command, like jr-mark or "
		    "\"jr-mark import\"") },
		{ "student", 0, N_("NUMBER"), N_("list: what concerned this student") },
		{ "lesson", 0, N_("DATE"), N_("list: what concerned the lesson of this day, with "
		    "--class and --subject") },
		{ "class", 0, N_("CLASS"), N_("list: the lesson's class") },
		{ "group", 0, N_("GROUP"), N_("list: its group") },
		{ "subject", 0, N_("SUBJECT"), N_("list: its subject") },
		{ "number", 0, N_("NUMBER"), N_("list: its number, where the day has two") },
		{ "limit", 0, N_("COUNT"), N_("list: the last so many") },
		{ "reason", 0, N_("TEXT"), N_("revert: why, once the window for corrections is over") },
		{ "anchors", 0, N_("FILE"), N_("verify: against these lines of jr-log anchor, too") },
		{ "full", 0, NULL, N_("verify: from the beginning (so far it always is)") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-log", .verbs = verbs, .options = options,
		.about = N_("The history: who changed what, and the proof that nothing else was."),
	};

	return cli_main(&command, argc, argv);
}
