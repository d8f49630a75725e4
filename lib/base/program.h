/*
 * Where the running program lies, and the plugins that belong to it: never from PATH
 * or the current folder.
 */
#ifndef JR_PROGRAM_H
#define JR_PROGRAM_H

#include "base/buf.h"

/* The folder of the running program, without a slash at its end, added to the buffer.
 * JR_ENOTFOUND where /proc does not say; JR_ENOMEM. */
int	 jr_program_folder(struct jr_buf *out);

/*
 * Load a plugin by its file's name, from ../lib or ../lib/journal beside the program.
 * Its handle is the caller's; NULL: not loaded, and path is then empty when there is no
 * such file, else dlerror() says why.
 */
void	*jr_program_plugin(const char *file, struct jr_buf *path);

#endif
