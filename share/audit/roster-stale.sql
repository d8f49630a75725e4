-- audit: roster-stale
-- title: Class list not confirmed this term
-- severity: warning
-- who: homeroom
-- due: 3
-- grain: class-term
-- params: days=5
-- message: the class list is not confirmed for this term
--
-- From the school day :days after the term's beginning on, and for the shortest
-- terms that a class has.
SELECT max(d.date) AS date, c.id AS class_id
FROM term t
JOIN class c ON c.year_id = t.year_id
JOIN school_day d ON d.class_id = c.id AND d.grade = c.grade
	AND d.date BETWEEN t.starts_on AND :to AND d.term_id = t.id
WHERE t.id = :term
	AND NOT EXISTS (SELECT 1 FROM class_confirmation k
		WHERE k.class_id = c.id AND k.term_id = t.id)
	AND EXISTS (SELECT 1 FROM enrolment e
		WHERE e.class_id = c.id AND :to BETWEEN e.from_date AND e.to_date)
GROUP BY c.id
HAVING count(*) > CAST(:days AS BIGINT)
ORDER BY c.id
