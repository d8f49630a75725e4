-- Closing of terms.

-- name: term_close_classes
-- The classes that have the term, or the one; closed 1: it is closed for it.
SELECT c.id, c.name, c.grade, CASE WHEN x.term_id IS NULL THEN 0 ELSE 1 END AS closed
FROM term t
JOIN term_grade g ON g.term_id = t.id
JOIN class c ON c.year_id = t.year_id AND c.grade = g.grade
LEFT JOIN term_close x ON x.term_id = t.id AND x.class_id = c.id
WHERE t.id = :term AND (CAST(:class AS BIGINT) IS NULL OR c.id = :class)
ORDER BY c.sort_key, c.id;

-- name: term_close_holes
-- What the class's lessons of the days lack: 1 the lesson itself, 2 its register, 3 its
-- topic; 4 a mark at an absence, which names the student.  As the audit judges them.
SELECT su.name, 1 AS kind, y.date AS date, s.number AS number, CAST(NULL AS TEXT) AS student,
	su.sort_key AS k, CAST(NULL AS TEXT) AS k2
FROM course co
JOIN subject su ON su.id = co.subject_id
JOIN slot s ON s.course_id = co.id
JOIN school_day d ON d.class_id = co.class_id AND d.grade = co.grade
	AND d.date BETWEEN :from AND :to AND d.date BETWEEN s.from_date AND s.to_date
	AND d.weekday = s.weekday
JOIN day y ON y.date = d.date AND s.week IN (0, 1 + y.week_no % 2)
WHERE co.class_id = :class
	AND EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND y.date BETWEEN w.from_date AND w.to_date)
	AND NOT EXISTS (SELECT 1 FROM lesson l
		WHERE l.course_id = co.id AND l.date = y.date AND l.number = s.number)
UNION ALL
SELECT su.name, 2, l.date, l.number, NULL, su.sort_key, NULL
FROM course co
JOIN subject su ON su.id = co.subject_id
JOIN lesson n ON n.course_id = co.id AND n.date BETWEEN :from AND :to
JOIN judged_lesson l ON l.date = n.date AND l.lesson_id = n.id
WHERE co.class_id = :class
	AND NOT EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = n.id)
UNION ALL
SELECT su.name, 3, l.date, l.number, NULL, su.sort_key, NULL
FROM course co
JOIN subject su ON su.id = co.subject_id
JOIN lesson n ON n.course_id = co.id AND n.date BETWEEN :from AND :to
JOIN judged_lesson l ON l.date = n.date AND l.lesson_id = n.id
WHERE co.class_id = :class
	AND NOT EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = n.id)
UNION ALL
SELECT su.name, 4, n.date, n.number, st.number, su.sort_key, st.sort_key
FROM course co
JOIN subject su ON su.id = co.subject_id
JOIN lesson n ON n.course_id = co.id AND n.date BETWEEN :from AND :to
JOIN attendance a ON a.lesson_id = n.id
JOIN attendance_code c ON c.code = a.code AND c.absent = 1
JOIN task t ON t.lesson_id = n.id
JOIN task_type y ON y.letter = t.type AND y.class_work = 1
JOIN mark m ON m.task_id = t.id AND m.student_id = a.student_id
JOIN tx x ON x.id = m.tx_id
JOIN student st ON st.id = m.student_id
WHERE co.class_id = :class AND m.made_up IS NULL AND x.transfer = 0
ORDER BY 6, 1, 2, 3, 4, 7 NULLS FIRST, 5 NULLS FIRST;

-- name: term_close_of
-- By which transaction a term was closed for a class.
SELECT x.tx_id FROM term_close x WHERE x.term_id = :term AND x.class_id = :class;
