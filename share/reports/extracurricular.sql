-- report: extracurricular
-- title: Journal of extracurricular activities
-- scope: course
-- params: teacher class grade subject term
-- reads: attendance
-- integers: students planned given
-- tenths: present
-- column class: Class
-- column group: Group
-- column subject: Activity
-- column teacher: Teacher
-- column students: Students
-- column planned: Hours planned
-- column given: Hours given
-- column present: attended, %
-- note: Planned: the lessons of the timetable on school days of the term up to today
SELECT COALESCE(c.name, '') AS class, COALESCE(g.name, '') AS "group", su.name AS subject,
	p.surname || ' ' || p.given_name AS teacher, n.students, d.planned, h.given,
	CASE WHEN h.places > 0 THEN (2000 * (h.places - h.missed) + h.places) / (2 * h.places) END
		AS present
FROM scope
JOIN course co ON co.id = scope.id AND co.kind = 'extracurricular'
JOIN subject su ON su.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN course_load w ON w.course_id = co.id AND w.from_date = (SELECT max(v.from_date)
	FROM course_load v WHERE v.course_id = co.id AND v.from_date <= :to AND v.to_date >= :from)
LEFT JOIN staff p ON p.id = w.staff_id
LEFT JOIN (SELECT x.course_id, CAST(count(DISTINCT x.student_id) AS BIGINT) AS students
	FROM scope
	JOIN course_student x ON x.course_id = scope.id AND x.year_id = :year
	WHERE x.from_date <= :to AND x.to_date >= :from
	GROUP BY x.course_id) n ON n.course_id = co.id
LEFT JOIN (SELECT t.course_id, CAST(count(*) AS BIGINT) AS planned
	FROM scope
	JOIN slot t ON t.course_id = scope.id
	JOIN course k ON k.id = t.course_id
	JOIN school_day s ON s.class_id = COALESCE(k.class_id, 0) AND s.grade = k.grade
		AND s.weekday = t.weekday AND s.date BETWEEN t.from_date AND t.to_date
	JOIN day y ON y.date = s.date
	WHERE s.date BETWEEN :from AND :to AND s.date <= :today
		AND t.week IN (0, 1 + y.week_no % 2)
	GROUP BY t.course_id) d ON d.course_id = co.id
LEFT JOIN (SELECT q.course_id, CAST(count(*) AS BIGINT) AS given,
		CAST(sum(q.places) AS BIGINT) AS places, CAST(sum(q.missed) AS BIGINT) AS missed
	FROM (SELECT l.id, l.course_id,
			(SELECT count(*) FROM course_student x
				WHERE x.course_id = l.course_id AND x.year_id = :year
					AND l.date BETWEEN x.from_date AND x.to_date) AS places,
			(SELECT count(*) FROM attendance a
				JOIN attendance_code k ON k.code = a.code AND k.absent = 1
				WHERE a.lesson_id = l.id) AS missed
		FROM scope
		JOIN lesson l ON l.course_id = scope.id AND l.date BETWEEN :from AND :to
		WHERE (EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.id)
				OR EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.id))
			AND NOT EXISTS (SELECT 1 FROM substitution u
				WHERE u.lesson_id = l.id AND u.kind = 'cancelled')) q
	GROUP BY q.course_id) h ON h.course_id = co.id
ORDER BY c.sort_key NULLS LAST, g.sort_key NULLS LAST, su.sort_key, co.id;
