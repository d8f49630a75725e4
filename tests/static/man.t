#!/bin/sh
# Every command has its page in English and in Russian; the pages are clean mdoc;
# what they say of options is what --help says.  The options of all commands
# stand in jr-cli.7 once: a page that refers to it need not list them.
set -u
. tests/static/tap.sh

# shellcheck disable=SC2046 # names of commands have no blanks
set -- $(existing bin/jr.c bin/jr-*.c)
[ $# -gt 0 ] || skip_all 'no commands yet'
tap_tmp

missing=
for c; do
	name=$(basename "$c" .c)
	for page in share/man/man1/$name.1 share/man/ru/man1/$name.1; do
		[ -f "$page" ] || missing="$missing$page
"
	done
done
none 'every command has a page in English and Russian' "$missing"

missing=
for en in $(existing share/man/man?/*); do
	ru=share/man/ru/${en#share/man/}
	[ -f "$ru" ] || missing="$missing$ru
"
done
for ru in $(existing share/man/ru/man?/*); do
	en=share/man/${ru#share/man/ru/}
	[ -f "$en" ] || missing="$missing$en
"
done
none 'every page is there in both languages' "$missing"

pages=$(existing share/man/man?/* share/man/ru/man?/*)
# shellcheck disable=SC2086 # names of pages have no blanks
none 'mandoc has nothing to say' "$([ -z "$pages" ] || mandoc -Tlint -W warning $pages 2>&1)"

# A page refers only to pages that are there.
missing=
for page in $pages; do
	refs=$(sed -n 's/^\.\(.* \)\{0,1\}Xr  *\(jr[a-z-]*\|journal[a-z.]*\)  *\([1-8]\).*/\2.\3/p' "$page" | sort -u)
	for ref in $refs; do
		[ -f "share/man/man${ref##*.}/$ref" ] || missing="$missing$page: no page $ref
"
	done
done
none 'pages refer to pages that are there' "$missing"

# The long options of --help: popt begins a line with each.
help_options()
{
	env -i PATH="$PATH" LC_ALL=C.UTF-8 "$JR_BUILD/bin/$1" --help </dev/null 2>"$tmp/err" |
	    sed -n 's/^ \{1,\}\(-., \{0,1\}\)\{0,1\}--\([a-z0-9][a-z0-9-]*\).*/\2/p' | sort -u
}

# The long options of pages, leaving lines that speak of another page.
page_options()
{
	cat "$@" 2>/dev/null | sed -e 's/\\-/-/g' -e '/^\.\\"/d' -e '/Xr /d' |
	    grep -o '\(^\.\| \)Fl  *-[a-z0-9][a-z0-9-]*' |
	    sed 's/.*Fl  *-//' | sort -u
}

silent=
undocumented=
unknown=
for c; do
	name=$(basename "$c" .c)
	help_options "$name" >"$tmp/help"
	if [ ! -s "$tmp/help" ]; then
		silent="$silent$name --help lists no options$(sed 's/^/: /' "$tmp/err")
"
		continue
	fi
	for dir in share/man share/man/ru; do
		page=$dir/man1/$name.1
		[ -f "$page" ] || continue
		page_options "$page" >"$tmp/page"
		if grep -q 'Xr jr-cli 7' "$page"; then
			page_options "$page" "$dir/man7/jr-cli.7"
		else
			cat "$tmp/page"
		fi >"$tmp/known"
		for o in $(comm -23 "$tmp/help" "$tmp/known"); do
			undocumented="$undocumented$page: --$o of --help is missing
"
		done
		for o in $(comm -13 "$tmp/help" "$tmp/page"); do
			unknown="$unknown$page: $name --help has no --$o
"
		done
	done
done
none 'every command lists its options with --help' "$silent"
none 'every option of --help stands in the page' "$undocumented"
none 'every option of a page stands in --help' "$unknown"
done_testing
