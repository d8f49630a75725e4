/* See fuzz.h. */
#include <sys/file.h>
#include <sys/mman.h>

#include <assert.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

static char folder[PATH_MAX - 32];
static char store[PATH_MAX], good[PATH_MAX];
static struct jr *school;

/* --- Files ---------------------------------------------------------------------- */

FILE *
fuzz_file(const uint8_t *data, size_t n)
{
	static FILE *in;
	int fd;

	if (in != NULL)
		fclose(in);
	FUZZ_HOLDS((fd = memfd_create("fuzz", MFD_CLOEXEC)) >= 0);
	FUZZ_HOLDS(pwrite(fd, data, n, 0) == (ssize_t)n && (in = fdopen(fd, "r+")) != NULL);
	return in;
}

bool
fuzz_one_in(unsigned n, const uint8_t *data, size_t size)
{
	unsigned sum = 0;

	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	return sum % n == 0;
}

static void
copy(const char *from, const char *to)
{
	char block[65536];
	ssize_t n;
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	FUZZ_HOLDS(in >= 0 && out >= 0);
	while ((n = read(in, block, sizeof(block))) > 0)
		FUZZ_HOLDS(write(out, block, (size_t)n) == n);
	FUZZ_HOLDS(n == 0 && close(in) == 0 && close(out) == 0);
}

/* --- Making the school ------------------------------------------------------------- */

static void
wrong_conf(void *arg, const struct jr_error *e)
{
	(void)arg;
	fprintf(stderr, "journal.conf:%zu: %s\n", e->line, e->text);
}

static void
put_conf(struct jr *j)
{
	const char *root = getenv(FUZZ_ROOT_ENV);
	char name[PATH_MAX];
	struct jr_conf *conf;
	FILE *in;

	snprintf(name, sizeof(name), "%s/journal.conf", root != NULL ? root : ".");
	FUZZ_HOLDS((in = fopen(name, "re")) != NULL);
	FUZZ_HOLDS(jr_conf_load(&conf, in, jr_config_schema, wrong_conf, NULL) == JR_OK);
	fclose(in);
	FUZZ_HOLDS(jr_config_apply(j, conf, true, wrong_conf, NULL) == JR_OK);
	jr_conf_free(conf);
}

static void
put_rows(struct jr *j, const struct jr_rowkind *kind, const char *text)
{
	const struct jr_csv_opts opts = { 0 };
	const struct jr_csv_row *header;
	struct jr_error e = { 0 };
	struct jr_csv_row in;
	struct jr_row row;
	struct jr_csv *csv;
	enum jr_change what;

	FUZZ_HOLDS(jr_csv_open(&csv, fuzz_file((const uint8_t *)text, strlen(text)), &opts,
	    &e) == JR_OK);
	header = jr_csv_header(csv);
	while (jr_csv_next(csv, &in, &e) == JR_OK) {
		row = (struct jr_row){ .kind = kind };
		for (size_t i = 0; i < in.n; i++)
			row.v[jr_rowkind_column(kind, header->field[i])] = in.field[i];
		if (kind->put(j, &row, &what) < 0) {
			fprintf(stderr, "%s: %s\n", kind->name, jr_error(j)->text);
			abort();
		}
	}
	FUZZ_HOLDS(e.rc == 0);
	jr_csv_close(csv);
}

static void
put_roster(struct jr *j)
{
	put_rows(j, &jr_kind_staff, "login,surname,given_name,role\n"
	    "lisina,Лисина,Вера,teacher\n");
	put_rows(j, &jr_kind_class, "class,grade,homeroom\n7А,7,lisina\n1А,1,lisina\n");
	put_rows(j, &jr_kind_student, "number,surname,given_name,patronymic,class\n"
	    "Ф-1,Ёлкин,Пётр,Ильич,7А\nФ-2,Юдина,Анна,Олеговна,7А\nФ-3,Юдина,Анна,Ивановна,7А\n"
	    "Ф-4,Мал,Ян,,1А\n");
	put_rows(j, &jr_kind_course, "class,subject,teacher,hours_per_week\n"
	    "7А,Алгебра,lisina,3\n1А,Математика,lisina,4\n");
	put_rows(j, &jr_kind_timetable, "class,subject,weekday,number\n"
	    "7А,Алгебра,1,2\n7А,Алгебра,3,1\n7А,Алгебра,3,2\n1А,Математика,1,1\n");
	put_rows(j, &jr_kind_lesson, "date,class,subject,number,topic,tasks\n"
	    "2026-09-07,7А,Алгебра,2,Выражения,К*150: Входная | О\n"
	    "2026-09-09,7А,Алгебра,1,Тождества,\n");
	put_rows(j, &jr_kind_mark, "date,class,subject,number,student,mark,type\n"
	    "2026-09-07,7А,Алгебра,2,Ф-1,5,К\n");
}

