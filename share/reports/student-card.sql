-- report: student-card
-- title: Report card
-- scope: student
-- params: student class grade
-- reads: term_mark attendance
-- with: student_list names year_marks taught attended
-- group: student
-- pivot: subject x term : mark
-- words: term
-- column student: Student
-- column subject: Subject
-- column term: one column a term, then the year, exam and final mark
-- message: attestation
-- message: exam
-- message: final mark
-- note: Homeroom teacher ____________________   Guardian ____________________
SELECT n.student || ', ' || c.name AS student, s.id AS student_order,
	su.id AS subject_order, su.name AS subject, y.rank AS term_order, y.term, y.mark
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
JOIN year_mark y ON y.student_id = l.student_id
JOIN subject su ON su.id = y.subject_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id, y.rank;

-- part: absences
-- title: Absences
-- group: student
-- integers: days days_ill missed ill excused unexcused
-- column student: Student
-- column term: Term
-- column days: days missed
-- column days_ill: days ill
-- column missed: Lessons missed
-- column ill: ill
-- column excused: excused
-- column unexcused: unexcused
SELECT n.student || ', ' || c.name AS student, s.id AS student_order, t.name AS term,
	CAST(sum(CASE WHEN d.missed = d.lessons THEN 1 ELSE 0 END) AS BIGINT) AS days,
	CAST(sum(CASE WHEN d.ill = d.lessons THEN 1 ELSE 0 END) AS BIGINT) AS days_ill,
	CAST(sum(d.missed) AS BIGINT) AS missed, CAST(sum(d.ill) AS BIGINT) AS ill,
	CAST(sum(d.excused) AS BIGINT) AS excused, CAST(sum(d.unexcused) AS BIGINT) AS unexcused
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
JOIN term t ON t.year_id = :year AND t.kind <> 'year'
JOIN term_grade g ON g.term_id = t.id AND g.grade = c.grade
JOIN attended_day d ON d.student_id = l.student_id AND d.date BETWEEN t.starts_on AND t.ends_on
GROUP BY c.sort_key, c.id, c.name, n.student, s.sort_key, s.id, t.name, t.starts_on, t.id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, t.starts_on, t.id;
