-- audit: mark-on-absence
-- title: Mark and absence at one lesson
-- severity: error
-- who: teacher
-- due: 3
-- grain: lesson
-- message: marked and absent at once: {list}
-- item: {student} ({mark})
--
-- Homework, projects and the like are marked whether one was there or not, and what
-- was made up later is marked as such.
SELECT l.date AS date, l.course_id AS course_id, l.number AS number,
	m.student_id AS student_id, m.value AS mark
FROM judged_lesson l
JOIN attendance a ON a.lesson_id = l.lesson_id
JOIN attendance_code c ON c.code = a.code AND c.absent = 1
JOIN task t ON t.lesson_id = l.lesson_id
JOIN task_type y ON y.letter = t.type AND y.class_work = 1
JOIN mark m ON m.task_id = t.id AND m.student_id = a.student_id
JOIN tx x ON x.id = m.tx_id
JOIN student s ON s.id = m.student_id
WHERE l.date BETWEEN :from AND :to AND m.made_up IS NULL AND x.transfer = 0
ORDER BY l.date, l.course_id, l.number, s.sort_key, s.id, t.no
