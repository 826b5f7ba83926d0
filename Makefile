# `make help` lists what there is. Everything is installed on first use, into this folder where it can be.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
export PYTHON
export LANG ?= C.UTF-8
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Every test that starts a program would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE

# Each of these changes only when what it stands for was installed anew.
PACKAGES := .venv/installed
NODE_PACKAGES := kiosk_web/node_modules/.package-lock.json

PIP_TOOLS := pip-tools==7.6.2
SYSTEM_GROUPS := python

say = @printf '\n\033[1m== %s\033[0m\n' '$(1)'

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: SYSTEM_GROUPS := python run $(if $(DISPLAY)$(WAYLAND_DISPLAY),,screenless)
run: $(PACKAGES) ## start PosPin with the pilot's posts; without a screen, play its main job
	@python -u -m tests.e2e.main_job

.PHONY: test
test: SYSTEM_GROUPS := python run screenless turn test
test: lint ## run all checks and tests
	$(call say,pages: node --test)
	@node --test 'tests/kiosk/**/*.test.js'
	$(call say,Python: pytest)
	@python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

.PHONY: lint
lint: $(PACKAGES) $(NODE_PACKAGES) ## run the checks that read the code only
	$(call say,ruff)
	@ruff check
	@ruff format --check
	$(call say,mypy)
	@mypy
	$(call say,import-linter)
	@lint-imports --no-logo
	$(call say,pages: lint)
	@npm --prefix kiosk_web run --silent lint

.PHONY: bench
bench: SYSTEM_GROUPS := python run screenless
bench: $(PACKAGES) ## measure from press to shown, commits, the console's queue and map, calls
	@for file in tests/bench/bench_*.py; do python -u -m "tests.bench.$$(basename "$$file" .py)"; done

.PHONY: turn
turn: SYSTEM_GROUPS := python turn
turn: $(PACKAGES) ## start a TURN server that believes the gateway in var/demo
	@python -m gateway turn config --data var/demo
	@turnserver -c var/demo/turn/turnserver.conf

.PHONY: bundle
bundle: SYSTEM_GROUPS := python run build
bundle: $(PACKAGES) ## build the console for machines without Python (dist/pospin) and start it once
	$(call say,PyInstaller)
	@pyinstaller --noconfirm --log-level WARN pyinstaller.spec
	$(call say,start of the bundle)
	@QT_QPA_PLATFORM=offscreen dist/pospin/pospin-console --check
	@dist/pospin/pospin-sound devices
	@du --summarize --human-readable dist/pospin

.PHONY: lock
lock: build/lock/installed ## pin again what pyproject.toml asks for
	@build/lock/bin/pip-compile --quiet --all-extras --allow-unsafe \
	    --generate-hashes --no-emit-find-links --no-emit-index-url --no-emit-trusted-host \
	    --strip-extras --output-file=requirements.txt pyproject.toml

.PHONY: clean
clean: ## remove all that was installed or built here (not the data in var/)
	@rm -rf .venv build dist kiosk_web/node_modules .mypy_cache .ruff_cache .pytest_cache \
	    .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: system
system:
	@resources/install/install-system.sh $(SYSTEM_GROUPS)

.venv/bin/python: | system
	@[[ -n "$(PYTHON)" ]] && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo 'PosPin needs Python 3.11 or later (make PYTHON=/path/to/python3.11 ...)' >&2; exit 2; }
	@$(PYTHON) -m venv .venv

$(PACKAGES): requirements.txt .venv/bin/python
	$(call say,installing Python packages)
	@python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

$(NODE_PACKAGES): kiosk_web/package-lock.json $(PACKAGES)
	$(call say,installing node packages)
	@npm --prefix kiosk_web ci --no-audit --no-fund --loglevel=error
	@touch $@

build/lock/installed: Makefile .venv/bin/python
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/pip install -qq --disable-pip-version-check $(PIP_TOOLS)
	@touch $@
