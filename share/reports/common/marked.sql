-- Marks given between the two days, of this school and of others, by student and subject:
-- how many of each, both means in hundredths, half up, and what they propose: the highest
-- threshold that the exact weighted mean reaches, else the best failing value.  Wants:
-- list, taught.
marked_one AS (
	SELECT l.class_id, f.student_id, g.subject_id, f.value, f.score, f.weight
	FROM (SELECT DISTINCT t.course_id, t.subject_id FROM taught t
		WHERE t.kind <> 'extracurricular') g
	JOIN mark_fact f ON f.course_id = g.course_id AND f.date BETWEEN :from AND :to
	JOIN list l ON l.student_id = f.student_id
	UNION ALL
	SELECT l.class_id, o.student_id, o.subject_id, o.value, v.score,
		COALESCE(o.weight, y.weight)
	FROM list l
	JOIN outside_mark o ON o.student_id = l.student_id AND o.date BETWEEN :from AND :to
	JOIN scale_value v ON v.value = o.value
	JOIN task_type y ON y.letter = o.type
),
marked_sum AS (
	SELECT m.class_id, m.student_id, m.subject_id,
		CAST(count(m.score) AS BIGINT) AS marks,
		CAST(sum(CASE WHEN m.score = 5 THEN 1 ELSE 0 END) AS BIGINT) AS n5,
		CAST(sum(CASE WHEN m.score = 4 THEN 1 ELSE 0 END) AS BIGINT) AS n4,
		CAST(sum(CASE WHEN m.score = 3 THEN 1 ELSE 0 END) AS BIGINT) AS n3,
		CAST(sum(CASE WHEN m.score <= 2 THEN 1 ELSE 0 END) AS BIGINT) AS n2,
		CAST(sum(m.score) AS BIGINT) AS scores,
		CAST(sum(m.score * m.weight) AS BIGINT) AS weighted,
		CAST(sum(CASE WHEN m.score IS NOT NULL THEN m.weight ELSE 0 END) AS BIGINT) AS weight
	FROM marked_one m
	GROUP BY m.class_id, m.student_id, m.subject_id
),
marked AS MATERIALIZED (
	SELECT m.*,
		CASE WHEN m.marks > 0 THEN (200 * m.scores + m.marks) / (2 * m.marks) END AS mean,
		CASE WHEN m.weight > 0 THEN (200 * m.weighted + m.weight) / (2 * m.weight) END
			AS weighted_mean,
		CASE WHEN m.weight > 0 THEN COALESCE((SELECT t.value FROM threshold t
				WHERE 100 * m.weighted >= t.mean * m.weight
				ORDER BY t.mean DESC LIMIT 1),
			(SELECT v.value FROM scale_value v
				WHERE v.fails = 1 AND v.score IS NOT NULL AND v.term_only = 0
				ORDER BY v.rank LIMIT 1)) END AS proposed
	FROM marked_sum m
)
