-- audit: plan-lag
-- title: Course behind its plan
-- severity: warning
-- who: teacher
-- due: 5
-- grain: course-term
-- params: from_percent=50 lessons=2 lessons_1h=1
-- message: lessons behind the plan: {behind}; topics can be merged or compressed
--
-- From the middle of the term on, by more than so many lessons (:lessons_1h at one hour a
-- week); those that an order took away explain themselves.  Lessons without a topic are
-- for other rules, and count as given where the register was taken.
WITH part AS MATERIALIZED (
	SELECT co.id AS course_id,
		(SELECT count(*) FROM school_day d
			WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
				AND d.date BETWEEN t.starts_on AND :to) AS gone,
		(SELECT count(*) FROM school_day d
			WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
				AND d.date BETWEEN t.starts_on AND t.ends_on) AS days,
		(SELECT CAST(sum(w.hours) AS BIGINT) FROM course_load w
			WHERE w.course_id = co.id AND :to BETWEEN w.from_date AND w.to_date) AS hours
	FROM term t
	JOIN term_grade g ON g.term_id = t.id
	JOIN course co ON co.year_id = t.year_id AND co.grade = g.grade
		AND co.kind <> 'extracurricular'
	WHERE t.id = :term
), far AS MATERIALIZED (
	SELECT p.course_id AS course_id, p.hours AS hours, x.planned AS planned, x.due AS due,
		x.lost AS lost, x.done AS done
	FROM part p
	JOIN course_progress x ON x.course_id = p.course_id AND x.date = :to
	WHERE p.days > 0 AND p.hours > 0 AND x.plan_id IS NOT NULL
		AND 100 * p.gone >= CAST(:from_percent AS BIGINT) * p.days
), lag AS MATERIALIZED (
	SELECT f.course_id AS course_id, f.hours AS hours,
		(CASE WHEN f.planned < 100 * (f.due + f.lost) THEN f.planned
			ELSE 100 * (f.due + f.lost) END - f.done - 100 * f.lost) / 100 AS behind
	FROM far f
)
SELECT CAST(:to AS TEXT) AS date, l.course_id AS course_id, l.behind AS behind
FROM lag l
WHERE l.behind > CASE WHEN l.hours <= 100 THEN CAST(:lessons_1h AS BIGINT)
	ELSE CAST(:lessons AS BIGINT) END
ORDER BY l.course_id
