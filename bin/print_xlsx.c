/*
 * Pages as sheets of a workbook: a frozen heading that filters, numbers and dates as
 * what they are, columns as wide as what stands in them, A4 with the title above.
 * The same pages give the same bytes.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "print.h"

#define ROWS_MOST 1048576u	/* what a sheet holds */
#define COLS_MOST 16384u
#define TEXT_MOST 32767u	/* characters of a cell */
#define NAME_MOST 31		/* characters of a sheet's name */
#define HEADER_MOST 200		/* bytes of the line above a printed page */

#define WIDTH_LEAST 5		/* of a column, in characters */
#define WIDTH_MOST 50
#define NARROW 7		/* columns so wide have long headings upright, … */
#define UPRIGHT_LEAST 4		/* … where there are so many of them */
#define PORTRAIT_WIDTH 95	/* more goes on landscape pages */
#define POINTS 6.0		/* of a character in an upright heading, about */
#define ROW_HEIGHT 15.0
#define MADE 315532800		/* 1980-01-01: the time of making would tell files apart */

enum looks { TEXT, CENTER, RIGHT, INT, DECIMAL1, DECIMAL2, DATE, LOOKS };

struct print_workbook {
	char		 path[40];
	lxw_workbook	*book;			/* NULL: closed */
	size_t		 sheets;
	lxw_format	*head, *upright, *plain[LOOKS], *bold[LOOKS];
};

/* One page on its way to a sheet. */
struct sheet {
	struct print_workbook	*w;
	const struct print_page	*p;
	lxw_worksheet		*sheet;
	size_t			 first;		/* column of the page's first: 1 behind groups */
	size_t			*width;
	enum looks		*looks;
	bool			 upright;	/* headings of narrow columns stand upright */
	size_t			 all;		/* width of them together */
	lxw_error		 failed;	/* the first */
};

static int
no_memory(struct jr_error *e)
{
	return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
}

static int
no_temporary(struct jr_error *e, int why)
{
	return jr_error_set(e, JR_EIO, N_("a temporary file cannot be written: %s"),
	    strerror(why));
}

static size_t
width_of(const char *s)
{
	return jr_text_width(s, strlen(s));
}

/* --- The workbook ---------------------------------------------------------------- */

static bool
make_formats(struct print_workbook *w)
{
	static const char *const numbers[LOOKS] = {
		[INT] = "0", [DECIMAL1] = "0.0", [DECIMAL2] = "0.00", [DATE] = "dd.mm.yyyy",
	};

	w->head = workbook_add_format(w->book);
	w->upright = workbook_add_format(w->book);
	if (w->head == NULL || w->upright == NULL)
		return false;
	for (int i = 0; i < 2 * LOOKS; i++) {
		lxw_format *f = workbook_add_format(w->book);
		int looks = i % LOOKS;

		if (f == NULL)
			return false;
		format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
		if (looks == TEXT)
			format_set_text_wrap(f);
		if (looks == RIGHT)
			format_set_align(f, LXW_ALIGN_RIGHT);
		if (looks == CENTER || looks == DATE)
			format_set_align(f, LXW_ALIGN_CENTER);
		if (numbers[looks] != NULL)
			format_set_num_format(f, numbers[looks]);
		if (i >= LOOKS)
			format_set_bold(f);
		*(i < LOOKS ? &w->plain[looks] : &w->bold[looks]) = f;
	}
	for (int i = 0; i < 2; i++) {
		lxw_format *f = i == 0 ? w->head : w->upright;

		format_set_bold(f);
		format_set_text_wrap(f);
		format_set_bottom(f, LXW_BORDER_THIN);
		format_set_align(f, LXW_ALIGN_VERTICAL_BOTTOM);
	}
	format_set_rotation(w->upright, 90);
	format_set_align(w->upright, LXW_ALIGN_CENTER);
	return true;
}

static int
open_book(struct print_workbook *w, struct jr_error *e)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
	    .tmpdir = (char *)"/var/tmp" };
	lxw_doc_properties properties = { .created = MADE };
	int fd = mkstemp(strcpy(w->path, "/var/tmp/journal-print-XXXXXX"));

	if (fd < 0) {
		w->path[0] = '\0';
		return no_temporary(e, errno);
	}
	close(fd);
	if ((w->book = workbook_new_opt(w->path, &options)) == NULL || !make_formats(w))
		return no_memory(e);
	workbook_set_properties(w->book, &properties);
	return JR_OK;
}

