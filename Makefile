# Everything on a fresh machine with Python 3.11+, pip, make and Node 20+. No step needs another to be run by hand first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UI := web/ui
UI_SOURCES := $(shell find $(UI)/src -type f 2>/dev/null) $(wildcard $(UI)/*.ts $(UI)/*.json $(UI)/*.html)

.PHONY: run test check accept bench dist torture types clean chromium

run: $(VENV)/.installed web/static/built/.stamp
	$(BIN)/wom serve

test: $(VENV)/.test-tools web/static/built/.stamp chromium
	cd $(UI) && npm test
	$(BIN)/python -m pytest -q

check: $(VENV)/.test-tools $(UI)/node_modules/.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd $(UI) && npm run check

accept: $(VENV)/.test-tools
	$(BIN)/python -m pytest -q --accept tests/problems tests/scenario tests/transcripts

bench: $(VENV)/.test-tools web/static/built/.stamp
	$(BIN)/wom bench

torture: $(VENV)/.test-tools
	$(BIN)/python -m pytest -q --long tests/torture

types: $(VENV)/.installed $(UI)/node_modules/.stamp
	cd $(UI) && npm run types

dist: $(VENV)/.test-tools web/static/built/.stamp
	rm -rf dist && $(BIN)/python -m build

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.test-tools: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,check]"
	touch $@

$(UI)/node_modules/.stamp: $(UI)/package.json $(UI)/package-lock.json
	cd $(UI) && npm ci --no-audit --no-fund --loglevel=error
	touch $@

web/static/built/.stamp: $(UI)/node_modules/.stamp $(UI_SOURCES)
	cd $(UI) && npm run build
	touch $@

# Browser tests use the distribution's Chromium; nothing downloads a browser of its own.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else \
	  echo "The browser tests need Chromium. Install your distribution's package named chromium, then run make test again." >&2; exit 1; \
	fi

clean:
	rm -rf $(VENV) $(UI)/node_modules web/static/built dist
