#include "config_schema.h"

#include "schema_key.h"

/* clang-format off */

/* --- The school ----------------------------------------------------------- */

static const struct jr_conf_key school[] = {
	TEXT("name", REQUIRED),		/* in full, as its seal has it */
	TEXT("short_name", REQUIRED),	/* head of papers and letters */
	TEXT("city", OPTIONAL),
	TEXT("director", OPTIONAL),	/* as he is signed for: «А. Б. Иванов» */
	END
};

/* --- School years --------------------------------------------------------- */

static const struct jr_conf_key term[] = {
	TEXT("name", REQUIRED),		/* as papers print it */
	DATE("from", REQUIRED),
	DATE("to", REQUIRED),		/* its last day */
	TEXT("grades", REQUIRED),	/* that use it: numbers and spans, 2-9 */
	END
};

static const struct jr_conf_key day_off[] = {
	DATE("date", REQUIRED),
	DATE("to", OPTIONAL),		/* last day of a span; else one day */
	TEXT("name", REQUIRED),		/* cause, for the programme report */
	TEXT("grades", OPTIONAL),	/* else all */
	END
};

static const struct jr_conf_key bell_set[] = {
	TEXT("grades", OPTIONAL),	/* else all */
	TEXT("weekdays", OPTIONAL),	/* 1 Monday … 7 Sunday, spans; else all */
	BOOL("by_order", OPTIONAL),	/* only where a day regime names it */
	DICT("lessons", REQUIRED, any_text),	/* number: 08:00-08:45 */
	END
};

static const struct jr_conf_key any_term[] = { MAP("", OPTIONAL, term) };
static const struct jr_conf_key any_day_off[] = { MAP("", OPTIONAL, day_off) };
static const struct jr_conf_key any_bell_set[] = { MAP("", OPTIONAL, bell_set) };

static const struct jr_conf_key year[] = {
	DATE("first_day", REQUIRED),	/* of lessons */
	DATE("last_day", REQUIRED),	/* of lessons */
	INT("week_days", REQUIRED, 5, 6),	/* Monday to Friday or Saturday */
	INT("cycle_weeks", OPTIONAL, 1, 2),	/* of the timetable; else 1 */
	DICT("terms", REQUIRED, any_term),	/* code: Q1–Q4 T1–T3 H1 H2 Y */
	LIST("days_off", OPTIONAL, any_day_off),
	DICT("bells", OPTIONAL, any_bell_set),	/* name; the first that fits */
	END
};

static const struct jr_conf_key any_year[] = { MAP("", OPTIONAL, year) };

/* --- Marks ---------------------------------------------------------------- */

static const struct jr_conf_key scale_value[] = {
	TEXT("name", REQUIRED),			/* in words */
	INT("score", OPTIONAL, 0, 1000),	/* in means; without: never in one */
	INT("sou", OPTIONAL, 0, 1000),		/* weight in СОУ; without: left out */
	BOOL("fail", OPTIONAL),			/* else no */
	BOOL("term_only", OPTIONAL),		/* a term mark's, never a task's */
	WORD("means", OPTIONAL, "not_attested|exempt|credit"),
	END
};

static const struct jr_conf_key unmarked[] = {
	TEXT("grades", REQUIRED),
	LIST("terms", OPTIONAL, any_text),	/* codes; else the whole year */
	LIST("subjects", OPTIONAL, any_text),	/* names; else all */
	END
};

static const struct jr_conf_key task_type[] = {
	TEXT("name", REQUIRED),
	INT("weight", REQUIRED, 0, 10000),	/* hundredths */
	INT("days", REQUIRED, 0, 366),		/* to mark it; 0: next lesson */
	BOOL("control", OPTIONAL),		/* written, whole class; else no */
	BOOL("class_work", OPTIONAL),		/* done in the lesson; else yes */
	END
};

static const struct jr_conf_key deadline[] = {
	LIST("types", REQUIRED, any_text),	/* letters */
	LIST("subjects", OPTIONAL, any_text),	/* names; else all */
	TEXT("grades", OPTIONAL),		/* else all */
	INT("days", REQUIRED, 0, 366),		/* calendar days; 0: next lesson */
	END
};

static const struct jr_conf_key any_scale_value[] = { MAP("", OPTIONAL, scale_value) };
static const struct jr_conf_key any_unmarked[] = { MAP("", OPTIONAL, unmarked) };
static const struct jr_conf_key any_task_type[] = { MAP("", OPTIONAL, task_type) };
static const struct jr_conf_key any_deadline[] = { MAP("", OPTIONAL, deadline) };

/* --- Term marks ----------------------------------------------------------- */

static const struct jr_conf_key any_threshold[] = { INT("", OPTIONAL, 0, 100000) };
static const struct jr_conf_key any_min[] = { INT("", OPTIONAL, 0, 1000) };

static const struct jr_conf_key min_marks[] = {
	DICT("quarter", OPTIONAL, any_min),	/* weekly hours, rounded up: marks */
	DICT("trimester", OPTIONAL, any_min),
	DICT("half_year", OPTIONAL, any_min),
	DICT("year", OPTIONAL, any_min),
	END
};

static const struct jr_conf_key any_final[] = {
	WORD("", OPTIONAL, "year|year+exam|half-years+years")
};

/* --- Attendance ----------------------------------------------------------- */

