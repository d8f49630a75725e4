#!/bin/sh
# Dependencies go down only, each library has one home, lib/ neither speaks nor
# looks around, and SQL stays in its layer (design.md §3).
set -u
. tests/static/tap.sh

# shellcheck disable=SC2046 # names of sources have no blanks
set -- $(existing lib/*.[ch] lib/base/*.[ch] lib/store/*.[ch] bin/*.[ch])
[ $# -gt 0 ] || skip_all 'no sources yet'

tap_tmp
awk -f tests/static/c-words.awk "$@" >"$tmp/words"

# "FILE:LINE: HEADER LAYER" for every include.  The layer of a header is base,
# store, domain, bin, gen, or system: what stands neither beside its includer
# nor below lib/ nor is generated.
printf '%s\n' "$@" >"$tmp/files"
awk -F: '
function layer(path) {
	if (path ~ /^lib\/base\//) return "base"
	if (path ~ /^lib\/store\//) return "store"
	if (path ~ /^lib\//) return "domain"
	return "bin"
}
# a/b/../c is a/c
function tidy(path) {
	while (sub(/[^\/.]+\/\.\.\//, "", path))
		;
	return path
}
FILENAME ~ /files$/ { is[$0] = 1; next }
$3 == "include" {
	name = $4
	quoted = name ~ /^"/
	gsub(/[<">]/, "", name)
	dir = $1
	sub(/[^\/]*$/, "", dir)
	if (quoted && tidy(dir name) in is)
		to = layer(tidy(dir name))
	else if (tidy("lib/" name) in is)
		to = layer(tidy("lib/" name))
	else if (name == "sql.h")
		to = "gen"
	else if (quoted && name ~ /^(base|store)\//)
		to = layer("lib/" name)		# not written yet
	else
		to = "system"
	printf "%s:%s: %s %s %s\n", $1, $2, name, layer($1), to
}' "$tmp/files" "$tmp/words" >"$tmp/includes"

# home DESCRIPTION HEADER-PATTERN FILE-PATTERN
home()
{
	none "$1" "$(awk -v header="^($2)$" -v file="^($3):" \
	    '$4 == "system" && $2 ~ header && $1 !~ file { print $1, $2 }' \
	    "$tmp/includes")"
}

home 'sqlite3.h only in lib/store/sqlite.c' 'sqlite3(ext)?[.]h' 'lib/store/sqlite[.]c'
home 'libpq only in lib/store/postgresql*' '(postgresql/)?(libpq-fe|libpq-events|pg_config.*)[.]h' \
    'lib/store/postgresql(_[a-z]+)?[.][ch]'
home 'libcsv only in lib/base/csv.c' 'csv[.]h' 'lib/base/csv[.]c'
home 'libyaml only in lib/base/conf_read.h' 'yaml[.]h' 'lib/base/conf_read[.]h'
home 'popt only in bin/' 'popt[.]h' 'bin/[^/]*'
home 'libzip only in bin/sheet_package.c' 'zip[.]h' 'bin/sheet_package[.]c'
home 'libxlsxwriter only in bin/print_xlsx.c' 'xlsxwriter[.]h' 'bin/print_xlsx[.]c'
home 'jansson only in bin/print_page.c' 'jansson[.]h' 'bin/print_page[.]c'
home 'pango and cairo only in bin/draw_*.c' '(pango/.*|cairo(-[a-z]+)?[.]h)' 'bin/draw_[a-z]+[.]c'
home 'expat only in bin/sheet_xml.c' 'expat(_external)?[.]h' 'bin/sheet_xml[.]c'
home 'libsodium only in lib/base/hash.c' 'sodium([.]h|/.*)' 'lib/base/hash[.]c'
home 'libunistring only in lib/base/text*.c' \
    '(uni(str|case|norm|width|ctype|gbrk|wbrk|lbrk|name|conv|stdio|types|regex)[.]h|unistring/.*)' \
    'lib/base/text(_[a-z]+)?[.]c'

home 'lib has no err.h, error.h or syslog.h' '(err|error|syslog|sys/syslog)[.]h' 'bin/[^/]*'

# down DESCRIPTION LAYER ALLOWED-PATTERN
down()
{
	none "$1" "$(awk -v from="$2" -v allowed="^($3|system)$" \
	    '$3 == from && $4 !~ allowed { print $1, $2 " is of " $4 }' "$tmp/includes")"
}

down 'lib/base includes only lib/base' base base
down 'lib/store includes only lib/base, lib/store and generated code' store 'base|store|gen'
down 'lib never includes bin' domain 'base|store|domain|gen'
down 'bin names no statements' bin 'base|store|domain|bin'

# code DESCRIPTION CODE-PATTERN [FILE]: no such code in lib/, but in FILE.
code()
{
	none "$1" "$(awk -v re="$2" -v home="${3-}" -F: '
	$1 ~ /^lib\// && !(home != "" && $1 ~ ("^" home "$")) && $3 == "code" {
		s = substr($0, length($1 $2 $3) + 4)
		if (s ~ re) {
			gsub(/^[ \t]+/, "", s)
			print $1 ":" $2 ": " s
		}
	}' "$tmp/words")"
}

start='(^|[^A-Za-z0-9_.>])'
end='[ \t]*[(]'
stop='([^A-Za-z0-9_]|$)'
code 'lib prints nothing' \
    "$start(v?f?printf|v?dprintf|puts|putchar|perror|psignal|v?syslog)$end"
code 'lib knows no stdin, stdout or stderr' \
    "$start(stdin|stdout|stderr|STD(IN|OUT|ERR)_FILENO)$stop"
code 'lib never exits' "$start(_?exit|_Exit|quick_exit|abort|atexit)$end"
code 'lib does not read the environment' "$start((secure_)?getenv|environ)$stop"
code 'only lib/base/date.c and lang.c set the environment' \
    "$start(setenv|unsetenv|putenv|clearenv)$end" 'lib/base/(date|lang).c'

none 'lists come through jr_list, which asks what the actor may read' "$(awk -F: '
$1 !~ /^lib\/access_list[.]c$/ && $3 == "code" {
	s = substr($0, length($1 $2 $3) + 4)
	if (s ~ /->list[(]/)
		print $1 ":" $2 ": " s
}' "$tmp/words")"

# A statement is its verb in capitals, or in small letters with what follows it.
none 'SQL stands in share/sql and lib/store only' "$(awk -F: '
$1 !~ /^lib\/store\// && $3 == "text" {
	s = substr($0, length($1 $2 $3) + 4)
	t = s
	gsub(/\\[nt]/, " ", t)
	if (t ~ /(^|[^A-Za-z_])(SELECT|INSERT|UPDATE|DELETE|REPLACE|PRAGMA|CREATE|ALTER|DROP|VACUUM|ATTACH)([ ]|$)/ && t ~ / / ||
	    t ~ /(^|[^A-Za-z_])WITH [a-z_(), ]+ AS / ||
	    tolower(t) ~ /(^|[^a-z_])(select .* from|insert (or [a-z]+ )?into|update [a-z_%]+ set|delete from|create (temp )?(table|index|view)|drop (table|index|view)) /)
		print $1 ":" $2 ": " s
}' "$tmp/words")"

done_testing
