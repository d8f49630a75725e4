/* The SQLite engine: one file, WAL, synchronous=FULL, foreign keys on. */
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/engine.h"
#include "store/turnstile.h"

#define APPLICATION_ID	0x4a524e4c	/* "JRNL" */
#define TURN_SECONDS	10
#define BUSY_MS		10000
#define STEPS_A_CHECK	10000		/* of SQLite's machine, between looks at the clock */

struct sqlite {
	sqlite3		*db;
	char		*path;
	int		 turn;		/* STORE.lock's descriptor; -1 */
	bool		 making;	/* a new store, before its first commit */
	bool		 temporary;	/* a file without a name: nobody else is there */
	time_t		 until;		/* when a guarded statement must end */
};

static struct sqlite *
of(struct jr_store *s)
{
	return s->impl;
}

/* What SQLite's code means to the layers above, where it has no words of ours. */
static int
rc_of_other(int code)
{
	switch (code & 0xff) {
	case SQLITE_PROTOCOL:
		return JR_EBUSY;
	case SQLITE_CONSTRAINT:
		return JR_ECONFLICT;
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return JR_EDENIED;
	default:
		return JR_EIO;
	}
}

static int
fail(struct jr_store *s, int code)
{
	struct sqlite *q = of(s);

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return jr_error_set(&s->err, JR_EBUSY,
		    N_("the store is busy; try again"));
	case SQLITE_INTERRUPT:
		return jr_error_set(&s->err, JR_EBUSY,
		    N_("the query took longer than %d seconds"), s->limit);
	case SQLITE_NOMEM:
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	case SQLITE_FULL:
		return jr_error_set(&s->err, JR_EIO, N_("the disk is full"));
	case SQLITE_NOTADB:
		return jr_error_set(&s->err, JR_ECONFIG,
		    N_("'%s' is not a journal store"), q->path);
	case SQLITE_CORRUPT:
		return jr_error_set(&s->err, JR_EIO,
		    N_("the store '%s' is damaged; restore a backup"), q->path);
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		if (q->temporary)
			return jr_error_set(&s->err, JR_EIO,
			    N_("no temporary file can be made; set TMPDIR to a folder for it"));
		return jr_error_set(&s->err, JR_EDENIED,
		    N_("the store '%s' cannot be opened: its folder must be writable "
		    "for its users, or the file system read-only"), q->path);
	default:
		return jr_error_set(&s->err, rc_of_other(code), N_("the store: %s"),
		    q->db != NULL ? sqlite3_errmsg(q->db) : sqlite3_errstr(code));
	}
}

static int
exec(struct jr_store *s, const char *sql)
{
	int code = sqlite3_exec(of(s)->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? JR_OK : fail(s, code);
}

static int
pragma_int(struct jr_store *s, const char *sql, int *out)
{
	sqlite3_stmt *st = NULL;
	int code;

	*out = 0;
	code = sqlite3_prepare_v2(of(s)->db, sql, -1, &st, NULL);
	if (code == SQLITE_OK && (code = sqlite3_step(st)) == SQLITE_ROW) {
		*out = sqlite3_column_int(st, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return code == SQLITE_OK || code == SQLITE_DONE ? JR_OK : fail(s, code);
}

/* --- Opening ----------------------------------------------------------- */

bool
jr_fs_is_remote(long f_type)
{
	switch ((unsigned long)f_type & 0xffffffffUL) {
	case NFS_SUPER_MAGIC:
	case SMB_SUPER_MAGIC:
	case 0xff534d42:	/* CIFS */
	case 0xfe534d42:	/* SMB2 */
	case 0x65735546:	/* FUSE */
	case V9FS_MAGIC:
	case CEPH_SUPER_MAGIC:
	case AFS_SUPER_MAGIC:
	case CODA_SUPER_MAGIC:
		return true;
	default:
		return false;
	}
}

/* Bytes of the folder part of a path, without the last slash; "." when none. */
static int
folder_of(const char *path, struct jr_buf *out)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		jr_buf_addc(out, '.');
	else
		jr_buf_add(out, path, slash == path ? 1 : (size_t)(slash - path));
	return out->failed ? JR_ENOMEM : JR_OK;
}

static int
check_place(struct jr_store *s, const char *path, bool *read_only)
{
	struct jr_buf folder = JR_BUF_INIT;
	struct statfs fs;
	int rc = JR_OK;

	*read_only = false;
	if (folder_of(path, &folder) < 0)
		rc = jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	else if (statfs(jr_buf_str(&folder), &fs) < 0)
		rc = jr_error_set(&s->err, errno == EACCES ? JR_EDENIED : JR_ENOTFOUND,
		    N_("cannot use the folder '%s': %s"), jr_buf_str(&folder), strerror(errno));
	else if (jr_fs_is_remote((long)fs.f_type))
		rc = jr_error_set(&s->err, JR_ECONFIG,
		    N_("'%s' lies on a network or FUSE file system, where a store cannot be "
		    "kept safely; use a local disk, or PostgreSQL"), path);
	else
		*read_only = (fs.f_flags & ST_RDONLY) != 0;
	jr_buf_release(&folder);
	return rc;
}

static int
check_file(struct jr_store *s, const char *path, enum jr_open_mode mode)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		if (errno == ENOENT)
			return jr_error_set(&s->err, JR_ENOTFOUND,
			    N_("there is no store '%s'; make one with jr-init"), path);
		return jr_error_set(&s->err, JR_EDENIED, N_("cannot open '%s': %s"),
		    path, strerror(errno));
	}
	if (!S_ISREG(st.st_mode))
		return jr_error_set(&s->err, JR_ECONFIG,
		    N_("'%s' is not a journal store"), path);
	if (access(path, mode == JR_OPEN_READ ? R_OK : R_OK | W_OK) < 0)
		return jr_error_set(&s->err, JR_EDENIED, N_("cannot open '%s': %s"),
		    path, strerror(errno));
	return JR_OK;
}

