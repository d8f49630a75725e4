-- Thematic plans (КТП).

-- name: plan_find
-- The plan of a class (or, class 0, a grade), a group (0: all) and a subject.
SELECT id FROM plan
WHERE year_id = :year AND COALESCE(class_id, 0) = :class_id AND grade = :grade
	AND COALESCE(group_id, 0) = :group_id AND subject_id = :subject_id;

-- name: plan_items
-- How many topics a plan has.
SELECT count(*) FROM plan_item WHERE plan_id = :plan_id;

-- name: plan_list
-- scans: plan
-- A year's plans in the order of their rows' key.
SELECT c.name, p.grade, g.name, b.name, i.no, i.section, i.topic, i.hours, i.task_type,
	i.homework
FROM plan p
JOIN plan_item i ON i.plan_id = p.id
JOIN subject b ON b.id = p.subject_id
LEFT JOIN class c ON c.id = p.class_id
LEFT JOIN study_group g ON g.id = p.group_id
WHERE p.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR p.class_id = :class_id)
	AND (CAST(:grade AS BIGINT) IS NULL OR (p.class_id IS NULL AND p.grade = :grade))
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR p.subject_id = :subject_id)
ORDER BY c.sort_key NULLS FIRST, p.grade, g.sort_key NULLS FIRST, b.sort_key, p.id, i.no;
