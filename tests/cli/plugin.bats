#!/usr/bin/env bats
# The PostgreSQL engine is a file of its own, which may be missing or another's.

load helper

# A command and the library's folder beside it, without the plugin.
setup()
{
	journal_setup
	mkdir -p bin lib
	cp "$BUILD/bin/jr-mark" bin
	export JR_STORE=postgresql:///journal
	plugin=lib/journal-store-postgresql.so
}

@test "without the plugin a command names the package to install: 78" {
	run -78 --separate-stderr bin/jr-mark list
	[ "$output" = "" ]
	[ "$stderr" = "jr-mark: journals in PostgreSQL need the package journal-postgresql, which is not installed" ]
}

@test "a plugin that cannot be loaded, or of another version, is refused: 78" {
	echo "no library" >$plugin
	run -78 --separate-stderr bin/jr-mark list
	[[ $stderr == "jr-mark: the package journal-postgresql cannot be used (is libpq5 installed?): "* ]]
	echo 'int jr_engine = 7;' | ${CC:-cc} -shared -fPIC -x c -o $plugin -
	run -78 --separate-stderr bin/jr-mark list
	[ "$stderr" = "jr-mark: '$PWD/bin/../$plugin' belongs to another version of the journal; install the same one of both packages" ]
}

@test "a file needs no plugin" {
	export JR_STORE=school.db
	jr-init --sandbox -c "$ROOT/journal.conf"
	run -0 --separate-stderr bin/jr-mark list
}
