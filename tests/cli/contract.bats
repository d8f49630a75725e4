#!/usr/bin/env bats
# What every command promises: options, stores, exit codes, languages.

load helper

@test "--help and --version work without a store or a configuration" {
	for command in jr jr-init jr-mark jr-attend; do
		run -0 --separate-stderr env -i "$BUILD/bin/$command" --help
		[[ $output == "Usage: $command "* ]]
		[ "$stderr" = "" ]
		run -0 --separate-stderr env -i "$BUILD/bin/$command" --version
		[ "$output" = "$command (journal) 0.1" ]
	done
}

@test "help speaks the language of the locale, and --lang is stronger" {
	LC_ALL=ru_RU.UTF-8 run -0 jr-mark --help
	[[ $output == *"Отметки"* ]]
	LC_ALL=C LANG=ru_RU.UTF-8 run -0 jr-mark --help
	[[ $output == *"Marks"* ]]
	LC_ALL=ru_RU.UTF-8 run -0 jr-mark --lang en --help
	[[ $output == *"Marks"* ]]
}

@test "jr runs the command it names, and lists them all" {
	school
	run -0 --separate-stderr jr mark list
	[ "$output" = "date,class,group,subject,number,student,mark,type,task,weight,comment,made_up" ]
	run -0 jr help
	[[ $output == *"jr-mark"* ]]
	run -64 --separate-stderr jr nonsense
	[ "$stderr" = "jr: 'nonsense' is not a verb of jr; see jr --help" ]
}

@test "wrong usage is 64, with the way to help" {
	school
	run -64 --separate-stderr jr-mark
	[ "$stderr" = "jr-mark: say what to do; see jr-mark --help" ]
	run -64 --separate-stderr jr-mark frobnicate
	[ "$stderr" = "jr-mark: 'frobnicate' is not a verb of jr-mark; see jr-mark --help" ]
	run -64 --separate-stderr jr-mark list --nonsense
	[ "$stderr" = "jr-mark: --nonsense: unknown option" ]
	run -64 --separate-stderr jr-mark list extra
	[ "$stderr" = "jr-mark: too many words: 'extra'; see jr-mark --help" ]
	run -64 --separate-stderr jr-mark list -f xml
	[ "$stderr" = "jr-mark: --format cannot be 'xml'" ]
	run -64 --separate-stderr jr-mark list --mark 5
	[ "$stderr" = "jr-mark: the list cannot be narrowed by --mark" ]
}

@test "no store named is 78 and says the three ways to name one" {
	run -78 --separate-stderr jr-mark list
	[ "$stderr" = "jr-mark: which store? name it with --store, JR_STORE or \`store:\` in /etc/journal/journal.conf" ]
}

@test "a store that is not there is 78 and says how to make one" {
	JR_STORE=$(store_at nothing)
	run -78 --separate-stderr jr-mark list -s "$JR_STORE"
	[ "$stderr" = "jr-mark: there is no store '$(shown_store)'; make one with jr-init" ]
}

@test "a file that is no store is 78" {
	only_on sqlite "about files"
	echo "date,class" >notes.csv
	run -78 --separate-stderr jr-mark list -s notes.csv
	[ "$stderr" = "jr-mark: 'notes.csv' is not a journal store" ]
	sqlite3 other.db 'CREATE TABLE t (x)'
	run -78 --separate-stderr jr-mark list -s other.db
	[ "$stderr" = "jr-mark: 'other.db' is not a journal store" ]
	mkdir folder.db
	run -78 --separate-stderr jr-mark list -s folder.db
	[ "$stderr" = "jr-mark: 'folder.db' is not a journal store" ]
}

@test "a schema with other tables is no store and does not become one" {
	only_on postgresql "about schemas"
	export JR_STORE=$(store_at other)
	sql "CREATE SCHEMA ${JR_STORE##*schema=}; CREATE TABLE t (x TEXT)"
	run -78 --separate-stderr jr-mark list
	[ "$stderr" = "jr-mark: there is no store '$(shown_store)'; make one with jr-init" ]
	run -73 --separate-stderr jr-init -c "$ROOT/journal.conf"
	[ "$stderr" = "jr-init: '$(shown_store)' is there already" ]
	sql 'CREATE TABLE meta (name TEXT)'
	run -78 --separate-stderr jr-mark list
	[ "$stderr" = "jr-mark: '$(shown_store)' is not a journal store" ]
}

