# The journal's one make: nothing here calls make in another folder, and all that
# is built goes below $(BUILD).  `make help` lists the targets.
#
#	make			everything
#	make CC=clang BUILD=build-clang
#	make SAN=1		into build-asan/, with ASan and UBSan
#	make SAN=fuzz CC=clang fuzzers	into build-fuzz/
#	make V=1		shows the whole command lines
#	make check-cli TESTS=tests/cli/mark.bats
#
# A new file in lib/, lib/base/, lib/store/, bin/ or tests/ is found by itself.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

SAN	=
BUILD	= $(if $(filter 1,$(SAN)),build-asan,$(if $(filter fuzz,$(SAN)),build-fuzz,build))
DESTDIR	=
PREFIX	= /usr/local

# --- Compiler ---------------------------------------------------------------

ifeq ($(origin CC),default)
CC	= gcc
endif

WARN	= -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wmissing-declarations -Wold-style-definition \
	-Wredundant-decls -Wnested-externs -Wpointer-arith -Wwrite-strings \
	-Wundef -Wvla -Wformat=2 -Wimplicit-fallthrough -Wdate-time

ifeq ($(SAN),1)
CFLAGS	?= -O1 -g
HARDEN	=
# The sanitizers' own code makes gcc see uninitialised and truncated things that
# are not there: the ordinary build is the one that holds the line.
SANFLAGS = -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -Wno-error
else ifeq ($(SAN),fuzz)
CFLAGS	?= -O1 -g
HARDEN	=
SANFLAGS = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
else
CFLAGS	?= -O2 -g
HARDEN	= -D_FORTIFY_SOURCE=2 -fstack-protector-strong
SANFLAGS =
endif

ALL_CPPFLAGS = -D_GNU_SOURCE -Ilib -I$(BUILD)/gen $(CPPFLAGS)
ALL_CFLAGS = -std=c17 $(WARN) -fPIE $(CFLAGS) $(HARDEN) $(SANFLAGS)
ALL_LDFLAGS = -pie -Wl,--dynamic-list=lib/store/plugin.syms -Wl,-z,relro,-z,now -Wl,--as-needed $(SANFLAGS) $(LDFLAGS)

# --- Who links what ---------------------------------------------------------
# Every command links the base and nothing else, so that each starts as fast as
# sqlite3.  A heavy library belongs to the one command that needs it, as in
#
#	$(BIN)/jr-mail: LIBS += $(shell pkg-config --libs gmime-3.0)
#
# and what only jr-NAME is made of stands in bin/NAME_*.c, which no other links.
#
# lib/store/postgresql.c is a plugin: the base never links libpq.  bin/draw_*.c are
# one too: jr-print loads what draws only when it draws.

LIB_STORE	= -lsqlite3
LIB_BASE	= -lcsv -lyaml -lunistring -lsodium
LIBS		= $(LIB_STORE) $(LIB_BASE) -lpopt
TEST_LIBS	= $(LIB_STORE) $(LIB_BASE) -lcmocka

# --- Sources and products ---------------------------------------------------

GEN	= $(BUILD)/gen
BIN	= $(BUILD)/bin
LIB	= $(BUILD)/lib/libjournal.a

