/* jr-print: tables in their JSON form as a workbook (XLSX). */
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "print.h"

static int
said(struct cli *c, const char *name, const struct jr_error *e)
{
	cli_at(c, name, e->line, e->field, e->text);
	return cli_exit_of(e->rc);
}

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
workbook(struct cli *c, FILE *in, const char *name)
{
	struct print_workbook *w;
	struct jr_error e = { 0 };
	int rc;

	if ((rc = print_workbook_new(&w, &e)) == JR_OK &&
	    (rc = add_pages(w, in, &e)) == JR_OK)
		rc = print_workbook_write(w, c->out, &e);
	print_workbook_free(w);
	return rc < 0 ? said(c, name, &e) : CLI_DONE;
}

static int
print(struct cli *c)
{
	const char *name;
	FILE *in;
	int code;

	if (!cli_is_workbook(c))
		return cli_fail(c, CLI_USAGE, N_("say what to make: -f xlsx"));
	if ((in = cli_input(c, 0, &name, &code)) == NULL)
		return code;
	code = workbook(c, in, name);
	if (in != stdin)
		fclose(in);
	return code;
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "", CLI_NOTHING, 0, 1, print, N_("[FILE]") },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-print", .verbs = verbs, .prints = true,
		.about = N_("Tables, in the form of -f json, as a workbook (XLSX)."),
	};

	return cli_main(&command, argc, argv);
}
