-- report: leaving-extract
-- title: Extract of the present marks
-- scope: student
-- params: student class grade term
-- reads: mark term_mark attendance
-- with: student_list names taught marked attended standing
-- group: student
-- join: given
-- integers: missed
-- hundredths: mean
-- column student: Student
-- column subject: Subject
-- column given: Marks, in their order
-- column mean: Mean
-- column missed: Lessons missed
-- column mark: Term mark
-- note: The mean is the weighted one
SELECT n.student || ', ' || c.name AS student, s.id AS student_order, su.name AS subject,
	g.value AS given, x.weighted_mean AS mean, x.missed, x.mark
FROM standing x
JOIN class c ON c.id = x.class_id
JOIN student s ON s.id = x.student_id
JOIN named n ON n.class_id = x.class_id AND n.student_id = x.student_id
JOIN subject su ON su.id = x.subject_id
LEFT JOIN (SELECT f.student_id, q.subject_id, f.value, f.date, f.number, t.no
	FROM (SELECT DISTINCT t.course_id, t.subject_id FROM taught t) q
	JOIN mark_fact f ON f.course_id = q.course_id AND f.date BETWEEN :from AND :to
	JOIN list l ON l.student_id = f.student_id
	JOIN task t ON t.id = f.task_id
	UNION ALL
	SELECT o.student_id, o.subject_id, o.value, o.date, 0, o.id
	FROM list l
	JOIN outside_mark o ON o.student_id = l.student_id AND o.date BETWEEN :from AND :to) g
	ON g.student_id = x.student_id AND g.subject_id = x.subject_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id, g.date, g.number, g.no;
