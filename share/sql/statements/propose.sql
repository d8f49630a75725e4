-- What term marks are proposed from.  Each of these is about one term: of the whole
-- school, of a class, or of one student (NULL: all); what a course has, by course.

-- name: propose_terms
-- The term named, else for each grade (one: of a class) the one that runs on a day or
-- ran last.
SELECT t.id FROM term t
WHERE t.year_id = :year
	AND (t.id = :term OR (CAST(:term AS BIGINT) IS NULL AND t.kind <> 'year'
		AND t.starts_on <= :today
		AND EXISTS (SELECT 1 FROM term_grade g
			WHERE g.term_id = t.id AND (CAST(:grade AS BIGINT) IS NULL OR g.grade = :grade)
				AND NOT EXISTS (SELECT 1 FROM term_grade o
					JOIN term u ON u.id = o.term_id
					WHERE o.grade = g.grade AND u.year_id = t.year_id AND u.kind <> 'year'
						AND u.starts_on <= :today AND u.starts_on > t.starts_on))))
ORDER BY t.starts_on, t.ends_on, t.code;

-- name: propose_places
-- many
-- The students of the term's lists in their courses, whenever they were in one of them
-- between the two days, those of the term's end first; load_from to load_to, when
-- somebody taught it.  In the order of the list of term marks.
SELECT s.student_id, s.class_id, x.course_id, co.subject_id,
	x.from_date, x.to_date, co.kind,
	(SELECT min(w.from_date) FROM course_load w WHERE w.course_id = x.course_id) AS load_from,
	(SELECT max(w.to_date) FROM course_load w WHERE w.course_id = x.course_id) AS load_to,
	(SELECT CAST(sum(w.hours) AS BIGINT) FROM course_load w WHERE w.course_id = x.course_id
		AND :to BETWEEN w.from_date AND w.to_date) AS hours,
	CASE WHEN EXISTS (SELECT 1 FROM unmarked u
			WHERE u.grade = c.grade AND u.term IN ('', :code)
				AND u.subject_key IN ('', su.match_key))
		THEN 0 ELSE 1 END AS marked,
	c.grade, c.name, g.name, g.class_id, su.name, st.number, st.surname || ' ' || st.given_name
FROM term_student s
JOIN class c ON c.id = s.class_id
JOIN course_student x ON x.student_id = s.student_id AND x.year_id = c.year_id
	AND x.from_date <= :to AND x.to_date >= :from
JOIN course co ON co.id = x.course_id
JOIN subject su ON su.id = co.subject_id
JOIN student st ON st.id = s.student_id
LEFT JOIN study_group g ON g.id = co.group_id
WHERE s.term_id = :term AND co.kind <> 'extracurricular'
	AND (CAST(:class AS BIGINT) IS NULL OR s.class_id = :class)
	AND (CAST(:student AS BIGINT) IS NULL OR s.student_id = :student)
ORDER BY CASE WHEN :to BETWEEN x.from_date AND x.to_date THEN 0 ELSE 1 END,
	CASE WHEN g.id IS NOT NULL AND g.class_id IS NULL THEN '' ELSE c.sort_key END,
	g.sort_key NULLS FIRST, su.sort_key, su.id, st.sort_key, st.number, x.course_id, x.from_date;

-- name: propose_modes
-- Who was taught apart between the two days, from which of his courses.
SELECT DISTINCT a.student_id, a.course_id, a.from_date, a.to_date
FROM study_mode m
JOIN course_student x ON x.student_id = m.student_id
	AND x.from_date <= m.to_date AND x.to_date >= m.from_date
JOIN course_apart a ON a.student_id = m.student_id AND a.course_id = x.course_id AND a.own = 0
	AND a.from_date = m.from_date AND a.to_date = m.to_date
WHERE m.from_date <= :to AND m.to_date >= :from
	AND x.from_date <= :to AND x.to_date >= :from
	AND (CAST(:student AS BIGINT) IS NULL OR m.student_id = :student)
ORDER BY a.student_id, a.course_id, a.from_date, a.to_date;

