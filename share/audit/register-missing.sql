-- audit: register-missing
-- title: Lesson without a register
-- severity: error
-- who: teacher
-- due: 1
-- grain: lesson
-- message: the register was not taken
SELECT l.date AS date, l.course_id AS course_id, l.number AS number
FROM judged_lesson l
WHERE l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.lesson_id)
ORDER BY l.date, l.course_id, l.number
