-- Attendance of the students of the list, of the lessons held for them (enrolled, in the
-- class mode) between the two days.  Wants: list, taught.
--
-- attended: by lesson; attended_day: by day, missed when each lesson of it was;
-- attended_month: by month (2026-09; NULL: in all), with the part attended in tenths of
-- a percent.  Lessons missed are those ill, excused, unexcused and pending together.
attended AS (
	SELECT t.student_id, h.lesson_id, h.course_id, h.date, h.number, a.code, a.minutes,
		COALESCE(k.absent, 0) AS absent, k.excused
	FROM taught t
	JOIN held_lesson h ON h.course_id = t.course_id
		AND h.date BETWEEN :from AND :to AND h.date BETWEEN t.from_date AND t.to_date
	LEFT JOIN attendance a ON a.lesson_id = h.lesson_id AND a.student_id = t.student_id
	LEFT JOIN attendance_code k ON k.code = a.code
	WHERE t.kind <> 'extracurricular' AND NOT EXISTS (SELECT 1 FROM course_apart m
		WHERE m.student_id = t.student_id AND m.course_id = t.course_id
			AND h.date BETWEEN m.from_date AND m.to_date)
),
attended_day AS (
	SELECT d.student_id, d.date, substr(d.date, 1, 7) AS month,
		CAST(count(*) AS BIGINT) AS lessons,
		CAST(sum(d.absent) AS BIGINT) AS missed,
		CAST(sum(CASE WHEN d.code = 'ill' THEN 1 ELSE 0 END) AS BIGINT) AS ill,
		CAST(sum(CASE WHEN d.code = 'excused' THEN 1 ELSE 0 END) AS BIGINT) AS excused,
		CAST(sum(CASE WHEN d.code = 'unexcused' THEN 1 ELSE 0 END) AS BIGINT) AS unexcused,
		CAST(sum(CASE WHEN d.code = 'absent' THEN 1 ELSE 0 END) AS BIGINT) AS pending,
		CAST(sum(CASE WHEN d.code = 'late' THEN 1 ELSE 0 END) AS BIGINT) AS late
	FROM attended d
	GROUP BY d.student_id, d.date
),
attended_sum AS (
	SELECT d.student_id, d.month, sum(d.lessons) AS held, sum(d.missed) AS missed,
		sum(CASE WHEN d.missed = d.lessons THEN 1 ELSE 0 END) AS days,
		sum(CASE WHEN d.ill = d.lessons THEN 1 ELSE 0 END) AS days_ill,
		sum(d.ill) AS ill, sum(d.excused) AS excused, sum(d.unexcused) AS unexcused,
		sum(d.pending) AS pending, sum(d.late) AS late
	FROM attended_day d
	GROUP BY d.student_id, d.month
	UNION ALL
	SELECT d.student_id, NULL, sum(d.lessons), sum(d.missed),
		sum(CASE WHEN d.missed = d.lessons THEN 1 ELSE 0 END),
		sum(CASE WHEN d.ill = d.lessons THEN 1 ELSE 0 END),
		sum(d.ill), sum(d.excused), sum(d.unexcused), sum(d.pending), sum(d.late)
	FROM attended_day d
	GROUP BY d.student_id
),
attended_month AS MATERIALIZED (	-- made once, not anew for each student
	SELECT m.*, CASE WHEN m.held > 0 THEN (2000 * (m.held - m.missed) + m.held)
		/ (2 * m.held) END AS present
	FROM (SELECT s.student_id, s.month, CAST(s.held AS BIGINT) AS held,
			CAST(s.missed AS BIGINT) AS missed, CAST(s.days AS BIGINT) AS days,
			CAST(s.days_ill AS BIGINT) AS days_ill, CAST(s.ill AS BIGINT) AS ill,
			CAST(s.excused AS BIGINT) AS excused, CAST(s.unexcused AS BIGINT) AS unexcused,
			CAST(s.pending AS BIGINT) AS pending, CAST(s.late AS BIGINT) AS late
		FROM attended_sum s) m
)
