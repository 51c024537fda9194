# Each verb is one command of .venv/bin, which .ci/setup makes on the first use; what a verb does is written in Python.

SPEC := spec/sandbox.yaml
BIN := .venv/bin
GENERATE := $(BIN)/fencepost generate $(SPEC) -o generated --package sandbox_client --env token=PRIME_API_KEY --env base_url=PRIME_API_BASE_URL

# What `make fuzz` breaks, one at a time, to see that it is found; `fencepost mock $(SPEC) --fault list` prints all there is.
PLANTED := CreateSandboxRequest/properties/cpu_cores/maximum:moved_in:15 CreateSandboxRequest/gpu_requires_vm:forgotten \
    CreateSandboxRequest/properties/disk_size_gb/default:default_changed:5 GPUType/enum/H100_80GB:value_lost Sandbox/properties/memoryGB:renamed

.PHONY: help setup generate check test fuzz demo mock mutants real bench golden lock clean

help: ## print these verbs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 18

setup: ## build .venv, once; every other verb does it by itself
	@.ci/setup

generate: setup ## write generated/ anew from spec/sandbox.yaml
	$(GENERATE)

check: setup ## lint, formatting, types, and whether generated/ is what the document says
	$(BIN)/ruff check && $(BIN)/ruff format --check
	$(BIN)/mypy
	$(GENERATE) --check

test: setup ## run the tests
	$(BIN)/pytest --numprocesses=auto

fuzz: setup ## fuzz the mock and the generated client: nothing is found, then each planted fault is
	$(BIN)/fencepost fuzz $(SPEC) --mock
	$(BIN)/fencepost fuzz $(SPEC) --client
	$(BIN)/fencepost fuzz $(SPEC) --mock $(PLANTED:%=--plant %)

demo: setup ## find one planted fault, with its full report
	! $(BIN)/fencepost fuzz $(SPEC) --mock --fault $(firstword $(PLANTED)) --max-failures 1

mock: setup ## serve the mock of the document on a local port
	$(BIN)/fencepost mock $(SPEC)

mutants: setup ## plant every fault of tests/mutants in a correct server: which are found, after how many requests
	$(BIN)/python -m tests.mutants

real: setup ## fuzz services that people run, each with its own document; it installs them, 1 GB
	$(BIN)/python -m tests.foreign.real

bench: setup ## measure speed against peers, side by side
	PYTHONPATH=generated $(BIN)/python -m tests.benchmarks

golden: setup ## rewrite the expected files of tests/golden; review the diff as prose
	$(BIN)/pytest tests/golden --rewrite-golden

lock: setup ## renew requirements.lock with the newest versions
	@command -v uv >/dev/null || $(BIN)/python -m pip install --quiet uv
	PATH="$$PATH:$(BIN)" UV_SYSTEM_CERTS=true uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	    --generate-hashes --upgrade --quiet --custom-compile-command 'make lock' --output-file requirements.lock

clean: ## remove .venv and everything runs left behind
	rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .fencepost fencepost-report
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
