# Every target sets up what it needs: `make ask Q="…"` and `make test` work as the first command after a clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help ask chat check exam run test discord bench lint types layers fix lock clean

help:
	@echo 'make ask Q="…"   answer a question from the shipped facts'
	@echo 'make chat        talk with the bot in the terminal'
	@echo 'make run         answer on Discord (needs DISCORD_TOKEN)'
	@echo 'make test        run the whole test suite'
	@echo 'make discord     run the bot on the stand-in for Discord, if that is there'
	@echo 'make check       lint the fact base        make exam    sit the exam'
	@echo 'make bench       speed, beside rapidfuzz   make lint types layers   the other gates of .ci/run'
	@echo 'make fix         format the code           make lock    renew the locks'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "the venv module is missing; on Debian: apt install python3-venv"; exit 1; }

# The hashed locks decide every version; the project itself is installed in place.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) …" >&2
	@$(BIN)/pip install -q --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@$(BIN)/pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

# The question reaches the program through the environment, so that quotes in it are no shell's business.
ask: export FACTBOT_QUESTION = $(value Q)
ask: $(VENV)/.runtime
	@$(BIN)/factbot ask -- "$$FACTBOT_QUESTION"

chat: $(VENV)/.runtime
	@$(BIN)/factbot chat

check: $(VENV)/.runtime
	@$(BIN)/factbot check

exam: $(VENV)/.runtime
	@$(BIN)/factbot exam

run: $(VENV)/.runtime
	@$(BIN)/factbot run

test: $(VENV)/.dev
	@$(BIN)/pytest -n auto

# Scenarios wait more than they work, so three of them share two cores well. ONLY names some (as pytest's -k does).
discord: $(VENV)/.dev
	@$(BIN)/pytest tests/discord -m "discord and not long" -n 3 --dist worksteal $(if $(ONLY),-k "$(ONLY)")

# Quality on public question sets beside speed: SETS names a folder of them (tests/benchmarks/quality.py says which form).
SETS ?= ../shared/benchmarks
bench: $(VENV)/.dev
	@if [ -d "$(SETS)" ]; then $(BIN)/python -m tests.benchmarks.quality "$(SETS)"; else echo "No question sets at $(SETS): name them with SETS=FOLDER"; fi
	@$(BIN)/pytest tests/benchmarks --benchmark-only --benchmark-columns=median,max,rounds

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

UV := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --custom-compile-command "make lock" --quiet --upgrade
lock: $(VENV)/bin/python
	@$(BIN)/pip install -q uv
	$(BIN)/$(UV) --group build pyproject.toml -o requirements.lock
	$(BIN)/$(UV) --group build --group dev --extra charts --extra semantic pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis build dist
