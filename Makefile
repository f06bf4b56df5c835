# make help lists the targets. Nothing here needs more than Python 3.11 and make; `make test` also wants a Chromium.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8050
JOBS ?= 2
BIN := .venv/bin
PY := $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev refresh serve run check test faults bench bench-web browser screenshots clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.run ## make .venv and install what the product needs
setup-dev: .venv/.dev ## the same, with what the checks and tests need

.venv/bin/python:
	@$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/.run $@

refresh: setup ## read datasets/ and publish a snapshot
	$(PY) -m etl refresh

serve: setup ## serve the newest snapshot on $(HOST):$(PORT)
	$(PY) -m dashboard --host $(HOST) --port $(PORT)

run: refresh serve ## set up, refresh, serve

browser: setup-dev ## find a Chromium for the tests, or install one with the system's package manager
	@sh tools/chromium.sh

check: setup-dev ## lint, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Tests start hundreds of programs: each would compile every module anew where bytecode is not kept.
test faults: export PYTHONDONTWRITEBYTECODE =
test: check browser ## everything: checks, then all tests
	$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

faults: setup-dev ## kill, starve and cross refreshes for some minutes, and count what breaks
	FAULTS=whole $(BIN)/pytest tests/faults -n $(JOBS) --dist load -rP --timeout 1200

bench: setup-dev ## measure, on this machine
	$(BIN)/pytest tests/bench -m bench -s -n 0

bench-web: browser refresh ## measure beside the same page in Dash, Vizro, Streamlit and Datasette
	$(PY) tools/bench_web

screenshots: browser ## photograph every page of a running dashboard into build/screenshots
	$(PY) tools/screenshots.py --url http://$(HOST):$(PORT)

clean: ## remove the environment, caches and published snapshots
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache datasets/snapshots
