-- Marks gathered in the term by the students of the scope's courses, in the course and, of
-- his subject, in a former school; and the fewest that a term mark of it needs.  Wants:
-- list, taught, course_line.
--
-- gathered: student by student; in the class form at the end of the term, not exempt.
course_held AS (
	SELECT l.course_id, (SELECT count(*) FROM held_lesson h
		WHERE h.course_id = l.course_id AND h.date BETWEEN :from AND :to) AS lessons
	FROM course_line l
),
course_least AS (
	SELECT l.course_id, (SELECT k.marks FROM min_marks k
		JOIN term t ON t.id = :term AND k.kind = t.kind
		WHERE k.hours <= 100 * ((l.hours + 99) / 100)
			OR k.hours = (SELECT min(i.hours) FROM min_marks i WHERE i.kind = k.kind)
		ORDER BY k.hours DESC LIMIT 1) AS least
	FROM course_line l
),
course_mark AS (
	SELECT f.course_id, f.student_id, CAST(count(*) AS BIGINT) AS marks
	FROM course_line l	-- CROSS: not through all marks there are
	CROSS JOIN mark_fact f
	WHERE f.course_id = l.course_id AND f.date BETWEEN :from AND :to
	GROUP BY f.course_id, f.student_id
),
outside_count AS (
	SELECT o.student_id, o.subject_id, CAST(count(*) AS BIGINT) AS marks
	FROM list
	JOIN outside_mark o ON o.student_id = list.student_id AND o.date BETWEEN :from AND :to
	GROUP BY o.student_id, o.subject_id
),
gathered AS MATERIALIZED (
	SELECT l.course_id, t.student_id, COALESCE(m.marks, 0) + COALESCE(o.marks, 0) AS marks,
		k.least
	FROM course_line l
	JOIN course_least k ON k.course_id = l.course_id
	JOIN course_result t ON t.course_id = l.course_id AND t.counted = 1
	LEFT JOIN course_mark m ON m.course_id = l.course_id AND m.student_id = t.student_id
	LEFT JOIN outside_count o ON o.student_id = t.student_id AND o.subject_id = l.subject_id
	WHERE t.state NOT IN ('exempt', 'unmarked')
)
