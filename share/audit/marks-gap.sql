-- audit: marks-gap
-- title: Many lessons in a row without a mark
-- severity: note
-- who: teacher
-- due: none
-- grain: course-week
-- params: lessons_1h=4 lessons_2h=6 lessons_3h=10 students=3
-- least: students
-- message: lessons in a row without a mark, more than {most}: {list}
-- item: {student} ({lessons})
--
-- Lessons that the student attended, since his last mark or the term's beginning, up
-- to the end of each week.
WITH week AS (
	SELECT min(y.date) AS since, max(y.date) AS until FROM day y
	WHERE y.date BETWEEN :from AND :to GROUP BY y.week
), look AS MATERIALIZED (
	SELECT co.id AS course_id, w.until AS until, t.starts_on AS starts_on,
		CASE WHEN h.hours <= 100 THEN CAST(:lessons_1h AS BIGINT)
			WHEN h.hours <= 200 THEN CAST(:lessons_2h AS BIGINT)
			ELSE CAST(:lessons_3h AS BIGINT) END AS most
	FROM week w
	JOIN course co ON co.year_id = :year AND co.kind = 'lesson'
	JOIN subject s ON s.id = co.subject_id
	JOIN course_load h ON h.course_id = co.id AND w.until BETWEEN h.from_date AND h.to_date
	JOIN term t ON t.id = (SELECT d.term_id FROM school_day d
		WHERE d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
			AND d.date <= w.until
		ORDER BY d.date DESC LIMIT 1)
	WHERE EXISTS (SELECT 1 FROM lesson l
			JOIN register r ON r.lesson_id = l.id
			WHERE l.course_id = co.id AND l.date BETWEEN w.since AND w.until)
		AND NOT EXISTS (SELECT 1 FROM unmarked u
			WHERE u.grade = co.grade AND u.subject_key IN ('', s.match_key)
				AND u.term IN ('', t.code))
), marked AS (
	SELECT k.course_id AS course_id, k.until AS until, m.student_id AS student_id,
		max(l.date) AS date
	FROM look k
	CROSS JOIN lesson l
	CROSS JOIN task t
	CROSS JOIN mark m
	WHERE l.course_id = k.course_id AND l.date BETWEEN k.starts_on AND k.until
		AND t.lesson_id = l.id AND m.task_id = t.id
	GROUP BY k.course_id, k.until, m.student_id
), gap AS MATERIALIZED (
	SELECT k.course_id AS course_id, k.until AS until, k.most AS most,
		c.student_id AS student_id,
		(SELECT count(*) FROM lesson l
			JOIN register r ON r.lesson_id = l.id
			WHERE l.course_id = k.course_id
				AND l.date BETWEEN k.starts_on AND k.until
				AND l.date >= c.from_date AND l.date > COALESCE(g.date, '')
				AND NOT EXISTS (SELECT 1 FROM attendance a
					JOIN attendance_code q ON q.code = a.code
					WHERE a.lesson_id = l.id AND a.student_id = c.student_id
						AND (q.absent = 1 OR a.code = 'exempt'))) AS lessons
	FROM look k
	JOIN course_student c ON c.course_id = k.course_id AND c.year_id = :year
		AND k.until BETWEEN c.from_date AND c.to_date
	LEFT JOIN marked g ON g.course_id = k.course_id AND g.until = k.until
		AND g.student_id = c.student_id
)
SELECT p.until AS date, p.course_id AS course_id, p.student_id AS student_id,
	p.lessons AS lessons, p.most AS most
FROM gap p
JOIN course co ON co.id = p.course_id
JOIN student s ON s.id = p.student_id
WHERE p.lessons > p.most
	AND NOT EXISTS (SELECT 1 FROM exemption x
		WHERE x.student_id = p.student_id AND x.subject_id = co.subject_id
			AND p.until BETWEEN x.from_date AND x.to_date)
ORDER BY p.until, p.course_id, s.sort_key, s.id
