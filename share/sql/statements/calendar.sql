-- The calendar: what the tables day and school_day are made of.

-- name: calendar_terms
-- A year's terms, each once for every grade that uses it (or once with none).
SELECT t.id, t.kind, t.starts_on, t.ends_on, COALESCE(g.grade, 0)
FROM term t
LEFT JOIN term_grade g ON g.term_id = t.id
WHERE t.year_id = :year
ORDER BY t.starts_on, t.id, g.grade;

-- name: calendar_days_off
SELECT from_date, to_date, grade FROM day_off
WHERE year_id = :year ORDER BY from_date, grade;

-- name: calendar_regimes
-- scans: day_regime
-- Orders that touch a span, the wider first: of two, the narrower or later holds.
SELECT from_date, to_date, grade, COALESCE(class_id, 0), kind,
	COALESCE(weekday, 0), COALESCE(bell_set, '')
FROM day_regime
WHERE from_date <= :to AND to_date >= :from
ORDER BY CASE WHEN class_id IS NOT NULL THEN 2 WHEN grade <> 0 THEN 1 ELSE 0 END, id;

-- name: calendar_bells
-- Sets of bells that ring without an order, the first that fits first.
SELECT name, grades, weekdays FROM bell_set
WHERE year_id = :year AND by_order = 0 ORDER BY rank, name;

-- name: calendar_classes
SELECT id, grade FROM class WHERE year_id = :year ORDER BY id;

-- name: calendar_clear
-- School days of a class, or (class 0) of a grade, about to be filled anew.
DELETE FROM school_day
WHERE class_id = :class_id AND grade = :grade AND date BETWEEN :from AND :to;

-- name: calendar_day_off_name
-- Why a grade has no school on a day: the cause of the day off.
SELECT name FROM day_off
WHERE year_id = :year AND grade IN (0, :grade) AND from_date <= :date AND to_date >= :date
ORDER BY grade DESC, from_date DESC LIMIT 1;

-- name: calendar_order_name
-- scans: day_regime
-- The same by an order: its note.
SELECT COALESCE(note, order_no, '') FROM day_regime
WHERE kind = 'off' AND from_date <= :date AND to_date >= :date
	AND (class_id = :class_id OR (class_id IS NULL AND grade IN (0, :grade)))
ORDER BY id DESC LIMIT 1;
