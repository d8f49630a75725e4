/*
 * The encodings of text that schools send: their names, how they become UTF-8,
 * and which of the Russian 8-bit ones a text is in.
 */
#ifndef JR_BASE_CHARSET_H
#define JR_BASE_CHARSET_H

#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

enum jr__charset {
	JR__UTF8,
	JR__UTF16LE,
	JR__UTF16BE,
	JR__CP1251,
	JR__CP866,
	JR__KOI8R,
};

/* As people write it: "UTF-8", "CP1251". */
const char *jr__charset_name(enum jr__charset);
/* As --encoding takes it: "utf-8", "cp1251". */
const char *jr__charset_option(enum jr__charset);

/*
 * By its name or a usual alias ("windows-1251", "utf16"), in either case.
 * JR_ENOTFOUND: none of ours.
 */
int	 jr__charset_find(const char *name, enum jr__charset *out);

/*
 * Append text as UTF-8 (what is UTF-8 already: as it is, not checked).
 * JR_EINVAL: a byte that the encoding does not have; JR_ENOMEM.
 */
int	 jr__charset_decode(enum jr__charset, struct jr_buf *out, const char *,
    size_t);

/*
 * Which Russian 8-bit encoding is this text in, that is not UTF-8?  Each is
 * tried, and what it then reads as is judged: letters as frequent as in Russian,
 * no capital behind a small letter, no Latin and Cyrillic letters side by side,
 * no box drawing.  Made for small files: right from three or four words on, and
 * for CP1251, by far the commonest, from a single letter.  JR_OK: *out is the
 * encoding; JR_ENOTFOUND: it is Russian text in none of them; JR_ENOMEM.
 */
int	 jr__charset_guess(const char *, size_t, enum jr__charset *out);

#endif
