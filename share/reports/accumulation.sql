-- report: accumulation
-- title: Marks gathered
-- scope: course
-- params: teacher class grade subject term
-- reads: mark
-- with: course_list names taught figures course_figures course_marks
-- group: class
-- join: names
-- integers: lessons students marks least under
-- hundredths: per_student
-- column class: Class
-- column subject: Subject
-- column group: Group
-- column teacher: Teacher
-- column lessons: Lessons held
-- column students: Students
-- column marks: Marks
-- column per_student: Marks a student
-- column least: Fewest marks
-- column under: Students with fewer
-- column names: Who has fewer
-- note: Students of the class form at the end of the term, without the exempt; marks from a former school count
SELECT l.class, l.course_id AS course_order, l.subject, l."group", l.teacher, h.lessons,
	c.students, c.marks,
	CASE WHEN c.students > 0 THEN (200 * c.marks + c.students) / (2 * c.students) END AS per_student,
	c.least, c.under, n.student || ' (' || g.marks || ')' AS names
FROM course_line l
JOIN course_held h ON h.course_id = l.course_id
LEFT JOIN (SELECT g.course_id, g.least, CAST(count(*) AS BIGINT) AS students,
		CAST(sum(g.marks) AS BIGINT) AS marks,
		CAST(sum(CASE WHEN g.marks < g.least THEN 1 ELSE 0 END) AS BIGINT) AS under
	FROM gathered g
	GROUP BY g.course_id, g.least) c ON c.course_id = l.course_id
LEFT JOIN gathered g ON g.course_id = l.course_id AND g.marks < g.least
LEFT JOIN named n ON n.student_id = g.student_id
LEFT JOIN student s ON s.id = g.student_id
ORDER BY l.class_key, l.class, l.subject_key, l.group_key, l.course_id, s.sort_key, s.id;
