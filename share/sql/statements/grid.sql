-- The journal of one course as its teacher's sheet has it.

-- name: grid_students
-- Who was in the course between two days, or has an entry there.
SELECT s.id, s.number, s.surname, s.given_name, s.patronymic
FROM (
	SELECT x.student_id AS id FROM course_student x
	WHERE x.course_id = :course_id AND x.from_date <= :to AND x.to_date >= :from
	UNION
	SELECT m.student_id FROM lesson l
	JOIN task t ON t.lesson_id = l.id
	JOIN mark m ON m.task_id = t.id
	WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to
	UNION
	SELECT a.student_id FROM lesson l
	JOIN attendance a ON a.lesson_id = l.id
	WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to) q
JOIN student s ON s.id = q.id
ORDER BY s.sort_key, s.id;

-- name: grid_lessons
-- The lessons between two days: topic, homework, whether the register was taken and
-- whether they were cancelled.
SELECT l.id, l.date, l.number, r.topic, h.text,
	CASE WHEN g.lesson_id IS NULL THEN 0 ELSE 1 END,
	CASE WHEN u.kind = 'cancelled' THEN 1 ELSE 0 END
FROM lesson l
LEFT JOIN record r ON r.lesson_id = l.id
LEFT JOIN homework h ON h.lesson_id = l.id
LEFT JOIN register g ON g.lesson_id = l.id
LEFT JOIN substitution u ON u.lesson_id = l.id
WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to
ORDER BY l.date, l.number;

-- name: grid_tasks
-- Their tasks.
SELECT l.id, t.id, t.type, t.weight, t.title, t.due_on, COALESCE(t.weight, y.weight)
FROM lesson l
JOIN task t ON t.lesson_id = l.id
JOIN task_type y ON y.letter = t.type
WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to
ORDER BY l.date, l.number, t.no;

-- name: grid_marks
-- Their marks.
SELECT l.id, t.id, m.student_id, m.value, v.score
FROM lesson l
JOIN task t ON t.lesson_id = l.id
JOIN mark m ON m.task_id = t.id
JOIN scale_value v ON v.value = m.value
WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to
ORDER BY l.date, l.number, t.no, m.student_id;

-- name: grid_owed
-- Their works that are still owed.
SELECT t.id, o.student_id
FROM lesson l
JOIN task t ON t.lesson_id = l.id
JOIN task_state o ON o.task_id = t.id AND o.state = 'owed'
WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM mark m
		WHERE m.task_id = o.task_id AND m.student_id = o.student_id)
ORDER BY l.date, l.number, t.no, o.student_id;

-- name: grid_attendance
-- Who was not there, or late.
SELECT l.id, a.student_id, a.code, c.printed, a.minutes
FROM lesson l
JOIN attendance a ON a.lesson_id = l.id
JOIN attendance_code c ON c.code = a.code
WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to
ORDER BY l.date, l.number, a.student_id;

-- name: grid_mean
-- What the mean of one student between two days is made of: Σ(score·weight), Σ weight.
SELECT COALESCE(CAST(sum(v.score * COALESCE(t.weight, y.weight)) AS BIGINT), 0),
	COALESCE(CAST(sum(COALESCE(t.weight, y.weight)) AS BIGINT), 0)
FROM lesson l
JOIN task t ON t.lesson_id = l.id
JOIN task_type y ON y.letter = t.type
JOIN mark m ON m.task_id = t.id AND m.student_id = :student_id
JOIN scale_value v ON v.value = m.value AND v.score IS NOT NULL
WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to;

-- name: grid_slots
-- Slots of the timetable between two days that have no lesson yet.
SELECT DISTINCT d.date, s.number
FROM course co
JOIN slot s ON s.course_id = co.id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date BETWEEN :from AND :to AND d.date BETWEEN s.from_date AND s.to_date
	AND d.weekday = s.weekday
JOIN day y ON y.date = d.date
WHERE co.id = :course_id
	AND (s.week = 0 OR s.week = 1 + y.week_no % 2)
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND d.date BETWEEN w.from_date AND w.to_date)
	AND NOT EXISTS (SELECT 1 FROM lesson l
		WHERE l.course_id = s.course_id AND l.date = d.date AND l.number = s.number)
ORDER BY d.date, s.number;

-- name: grid_plan
-- The topics of the course's plan, as it goes through them.
SELECT topic, hours, task_type, homework, match_key
FROM course_topic
WHERE course_id = :course_id AND into_no IS NULL
ORDER BY no;

-- name: grid_told
-- The course's lessons before a day, with the topics they had, as these match.
SELECT l.date, l.number, r.match_key
FROM lesson l
LEFT JOIN record r ON r.lesson_id = l.id
WHERE l.course_id = :course_id AND l.date < :before
	AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND u.kind = 'cancelled')
ORDER BY l.date, l.number;
