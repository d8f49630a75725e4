-- audit: fail-after-absence
-- title: Failing mark in the first lesson after a long absence
-- severity: note
-- who: teacher
-- due: none
-- grain: course-week
-- params: lessons=3
-- message: failing mark in the first lesson after a long absence (lessons missed: {lessons} or more): {list}
-- item: {student} ({mark}, {lesson_on})
SELECT l.date AS date, l.date AS lesson_on, l.course_id AS course_id, m.student_id AS student_id,
	m.value AS mark
FROM judged_lesson l
JOIN task t ON t.lesson_id = l.lesson_id
JOIN task_type y ON y.letter = t.type AND y.class_work = 1
JOIN mark m ON m.task_id = t.id AND m.made_up IS NULL
JOIN scale_value v ON v.value = m.value AND v.fails = 1
JOIN student s ON s.id = m.student_id
WHERE l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM attendance a
		JOIN attendance_code c ON c.code = a.code AND c.absent = 1
		WHERE a.lesson_id = l.lesson_id AND a.student_id = m.student_id)
	AND CAST(:lessons AS BIGINT) = (SELECT count(*) FROM attendance a
		JOIN attendance_code c ON c.code = a.code AND c.absent = 1
		WHERE a.student_id = m.student_id AND a.lesson_id IN (SELECT e.id FROM lesson e
			JOIN register r ON r.lesson_id = e.id
			WHERE e.course_id = l.course_id
				AND (e.date < l.date OR (e.date = l.date AND e.number < l.number))
			ORDER BY e.date DESC, e.number DESC LIMIT CAST(:lessons AS BIGINT)))
ORDER BY l.date, l.course_id, s.sort_key, s.id, l.number, t.no
