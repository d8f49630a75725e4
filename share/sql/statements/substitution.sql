-- Substitutions: lessons given by others, merged, cancelled, moved; absences of staff.

-- name: substitution_of
-- What a lesson has; kind moved: cancelled, and given at another place.
SELECT u.kind, u.staff_id, o.other_id, u.tx_id
FROM substitution u
LEFT JOIN substitution_other o ON o.lesson_id = u.lesson_id
WHERE u.lesson_id = :lesson_id;

-- name: substitution_place
SELECT course_id, date, number FROM lesson WHERE id = :id;

-- name: substitution_held
-- What says that a lesson was held: marks, debts, register, absences.
SELECT (SELECT count(*) FROM task t JOIN mark m ON m.task_id = t.id WHERE t.lesson_id = l.id)
	+ (SELECT count(*) FROM task t JOIN task_state s ON s.task_id = t.id WHERE t.lesson_id = l.id)
	+ (SELECT count(*) FROM register x WHERE x.lesson_id = l.id)
	+ (SELECT count(*) FROM attendance x WHERE x.lesson_id = l.id)
FROM lesson l WHERE l.id = :id;

-- name: substitution_written
-- What was recorded of a lesson after a transaction.
SELECT (SELECT count(*) FROM record x WHERE x.lesson_id = l.id AND x.tx_id > :tx_id)
	+ (SELECT count(*) FROM homework x WHERE x.lesson_id = l.id AND x.tx_id > :tx_id)
	+ (SELECT count(*) FROM register x WHERE x.lesson_id = l.id AND x.tx_id > :tx_id)
	+ (SELECT count(*) FROM attendance x WHERE x.lesson_id = l.id AND x.tx_id > :tx_id)
	+ (SELECT count(*) FROM task t JOIN mark m ON m.task_id = t.id
		WHERE t.lesson_id = l.id AND m.tx_id > :tx_id)
FROM lesson l WHERE l.id = :id;

-- name: substitution_joined
-- A lesson that is given together with this one.
SELECT o.lesson_id FROM substitution_other o
JOIN substitution u ON u.lesson_id = o.lesson_id AND u.kind = 'merged'
WHERE o.other_id = :lesson_id ORDER BY o.lesson_id LIMIT 1;

-- name: substitution_teaches
SELECT count(*) FROM course_load
WHERE course_id = :course_id AND staff_id = :staff_id AND :date BETWEEN from_date AND to_date;

-- name: substitution_here
-- Does somebody work at the school on a day, and is he absent then?
SELECT t.surname, CASE WHEN :date BETWEEN t.from_date AND t.to_date THEN 1 ELSE 0 END,
	a.from_date, a.to_date, a.reason
FROM staff t
LEFT JOIN staff_absence a ON a.staff_id = t.id AND :date BETWEEN a.from_date AND a.to_date
WHERE t.id = :id
ORDER BY a.from_date LIMIT 1;

-- name: substitution_teacher_absent
-- A teacher of a course who is absent on a day.
SELECT w.staff_id FROM course_load w
JOIN staff_absence a ON a.staff_id = w.staff_id AND :date BETWEEN a.from_date AND a.to_date
WHERE w.course_id = :course_id AND :date BETWEEN w.from_date AND w.to_date
ORDER BY w.staff_id LIMIT 1;

-- name: substitution_busy
-- What is given on a day and by whom: lessons, and those of the timetable that the
-- journal has not yet (lesson 0); one member of staff, or (NULL) all.  Is it at the same
-- time as a lesson of that number of a course?  By the clock, where both have bells.
SELECT q.staff_id, q.number, q.course_id, q.lesson_id, q.own,
	CASE WHEN m.begins IS NOT NULL AND b.begins IS NOT NULL
			THEN CASE WHEN m.begins < b.ends AND b.begins < m.ends THEN 1 ELSE 0 END
		WHEN q.number = :number THEN 1 ELSE 0 END AS same_time
