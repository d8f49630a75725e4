# jr-roster: the roster as a folder.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
}

folder()
{
	mkdir -p in
	printf '%s\n' 'login,surname,given_name,role' 'ivanova,Иванова,Анна,teacher' >in/staff.csv
	printf '%s\n' 'class;grade;homeroom' '7А;7;ivanova' >in/class.csv
	printf '%s\n' 'number,surname,given_name,class' '1,Ёлкин,Пётр,7А' >in/student.csv
	printf '%s\n' 'class,group,student' '7А,Т,1' >in/group.csv
	printf '%s\n' 'class,group,subject,teacher,hours_per_week' '7А,Т,Труд,ivanova,2' >in/course.csv
	echo 'not ours' >in/readme.txt
}

@test "a folder goes in as one transaction, what is missing is missing" {
	folder
	run --separate-stderr jr-roster import in
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "" ]
	[ "$(sql "SELECT count(*) FROM tx WHERE command = 'jr-roster import'")" -eq 1 ]
	[ "$(jr-course list | wc -l)" -eq 2 ]
	run --separate-stderr jr-roster import in
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-roster: nothing changed" ]
}

@test "other files are passed over, and said with -v" {
	folder
	run --separate-stderr jr-roster import -v in
	[ "$status" -eq 0 ]
	[ "${stderr_lines[0]}" = "jr-roster: in/readme.txt is no file of the roster and is passed over" ]
}

@test "one bad row in the last file stores nothing" {
	folder
	echo '7А,Т,Труд,nobody,2' >>in/course.csv
	run -65 --separate-stderr jr-roster import in
	[ "$output" = "" ]
	[ "$stderr" = "jr-roster: in/course.csv:3:4: nobody on the staff has the login 'nobody'" ]
	[ "$(jr-staff list | wc -l)" -eq 1 ]
}

@test "a dry run stores nothing" {
	folder
	run --separate-stderr jr-roster import -n in
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-roster: added 5, changed 0, removed 0, unchanged 0, rejected 0" ]
	[ "$(jr-staff list | wc -l)" -eq 1 ]
}

@test "a folder that is not there, or holds nothing of the roster" {
	run -66 --separate-stderr jr-roster import nowhere
	[ "$stderr" = "jr-roster: nowhere: No such file or directory" ]
	mkdir empty
	run -66 --separate-stderr jr-roster import empty
	[ "$stderr" = "jr-roster: empty has no file of the roster: staff.csv, class.csv, student.csv, enrolment.csv, guardian.csv, group.csv, course.csv, timetable.csv, plan.csv" ]
	run -64 --separate-stderr jr-roster import
}

@test "an export goes back in and changes nothing, here and in a new store" {
	folder
	jr-roster import in
	run --separate-stderr jr-roster export out
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "" ]
	[ "$(cd out && echo *)" = "class.csv course.csv enrolment.csv group.csv staff.csv student.csv" ]
	run --separate-stderr jr-roster import out
	[ "$stderr" = "jr-roster: nothing changed" ]
	JR_STORE=$(store_at second)
	jr-init --sandbox
	jr-roster import out
	jr-roster export again
	diff -r out again
}

@test "an export for Excel goes back in as well" {
	folder
	jr-roster import in
	jr-roster export --excel --headers ru out
	[ "$(head -c 3 out/class.csv | od -An -tx1)" = " ef bb bf" ]
	run --separate-stderr jr-roster import out
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-roster: nothing changed" ]
}

@test "an export does not write into a full folder unless told to" {
	folder
	jr-roster import in
	run -73 --separate-stderr jr-roster export in
	[ "$stderr" = "jr-roster: in is not empty; --yes writes over the roster's files in it" ]
	echo old >in/plan.csv
	jr-roster export -y in
	[ ! -e in/plan.csv ]
	[ -e in/readme.txt ]
	[ "$(head -1 in/class.csv)" = "class,grade,homeroom,homeroom_from" ]
	[ -z "$(ls in | grep -v -e '\.csv$' -e '^readme.txt$')" ]
}

@test "an export that cannot be written" {
	: >file
	run -73 --separate-stderr jr-roster export file
	[ "$stderr" = "jr-roster: file: Not a directory" ]
	run -73 --separate-stderr jr-roster export no/where
	[ "$stderr" = "jr-roster: no/where: No such file or directory" ]
}

@test "the history stays sound through moves and corrections" {
	folder
	jr-roster import in
	jr-staff add --login petrov --surname П --given-name П --role deputy
	jr-class add --class 7Б --grade 7 --homeroom ''
	jr-class set --class 7А --homeroom petrov --from 2026-11-09
	jr-class set --class 7А --from 2026-11-16
	jr-student set --number 1 --class 7Б --from 2026-12-01
	jr-student set --number 1 --from 2026-12-07
	jr-staff set --login petrov --from 2020-08-26 --role teacher
	for email in a@x.ru b@x.ru; do
		jr-guardian import - <<-END
			student,surname,given_name,relation,email
			1,М,О,мать,$email
		END
	done
	run -0 --separate-stderr jr-log verify
	[ "$stderr" = "" ]
}
