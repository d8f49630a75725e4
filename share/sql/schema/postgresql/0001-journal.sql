-- The school journal, first schema (PostgreSQL 15).
--
-- Conventions.  Days are ISO text (2026-09-01); moments are seconds UTC;
-- weights, means and weekly hours are integers in hundredths.  A span of days
-- runs from from_date to to_date, both within; an open one ends 9999-12-31.
-- match_key is the folded spelling that look-ups compare, sort_key the bytes
-- that lists are ordered by.  tx_id is the transaction that first made the row:
-- who entered it, and when.  Later changes of it stand in "change".
--
-- Tables under "recorded: no" are outside the history: they are the history
-- itself, or can be computed again.

-- Facts about this file that are no part of the journal.
-- recorded: no
CREATE TABLE meta (
	key TEXT COLLATE "C" NOT NULL,	-- sandbox, made_at, schema
	value TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (key)
);

-- The end of the history's chain: one row, locked by each writer.
-- recorded: no
CREATE TABLE head (
	id BIGINT NOT NULL CHECK (id = 1),
	tx_id BIGINT NOT NULL,		-- the last transaction's number; 0: none
	hash BYTEA NOT NULL,		-- its hash; 32 zero bytes: none
	PRIMARY KEY (id)
);

-- One row a transaction that changed something.
-- recorded: no
CREATE TABLE tx (
	id BIGINT NOT NULL,		-- 1, 2, 3 without a gap
	at BIGINT NOT NULL,		-- moment of the commit's beginning
	actor TEXT COLLATE "C" NOT NULL,	-- who: a login, an account, local:USER, cron:JOB
	command TEXT COLLATE "C" NOT NULL,	-- what: "jr-mark import"
	reason TEXT COLLATE "C",	-- why, where a reason is due
	transfer BIGINT NOT NULL CHECK (transfer IN (0, 1)),	-- 1: brought over from another system, not judged
	changes BIGINT NOT NULL,	-- rows of "change" that belong to it
	changes_hash BYTEA NOT NULL,	-- SHA-256 over them
	hash BYTEA NOT NULL,		-- SHA-256(previous hash, the fields above)
	PRIMARY KEY (id)
);

-- What a transaction changed: rows of several inserts packed together, an
-- update or a deletion by itself.
-- recorded: no
CREATE TABLE change (
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	no BIGINT NOT NULL,		-- 1, 2, 3 within the transaction
	tbl TEXT COLLATE "C" NOT NULL,	-- the table
	op TEXT COLLATE "C" NOT NULL CHECK (op IN ('I', 'U', 'D')),	-- inserts, one update, one deletion
	k1 BIGINT,			-- the row's key, where it is one or two numbers (U and D)
	k2 BIGINT,
	data BYTEA NOT NULL,		-- packed values (lib/history.h)
	PRIMARY KEY (tx_id, no)
);

-- Configuration: scalars of journal.conf by dotted path.
CREATE TABLE setting (
	key TEXT COLLATE "C" NOT NULL,	-- time_zone, edit_days, audit.rules.topic-missing.severity
	value TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (key)
);

-- School years.
CREATE TABLE year (
	id BIGINT NOT NULL,		-- the calendar year it begins in
	name TEXT COLLATE "C" NOT NULL,	-- 2026/27
	starts_on TEXT COLLATE "C" NOT NULL,	-- first school day
	ends_on TEXT COLLATE "C" NOT NULL,	-- last school day
	week_days BIGINT NOT NULL CHECK (week_days IN (5, 6)),
	cycle_weeks BIGINT NOT NULL CHECK (cycle_weeks IN (1, 2)),	-- of the timetable
	PRIMARY KEY (id)
);

-- Terms (учебный период) of a year.
CREATE TABLE term (
	id BIGINT NOT NULL,
	year_id BIGINT NOT NULL REFERENCES year (id),
	code TEXT COLLATE "C" NOT NULL,	-- Q1–Q4, T1–T3, H1, H2, Y
	name TEXT COLLATE "C" NOT NULL,	-- 1 четверть
	kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('quarter', 'trimester', 'half', 'year')),
	starts_on TEXT COLLATE "C" NOT NULL,
	ends_on TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (year_id, code)
);

