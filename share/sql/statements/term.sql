-- Term marks.

-- name: term_get
SELECT year_id, code, starts_on, ends_on, kind, name FROM term WHERE id = :id;

-- name: term_for_grade
-- 1 when students of the grade get marks for the term.
SELECT 1 FROM term_grade WHERE term_id = :term_id AND grade = :grade;

-- name: term_codes_of_grade
-- The terms that a grade has, for the message that another one was named.
SELECT t.code FROM term t
JOIN term_grade g ON g.term_id = t.id AND g.grade = :grade
WHERE t.year_id = :year
ORDER BY CASE WHEN t.kind = 'year' THEN 1 ELSE 0 END, t.starts_on, t.ends_on, t.code;

-- name: term_enrolments
-- The student's classes during a term, the last one first.
SELECT c.id, c.name, c.grade
FROM enrolment e
JOIN class c ON c.id = e.class_id AND c.year_id = :year
WHERE e.student_id = :student_id AND e.from_date <= :to_date AND e.to_date >= :from_date
ORDER BY e.from_date DESC, c.id;

-- name: term_subject_taught
-- 1 when the class, or a group of the student, has the subject in the year, in a course
-- that has marks.
SELECT 1 FROM course co
WHERE co.class_id = :class_id AND co.subject_id = :subject_id AND co.year_id = :year
	AND co.kind <> 'extracurricular'
UNION
SELECT 1 FROM group_member m
JOIN course co ON co.group_id = m.group_id
WHERE m.student_id = :student_id AND co.subject_id = :subject_id AND co.year_id = :year
	AND co.kind <> 'extracurricular';

-- name: term_unmarked
-- 1 and more when no marks are set in the grade, the term and the subject, and the value
-- is a number of the scale.
SELECT count(*) FROM unmarked u
JOIN scale_value v ON v.value = :value AND v.score IS NOT NULL
WHERE u.grade = :grade AND u.term IN ('', :code)
	AND (u.subject_key = '' OR u.subject_key =
		(SELECT s.match_key FROM subject s WHERE s.id = :subject_id));

-- name: term_closed
-- 1 when the term is closed for the class.
SELECT 1 FROM term_close WHERE term_id = :term_id AND class_id = :class_id;

-- name: scale_list
-- The scale, best first.
SELECT value, score, fails, term_only FROM scale_value ORDER BY rank, value;

-- name: term_mark_list
-- A year's term marks, with the class and the group that the student was in last.
SELECT c.name, c.sort_key, g.name, g.sort_key, g.class_id, su.name, t.code, s.number,
	m.value, m.reason, m.document
FROM term t
JOIN term_mark m ON m.term_id = t.id
JOIN student s ON s.id = m.student_id
JOIN subject su ON su.id = m.subject_id
LEFT JOIN class c ON c.id = (SELECT e.class_id FROM enrolment e
	JOIN class k ON k.id = e.class_id
	WHERE e.student_id = m.student_id AND k.year_id = t.year_id AND e.from_date <= t.ends_on
	ORDER BY e.from_date DESC, e.class_id LIMIT 1)
LEFT JOIN study_group g ON g.id = (SELECT gm.group_id FROM group_member gm
	JOIN course co ON co.group_id = gm.group_id
	WHERE gm.student_id = m.student_id AND co.subject_id = m.subject_id
		AND co.year_id = t.year_id AND (co.class_id IS NULL OR co.class_id = c.id)
		AND gm.from_date <= t.ends_on AND gm.to_date >= t.starts_on
	ORDER BY gm.from_date DESC, gm.group_id LIMIT 1)
WHERE t.year_id = :year
	AND (CAST(:term_id AS BIGINT) IS NULL OR t.id = :term_id)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR m.subject_id = :subject_id)
	AND (CAST(:student_id AS BIGINT) IS NULL OR m.student_id = :student_id)
	AND (CAST(:class_id AS BIGINT) IS NULL OR c.id = :class_id)
	AND (CAST(:mark AS TEXT) IS NULL OR m.value = :mark)
ORDER BY CASE WHEN g.id IS NOT NULL AND g.class_id IS NULL THEN '' ELSE c.sort_key END NULLS FIRST,
	g.sort_key NULLS FIRST, su.sort_key, su.id, t.starts_on, t.ends_on, t.code,
	s.sort_key, s.number;

-- name: term_left_on
-- The last day of a student in the classes of a year.
SELECT max(e.to_date) FROM enrolment e
JOIN class c ON c.id = e.class_id AND c.year_id = :year
WHERE e.student_id = :student_id;

-- name: deferral_open
SELECT count(*) FROM deferral d
WHERE d.term_id = :term_id AND d.subject_id = :subject_id AND d.student_id = :student_id
	AND d.until_date >= :today;

-- name: deferral_open_on
-- The same of the terms that a day belongs to; not of the year.
SELECT count(*) FROM deferral d
JOIN term t ON t.id = d.term_id AND t.kind <> 'year'
WHERE d.student_id = :student_id AND d.subject_id = :subject_id AND d.until_date >= :today
	AND :date BETWEEN t.starts_on AND t.ends_on;

-- name: deferral_class
-- The class of a year that a student is in on a day.
SELECT c.id, c.name, c.grade
FROM enrolment e
JOIN class c ON c.id = e.class_id AND c.year_id = :year
WHERE e.student_id = :student_id AND :date BETWEEN e.from_date AND e.to_date
ORDER BY e.from_date DESC, c.id
LIMIT 1;

-- name: deferral_list
-- What is put off in a year; the class is that of the term's end.
SELECT c.name, su.name, t.code, s.number, d.until_date, d.reason, d.order_no
FROM term t
JOIN deferral d ON d.term_id = t.id
JOIN student s ON s.id = d.student_id
JOIN subject su ON su.id = d.subject_id
LEFT JOIN class c ON c.id = (SELECT e.class_id FROM enrolment e
	JOIN class k ON k.id = e.class_id
	WHERE e.student_id = d.student_id AND k.year_id = t.year_id AND e.from_date <= t.ends_on
	ORDER BY e.from_date DESC, e.class_id LIMIT 1)
WHERE t.year_id = :year
	AND (CAST(:term AS BIGINT) IS NULL OR t.id = :term)
	AND (CAST(:subject AS BIGINT) IS NULL OR d.subject_id = :subject)
	AND (CAST(:student AS BIGINT) IS NULL OR d.student_id = :student)
	AND (CAST(:class AS BIGINT) IS NULL OR c.id = :class)
ORDER BY c.sort_key NULLS FIRST, su.sort_key, su.id, t.starts_on, t.ends_on, t.code,
	s.sort_key, s.number;