static struct jr *
open_store(enum jr_open_mode mode)
{
	const struct jr_options o = { .store = store, .mode = mode, .sandbox = true,
	    .user = "fuzz", .now = mode == JR_OPEN_CREATE ? NULL : FUZZ_NOW };
	struct jr_error e;
	struct jr *j;

	if (jr_open(&j, &o, &e) < 0) {
		fprintf(stderr, "%s: %s\n", store, e.text);
		abort();
	}
	return j;
}

static void
remove_school(void)
{
	static const char *const tails[] = { "store.db", "store.db-wal", "store.db-shm",
	    "store.db.lock", "good.db" };
	char name[PATH_MAX];

	jr_close(school);
	school = NULL;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		snprintf(name, sizeof(name), "%s/%s", folder, tails[i]);
		unlink(name);
	}
	rmdir(folder);
}

/* The calendar first, then the roster as of a day that has its year. */
static void
make_school(void)
{
	const struct jr_tx tx = { .command = "fuzz" };
	const char *tmp = getenv("TMPDIR");
	int64_t tx_id;
	struct jr *j;

	snprintf(folder, sizeof(folder), "%s/journal-fuzz.XXXXXX", tmp != NULL ? tmp : "/tmp");
	FUZZ_HOLDS(mkdtemp(folder) != NULL);
	snprintf(store, sizeof(store), "%s/store.db", folder);
	snprintf(good, sizeof(good), "%s/good.db", folder);
	j = open_store(JR_OPEN_CREATE);
	FUZZ_HOLDS(jr_tx_begin(j, &tx) == JR_OK);
	put_conf(j);
	FUZZ_HOLDS(jr_tx_commit(j, &tx_id) == JR_OK);
	jr_close(j);
	j = open_store(JR_OPEN_WRITE);
	FUZZ_HOLDS(jr_use_year(j, NULL) == JR_OK && jr_tx_begin(j, &tx) == JR_OK);
	put_roster(j);
	FUZZ_HOLDS(jr_tx_commit(j, &tx_id) == JR_OK);
	jr_close(j);
	copy(store, good);
	atexit(remove_school);
}

struct jr *
fuzz_school(void)
{
	if (folder[0] == '\0')
		make_school();
	if (school == NULL) {
		school = open_store(JR_OPEN_WRITE);
		FUZZ_HOLDS(jr_use_year(school, NULL) == JR_OK);
	}
	return school;
}

void
fuzz_reset(void)
{
	char name[PATH_MAX + 8];

	jr_close(school);
	school = NULL;
	snprintf(name, sizeof(name), "%s-wal", store);
	unlink(name);
	snprintf(name, sizeof(name), "%s-shm", store);
	unlink(name);
	copy(good, store);
}

/* --- What must hold ----------------------------------------------------------------- */

struct fuzz_state
fuzz_look(struct jr *j)
{
	static const char sql[] = "SELECT (SELECT tx_id FROM head), "
	    "(SELECT count(*) FROM mark) + (SELECT count(*) FROM task) * 1000 + "
	    "(SELECT count(*) FROM lesson) * 1000000 + (SELECT count(*) FROM attendance) * 1000000000 + "
	    "(SELECT count(*) FROM register) * 1000000000000 + "
	    "(SELECT count(*) FROM setting) * 1000000000000000";
	bool inside = jr_store_in_tx(j->store);
	struct fuzz_state state;
	struct jr_stmt *st;

	FUZZ_HOLDS(inside || jr_read_begin(j) == JR_OK);
	FUZZ_HOLDS(jr_store_settle(j->store) == JR_OK);
	FUZZ_HOLDS(jr_stmt_prepare(j->store, sql, &st) == JR_OK && jr_stmt_step(st) == JR_OK);
	state = (struct fuzz_state){ jr_stmt_int(st, 0), jr_stmt_int(st, 1) };
	jr_stmt_reset(st);
	jr_stmt_free(st);
	if (!inside)
		jr_read_end(j);
	return state;
}

