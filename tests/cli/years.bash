# shellcheck shell=bash
# For tests about more than one school year: load helper, then load years.

# A year of quarters, half-years and itself: school_year 2027/28, into the store.
school_year()
{
	local first=${1%/*} next=$((${1%/*} + 1))

	cat >year.conf <<-END
		years:
		  $1:
		    first_day: $first-09-01
		    last_day: $next-05-26
		    week_days: 5
		    terms:
		      Q1: { name: 1 четверть, from: $first-09-01, to: $first-10-23, grades: 2-9 }
		      Q2: { name: 2 четверть, from: $first-11-02, to: $first-12-30, grades: 2-9 }
		      Q3: { name: 3 четверть, from: $next-01-11, to: $next-03-26, grades: 2-9 }
		      Q4: { name: 4 четверть, from: $next-04-05, to: $next-05-26, grades: 2-9 }
		      H1: { name: 1 полугодие, from: $first-09-01, to: $first-12-30, grades: 10-11 }
		      H2: { name: 2 полугодие, from: $next-01-11, to: $next-05-26, grades: 10-11 }
		      Y: { name: Год, from: $first-09-01, to: $next-05-26, grades: 1-11 }
	END
	jr-init --upgrade -c year.conf
}
