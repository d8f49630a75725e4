/* Commands beside us that we hand a file through: jr-sheet, jr-print. */
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

#include "cli_impl.h"

static int
ended(struct cli *c, const char *path, pid_t child)
{
	const char *name = strrchr(path, '/');
	int status;

	name = name != NULL ? name + 1 : path;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return cli_fail(c, CLI_BUG, "%s: %s", name, strerror(errno));
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	return cli_fail(c, CLI_BUG, N_("%s was ended by signal %d"), name, WTERMSIG(status));
}

int
cli_filter(struct cli *c, char *const argv[], FILE *in, FILE *out)
{
	posix_spawn_file_actions_t actions;
	pid_t child;
	int rc;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if ((rc = posix_spawn_file_actions_adddup2(&actions, fileno(out), STDOUT_FILENO)) == 0 &&
	    in != NULL)
		rc = posix_spawn_file_actions_adddup2(&actions, fileno(in), STDIN_FILENO);
	signal(SIGCHLD, SIG_DFL);
	if (rc == 0)
		rc = posix_spawn(&child, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (rc != 0)
		return cli_fail(c, CLI_CONFIG, "%s: %s", argv[0], strerror(rc));
	return ended(c, argv[0], child);
}
