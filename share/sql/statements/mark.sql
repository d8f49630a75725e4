-- Marks.

-- name: mark_scale
SELECT value, term_only, score FROM scale_value ORDER BY rank;

-- name: mark_unmarked
-- Is the course unmarked on a day: its grade, its term or any, its subject or any?
-- Without a day: is it in any term?
SELECT count(*) FROM unmarked u
WHERE u.grade = :grade
	AND (u.subject_key = '' OR u.subject_key =
		(SELECT s.match_key FROM subject s WHERE s.id = :subject_id))
	AND (CAST(:date AS TEXT) IS NULL OR u.term = '' OR u.term IN
		(SELECT t.code FROM term t
		WHERE t.year_id = :year AND :date BETWEEN t.starts_on AND t.ends_on));

-- name: mark_list
-- many
-- The title of a task is listed; its number only where titles do not tell it.
SELECT l.date, c.name, g.name, su.name, l.number, s.number, m.value, t.type,
	CASE WHEN (SELECT count(*) FROM task o
			WHERE o.lesson_id = t.lesson_id AND o.type = t.type
			AND COALESCE(o.title, '') = COALESCE(t.title, '')) > 1
		THEN CAST(t.no AS TEXT) ELSE t.title END,
	t.weight, m.comment, m.made_up
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
JOIN task t ON t.lesson_id = l.id
JOIN mark m ON m.task_id = t.id
JOIN student s ON s.id = m.student_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE l.date BETWEEN :from AND :to
	AND (CAST(:class AS BIGINT) IS NULL OR co.class_id = :class)
	AND (CAST(:group AS TEXT) IS NULL OR g.match_key = :group)
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND (CAST(:student AS BIGINT) IS NULL OR m.student_id = :student)
	AND (CAST(:type AS TEXT) IS NULL OR t.type = :type)
ORDER BY l.date, c.sort_key NULLS FIRST, g.sort_key NULLS FIRST, su.sort_key,
	l.number, s.sort_key, s.id, t.no;

-- name: owed_list
-- many
-- Work that is owed, as rows of marks.
SELECT l.date, c.name, g.name, su.name, l.number, s.number, m.state, t.type,
	CASE WHEN (SELECT count(*) FROM task o
			WHERE o.lesson_id = t.lesson_id AND o.type = t.type
			AND COALESCE(o.title, '') = COALESCE(t.title, '')) > 1
		THEN CAST(t.no AS TEXT) ELSE t.title END,
	t.weight, NULL, NULL
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
JOIN task t ON t.lesson_id = l.id
JOIN task_state m ON m.task_id = t.id AND m.state = 'owed'
JOIN student s ON s.id = m.student_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE NOT EXISTS (SELECT 1 FROM mark x
		WHERE x.task_id = m.task_id AND x.student_id = m.student_id)
	AND l.date BETWEEN :from AND :to
	AND (CAST(:class AS BIGINT) IS NULL OR co.class_id = :class)
	AND (CAST(:group AS TEXT) IS NULL OR g.match_key = :group)
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND (CAST(:student AS BIGINT) IS NULL OR m.student_id = :student)
	AND (CAST(:type AS TEXT) IS NULL OR t.type = :type)
ORDER BY l.date, c.sort_key NULLS FIRST, g.sort_key NULLS FIRST, su.sort_key,
	l.number, s.sort_key, s.id, t.no;

-- name: mark_of_value
-- scans: mark
-- Is a value of the scale given to anybody?
SELECT count(*) FROM (SELECT 1 AS one FROM mark WHERE value = :value LIMIT 1) m;

-- name: outside_find
-- One of a student's equal marks of other schools: that with so many before it.
SELECT id FROM outside_mark
WHERE student_id = :student_id AND subject_id = :subject_id AND date = :date
	AND type = :type AND value = :value
ORDER BY id LIMIT 1 OFFSET :before;

-- name: outside_list
-- scans: outside_mark
-- Few students come in the middle of a year.
SELECT o.date, su.name, s.number, o.value, o.type, o.weight, o.source
FROM outside_mark o
JOIN student s ON s.id = o.student_id
JOIN subject su ON su.id = o.subject_id
WHERE o.date BETWEEN :from AND :to
	AND (CAST(:student AS BIGINT) IS NULL OR o.student_id = :student)
	AND (CAST(:subject AS BIGINT) IS NULL OR o.subject_id = :subject)
ORDER BY o.date, su.sort_key, s.sort_key, s.id, o.type, o.value, o.id;
