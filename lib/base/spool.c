#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)
#define KEPT (8 * MIB) /* most bytes in memory */
#define FIRST ((size_t)64 << 10)

struct jr__spool {
	char *mem; /* all of it, or while it is read the part not yet in fd */
	size_t cap;
	size_t size;
	int fd; /* -1: in memory */
	bool temporary; /* fd is our own */
	off_t base; /* of fd, where the input begins */
	struct stat was; /* of a regular file, when it was opened */
};

static int
too_large(size_t max, struct jr_error *err)
{
	return jr_error_set(err, JR_EINVAL,
	    N_("the input is larger than %zu MiB, the most that is read; "
	       "split it"),
	    (max + MIB - 1) / MIB);
}

static int
no_memory(struct jr_error *err)
{
	return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
}

static int
unreadable(struct jr_error *err)
{
	return jr_error_set(
	    err, JR_EIO, N_("the input cannot be read: %s"), strerror(errno));
}

static int
unwritable(struct jr_error *err)
{
	return jr_error_set(err, JR_EIO,
	    N_("a temporary file for the input cannot be written in /var/tmp "
	       "or /tmp: %s"),
	    strerror(errno));
}

static int
unlinked_file(const char *dir, char *template)
{
	int fd;

	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0 && (fd = mkostemp(template, O_CLOEXEC)) >= 0)
		unlink(template);
	return fd;
}

static int
temporary_file(void)
{
	char var_tmp[] = "/var/tmp/journal-XXXXXX", tmp[] = "/tmp/journal-XXXXXX";
	int fd;

	if ((fd = unlinked_file("/var/tmp", var_tmp)) < 0)
		fd = unlinked_file("/tmp", tmp);
	return fd;
}

/* Write the n bytes of memory behind what the temporary file has. */
static int
spill(struct jr__spool *s, size_t n, struct jr_error *err)
{
	const char *p = s->mem;
	ssize_t put;

	if (s->fd < 0 && (s->fd = temporary_file()) < 0)
		return unwritable(err);
	s->temporary = true;
	for (; n > 0; p += put, n -= (size_t)put)
		if ((put = write(s->fd, p, n)) < 0) {
			if (errno != EINTR)
				return unwritable(err);
			put = 0;
		}
	return JR_OK;
}

/* Make room behind the n bytes in memory; *n is what then stands there. */
static int
make_room(struct jr__spool *s, size_t *n, struct jr_error *err)
{
	size_t cap = s->cap == 0 ? FIRST : 2 * s->cap;
	char *mem;
	int rc;

	if (*n < s->cap)
		return JR_OK;
	if (s->cap == KEPT) {
		rc = spill(s, *n, err);
		*n = 0;
		return rc;
	}
	if ((mem = realloc(s->mem, cap)) == NULL)
		return no_memory(err);
	s->mem = mem;
	s->cap = cap;
	return JR_OK;
}

/* Write what is left in memory, where the input went to a file. */
static int
finish(struct jr__spool *s, size_t n, struct jr_error *err)
{
	int rc;

	if (s->fd < 0)
		return JR_OK;
	rc = spill(s, n, err);
	free(s->mem);
	s->mem = NULL;
	return rc;
}

static int
copy(struct jr__spool *s, FILE *in, size_t max, struct jr_error *err)
{
	size_t n = 0, room, got;
	int rc;

	do {
		if ((rc = make_room(s, &n, err)) < 0)
			return rc;
		room = s->cap - n;
		got = fread(s->mem + n, 1, room, in);
		n += got;
		s->size += got;
		if (s->size > max)
			return too_large(max, err);
	} while (got == room);
	if (ferror(in))
		return unreadable(err);
	return finish(s, n, err);
}

/* What is left of a regular file; 0 for anything else. */
static size_t
left_of_file(struct jr__spool *s, FILE *in)
{
	int fd = fileno(in);

	if (fd < 0 || fstat(fd, &s->was) < 0 || !S_ISREG(s->was.st_mode) ||
	    (s->base = ftello(in)) < 0 || s->base >= s->was.st_size)
		return 0;
	return (size_t)(s->was.st_size - s->base);
}

static int
fill(struct jr__spool *s, FILE *in, size_t max, struct jr_error *err)
{
	size_t left = left_of_file(s, in);

	if (left > max)
		return too_large(max, err);
	if (left <= KEPT) {
		s->base = 0;
		return copy(s, in, max, err);
	}
	s->fd = fileno(in);
	s->size = left;
	return JR_OK;
}

int
jr__spool_read(struct jr__spool **out, FILE *in, size_t max, struct jr_error *err)
{
	struct jr__spool *s;
	int rc;

	*out = NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return no_memory(err);
	s->fd = -1;
	if ((rc = fill(s, in, max, err)) < 0)
		jr__spool_free(s);
	else
		*out = s;
	return rc;
}

size_t
jr__spool_size(const struct jr__spool *s)
{
	return s->size;
}

static int
read_file(const struct jr__spool *s, size_t offset, char *to, size_t n,
    size_t *got, struct jr_error *err)
{
	ssize_t part = 1;

	for (*got = 0; *got < n && part != 0; *got += (size_t)part) {
		part = pread(s->fd, to + *got, n - *got,
		    s->base + (off_t)(offset + *got));
		if (part < 0 && errno != EINTR)
			return unreadable(err);
		if (part < 0)
			part = 0;
	}
	return JR_OK;
}

int
jr__spool_at(const struct jr__spool *s, size_t offset, void *to, size_t n,
    size_t *got, struct jr_error *err)
{
	*got = 0;
	if (offset >= s->size)
		return JR_OK;
	if (n > s->size - offset)
		n = s->size - offset;
	if (s->fd >= 0)
		return read_file(s, offset, to, n, got, err);
	memcpy(to, s->mem + offset, n);
	*got = n;
	return JR_OK;
}

static bool
same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

int
jr__spool_unchanged(const struct jr__spool *s, struct jr_error *err)
{
	struct stat is;

	if (s->fd < 0 || s->temporary)
		return JR_OK;
	if (fstat(s->fd, &is) < 0)
		return unreadable(err);
	if (is.st_size == s->was.st_size && same_time(is.st_mtim, s->was.st_mtim))
		return JR_OK;
	return jr_error_set(err, JR_EIO,
	    N_("the input was written to while it was read; try again"));
}

void
jr__spool_free(struct jr__spool *s)
{
	if (s == NULL)
		return;
	if (s->temporary)
		close(s->fd);
	free(s->mem);
	free(s);
}
