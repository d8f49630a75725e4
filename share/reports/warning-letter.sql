-- report: warning-letter
-- title: Notice of a term mark at risk
-- scope: student
-- params: student class grade term
-- reads: mark term_mark attendance
-- with: student_list names taught marked attended standing absent_over
-- group: student
-- integers: marks lessons missed
-- hundredths: mean
-- words: why todo
-- column student: Student
-- column subject: Subject
-- column marks: Marks
-- column mean: Mean
-- column lessons: Lessons held
-- column missed: Lessons missed
-- column sight: In sight
-- column why: Why
-- column todo: What to do
-- message: the mean comes to a failing mark
-- message: no marks yet
-- message: too many lessons missed
-- message: make up the failed and owed work with the teacher
-- message: agree with the teacher on what is to be made up
-- note: Subjects in which no passing term mark is in sight.  Acquainted: ____________________ (signature, date)
SELECT n.student || ', ' || c.name AS student, s.id AS student_order, su.name AS subject,
	r.marks, r.weighted_mean AS mean, r.lessons, r.missed, r.sight, r.why,
	CASE r.why WHEN 'the mean comes to a failing mark'
			THEN 'make up the failed and owed work with the teacher'
		ELSE 'agree with the teacher on what is to be made up' END AS todo
FROM (SELECT x.class_id, x.student_id, x.subject_id, x.marks, x.weighted_mean, x.lessons, x.missed,
		CASE WHEN x.mark IS NULL
				AND (x.missed * o.den > x.lessons * o.num OR x.marks = 0)
			THEN (SELECT v.value FROM scale_value v WHERE v.means = 'not_attested'
				ORDER BY v.rank LIMIT 1)
			ELSE x.sight END AS sight,
		CASE WHEN x.mark IS NULL AND x.missed * o.den > x.lessons * o.num
				THEN 'too many lessons missed'
			WHEN x.mark IS NULL AND x.marks = 0 THEN 'no marks yet'
			WHEN EXISTS (SELECT 1 FROM scale_value v WHERE v.value = x.sight
				AND (v.fails = 1 OR v.means = 'not_attested'))
				THEN 'the mean comes to a failing mark' END AS why
	FROM standing x
	CROSS JOIN absent_over o
	WHERE x.lessons > 0
		AND NOT EXISTS (SELECT 1 FROM exemption e WHERE e.student_id = x.student_id
			AND e.subject_id = x.subject_id AND :to BETWEEN e.from_date AND e.to_date)
		AND NOT EXISTS (SELECT 1 FROM unmarked u
			JOIN class k ON k.id = x.class_id AND k.grade = u.grade
			JOIN subject q ON q.id = x.subject_id AND u.subject_key IN ('', q.match_key)
			JOIN term t ON t.id = :term AND u.term IN ('', t.code))) r
JOIN class c ON c.id = r.class_id
JOIN student s ON s.id = r.student_id
JOIN named n ON n.class_id = r.class_id AND n.student_id = r.student_id
JOIN subject su ON su.id = r.subject_id
WHERE r.why IS NOT NULL
ORDER BY c.sort_key, c.id, s.sort_key, s.id, su.sort_key, su.id;