int
print_workbook_new(struct print_workbook **out, struct jr_error *e)
{
	struct print_workbook *w = calloc(1, sizeof(*w));
	int rc;

	*out = NULL;
	if (w == NULL)
		return no_memory(e);
	if ((rc = open_book(w, e)) < 0) {
		print_workbook_free(w);
		return rc;
	}
	*out = w;
	return JR_OK;
}

void
print_workbook_free(struct print_workbook *w)
{
	if (w == NULL)
		return;
	if (w->book != NULL)
		lxw_workbook_free(w->book);
	if (w->path[0] != '\0')
		unlink(w->path);
	free(w);
}

/* --- How columns look ------------------------------------------------------------- */

static bool
is_whole(double x)
{
	/* Beyond 2^53 every number is. */
	return x >= 9007199254740992.0 || x <= -9007199254740992.0 ||
	    x - (double)(long long)x == 0;
}

/* How many decimals, up to two, the number needs. */
static int
decimals(double x)
{
	return is_whole(x) ? 0 : is_whole(10 * x) ? 1 : 2;
}

static void
look_at_cell(struct sheet *s, size_t c, const struct print_cell *cell, int *most)
{
	size_t wide;

	if (cell->kind == PRINT_NUMBER && s->p->col[c].type == JR_COL_DECIMAL &&
	    decimals(cell->number) > *most)
		*most = decimals(cell->number);
	wide = cell->kind == PRINT_TEXT ? width_of(cell->text) :
	    cell->kind == PRINT_NUMBER ? (size_t)snprintf(NULL, 0, "%.2f", cell->number) : 0;
	if (s->p->col[c].type == JR_COL_INT && cell->kind == PRINT_NUMBER)
		wide -= 3;
	if (wide > s->width[c])
		s->width[c] = wide;
}

static void
look_at_column(struct sheet *s, size_t c)
{
	static const enum looks of_type[] = {
		[JR_COL_TEXT] = TEXT, [JR_COL_INT] = INT, [JR_COL_DATE] = DATE,
	};
	struct print_cell cell;
	int most = 1;

	for (size_t row = 0; row < s->p->rows + s->p->footers; row++) {
		print_page_cell(s->p, row, c, &cell);
		look_at_cell(s, c, &cell, &most);
	}
	s->looks[c] = s->p->col[c].type != JR_COL_DECIMAL ? of_type[s->p->col[c].type] :
	    most < 2 ? DECIMAL1 : DECIMAL2;
	if (s->width[c] < WIDTH_LEAST)
		s->width[c] = WIDTH_LEAST;
}

static bool
is_narrow(const struct sheet *s, size_t c)
{
	return s->width[c] <= NARROW && width_of(s->p->col[c].title) > NARROW;
}

static bool
is_upright(const struct sheet *s, size_t c)
{
	return s->upright && is_narrow(s, c);
}

static void
set_width(struct sheet *s, size_t column, size_t width)
{
	width = width > WIDTH_MOST ? WIDTH_MOST : width;
	worksheet_set_column(s->sheet, (lxw_col_t)column, (lxw_col_t)column, (double)width + 2,
	    NULL);
	s->all += width + 2;
}

static void
set_widths(struct sheet *s)
{
	size_t groups = 0, narrow = 0, title;

	for (size_t row = 0; s->first > 0 && row < s->p->rows; row++) {
		const char *group = print_page_group(s->p, row);

		if (group != NULL && width_of(group) > groups)
			groups = width_of(group);
	}
	if (s->first > 0)
		set_width(s, 0, groups < WIDTH_LEAST ? WIDTH_LEAST : groups);
	for (size_t c = 0; c < s->p->cols; c++) {
		look_at_column(s, c);
		narrow += is_narrow(s, c);
	}
	s->upright = narrow >= UPRIGHT_LEAST;
	for (size_t c = 0; c < s->p->cols; c++) {
		title = width_of(s->p->col[c].title);
		if (is_upright(s, c) && s->looks[c] == TEXT)
			s->looks[c] = CENTER;
		if (!is_upright(s, c) && title + 2 > s->width[c])
			s->width[c] = title + 2;	/* and the filter's arrow */
		set_width(s, s->first + c, s->width[c]);
	}
}

/* --- Cells ---------------------------------------------------------------------------- */

static void
note_error(struct sheet *s, lxw_error rc)
{
	if (s->failed == LXW_NO_ERROR)
		s->failed = rc;
}

static void
write_text(struct sheet *s, size_t row, size_t column, const char *text, lxw_format *f)
{
	note_error(s, worksheet_write_string(s->sheet, (lxw_row_t)row, (lxw_col_t)column, text, f));
}

