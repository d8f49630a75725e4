-- The diary of one student.

-- name: diary_student
SELECT number, surname, given_name, patronymic FROM student WHERE id = :id;

-- name: diary_class
-- The student's last class between two days, and its homeroom teacher.
SELECT c.id, c.name, c.grade, c.year_id, w.surname, w.given_name, w.patronymic
FROM enrolment e
JOIN class c ON c.id = e.class_id
LEFT JOIN homeroom h ON h.class_id = c.id AND :to BETWEEN h.from_date AND h.to_date
LEFT JOIN staff w ON w.id = h.staff_id
WHERE e.student_id = :student_id AND e.from_date <= :to AND e.to_date >= :from
ORDER BY e.from_date DESC, c.id LIMIT 1;

-- name: diary_lessons
-- His lessons between two days, in courses whose register he is on; those of the
-- timetable that the journal has not yet among them (lesson 0).
SELECT q.date, q.number, q.lesson_id, q.course_id, su.name, b.begins, b.ends,
	(SELECT s.room FROM slot s WHERE s.course_id = q.course_id AND s.number = q.number
		AND s.weekday = d.weekday AND q.date BETWEEN s.from_date AND s.to_date
		ORDER BY s.from_date DESC, s.week LIMIT 1),
	r.topic, u.kind, w.surname, w.given_name, w.patronymic,
	CASE WHEN u.kind = 'cancelled' THEN n.date END,
	CASE WHEN u.kind = 'cancelled' THEN n.number END
FROM (
	SELECT l.date AS date, l.number AS number, l.id AS lesson_id, l.course_id AS course_id
	FROM course_student x
	JOIN lesson l ON l.course_id = x.course_id AND l.date BETWEEN :from AND :to
		AND l.date BETWEEN x.from_date AND x.to_date
	WHERE x.student_id = :student_id AND x.from_date <= :to AND x.to_date >= :from
		AND NOT EXISTS (SELECT 1 FROM course_apart p
			WHERE p.student_id = :student_id AND p.course_id = x.course_id AND p.own = 0
				AND l.date BETWEEN p.from_date AND p.to_date)
	UNION
	SELECT k.date, s.number, 0, co.id
	FROM course_student x
	JOIN course co ON co.id = x.course_id
	JOIN slot s ON s.course_id = co.id
	JOIN school_day k ON k.class_id = COALESCE(co.class_id, 0) AND k.grade = co.grade
		AND k.date BETWEEN :from AND :to AND k.weekday = s.weekday
		AND k.date BETWEEN s.from_date AND s.to_date
		AND k.date BETWEEN x.from_date AND x.to_date
	JOIN day y ON y.date = k.date
	WHERE x.student_id = :student_id AND x.from_date <= :to AND x.to_date >= :from
		AND s.week IN (0, 1 + y.week_no % 2)
		AND NOT EXISTS (SELECT 1 FROM course_apart p
			WHERE p.student_id = :student_id AND p.course_id = x.course_id AND p.own = 0
				AND k.date BETWEEN p.from_date AND p.to_date)
		AND EXISTS (SELECT 1 FROM course_load v
			WHERE v.course_id = co.id AND k.date BETWEEN v.from_date AND v.to_date)
		AND NOT EXISTS (SELECT 1 FROM lesson l
			WHERE l.course_id = co.id AND l.date = k.date AND l.number = s.number)) q
JOIN course co ON co.id = q.course_id
JOIN subject su ON su.id = co.subject_id
LEFT JOIN school_day d ON d.class_id = COALESCE(co.class_id, 0) AND d.grade = co.grade
	AND d.date = q.date
LEFT JOIN bell b ON b.year_id = co.year_id AND b.bell_set = d.bell_set
	AND b.number = q.number
LEFT JOIN record r ON r.lesson_id = q.lesson_id
LEFT JOIN substitution u ON u.lesson_id = q.lesson_id
LEFT JOIN staff w ON w.id = u.staff_id
LEFT JOIN substitution_other o ON o.lesson_id = u.lesson_id
LEFT JOIN lesson n ON n.id = o.other_id
ORDER BY q.date, q.number, su.sort_key, q.course_id;