/* file:PATH?immutable=1 with the characters escaped that a URI reserves. */
static int
immutable_uri(const char *path, struct jr_buf *out)
{
	jr_buf_adds(out, "file:");
	for (; *path != '\0'; path++)
		if (strchr("%?#", *path) != NULL)
			jr_buf_addf(out, "%%%02X", (unsigned char)*path);
		else
			jr_buf_addc(out, *path);
	jr_buf_adds(out, "?immutable=1");
	return out->failed ? JR_ENOMEM : JR_OK;
}

static int
open_db(struct jr_store *s, enum jr_open_mode mode, bool immutable)
{
	struct sqlite *q = of(s);
	struct jr_buf uri = JR_BUF_INIT;
	int code, flags;

	flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
	    (mode == JR_OPEN_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
	    (immutable ? SQLITE_OPEN_URI : 0);
	if (immutable && immutable_uri(q->path, &uri) < 0)
		code = SQLITE_NOMEM;
	else
		code = sqlite3_open_v2(immutable ? jr_buf_str(&uri) : q->path, &q->db,
		    flags, NULL);
	jr_buf_release(&uri);
	if (code != SQLITE_OK)
		return fail(s, code);
	sqlite3_busy_timeout(q->db, BUSY_MS);
	return JR_OK;
}

static int
check_identity(struct jr_store *s)
{
	int id, rc, version;

	if ((rc = pragma_int(s, "PRAGMA application_id", &id)) < 0)
		return rc;
	if (id != APPLICATION_ID)
		return jr_error_set(&s->err, JR_ECONFIG,
		    N_("'%s' is not a journal store"), of(s)->path);
	if ((rc = pragma_int(s, "PRAGMA user_version", &version)) < 0)
		return rc;
	if (version > s->engine->newest)
		return jr_error_set(&s->err, JR_ECONFIG,
		    N_("the store '%s' has schema %d, newer than this program's %d; "
		    "use the newer program"), of(s)->path, version, s->engine->newest);
	return JR_OK;
}

static void
remove_files(const char *where)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal", ".lock" };
	struct jr_buf path = JR_BUF_INIT;

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		jr_buf_clear(&path);
		jr_buf_addf(&path, "%s%s", where, tails[i]);
		if (!path.failed)
			unlink(jr_buf_str(&path));
	}
	jr_buf_release(&path);
}

static int
set_pragmas(struct jr_store *s)
{
	return exec(s, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
	    "PRAGMA cache_size=-16000");
}

