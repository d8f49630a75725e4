-- audit: transfer-marks-missing
-- title: Arrived in mid-term, without marks from the former school
-- severity: note
-- who: homeroom
-- due: 5
-- grain: class-term
-- params: days=5
-- message: came in mid-term, and no marks of the former school are there: {list}
-- item: {student} ({arrived})
--
-- More than :days school days of the term were over, and he was in no class here
-- before that in the year; not where the grade gets no marks at all.
SELECT CAST(:to AS TEXT) AS date, c.id AS class_id, e.student_id AS student_id,
	e.from_date AS arrived
FROM term t
JOIN term_grade g ON g.term_id = t.id
JOIN class c ON c.year_id = t.year_id AND c.grade = g.grade
JOIN enrolment e ON e.class_id = c.id AND :to BETWEEN e.from_date AND e.to_date
	AND e.from_date > t.starts_on AND e.from_date <= t.ends_on
JOIN student s ON s.id = e.student_id
WHERE t.id = :term AND t.kind <> 'year'
	AND CAST(:days AS BIGINT) < (SELECT count(*) FROM school_day d
		WHERE d.class_id = c.id AND d.grade = c.grade
			AND d.date >= t.starts_on AND d.date < e.from_date)
	AND NOT EXISTS (SELECT 1 FROM enrolment o
		JOIN class k ON k.id = o.class_id AND k.year_id = c.year_id
		WHERE o.student_id = e.student_id AND o.from_date < e.from_date)
	AND NOT EXISTS (SELECT 1 FROM outside_mark m
		WHERE m.student_id = e.student_id AND m.date BETWEEN t.starts_on AND e.from_date)
	AND NOT EXISTS (SELECT 1 FROM unmarked u
		WHERE u.grade = c.grade AND u.subject_key = '' AND u.term IN ('', t.code))
ORDER BY c.id, s.sort_key, s.id
