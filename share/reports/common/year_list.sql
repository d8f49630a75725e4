-- The list of each class of the scope at the year's end, or now where it is not over.
list AS (
	SELECT e.class_id, e.student_id, 1 AS counted
	FROM scope
	JOIN enrolment e ON e.class_id = scope.id
	JOIN year y ON y.id = :year
	WHERE CASE WHEN y.ends_on < :today THEN y.ends_on ELSE :today END
		BETWEEN e.from_date AND e.to_date
)
