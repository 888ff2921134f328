# `make` alone lists the targets. Each one makes or updates .venv first, when it needs to.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help serve build check test lint bench chaos blind clean lock

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/site ## build, serve on http://127.0.0.1:8000, rebuild and reload on every change
	$(BIN)/rejoinder serve --port $(PORT)

build: $(VENV)/site ## build the whole site into output/
	$(BIN)/rejoinder build

check: $(VENV)/site ## review the content without building
	$(BIN)/rejoinder check

test: $(VENV)/dev ## run every test
	$(BIN)/python -m pytest

lint: $(VENV)/dev ## types, style, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate -q plugins

bench: $(VENV)/bench ## measure against stock Pelican and Hugo, side by side
	$(BIN)/python bench/run.py $(BENCH)

chaos: $(VENV)/dev ## kill builds at random moments and look whether readers ever miss the site
	$(BIN)/python -m pytest tests/test_chaos.py --kills 200

blind: $(VENV)/dev ## measure the editorial review on passages written before its first rule; renew docs/review-quality.md
	$(BIN)/python tests/blind_measure.py --verbose --write

clean: ## remove what can be made again: .venv, caches, the built site
	rm -rf $(VENV) .rejoinder .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock: ## pin every requirement with its hashes
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group build -o requirements/site.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group build --group dev -c requirements/site.txt -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group build --group dev --extra bench -c requirements/dev.txt -o requirements/bench.txt

# -- the environment ---------------------------------------------------------------------------------------------------
# A stamp for each set of requirements; the package itself is installed editable, without resolving anything again.

$(VENV)/python:
	@echo "Making $(VENV) (once)…"
ifdef UV
	@uv venv -q --allow-existing --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -m venv $(VENV)
endif
	@touch $@

define install
	@echo "Installing what $(1) needs…"
	@if [ -n "$(UV)" ]; then \
	  VIRTUAL_ENV=$(VENV) uv pip install -q --require-hashes -r requirements/$(1).txt && \
	  VIRTUAL_ENV=$(VENV) uv pip install -q --no-deps --no-build-isolation -e .; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/$(1).txt && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@
endef

$(VENV)/site: $(VENV)/python requirements/site.txt pyproject.toml
	$(call install,site)

$(VENV)/dev: $(VENV)/python requirements/dev.txt pyproject.toml
	$(call install,dev)
	@touch $(VENV)/site

$(VENV)/bench: $(VENV)/dev requirements/bench.txt
	$(call install,bench)
