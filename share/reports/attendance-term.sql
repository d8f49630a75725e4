-- report: attendance-term
-- title: Summary of attendance
-- scope: class
-- params: class grade term
-- reads: attendance
-- with: class_list names taught attended
-- group: class
-- numbered: yes
-- pivot: student x month : days days_ill lessons ill excused unexcused pending late present
-- months: month
-- integers: days days_ill lessons ill excused unexcused pending late
-- tenths: present
-- column class: Class
-- column student: Student
-- column month: for each month, and in all:
-- column days: days missed
-- column days_ill: days ill
-- column lessons: lessons missed
-- column ill: ill
-- column excused: excused
-- column unexcused: unexcused
-- column pending: no reason yet
-- column late: times late
-- column present: attended, %
SELECT c.name AS class, s.id AS student_order, n.student,
	m.month, m.days, m.days_ill, m.missed AS lessons, m.ill, m.excused, m.unexcused,
	m.pending, m.late, m.present
FROM list l
JOIN class c ON c.id = l.class_id
JOIN student s ON s.id = l.student_id
JOIN named n ON n.class_id = l.class_id AND n.student_id = l.student_id
LEFT JOIN attended_month m ON m.student_id = l.student_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id, m.month NULLS LAST;

-- footer: class
-- title: Whole class
SELECT f.class, f.month, f.days, f.days_ill, f.lessons, f.ill, f.excused, f.unexcused,
	f.pending, f.late,
	CASE WHEN f.held > 0 THEN (2000 * (f.held - f.lessons) + f.held) / (2 * f.held) END AS present
FROM (SELECT c.sort_key, c.id, c.name AS class, m.month,
		CAST(sum(m.held) AS BIGINT) AS held, CAST(sum(m.missed) AS BIGINT) AS lessons,
		CAST(sum(m.days) AS BIGINT) AS days, CAST(sum(m.days_ill) AS BIGINT) AS days_ill,
		CAST(sum(m.ill) AS BIGINT) AS ill, CAST(sum(m.excused) AS BIGINT) AS excused,
		CAST(sum(m.unexcused) AS BIGINT) AS unexcused,
		CAST(sum(m.pending) AS BIGINT) AS pending, CAST(sum(m.late) AS BIGINT) AS late
	FROM list l
	JOIN class c ON c.id = l.class_id
	JOIN attended_month m ON m.student_id = l.student_id
	GROUP BY c.sort_key, c.id, c.name, m.month) f
ORDER BY f.sort_key, f.id, f.month NULLS LAST;
