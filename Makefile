# Everything on a fresh machine with Python 3.11+, pip, make and Node 20+. No step needs another to be run by hand first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UI := web/ui
LSP := tests/editor
BUILT := web/static/built
UI_SOURCES := $(shell find $(UI)/src -type f 2>/dev/null) $(wildcard $(UI)/*.ts $(UI)/*.json)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check accept bench dist torture fuzz types pictures format clean chromium

run: $(VENV)/app.stamp $(BUILT)/.stamp
	@$(BIN)/wom serve

# Front end first, so that the last line printed is pytest's own.
test: $(VENV)/tools.stamp $(BUILT)/.stamp $(LSP)/node_modules/.stamp chromium
	cd $(UI) && npm test --silent
	@$(BIN)/python -m pytest -q -n 2

check: $(VENV)/tools.stamp $(UI)/node_modules/.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd $(UI) && npm run --silent check

# Rewrites expected outputs, to be read in review.
accept: $(VENV)/tools.stamp $(LSP)/node_modules/.stamp
	$(BIN)/python -m pytest -q --accept tests

bench: $(VENV)/tools.stamp $(BUILT)/.stamp
	@$(BIN)/wom bench

torture: $(VENV)/tools.stamp $(BUILT)/.stamp
	$(BIN)/python -m pytest -q --long tests/torture

# Ten thousand damaged scenarios, each accepted or refused at a place, within a second and 100 MB.
fuzz: $(VENV)/tools.stamp
	@$(BIN)/python tests/scenario/fuzz.py

# The pictures in README, from a real drill.
pictures: $(VENV)/tools.stamp $(BUILT)/.stamp chromium
	$(BIN)/python tests/browser/pictures.py

# The TypeScript types of the protocol, from the Python that owns it.
types: $(VENV)/app.stamp $(UI)/node_modules/.stamp
	cd $(UI) && npm run --silent types

format: $(VENV)/tools.stamp $(UI)/node_modules/.stamp
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
	cd $(UI) && npx prettier --write --log-level warn .

# Wheel and sdist carry the built pages: both install and run without Node.
dist: $(VENV)/tools.stamp $(BUILT)/.stamp
	rm -rf dist && $(BIN)/python -m build --quiet && ls dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/app.stamp: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/tools.stamp: pyproject.toml $(VENV)/app.stamp
	$(PIP) --editable ".[test,check]"
	@touch $@

$(UI)/node_modules/.stamp: $(UI)/package.json $(UI)/package-lock.json
	cd $(UI) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# The language server that editors use for YAML.
$(LSP)/node_modules/.stamp: $(LSP)/package.json $(LSP)/package-lock.json
	cd $(LSP) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT)/.stamp: $(UI)/node_modules/.stamp $(UI_SOURCES)
	cd $(UI) && npm run --silent build
	@touch $@

# Browser tests use the distribution's Chromium; nothing downloads a browser of its own.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else \
	  echo "The browser tests need Chromium. Install your distribution's package named chromium, then run make test again." >&2; exit 1; \
	fi

clean:
	rm -rf $(VENV) $(UI)/node_modules $(LSP)/node_modules $(BUILT) dist
