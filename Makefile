# Everything that this repository can do, by name. `make` alone lists it.
#
# All of it works from a fresh clone with GNU make and Python 3.11 or newer: the first command that
# needs packages puts them into .venv, at the versions and hashes in the lock files. The stamps in
# .venv remember what was installed, so the next command starts at once.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip -qq --disable-pip-version-check
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
FORMS := .github/ISSUE_TEMPLATE
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-config --no-emit-index-url --custom-compile-command "make lock"

export NO_MKDOCS_2_WARNING := 1

##@ Use the catalog
site: $(RUN_STAMP)  ## check the catalog, build the whole site into site/, say how to look at it
	@$(PY) -m generator check
	@$(PY) -m generator build
	@printf '\n%s\n%s\n%s\n' 'The site is in $(CURDIR)/site' \
		'Look at it:   $(PY) -m http.server --directory site 8000   then open http://127.0.0.1:8000/' \
		'Edit with live preview:   make serve'

serve: $(RUN_STAMP)  ## preview with live reload: edit a YAML file and watch its page
	@$(PY) -m generator serve

check: $(RUN_STAMP)  ## check the catalog and nothing else
	@$(PY) -m generator check

coverage: $(RUN_STAMP)  ## tell how much is known and how well; MODELS_DEV=FILE LITELLM=FILE tell which ids resolve
	@$(PY) -m generator coverage $(if $(MODELS_DEV),--from models-dev=$(MODELS_DEV)) \
		$(if $(LITELLM),--from litellm=$(LITELLM)) $(if $(REPORT),--report $(REPORT))

env: $(RUN_STAMP)  ## install what the site needs into .venv
	@echo '$(VENV) is ready'

##@ Work on the generator
test: lint  ## run everything that a pull request must pass
	@$(PY) -m tests.programs
	@$(PY) -m tests.browser
	@$(PY) -m pytest -n 2

fuzz: $(DEV_STAMP)  ## try new examples on every property, where `make test` repeats the same ones
	@$(PY) -m pytest -n 2 -m hypothesis --hypothesis-profile fuzz

lint: $(DEV_STAMP)  ## style, format, types, workflows
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m mypy
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-issue-config $(FORMS)/config.yml
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-issue-forms \
		$(filter-out %/config.yml,$(wildcard $(FORMS)/*.yml))
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-actions action.yml
	@PATH=$(CURDIR)/$(VENV)/bin:$$PATH jactionlint
	@$(VENV)/bin/shellcheck .ci/run .github/*.sh
	@$(VENV)/bin/zizmor --offline --quiet --no-progress .github action.yml

bench: $(DEV_STAMP)  ## measure check, build and preview beside stock mkdocs-material and Hugo
	@$(PY) -m benchmarks

bench-pages: $(DEV_STAMP)  ## measure the pages: weight, keystroke to paint, search, Lighthouse (needs Node.js)
	@$(PY) -m tests.browser
	@$(PY) -m benchmarks.pages

lock: | $(PY)  ## resolve pyproject.toml again into the lock files
	@$(VENV)/bin/uv --version >/dev/null 2>&1 || $(PIP) install uv
	@PATH=$(VENV)/bin:$$PATH; \
	$(LOCK) --group build --upgrade pyproject.toml -o requirements.lock; \
	$(LOCK) --group dev --upgrade -c requirements.lock pyproject.toml -o requirements-dev.lock

screenshots: $(DEV_STAMP)  ## take pictures of the site into test-results/screenshots
	@$(PY) -m tests.browser
	@$(PY) -m tests.screenshots

clean:  ## remove everything that make made, .venv included
	@rm -rf $(VENV) site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## list these commands
	@awk 'BEGIN { FS = ":.*##" } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*##/ { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The interpreter: PYTHON if given, else the first one that runs and is new enough. A version
# manager's shim can exist and still refuse to run, so each candidate is asked, not only found.
$(PY):
	@for python in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || { without_venv="$$python"; continue; }; \
		echo "Making $(VENV) with $$("$$python" --version)"; \
		exec "$$python" -m venv --clear $(VENV); \
	done; \
	if [ -n "$${without_venv:-}" ]; then \
		echo "$$without_venv cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv." >&2; \
	else \
		echo 'Python 3.11 or newer is needed and none was found. Install one, or name it: make site PYTHON=/path/to/python3' >&2; \
	fi; exit 1

$(RUN_STAMP): requirements.lock pyproject.toml | $(PY)
	@echo 'Installing what the site needs'
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	@echo 'Installing what the tests need'
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: site serve check coverage env test fuzz lint bench bench-pages lock screenshots clean help
