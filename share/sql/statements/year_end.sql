-- The end of a year: marks of no term, debts, decisions of the council.

-- name: scale_owes
-- 1 when a mark fails, or says that the student was not attested.
SELECT 1 FROM scale_value
WHERE value = :value AND (fails = 1 OR COALESCE(means, '') = 'not_attested');

-- name: composite_list
-- Composite subjects: the settings of each, parts in their order.
SELECT key, value FROM setting
WHERE key > 'composite_subjects.' AND key < 'composite_subjects/'
ORDER BY key;

-- --- Marks of no term ---------------------------------------------------------

-- name: final_mark_list
-- A year's marks of no term, with the class and the group that the student was in last.
SELECT c.name, c.sort_key, g.name, g.sort_key, g.class_id, su.name,
	CASE m.kind WHEN 'attestation' THEN 'ATT' WHEN 'exam' THEN 'EXAM' ELSE 'FINAL' END,
	s.number, m.value, m.reason, m.document
FROM year y
JOIN final_mark m ON m.year_id = y.id
JOIN student s ON s.id = m.student_id
JOIN subject su ON su.id = m.subject_id
LEFT JOIN class c ON c.id = (SELECT e.class_id FROM enrolment e
	JOIN class k ON k.id = e.class_id
	WHERE e.student_id = m.student_id AND k.year_id = y.id AND e.from_date <= y.ends_on
	ORDER BY e.from_date DESC, e.class_id LIMIT 1)
LEFT JOIN study_group g ON g.id = (SELECT gm.group_id FROM group_member gm
	JOIN course co ON co.group_id = gm.group_id
	WHERE gm.student_id = m.student_id AND co.subject_id = m.subject_id
		AND co.year_id = y.id AND (co.class_id IS NULL OR co.class_id = c.id)
		AND gm.from_date <= y.ends_on AND gm.to_date >= y.starts_on
	ORDER BY gm.from_date DESC, gm.group_id LIMIT 1)
WHERE y.id = :year
	AND (CAST(:kind AS TEXT) IS NULL OR m.kind = :kind)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR m.subject_id = :subject_id)
	AND (CAST(:student_id AS BIGINT) IS NULL OR m.student_id = :student_id)
	AND (CAST(:class_id AS BIGINT) IS NULL OR c.id = :class_id)
	AND (CAST(:mark AS TEXT) IS NULL OR m.value = :mark)
ORDER BY CASE WHEN g.id IS NOT NULL AND g.class_id IS NULL THEN '' ELSE c.sort_key END NULLS FIRST,
	g.sort_key NULLS FIRST, su.sort_key, su.id,
	CASE m.kind WHEN 'attestation' THEN 1 WHEN 'exam' THEN 2 ELSE 3 END,
	s.sort_key, s.number;

-- name: final_year_closed
-- 1 when the year's own term is closed for the class.
SELECT 1 FROM term t
JOIN term_close x ON x.term_id = t.id AND x.class_id = :class_id
WHERE t.year_id = :year AND t.kind = 'year';

-- name: final_year_marks
-- In how many years a student has a mark of the year in a subject.
SELECT count(*) FROM term_mark m
JOIN term t ON t.id = m.term_id AND t.kind = 'year'
WHERE m.student_id = :student_id AND m.subject_id = :subject_id;

-- name: final_classes
-- A year's classes, or one of them.
SELECT id, name, grade FROM class
WHERE year_id = :year AND (CAST(:class_id AS BIGINT) IS NULL OR id = :class_id)
ORDER BY sort_key, id;

-- name: final_students
-- Who is in a class at a year's end, by name.
SELECT s.id, s.number
FROM enrolment e
JOIN student s ON s.id = e.student_id
WHERE e.class_id = :class_id AND :date BETWEEN e.from_date AND e.to_date
ORDER BY s.sort_key, s.number;

-- name: student_years
-- A student's grades up to a year, the last year first; of one year his last class.
SELECT c.year_id, c.grade
FROM enrolment e
JOIN class c ON c.id = e.class_id
WHERE e.student_id = :student_id AND c.year_id <= :year
ORDER BY c.year_id DESC, e.from_date DESC, c.id;

