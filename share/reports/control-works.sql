-- report: control-works
-- title: Written work of the whole class
-- scope: course
-- params: teacher class grade subject term
-- reads: mark term_mark attendance
-- with: course_list names taught figures course_figures control
-- dates: date marked_on
-- integers: students wrote n5 n4 n3 n2 confirmed higher lower
-- tenths: pass quality sou
-- hundredths: mean
-- words: in_time
-- join: absent
-- column date: Date
-- column class: Class
-- column group: Group
-- column subject: Subject
-- column teacher: Teacher
-- column type: Type
-- column topic: Topic
-- column students: On the list
-- column wrote: Wrote
-- column n5: Marks 5
-- column n4: Marks 4
-- column n3: Marks 3
-- column n2: Marks 2
-- column pass: Passed, %
-- column quality: Quality, %
-- column sou: Degree of learning, %
-- column mean: Mean
-- column confirmed: As the term mark
-- column higher: Above it
-- column lower: Below it
-- column marked_on: Marked on
-- column in_time: In time
-- column absent: Who was absent
-- message: yes
-- message: no
-- message: not marked
-- note: Percentages are of those who wrote; confirmed, above and below: the mark of the work beside the term mark, where both are there
SELECT w.date, l.class, l."group", l.subject, l.teacher, w.task_id AS task_order, w.type, w.topic,
	w.students, w.wrote, w.n5, w.n4, w.n3, w.n2,
	CASE WHEN w.wrote > 0 THEN (2000 * (w.n5 + w.n4 + w.n3) + w.wrote) / (2 * w.wrote) END AS pass,
	CASE WHEN w.wrote > 0 THEN (2000 * (w.n5 + w.n4) + w.wrote) / (2 * w.wrote) END AS quality,
	CASE WHEN w.wrote > 0 THEN (20 * w.sou_sum + w.wrote) / (2 * w.wrote) END AS sou,
	CASE WHEN w.wrote > 0 THEN (200 * w.score_sum + w.wrote) / (2 * w.wrote) END AS mean,
	w.confirmed, w.higher, w.lower, w.marked_on,
	CASE WHEN w.wrote = 0 THEN 'not marked' WHEN w.in_time = 1 THEN 'yes' ELSE 'no' END AS in_time,
	COALESCE(n.student, s.surname || ' ' || s.given_name) || ' (' || a.printed || ')' AS absent
FROM control w
JOIN course_line l ON l.course_id = w.course_id
LEFT JOIN control_absent a ON a.task_id = w.task_id
LEFT JOIN named n ON n.student_id = a.student_id
LEFT JOIN student s ON s.id = a.student_id
ORDER BY w.date, l.class_key, l.class, l.subject_key, l.group_key, w.task_id, s.sort_key, s.id;
