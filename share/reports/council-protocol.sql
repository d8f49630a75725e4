-- report: council-protocol
-- title: Draft decision of the council
-- scope: class
-- params: class grade
-- reads: term_mark
-- with: year_list names year_marks
-- group: class
-- numbered: yes
-- pivot: student x subject : mark
-- words: proposed decision
-- column class: Class
-- column student: Student
-- column subject: one column a subject, with the mark of the year
-- column debts: Debts
-- column proposed: Proposed
-- column decision: Decided
-- message: promoted
-- message: conditional
-- message: retained
-- message: left
-- message: marks missing
-- note: Chairman of the council ____________________   Secretary ____________________
WITH year_end AS MATERIALIZED (
	SELECT y.student_id, y.subject_id, y.mark,
		CASE WHEN v.fails = 1 OR v.means = 'not_attested' THEN 1 ELSE 0 END AS failed
	FROM year_mark y
	JOIN scale_value v ON v.value = y.mark
	WHERE y.rank = '8'
),
failed AS MATERIALIZED (
	SELECT e.student_id, CAST(count(*) AS BIGINT) AS marks, CAST(sum(e.failed) AS BIGINT) AS debts
	FROM year_end e
	GROUP BY e.student_id
)
SELECT c.name AS class, s.id AS student_order, n.student, su.sort_key AS subject_order,
	su.name AS subject, e.mark, f.debts,
	CASE WHEN f.marks IS NULL THEN 'marks missing' WHEN f.debts = 0 THEN 'promoted'
		ELSE 'conditional' END AS proposed, d.decision
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
LEFT JOIN year_end e ON e.student_id = l.student_id
LEFT JOIN failed f ON f.student_id = l.student_id
LEFT JOIN subject su ON su.id = e.subject_id
LEFT JOIN council_decision d ON d.year_id = :year AND d.student_id = l.student_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id;
