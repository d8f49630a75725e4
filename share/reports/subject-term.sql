-- report: subject-term
-- title: Subjects side by side
-- scope: course
-- params: subject teacher class grade term
-- reads: term_mark
-- with: course_list taught figures course_figures
-- group: subject
-- integers: grade courses students n5 n4 n3 n2 n_na n_exempt
-- tenths: pass quality sou
-- hundredths: mean
-- column subject: Subject
-- column teacher: Teacher
-- column grade: Grade
-- column courses: Courses
-- column students: On the list
-- column n5: Marks 5
-- column n4: Marks 4
-- column n3: Marks 3
-- column n2: Marks 2
-- column n_na: Not attested
-- column n_exempt: Exempt
-- column pass: Passed, %
-- column quality: Quality, %
-- column sou: Degree of learning, %
-- column mean: Mean
-- note: Percentages are of those on the list in the class form without the exempt; not attested are among them
SELECT f.subject, f.staff_id AS staff_order, f.teacher, f.grade, f.courses, f.students,
	f.n5, f.n4, f.n3, f.n2, f.n_na, f.n_exempt,
	CASE WHEN f.n_unset < f.n THEN (2000 * (f.n5 + f.n4 + f.n3) + f.n) / (2 * f.n) END AS pass,
	CASE WHEN f.n_unset < f.n THEN (2000 * (f.n5 + f.n4) + f.n) / (2 * f.n) END AS quality,
	CASE WHEN f.n_unset < f.n THEN (20 * f.sou_sum + f.n) / (2 * f.n) END AS sou,
	CASE WHEN f.scores > 0 THEN (200 * f.score_sum + f.scores) / (2 * f.scores) END AS mean
FROM (SELECT l.subject, l.subject_key, l.subject_id, l.staff_id, l.teacher, l.teacher_key, l.grade,
		CAST(count(*) AS BIGINT) AS courses,
		CAST(sum(c.students) AS BIGINT) AS students, CAST(sum(c.n) AS BIGINT) AS n,
		CAST(sum(c.n5) AS BIGINT) AS n5, CAST(sum(c.n4) AS BIGINT) AS n4,
		CAST(sum(c.n3) AS BIGINT) AS n3, CAST(sum(c.n2) AS BIGINT) AS n2,
		CAST(sum(c.n_na) AS BIGINT) AS n_na, CAST(sum(c.n_exempt) AS BIGINT) AS n_exempt,
		CAST(sum(c.n_unset) AS BIGINT) AS n_unset, CAST(sum(c.sou_sum) AS BIGINT) AS sou_sum,
		CAST(sum(c.score_sum) AS BIGINT) AS score_sum, CAST(sum(c.scores) AS BIGINT) AS scores
	FROM course_line l
	JOIN course_count c ON c.course_id = l.course_id
	GROUP BY l.subject, l.subject_key, l.subject_id, l.staff_id, l.teacher, l.teacher_key,
		l.grade) f
ORDER BY f.subject_key, f.subject_id, f.grade, f.teacher_key, f.staff_id;
