-- Lessons: where they stand, and what was done in them.

-- name: lesson_of_day
-- ahead: lesson
-- The lessons of a course on a day.
SELECT id, number FROM lesson
WHERE course_id = :course_id AND date = :date ORDER BY number;

-- name: lesson_of_date
-- ahead: lesson
-- The same of all courses.
SELECT course_id, id, number FROM lesson WHERE date = :date;

-- name: lesson_cancelled_of_day
-- ahead: lesson
-- Those of a course on a day that are not given: cancelled, or moved away.
SELECT l.number FROM lesson l
JOIN substitution u ON u.lesson_id = l.id AND u.kind = 'cancelled'
WHERE l.course_id = :course_id AND l.date = :date;

-- name: lesson_cancelled_of_date
-- ahead: lesson
-- The same of all courses.
SELECT l.course_id, l.number, 0 FROM lesson l
JOIN substitution u ON u.lesson_id = l.id AND u.kind = 'cancelled'
WHERE l.date = :date;

-- name: lesson_plan_of_day
-- What calendar and timetable say of a course's day.  No row: no school that day;
-- else whether somebody teaches the course, and a row for each slot (or one with
-- NULL when the timetable has none).
SELECT CASE WHEN EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = :course_id AND d.date BETWEEN w.from_date AND w.to_date)
	THEN 1 ELSE 0 END, s.number
FROM school_day d
JOIN day y ON y.date = d.date
LEFT JOIN slot s ON s.course_id = :course_id AND s.weekday = d.weekday
	AND (s.week = 0 OR s.week = 1 + y.week_no % 2)
	AND d.date BETWEEN s.from_date AND s.to_date
WHERE d.class_id = :class_id AND d.grade = :grade AND d.date = :date
ORDER BY s.number NULLS FIRST;

-- name: lesson_plan_of_date
-- The slots of a day of all courses that have school then and a teacher.
SELECT co.id, s.number, 0
FROM day y
JOIN course co ON co.year_id = y.year_id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date = y.date
JOIN slot s ON s.course_id = co.id AND s.weekday = d.weekday
	AND (s.week = 0 OR s.week = 1 + y.week_no % 2)
	AND d.date BETWEEN s.from_date AND s.to_date
JOIN course_load w ON w.course_id = co.id AND d.date BETWEEN w.from_date AND w.to_date
WHERE y.date = :date;

-- name: lesson_filled
-- many
-- ahead: lesson record homework task lesson_link
-- The lessons of a day, whose numbers lie in a span (page_of_date), that have a topic,
-- homework, tasks or links.
SELECT l.id, 0, 0 FROM lesson l JOIN record r ON r.lesson_id = l.id
WHERE l.date = :date AND l.id BETWEEN :first AND :last
UNION
SELECT l.id, 0, 0 FROM lesson l JOIN homework h ON h.lesson_id = l.id
WHERE l.date = :date AND l.id BETWEEN :first AND :last
UNION
SELECT l.id, 0, 0 FROM lesson l JOIN task t ON t.lesson_id = l.id
WHERE l.date = :date AND l.id BETWEEN :first AND :last
UNION
SELECT l.id, 0, 0 FROM lesson l JOIN lesson_link k ON k.lesson_id = l.id
WHERE l.date = :date AND l.id BETWEEN :first AND :last;

-- name: lesson_course_names
-- A course in words: class, group, subject.
SELECT c.name, g.name, s.name
FROM course co
JOIN subject s ON s.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.id = :id;

-- name: task_types
-- The types of work, in the order of the configuration.
SELECT letter, class_work, weight, name FROM task_type ORDER BY rank, letter;

-- name: lesson_state
-- ahead: lesson record homework
-- What is recorded of a lesson, but its tasks.
SELECT r.topic, r.tx_id, h.text, h.due_on, h.minutes, h.tx_id
FROM lesson l
LEFT JOIN record r ON r.lesson_id = l.id
LEFT JOIN homework h ON h.lesson_id = l.id
WHERE l.id = :id;

-- name: lesson_tasks
-- ahead: task
SELECT id, no, type, weight, title, due_on, tx_id FROM task
WHERE lesson_id = :lesson_id ORDER BY no;

-- name: lesson_links
-- ahead: lesson_link
SELECT url, title, tx_id FROM lesson_link WHERE lesson_id = :lesson_id ORDER BY no;

-- name: lesson_recorded
-- When and by whom a lesson's topic was first entered.
SELECT x.at, x.actor FROM record r JOIN tx x ON x.id = r.tx_id WHERE r.lesson_id = :id;

