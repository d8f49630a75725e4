-- Term marks by course, and figures of them.  Wants: list, taught, figures.
--
-- course_line: the courses of the scope in words; course_result: each term mark of their
-- students; course_count: their sums.  Figures of more than one course add these sums up.
course_line AS (
	SELECT co.id AS course_id, co.class_id, co.subject_id, co.grade, w.staff_id, w.hours,
		COALESCE(c.name, '') AS class, COALESCE(g.name, '') AS "group", su.name AS subject,
		p.surname || ' ' || substr(p.given_name, 1, 1) || '.'
			|| COALESCE(substr(p.patronymic, 1, 1) || '.', '') AS teacher,
		COALESCE(c.sort_key, '') AS class_key, COALESCE(g.sort_key, '') AS group_key,
		su.sort_key AS subject_key, p.sort_key AS teacher_key
	FROM scope
	JOIN course co ON co.id = scope.id AND co.kind <> 'extracurricular'
	JOIN term_grade tg ON tg.term_id = :term AND tg.grade = co.grade
	JOIN subject su ON su.id = co.subject_id
	LEFT JOIN class c ON c.id = co.class_id
	LEFT JOIN study_group g ON g.id = co.group_id
	JOIN course_load w ON w.course_id = co.id AND w.from_date = (SELECT max(v.from_date)
		FROM course_load v WHERE v.course_id = co.id
			AND v.from_date <= :to AND v.to_date >= :from)
	JOIN staff p ON p.id = w.staff_id
),
course_result AS (
	SELECT t.course_id, r.student_id, r.subject_id, r.value, r.score, r.sou, r.fails,
		r.state, r.counted, r.in_n
	FROM result r
	JOIN taught t ON t.student_id = r.student_id AND t.subject_id = r.subject_id
		AND :to BETWEEN t.from_date AND t.to_date
	JOIN scope ON scope.id = t.course_id
),
course_count AS (
	SELECT r.course_id,
		CAST(count(*) AS BIGINT) AS students,
		CAST(sum(r.in_n) AS BIGINT) AS n,
		CAST(sum(CASE WHEN r.score = 5 THEN r.in_n ELSE 0 END) AS BIGINT) AS n5,
		CAST(sum(CASE WHEN r.score = 4 THEN r.in_n ELSE 0 END) AS BIGINT) AS n4,
		CAST(sum(CASE WHEN r.score = 3 THEN r.in_n ELSE 0 END) AS BIGINT) AS n3,
		CAST(sum(CASE WHEN r.state = 'numeric' THEN r.in_n * r.fails ELSE 0 END) AS BIGINT) AS n2,
		CAST(sum(CASE WHEN r.state = 'not_attested' THEN r.in_n ELSE 0 END) AS BIGINT) AS n_na,
		CAST(sum(CASE WHEN r.state = 'exempt' THEN 1 ELSE 0 END) AS BIGINT) AS n_exempt,
		CAST(sum(CASE WHEN r.state = 'unset' THEN r.in_n ELSE 0 END) AS BIGINT) AS n_unset,
		CAST(sum(r.in_n * COALESCE(r.sou, 0)) AS BIGINT) AS sou_sum,
		CAST(sum(r.in_n * COALESCE(r.score, 0)) AS BIGINT) AS score_sum,
		CAST(sum(CASE WHEN r.state = 'numeric' THEN r.in_n ELSE 0 END) AS BIGINT) AS scores
	FROM course_result r
	GROUP BY r.course_id
)
