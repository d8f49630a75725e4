-- The pages of the journal: courses, the students on them between the two days, lessons
-- held, and what stands in the squares.  list: each page's students, as if of one class,
-- for their names.
page AS MATERIALIZED (
	SELECT co.id AS course_id, co.subject_id, su.name || ', '
			|| TRIM(COALESCE(c.name, '') || ' ' || COALESCE(g.name, '')) AS course,
		COALESCE(c.sort_key, '') AS class_key, COALESCE(g.sort_key, '') AS group_key,
		su.sort_key AS subject_key
	FROM scope
	JOIN course co ON co.id = scope.id
	JOIN subject su ON su.id = co.subject_id
	LEFT JOIN class c ON c.id = co.class_id
	LEFT JOIN study_group g ON g.id = co.group_id
),
page_student AS MATERIALIZED (
	SELECT DISTINCT x.course_id, x.student_id
	FROM scope
	JOIN course_student x ON x.course_id = scope.id AND x.year_id = :year
	WHERE x.from_date <= :to AND x.to_date >= :from
),
page_lesson AS MATERIALIZED (
	SELECT l.id AS lesson_id, l.course_id, l.date, l.number,
		count(*) OVER (PARTITION BY l.course_id, l.date) AS twice
	FROM scope
	JOIN lesson l ON l.course_id = scope.id AND l.date BETWEEN :from AND :to
	WHERE l.date <= :today AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND u.kind = 'cancelled')
),
page_entry AS MATERIALIZED (
	SELECT a.lesson_id, a.student_id, 0 AS rank, k.printed AS entry
	FROM page_lesson h
	JOIN attendance a ON a.lesson_id = h.lesson_id
	JOIN attendance_code k ON k.code = a.code AND k.printed <> ''
	UNION ALL
	SELECT t.lesson_id, m.student_id, t.no, m.value
	FROM page_lesson h
	JOIN task t ON t.lesson_id = h.lesson_id
	JOIN mark m ON m.task_id = t.id
),
list AS (
	SELECT x.course_id AS class_id, x.student_id FROM page_student x
)
