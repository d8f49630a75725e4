/* CSV in the making: 8 MiB in memory, the rest in a file. */
#include <errno.h>
#include <string.h>

#include "sheet_impl.h"

#define KEPT (8 * SHEET_MIB)

static int
unwritable(struct jr_error *err)
{
	return jr_error_set(err, JR_EIO, N_("a temporary file cannot be written: %s"),
	    strerror(errno));
}

int
sheet_out_flush(struct sheet_out *o, struct jr_error *err)
{
	if (o->mem.failed)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	if (o->size + o->mem.len > SHEET_CSV_MOST)
		return jr_error_set(err, JR_EINVAL,
		    N_("the sheet makes more than %zu MiB of CSV, the most that is written"),
		    SHEET_CSV_MOST / SHEET_MIB);
	if (o->mem.len < KEPT)
		return JR_OK;
	if (o->file == NULL && (o->file = o->spill()) == NULL)
		return unwritable(err);
	if (fwrite(o->mem.data, 1, o->mem.len, o->file) != o->mem.len)
		return unwritable(err);
	o->size += o->mem.len;
	jr_buf_clear(&o->mem);
	return JR_OK;
}

void
sheet_out_rewind(struct sheet_out *o)
{
	jr_buf_clear(&o->mem);
	o->size = 0;
	if (o->file != NULL)
		rewind(o->file);
}

int
sheet_out_copy(struct sheet_out *o, FILE *to, struct jr_error *err)
{
	char block[16384];
	size_t left = o->size, n;

	if (left > 0 && (fflush(o->file) != 0 || fseeko(o->file, 0, SEEK_SET) < 0))
		return unwritable(err);
	for (; left > 0; left -= n) {
		n = left < sizeof(block) ? left : sizeof(block);
		if (fread(block, 1, n, o->file) != n)
			return jr_error_set(err, JR_EIO, N_("the input cannot be read: %s"),
			    strerror(errno));
		if (fwrite(block, 1, n, to) != n)
			return JR_OK;		/* whoever closes it says so */
	}
	fwrite(jr_buf_str(&o->mem), 1, o->mem.len, to);
	return JR_OK;
}

void
sheet_out_release(struct sheet_out *o)
{
	jr_buf_release(&o->mem);
	if (o->file != NULL)
		fclose(o->file);
	o->file = NULL;
}