-- Which grades get marks for which term.
CREATE TABLE term_grade (
	term_id BIGINT NOT NULL REFERENCES term (id),
	grade BIGINT NOT NULL,
	PRIMARY KEY (term_id, grade)
);

-- Holidays and days off of the calendar.
CREATE TABLE day_off (
	year_id BIGINT NOT NULL REFERENCES year (id),
	from_date TEXT COLLATE "C" NOT NULL,
	grade BIGINT NOT NULL,		-- 0: all grades
	to_date TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,	-- День народного единства
	PRIMARY KEY (year_id, from_date, grade)
);

-- Sets of bells of a year; the first by rank that fits a day and grade rings.
CREATE TABLE bell_set (
	year_id BIGINT NOT NULL REFERENCES year (id),
	name TEXT COLLATE "C" NOT NULL,	-- основные, сокращённые
	rank BIGINT NOT NULL,
	grades TEXT COLLATE "C",	-- numbers and spans, "1 5-7"; NULL: all
	weekdays TEXT COLLATE "C",	-- the same, 1 Monday … 7 Sunday
	by_order BIGINT NOT NULL CHECK (by_order IN (0, 1)),	-- 1: only where a day regime names it
	PRIMARY KEY (year_id, name)
);

-- Bells: when a lesson number begins and ends.
CREATE TABLE bell (
	year_id BIGINT NOT NULL REFERENCES year (id),
	bell_set TEXT COLLATE "C" NOT NULL,
	number BIGINT NOT NULL,		-- lesson number of the day
	begins TEXT COLLATE "C" NOT NULL,	-- 08:30
	ends TEXT COLLATE "C" NOT NULL,	-- 09:10
	PRIMARY KEY (year_id, bell_set, number),
	FOREIGN KEY (year_id, bell_set) REFERENCES bell_set (year_id, name)
);

-- The scale of marks.
CREATE TABLE scale_value (
	value TEXT COLLATE "C" NOT NULL,	-- as printed: 5, н/а
	name TEXT COLLATE "C",		-- отлично
	score BIGINT,			-- in averages, as a whole number; NULL: in none
	sou BIGINT,			-- weight in СОУ; NULL: left out
	means TEXT COLLATE "C" CHECK (means IN ('not_attested', 'exempt', 'credit')),	-- what reports take it for
	fails BIGINT NOT NULL CHECK (fails IN (0, 1)),
	term_only BIGINT NOT NULL CHECK (term_only IN (0, 1)),	-- 1: as a term mark only
	rank BIGINT NOT NULL,		-- order in lists, best first
	PRIMARY KEY (value)
);

-- Types of work.
CREATE TABLE task_type (
	letter TEXT COLLATE "C" NOT NULL,	-- К
	name TEXT COLLATE "C" NOT NULL,	-- контрольная работа
	weight BIGINT NOT NULL,		-- hundredths
	control BIGINT NOT NULL CHECK (control IN (0, 1)),	-- written by the whole class
	class_work BIGINT NOT NULL CHECK (class_work IN (0, 1)),	-- done in the lesson
	days BIGINT NOT NULL,		-- to mark it, where no deadline row fits; 0: by the next lesson
	rank BIGINT NOT NULL,		-- order in lists
	PRIMARY KEY (letter)
);

-- Days that a teacher has to mark written work; the first row that fits holds.
CREATE TABLE deadline (
	no BIGINT NOT NULL,
	type TEXT COLLATE "C" NOT NULL REFERENCES task_type (letter),
	subject_key TEXT COLLATE "C",	-- match key of the subject; NULL: any
	grade BIGINT NOT NULL,		-- 0: any
	days BIGINT NOT NULL,		-- calendar days after the task's own day; 0: by the course's next lesson
	PRIMARY KEY (no)
);

-- Where no marks are set at all (безотметочное обучение).
CREATE TABLE unmarked (
	grade BIGINT NOT NULL,
	term TEXT COLLATE "C" NOT NULL,	-- code; empty: the whole year
	subject_key TEXT COLLATE "C" NOT NULL,	-- match key; empty: all subjects
	PRIMARY KEY (grade, term, subject_key)
);