static bool
write_date(struct sheet *s, size_t row, size_t column, const char *text, lxw_format *f)
{
	lxw_datetime when = { 0 };
	jr_day day;

	if (jr_date_parse(text, &day) < 0)
		return false;
	jr_day_split(day, &when.year, &when.month, &when.day);
	note_error(s, worksheet_write_datetime(s->sheet, (lxw_row_t)row, (lxw_col_t)column,
	    &when, f));
	return true;
}

static void
write_cell(struct sheet *s, size_t row, size_t c, size_t at, lxw_format *const f[LOOKS])
{
	enum looks looks = s->looks[c];
	size_t column = s->first + c;
	struct print_cell cell;

	print_page_cell(s->p, row, c, &cell);
	if (cell.kind == PRINT_NUMBER)
		note_error(s, worksheet_write_number(s->sheet, (lxw_row_t)at, (lxw_col_t)column,
		    cell.number, f[looks < INT ? INT : looks]));
	else if (cell.kind == PRINT_TEXT &&
	    (looks != DATE || !write_date(s, at, column, cell.text, f[DATE])))
		write_text(s, at, column, cell.text,
		    f[looks == DATE ? TEXT : looks < INT ? looks : RIGHT]);
}

static void
write_heads(struct sheet *s)
{
	size_t longest = 0;

	for (size_t c = 0; c < s->p->cols; c++)
		if (is_upright(s, c) && width_of(s->p->col[c].title) > longest)
			longest = width_of(s->p->col[c].title);
	if (longest > 0)
		worksheet_set_row(s->sheet, 0, (double)longest * POINTS + ROW_HEIGHT, NULL);
	if (s->first > 0)
		write_text(s, 0, 0, s->p->group_title, s->w->head);
	for (size_t c = 0; c < s->p->cols; c++)
		write_text(s, 0, s->first + c, s->p->col[c].title,
		    is_upright(s, c) ? s->w->upright : s->w->head);
}

static void
write_rows(struct sheet *s)
{
	const struct print_page *p = s->p;
	size_t row;

	for (row = 0; row < p->rows + p->footers; row++) {
		const char *group = print_page_group(p, row);

		if (group != NULL)
			write_text(s, row + 1, 0, group, s->w->plain[TEXT]);
		for (size_t c = 0; c < p->cols; c++)
			write_cell(s, row, c, row + 1, row < p->rows ? s->w->plain : s->w->bold);
	}
	for (size_t i = 0; i < p->notes; i++)
		write_text(s, row + 2 + i, 0, print_page_note(p, i), NULL);
}

/* --- Sheets ---------------------------------------------------------------------------- */

