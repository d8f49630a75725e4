#!/bin/sh
# The fuzzers, each from its corpus, for JR_TEST_FUZZ_TIME seconds (3).  What a fuzzer
# found is kept in $JR_TEST_FUZZERS/found: mend the code and add it to the corpus.

. tests/static/tap.sh

: "${JR_TEST_FUZZERS:=$PWD/build-fuzz}"
seconds=${JR_TEST_FUZZ_TIME:-3}
tap_tmp
if ! echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
    clang -fsanitize=fuzzer,address,undefined -x c -o "$tmp/probe" - 2>/dev/null; then
	skip_all 'clang has no run-time of fuzzers here (scripts/setup --tests)'
fi

export JR_FUZZ_ROOT="$PWD" TMPDIR="$tmp" TZ=UTC
[ ! -w /dev/shm ] || TMPDIR=$(mktemp -d /dev/shm/journal-fuzz.XXXXXX)
trap 'rm -rf "$tmp" "$TMPDIR"' EXIT
found=$JR_TEST_FUZZERS/found
mkdir -p "$found"

for source in tests/fuzz/fuzz_*.c; do
	name=${source#tests/fuzz/fuzz_}
	name=${name%.c}
	mkdir "$tmp/$name"
	code=0
	# What the readers say to people is not wanted; what the fuzzer finds is.
	"$JR_TEST_FUZZERS/tests/fuzz_$name" -max_total_time="$seconds" -timeout=20 \
	    -rss_limit_mb=2048 -close_fd_mask=3 -print_final_stats=1 \
	    -artifact_prefix="$found/$name-" "$tmp/$name" "tests/fuzz/corpus/$name" \
	    >"$tmp/$name.log" 2>&1 || code=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$tmp/$name.log")
	if [ $code -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
		none "nothing of $name breaks what must hold ($runs inputs)" ''
	else
		none "nothing of $name breaks what must hold" \
		    "exit $code: $(tail -n 40 "$tmp/$name.log")"
	fi
done
done_testing
