-- The teaching side: plans as carried out, absences, term marks put off (SQLite 3.40).
-- Also moved lessons, marks of the certificate, debts, decisions.  Conventions as in the
-- first schema.

-- Links to materials of a lesson (ссылки), in order.
CREATE TABLE lesson_link (
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	no INTEGER NOT NULL,		-- in the lesson, from 1
	url TEXT NOT NULL,
	title TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id, no)
) STRICT, WITHOUT ROWID;

-- Plans approved by the deputy (утверждение КТП).
CREATE TABLE plan_approval (
	plan_id INTEGER NOT NULL REFERENCES plan (id),
	approved_on TEXT NOT NULL,
	hours INTEGER NOT NULL,		-- of the plan as approved, hundredths
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (plan_id)
) STRICT;

-- Where a course goes through its plan otherwise than planned (корректировка КТП):
-- a topic in fewer hours, or together with another one, in words of its own.  A lesson
-- is found in the plan by its topic's folded text, in these words where there are any.
CREATE TABLE plan_change (
	course_id INTEGER NOT NULL REFERENCES course (id),
	plan_id INTEGER NOT NULL REFERENCES plan (id),
	no INTEGER NOT NULL,		-- of the topic
	hours INTEGER NOT NULL,		-- it now has, hundredths; 0: merged into another
	into_no INTEGER,		-- the topic it is taught together with
	topic TEXT,		-- it now has; NULL: as planned
	match_key TEXT,		-- of these words
	reason TEXT NOT NULL,
	changed_on TEXT NOT NULL,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (course_id, plan_id, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_change_plan ON plan_change (plan_id);

-- What a substituted lesson has to do with another one.
CREATE TABLE substitution_other (
	lesson_id INTEGER NOT NULL REFERENCES lesson (id),
	other_id INTEGER NOT NULL REFERENCES lesson (id),	-- merged: with this one; cancelled: moved there
	PRIMARY KEY (lesson_id)
) STRICT;
CREATE INDEX substitution_other_other ON substitution_other (other_id);
CREATE INDEX substitution_staff ON substitution (staff_id);

-- Absences of staff (болезнь, командировка, отпуск), by order.
CREATE TABLE staff_absence (
	id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	reason TEXT NOT NULL,
	order_no TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (id)
) STRICT;
CREATE INDEX staff_absence_staff ON staff_absence (staff_id);

-- Term marks put off for one student (отсрочка аттестации): his marks stay open in
-- a term that is closed for his class.
CREATE TABLE deferral (
	term_id INTEGER NOT NULL REFERENCES term (id),
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	until_date TEXT NOT NULL,
	reason TEXT NOT NULL,
	order_no TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (term_id, subject_id, student_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deferral_student ON deferral (student_id);

-- Marks of a year that are of no term: yearly attestation (промежуточная аттестация),
-- exam, final mark (итоговая отметка в аттестат).
CREATE TABLE final_mark (
	year_id INTEGER NOT NULL REFERENCES year (id),
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	kind TEXT NOT NULL CHECK (kind IN ('attestation', 'exam', 'final')),
	value TEXT NOT NULL REFERENCES scale_value (value),
	reason TEXT,			-- why it differs from the proposal
	document TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, subject_id, student_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX final_mark_student ON final_mark (student_id);

-- Academic debts (академическая задолженность): a year's subject failed or not
-- attested, to be made good within a time.
CREATE TABLE debt (
	year_id INTEGER NOT NULL REFERENCES year (id),
	subject_id INTEGER NOT NULL REFERENCES subject (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	until_date TEXT NOT NULL,
	order_no TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, subject_id, student_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX debt_student ON debt (student_id);

-- Attempts to make a debt good.
CREATE TABLE debt_attempt (
	year_id INTEGER NOT NULL,
	subject_id INTEGER NOT NULL,
	student_id INTEGER NOT NULL,
	no INTEGER NOT NULL,		-- first, second
	date TEXT NOT NULL,
	value TEXT NOT NULL REFERENCES scale_value (value),
	document TEXT,			-- протокол комиссии
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, subject_id, student_id, no),
	FOREIGN KEY (year_id, subject_id, student_id)
		REFERENCES debt (year_id, subject_id, student_id)
) STRICT, WITHOUT ROWID;

-- Decisions of the council about a student at the year's end (решение педсовета).
CREATE TABLE council_decision (
	year_id INTEGER NOT NULL REFERENCES year (id),
	student_id INTEGER NOT NULL REFERENCES student (id),
	decision TEXT NOT NULL CHECK (decision IN ('promoted', 'conditional', 'retained', 'left')),
	decided_on TEXT NOT NULL,
	protocol TEXT,			-- its number
	note TEXT,
	tx_id INTEGER NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, student_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX council_decision_student ON council_decision (student_id);

-- Who is off a course, and when: students taught otherwise than in the class, in all
-- courses or in this one.  They are in no figures of it.  own 1: it is nevertheless
-- their own, of a group in which nobody is in the class mode, with its register and
-- marks; own 0: neither marks nor absences are entered.  Give the student.
CREATE VIEW course_apart AS
SELECT m.student_id AS student_id, co.id AS course_id, m.from_date AS from_date,
	m.to_date AS to_date, m.mode AS mode, m.order_no AS order_no,
	CASE WHEN co.group_id IS NOT NULL AND m.course_id IS NULL
		AND NOT EXISTS (SELECT 1 FROM group_member g
			WHERE g.group_id = co.group_id AND g.student_id <> m.student_id
				AND g.from_date <= m.to_date AND m.from_date <= g.to_date
				AND NOT EXISTS (SELECT 1 FROM study_mode o
					WHERE o.student_id = g.student_id AND o.course_id IS NULL
						AND g.from_date <= o.to_date AND o.from_date <= g.to_date))
		THEN 1 ELSE 0 END AS own
FROM study_mode m
JOIN course co ON m.course_id IS NULL OR m.course_id = co.id;

-- Lessons that were held, of all courses: with a register, or with a topic; but a topic
-- entered ahead for a day that an order took away since is none.
CREATE VIEW given_lesson AS
SELECT l.id AS lesson_id, l.course_id AS course_id, l.date AS date, l.number AS number,
	co.kind AS kind
FROM lesson l
JOIN course co ON co.id = l.course_id
WHERE (EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.id)
		OR (EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.id)
			AND EXISTS (SELECT 1 FROM school_day d
				WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
					AND d.date = l.date)))
	AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND u.kind = 'cancelled');

-- Those of courses that count in the figures, as before.
DROP VIEW held_lesson;
CREATE VIEW held_lesson AS
SELECT lesson_id, course_id, date, number
FROM given_lesson
WHERE kind <> 'extracurricular';

-- The plan that a course follows: of its own group, else of its class, else of its
-- grade; NULL: none.
CREATE VIEW course_plan AS
SELECT co.id AS course_id, co.year_id AS year_id, (SELECT p.id FROM plan p
	WHERE p.year_id = co.year_id
		AND COALESCE(p.class_id, 0) IN (0, COALESCE(co.class_id, 0))
		AND p.grade = co.grade
		AND COALESCE(p.group_id, 0) IN (0, COALESCE(co.group_id, 0))
		AND p.subject_id = co.subject_id
	ORDER BY CASE WHEN p.group_id IS NULL THEN 1 ELSE 0 END,
		CASE WHEN p.class_id IS NULL THEN 1 ELSE 0 END LIMIT 1) AS plan_id
FROM course co;

-- The topics of that plan as the course goes through them: in their own words and hours,
-- or in those of a change.  worth: the hours of the plan that are done with the topic,
-- its own and those of topics merged into it; a merged one has into_no and no hours.
CREATE VIEW course_topic AS
SELECT c.course_id AS course_id, i.plan_id AS plan_id, i.no AS no, i.section AS section,
	COALESCE(x.topic, i.topic) AS topic, COALESCE(x.match_key, i.match_key) AS match_key,
	i.hours AS planned, COALESCE(x.hours, i.hours) AS hours,
	CASE WHEN x.into_no IS NOT NULL THEN 0
		ELSE i.hours + COALESCE((SELECT CAST(sum(m.hours) AS BIGINT)
			FROM plan_change z
			JOIN plan_item m ON m.plan_id = z.plan_id AND m.no = z.no
			WHERE z.course_id = c.course_id AND z.plan_id = i.plan_id
				AND z.into_no = i.no), 0) END AS worth,
	x.into_no AS into_no, i.task_type AS task_type, i.homework AS homework
FROM course_plan c
JOIN plan_item i ON i.plan_id = c.plan_id
LEFT JOIN plan_change x ON x.course_id = c.course_id AND x.plan_id = i.plan_id
	AND x.no = i.no;

-- The lessons that calendar and timetable have for a course.
CREATE VIEW course_slot AS
SELECT co.id AS course_id, d.date AS date, s.number AS number, d.term_id AS term_id
FROM course co
JOIN slot s ON s.course_id = co.id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date BETWEEN s.from_date AND s.to_date AND d.weekday = s.weekday
JOIN day y ON y.date = d.date AND y.year_id = co.year_id
WHERE (s.week = 0 OR s.week = 1 + y.week_no % 2)
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND d.date BETWEEN w.from_date AND w.to_date);

-- Those that an order took away (quarantine, a day of frost): on days of a term that are
-- neither holidays of the calendar nor school days of the class.
CREATE VIEW course_slot_lost AS
SELECT co.id AS course_id, y.date AS date, s.number AS number, min(r.id) AS day_regime_id
FROM course co
JOIN slot s ON s.course_id = co.id
JOIN day_regime r ON r.kind = 'off' AND (r.class_id = co.class_id
	OR (r.class_id IS NULL AND r.grade IN (0, co.grade)))
JOIN year v ON v.id = co.year_id
JOIN day y ON y.date BETWEEN r.from_date AND r.to_date AND y.year_id = co.year_id
	AND y.weekday = s.weekday AND y.weekday <= v.week_days
	AND y.date BETWEEN s.from_date AND s.to_date
WHERE (s.week = 0 OR s.week = 1 + y.week_no % 2)
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND y.date BETWEEN w.from_date AND w.to_date)
	AND EXISTS (SELECT 1 FROM term t
		JOIN term_grade g ON g.term_id = t.id AND g.grade = co.grade
		WHERE t.year_id = co.year_id AND y.date BETWEEN t.starts_on AND t.ends_on)
	AND NOT EXISTS (SELECT 1 FROM term t
		WHERE t.year_id = co.year_id AND t.kind IN ('quarter', 'trimester')
			AND NOT EXISTS (SELECT 1 FROM term u
				WHERE u.year_id = t.year_id AND u.kind IN ('quarter', 'trimester')
					AND y.date BETWEEN u.starts_on AND u.ends_on))
	AND NOT EXISTS (SELECT 1 FROM day_off o
		WHERE o.year_id = co.year_id AND o.grade IN (0, co.grade)
			AND y.date BETWEEN o.from_date AND o.to_date)
	AND NOT EXISTS (SELECT 1 FROM school_day d
		WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
			AND d.date = y.date)
GROUP BY co.id, y.date, s.number;

-- How far a course has come in its plan at the end of a day (прохождение программы).
-- Name the day.  Lessons are counted, hours are in hundredths:
--	planned, adjusted	hours of the plan, and with its changes
--	lessons			that calendar and timetable have for the year
--	due, lost		of these up to the day; and lessons that an order took away
--	given			lessons held up to the day (given_lesson), whatever their topic
--	done, taught		hours of the plan, and with its changes, that these carried out:
--				those of their topics, and one for a lesson off the plan
-- By the plan to date are the lesser of planned and 100 * (due + lost); behind is what
-- done lacks of it.
CREATE VIEW course_progress AS
SELECT c.course_id AS course_id, c.year_id AS year_id, y.date AS date, c.plan_id AS plan_id,
	(SELECT CAST(COALESCE(sum(i.hours), 0) AS BIGINT) FROM plan_item i
		WHERE i.plan_id = c.plan_id) AS planned,
	(SELECT CAST(COALESCE(sum(x.hours), 0) AS BIGINT) FROM course_topic x
		WHERE x.course_id = c.course_id) AS adjusted,
	(SELECT count(*) FROM course_slot s WHERE s.course_id = c.course_id) AS lessons,
	(SELECT count(*) FROM course_slot s
		WHERE s.course_id = c.course_id AND s.date <= y.date) AS due,
	(SELECT count(*) FROM course_slot_lost s
		WHERE s.course_id = c.course_id AND s.date <= y.date) AS lost,
	(SELECT count(*) FROM given_lesson h
		WHERE h.course_id = c.course_id AND h.date <= y.date) AS given,
	(SELECT CAST(COALESCE(sum(CASE WHEN k.topics = 0 THEN 100 * k.n
			WHEN 100 * k.n >= k.hours THEN k.worth
			ELSE k.worth * 100 * k.n / k.hours END), 0) AS BIGINT)
		FROM (SELECT CAST(sum(p.n) AS BIGINT) AS n, CAST(sum(p.topics) AS BIGINT) AS topics,
				CAST(sum(p.hours) AS BIGINT) AS hours,
				CAST(sum(p.worth) AS BIGINT) AS worth
			FROM (SELECT r.match_key AS match_key, 1 AS n, 0 AS topics, 0 AS hours,
					0 AS worth
				FROM given_lesson h
				LEFT JOIN record r ON r.lesson_id = h.lesson_id
				WHERE h.course_id = c.course_id AND h.date <= y.date
				UNION ALL
				SELECT x.match_key, 0, 1, x.hours, x.worth
				FROM course_topic x
				WHERE x.course_id = c.course_id AND x.into_no IS NULL) p
			GROUP BY p.match_key) k) AS done,
	(SELECT CAST(COALESCE(sum(CASE WHEN k.topics = 0 OR 100 * k.n < k.hours THEN 100 * k.n
			ELSE k.hours END), 0) AS BIGINT)
		FROM (SELECT CAST(sum(p.n) AS BIGINT) AS n, CAST(sum(p.topics) AS BIGINT) AS topics,
				CAST(sum(p.hours) AS BIGINT) AS hours
			FROM (SELECT r.match_key AS match_key, 1 AS n, 0 AS topics, 0 AS hours
				FROM given_lesson h
				LEFT JOIN record r ON r.lesson_id = h.lesson_id
				WHERE h.course_id = c.course_id AND h.date <= y.date
				UNION ALL
				SELECT x.match_key, 0, 1, x.hours
				FROM course_topic x
				WHERE x.course_id = c.course_id AND x.into_no IS NULL) p
			GROUP BY p.match_key) k) AS taught
FROM course_plan c
JOIN day y ON y.year_id = c.year_id;
