-- The roster: staff, classes, students, guardians, groups, courses.

-- --- staff ------------------------------------------------------------------

-- name: staff_list
-- scans: staff
SELECT id, login, surname, given_name, patronymic, email, from_date,
	NULLIF(to_date, '9999-12-31')
FROM staff
WHERE CAST(:login AS TEXT) IS NULL OR login = :login
ORDER BY login;

-- name: staff_roles
-- Roles that somebody holds on a day or will hold.
SELECT role, from_date, to_date FROM staff_role
WHERE staff_id = :staff_id AND to_date >= :date
ORDER BY role, from_date;

-- --- class ------------------------------------------------------------------

-- name: class_list
-- scans: class
-- A year's classes with the homeroom teacher whose time is open.
SELECT c.name, CAST(c.grade AS TEXT), s.login, h.from_date
FROM class c
LEFT JOIN homeroom h ON h.class_id = c.id AND h.to_date = '9999-12-31'
LEFT JOIN staff s ON s.id = h.staff_id
WHERE c.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR c.id = :class_id)
	AND (CAST(:grade AS BIGINT) IS NULL OR c.grade = :grade)
	AND (CAST(:staff_id AS BIGINT) IS NULL OR h.staff_id = :staff_id)
ORDER BY c.sort_key, c.id;

-- name: class_homerooms
-- A class's homeroom teachers, the last one first.
SELECT from_date, to_date, staff_id FROM homeroom
WHERE class_id = :class_id ORDER BY from_date DESC;

-- name: class_courses
-- How many courses a class has.
SELECT count(*) FROM course WHERE class_id = :class_id;

-- name: class_used
-- scans: day_regime term_close
-- How many rows hold on to a class.
SELECT (SELECT count(*) FROM enrolment WHERE class_id = :class_id)
	+ (SELECT count(*) FROM course WHERE class_id = :class_id)
	+ (SELECT count(*) FROM study_group WHERE year_id = :year AND COALESCE(class_id, 0) = :class_id)
	+ (SELECT count(*) FROM plan WHERE year_id = :year AND COALESCE(class_id, 0) = :class_id)
	+ (SELECT count(*) FROM class_confirmation WHERE class_id = :class_id)
	+ (SELECT count(*) FROM term_close WHERE class_id = :class_id)
	+ (SELECT count(*) FROM day_regime WHERE class_id = :class_id);

-- name: class_days_remove
-- The calendar of a class that is no more.
DELETE FROM school_day WHERE class_id = :class_id;

-- name: class_term_on
-- A class's terms that are not over on a day, the one to confirm now first: the
-- one that ends first, of several the shortest.
SELECT t.id, t.name, t.starts_on
FROM class c
JOIN term t ON t.year_id = c.year_id
JOIN term_grade g ON g.term_id = t.id AND g.grade = c.grade
WHERE c.id = :class_id AND t.ends_on >= :date
ORDER BY t.ends_on, t.starts_on DESC, t.id;

-- name: class_size_on
-- How many students a class has on a day.
SELECT count(*) FROM enrolment
WHERE class_id = :class_id AND :date BETWEEN from_date AND to_date;

-- --- student ----------------------------------------------------------------

-- name: student_list
-- scans: student
-- Everybody with his last enrolment in a year.
WITH stay AS (
	SELECT e.student_id, e.class_id, c.name, e.from_date, e.to_date, e.order_in,
		e.order_out,
		row_number() OVER (PARTITION BY e.student_id
			ORDER BY e.from_date DESC, e.class_id) AS n
	FROM class c
	JOIN enrolment e ON e.class_id = c.id
	WHERE c.year_id = :year
)
SELECT s.number, s.surname, s.given_name, s.patronymic, s.birth_date, y.name,
	y.from_date, NULLIF(y.to_date, '9999-12-31'), y.order_in, y.order_out
FROM student s
LEFT JOIN stay y ON y.student_id = s.id AND y.n = 1
WHERE (CAST(:student_id AS BIGINT) IS NULL OR s.id = :student_id)
	AND (CAST(:class_id AS BIGINT) IS NULL OR y.class_id = :class_id)
ORDER BY s.number;

-- name: student_stays
-- A student's enrolments in a year.
SELECT e.from_date, e.to_date, e.class_id, c.name
FROM enrolment e
JOIN class c ON c.id = e.class_id
WHERE e.student_id = :student_id AND c.year_id = :year
ORDER BY e.from_date, e.class_id;

-- name: student_used
-- How many rows of the roster hold on to a student.
SELECT (SELECT count(*) FROM enrolment WHERE student_id = :student_id)
	+ (SELECT count(*) FROM group_member WHERE student_id = :student_id)
	+ (SELECT count(*) FROM guardian_link WHERE student_id = :student_id)
	+ (SELECT count(*) FROM study_mode WHERE student_id = :student_id)
	+ (SELECT count(*) FROM exemption WHERE student_id = :student_id)
	+ (SELECT count(*) FROM outside_mark WHERE student_id = :student_id)
	+ (SELECT count(*) FROM term_mark WHERE student_id = :student_id)
	+ (SELECT count(*) FROM final_mark WHERE student_id = :student_id)
	+ (SELECT count(*) FROM debt WHERE student_id = :student_id)
	+ (SELECT count(*) FROM council_decision WHERE student_id = :student_id);

