#include "base/lines.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK ((size_t)64 << 10) /* even, for UTF-16 */

/*
 * The window is a part of the text: from it the next line begins at pos, and
 * all from keep on stays.  lf and cr are the next ones of their kind at or
 * behind pos, or the window's length: each byte is searched once.
 */
struct jr__lines {
	const struct jr__spool *in;
	struct jr__encoding enc;
	size_t most;
	size_t read; /* bytes of the input that are in the window or gone */
	bool at_end; /* all of them are */
	struct jr_buf window;
	size_t gone; /* bytes of text before the window */
	size_t keep, pos;
	size_t lf, cr;
	size_t no; /* of the line at pos */
	char block[BLOCK];
};

struct jr__lines *
jr__lines_new(const struct jr__spool *in, struct jr__encoding enc, size_t most)
{
	struct jr__lines *l;

	if ((l = malloc(sizeof(*l))) == NULL)
		return NULL;
	l->in = in;
	l->enc = enc;
	l->most = most;
	l->window = (struct jr_buf)JR_BUF_INIT;
	jr__lines_rewind(l);
	return l;
}

void
jr__lines_free(struct jr__lines *l)
{
	if (l == NULL)
		return;
	jr_buf_release(&l->window);
	free(l);
}

void
jr__lines_rewind(struct jr__lines *l)
{
	jr_buf_clear(&l->window);
	l->read = l->enc.mark;
	l->at_end = false;
	l->gone = l->keep = l->pos = l->lf = l->cr = 0;
	l->no = 1;
}

void
jr__lines_keep(struct jr__lines *l)
{
	l->keep = l->pos;
}

struct jr__place
jr__lines_place(const struct jr__lines *l)
{
	return (struct jr__place){ l->gone + l->pos, l->no };
}

/* The next c in the window from `from` on; the window's length: none. */
static size_t
find(const struct jr__lines *l, size_t from, char c)
{
	const char *p;

	if (from >= l->window.len)
		return l->window.len;
	p = memchr(l->window.data + from, c, l->window.len - from);
	return p != NULL ? (size_t)(p - l->window.data) : l->window.len;
}

void
jr__lines_back(struct jr__lines *l, struct jr__place to)
{
	assert(to.at >= l->gone + l->keep && to.at <= l->gone + l->pos);
	l->pos = to.at - l->gone;
	l->no = to.no;
	l->lf = find(l, l->pos, '\n');
	l->cr = find(l, l->pos, '\r');
}

/* Let go of what stands before keep, once it is most of the window. */
static void
drop(struct jr__lines *l)
{
	size_t n = l->keep;

	if (n == 0 || n < l->window.len / 2)
		return;
	memmove(l->window.data, l->window.data + n, l->window.len - n);
	l->window.len -= n;
	l->gone += n;
	l->keep = 0;
	l->pos -= n;
	l->lf -= n;
	l->cr -= n;
}

static bool
is_high_surrogate(const struct jr__lines *l, size_t i)
{
	size_t high = l->enc.charset == JR__UTF16LE ? i + 1 : i;

	return ((unsigned char)l->block[high] & 0xfc) == 0xd8;
}

/* Of n bytes in the block, how many are whole characters of UTF-16. */
static size_t
whole(const struct jr__lines *l, size_t n)
{
	if (l->enc.charset != JR__UTF16LE && l->enc.charset != JR__UTF16BE)
		return n;
	n -= n % 2;
	return n >= 2 && is_high_surrogate(l, n - 2) ? n - 2 : n;
}

static int
undecodable(struct jr_error *err, int rc)
{
	if (rc == JR_ENOMEM)
		return jr_error_set(err, rc, N_("out of memory"));
	return jr_error_set(err, JR_EIO,
	    N_("the input was written to while it was read; try again"));
}

/* One block more at the end of the window. */
static int
fill(struct jr__lines *l, struct jr_error *err)
{
	size_t n, old;
	int rc;

	drop(l);
	old = l->window.len;
	if ((rc = jr__spool_at(l->in, l->read, l->block, BLOCK, &n, err)) < 0)
		return rc;
	n = whole(l, n);
	if ((rc = jr__charset_decode(l->enc.charset, &l->window, l->block, n)) < 0)
		return undecodable(err, rc);
	l->read += n;
	l->at_end = n == 0 || l->read >= jr__spool_size(l->in);
	if (l->lf >= old)
		l->lf = find(l, old, '\n');
	if (l->cr >= old)
		l->cr = find(l, old, '\r');
	return JR_OK;
}

/* *end is where the line at pos ends, in the window; false: not known yet. */
static bool
find_end(struct jr__lines *l, size_t *end)
{
	size_t len = l->window.len;

	if (l->lf < l->pos)
		l->lf = find(l, l->pos, '\n');
	if (l->cr < l->pos)
		l->cr = find(l, l->pos, '\r');
	*end = l->lf < l->cr ? l->lf : l->cr;
	if (*end + 1 >= len && !l->at_end && (*end == len || *end == l->cr))
		return false;
	if (*end == l->cr && l->lf < len && l->lf == l->cr + 1)
		*end += 2;
	else if (*end < len)
		*end += 1;
	return true;
}

/* All of a line that is too long, up to its last byte, which may be a CR. */
static void
pass_over(struct jr__lines *l)
{
	l->pos = l->window.len - 1;
	l->keep = l->pos;
}

int
jr__lines_next(struct jr__lines *l, struct jr__line *out, struct jr_error *err)
{
	bool too_long = false;
	size_t end;
	int rc;

	*out = (struct jr__line){ NULL, 0, l->no };
	while (!find_end(l, &end)) {
		if (l->window.len - l->keep > l->most) {
			too_long = true;
			pass_over(l);
		}
		if ((rc = fill(l, err)) < 0)
			return rc;
	}
	if (end == l->pos)
		return JR_DONE;
	too_long = too_long || end - l->keep > l->most;
	out->text = l->window.data + l->pos;
	out->len = end - l->pos;
	l->pos = end;
	l->no++;
	if (!too_long)
		return JR_OK;
	l->keep = l->pos;
	return JR_EINVAL;
}
