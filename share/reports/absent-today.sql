-- report: absent-today
-- title: Absent today
-- scope: class
-- params: class grade date
-- reads: attendance
-- with: absent_day names
-- join: names
-- integers: students present absent ill excused unexcused pending
-- column class: Class
-- column students: On the list
-- column present: Present
-- column absent: Absent
-- column ill: Ill
-- column excused: Excused
-- column unexcused: Unexcused
-- column pending: No reason yet
-- column names: Who
-- note: Absent is who has missed every lesson of the day whose register was taken; a dash: none was taken
SELECT c.name AS class, n.students,
	CASE WHEN n.seen > 0 THEN n.students - n.absent END AS present,
	CASE WHEN n.seen > 0 THEN n.absent END AS absent,
	CASE WHEN n.seen > 0 THEN n.ill END AS ill,
	CASE WHEN n.seen > 0 THEN n.excused END AS excused,
	CASE WHEN n.seen > 0 THEN n.unexcused END AS unexcused,
	CASE WHEN n.seen > 0 THEN n.pending END AS pending,
	w.student || ' (' || a.printed || ')' AS names
FROM counted n
JOIN class c ON c.id = n.class_id
LEFT JOIN away a ON a.class_id = n.class_id
LEFT JOIN student s ON s.id = a.student_id
LEFT JOIN named w ON w.class_id = a.class_id AND w.student_id = a.student_id
ORDER BY c.sort_key, c.id, s.sort_key, s.id;

-- footer: all
-- title: In all
SELECT CAST(sum(n.students) AS BIGINT) AS students,
	CAST(sum(CASE WHEN n.seen > 0 THEN n.students - n.absent END) AS BIGINT) AS present,
	CAST(sum(CASE WHEN n.seen > 0 THEN n.absent END) AS BIGINT) AS absent,
	CAST(sum(CASE WHEN n.seen > 0 THEN n.ill END) AS BIGINT) AS ill,
	CAST(sum(CASE WHEN n.seen > 0 THEN n.excused END) AS BIGINT) AS excused,
	CAST(sum(CASE WHEN n.seen > 0 THEN n.unexcused END) AS BIGINT) AS unexcused,
	CAST(sum(CASE WHEN n.seen > 0 THEN n.pending END) AS BIGINT) AS pending
FROM counted n;
