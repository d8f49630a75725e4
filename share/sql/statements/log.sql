-- The history shown: which transactions there are, and what their ids refer to.

-- name: log_list
-- scans: tx
-- Transactions between two moments, oldest first.
SELECT id, at, actor, command, reason, transfer, changes, changes_hash, hash
FROM tx WHERE at BETWEEN :from_at AND :to_at ORDER BY id;

-- name: log_list_back
-- scans: tx
-- The same, newest first.
SELECT id, at, actor, command, reason, transfer, changes, changes_hash, hash
FROM tx WHERE at BETWEEN :from_at AND :to_at ORDER BY id DESC;

-- What ids refer to: texts that are joined with spaces; a number is shown as №2,
-- a column named title in quotes.

-- name: log_year
SELECT name FROM year WHERE id = :id;

-- name: log_term
SELECT t.code, y.name FROM term t JOIN year y ON y.id = t.year_id WHERE t.id = :id;

-- name: log_staff
SELECT login FROM staff WHERE id = :id;

-- name: log_class
SELECT c.name, y.name FROM class c JOIN year y ON y.id = c.year_id WHERE c.id = :id;

-- name: log_student
SELECT number, surname, given_name, patronymic FROM student WHERE id = :id;

-- name: log_guardian
SELECT surname, given_name, patronymic FROM guardian WHERE id = :id;

-- name: log_group
SELECT c.name, g.name, y.name
FROM study_group g
JOIN year y ON y.id = g.year_id
LEFT JOIN class c ON c.id = g.class_id
WHERE g.id = :id;

-- name: log_subject
SELECT name FROM subject WHERE id = :id;

-- name: log_course
SELECT c.name, g.name, s.name, y.name
FROM course co
JOIN subject s ON s.id = co.subject_id
JOIN year y ON y.id = co.year_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.id = :id;

-- name: log_plan
SELECT COALESCE(c.name, CAST(p.grade AS TEXT)), g.name, s.name, y.name
FROM plan p
JOIN subject s ON s.id = p.subject_id
JOIN year y ON y.id = p.year_id
LEFT JOIN class c ON c.id = p.class_id
LEFT JOIN study_group g ON g.id = p.group_id
WHERE p.id = :id;

-- name: log_lesson
SELECT l.date, l.number, c.name, g.name, s.name
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject s ON s.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE l.id = :id;

-- name: log_task
SELECT t.type, t.title AS title, l.date, l.number, c.name, g.name, s.name
FROM task t
JOIN lesson l ON l.id = t.lesson_id
JOIN course co ON co.id = l.course_id
JOIN subject s ON s.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE t.id = :id;