static size_t
characters_of(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* What tells titles that are too long for a name apart stands behind their last colon. */
static const char *
telling_part(const char *title)
{
	const char *colon = strrchr(title, ':');

	if (characters_of(title) <= NAME_MOST || colon == NULL)
		return title;
	colon += 1 + strspn(colon + 1, " ");
	return *colon != '\0' ? colon : title;
}

/* What a sheet may be called: no []:*?/\, no ' at the ends, 31 characters. */
static void
sheet_name(const char *title, struct jr_buf *out)
{
	size_t characters = 0;

	jr_buf_clear(out);
	for (const char *s = telling_part(title); *s != '\0'; s++) {
		if (((unsigned char)*s & 0xC0) != 0x80 && ++characters > NAME_MOST)
			break;
		if (*s == '/' || *s == '\\')
			jr_buf_addc(out, '-');
		else if (strchr("[]:*?", *s) != NULL || (unsigned char)*s <= ' ') {
			if (out->len > 0)
				jr_buf_addc(out, ' ');
		} else if (*s != '\'' || (out->len > 0 && s[1] != '\0' && characters < NAME_MOST))
			jr_buf_addc(out, *s);
	}
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

/* A name that is free: the title's, or "Sheet 2" after it was taken. */
static lxw_worksheet *
name_sheet(struct print_workbook *w, const char *title)
{
	struct jr_buf name = JR_BUF_INIT;
	lxw_worksheet *sheet = NULL;

	sheet_name(title != NULL ? title : "", &name);
	if (name.len > 0 && !name.failed &&
	    workbook_validate_sheet_name(w->book, jr_buf_str(&name)) == LXW_NO_ERROR)
		sheet = workbook_add_worksheet(w->book, jr_buf_str(&name));
	if (sheet == NULL) {
		jr_buf_clear(&name);
		jr_buf_addf(&name, "%s %zu", _("Sheet"), w->sheets + 1);
		sheet = workbook_add_worksheet(w->book, jr_buf_str(&name));
	}
	jr_buf_release(&name);
	return sheet;
}

/* The title above each printed page; & begins a code there. */
static void
print_header(struct sheet *s)
{
	struct jr_buf text = JR_BUF_INIT;
	const char *t = s->p->title;

	jr_buf_adds(&text, "&C");
	for (; t != NULL && *t != '\0'; t++) {
		if (text.len > HEADER_MOST && ((unsigned char)*t & 0xC0) != 0x80)
			break;
		jr_buf_addc(&text, (unsigned char)*t < ' ' ? ' ' : *t);
		if (*t == '&')
			jr_buf_addc(&text, '&');
	}
	if (t != NULL)
		worksheet_set_header(s->sheet, jr_buf_str(&text));
	worksheet_set_footer(s->sheet, "&R&P / &N");
	jr_buf_release(&text);
}

static void
set_up_page(struct sheet *s)
{
	size_t keys = s->first, last = s->first + s->p->cols - 1;

	while (keys - s->first < s->p->cols && s->p->col[keys - s->first].key)
		keys++;
	if (keys > last)
		keys = s->first;
	worksheet_freeze_panes(s->sheet, 1, (lxw_col_t)keys);
	if (s->p->rows > 0)
		worksheet_autofilter(s->sheet, 0, 0, (lxw_row_t)s->p->rows, (lxw_col_t)last);
	worksheet_repeat_rows(s->sheet, 0, 0);
	worksheet_set_paper(s->sheet, 9);		/* A4 */
	worksheet_fit_to_pages(s->sheet, 1, 0);
	if (s->all > PORTRAIT_WIDTH)
		worksheet_set_landscape(s->sheet);
	print_header(s);
}

static int
check_size(const struct print_page *p, struct jr_error *e)
{
	if (p->rows + p->footers + p->notes + 3 > ROWS_MOST || p->cols >= COLS_MOST)
		return jr_error_set(e, JR_EINVAL, N_("%zu rows of %zu columns do not go into one "
		    "sheet; choose fewer, or CSV"), p->rows, p->cols);
	return JR_OK;
}

int
print_workbook_add(struct print_workbook *w, const struct print_page *p, struct jr_error *e)
{
	struct sheet s = { .w = w, .p = p, .first = p->group_title != NULL ? 1 : 0 };
	int rc;

	if ((rc = check_size(p, e)) < 0)
		return rc;
	s.sheet = name_sheet(w, p->title);
	s.width = calloc(p->cols, sizeof(*s.width));
	s.looks = calloc(p->cols, sizeof(*s.looks));
	if (s.sheet == NULL || s.width == NULL || s.looks == NULL)
		rc = no_memory(e);
	else {
		set_widths(&s);
		set_up_page(&s);
		write_heads(&s);
		write_rows(&s);
		w->sheets++;
	}
	free(s.width);
	free(s.looks);
	if (s.failed == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		rc = jr_error_set(e, JR_EINVAL, N_("a text has over %u characters, more than a "
		    "cell can hold; choose CSV"), TEXT_MOST);
	else if (s.failed != LXW_NO_ERROR)
		rc = jr_error_set(e, JR_EIO, "%s", lxw_strerror(s.failed));
	return rc;
}

/* --- Out ---------------------------------------------------------------------------------- */

static int
close_book(struct print_workbook *w, struct jr_error *e)
{
	lxw_workbook *book = w->book;
	lxw_error failed;

	w->book = NULL;
	failed = workbook_close(book);
	return failed == LXW_NO_ERROR ? JR_OK :
	    jr_error_set(e, JR_EIO, N_("a temporary file cannot be written: %s"),
	    lxw_strerror(failed));
}

int
print_workbook_write(struct print_workbook *w, FILE *out, struct jr_error *e)
{
	char block[16384];
	FILE *in;
	size_t n;
	int rc;

	if (w->sheets == 0)
		return jr_error_set(e, JR_EINVAL, N_("there is no table to print"));
	if ((rc = close_book(w, e)) < 0)
		return rc;
	if ((in = fopen(w->path, "re")) == NULL)
		return no_temporary(e, errno);
	while ((n = fread(block, 1, sizeof(block), in)) > 0 && fwrite(block, 1, n, out) == n)
		;
	if (ferror(in))
		rc = no_temporary(e, errno);
	fclose(in);
	return rc;		/* what out could not take shows when it is closed */
}
