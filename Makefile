# The Python that makes the virtual environment: make site PYTHON=/path/to/python3
PYTHON ?= python3

VENV = .venv
BIN = $(VENV)/bin
# Empty files that say when something was last installed, so that a second run installs nothing.
SITE_READY = $(VENV)/.site-ready
TEST_READY = $(VENV)/.test-ready

# pip passes the pins on to the separate environment in which the project itself is built: older pips
# through the first variable, pips from 25.3 on through the second. The path is relative because pip
# splits the value at spaces, and a folder's name may hold one.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL = help
.PHONY: help site demonstrations zip test firefox check serve bench venv clean

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 26

site: $(SITE_READY)  ## set up and build the site into site/
	$(BIN)/teamspiegel build

demonstrations: site  ## the same, and the school with every other kind of measurement into examples/onderzoek/site/
	$(BIN)/teamspiegel --project examples/onderzoek build

zip: $(SITE_READY)  ## build the site and pack it into dist/, to send: unpacked, it opens without a server
	$(BIN)/teamspiegel build --zip dist/teamspiegel-site.zip

test: $(TEST_READY)  ## set up and run every check and test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	CHROMIUM="$$(tests/browser/find-chromium)" && export CHROMIUM && $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

firefox: site  ## play the half day of the demonstration in Firefox
	tests/firefox/run site/teams/horeca/bijeenkomsten/2026-06-18.html

check: $(SITE_READY)  ## check content/ and data/ without building
	$(BIN)/teamspiegel check

serve: $(SITE_READY)  ## show the site on this computer and follow every change
	$(BIN)/teamspiegel serve

bench: $(TEST_READY)  ## measure for an hour what it costs (tests/bench/results.md), and how often noise gets a word
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.noise

venv: $(SITE_READY)  ## set up only

clean:  ## remove what was built; the set-up in .venv stays, and what others keep in site/
	if [ -f site/.teamspiegel ]; then cut -c 67- site/.teamspiegel | tr '\n' '\0' | (cd site && xargs -0 rm -f -- .teamspiegel); fi
	rm -rf .site.teamspiegel-next site/.teamspiegel-next site/.teamspiegel-next-part
	find site -depth -type d -empty -delete 2>/dev/null || true
	rm -rf dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .cache
	find build -mindepth 1 ! -path build/docs ! -path build/docs/.gitkeep -delete 2>/dev/null || true
	find generator data tests -name __pycache__ -prune -exec rm -rf {} +

$(SITE_READY): pyproject.toml constraints.txt
	@tools/make-venv "$(PYTHON)" $(VENV)
	$(BIN)/python -m pip install -q -e .
	@$(BIN)/python -m compileall -q generator  # pip does it for every package but this one, which stays where it is
	@touch $@

$(TEST_READY): $(SITE_READY)
	$(BIN)/python -m pip install -q -e '.[test]'
	@touch $@
