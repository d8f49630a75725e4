-- Courses and classes that go from one teacher to another.

-- name: hand_over_courses
-- What somebody teaches on a day or later.
SELECT w.course_id, w.from_date, w.to_date, w.hours
FROM course_load w
JOIN course co ON co.id = w.course_id
JOIN subject b ON b.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE w.staff_id = :staff_id AND co.year_id = :year AND w.to_date >= :date
	AND (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
ORDER BY c.sort_key NULLS FIRST, g.sort_key NULLS FIRST, b.sort_key, co.id, w.from_date;

-- name: hand_over_has
-- Does somebody teach a course on a day or later?
SELECT count(*) FROM course_load
WHERE course_id = :course_id AND staff_id = :staff_id AND to_date >= :date;

-- name: hand_over_homerooms
SELECT h.class_id, h.from_date, h.to_date, c.name
FROM homeroom h
JOIN class c ON c.id = h.class_id
WHERE h.staff_id = :staff_id AND c.year_id = :year AND h.to_date >= :date
	AND (CAST(:class_id AS BIGINT) IS NULL OR h.class_id = :class_id)
ORDER BY c.sort_key, h.class_id, h.from_date;

-- name: hand_over_clashes
-- scans: slot
-- Places of the week where the new teacher would have two lessons, from a day on.
SELECT DISTINCT s.weekday, s.number, s.course_id, t.course_id
FROM course_load w
JOIN course co ON co.id = w.course_id AND co.year_id = :year
JOIN slot s ON s.course_id = w.course_id
JOIN course_load v ON v.staff_id = :to_id
JOIN course vo ON vo.id = v.course_id AND vo.year_id = :year
JOIN slot t ON t.course_id = v.course_id AND t.weekday = s.weekday AND t.number = s.number
WHERE w.staff_id = :staff_id AND w.to_date >= :date
	AND (CAST(:class_id AS BIGINT) IS NULL OR co.class_id = :class_id)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR co.subject_id = :subject_id)
	AND (s.week = 0 OR t.week = 0 OR s.week = t.week)
	AND s.to_date >= :date AND t.to_date >= :date AND v.to_date >= :date
	AND s.from_date <= t.to_date AND t.from_date <= s.to_date
	AND v.from_date <= s.to_date AND w.from_date <= t.to_date
	AND v.course_id <> w.course_id
ORDER BY 1, 2, 3, 4;

-- name: hand_over_act
-- How a course stands before a day.
SELECT c.name, g.name, b.name,
	(SELECT count(*) FROM lesson l WHERE l.course_id = co.id AND l.date < :date
		AND (EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.id)
			OR EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.id))
		AND NOT EXISTS (SELECT 1 FROM substitution u
			WHERE u.lesson_id = l.id AND u.kind = 'cancelled')),
	(SELECT CAST(sum(i.hours) AS BIGINT) FROM plan_item i WHERE i.plan_id = p.id),
	(SELECT count(*) FROM lesson l JOIN task t ON t.lesson_id = l.id
		JOIN mark m ON m.task_id = t.id WHERE l.course_id = co.id),
	(SELECT count(*) FROM lesson l JOIN task t ON t.lesson_id = l.id
		JOIN task_state o ON o.task_id = t.id AND o.state = 'owed'
		WHERE l.course_id = co.id AND NOT EXISTS (SELECT 1 FROM mark m
			WHERE m.task_id = o.task_id AND m.student_id = o.student_id)),
	(SELECT count(*) FROM finding f
		WHERE f.course_id = co.id AND f.closed_at IS NULL AND f.due_on IS NOT NULL
			AND f.date >= (SELECT y.starts_on FROM year y WHERE y.id = co.year_id)),
	(SELECT count(DISTINCT s.student_id) FROM course_student s
		WHERE s.course_id = co.id AND :date BETWEEN s.from_date AND s.to_date),
	p.id
FROM course co
JOIN subject b ON b.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN plan p ON p.id = (SELECT q.id FROM plan q
	WHERE q.year_id = co.year_id AND COALESCE(q.class_id, 0) IN (0, COALESCE(co.class_id, 0))
		AND q.grade = co.grade AND COALESCE(q.group_id, 0) IN (0, COALESCE(co.group_id, 0))
		AND q.subject_id = co.subject_id
	ORDER BY CASE WHEN q.group_id IS NULL THEN 1 ELSE 0 END,
		CASE WHEN q.class_id IS NULL THEN 1 ELSE 0 END LIMIT 1)
WHERE co.id = :course_id;

-- name: hand_over_topic
-- The last topic before a day, and its place in a plan.
SELECT r.topic, (SELECT max(i.no) FROM plan_item i
	WHERE i.plan_id = :plan_id AND i.match_key = r.match_key)
FROM lesson l
JOIN record r ON r.lesson_id = l.id
WHERE l.course_id = :course_id AND l.date < :date
ORDER BY l.date DESC, l.number DESC LIMIT 1;

-- name: hand_over_term
-- The marked term of a course's grade that has begun last before a day, the shortest, and
-- the fewest marks that it wants.
SELECT t.starts_on, k.marks
FROM course co
JOIN term t ON t.year_id = co.year_id AND t.starts_on < :date
JOIN term_grade g ON g.term_id = t.id AND g.grade = co.grade
JOIN min_marks k ON k.kind = t.kind AND k.hours <= 100 * ((:hours + 99) / 100)
WHERE co.id = :course_id AND co.kind = 'lesson'
	AND NOT EXISTS (SELECT 1 FROM unmarked u
		WHERE u.grade = co.grade AND u.term IN ('', t.code)
			AND u.subject_key IN ('', (SELECT b.match_key FROM subject b
				WHERE b.id = co.subject_id)))
ORDER BY t.starts_on DESC, t.ends_on, k.hours DESC LIMIT 1;

-- name: hand_over_under
-- Students of a course with fewer marks than so many since a day.
SELECT count(*)
FROM (SELECT DISTINCT s.student_id AS student_id FROM course_student s
	WHERE s.course_id = :course_id AND :date BETWEEN s.from_date AND s.to_date) q
WHERE (SELECT count(*) FROM lesson l JOIN task t ON t.lesson_id = l.id
		JOIN mark m ON m.task_id = t.id AND m.student_id = q.student_id
		WHERE l.course_id = :course_id AND l.date >= :from AND l.date < :date) < :marks;
