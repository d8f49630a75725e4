-- What holds for marks and attendance alike.

-- name: term_close_any
-- Is any term closed at all?  Mostly not, and then nothing more is asked.
SELECT count(*) FROM term_close;

-- name: closed_term_on
-- The closed term that a day belongs to, for a class.
SELECT t.code, c.name
FROM term_close x
JOIN term t ON t.id = x.term_id
JOIN class c ON c.id = x.class_id
WHERE x.class_id = :class_id AND :date BETWEEN t.starts_on AND t.ends_on
ORDER BY t.starts_on DESC, t.code
LIMIT 1;

-- name: student_class_on
-- The class a student was in on a day.
SELECT e.class_id FROM enrolment e
WHERE e.student_id = :student_id AND :date BETWEEN e.from_date AND e.to_date
ORDER BY e.from_date DESC
LIMIT 1;

-- name: tx_at
SELECT at FROM tx WHERE id = :id;

-- name: page_of_lesson
-- ahead: task attendance register
-- What stands in a lesson: its tasks (1), exceptions (2) and register (3).
SELECT 1 AS kind, t.lesson_id AS lesson_id, t.id AS a, t.no AS b, t.weight AS c,
	t.type AS p, t.title AS q, t.due_on AS r
FROM task t
WHERE t.lesson_id = :lesson_id
UNION ALL
SELECT 2, a.lesson_id, a.student_id, c.absent, NULL, a.code, NULL, NULL
FROM attendance a
JOIN attendance_code c ON c.code = a.code
WHERE a.lesson_id = :lesson_id
UNION ALL
SELECT 3, x.lesson_id, NULL, NULL, NULL, NULL, NULL, NULL
FROM register x
WHERE x.lesson_id = :lesson_id;

-- name: page_marks
-- ahead: mark
-- Marks of a task, by themselves: no plan that was made while the tables were empty
-- can then begin with all marks.
SELECT student_id, made_up, value, comment FROM mark WHERE task_id = :task_id;

-- name: page_of_date
-- many
-- ahead: lesson task mark attendance register
-- The same of a day's lessons, whose numbers lie in a span, the tasks with their marks:
-- it is the day that tells which, but a planner that knows nothing of the tables yet
-- sees that they are few.
SELECT 1 AS kind, t.lesson_id AS lesson_id, t.id AS a, t.no AS b, t.weight AS c,
	t.type AS p, t.title AS q, t.due_on AS r, m.student_id, m.made_up, m.value, m.comment
FROM lesson l
JOIN task t ON t.lesson_id = l.id
LEFT JOIN mark m ON m.task_id = t.id
WHERE l.date = :date AND l.id BETWEEN :first AND :last
UNION ALL
SELECT 2, a.lesson_id, a.student_id, c.absent, NULL, a.code, NULL, NULL, NULL, NULL, NULL, NULL
FROM lesson l
JOIN attendance a ON a.lesson_id = l.id
JOIN attendance_code c ON c.code = a.code
WHERE l.date = :date AND l.id BETWEEN :first AND :last
UNION ALL
SELECT 3, x.lesson_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM lesson l
JOIN register x ON x.lesson_id = l.id
WHERE l.date = :date AND l.id BETWEEN :first AND :last;
