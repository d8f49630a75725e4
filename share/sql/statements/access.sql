-- Access: who the actor is, what he teaches, whose homeroom teacher he is.

-- name: access_staff
SELECT id, surname FROM staff
WHERE login = :login AND :today BETWEEN from_date AND to_date;

-- name: access_roles
SELECT role FROM staff_role
WHERE staff_id = :staff_id AND :today BETWEEN from_date AND to_date
ORDER BY role;

-- name: access_loads
-- The courses that somebody teaches.
SELECT w.course_id, w.from_date, w.to_date, co.year_id, co.class_id, co.subject_id,
	co.grade, co.group_id
FROM course_load w
JOIN course co ON co.id = w.course_id
WHERE w.staff_id = :staff_id
ORDER BY w.course_id, w.from_date;

-- name: access_homerooms
SELECT h.class_id, c.year_id
FROM homeroom h
JOIN class c ON c.id = h.class_id
WHERE h.staff_id = :staff_id AND :today BETWEEN h.from_date AND h.to_date
ORDER BY h.class_id;

-- name: access_substitute
-- Does somebody stand in for the teacher of a lesson?
SELECT count(*) FROM substitution
WHERE lesson_id = :lesson_id AND staff_id = :staff_id AND kind <> 'cancelled';

-- name: access_given_away
-- Does somebody else give a lesson?
SELECT count(*) FROM substitution
WHERE lesson_id = :lesson_id AND staff_id <> :staff_id AND kind <> 'cancelled';

-- name: access_giver
-- Who gives a lesson for its teacher.
SELECT t.surname FROM substitution u
JOIN staff t ON t.id = u.staff_id
WHERE u.lesson_id = :lesson_id AND u.kind <> 'cancelled';

-- name: access_stands
-- The lessons that somebody gives for another.
SELECT co.year_id, c.name, g.name, su.name, l.date, l.number, co.id
FROM substitution u
JOIN lesson l ON l.id = u.lesson_id
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE u.staff_id = :staff_id AND u.kind <> 'cancelled'
ORDER BY l.date, l.number, l.id;

-- name: access_stands_any
SELECT lesson_id FROM substitution
WHERE staff_id = :staff_id AND kind <> 'cancelled' LIMIT 1;

-- name: access_stands_course
-- The lessons of a course between two days, and those of them that somebody gives for
-- its teacher.
SELECT count(*), count(u.lesson_id)
FROM lesson l
LEFT JOIN substitution u ON u.lesson_id = l.id AND u.staff_id = :staff_id
	AND u.kind <> 'cancelled'
WHERE l.course_id = :course_id AND l.date BETWEEN :from AND :to;

-- name: access_stand_students
-- Who was in the courses of the lessons that somebody gives for others from a day on.
SELECT DISTINCT t.number
FROM substitution u
JOIN lesson l ON l.id = u.lesson_id
JOIN course_student s ON s.course_id = l.course_id AND l.date BETWEEN s.from_date AND s.to_date
JOIN student t ON t.id = s.student_id
WHERE u.staff_id = :staff_id AND u.kind <> 'cancelled' AND l.date >= :since
ORDER BY 1;

-- name: access_teachers
-- Whom to name when another is refused.
SELECT t.surname
FROM course_load w
JOIN staff t ON t.id = w.staff_id
WHERE w.course_id = :course_id AND :date BETWEEN w.from_date AND w.to_date
ORDER BY t.sort_key, t.id;

-- name: access_classes
-- The classes that a student is in, today or from some later day on; no longer the class
-- of a former year, whose enrolment may stay open, when a later one has begun.
SELECT e.class_id FROM enrolment e
WHERE e.student_id = :student_id AND e.to_date >= :today
	AND NOT EXISTS (SELECT 1 FROM enrolment l
		WHERE l.student_id = e.student_id AND l.from_date > e.from_date
			AND l.from_date <= :today)
ORDER BY e.class_id;

-- name: access_teaches
-- Courses of a subject in which somebody taught a student on some day of a span.
SELECT count(*)
FROM course_load w
JOIN course co ON co.id = w.course_id
JOIN course_student s ON s.course_id = co.id
WHERE w.staff_id = :staff_id AND s.student_id = :student_id
	AND co.subject_id = :subject_id AND co.year_id = :year
	AND w.from_date <= :to AND w.to_date >= :from
	AND s.from_date <= :to AND s.to_date >= :from;

-- name: access_course
-- A course by the names that lists give it.
SELECT co.year_id, co.grade, c.name, g.name, su.name
FROM course co
JOIN subject su ON su.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.id = :course_id;

-- name: access_class
SELECT year_id, name FROM class WHERE id = :class_id;

-- name: access_course_students
SELECT t.number
FROM course_student s
JOIN student t ON t.id = s.student_id
WHERE s.course_id = :course_id
ORDER BY t.number;

-- name: access_class_students
-- Who is in a class, or will be; not who has left it.
SELECT t.number
FROM enrolment e
JOIN student t ON t.id = e.student_id
WHERE e.class_id = :class_id AND e.to_date >= :today
	AND NOT EXISTS (SELECT 1 FROM enrolment l
		WHERE l.student_id = e.student_id AND l.from_date > e.from_date
			AND l.from_date <= :today)
ORDER BY t.number;