-- Minutes of homework a day, at most, by grade.
CREATE TABLE homework_norm (
	grade BIGINT NOT NULL,
	minutes BIGINT NOT NULL,
	PRIMARY KEY (grade)
);

-- Fewest marks for a term mark, by weekly hours.
CREATE TABLE min_marks (
	kind TEXT COLLATE "C" NOT NULL,	-- of the term: quarter, trimester, half, year
	hours BIGINT NOT NULL,		-- from this many hours a week (hundredths)
	marks BIGINT NOT NULL,
	PRIMARY KEY (kind, hours)
);

-- Lowest weighted mean for a term mark.
CREATE TABLE threshold (
	value TEXT COLLATE "C" NOT NULL REFERENCES scale_value (value),
	mean BIGINT NOT NULL,		-- hundredths
	PRIMARY KEY (value)
);

-- Calendar days of the years stored, so that SQL needs no date functions.
-- recorded: no
CREATE TABLE day (
	date TEXT COLLATE "C" NOT NULL,
	number BIGINT NOT NULL,		-- days since 1970-01-01
	year_id BIGINT NOT NULL REFERENCES year (id),
	week TEXT COLLATE "C" NOT NULL,	-- 2026-W37
	week_no BIGINT NOT NULL,	-- weeks since the year's first ISO week, from 0
	weekday BIGINT NOT NULL,	-- 1 Monday … 7 Sunday
	starts_at BIGINT NOT NULL,	-- moment of 00:00 in the school's zone
	ends_at BIGINT NOT NULL,	-- moment of 00:00 of the next day
	PRIMARY KEY (date)
);
CREATE INDEX day_week ON day (week);

-- School days: by grade (class_id 0), and for each class as its own regime has it.
-- recorded: no
CREATE TABLE school_day (
	class_id BIGINT NOT NULL,	-- 0: the grade's calendar
	grade BIGINT NOT NULL,
	date TEXT COLLATE "C" NOT NULL REFERENCES day (date),
	number BIGINT NOT NULL,		-- running, from 1 in each year
	term_id BIGINT REFERENCES term (id),	-- the shortest term of the grade on that day
	weekday BIGINT NOT NULL,	-- whose timetable holds
	remote BIGINT NOT NULL CHECK (remote IN (0, 1)),
	bell_set TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (class_id, grade, date)
);

-- People who teach and run the school.
CREATE TABLE staff (
	id BIGINT NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	surname TEXT COLLATE "C" NOT NULL,
	given_name TEXT COLLATE "C" NOT NULL,
	patronymic TEXT COLLATE "C",
	email TEXT COLLATE "C",
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	match_key TEXT COLLATE "C" NOT NULL,	-- of the full name
	sort_key TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (login)
);

-- Roles of domain practice (regulation 1.5, 3, 4), several at once, dated.
CREATE TABLE staff_role (
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	role TEXT COLLATE "C" NOT NULL CHECK (role IN ('admin', 'director', 'deputy', 'homeroom', 'teacher', 'secretary', 'counsellor')),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	order_no TEXT COLLATE "C",
	PRIMARY KEY (staff_id, role, from_date)
);

-- Classes of a year.
CREATE TABLE class (
	id BIGINT NOT NULL,
	year_id BIGINT NOT NULL REFERENCES year (id),
	name TEXT COLLATE "C" NOT NULL,	-- 7А
	grade BIGINT NOT NULL CHECK (grade BETWEEN 1 AND 12),
	match_key TEXT COLLATE "C" NOT NULL,
	sort_key TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (year_id, match_key)
);

-- Days and spans that are not as the calendar says (режим дня), by order.
CREATE TABLE day_regime (
	id BIGINT NOT NULL,
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	grade BIGINT NOT NULL,		-- 0: all grades
	class_id BIGINT REFERENCES class (id),	-- one class only
	kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('off', 'remote', 'weekday', 'bells')),
	weekday BIGINT,			-- kind weekday: whose timetable holds
	bell_set TEXT COLLATE "C",	-- kind bells
	order_no TEXT COLLATE "C",	-- приказ
	note TEXT COLLATE "C",		-- карантин, актированный день
	PRIMARY KEY (id)
);

