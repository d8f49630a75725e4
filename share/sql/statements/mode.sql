-- Study modes.

-- name: mode_spans
-- A student's modes for all courses (course 0), or for one.
SELECT m.from_date, m.to_date, COALESCE(m.course_id, 0), m.mode
FROM study_mode m
WHERE m.student_id = :student_id AND COALESCE(m.course_id, 0) = :course_id
ORDER BY m.from_date, m.id;

-- name: mode_find
SELECT id FROM study_mode
WHERE student_id = :student_id AND COALESCE(course_id, 0) = :course_id AND from_date = :from;

-- name: mode_entries
-- Lessons that a student is off by one of his modes, and has an entry in.
WITH away AS (
	SELECT l.id AS lesson_id
	FROM study_mode m
	JOIN course_student x ON x.student_id = m.student_id
		AND x.from_date <= m.to_date AND x.to_date >= m.from_date
	JOIN course_apart a ON a.student_id = m.student_id AND a.course_id = x.course_id
		AND a.from_date = m.from_date AND a.to_date = m.to_date AND a.own = 0
	JOIN lesson l ON l.course_id = x.course_id AND l.date BETWEEN m.from_date AND m.to_date
		AND l.date BETWEEN x.from_date AND x.to_date
	WHERE m.student_id = :student_id AND COALESCE(m.course_id, 0) = :course_id
		AND m.from_date = :from
)
SELECT CAST(count(*) AS BIGINT)
FROM away w
WHERE 0 < (SELECT count(*) FROM attendance v
		WHERE v.lesson_id = w.lesson_id AND v.student_id = :student_id)
	+ (SELECT count(*) FROM task t
		JOIN mark k ON k.task_id = t.id AND k.student_id = :student_id
		WHERE t.lesson_id = w.lesson_id);

-- name: mode_list
-- scans: study_mode
-- Modes that hold on some day between two; the class is that of the course, else the
-- student's on the first day.
SELECT s.number, CASE WHEN co.id IS NULL THEN c.name ELSE k.name END, m.mode, g.name,
	su.name, m.from_date, NULLIF(m.to_date, '9999-12-31'), m.order_no
FROM study_mode m
JOIN student s ON s.id = m.student_id
LEFT JOIN course co ON co.id = m.course_id
LEFT JOIN class k ON k.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN subject su ON su.id = co.subject_id
LEFT JOIN enrolment e ON e.student_id = m.student_id
	AND m.from_date BETWEEN e.from_date AND e.to_date
LEFT JOIN class c ON c.id = e.class_id
WHERE m.from_date <= :to AND m.to_date >= :from
	AND (CAST(:student AS BIGINT) IS NULL OR m.student_id = :student)
	AND (CAST(:class AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM enrolment o
		WHERE o.student_id = m.student_id AND o.class_id = :class
			AND o.from_date <= m.to_date AND o.to_date >= m.from_date))
	AND (CAST(:mode AS TEXT) IS NULL OR m.mode = :mode)
ORDER BY COALESCE(k.sort_key, c.sort_key) NULLS FIRST, s.sort_key, s.id,
	su.sort_key NULLS FIRST, g.sort_key NULLS FIRST, m.from_date, m.id;

-- name: mode_of_course
-- Who of a course is off its register, and when.
SELECT a.student_id, a.from_date, a.to_date, a.mode, a.order_no
FROM (SELECT DISTINCT cs.student_id FROM course_student cs
	WHERE cs.course_id = :course_id) x
JOIN course_apart a ON a.student_id = x.student_id AND a.course_id = :course_id
	AND a.own = 0
ORDER BY a.student_id, a.from_date, a.to_date, a.mode;
