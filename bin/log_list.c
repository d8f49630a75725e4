/* jr-log list: transactions. */
#include <stdlib.h>

#include "base/lang.h"
#include "log_verbs.h"

enum { COL_ID, COL_AT, COL_ACTOR, COL_COMMAND, COL_REASON, COL_TRANSFER, COL_CHANGES,
    COL_HASH, COLS };

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

int
log_list(struct cli *c)
{
	struct jr_log_filter filter = { 0 };
	struct list l = { .c = c };
	int code, rc;

	if ((code = take_filter(c, &filter)) != CLI_DONE || (code = log_open(c)) != CLI_DONE)
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