@test "an empty schema that was made for the school becomes its store" {
	only_on postgresql "about schemas"
	export JR_STORE=$(store_at empty)
	sql "CREATE SCHEMA ${JR_STORE##*schema=}"
	run -78 --separate-stderr jr-mark list
	[ "$stderr" = "jr-mark: there is no store '$(shown_store)'; make one with jr-init" ]
	jr-init -c "$ROOT/journal.conf"
	run -0 --separate-stderr jr-mark list
}

@test "a store of a newer schema is 78 and asks for the newer program" {
	school
	case $ENGINE in
	sqlite)		sql 'PRAGMA user_version=99' ;;
	postgresql)	sql "UPDATE meta SET value = '99' WHERE key = 'schema'" ;;
	esac
	run -78 --separate-stderr jr-mark list
	[[ $stderr == "jr-mark: the store '$(shown_store)' has schema 99, newer than this program's $(newest_schema); use the newer program" ]]
}

@test "jr-init refuses a store that is there already" {
	school
	dump_store >before
	run -73 --separate-stderr jr-init
	[ "$stderr" = "jr-init: '$(shown_store)' is there already" ]
	dump_store | cmp before -
}

@test "a new store can be read by its owner alone" {
	only_on sqlite "about a file's mode"
	school
	[ "$(stat -c %a "$JR_STORE")" = 600 ]
}

@test "jr-init leaves nothing behind when the configuration is wrong" {
	export JR_STORE=$(store_at new)
	sed 's/^edit_days:.*/edit_day: 7/' "$ROOT/journal.conf" >typo.conf
	run -78 --separate-stderr jr-init -c typo.conf
	line=$(grep -n '^edit_day:' typo.conf | cut -d: -f1)
	[[ $stderr == "jr-init: typo.conf:$line:1: "*"'edit_day'"* ]]
	no_store
}

@test "jr-init names every wrong value with its line" {
	export JR_STORE=$(store_at new)
	sed -e 's/to: 2026-10-23/to: 2025-10-23/' -e 's/^time_zone:.*/time_zone: Europe\/Atlantis/' \
	    "$ROOT/journal.conf" >wrong.conf
	run -78 --separate-stderr jr-init -c wrong.conf
	[[ $stderr == *"wrong.conf:$(grep -n Atlantis wrong.conf | cut -d: -f1):"*"'Europe/Atlantis'"* ]]
	[[ $stderr == *"wrong.conf:$(grep -n 2025-10-23 wrong.conf | cut -d: -f1):"*"Q1"* ]]
	no_store
}

@test "jr-init --upgrade with the same configuration changes nothing" {
	school
	run -0 --separate-stderr jr-init --upgrade
	[ "$stderr" = "jr-init: nothing changed" ]
	[ "$(sql 'SELECT count(*) FROM tx')" = 1 ]
}

@test "jr-init --upgrade brings a changed setting and a next year in" {
	school
	sed -i 's/^edit_days:.*/edit_days: 10/' "$JR_CONF"
	run -0 --separate-stderr jr-init --upgrade
	[ "$stderr" = "" ]
	[ "$(sql "SELECT value FROM setting WHERE key = 'edit_days'")" = 10 ]
	cat >next.conf <<-END
		years:
		  2027/28:
		    first_day: 2027-09-01
		    last_day: 2028-05-26
		    week_days: 5
		    terms:
		      Y: { name: Год, from: 2027-09-01, to: 2028-05-26, grades: 1-11 }
	END
	run -0 --separate-stderr jr-init --upgrade -c next.conf
	[ "$(sql 'SELECT name FROM year ORDER BY name' | xargs)" = "2026/27 2027/28" ]
	[ "$(sql "SELECT value FROM setting WHERE key = 'edit_days'")" = 10 ]
	[ "$(sql 'SELECT count(*) FROM scale_value')" = 9 ]
}

@test "a value of the scale that marks have cannot be left out of the configuration" {
	small_school
	printf 'date,class,subject,number,student,mark\n2026-09-07,7А,Алгебра,2,G4-0001,3\n' |
	    jr-mark import -
	dump_store >before
	sed -i '/^  3: { name: удовлетворительно/d' "$JR_CONF"
	run -78 --separate-stderr jr-init --upgrade
	[ "$stderr" = "jr-init: '3' of the store is in use and cannot be left out of the file" ]
	dump_store | cmp - before
}