static void
nobody_writes(void)
{
	char name[PATH_MAX + 8];
	int fd;

	snprintf(name, sizeof(name), "%s.lock", store);
	FUZZ_HOLDS((fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) >= 0);
	FUZZ_HOLDS(flock(fd, LOCK_EX | LOCK_NB) == 0);
	close(fd);
}

void
fuzz_nothing_stored(struct jr *j, const struct fuzz_state *before)
{
	struct fuzz_state now;

	FUZZ_HOLDS(!jr_store_in_tx(j->store));
	nobody_writes();
	now = fuzz_look(j);
	FUZZ_HOLDS(now.tx_id == before->tx_id && now.rows == before->rows);
}

static void
unsound(void *arg, const char *words)
{
	(void)arg;
	fprintf(stderr, "verify: %s\n", words);
}

void
fuzz_sound(struct jr *j)
{
	struct jr_verified verified;

	FUZZ_HOLDS(!jr_store_in_tx(j->store));
	nobody_writes();
	FUZZ_HOLDS(jr_history_verify(j, unsound, NULL, &verified) == JR_OK);
	FUZZ_HOLDS(verified.faults == 0);
}

/* --- One row ---------------------------------------------------------------------------- */

static bool
about_row(int rc)
{
	return rc == JR_EINVAL || rc == JR_ENOTFOUND || rc == JR_ECONFLICT || rc == JR_EDENIED;
}

/* The lines of the input as cells; a cell has no NUL, as the CSV reader sees to. */
static char *
fill(struct jr_row *row, const char *const *free_columns, const uint8_t *data, size_t n)
{
	char *text = malloc(n + 1), *line = text, *end;

	FUZZ_HOLDS(text != NULL);
	memcpy(text, data, n);
	text[n] = '\0';
	for (; *free_columns != NULL && line != NULL; free_columns++, line = end) {
		if ((end = strchr(line, '\n')) != NULL)
			*end++ = '\0';
		row->v[jr_rowkind_column(row->kind, *free_columns)] = line;
	}
	return text;
}

void
fuzz_row(const struct jr_rowkind *kind, const struct fuzz_cell *fixed,
    const char *const *free_columns, const uint8_t *data, size_t n)
{
	const struct jr_tx tx = { .command = "fuzz" };
	struct jr *j = fuzz_school();
	struct fuzz_state before = fuzz_look(j), now;
	struct jr_row row = { .kind = kind };
	enum jr_change what;
	int64_t tx_id;
	char *text;
	int rc;

	for (; fixed->column != NULL; fixed++)
		row.v[jr_rowkind_column(kind, fixed->column)] = fixed->text;
	text = fill(&row, free_columns, data, n);
	FUZZ_HOLDS(jr_tx_begin(j, &tx) == JR_OK);
	rc = kind->put(j, &row, &what);
	now = fuzz_look(j);
	if (rc < 0) {
		FUZZ_HOLDS(about_row(rc) && what == JR_SAME && jr_error(j)->text[0] != '\0');
		FUZZ_HOLDS(now.rows == before.rows);
		jr_error_forget(j);
		FUZZ_HOLDS(jr_tx_commit(j, &tx_id) == JR_OK && tx_id == 0);
		fuzz_nothing_stored(j, &before);
	} else if (!fuzz_one_in(32, data, n)) {	/* a reset is dear */
		jr_tx_abort(j);
		fuzz_nothing_stored(j, &before);
	} else {
		FUZZ_HOLDS(jr_tx_commit(j, &tx_id) == JR_OK);
		FUZZ_HOLDS((what == JR_SAME) <= (tx_id == 0 || now.rows != before.rows));
		fuzz_sound(j);
		if (tx_id != 0)
			fuzz_reset();
	}
	free(text);
}
