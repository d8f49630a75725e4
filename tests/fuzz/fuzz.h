/*
 * What the fuzzers share.  Each fuzz_NAME.c has an LLVMFuzzerTestOneInput() that
 * hands the bytes to one reader and then asks whether what must hold still does;
 * libFuzzer looks for bytes for which it does not.  To add a target, add its file
 * and a folder corpus/NAME with a few small inputs: nothing else lists them.
 *
 * Those that need a store share one small school, made anew in $TMPDIR by each
 * process and gone at its end.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "impl.h"
#include "journal.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What must hold; ends the process where it does not, and the input is kept. */
#define FUZZ_HOLDS(what) \
	do { \
		if (!(what)) { \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #what); \
			abort(); \
		} \
	} while (0)

/* The bytes as a regular file, at its beginning; closed by the next call. */
FILE	*fuzz_file(const uint8_t *, size_t);
/* True for one input in n, and always for the same ones. */
bool	 fuzz_one_in(unsigned n, const uint8_t *, size_t);

/* --- The school --------------------------------------------------------------- */

#define FUZZ_NOW "2026-09-10T12:00:00"
#define FUZZ_ROOT_ENV "JR_FUZZ_ROOT"	/* the source's folder */

/* What tells whether anything was stored. */
struct fuzz_state {
	int64_t	 tx_id, rows;
};

/* The school, made by the first call and open to write; the same until the next reset. */
struct jr *fuzz_school(void);
/* As it was made: closes the school, puts the file back. */
void	 fuzz_reset(void);
/* Inside a transaction or not. */
struct fuzz_state fuzz_look(struct jr *);
/* Nothing was stored since, no transaction is open, and the next writer gets in. */
void	 fuzz_nothing_stored(struct jr *, const struct fuzz_state *before);
/* The history verifies and nobody holds the store. */
void	 fuzz_sound(struct jr *);

/*
 * Put one row of a kind by itself, whose columns are `fixed` and, in the order of
 * `free`, the lines of the input.  Then what must hold: a row that was refused left
 * nothing behind and spoilt nothing; one that was taken can be committed, or
 * taken back as if it had never been.
 */
struct fuzz_cell {
	const char	*column, *text;
};
void	 fuzz_row(const struct jr_rowkind *, const struct fuzz_cell *fixed,
    const char *const *free, const uint8_t *, size_t);

#endif
