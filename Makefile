# Every target sets up what it needs in .venv; a second run finds it there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help demo refresh serve test lint bench clean

help:
	@echo "make demo     sample sites on this machine: crawl, read, merge, answer (under a minute)"
	@echo "make refresh  crawl the real catalogue into data/ (set KALENDS_CONTACT first)"
	@echo "make serve    pages on data/ at http://localhost:8000"
	@echo "make test     ruff, mypy, pytest"
	@echo "make lint     ruff and mypy only"
	@echo "make bench    milliseconds a page, against dateparser's search; a million announcements matched"
	@echo "make clean    remove .venv and what demos left; the corpus in data/ stays"

demo: $(VENV)/.core
	@$(BIN)/kalends demo

refresh: $(VENV)/.core
	@$(BIN)/kalends refresh

serve: $(VENV)/.core
	@$(BIN)/kalends serve

test: lint
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(VENV)/.core
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.crawling
	@$(BIN)/python -m benchmarks.gold
	@$(BIN)/python -m benchmarks.hostile
	@$(BIN)/python -m benchmarks.matching
	@$(BIN)/python -m benchmarks.matching tests/store/labelled
	@$(BIN)/python -m benchmarks.increments

clean:
	rm -rf $(VENV) var

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Kalends needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.core: $(VENV)/.python pyproject.toml constraints.txt
	@echo "setting up $(VENV) (core, web) …"
	@$(PIP) -e ".[core,web]"
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo "setting up $(VENV) (scale, browser, dev) …"
	@$(PIP) -e ".[core,web,scale,browser,dev]"
	@touch $@