-- name: diary_homework
-- Homework set or due between two days, set from a day well before them on: what is
-- due without a day of its own is due in the course's next lesson.
SELECT q.lesson_id, q.course_id, su.name, q.date,
	CASE WHEN q.due <= q.until THEN q.due END, q.text, q.minutes
FROM (
	SELECT l.id AS lesson_id, l.course_id AS course_id, l.date AS date, h.text AS text,
		x.to_date AS until, h.minutes AS minutes, COALESCE(h.due_on,
		(SELECT min(n.date) FROM lesson n WHERE n.course_id = l.course_id AND n.date > l.date
			AND NOT EXISTS (SELECT 1 FROM substitution u
				WHERE u.lesson_id = n.id AND u.kind = 'cancelled')),
		(SELECT min(k.date) FROM slot s
			JOIN school_day k ON k.class_id = COALESCE(co.class_id, 0)
				AND k.grade = co.grade AND k.date > l.date AND k.date <= :horizon
				AND k.weekday = s.weekday AND k.date BETWEEN s.from_date AND s.to_date
			JOIN day y ON y.date = k.date
			WHERE s.course_id = co.id AND s.week IN (0, 1 + y.week_no % 2))) AS due
	FROM course_student x
	JOIN course co ON co.id = x.course_id
	JOIN lesson l ON l.course_id = x.course_id AND l.date BETWEEN :earliest AND :to
		AND l.date BETWEEN x.from_date AND x.to_date
	JOIN homework h ON h.lesson_id = l.id
	WHERE x.student_id = :student_id AND x.from_date <= :to AND x.to_date >= :earliest
		AND h.text IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM course_apart p
			WHERE p.student_id = :student_id AND p.course_id = x.course_id AND p.own = 0
				AND l.date BETWEEN p.from_date AND p.to_date)) q
JOIN course co ON co.id = q.course_id
JOIN subject su ON su.id = co.subject_id
WHERE (q.due BETWEEN :from AND :to AND q.due <= q.until) OR q.date >= :from
ORDER BY q.date, su.sort_key, q.lesson_id;

-- name: diary_marks
-- His marks of lessons between two days.
SELECT l.id, m.value, y.name, t.title, COALESCE(t.weight, y.weight), m.comment,
	m.made_up
FROM course_student x
JOIN lesson l ON l.course_id = x.course_id AND l.date BETWEEN :from AND :to
	AND l.date BETWEEN x.from_date AND x.to_date
JOIN task t ON t.lesson_id = l.id
JOIN mark m ON m.task_id = t.id AND m.student_id = :student_id
JOIN task_type y ON y.letter = t.type
WHERE x.student_id = :student_id AND x.from_date <= :to AND x.to_date >= :from
ORDER BY l.date, l.number, l.id, t.no;

-- name: diary_attendance
SELECT l.id, a.code, a.minutes
FROM course_student x
JOIN lesson l ON l.course_id = x.course_id AND l.date BETWEEN :from AND :to
	AND l.date BETWEEN x.from_date AND x.to_date
JOIN attendance a ON a.lesson_id = l.id AND a.student_id = :student_id
WHERE x.student_id = :student_id AND x.from_date <= :to AND x.to_date >= :from
ORDER BY l.date, l.number, l.id;

-- name: diary_owed
-- Work that he still owes, of the year.
SELECT su.name, l.date, y.name, t.title, o.due_on
FROM course_student x
JOIN course co ON co.id = x.course_id
JOIN subject su ON su.id = co.subject_id
JOIN lesson l ON l.course_id = x.course_id AND l.date BETWEEN x.from_date AND x.to_date
JOIN task t ON t.lesson_id = l.id
JOIN task_state o ON o.task_id = t.id AND o.student_id = :student_id AND o.state = 'owed'
JOIN task_type y ON y.letter = t.type
WHERE x.student_id = :student_id AND x.year_id = :year
	AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.task_id = t.id AND m.student_id = :student_id)
	AND NOT EXISTS (SELECT 1 FROM course_apart p
		WHERE p.student_id = :student_id AND p.course_id = x.course_id AND p.own = 0
			AND l.date BETWEEN p.from_date AND p.to_date)