FROM (
	SELECT w.staff_id AS staff_id, l.number AS number, l.course_id AS course_id,
		l.id AS lesson_id, 1 AS own
	FROM lesson l
	JOIN course_load w ON w.course_id = l.course_id
		AND l.date BETWEEN w.from_date AND w.to_date
	WHERE l.date = :date AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND (u.kind = 'cancelled' OR u.staff_id IS NOT NULL))
	UNION ALL
	SELECT u.staff_id, l.number, l.course_id, l.id, 0
	FROM lesson l
	JOIN substitution u ON u.lesson_id = l.id AND u.kind <> 'cancelled'
	WHERE l.date = :date AND u.staff_id IS NOT NULL
	UNION ALL
	SELECT w.staff_id, s.number, co.id, 0, 1
	FROM day y
	JOIN course co ON co.year_id = y.year_id
	JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
		AND d.date = y.date
	JOIN slot s ON s.course_id = co.id AND s.weekday = d.weekday
		AND s.week IN (0, 1 + y.week_no % 2) AND d.date BETWEEN s.from_date AND s.to_date
	JOIN course_load w ON w.course_id = co.id AND d.date BETWEEN w.from_date AND w.to_date
	WHERE y.date = :date AND NOT EXISTS (SELECT 1 FROM lesson l
		WHERE l.course_id = co.id AND l.date = d.date AND l.number = s.number)) q
JOIN course co ON co.id = q.course_id
LEFT JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date = :date
LEFT JOIN bell b ON b.year_id = co.year_id AND b.bell_set = d.bell_set AND b.number = q.number
LEFT JOIN (SELECT k.begins, k.ends
	FROM course c
	JOIN school_day e ON e.class_id = COALESCE(c.class_id, 0) AND e.grade = c.grade
		AND e.date = :date
	JOIN bell k ON k.year_id = c.year_id AND k.bell_set = e.bell_set AND k.number = :number
	WHERE c.id = :course_id) m ON 1 = 1
WHERE CAST(:staff_id AS BIGINT) IS NULL OR q.staff_id = :staff_id
ORDER BY q.staff_id, q.number, q.course_id;

-- name: substitution_lessons
-- What somebody has to give by his courses between two days.
SELECT q.date, q.number, q.course_id, q.lesson_id
FROM (
	SELECT l.date AS date, l.number AS number, l.course_id AS course_id, l.id AS lesson_id
	FROM course_load w
	JOIN course co ON co.id = w.course_id
	JOIN lesson l ON l.course_id = w.course_id AND l.date BETWEEN :from AND :to
		AND l.date BETWEEN w.from_date AND w.to_date
	JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
		AND d.date = l.date
	WHERE w.staff_id = :staff_id AND w.from_date <= :to AND w.to_date >= :from
	UNION
	SELECT d.date, s.number, co.id, 0
	FROM course_load w
	JOIN course co ON co.id = w.course_id
	JOIN slot s ON s.course_id = co.id
	JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
		AND d.date BETWEEN :from AND :to AND d.weekday = s.weekday
		AND d.date BETWEEN s.from_date AND s.to_date
		AND d.date BETWEEN w.from_date AND w.to_date
	JOIN day y ON y.date = d.date
	WHERE w.staff_id = :staff_id AND w.from_date <= :to AND w.to_date >= :from
		AND s.week IN (0, 1 + y.week_no % 2)
		AND NOT EXISTS (SELECT 1 FROM lesson l
			WHERE l.course_id = co.id AND l.date = d.date AND l.number = s.number)) q
JOIN course co ON co.id = q.course_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
ORDER BY q.date, q.number, q.course_id;

