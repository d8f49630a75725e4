-- The school journal, first schema (SQLite 3.40).
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
	key TEXT NOT NULL,		-- sandbox, made_at, schema
	value TEXT NOT NULL,
	PRIMARY KEY (key)
) STRICT;

-- The end of the history's chain: one row, locked by each writer.
-- recorded: no
CREATE TABLE head (
	id INTEGER NOT NULL CHECK (id = 1),
	tx_id INTEGER NOT NULL,		-- the last transaction's number; 0: none
	hash BLOB NOT NULL,		-- its hash; 32 zero bytes: none
	PRIMARY KEY (id)
) STRICT;

-- One row a transaction that changed something.
-- recorded: no
CREATE TABLE tx (
	id INTEGER NOT NULL,		-- 1, 2, 3 without a gap
	at INTEGER NOT NULL,		-- moment of the commit's beginning
	actor TEXT NOT NULL,		-- who: a login, an account, local:USER, cron:JOB
	command TEXT NOT NULL,		-- what: "jr-mark import"
	reason TEXT,			-- why, where a reason is due
	transfer INTEGER NOT NULL CHECK (transfer IN (0, 1)),	-- 1: brought over from another system, not judged
	changes INTEGER NOT NULL,	-- rows of "change" that belong to it
	changes_hash BLOB NOT NULL,	-- SHA-256 over them
	hash BLOB NOT NULL,		-- SHA-256(previous hash, the fields above)
	PRIMARY KEY (id)
) STRICT;

-- What a transaction changed: rows of several inserts packed together, an
-- update or a deletion by itself.
-- recorded: no
CREATE TABLE change (
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	no INTEGER NOT NULL,		-- 1, 2, 3 within the transaction
	tbl TEXT NOT NULL,		-- the table
	op TEXT NOT NULL CHECK (op IN ('I', 'U', 'D')),	-- inserts, one update, one deletion
	k1 INTEGER,			-- the row's key, where it is one or two numbers (U and D)
	k2 INTEGER,
	data BLOB NOT NULL,		-- packed values (lib/history.h)
	PRIMARY KEY (tx_id, no)
) STRICT, WITHOUT ROWID;

-- Configuration: scalars of journal.conf by dotted path.
CREATE TABLE setting (
	key TEXT NOT NULL,		-- time_zone, edit_days, audit.rules.topic-missing.severity
	value TEXT NOT NULL,
	PRIMARY KEY (key)
) STRICT;

-- School years.
CREATE TABLE year (
	id INTEGER NOT NULL,		-- the calendar year it begins in
	name TEXT NOT NULL,		-- 2026/27
	starts_on TEXT NOT NULL,	-- first school day
	ends_on TEXT NOT NULL,		-- last school day
	week_days INTEGER NOT NULL CHECK (week_days IN (5, 6)),
	cycle_weeks INTEGER NOT NULL CHECK (cycle_weeks IN (1, 2)),	-- of the timetable
	PRIMARY KEY (id)
) STRICT;

-- Terms (учебный период) of a year.
CREATE TABLE term (
	id INTEGER NOT NULL,
	year_id INTEGER NOT NULL REFERENCES year (id),
	code TEXT NOT NULL,		-- Q1–Q4, T1–T3, H1, H2, Y
	name TEXT NOT NULL,		-- 1 четверть
	kind TEXT NOT NULL CHECK (kind IN ('quarter', 'trimester', 'half', 'year')),
	starts_on TEXT NOT NULL,
	ends_on TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (year_id, code)
) STRICT;

-- Which grades get marks for which term.
CREATE TABLE term_grade (
	term_id INTEGER NOT NULL REFERENCES term (id),
	grade INTEGER NOT NULL,
	PRIMARY KEY (term_id, grade)
) STRICT, WITHOUT ROWID;

-- Holidays and days off of the calendar.
CREATE TABLE day_off (
	year_id INTEGER NOT NULL REFERENCES year (id),
	from_date TEXT NOT NULL,
	grade INTEGER NOT NULL,		-- 0: all grades
	to_date TEXT NOT NULL,
	name TEXT NOT NULL,		-- День народного единства
	PRIMARY KEY (year_id, from_date, grade)
) STRICT, WITHOUT ROWID;

