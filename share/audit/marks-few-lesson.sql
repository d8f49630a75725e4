-- audit: marks-few-lesson
-- title: Lesson with few marks
-- severity: off
-- who: teacher
-- due: none
-- grain: lesson
-- params: marks=3
-- message: marks in the lesson: {given}
SELECT q.date AS date, q.course_id AS course_id, q.number AS number, q.given AS given
FROM (SELECT l.date AS date, l.course_id AS course_id, l.number AS number,
		(SELECT count(*) FROM task t JOIN mark m ON m.task_id = t.id
			WHERE t.lesson_id = l.lesson_id) AS given
	FROM judged_lesson l
	WHERE l.date BETWEEN :from AND :to AND l.marked = 1) q
WHERE q.given < CAST(:marks AS BIGINT)
ORDER BY q.date, q.course_id, q.number
