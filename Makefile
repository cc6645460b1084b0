# Every target makes its own environment: .venv, from hashed locks. Only Python, make and git are assumed.
.DEFAULT_GOAL := run
.PHONY: install run test check browser pictures bench nightly migrations translations lock demo-reset pango verifier judges

BIN := .venv/bin
WORKERS ?= 2
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13; do \
	$$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null \
	&& echo $$python && break; done)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11.5 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate
LAST := find migrations/versions -name '*.py' | wc -l

install: .venv/installed

.venv/installed: bootstrap.lock requirements-dev.lock
	@$(BIN)/python -c '' 2>/dev/null || test -n "$(PYTHON)" || { echo "Python 3.11.5 or newer, with venv, is missing: install python3.11 and python3.11-venv, then run make again."; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bootstrap.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock \
	|| { echo "uv could not fetch the libraries; pip, with its own settings, tries now."; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock; }
	@touch $@

pango: install
	@$(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 || echo "Pango is missing, so certificates and lists cannot be made as PDF: install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."

# Another implementation that judges our credentials, for the tests alone.
verifier: tests/verifier/node_modules/.package-lock.json

tests/verifier/node_modules/.package-lock.json: tests/verifier/package-lock.json
	@cd tests/verifier && npm ci --silent --prefer-offline \
	|| echo "npm is missing or could not fetch its packages, so nobody but us judges credentials: install nodejs and npm."

run: pango
	@$(BIN)/flask run-demo

demo-reset: install
	@$(BIN)/flask demo-reset

# The whole suite on SQLite, then all that touches a database once more on PostgreSQL.
test: pango verifier
	env -u TEST_DATABASE_URL $(BIN)/pytest -q -n $(WORKERS) --ignore=tests/browser --ignore=tests/bench
	$(BIN)/python -m tests.postgres -- $(BIN)/pytest -q -n $(WORKERS) --ignore=tests/browser \
	--ignore=tests/bench --ignore=tests/unit --ignore=tests/house

check: install
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --quiet course/templates

browser: pango
	$(BIN)/pytest -q tests/browser

# Every kind of page as a picture, in var/pictures; `make pictures only=lesson` makes some.
pictures: pango
	$(BIN)/python -m tests.pictures $(only)

# Other judges than axe: needs npm, Java 17 and chromium.
judges: pango tests/judges/node_modules/.package-lock.json
	$(BIN)/python -m tests.judges

tests/judges/node_modules/.package-lock.json: tests/judges/package-lock.json
	@cd tests/judges && npm ci --silent --prefer-offline

bench: pango
	$(BIN)/python -m tests.bench

# The same checks at their full sizes; what takes hours belongs here.
nightly: export FULL_SIZE = 1
nightly: check test browser judges bench

migrations: install
	@test -n "$(m)" || { echo 'Say what the migration does: make migrations m="Add appeals"'; exit 1; }
	$(BIN)/flask db migrate --rev-id $$(printf %04d $$(($$($(LAST)) + 1))) -m "$(m)"

translations: install
	PYTHONPATH=. $(BIN)/pybabel -q extract -F pyproject.toml -k say -k say_count:1,2 --no-location --sort-output -o .venv/messages.pot .
	$(BIN)/pybabel -q update -i .venv/messages.pot -d course/translations -w 100 \
	--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

lock: install
	@echo uv | $(COMPILE) --upgrade - -o bootstrap.lock
	@$(COMPILE) --upgrade pyproject.toml --extra dev -o requirements-dev.lock
	@$(COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock
