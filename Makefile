# entente: scenario simulation of the cooperation of two states.
#
#   make demo    install what is missing, build, compare scenarios, say where the figures are
#   make check   install what is missing, build, run all tests
#   make help    everything else
#
# CC, CFLAGS, LDFLAGS, OPENMP, prefix, libdir and DESTDIR are yours to set. Objects go to build/VARIANT/.

VERSION := $(shell sed -n 's/^.define ENTENTE_VERSION "\(.*\)"/\1/p' engine/entente.h)

CC ?= cc
OBJCOPY ?= objcopy
CFLAGS ?= -O2 -g
LDFLAGS ?=
prefix ?= /usr/local
libdir ?= $(prefix)/lib
includedir ?= $(prefix)/include
mandir ?= $(prefix)/share/man
docdir ?= $(prefix)/share/doc/entente
JOBS ?= $(shell nproc 2>/dev/null || echo 1)

VARIANT ?= release
OUT = build/$(VARIANT)
PROGRAM = $(if $(filter release,$(VARIANT)),build/entente,$(OUT)/entente)

# Debian's names of what the program and its tests need.
PACKAGES = libconfig-dev libsleef-dev librandom123-dev libjansson-dev libmd-dev libunistring-dev libcsv-dev \
           libsqlite3-dev gnuplot-nox fonts-dejavu-core \
           fonts-droid-fallback fonts-nanum libgsl-dev libcmocka-dev pkgconf
# What proves man pages: needed by `make docs`, and by tests in CI.
DOCS_PACKAGES = mandoc

# What the test of reports in a browser needs; without it that test is skipped, but not under CI.
BROWSER_PACKAGES = chromium tidy poppler-utils

WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual -Wstrict-prototypes \
           -Wmissing-prototypes -Wvla -Wformat=2 $(if $(CI),-Werror)
# Contraction would give other bits on machines with fused multiply-add.
COMMON_FLAGS = -std=c11 -D_GNU_SOURCE -Iengine -ffp-contract=off -DENT_VERSION='"$(VERSION)"' \
               $(WARNINGS) $(OPENMP_FLAGS) $(VARIANT_FLAGS)
# OPENMP=0 builds a program of one thread.
OPENMP ?= 1
OPENMP_FLAGS = $(if $(filter 0,$(OPENMP)),-fopenmp-simd -Wno-unknown-pragmas,-fopenmp)
LIBRARIES = -lconfig -lcsv -lunistring -lsleef -ljansson -lmd -lsqlite3 -lgsl -lgslcblas -lm \
            $(OPENMP_FLAGS)
# What of these libentente needs, which writes no files and fits nothing.
PUBLIC_LIBRARIES = -lconfig -lcsv -lsleef -lunistring -lm $(filter -fopenmp,$(OPENMP_FLAGS))
# One set of objects serves the program, the tests and a shared library that shows entente_* only.
LIBRARY_FLAGS = -fPIC -fvisibility=hidden

VARIANT_FLAGS_asan = -fsanitize=address -fno-omit-frame-pointer
VARIANT_FLAGS_ubsan = -fsanitize=undefined -fno-sanitize-recover=all
VARIANT_FLAGS_coverage = --coverage -O0
VARIANT_FLAGS = $(VARIANT_FLAGS_$(VARIANT))

# ---- The library and the program ----------------------------------------------------------------

# Kernels are compiled once for each instruction set (docs/decisions/0001-kernels.md).
KERNELS = random/draws ensemble/gather \
          $(addprefix model/,phases draws drivers answers strike events effects shocks parameters \
            succession governments institutions domains publics health derive record)
KERNEL_FLAGS = $(if $(filter coverage,$(VARIANT)),,-O3) -fno-math-errno -fno-trapping-math
ISAS = baseline $(if $(findstring x86_64,$(shell $(CC) -dumpmachine)),avx2 avx512)
FLAGS_avx2 = -mavx2
FLAGS_avx512 = -mavx512f -mavx512dq -mavx512bw -mavx512vl -mprefer-vector-width=512

