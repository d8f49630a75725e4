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
