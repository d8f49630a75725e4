/* jr-term propose --term FINAL. */
#include "term_verbs.h"

int
term_propose_final(struct cli *c)
{
	static const char *const by[] = { "class", "subject", "student" };
	const struct jr_rowkind *k = &jr_kind_final_proposal;
	struct jr_filter filter = { 0 };

	for (size_t i = 0; i < sizeof(by) / sizeof(by[0]); i++)
		filter.v[jr_rowkind_column(k, by[i])] = cli_option(c, by[i]);
	return cli_list_filtered(c, k, &filter);
}
