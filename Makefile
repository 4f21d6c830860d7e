# Two commands: `make demo` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARTICLE ?= fixtures/articles/a01-told-many-times.txt

.PHONY: demo test lint format bench-overhead clean

demo: $(VENV)/.local  ## summarise an article with the embedded model
	@$(BIN)/summarizer --model local $(ARTICLE)

test: $(VENV)/.dev  ## run the tests
	@$(BIN)/python -m pytest -q

lint: $(VENV)/.dev  ## style, types and the directions of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench-overhead: $(VENV)/.dev  ## the project's own CPU time per article
	@$(BIN)/python benchmarks/overhead.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.local: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[local]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
