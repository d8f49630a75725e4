# jr-guardian: guardians.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	jr-class add --class 7А --grade 7 --homeroom ''
	jr-student import - <<-END
		number,surname,given_name,class
		1,Ёлкин,Пётр,7А
		2,Ёлкина,Анна,7А
	END
}

persons()
{
	sql 'SELECT count(*) FROM guardian'
}

both()
{
	jr-guardian import - <<-END
		student,surname,given_name,patronymic,relation,email,phone
		1,Ёлкина,Ольга,Ивановна,мать,$1,+7 900
		2,Ёлкина,Ольга,Ивановна,мать,$2,+7 900
	END
}

@test "two children of one mother have one guardian" {
	both o@x.ru o@x.ru
	[ "$(persons)" -eq 1 ]
	[ "$(jr-guardian list)" = "student,surname,given_name,patronymic,relation,email,phone,rights,document,from,to
1,Ёлкина,Ольга,Ивановна,мать,o@x.ru,+7 900,full,,2026-09-01,
2,Ёлкина,Ольга,Ивановна,мать,o@x.ru,+7 900,full,,2026-09-01," ]
	run --separate-stderr jr-guardian import - < <(jr-guardian list)
	[ "$stderr" = "jr-guardian: nothing changed" ]
}

@test "namesakes with other addresses are two, until the addresses say otherwise" {
	both o@x.ru other@x.ru
	[ "$(persons)" -eq 2 ]
	both o@x.ru o@x.ru
	[ "$(persons)" -eq 1 ]
	both new@x.ru o@x.ru
	[ "$(persons)" -eq 2 ]
	run --separate-stderr both new@x.ru o@x.ru
	[ "$stderr" = "jr-guardian: nothing changed" ]
	both new@x.ru new@x.ru
	[ "$(persons)" -eq 1 ]
	[ "$(jr-guardian list | cut -d, -f1,6 | tail -n +2)" = "1,new@x.ru
2,new@x.ru" ]
}

@test "namesakes without any address stay two" {
	jr-guardian import - <<-END
		student,surname,given_name,relation
		1,Ёлкина,Ольга,мать
		2,Ёлкина,Ольга,мать
	END
	[ "$(persons)" -eq 2 ]
}

@test "a guardian is found without the patronymic's column, and with е for ё" {
	both o@x.ru o@x.ru
	jr-guardian set --student 1 --surname Елкина --given-name Ольга --rights none --document 'суд, 5'
	[ "$(jr-guardian list --student 1 | tail -1)" = '1,Ёлкина,Ольга,Ивановна,мать,o@x.ru,+7 900,none,"суд, 5",2026-09-01,' ]
	[ "$(jr-guardian list --student 2 | tail -1)" = "2,Ёлкина,Ольга,Ивановна,мать,o@x.ru,+7 900,full,,2026-09-01," ]
}

@test "an organisation has no given name" {
	jr-guardian add --student 1 --surname 'Центр «Семья»' --given-name '' --relation опекун
	[ "$(jr-guardian list | tail -1)" = "1,Центр «Семья»,,,опекун,,,full,,2026-09-01," ]
}

@test "rights are full or none" {
	run -65 --separate-stderr jr-guardian add --student 1 --surname А --given-name Б --relation отец --rights some
	[ "$stderr" = "jr-guardian: rights are full or none, not 'some'" ]
	jr-guardian add --student 1 --surname А --given-name Б --relation отец --rights лишен
	[ "$(jr-guardian list | tail -1 | cut -d, -f8)" = none ]
}

@test "remove ends the link" {
	both o@x.ru o@x.ru
	jr-guardian remove --student 1 --surname Ёлкина --given-name Ольга --patronymic Ивановна 2026-12-01
	[ "$(jr-guardian list --student 1 | tail -1)" = "1,Ёлкина,Ольга,Ивановна,мать,o@x.ru,+7 900,full,,2026-09-01,2026-12-01" ]
	run -65 --separate-stderr jr-guardian remove --student 1 --surname Иванов --given-name Пётр
	[ "$stderr" = "jr-guardian: '1' has no guardian 'Иванов Пётр'" ]
}

@test "an unknown student is an error" {
	run -65 --separate-stderr jr-guardian add --student 9 --surname А --given-name Б --relation отец
	[ "$stderr" = "jr-guardian: there is no student with the number '9'" ]
}
