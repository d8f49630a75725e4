-- How the students of the list stand in each of their subjects between the two days: marks
-- (of this school and of others), lessons held for them and missed, the term mark, and
-- where there is none yet what is in sight: the proposal.  Wants: list, taught, marked,
-- attended.
attended_subject AS (
	SELECT a.student_id, co.subject_id, CAST(count(*) AS BIGINT) AS lessons,
		CAST(sum(a.absent) AS BIGINT) AS missed
	FROM attended a
	JOIN course co ON co.id = a.course_id
	GROUP BY a.student_id, co.subject_id
),
standing AS MATERIALIZED (
	SELECT l.class_id, l.student_id, w.subject_id, COALESCE(m.n5, 0) AS n5,
		COALESCE(m.n4, 0) AS n4, COALESCE(m.n3, 0) AS n3, COALESCE(m.n2, 0) AS n2,
		COALESCE(m.marks, 0) AS marks, m.mean, m.weighted_mean,
		COALESCE(a.lessons, 0) AS lessons, COALESCE(a.missed, 0) AS missed,
		m.proposed, k.value AS mark, COALESCE(k.value, m.proposed) AS sight
	FROM list l
	JOIN (SELECT DISTINCT t.student_id, t.subject_id FROM taught t
		WHERE t.kind <> 'extracurricular') w ON w.student_id = l.student_id
	LEFT JOIN marked m ON m.student_id = l.student_id AND m.subject_id = w.subject_id
	LEFT JOIN attended_subject a ON a.student_id = l.student_id AND a.subject_id = w.subject_id
	LEFT JOIN term_mark k ON k.term_id = :term AND k.student_id = l.student_id
		AND k.subject_id = w.subject_id
)
