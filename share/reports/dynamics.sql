-- report: dynamics
-- title: Dynamics
-- scope: class
-- params: class grade
-- reads: mark term_mark attendance
-- with: year_list taught attended
-- group: class
-- integers: students
-- tenths: quality present
-- hundredths: mean
-- column class: Class
-- column term: Term
-- column students: Students with marks
-- column mean: Mean
-- column quality: Quality, %
-- column present: attended, %
-- note: Of the term marks that are set; quality: students with 4 and 5 alone among those with marks
WITH each AS MATERIALIZED (
	SELECT s.class_id, t.id AS term_id, t.starts_on, t.ends_on, t.name, s.student_id,
		count(v.score) AS scores, sum(v.score) AS score_sum,
		CASE WHEN min(v.score) >= 4 AND sum(v.fails) = 0
			AND sum(CASE WHEN v.means = 'not_attested' THEN 1 ELSE 0 END) = 0
			THEN 1 ELSE 0 END AS good
	FROM scope
	JOIN class c ON c.id = scope.id
	JOIN term t ON t.year_id = :year AND t.kind <> 'year' AND t.starts_on <= :today
	JOIN term_student s ON s.term_id = t.id AND s.class_id = c.id AND s.counted = 1
	JOIN term_mark k ON k.term_id = t.id AND k.student_id = s.student_id
	JOIN scale_value v ON v.value = k.value
	GROUP BY s.class_id, t.id, t.starts_on, t.ends_on, t.name, s.student_id
	HAVING count(v.score) > 0
),
there AS MATERIALIZED (
	SELECT l.class_id, t.id AS term_id, CAST(sum(d.lessons) AS BIGINT) AS held,
		CAST(sum(d.missed) AS BIGINT) AS missed
	FROM list l
	JOIN class c ON c.id = l.class_id
	JOIN term t ON t.year_id = :year AND t.kind <> 'year' AND t.starts_on <= :today
	JOIN term_grade g ON g.term_id = t.id AND g.grade = c.grade
	JOIN attended_day d ON d.student_id = l.student_id AND d.date BETWEEN t.starts_on AND t.ends_on
	GROUP BY l.class_id, t.id
)
SELECT c.name AS class, t.name AS term, m.students,
	CASE WHEN m.scores > 0 THEN (200 * m.score_sum + m.scores) / (2 * m.scores) END AS mean,
	CASE WHEN m.students > 0 THEN (2000 * m.good + m.students) / (2 * m.students) END AS quality,
	CASE WHEN a.held > 0 THEN (2000 * (a.held - a.missed) + a.held) / (2 * a.held) END AS present
FROM scope
JOIN class c ON c.id = scope.id
JOIN term t ON t.year_id = :year AND t.kind <> 'year' AND t.starts_on <= :today
JOIN term_grade g ON g.term_id = t.id AND g.grade = c.grade
LEFT JOIN (SELECT e.class_id, e.term_id, CAST(count(*) AS BIGINT) AS students,
		CAST(sum(e.scores) AS BIGINT) AS scores, CAST(sum(e.score_sum) AS BIGINT) AS score_sum,
		CAST(sum(e.good) AS BIGINT) AS good
	FROM each e
	GROUP BY e.class_id, e.term_id) m ON m.class_id = c.id AND m.term_id = t.id
LEFT JOIN there a ON a.class_id = c.id AND a.term_id = t.id
ORDER BY c.sort_key, c.id, t.starts_on, t.ends_on, t.id;

-- part: weeks
-- title: Week by week
-- group: class
-- tenths: present
-- hundredths: mean
-- integers: marks
-- column class: Class
-- column week: Week
-- column marks: Marks
-- column mean: Mean
-- column present: attended, %
SELECT c.name AS class, w.week, m.marks,
	CASE WHEN m.weight > 0 THEN (200 * m.weighted + m.weight) / (2 * m.weight) END AS mean,
	CASE WHEN a.held > 0 THEN (2000 * (a.held - a.missed) + a.held) / (2 * a.held) END AS present
FROM scope
JOIN class c ON c.id = scope.id
JOIN (SELECT DISTINCT y.week FROM day y WHERE y.year_id = :year AND y.date <= :today) w ON 1 = 1
LEFT JOIN (SELECT l.class_id, y.week, CAST(count(f.score) AS BIGINT) AS marks,
		CAST(sum(f.score * f.weight) AS BIGINT) AS weighted,
		CAST(sum(f.weight) AS BIGINT) AS weight
	FROM (SELECT DISTINCT t.course_id FROM taught t WHERE t.kind <> 'extracurricular') q
	JOIN mark_fact f ON f.course_id = q.course_id AND f.date BETWEEN :from AND :to
	JOIN list l ON l.student_id = f.student_id
	JOIN day y ON y.date = f.date
	WHERE f.score IS NOT NULL
	GROUP BY l.class_id, y.week) m ON m.class_id = c.id AND m.week = w.week
LEFT JOIN (SELECT l.class_id, y.week, CAST(sum(d.lessons) AS BIGINT) AS held,
		CAST(sum(d.missed) AS BIGINT) AS missed
	FROM list l
	JOIN attended_day d ON d.student_id = l.student_id
	JOIN day y ON y.date = d.date
	GROUP BY l.class_id, y.week) a ON a.class_id = c.id AND a.week = w.week
WHERE m.marks IS NOT NULL OR a.held IS NOT NULL
ORDER BY c.sort_key, c.id, w.week;

-- part: subjects
-- title: By subject
-- group: class
-- pivot: subject x term : mean
-- hundredths: mean
-- column class: Class
-- column subject: Subject
-- column term: one column a term, with the mean of its marks
SELECT c.name AS class, su.name AS subject, t.starts_on AS term_order, t.name AS term,
	CASE WHEN count(v.score) > 0
		THEN (200 * CAST(sum(v.score) AS BIGINT) + count(v.score)) / (2 * count(v.score)) END AS mean
FROM scope
JOIN class c ON c.id = scope.id
JOIN term t ON t.year_id = :year AND t.kind <> 'year' AND t.starts_on <= :today
JOIN term_student s ON s.term_id = t.id AND s.class_id = c.id AND s.counted = 1
JOIN term_mark k ON k.term_id = t.id AND k.student_id = s.student_id
JOIN scale_value v ON v.value = k.value
JOIN subject su ON su.id = k.subject_id
GROUP BY c.sort_key, c.id, c.name, su.sort_key, su.id, su.name, t.starts_on, t.name, t.id
ORDER BY c.sort_key, c.id, su.sort_key, su.id, t.starts_on, t.id;