-- Homeroom teachers (классный руководитель), dated.
CREATE TABLE homeroom (
	class_id BIGINT NOT NULL REFERENCES class (id),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	PRIMARY KEY (class_id, from_date)
);
CREATE INDEX homeroom_staff ON homeroom (staff_id);

-- Class lists confirmed by their homeroom teachers (regulation 4.3).
CREATE TABLE class_confirmation (
	class_id BIGINT NOT NULL REFERENCES class (id),
	term_id BIGINT NOT NULL REFERENCES term (id),
	confirmed_on TEXT COLLATE "C" NOT NULL,
	students BIGINT NOT NULL,	-- how many stood on the list
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (class_id, term_id)
);

-- Students.
CREATE TABLE student (
	id BIGINT NOT NULL,
	number TEXT COLLATE "C" NOT NULL,	-- личное дело, unique in the school
	surname TEXT COLLATE "C" NOT NULL,
	given_name TEXT COLLATE "C" NOT NULL,
	patronymic TEXT COLLATE "C",
	birth_date TEXT COLLATE "C",
	match_key TEXT COLLATE "C" NOT NULL,	-- of the full name
	sort_key TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (number)
);
CREATE INDEX student_match ON student (match_key);

-- Who was in which class, when.
CREATE TABLE enrolment (
	student_id BIGINT NOT NULL REFERENCES student (id),
	class_id BIGINT NOT NULL REFERENCES class (id),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	order_in TEXT COLLATE "C",
	order_out TEXT COLLATE "C",
	from_where TEXT COLLATE "C",
	to_where TEXT COLLATE "C",
	PRIMARY KEY (student_id, class_id, from_date)
);
CREATE INDEX enrolment_class ON enrolment (class_id);

-- Guardians: people or organisations.
CREATE TABLE guardian (
	id BIGINT NOT NULL,
	surname TEXT COLLATE "C" NOT NULL,	-- or the organisation's name
	given_name TEXT COLLATE "C" NOT NULL,	-- empty for an organisation
	patronymic TEXT COLLATE "C",
	email TEXT COLLATE "C",
	phone TEXT COLLATE "C",
	match_key TEXT COLLATE "C" NOT NULL,
	sort_key TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (id)
);
CREATE INDEX guardian_match ON guardian (match_key);

-- Whose guardian, with what rights, from when to when.
CREATE TABLE guardian_link (
	student_id BIGINT NOT NULL REFERENCES student (id),
	guardian_id BIGINT NOT NULL REFERENCES guardian (id),
	relation TEXT COLLATE "C" NOT NULL,	-- мать, отец, опекун
	rights TEXT COLLATE "C" NOT NULL CHECK (rights IN ('full', 'none')),	-- none: лишён, ограничен судом
	document TEXT COLLATE "C",
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (student_id, guardian_id)
);
CREATE INDEX guardian_link_guardian ON guardian_link (guardian_id);

-- Groups: parts of a class, or across classes (class_id NULL).
CREATE TABLE study_group (
	id BIGINT NOT NULL,
	year_id BIGINT NOT NULL REFERENCES year (id),
	class_id BIGINT REFERENCES class (id),
	name TEXT COLLATE "C" NOT NULL,
	match_key TEXT COLLATE "C" NOT NULL,
	sort_key TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (id)
);
CREATE UNIQUE INDEX study_group_name ON study_group (year_id, COALESCE(class_id, 0), match_key);

-- Who was in which group, when; in a class's group only while in the class.
CREATE TABLE group_member (
	group_id BIGINT NOT NULL REFERENCES study_group (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (group_id, student_id, from_date)
);
CREATE INDEX group_member_student ON group_member (student_id);

-- Subjects.
CREATE TABLE subject (
	id BIGINT NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	match_key TEXT COLLATE "C" NOT NULL,
	sort_key TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (match_key)
);

-- Courses: a subject taught to a class or a group in a year.
CREATE TABLE course (
	id BIGINT NOT NULL,
	year_id BIGINT NOT NULL REFERENCES year (id),
	class_id BIGINT REFERENCES class (id),	-- NULL: a cross-class group
	group_id BIGINT REFERENCES study_group (id),	-- NULL: the whole class
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	grade BIGINT NOT NULL,		-- whose calendar and norms hold
	kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('lesson', 'extracurricular', 'elective')),
	programme TEXT COLLATE "C",
	textbook TEXT COLLATE "C",
	PRIMARY KEY (id)
);
CREATE UNIQUE INDEX course_key ON course (year_id, COALESCE(class_id, 0), COALESCE(group_id, 0), subject_id);
CREATE INDEX course_class ON course (class_id);
CREATE INDEX course_group ON course (group_id);

