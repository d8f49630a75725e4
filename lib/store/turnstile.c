/*
 * flock(2) has no time-out, so the wait is left to a thread; a thread that was
 * given up closes its descriptor, and with it the lock, whenever it gets it.
 */
#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "store/turnstile.h"

struct wait {
	pthread_mutex_t	 mutex;
	pthread_cond_t	 cond;
	int		 fd;
	int		 error;		/* errno of flock */
	bool		 done;
	bool		 abandoned;
};

static void
wait_free(struct wait *w)
{
	pthread_cond_destroy(&w->cond);
	pthread_mutex_destroy(&w->mutex);
	free(w);
}

static void *
wait_for_lock(void *arg)
{
	struct wait *w = arg;
	bool abandoned;
	int rc;

	while ((rc = flock(w->fd, LOCK_EX)) < 0 && errno == EINTR)
		;
	pthread_mutex_lock(&w->mutex);
	w->error = rc < 0 ? errno : 0;
	w->done = true;
	abandoned = w->abandoned;
	pthread_cond_signal(&w->cond);
	pthread_mutex_unlock(&w->mutex);
	if (abandoned) {
		close(w->fd);
		wait_free(w);
	}
	return NULL;
}

static struct wait *
wait_new(int fd)
{
	pthread_condattr_t attr;
	struct wait *w;

	if ((w = calloc(1, sizeof(*w))) == NULL)
		return NULL;
	w->fd = fd;
	pthread_mutex_init(&w->mutex, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&w->cond, &attr);
	pthread_condattr_destroy(&attr);
	return w;
}

/* 0, or an errno; closes fd on failure (or leaves that to the thread). */
static int
wait_timed(int fd, int seconds)
{
	struct timespec until;
	struct wait *w;
	pthread_t thread;
	int error = 0;

	if ((w = wait_new(fd)) == NULL) {
		close(fd);
		return ENOMEM;
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += seconds;
	if ((error = pthread_create(&thread, NULL, wait_for_lock, w)) != 0) {
		close(fd);
		wait_free(w);
		return error;
	}
	pthread_mutex_lock(&w->mutex);
	while (!w->done && error == 0)
		error = pthread_cond_timedwait(&w->cond, &w->mutex, &until);
	if (!w->done) {
		w->abandoned = true;
		pthread_mutex_unlock(&w->mutex);
		pthread_detach(thread);
		return ETIMEDOUT;
	}
	pthread_mutex_unlock(&w->mutex);
	pthread_join(thread, NULL);
	if ((error = w->error) != 0)
		close(fd);
	wait_free(w);
	return error;
}

int
jr_turnstile_enter(const char *path, int seconds)
{
	int error, fd;

	if ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
		return -1;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (errno != EWOULDBLOCK && errno != EINTR) {
		error = errno;
		close(fd);
	} else
		error = wait_timed(fd, seconds);
	if (error != 0) {
		errno = error;
		return -1;
	}
	return fd;
}
