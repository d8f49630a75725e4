/* The archive that a workbook is, with limits against bombs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zip.h>

#include "sheet_impl.h"

#define BLOCK ((size_t)64 << 10)
#define PATH_MOST 512

struct sheet_package {
	zip_t	*zip;
	size_t	 size;		/* of the file */
	size_t	 unpacked;	/* in all */
};

/* --- What the file is --------------------------------------------------------- */

/* Does the file hold the text, in UTF-16 as OLE2 has its names? */
static bool
holds(int fd, const char *text, size_t len)
{
	static char block[BLOCK];
	size_t kept = 0;
	off_t at = 0;
	ssize_t n;

	while ((n = pread(fd, block + kept, sizeof(block) - kept, at)) > 0) {
		at += n;
		n += (ssize_t)kept;
		if (memmem(block, (size_t)n, text, len) != NULL)
			return true;
		kept = (size_t)n < len ? (size_t)n : len - 1;
		memmove(block, block + n - kept, kept);
	}
	return false;
}

static int
refuse_ole(int fd, struct jr_error *err)
{
	static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	if (holds(fd, encrypted, sizeof(encrypted)))
		return jr_error_set(err, JR_EINVAL, N_("the workbook is protected with a password; "
		    "open it, take the password off and save it anew"));
	return jr_error_set(err, JR_EINVAL, N_("this is an old Excel workbook (XLS); "
	    "save it as XLSX or CSV"));
}

