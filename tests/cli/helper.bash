# shellcheck shell=bash
# What every CLI test starts from.  In a test file:
#
#	load helper
#
#	@test "one bad row stores nothing and says where" {
#		school
#		run -65 --separate-stderr jr-mark import - <<-END
#		...
#
# A file with a setup() of its own calls journal_setup in it first.

bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
BUILD=${JR_BUILD:-$ROOT/build}
case $BUILD in
/*)	;;
*)	BUILD=$ROOT/$BUILD ;;
esac
# shellcheck disable=SC2034 # for the tests
DATA=$ROOT/tests/data

# The same environment for each test, whoever runs it: an empty folder of its own
# as home and as the current one, our commands first in PATH, no JR_*.
journal_setup()
{
	local name

	for name in "${!JR_@}"; do
		unset "$name"
	done
	JR_BUILD=$BUILD		# for the tests, not for what they run
	unset LANG LANGUAGE LC_MESSAGES LC_CTYPE LC_TIME LC_NUMERIC LC_COLLATE
	unset VISUAL EDITOR PAGER NO_COLOR POSIXLY_CORRECT TZ
	export LC_ALL=C.UTF-8
	export HOME=$BATS_TEST_TMPDIR
	export PATH=$BUILD/bin:$PATH
	umask 022
	cd "$BATS_TEST_TMPDIR" || return 1
}

setup()
{
	journal_setup
}

# An empty school in a sandbox store, from the shipped journal.conf or the conf
# named; further arguments go to jr-init.  Sets JR_STORE and JR_CONF.
school()
{
	local conf=$ROOT/journal.conf

	if [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; then
		conf=$1
		shift
	fi
	export JR_CONF=$BATS_TEST_TMPDIR/journal.conf
	export JR_STORE=$BATS_TEST_TMPDIR/school.db
	[ "$conf" = "$JR_CONF" ] || cp "$conf" "$JR_CONF" || return 1
	jr-init --sandbox "$@"
}

# The same school, its clock standing still: school_at MOMENT [ARGUMENT OF school...].
school_at()
{
	export JR_NOW=$1
	shift
	school "$@"
}

# A school that writes its documents in English, so that a test does not hang on
# translations: english_school MOMENT.
english_school()
{
	sed 's/^language: .*/language: en/' "$ROOT/journal.conf" >english.conf
	school_at "$1" english.conf
}

# Two teachers for it.
teachers()
{
	jr-staff import - <<-END
		login,surname,given_name,role
		ivanova,Иванова,Анна,teacher
		petrov,Петров,Пётр,teacher
	END
}

# A small school: 7А with five students (two namesakes), Алгебра for all, English
# in two groups, its timetable; grade 1 unmarked.  The clock is Thursday noon.
small_school()
{
	school_at 2026-09-10T12:00:00
	mkdir roster
	cat >roster/staff.csv <<-END
		login,surname,given_name,patronymic,role,email
		petrova.aa,Петрова,Анна,Андреевна,teacher,petrova@example.org
		smirnov.bb,Смирнов,Борис,,teacher,
	END
	cat >roster/class.csv <<-END
		class,grade,homeroom
		7А,7,petrova.aa
		1А,1,smirnov.bb
	END
	cat >roster/student.csv <<-END
		number,surname,given_name,patronymic,class
		G4-0001,Ёлкина,Мария,Ильинична,7А
		G4-0002,Иванов,Пётр,Сергеевич,7А
		G4-0003,Иванов,Пётр,Олегович,7А
		G4-0004,Петров-Водкин,Артём,,7А
		G4-0005,Яковлева,Ольга,Павловна,7А
		G4-0010,Первов,Иван,Иванович,1А
	END
	cat >roster/group.csv <<-END
		class,group,student
		7А,Английский 1,G4-0001
		7А,Английский 1,G4-0002
		7А,Английский 2,G4-0003
		7А,Английский 2,G4-0004
	END
	cat >roster/course.csv <<-END
		class,group,subject,teacher,hours_per_week,kind
		7А,,Алгебра,petrova.aa,3,
		7А,Английский 1,Английский язык,smirnov.bb,2,
		7А,Английский 2,Английский язык,petrova.aa,2,
		7А,,Разговоры о важном,petrova.aa,1,extracurricular
		1А,,Математика,smirnov.bb,4,
	END
	cat >roster/timetable.csv <<-END
		class,group,subject,weekday,number
		7А,,Разговоры о важном,1,1
		7А,,Алгебра,1,2
		7А,,Алгебра,3,1
		7А,,Алгебра,3,2
		7А,,Алгебра,4,1
		7А,Английский 1,Английский язык,2,1
		7А,Английский 2,Английский язык,2,1
		1А,,Математика,1,1
	END
	jr-roster import roster
}
