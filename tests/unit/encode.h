/* Text in foreign encodings, for tests. */
#ifndef TEST_ENCODE_H
#define TEST_ENCODE_H

#include "base/buf.h"
#include "base/charset.h"

/* Append what utf8 is in that encoding; fails the test where it has not all. */
void	 encode(struct jr_buf *, enum jr__charset, const char *utf8);

#endif