/* The file is ours from here on: of several who make one, one gets through. */
static int
make_file(struct jr_store *s)
{
	const char *path = of(s)->path;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return jr_error_set(&s->err, JR_ECONFLICT, N_("'%s' is there already"), path);
	if (fd < 0)
		return jr_error_set(&s->err, errno == ENOSPC ? JR_EIO : JR_EDENIED,
		    N_("cannot open '%s': %s"), path, strerror(errno));
	close(fd);
	of(s)->making = true;
	return JR_OK;
}

static int
make_db(struct jr_store *s)
{
	int rc;

	if ((rc = make_file(s)) < 0 || (rc = open_db(s, JR_OPEN_WRITE, false)) < 0)
		return rc;
	if ((rc = exec(s, "PRAGMA journal_mode=WAL")) < 0)
		return rc;
	return set_pragmas(s);
}

/* SQLite makes it where temporary files go, and only once its cache is full. */
static int
make_temporary(struct jr_store *s)
{
	struct sqlite *q = of(s);
	int code;

	q->temporary = q->making = true;
	code = sqlite3_open_v2("", &q->db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	if (code != SQLITE_OK)
		return fail(s, code);
	return exec(s, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; "
	    "PRAGMA foreign_keys=OFF; PRAGMA cache_size=-64000");
}

static int
sqlite_open(struct jr_store *s, const char *where, enum jr_open_mode mode)
{
	struct sqlite *q;
	bool read_only;
	int rc;

	if ((q = calloc(1, sizeof(*q))) == NULL)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	q->turn = -1;
	s->impl = q;
	if ((q->path = strdup(where)) == NULL)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	if (mode == JR_OPEN_TEMPORARY)
		return make_temporary(s);
	if ((rc = check_place(s, where, &read_only)) < 0)
		return rc;
	if (mode == JR_OPEN_CREATE)
		return make_db(s);
	if ((rc = check_file(s, where, mode)) < 0 ||
	    (rc = open_db(s, mode, read_only && mode == JR_OPEN_READ)) < 0 ||
	    (rc = check_identity(s)) < 0)
		return rc;
	return set_pragmas(s);
}

/* Page by page. */
static int
sqlite_clone(struct jr_store *to, struct jr_store *from)
{
	sqlite3 *db = of(to)->db;
	sqlite3_backup *b = sqlite3_backup_init(db, "main", of(from)->db, "main");
	int code;

	if (b == NULL)
		return fail(to, sqlite3_errcode(db));
	code = sqlite3_backup_step(b, -1);
	sqlite3_backup_finish(b);
	if (code != SQLITE_DONE)
		return fail(to, code);
	of(to)->making = false;
	return JR_OK;
}

static void
leave_turn(struct sqlite *q)
{
	if (q->turn >= 0)
		close(q->turn);
	q->turn = -1;
}

static void
sqlite_close(struct jr_store *s)
{
	struct sqlite *q = of(s);

	if (q == NULL)
		return;
	sqlite3_close(q->db);
	if (q->making && !q->temporary)
		remove_files(q->path);
	leave_turn(q);
	free(q->path);
	free(q);
}

/* --- Schema ------------------------------------------------------------ */

static int
sqlite_version(struct jr_store *s, int *out)
{
	return pragma_int(s, "PRAGMA user_version", out);
}

/* Bring the schema up, inside a transaction. */
static int
migrate_to(struct jr_store *s, const struct jr_migration *m)
{
	char version[40];
	int rc;

	snprintf(version, sizeof(version), "PRAGMA user_version=%d", m->version);
	return (rc = exec(s, m->text)) < 0 ? rc : exec(s, version);
}

static int
migrate_one(struct jr_store *s, const struct jr_migration *m)
{
	int rc;

	if ((rc = s->engine->begin(s, true)) < 0)
		return rc;
	if ((rc = migrate_to(s, m)) < 0 || (rc = s->engine->commit(s)) < 0)
		s->engine->rollback(s);
	return rc;
}

static int
sqlite_migrate(struct jr_store *s)
{
	int rc, version;

	for (size_t i = 0; i < jr_sqlite_migrations; i++) {
		if ((rc = sqlite_version(s, &version)) < 0)
			return rc;
		if (jr_sqlite_migration[i].version > version &&
		    (rc = migrate_one(s, &jr_sqlite_migration[i])) < 0)
			return rc;
	}
	return JR_OK;
}

/* --- Transactions ------------------------------------------------------ */

static int
enter_turn(struct jr_store *s)
{
	struct sqlite *q = of(s);
	struct jr_buf path = JR_BUF_INIT;
	int rc = JR_OK;

	jr_buf_addf(&path, "%s.lock", q->path);
	if (path.failed)
		rc = jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	else if ((q->turn = jr_turnstile_enter(jr_buf_str(&path), TURN_SECONDS)) < 0) {
		if (errno == ETIMEDOUT)
			rc = jr_error_set(&s->err, JR_EBUSY,
			    N_("the store is busy: others have been writing for %d seconds; "
			    "try again"), TURN_SECONDS);
		else
			rc = jr_error_set(&s->err, errno == EACCES || errno == EROFS ?
			    JR_EDENIED : JR_EIO, N_("cannot lock '%s': %s"),
			    jr_buf_str(&path), strerror(errno));
	}
	jr_buf_release(&path);
	return rc;
}

static void
sqlite_rollback(struct jr_store *s)
{
	struct sqlite *q = of(s);

	/* A statement that is not at its end would keep what it reads from changing,
	 * and so the next transaction from beginning. */
	for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(q->db, st)) != NULL;)
		sqlite3_reset(st);
	if (!sqlite3_get_autocommit(q->db))
		sqlite3_exec(q->db, "ROLLBACK", NULL, NULL, NULL);
	leave_turn(q);
}

