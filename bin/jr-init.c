/* jr-init: make a store from journal.conf or from another one, upgrade it, check it. */
#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static void
conf_error(void *arg, const struct jr_error *e)
{
	struct cli *c = arg;

	cli_at(c, cli_conf(c), e->line, e->field, e->text);
}

static int
load_conf(struct cli *c, struct jr_conf **out)
{
	const char *name = cli_conf(c);
	FILE *in;
	int rc;

	*out = NULL;
	if ((in = fopen(name, "re")) == NULL)
		return cli_fail(c, CLI_CONFIG, "%s: %s", name, strerror(errno));
	rc = jr_conf_load(out, in, jr_config_schema, conf_error, c);
	fclose(in);
	return rc < 0 ? CLI_CONFIG : CLI_DONE;
}

/* The tree into the store, as one transaction. */
static int
apply(struct cli *c, const struct jr_conf *conf, bool fresh)
{
	struct jr_tx tx = { .command = fresh ? "jr-init" : "jr-init --upgrade" };
	int64_t tx_id;
	int code = CLI_DONE, rc;

	if ((rc = jr_tx_begin(c->jr, &tx)) < 0)
		return cli_open_failed(c, rc, jr_error(c->jr));
	if (jr_config_apply(c->jr, conf, fresh, conf_error, c) < 0) {
		code = cli_jr_failed(c);
		jr_tx_abort(c->jr);
		return code == CLI_BAD_DATA ? CLI_CONFIG : code;
	}
	if (c->dry_run) {
		code = cli_preview(c);
		jr_tx_abort(c->jr);
		return code;
	}
	if (jr_tx_commit(c->jr, &tx_id) < 0)
		return cli_jr_failed(c);
	c->stored = tx_id != 0;
	if (tx_id == 0)
		cli_warn(c, N_("nothing changed"));
	return CLI_DONE;
}

static int
make(struct cli *c, const struct jr_conf *conf)
{
	bool sandbox = cli_option(c, "sandbox") != NULL;
	int code;

	umask(077);		/* children's data: the owner's alone */
	if ((code = cli_open(c, JR_OPEN_CREATE, sandbox)) != CLI_DONE)
		return code;
	return apply(c, conf, true);
}

static int
upgrade(struct cli *c, const struct jr_conf *conf)
{
	int code;

	if ((code = cli_open(c, JR_OPEN_UPGRADE, false)) != CLI_DONE)
		return code;
	return apply(c, conf, false);
}

/* Another store, as it is, into a new one. */
static int
copy(struct cli *c)
{
	struct jr_copied copied;
	const char *to;
	int code, rc;

	umask(077);
	if ((code = cli_store(c, &to)) != CLI_DONE ||
	    (code = cli_open_at(c, cli_option(c, "copy"), JR_OPEN_READ, false)) != CLI_DONE)
		return code;
	if ((rc = jr_copy(c->jr, to, !c->dry_run, &copied)) < 0)
		return cli_open_failed(c, rc, jr_error(c->jr));
	c->stored = !c->dry_run;
	cli_note(c, N_("copied and compared: rows %lld, transactions %lld, head %s"),
	    (long long)copied.rows, (long long)copied.transactions, copied.head);
	return CLI_DONE;
}

static int
check_one(struct cli *c, const char *store)
{
	int code = cli_open_at(c, store, JR_OPEN_READ, false);

	jr_close(c->jr);
	c->jr = NULL;
	return code;
}

/* The store and, if it is another one, that of readers. */
static int
check(struct cli *c)
{
	const char *store, *readers;
	int code;

	if ((code = cli_store(c, &store)) != CLI_DONE ||
	    (code = cli_read_store(c, &readers)) != CLI_DONE ||
	    (code = check_one(c, store)) != CLI_DONE)
		return code;
	if (strcmp(store, readers) != 0 && (code = check_one(c, readers)) != CLI_DONE)
		return code;
	cli_note(c, N_("the store opens and its schema is current"));
	return CLI_DONE;
}

static int
from_conf(struct cli *c)
{
	struct jr_conf *conf;
	const char *store;
	int code;

	/* Names the store first, and with it reads JR_CONF. */
	if ((code = cli_store(c, &store)) != CLI_DONE || (code = load_conf(c, &conf)) != CLI_DONE)
		return code;
	code = cli_option(c, "upgrade") != NULL ? upgrade(c, conf) : make(c, conf);
	jr_conf_free(conf);
	return code;
}

static int
init(struct cli *c)
{
	bool copies = cli_option(c, "copy") != NULL, checks = cli_option(c, "check") != NULL;

	if (copies + checks + (cli_option(c, "upgrade") != NULL) > 1)
		return cli_fail(c, CLI_USAGE, N_("choose one of --upgrade, --check and --copy"));
	if (copies && cli_option(c, "sandbox") != NULL)
		return cli_fail(c, CLI_USAGE, N_("--sandbox does not go with --copy: a copy is a "
		    "sandbox if its original is one"));
	return copies ? copy(c) : checks ? check(c) : from_conf(c);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "", CLI_NOTHING, 0, 0, init, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "upgrade", 0, NULL, N_("bring a changed configuration, a next year or a newer "
		    "schema into the store") },
		{ "check", 0, NULL, N_("open the store and see that it is sound") },
		{ "copy", 0, N_("STORE"), N_("make the store from that one, with its history, on either "
		    "engine") },
		{ "sandbox", 0, NULL, N_("a store for trying things out, whose clock JR_NOW may set") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-init", .verbs = verbs, .options = options,
		.about = N_("Makes a journal's store from journal.conf or another store, and keeps it current."),
	};

	return cli_main(&command, argc, argv);
}
