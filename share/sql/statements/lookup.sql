-- From names to ids.

-- name: find_class
SELECT id FROM class WHERE year_id = :year AND match_key = :match_key;

-- name: find_staff
SELECT id FROM staff WHERE login = :login;

-- name: find_subject
SELECT id FROM subject WHERE match_key = :match_key;

-- name: find_term
SELECT id FROM term WHERE year_id = :year AND code = :code;

-- name: find_group
SELECT id FROM study_group
WHERE year_id = :year AND COALESCE(class_id, 0) = :class_id AND match_key = :match_key;

-- name: find_student_number
SELECT id FROM student WHERE number = :number;

-- name: class_students_on
-- Who is in a class on a day, with names as they match.
SELECT s.id, s.number, s.match_key
FROM enrolment e
JOIN student s ON s.id = e.student_id
WHERE e.class_id = :class_id AND :date BETWEEN e.from_date AND e.to_date
ORDER BY s.sort_key, s.id;

-- name: courses_of_class
-- A class's courses in a subject; class 0: cross-class groups.
SELECT co.id, co.year_id, COALESCE(co.class_id, 0), COALESCE(co.group_id, 0),
	co.subject_id, co.grade, CASE WHEN co.kind = 'extracurricular' THEN 1 ELSE 0 END,
	g.name, g.match_key
FROM course co
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.year_id = :year AND COALESCE(co.class_id, 0) = :class_id
	AND co.subject_id = :subject_id
ORDER BY g.sort_key NULLS FIRST, co.id;

-- name: course_get
SELECT co.id, co.year_id, COALESCE(co.class_id, 0), COALESCE(co.group_id, 0),
	co.subject_id, co.grade, CASE WHEN co.kind = 'extracurricular' THEN 1 ELSE 0 END
FROM course co WHERE co.id = :id;

-- name: course_students
-- Who was ever in a course, from when to when.
SELECT cs.student_id, cs.from_date, cs.to_date, s.number
FROM course_student cs
JOIN student s ON s.id = cs.student_id
WHERE cs.course_id = :course_id ORDER BY cs.student_id, cs.from_date;

-- name: day_year
SELECT year_id FROM day WHERE date = :date;

-- name: year_list
SELECT id, name, starts_on, ends_on FROM year ORDER BY id;