-- name: final_parts
-- What marks of half-years and of the year a student should have in a year, and
-- those that he has: as he was taught a subject during the term, and beyond that.
SELECT su.id, su.name, su.match_key, su.sort_key, t.kind, t.code, m.value, v.score, v.means,
	v.fails, sg.name, 1
FROM course_student cs
JOIN course co ON co.id = cs.course_id AND co.kind = 'lesson'
LEFT JOIN study_group sg ON sg.id = co.group_id
JOIN subject su ON su.id = co.subject_id
JOIN term t ON t.year_id = :year AND t.kind IN ('half', 'year')
	AND cs.from_date <= t.ends_on AND cs.to_date >= t.ends_on
JOIN term_grade g ON g.term_id = t.id AND g.grade = :grade
LEFT JOIN term_mark m ON m.term_id = t.id AND m.student_id = :student_id
	AND COALESCE(m.subject_id, 0) = su.id	-- COALESCE: not by the index, whose first it is not
LEFT JOIN scale_value v ON v.value = m.value
WHERE cs.student_id = :student_id AND cs.year_id = :year
	AND EXISTS (SELECT 1 FROM course_load w WHERE w.course_id = co.id
		AND w.from_date <= t.ends_on AND w.to_date >= t.starts_on)
	AND NOT EXISTS (SELECT 1 FROM unmarked u
		WHERE u.grade = :grade AND u.subject_key IN ('', su.match_key)
			AND u.term IN ('', t.code))
UNION
SELECT su.id, su.name, su.match_key, su.sort_key, t.kind, t.code, m.value, v.score, v.means,
	v.fails, CAST(NULL AS TEXT), 0
FROM term_mark m
JOIN term t ON t.id = m.term_id AND t.year_id = :year AND t.kind IN ('half', 'year')
JOIN subject su ON su.id = m.subject_id
JOIN scale_value v ON v.value = m.value
WHERE m.student_id = :student_id
ORDER BY 4, 1, 6, 12 DESC, 11;

-- name: final_of_student
-- A student's marks of no term in a year.
SELECT m.kind, m.subject_id, su.match_key, m.value, v.score, m.reason
FROM final_mark m
JOIN subject su ON su.id = m.subject_id
JOIN scale_value v ON v.value = m.value
WHERE m.year_id = :year AND m.student_id = :student_id
ORDER BY m.kind, su.sort_key, su.id;

-- name: scale_by_score
-- The value of a score.
SELECT value FROM scale_value WHERE score = :score AND term_only = 0 ORDER BY rank, value;

-- name: scale_exempt
-- The value of who is exempt.
SELECT value FROM scale_value WHERE means = 'exempt' ORDER BY rank, value;

-- --- Debts -----------------------------------------------------------------------

-- name: debt_list
-- A year's debts with their attempts; owed 1: those that are not made good.
SELECT s.number, c.name, su.name, d.until_date, d.order_no, a.date, a.value, a.document,
	b.date, b.value, b.document
FROM debt d
JOIN student s ON s.id = d.student_id
JOIN subject su ON su.id = d.subject_id
LEFT JOIN debt_attempt a ON a.year_id = d.year_id AND a.subject_id = d.subject_id
	AND a.student_id = d.student_id AND a.no = 1
LEFT JOIN debt_attempt b ON b.year_id = d.year_id AND b.subject_id = d.subject_id
	AND b.student_id = d.student_id AND b.no = 2
LEFT JOIN class c ON c.id = (SELECT e.class_id FROM enrolment e
	JOIN class k ON k.id = e.class_id
	WHERE e.student_id = d.student_id AND k.year_id = d.year_id
	ORDER BY e.from_date DESC, e.class_id LIMIT 1)
