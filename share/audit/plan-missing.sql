-- audit: plan-missing
-- title: Course without a plan
-- severity: warning
-- who: teacher
-- due: 5
-- grain: teacher-year
-- message: no plan for: {list}
-- item: {class} {subject}
SELECT CAST(:to AS TEXT) AS date, w.staff_id AS staff_id, co.id AS course_id,
	COALESCE(k.name, g.name) AS class, s.name AS subject
FROM course co
JOIN course_load w ON w.course_id = co.id AND :to BETWEEN w.from_date AND w.to_date
JOIN subject s ON s.id = co.subject_id
LEFT JOIN class k ON k.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.year_id = :year AND co.kind <> 'extracurricular'
	AND EXISTS (SELECT 1 FROM school_day d
		WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
			AND d.date BETWEEN :from AND :to)
	AND NOT EXISTS (SELECT 1 FROM plan p
		JOIN plan_item i ON i.plan_id = p.id
		WHERE p.year_id = co.year_id
			AND COALESCE(p.class_id, 0) IN (0, COALESCE(co.class_id, 0))
			AND p.grade = co.grade
			AND COALESCE(p.group_id, 0) IN (0, COALESCE(co.group_id, 0))
			AND p.subject_id = co.subject_id)
ORDER BY w.staff_id, k.sort_key NULLS LAST, g.sort_key NULLS LAST, s.sort_key, co.id