SOURCES = $(patsubst engine/%.c,%,$(wildcard engine/*/*.c))
COMMANDS = $(filter cli/%,$(SOURCES))
PLAIN = $(filter-out $(KERNELS) $(COMMANDS),$(SOURCES))
OBJECTS = $(PLAIN:%=$(OUT)/engine/%.o) $(foreach isa,$(ISAS),$(KERNELS:%=$(OUT)/engine/%.$(isa).o))
LIBRARY = $(OUT)/libengine.a

# What others link against; sanitizers and coverage are no business of theirs.
SONAME = libentente.so.0
PUBLIC = $(if $(filter release,$(VARIANT)),$(addprefix $(OUT)/libentente,.a .so.$(VERSION)))

all: $(PROGRAM) $(PUBLIC)

$(PROGRAM): $(COMMANDS:%=$(OUT)/engine/%.o) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

$(LIBRARY): $(OBJECTS)
	@echo "  AR  $@"
	@rm -f $@ && $(AR) rcs $@ $^

# One object of all that entente.h needs; the rest of its names cannot be seen from outside.
$(OUT)/libentente.o: $(filter $(OUT)/engine/api/%,$(OBJECTS)) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) -r -nostdlib -o $@ $^
	@$(OBJCOPY) --localize-hidden $@

$(OUT)/libentente.a: $(OUT)/libentente.o
	@echo "  AR  $@"
	@rm -f $@ && $(AR) rcs $@ $^

$(OUT)/libentente.so.$(VERSION): $(OUT)/libentente.o engine/api/entente.map
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--no-undefined -Wl,--as-needed \
	  -Wl,--version-script=engine/api/entente.map -o $@ $< $(PUBLIC_LIBRARIES)

# A change of flags rebuilds what depends on them.
BUILT_WITH = $(CC) $(CFLAGS) $(LDFLAGS) $(COMMON_FLAGS) $(LIBRARY_FLAGS) $(KERNEL_FLAGS)
$(OUT)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(BUILT_WITH))' | cmp -s - $@ || \
	  printf '%s\n' '$(subst ','\'',$(BUILT_WITH))' > $@

define KERNEL_RULE
$(OUT)/engine/%.$(1).o: engine/%.c $(OUT)/flags
	@mkdir -p $$(@D)
	@echo "  CC  $$@"
	@$(CC) $$(CFLAGS) $$(COMMON_FLAGS) $$(LIBRARY_FLAGS) $$(KERNEL_FLAGS) $$(FLAGS_$(1)) -DENT_ISA_SUFFIX=$(1) \
	  -MMD -MP -c -o $$@ $$<
endef
$(foreach isa,$(ISAS),$(eval $(call KERNEL_RULE,$(isa))))

$(OUT)/engine/%.o: engine/%.c $(OUT)/flags
	@mkdir -p $(@D)
	@echo "  CC  $@"
	@$(CC) $(CFLAGS) $(COMMON_FLAGS) $(LIBRARY_FLAGS) -MMD -MP -c -o $@ $<

# ---- Documents ------------------------------------------------------------------------------------

# Parts of these are made of the engine's tables; the rest of them is written by hand.
DOCUMENTS = docs/model.md docs/scenario-reference.md man/entente.1 man/entente-scenario.5
GENERATE = $(OUT)/docs/generate/generate
GENERATE_PARTS = $(patsubst %.c,$(OUT)/%.o,$(filter-out %/main.c,$(wildcard docs/generate/*.c))) \
                 $(patsubst %,$(OUT)/engine/%.o,$(filter-out cli/main,$(COMMANDS)))

$(OUT)/docs/%.o: docs/%.c $(OUT)/flags
	@mkdir -p $(@D)
	@echo "  CC  $@"
	@$(CC) $(CFLAGS) $(COMMON_FLAGS) -Idocs -MMD -MP -c -o $@ $<

$(GENERATE): $(OUT)/docs/generate/main.o $(GENERATE_PARTS) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

docs: deps $(GENERATE)
	@tests/deps $(DOCS_PACKAGES)
	@for document in $(DOCUMENTS); do $(GENERATE) $$document $$document || exit 1; done
	@docs/generate/lint $(filter man/%,$(DOCUMENTS))

# ---- Tests ----------------------------------------------------------------------------------------

TEST_LIBRARIES = -lcmocka $(LIBRARIES)
UNIT = $(patsubst tests/%.c,%,$(wildcard tests/unit/test_*.c tests/property/test_*.c \
         tests/golden/test_*.c tests/stat/test_*.c))
FAULTS = $(patsubst tests/%.c,%,$(wildcard tests/fault/test_*.c))
FUZZERS = $(patsubst tests/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SUPPORT = $(patsubst tests/%.c,$(OUT)/tests/%.o,$(wildcard tests/support/*.c))
ORACLE = $(patsubst tests/%.c,$(OUT)/tests/%.o,$(wildcard tests/oracle/oracle*.c))
DOCUMENT_TESTS = $(patsubst tests/%.c,%,$(wildcard tests/generate/test_*.c))
TESTS = $(UNIT) $(FAULTS) $(DOCUMENT_TESTS) oracle/test_paths
TEST_PROGRAMS = $(TESTS:%=$(OUT)/tests/%) $(FUZZERS:%=$(OUT)/tests/%-replay)

# Calls that fault tests let fail.
WRAPPED = calloc aligned_alloc write fsync rename open
WRAPS = $(WRAPPED:%=-Wl,--wrap=%)

$(OUT)/tests/%.o: tests/%.c $(OUT)/flags
	@mkdir -p $(@D)
	@echo "  CC  $@"
	@$(CC) $(CFLAGS) $(COMMON_FLAGS) -Itests -MMD -MP -c -o $@ $<

# The oracle is plain scalar C and shares nothing with the engine, flags included.
$(ORACLE): $(OUT)/tests/oracle/%.o: tests/oracle/%.c $(OUT)/flags
	@mkdir -p $(@D)
	@echo "  CC  $@"
	@$(CC) $(CFLAGS) -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off $(WARNINGS) \
	  $(VARIANT_FLAGS) -MMD -MP -c -o $@ $<

$(UNIT:%=$(OUT)/tests/%): %: %.o $(SUPPORT) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS) -o $@ $^ $(TEST_LIBRARIES)

$(FAULTS:%=$(OUT)/tests/%): %: %.o $(SUPPORT) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS) $(WRAPS) -o $@ $^ $(TEST_LIBRARIES)

$(OUT)/tests/oracle/test_paths: %: %.o $(ORACLE) $(SUPPORT) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS) -o $@ $^ $(TEST_LIBRARIES)

$(DOCUMENT_TESTS:%=$(OUT)/tests/%.o): COMMON_FLAGS += -Idocs
$(DOCUMENT_TESTS:%=$(OUT)/tests/%): %: %.o $(GENERATE_PARTS) $(SUPPORT) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS) -o $@ $^ $(TEST_LIBRARIES)

# A fuzzer's entry point with a main that replays the files it is given.
$(FUZZERS:%=$(OUT)/tests/%-replay): %-replay: %.o $(OUT)/tests/fuzz/replay.o $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

build-tests: all $(GENERATE) $(TEST_PROGRAMS)

run-tests: build-tests
	@OUT=$(OUT) PROGRAM=$(PROGRAM) CC='$(CC)' tests/run $(TEST_PROGRAMS:$(OUT)/tests/%=%)

check: deps
	@$(MAKE) --no-print-directory -j$(JOBS) build-tests
	@$(MAKE) --no-print-directory run-tests

check-asan check-ubsan: check-%: deps
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=$* build-tests
	@$(MAKE) --no-print-directory VARIANT=$* run-tests

check-valgrind: deps
	@$(MAKE) --no-print-directory -j$(JOBS) build-tests
	@VALGRIND='valgrind --quiet --error-exitcode=99 --leak-check=full' \
	  $(MAKE) --no-print-directory run-tests

# Lines of the engine that the tests reach; kernels count once, as compiled for the baseline.
coverage: deps
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=coverage build-tests
	@find build/coverage -name '*.gcda' -delete
	@ENTENTE_ISA=baseline $(MAKE) --no-print-directory VARIANT=coverage run-tests
	@lcov --quiet --capture --directory build/coverage/engine --output-file build/coverage/all.info
	@lcov --quiet --extract build/coverage/all.info '$(CURDIR)/engine/*' \
	  --output-file build/coverage/engine.info
	@lcov --list build/coverage/engine.info

golden-update: all
	@UPDATE=1 PROGRAM=$(PROGRAM) tests/golden/run

# libFuzzer with clang, a minute for each entry point; new inputs go to build/fuzz.
FUZZ_SECONDS ?= 60
fuzz:
	@tests/fuzz/run $(FUZZ_SECONDS)

# What demo and bench compare; the first is the control.
COMPARED = $(patsubst %,scenarios/japan-rok/%.cfg,base institutionalised placebo)

# ---- Speed ------------------------------------------------------------------------------------------

$(OUT)/bench: tests/bench/bench.c $(wildcard tests/oracle/oracle*.c) $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(COMMON_FLAGS) -c -o $@.o $<
	@$(CC) -std=c11 -O3 -march=native -D_POSIX_C_SOURCE=200809L -o $@ $@.o \
	  $(wildcard tests/oracle/oracle*.c) $(LIBRARY) $(LIBRARIES)

$(OUT)/scaling $(OUT)/sweep: $(OUT)/%: tests/bench/%.c $(LIBRARY)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(COMMON_FLAGS) -o $@ $^ $(LIBRARIES)

bench: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all $(OUT)/bench $(OUT)/scaling $(OUT)/sweep
	@$(OUT)/bench scenarios/japan-rok/base.cfg
	@$(OUT)/scaling $(COMPARED)
	@$(OUT)/sweep $(wordlist 1,2,$(COMPARED))
	@tests/bench/memory $(PROGRAM) $(COMPARED)

# ---- For newcomers --------------------------------------------------------------------------------

# Installs what is missing with apt; elsewhere says what is needed.
deps:
	@tests/deps $(PACKAGES) $(if $(CI),$(DOCS_PACKAGES))

deps-browser:
	@tests/deps $(BROWSER_PACKAGES)

DEMO = results/demo
demo: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@build/entente compare $(COMPARED) --members 10000 --force -o $(DEMO)
	@echo "Figures:"; ls $(DEMO)/plots/*.png
	@echo "Change a line of scenarios/japan-rok/institutionalised.cfg and run make demo again."

# Rebuilds the tables and figures of docs/validation.md.
validation: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@docs/validation/build $(PROGRAM)

# Runs the study of institutions and writes its page, studies/institutions/README.md.
study: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@studies/institutions/build $(PROGRAM)

# Draws the figures of docs/figures.md and writes that page.
figures: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@docs/figures/build $(PROGRAM)

# ---- Installing -------------------------------------------------------------------------------------

# The program finds plots and scenarios from where it stands itself: in ../share/entente.
quoted = '$(subst ','\'',$(DESTDIR)$(1))'
PLACES = bin=$(call quoted,$(prefix)/bin); data=$(call quoted,$(prefix)/share/entente); \
         lib=$(call quoted,$(libdir)); include=$(call quoted,$(includedir)); \
         man=$(call quoted,$(mandir)); doc=$(call quoted,$(docdir))

# Every file that is installed in four words: its mode, its place, its name there, what it is here.
DATA_FILES = $(sort $(shell find plots -type f ! -name '.*') \
               $(shell find scenarios -name '*.cfg' -o -name '*.md' -o -name '*.csv'))
DOC_FILES = README.md CHANGELOG.md CONTRIBUTING.md LICENSE \
            $(sort $(shell find docs -name '*.md' -o -name '*.png' -o -name '*.svg') \
              $(shell find studies -name '*.md' -o -name '*.png' -o -name '*.cfg') \
              $(wildcard docs/examples/*.c))
MAN_PAGES = $(sort $(wildcard man/*.1 man/*.5))
INSTALLED = 755 bin entente $(PROGRAM) 644 include entente.h engine/entente.h \
            $(foreach file,$(PUBLIC),644 lib $(notdir $(file)) $(file)) \
            $(foreach file,$(DATA_FILES),644 data $(file) $(file)) \
            $(foreach file,$(DOC_FILES),644 doc $(file) $(file)) \
            $(foreach file,$(MAN_PAGES),644 man man$(subst .,,$(suffix $(file)))/$(notdir $(file)) $(file))
# What install makes itself, in the same words.
MADE = - lib $(SONAME) - - lib libentente.so - - lib pkgconfig/entente.pc - - doc scenarios -

install: all
	@$(PLACES); set -- $(INSTALLED); while [ $$# -gt 0 ]; do \
	  eval "folder=\$$$$2"; install -D -m $$1 $$4 "$$folder/$$3" || exit 1; shift 4; done; \
	ln -sf libentente.so.$(VERSION) "$$lib/$(SONAME)" && \
	ln -sf $(SONAME) "$$lib/libentente.so" && ln -sfnr "$$data/scenarios" "$$doc/scenarios" && \
	install -d "$$lib/pkgconfig" && \
	sed -e 's|@prefix@|$(prefix)|; s|@libdir@|$(libdir)|; s|@includedir@|$(includedir)|' \
	  -e 's|@version@|$(VERSION)|; s|@private@|$(PUBLIC_LIBRARIES)|' \
	  -e '/^[il]/s|=$(prefix)/|=$${prefix}/|' engine/api/entente.pc.in >"$$lib/pkgconfig/entente.pc" && \
	chmod 644 "$$lib/pkgconfig/entente.pc"
	@echo "  $(words $(MAN_PAGES)) man pages, $(words $(DATA_FILES)) scenarios and templates," \
	  "program and library are in $(DESTDIR)$(prefix)"

# What install put there and no more: a file that someone added stays, and so does its folder.
uninstall:
	@$(PLACES); set -- $(INSTALLED) $(MADE); while [ $$# -gt 0 ]; do \
	  eval "folder=\$$$$2"; rm -f "$$folder/$$3" || exit 1; shift 4; done; \
	for folder in "$$data" "$$doc"; do \
	  [ ! -d "$$folder" ] || find "$$folder" -depth -type d -empty -delete; done

# ---- Upkeep -----------------------------------------------------------------------------------------

C_FILES = $(wildcard engine/*.h engine/*/*.[ch] tests/*/*.[ch] docs/*/*.[ch])

format:
	clang-format -i $(C_FILES)

format-check:
	@clang-format --dry-run -Werror $(C_FILES)

tidy:
	clang-tidy --quiet $(addprefix engine/,$(addsuffix .c,$(SOURCES))) -- \
	  $(filter-out -fopenmp,$(COMMON_FLAGS)) -fopenmp-simd

DIST = dist/entente-$(VERSION).tar.gz

# The last commit; what is not committed is not in it.
dist:
	@mkdir -p dist
	@[ -z "$$(git status --porcelain)" ] || echo "  note: what is not committed is not in it"
	git archive --prefix=entente-$(VERSION)/ -o $(DIST) HEAD

# Whether a stranger can do with it what the README says: unpack, build, test, install, uninstall.
distcheck: deps dist
	@JOBS=$(JOBS) tests/install/distcheck $(DIST)

clean:
	rm -rf build

distclean: clean
	rm -rf dist results

help:
	@echo "all            build/entente, and libentente for other programs"
	@echo "demo           install what is missing, build, compare three scenarios, draw figures"
	@echo "check          install what is missing, build, run all tests"
	@echo "check-asan check-ubsan check-valgrind   the same under a checker"
	@echo "coverage       lines of the engine that the tests reach"
	@echo "bench          member-steps per second, by instruction set and phase; memory"
	@echo "fuzz           libFuzzer on every entry point (FUZZ_SECONDS=60 each)"
	@echo "golden-update  rewrite the expected outputs; review the diff"
	@echo "study          run the study of institutions and write its page"
	@echo "figures        draw the figures of docs/figures.md and write that page"
	@echo "format format-check tidy   clang-format 14, clang-tidy 14"
	@echo "docs           fill the generated parts of docs/ and man/ from the engine's tables"
	@echo "deps           install the Debian packages needed: $(PACKAGES)"
	@echo "deps-browser   the same for the test of reports in a browser: $(BROWSER_PACKAGES)"
	@echo "install uninstall   for prefix=$(prefix); DESTDIR= to stage, libdir= for multiarch"
	@echo "dist distcheck   a tarball of the last commit; the same, unpacked, tested, installed"
	@echo "clean distclean"

-include $(shell find build/$(VARIANT) -name '*.d' 2>/dev/null)

FORCE:
.PHONY: all build-tests run-tests check check-asan check-ubsan check-valgrind coverage docs \
        golden-update fuzz bench deps deps-browser demo figures study validation install uninstall \
        format format-check tidy dist distcheck clean distclean help FORCE
.SECONDARY:
