-- The students of the scope's courses at the end of the term, with their class and whether
-- they count in its figures.
list AS (
	SELECT DISTINCT s.class_id, s.student_id, s.counted
	FROM scope
	JOIN course_student x ON x.course_id = scope.id AND x.year_id = :year
		AND :to BETWEEN x.from_date AND x.to_date
	JOIN term_student s ON s.student_id = x.student_id AND s.term_id = :term
)
