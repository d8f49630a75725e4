/*
 * The reader of workbooks (bin/sheet.h).  The bytes are a workbook, or its parts as
 * text, which are packed here, so that mutations reach behind the archive:
 *
 *	=xl/workbook.xml
 *	<workbook>…
 */
#include <string.h>
#include <zip.h>

#include "fuzz.h"
#include "sheet.h"

#define MOST ((size_t)1 << 16)

static FILE *
spill(void)
{
	return tmpfile();
}

/* --- Packing ---------------------------------------------------------------------- */

static void
pack_part(zip_t *zip, const char *name, size_t length, const char *text, size_t n)
{
	char path[256];
	zip_source_t *source;

	if (length >= sizeof(path) || length == 0)
		return;
	memcpy(path, name, length);
	path[length] = '\0';
	if ((source = zip_source_buffer(zip, text, n, 0)) == NULL)
		return;
	if (zip_file_add(zip, path, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) < 0)
		zip_source_free(source);
}

/* The parts of the text, up to the next line that begins with '='. */
static void
pack_parts(zip_t *zip, const char *text, const char *end)
{
	const char *name, *body, *next;

	while (text < end && *text == '=') {
		name = text + 1;
		if ((body = memchr(name, '\n', (size_t)(end - name))) == NULL)
			return;
		for (next = ++body; next < end && *next != '='; next++)
			if ((next = memchr(next, '\n', (size_t)(end - next))) == NULL)
				next = end - 1;
		pack_part(zip, name, (size_t)(body - 1 - name), body, (size_t)(next - body));
		text = next;
	}
}

static FILE *
packed(const uint8_t *data, size_t n)
{
	zip_source_t *archive = zip_source_buffer_create(NULL, 0, 0, NULL);
	static uint8_t bytes[4 * MOST];
	zip_int64_t size = 0;
	zip_t *zip;

	FUZZ_HOLDS(archive != NULL);
	zip_source_keep(archive);
	FUZZ_HOLDS((zip = zip_open_from_source(archive, ZIP_TRUNCATE, NULL)) != NULL);
	pack_parts(zip, (const char *)data, (const char *)data + n);
	if (zip_close(zip) < 0)
		zip_discard(zip);
	else if (zip_source_open(archive) == 0) {
		size = zip_source_read(archive, bytes, sizeof(bytes));
		zip_source_close(archive);
	}
	zip_source_free(archive);
	return fuzz_file(bytes, size > 0 ? (size_t)size : 0);
}

/* --- Reading ------------------------------------------------------------------------ */

/* What was written is CSV that our own reader takes, row for row. */
static void
read_back(struct sheet_out *out)
{
	const struct jr_csv_opts opts = { .encoding = "utf-8", .delimiter = ',',
	    .no_header = true };
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	struct jr_csv *csv;
	FILE *copy = tmpfile();
	int rc;

	FUZZ_HOLDS(copy != NULL && sheet_out_copy(out, copy, &e) == JR_OK);
	rewind(copy);
	if (jr_csv_open(&csv, copy, &opts, &e) == JR_OK) {
		while ((rc = jr_csv_next(csv, &row, &e)) != JR_DONE)
			FUZZ_HOLDS(rc == JR_OK || rc == JR_EINVAL);
		jr_csv_close(csv);
	}
	fclose(copy);
}

static void
write_tab(struct sheet_book *book, size_t i, bool table)
{
	const struct sheet_opts opts = { .table = table };
	struct sheet_out out = { .spill = spill };
	struct sheet_found found;
	struct jr_error e = { 0 };
	int rc;

	rc = sheet_write(book, i, &opts, &out, &found, &e);
	FUZZ_HOLDS(rc == JR_OK || (rc == JR_EINVAL && e.text[0] != '\0'));
	FUZZ_HOLDS(out.size <= SHEET_CSV_MOST);
	if (rc == JR_OK)
		read_back(&out);
	sheet_out_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct sheet_book *book;
	struct jr_error e = { 0 };
	size_t found;
	FILE *in;
	int rc;

	if (n > MOST)
		return 0;
	in = n > 0 && data[0] == '=' ? packed(data, n) : fuzz_file(data, n);
	if ((rc = sheet_open(&book, in, &e)) < 0) {
		FUZZ_HOLDS(book == NULL && rc == JR_EINVAL && e.text[0] != '\0');
		return 0;
	}
	for (size_t i = 0; i < sheet_count(book) && i < 3; i++) {
		sheet_has_data(book, i);
		write_tab(book, i, false);
		write_tab(book, i, true);
		jr_error_clear(&e);
		rc = sheet_find(book, sheet_at(book, i)->name, &found, &e);
		FUZZ_HOLDS(rc == JR_OK || rc == JR_ENOTFOUND);
	}
	sheet_close(book);
	return 0;
}
