-- audit: fail-unanswered
-- title: Failing mark after which the student was not asked again
-- severity: note
-- who: teacher
-- due: none
-- grain: course-week
-- params: lessons=3
-- message: no other mark after a failing one (lessons since: {lessons}): {list}
-- item: {student} ({failed})
--
-- Found with the last of the lessons that the student attended since.
WITH fail AS MATERIALIZED (
	SELECT l.course_id AS course_id, m.student_id AS student_id, l.date AS failed,
		l.number AS number
	FROM judged_lesson l
	JOIN task t ON t.lesson_id = l.lesson_id
	JOIN mark m ON m.task_id = t.id
	JOIN scale_value v ON v.value = m.value AND v.fails = 1
	WHERE l.date BETWEEN :back AND :to
), told AS MATERIALIZED (
	SELECT f.course_id AS course_id, f.student_id AS student_id, f.failed AS failed,
		f.number AS number,
		(SELECT n.date FROM lesson n
			JOIN register r ON r.lesson_id = n.id
			WHERE n.course_id = f.course_id
				AND (n.date > f.failed OR (n.date = f.failed AND n.number > f.number))
				AND NOT EXISTS (SELECT 1 FROM attendance a
					JOIN attendance_code c ON c.code = a.code AND c.absent = 1
					WHERE a.lesson_id = n.id AND a.student_id = f.student_id)
			ORDER BY n.date, n.number LIMIT 1 OFFSET CAST(:lessons AS BIGINT) - 1) AS date
	FROM fail f
)
SELECT DISTINCT q.date AS date, q.course_id AS course_id, q.student_id AS student_id,
	q.failed AS failed, s.sort_key AS sort_key
FROM told q
JOIN student s ON s.id = q.student_id
WHERE q.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM lesson n
		JOIN task t ON t.lesson_id = n.id
		JOIN mark m ON m.task_id = t.id AND m.student_id = q.student_id
		WHERE n.course_id = q.course_id AND n.date <= q.date
			AND (n.date > q.failed OR (n.date = q.failed AND n.number > q.number)))
ORDER BY q.date, q.course_id, s.sort_key, q.student_id, q.failed
