# `make run` and `make test` work on a fresh clone; each makes the environment that it needs.

PYTHON ?= python3
VENV   := .venv
READY  := $(VENV)/.ready
BENCH  := $(VENV)/.bench
BIN    := $(VENV)/bin

# On Linux PyPI's torch may bring CUDA; `make run TORCH=cpu` takes the small build instead. Somebody at
# a terminal is told how much it is, and has time to say no.
TORCH ?=
ifeq ($(TORCH),cpu)
INDEX := --extra-index-url https://download.pytorch.org/whl/cpu
SIZE  := about 300 MB are downloaded, 1.5 GB on disk
ASK   := echo "$(SIZE)"
else ifeq ($(shell uname -s),Linux)
SIZE  := up to 3 GB are downloaded, 7 GB on disk: torch with CUDA. Without a GPU: make run TORCH=cpu
ASK   := echo "$(SIZE)"; if [ -t 0 ] && [ -z "$$CI" ]; then \
	echo "it begins in 10 seconds; ctrl+c stops it"; sleep 10; fi
else
SIZE  := about 300 MB are downloaded, 1.5 GB on disk
ASK   := echo "$(SIZE)"
endif

.PHONY: run test check format cards looks picture bench clean

run: $(READY)
	@$(BIN)/quizapp $(ARGS)

test: $(READY)
	@$(BIN)/python -m pytest $(ARGS)

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# every card, proven by running it, with all mutants of all exercises
cards: $(READY)
	@$(BIN)/quizapp check --run --mutants

# the pictures that the tests compare with, drawn again after a change of looks
looks: $(READY)
	@$(BIN)/python -m pytest tests/looks --snapshot-update

# the picture in the README, out of the real app
picture: $(READY)
	@$(BIN)/python -m tests.picture

format: $(READY)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(BENCH)
	@$(BIN)/python -m tests.benchmarks $(ARGS)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "quizapp needs Python 3.11 or later; try: make PYTHON=python3.12"; exit 1; }
	@echo "preparing $(VENV) (once, and again when pyproject.toml or constraints.txt change)"
	@$(PYTHON) -m venv $(VENV)
	@$(ASK)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt $(INDEX) -e '.[dev,torch]'
	@touch $@

$(BENCH): $(READY)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
