# Python 3.11 or later is all that must be there; uv is used where it is present.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: setup run test check docs notebooks screenshots lock clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or later found; name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@if command -v uv >/dev/null; then set -ex; \
		uv venv --quiet --allow-existing --python $(PYTHON) $(VENV); \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock; \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else set -ex; \
		$(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@

run: setup
	$(BIN)/nghiquyet run corpus/articles --out out --sample 2

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/nghiquyet rules check

docs: setup
	$(BIN)/python -m nghiquyet.write.documentation > docs/tables.md
	$(BIN)/python -m nghiquyet.workbench.page > docs/rules.md
	$(BIN)/python -m nghiquyet.workbench.schema > rules/schema.json

notebooks: setup
	$(BIN)/python notebooks/refresh.py

# Needs Chromium.
screenshots: setup
	$(BIN)/python docs/explore/screenshots.py

# Needs uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --group dev --no-header pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) out
