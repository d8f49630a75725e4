-- Sums of the marks that the students of the list had in the term before, of the same kind.
-- Wants: list.
before_term AS (
	SELECT b.id, b.starts_on, b.ends_on FROM term t
	JOIN term b ON b.year_id = t.year_id AND b.kind = t.kind AND b.ends_on < t.starts_on
	WHERE t.id = :term
	ORDER BY b.ends_on DESC LIMIT 1
),
before AS MATERIALIZED (
	SELECT l.student_id, CAST(sum(f.score * f.weight) AS BIGINT) AS weighted,
		CAST(sum(f.weight) AS BIGINT) AS weight
	FROM before_term b
	JOIN list l ON 1 = 1
	JOIN course_student x ON x.student_id = l.student_id AND x.year_id = :year
		AND x.from_date <= b.ends_on AND x.to_date >= b.starts_on
	JOIN lesson h ON h.course_id = x.course_id AND h.date BETWEEN b.starts_on AND b.ends_on
	JOIN mark_fact f ON f.lesson_id = h.id AND f.student_id = l.student_id
	WHERE f.score IS NOT NULL
	GROUP BY l.student_id
)