-- Study outside the ordinary class form (форма и режим обучения), by order.
CREATE TABLE study_mode (
	id BIGINT NOT NULL,
	student_id BIGINT NOT NULL REFERENCES student (id),
	course_id BIGINT REFERENCES course (id),	-- NULL: all courses
	mode TEXT COLLATE "C" NOT NULL CHECK (mode IN ('home', 'individual', 'treatment', 'family', 'self', 'extern')),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	order_no TEXT COLLATE "C",
	PRIMARY KEY (id)
);
CREATE INDEX study_mode_student ON study_mode (student_id);

-- Who teaches a course, how many hours a week, when (нагрузка).
CREATE TABLE course_load (
	course_id BIGINT NOT NULL REFERENCES course (id),
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	hours BIGINT NOT NULL,		-- a week, hundredths
	PRIMARY KEY (course_id, staff_id, from_date)
);
CREATE INDEX course_load_staff ON course_load (staff_id);

-- The weekly timetable.
CREATE TABLE slot (
	course_id BIGINT NOT NULL REFERENCES course (id),
	weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
	number BIGINT NOT NULL,		-- lesson number of the day
	week BIGINT NOT NULL CHECK (week IN (0, 1, 2)),	-- 0: every week
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	room TEXT COLLATE "C",
	PRIMARY KEY (course_id, weekday, number, week, from_date)
);

-- Thematic plans (КТП): of a class or of a grade, for a subject.
CREATE TABLE plan (
	id BIGINT NOT NULL,
	year_id BIGINT NOT NULL REFERENCES year (id),
	class_id BIGINT REFERENCES class (id),	-- NULL: shared by the grade
	grade BIGINT NOT NULL,
	group_id BIGINT REFERENCES study_group (id),	-- NULL: groups included
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	PRIMARY KEY (id)
);
CREATE UNIQUE INDEX plan_key ON plan (year_id, COALESCE(class_id, 0), grade, COALESCE(group_id, 0), subject_id);

-- Topics of a plan, in order.
CREATE TABLE plan_item (
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	no BIGINT NOT NULL,
	section TEXT COLLATE "C",
	topic TEXT COLLATE "C" NOT NULL,
	hours BIGINT NOT NULL,		-- hundredths
	task_type TEXT COLLATE "C" REFERENCES task_type (letter),	-- planned control, laboratory, practical work
	homework TEXT COLLATE "C",
	match_key TEXT COLLATE "C" NOT NULL,	-- of the topic
	PRIMARY KEY (plan_id, no)
);

-- Lessons: slots of the year.  What was done in them stands below, each apart.
CREATE TABLE lesson (
	id BIGINT NOT NULL,
	course_id BIGINT NOT NULL REFERENCES course (id),
	date TEXT COLLATE "C" NOT NULL,
	number BIGINT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (course_id, date, number)
);
CREATE INDEX lesson_date ON lesson (date);

-- Lessons given by another, merged with another, or cancelled (замещение).
CREATE TABLE substitution (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('substitute', 'merged', 'cancelled')),
	staff_id BIGINT REFERENCES staff (id),	-- who gives it
	reason TEXT COLLATE "C",
	order_no TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
);

-- The topic of a lesson (regulation 4.2а): its record in the journal.
CREATE TABLE record (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	topic TEXT COLLATE "C" NOT NULL,
	match_key TEXT COLLATE "C" NOT NULL,	-- of the topic, to find it in the plan
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
);

-- Homework set in a lesson.
CREATE TABLE homework (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	text TEXT COLLATE "C",		-- NULL: only an estimate or a day is given
	due_on TEXT COLLATE "C",	-- NULL: the course's next lesson
	minutes BIGINT,			-- estimate
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
);

