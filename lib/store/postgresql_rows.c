/* The binary form of COPY. */
#include "store/postgresql_rows.h"

#include <endian.h>

static void
add16(struct jr_buf *b, uint16_t v)
{
	v = htobe16(v);
	jr_buf_add(b, &v, sizeof(v));
}

static void
add32(struct jr_buf *b, uint32_t v)
{
	v = htobe32(v);
	jr_buf_add(b, &v, sizeof(v));
}

static void
add64(struct jr_buf *b, uint64_t v)
{
	v = htobe64(v);
	jr_buf_add(b, &v, sizeof(v));
}

void
jr__pg_rows_begin(struct jr_buf *b)
{
	static const char signature[] = "PGCOPY\n\377\r\n";	/* and its NUL */

	jr_buf_add(b, signature, sizeof(signature));
	add32(b, 0);		/* flags */
	add32(b, 0);		/* length of an extension */
}

void
jr__pg_rows_add(struct jr_buf *b, int columns, const struct jr_value *row)
{
	add16(b, (uint16_t)columns);
	for (int i = 0; i < columns; i++)
		switch (row[i].type) {
		case JR_V_NULL:
			add32(b, UINT32_MAX);
			break;
		case JR_V_INT:
			add32(b, 8);
			add64(b, (uint64_t)row[i].i);
			break;
		default:
			add32(b, (uint32_t)row[i].n);
			jr_buf_add(b, row[i].p, row[i].n);
		}
}

void
jr__pg_rows_end(struct jr_buf *b)
{
	add16(b, UINT16_MAX);
}

void
jr__pg_copy_sql(struct jr_buf *b, const struct jr_tbl_desc *d)
{
	jr_buf_addf(b, "COPY %s (", d->name);
	for (int i = 0; i < d->columns; i++)
		jr_buf_addf(b, "%s%s", i > 0 ? ", " : "", d->column[i]);
	jr_buf_adds(b, ") FROM STDIN (FORMAT binary)");
}