WHERE d.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR c.id = :class_id)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR d.subject_id = :subject_id)
	AND (CAST(:student_id AS BIGINT) IS NULL OR d.student_id = :student_id)
	AND (CAST(:owed AS BIGINT) IS NULL OR NOT EXISTS (SELECT 1 FROM debt_attempt x
		JOIN scale_value v ON v.value = x.value AND v.fails = 0
			AND COALESCE(v.means, '') <> 'not_attested'
		WHERE x.year_id = d.year_id AND x.subject_id = d.subject_id
			AND x.student_id = d.student_id))
ORDER BY c.sort_key NULLS FIRST, c.id, s.sort_key, s.number, su.sort_key, su.id;

-- name: debt_due
-- Marks of a year and of its attestation that make a debt which is not there yet.
SELECT s.number, c.name, su.name, c.sort_key, c.id, s.sort_key, su.sort_key, su.id
FROM class c
JOIN enrolment e ON e.class_id = c.id AND :date BETWEEN e.from_date AND e.to_date
JOIN student s ON s.id = e.student_id
JOIN term t ON t.year_id = c.year_id AND t.kind = 'year'
JOIN term_mark m ON m.student_id = s.id AND m.term_id = t.id
JOIN scale_value v ON v.value = m.value
	AND (v.fails = 1 OR COALESCE(v.means, '') = 'not_attested')
JOIN subject su ON su.id = m.subject_id
WHERE c.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR c.id = :class_id)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR m.subject_id = :subject_id)
	AND (CAST(:student_id AS BIGINT) IS NULL OR s.id = :student_id)
	AND NOT EXISTS (SELECT 1 FROM debt d WHERE d.year_id = :year
		AND d.subject_id = m.subject_id AND d.student_id = s.id)
UNION
SELECT s.number, c.name, su.name, c.sort_key, c.id, s.sort_key, su.sort_key, su.id
FROM class c
JOIN enrolment e ON e.class_id = c.id AND :date BETWEEN e.from_date AND e.to_date
JOIN student s ON s.id = e.student_id
JOIN final_mark m ON m.year_id = c.year_id AND m.student_id = s.id AND m.kind = 'attestation'
JOIN scale_value v ON v.value = m.value
	AND (v.fails = 1 OR COALESCE(v.means, '') = 'not_attested')
JOIN subject su ON su.id = m.subject_id
WHERE c.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR c.id = :class_id)
	AND (CAST(:subject_id AS BIGINT) IS NULL OR m.subject_id = :subject_id)
	AND (CAST(:student_id AS BIGINT) IS NULL OR s.id = :student_id)
	AND NOT EXISTS (SELECT 1 FROM debt d WHERE d.year_id = :year
		AND d.subject_id = m.subject_id AND d.student_id = s.id)
ORDER BY 4, 5, 6, 1, 7, 8;

-- name: debt_marks
-- How many marks of a year, and of its attestation, make the debt.
SELECT (SELECT count(*) FROM term t
		JOIN term_mark m ON m.term_id = t.id AND m.subject_id = :subject_id
			AND m.student_id = :student_id
		JOIN scale_value v ON v.value = m.value
			AND (v.fails = 1 OR COALESCE(v.means, '') = 'not_attested')
		WHERE t.year_id = :year AND t.kind = 'year')
	+ (SELECT count(*) FROM final_mark f
		JOIN scale_value v ON v.value = f.value
			AND (v.fails = 1 OR COALESCE(v.means, '') = 'not_attested')
		WHERE f.year_id = :year AND f.subject_id = :subject_id
			AND f.student_id = :student_id AND f.kind = 'attestation');

-- name: debt_year_mark
-- The mark of the year that a debt is about.
SELECT m.term_id, m.value FROM term t
JOIN term_mark m ON m.term_id = t.id AND m.subject_id = :subject_id
	AND m.student_id = :student_id
WHERE t.year_id = :year AND t.kind = 'year'
ORDER BY t.id;

-- name: debts_open
-- A student's debts of a year that are not made good.
SELECT d.subject_id, su.name, d.until_date
FROM debt d
JOIN subject su ON su.id = d.subject_id
WHERE d.year_id = :year AND d.student_id = :student_id
	AND NOT EXISTS (SELECT 1 FROM debt_attempt x
		JOIN scale_value v ON v.value = x.value AND v.fails = 0
			AND COALESCE(v.means, '') <> 'not_attested'
		WHERE x.year_id = d.year_id AND x.subject_id = d.subject_id
			AND x.student_id = d.student_id)
