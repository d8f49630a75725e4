-- The figures of a term, once for all reports.  Wants: list, taught.
--
-- result: each term mark that is set or to be: of the courses that ran in the term, and
-- whatever else a student has one in.  state is numeric, not_attested, exempt, credit,
-- unmarked (no marks are set there) or unset; in_n 1: counts in the subject's N.
-- Percentages are in tenths, means in hundredths, all half up; NULL: nobody to count.
wanted AS (
	SELECT t.class_id, t.student_id, t.counted, t.subject_id
	FROM taught t
	WHERE t.kind = 'lesson' AND :to BETWEEN t.from_date AND t.to_date
		AND EXISTS (SELECT 1 FROM course_load w WHERE w.course_id = t.course_id
			AND w.from_date <= :to AND w.to_date >= :from)
	UNION
	SELECT l.class_id, l.student_id, l.counted, k.subject_id
	FROM list l
	JOIN term_mark k ON k.student_id = l.student_id AND k.term_id = :term
),
judged AS (
	SELECT w.class_id, w.student_id, w.subject_id, k.value, v.score, v.sou,
		COALESCE(v.fails, 0) AS fails,
		CASE WHEN EXISTS (SELECT 1 FROM study_mode m
				JOIN course co ON co.id = m.course_id
				WHERE m.student_id = w.student_id AND co.subject_id = w.subject_id
					AND :to BETWEEN m.from_date AND m.to_date)
			THEN 0 ELSE w.counted END AS counted,
		CASE WHEN v.score IS NOT NULL THEN 'numeric'
			WHEN v.value IS NOT NULL THEN COALESCE(v.means, 'credit')
			WHEN EXISTS (SELECT 1 FROM exemption x
				WHERE x.student_id = w.student_id AND x.subject_id = w.subject_id
					AND :to BETWEEN x.from_date AND x.to_date)
				THEN 'exempt'
			WHEN EXISTS (SELECT 1 FROM unmarked u
				JOIN term tt ON tt.id = :term
				WHERE u.grade = c.grade AND u.term IN ('', tt.code)
					AND u.subject_key IN ('', su.match_key))
				THEN 'unmarked'
			ELSE 'unset' END AS state
	FROM wanted w
	JOIN class c ON c.id = w.class_id
	JOIN subject su ON su.id = w.subject_id
	LEFT JOIN term_mark k ON k.term_id = :term AND k.subject_id = w.subject_id
		AND k.student_id = w.student_id
	LEFT JOIN scale_value v ON v.value = k.value
),
result AS (
	SELECT r.class_id, r.student_id, r.subject_id, r.value, r.score, r.sou, r.fails, r.counted,
		r.state,
		CASE WHEN r.counted = 1 AND r.state IN ('numeric', 'not_attested', 'unset')
			THEN 1 ELSE 0 END AS in_n
	FROM judged r
),
subject_count AS (
	SELECT r.class_id, r.subject_id,
		CAST(sum(r.in_n) AS BIGINT) AS n,
		CAST(sum(CASE WHEN r.score = 5 THEN r.in_n ELSE 0 END) AS BIGINT) AS n5,
		CAST(sum(CASE WHEN r.score = 4 THEN r.in_n ELSE 0 END) AS BIGINT) AS n4,
		CAST(sum(CASE WHEN r.score = 3 THEN r.in_n ELSE 0 END) AS BIGINT) AS n3,
		CAST(sum(CASE WHEN r.state = 'numeric' THEN r.in_n * r.fails ELSE 0 END) AS BIGINT) AS n2,
		CAST(sum(CASE WHEN r.state = 'not_attested' THEN r.in_n ELSE 0 END) AS BIGINT) AS n_na,
		CAST(sum(CASE WHEN r.state = 'exempt' THEN 1 ELSE 0 END) AS BIGINT) AS n_exempt,
		CAST(sum(CASE WHEN r.state = 'unset' THEN r.in_n ELSE 0 END) AS BIGINT) AS n_unset,
		CAST(sum(r.in_n * COALESCE(r.sou, 0)) AS BIGINT) AS sou_sum,
		CAST(sum(r.in_n * COALESCE(r.score, 0)) AS BIGINT) AS score_sum,
		CAST(sum(CASE WHEN r.state = 'numeric' THEN r.in_n ELSE 0 END) AS BIGINT) AS scores
	FROM result r
	GROUP BY r.class_id, r.subject_id
),
subject_figure AS (
	SELECT f.*,
		CASE WHEN f.n > 0 THEN (2000 * (f.n5 + f.n4 + f.n3) + f.n) / (2 * f.n) END AS pass,
		CASE WHEN f.n > 0 THEN (2000 * (f.n5 + f.n4) + f.n) / (2 * f.n) END AS quality,
		CASE WHEN f.n > 0 THEN (20 * f.sou_sum + f.n) / (2 * f.n) END AS sou,
		CASE WHEN f.scores > 0 THEN (200 * f.score_sum + f.scores) / (2 * f.scores) END AS mean
	FROM subject_count f
),
student_count AS (
	SELECT r.class_id, r.student_id,
		max(r.in_n) AS in_n, max(r.counted) AS counted,
		CAST(sum(r.fails) AS BIGINT) AS failed,
		CAST(sum(CASE WHEN r.state = 'not_attested' THEN 1 ELSE 0 END) AS BIGINT) AS not_attested,
		CAST(sum(CASE WHEN r.state = 'unset' THEN 1 ELSE 0 END) AS BIGINT) AS unset,
		CAST(sum(CASE WHEN r.state = 'numeric' THEN 1 ELSE 0 END) AS BIGINT) AS scores,
		CAST(sum(COALESCE(r.score, 0)) AS BIGINT) AS score_sum,
		CAST(sum(CASE WHEN r.state = 'numeric' THEN r.in_n ELSE 0 END) AS BIGINT) AS n_scores,
		CAST(sum(r.in_n * COALESCE(r.score, 0)) AS BIGINT) AS n_score_sum,
		CAST(sum(r.in_n * COALESCE(r.sou, 0)) AS BIGINT) AS sou_sum,
		CAST(sum(r.in_n) AS BIGINT) AS marks,
		min(r.score) AS least
	FROM result r
	GROUP BY r.class_id, r.student_id
),
student_figure AS (
	SELECT f.*,
		CASE WHEN f.counted = 0 THEN 'taught apart'
			WHEN f.in_n = 0 THEN 'not counted'
			WHEN f.failed > 0 THEN 'failing'
			WHEN f.not_attested > 0 THEN 'not attested'
			WHEN f.unset > 0 THEN 'incomplete'
			WHEN f.least = (SELECT max(v.score) FROM scale_value v) THEN 'excellent'
			WHEN f.least >= 4 THEN 'good'
			ELSE 'passing' END AS category,
		CASE WHEN f.scores > 0 THEN (200 * f.score_sum + f.scores) / (2 * f.scores) END AS mean
	FROM student_count f
),
class_count AS (
	SELECT s.class_id,
		CAST(sum(s.in_n) AS BIGINT) AS n,
		CAST(sum(CASE WHEN s.category = 'excellent' THEN 1 ELSE 0 END) AS BIGINT) AS excellent,
		CAST(sum(CASE WHEN s.category = 'good' THEN 1 ELSE 0 END) AS BIGINT) AS good,
		CAST(sum(CASE WHEN s.category = 'passing' THEN 1 ELSE 0 END) AS BIGINT) AS passing,
		CAST(sum(CASE WHEN s.category = 'failing' THEN 1 ELSE 0 END) AS BIGINT) AS failing,
		CAST(sum(CASE WHEN s.category = 'not attested' THEN 1 ELSE 0 END) AS BIGINT) AS not_attested,
		CAST(sum(CASE WHEN s.category = 'incomplete' THEN 1 ELSE 0 END) AS BIGINT) AS incomplete,
		CAST(sum(s.sou_sum) AS BIGINT) AS sou_sum,
		CAST(sum(s.marks) AS BIGINT) AS marks,
		CAST(sum(s.n_score_sum) AS BIGINT) AS score_sum,
		CAST(sum(s.n_scores) AS BIGINT) AS scores
	FROM student_figure s
	GROUP BY s.class_id
),
class_figure AS (
	SELECT f.*,
		CASE WHEN f.n > 0 THEN (2000 * (f.excellent + f.good + f.passing) + f.n) / (2 * f.n) END AS pass,
		CASE WHEN f.n > 0 THEN (2000 * (f.excellent + f.good) + f.n) / (2 * f.n) END AS quality,
		CASE WHEN f.marks > 0 THEN (20 * f.sou_sum + f.marks) / (2 * f.marks) END AS sou,
		CASE WHEN f.scores > 0 THEN (200 * f.score_sum + f.scores) / (2 * f.scores) END AS mean
	FROM class_count f
)