/* Inside the first transaction: what a file is before its commit is no store. */
static int
make_schema(struct jr_store *s)
{
	int rc = exec(s, "PRAGMA application_id=0x4a524e4c");

	for (size_t i = 0; i < jr_sqlite_migrations && rc == JR_OK; i++)
		rc = migrate_to(s, &jr_sqlite_migration[i]);
	return rc;
}

static int
sqlite_begin(struct jr_store *s, bool write)
{
	int rc;

	/* A rollback that there was no memory for. */
	if (!sqlite3_get_autocommit(of(s)->db) && (rc = exec(s, "ROLLBACK")) < 0)
		return rc;
	if (!write)
		return exec(s, "BEGIN");
	if (!of(s)->temporary && (rc = enter_turn(s)) < 0)
		return rc;
	if ((rc = exec(s, "BEGIN IMMEDIATE")) == JR_OK && of(s)->making)
		rc = make_schema(s);
	if (rc < 0)
		sqlite_rollback(s);
	return rc;
}

static int
sqlite_commit(struct jr_store *s)
{
	int code = sqlite3_exec(of(s)->db, "COMMIT", NULL, NULL, NULL);

	/* The log may hold it all the same: a crash before it is next written to
	 * would then bring it up. */
	if ((code & 0xff) == SQLITE_IOERR)
		return jr_error_set(&s->err, JR_EIO, N_("the disk failed at the very end (%s); "
		    "see with jr-log list whether this was stored"),
		    sqlite3_errmsg(of(s)->db));
	if (code != SQLITE_OK)
		return fail(s, code);
	of(s)->making = false;
	leave_turn(of(s));
	return JR_OK;
}

/* --- Statements -------------------------------------------------------- */

