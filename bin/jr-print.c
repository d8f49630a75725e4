/* jr-print: tables in their JSON form as a workbook, on paper, as a picture. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "print.h"

static int
said(struct cli *c, const char *name, const struct jr_error *e)
{
	cli_at(c, name, e->line, e->field, e->text);
	return cli_exit_of(e->rc);
}

/* --- Workbooks: a page is forgotten when its sheet is made ------------------------- */

static int
add_pages(struct print_workbook *w, FILE *in, struct jr_error *e)
{
	struct print_page *p;
	int rc;

	while ((rc = print_page_read(&p, in, e)) == JR_OK) {
		rc = print_workbook_add(w, p, e);
		print_page_free(p);
		if (rc < 0)
			return rc;
	}
	return rc < 0 ? rc : JR_OK;
}

static int
workbook(struct cli *c, FILE *in, struct jr_error *e)
{
	struct print_workbook *w;
	int rc;

	if ((rc = print_workbook_new(&w, e)) == JR_OK &&
	    (rc = add_pages(w, in, e)) == JR_OK)
		rc = print_workbook_write(w, c->out, e);
	print_workbook_free(w);
	return rc;
}

/* --- Paper and pictures ---------------------------------------------------------------- */

struct pages {
	struct print_page	**page;
	size_t			 n;
};

static int
no_memory(struct jr_error *e)
{
	return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
}

static int
read_all(struct pages *all, FILE *in, struct jr_error *e)
{
	struct print_page *p, **more;
	int rc;

	while ((rc = print_page_read(&p, in, e)) == JR_OK) {
		more = realloc(all->page, (all->n + 1) * sizeof(*more));
		if (more == NULL) {
			print_page_free(p);
			return no_memory(e);
		}
		all->page = more;
		all->page[all->n++] = p;
	}
	if (rc < 0)
		return rc;
	return all->n > 0 ? JR_OK : jr_error_set(e, JR_EINVAL, N_("there is no table to print"));
}

static void
free_all(struct pages *all)
{
	for (size_t i = 0; i < all->n; i++)
		print_page_free(all->page[i]);
	free(all->page);
}

/* As --chart says: the only table. */
static int
draw_as_told(struct cli *c, struct pages *all, struct jr_error *e)
{
	const char *kind = cli_option(c, "chart");

	if (kind == NULL)
		return JR_OK;
	if (all->n > 1)
		return jr_error_set(e, JR_EINVAL, N_("--chart draws one table, and here are %zu"),
		    all->n);
	return print_page_draw(all->page[0], kind, cli_option(c, "x"), cli_option_all(c, "y"), e);
}

static int
find_drawing(const struct pages *all, const struct print_page **out, struct jr_error *e)
{
	*out = NULL;
	for (size_t i = 0; i < all->n; i++) {
		if (all->page[i]->drawing.kind == PRINT_NO_CHART)
			continue;
		if (*out != NULL)
			return jr_error_set(e, JR_EINVAL, N_("several of the tables have a chart, "
			    "and a picture holds one; choose one with --part"));
		*out = all->page[i];
	}
	return *out != NULL ? JR_OK : jr_error_set(e, JR_EINVAL,
	    N_("the table does not say how it is drawn; say it with jr-print --chart"));
}

static int
paper(struct cli *c, FILE *in, struct jr_error *e)
{
	const char *format = cli_format_name(c);
	const struct print_drawer *drawer;
	const struct print_page *one;
	struct pages all = { 0 };
	int rc;

	if ((rc = print_drawer_load(&drawer, e)) < 0)
		return rc;
	if ((rc = read_all(&all, in, e)) == JR_OK && (rc = draw_as_told(c, &all, e)) == JR_OK) {
		if (strcmp(format, "pdf") == 0)
			rc = drawer->paper(all.page, all.n, c->out, e);
		else if ((rc = find_drawing(&all, &one, e)) == JR_OK)
			rc = drawer->picture(one, strcmp(format, "svg") == 0 ? PRINT_SVG : PRINT_PNG,
			    c->out, e);
	}
	free_all(&all);
	return rc;
}

static int
print(struct cli *c)
{
	struct jr_error e = { 0 };
	const char *name;
	FILE *in;
	int code, rc;

	if (!cli_is_workbook(c) && !cli_is_paper(c))
		return cli_fail(c, CLI_USAGE, N_("say what to make: -f pdf, xlsx, svg or png"));
	if (cli_option(c, "chart") != NULL ? cli_is_workbook(c) :
	    cli_option(c, "x") != NULL || cli_option(c, "y") != NULL)
		return cli_fail(c, CLI_USAGE, N_("--x and --y go with --chart, and that with -f "
		    "pdf, svg or png"));
	if ((in = cli_input(c, 0, &name, &code)) == NULL)
		return code;
	rc = cli_is_workbook(c) ? workbook(c, in, &e) : paper(c, in, &e);
	if (in != stdin)
		fclose(in);
	return rc < 0 ? said(c, name, &e) : CLI_DONE;
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "", CLI_NOTHING, 0, 1, print, N_("[FILE]") },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "chart", 0, N_("KIND"), N_("draw it: bars, line or heat") },
		{ "x", 0, N_("COLUMN"), N_("chart: along the picture (default: the first column of "
		    "words)") },
		{ "y", 0, N_("COLUMN"), N_("chart: its values; may be given again (default: each "
		    "column of numbers)") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-print", .verbs = verbs, .options = options, .prints = true,
		.about = N_("Tables, in the form of -f json, as a workbook (XLSX), on paper (PDF) or "
		    "as a picture (SVG, PNG)."),
	};

	return cli_main(&command, argc, argv);
}