ORDER BY su.sort_key, su.id;

-- --- Decisions of the council ---------------------------------------------------

-- name: council_list
SELECT s.number, c.name, k.decision, k.decided_on, k.protocol, k.note
FROM council_decision k
JOIN student s ON s.id = k.student_id
LEFT JOIN class c ON c.id = (SELECT e.class_id FROM enrolment e
	JOIN class x ON x.id = e.class_id
	WHERE e.student_id = k.student_id AND x.year_id = k.year_id
	ORDER BY e.from_date DESC, e.class_id LIMIT 1)
WHERE k.year_id = :year
	AND (CAST(:class_id AS BIGINT) IS NULL OR c.id = :class_id)
	AND (CAST(:student_id AS BIGINT) IS NULL OR k.student_id = :student_id)
	AND (CAST(:decision AS TEXT) IS NULL OR k.decision = :decision)
ORDER BY c.sort_key NULLS FIRST, c.id, s.sort_key, s.number;

-- name: council_students
-- Who was last in a class of a year, with the decision about him.
SELECT s.id, s.number, e.from_date, e.to_date, e.to_where, k.decision, k.decided_on
FROM enrolment e
JOIN student s ON s.id = e.student_id
LEFT JOIN council_decision k ON k.year_id = :year AND k.student_id = s.id
WHERE e.class_id = :class_id
	AND NOT EXISTS (SELECT 1 FROM enrolment l
		JOIN class x ON x.id = l.class_id AND x.year_id = :year
		WHERE l.student_id = e.student_id AND (l.from_date > e.from_date
			OR (l.from_date = e.from_date AND l.class_id < e.class_id)))
ORDER BY s.sort_key, s.number;

-- name: council_failing
-- How many marks of a year a student has that fail, or say that he was not attested.
SELECT count(*) FROM term t
JOIN term_mark m ON m.term_id = t.id AND m.student_id = :student_id
JOIN scale_value v ON v.value = m.value
	AND (v.fails = 1 OR COALESCE(v.means, '') = 'not_attested')
WHERE t.year_id = :year AND t.kind = 'year';

-- --- From one year to the next -------------------------------------------------

-- name: rollover_classes
-- A year's classes, with the homeroom teacher of each who is still there on a day.
SELECT c.id, c.name, c.grade, (SELECT t.login FROM homeroom h
	JOIN staff t ON t.id = h.staff_id
	WHERE h.class_id = c.id AND h.to_date = '9999-12-31' AND t.to_date >= :date
	ORDER BY h.from_date DESC LIMIT 1)
FROM class c
WHERE c.year_id = :year
ORDER BY c.sort_key, c.id;

-- name: rollover_grade
-- The classes of a grade.
SELECT name FROM class WHERE year_id = :year AND grade = :grade ORDER BY sort_key, id;

-- name: rollover_members
-- Who is in the groups of a class on a day.
SELECT g.name, s.number
FROM study_group g
JOIN group_member m ON m.group_id = g.id AND :date BETWEEN m.from_date AND m.to_date
JOIN student s ON s.id = m.student_id
WHERE g.year_id = :year AND COALESCE(g.class_id, 0) = :class_id
ORDER BY g.sort_key, g.id, s.number;

-- name: rollover_courses
-- What a class and its groups are taught on a day, by whom that is there on another.
SELECT g.name, su.name, t.login, CAST(w.hours AS TEXT), co.kind
FROM course co
JOIN subject su ON su.id = co.subject_id
JOIN course_load w ON w.course_id = co.id AND :date BETWEEN w.from_date AND w.to_date
JOIN staff t ON t.id = w.staff_id AND t.to_date >= :next
LEFT JOIN study_group g ON g.id = co.group_id
WHERE co.class_id = :class_id
ORDER BY g.sort_key NULLS FIRST, g.id, su.sort_key, su.id, t.login, w.from_date;
