-- audit: reason-pending
-- title: Absences without a reason after the student's return
-- severity: warning
-- who: homeroom
-- due: 2
-- grain: class-week
-- message: no reason of absence is set yet: {list}
-- item: {student}
--
-- So many school days after the return as the settings give (attendance.reason_days).
-- The return is the student's first lesson, with a register, after the absence.
WITH pending AS MATERIALIZED (
	SELECT l.course_id AS course_id, e.class_id AS class_id, l.date AS date,
		a.student_id AS student_id, max(l.number) AS number
	FROM judged_lesson l
	JOIN attendance a ON a.lesson_id = l.lesson_id
	JOIN attendance_code c ON c.code = a.code AND c.absent = 1 AND c.excused = 'pending'
	JOIN tx x ON x.id = a.tx_id AND x.transfer = 0
	JOIN enrolment e ON e.student_id = a.student_id
		AND l.date BETWEEN e.from_date AND e.to_date
	WHERE l.date BETWEEN :back AND :to AND l.kind <> 'extracurricular'
	GROUP BY e.class_id, l.date, a.student_id, l.course_id
), returned AS MATERIALIZED (
	SELECT p.class_id AS class_id, p.date AS date, p.student_id AS student_id,
		(SELECT min(l.date) FROM course co
			JOIN lesson l ON l.course_id = co.id AND l.date >= p.date
			JOIN register r ON r.lesson_id = l.id
			WHERE co.class_id = p.class_id
				AND (l.date > p.date OR l.number > p.number)
				AND (co.group_id IS NULL OR EXISTS (SELECT 1 FROM group_member m
					WHERE m.group_id = co.group_id AND m.student_id = p.student_id
						AND l.date BETWEEN m.from_date AND m.to_date))
				AND NOT EXISTS (SELECT 1 FROM attendance a
					JOIN attendance_code c ON c.code = a.code AND c.absent = 1
					WHERE a.lesson_id = l.id AND a.student_id = p.student_id)) AS came
	FROM pending p
), due AS MATERIALIZED (
	SELECT q.class_id AS class_id, q.date AS date, q.student_id AS student_id,
		(SELECT y.ends_at FROM school_day d
			JOIN class c ON c.id = q.class_id
			JOIN day y ON y.date = d.date
			WHERE d.class_id = c.id AND d.grade = c.grade AND d.date > q.came
			ORDER BY d.date LIMIT 1
			OFFSET (SELECT COALESCE(max(CAST(s.value AS BIGINT)), 3) - 1 FROM setting s
				WHERE s.key = 'attendance.reason_days')) AS over_at
	FROM returned q
	WHERE q.came IS NOT NULL
)
SELECT min(d.date) AS date, d.class_id AS class_id, d.student_id AS student_id
FROM due d
JOIN day y ON y.date = d.date
JOIN student s ON s.id = d.student_id
WHERE d.over_at <= :now
GROUP BY y.week, d.class_id, d.student_id, s.sort_key
ORDER BY 1, d.class_id, s.sort_key, d.student_id
