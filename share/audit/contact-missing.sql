-- audit: contact-missing
-- title: Guardians who cannot be reached
-- severity: note
-- who: homeroom
-- due: 10
-- grain: class-year
-- message: no guardian with a telephone or an address: {list}
-- item: {student}
--
-- Students who have a guardian, but none of them can be reached.
SELECT CAST(:to AS TEXT) AS date, c.id AS class_id, e.student_id AS student_id
FROM class c
JOIN enrolment e ON e.class_id = c.id AND :to BETWEEN e.from_date AND e.to_date
JOIN student s ON s.id = e.student_id
WHERE c.year_id = :year
	AND EXISTS (SELECT 1 FROM guardian_link g
		WHERE g.student_id = e.student_id AND g.rights = 'full'
			AND :to BETWEEN g.from_date AND g.to_date)
	AND NOT EXISTS (SELECT 1 FROM guardian_link g
		JOIN guardian p ON p.id = g.guardian_id
		WHERE g.student_id = e.student_id AND g.rights = 'full'
			AND :to BETWEEN g.from_date AND g.to_date
			AND (p.email IS NOT NULL OR p.phone IS NOT NULL))
ORDER BY c.id, s.sort_key, s.id
