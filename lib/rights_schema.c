#include "rights.h"

#include "schema_key.h"

/* clang-format off */

static const struct jr_conf_key actions[] = {
	LIST("read", OPTIONAL, any_text),
	LIST("write", OPTIONAL, any_text),
	END
};

static const struct jr_conf_key scopes[] = {
	MAP("course", OPTIONAL, actions),
	MAP("class", OPTIONAL, actions),
	MAP("school", OPTIONAL, actions),
	END
};

/* Roles; below each, scopes; below each, what may be read and written in it. */
const struct jr_conf_key jr__rights_schema[] = {
	MAP("teacher", REQUIRED, scopes),
	MAP("homeroom", REQUIRED, scopes),
	MAP("deputy", REQUIRED, scopes),
	MAP("director", REQUIRED, scopes),
	MAP("secretary", REQUIRED, scopes),
	MAP("counsellor", REQUIRED, scopes),
	MAP("admin", REQUIRED, scopes),
	MAP("cron", REQUIRED, scopes),
	END
};
