-- audit: tasks-missing
-- title: Lesson that does not say what was done in it
-- severity: note
-- who: teacher
-- due: 3
-- grain: lesson
-- message: no tasks: nothing says what was done in the lesson
SELECT l.date AS date, l.course_id AS course_id, l.number AS number
FROM judged_lesson l
WHERE l.date BETWEEN :from AND :to AND l.kind <> 'extracurricular'
	AND NOT EXISTS (SELECT 1 FROM task t WHERE t.lesson_id = l.lesson_id)
ORDER BY l.date, l.course_id, l.number
