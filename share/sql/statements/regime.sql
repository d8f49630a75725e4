-- The day regime: orders about days, and the lessons that follow them.

-- name: regime_find
-- scans: day_regime
-- The order of a kind that begins on a day, for the school, a grade or a class (0: none).
SELECT id FROM day_regime
WHERE from_date = :from AND grade = :grade AND COALESCE(class_id, 0) = :class_id AND kind = :kind
ORDER BY id DESC LIMIT 1;

-- name: regime_list
-- scans: day_regime
-- Orders that touch a span of days, those of a grade or a class alone if asked.
SELECT o.from_date, o.to_date, o.grade, c.name, o.kind, o.weekday, o.bell_set, o.order_no,
	o.note
FROM day_regime o
LEFT JOIN class c ON c.id = o.class_id
WHERE o.from_date <= :to AND o.to_date >= :from
	AND (CAST(:grade AS BIGINT) IS NULL OR o.grade = :grade)
	AND (CAST(:class_key AS TEXT) IS NULL OR c.match_key = :class_key)
	AND (CAST(:kind AS TEXT) IS NULL OR o.kind = :kind)
ORDER BY o.from_date, o.grade, c.sort_key NULLS FIRST, o.kind, o.id;

-- name: regime_bell_sets
SELECT name FROM bell_set WHERE year_id = :year ORDER BY rank, name;

-- name: regime_closed
-- A term that touches a span and is closed for a class of those concerned.
SELECT t.code, c.name
FROM term t
JOIN term_close x ON x.term_id = t.id
JOIN class c ON c.id = x.class_id
WHERE t.year_id = :year AND t.starts_on <= :to AND t.ends_on >= :from
	AND (:grade = 0 OR c.grade = :grade) AND (:class_id = 0 OR c.id = :class_id)
ORDER BY t.starts_on, t.id, c.sort_key LIMIT 1;

-- name: regime_lessons
-- Lessons of a span of days: is it a school day of theirs, does the timetable have them,
-- and was anything recorded: 2 a register or marks, 1 something else, 0 nothing.
SELECT l.id, l.date, l.number, l.course_id,
	CASE WHEN d.date IS NULL THEN 0 ELSE 1 END,
	CASE WHEN EXISTS (SELECT 1 FROM slot s
		WHERE s.course_id = l.course_id AND s.weekday = d.weekday
			AND s.number = l.number AND s.week IN (0, 1 + y.week_no % 2)
			AND l.date BETWEEN s.from_date AND s.to_date) THEN 1 ELSE 0 END,
	CASE WHEN EXISTS (SELECT 1 FROM register x WHERE x.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM task t JOIN mark m ON m.task_id = t.id
			WHERE t.lesson_id = l.id) THEN 2
	WHEN EXISTS (SELECT 1 FROM record x WHERE x.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM homework x WHERE x.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM task x WHERE x.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM lesson_link x WHERE x.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM attendance x WHERE x.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM substitution x WHERE x.lesson_id = l.id)
		OR EXISTS (SELECT 1 FROM substitution_other x WHERE x.other_id = l.id)
	THEN 1 ELSE 0 END
FROM day y
JOIN lesson l ON l.date = y.date
JOIN course co ON co.id = l.course_id
LEFT JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date = l.date
WHERE y.date BETWEEN :from AND :to
	AND (:grade = 0 OR co.grade = :grade) AND (:class_id = 0 OR co.class_id = :class_id)
ORDER BY l.date, l.number, l.course_id;

-- name: regime_missing
-- scans: slot
-- Slots of the timetable on school days of a span that have no lesson yet, of classes and
-- cross-class groups whose lessons were made up to about then.
SELECT DISTINCT d.date, s.number, co.id
FROM course co
JOIN slot s ON s.course_id = co.id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date BETWEEN :from AND :to AND d.date BETWEEN s.from_date AND s.to_date
	AND d.weekday = s.weekday
JOIN day y ON y.date = d.date
WHERE co.year_id = :year
	AND (:grade = 0 OR co.grade = :grade) AND (:class_id = 0 OR co.class_id = :class_id)
	AND (s.week = 0 OR s.week = 1 + y.week_no % 2)
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND d.date BETWEEN w.from_date AND w.to_date)
	AND NOT EXISTS (SELECT 1 FROM lesson l
		WHERE l.course_id = s.course_id AND l.date = d.date AND l.number = s.number)
	AND EXISTS (SELECT 1 FROM course k JOIN lesson l ON l.course_id = k.id
		WHERE k.year_id = co.year_id AND COALESCE(k.class_id, 0) = COALESCE(co.class_id, 0)
			AND l.date >= :near)
ORDER BY d.date, s.number, co.id;
