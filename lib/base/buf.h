/*
 * A growing byte string.  Zeroed (JR_BUF_INIT) it is empty and owns nothing.
 * When memory runs out `failed` is set, stays set until the release, and
 * further additions do nothing: callers check once, at the end.  What is added
 * must not lie in the buf itself.
 */
#ifndef JR_BASE_BUF_H
#define JR_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct jr_buf {
	char	*data;		/* NUL behind len once anything was added */
	size_t	 len, cap;
	bool	 failed;
};

#define JR_BUF_INIT { NULL, 0, 0, false }
#define JR_UVAR_MAX 10		/* bytes of the longest variable-length integer */

void	 jr_buf_release(struct jr_buf *);
void	 jr_buf_clear(struct jr_buf *);		/* keeps the memory */

/* Room for n more bytes and a NUL.  false: no memory, the buf is failed. */
bool	 jr_buf_reserve(struct jr_buf *, size_t n);

static inline void jr_buf_add(struct jr_buf *, const void *, size_t);
static inline void jr_buf_addc(struct jr_buf *, char);
static inline void jr_buf_adds(struct jr_buf *, const char *);
void	 jr_buf_addf(struct jr_buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void	 jr_buf_addv(struct jr_buf *, const char *fmt, va_list)
    __attribute__((format(printf, 2, 0)));

/* The content as a C string, "" when empty; borrowed until the next change. */
const char *jr_buf_str(const struct jr_buf *);

/*
 * Hand the memory to the caller (free() it); NULL when failed.  Empty: "".
 * The buf is released by it in each case.
 */
char	*jr_buf_steal(struct jr_buf *);

/* LEB128 variable-length integers; signed ones in zigzag form. */
void	 jr_buf_add_uvar(struct jr_buf *, uint64_t);
void	 jr_buf_add_svar(struct jr_buf *, int64_t);

/*
 * Read one back from *p, not beyond end, and move *p behind it.
 * false: cut short or over 64 bits; *p and *out are then undefined.
 */
bool	 jr_uvar(const unsigned char **p, const unsigned char *end,
    uint64_t *out);
bool	 jr_svar(const unsigned char **p, const unsigned char *end,
    int64_t *out);

static inline void
jr_buf_add(struct jr_buf *b, const void *data, size_t n)
{
	if ((n >= b->cap - b->len || b->failed) && !jr_buf_reserve(b, n))
		return;
	if (n != 0)
		memcpy(b->data + b->len, data, n);
	b->len += n;
	b->data[b->len] = '\0';
}

static inline void
jr_buf_addc(struct jr_buf *b, char c)
{
	jr_buf_add(b, &c, 1);
}

static inline void
jr_buf_adds(struct jr_buf *b, const char *s)
{
	jr_buf_add(b, s, strlen(s));
}

#endif
