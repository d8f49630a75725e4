/* Engines that stand in a file of their own, so that no command links their library. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/engine.h"

/* Where plugins lie, from the folder of the running program. */
static const char *const places[] = { "/../lib", "/../lib/journal" };

static int
folder_of_program(char *path, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", path, size - 1);
	char *slash;

	if (n <= 0)
		return -1;
	path[n] = '\0';
	if ((slash = strrchr(path, '/')) == NULL)
		return -1;
	*slash = '\0';
	return 0;
}

static void *
open_plugin(const char *name, struct jr_buf *path, bool *there)
{
	char folder[4096];
	void *so = NULL;

	*there = false;
	if (folder_of_program(folder, sizeof(folder)) < 0)
		return NULL;
	for (size_t i = 0; so == NULL && i < sizeof(places) / sizeof(places[0]); i++) {
		jr_buf_clear(path);
		jr_buf_addf(path, "%s%s/journal-store-%s.so", folder, places[i], name);
		if (path->failed || access(jr_buf_str(path), F_OK) < 0)
			continue;
		*there = true;
		so = dlopen(jr_buf_str(path), RTLD_NOW | RTLD_LOCAL);
	}
	return so;
}

int
jr_engine_load(const char *name, const struct jr_engine **out, struct jr_error *err)
{
	struct jr_buf path = JR_BUF_INIT;
	bool there;
	void *so;
	int rc = JR_OK;

	*out = NULL;
	so = open_plugin(name, &path, &there);
	if (so != NULL)
		*out = dlsym(so, "jr_engine");
	if (!there)
		rc = jr_error_set(err, JR_ECONFIG, N_("journals in PostgreSQL need the package "
		    "journal-%s, which is not installed"), name);
	else if (so == NULL)
		rc = jr_error_set(err, JR_ECONFIG, N_("the package journal-%s cannot be used "
		    "(is libpq5 installed?): %s"), name, dlerror());
	else if (*out == NULL || (*out)->abi != JR_ENGINE_ABI)
		rc = jr_error_set(err, JR_ECONFIG, N_("'%s' belongs to another version of the "
		    "journal; install the same one of both packages"), jr_buf_str(&path));
	jr_buf_release(&path);
	return rc;
}
