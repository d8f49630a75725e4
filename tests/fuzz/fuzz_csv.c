/* The reader of delimited text (lib/base/csv.h). */
#include <string.h>

#include "fuzz.h"

/* A row as it must be; adds it to a sum, so that two readings can be compared. */
static void
row(const struct jr_csv_row *r, size_t *last_line, uint64_t *sum)
{
	struct jr_hash128 h;

	FUZZ_HOLDS(r->line > *last_line && r->n > 0 && r->n <= 1000);
	*last_line = r->line;
	for (size_t i = 0; i < r->n; i++) {
		FUZZ_HOLDS(strlen(r->field[i]) == r->len[i] && r->len[i] <= 65536);
		h = jr_hash_keyed(r->field[i], r->len[i]);
		*sum = *sum * 31 + h.lo;
	}
}

/* Rows and errors to the end; each error has its words. */
static uint64_t
read_all(struct jr_csv *csv)
{
	size_t last_line = 0, width = 0;
	struct jr_csv_row r;
	struct jr_error e;
	uint64_t sum = 0;
	int rc;

	if (jr_csv_header(csv) != NULL)
		width = jr_csv_header(csv)->n;
	while ((rc = jr_csv_next(csv, &r, &e)) != JR_DONE) {
		FUZZ_HOLDS(rc == JR_OK || rc == JR_EINVAL);
		if (rc == JR_EINVAL)
			FUZZ_HOLDS(e.rc == JR_EINVAL && e.text[0] != '\0' && e.line > 0);
		else
			row(&r, &last_line, &sum);
		FUZZ_HOLDS(rc != JR_OK || width == 0 || r.n == width);
	}
	return sum;
}

static void
read_twice(const uint8_t *data, size_t n, const struct jr_csv_opts *opts)
{
	struct jr_error e;
	struct jr_csv *csv;
	uint64_t sum;

	if (jr_csv_open(&csv, fuzz_file(data, n), opts, &e) < 0) {
		FUZZ_HOLDS(csv == NULL && e.rc == JR_EINVAL && e.text[0] != '\0');
		return;
	}
	FUZZ_HOLDS(jr_csv_dialect(csv)[0] != '\0');
	sum = read_all(csv);
	FUZZ_HOLDS(jr_csv_rewind(csv, &e) == JR_OK && read_all(csv) == sum);
	jr_csv_close(csv);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct jr_csv_opts opts[] = {
		{ 0 },
		{ .no_header = true },
		{ .encoding = "cp866", .delimiter = ';' },
		{ .encoding = "utf-16", .max_bytes = 512 },
	};

	for (size_t i = 0; i < sizeof(opts) / sizeof(opts[0]); i++)
		read_twice(data, n, &opts[i]);
	return 0;
}