PLUGIN_SRC = $(sort $(wildcard lib/store/postgresql*.c))
LIB_SRC	= $(filter-out $(PLUGIN_SRC),$(sort $(wildcard lib/*.c lib/base/*.c lib/store/*.c)))
CLI_SRC	= $(sort $(wildcard bin/cli*.c))
CMD_SRC	= $(sort $(wildcard bin/jr.c bin/jr-*.c))
DRAW_SRC = $(sort $(wildcard bin/draw_*.c))
OWN_SRC	= $(filter-out $(CLI_SRC) $(CMD_SRC) $(DRAW_SRC),$(sort $(wildcard bin/*_*.c)))
UNIT_SRC = $(sort $(wildcard tests/unit/test_*.c))
# Any other file in tests/unit is linked into every unit test.
UNIT_COMMON_SRC = $(filter-out $(UNIT_SRC),$(sort $(wildcard tests/unit/*.c)))

HEADERS	= $(sort $(wildcard lib/*.h lib/base/*.h lib/store/*.h bin/*.h))
C_FILES	= $(LIB_SRC) $(wildcard $(PLUGIN_SRC)) $(CLI_SRC) $(OWN_SRC) $(DRAW_SRC) \
	$(CMD_SRC) $(UNIT_SRC) $(UNIT_COMMON_SRC) $(sort $(wildcard tests/fault/*.c tests/fuzz/*.c))

GEN_H	= $(GEN)/sql.h
GEN_C	= $(GEN)/sql.c
SQL_SRC	= $(sort $(wildcard share/sql/schema/*/*.sql share/sql/statements/*.sql))

LIB_OBJ	= $(LIB_SRC:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/gen/sql.o
PLUGIN_OBJ = $(PLUGIN_SRC:%.c=$(BUILD)/obj/%.o)
DRAW_OBJ = $(DRAW_SRC:%.c=$(BUILD)/obj/%.o)
CLI_OBJ	= $(CLI_SRC:%.c=$(BUILD)/obj/%.o)
OWN_OBJ	= $(OWN_SRC:%.c=$(BUILD)/obj/%.o)
CMD_OBJ	= $(CMD_SRC:%.c=$(BUILD)/obj/%.o)
UNIT_OBJ = $(UNIT_SRC:%.c=$(BUILD)/obj/%.o)
UNIT_COMMON_OBJ = $(UNIT_COMMON_SRC:%.c=$(BUILD)/obj/%.o)
OBJ	= $(LIB_OBJ) $(PLUGIN_OBJ) $(DRAW_OBJ) $(CLI_OBJ) $(OWN_OBJ) $(CMD_OBJ) \
	$(UNIT_OBJ) $(UNIT_COMMON_OBJ)

# Without libpq's headers the plugin is left out.
PLUGIN	= $(if $(shell pkg-config --exists libpq && echo yes),$(BUILD)/lib/journal-store-postgresql.so)
# What draws, for jr-print alone, which loads it when it draws.
DRAW	= $(BUILD)/lib/journal-print-draw.so

CMDS	= $(CMD_SRC:bin/%.c=$(BIN)/%)
PO	= $(sort $(wildcard share/po/*.po))
MO	= $(PO:share/po/%.po=$(BUILD)/share/locale/%/LC_MESSAGES/journal.mo)

# Libraries that the fault tests preload.
SHIMS	= $(patsubst tests/fault/%.c,$(BUILD)/tests/fault_%.so,$(sort $(wildcard tests/fault/*.c)))
FAULT_TESTS	= $(sort $(wildcard tests/fault/test_*.py))
FUZZ_SRC	= $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZERS	= $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/tests/%)
FUZZ_OBJ = $(FUZZ_SRC:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/tests/fuzz/fuzz.o
UNIT_TESTS	= $(UNIT_SRC:tests/unit/%.c=$(BUILD)/tests/%)
CLI_TESTS	= $(sort $(wildcard tests/cli/*.bats))
STATIC_TESTS	= $(sort $(wildcard tests/static/*.t))

V	=
Q	= $(if $(filter 1,$(V)),,@)
say	= $(if $(filter 1,$(V)),@:,@printf '  %-5s %s\n' '$1' '$2')

# A file that holds a line of words and is written only when they change: what
# depends on it is made anew after a change of flags, or when a source is gone.
listed	= @mkdir -p $(@D); \
	printf '%s\n' '$(subst ','\'',$1)' | cmp -s - $@ || \
	printf '%s\n' '$(subst ','\'',$1)' >$@

.PHONY: all
all: $(CMDS) $(LIB) $(PLUGIN) $(DRAW) $(MO)	## everything: commands, library, translations

.PHONY: compile
compile: all $(UNIT_TESTS)	## all, and the unit tests, without running them

$(BUILD)/flags: FORCE
	$(call listed,$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS))
$(BUILD)/lib.list: FORCE
	$(call listed,$(LIB_OBJ))
$(BUILD)/link.list: FORCE
	$(call listed,$(CLI_OBJ) $(OWN_OBJ) $(ALL_LDFLAGS))
$(GEN)/sql.list: FORCE
	$(call listed,$(SQL_SRC))
.PHONY: FORCE
FORCE:

$(GEN)/sql.h $(GEN)/sql.c: $(GEN)/sql.%: scripts/gen-sql $(SQL_SRC) $(GEN)/sql.list
	$(call say,GEN,$@)
	$(Q)scripts/gen-sql $* share/sql >$@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags | $(GEN_H)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/gen/%.o: $(GEN)/%.c $(BUILD)/flags | $(GEN_H)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(LIB_OBJ) $(BUILD)/lib.list
	$(call say,AR,$@)
	@mkdir -p $(@D)
	$(Q)rm -f $@ && $(AR) rcD $@ $(LIB_OBJ)

# It takes what it needs of the library from the program that loads it.
$(BUILD)/lib/journal-store-postgresql.so: $(PLUGIN_OBJ) $(BUILD)/flags
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -shared -Wl,-z,relro,-z,now -o $@ $(PLUGIN_OBJ) \
	    $(shell pkg-config --libs libpq)

$(DRAW): $(DRAW_OBJ) $(BUILD)/flags
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -shared -Wl,-z,relro,-z,now -o $@ $(DRAW_OBJ) \
	    $(shell pkg-config --libs pangocairo cairo) -lm

$(DRAW_OBJ): ALL_CFLAGS += -fPIC -fvisibility=hidden
$(DRAW_OBJ): ALL_CPPFLAGS += $(shell pkg-config --cflags pangocairo cairo)

$(PLUGIN_OBJ): ALL_CFLAGS += -fPIC -fvisibility=hidden
$(PLUGIN_OBJ): ALL_CPPFLAGS += $(shell pkg-config --cflags libpq)

$(BIN)/%: $(BUILD)/obj/bin/%.o $(CLI_OBJ) $(LIB) $(BUILD)/link.list lib/store/plugin.syms
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS)

$(foreach f,$(OWN_SRC),$(eval \
    $(BIN)/jr-$(firstword $(subst _, ,$(notdir $f))): $(f:%.c=$(BUILD)/obj/%.o)))

$(BIN)/jr-sheet: LIBS += $(shell pkg-config --libs libzip expat) -lm
$(BIN)/jr-print: LIBS += -Wl,--dynamic-list=bin/print.syms $(shell pkg-config --libs xlsxwriter jansson)

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(UNIT_COMMON_OBJ) $(LIB) $(BUILD)/link.list lib/store/plugin.syms
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.o %.a,$^) $(TEST_LIBS)

# --- Fuzzers (SAN=fuzz) ---
$(BUILD)/tests/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/obj/tests/fuzz/fuzz.o $(LIB) $(BUILD)/link.list
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $(filter %.o,$^) $(LIB) $(LIBS)

$(BUILD)/tests/fuzz_sheet: $(filter $(BUILD)/obj/bin/sheet_%,$(OWN_OBJ))
$(BUILD)/tests/fuzz_sheet: LIBS += $(shell pkg-config --libs libzip expat) -lm
$(BUILD)/tests/fuzz_import: $(CLI_OBJ)
$(BUILD)/obj/tests/fuzz/fuzz_sheet.o: ALL_CPPFLAGS += -Ibin

.PHONY: fuzzers fuzz-build
fuzzers: $(FUZZERS)

# Beside the ordinary build; where clang has no fuzzer's run-time, nothing.
fuzz-build:
	$(Q)if echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' | \
	    clang -fsanitize=fuzzer,address,undefined -x c -o /dev/null - 2>/dev/null; then \
	    $(MAKE) --no-print-directory SAN=fuzz CC=clang BUILD='$(FUZZ_BUILD)' fuzzers; fi

$(BUILD)/tests/fault_%.so: tests/fault/%.c $(BUILD)/flags
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) -std=c17 $(WARN) $(CFLAGS) -fPIC -shared -o $@ $<

$(BUILD)/share/locale/%/LC_MESSAGES/journal.mo: share/po/%.po
	$(call say,MO,$@)
	@mkdir -p $(@D)
	$(Q)msgfmt -o $@ $<

.SECONDARY: $(OBJ) $(FUZZ_OBJ)
-include $(OBJ:.o=.d) $(FUZZ_OBJ:.o=.d)

# --- Tests ------------------------------------------------------------------
# Everything speaks TAP and runs under one prove, whose closing line counts.
# tests/run knows how to run each kind of file.

PROVE	= prove
PROVE_FLAGS = -j 2
TESTS	=

FUZZ_BUILD = $(patsubst %-fuzz,%,$(BUILD))-fuzz
FUZZ_TIME = 60
FUZZ_TESTS = tests/fuzz/fuzz.t

# A sanitizer's finding must not pass for exit code 1, "ran well and found".
TEST_ENV = JR_BUILD='$(abspath $(BUILD))' JR_TEST_FUZZERS='$(abspath $(FUZZ_BUILD))' CC='$(CC)' CMOCKA_MESSAGE_OUTPUT=TAP \
	ASAN_OPTIONS=exitcode=99:detect_leaks=1:detect_stack_use_after_return=1 \
	LSAN_OPTIONS=suppressions='$(abspath tests/lsan.supp)':print_suppressions=0 \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1

# $1: the tests; $2: what prove is run under.
prove	= @set -- $(or $(TESTS),$1); \
	if [ $$\# -eq 0 ]; then echo 'no such tests yet'; else \
	$(TEST_ENV) $2 $(PROVE) $(PROVE_FLAGS) --exec 'sh tests/run' "$$@"; fi
on_postgresql = tests/postgresql with
# What is about files, not about a store, is the same there.
PG_TESTS = $(BUILD)/tests/test_store \
	$(filter-out tests/cli/sheet.bats tests/cli/plugin.bats,$(CLI_TESTS))

.PHONY: check check-unit check-cli check-sqlite check-postgresql check-static \
	check-asan check-run check-fault fault check-fuzz fuzz
check: all $(UNIT_TESTS) $(SHIMS) fuzz-build	## all tests: static, unit, faults, fuzzers, CLI on both engines
	$(call prove,$(STATIC_TESTS) $(UNIT_TESTS) $(FAULT_TESTS) $(FUZZ_TESTS) $(CLI_TESTS))
	$(call prove,$(PG_TESTS),$(on_postgresql))

check-unit: $(UNIT_TESTS)	## the unit tests
	$(call prove,$(UNIT_TESTS))

check-cli: all $(BUILD)/tests/test_store	## the CLI tests, on both engines
	$(call prove,$(CLI_TESTS))
	$(call prove,$(PG_TESTS),$(on_postgresql))

check-sqlite: check-run	## unit and CLI tests on SQLite

check-postgresql: all $(BUILD)/tests/test_store	## the CLI tests on a PostgreSQL server of their own
	$(call prove,$(PG_TESTS),$(on_postgresql))

check-static: all	## layers, headers, man pages, translations, scripts
	$(call prove,$(STATIC_TESTS))

check-fault: all $(SHIMS)	## memory, disk, system calls and power fail, at some points
	$(call prove,$(FAULT_TESTS))

fault: all $(SHIMS)	## the same at every point (half an hour)
	$(call prove,$(FAULT_TESTS),JR_TEST_FAULTS=all)

check-fuzz: fuzz-build	## every fuzzer for three seconds, from tests/fuzz/corpus
	$(call prove,$(FUZZ_TESTS))

fuzz: fuzz-build	## every fuzzer for FUZZ_TIME (60) seconds
	$(call prove,$(FUZZ_TESTS),JR_TEST_FUZZ_TIME=$(FUZZ_TIME))

check-asan:	## unit and CLI tests under ASan and UBSan
	$(Q)$(MAKE) --no-print-directory SAN=1 BUILD=$(patsubst %-asan,%,$(BUILD))-asan check-run

check-run: all $(UNIT_TESTS)
	$(call prove,$(UNIT_TESTS) $(CLI_TESTS))

.PHONY: regen-golden bench
regen-golden: all	## write the golden files anew and show the difference
	$(Q)if [ -e tests/golden/regen ]; then JR_BUILD='$(abspath $(BUILD))' tests/golden/regen; \
	else echo 'tests/golden/regen is not there yet'; fi

bench: all	## speed, as ratios of one run
	$(Q)if [ -e scripts/bench ]; then JR_BUILD='$(abspath $(BUILD))' scripts/bench; \
	else echo 'scripts/bench is not there yet'; fi

# --- Looks ------------------------------------------------------------------

.PHONY: format lint
# Headers keep their prototypes in columns, which clang-format would undo.
format:	## clang-format the C files in place
	clang-format -i $(C_FILES)

lint: $(GEN_H)	## clang-tidy, cppcheck (if there), shellcheck
	printf '%s\n' $(C_FILES) | xargs -n 1 -P "$$(nproc)" sh -c \
	    'exec clang-tidy --quiet "$$1" -- -std=c17 $(ALL_CPPFLAGS)' clang-tidy
	if command -v cppcheck >/dev/null; then cppcheck --quiet --std=c11 --inline-suppr \
	    --enable=warning,performance,portability --error-exitcode=1 \
	    --suppress=missingIncludeSystem $(ALL_CPPFLAGS) $(C_FILES); fi
	sh tests/static/shell.t

# --- Translations -----------------------------------------------------------
# What xgettext takes for a message, and where.  tests/static/po.t reads the
# template made here.  Messages are marked with _() (translated on the spot) or
# N_() (translated by the function they are given to).

XGETTEXT_KEYWORDS = -k -k_ -kN_ -kngettext:1,2 -kjr_ngettext:1,2
MESSAGE_SQL = $(sort $(wildcard share/reports/*.sql share/audit/*.sql))
MESSAGE_C = $(filter lib/% bin/%,$(C_FILES)) $(HEADERS)

$(BUILD)/journal.pot: FORCE
	@mkdir -p $(GEN)
	$(Q)scripts/gen-messages $(MESSAGE_SQL) >$(GEN)/messages
	$(Q)xgettext --language=C --from-code=UTF-8 $(XGETTEXT_KEYWORDS) \
	    --add-comments=TRANSLATORS --add-location=file --package-name=journal \
	    --force-po --directory=. --directory=$(BUILD) -o $@ $(MESSAGE_C) gen/messages

.PHONY: pot update-po
pot: $(BUILD)/journal.pot	## the template of all messages, build/journal.pot

update-po: $(BUILD)/journal.pot	## bring share/po/*.po up to the sources
	$(Q)for po in $(PO); do msgmerge --quiet --update --backup=none \
	    --no-fuzzy-matching --add-location=file "$$po" $< && \
	    printf '%s: ' "$$po" && msgfmt --statistics -o /dev/null "$$po"; done

# --- Install ----------------------------------------------------------------

D	= $(DESTDIR)$(PREFIX)
DOC	= $(D)/share/doc/journal
CONF	= $(firstword $(wildcard share/journal.conf journal.conf))
EXAMPLES = $(wildcard share/systemd share/cron share/examples)
# What the commands read at run time; SQL and the schema are compiled in.
DATA	= $(filter-out share/sql share/po share/man share/completions \
	share/journal.conf $(EXAMPLES),$(wildcard share/*))

.PHONY: install
install: all	## into DESTDIR and PREFIX (/usr/local)
	install -d '$(D)/bin' '$(D)/lib' '$(D)/include/journal' '$(D)/share/journal' '$(DOC)'
	$(if $(CMDS),install -m 755 $(CMDS) '$(D)/bin')
	install -m 644 $(LIB) '$(D)/lib'
	install -D -m 644 -t '$(D)/lib/journal' $(PLUGIN) $(DRAW)
	install -m 644 LICENSE $(wildcard README.md) $(CONF) '$(DOC)'
	$(Q)set -e; put() { install -D -m 644 "$$1" "$$2"; }; \
	for h in $(if $(wildcard lib/journal.h),$$($(CC) -std=c17 $(ALL_CPPFLAGS) -MM lib/journal.h | \
	    tr -d '\\' | tr ' ' '\n' | grep '^lib/.*\.h$$')); do \
		put "$$h" '$(D)/include/journal/'"$${h#lib/}"; done; \
	for f in $(if $(DATA),$$(find $(DATA) -type f)); do \
		put "$$f" '$(D)/share/journal/'"$${f#share/}"; done; \
	for f in $(if $(EXAMPLES),$$(find $(EXAMPLES) -type f)); do \
		put "$$f" '$(DOC)/examples/'"$${f#share/}"; done; \
	for f in $(wildcard share/man/man?/*.? share/man/??/man?/*.?); do \
		put "$$f" '$(D)/'"$$f"; done; \
	for f in $(wildcard share/completions/*); do \
		put "$$f" '$(D)/share/bash-completion/completions/'"$${f##*/}"; done; \
	for f in $(MO:$(BUILD)/%=%); do put '$(BUILD)/'"$$f" '$(D)/'"$$f"; done

.PHONY: clean help
clean:	## remove all that was built
	rm -rf $(sort $(BUILD) build build-asan build-fuzz build-clang build-clang-asan)

help:	## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## *\(.*\)/\1	\2/p' Makefile | expand -t 16
