-- report: school-term
-- title: Summary of the school
-- scope: class
-- params: class grade term
-- reads: mark term_mark attendance
-- with: class_list taught figures attended
-- integers: students n excellent good passing failing not_attested incomplete days days_ill missed ill
-- tenths: pass quality sou present
-- hundredths: mean
-- words: unit
-- column name: Class or grade
-- column unit: Unit
-- column students: On the list
-- column n: In the figures
-- column excellent: Excellent
-- column good: Good
-- column passing: Passing
-- column failing: Failing
-- column not_attested: Not attested
-- column incomplete: Marks missing
-- column pass: Passed, %
-- column quality: Quality, %
-- column sou: Degree of learning, %
-- column mean: Mean
-- column days: days missed
-- column days_ill: days ill
-- column missed: lessons missed
-- column ill: ill
-- column present: attended, %
-- message: class
-- message: grade
-- message: school
-- note: Percentages are of the students in the figures, not of their marks; grade 1 is on the list alone
WITH here AS MATERIALIZED (	-- each class's sums, once
	SELECT c.id, c.name, c.sort_key, c.grade,
		(SELECT count(*) FROM list l WHERE l.class_id = c.id) AS students,
		COALESCE(f.n, 0) AS n, COALESCE(f.excellent, 0) AS excellent, COALESCE(f.good, 0) AS good,
		COALESCE(f.passing, 0) AS passing, COALESCE(f.failing, 0) AS failing,
		COALESCE(f.not_attested, 0) AS not_attested, COALESCE(f.incomplete, 0) AS incomplete,
		f.sou_sum, f.marks, f.score_sum, f.scores,
		a.held, a.days, a.days_ill, a.missed, a.ill
	FROM scope
	JOIN class c ON c.id = scope.id
	LEFT JOIN class_count f ON f.class_id = c.id
	LEFT JOIN (SELECT l.class_id, sum(m.held) AS held, sum(m.days) AS days,
			sum(m.days_ill) AS days_ill, sum(m.missed) AS missed, sum(m.ill) AS ill
		FROM list l
		JOIN attended_sum m ON m.student_id = l.student_id AND m.month IS NULL
		GROUP BY l.class_id) a ON a.class_id = c.id
)
SELECT u.name, CASE u.level WHEN 0 THEN 'class' WHEN 1 THEN 'grade' ELSE 'school' END AS unit,
	u.students, u.n, u.excellent, u.good, u.passing, u.failing,
	u.not_attested, u.incomplete,
	CASE WHEN u.incomplete < u.n
		THEN (2000 * (u.excellent + u.good + u.passing) + u.n) / (2 * u.n) END AS pass,
	CASE WHEN u.incomplete < u.n THEN (2000 * (u.excellent + u.good) + u.n) / (2 * u.n) END
		AS quality,
	CASE WHEN u.incomplete < u.n AND u.marks > 0
		THEN (20 * u.sou_sum + u.marks) / (2 * u.marks) END AS sou,
	CASE WHEN u.scores > 0 THEN (200 * u.score_sum + u.scores) / (2 * u.scores) END AS mean,
	u.days, u.days_ill, u.missed, u.ill,
	CASE WHEN u.held > 0 THEN (2000 * (u.held - u.missed) + u.held) / (2 * u.held) END AS present
FROM (SELECT v.level,
		CASE WHEN v.level < 2 THEN h.grade ELSE 99 END AS grade,
		CASE WHEN v.level = 0 THEN h.sort_key ELSE '' END AS sort_key,
		CASE v.level WHEN 0 THEN h.name WHEN 1 THEN CAST(h.grade AS TEXT)
			ELSE (SELECT x.value FROM setting x WHERE x.key = 'school.short_name') END AS name,
		CAST(sum(h.students) AS BIGINT) AS students, CAST(sum(h.n) AS BIGINT) AS n,
		CAST(sum(h.excellent) AS BIGINT) AS excellent, CAST(sum(h.good) AS BIGINT) AS good,
		CAST(sum(h.passing) AS BIGINT) AS passing, CAST(sum(h.failing) AS BIGINT) AS failing,
		CAST(sum(h.not_attested) AS BIGINT) AS not_attested,
		CAST(sum(h.incomplete) AS BIGINT) AS incomplete,
		CAST(sum(h.sou_sum) AS BIGINT) AS sou_sum, CAST(sum(h.marks) AS BIGINT) AS marks,
		CAST(sum(h.score_sum) AS BIGINT) AS score_sum, CAST(sum(h.scores) AS BIGINT) AS scores,
		CAST(sum(h.held) AS BIGINT) AS held, CAST(sum(h.days) AS BIGINT) AS days,
		CAST(sum(h.days_ill) AS BIGINT) AS days_ill, CAST(sum(h.missed) AS BIGINT) AS missed,
		CAST(sum(h.ill) AS BIGINT) AS ill
	FROM here h
	CROSS JOIN (SELECT 0 AS level UNION ALL SELECT 1 UNION ALL SELECT 2) v
	GROUP BY 1, 2, 3, 4) u
ORDER BY u.grade, u.level, u.sort_key;