-- What was done in a lesson and can be marked.
CREATE TABLE task (
	id BIGINT NOT NULL,
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	no BIGINT NOT NULL,		-- in the lesson, from 1
	type TEXT COLLATE "C" NOT NULL REFERENCES task_type (letter),
	weight BIGINT,			-- hundredths; NULL: the type's
	title TEXT COLLATE "C",
	due_on TEXT COLLATE "C",	-- NULL: the lesson's day
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (id),
	UNIQUE (lesson_id, no)
);

-- Marks, in lesson order.  Not every column that could be is a foreign key: value
-- is checked by the library against scale_value, tx_id against the chain.
CREATE TABLE mark (
	task_id BIGINT NOT NULL REFERENCES task (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	value TEXT COLLATE "C" NOT NULL,	-- of scale_value
	made_up BIGINT CHECK (made_up = 1),	-- 1: made up later by one absent that day
	comment TEXT COLLATE "C",
	tx_id BIGINT NOT NULL,		-- of tx
	PRIMARY KEY (task_id, student_id)
);

-- States of a task for a student that are no marks: owed work (долг).
CREATE TABLE task_state (
	task_id BIGINT NOT NULL REFERENCES task (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	state TEXT COLLATE "C" NOT NULL CHECK (state IN ('owed', 'excused')),
	due_on TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (task_id, student_id)
);

-- Marks from a former school.
CREATE TABLE outside_mark (
	id BIGINT NOT NULL,
	student_id BIGINT NOT NULL REFERENCES student (id),
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	date TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL REFERENCES task_type (letter),
	weight BIGINT,
	value TEXT COLLATE "C" NOT NULL REFERENCES scale_value (value),
	source TEXT COLLATE "C",	-- the school
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (id)
);
CREATE INDEX outside_mark_student ON outside_mark (student_id);

-- Registers taken: with nobody absent a lesson has a row here and none below.
CREATE TABLE register (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
);

-- Codes of attendance: what each means, and how it is printed.
CREATE TABLE attendance_code (
	code TEXT COLLATE "C" NOT NULL,	-- present, absent, unexcused, ill, …
	absent BIGINT NOT NULL CHECK (absent IN (0, 1)),
	excused TEXT COLLATE "C" NOT NULL CHECK (excused IN ('yes', 'no', 'pending', '-')),
	printed TEXT COLLATE "C" NOT NULL,	-- н, б, п, о
	rank BIGINT NOT NULL,
	PRIMARY KEY (code)
);

-- What teachers write for a code, beside the code itself.
CREATE TABLE attendance_alias (
	alias TEXT COLLATE "C" NOT NULL,	-- Н, н/б, УП
	code TEXT COLLATE "C" NOT NULL REFERENCES attendance_code (code),
	PRIMARY KEY (alias)
);

-- Exceptions of attendance: one student at one lesson.
CREATE TABLE attendance (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	code TEXT COLLATE "C" NOT NULL REFERENCES attendance_code (code),
	minutes BIGINT,			-- late by
	basis TEXT COLLATE "C" CHECK (basis IN ('guardian', 'note', 'certificate', 'order')),
	document TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id, student_id)
);

-- Spans in which a student is exempt from a subject.
CREATE TABLE exemption (
	id BIGINT NOT NULL,
	student_id BIGINT NOT NULL REFERENCES student (id),
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	document TEXT COLLATE "C",
	PRIMARY KEY (id)
);
CREATE INDEX exemption_student ON exemption (student_id);

-- Term marks (итоговая отметка за период).
CREATE TABLE term_mark (
	term_id BIGINT NOT NULL REFERENCES term (id),
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	value TEXT COLLATE "C" NOT NULL REFERENCES scale_value (value),
	reason TEXT COLLATE "C",	-- why it differs from the proposal
	document TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (term_id, subject_id, student_id)
);
CREATE INDEX term_mark_student ON term_mark (student_id);

-- Terms closed for a class: its marks and lessons of the term are frozen.
CREATE TABLE term_close (
	term_id BIGINT NOT NULL REFERENCES term (id),
	class_id BIGINT NOT NULL REFERENCES class (id),
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (term_id, class_id)
);

-- Findings (замечания) of the audit.  They come and go with what they are about
-- and hold on to nothing: their ids are no references.
-- recorded: no
CREATE TABLE finding (
	id BIGINT NOT NULL,
	rule TEXT COLLATE "C" NOT NULL,	-- the rule's id
	period TEXT COLLATE "C" NOT NULL,	-- when: 2026-09-03, 2026-W37, 2026/27-Q1 or 2026/27
	key TEXT COLLATE "C" NOT NULL,	-- what it is about, one of its kind in the period
	severity TEXT COLLATE "C" NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
	date TEXT COLLATE "C" NOT NULL,	-- the day it is about, or was found for
	staff_id BIGINT,		-- who answers; NULL: the deputy
	class_id BIGINT,
	course_id BIGINT,
	number BIGINT,			-- of the lesson
	detail TEXT COLLATE "C" NOT NULL,	-- words, in the language of the store
	due_on TEXT COLLATE "C",	-- NULL: a fact that nobody can mend
	opened_at BIGINT NOT NULL,	-- moment
	closed_at BIGINT,		-- NULL: open
	reopened BIGINT NOT NULL,	-- how often it came back
	PRIMARY KEY (id),
	UNIQUE (rule, period, key)
);
CREATE INDEX finding_date ON finding (date);
CREATE INDEX finding_open ON finding (date) WHERE closed_at IS NULL AND due_on IS NOT NULL;

-- Spans that the audit has looked at.
-- recorded: no
CREATE TABLE audit_span (
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	first_at BIGINT NOT NULL,	-- moment of its first run; what opens later is new
	PRIMARY KEY (from_date, to_date)
);

-- Who is in a course, when: its class, or its group while in the class.  Where
-- neither course nor student is given, give the year: it is a union, and made
-- as a whole for what is not bound.
CREATE VIEW course_student AS
SELECT co.id AS course_id, e.student_id AS student_id,
	e.from_date AS from_date, e.to_date AS to_date, co.year_id AS year_id
FROM course co
JOIN enrolment e ON e.class_id = co.class_id
WHERE COALESCE(co.group_id, 0) = 0	-- COALESCE: not by the index, which finds too many
UNION ALL
SELECT co.id, m.student_id,
	CASE WHEN m.from_date > e.from_date THEN m.from_date ELSE e.from_date END,
	CASE WHEN m.to_date < e.to_date THEN m.to_date ELSE e.to_date END,
	co.year_id
FROM course co
JOIN group_member m ON m.group_id = co.group_id
JOIN enrolment e ON e.student_id = m.student_id
JOIN class c ON c.id = e.class_id AND c.year_id = co.year_id
WHERE (co.class_id IS NULL OR co.class_id = e.class_id)
	AND m.from_date <= e.to_date AND e.from_date <= m.to_date;

-- Who gives a lesson: the substitute, else the course's teacher of that day.
CREATE VIEW lesson_teacher AS
SELECT l.id AS lesson_id, s.staff_id AS staff_id, 1 AS substitute
FROM lesson l
JOIN substitution s ON s.lesson_id = l.id
WHERE s.kind <> 'cancelled' AND s.staff_id IS NOT NULL
UNION ALL
SELECT l.id, w.staff_id, 0
FROM lesson l
JOIN course_load w ON w.course_id = l.course_id
	AND l.date BETWEEN w.from_date AND w.to_date
WHERE NOT EXISTS (SELECT 1 FROM substitution s
	WHERE s.lesson_id = l.id AND (s.kind = 'cancelled' OR s.staff_id IS NOT NULL));

-- Marks with everything a mean needs.
CREATE VIEW mark_fact AS
SELECT m.task_id AS task_id, m.student_id AS student_id, m.value AS value,
	v.score AS score, COALESCE(t.weight, y.weight) AS weight,
	t.type AS type, t.lesson_id AS lesson_id, l.date AS date,
	l.number AS number, l.course_id AS course_id, m.tx_id AS tx_id
FROM mark m
JOIN task t ON t.id = m.task_id
JOIN task_type y ON y.letter = t.type
JOIN lesson l ON l.id = t.lesson_id
JOIN scale_value v ON v.value = m.value;

-- Lessons that were held, as far as the journal knows: a topic or the register is
-- there, and they were not cancelled.  Extracurricular ones are in no figures.
CREATE VIEW held_lesson AS
SELECT l.id AS lesson_id, l.course_id AS course_id, l.date AS date, l.number AS number
FROM lesson l
JOIN course co ON co.id = l.course_id AND co.kind <> 'extracurricular'
WHERE (EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.id))
	AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND u.kind = 'cancelled');

