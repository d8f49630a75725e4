/*
 * libjournal: a school's electronic class journal in one store.
 *
 * This is its whole public face, one header a domain.  Commands are thin above
 * it; what the journal's rules say is decided below it.
 */
#ifndef JR_JOURNAL_H
#define JR_JOURNAL_H

#include "base/conf.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/error.h"
#include "base/rc.h"
#include "base/table.h"
#include "base/text.h"
#include "access.h"
#include "anchor.h"
#include "as_of.h"
#include "attend.h"
#include "audit.h"
#include "calendar.h"
#include "columns.h"
#include "config.h"
#include "config_schema.h"
#include "copy.h"
#include "core.h"
#include "council.h"
#include "debt.h"
#include "deferral.h"
#include "diary.h"
#include "final_mark.h"
#include "grid.h"
#include "hand_over.h"
#include "history.h"
#include "lesson.h"
#include "log.h"
#include "mark.h"
#include "mode.h"
#include "outside.h"
#include "plan.h"
#include "regime.h"
#include "report.h"
#include "revert.h"
#include "rollover.h"
#include "roster.h"
#include "row.h"
#include "substitute.h"
#include "term.h"
#include "term_close.h"
#include "term_propose.h"
#include "timetable.h"

#endif