-- name: lesson_task_marks
-- Marks of a task, and debts in it.
SELECT (SELECT count(*) FROM mark m WHERE m.task_id = t.id)
	+ (SELECT count(*) FROM task_state s WHERE s.task_id = t.id)
FROM task t WHERE t.id = :id;

-- name: lesson_uses
-- What stands against taking a lesson away: marks, debts, register, absences,
-- substitutions.
SELECT (SELECT count(*) FROM task t JOIN mark m ON m.task_id = t.id WHERE t.lesson_id = l.id)
	+ (SELECT count(*) FROM task t JOIN task_state s ON s.task_id = t.id WHERE t.lesson_id = l.id)
	+ (SELECT count(*) FROM register x WHERE x.lesson_id = l.id)
	+ (SELECT count(*) FROM attendance x WHERE x.lesson_id = l.id)
	+ (SELECT count(*) FROM substitution x WHERE x.lesson_id = l.id)
	+ (SELECT count(*) FROM substitution_other x WHERE x.other_id = l.id)
FROM lesson l WHERE l.id = :id;

-- name: lesson_missing
-- scans: slot
-- Slots of the timetable on school days that have no lesson yet, in the order in
-- which lessons get their numbers.
SELECT DISTINCT d.date, s.number, co.id
FROM course co
JOIN slot s ON s.course_id = co.id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date BETWEEN :from AND :to AND d.date BETWEEN s.from_date AND s.to_date
	AND d.weekday = s.weekday
JOIN day y ON y.date = d.date
WHERE co.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (s.week = 0 OR s.week = 1 + y.week_no % 2)
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND d.date BETWEEN w.from_date AND w.to_date)
	AND NOT EXISTS (SELECT 1 FROM lesson l
		WHERE l.course_id = s.course_id AND l.date = d.date AND l.number = s.number)
ORDER BY d.date, s.number, co.id;

-- name: lesson_list
-- many
-- Lessons of a span of days, with a row for each task.
SELECT l.id, l.date, c.name, g.name, b.name, l.number, r.topic, h.text, h.due_on, h.minutes,
	t.type, t.weight, t.title, t.due_on,
	CASE WHEN EXISTS (SELECT 1 FROM lesson_link k WHERE k.lesson_id = l.id) THEN 1 ELSE 0 END
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject b ON b.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN record r ON r.lesson_id = l.id
LEFT JOIN homework h ON h.lesson_id = l.id
LEFT JOIN task t ON t.lesson_id = l.id
WHERE l.date BETWEEN :from AND :to
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND (:unfilled = 0 OR (r.lesson_id IS NULL AND NOT EXISTS (SELECT 1 FROM substitution x
		WHERE x.lesson_id = l.id AND x.kind = 'cancelled')))
	AND (CAST(:staff_id AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM lesson_teacher w
		WHERE w.lesson_id = l.id AND w.staff_id = :staff_id))
ORDER BY l.date, c.sort_key NULLS FIRST, g.sort_key NULLS FIRST, b.sort_key, l.number,
	l.id, t.no NULLS FIRST;

-- name: lesson_list_class
-- many
-- scans: class
-- The same of one class (in whatever years), found through its courses: in this
-- order of tables, whatever the engine thinks.
SELECT l.id, l.date, c.name, g.name, b.name, l.number, r.topic, h.text, h.due_on, h.minutes,
	t.type, t.weight, t.title, t.due_on,
	CASE WHEN EXISTS (SELECT 1 FROM lesson_link k WHERE k.lesson_id = l.id) THEN 1 ELSE 0 END
FROM class c
CROSS JOIN course co
CROSS JOIN lesson l
JOIN subject b ON b.id = co.subject_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN record r ON r.lesson_id = l.id
LEFT JOIN homework h ON h.lesson_id = l.id
LEFT JOIN task t ON t.lesson_id = l.id
WHERE c.match_key = :class_key AND co.class_id = c.id
	AND l.course_id = co.id AND l.date BETWEEN :from AND :to
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND (:unfilled = 0 OR (r.lesson_id IS NULL AND NOT EXISTS (SELECT 1 FROM substitution x
		WHERE x.lesson_id = l.id AND x.kind = 'cancelled')))
	AND (CAST(:staff_id AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM lesson_teacher w
		WHERE w.lesson_id = l.id AND w.staff_id = :staff_id))
ORDER BY l.date, c.sort_key NULLS FIRST, g.sort_key NULLS FIRST, b.sort_key, l.number,
	l.id, t.no NULLS FIRST;
