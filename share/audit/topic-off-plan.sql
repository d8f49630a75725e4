-- audit: topic-off-plan
-- title: Topic that is not in the plan, or far out of its order
-- severity: note
-- who: teacher
-- due: 5
-- grain: lesson
-- params: places=2
-- message absent: the topic is not in the plan: {topic}
-- message moved: the topic stands elsewhere in the plan: {topic}
--
-- In the plan as the course goes through it, merged topics in their new words.  In its
-- order is a topic that stands no more than :places from where the lesson before
-- would have it go on.
WITH told AS MATERIALIZED (
	SELECT l.lesson_id AS lesson_id, l.date AS date, l.course_id AS course_id,
		l.number AS number, r.topic AS topic, r.match_key AS match_key,
		(SELECT c.plan_id FROM course_plan c WHERE c.course_id = l.course_id) AS plan_id,
		(SELECT q.match_key FROM lesson e
			JOIN record q ON q.lesson_id = e.id
			WHERE e.course_id = l.course_id
				AND (e.date < l.date OR (e.date = l.date AND e.number < l.number))
			ORDER BY e.date DESC, e.number DESC LIMIT 1) AS prior_key
	FROM judged_lesson l
	JOIN record r ON r.lesson_id = l.lesson_id
	WHERE l.date BETWEEN :from AND :to
), placed AS MATERIALIZED (
	SELECT t.date AS date, t.course_id AS course_id, t.number AS number,
		t.topic AS topic, t.match_key AS match_key, t.plan_id AS plan_id,
		(SELECT max(i.no) FROM course_topic i
			WHERE i.course_id = t.course_id AND i.match_key = t.prior_key) AS prior
	FROM told t
	WHERE t.plan_id IS NOT NULL
		AND EXISTS (SELECT 1 FROM plan_item i WHERE i.plan_id = t.plan_id)
)
SELECT p.date AS date, p.course_id AS course_id, p.number AS number, p.topic AS topic,
	CASE WHEN EXISTS (SELECT 1 FROM course_topic i
		WHERE i.course_id = p.course_id AND i.match_key = p.match_key)
		THEN 'moved' ELSE 'absent' END AS message
FROM placed p
WHERE NOT EXISTS (SELECT 1 FROM course_topic i
		WHERE i.course_id = p.course_id AND i.match_key = p.match_key
			AND (p.prior IS NULL OR i.no BETWEEN p.prior - CAST(:places AS BIGINT)
				AND p.prior + 1 + CAST(:places AS BIGINT)))
ORDER BY p.date, p.course_id, p.number
