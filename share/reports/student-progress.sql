-- report: student-progress
-- title: Progress and attendance of a student
-- scope: student
-- params: student class grade term
-- reads: mark term_mark attendance
-- with: student_list names taught running
-- group: student
-- pivot: subject x date : entry
-- dates: date
-- hundredths: mean
-- column student: Student
-- column subject: Subject
-- column date: one column a day, with marks and absences
-- column mean: Mean
-- column term_mark: Term mark
-- note: н absent, б ill, п excused, о late; marks of one day stand side by side
SELECT n.student || ', ' || c.name AS student,
	s.id AS student_order, su.id AS subject_order, su.name AS subject,
	e.date, e.entry, g.mean, k.value AS term_mark
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
JOIN (SELECT DISTINCT t.student_id, t.subject_id FROM taught t WHERE t.kind <> 'extracurricular') w
	ON w.student_id = l.student_id
JOIN subject su ON su.id = w.subject_id
LEFT JOIN running g ON g.student_id = l.student_id AND g.subject_id = su.id
LEFT JOIN term_mark k ON k.student_id = l.student_id AND k.subject_id = su.id AND k.term_id = :term
LEFT JOIN (
	SELECT a.student_id, q.subject_id, h.date, h.number, 0 AS no, k.printed AS entry
	FROM taught q
	JOIN held_lesson h ON h.course_id = q.course_id
		AND h.date BETWEEN :from AND :to AND h.date BETWEEN q.from_date AND q.to_date
	JOIN attendance a ON a.lesson_id = h.lesson_id AND a.student_id = q.student_id
	JOIN attendance_code k ON k.code = a.code
	WHERE k.printed <> ''
	UNION ALL
	SELECT f.student_id, q.subject_id, f.date, f.number, t.no, f.value
	FROM (SELECT DISTINCT t.course_id, t.subject_id FROM taught t) q
	JOIN mark_fact f ON f.course_id = q.course_id AND f.date BETWEEN :from AND :to
	JOIN list ml ON ml.student_id = f.student_id
	JOIN task t ON t.id = f.task_id
	UNION ALL
	SELECT o.student_id, o.subject_id, o.date, 0, o.id, o.value
	FROM list ol
	JOIN outside_mark o ON o.student_id = ol.student_id AND o.date BETWEEN :from AND :to) e
	ON e.student_id = l.student_id AND e.subject_id = su.id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id, e.date, e.number, e.no;
