-- Written works of the whole class in the scope's courses between the two days: who was on
-- the list on that day, who wrote and what, whether the term mark says the same, and when
-- the work was marked.  Wants: list, course_line.
control_work AS MATERIALIZED (
	SELECT t.id AS task_id, h.lesson_id, h.course_id, h.date, h.number, t.no, y.name AS type,
		COALESCE(t.title, r.topic) AS topic, d.base_on, d.days
	FROM course_line l
	JOIN held_lesson h ON h.course_id = l.course_id AND h.date BETWEEN :from AND :to
	JOIN task t ON t.lesson_id = h.lesson_id
	JOIN task_type y ON y.letter = t.type AND y.control = 1
	JOIN task_deadline d ON d.task_id = t.id
	LEFT JOIN record r ON r.lesson_id = h.lesson_id
),
control_student AS (
	SELECT w.task_id, w.course_id, x.student_id, v.value, v.score, v.sou, v.fails, m.tx_id,
		k.printed, k.absent
	FROM control_work w
	JOIN course_student x ON x.course_id = w.course_id AND x.year_id = :year
		AND w.date BETWEEN x.from_date AND x.to_date
	LEFT JOIN mark m ON m.task_id = w.task_id AND m.student_id = x.student_id
	LEFT JOIN scale_value v ON v.value = m.value
	LEFT JOIN attendance a ON a.lesson_id = w.lesson_id AND a.student_id = x.student_id
	LEFT JOIN attendance_code k ON k.code = a.code
	WHERE NOT EXISTS (SELECT 1 FROM study_mode o
		WHERE o.student_id = x.student_id AND w.date BETWEEN o.from_date AND o.to_date
			AND (o.course_id IS NULL OR o.course_id = w.course_id))
),
control_absent AS (
	SELECT c.task_id, c.student_id, c.printed FROM control_student c
	WHERE c.absent = 1 AND c.value IS NULL
),
control_sum AS (
	SELECT c.task_id,
		CAST(count(*) AS BIGINT) AS students,
		CAST(count(c.score) AS BIGINT) AS wrote,
		CAST(sum(CASE WHEN c.score = 5 THEN 1 ELSE 0 END) AS BIGINT) AS n5,
		CAST(sum(CASE WHEN c.score = 4 THEN 1 ELSE 0 END) AS BIGINT) AS n4,
		CAST(sum(CASE WHEN c.score = 3 THEN 1 ELSE 0 END) AS BIGINT) AS n3,
		CAST(sum(CASE WHEN c.score IS NOT NULL THEN c.fails ELSE 0 END) AS BIGINT) AS n2,
		CAST(sum(CASE WHEN c.score IS NOT NULL THEN COALESCE(c.sou, 0) ELSE 0 END) AS BIGINT)
			AS sou_sum,
		CAST(sum(COALESCE(c.score, 0)) AS BIGINT) AS score_sum,
		CAST(sum(CASE WHEN c.score = tv.score THEN 1 ELSE 0 END) AS BIGINT) AS confirmed,
		CAST(sum(CASE WHEN c.score > tv.score THEN 1 ELSE 0 END) AS BIGINT) AS higher,
		CAST(sum(CASE WHEN c.score < tv.score THEN 1 ELSE 0 END) AS BIGINT) AS lower,
		min(c.tx_id) AS tx_id
	FROM control_student c
	JOIN course co ON co.id = c.course_id
	LEFT JOIN term_mark k ON k.term_id = :term AND k.subject_id = co.subject_id
		AND k.student_id = c.student_id
	LEFT JOIN scale_value tv ON tv.value = k.value
	GROUP BY c.task_id
),
control AS MATERIALIZED (
	SELECT w.task_id, w.course_id, w.date, w.type, w.topic, s.students, s.wrote, s.n5, s.n4,
		s.n3, s.n2, s.sou_sum, s.score_sum, s.confirmed, s.higher, s.lower,
		y.date AS marked_on,
		CASE WHEN w.days > 0 AND x.at < b.ends_at + 86400 * w.days THEN 1
			WHEN w.days = 0 AND x.at < COALESCE((SELECT min(e.ends_at) FROM lesson n
				JOIN day e ON e.date = n.date
				WHERE n.course_id = w.course_id AND n.date > w.base_on
					AND NOT EXISTS (SELECT 1 FROM substitution u
						WHERE u.lesson_id = n.id AND u.kind = 'cancelled')), x.at + 1)
				THEN 1 ELSE 0 END AS in_time
	FROM control_work w
	JOIN control_sum s ON s.task_id = w.task_id
	JOIN day b ON b.date = w.base_on
	LEFT JOIN tx x ON x.id = s.tx_id
	LEFT JOIN day y ON x.at >= y.starts_at AND x.at < y.ends_at
)
