# On a Debian 12 as root or with sudo: `make run` is all a newcomer needs, `make test` all an author.
jobs := $(shell nproc)
sources := $(shell find daemon tests -name '*.cpp' -o -name '*.hpp')
configure = test -f build/$(1)/build.ninja || cmake --preset $(1)

.PHONY: run build test bench format lint clean deps
.NOTPARALLEL:

run:  ## build and start the daemon on the shipped plan
	@.ci/packages build
	@$(call configure,release)
	@cmake --build --preset release -j$(jobs) --target nhaclich
	build/release/nhaclich serve -c config/board/nhaclich.toml --state build/state

build: deps  ## the daemon and every test program
	@$(call configure,release)
	cmake --build --preset release -j$(jobs)

test: build  ## every unit, scenario and system test
	ctest --preset release

bench: deps  ## how long planning takes, how fast mail goes out and calendars are served
	@.ci/packages bench
	@$(call configure,release)
	cmake --build --preset release -j$(jobs) --target bench

format:  ## rewrite every source file as .clang-format says
	@.ci/packages lint
	clang-format-14 -i $(sources)

lint: deps  ## fail on what clang-format would change or clang-tidy finds
	@.ci/packages lint
	clang-format-14 --dry-run -Werror $(sources)
	@cmake --preset lint >/dev/null  # nothing is built there that would notice new files
	run-clang-tidy-19 -quiet -j$(jobs) -p build/lint -checks=-bugprone-suspicious-include \
	  -header-filter='.*/(daemon|include)/[a-z]+/.*[.][ch]pp$$' 'CMakeFiles/(room_|nhaclich[.])'

clean:  ## remove everything built, the state of `make run` included
	rm -rf build

deps:
	@.ci/packages build test
