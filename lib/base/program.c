/* Where the running program lies, and the plugins that belong to it. */
#include "base/program.h"

#include <dlfcn.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/rc.h"

static const char *const places[] = { "/../lib", "/../lib/journal" };

int
jr_program_folder(struct jr_buf *out)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (n <= 0)
		return JR_ENOTFOUND;
	path[n] = '\0';
	if ((slash = strrchr(path, '/')) == NULL)
		return JR_ENOTFOUND;
	jr_buf_add(out, path, (size_t)(slash - path));
	return out->failed ? JR_ENOMEM : JR_OK;
}

void *
jr_program_plugin(const char *file, struct jr_buf *path)
{
	struct jr_buf folder = JR_BUF_INIT;
	bool there = false;

	if (jr_program_folder(&folder) == JR_OK)
		for (size_t i = 0; !there && i < sizeof(places) / sizeof(places[0]); i++) {
			jr_buf_clear(path);
			jr_buf_addf(path, "%s%s/%s", jr_buf_str(&folder), places[i], file);
			there = !path->failed && access(jr_buf_str(path), F_OK) == 0;
		}
	jr_buf_release(&folder);
	if (there)
		return dlopen(jr_buf_str(path), RTLD_NOW | RTLD_LOCAL);
	jr_buf_clear(path);
	return NULL;
}