ORDER BY l.date, l.number, su.sort_key, t.no;

-- name: diary_term
-- The term of a grade that runs on a day, else the last that had begun.
SELECT t.id, t.name, t.starts_on, t.ends_on
FROM term t
JOIN term_grade g ON g.term_id = t.id AND g.grade = :grade
WHERE t.year_id = :year AND t.starts_on <= :date
ORDER BY CASE WHEN t.kind = 'year' THEN 1 ELSE 0 END, t.starts_on DESC, t.ends_on, t.id LIMIT 1;

-- name: diary_term_marks
-- His subjects, and the marks in them between two days in their order (value NULL:
-- none yet).
SELECT su.id, su.name, q.value, q.score, q.weight
FROM (SELECT DISTINCT co.subject_id AS subject_id
	FROM course_student x
	JOIN course co ON co.id = x.course_id AND co.kind <> 'extracurricular'
	WHERE x.student_id = :student_id AND x.year_id = :year
		AND x.from_date <= :to AND x.to_date >= :from) z
JOIN subject su ON su.id = z.subject_id
LEFT JOIN (
	SELECT co.subject_id AS subject_id, l.date AS date, l.number AS number, t.no AS no,
		m.value AS value, v.score AS score, COALESCE(t.weight, y.weight) AS weight
	FROM course_student x
	JOIN course co ON co.id = x.course_id
	JOIN lesson l ON l.course_id = x.course_id AND l.date BETWEEN :from AND :to
	JOIN task t ON t.lesson_id = l.id
	JOIN mark m ON m.task_id = t.id AND m.student_id = :student_id
	JOIN task_type y ON y.letter = t.type
	JOIN scale_value v ON v.value = m.value
	WHERE x.student_id = :student_id AND x.year_id = :year
		AND l.date BETWEEN x.from_date AND x.to_date
	UNION ALL
	SELECT o.subject_id, o.date, 0, o.id, o.value, v.score, COALESCE(o.weight, y.weight)
	FROM outside_mark o
	JOIN task_type y ON y.letter = o.type
	JOIN scale_value v ON v.value = o.value
	WHERE o.student_id = :student_id AND o.date BETWEEN :from AND :to) q
	ON q.subject_id = su.id
ORDER BY su.sort_key, su.id, q.date, q.number, q.no;

-- name: diary_results
-- His term marks of a year, in the order of terms.
SELECT k.subject_id, t.name, k.value, su.name
FROM term t
JOIN term_mark k ON k.term_id = t.id AND k.student_id = :student_id
JOIN subject su ON su.id = k.subject_id
WHERE t.year_id = :year
ORDER BY su.sort_key, su.id, t.ends_on, t.starts_on, t.id;

-- name: diary_absences
-- Lessons held for him between two days, by day: how many, and how many of each code.
SELECT h.date, CAST(count(*) AS BIGINT),
	CAST(sum(CASE WHEN a.code = 'ill' THEN 1 ELSE 0 END) AS BIGINT),
	CAST(sum(CASE WHEN a.code = 'excused' THEN 1 ELSE 0 END) AS BIGINT),
	CAST(sum(CASE WHEN a.code = 'unexcused' THEN 1 ELSE 0 END) AS BIGINT),
	CAST(sum(CASE WHEN a.code = 'absent' THEN 1 ELSE 0 END) AS BIGINT),
	CAST(sum(CASE WHEN a.code = 'late' THEN 1 ELSE 0 END) AS BIGINT)
FROM course_student x
JOIN held_lesson h ON h.course_id = x.course_id AND h.date BETWEEN :from AND :to
	AND h.date BETWEEN x.from_date AND x.to_date
LEFT JOIN attendance a ON a.lesson_id = h.lesson_id AND a.student_id = :student_id
WHERE x.student_id = :student_id AND x.year_id = :year
	AND NOT EXISTS (SELECT 1 FROM course_apart p
		WHERE p.student_id = :student_id AND p.course_id = x.course_id
			AND h.date BETWEEN p.from_date AND p.to_date)
GROUP BY h.date ORDER BY h.date;
