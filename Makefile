# make demo: set up and read the story that ships with the program. make test: all tests. Needs Python 3.11 or newer and make.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
REPORT ?= report.html

help:  ## What can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run.stamp: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or newer was found; install one or say make PYTHON=/path/to/python"; exit 2; }
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) && \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt && \
		uv pip install --quiet --python $(BIN)/python --no-deps -e . ; \
	else \
		"$(PYTHON)" -m venv $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e . ; \
	fi
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt ; \
	else \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt ; \
	fi
	@touch $@

demo: $(VENV)/run.stamp  ## Set up, read the demo story, leave a page to open
	@$(BIN)/rashomon demo -o $(REPORT)

test: $(VENV)/dev.stamp  ## Run all tests
	@$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp  ## Style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy -p rashomon

pictures: $(VENV)/dev.stamp  ## Make the pictures of the docs (needs Chromium)
	@$(BIN)/python docs/pictures.py

bench: $(VENV)/dev.stamp  ## Measure against others (needs RASHOMON_DATA)
	@$(BIN)/python -m benchmarks.run

lock: $(VENV)/dev.stamp  ## Pin all dependencies with hashes (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.txt
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:  ## Remove the environment and what was made
	@rm -rf $(VENV) build dist report.html report .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help demo test lint pictures bench lock clean
