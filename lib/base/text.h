/*
 * Text as schools write it: UTF-8, mostly Cyrillic.  Knows nothing of the
 * journal.  Lengths are bytes; inputs need no NUL and must not lie in the buf
 * that is filled.  Functions that fill a buf append to it and return JR_OK,
 * JR_EINVAL (not UTF-8) or JR_ENOMEM; on failure the buf holds what it held
 * before (or is marked failed).
 */
#ifndef JR_BASE_TEXT_H
#define JR_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

/* Strict UTF-8: no overlong forms, surrogates, or values over U+10FFFF. */
bool	 jr_text_valid(const char *, size_t);

/*
 * As it is stored: NFC, white space of any kind (NBSP, tabs, line ends) folded
 * to single spaces, none at the ends; zero-width characters, BOMs, soft
 * hyphens, direction marks (bidi) and other control characters gone.  Case, ё
 * and letters of either alphabet stay as written.  Cleaning twice changes
 * nothing more.
 */
int	 jr_text_clean(struct jr_buf *out, const char *, size_t);

/*
 * The same, but line ends inside (LF, CRLF, CR, VT, FF, NEL, U+2028, U+2029)
 * are kept as '\n', without spaces around: homework may have lines.
 */
int	 jr_text_clean_lines(struct jr_buf *out, const char *, size_t);

/*
 * The matching key, never shown: clean, case folded, ё as е, Latin look-alikes
 * folded to Cyrillic, hyphens and dashes of any kind to '-' without spaces
 * around, apostrophes to '\''.  Look-alikes are the letters whose small or
 * capital form is one: A B C E H I K M O P T X Y in either case (I is the
 * Ukrainian one), with or without marks, so that «7A» and «7a» are «7А» and a
 * Latin ë is ё.  A wholly Latin text, such as a login, folds in the same way:
 * two spellings of one name have one key.  The key of a key is the same key.
 */
int	 jr_text_match(struct jr_buf *out, const char *, size_t);

/*
 * The sort key, compared as bytes: case-blind, ё as е with е first on a tie,
 * hyphens ignored; a space sorts before every letter, so that «Иванов Пётр»
 * stands before «Иванова Анна».  Digits, then Cyrillic, then Ukrainian and
 * other letters by code point, then Latin without its marks.  Valid UTF-8
 * without NUL: a database may keep it as text.  Ties are told apart in the
 * first 64 е and ё only.
 */
int	 jr_text_sort(struct jr_buf *out, const char *, size_t);

/*
 * The sort key of a class or group name: its leading number first (as four
 * digits), then the rest as jr_text_sort(): 5А < 5Б < 10А.  «5 А» and «5-А»
 * sort as «5А».
 */
int	 jr_text_sort_class(struct jr_buf *out, const char *, size_t);

/*
 * Columns that the text takes on a terminal (combining and control 0, wide 2;
 * a byte that is not UTF-8 takes 1).
 */
size_t	 jr_text_width(const char *, size_t);

/*
 * Bytes of the longest prefix that is no wider than width columns and splits
 * no character (with its combining marks); *used gets its width.
 */
size_t	 jr_text_fit(const char *, size_t, size_t width, size_t *used);

/*
 * For messages: control characters, zero-width ones, bidi controls and bytes
 * that are not UTF-8 become \n, \t, \xNN, \u{NNNN}; a text over `max` columns
 * is cut, between escapes, with «…» as its last column (max 0: never cut).
 */
void	 jr_text_escape(struct jr_buf *out, const char *, size_t, size_t max);

/*
 * First letter(s) for short names: «Анна» → «А.», «Анна-Мария» → «А.-М.»,
 * «Гусейн оглы» → «Г.»; nothing for a text without letters.  Case as written.
 */
int	 jr_text_initial(struct jr_buf *out, const char *, size_t);

/*
 * Decoders for foreign files.  JR_EINVAL: a byte that the encoding does not
 * have (0x98 in CP1251), half a surrogate pair, half a unit.  A BOM is decoded
 * like any other character.
 */
int	 jr_text_from_cp1251(struct jr_buf *out, const char *, size_t);
int	 jr_text_from_cp866(struct jr_buf *out, const char *, size_t);
int	 jr_text_from_koi8r(struct jr_buf *out, const char *, size_t);
int	 jr_text_from_utf16(struct jr_buf *out, const char *, size_t,
    bool big_endian);

#endif
