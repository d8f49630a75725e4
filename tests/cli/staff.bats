# jr-staff: staff and roles.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
}

ivanova()
{
	jr-staff add --login ivanova --surname Иванова --given-name Анна --role "${1-teacher}"
}

@test "a member of the staff begins on the year's first day" {
	ivanova deputy+teacher
	run --separate-stderr jr-staff list
	[ "$status" -eq 0 ]
	[ "$output" = "login,surname,given_name,patronymic,role,email,from,to
ivanova,Иванова,Анна,,deputy+teacher,,2026-09-01," ]
	[ "$stderr" = "" ]
}

@test "roles are understood in Russian, and their order does not matter" {
	run --separate-stderr jr-staff import - <<-END
		Логин;Фамилия;Имя;Роль
		petrov;Петров;Пётр;Учитель + Завуч
	END
	[ "$status" -eq 0 ]
	[ "$(jr-staff list | tail -1)" = "petrov,Петров,Пётр,,deputy+teacher,,2026-09-01," ]
	run --separate-stderr jr-staff set --login petrov --role teacher+deputy
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-staff: nothing changed" ]
}

@test "roles may be empty: classes and courses give them" {
	ivanova ""
	[ "$(jr-staff list | tail -1)" = "ivanova,Иванова,Анна,,,,2026-09-01," ]
}

@test "a role taken away and given again begins anew" {
	ivanova deputy+teacher
	jr-staff set --login ivanova --role teacher
	[ "$(jr-staff list | tail -1)" = "ivanova,Иванова,Анна,,teacher,,2026-09-01," ]
	jr-staff set --login ivanova --role deputy
	[ "$(jr-staff list | tail -1)" = "ivanova,Иванова,Анна,,deputy,,2026-09-01," ]
	JR_NOW=2026-09-20T12:00:00 jr-staff set --login ivanova --role deputy+teacher
	[ "$(jr-staff list | tail -1)" = "ivanova,Иванова,Анна,,deputy+teacher,,2026-09-01," ]
}

@test "an unknown role, an empty one, and what there is" {
	run -65 --separate-stderr ivanova teacher+boss
	[ "$output" = "" ]
	[ "$stderr" = "jr-staff: there is no role 'boss'; there are admin, director, deputy, homeroom, teacher, secretary and counsellor" ]
	run -65 --separate-stderr ivanova teacher+
	[ "$stderr" = "jr-staff: an empty role; join roles as in deputy+teacher" ]
	[ "$(jr-staff list | wc -l)" -eq 1 ]
}

@test "a login has Latin letters, digits and three signs" {
	for login in иванова 'a b' -x .x 'a/b' 'a@b'; do
		run -65 --separate-stderr jr-staff import - <<-END
			login,surname,given_name,role
			$login,Иванова,Анна,teacher
		END
		[ "$stderr" = "jr-staff: -:2:1: the login '$login' may hold Latin letters, digits, '.', '_' and '-' only, and begins with a letter or a digit" ]
	done
}

@test "an e-mail cell holds one address" {
	for email in a@b 'a@b.ru, c@d.ru' 'a b@c.ru' '@c.ru' 'a@@c.ru' 'a@.ru' 'Анна <a@b.ru>' a@b..ru; do
		run -65 --separate-stderr jr-staff add --login a --surname А --given-name Б \
			--role teacher --email "$email"
		[ "$stderr" = "jr-staff: '$email' is not one e-mail address like anna@school.example" ]
	done
	for email in a@b.ru first.last+tag@sub.school.example анна@школа.рф; do
		jr-staff add --login "a$RANDOM" --surname А --given-name Б --role teacher \
			--email "$email"
	done
}

@test "a line end inside a name is refused" {
	run -65 --separate-stderr jr-staff import - <<-END
		login,surname,given_name,role
		ivanova,"Ива
		нова",Анна,teacher
	END
	[ "$stderr" = "jr-staff: -:2:2: 'Ива\nнова' holds a line end or a control character" ]
}

@test "an empty surname is refused, an absent column left alone, an empty cell cleared" {
	ivanova
	jr-staff set --login ivanova --patronymic Петровна --email a@b.ru
	run -65 --separate-stderr jr-staff set --login ivanova --surname ''
	[ "$stderr" = "jr-staff: 'surname' must not be empty" ]
	jr-staff set --login ivanova --email ''
	[ "$(jr-staff list | tail -1)" = "ivanova,Иванова,Анна,Петровна,teacher,,2026-09-01," ]
}

@test "remove ends the work on a day, today where none is named" {
	ivanova
	jr-staff remove --login ivanova 2027-05-31
	[ "$(jr-staff list | tail -1)" = "ivanova,Иванова,Анна,,teacher,,2026-09-01,2027-05-31" ]
	jr-staff remove --login ivanova
	[ "$(jr-staff list | tail -1)" = "ivanova,Иванова,Анна,,teacher,,2026-09-01,2026-09-10" ]
	run -65 --separate-stderr jr-staff remove --login ivanova 2026-08-31
	[ "$stderr" = "jr-staff: the last day, 2026-08-31, lies before the first, 2026-09-01" ]
	run -65 --separate-stderr jr-staff remove --login nobody
	[ "$stderr" = "jr-staff: nobody on the staff has the login 'nobody'" ]
}

@test "add refuses who is there, set who is not" {
	ivanova
	run -65 --separate-stderr ivanova
	[ "$stderr" = "jr-staff: it is there already; change it with 'set'" ]
	run -65 --separate-stderr jr-staff set --login petrov --surname Петров --given-name П --role ''
	[ "$stderr" = "jr-staff: there is nothing like that yet; make it with 'add'" ]
	[ "$(jr-staff list | wc -l)" -eq 2 ]
}

@test "the list is narrowed by login and role" {
	ivanova
	jr-staff add --login petrov --surname Петров --given-name Пётр --role secretary
	[ "$(jr-staff list --role секретарь | tail -n +2)" = "petrov,Петров,Пётр,,secretary,,2026-09-01," ]
	[ "$(jr-staff list --login ivanova | wc -l)" -eq 2 ]
}

@test "the list goes back in and changes nothing" {
	ivanova deputy+teacher
	jr-staff set --login ivanova --from 2019-08-26 --to 2030-05-31 --email a@b.ru
	JR_NOW=2027-02-01T12:00:00
	run --separate-stderr jr-staff import - < <(jr-staff list)
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	[ "$stderr" = "jr-staff: nothing changed" ]
}
