/*
 * A cell of a teacher's grid (lib/grid_cell.h) and the heading of a column
 * (lib/grid_read.h), from the bytes as they are and from the text that they are cleaned
 * to.
 */
#include <string.h>

#include "fuzz.h"
#include "grid_cell.h"

#define YEAR 2026

static void
look_at_part(const struct jr_grid_part *part)
{
	size_t n = strnlen(part->text, JR_GRID_PART_SIZE);

	FUZZ_HOLDS(n > 0 && n < JR_GRID_PART_SIZE);
	switch (part->kind) {
	case JR_PART_DIGITS:
		FUZZ_HOLDS(part->text[0] >= '0' && part->text[0] <= '9');
		break;
	case JR_PART_WORD:
		FUZZ_HOLDS(strpbrk(part->text, " \n,;|") == NULL);
		FUZZ_HOLDS(part->text[0] < '0' || part->text[0] > '9');
		break;
	case JR_PART_PLACE:
		FUZZ_HOLDS(strcmp(part->text, "_") == 0);
		break;
	case JR_PART_DELETE:
		FUZZ_HOLDS(strcmp(part->text, "-") == 0);
		break;
	default:
		FUZZ_HOLDS(!"a kind of part");
	}
}

/* Its parts with bars between are a cell of the same parts; a lone 46146.0 without its
 * zeros is a date. */
static void
read_again(const struct jr_grid_cell *cell)
{
	char text[JR_GRID_PARTS_MOST * (JR_GRID_PART_SIZE + 3)] = "";
	struct jr_grid_cell again;

	for (size_t i = 0; i < cell->parts; i++) {
		strcat(text, i > 0 ? " | " : "");
		strcat(text, cell->part[i].text);
	}
	jr_grid_cell_read(text, strlen(text), &again);
	if (cell->parts == 1 && again.is == JR_CELL_DATE)
		return;
	FUZZ_HOLDS(again.is == JR_CELL_PARTS && again.parts == cell->parts);
	for (size_t i = 0; i < cell->parts; i++)
		FUZZ_HOLDS(again.part[i].kind == cell->part[i].kind &&
		    strcmp(again.part[i].text, cell->part[i].text) == 0);
}

static void
read_cell(const char *s, size_t n)
{
	struct jr_grid_cell cell;

	jr_grid_cell_read(s, n, &cell);
	FUZZ_HOLDS((cell.is == JR_CELL_PARTS) == (cell.parts > 0));
	FUZZ_HOLDS(cell.parts <= JR_GRID_PARTS_MOST && cell.is <= JR_CELL_LOOSE);
	for (size_t i = 0; i < cell.parts; i++)
		look_at_part(&cell.part[i]);
	if (cell.parts > 0)
		read_again(&cell);
	FUZZ_HOLDS(jr_grid_month(s, n) >= 0 && jr_grid_month(s, n) <= 12);
}

static bool
of_the_year(jr_day day)
{
	return day >= jr_day_of(YEAR, 9, 1) && day <= jr_day_of(YEAR + 1, 8, 31);
}

static void
read_heading(const char *s, size_t n)
{
	struct jr_grid_heading h;

	jr_grid_heading_read(s, n, YEAR, &h);
	switch (h.is) {
	case JR_HEAD_DATE:
		FUZZ_HOLDS(of_the_year(h.day));
		break;
	case JR_HEAD_TWICE:
		FUZZ_HOLDS(of_the_year(h.day) && of_the_year(h.other) && h.day != h.other);
		break;
	case JR_HEAD_DAY:
		FUZZ_HOLDS(h.number >= 1 && h.number <= 31);
		break;
	case JR_HEAD_MONTH:
		FUZZ_HOLDS(h.number >= 1 && h.number <= 12 && h.year >= 0);
		break;
	default:
		FUZZ_HOLDS(h.is <= JR_HEAD_WORDS);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct jr_buf clean = JR_BUF_INIT;
	char *raw = malloc(n + 1);	/* of its own size, for the sanitizer */

	FUZZ_HOLDS(raw != NULL);
	memcpy(raw, data, n);
	raw[n] = '\0';
	read_cell(raw, n);
	read_heading(raw, n);
	if (jr_text_clean_lines(&clean, raw, n) == JR_OK) {
		read_cell(jr_buf_str(&clean), clean.len);
		read_heading(jr_buf_str(&clean), clean.len);
	}
	jr_buf_release(&clean);
	free(raw);
	return 0;
}
