-- Attendance.

-- name: attend_codes
SELECT code, absent FROM attendance_code ORDER BY rank;

-- name: attend_aliases
SELECT alias, code FROM attendance_alias ORDER BY alias;

-- name: attend_days_since_term
-- School days of the class from the end of a day's term up to another day.
SELECT count(*) FROM school_day d
WHERE d.class_id = :class_id AND d.date > (
		SELECT max(t.ends_on) FROM term_close x JOIN term t ON t.id = x.term_id
		WHERE x.class_id = :class_id AND :date BETWEEN t.starts_on AND t.ends_on)
	AND d.date <= :today;

-- name: attend_list
-- many
-- Exceptions; and registers of lessons without any.
SELECT l.date, c.name, g.name, su.name, l.number, s.number, a.code, a.minutes,
	a.basis, a.document, c.sort_key AS k1, g.sort_key AS k2, su.sort_key AS k3,
	s.sort_key AS k4, s.id AS k5
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
JOIN attendance a ON a.lesson_id = l.id
JOIN student s ON s.id = a.student_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE l.date BETWEEN :from AND :to
	AND (CAST(:class AS BIGINT) IS NULL OR co.class_id = :class)
	AND (CAST(:group AS TEXT) IS NULL OR g.match_key = :group)
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND (CAST(:student AS BIGINT) IS NULL OR a.student_id = :student)
	AND (CAST(:code AS TEXT) IS NULL OR a.code = :code)
UNION ALL
SELECT l.date, c.name, g.name, su.name, l.number, NULL, 'taken', NULL,
	NULL, NULL, c.sort_key, g.sort_key, su.sort_key, NULL, NULL
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
JOIN register r ON r.lesson_id = l.id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id)
	AND (CAST(:class AS BIGINT) IS NULL OR co.class_id = :class)
	AND (CAST(:group AS TEXT) IS NULL OR g.match_key = :group)
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
	AND CAST(:student AS BIGINT) IS NULL
	AND (CAST(:code AS TEXT) IS NULL OR :code = 'taken')
ORDER BY 1, 11 NULLS FIRST, 12 NULLS FIRST, 13, 5, 14 NULLS FIRST, 15 NULLS FIRST;

-- name: attend_remote_day
-- Is a day of the class (0: of the grade) taught remotely?
SELECT d.remote FROM school_day d
WHERE d.class_id = :class_id AND d.grade = :grade AND d.date = :date;

-- name: attend_absences
-- A student's absences between two days; of one subject, of one lesson number.
SELECT a.lesson_id, l.date
FROM lesson l
JOIN course co ON co.id = l.course_id
JOIN attendance a ON a.lesson_id = l.id AND a.student_id = :student_id
JOIN attendance_code k ON k.code = a.code AND k.absent = 1
WHERE l.date BETWEEN :from AND :to
	AND (CAST(:subject AS BIGINT) IS NULL OR co.subject_id = :subject)
	AND (CAST(:number AS BIGINT) IS NULL OR l.number = :number)
ORDER BY l.date, l.number, a.lesson_id;

-- name: attend_last_day
-- The last school day of a class before a day.
SELECT max(d.date)
FROM class c
JOIN school_day d ON d.class_id = c.id AND d.grade = c.grade
WHERE c.id = :class_id AND d.date < :today;

-- name: attend_of_day
-- Who of a class was absent on a day, from which lessons.
SELECT s.id, k.code, k.printed, k.excused, s.number, s.surname, s.given_name, l.number,
	su.name, c.name
FROM lesson l
JOIN attendance a ON a.lesson_id = l.id
JOIN attendance_code k ON k.code = a.code AND k.absent = 1
JOIN enrolment e ON e.student_id = a.student_id AND e.class_id = :class_id
	AND l.date BETWEEN e.from_date AND e.to_date
JOIN class c ON c.id = e.class_id
JOIN student s ON s.id = a.student_id
JOIN course co ON co.id = l.course_id
JOIN subject su ON su.id = co.subject_id
WHERE l.date = :date
ORDER BY s.sort_key, s.id, k.rank, l.number, su.sort_key, l.id;

-- name: exemption_spans
-- A student's exemptions from a subject.
SELECT x.from_date, x.to_date, x.id, su.name
FROM exemption x
JOIN subject su ON su.id = x.subject_id
WHERE x.student_id = :student_id AND x.subject_id = :subject_id
ORDER BY x.from_date, x.id;

-- name: exemption_on
SELECT count(*) FROM exemption
WHERE student_id = :student_id AND subject_id = :subject_id
	AND :date BETWEEN from_date AND to_date;

-- name: exemption_list
-- scans: exemption
-- Exemptions that hold on some day between two; the class is that of the student then.
SELECT s.number, c.name, su.name, x.from_date, x.to_date, x.document
FROM exemption x
JOIN student s ON s.id = x.student_id
JOIN subject su ON su.id = x.subject_id
LEFT JOIN enrolment e ON e.student_id = x.student_id AND e.from_date = (
	SELECT max(o.from_date) FROM enrolment o
	WHERE o.student_id = x.student_id AND o.from_date <= x.to_date)
LEFT JOIN class c ON c.id = e.class_id
WHERE x.from_date <= :to AND x.to_date >= :from
	AND (CAST(:student AS BIGINT) IS NULL OR x.student_id = :student)
	AND (CAST(:class AS BIGINT) IS NULL OR e.class_id = :class)
	AND (CAST(:subject AS BIGINT) IS NULL OR x.subject_id = :subject)
ORDER BY c.sort_key NULLS FIRST, s.sort_key, s.id, su.sort_key, x.from_date, x.id;

-- name: attend_classes
SELECT c.id FROM class c WHERE c.year_id = :year ORDER BY c.sort_key, c.id;
