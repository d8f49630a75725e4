-- audit: owed-stale
-- title: Work owed for long
-- severity: note
-- who: teacher
-- due: 5
-- grain: course-term
-- params: days=14
-- message: work owed for too long (days: {days}): {list}
-- item: {student} ({lesson_on})
SELECT CAST(:to AS TEXT) AS date, l.date AS lesson_on, l.course_id AS course_id,
	o.student_id AS student_id
FROM judged_lesson l
CROSS JOIN task t
CROSS JOIN task_state o
JOIN day b ON b.date = COALESCE(o.due_on, t.due_on, l.date)
JOIN student s ON s.id = o.student_id
WHERE t.lesson_id = l.lesson_id AND o.task_id = t.id AND o.state = 'owed'
	AND l.date BETWEEN :from AND :to
	AND b.ends_at + 86400 * CAST(:days AS BIGINT) <= :now
	AND NOT EXISTS (SELECT 1 FROM mark m
		WHERE m.task_id = o.task_id AND m.student_id = o.student_id)
ORDER BY l.course_id, s.sort_key, s.id, l.date
