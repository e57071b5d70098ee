# Needs make and Python >= 3.11. Everything else is installed into .venv, and only when requirements or pyproject change.
.DEFAULT_GOAL := help
.PHONY: help demo test check e2e bench chaos figures run migrate image lock
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.installed-runtime
DEV := .venv/.installed-dev
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -q
WORKERS ?= 2
ARGS ?=

help: ## what there is to make
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /  make \1\t/' | expand -t 18

demo: $(RUNTIME) ## the bot with a local Slack, Salesforce and WHMCS (PORT=8000 SPEED=1 SEED=1 FRESH= TRANSPORT=http)
	@exec env PORT="$(PORT)" SPEED="$(SPEED)" SEED="$(SEED)" FRESH="$(FRESH)" TRANSPORT="$(TRANSPORT)" \
	  $(BIN)/handoff demo $(ARGS)

test: $(DEV) ## the whole suite but e2e, on SQLite and PostgreSQL
	@$(PYTEST) -n $(WORKERS) --ignore=tests/e2e tests $(ARGS)

check: $(DEV) ## lint, types, floors, dependencies, migrations, architecture, deploy/
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry . --exclude 'tests|\.venv|build' --optional-dependencies-dev-groups dev,build \
	  --per-rule-ignores 'DEP002=tzdata|websocket-client,DEP003=pydantic_core|markupsafe'
	@$(BIN)/vulture bot commands reminders models sandbox --min-confidence 80
	@$(PYTEST) tests/architecture tests/deploy tests/bot/test_migrations.py $(ARGS)

e2e: $(DEV) ## six scenes and more in headless Chromium, against real demos, over HTTP and in Socket Mode
	@.ci/need chromium
	@$(PYTEST) tests/e2e $(ARGS)

bench: $(DEV) ## the figures (ARGS="--json --quick")
	@exec $(BIN)/handoff bench $(ARGS)

chaos: $(DEV) ## kill -9 at every step, vendors failing (ARGS="--kills 30 --json")
	@exec $(BIN)/handoff chaos $(ARGS)

figures: $(DEV) ## the proofs of the promises, whose figures go into docs/figures.md
	@$(PYTEST) -n $(WORKERS) -m promise --record --ignore=tests/e2e tests $(ARGS)

run: $(RUNTIME) ## the bot itself; its settings are in the environment or .env
	@exec $(BIN)/handoff run

migrate: $(RUNTIME) ## bring the database to the newest schema
	@exec $(BIN)/handoff migrate

image: ## the container image handoff:latest (needs docker)
	@docker info >/dev/null 2>&1 || { echo "make image needs docker and its daemon; this machine has none that answers." >&2; exit 2; }
	@exec docker build --file deploy/Dockerfile --tag handoff:latest $(ARGS) .

LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --extra build

lock: ## pin the versions in requirements/ after a change in pyproject.toml (needs uv)
	@$(LOCK) --extra postgres --extra sandbox --extra dev --output-file requirements/dev.txt
	@$(LOCK) --extra sandbox --constraint requirements/dev.txt --output-file requirements/runtime.txt
	@$(LOCK) --extra postgres --constraint requirements/dev.txt --output-file requirements/image.txt

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Handoff needs Python 3.11 or newer; this is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || \
	  { echo "The venv module is missing; on Debian: apt-get install python3-venv" >&2; rm -rf .venv; exit 2; }

# dev.txt holds all of runtime.txt in the same versions, so whoever has the one needs the other no more.
$(RUNTIME): requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing Handoff into .venv (only now, and when its requirements change) ..."
	@$(INSTALL) --require-hashes -r requirements/runtime.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing Handoff and its tools into .venv (only now, and when its requirements change) ..."
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $(RUNTIME) $@
