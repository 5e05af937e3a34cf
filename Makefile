# Everything this checkout can do. Works with the GNU Make 3.81 that a Mac has.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check install

.NOTPARALLEL:
.PHONY: briefing course setup machine test test-content test-slow test-browser test-next fuzz audit coverage test-pythons lint bench lock clean help

briefing: setup  ## set up, and write build/briefing.pdf
	@$(BIN)/report build

course: setup  ## every edition of the shipped briefing, for the web and for learning platforms, into build/
	@$(BIN)/report build
	@$(BIN)/report build --paper letter
	@$(BIN)/report build --edition instructor
	@$(BIN)/report build --edition summary
	@$(BIN)/report build --theme plain -o build/briefing-large.pdf
	@$(BIN)/report build --format html
	@$(BIN)/report build --format html --edition instructor
	@$(BIN)/report build --format docx
	@$(BIN)/report build --format epub
	@$(BIN)/report course
	@$(BIN)/report course --edition instructor
	@$(BIN)/report print-set build/briefing.pdf
	@$(BIN)/report print-set --split build/briefing.pdf
	@for form in bibtex csl-json ris; do \
	  $(BIN)/report sources --own --format $$form > build/cite.`echo $$form | sed 's/bibtex/bib/; s/csl-json/json/'`; \
	done

setup: machine $(READY)

# Python 3.11 or later, wherever it is; the system libraries; then the environment, made anew when
# its Python has gone or when the checkout was moved (an environment knows its own folder).
machine:
	@if [ -x $(BIN)/python ] && [ "`cat .venv/made-in 2>/dev/null`" = "$(CURDIR)" ] \
	    && $(BIN)/python -c '' 2>/dev/null; then \
	  exec $(BIN)/python -P report/machine/libraries.py --install; \
	fi; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -P report/machine/libraries.py --install || exit 1; \
	    echo "Setting up .venv with `$$python --version` (once; about half a minute)"; \
	    rm -f $(READY); \
	    $$python -m venv --clear .venv && echo "$(CURDIR)" > .venv/made-in; \
	    exit; \
	  fi; \
	done; \
	echo "Python 3.11 or later is needed, and python3 here is" \
	  "`$(PYTHON) --version 2>/dev/null || echo missing`: install it, or name it with" \
	  "\`make PYTHON=/path/to/python3\`." >&2; \
	exit 1

# The lock holds every package by its hash; the project itself goes in last, as a link to this folder.
$(READY): requirements.lock pyproject.toml | machine
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

test: setup lint  ## set up, check the code, run the tests (no browser)
	$(BIN)/pytest -n auto

test-content: setup  ## what judges the shipped briefing alone: its prose, its map, its pages
	$(BIN)/pytest tests/shipped

test-slow: setup  ## the tests that take long: the wheel, built and used elsewhere
	$(BIN)/pytest -n auto -m slow

# The pages for the web, judged in a browser; neither it nor axe-core is a part of the project.
test-browser: setup  ## the pages for the web, in Chromium (which root gets by apt-get)
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit; done; \
	if [ "`id -u`" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium >/dev/null; \
	else \
	  echo "Chromium is needed: run \`sudo apt-get install chromium\`." >&2; exit 1; \
	fi
	@$(PIP) --no-deps --require-hashes --upgrade --target .venv/browser -r tests/browser/requirements.txt
	$(BIN)/pytest tests/browser -m browser

fuzz: setup  ## try hostile input for an hour (SECONDS=3600); what does not hold becomes a test
	$(BIN)/pytest -q -m "" --hypothesis-profile=chance $$(grep -rl "@given" tests --include="test_*.py")
	$(BIN)/python -m tests.hostile.fuzz $(SECONDS)

# It asks a database on the network, by the names and versions of the lock; SECURITY.md has the way
# without a network.
audit:  ## known advisories against the lock (needs pip-audit and the network)
	@command -v pip-audit >/dev/null || { echo "pip-audit is needed: run \`pipx install pip-audit\`." >&2; exit 1; }
	pip-audit --require-hashes --disable-pip --requirement requirements.lock

# In an environment of its own, beside the one that must pass: what fails is what an update will ask.
test-next: setup  ## the tests of the press against the newest WeasyPrint that can be had
	@rm -rf .venv/next && $(PIP) --upgrade --no-deps --target .venv/next weasyprint
	-PYTHONPATH=$(CURDIR)/.venv/next $(BIN)/report doctor
	PYTHONPATH=$(CURDIR)/.venv/next $(BIN)/pytest tests/press tests/test_pipeline.py

coverage: setup  ## the quick tests, and how much of the code they run; fails below the floor
	$(BIN)/coverage run -m pytest -q -n auto
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --skip-covered

# Each Python from 3.11 on that this machine has, by name or from pyenv, in an environment of its own.
test-pythons: machine  ## the quick tests with every Python from 3.11 on that is found
	@for python in python3.11 python3.12 python3.13 python3.14 \
	    $(wildcard $(HOME)/.pyenv/versions/3.1[1-9]*/bin/python3); do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  folder=.venv/pythons/`$$python -c 'import sys; print("%d.%d" % sys.version_info[:2])'`; \
	  [ -d $$folder ] && continue; \
	  echo "$$folder: `$$python --version`"; \
	  $$python -m venv $$folder \
	    && $$folder/bin/python -m pip -qq --disable-pip-version-check install --require-hashes -r requirements.lock \
	    && $$folder/bin/python -m pip -qq --disable-pip-version-check install --no-deps --no-build-isolation -e . \
	    && $$folder/bin/python -m pytest -q || exit 1; \
	done; rm -rf .venv/pythons

lint: setup  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup  ## time builds beside plain WeasyPrint, and Typst where it is installed (some minutes)
	$(BIN)/python -m tests.bench

# `make lock` pins what pyproject.toml added and leaves the rest; `make lock UPDATE=jinja2` raises
# one package; `make lock UPDATE=all` raises everything.
lock:  ## pin what is new, with hashes; UPDATE=NAME raises one package, UPDATE=all every one (needs uv)
	@command -v uv >/dev/null || { echo "uv is needed: run \`pipx install uv\`." >&2; exit 1; }
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  $(if $(UPDATE),$(if $(filter all,$(UPDATE)),--upgrade,--upgrade-package $(UPDATE))) \
	  --extra dev --output-file requirements.lock pyproject.toml

clean:  ## remove what was built and what the tools keep, but not .venv
	rm -f build/briefing.pdf build/briefing-letter.pdf
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find report tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/\1|\2/p' Makefile | awk -F '|' '{printf "make %-12s %s\n", $$1, $$2}'
