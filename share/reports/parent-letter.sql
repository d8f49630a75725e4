-- report: parent-letter
-- title: To the guardians: marks and absences
-- scope: student
-- params: student class grade term
-- reads: mark term_mark attendance
-- with: student_list names taught marked attended standing
-- group: student
-- integers: n5 n4 n3 n2 missed
-- hundredths: mean
-- column student: Student
-- column subject: Subject
-- column n5: Marks 5
-- column n4: Marks 4
-- column n3: Marks 3
-- column n2: Marks 2
-- column mean: Mean
-- column missed: Lessons missed
-- column mark: Term mark so far
-- note: The mean is the weighted one; where no term mark is set yet, the mark stands that it comes to
SELECT n.student || ', ' || c.name AS student, s.id AS student_order, su.name AS subject,
	x.n5, x.n4, x.n3, x.n2, x.weighted_mean AS mean, x.missed, x.sight AS mark
FROM standing x
JOIN class c ON c.id = x.class_id
JOIN student s ON s.id = x.student_id
JOIN named n ON n.class_id = x.class_id AND n.student_id = x.student_id
JOIN subject su ON su.id = x.subject_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id;
