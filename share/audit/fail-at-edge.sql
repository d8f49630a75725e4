-- audit: fail-at-edge
-- title: Failing mark in the first or last lesson of a term
-- severity: note
-- who: teacher
-- due: none
-- grain: course-week
-- message: failing mark in the first or last lesson of the term: {list}
-- item: {student} ({mark}, {lesson_on})
SELECT l.date AS date, l.date AS lesson_on, l.course_id AS course_id, m.student_id AS student_id,
	m.value AS mark
FROM judged_lesson l
JOIN term p ON p.id = l.term_id
JOIN task t ON t.lesson_id = l.lesson_id
JOIN mark m ON m.task_id = t.id
JOIN scale_value v ON v.value = m.value AND v.fails = 1
JOIN student s ON s.id = m.student_id
WHERE l.date BETWEEN :from AND :to
	AND (NOT EXISTS (SELECT 1 FROM lesson e
			WHERE e.course_id = l.course_id AND e.date >= p.starts_on
				AND (e.date < l.date OR (e.date = l.date AND e.number < l.number)))
		OR (NOT EXISTS (SELECT 1 FROM lesson e
				WHERE e.course_id = l.course_id AND e.date <= p.ends_on
					AND (e.date > l.date OR (e.date = l.date AND e.number > l.number)))
			AND NOT EXISTS (SELECT 1 FROM slot q
				JOIN school_day d ON d.class_id = COALESCE(l.class_id, 0) AND d.grade = l.grade
					AND d.weekday = q.weekday AND d.date BETWEEN q.from_date AND q.to_date
				JOIN day y ON y.date = d.date AND q.week IN (0, 1 + y.week_no % 2)
				WHERE q.course_id = l.course_id AND d.date > l.date
					AND d.date <= p.ends_on)))
ORDER BY l.date, l.course_id, s.sort_key, s.id, l.number, t.no
