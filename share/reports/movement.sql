-- report: movement
-- title: Movement of students
-- scope: class
-- params: class grade term from to
-- reads: term_mark
-- integers: at_start arrived left at_end
-- column class: Class
-- column at_start: At the start
-- column arrived: Arrived
-- column left: Left
-- column at_end: At the end
SELECT c.name AS class, f.at_start, f.arrived, f.gone AS "left", f.at_start + f.arrived - f.gone AS at_end
FROM scope
JOIN class c ON c.id = scope.id
JOIN (SELECT e.class_id,
		CAST(sum(CASE WHEN e.from_date <= :from AND e.to_date >= :from THEN 1 ELSE 0 END)
			AS BIGINT) AS at_start,
		CAST(sum(CASE WHEN e.from_date > :from AND e.from_date <= :to THEN 1 ELSE 0 END)
			AS BIGINT) AS arrived,
		CAST(sum(CASE WHEN e.to_date >= :from AND e.to_date < :to THEN 1 ELSE 0 END)
			AS BIGINT) AS gone
	FROM enrolment e
	GROUP BY e.class_id) f ON f.class_id = c.id
ORDER BY c.sort_key, c.id;

-- footer: school
-- title: School
SELECT CAST(sum(CASE WHEN e.from_date <= :from AND e.to_date >= :from THEN 1 ELSE 0 END)
		AS BIGINT) AS at_start,
	CAST(sum(CASE WHEN e.from_date > :from AND e.from_date <= :to THEN 1 ELSE 0 END)
		AS BIGINT) AS arrived,
	CAST(sum(CASE WHEN e.to_date >= :from AND e.to_date < :to THEN 1 ELSE 0 END)
		AS BIGINT) AS "left",
	CAST(sum(CASE WHEN e.from_date <= :to AND e.to_date >= :to THEN 1 ELSE 0 END)
		AS BIGINT) AS at_end
FROM scope
JOIN enrolment e ON e.class_id = scope.id;

-- part: list
-- title: Who arrived and who left
-- group: class
-- dates: date
-- words: kind
-- column class: Class
-- column date: Date
-- column kind: What
-- column student: Student
-- column order_no: Order
-- column place: From where, to where
-- message: arrived
-- message: left
SELECT c.name AS class, v.date, s.surname || ' ' || s.given_name AS student, v.kind, v.order_no, v.place
FROM (SELECT e.class_id, e.student_id, e.from_date AS date, 'arrived' AS kind,
		e.order_in AS order_no, COALESCE(e.from_where, (SELECT k.name FROM enrolment b
			JOIN class k ON k.id = b.class_id AND k.year_id = :year
			WHERE b.student_id = e.student_id AND b.to_date < e.from_date
			ORDER BY b.to_date DESC LIMIT 1)) AS place
	FROM enrolment e WHERE e.from_date > :from AND e.from_date <= :to
	UNION ALL
	SELECT e.class_id, e.student_id, e.to_date, 'left', e.order_out,
		COALESCE(e.to_where, (SELECT k.name FROM enrolment b
			JOIN class k ON k.id = b.class_id AND k.year_id = :year
			WHERE b.student_id = e.student_id AND b.from_date > e.to_date
			ORDER BY b.from_date LIMIT 1))
	FROM enrolment e WHERE e.to_date >= :from AND e.to_date < :to) v
JOIN scope ON scope.id = v.class_id
JOIN class c ON c.id = v.class_id
JOIN student s ON s.id = v.student_id
ORDER BY c.sort_key, c.id, v.date, v.kind, s.sort_key, s.id;
