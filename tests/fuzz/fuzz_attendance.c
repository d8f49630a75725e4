/*
 * A code of attendance: lines of number, code, minutes, basis, document, student.  Of
 * the day's two slots the first is a lesson already.
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct fuzz_cell fixed[] = { { "date", "2026-09-09" }, { "class", "7А" },
		{ "subject", "Алгебра" }, { "student", "Ф-2" }, { NULL, NULL } };
	static const char *const free_columns[] = { "number", "code", "minutes", "basis",
		"document", "student", NULL };

	fuzz_row(&jr_kind_attendance, fixed, free_columns, data, n);
	return 0;
}
