-- audit: homework-missing
-- title: Lesson without homework
-- severity: warning
-- who: teacher
-- due: 3
-- grain: lesson
-- params: from_grade=2
-- message: no homework; if none was set, say so
--
-- Not in grade 1, after a control work, in the first of a double lesson, in the last
-- lesson of a term, in lessons that were substituted or merged; subjects without
-- homework are the school's settings.
SELECT l.date AS date, l.course_id AS course_id, l.number AS number
FROM judged_lesson l
WHERE l.date BETWEEN :from AND :to AND l.kind <> 'extracurricular'
	AND l.grade >= CAST(:from_grade AS BIGINT)
	AND NOT EXISTS (SELECT 1 FROM homework h
		WHERE h.lesson_id = l.lesson_id AND h.text IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM task t JOIN task_type y ON y.letter = t.type
		WHERE t.lesson_id = l.lesson_id AND y.control = 1)
	AND NOT EXISTS (SELECT 1 FROM substitution u WHERE u.lesson_id = l.lesson_id)
	AND NOT EXISTS (SELECT 1 FROM lesson n
		WHERE n.course_id = l.course_id AND n.date = l.date AND n.number = l.number + 1)
	AND NOT EXISTS (SELECT 1 FROM slot s
		WHERE s.course_id = l.course_id AND s.weekday = l.weekday
			AND s.number = l.number + 1 AND s.week IN (0, l.cycle_week)
			AND l.date BETWEEN s.from_date AND s.to_date)
	AND (EXISTS (SELECT 1 FROM lesson n
			JOIN term t ON t.id = l.term_id
			WHERE n.course_id = l.course_id AND n.date <= t.ends_on
				AND (n.date > l.date OR (n.date = l.date AND n.number > l.number)))
		OR EXISTS (SELECT 1 FROM slot s
			JOIN school_day d ON d.class_id = COALESCE(l.class_id, 0) AND d.grade = l.grade
				AND d.weekday = s.weekday AND d.date BETWEEN s.from_date AND s.to_date
			JOIN day y ON y.date = d.date AND s.week IN (0, 1 + y.week_no % 2)
			WHERE s.course_id = l.course_id AND d.term_id = l.term_id AND d.date > l.date))
ORDER BY l.date, l.course_id, l.number
