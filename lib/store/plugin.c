/* Engines that stand in a file of their own, so that no command links their library. */
#include <dlfcn.h>
#include <stdio.h>

#include "base/program.h"
#include "store/engine.h"

int
jr_engine_load(const char *name, const struct jr_engine **out, struct jr_error *err)
{
	struct jr_buf path = JR_BUF_INIT;
	char file[64];
	void *so;
	int rc = JR_OK;

	snprintf(file, sizeof(file), "journal-store-%s.so", name);
	so = jr_program_plugin(file, &path);
	*out = so != NULL ? dlsym(so, "jr_engine") : NULL;
	if (path.len == 0)
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