-- Sets of bells of a year; the first by rank that fits a day and grade rings.
CREATE TABLE bell_set (
	year_id INTEGER NOT NULL REFERENCES year (id),
	name TEXT NOT NULL,		-- основные, сокращённые
	rank INTEGER NOT NULL,
	grades TEXT,			-- numbers and spans, "1 5-7"; NULL: all
	weekdays TEXT,			-- the same, 1 Monday … 7 Sunday
	by_order INTEGER NOT NULL CHECK (by_order IN (0, 1)),	-- 1: only where a day regime names it
	PRIMARY KEY (year_id, name)
) STRICT, WITHOUT ROWID;

-- Bells: when a lesson number begins and ends.
CREATE TABLE bell (
	year_id INTEGER NOT NULL REFERENCES year (id),
	bell_set TEXT NOT NULL,
	number INTEGER NOT NULL,	-- lesson number of the day
	begins TEXT NOT NULL,		-- 08:30
	ends TEXT NOT NULL,		-- 09:10
	PRIMARY KEY (year_id, bell_set, number),
	FOREIGN KEY (year_id, bell_set) REFERENCES bell_set (year_id, name)
) STRICT, WITHOUT ROWID;

-- Days and spans that are not as the calendar says (режим дня), by order.
CREATE TABLE day_regime (
	id INTEGER NOT NULL,
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	grade INTEGER NOT NULL,		-- 0: all grades
	class_id INTEGER REFERENCES class (id),	-- one class only
	kind TEXT NOT NULL CHECK (kind IN ('off', 'remote', 'weekday', 'bells')),
	weekday INTEGER,		-- kind weekday: whose timetable holds
	bell_set TEXT,			-- kind bells
	order_no TEXT,			-- приказ
	note TEXT,			-- карантин, актированный день
	PRIMARY KEY (id)
) STRICT;

-- The scale of marks.
CREATE TABLE scale_value (
	value TEXT NOT NULL,		-- as printed: 5, н/а
	name TEXT,			-- отлично
	score INTEGER,			-- in averages, as a whole number; NULL: in none
	sou INTEGER,			-- weight in СОУ; NULL: left out
	means TEXT CHECK (means IN ('not_attested', 'exempt', 'credit')),	-- what reports take it for
	fails INTEGER NOT NULL CHECK (fails IN (0, 1)),
	term_only INTEGER NOT NULL CHECK (term_only IN (0, 1)),	-- 1: as a term mark only
	rank INTEGER NOT NULL,		-- order in lists, best first
	PRIMARY KEY (value)
) STRICT;

-- Types of work.
CREATE TABLE task_type (
	letter TEXT NOT NULL,		-- К
	name TEXT NOT NULL,		-- контрольная работа
	weight INTEGER NOT NULL,	-- hundredths
	control INTEGER NOT NULL CHECK (control IN (0, 1)),	-- written by the whole class
	class_work INTEGER NOT NULL CHECK (class_work IN (0, 1)),	-- done in the lesson
	days INTEGER NOT NULL,		-- to mark it, where no deadline row fits; 0: by the next lesson
	rank INTEGER NOT NULL,		-- order in lists
	PRIMARY KEY (letter)
) STRICT;

-- Days that a teacher has to mark written work; the first row that fits holds.
CREATE TABLE deadline (
	no INTEGER NOT NULL,
	type TEXT NOT NULL REFERENCES task_type (letter),
	subject_key TEXT,		-- match key of the subject; NULL: any
	grade INTEGER NOT NULL,		-- 0: any
	days INTEGER NOT NULL,		-- calendar days after the task's own day; 0: by the course's next lesson
	PRIMARY KEY (no)
) STRICT;

-- Where no marks are set at all (безотметочное обучение).
CREATE TABLE unmarked (
	grade INTEGER NOT NULL,
	term TEXT NOT NULL,		-- code; empty: the whole year
	subject_key TEXT NOT NULL,	-- match key; empty: all subjects
	PRIMARY KEY (grade, term, subject_key)
) STRICT, WITHOUT ROWID;

-- Minutes of homework a day, at most, by grade.
CREATE TABLE homework_norm (
	grade INTEGER NOT NULL,
	minutes INTEGER NOT NULL,
	PRIMARY KEY (grade)
) STRICT;