@test "JR_NOW sets the clock of a sandbox and is refused elsewhere" {
	cp "$ROOT/journal.conf" j.conf
	real=$(store_at real)
	jr-init -s "$real" -c j.conf
	JR_NOW=2026-09-03T12:00:00 run -78 --separate-stderr jr-mark list -s "$real"
	[ "$stderr" = "jr-mark: JR_NOW is set, but this store is no sandbox" ]
	school
	JR_NOW=yesterday run -78 --separate-stderr jr-mark list
	[ "$stderr" = "jr-mark: JR_NOW is 'yesterday', not like 2026-11-20T12:00:00" ]
}

@test "a year the store has not is said, with the way to add it" {
	school
	JR_NOW=2026-09-03T12:00:00 run -65 --separate-stderr jr-mark list --year 2019/20
	[ "$stderr" = "jr-mark: the store has no school year 2019/20; add it with jr-init --upgrade" ]
}

@test "a full disk under the output is 74" {
	school
	run -74 --separate-stderr bash -c 'JR_NOW=2026-09-03T12:00:00 jr-mark list >/dev/full'
	[[ $stderr == "jr-mark: the output could not be written: "* ]]
}

@test "an output file that cannot be made is 73" {
	school
	JR_NOW=2026-09-03T12:00:00 run -73 --separate-stderr jr-mark list -o nowhere/out.csv
	[[ $stderr == "jr-mark: nowhere/out.csv: "* ]]
}

@test "a closed standard input or output does not become the store" {
	school
	run bash -c 'JR_NOW=2026-09-03T12:00:00 jr-mark list >&- 2>/dev/null <&-'
	store_sound
}

@test "a reader who may not write the store's folder is 77 with advice" {
	only_on sqlite "about a file's folder"
	[ "$(id -u)" = 0 ] || skip "needs root to become somebody else"
	mkdir -m 755 school
	chmod 755 "$BATS_TEST_TMPDIR"
	export JR_CONF=$ROOT/journal.conf JR_STORE=$PWD/school/school.db
	jr-init
	chmod 644 "$JR_STORE"
	cp -r "$BUILD/bin" bin && chmod -R a+rx bin
	run -77 --separate-stderr setpriv --reuid=65534 --clear-groups "$PWD/bin/jr-mark" list
	[[ $stderr == "jr-mark: "*"folder"* ]]
}

@test "writers wait their turn, and after ten seconds it is 75" {
	school
	hold_store
	run -75 --separate-stderr jr-init --upgrade -c <(sed 's/^edit_days:.*/edit_days: 9/' "$JR_CONF")
	release_store
	[[ $stderr == "jr-init: the store is busy: others have been writing for 10 seconds; try again" ]]
	jr-init --upgrade -c <(sed 's/^edit_days:.*/edit_days: 9/' "$JR_CONF")
}

@test "the same bytes under any locale and with an empty environment" {
	school
	store=$JR_STORE
	for format in text csv tsv json html; do
		LC_ALL=C JR_NOW=2026-09-03T12:00:00 jr-mark list -f $format >c
		LC_ALL=ru_RU.UTF-8 JR_NOW=2026-09-03T12:00:00 jr-mark list -f $format >ru
		env -i JR_NOW=2026-09-03T12:00:00 "$BUILD/bin/jr-mark" list -f $format -s "$store" >empty
		cmp c ru
		cmp c empty
	done
}

@test "a full disk while the store is made leaves none behind" {
	only_on sqlite "about the disk under a file"
	[ "$(id -u)" = 0 ] || skip "needs root to mount"
	mkdir small
	mount -t tmpfs -o size=128k none small 2>/dev/null || skip "cannot mount here"
	status=0
	jr-init -s small/school.db -c "$ROOT/journal.conf" 2>err || status=$?
	left=$(ls -A small)
	umount small
	[ "$status" = 74 ]
	grep -q "^jr-init: " err
	[ "$left" = "" ]
}

@test "JR_NOW is the school's time from the first transaction on" {
	JR_NOW=2026-09-01T12:00:00 school
	[ "$(sql 'SELECT at FROM tx')" = "$(date -ud '2026-09-01 08:00:00' +%s)" ]
}
