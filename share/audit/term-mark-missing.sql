-- audit: term-mark-missing
-- title: Term mark not set
-- severity: error
-- who: teacher
-- due: 1
-- grain: course-term
-- params: days=2
-- message: no term mark yet: {list}
-- item: {student}
--
-- From the school day on after which no more than :days are left of the term.
SELECT CAST(:to AS TEXT) AS date, co.id AS course_id, c.student_id AS student_id
FROM term t
JOIN term_grade g ON g.term_id = t.id
JOIN course co ON co.year_id = t.year_id AND co.grade = g.grade AND co.kind = 'lesson'
JOIN subject b ON b.id = co.subject_id
JOIN course_student c ON c.course_id = co.id AND c.year_id = :year
	AND :to BETWEEN c.from_date AND c.to_date
JOIN student s ON s.id = c.student_id
WHERE t.id = :term
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND :to BETWEEN w.from_date AND w.to_date)
	AND CAST(:days AS BIGINT) >= (SELECT count(*) FROM school_day d
		WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
			AND d.date > :to AND d.date <= t.ends_on)
	AND NOT EXISTS (SELECT 1 FROM unmarked u
		WHERE u.grade = co.grade AND u.subject_key IN ('', b.match_key)
			AND u.term IN ('', t.code))
	AND NOT EXISTS (SELECT 1 FROM term_mark m
		WHERE m.term_id = t.id AND m.subject_id = co.subject_id
			AND m.student_id = c.student_id)
ORDER BY co.id, s.sort_key, s.id
