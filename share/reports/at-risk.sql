-- report: at-risk
-- title: Reserve and at risk
-- scope: class
-- params: class grade term
-- reads: mark term_mark attendance
-- with: class_list names taught marked attended standing before absent_over
-- group: class
-- join: subjects
-- hundredths: mean before
-- words: why
-- column class: Class
-- column why: Why
-- column student: Student
-- column subjects: Subjects
-- column mean: Mean
-- column before: Mean before
-- message: failing
-- message: not attested
-- message: one 3
-- message: one 4
-- message: falling mean
-- message: many absences
-- note: Where no term mark is set yet, what the marks come to stands for it.  Falling: the weighted mean of all subjects is lower than in the term before by half a mark; many absences: more lessons missed than absent_over allows in a subject
WITH count AS MATERIALIZED (
	SELECT x.class_id, x.student_id,
		sum(CASE WHEN v.score IS NOT NULL THEN 1 ELSE 0 END) AS marks,
		sum(CASE WHEN v.score = 3 THEN 1 ELSE 0 END) AS threes,
		sum(CASE WHEN v.score = 4 THEN 1 ELSE 0 END) AS fours,
		sum(CASE WHEN v.score = 5 THEN 1 ELSE 0 END) AS fives,
		sum(COALESCE(v.fails, 0)) AS fails,
		sum(CASE WHEN v.means = 'not_attested' THEN 1 ELSE 0 END) AS not_attested,
		CAST(sum(x.weighted) AS BIGINT) AS weighted, CAST(sum(x.weight) AS BIGINT) AS weight
	FROM (SELECT x.*, m.weighted, m.weight FROM standing x
		LEFT JOIN marked m ON m.student_id = x.student_id AND m.subject_id = x.subject_id) x
	LEFT JOIN scale_value v ON v.value = x.sight
	GROUP BY x.class_id, x.student_id
),
told AS (
	SELECT 1 AS rank, 'failing' AS why, x.class_id, x.student_id, x.subject_id
	FROM standing x JOIN scale_value v ON v.value = x.sight AND v.fails = 1
	UNION ALL
	SELECT 2, 'not attested', x.class_id, x.student_id, x.subject_id
	FROM standing x JOIN scale_value v ON v.value = x.sight AND v.means = 'not_attested'
	UNION ALL
	SELECT 3, 'one 3', x.class_id, x.student_id, x.subject_id
	FROM count n
	JOIN standing x ON x.class_id = n.class_id AND x.student_id = n.student_id
	JOIN scale_value v ON v.value = x.sight AND v.score = 3
	WHERE n.threes = 1 AND n.fails = 0 AND n.not_attested = 0
	UNION ALL
	SELECT 4, 'one 4', x.class_id, x.student_id, x.subject_id
	FROM count n
	JOIN standing x ON x.class_id = n.class_id AND x.student_id = n.student_id
	JOIN scale_value v ON v.value = x.sight AND v.score = 4
	WHERE n.fours = 1 AND n.fives + 1 = n.marks AND n.not_attested = 0
	UNION ALL
	SELECT 5, 'falling mean', n.class_id, n.student_id, NULL
	FROM count n
	JOIN before b ON b.student_id = n.student_id
	WHERE n.weight > 0 AND b.weight > 0
		AND 100 * b.weighted * n.weight - 100 * n.weighted * b.weight >= 50 * n.weight * b.weight
	UNION ALL
	SELECT 6, 'many absences', x.class_id, x.student_id, x.subject_id
	FROM standing x CROSS JOIN absent_over o
	WHERE x.missed * o.den > x.lessons * o.num
)
SELECT c.name AS class, t.rank AS why_order, t.why, s.id AS student_order, n.student,
	su.name AS subjects,
	CASE WHEN k.weight > 0 THEN (200 * k.weighted + k.weight) / (2 * k.weight) END AS mean,
	CASE WHEN b.weight > 0 THEN (200 * b.weighted + b.weight) / (2 * b.weight) END AS before
FROM told t
JOIN class c ON c.id = t.class_id
JOIN student s ON s.id = t.student_id
JOIN named n ON n.class_id = t.class_id AND n.student_id = t.student_id
JOIN count k ON k.class_id = t.class_id AND k.student_id = t.student_id
LEFT JOIN before b ON b.student_id = t.student_id
LEFT JOIN subject su ON su.id = t.subject_id
ORDER BY c.sort_key, c.id, t.rank, s.sort_key, s.id, su.sort_key, su.id;
