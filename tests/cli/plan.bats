# jr-plan: topics of a class or of a grade.

load helper

setup()
{
	journal_setup
	school_at 2026-09-10T12:00:00
	teachers
	jr-class import - <<-END
		class,grade,homeroom
		7А,7,
		7Б,7,
	END
	jr-student add --number 1 --surname Белова --given-name Вера --class 7А
	jr-group add --class 7А --group 'Англ 1' --student 1
	jr-course import - <<-END
		class,group,subject,teacher,hours_per_week
		7А,,Алгебра,ivanova,3
		7А,Англ 1,Английский язык,ivanova,1
	END
}

@test "a plan of a class and one of a grade, their list, and the same once more" {
	jr-plan import - <<-END
		class,grade,group,subject,no,section,topic,hours,task_type,homework
		7А,,,Алгебра,2,Дроби,Контрольная № 1,1,K,
		7А,,,Алгебра,1,Дроби,Степень,2,,§ 3
		,7,,Алгебра,1,,Повторение,"0,5",,
		7А,,Англ 1,Английский язык,1,,Hello,1.25,,
	END
	[ "$(jr-plan list)" = "class,grade,group,subject,no,section,topic,hours,task_type,homework
,7,,Алгебра,1,,Повторение,0.5,,
7А,,,Алгебра,1,Дроби,Степень,2,,§ 3
7А,,,Алгебра,2,Дроби,Контрольная № 1,1,К,
7А,,Англ 1,Английский язык,1,,Hello,1.25,," ]
	run --separate-stderr jr-plan import - < <(jr-plan list)
	[ "$status" -eq 0 ]
	[ "$stderr" = "jr-plan: nothing changed" ]
}

@test "the list narrows to a class, a grade, a subject" {
	jr-plan import - <<-END
		Класс;Параллель;Предмет;№ п/п;Тема урока;Кол-во часов
		7А;;Алгебра;1;Степень;2 ч.
		;7;Алгебра;1;Повторение;1
	END
	[ "$(jr-plan list --class 7А | tail -n +2)" = "7А,,,Алгебра,1,,Степень,2,," ]
	[ "$(jr-plan list --grade 7 | tail -n +2)" = ",7,,Алгебра,1,,Повторение,1,," ]
	[ "$(jr-plan list --subject 'Английский язык' | wc -l)" -eq 1 ]
}

@test "wrong rows are refused, each with its place" {
	run -65 --separate-stderr jr-plan import - <<-END
		class,grade,subject,no,topic,hours,task_type
		7А,7,Алгебра,1,x,1,
		,,Алгебра,1,x,1,
		,13,Алгебра,1,x,1,
		7А,,Химия,1,x,1,
		7А,,Алгебра,один,x,1,
		7А,,Алгебра,1,,1,
		7А,,Алгебра,2,x,1-2,
		7А,,Алгебра,3,x,,
		7А,,Алгебра,4,x,1,Ы
	END
	[ "$output" = "" ]
	[ "$stderr" = "jr-plan: -:2:2: a plan is of a class or of a grade, not of both
jr-plan: -:3:1: give the class or the grade
jr-plan: -:4:2: '13' is not a grade (1 to 12)
jr-plan: -:5:3: there is no subject 'Химия'
jr-plan: -:6:4: 'один' is not the number of a topic (1 to 999)
jr-plan: -:7:5: the topic is missing
jr-plan: -:8:6: '1-2' is not a number of hours like 1 or 0.5
jr-plan: -:9:6: '' is not a number of hours like 1 or 0.5
jr-plan: -:10:7: there is no type of work 'Ы'; the types are: О Д С К Л А П Р Н Ч И З Т В" ]
	[ "$(jr-plan list | wc -l)" -eq 1 ]
}

@test "set changes one topic, remove takes it out" {
	jr-plan add --class 7А --subject Алгебра --no 1 --topic Степень --hours 2 --homework '§ 3'
	jr-plan set --class 7А --subject Алгебра --no 1 --hours 3
	[ "$(jr-plan list | tail -1)" = "7А,,,Алгебра,1,,Степень,3,,§ 3" ]
	jr-plan set --class 7А --subject Алгебра --no 1 --homework ''
	[ "$(jr-plan list | tail -1)" = "7А,,,Алгебра,1,,Степень,3,," ]
	jr-plan remove --class 7А --subject Алгебра --no 1
	[ "$(jr-plan list | wc -l)" -eq 1 ]
	run -65 --separate-stderr jr-plan remove --class 7А --subject Алгебра --no 1
	[ "$stderr" = "jr-plan: the plan has no topic 1" ]
}

@test "the same topic twice in a file is an error when it says something else" {
	run -65 --separate-stderr jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Степень,1
		7А,Алгебра,1,Корень,1
	END
	[ "$stderr" = "jr-plan: -:3: the file has this key already, with other values" ]
	[ "$(jr-plan list | wc -l)" -eq 1 ]
}

@test "the list in the editor: what is changed there is stored" {
	jr-plan import - <<-END
		class,subject,no,topic,hours
		7А,Алгебра,1,Степень,2
		7А,Алгебра,2,Дроби,3
	END
	printf '#!/bin/sh\nsed -i "s/Степень,2/Степень числа,4/" "$1"\n' >editor
	chmod +x editor
	EDITOR=./editor run -0 jr-plan edit --class 7А
	[ "$(jr-plan list | cut -d, -f5,7,8)" = "no,topic,hours
1,Степень числа,4
2,Дроби,3" ]
}
