/*
 * What stands in one cell of a teacher's grid, cut into its parts: `5`, `4/5`,
 * `5, 4`, `н`, `о15`, `О 2`, `осв`, `-`.  Knows nothing of the scale and of the codes
 * of a school: digits can only be a mark, letters a code or a mark.
 *
 * Parts are parted by spaces, line ends, `/`, `,`, `;` and `|`; a slash between two
 * letters belongs to them (`н/б`).  `_` holds the place of a work without a mark
 * (`5/_`), `-` deletes.  `5.0` is 5, `5.4` is 5 and 4: a spreadsheet has made a number
 * of `5,4`.
 */
#ifndef JR_GRID_CELL_H
#define JR_GRID_CELL_H

#include <stdbool.h>
#include <stddef.h>

#define JR_GRID_PARTS_MOST 24
#define JR_GRID_PART_SIZE 24

enum jr_grid_part_kind {
	JR_PART_DIGITS,		/* begins with a digit: 5, 10, 5+ */
	JR_PART_WORD,		/* н, о15, зач, + */
	JR_PART_PLACE,		/* _ */
	JR_PART_DELETE,		/* - */
};

struct jr_grid_part {
	enum jr_grid_part_kind	 kind;
	char			 text[JR_GRID_PART_SIZE];	/* as written */
};

enum jr_grid_cell_is {
	JR_CELL_EMPTY,
	JR_CELL_PARTS,
	JR_CELL_DATE,		/* 04.май, 2026-05-04, 46146: a spreadsheet's work */
	JR_CELL_LONG,		/* more parts, or a longer one, than any mark has */
	JR_CELL_LOOSE,		/* a slash or a comma with nothing beside it */
};

struct jr_grid_cell {
	enum jr_grid_cell_is	 is;
	size_t			 parts;		/* 0 unless JR_CELL_PARTS */
	struct jr_grid_part	 part[JR_GRID_PARTS_MOST];
};

/* n bytes of UTF-8 as jr_text_clean_lines() gives them; any bytes are safe. */
void	 jr_grid_cell_read(const char *, size_t n, struct jr_grid_cell *out);

/* The month that a word names, in full or shortened to three letters at the least,
 * in Russian or English, a full stop behind it or not: 1 to 12; 0: none. */
int	 jr_grid_month(const char *, size_t n);

#endif
