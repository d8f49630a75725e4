-- audit: control-unmarked
-- title: Written work of the whole class not marked in time
-- severity: error
-- who: teacher
-- due: 2
-- grain: course-week
-- message some: written work of {lesson_on} without marks of students who were there: {list}
-- message none: written work of {lesson_on} is not marked: {work}
-- item: {student}
--
-- By its deadline; a work without any mark counts as one that nobody marked.
WITH work AS MATERIALIZED (
	SELECT l.lesson_id AS lesson_id, l.date AS date, l.course_id AS course_id,
		l.subject_id AS subject_id, t.task_id AS task_id, k.no AS no,
		COALESCE(k.title, y.name) AS name,
		(SELECT count(*) FROM mark m WHERE m.task_id = t.task_id) AS marks
	FROM judged_lesson l
	JOIN task_deadline t ON t.lesson_id = l.lesson_id
	JOIN task k ON k.id = t.task_id
	JOIN task_type y ON y.letter = t.type AND y.control = 1
	JOIN day b ON b.date = t.base_on
	WHERE l.date BETWEEN :back AND :to AND l.marked = 1
		AND ((t.days > 0 AND b.ends_at + 86400 * t.days <= :now)
			OR (t.days = 0 AND EXISTS (SELECT 1 FROM lesson n
				JOIN day e ON e.date = n.date
				WHERE n.course_id = l.course_id AND n.date > t.base_on AND e.ends_at <= :now
					AND NOT EXISTS (SELECT 1 FROM substitution u
						WHERE u.lesson_id = n.id AND u.kind = 'cancelled'))))
)
SELECT w.date AS date, w.date AS lesson_on, w.course_id AS course_id, NULL AS student_id,
	w.name AS work, 'none' AS message, '' AS sort_key, w.no AS no
FROM work w
WHERE w.marks = 0
UNION ALL
SELECT w.date, w.date, w.course_id, c.student_id, w.name, 'some', s.sort_key, w.no
FROM work w
JOIN course_student c ON c.course_id = w.course_id AND c.year_id = :year
	AND w.date BETWEEN c.from_date AND c.to_date
JOIN student s ON s.id = c.student_id
WHERE w.marks > 0
	AND NOT EXISTS (SELECT 1 FROM mark m
		WHERE m.task_id = w.task_id AND m.student_id = c.student_id)
	AND NOT EXISTS (SELECT 1 FROM task_state o
		WHERE o.task_id = w.task_id AND o.student_id = c.student_id)
	AND NOT EXISTS (SELECT 1 FROM attendance a
		JOIN attendance_code q ON q.code = a.code
		WHERE a.lesson_id = w.lesson_id AND a.student_id = c.student_id
			AND (q.absent = 1 OR a.code = 'exempt'))
	AND NOT EXISTS (SELECT 1 FROM exemption x
		WHERE x.student_id = c.student_id AND x.subject_id = w.subject_id
			AND w.date BETWEEN x.from_date AND x.to_date)
ORDER BY 1, 3, 8, 7, 4
