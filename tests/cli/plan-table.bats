# jr-plan import: the tables of plans that teachers keep.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
	END
	jr-course import - <<-END
		class,subject,teacher,hours_per_week
		7А,Алгебра,ivanova,3
	END
}

# The topics of the list, without the plan's own columns.
topics()
{
	jr-plan list "$@" | tail -n +2 | cut -d, -f5-
}

# A table as it is kept, in a file.
table()
{
	cat >table.csv <<-END
		Календарно-тематическое планирование;;;;;;
		Алгебра, 7 класс;;;;;;
		№ п/п;Тема урока;Кол-во часов;Домашнее задание;Вид контроля;Дата по плану;Дата по факту
		1;2;3;4;5;6;7
		;Раздел 1. Дроби;4 ч.;;;;
		1;Обыкновенные дроби;1;§ 1;-;01.09;
		2.;Сложение дробей;2;"§ 2,
		№ 5";;02.09;
		3;Контрольная работа № 1;1 час;—;К;07.09;
		;Итого за раздел;4;;;;
		;Раздел 2. Степени;;;;;
		4;Степень;1,5;;;;
		Всего часов: 5,5;;;;;;
	END
}

@test "the header is found under titles, sections without a number go to their topics" {
	table
	run -0 --separate-stderr jr-plan import --class 7А --subject Алгебра table.csv
	[ "$stderr" = "" ]
	[ "$(topics)" = '1,Раздел 1. Дроби,Обыкновенные дроби,1,,§ 1
2,Раздел 1. Дроби,Сложение дробей,2,,"§ 2,
№ 5"
3,Раздел 1. Дроби,Контрольная работа № 1,1,К,
4,Раздел 2. Степени,Степень,1.5,,' ]
}

@test "a table in CP1251 is the same plan, of a grade too" {
	table
	iconv -t cp1251 table.csv >ansi.csv
	jr-plan import --class 7А --subject Алгебра table.csv
	run -0 --separate-stderr jr-plan import --class 7А --subject Алгебра ansi.csv
	[ "$stderr" = "jr-plan: nothing changed" ]
	run -0 --separate-stderr jr-plan import --class 7А --subject Алгебра --encoding cp1251 - <ansi.csv
	[ "$stderr" = "jr-plan: nothing changed" ]
	jr-plan import --grade 7 --subject Алгебра ansi.csv
	[ "$(jr-plan list --grade 7 | wc -l)" -eq 6 ]
}

@test "a workbook with merged titles and sections is read as well" {
	{ echo 'from xlsx import *'; cat <<-'END'
	book("plan.xlsx", sheet("КТП", rows(["Планирование по алгебре"], None,
	    ["№ п/п", "Тема урока", "Кол-во часов", "Домашнее задание", "Тип"],
	    ["Раздел 1. Дроби"], [1, "Дроби", 1], ["2–3", "Сложение", 2, "§ 2"],
	    ["Итого за раздел: 3"], [4, "Проверка", 1, None, "К"], ["Всего часов", None, 4])))
	END
	} | PYTHONPATH=$BATS_TEST_DIRNAME python3 -B -
	run -0 --separate-stderr jr-plan import --class 7А --subject Алгебра plan.xlsx
	[ "$stderr" = "" ]
	[ "$(topics)" = '1,Раздел 1. Дроби,Дроби,1,,
2,Раздел 1. Дроби,Сложение,2,,§ 2
4,,Проверка,1,К,' ]
}

@test "wrong hours and numbers are told with line and column, and nothing is stored" {
	run -65 --separate-stderr jr-plan import --class 7А --subject Алгебра - <<-END
		КТП;;
		;;
		№ п/п;Тема урока;Кол-во часов
		1;Степень;1-2
		2;Корень;
		3-4;Дроби;1
		5;Одночлен;два
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-plan: -:4:3: '1-2' is not a number of hours like 1 or 0.5
jr-plan: -:5:3: '' is not a number of hours like 1 or 0.5
jr-plan: -:6:1: '3-4' is not the number of a topic (1 to 999)
jr-plan: -:7:3: 'два' is not a number of hours like 1 or 0.5" ]
	[ "$(jr-plan list | wc -l)" -eq 1 ]
}

@test "sums that differ from the topics are a warning at their line" {
	run -0 --separate-stderr jr-plan import --class 7А --subject Алгебра - <<-END
		№;Тема;Часы
		;Дроби;3
		1;Сложение;2
		;Степени;2
		2;Степень;2
		;Итого за раздел;1
		;Всего часов;5 ч.
	END
	[ "$stderr" = "jr-plan: -:2: hours by this row: 3, by its topics: 2
jr-plan: -:6: hours by this row: 1, by its topics: 2
jr-plan: -:7: hours by this row: 5, by its topics: 4" ]
	[ "$(topics)" = '1,Дроби,Сложение,2,,
2,Степени,Степень,2,,' ]
}

@test "topics without numbers are numbered in their order" {
	jr-plan import --class 7А --subject Алгебра - <<-END
		Тема;Часы
		Дроби;
		Сложение;2
		Вычитание;1
	END
	[ "$(topics)" = '1,Дроби,Сложение,2,,
2,Дроби,Вычитание,1,,' ]
}

@test "a topic that sounds like a planned work is not made one, but told" {
	run -0 --separate-stderr jr-plan import --class 7А --subject Алгебра - <<-END
		№;Тема;Часы;Тип
		1;К вопросу о дробях;1;
		2;Контрольная работа № 1. Дроби;1;
		3;Контрольная работа № 2;1;контрольная работа
	END
	[ "$stderr" = "jr-plan: topic 2, 'Контрольная работа № 1. Дроби', has no type of work; if it is a planned work, give it the type К" ]
	[ "$(topics)" = '1,,К вопросу о дробях,1,,
2,,Контрольная работа № 1. Дроби,1,,
3,,Контрольная работа № 2,1,К,' ]
}

@test "whose plan it is must be said once: in the file or by options" {
	table
	run -64 --separate-stderr jr-plan import --class 7А table.csv
	[ "$stderr" = "jr-plan: --subject is missing" ]
	run -64 --separate-stderr jr-plan import --subject Алгебра table.csv
	[ "$stderr" = "jr-plan: whose plan is it?  Give --class or --grade, and --subject" ]
	run -64 --separate-stderr jr-plan import --class 7А - <<-END
		Класс;Предмет;№;Тема;Часы
		7А;Алгебра;1;Дроби;1
	END
	[ "$stderr" = "jr-plan: the file has a column for --class; give only one of them" ]
	[ "$(jr-plan list | wc -l)" -eq 1 ]
}

@test "a table without a header of its own says what is missing" {
	run -65 --separate-stderr jr-plan import --class 7А --subject Алгебра - <<-END
		№;Название;Часы
		1;Дроби;1
	END
	[[ "$stderr" = *"jr-plan: -:1: the column 'topic' is missing"* ]]
	run -65 --separate-stderr jr-plan import --class 7А --subject Алгебра - </dev/null
	[ "$output" = "" ]
}

@test "unknown columns are passed over with a warning, dates in silence" {
	run -0 --separate-stderr jr-plan import --class 7А --subject Алгебра - <<-END
		№;Тема;Часы;Дата;Оборудование
		1;Дроби;1;01.09;доска
	END
	[ "$stderr" = "jr-plan: -: the column 'Оборудование' is not known and is passed over" ]
}