-- The list of a class for a term: who is enrolled at its end.  counted 0: taught
-- apart (home, individual plan, …), on the list and in no figures.
CREATE VIEW term_student AS
SELECT t.id AS term_id, e.class_id AS class_id, e.student_id AS student_id,
	CASE WHEN EXISTS (SELECT 1 FROM study_mode m
		WHERE m.student_id = e.student_id AND m.course_id IS NULL
			AND t.ends_on BETWEEN m.from_date AND m.to_date)
		THEN 0 ELSE 1 END AS counted
FROM term t
JOIN term_grade g ON g.term_id = t.id
JOIN class c ON c.year_id = t.year_id AND c.grade = g.grade
JOIN enrolment e ON e.class_id = c.id AND t.ends_on BETWEEN e.from_date AND e.to_date;

-- Lessons that the audit may judge: on a school day of the class, not cancelled,
-- of a course that somebody teaches, not brought over from another system.  Give the
-- days: it goes through them in their order.
CREATE VIEW judged_lesson AS
SELECT l.id AS lesson_id, l.course_id AS course_id, y.date AS date, l.number AS number,
	co.class_id AS class_id, co.group_id AS group_id, co.grade AS grade,
	co.subject_id AS subject_id, co.kind AS kind, d.term_id AS term_id,
	d.weekday AS weekday, 1 + y.week_no % 2 AS cycle_week, y.week AS week,
	y.ends_at AS ends_at,
	CASE WHEN co.kind = 'extracurricular' OR EXISTS (SELECT 1 FROM unmarked u
		WHERE u.grade = co.grade
			AND u.subject_key IN ('', (SELECT s.match_key FROM subject s
				WHERE s.id = co.subject_id))
			AND (u.term = '' OR u.term IN (SELECT t.code FROM term t
				WHERE t.year_id = co.year_id
					AND l.date BETWEEN t.starts_on AND t.ends_on)))
		THEN 0 ELSE 1 END AS marked