-- Fewest marks for a term mark, by weekly hours.
CREATE TABLE min_marks (
	kind TEXT NOT NULL,		-- of the term: quarter, trimester, half, year
	hours INTEGER NOT NULL,		-- from this many hours a week (hundredths)
	marks INTEGER NOT NULL,
	PRIMARY KEY (kind, hours)
) STRICT, WITHOUT ROWID;

-- Lowest weighted mean for a term mark.
CREATE TABLE threshold (
	value TEXT NOT NULL REFERENCES scale_value (value),
	mean INTEGER NOT NULL,		-- hundredths
	PRIMARY KEY (value)
) STRICT;

-- Calendar days of the years stored, so that SQL needs no date functions.
-- recorded: no
CREATE TABLE day (
	date TEXT NOT NULL,
	number INTEGER NOT NULL,	-- days since 1970-01-01
	year_id INTEGER NOT NULL REFERENCES year (id),
	week TEXT NOT NULL,		-- 2026-W37
	week_no INTEGER NOT NULL,	-- weeks since the year's first ISO week, from 0
	weekday INTEGER NOT NULL,	-- 1 Monday … 7 Sunday
	starts_at INTEGER NOT NULL,	-- moment of 00:00 in the school's zone
	ends_at INTEGER NOT NULL,	-- moment of 00:00 of the next day
	PRIMARY KEY (date)
) STRICT;
CREATE INDEX day_week ON day (week);

-- School days: by grade (class_id 0), and for each class as its own regime has it.
-- recorded: no
CREATE TABLE school_day (
	class_id INTEGER NOT NULL,	-- 0: the grade's calendar
	grade INTEGER NOT NULL,
	date TEXT NOT NULL REFERENCES day (date),
	number INTEGER NOT NULL,	-- running, from 1 in each year
	term_id INTEGER REFERENCES term (id),	-- the shortest term of the grade on that day
	weekday INTEGER NOT NULL,	-- whose timetable holds
	remote INTEGER NOT NULL CHECK (remote IN (0, 1)),
	bell_set TEXT NOT NULL,
	PRIMARY KEY (class_id, grade, date)
) STRICT, WITHOUT ROWID;

-- People who teach and run the school.
CREATE TABLE staff (
	id INTEGER NOT NULL,
	login TEXT NOT NULL,
	surname TEXT NOT NULL,
	given_name TEXT NOT NULL,
	patronymic TEXT,
	email TEXT,
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	match_key TEXT NOT NULL,	-- of the full name
	sort_key TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (login)
) STRICT;

-- Roles of domain practice (regulation 1.5, 3, 4), several at once, dated.
CREATE TABLE staff_role (
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	role TEXT NOT NULL CHECK (role IN ('admin', 'director', 'deputy', 'homeroom', 'teacher', 'secretary', 'counsellor')),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	order_no TEXT,
	PRIMARY KEY (staff_id, role, from_date)
) STRICT, WITHOUT ROWID;

-- Classes of a year.
CREATE TABLE class (
	id INTEGER NOT NULL,
	year_id INTEGER NOT NULL REFERENCES year (id),
	name TEXT NOT NULL,		-- 7А
	grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 12),
	match_key TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (year_id, match_key)
) STRICT;

