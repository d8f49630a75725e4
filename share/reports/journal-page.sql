-- report: journal-page
-- title: Page of the journal
-- scope: course
-- params: teacher class grade subject term from to
-- reads: mark attendance
-- with: page names
-- group: course
-- numbered: yes
-- pivot: student x day : entry
-- column course: Course
-- column student: Student
-- column day: one column a lesson, with marks and absences
-- column mark: Term mark
-- note: н absent, б ill, п excused, о late; marks of one lesson stand side by side
SELECT p.course, p.course_id AS course_order, s.id AS student_order,
	n.student, h.date || h.number || h.lesson_id AS day_order,
	substr(h.date, 9, 2) || '.' || substr(h.date, 6, 2)
		|| CASE WHEN h.twice > 1 THEN ' (' || h.number || ')' ELSE '' END AS day,
	e.entry, k.value AS mark
FROM page p
JOIN page_student x ON x.course_id = p.course_id
JOIN student s ON s.id = x.student_id
JOIN named n ON n.class_id = x.course_id AND n.student_id = x.student_id
LEFT JOIN page_lesson h ON h.course_id = p.course_id
LEFT JOIN page_entry e ON e.lesson_id = h.lesson_id AND e.student_id = x.student_id
LEFT JOIN term_mark k ON k.term_id = :term AND k.student_id = x.student_id
	AND k.subject_id = p.subject_id
ORDER BY p.class_key, p.group_key, p.subject_key, p.course_id, s.sort_key, s.id, h.date, h.number,
	h.lesson_id, e.rank;

-- part: lessons
-- title: What was done
-- group: course
-- dates: date
-- join: tasks
-- integers: number
-- column course: Course
-- column date: Date
-- column number: Lesson
-- column topic: Topic
-- column tasks: Tasks
-- column homework: Homework
SELECT p.course, h.date, h.number, h.lesson_id AS lesson_order, r.topic,
	y.name || COALESCE(': ' || t.title, '') AS tasks, w.text AS homework
FROM page p
JOIN page_lesson h ON h.course_id = p.course_id
LEFT JOIN record r ON r.lesson_id = h.lesson_id
LEFT JOIN homework w ON w.lesson_id = h.lesson_id
LEFT JOIN task t ON t.lesson_id = h.lesson_id
LEFT JOIN task_type y ON y.letter = t.type
ORDER BY p.class_key, p.group_key, p.subject_key, p.course_id, h.date, h.number, h.lesson_id, t.no;