FROM day y
CROSS JOIN lesson l
JOIN course co ON co.id = l.course_id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date = l.date
WHERE l.date = y.date
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = l.course_id AND l.date BETWEEN w.from_date AND w.to_date)
	AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND u.kind = 'cancelled')
	AND NOT EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.id
		AND (SELECT x.transfer FROM tx x WHERE x.id = r.tx_id) = 1)
	AND NOT EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.id
		AND (SELECT x.transfer FROM tx x WHERE x.id = r.tx_id) = 1)
	AND NOT EXISTS (SELECT 1 FROM homework r WHERE r.lesson_id = l.id
		AND (SELECT x.transfer FROM tx x WHERE x.id = r.tx_id) = 1)
	AND NOT EXISTS (SELECT 1 FROM task r WHERE r.lesson_id = l.id
		AND (SELECT x.transfer FROM tx x WHERE x.id = r.tx_id) = 1);

-- Days to mark a task from base_on on: the first of the deadlines that fits, else
-- those of its type.  0: by the course's next lesson.
CREATE VIEW task_deadline AS
SELECT t.id AS task_id, t.lesson_id AS lesson_id, t.type AS type,
	COALESCE(t.due_on, l.date) AS base_on,
	COALESCE((SELECT x.days FROM deadline x
		WHERE x.type = t.type
			AND (x.subject_key IS NULL OR x.subject_key = s.match_key)
			AND x.grade IN (0, co.grade)
		ORDER BY x.no LIMIT 1), y.days) AS days
FROM task t
JOIN task_type y ON y.letter = t.type
JOIN lesson l ON l.id = t.lesson_id
JOIN course co ON co.id = l.course_id
JOIN subject s ON s.id = co.subject_id;

INSERT INTO head (id, tx_id, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
