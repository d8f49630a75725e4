-- What the students of the list are taught between the two days: each course, from
-- when to when he is in it; class and counted are the list's.  Wants: list.
taught AS (
	SELECT l.class_id, l.counted, x.student_id, x.course_id, co.subject_id, co.kind,
		x.from_date, x.to_date
	FROM course_student x
	JOIN list l ON l.student_id = x.student_id
	JOIN course co ON co.id = x.course_id
	WHERE x.year_id = :year AND x.from_date <= :to AND x.to_date >= :from
)
