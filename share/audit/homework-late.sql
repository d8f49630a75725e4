-- audit: homework-late
-- title: Homework set late
-- severity: note
-- who: teacher
-- due: none
-- grain: lesson
-- params: days=0
-- message: homework set late, {entered_at}
SELECT l.date AS date, l.course_id AS course_id, l.number AS number, x.at AS entered_at
FROM judged_lesson l
CROSS JOIN homework h
CROSS JOIN tx x
WHERE h.lesson_id = l.lesson_id AND x.id = h.tx_id
	AND l.date BETWEEN :from AND :to AND l.kind <> 'extracurricular'
	AND x.at >= l.ends_at + 86400 * CAST(:days AS BIGINT)
ORDER BY l.date, l.course_id, l.number
