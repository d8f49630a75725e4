-- report: substitutions
-- title: Sheet of substitutions
-- scope: course
-- params: teacher class grade subject term week from to
-- reads: mark
-- dates: date
-- integers: number
-- words: kind
-- column date: Date
-- column number: Lesson
-- column class: Class
-- column subject: Subject
-- column whom: Instead of
-- column reason: Reason
-- column who: Given by
-- column kind: What
-- column order_no: Order
-- column topic: Topic
-- message: substitute
-- message: merged
-- message: cancelled
-- message: moved
SELECT h.date, h.number, TRIM(COALESCE(c.name, '') || ' ' || COALESCE(g.name, '')) AS class,
	su.name AS subject, a.surname || ' ' || a.given_name AS whom, u.reason,
	b.surname || ' ' || b.given_name AS who,
	CASE WHEN u.kind = 'cancelled' AND o.other_id IS NOT NULL THEN 'moved' ELSE u.kind END AS kind,
	u.order_no, r.topic
FROM scope
JOIN lesson h ON h.course_id = scope.id AND h.date BETWEEN :from AND :to
JOIN substitution u ON u.lesson_id = h.id
JOIN course co ON co.id = h.course_id
JOIN subject su ON su.id = co.subject_id
LEFT JOIN class c ON c.id = co.class_id
LEFT JOIN study_group g ON g.id = co.group_id
LEFT JOIN course_load w ON w.course_id = co.id AND h.date BETWEEN w.from_date AND w.to_date
LEFT JOIN staff a ON a.id = w.staff_id
LEFT JOIN staff b ON b.id = u.staff_id
LEFT JOIN substitution_other o ON o.lesson_id = h.id
LEFT JOIN record r ON r.lesson_id = h.id
ORDER BY h.date, h.number, c.sort_key NULLS LAST, g.sort_key NULLS LAST, su.sort_key, h.id;

-- part: hours
-- title: Hours substituted
-- months: month
-- integers: hours
-- column month: Month
-- column teacher: Teacher
-- column hours: Hours
SELECT substr(h.date, 1, 7) AS month, b.surname || ' ' || b.given_name AS teacher,
	CAST(count(*) AS BIGINT) AS hours
FROM scope
JOIN lesson h ON h.course_id = scope.id AND h.date BETWEEN :from AND :to
JOIN substitution u ON u.lesson_id = h.id AND u.kind <> 'cancelled'
JOIN staff b ON b.id = u.staff_id
GROUP BY substr(h.date, 1, 7), b.sort_key, b.id, b.surname, b.given_name
ORDER BY 1, b.sort_key, b.id;
