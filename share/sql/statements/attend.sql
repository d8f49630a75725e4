-- Attendance.

-- name: attend_codes
SELECT code, absent FROM attendance_code ORDER BY rank;

-- name: attend_aliases
SELECT alias, code FROM attendance_alias ORDER BY alias;

-- name: attend_days_since_term
-- School days of the class from the end of a day's term up to another day.
SELECT count(*) FROM school_day d
WHERE d.class_id = :class_id AND d.date > (
		SELECT max(t.ends_on) FROM term_close x JOIN term t ON t.id = x.term_id
		WHERE x.class_id = :class_id AND :date BETWEEN t.starts_on AND t.ends_on)
	AND d.date <= :today;

-- name: attend_list
-- many
-- Exceptions; and registers of lessons without any.
SELECT l.date, c.name, g.name, su.name, l.number, s.number, a.code, a.minutes,
	a.basis, a.document, c.sort_key AS k1, g.sort_key AS k2, su.sort_key AS k3,
	s.sort_key AS k4, s.id AS k5
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
JOIN attendance a ON a.lesson_id = l.id
JOIN student s ON s.id = a.student_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE l.date BETWEEN :from AND :to
	AND (CAST(:class AS BIGINT) IS NULL OR co.class_id = :class)
	AND (CAST(:group AS TEXT) IS NULL OR g.match_key = :group)
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND (CAST(:student AS BIGINT) IS NULL OR a.student_id = :student)
	AND (CAST(:code AS TEXT) IS NULL OR a.code = :code)
UNION ALL
SELECT l.date, c.name, g.name, su.name, l.number, NULL, 'taken', NULL,
	NULL, NULL, c.sort_key, g.sort_key, su.sort_key, NULL, NULL
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
JOIN register r ON r.lesson_id = l.id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id)
	AND (CAST(:class AS BIGINT) IS NULL OR co.class_id = :class)
	AND (CAST(:group AS TEXT) IS NULL OR g.match_key = :group)
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND CAST(:student AS BIGINT) IS NULL
	AND (CAST(:code AS TEXT) IS NULL OR :code = 'taken')
ORDER BY 1, 11 NULLS FIRST, 12 NULLS FIRST, 13, 5, 14 NULLS FIRST, 15 NULLS FIRST;
