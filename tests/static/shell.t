#!/bin/sh
# Shell scripts are clean under shellcheck, Python ones compile, and those that
# are called by name can be.
set -u
. tests/static/tap.sh

command -v shellcheck >/dev/null || skip_all 'shellcheck is not installed'

sh=
py=
plain=
for f in scripts/* .ci/run tests/run tests/postgresql tests/golden/regen \
    $(find tests -name '*.t' -o -name '*.sh' -o -name '*.bash' -o -name '*.py'); do
	[ -f "$f" ] || continue
	IFS= read -r first <"$f" || first=
	case $f:$first in
	*.py:* | *:'#!'*python3*)
		py="$py $f" ;;
	*.t:* | *.sh:* | *.bash:* | *:'#!/bin/sh'* | *:'#!'*bash*)
		sh="$sh $f" ;;
	esac
	case $f in
	scripts/* | .ci/run | tests/golden/regen)
		case $first in
		'#!'*)	[ -x "$f" ] || plain="$plain$f is not executable
" ;;
		esac
	esac
done
[ -n "$sh$py" ] || skip_all 'no scripts yet'

# shellcheck disable=SC2086 # lists of names without blanks
none 'shell scripts are clean under shellcheck' "$(shellcheck -x -f gcc $sh 2>&1)"
# shellcheck disable=SC2086
none 'Python scripts compile' "$(python3 - $py 2>&1 <<'END'
import sys
for name in sys.argv[1:]:
    try:
        with open(name, "rb") as f:
            compile(f.read(), name, "exec")
    except SyntaxError as e:
        print(f"{e.filename}:{e.lineno}: {e.msg}")
END
)"
none 'scripts are executable' "$plain"
done_testing
