-- The part of the lessons from which н/а is proposed (absent_over: 2/3), as two numbers.
absent_over AS (
	SELECT CAST(rtrim(rtrim(x.value, '0123456789'), '/') AS BIGINT) AS num,
		CAST(ltrim(ltrim(x.value, '0123456789'), '/') AS BIGINT) AS den
	FROM setting x WHERE x.key = 'absent_over'
)
