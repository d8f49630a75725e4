#!/bin/sh
# Every message of the sources, reports and audit rules has its Russian text.
set -u
. tests/static/tap.sh

# shellcheck disable=SC2046 # names have no blanks
set -- $(existing bin/*.c lib/*.c share/reports/*.sql share/audit/*.sql)
[ $# -gt 0 ] || skip_all 'no messages yet'
tap_tmp

po=share/po/ru.po
if [ ! -f $po ]; then
	none "$po is there" "make pot, then msginit -l ru_RU.UTF-8 -i build/journal.pot -o $po"
	done_testing
fi

none 'the template can be made' "$(make -s pot BUILD="$tmp/build" 2>&1 >/dev/null)"
none 'ru.po is well formed' "$(msgfmt -c -o /dev/null $po 2>&1)"
none 'no message is untranslated' "$(msgattrib --untranslated --no-obsolete $po | sed -n '/^$/,$p' | grep '^msgid')"
none 'no message is fuzzy' "$(msgattrib --only-fuzzy --no-obsolete $po | sed -n '/^$/,$p' | grep '^msgid')"

pot=$tmp/build/journal.pot

# The message of the template whose msgstr stands at a line.
message()
{
	awk -v end="$1" 'NR == end { printf "missing: %s", m; exit }
	    /^msgid / { m = "" } { m = m $0 "\n" }' "$pot"
}

none 'every message of the sources is in ru.po (make update-po)' \
    "$(msgcmp --no-fuzzy-matching $po "$pot" 2>&1 | while IFS=: read -r file line rest; do
	case $file:$rest in
	"$pot":*' not defined '*)	message "$line" ;;
	*:' warning:'* | 'msgcmp:'*)	;;
	*)				echo "$file:$line:$rest" ;;
	esac
    done)"
done_testing