-- Homeroom teachers (классный руководитель), dated.
CREATE TABLE homeroom (
	class_id INTEGER NOT NULL REFERENCES class (id),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	PRIMARY KEY (class_id, from_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX homeroom_staff ON homeroom (staff_id);

-- Class lists confirmed by their homeroom teachers (regulation 4.3).
CREATE TABLE class_confirmation (
	class_id INTEGER NOT NULL REFERENCES class (id),
	term_id INTEGER NOT NULL REFERENCES term (id),
	confirmed_on TEXT NOT NULL,
	students INTEGER NOT NULL,	-- how many stood on the list
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (class_id, term_id)
) STRICT, WITHOUT ROWID;

-- Students.
CREATE TABLE student (
	id INTEGER NOT NULL,
	number TEXT NOT NULL,		-- личное дело, unique in the school
	surname TEXT NOT NULL,
	given_name TEXT NOT NULL,
	patronymic TEXT,
	birth_date TEXT,
	match_key TEXT NOT NULL,	-- of the full name
	sort_key TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (number)
) STRICT;
CREATE INDEX student_match ON student (match_key);

-- Who was in which class, when.
CREATE TABLE enrolment (
	student_id INTEGER NOT NULL REFERENCES student (id),
	class_id INTEGER NOT NULL REFERENCES class (id),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	order_in TEXT,
	order_out TEXT,
	from_where TEXT,
	to_where TEXT,
	PRIMARY KEY (student_id, class_id, from_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_class ON enrolment (class_id);

-- Study outside the ordinary class form (форма и режим обучения), by order.
CREATE TABLE study_mode (
	id INTEGER NOT NULL,
	student_id INTEGER NOT NULL REFERENCES student (id),
	course_id INTEGER REFERENCES course (id),	-- NULL: all courses
	mode TEXT NOT NULL CHECK (mode IN ('home', 'individual', 'treatment', 'family', 'self', 'extern')),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	order_no TEXT,
	PRIMARY KEY (id)
) STRICT;
CREATE INDEX study_mode_student ON study_mode (student_id);

-- Guardians: people or organisations.
CREATE TABLE guardian (
	id INTEGER NOT NULL,
	surname TEXT NOT NULL,		-- or the organisation's name
	given_name TEXT NOT NULL,	-- empty for an organisation
	patronymic TEXT,
	email TEXT,
	phone TEXT,
	match_key TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	PRIMARY KEY (id)
) STRICT;
CREATE INDEX guardian_match ON guardian (match_key);

-- Whose guardian, with what rights, from when to when.
CREATE TABLE guardian_link (
	student_id INTEGER NOT NULL REFERENCES student (id),
	guardian_id INTEGER NOT NULL REFERENCES guardian (id),
	relation TEXT NOT NULL,		-- мать, отец, опекун
	rights TEXT NOT NULL CHECK (rights IN ('full', 'none')),	-- none: лишён, ограничен судом
	document TEXT,
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	PRIMARY KEY (student_id, guardian_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardian_link_guardian ON guardian_link (guardian_id);

-- Groups: parts of a class, or across classes (class_id NULL).
CREATE TABLE study_group (
	id INTEGER NOT NULL,
	year_id INTEGER NOT NULL REFERENCES year (id),
	class_id INTEGER REFERENCES class (id),
	name TEXT NOT NULL,
	match_key TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	PRIMARY KEY (id)
) STRICT;
CREATE UNIQUE INDEX study_group_name ON study_group (year_id, COALESCE(class_id, 0), match_key);

-- Who was in which group, when; in a class's group only while in the class.
CREATE TABLE group_member (
	group_id INTEGER NOT NULL REFERENCES study_group (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	PRIMARY KEY (group_id, student_id, from_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_member_student ON group_member (student_id);

-- Subjects.
CREATE TABLE subject (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	match_key TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (match_key)
) STRICT;

-- Courses: a subject taught to a class or a group in a year.
CREATE TABLE course (
	id INTEGER NOT NULL,
	year_id INTEGER NOT NULL REFERENCES year (id),
	class_id INTEGER REFERENCES class (id),		-- NULL: a cross-class group
	group_id INTEGER REFERENCES study_group (id),	-- NULL: the whole class
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	grade INTEGER NOT NULL,		-- whose calendar and norms hold
	kind TEXT NOT NULL CHECK (kind IN ('lesson', 'extracurricular', 'elective')),
	programme TEXT,
	textbook TEXT,
	PRIMARY KEY (id)
) STRICT;
CREATE UNIQUE INDEX course_key ON course (year_id, COALESCE(class_id, 0), COALESCE(group_id, 0), subject_id);
CREATE INDEX course_class ON course (class_id);
CREATE INDEX course_group ON course (group_id);

-- Who teaches a course, how many hours a week, when (нагрузка).
CREATE TABLE course_load (
	course_id INTEGER NOT NULL REFERENCES course (id),
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	hours INTEGER NOT NULL,		-- a week, hundredths
	PRIMARY KEY (course_id, staff_id, from_date)
) STRICT, WITHOUT ROWID;
CREATE INDEX course_load_staff ON course_load (staff_id);

-- The weekly timetable.
CREATE TABLE slot (
	course_id INTEGER NOT NULL REFERENCES course (id),
	weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
	number INTEGER NOT NULL,	-- lesson number of the day
	week INTEGER NOT NULL CHECK (week IN (0, 1, 2)),	-- 0: every week
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	room TEXT,
	PRIMARY KEY (course_id, weekday, number, week, from_date)
) STRICT, WITHOUT ROWID;

-- Thematic plans (КТП): of a class or of a grade, for a subject.
CREATE TABLE plan (
	id INTEGER NOT NULL,
	year_id INTEGER NOT NULL REFERENCES year (id),
	class_id INTEGER REFERENCES class (id),		-- NULL: shared by the grade
	grade INTEGER NOT NULL,
	group_id INTEGER REFERENCES study_group (id),	-- NULL: groups included
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	PRIMARY KEY (id)
) STRICT;
CREATE UNIQUE INDEX plan_key ON plan (year_id, COALESCE(class_id, 0), grade, COALESCE(group_id, 0), subject_id);

-- Topics of a plan, in order.
CREATE TABLE plan_item (
	plan_id INTEGER NOT NULL REFERENCES plan (id),
	no INTEGER NOT NULL,
	section TEXT,
	topic TEXT NOT NULL,
	hours INTEGER NOT NULL,		-- hundredths
	task_type TEXT REFERENCES task_type (letter),	-- planned control, laboratory, practical work
	homework TEXT,
	match_key TEXT NOT NULL,	-- of the topic
	PRIMARY KEY (plan_id, no)
) STRICT, WITHOUT ROWID;

-- Lessons: slots of the year.  What was done in them stands below, each apart.
CREATE TABLE lesson (
	id INTEGER NOT NULL,
	course_id INTEGER NOT NULL REFERENCES course (id),
	date TEXT NOT NULL,
	number INTEGER NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (course_id, date, number)
) STRICT;
CREATE INDEX lesson_date ON lesson (date);

-- Lessons given by another, merged with another, or cancelled (замещение).
CREATE TABLE substitution (
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	kind TEXT NOT NULL CHECK (kind IN ('substitute', 'merged', 'cancelled')),
	staff_id INTEGER REFERENCES staff (id),		-- who gives it
	reason TEXT,
	order_no TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
) STRICT;

-- The topic of a lesson (regulation 4.2а): its record in the journal.
CREATE TABLE record (
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	topic TEXT NOT NULL,
	match_key TEXT NOT NULL,	-- of the topic, to find it in the plan
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
) STRICT;

-- Homework set in a lesson.
CREATE TABLE homework (
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	text TEXT,			-- NULL: only an estimate or a day is given
	due_on TEXT,			-- NULL: the course's next lesson
	minutes INTEGER,		-- estimate
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
) STRICT;

-- What was done in a lesson and can be marked.
CREATE TABLE task (
	id INTEGER NOT NULL,
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	no INTEGER NOT NULL,		-- in the lesson, from 1
	type TEXT NOT NULL REFERENCES task_type (letter),
	weight INTEGER,			-- hundredths; NULL: the type's
	title TEXT,
	due_on TEXT,			-- NULL: the lesson's day
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (id),
	UNIQUE (lesson_id, no)
) STRICT;

-- Marks, in lesson order.  Not every column that could be is a foreign key: value
-- is checked by the library against scale_value, tx_id against the chain.
CREATE TABLE mark (
	task_id INTEGER NOT NULL REFERENCES task (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	value TEXT NOT NULL,		-- of scale_value
	made_up INTEGER CHECK (made_up = 1),	-- 1: made up later by one absent that day
	comment TEXT,
	tx_id INTEGER NOT NULL,		-- of tx
	PRIMARY KEY (task_id, student_id)
) STRICT, WITHOUT ROWID;

-- States of a task for a student that are no marks: owed work (долг).
CREATE TABLE task_state (
	task_id INTEGER NOT NULL REFERENCES task (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	state TEXT NOT NULL CHECK (state IN ('owed', 'excused')),
	due_on TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (task_id, student_id)
) STRICT, WITHOUT ROWID;

-- Marks from a former school.
CREATE TABLE outside_mark (
	id INTEGER NOT NULL,
	student_id INTEGER NOT NULL REFERENCES student (id),
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	date TEXT NOT NULL,
	type TEXT NOT NULL REFERENCES task_type (letter),
	weight INTEGER,
	value TEXT NOT NULL REFERENCES scale_value (value),
	source TEXT,			-- the school
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (id)
) STRICT;
CREATE INDEX outside_mark_student ON outside_mark (student_id);

-- Registers taken: with nobody absent a lesson has a row here and none below.
CREATE TABLE register (
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id)
) STRICT;

-- Codes of attendance: what each means, and how it is printed.
CREATE TABLE attendance_code (
	code TEXT NOT NULL,		-- present, absent, unexcused, ill, …
	absent INTEGER NOT NULL CHECK (absent IN (0, 1)),
	excused TEXT NOT NULL CHECK (excused IN ('yes', 'no', 'pending', '-')),
	printed TEXT NOT NULL,		-- н, б, п, о
	rank INTEGER NOT NULL,
	PRIMARY KEY (code)
) STRICT;

-- What teachers write for a code, beside the code itself.
CREATE TABLE attendance_alias (
	alias TEXT NOT NULL,		-- Н, н/б, УП
	code TEXT NOT NULL REFERENCES attendance_code (code),
	PRIMARY KEY (alias)
) STRICT;

-- Exceptions of attendance: one student at one lesson.
CREATE TABLE attendance (
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	code TEXT NOT NULL REFERENCES attendance_code (code),
	minutes INTEGER,		-- late by
	basis TEXT CHECK (basis IN ('guardian', 'note', 'certificate', 'order')),
	document TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id, student_id)
) STRICT, WITHOUT ROWID;

-- Spans in which a student is exempt from a subject.
CREATE TABLE exemption (
	id INTEGER NOT NULL,
	student_id INTEGER NOT NULL REFERENCES student (id),
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	document TEXT,
	PRIMARY KEY (id)
) STRICT;
CREATE INDEX exemption_student ON exemption (student_id);

-- Term marks (итоговая отметка за период).
CREATE TABLE term_mark (
	term_id INTEGER NOT NULL REFERENCES term (id),
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	value TEXT NOT NULL REFERENCES scale_value (value),
	reason TEXT,			-- why it differs from the proposal
	document TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (term_id, subject_id, student_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_mark_student ON term_mark (student_id);

-- Terms closed for a class: its marks and lessons of the term are frozen.
CREATE TABLE term_close (
	term_id INTEGER NOT NULL REFERENCES term (id),
	class_id INTEGER NOT NULL REFERENCES class (id),
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (term_id, class_id)
) STRICT, WITHOUT ROWID;

-- Findings (замечания) of the audit.  They come and go with what they are about
-- and hold on to nothing: their ids are no references.
-- recorded: no
CREATE TABLE finding (
	id INTEGER NOT NULL,
	rule TEXT NOT NULL,		-- the rule's id
	period TEXT NOT NULL,		-- when: 2026-09-03, 2026-W37, 2026/27-Q1 or 2026/27
	key TEXT NOT NULL,		-- what it is about, one of its kind in the period
	severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
	date TEXT NOT NULL,		-- the day it is about, or was found for
	staff_id INTEGER,		-- who answers; NULL: the deputy
	class_id INTEGER,
	course_id INTEGER,
	number INTEGER,			-- of the lesson
	detail TEXT NOT NULL,		-- words, in the language of the store
	due_on TEXT,			-- NULL: a fact that nobody can mend
	opened_at INTEGER NOT NULL,	-- moment
	closed_at INTEGER,		-- NULL: open
	reopened INTEGER NOT NULL,	-- how often it came back
	PRIMARY KEY (id),
	UNIQUE (rule, period, key)
) STRICT;
CREATE INDEX finding_date ON finding (date);
CREATE INDEX finding_open ON finding (date) WHERE closed_at IS NULL AND due_on IS NOT NULL;

-- Spans that the audit has looked at.
-- recorded: no
CREATE TABLE audit_span (
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	first_at INTEGER NOT NULL,	-- moment of its first run; what opens later is new
	PRIMARY KEY (from_date, to_date)
) STRICT, WITHOUT ROWID;

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
JOIN class c ON c.id = e.class_id AND c.year_id = COALESCE(co.year_id, 0)
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

INSERT INTO head (id, tx_id, hash) VALUES (1, 0, zeroblob(32));
