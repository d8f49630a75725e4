-- The students of the list by name; namesakes of a class with the patronymic, or with the
-- number where that does not tell them apart either.  Wants: list.
named AS (
	SELECT n.class_id, n.student_id, n.name || CASE WHEN n.alike = 1 THEN ''
		WHEN n.patronymic IS NOT NULL AND n.same = 1 THEN ' ' || n.patronymic
		ELSE ' (' || n.number || ')' END AS student
	FROM (SELECT l.class_id, l.student_id, s.number, s.patronymic,
			s.surname || ' ' || s.given_name AS name,
			count(*) OVER (PARTITION BY l.class_id, s.surname, s.given_name) AS alike,
			count(*) OVER (PARTITION BY l.class_id, s.surname, s.given_name,
				s.patronymic) AS same
		FROM list l
		JOIN student s ON s.id = l.student_id) n
)
