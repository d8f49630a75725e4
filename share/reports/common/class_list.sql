-- The list of each class of the scope for the term: class, student, and whether he
-- counts in its figures.
list AS (
	SELECT s.class_id, s.student_id, s.counted
	FROM scope
	JOIN term_student s ON s.class_id = scope.id
	WHERE s.term_id = :term
)
