-- Who of each class of the scope is absent on a day: from every lesson whose register
-- was taken.  seen 0: no register of the class was taken.
list AS (
	SELECT e.class_id, e.student_id
	FROM scope
	JOIN enrolment e ON e.class_id = scope.id AND :date BETWEEN e.from_date AND e.to_date
	WHERE NOT EXISTS (SELECT 1 FROM study_mode m WHERE m.student_id = e.student_id
		AND m.course_id IS NULL AND :date BETWEEN m.from_date AND m.to_date)
),
seen AS (
	SELECT l.class_id, l.student_id, count(r.lesson_id) AS taken,
		COALESCE(sum(k.absent), 0) AS missed,
		max(CASE WHEN k.absent = 1 THEN k.rank END) AS rank
	FROM list l
	JOIN course_student x ON x.student_id = l.student_id AND x.year_id = :year
		AND :date BETWEEN x.from_date AND x.to_date
	JOIN course co ON co.id = x.course_id AND co.kind <> 'extracurricular'
	JOIN lesson h ON h.course_id = x.course_id AND h.date = :date
	JOIN register r ON r.lesson_id = h.id
	LEFT JOIN attendance a ON a.lesson_id = h.id AND a.student_id = l.student_id
	LEFT JOIN attendance_code k ON k.code = a.code
	WHERE NOT EXISTS (SELECT 1 FROM course_apart m WHERE m.student_id = l.student_id
		AND m.course_id = x.course_id AND :date BETWEEN m.from_date AND m.to_date)
	GROUP BY l.class_id, l.student_id
),
away AS (
	SELECT s.class_id, s.student_id, k.code, k.printed
	FROM seen s
	JOIN attendance_code k ON k.rank = s.rank
	WHERE s.missed = s.taken
),
counted AS (
	SELECT l.class_id, count(*) AS students,
		(SELECT count(*) FROM seen s WHERE s.class_id = l.class_id) AS seen,
		(SELECT count(*) FROM away a WHERE a.class_id = l.class_id) AS absent,
		(SELECT count(*) FROM away a WHERE a.class_id = l.class_id AND a.code = 'ill') AS ill,
		(SELECT count(*) FROM away a WHERE a.class_id = l.class_id AND a.code = 'excused') AS excused,
		(SELECT count(*) FROM away a WHERE a.class_id = l.class_id AND a.code = 'unexcused') AS unexcused,
		(SELECT count(*) FROM away a WHERE a.class_id = l.class_id AND a.code = 'absent') AS pending
	FROM list l
	GROUP BY l.class_id
)
