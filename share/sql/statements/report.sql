-- Reports: what a report looks at, and what its options name.

-- What is looked at by a reader who may not look at the whole school: by_class, by_course
-- are he (staff), where his class and his courses give him the right, else NULL.

-- name: scope_class
-- Classes of the year; one, those of a grade, or those that have the term.
SELECT c.id FROM class c
WHERE c.year_id = :year
	AND (CAST(:class AS BIGINT) IS NULL OR c.id = :class)
	AND (CAST(:grade AS BIGINT) IS NULL OR c.grade = :grade)
	AND (CAST(:term AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM term_grade g
		WHERE g.term_id = :term AND g.grade = c.grade))
	AND (CAST(:reader AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM homeroom h
		WHERE h.class_id = c.id AND h.staff_id = :by_class
			AND :today BETWEEN h.from_date AND h.to_date));

-- name: scope_student
-- Students of the year's classes between two days; one, or those of a class or grade.
SELECT e.student_id FROM enrolment e
JOIN class c ON c.id = e.class_id
WHERE c.year_id = :year
	AND e.from_date <= :to AND e.to_date >= :from
	AND (CAST(:class AS BIGINT) IS NULL OR c.id = :class)
	AND (CAST(:grade AS BIGINT) IS NULL OR c.grade = :grade)
	AND (CAST(:student AS BIGINT) IS NULL OR e.student_id = :student)
	AND (CAST(:term AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM term_grade g
		WHERE g.term_id = :term AND g.grade = c.grade))
	AND (CAST(:reader AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM homeroom h
		WHERE h.class_id = c.id AND h.staff_id = :by_class
			AND :today BETWEEN h.from_date AND h.to_date))
GROUP BY e.student_id;

-- name: scope_course
-- Courses of the year; of a class, a grade, a subject, a teacher.
SELECT co.id FROM course co
WHERE co.year_id = :year
	AND (CAST(:course AS BIGINT) IS NULL OR co.id = :course)
	AND (CAST(:class AS BIGINT) IS NULL OR co.class_id = :class)
	AND (CAST(:grade AS BIGINT) IS NULL OR co.grade = :grade)
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:teacher AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM course_load w
		WHERE w.course_id = co.id AND w.staff_id = :teacher))
	AND (CAST(:reader AS BIGINT) IS NULL
		OR EXISTS (SELECT 1 FROM course_load w
			WHERE w.course_id = co.id AND w.staff_id = :by_course)
		OR EXISTS (SELECT 1 FROM homeroom h
			WHERE h.class_id = co.class_id AND h.staff_id = :by_class
				AND :today BETWEEN h.from_date AND h.to_date));

-- name: scope_school
-- The school, as its year.
SELECT y.id FROM year y WHERE y.id = :year;

-- name: report_term_now
-- The term of a grade (NULL: of any, quarters before half-years) that runs on a day,
-- else the last that has begun.
SELECT t.id FROM term t
WHERE t.year_id = :year AND t.starts_on <= :today AND t.kind <> 'year'
	AND EXISTS (SELECT 1 FROM term_grade g WHERE g.term_id = t.id
		AND (CAST(:grade AS BIGINT) IS NULL OR g.grade = :grade))
ORDER BY t.starts_on DESC, t.ends_on, t.id LIMIT 1;

-- name: report_first_term
-- When the first term of a year begins: before it there is nothing to report.
SELECT t.code, t.starts_on FROM term t WHERE t.year_id = :year
ORDER BY t.starts_on, t.ends_on, t.id LIMIT 1;

-- name: report_class
SELECT name, grade FROM class WHERE id = :id;

-- name: report_year
SELECT name, starts_on, ends_on FROM year WHERE id = :id;

-- name: student_by_name
-- Students whose name begins so, with the class they are in on a day.
SELECT s.id, s.number, s.match_key, COALESCE(c.name, '')
FROM student s
LEFT JOIN enrolment e ON e.student_id = s.id AND :date BETWEEN e.from_date AND e.to_date
LEFT JOIN class c ON c.id = e.class_id
WHERE s.match_key >= :low AND s.match_key < :high
ORDER BY s.sort_key, s.id;

-- name: student_grade
-- The grade of a student's last class in a year.
SELECT c.grade FROM enrolment e
JOIN class c ON c.id = e.class_id
WHERE e.student_id = :student_id AND c.year_id = :year
ORDER BY e.from_date DESC, c.id LIMIT 1;

-- name: report_class_of_student
-- The last class of a student between two days.
SELECT e.class_id FROM enrolment e
JOIN class c ON c.id = e.class_id AND c.year_id = :year
WHERE e.student_id = :student AND e.from_date <= :to AND e.to_date >= :from
ORDER BY e.from_date DESC, e.class_id
LIMIT 1;

-- name: report_closed
-- For how many classes, of a grade, a term is closed.
SELECT count(*) FROM term_close x
JOIN class c ON c.id = x.class_id
WHERE x.term_id = :term AND (CAST(:grade AS BIGINT) IS NULL OR c.grade = :grade);
