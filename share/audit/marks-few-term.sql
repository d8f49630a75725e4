-- audit: marks-few-term
-- title: Too few marks for a term mark
-- severity: warning
-- who: teacher
-- due: 5
-- grain: course-term
-- params: from_percent=50 slack=1 present=2/3
-- message: too few marks so far (now at least {wanted}): {list}
-- item: {student} ({given})
--
-- From the middle of the term on: the minimum of the term in the part of it that is
-- over, less :slack; for students who were at the most of the course's lessons.  Who
-- came into the course later brings his marks of another class or school along.
WITH part AS MATERIALIZED (
	SELECT co.id AS course_id, co.subject_id AS subject_id, t.starts_on AS starts_on,
		(SELECT count(*) FROM school_day d
			WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
				AND d.date BETWEEN t.starts_on AND :to) AS gone,
		(SELECT count(*) FROM school_day d
			WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
				AND d.date BETWEEN t.starts_on AND t.ends_on) AS days,
		(SELECT k.marks FROM min_marks k
			WHERE k.kind = t.kind AND k.hours <= 100 * ((
				(SELECT CAST(sum(w.hours) AS BIGINT) FROM course_load w
					WHERE w.course_id = co.id AND :to BETWEEN w.from_date AND w.to_date)
				+ 99) / 100)
			ORDER BY k.hours DESC LIMIT 1) AS least
	FROM term t
	JOIN term_grade g ON g.term_id = t.id
	JOIN course co ON co.year_id = t.year_id AND co.grade = g.grade AND co.kind = 'lesson'
	JOIN subject s ON s.id = co.subject_id
	WHERE t.id = :term
		AND NOT EXISTS (SELECT 1 FROM unmarked u
			WHERE u.grade = co.grade AND u.subject_key IN ('', s.match_key)
				AND u.term IN ('', t.code))
), wanted AS MATERIALIZED (
	SELECT course_id, subject_id, starts_on, least * gone / days - CAST(:slack AS BIGINT) AS marks
	FROM part
	WHERE least IS NOT NULL AND days > 0
		AND 100 * gone >= CAST(:from_percent AS BIGINT) * days
), given AS (
	SELECT l.course_id AS course_id, m.student_id AS student_id, count(*) AS marks
	FROM day y
	CROSS JOIN lesson l
	CROSS JOIN wanted w
	CROSS JOIN task t
	CROSS JOIN mark m
	WHERE y.date BETWEEN (SELECT q.starts_on FROM term q WHERE q.id = :term) AND :to
		AND l.date = y.date AND w.course_id = l.course_id
		AND t.lesson_id = l.id AND m.task_id = t.id
	GROUP BY l.course_id, m.student_id
), short AS MATERIALIZED (
	SELECT w.course_id AS course_id, w.starts_on AS starts_on, w.marks AS wanted,
		c.student_id AS student_id, c.from_date AS from_date,
		COALESCE(g.marks, 0) + CASE WHEN c.from_date <= w.starts_on THEN 0 ELSE
			(SELECT count(*) FROM course_student f
				JOIN course q ON q.id = f.course_id AND q.subject_id = w.subject_id
				JOIN lesson l ON l.course_id = f.course_id
					AND l.date BETWEEN w.starts_on AND :to
				JOIN task t ON t.lesson_id = l.id
				JOIN mark m ON m.task_id = t.id AND m.student_id = c.student_id
				WHERE f.student_id = c.student_id AND f.year_id = :year
					AND f.course_id <> w.course_id)
			+ (SELECT count(*) FROM outside_mark o
				WHERE o.student_id = c.student_id AND o.subject_id = w.subject_id
					AND o.date BETWEEN w.starts_on AND :to) END AS given
	FROM wanted w
	JOIN course_student c ON c.course_id = w.course_id AND c.year_id = :year
		AND :to BETWEEN c.from_date AND c.to_date
	LEFT JOIN given g ON g.course_id = w.course_id AND g.student_id = c.student_id
	WHERE COALESCE(g.marks, 0) < w.marks
), present AS (
	SELECT q.course_id AS course_id, q.student_id AS student_id, q.given AS given,
		q.wanted AS wanted,
		(SELECT count(*) FROM lesson l
			JOIN register r ON r.lesson_id = l.id
			WHERE l.course_id = q.course_id AND l.date BETWEEN q.starts_on AND :to) AS lessons,
		(SELECT count(*) FROM lesson l
			JOIN register r ON r.lesson_id = l.id
			WHERE l.course_id = q.course_id AND l.date BETWEEN q.starts_on AND :to
				AND l.date >= q.from_date
				AND NOT EXISTS (SELECT 1 FROM attendance a
					JOIN attendance_code k ON k.code = a.code
					WHERE a.lesson_id = l.id AND a.student_id = q.student_id
						AND (k.absent = 1 OR a.code = 'exempt'))) AS there
	FROM short q
	JOIN course co ON co.id = q.course_id
	WHERE NOT EXISTS (SELECT 1 FROM exemption x
		WHERE x.student_id = q.student_id AND x.subject_id = co.subject_id
			AND :to BETWEEN x.from_date AND x.to_date)
		AND q.given < q.wanted
)
SELECT CAST(:to AS TEXT) AS date, p.course_id AS course_id, p.student_id AS student_id,
	p.given AS given, p.wanted AS wanted
FROM present p
JOIN student s ON s.id = p.student_id
WHERE p.lessons > 0
	AND p.there * CAST(:present_whole AS BIGINT) >= p.lessons * CAST(:present_part AS BIGINT)
ORDER BY p.course_id, s.sort_key, s.id
