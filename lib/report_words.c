/* Reports: values and headings as people read them. */
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

/* TRANSLATORS: heading of a column, the month by itself. */
static const char *const months[] = {
	N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
	N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")
};

void
jr__add_date(struct jr__run *x, struct jr_buf *out, const char *iso)
{
	char text[JR_DATE_SIZE];
	jr_day day;

	if (x->human && x->comma && jr_date_parse(iso, &day) == JR_OK) {
		jr_date_format_ru(day, text);
		iso = text;
	}
	jr_buf_adds(out, iso);
}

void
jr__add_cell(struct jr__run *x, struct jr_buf *out, enum jr__type type, const char *value,
    bool as_text)
{
	bool comma = x->comma && (x->human || (as_text && x->opts->excel));

	if (type == JR__DATE)
		jr__add_date(x, out, value);
	else if ((type == JR__TENTHS || type == JR__HUNDREDTHS) && comma)
		for (; *value != '\0'; value++)
			jr_buf_addc(out, *value == '.' ? ',' : *value);
	else
		jr_buf_adds(out, value);
}

void
jr__add_heading(struct jr__run *x, struct jr_buf *out, enum jr__type type, const char *value)
{
	int month;

	if (type == JR__MONTH && value == NULL)
		/* TRANSLATORS: heading of the column after the months, and of the closing line. */
		jr_buf_adds(out, jr_words(x->j, N_("In all")));
	else if (type == JR__MONTH && strlen(value) == 7 &&
	    (month = atoi(value + 5)) >= 1 && month <= 12)
		jr_buf_adds(out, jr_words(x->j, months[month - 1]));
	else if (type == JR__DATE && strlen(value) == 10)
		jr_buf_addf(out, "%.2s.%.2s", value + 8, value + 5);
	else
		jr_buf_adds(out, value == NULL ? "" : value);
}

const char *
jr__title_of(struct jr__run *x, int section, const char *name)
{
	const char *title = jr__report_column_title(x->r, section, name);

	return title == NULL ? name : jr_words(x->j, title);
}
