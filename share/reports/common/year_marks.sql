-- All marks of the year that stand in papers: those of its terms in their order, the year's,
-- then attestation, exam and final mark.  Wants: list.
year_mark AS (
	SELECT k.student_id, k.subject_id, k.value AS mark, t.name AS term,
		CASE WHEN t.kind = 'year' THEN '8' ELSE '1' || t.starts_on || t.ends_on END AS rank
	FROM list l
	JOIN term_mark k ON k.student_id = l.student_id
	JOIN term t ON t.id = k.term_id AND t.year_id = :year
	UNION ALL
	SELECT f.student_id, f.subject_id, f.value,
		CASE f.kind WHEN 'attestation' THEN 'attestation' WHEN 'exam' THEN 'exam'
			ELSE 'final mark' END,
		CASE f.kind WHEN 'attestation' THEN '7' WHEN 'exam' THEN '81' ELSE '9' END
	FROM list l
	JOIN final_mark f ON f.student_id = l.student_id AND f.year_id = :year
)
