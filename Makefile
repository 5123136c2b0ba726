# make help lists the verbs. PYTHON=/path/to/python chooses the interpreter, 3.11 to 3.13.

HELLO = Hello. This is say, speaking on your desktop.
DESKTOP = $(if $(filter 0,$(shell id -u)),tests/user-session)  # root builds a desktop; a user has one
PARALLEL = --numprocesses auto --maxprocesses 4 --dist worksteal
REAL = build/real
KOKORO = $(if $(filter real,$(MODEL)),$(REAL),$(MODEL))

.PHONY: help deps venv speak lint test faults fuzz soak audit bench listen install uninstall clean

help: ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

deps: ## install what the system lacks to run the project and to test it (root or sudo)
	packaging/deps --test $(PYTHON)

venv: .venv/made ## make .venv: the project in place, with the tools that test it
.venv/made: pyproject.toml packaging/requirements.txt packaging/requirements-build.txt packaging/requirements-test.txt
	packaging/deps $(PYTHON)
	packaging/venv --develop .venv $(PYTHON)
	touch $@

speak: .venv/made ## speak a sentence; without a sound device, write it to hello.wav
	@.venv/bin/say --wait "$(HELLO)" || { \
	  .venv/bin/say --wait --output hello.wav "$(HELLO)" && echo "It could not be played here: listen to hello.wav"; }

lint: .venv/made ## check form, types and man pages
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(if $(wildcard man/*),mandoc -T lint -W warning man/*)

test: deps .venv/made ## run all checks and all tests, those on a desktop in silent ones of their own, and tell how long each took
	@tests/parts 'lint=make lint' \
	  'unit=.venv/bin/pytest $(PARALLEL) tests/unit' 'integration=.venv/bin/pytest $(PARALLEL) tests/integration' \
	  'races=.venv/bin/pytest tests/races' '+browser=.venv/bin/pytest tests/browser' \
	  'end to end=$(DESKTOP) .venv/bin/pytest tests/end_to_end --ignore tests/end_to_end/faults' \
	  '$(if $(DESKTOP),+)faults=$(DESKTOP) .venv/bin/pytest tests/end_to_end/faults'

faults: deps .venv/made ## strike every process at every stage of its work, and measure how long recovery takes
	$(DESKTOP) .venv/bin/pytest tests/end_to_end/faults --all-stages --asleep 30

fuzz: .venv/made ## look for inputs that break something, for MINUTES=10 in all; TARGETS= names some of fuzz/targets
	.venv/bin/python -m fuzz --minutes $(or $(MINUTES),10) $(TARGETS)

audit: ## ask PyPI whether anything is known against the versions that packaging/requirements*.txt list
	packaging/audit $(PYTHON)

bench: .venv/made ## measure what a user waits for, beside other programs; with MODEL=DIR Kokoro's engine as well; MODEL=real downloads it
	$(if $(filter real,$(MODEL)),.venv/bin/python -m bench.real_model $(REAL))
	$(DESKTOP) sh -c '$(MAKE) --silent install >/dev/null && .venv/bin/python -m bench && .venv/bin/python -m bench.speechd \
	  $(if $(MODEL),&& .venv/bin/python -m bench.remembered $(abspath $(KOKORO)))'
	$(if $(MODEL),packaging/venv --bench .venv && .venv/bin/python -m bench.kokoro --model $(KOKORO) --utterances 2000)

listen: deps .venv/made ## judge how Kokoro sounds, beside kokoro-onnx; downloads 420 MB and takes hours, fewer SENTENCES=5 VOICES=af_heart less
	packaging/venv --listen build/listen/venv $(PYTHON)
	.venv/bin/python -m bench.real_model $(REAL)
	.venv/bin/python -m bench.listen --model $(REAL) --folder build/listen/recordings --ears build/listen \
	  $(if $(SENTENCES),--sentences $(SENTENCES)) $(if $(VOICES),--voices $(VOICES))
	.venv/bin/python -m bench.listen.languages --model $(REAL) --folder build/listen/languages --ears build/listen \
	  $(if $(VOICES),--voices $(VOICES))
	$(DESKTOP) .venv/bin/pytest tests/end_to_end/test_session.py --kokoro $(REAL)

soak: .venv/made ## speak for a day in some minutes, by all doors at once, and count; UTTERANCES=20000, ROUNDS=10 of races
	$(DESKTOP) sh -c '$(MAKE) --silent install >/dev/null && .venv/bin/python -m tests.soak $(UTTERANCES)'
	.venv/bin/pytest tests/races --rounds $(or $(ROUNDS),10) --timeout 1800

install: ## install for yourself: say, man pages, units that start when asked; LANGUAGES='ja zh' adds them, CONFINED=1 confines
	packaging/deps $(PYTHON)
	packaging/install $(PYTHON)

uninstall: ## take it away again; PURGE=1 takes your settings, voices and model files too
	packaging/uninstall $(if $(PURGE),--purge)

clean: ## remove all that make has made here
	rm -rf .venv build *.egg-info .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache hello.wav
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
