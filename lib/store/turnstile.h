/*
 * Writers take turns.  SQLite's busy handler is unfair: under load one writer
 * waits for seconds while others pass.  So each first takes STORE.lock by
 * flock(2), whose queue the kernel keeps.
 */
#ifndef JR_STORE_TURNSTILE_H
#define JR_STORE_TURNSTILE_H

/*
 * Wait up to `seconds` for the lock on `path`, which is made when missing.
 * Returns a descriptor that holds the lock until it is closed, or -1 with
 * errno: ETIMEDOUT, or what open(2) or flock(2) said.
 */
int	 jr_turnstile_enter(const char *path, int seconds);

#endif
