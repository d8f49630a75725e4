-- report: homework-load
-- title: Load of homework
-- scope: class
-- params: class grade from to week term
-- reads: mark
-- group: class
-- dates: date
-- integers: tasks estimated minutes norm
-- words: over
-- column class: Class
-- column date: Due on
-- column tasks: Tasks
-- column estimated: With an estimate
-- column minutes: Minutes
-- column norm: Norm, minutes
-- column over: Over it
-- message: yes
-- note: The estimates of the teachers, by the day for which the work is due; a group's work counts as the class's
SELECT c.name AS class, h.due AS date, CAST(count(*) AS BIGINT) AS tasks,
	CAST(count(h.minutes) AS BIGINT) AS estimated, CAST(sum(h.minutes) AS BIGINT) AS minutes,
	n.minutes AS norm,
	CASE WHEN sum(h.minutes) > n.minutes THEN 'yes' END AS over
FROM scope
JOIN class c ON c.id = scope.id
JOIN (SELECT co.class_id, w.minutes, COALESCE(w.due_on, (SELECT min(n.date) FROM lesson n
		WHERE n.course_id = l.course_id AND n.date > l.date), l.date) AS due
	FROM scope
	JOIN course co ON co.class_id = scope.id AND co.kind <> 'extracurricular'
	JOIN lesson l ON l.course_id = co.id AND l.date BETWEEN
		(SELECT min(y.date) FROM day y WHERE y.number >= (SELECT d.number - 21 FROM day d
			WHERE d.date = :from)) AND :to
	JOIN homework w ON w.lesson_id = l.id AND w.text IS NOT NULL) h ON h.class_id = c.id
LEFT JOIN homework_norm n ON n.grade = c.grade
WHERE h.due BETWEEN :from AND :to
GROUP BY c.sort_key, c.id, c.name, h.due, n.minutes
ORDER BY c.sort_key, c.id, h.due;
