/* Reports: those of some folders; finding one. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

struct jr_reports {
	struct jr_report	**report;
	size_t			 n;
};

/* In the order of names; one of the same name gives way. */
static bool
place(struct jr_reports *all, struct jr_report *r)
{
	struct jr_report **more;
	size_t at = 0;

	while (at < all->n && strcmp(all->report[at]->name, r->name) < 0)
		at++;
	if (at < all->n && strcmp(all->report[at]->name, r->name) == 0) {
		jr__report_free(all->report[at]);
		all->report[at] = r;
		return true;
	}
	if ((more = realloc(all->report, (all->n + 1) * sizeof(*more))) == NULL)
		return false;
	all->report = more;
	memmove(&more[at + 1], &more[at], (all->n - at) * sizeof(*more));
	more[at] = r;
	all->n++;
	return true;
}

static int
is_sql(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return d->d_name[0] != '.' && n > 4 && strcmp(d->d_name + n - 4, ".sql") == 0;
}

static int
load_file(struct jr_reports *all, const char *folder, const char *name,
    const char *const *folders, jr_report_fault *fault, void *arg)
{
	struct jr_buf path = JR_BUF_INIT;
	struct jr_error e = { 0 };
	struct jr_report *r = NULL;
	int rc;

	jr_buf_addf(&path, "%s/%s", folder, name);
	rc = path.failed ? JR_ENOMEM : jr__report_load(jr_buf_str(&path), folders, &r, &e);
	jr_buf_release(&path);
	if (rc == JR_OK && !place(all, r)) {
		jr__report_free(r);
		rc = JR_ENOMEM;
	}
	if (rc < 0 && rc != JR_ENOMEM)
		fault(arg, e.text);
	return rc == JR_ENOMEM ? rc : JR_OK;
}

static int
load_folder(struct jr_reports *all, const char *folder, const char *const *folders,
    jr_report_fault *fault, void *arg, struct jr_error *err)
{
	struct dirent **found;
	int n, rc = JR_OK;

	if ((n = scandir(folder, &found, is_sql, alphasort)) < 0)
		return errno == ENOENT ? JR_OK : jr_error_set(err, JR_EIO, "%s: %s", folder,
		    strerror(errno));
	for (int i = 0; i < n; i++) {
		if (rc == JR_OK && (rc = load_file(all, folder, found[i]->d_name, folders, fault,
		    arg)) < 0)
			jr_error_set(err, rc, N_("out of memory"));
		free(found[i]);
	}
	free(found);
	return rc;
}

int
jr_reports_load(const char *const *folders, jr_report_fault *fault, void *arg,
    struct jr_reports **out, struct jr_error *err)
{
	struct jr_reports *all;
	int rc = JR_OK;

	*out = NULL;
	if ((all = calloc(1, sizeof(*all))) == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	for (int i = 0; folders[i] != NULL && rc == JR_OK; i++)
		rc = load_folder(all, folders[i], folders, fault, arg, err);
	if (rc < 0) {
		jr_reports_free(all);
		return rc;
	}
	*out = all;
	return JR_OK;
}

void
jr_reports_free(struct jr_reports *all)
{
	if (all == NULL)
		return;
	for (size_t i = 0; i < all->n; i++)
		jr__report_free(all->report[i]);
	free(all->report);
	free(all);
}

size_t
jr_reports_count(const struct jr_reports *all)
{
	return all->n;
}

const struct jr_report *
jr_reports_at(const struct jr_reports *all, size_t i)
{
	return all->report[i];
}

/* How many letters must be changed, added or taken away (both up to 63). */
static int
distance(const char *a, const char *b)
{
	int row[64], above, corner;
	int n = (int)strnlen(b, 63);

	for (int k = 0; k <= n; k++)
		row[k] = k;
	for (int i = 1; i < 64 && a[i - 1] != '\0'; i++) {
		corner = row[0];
		row[0] = i;
		for (int k = 1; k <= n; k++) {
			above = row[k];
			row[k] = corner + (a[i - 1] != b[k - 1]);
			if (above + 1 < row[k])
				row[k] = above + 1;
			if (row[k - 1] + 1 < row[k])
				row[k] = row[k - 1] + 1;
			corner = above;
		}
	}
	return row[n];
}

int
jr_reports_find(const struct jr_reports *all, const char *name,
    const struct jr_report **out, struct jr_error *err)
{
	struct jr_buf near = JR_BUF_INIT;
	int least = 64, d;

	*out = NULL;
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->report[i]->name, name) == 0) {
			*out = all->report[i];
			return JR_OK;
		}
	for (size_t i = 0; i < all->n; i++)
		if ((d = distance(name, all->report[i]->name)) < least)
			least = d;
	for (size_t i = 0; i < all->n; i++)
		if (distance(name, all->report[i]->name) <= least + 1)
			jr_buf_addf(&near, "%s%s", near.len > 0 ? ", " : "", all->report[i]->name);
	if (least <= (int)strlen(name) / 2)
		jr_error_set(err, JR_ENOTFOUND, N_("there is no report '%s'; near it is: %s"), name,
		    jr_buf_str(&near));
	else
		jr_error_set(err, JR_ENOTFOUND, N_("there is no report '%s'"), name);
	jr_buf_release(&near);
	return JR_ENOTFOUND;
}
