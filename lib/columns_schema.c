#include "columns_schema.h"

#include "schema_key.h"

/* clang-format off */

/* Kinds of rows; below each, English names of columns and their Russian names. */
const struct jr_conf_key jr__columns_schema[] = {
	DICT("staff", REQUIRED, any_list),
	DICT("class", REQUIRED, any_list),
	DICT("student", REQUIRED, any_list),
	DICT("enrolment", REQUIRED, any_list),
	DICT("guardian", REQUIRED, any_list),
	DICT("group", REQUIRED, any_list),
	DICT("course", REQUIRED, any_list),
	DICT("timetable", REQUIRED, any_list),
	DICT("plan", REQUIRED, any_list),
	DICT("plan_topic", REQUIRED, any_list),
	DICT("plan_progress", REQUIRED, any_list),
	DICT("plan_change", REQUIRED, any_list),
	DICT("lesson", REQUIRED, any_list),
	DICT("mark", REQUIRED, any_list),
	DICT("outside_mark", REQUIRED, any_list),
	DICT("term_mark", REQUIRED, any_list),
	DICT("deferral", REQUIRED, any_list),
	DICT("attendance", REQUIRED, any_list),
	DICT("reason", REQUIRED, any_list),
	DICT("exemption", REQUIRED, any_list),
	DICT("study_mode", REQUIRED, any_list),
	DICT("regime", REQUIRED, any_list),
	DICT("debt", REQUIRED, any_list),
	DICT("council", REQUIRED, any_list),
	DICT("substitution", REQUIRED, any_list),
	DICT("staff_absence", REQUIRED, any_list),
	END
};
