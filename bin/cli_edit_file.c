/* The file of an editor: private, whole, its lines and comments; and the editor. */
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_grid.h"

/* --- Files --------------------------------------------------------------------- */

FILE *
cli_make_private(const char *name, const char *suffix, char **out)
{
	const char *folder = getenv("TMPDIR");
	struct jr_buf path = JR_BUF_INIT;
	FILE *file = NULL;
	int fd;

	*out = NULL;
	jr_buf_addf(&path, "%s/%s-XXXXXX%s", folder != NULL && *folder == '/' ? folder : "/tmp",
	    name, suffix);
	if (path.failed)
		errno = ENOMEM;
	else if ((fd = mkstemps(path.data, (int)strlen(suffix))) >= 0 &&
	    (file = fdopen(fd, "w")) == NULL)
		close(fd);
	if (file != NULL)
		*out = jr_buf_steal(&path);
	jr_buf_release(&path);
	return file;
}

bool
cli_read_whole(const char *file, struct jr_buf *out)
{
	FILE *in = fopen(file, "re");
	char block[16384];
	bool good;
	size_t n;

	jr_buf_clear(out);
	if (in == NULL)
		return false;
	while ((n = fread(block, 1, sizeof(block), in)) > 0)
		jr_buf_add(out, block, n);
	good = ferror(in) == 0 && !out->failed;
	fclose(in);
	return good;
}

bool
cli_write_whole(const char *file, const struct jr_buf *text)
{
	FILE *out = fopen(file, "we");
	bool good;

	if (out == NULL)
		return false;
	good = fwrite(jr_buf_str(text), 1, text->len, out) == text->len;
	return fclose(out) == 0 && good;
}

/* --- Lines ---------------------------------------------------------------------- */

void
cli_lines_begin(struct cli_lines *l, const struct jr_buf *text)
{
	*l = (struct cli_lines){ .p = jr_buf_str(text), .end = jr_buf_str(text) + text->len };
}

bool
cli_lines_next(struct cli_lines *l)
{
	const char *nl;

	if (l->p >= l->end)
		return false;
	l->line = l->p;
	nl = memchr(l->p, '\n', (size_t)(l->end - l->p));
	l->p = nl == NULL ? l->end : nl + 1;
	l->n = (size_t)(l->p - l->line);
	l->number++;
	l->inside = l->quoted;
	l->comment = !l->inside && *l->line == '#';
	for (size_t i = 0; i < l->n && !l->comment; i++)
		l->quoted ^= l->line[i] == '"';
	return true;
}

/* --- The editor ------------------------------------------------------------------------ */

static const char *
editor(void)
{
	const char *name = getenv("VISUAL");

	if (name == NULL || *name == '\0')
		name = getenv("EDITOR");
	return name == NULL || *name == '\0' ? "vi" : name;
}

static int
wait_for(struct cli *c, pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return cli_fail(c, CLI_BUG, "%s: %s", editor(), strerror(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return CLI_DONE;
	return cli_fail(c, CLI_BAD_DATA, N_("the editor '%s' failed; nothing is stored"),
	    editor());
}

/* By the shell, since the editor may have options.  Interrupts are the editor's. */
int
cli_run_editor(struct cli *c, char *file)
{
	char *argv[] = { (char *)"sh", (char *)"-c", NULL, (char *)"editor", file, NULL };
	struct jr_buf command = JR_BUF_INIT;
	posix_spawnattr_t attr;
	sigset_t defaults;
	pid_t child;
	int code, rc;

	jr_buf_addf(&command, "%s \"$@\"", editor());
	if (command.failed || posix_spawnattr_init(&attr) != 0) {
		jr_buf_release(&command);
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	}
	argv[2] = command.data;
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGQUIT);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	rc = posix_spawn(&child, "/bin/sh", NULL, &attr, argv, environ);
	code = rc != 0 ? cli_fail(c, CLI_CONFIG, "/bin/sh: %s", strerror(rc)) :
	    wait_for(c, child);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	posix_spawnattr_destroy(&attr);
	jr_buf_release(&command);
	return code;
}
