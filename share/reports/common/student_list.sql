-- The students of the scope, each in his last class between the two days.
list AS (
	SELECT c.id AS class_id, scope.id AS student_id, 1 AS counted
	FROM scope
	JOIN class c ON c.id = (SELECT e.class_id FROM enrolment e
		JOIN class k ON k.id = e.class_id
		WHERE e.student_id = scope.id AND k.year_id = :year
			AND e.from_date <= :to AND e.to_date >= :from
		ORDER BY e.from_date DESC, e.class_id LIMIT 1)
)