/* A statement from a file may read the journal and compute, nothing else. */
static int
authorise(void *arg, int action, const char *a, const char *b, const char *c,
    const char *d)
{
	(void)arg, (void)a, (void)c, (void)d;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return b != NULL && strcmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static bool
is_blank(const char *tail)
{
	return tail[strspn(tail, " \t\r\n;")] == '\0';
}

static int
sqlite_prepare(struct jr_store *s, const struct jr_sql_desc *desc, const char *sql,
    struct jr_stmt *out)
{
	struct sqlite *q = of(s);
	bool guarded = desc == NULL;
	sqlite3_stmt *st = NULL;
	const char *tail = "";
	int code;

	if (guarded)
		sqlite3_set_authorizer(q->db, authorise, NULL);
	code = sqlite3_prepare_v3(q->db, sql, -1, guarded ? 0 : SQLITE_PREPARE_PERSISTENT,
	    &st, &tail);
	if (guarded)
		sqlite3_set_authorizer(q->db, NULL, NULL);
	if (code != SQLITE_OK && guarded)
		return jr_error_set(&s->err, JR_EINVAL, "%s", sqlite3_errmsg(q->db));
	if (code != SQLITE_OK)
		return fail(s, code);
	if (guarded && (st == NULL || !is_blank(tail))) {
		sqlite3_finalize(st);
		return jr_error_set(&s->err, JR_EINVAL, N_("exactly one query is wanted here"));
	}
	out->impl = st;
	return JR_OK;
}

static void
sqlite_finalize(struct jr_stmt *st)
{
	sqlite3_finalize(st->impl);
}

static int
sqlite_place(struct jr_stmt *st, const char *name)
{
	char colon[64];
	size_t n = strlen(name);

	assert(n < sizeof(colon) - 1);
	colon[0] = ':';
	memcpy(colon + 1, name, n + 1);
	return sqlite3_bind_parameter_index(st->impl, colon);
}

static int
sqlite_bind(struct jr_stmt *st, int place, const struct jr_value *v)
{
	int code;

	switch (v->type) {
	case JR_V_NULL:
		code = sqlite3_bind_null(st->impl, place);
		break;
	case JR_V_INT:
		code = sqlite3_bind_int64(st->impl, place, v->i);
		break;
	case JR_V_TEXT:
		code = sqlite3_bind_text64(st->impl, place, v->p, v->n, SQLITE_STATIC,
		    SQLITE_UTF8);
		break;
	default:
		code = sqlite3_bind_blob64(st->impl, place, v->p, v->n, SQLITE_STATIC);
	}
	return code == SQLITE_OK ? JR_OK : fail(st->store, code);
}

static int
past_limit(void *arg)
{
	struct sqlite *q = arg;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec >= q->until;
}

static void
guard(struct jr_stmt *st)
{
	struct sqlite *q = of(st->store);
	struct timespec now;

	if (!st->guarded || st->store->limit == 0 || sqlite3_stmt_busy(st->impl))
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	q->until = now.tv_sec + st->store->limit;
	sqlite3_progress_handler(q->db, STEPS_A_CHECK, past_limit, q);
}

static void
sqlite_reset(struct jr_stmt *st)
{
	sqlite3_reset(st->impl);
	sqlite3_clear_bindings(st->impl);
	if (st->guarded)
		sqlite3_progress_handler(of(st->store)->db, 0, NULL, NULL);
}

static int
sqlite_step(struct jr_stmt *st)
{
	int code, rc = JR_DONE;

	guard(st);
	if ((code = sqlite3_step(st->impl)) == SQLITE_ROW)
		return JR_OK;
	if (code != SQLITE_DONE) {
		jr_error_clear(&st->store->err);
		rc = fail(st->store, code);
	}
	sqlite_reset(st);
	return rc;
}

static int
sqlite_columns(struct jr_stmt *st)
{
	return sqlite3_column_count(st->impl);
}

static const char *
sqlite_name_of(struct jr_stmt *st, int column)
{
	return sqlite3_column_name(st->impl, column);
}

static void
sqlite_value(struct jr_stmt *st, int column, struct jr_value *out)
{
	switch (sqlite3_column_type(st->impl, column)) {
	case SQLITE_NULL:
		*out = jr_null();
		break;
	case SQLITE_INTEGER:
		*out = jr_int(sqlite3_column_int64(st->impl, column));
		break;
	case SQLITE_BLOB:
		out->type = JR_V_BLOB;
		out->p = sqlite3_column_blob(st->impl, column);
		out->n = (size_t)sqlite3_column_bytes(st->impl, column);
		break;
	default:	/* text, and floating point as text */
		out->type = JR_V_TEXT;
		out->p = (const char *)sqlite3_column_text(st->impl, column);
		out->n = (size_t)sqlite3_column_bytes(st->impl, column);
		if (out->p == NULL)
			*out = jr_null();
	}
}

static int64_t
sqlite_changed(struct jr_store *s)
{
	return sqlite3_changes64(of(s)->db);
}

const struct jr_engine jr_engine_sqlite = {
	.abi = JR_ENGINE_ABI,
	.name = "sqlite",
	.newest = JR_SCHEMA_NEWEST,
	.open = sqlite_open,
	.close = sqlite_close,
	.version = sqlite_version,
	.migrate = sqlite_migrate,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.prepare = sqlite_prepare,
	.finalize = sqlite_finalize,
	.place = sqlite_place,
	.bind = sqlite_bind,
	.step = sqlite_step,
	.reset = sqlite_reset,
	.columns = sqlite_columns,
	.name_of = sqlite_name_of,
	.value = sqlite_value,
	.changed = sqlite_changed,
	.clone = sqlite_clone,
};
