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
SELECT c.name AS class, n.student, s.id AS student_order, su.name AS subject, m.marks, m.mean,
	m.weighted_mean, m.proposed, k.value AS mark, k.reason
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
JOIN (SELECT DISTINCT t.student_id, t.subject_id FROM taught t WHERE t.kind <> 'extracurricular'
	UNION
	SELECT k.student_id, k.subject_id FROM list
	JOIN term_mark k ON k.student_id = list.student_id AND k.term_id = :term) w
	ON w.student_id = l.student_id
JOIN subject su ON su.id = w.subject_id
LEFT JOIN marked m ON m.student_id = l.student_id AND m.subject_id = su.id
LEFT JOIN term_mark k ON k.student_id = l.student_id AND k.subject_id = su.id AND k.term_id = :term
WHERE m.marks IS NOT NULL OR k.value IS NOT NULL
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id;
