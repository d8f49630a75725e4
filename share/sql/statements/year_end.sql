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
LEFT JOIN term_mark m ON m.term_id = t.id AND m.subject_id = su.id AND m.student_id = cs.student_id
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
