#!/usr/bin/env bats
# Many writers at once, on either engine: each waits for his turn and none is lost.

load helper

# Sixteen lessons, one for each writer: "DATE NUMBER".
lessons()
{
	for date in 2026-09-02 2026-09-09 2026-09-16 2026-09-23 2026-09-30; do
		echo "$date 1"
		echo "$date 2"
	done
	for date in 2026-09-03 2026-09-10 2026-09-17 2026-09-24 2026-10-01; do
		echo "$date 1"
	done
	echo "2026-09-28 2"
}

# What the writers ended with and said, each once.
outcome()
{
	sort -u said/*.code
	sort -u said/*.words
}

@test "sixteen writers at once all get through, and nothing of theirs is lost" {
	small_school
	export JR_NOW=2026-10-01T18:00:00
	begun=$(jr-log list | wc -l)
	mkdir said
	for round in 1 2 3; do
		writers=()
		while read -r date number; do
			{
				code=0
				jr-mark import - 2>"said/$date-$number-$round.words" <<-END || code=$?
					date,class,subject,number,student,mark
					$date,7А,Алгебра,$number,G4-000$round,5
					$date,7А,Алгебра,$number,G4-000$((round + 2)),4
				END
				echo $code >"said/$date-$number-$round.code"
			} 3>&- &
			writers+=($!)
		done < <(lessons)
		[ ${#writers[@]} -eq 16 ]
		wait "${writers[@]}"
	done
	[ "$(outcome)" = 0 ]
	# The third student has his mark twice, first 4 and then 5.
	[ "$(jr-mark list | tail -n +2 | wc -l)" -eq 80 ]
	[ "$(jr-mark list --student G4-0003 | tail -n +2 | cut -d, -f7 | sort | uniq -c | xargs)" = "16 5" ]
	[ "$(jr-log list | wc -l)" -eq $((begun + 48)) ]
	store_sound
}

@test "readers are not held up by a writer, nor do they hold one up" {
	small_school
	jr-mark import - <<-END
		date,class,subject,number,student,mark
		2026-09-09,7А,Алгебра,1,G4-0001,5
	END
	jr-mark list >marks
	hold_store
	run -0 timeout 9 jr-mark list
	[ "$output" = "$(cat marks)" ]
	run -0 timeout 9 jr-report class-term --class 7А
	run -0 timeout 9 jr-log verify
	release_store
}

@test "one who makes the same journal at the same time is told that it is there" {
	export JR_STORE=$(store_at school) JR_CONF=$ROOT/journal.conf
	makers=()
	for i in 1 2 3 4; do
		{
			code=0
			jr-init 2>/dev/null || code=$?
			echo $code >$i.code
		} 3>&- &
		makers+=($!)
	done
	wait "${makers[@]}"
	[ "$(sort ./*.code | xargs)" = "0 73 73 73" ]
	store_sound
}
