-- audit: homeroom-day
-- title: Absences that the homeroom teacher has not looked at the day after
-- severity: note
-- who: homeroom
-- due: none
-- grain: class-day
-- message: absences of the day without a word about them: {list}
-- item: {student}
--
-- Still without a reason when the next school day is over.
SELECT DISTINCT l.date AS date, e.class_id AS class_id, a.student_id AS student_id,
	s.sort_key AS sort_key
FROM judged_lesson l
JOIN attendance a ON a.lesson_id = l.lesson_id
JOIN attendance_code c ON c.code = a.code AND c.absent = 1 AND c.excused = 'pending'
JOIN tx x ON x.id = a.tx_id AND x.transfer = 0
JOIN enrolment e ON e.student_id = a.student_id AND l.date BETWEEN e.from_date AND e.to_date
JOIN student s ON s.id = a.student_id
WHERE l.date BETWEEN :from AND :to AND l.kind <> 'extracurricular'
	AND EXISTS (SELECT 1 FROM class k
		JOIN school_day d ON d.class_id = k.id AND d.grade = k.grade AND d.date > l.date
		JOIN day y ON y.date = d.date
		WHERE k.id = e.class_id AND y.ends_at <= :now)
ORDER BY l.date, e.class_id, s.sort_key, a.student_id
