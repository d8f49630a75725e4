/*
 * What an engine must do.  store.c keeps the statements and the rules that
 * hold for every engine; an engine opens, prepares, binds and steps.  Functions return
 * enum jr_rc with the words in store->err, as store.h says.
 */
#ifndef JR_STORE_ENGINE_H
#define JR_STORE_ENGINE_H

#include "store/store.h"

struct jr_stmt {
	struct jr_store	*store;
	void		*impl;
	bool		 kept;		/* named: lives as long as the store */
	bool		 guarded;	/* from a file: limited in time */
};

/*
 * What a plugin and the program that loads it must agree on: this header, and the
 * statements and tables made from share/sql.
 */
#define JR_ENGINE_ABI	(1000 * (int)JR_SQL_COUNT + 3)

struct jr_engine {
	int		 abi;		/* JR_ENGINE_ABI */
	const char	*name;
	int	 newest;		/* schema version that it can make */
	int	 (*open)(struct jr_store *, const char *where, enum jr_open_mode);
	void	 (*close)(struct jr_store *);
	int	 (*version)(struct jr_store *, int *out);
	int	 (*migrate)(struct jr_store *);
	int	 (*begin)(struct jr_store *, bool write);
	int	 (*commit)(struct jr_store *);
	void	 (*rollback)(struct jr_store *);
	/* desc NULL: one from a file, which may only read, for a limited time. */
	int	 (*prepare)(struct jr_store *, const struct jr_sql_desc *desc,
		    const char *sql, struct jr_stmt *out);
	void	 (*finalize)(struct jr_stmt *);
	int	 (*place)(struct jr_stmt *, const char *name);
	int	 (*bind)(struct jr_stmt *, int place, const struct jr_value *);
	int	 (*step)(struct jr_stmt *);
	void	 (*reset)(struct jr_stmt *);
	int	 (*columns)(struct jr_stmt *);
	const char *(*name_of)(struct jr_stmt *, int column);
	void	 (*value)(struct jr_stmt *, int column, struct jr_value *out);
	int64_t	 (*changed)(struct jr_store *);
	/* Both NULL: rows are inserted one by one. */
	int	 (*add)(struct jr_store *, enum jr_tbl, const struct jr_value *row);
	int	 (*settle)(struct jr_store *);
	/* NULL: rows are copied one by one. */
	int	 (*clone)(struct jr_store *to, struct jr_store *from);
};

struct jr_store {
	const struct jr_engine	*engine;
	void			*impl;
	struct jr_error		 err;
	bool			 in_tx;
	int			 limit;		/* seconds; 0: none */
	struct jr_stmt		*kept[JR_SQL_COUNT];
};

extern const struct jr_engine jr_engine_sqlite;

/*
 * The engine of a plugin, journal-store-NAME.so beside this program's own folder
 * (lib, lib/journal), which is loaded once and stays.  JR_ECONFIG with the package
 * to install.
 */
int	 jr_engine_load(const char *name, const struct jr_engine **out, struct jr_error *err);

/* true for file systems whose locks or shared memory cannot be trusted. */
bool	 jr_fs_is_remote(long f_type);

#endif
