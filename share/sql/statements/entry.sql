-- What holds for marks and attendance alike.

-- name: term_close_any
-- Is any term closed at all?  Mostly not, and then nothing more is asked.
SELECT count(*) FROM term_close;

-- name: closed_term_on
-- The closed term that a day belongs to, for a class.
SELECT t.code, c.name
FROM term_close x
JOIN term t ON t.id = x.term_id
JOIN class c ON c.id = x.class_id
WHERE x.class_id = :class_id AND :date BETWEEN t.starts_on AND t.ends_on
ORDER BY t.starts_on DESC, t.code
LIMIT 1;

-- name: student_class_on
-- The class a student was in on a day.
SELECT e.class_id FROM enrolment e
WHERE e.student_id = :student_id AND :date BETWEEN e.from_date AND e.to_date
ORDER BY e.from_date DESC
LIMIT 1;

-- name: tx_at
SELECT at FROM tx WHERE id = :id;
