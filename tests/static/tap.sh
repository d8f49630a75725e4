# shellcheck shell=sh
# What the static tests share.  Each check collects what it found wrong, one
# line each, and passes when there is nothing:
#
#	none "no tabs in names" "$(grep ... )"
#
# Run from the repository's root, as by `prove --exec 'sh tests/run'`.

tap_count=0
tap_failed=0

: "${JR_BUILD:=$PWD/build}"
export LC_ALL=C.UTF-8

# none DESCRIPTION FOUND
none()
{
	tap_count=$((tap_count + 1))
	if [ -z "$2" ]; then
		printf 'ok %d - %s\n' "$tap_count" "$1"
		return
	fi
	tap_failed=1
	printf 'not ok %d - %s\n' "$tap_count" "$1"
	printf '%s\n' "$2" | sed -n 's/^\(.\)/# \1/p' >&2
}

# There is nothing to look at yet.
skip_all()
{
	printf '1..0 # SKIP %s\n' "$1"
	exit 0
}

done_testing()
{
	printf '1..%d\n' "$tap_count"
	exit "$tap_failed"
}

# Temporary folder $tmp, gone at the end.
tap_tmp()
{
	tmp=$(mktemp -d) || exit 1
	trap 'rm -rf "$tmp"' EXIT
	trap 'exit 1' HUP INT TERM
}

# The files of the arguments that are there: what a glob did not match is not.
existing()
{
	for existing_file; do
		[ -e "$existing_file" ] && printf '%s\n' "$existing_file"
	done
	return 0
}
