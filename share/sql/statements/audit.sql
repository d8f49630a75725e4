-- The audit: what its findings are about, who answers, and the findings.

-- name: audit_course
-- A course's grade, subject and class.
SELECT co.grade, s.match_key, COALESCE(co.class_id, 0)
FROM course co
JOIN subject s ON s.id = co.subject_id
WHERE co.id = :id;

-- name: audit_class
SELECT grade FROM class WHERE id = :id;

-- name: audit_lesson
SELECT id FROM lesson
WHERE course_id = :course_id AND date = :date AND number = :number;

-- name: audit_lesson_teacher
-- Who gave a lesson; of several the first.
SELECT staff_id FROM lesson_teacher WHERE lesson_id = :lesson_id ORDER BY staff_id LIMIT 1;

-- name: audit_course_teacher
-- Who teaches a course on a day, else who did last.
SELECT staff_id FROM course_load
WHERE course_id = :course_id
ORDER BY CASE WHEN :date BETWEEN from_date AND to_date THEN 0 ELSE 1 END,
	from_date DESC, staff_id
LIMIT 1;

-- name: audit_homeroom
-- Whose class it is on a day, else whose it was last.
SELECT staff_id FROM homeroom
WHERE class_id = :class_id
ORDER BY CASE WHEN :date BETWEEN from_date AND to_date THEN 0 ELSE 1 END, from_date DESC
LIMIT 1;

-- name: audit_outside
-- Is a student outside the mode "class" on a day, in all courses or this one?
SELECT 1 FROM study_mode
WHERE student_id = :student_id AND :date BETWEEN from_date AND to_date
	AND (course_id IS NULL OR course_id = :course_id)
LIMIT 1;

-- name: audit_student
-- A student's name, number, and how many classmates of a day are called the same.
SELECT s.surname, s.given_name, s.number,
	(SELECT count(*) FROM enrolment e
		JOIN enrolment f ON f.class_id = e.class_id AND f.student_id <> e.student_id
			AND :date BETWEEN f.from_date AND f.to_date
		JOIN student o ON o.id = f.student_id
		WHERE e.student_id = s.id AND :date BETWEEN e.from_date AND e.to_date
			AND o.surname = s.surname AND o.given_name = s.given_name)
FROM student s WHERE s.id = :id;

-- name: audit_days_between
-- Are there days of a school year in a span?
SELECT 1 FROM day WHERE date BETWEEN :from AND :to LIMIT 1;

-- name: audit_last_school_day
-- The last day up to one on which anybody has school.
SELECT d.date FROM day d
WHERE d.date <= :date
	AND EXISTS (SELECT 1 FROM class c
		JOIN school_day s ON s.class_id = c.id AND s.grade = c.grade AND s.date = d.date
		WHERE c.year_id = d.year_id)
ORDER BY d.date DESC LIMIT 1;

-- name: audit_terms
-- scans: term
-- Terms that touch a span.
SELECT t.id, t.code, t.year_id, t.starts_on, t.ends_on FROM term t
WHERE t.starts_on <= :to AND t.ends_on >= :from
ORDER BY t.starts_on, t.ends_on, t.id;

-- name: audit_due
-- The day by which so many school days more (:days, from 1) of a class or grade have
-- passed after a day; school_day of class 0 is the grade's.
SELECT date FROM school_day
WHERE class_id = :class_id AND grade = :grade AND date > :date
ORDER BY date LIMIT 1 OFFSET :days - 1;

-- name: audit_open
-- scans: finding
-- Open findings that can be mended, from a day on: few, by an index of their own.
SELECT DISTINCT rule, period, date FROM finding
WHERE closed_at IS NULL AND due_on IS NOT NULL AND date >= :from
ORDER BY rule, date, period;

-- name: audit_find
-- One finding by what it is about.
SELECT id, severity, COALESCE(staff_id, 0), detail, closed_at FROM finding
WHERE rule = :rule AND period = :period AND key = :key;

-- name: audit_find_days
-- A rule's open findings of some days.
SELECT id, period, key FROM finding
WHERE rule = :rule AND date BETWEEN :from AND :to AND closed_at IS NULL
ORDER BY id;

-- name: audit_find_period
-- A rule's open findings of a term or year.
SELECT id, period, key FROM finding
WHERE rule = :rule AND period = :period AND closed_at IS NULL
ORDER BY id;

-- name: audit_refresh
UPDATE finding SET severity = :severity, staff_id = :staff_id, detail = :detail
WHERE id = :id;

-- name: audit_reopen
UPDATE finding SET severity = :severity, staff_id = :staff_id, detail = :detail,
	due_on = :due_on, closed_at = NULL, reopened = reopened + 1
WHERE id = :id;

-- name: audit_close
UPDATE finding SET closed_at = :at WHERE id = :id;

-- name: audit_newest
-- scans: audit_span
-- When the newest span was first looked at.
SELECT COALESCE(max(first_at), 0) FROM audit_span;

-- name: finding_list
-- scans: finding
-- Findings of some days, or what is to be done: open ones that can be mended, and
-- facts from :facts_from on or found since :newest.
SELECT f.id, f.date, f.rule, f.severity, t.login, t.surname, t.given_name, t.patronymic,
	c.name, g.name, b.name, f.number, f.detail, f.due_on, f.opened_at, f.closed_at
FROM finding f
LEFT JOIN staff t ON t.id = f.staff_id
LEFT JOIN course co ON co.id = f.course_id
LEFT JOIN class c ON c.id = f.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN subject b ON b.id = co.subject_id
WHERE f.date BETWEEN :from AND :to
	AND (f.closed_at IS NULL OR :closed = 1)
	AND (f.opened_at >= :opened_from)
	AND (f.due_on IS NOT NULL OR f.date >= :facts_from OR f.opened_at >= :newest)
	AND (CAST(:staff_id AS BIGINT) IS NULL OR f.staff_id = :staff_id)
	AND (CAST(:class_id AS BIGINT) IS NULL OR f.class_id = :class_id)
	AND (CAST(:rule AS TEXT) IS NULL OR f.rule = :rule)
ORDER BY t.sort_key NULLS FIRST, t.id, f.date, f.number NULLS FIRST, f.rule, f.id;
