-- report: class-year
-- title: Class summary of the year
-- scope: class
-- params: class grade
-- reads: term_mark
-- with: year_list names year_marks
-- group: class
-- numbered: yes
-- pivot: student x subject : mark
-- words: decision
-- column class: Class
-- column student: Student
-- column subject: one column a subject, with the mark of the year
-- column decision: Decision
-- message: promoted
-- message: conditional
-- message: retained
-- message: left
-- message: attestation
-- message: exam
-- message: final mark
SELECT c.name AS class, s.id AS student_order, n.student, su.sort_key AS subject_order,
	su.name AS subject, y.mark, d.decision
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
LEFT JOIN year_mark y ON y.student_id = l.student_id AND y.rank = '8'
LEFT JOIN subject su ON su.id = y.subject_id
LEFT JOIN council_decision d ON d.year_id = :year AND d.student_id = l.student_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id;

-- part: terms
-- title: Terms, year, exam and final mark
-- group: student
-- pivot: subject x term : mark
-- words: term
-- column student: Student
-- column subject: Subject
-- column term: one column a term, then the year, exam and final mark
SELECT n.student || ', ' || c.name AS student, s.id AS student_order,
	su.id AS subject_order, su.name AS subject, y.rank AS term_order, y.term, y.mark
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
JOIN year_mark y ON y.student_id = l.student_id
JOIN subject su ON su.id = y.subject_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id, y.rank;
