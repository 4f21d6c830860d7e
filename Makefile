# Two commands: `make demo` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARTICLE ?= fixtures/articles/a01-told-many-times.txt

.PHONY: demo test lint format record floors clean bench-overhead bench-quality \
	bench-throughput bench-memory bench-chaos bench-kill bench-ray

demo: $(VENV)/.local  ## summarise an article
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

record: $(VENV)/.local $(VENV)/.dev  ## keep the embedded model's replies to the fixtures (ONLY="a01 a02", MISSING=1)
	@$(BIN)/python -m summarizer.gate record $(if $(MISSING),--missing) $(ONLY)

floors: $(VENV)/.dev  ## pin what is measured now (LOWER=1: even where it is lower)
	@$(BIN)/python -m summarizer.gate floors $(if $(LOWER),--lower)

bench-quality: $(VENV)/.dev $(VENV)/.local  ## quality beside peers, same model and articles (ARGS="--limit 12")
	@$(BIN)/python benchmarks/quality.py $(ARGS)

bench-throughput bench-memory bench-chaos bench-kill: bench-%: $(VENV)/.dev  ## many articles
	@$(BIN)/python benchmarks/$*.py $(ARGS)

bench-ray: .bench/ray/.done  ## two workers of Ray beside one process
	@.bench/ray/bin/python benchmarks/ray_two_workers.py

.bench/ray/.done: pyproject.toml
	$(PYTHON) -m venv .bench/ray
	.bench/ray/bin/python -m pip install --quiet --editable '.[dev,ray]'
	@touch $@

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
