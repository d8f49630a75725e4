/* The plugin that draws is loaded when something is to be drawn. */
#include <dlfcn.h>

#include "base/program.h"
#include "print.h"

#define FILE_NAME "journal-print-draw.so"

int
print_drawer_load(const struct print_drawer **out, struct jr_error *e)
{
	struct jr_buf path = JR_BUF_INIT;
	void *so = jr_program_plugin(FILE_NAME, &path);
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
