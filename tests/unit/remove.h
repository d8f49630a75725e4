/* Stores of tests, taken away again. */
#ifndef TEST_REMOVE_H
#define TEST_REMOVE_H

/* Remove an SQLite store, and what may lie beside it. */
void	 remove_store(const char *path);

#endif
