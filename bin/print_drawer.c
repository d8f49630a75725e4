/* The plugin that draws is loaded when something is to be drawn. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "print.h"

#define FILE_NAME "journal-print-draw.so"

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
open_plugin(struct jr_buf *path)
{
	char folder[4096];

	if (folder_of_program(folder, sizeof(folder)) < 0)
		return NULL;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		jr_buf_clear(path);
		jr_buf_addf(path, "%s%s/%s", folder, places[i], FILE_NAME);
		if (!path->failed && access(jr_buf_str(path), F_OK) == 0)
			return dlopen(jr_buf_str(path), RTLD_NOW | RTLD_LOCAL);
	}
	jr_buf_clear(path);
	return NULL;
}

int
print_drawer_load(const struct print_drawer **out, struct jr_error *e)
{
	struct jr_buf path = JR_BUF_INIT;
	void *so = open_plugin(&path);
	int rc = JR_OK;

	*out = so != NULL ? dlsym(so, "print_drawer") : NULL;
	if (path.len == 0)
		rc = jr_error_set(e, JR_ECONFIG, N_("what makes PDF and pictures is not installed: "
		    "%s"), FILE_NAME);
	else if (so == NULL)
		rc = jr_error_set(e, JR_ECONFIG, N_("PDF and pictures cannot be made (is "
		    "libpangocairo-1.0-0 installed?): %s"), dlerror());
	else if (*out == NULL || (*out)->abi != PRINT_DRAWER_ABI)
		rc = jr_error_set(e, JR_ECONFIG, N_("'%s' belongs to another version of the "
		    "journal; install it anew"), jr_buf_str(&path));
	if (rc < 0)
		*out = NULL;
	jr_buf_release(&path);
	return rc;
}
