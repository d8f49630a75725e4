-- The weekly timetable.

-- name: timetable_same_slot
-- Spans of one place in a course's week.
SELECT from_date, to_date FROM slot
WHERE course_id = :course_id AND weekday = :weekday AND number = :number AND week = :week
ORDER BY from_date;

-- name: timetable_from_day
-- Slots of a class, or (class 0) of a cross-class group, that hold on a day or later.
SELECT s.course_id, s.weekday, s.number, s.week, s.from_date
FROM course co
JOIN slot s ON s.course_id = co.id
WHERE co.year_id = :year AND COALESCE(co.class_id, 0) = :class_id
	AND (:class_id > 0 OR co.group_id = :group_id) AND s.to_date >= :date
ORDER BY s.course_id, s.weekday, s.number, s.week, s.from_date;

-- name: timetable_idle_lessons
-- Lessons of a place in a course's week, from a day on, that no slot holds any
-- more and in which nothing was recorded.
SELECT l.id, l.course_id, l.date, l.number
FROM course co
JOIN lesson l ON l.course_id = co.id
JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date = l.date
JOIN day y ON y.date = l.date
WHERE co.id = :course_id AND l.date >= :from AND l.number = :number
	AND d.weekday = :weekday
	AND NOT EXISTS (SELECT 1 FROM slot s
		WHERE s.course_id = l.course_id AND s.weekday = d.weekday
			AND s.number = l.number AND s.week IN (0, 1 + y.week_no % 2)
			AND l.date BETWEEN s.from_date AND s.to_date)
	AND NOT EXISTS (SELECT 1 FROM record x WHERE x.lesson_id = l.id)
	AND NOT EXISTS (SELECT 1 FROM homework x WHERE x.lesson_id = l.id)
	AND NOT EXISTS (SELECT 1 FROM task x WHERE x.lesson_id = l.id)
	AND NOT EXISTS (SELECT 1 FROM lesson_link x WHERE x.lesson_id = l.id)
	AND NOT EXISTS (SELECT 1 FROM register x WHERE x.lesson_id = l.id)
	AND NOT EXISTS (SELECT 1 FROM attendance x WHERE x.lesson_id = l.id)
	AND NOT EXISTS (SELECT 1 FROM substitution x WHERE x.lesson_id = l.id)
	AND NOT EXISTS (SELECT 1 FROM substitution_other x WHERE x.other_id = l.id)
ORDER BY l.id;

-- name: timetable_list
-- scans: slot
-- A year's timetable in the order of its rows' key; if asked, what a day has, as the
-- calendar and the orders go.
SELECT c.name, g.name, b.name, s.weekday, s.number, s.week, s.from_date, s.room, s.to_date
FROM course co
JOIN slot s ON s.course_id = co.id
JOIN subject b ON b.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
	AND (CAST(:weekday AS BIGINT) IS NULL OR s.weekday = :weekday)
	AND (CAST(:number AS BIGINT) IS NULL OR s.number = :number)
	AND (CAST(:room AS TEXT) IS NULL OR s.room = :room)
	AND (CAST(:staff_id AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND w.staff_id = :staff_id))
	AND s.to_date >= :from AND s.from_date <= :to
	AND (CAST(:day AS TEXT) IS NULL OR (CAST(:day AS TEXT) BETWEEN s.from_date AND s.to_date
		AND EXISTS (SELECT 1 FROM school_day d
			JOIN day y ON y.date = d.date
			WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
				AND d.date = :day AND d.weekday = s.weekday
				AND s.week IN (0, 1 + y.week_no % 2))))
ORDER BY c.sort_key NULLS FIRST, g.sort_key NULLS FIRST, b.sort_key, co.id,
	s.weekday, s.number, s.week, s.from_date;