static const struct jr_conf_key code[] = {
	TEXT("printed", OPTIONAL),		/* on papers; may be empty */
	LIST("aliases", OPTIONAL, any_text),	/* on input, beside the code itself */
	END
};

static const struct jr_conf_key codes[] = {
	MAP("present", REQUIRED, code),
	MAP("absent", REQUIRED, code),		/* no reason yet */
	MAP("unexcused", REQUIRED, code),
	MAP("ill", REQUIRED, code),
	MAP("excused", REQUIRED, code),
	MAP("late", REQUIRED, code),		/* aliases with minutes too: о15 */
	MAP("remote", REQUIRED, code),
	MAP("exempt", REQUIRED, code),
	END
};

static const struct jr_conf_key attendance[] = {
	INT("reason_days", REQUIRED, 0, 366),	/* school days from the return */
	INT("after_close_days", REQUIRED, 0, 366),	/* school days of the next term */
	BOOL("register_by_grid", OPTIONAL),	/* a sheet's topics and entries take it; else yes */
	MAP("codes", REQUIRED, codes),
	END
};

/* --- Norms, keeping, files ------------------------------------------------ */

static const struct jr_conf_key any_minutes[] = { INT("", OPTIONAL, 0, 1440) };

static const struct jr_conf_key keep_years[] = {
	INT("journal", REQUIRED, 1, 100),
	INT("term_sheets", REQUIRED, 1, 100),
	END
};

static const struct jr_conf_key csv[] = {
	INT("max_bytes", OPTIONAL, 1024, INT64_C(1) << 40),	/* else 256 MiB */
	END
};

/* --- The audit ------------------------------------------------------------ */

#define SEVERITIES "error|warning|note|off"

static const struct jr_conf_key exception[] = {
	TEXT("grades", OPTIONAL),		/* else all */
	LIST("subjects", OPTIONAL, any_text),	/* names; else all */
	WORD("severity", REQUIRED, SEVERITIES),
	END
};

static const struct jr_conf_key any_exception[] = { MAP("", OPTIONAL, exception) };

static const struct jr_conf_key rule[] = {
	WORD("severity", OPTIONAL, SEVERITIES),	/* else the rule file's */
	TEXT("grades", OPTIONAL),		/* looked at; else all */
	LIST("subjects", OPTIONAL, any_text),	/* looked at; else all */
	LIST("except", OPTIONAL, any_exception),	/* the first that fits */
	DICT("params", OPTIONAL, any_text),	/* as the rule file names them */
	END
};

static const struct jr_conf_key any_rule[] = { MAP("", OPTIONAL, rule) };

static const struct jr_conf_key audit[] = {
	DATE("start", REQUIRED),		/* nothing before is judged */
	WORD("letters_from", OPTIONAL, "error|warning|note"),	/* else warning */
	DICT("rules", OPTIONAL, any_rule),	/* by id */
	END
};

/* --- The file ------------------------------------------------------------- */

const struct jr_conf_key jr_config_schema[] = {
	TEXT("store", OPTIONAL),		/* path or URL; read on each run */
	TEXT("read_store", OPTIONAL),		/* for readers; read on each run */
	TEXT("access_log", OPTIONAL),		/* else STORE.access.YYYY-MM; each run */
	TEXT("sendmail", OPTIONAL),		/* program; read on each run */
	MAP("school", OPTIONAL, school),
	WORD("language", OPTIONAL, "ru|en"),	/* of documents */
	TEXT("time_zone", OPTIONAL),		/* as jr_zone_set() */
	DICT("years", OPTIONAL, any_year),	/* name: 2026/27 */
	DICT("scale", OPTIONAL, any_scale_value),	/* value; best first */
	LIST("unmarked", OPTIONAL, any_unmarked),	/* no marks are set there */
	DICT("task_types", OPTIONAL, any_task_type),	/* letter */
	TEXT("default_type", OPTIONAL),		/* letter of a mark without type */
	LIST("deadlines", OPTIONAL, any_deadline),	/* to mark; the first that fits */
	INT("edit_days", OPTIONAL, 0, 366),	/* window of corrections */
	DICT("thresholds", OPTIONAL, any_threshold),	/* value: mean, hundredths */
	MAP("min_marks", OPTIONAL, min_marks),
	WORD("few_marks", OPTIONAL, "warn|na"),
	TEXT("absent_over", OPTIONAL),		/* part of the lessons, 2/3: н/а */
	WORD("year_formula", OPTIONAL, "mean|mean+attestation"),
	INT("year_not_attested", OPTIONAL, 0, 4),	/* н/а left out of a year */
	DICT("final_formula", OPTIONAL, any_final),	/* by grade */
	DICT("composite_subjects", OPTIONAL, any_list),	/* subject: its parts */
	MAP("attendance", OPTIONAL, attendance),
	DICT("homework_minutes", OPTIONAL, any_minutes),	/* grades: a day's norm */
	MAP("keep_years", OPTIONAL, keep_years),
	MAP("csv", OPTIONAL, csv),
	MAP("audit", OPTIONAL, audit),
	END
};

const char *const jr_config_needed[] = {
	"school", "language", "time_zone", "years", "scale", "task_types",
	"default_type", "edit_days", "thresholds", "min_marks", "few_marks",
	"absent_over", "year_formula", "year_not_attested", "attendance", "audit",
	NULL
};
