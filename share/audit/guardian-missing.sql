-- audit: guardian-missing
-- title: Students without a guardian
-- severity: note
-- who: homeroom
-- due: 10
-- grain: class-year
-- message: no guardian with full rights: {list}
-- item: {student}
SELECT CAST(:to AS TEXT) AS date, c.id AS class_id, e.student_id AS student_id
FROM class c
JOIN enrolment e ON e.class_id = c.id AND :to BETWEEN e.from_date AND e.to_date
JOIN student s ON s.id = e.student_id
WHERE c.year_id = :year
	AND NOT EXISTS (SELECT 1 FROM guardian_link g
		WHERE g.student_id = e.student_id AND g.rights = 'full'
			AND :to BETWEEN g.from_date AND g.to_date)
ORDER BY c.id, s.sort_key, s.id
