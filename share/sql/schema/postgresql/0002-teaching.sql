-- The teaching side: plans as carried out, absences, term marks put off (PostgreSQL 15).
-- Also moved lessons, marks of the certificate, debts, decisions.  Conventions as in the
-- first schema.

-- Topics of a plan that a lesson carried out; several, where topics were merged.  A
-- lesson without a row here is found in the plan by its topic's folded text.
CREATE TABLE lesson_topic (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	no BIGINT NOT NULL,		-- of the topic in the plan
	PRIMARY KEY (lesson_id, plan_id, no)
);
CREATE INDEX lesson_topic_plan ON lesson_topic (plan_id);

-- Links to materials of a lesson (ссылки), in order.
CREATE TABLE lesson_link (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	no BIGINT NOT NULL,		-- in the lesson, from 1
	url TEXT COLLATE "C" NOT NULL,
	title TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (lesson_id, no)
);

-- Plans approved by the deputy (утверждение КТП).
CREATE TABLE plan_approval (
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	approved_on TEXT COLLATE "C" NOT NULL,
	hours BIGINT NOT NULL,		-- of the plan as approved, hundredths
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (plan_id)
);

-- Where a course goes through its plan otherwise than planned (корректировка КТП):
-- a topic in fewer hours, or together with another one.
CREATE TABLE plan_change (
	course_id BIGINT NOT NULL REFERENCES course (id),
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	no BIGINT NOT NULL,		-- of the topic
	hours BIGINT NOT NULL,		-- it now has, hundredths; 0: merged into another
	into_no BIGINT,		-- the topic it is taught together with
	reason TEXT COLLATE "C" NOT NULL,
	changed_on TEXT COLLATE "C" NOT NULL,
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (course_id, plan_id, no)
);
CREATE INDEX plan_change_plan ON plan_change (plan_id);

-- What a substituted lesson has to do with another one.
CREATE TABLE substitution_other (
	lesson_id BIGINT NOT NULL REFERENCES lesson (id),
	other_id BIGINT NOT NULL REFERENCES lesson (id),	-- merged: with this one; cancelled: moved there
	PRIMARY KEY (lesson_id)
);
CREATE INDEX substitution_other_other ON substitution_other (other_id);
CREATE INDEX substitution_staff ON substitution (staff_id);

-- Absences of staff (болезнь, командировка, отпуск), by order.
CREATE TABLE staff_absence (
	id BIGINT NOT NULL,
	staff_id BIGINT NOT NULL REFERENCES staff (id),
	from_date TEXT COLLATE "C" NOT NULL,
	to_date TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	order_no TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (id)
);
CREATE INDEX staff_absence_staff ON staff_absence (staff_id);

-- Term marks put off for one student (отсрочка аттестации): his marks stay open in
-- a term that is closed for his class.
CREATE TABLE deferral (
	term_id BIGINT NOT NULL REFERENCES term (id),
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	until_date TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	order_no TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (term_id, subject_id, student_id)
);
CREATE INDEX deferral_student ON deferral (student_id);

-- Marks of a year that are of no term: yearly attestation (промежуточная аттестация),
-- exam, final mark (итоговая отметка в аттестат).
CREATE TABLE final_mark (
	year_id BIGINT NOT NULL REFERENCES year (id),
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('attestation', 'exam', 'final')),
	value TEXT COLLATE "C" NOT NULL REFERENCES scale_value (value),
	reason TEXT COLLATE "C",			-- why it differs from the proposal
	document TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, subject_id, student_id, kind)
);
CREATE INDEX final_mark_student ON final_mark (student_id);

-- Academic debts (академическая задолженность): a year's subject failed or not
-- attested, to be made good within a time.
CREATE TABLE debt (
	year_id BIGINT NOT NULL REFERENCES year (id),
	subject_id BIGINT NOT NULL REFERENCES subject (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	until_date TEXT COLLATE "C" NOT NULL,
	order_no TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, subject_id, student_id)
);
CREATE INDEX debt_student ON debt (student_id);

-- Attempts to make a debt good.
CREATE TABLE debt_attempt (
	year_id BIGINT NOT NULL,
	subject_id BIGINT NOT NULL,
	student_id BIGINT NOT NULL,
	no BIGINT NOT NULL,		-- first, second
	date TEXT COLLATE "C" NOT NULL,
	value TEXT COLLATE "C" NOT NULL REFERENCES scale_value (value),
	document TEXT COLLATE "C",			-- протокол комиссии
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, subject_id, student_id, no),
	FOREIGN KEY (year_id, subject_id, student_id)
		REFERENCES debt (year_id, subject_id, student_id)
);

-- Decisions of the council about a student at the year's end (решение педсовета).
CREATE TABLE council_decision (
	year_id BIGINT NOT NULL REFERENCES year (id),
	student_id BIGINT NOT NULL REFERENCES student (id),
	decision TEXT COLLATE "C" NOT NULL CHECK (decision IN ('promoted', 'conditional', 'retained', 'left')),
	decided_on TEXT COLLATE "C" NOT NULL,
	protocol TEXT COLLATE "C",			-- its number
	note TEXT COLLATE "C",
	tx_id BIGINT NOT NULL REFERENCES tx (id),
	PRIMARY KEY (year_id, student_id)
);
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

-- Lessons that were held, as before; but a topic entered ahead for a day that an order
-- took away since is none.
DROP VIEW held_lesson;
CREATE VIEW held_lesson AS
SELECT l.id AS lesson_id, l.course_id AS course_id, l.date AS date, l.number AS number
FROM lesson l
JOIN course co ON co.id = l.course_id AND co.kind <> 'extracurricular'
WHERE (EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.id)
		OR (EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.id)
			AND EXISTS (SELECT 1 FROM school_day d
				WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
					AND d.date = l.date)))
	AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND u.kind = 'cancelled');
