/*
 * Preloaded: the Nth allocation of the process fails (JR_FAULT_AT=N), and with
 * JR_FAULT_ON set each one after it too.  JR_FAULT_COUNT names a file that gets how
 * many there were.  glibc's own functions (strdup, getline, ...) allocate through
 * these, so they fail with them; but a look-up of a user fails as a whole, for glibc
 * ends the process when it has no memory for one.
 */
#include <dlfcn.h>
#include <errno.h>
#include <pwd.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void	*__libc_malloc(size_t);
extern void	*__libc_calloc(size_t, size_t);
extern void	*__libc_realloc(void *, size_t);

static atomic_long made;
static long at = -1;
static bool on, held;

static bool
fails(void)
{
	long n;

	if (held)
		return false;
	n = ++made;
	if (at < 0) {
		const char *text = getenv("JR_FAULT_AT");

		at = text != NULL ? strtol(text, NULL, 10) : 0;
		on = getenv("JR_FAULT_ON") != NULL;
	}
	if (at == 0 || (on ? n < at : n != at))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

struct passwd *
getpwuid(uid_t uid)
{
	struct passwd *(*real)(uid_t), *found;
	void *next = dlsym(RTLD_NEXT, "getpwuid");

	*(void **)&real = next;
	if (fails() || real == NULL)
		return NULL;
	held = true;
	found = real(uid);
	held = false;
	return found;
}

static void __attribute__((destructor))
tell(void)
{
	const char *name = getenv("JR_FAULT_COUNT");
	long n = made;
	FILE *out;

	if (name == NULL || (out = fopen(name, "we")) == NULL)
		return;
	fprintf(out, "%ld\n", n);
	fclose(out);
}
