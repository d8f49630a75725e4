-- Means of the marks given between the two days, of this school and of others: the
-- weighted one in hundredths, half up.  Wants: list, taught.
running AS (
	SELECT w.class_id, w.student_id, w.subject_id, w.marks,
		CASE WHEN w.weight > 0 THEN (200 * w.score + w.weight) / (2 * w.weight) END AS mean
	FROM (SELECT m.class_id, m.student_id, m.subject_id, CAST(count(*) AS BIGINT) AS marks,
			CAST(sum(m.score * m.weight) AS BIGINT) AS score,
			CAST(sum(m.weight) AS BIGINT) AS weight
	FROM (
		SELECT l.class_id, f.student_id, g.subject_id, f.score, f.weight
		FROM (SELECT DISTINCT t.course_id, t.subject_id FROM taught t
			WHERE t.kind <> 'extracurricular') g
		JOIN mark_fact f ON f.course_id = g.course_id AND f.date BETWEEN :from AND :to
		JOIN list l ON l.student_id = f.student_id
		WHERE f.score IS NOT NULL
		UNION ALL
		SELECT l.class_id, o.student_id, o.subject_id, v.score, COALESCE(o.weight, y.weight)
		FROM list l
		JOIN outside_mark o ON o.student_id = l.student_id AND o.date BETWEEN :from AND :to
		JOIN scale_value v ON v.value = o.value
		JOIN task_type y ON y.letter = o.type
		WHERE v.score IS NOT NULL) m
	GROUP BY m.class_id, m.student_id, m.subject_id) w
)