-- name: enrolment_list
-- scans: enrolment student class
-- Enrolments that begin in a span of days.
SELECT s.number, c.name, e.from_date, NULLIF(e.to_date, '9999-12-31'), e.order_in,
	e.order_out, e.from_where, e.to_where
FROM enrolment e
JOIN student s ON s.id = e.student_id
JOIN class c ON c.id = e.class_id
WHERE (CAST(:from_date AS TEXT) IS NULL OR e.from_date >= :from_date)
	AND (CAST(:to_date AS TEXT) IS NULL OR e.from_date <= :to_date)
ORDER BY s.number, c.sort_key, c.id, e.from_date;

-- --- guardian ---------------------------------------------------------------

-- name: guardian_list
-- scans: guardian_link student guardian
SELECT s.number, g.surname, g.given_name, g.patronymic, l.relation, g.email, g.phone,
	l.rights, l.document, l.from_date, NULLIF(l.to_date, '9999-12-31')
FROM guardian_link l
JOIN student s ON s.id = l.student_id
JOIN guardian g ON g.id = l.guardian_id
WHERE CAST(:student_id AS BIGINT) IS NULL OR l.student_id = :student_id
ORDER BY s.number, g.sort_key, g.id;

-- name: guardians_of_student
SELECT g.id, g.surname, g.given_name, g.patronymic
FROM guardian_link l
JOIN guardian g ON g.id = l.guardian_id
WHERE l.student_id = :student_id
ORDER BY g.sort_key, g.id;

-- name: guardians_named
-- Guardians of one full name, with what tells them apart.
SELECT id, email, phone FROM guardian WHERE match_key = :match_key ORDER BY id;

-- name: guardian_children
-- How many students a guardian has.
SELECT count(*) FROM guardian_link WHERE guardian_id = :guardian_id;

-- --- group ------------------------------------------------------------------

-- name: group_list
-- scans: study_group group_member student
SELECT c.name, g.name, s.number, m.from_date, NULLIF(m.to_date, '9999-12-31')
FROM study_group g
JOIN group_member m ON m.group_id = g.id
JOIN student s ON s.id = m.student_id
LEFT JOIN class c ON c.id = g.class_id
WHERE g.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR g.class_id = :class_id)
	AND (CAST(:match_key AS TEXT) IS NULL OR g.match_key = :match_key)
	AND (CAST(:student_id AS BIGINT) IS NULL OR m.student_id = :student_id)
ORDER BY c.sort_key NULLS FIRST, c.id, g.sort_key, g.id, s.number, m.from_date;

-- name: groups_named
-- Where groups of one name are in a year; no class: a cross-class one.
SELECT COALESCE(g.class_id, 0), c.name
FROM study_group g
LEFT JOIN class c ON c.id = g.class_id
WHERE g.year_id = :year AND g.match_key = :match_key
ORDER BY c.sort_key NULLS FIRST, g.id;

-- name: group_spans
-- When a student was in a group.
SELECT from_date, to_date, group_id, '' FROM group_member
WHERE group_id = :group_id AND student_id = :student_id
ORDER BY from_date;

-- --- course -----------------------------------------------------------------

-- name: course_list
-- scans: course course_load
SELECT c.name, g.name, s.name, t.login, w.from_date, w.hours,
	NULLIF(w.to_date, '9999-12-31'), co.kind, co.programme, co.textbook
FROM course co
JOIN course_load w ON w.course_id = co.id
JOIN staff t ON t.id = w.staff_id
JOIN subject s ON s.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (CAST(:match_key AS TEXT) IS NULL OR g.match_key = :match_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
	AND (CAST(:staff_id AS BIGINT) IS NULL OR w.staff_id = :staff_id)
	AND (CAST(:kind AS TEXT) IS NULL OR co.kind = :kind)
ORDER BY c.sort_key NULLS FIRST, c.id, g.sort_key NULLS FIRST, g.id, s.sort_key, s.id,
	t.login, w.from_date;

-- name: course_find
SELECT id FROM course
WHERE year_id = :year AND COALESCE(class_id, 0) = :class_id
	AND COALESCE(group_id, 0) = :group_id AND subject_id = :subject_id;

-- name: course_spans
-- When somebody taught a course.
SELECT from_date, to_date, staff_id, '' FROM course_load
WHERE course_id = :course_id AND staff_id = :staff_id
ORDER BY from_date;

-- name: group_grade
-- The lowest grade of a cross-class group's students.
SELECT COALESCE(min(c.grade), 0)
FROM group_member m
JOIN enrolment e ON e.student_id = m.student_id
JOIN class c ON c.id = e.class_id
WHERE m.group_id = :group_id AND c.year_id = :year;
