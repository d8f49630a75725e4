-- audit: plan-hours
-- title: Plan of other hours than the curriculum
-- severity: warning
-- who: teacher
-- due: 5
-- grain: teacher-year
-- params: weeks=34 weeks_1=33
-- message: the plan's hours are not those of the curriculum: {list}
-- item: {class} {subject} ({planned}, not {wanted})
--
-- The curriculum's are the course's hours a week, so many weeks long (:weeks_1 in grade 1).
WITH load AS MATERIALIZED (
	SELECT co.id AS course_id, w.staff_id AS staff_id, co.subject_id AS subject_id,
		co.class_id AS class_id, co.group_id AS group_id,
		(SELECT CAST(sum(i.hours) AS BIGINT) FROM plan_item i
			WHERE i.plan_id = c.plan_id) AS planned,
		(SELECT CAST(sum(v.hours) AS BIGINT) FROM course_load v
			WHERE v.course_id = co.id AND :to BETWEEN v.from_date AND v.to_date)
			* CASE WHEN co.grade = 1 THEN CAST(:weeks_1 AS BIGINT)
				ELSE CAST(:weeks AS BIGINT) END AS wanted
	FROM course co
	JOIN course_load w ON w.course_id = co.id AND :to BETWEEN w.from_date AND w.to_date
	JOIN course_plan c ON c.course_id = co.id
	WHERE co.year_id = :year AND c.plan_id IS NOT NULL
		AND EXISTS (SELECT 1 FROM school_day d
			WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
				AND d.date BETWEEN :from AND :to)
)
SELECT CAST(:to AS TEXT) AS date, l.staff_id AS staff_id, l.course_id AS course_id,
	COALESCE(k.name, g.name) AS class, s.name AS subject,
	CAST(l.planned / 100 AS TEXT) || CASE WHEN l.planned % 100 = 0 THEN ''
		ELSE '.' || substr(CAST(100 + l.planned % 100 AS TEXT), 2) END AS planned,
	CAST(l.wanted / 100 AS TEXT) || CASE WHEN l.wanted % 100 = 0 THEN ''
		ELSE '.' || substr(CAST(100 + l.wanted % 100 AS TEXT), 2) END AS wanted
FROM load l
JOIN subject s ON s.id = l.subject_id
LEFT JOIN class k ON k.id = l.class_id
LEFT JOIN study_group g ON g.id = l.group_id
WHERE l.planned <> l.wanted
ORDER BY l.staff_id, k.sort_key NULLS LAST, g.sort_key NULLS LAST, s.sort_key, l.course_id