-- name: propose_exemptions
-- Who is exempt for the whole of the days.
SELECT x.student_id, x.subject_id
FROM exemption x
WHERE x.from_date <= :from AND x.to_date >= :to
	AND (CAST(:student AS BIGINT) IS NULL OR x.student_id = :student)
ORDER BY x.student_id, x.subject_id;

-- name: propose_marks
-- many
-- Marks of a course that count in a mean.
SELECT m.student_id, v.score, COALESCE(t.weight, y.weight)
FROM lesson l
JOIN task t ON t.lesson_id = l.id
JOIN task_type y ON y.letter = t.type
JOIN mark m ON m.task_id = t.id
JOIN scale_value v ON v.value = m.value
WHERE l.course_id = :course AND l.date BETWEEN :from AND :to AND v.score IS NOT NULL
	AND (CAST(:student AS BIGINT) IS NULL OR m.student_id = :student);

-- name: propose_outside
-- scans: outside_mark
-- Those from former schools.
SELECT o.subject_id, o.student_id, v.score, COALESCE(o.weight, y.weight)
FROM outside_mark o
JOIN task_type y ON y.letter = o.type
JOIN scale_value v ON v.value = o.value
WHERE o.date BETWEEN :from AND :to AND v.score IS NOT NULL
	AND (CAST(:student AS BIGINT) IS NULL OR o.student_id = :student);

-- name: propose_held
-- Days of the lessons held in a course.
SELECT h.date FROM held_lesson h
WHERE h.course_id = :course AND h.date BETWEEN :from AND :to
ORDER BY h.date;

-- name: propose_missed
-- many
-- Absences from them.
SELECT a.student_id, h.date
FROM held_lesson h
JOIN attendance a ON a.lesson_id = h.lesson_id
JOIN attendance_code k ON k.code = a.code AND k.absent = 1
WHERE h.course_id = :course AND h.date BETWEEN :from AND :to
	AND (CAST(:student AS BIGINT) IS NULL OR a.student_id = :student);

-- name: propose_set
-- Term marks that are set.
SELECT k.subject_id, k.student_id, k.value, k.reason
FROM term_mark k
WHERE k.term_id = :term AND (CAST(:student AS BIGINT) IS NULL OR k.student_id = :student);

-- name: propose_deferred
-- Those put off.
SELECT d.subject_id, d.student_id FROM deferral d
WHERE d.term_id = :term AND (CAST(:student AS BIGINT) IS NULL OR d.student_id = :student);

-- name: propose_year_terms
-- The terms that a grade's year is made of.
SELECT t.id, g.grade, t.kind, t.starts_on, t.ends_on
FROM term t
JOIN term_grade g ON g.term_id = t.id
WHERE t.year_id = :year AND t.kind <> 'year'
	AND NOT EXISTS (SELECT 1 FROM unmarked u
		WHERE u.grade = g.grade AND u.subject_key = '' AND u.term IN ('', t.code))
ORDER BY t.starts_on, t.code, g.grade;

-- name: propose_year_marks
-- many
-- Their marks, and those of the yearly attestation (term 0).
SELECT t.id AS term_id, k.subject_id, k.student_id, k.value
FROM term t
JOIN term_mark k ON k.term_id = t.id
WHERE t.year_id = :year AND t.kind <> 'year'
	AND (CAST(:student AS BIGINT) IS NULL OR k.student_id = :student)
UNION ALL
SELECT 0, f.subject_id, f.student_id, f.value
FROM final_mark f
WHERE f.year_id = :year AND f.kind = 'attestation'
	AND (CAST(:student AS BIGINT) IS NULL OR f.student_id = :student);

-- name: propose_thresholds
SELECT h.value, h.mean FROM threshold h ORDER BY h.mean DESC, h.value;

-- name: propose_fewest
SELECT f.hours, f.marks FROM min_marks f WHERE f.kind = :kind ORDER BY f.hours;

-- name: propose_scale
SELECT v.value, v.score, v.means, v.fails FROM scale_value v ORDER BY v.rank, v.value;

-- name: propose_grade
SELECT c.grade FROM class c WHERE c.id = :class;