-- name: substitution_free
-- Who works and teaches on a day and is not absent: does he teach the subject (0), or
-- the class (1)?  With the lessons that he gives for others in a month.
SELECT t.id, t.login, t.surname, t.given_name, t.patronymic,
	CASE WHEN EXISTS (SELECT 1 FROM course_load w JOIN course co ON co.id = w.course_id
			WHERE w.staff_id = t.id AND co.subject_id = :subject_id
				AND :date BETWEEN w.from_date AND w.to_date) THEN 0
		WHEN EXISTS (SELECT 1 FROM course_load w JOIN course co ON co.id = w.course_id
			WHERE w.staff_id = t.id AND co.class_id = :class_id
				AND :date BETWEEN w.from_date AND w.to_date) THEN 1
		ELSE 2 END AS why,
	(SELECT count(*) FROM substitution u JOIN lesson l ON l.id = u.lesson_id
		WHERE u.staff_id = t.id AND u.kind <> 'cancelled'
			AND l.date BETWEEN :month_from AND :month_to) AS month
FROM staff t
WHERE t.id <> :staff_id AND :date BETWEEN t.from_date AND t.to_date
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.staff_id = t.id AND :date BETWEEN w.from_date AND w.to_date)
	AND NOT EXISTS (SELECT 1 FROM staff_absence a
		WHERE a.staff_id = t.id AND :date BETWEEN a.from_date AND a.to_date)
ORDER BY 6, 7, t.sort_key, t.id;

-- name: substitution_list
-- many
-- scans: substitution
-- Rows of substitutions between two days, in the order of their key.
SELECT l.date, c.name, g.name, b.name, l.number,
	(SELECT t.login FROM course_load w JOIN staff t ON t.id = w.staff_id
		WHERE w.course_id = co.id AND l.date BETWEEN w.from_date AND w.to_date
		ORDER BY t.login LIMIT 1),
	CASE WHEN u.kind = 'cancelled' AND o.other_id IS NOT NULL THEN 'moved' ELSE u.kind END,
	p.login, NULL,
	CASE WHEN u.kind = 'cancelled' THEN n.date END,
	CASE WHEN u.kind = 'cancelled' THEN n.number END,
	u.reason, u.order_no,
	CASE WHEN u.kind = 'merged' THEN nc.name END,
	CASE WHEN u.kind = 'merged' THEN ng.name END
FROM substitution u
CROSS JOIN lesson l
JOIN course co ON co.id = l.course_id
JOIN subject b ON b.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN staff p ON p.id = u.staff_id
LEFT JOIN substitution_other o ON o.lesson_id = u.lesson_id
LEFT JOIN lesson n ON n.id = o.other_id
LEFT JOIN course nco ON nco.id = n.course_id
LEFT JOIN class nc ON nc.id = nco.class_id
LEFT JOIN study_group ng ON ng.id = nco.group_id
WHERE l.id = u.lesson_id AND l.date BETWEEN :from AND :to
	AND (CAST(:class_key AS TEXT) IS NULL OR c.match_key = :class_key)
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND (CAST(:by_id AS BIGINT) IS NULL OR u.staff_id = :by_id)
	AND (CAST(:staff_id AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND w.staff_id = :staff_id
			AND l.date BETWEEN w.from_date AND w.to_date))
ORDER BY l.date, c.sort_key NULLS FIRST, g.sort_key NULLS FIRST, b.sort_key, l.number, l.id;

-- name: staff_absence_find
-- The absence of somebody that begins on a day.
SELECT id FROM staff_absence WHERE staff_id = :staff_id AND from_date = :from
ORDER BY id LIMIT 1;

-- name: staff_absence_clash
-- Another one of his that shares a day with a span.
SELECT from_date, to_date FROM staff_absence
WHERE staff_id = :staff_id AND id <> :id AND from_date <= :to AND to_date >= :from
ORDER BY from_date LIMIT 1;

-- name: staff_absence_covers
-- Is he known to be absent for the whole of a span?
SELECT count(*) FROM staff_absence
WHERE staff_id = :staff_id AND from_date <= :from AND to_date >= :to;

-- name: staff_absence_list
SELECT t.login, a.from_date, a.to_date, a.reason, a.order_no
FROM staff_absence a
JOIN staff t ON t.id = a.staff_id
WHERE a.from_date <= :to AND a.to_date >= :from
	AND (CAST(:staff_id AS BIGINT) IS NULL OR a.staff_id = :staff_id)
ORDER BY t.sort_key, t.id, a.from_date;
