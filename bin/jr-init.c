/* jr-init: make a store from journal.conf, upgrade it, check it. */
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
	int code = CLI_DONE;

	if (jr_tx_begin(c->jr, &tx) < 0)
		return cli_jr_failed(c);
	if (jr_config_apply(c->jr, conf, fresh, conf_error, c) < 0) {
		code = cli_jr_failed(c);
		jr_tx_abort(c->jr);
		return code == CLI_BAD_DATA ? CLI_CONFIG : code;
	}
	if (c->dry_run) {
		jr_tx_abort(c->jr);
		return CLI_DONE;
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
	const char *store;
	int code;

	umask(077);		/* children's data: the owner's alone */
	if ((code = cli_store(c, &store)) != CLI_DONE ||
	    (code = cli_open(c, JR_OPEN_CREATE, sandbox)) != CLI_DONE)
		return code;
	code = apply(c, conf, true);
	if (code != CLI_DONE || c->dry_run) {
		/* A store that could not be filled is no store. */
		jr_close(c->jr);
		c->jr = NULL;
		jr_store_remove(store);
	}
	return code;
}

static int
upgrade(struct cli *c, const struct jr_conf *conf)
{
	int code;

	if ((code = cli_open(c, JR_OPEN_UPGRADE, false)) != CLI_DONE)
		return code;
	return apply(c, conf, false);
}

static int
check(struct cli *c)
{
	int code;

	if ((code = cli_open(c, JR_OPEN_READ, false)) != CLI_DONE)
		return code;
	cli_note(c, N_("the store opens and its schema is current"));
	return CLI_DONE;
}

static int
init(struct cli *c)
{
	struct jr_conf *conf;
	const char *store;
	int code;

	if (cli_option(c, "check") != NULL)
		return check(c);
	/* Names the store first, and with it reads JR_CONF. */
	if ((code = cli_store(c, &store)) != CLI_DONE || (code = load_conf(c, &conf)) != CLI_DONE)
		return code;
	code = cli_option(c, "upgrade") != NULL ? upgrade(c, conf) : make(c, conf);
	jr_conf_free(conf);
	return code;
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
		{ "sandbox", 0, NULL, N_("a store for trying things out, whose clock JR_NOW may set") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-init", .verbs = verbs, .options = options,
		.about = N_("Makes a journal's store from journal.conf, and keeps it current."),
	};

	return cli_main(&command, argc, argv);
}
