-- audit: topic-missing
-- title: Lesson without a topic
-- severity: error
-- who: teacher
-- due: 1
-- grain: lesson
-- message: no topic
SELECT l.date AS date, l.course_id AS course_id, l.number AS number
FROM judged_lesson l
WHERE l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.lesson_id)
ORDER BY l.date, l.course_id, l.number
