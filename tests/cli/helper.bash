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
# A file with a setup() of its own calls journal_setup in it first; a setup_file()
# has its body in ( ), so that what journal_setup sets and unsets stays there.
#
# The tests run on the engine that JR_TEST_ENGINE names: sqlite, or postgresql
# with JR_TEST_SERVER, the beginning of a URL (tests/postgresql prints one).  They
# reach their store through sql, dump_store, copy_store and the like, below.

bats_require_minimum_version 1.5.0

ENGINE=${JR_TEST_ENGINE:-sqlite}
SERVER=${JR_TEST_SERVER-}
case $ENGINE:$SERVER in
sqlite:*|postgresql:postgresql://*\?*)	;;
*)	echo "helper: no engine '$ENGINE' with the server '$SERVER'" >&2
	exit 1 ;;
esac

ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
BUILD=${JR_BUILD:-$ROOT/build}
case $BUILD in
/*)	;;
*)	BUILD=$ROOT/$BUILD ;;
esac
# shellcheck disable=SC2034 # for the tests
DATA=$ROOT/tests/data

# The same environment for each test, whoever runs it: an empty folder of its own
# as home and as the current one, our commands first in PATH, no JR_*, no PG*.
journal_setup()
{
	local name

	for name in "${!JR_@}" "${!PG@}"; do
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

# --- Stores on either engine ------------------------------------------------
# All but store_at work on $JR_STORE, whatever its engine is.

# Where this test, or this file in its setup_file, keeps a store: store_at NAME.
# A file, or a schema that no other test and no other run has.
store_at()
{
	local file=${BATS_TEST_FILENAME##*/} run=${BATS_RUN_TMPDIR##*-}

	file=${file%.bats}
	case $ENGINE in
	sqlite)		echo "${BATS_TEST_TMPDIR:-$BATS_FILE_TMPDIR}/$1.db" ;;
	postgresql)	echo "$SERVER&schema=${file//-/_}_${BATS_TEST_NUMBER:-0}_$1_${run,,}" ;;
	esac
}

# The version of the newest schema.
newest_schema()
{
	local files=("$ROOT"/share/sql/schema/sqlite/*.sql) newest

	newest=${files[-1]##*/}
	echo $((10#${newest%%-*}))
}

# The store as messages name it.
shown_store()
{
	case $JR_STORE in
	postgresql:*)	echo "${JR_STORE%%\?*}?schema=${JR_STORE##*schema=}" ;;
	*)		echo "$JR_STORE" ;;
	esac
}

# The command that takes SQL from its standard input; columns come out joined by `|`.
sql_command()
{
	case $JR_STORE in
	postgresql:*)
		SQL=(env "PGOPTIONS=-c search_path=${JR_STORE##*schema=} -c client_min_messages=warning"
		    psql -AtqX -v ON_ERROR_STOP=1 -P 'null=\N' -d "${JR_STORE%[?&]schema=*}") ;;
	*)
		SQL=(sqlite3 -bail -nullvalue '\N' "$JR_STORE") ;;
	esac
}

# Past the commands: sql STATEMENTS.
sql()
{
	local SQL

	sql_command
	"${SQL[@]}" <<<"$1"
}

# Every row of every table, tables by name and rows by key, for comparing.
dump_store()
{
	local queries

	case $JR_STORE in
	postgresql:*)
		queries=$(sql "SELECT format('SELECT %1\$L, t.* FROM %1\$I t ORDER BY t;', relname)
			FROM pg_class
			WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
			ORDER BY relname COLLATE \"C\"") ;;
	*)
		queries=$(sql "SELECT format('SELECT %Q, %s FROM \"%w\" ORDER BY %s;', m.name,
				group_concat(format(iif(c.type = 'BLOB',
					'char(92, 120) || lower(hex(\"%w\"))', '\"%w\"'), c.name)),
				m.name, group_concat(format('\"%w\" NULLS LAST', c.name)))
			FROM sqlite_schema m, pragma_table_info(m.name) c
			WHERE m.type = 'table'
			GROUP BY m.name
			ORDER BY m.name") ;;
	esac
	sql "$queries"
}

# A copy of the store for this test to spoil: copy_store TO.  On PostgreSQL it
# has the keys and indexes, no foreign keys and no checks.
copy_store()
{
	local from=${JR_STORE##*schema=} to=${1##*schema=}

	case $JR_STORE in
	postgresql:*)
		JR_STORE=$1 drop_store
		sql "BEGIN; CREATE SCHEMA $to;
		    $(sql "SELECT format('CREATE TABLE $to.%1\$I
				(LIKE %1\$I INCLUDING ALL EXCLUDING CONSTRAINTS);
				INSERT INTO $to.%1\$I SELECT * FROM %1\$I;', relname)
			FROM pg_class
			WHERE relnamespace = '$from'::regnamespace AND relkind = 'r'"); COMMIT"
		JR_STORE=$1 sql "$(sql "SELECT format('CREATE VIEW %I AS %s', relname,
				pg_get_viewdef(oid))
			FROM pg_class
			WHERE relnamespace = '$from'::regnamespace AND relkind = 'v'
			ORDER BY oid")" ;;
	*)
		JR_STORE=$1 drop_store
		cp "$JR_STORE" "$1" ;;
	esac
}

drop_store()
{
	case $JR_STORE in
	postgresql:*)	sql "DROP SCHEMA IF EXISTS ${JR_STORE##*schema=} CASCADE" ;;
	*)		rm -f "$JR_STORE"* ;;
	esac
}

# Nothing of the store is there, nor of one that was begun.
no_store()
{
	case $JR_STORE in
	postgresql:*)	[ "$(sql 'SELECT current_schema() IS NULL')" = t ] ;;
	*)		! compgen -G "$JR_STORE*" >/dev/null ;;
	esac
}

# The store is whole, as its engine and its own history have it.
store_sound()
{
	case $JR_STORE in
	postgresql:*)	;;
	*)		[ "$(sql 'PRAGMA integrity_check')" = ok ] ;;
	esac && jr-log verify >/dev/null
}

# Somebody is writing.
store_busy()
{
	case $JR_STORE in
	postgresql:*)	! sql 'SELECT id FROM head FOR UPDATE NOWAIT' >/dev/null 2>&1 ;;
	*)		! flock -n "$JR_STORE.lock" true ;;
	esac
}

# Be a writer who does not end, until release_store.
hold_store()
{
	local SQL

	case $JR_STORE in
	postgresql:*)
		sql_command
		coproc HOLDER { "${SQL[@]}" 3>&-; }
		echo 'BEGIN; SELECT id FROM head FOR UPDATE;' >&"${HOLDER[1]}" ;;
	*)
		coproc HOLDER { flock 9 && echo 1 && cat; } 9>>"$JR_STORE.lock" 3>&- ;;
	esac
	read -r _ <&"${HOLDER[0]}"
}

release_store()
{
	local pid=$HOLDER_PID

	eval "exec ${HOLDER[1]}>&-"
	wait "$pid"
}

# For a test that is about what only one engine has: only_on ENGINE WHY.
only_on()
{
	[ "$ENGINE" = "$1" ] || skip "$2"
}

# --- Schools ----------------------------------------------------------------

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
	JR_STORE=$(store_at school)
	export JR_STORE
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