static int
check_kind(struct sheet_package *p, int fd, struct jr_error *err)
{
	char head[8] = "";
	struct stat is;
	ssize_t n;

	if (fstat(fd, &is) < 0 || (n = pread(fd, head, sizeof(head), 0)) < 0)
		return jr_error_set(err, JR_EIO, N_("the input cannot be read: %s"), strerror(errno));
	p->size = (size_t)is.st_size;
	if (n == 0)
		return jr_error_set(err, JR_EINVAL, N_("the input is empty"));
	if (memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return refuse_ole(fd, err);
	if (memcmp(head, "PK", 2) != 0)
		return jr_error_set(err, JR_EINVAL, N_("this is no workbook (XLSX)"));
	if (p->size > SHEET_FILE_MOST)
		return jr_error_set(err, JR_EINVAL,
		    N_("the file is larger than %zu MiB, the most that is read"),
		    SHEET_FILE_MOST / SHEET_MIB);
	return JR_OK;
}

/* --- Opening ------------------------------------------------------------------- */

static int
refuse_archive(int code, struct jr_error *err)
{
	if (code == ZIP_ER_MEMORY)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	return jr_error_set(err, JR_EINVAL, N_("the file is cut short or damaged; fetch it anew, "
	    "or open it and save it again"));
}

/* A descriptor of the archive's own. */
static int
open_zip(struct sheet_package *p, int fd, struct jr_error *err)
{
	zip_error_t why;
	zip_source_t *source;
	FILE *own;
	int rc = JR_OK, twin = dup(fd);

	if (twin < 0 || (own = fdopen(twin, "rb")) == NULL) {
		if (twin >= 0)
			close(twin);
		return jr_error_set(err, JR_EIO, N_("the input cannot be read: %s"), strerror(errno));
	}
	zip_error_init(&why);
	if ((source = zip_source_filep_create(own, 0, -1, &why)) == NULL)
		fclose(own);
	else if ((p->zip = zip_open_from_source(source, ZIP_RDONLY, &why)) == NULL)
		zip_source_free(source);
	if (p->zip == NULL)
		rc = refuse_archive(zip_error_code_zip(&why), err);
	zip_error_fini(&why);
	return rc;
}

static int
take_mimetype(void *arg, const char *data, size_t n)
{
	char *out = arg;

	if (n == 0 || out[0] != '\0')
		return JR_DONE;
	memcpy(out, data, n < 99 ? n : 99);
	return JR_DONE;
}

/* Archives that are known, and are no workbooks of Excel. */
static int
check_content(struct sheet_package *p, struct jr_error *err)
{
	struct jr_error ignored = { 0 };
	char type[100] = "";

	if (zip_get_num_entries(p->zip, 0) > SHEET_ENTRIES_MOST)
		return jr_error_set(err, JR_EINVAL,
		    N_("the archive has more than %d files; this is no workbook"),
		    SHEET_ENTRIES_MOST);
	if (sheet_package_has(p, "_rels/.rels"))
		return JR_OK;
	if (sheet_package_has(p, "mimetype"))
		sheet_package_read(p, "mimetype", take_mimetype, type, &ignored);
	if (strstr(type, "opendocument") != NULL)
		return jr_error_set(err, JR_EINVAL, N_("this is an OpenDocument file (ODS); "
		    "save it as XLSX or CSV"));
	if (sheet_package_has(p, "xl/workbook.xml"))
		return jr_error_set(err, JR_EINVAL, N_("%s is missing; open the workbook and save it "
		    "again"), "_rels/.rels");
	return jr_error_set(err, JR_EINVAL, N_("this is a ZIP archive and no workbook; unpack it"));
}

int
sheet_package_open(struct sheet_package **out, FILE *in, struct jr_error *err)
{
	struct sheet_package *p;
	int fd = fileno(in), rc;

	*out = NULL;
	if ((p = calloc(1, sizeof(*p))) == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	if ((rc = check_kind(p, fd, err)) == JR_OK && (rc = open_zip(p, fd, err)) == JR_OK)
		rc = check_content(p, err);
	if (rc == JR_OK)
		*out = p;
	else
		sheet_package_close(p);
	return rc;
}

void
sheet_package_close(struct sheet_package *p)
{
	if (p == NULL)
		return;
	if (p->zip != NULL)
		zip_discard(p->zip);
	free(p);
}

/* --- Parts ------------------------------------------------------------------------ */

/* Names of parts are blind to case; some programs write '\' for '/'. */
static zip_int64_t
locate(const struct sheet_package *p, const char *part)
{
	char other[PATH_MOST];
	zip_int64_t at = zip_name_locate(p->zip, part, ZIP_FL_NOCASE);
	size_t n = strlen(part);

	if (at >= 0 || n >= sizeof(other))
		return at;
	memcpy(other, part, n + 1);
	for (char *s = other; *s != '\0'; s++)
		if (*s == '/')
			*s = '\\';
	return zip_name_locate(p->zip, other, ZIP_FL_NOCASE);
}

bool
sheet_package_has(const struct sheet_package *p, const char *part)
{
	return locate(p, part) >= 0;
}

static int
damaged(const char *part, int code, struct jr_error *err)
{
	switch (code) {
	case ZIP_ER_MEMORY:
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
	case ZIP_ER_ENCRNOTSUPP:
		return jr_error_set(err, JR_EINVAL, N_("the workbook is protected with a password; "
		    "open it, take the password off and save it anew"));
	case ZIP_ER_COMPNOTSUPP:
		return jr_error_set(err, JR_EINVAL, N_("%s is packed in a way that is not known here; "
		    "open the workbook and save it again"), part);
	default:
		return jr_error_set(err, JR_EINVAL, N_("%s is damaged; fetch the file anew, or open it "
		    "and save it again"), part);
	}
}

/* The bytes unpacked so far are within the limits. */
static int
check_size(const struct sheet_package *p, const char *part, size_t n, size_t packed,
    struct jr_error *err)
{
	if (n > SHEET_PART_MOST)
		return jr_error_set(err, JR_EINVAL,
		    N_("%s unpacks to more than %zu MiB, the most that is read"), part,
		    SHEET_PART_MOST / SHEET_MIB);
	if (p->unpacked > SHEET_ALL_MOST)
		return jr_error_set(err, JR_EINVAL,
		    N_("the workbook unpacks to more than %zu MiB, the most that is read"),
		    SHEET_ALL_MOST / SHEET_MIB);
	if (n > SHEET_RATIO_FROM && n / SHEET_RATIO_MOST > packed)
		return jr_error_set(err, JR_EINVAL,
		    N_("%s unpacks to more than %d times its size; no real workbook does"), part,
		    SHEET_RATIO_MOST);
	return JR_OK;
}

static int
unpack(struct sheet_package *p, zip_file_t *file, const char *part, size_t packed,
    int (*take)(void *arg, const char *data, size_t n), void *arg, struct jr_error *err)
{
	char *block = malloc(BLOCK);
	size_t total = 0;
	zip_int64_t n;
	int rc = JR_OK;

	if (block == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	while (rc == JR_OK && (n = zip_fread(file, block, BLOCK)) != 0) {
		if (n < 0) {
			rc = damaged(part, zip_error_code_zip(zip_file_get_error(file)), err);
			break;
		}
		total += (size_t)n;
		p->unpacked += (size_t)n;
		if ((rc = check_size(p, part, total, packed, err)) == JR_OK)
			rc = take(arg, block, (size_t)n);
	}
	if (rc == JR_OK)
		rc = take(arg, block, 0);
	free(block);
	return rc;
}

int
sheet_package_read(struct sheet_package *p, const char *part,
    int (*take)(void *arg, const char *data, size_t n), void *arg, struct jr_error *err)
{
	zip_int64_t at = locate(p, part);
	zip_file_t *file;
	zip_stat_t is;
	size_t packed;
	int rc;

	if (at < 0 || zip_stat_index(p->zip, (zip_uint64_t)at, 0, &is) < 0 ||
	    !(is.valid & ZIP_STAT_COMP_SIZE))
		return jr_error_set(err, JR_EINVAL, N_("%s is missing; open the workbook and save it "
		    "again"), part);
	packed = is.comp_size < p->size ? (size_t)is.comp_size : p->size;
	if (is.valid & ZIP_STAT_SIZE && is.size > SHEET_PART_MOST)
		return check_size(p, part, SHEET_PART_MOST + 1, packed, err);
	if ((file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0)) == NULL)
		return damaged(part, zip_error_code_zip(zip_get_error(p->zip)), err);
	rc = unpack(p, file, part, packed, take, arg, err);
	zip_fclose(file);
	return rc;
}
