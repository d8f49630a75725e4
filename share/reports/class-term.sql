-- report: class-term
-- title: Class summary of term marks
-- scope: class
-- params: class grade term
-- reads: mark term_mark
-- with: class_list names taught running figures
-- group: class
-- numbered: yes
-- pivot: student x subject : mark|running
-- hundredths: mean running
-- tenths: pass quality sou
-- integers: n students n5 n4 n3 n2 n_na n_exempt excellent good passing failing not_attested incomplete
-- words: category
-- column class: Class
-- column student: Student
-- column subject: one column a subject, with the term mark
-- column mean: Mean
-- column category: Category
-- column n5: Marks 5
-- column n4: Marks 4
-- column n3: Marks 3
-- column n2: Marks 2
-- column n_na: Not attested
-- column n_exempt: Exempt
-- column pass: Passed, %
-- column quality: Quality, %
-- column sou: Degree of learning, %
-- column students: On the list
-- column n: In the figures
-- column excellent: Excellent
-- column good: Good
-- column passing: Passing
-- column failing: Failing
-- column not_attested: Not attested
-- column incomplete: Marks missing
-- message: excellent
-- message: good
-- message: passing
-- message: failing
-- message: not attested
-- message: incomplete
-- message: taught apart
-- message: taught apart, order %s
-- message: not counted
-- note running: Where there is no term mark yet, the weighted mean so far stands: a number with two decimals
WITH line AS MATERIALIZED (	-- both made once, not anew for each student
	SELECT l.class_id, l.student_id, c.name AS class, c.sort_key AS class_key, n.student,
		s.sort_key AS student_key, f.mean,
		COALESCE((SELECT 'taught apart, order %s|' || max(m.order_no) FROM study_mode m
			WHERE m.student_id = l.student_id AND m.course_id IS NULL
				AND :to BETWEEN m.from_date AND m.to_date
				AND f.category = 'taught apart'), f.category) AS category
	FROM list l
	JOIN class c ON c.id = l.class_id
	JOIN student s ON s.id = l.student_id
	JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
	LEFT JOIN student_figure f ON f.class_id = l.class_id AND f.student_id = l.student_id
),
cell AS MATERIALIZED (
	SELECT b.class_id, b.student_id, b.subject_id, max(b.value) AS mark, max(b.mean) AS running
	FROM (SELECT r.class_id, r.student_id, r.subject_id, r.value, CAST(NULL AS BIGINT) AS mean,
			1 AS wanted
		FROM result r
		UNION ALL
		SELECT g.class_id, g.student_id, g.subject_id, NULL, g.mean, 0 FROM running g) b
	GROUP BY b.class_id, b.student_id, b.subject_id
	HAVING max(b.wanted) = 1
)
SELECT l.class, l.student_id AS student_order, l.student,
	su.sort_key AS subject_order, su.name AS subject, r.mark,
	CASE WHEN r.mark IS NULL THEN r.running END AS running, l.mean, l.category
FROM line l
LEFT JOIN cell r ON r.class_id = l.class_id AND r.student_id = l.student_id
LEFT JOIN subject su ON su.id = r.subject_id
ORDER BY l.class_key, l.class_id, l.student_key, l.student_id, su.sort_key, su.id;

-- footer: subjects
SELECT c.name AS class, su.name AS subject, f.n5, f.n4, f.n3, f.n2, f.n_na, f.n_exempt,
	CASE WHEN f.n_unset < f.n THEN f.pass END AS pass,
	CASE WHEN f.n_unset < f.n THEN f.quality END AS quality,
	CASE WHEN f.n_unset < f.n THEN f.sou END AS sou, f.mean
FROM subject_figure f
JOIN class c ON c.id = f.class_id
JOIN subject su ON su.id = f.subject_id
WHERE EXISTS (SELECT 1 FROM result r WHERE r.class_id = f.class_id AND r.value IS NOT NULL)
ORDER BY c.sort_key, c.id, su.sort_key, su.id;

-- part: figures
-- title: Classes in figures
SELECT c.name AS class,
	(SELECT count(*) FROM list l WHERE l.class_id = c.id) AS students, f.n,
	f.excellent, f.good, f.passing, f.failing, f.not_attested, f.incomplete,
	CASE WHEN f.incomplete < f.n THEN f.pass END AS pass,
	CASE WHEN f.incomplete < f.n THEN f.quality END AS quality,
	CASE WHEN f.incomplete < f.n THEN f.sou END AS sou, f.mean
FROM class_figure f
JOIN class c ON c.id = f.class_id
ORDER BY c.sort_key, c.id;
