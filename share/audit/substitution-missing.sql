-- audit: substitution-missing
-- title: Lesson recorded under the name of a teacher who was absent
-- severity: error
-- who: deputy
-- due: 3
-- grain: lesson
-- message: {surname} was absent ({reason}); who gave the lesson is not said
--
-- Something is recorded in a lesson whose teacher was absent that day by order, and
-- nobody stood in for him.  Of several teachers one who was there is enough.
SELECT l.date AS date, l.course_id AS course_id, l.number AS number, t.surname AS surname,
	a.reason AS reason
FROM judged_lesson l
JOIN course_load w ON w.course_id = l.course_id AND l.date BETWEEN w.from_date AND w.to_date
JOIN staff_absence a ON a.staff_id = w.staff_id AND l.date BETWEEN a.from_date AND a.to_date
JOIN staff t ON t.id = w.staff_id
WHERE l.date BETWEEN :from AND :to
	AND NOT EXISTS (SELECT 1 FROM substitution u
		WHERE u.lesson_id = l.lesson_id AND u.staff_id IS NOT NULL)
	AND (EXISTS (SELECT 1 FROM record r WHERE r.lesson_id = l.lesson_id)
		OR EXISTS (SELECT 1 FROM register r WHERE r.lesson_id = l.lesson_id)
		OR EXISTS (SELECT 1 FROM task k JOIN mark m ON m.task_id = k.id
			WHERE k.lesson_id = l.lesson_id))
	AND NOT EXISTS (SELECT 1 FROM course_load h
		WHERE h.course_id = l.course_id AND l.date BETWEEN h.from_date AND h.to_date
			AND NOT EXISTS (SELECT 1 FROM staff_absence b
				WHERE b.staff_id = h.staff_id
					AND l.date BETWEEN b.from_date AND b.to_date))
ORDER BY l.date, l.course_id, l.number, t.sort_key, t.id
