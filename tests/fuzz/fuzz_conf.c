/* journal.conf: its YAML (lib/base/conf.h), and into the store (lib/config.h). */
#include "fuzz.h"

struct reports {
	int	 n;
	size_t	 line;
};

static void
report(void *arg, const struct jr_error *e)
{
	struct reports *r = arg;

	FUZZ_HOLDS(e->text[0] != '\0');
	r->n++;
	r->line = e->line;
}

static void
apply(const struct jr_conf *conf)
{
	const struct jr_tx tx = { .command = "fuzz" };
	struct jr *j = fuzz_school();
	struct fuzz_state before = fuzz_look(j);
	struct reports r = { 0 };
	int64_t tx_id;
	int rc;

	FUZZ_HOLDS(jr_tx_begin(j, &tx) == JR_OK);
	if ((rc = jr_config_apply(j, conf, false, report, &r)) < 0) {
		FUZZ_HOLDS(r.n > 0 || jr_error(j)->text[0] != '\0');
		jr_tx_abort(j);
		fuzz_nothing_stored(j, &before);
		return;
	}
	FUZZ_HOLDS(r.n == 0 && jr_tx_commit(j, &tx_id) == JR_OK);
	fuzz_sound(j);
	fuzz_reset();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct reports r = { 0 };
	struct jr_conf *conf;

	if (jr_conf_load(&conf, fuzz_file(data, n), jr_config_schema, report, &r) < 0) {
		FUZZ_HOLDS(conf == NULL && r.n > 0 && r.n <= 20);
		return 0;
	}
	FUZZ_HOLDS(r.n == 0);
	apply(conf);
	jr_conf_free(conf);
	return 0;
}
