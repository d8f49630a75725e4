-- audit: control-overload
-- title: Too many written works of a class on one day
-- severity: warning
-- who: deputy
-- due: none
-- grain: class-day
-- params: a_day=2
-- message: written works on one day: {list}
-- item: {subject}
--
-- Works in different subjects: the groups of one subject count once.
WITH work AS MATERIALIZED (
	SELECT DISTINCT l.date AS date, l.class_id AS class_id, l.subject_id AS subject_id
	FROM judged_lesson l
	CROSS JOIN task t
	JOIN task_type y ON y.letter = t.type AND y.control = 1
	WHERE t.lesson_id = l.lesson_id
		AND l.date BETWEEN :from AND :to AND l.class_id IS NOT NULL
		AND l.kind <> 'extracurricular'
)
SELECT w.date AS date, w.class_id AS class_id, s.name AS subject
FROM work w
JOIN subject s ON s.id = w.subject_id
WHERE CAST(:a_day AS BIGINT) <= (SELECT count(*) FROM work o
	WHERE o.date = w.date AND o.class_id = w.class_id)
ORDER BY w.date, w.class_id, s.sort_key, s.id
