-- report: mean-vs-term
-- title: Means and term marks
-- scope: class
-- params: class grade term
-- reads: mark term_mark
-- with: class_list names taught marked
-- group: class
-- integers: marks
-- hundredths: mean weighted_mean
-- column class: Class
-- column student: Student
-- column subject: Subject
-- column marks: Marks
-- column mean: Mean
-- column weighted_mean: Weighted mean
-- column proposed: Proposed
-- column mark: Term mark
-- column reason: Reason
-- note: The proposal is the highest mark whose threshold the weighted mean reaches
WITH cell AS MATERIALIZED (	-- by grouping: a join would go through marked for each student
	SELECT b.class_id, b.student_id, b.subject_id, max(b.marks) AS marks, max(b.mean) AS mean,
		max(b.weighted_mean) AS weighted_mean, max(b.proposed) AS proposed,
		max(b.mark) AS mark, max(b.reason) AS reason
	FROM (SELECT m.class_id, m.student_id, m.subject_id, m.marks, m.mean, m.weighted_mean,
			m.proposed, CAST(NULL AS TEXT) AS mark, CAST(NULL AS TEXT) AS reason,
			0 AS wanted
		FROM marked m
		UNION ALL
		SELECT t.class_id, t.student_id, t.subject_id, NULL, NULL, NULL, NULL, NULL, NULL, 1
		FROM taught t WHERE t.kind <> 'extracurricular'
		UNION ALL
		SELECT l.class_id, k.student_id, k.subject_id, NULL, NULL, NULL, NULL, k.value,
			k.reason, 1
		FROM list l
		JOIN term_mark k ON k.student_id = l.student_id AND k.term_id = :term) b
	GROUP BY b.class_id, b.student_id, b.subject_id
	HAVING max(b.wanted) = 1 AND (max(b.marks) IS NOT NULL OR max(b.mark) IS NOT NULL)
)
SELECT c.name AS class, n.student, s.id AS student_order, su.name AS subject, r.marks, r.mean,
	r.weighted_mean, r.proposed, r.mark, r.reason
FROM named n
JOIN class c ON c.id = n.class_id
JOIN student s ON s.id = n.student_id
JOIN cell r ON r.class_id = n.class_id AND r.student_id = n.student_id
JOIN subject su ON su.id = r.subject_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id;
