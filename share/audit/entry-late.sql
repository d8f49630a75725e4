-- audit: entry-late
-- title: Topic, register or marks entered late
-- severity: warning
-- who: teacher
-- due: none
-- grain: lesson
-- params: days=0
-- message record: topic entered late, {entered_at}
-- message register: register taken late, {entered_at}
-- message marks: marks entered after their deadline, {entered_at}
--
-- A topic and a register are due by the end of the lesson's day (and :days more), a
-- mark by the deadline of its task; marks made up or owed are never late.  They may
-- come weeks after the lesson.
SELECT l.date AS date, l.course_id AS course_id, l.number AS number,
	'record' AS message, x.at AS entered_at, 1 AS rank
FROM judged_lesson l
CROSS JOIN record r
CROSS JOIN tx x
WHERE r.lesson_id = l.lesson_id AND x.id = r.tx_id
	AND l.date BETWEEN :from AND :to
	AND x.at >= l.ends_at + 86400 * CAST(:days AS BIGINT)
UNION ALL
SELECT l.date, l.course_id, l.number, 'register', x.at, 2
FROM judged_lesson l
CROSS JOIN register r
CROSS JOIN tx x
WHERE r.lesson_id = l.lesson_id AND x.id = r.tx_id
	AND l.date BETWEEN :from AND :to
	AND x.at >= l.ends_at + 86400 * CAST(:days AS BIGINT)
UNION ALL
SELECT l.date, l.course_id, l.number, 'marks', max(x.at), 3
FROM judged_lesson l
CROSS JOIN task_deadline t
CROSS JOIN day b
CROSS JOIN mark m
CROSS JOIN tx x
WHERE t.lesson_id = l.lesson_id AND b.date = t.base_on AND m.task_id = t.task_id
	AND m.made_up IS NULL AND x.id = m.tx_id
	AND l.date BETWEEN :back AND :to AND x.transfer = 0
	AND (l.date >= :from
		OR x.at >= (SELECT f.starts_at FROM day f WHERE f.date = :from))
	AND ((t.days > 0 AND x.at >= b.ends_at + 86400 * t.days)
		OR (t.days = 0 AND EXISTS (SELECT 1 FROM lesson n
			JOIN day e ON e.date = n.date
			WHERE n.course_id = l.course_id AND n.date > t.base_on AND e.ends_at <= x.at
				AND NOT EXISTS (SELECT 1 FROM substitution u
					WHERE u.lesson_id = n.id AND u.kind = 'cancelled'))))
	AND NOT EXISTS (SELECT 1 FROM task_state o
		WHERE o.task_id = m.task_id AND o.student_id = m.student_id)
	AND NOT EXISTS (SELECT 1 FROM attendance a
		JOIN attendance_code c ON c.code = a.code AND c.absent = 1
		WHERE a.lesson_id = l.lesson_id AND a.student_id = m.student_id)
GROUP BY l.date, l.course_id, l.number
ORDER BY 1, 2, 3, 6
