/*
 * A file of marks as jr-mark imports it (cli_import_rows(), cli_import_end()), whole
 * or with --keep-going; what it says goes to stderr.
 */
#include <limits.h>

#include "../../bin/cli_impl.h"
#include "fuzz.h"

/* One import, as the command makes it; returns its exit code. */
static int
import(const uint8_t *data, size_t n, bool keep_going, bool dry_run)
{
	static char folder[PATH_MAX];
	static const struct cli_verb verb = { .name = "import" };
	static const struct cli_command command = { .name = "jr-mark", .kind = &jr_kind_mark };
	struct cli_private private = { .nown = 1, .own = { { .name = "keep-going" } },
	    .own_name = { (char *)"keep-going" }, .given = { keep_going },
	    .folder = folder };
	struct cli c = { .command = &command, .verb = &verb, .jr = fuzz_school(), .out = stdout,
	    .lang = "en", .dry_run = dry_run, .private = &private };
	struct cli_counts counts = { 0 };
	int code;

	/* As if the program lay here: share/columns.yaml is found from there. */
	snprintf(folder, sizeof(folder), "%s/tests/fuzz", getenv(FUZZ_ROOT_ENV));
	FUZZ_HOLDS(cli_begin(&c) == CLI_DONE);
	code = cli_import_rows(&c, &jr_kind_mark, fuzz_file(data, n), "-", NULL, &counts);
	FUZZ_HOLDS(code == CLI_DONE || code == (keep_going ? CLI_FOUND : CLI_BAD_DATA) ||
	    code == CLI_BAD_DATA || code == CLI_CONFIG /* a workbook: no jr-sheet here */);
	FUZZ_HOLDS((counts.rejected > 0) <= (code == CLI_BAD_DATA || code == CLI_FOUND));
	return cli_import_end(&c, code, &counts);
}

static int
looked_at(const uint8_t *data, size_t n, bool keep_going)
{
	struct fuzz_state before = fuzz_look(fuzz_school());
	/* Taking a whole import back is dear: most files are not stored. */
	bool dry_run = !fuzz_one_in(32, data, n);
	int code = import(data, n, keep_going, dry_run);

	if (dry_run || (code != CLI_DONE && code != CLI_FOUND)) {
		fuzz_nothing_stored(fuzz_school(), &before);
		return code;
	}
	fuzz_sound(fuzz_school());
	if (fuzz_look(fuzz_school()).tx_id != before.tx_id)
		fuzz_reset();
	return code;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (looked_at(data, n, false) == CLI_BAD_DATA)
		looked_at(data, n, true);
	return 0;
}
