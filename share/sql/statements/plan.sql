-- Thematic plans (КТП).

-- name: plan_find
-- The plan of a class (or, class 0, a grade), a group (0: all) and a subject, and
-- when it was approved.
SELECT p.id, a.approved_on FROM plan p
LEFT JOIN plan_approval a ON a.plan_id = p.id
WHERE p.year_id = :year AND COALESCE(p.class_id, 0) = :class_id AND p.grade = :grade
	AND COALESCE(p.group_id, 0) = :group_id AND p.subject_id = :subject_id;

-- name: plan_items
-- How many topics a plan has.
SELECT count(*) FROM plan_item WHERE plan_id = :plan_id;

-- name: plan_item_changes
-- In how many courses a topic is taught otherwise than planned, or has others in it.
SELECT count(*) FROM plan_change
WHERE plan_id = :plan_id AND (no = :no OR into_no = :no);

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
	AND (:unapproved = 0 OR NOT EXISTS (SELECT 1 FROM plan_approval a
		WHERE a.plan_id = p.id))
ORDER BY c.sort_key NULLS FIRST, p.grade, g.sort_key NULLS FIRST, b.sort_key, p.id, i.no;

-- name: plan_unapproved
-- The plans of a year that are not approved, with their hours.
SELECT p.id, (SELECT CAST(COALESCE(sum(i.hours), 0) AS BIGINT) FROM plan_item i
	WHERE i.plan_id = p.id)
FROM plan p
WHERE p.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR p.class_id = :class_id)
	AND (CAST(:grade AS BIGINT) IS NULL OR p.grade = :grade)
	AND (CAST(:group_key AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM study_group g
		WHERE g.id = p.group_id AND g.match_key = :group_key))
	AND (CAST(:subject_id AS BIGINT) IS NULL OR p.subject_id = :subject_id)
	AND NOT EXISTS (SELECT 1 FROM plan_approval a WHERE a.plan_id = p.id)
ORDER BY p.id;

-- name: plan_hours
-- The hours of a plan.
SELECT CAST(COALESCE(sum(hours), 0) AS BIGINT) FROM plan_item WHERE plan_id = :plan_id;

-- name: plan_topics
-- The topics of a course's plan, as it goes through them.
SELECT plan_id, no, section, topic, match_key, planned, hours, into_no, task_type, homework
FROM course_topic WHERE course_id = :course_id ORDER BY no;

-- name: plan_told
-- The topics of a course's lessons, in the order in which they were given.
SELECT l.id, l.date, l.number, r.match_key
FROM lesson l
JOIN record r ON r.lesson_id = l.id
WHERE l.course_id = :course_id
	AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.id AND u.kind = 'cancelled')
ORDER BY l.date, l.number;

-- name: plan_slots
-- The lessons that the timetable has for a course; told 1: with a topic already.
SELECT s.date, CASE WHEN EXISTS (SELECT 1 FROM lesson l
		WHERE l.course_id = s.course_id AND l.date = s.date AND l.number = s.number
			AND (EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.id)
				OR EXISTS (SELECT 1 FROM substitution u
					WHERE u.lesson_id = l.id AND u.kind = 'cancelled')))
	THEN 1 ELSE 0 END
FROM course_slot s
WHERE s.course_id = :course_id
ORDER BY s.date, s.number;

-- name: plan_changes
-- scans: plan_change
-- Where courses go through their plans otherwise than planned.
SELECT k.name, g.name, b.name, x.no, i.topic, i.hours, x.hours, x.into_no, x.topic,
	x.reason, x.changed_on
FROM plan_change x
JOIN plan_item i ON i.plan_id = x.plan_id AND i.no = x.no
JOIN course co ON co.id = x.course_id
JOIN subject b ON b.id = co.subject_id
LEFT JOIN class k ON k.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
ORDER BY k.sort_key NULLS FIRST, g.sort_key NULLS FIRST, b.sort_key, co.id, x.no;

-- name: plan_progress
-- How far each course has come at the end of a day; before the year began (started 0)
-- nothing is due.  Planned works of the whole class and others; those held to the day.
SELECT k.name, g.name, b.name,
	(SELECT t.login FROM course_load w
		JOIN staff t ON t.id = w.staff_id
		WHERE w.course_id = co.id AND :date BETWEEN w.from_date AND w.to_date
		ORDER BY w.from_date, t.login LIMIT 1),
	a.approved_on, p.plan_id, p.planned, p.adjusted, p.lessons,
	CASE WHEN :started = 1 THEN p.due ELSE 0 END,
	CASE WHEN :started = 1 THEN p.lost ELSE 0 END,
	p.given, p.done, p.taught,
	(SELECT count(*) FROM course_topic x
		JOIN task_type y ON y.letter = x.task_type AND y.control = 1
		WHERE x.course_id = co.id AND x.into_no IS NULL),
	(SELECT count(*) FROM lesson l
		JOIN task t ON t.lesson_id = l.id
		JOIN task_type y ON y.letter = t.type AND y.control = 1
		WHERE l.course_id = co.id AND l.date <= :date),
	(SELECT count(*) FROM course_topic x
		JOIN task_type y ON y.letter = x.task_type AND y.control = 0
		WHERE x.course_id = co.id AND x.into_no IS NULL),
	(SELECT count(*) FROM (SELECT DISTINCT x.task_type AS type FROM course_topic x
			JOIN task_type y ON y.letter = x.task_type AND y.control = 0
			WHERE x.course_id = co.id) x
		CROSS JOIN lesson l
		CROSS JOIN task t
		WHERE l.course_id = co.id AND l.date <= :date AND t.lesson_id = l.id
			AND t.type = x.type)
FROM course co
JOIN course_progress p ON p.course_id = co.id AND p.date = :date
JOIN subject b ON b.id = co.subject_id
LEFT JOIN class k ON k.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN plan_approval a ON a.plan_id = p.plan_id
WHERE co.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (CAST(:group_key AS TEXT) IS NULL OR g.match_key = :group_key)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
	AND (CAST(:staff_id AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND w.staff_id = :staff_id))
ORDER BY k.sort_key NULLS FIRST, g.sort_key NULLS FIRST, b.sort_key, co.id;
