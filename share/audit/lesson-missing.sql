-- audit: lesson-missing
-- title: Lesson of the timetable of which the journal has nothing
-- severity: error
-- who: teacher
-- due: 1
-- grain: lesson
-- message: nothing is entered
--
-- Places of the timetable without a lesson, and lessons without anything in them.
SELECT y.date AS date, co.id AS course_id, s.number AS number
FROM day y
JOIN course co ON co.year_id = y.year_id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date = y.date
JOIN slot s ON s.course_id = co.id AND s.weekday = d.weekday
	AND s.week IN (0, 1 + y.week_no % 2) AND y.date BETWEEN s.from_date AND s.to_date
WHERE y.date BETWEEN :from AND :to
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND y.date BETWEEN w.from_date AND w.to_date)
	AND NOT EXISTS (SELECT 1 FROM lesson l
		WHERE l.course_id = co.id AND l.date = y.date AND l.number = s.number)
UNION
SELECT l.date, l.course_id, l.number
FROM judged_lesson l
WHERE l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM record x WHERE x.lesson_id = l.lesson_id)
	AND NOT EXISTS (SELECT 1 FROM task x WHERE x.lesson_id = l.lesson_id)
	AND NOT EXISTS (SELECT 1 FROM homework x WHERE x.lesson_id = l.lesson_id)
	AND NOT EXISTS (SELECT 1 FROM register x WHERE x.lesson_id = l.lesson_id)
ORDER BY 1, 2, 3
