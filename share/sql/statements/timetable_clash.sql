-- Clashes of the timetable: who and what is in two places at once.

-- name: clash_slots
-- scans: slot
-- A year's timetable, with what a lesson of it takes up.
SELECT s.course_id, s.weekday, s.number, s.week, s.from_date, s.to_date, s.room,
	COALESCE(co.class_id, 0), COALESCE(co.group_id, 0), co.grade
FROM course co
JOIN slot s ON s.course_id = co.id
WHERE co.year_id = :year
ORDER BY s.weekday, s.course_id, s.number, s.week, s.from_date;

-- name: clash_loads
-- scans: course_load
-- Who teaches the courses of a year, and when.
SELECT w.course_id, w.staff_id, w.from_date, w.to_date, t.login
FROM course co
JOIN course_load w ON w.course_id = co.id
JOIN staff t ON t.id = w.staff_id
WHERE co.year_id = :year
ORDER BY w.course_id, t.login, w.from_date;

-- name: clash_bells
SELECT bell_set, number, begins, ends FROM bell
WHERE year_id = :year ORDER BY bell_set, number;

-- name: clash_student
-- A student who is in two courses on the same day of a span.
SELECT s.number
FROM course_student a
JOIN course_student b ON b.course_id = :other AND b.student_id = a.student_id
	AND b.from_date <= a.to_date AND a.from_date <= b.to_date
JOIN student s ON s.id = a.student_id
WHERE a.course_id = :course AND a.from_date <= :to AND a.to_date >= :from
	AND b.from_date <= :to AND b.to_date >= :from
ORDER BY s.sort_key, s.number LIMIT 1;
