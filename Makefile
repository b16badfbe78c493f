# Everything a developer does here. `make` alone says what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test journeys torture fuzz schemathesis bench lint fmt assets docs sqlx sqlx-check needs-run needs-test needs-journeys needs-torture needs-schemathesis needs-bench needs-lint needs-sqlx needs-assets

DENY_VERSION := 0.20.2
DENY := .tools/cargo-deny-$(DENY_VERSION)/bin/cargo-deny
TESTER = $(shell cargo nextest --version >/dev/null 2>&1 && echo 'nextest run --no-fail-fast' || echo 'test --no-fail-fast')
EACH := 20
SEED := 1
JOURNEYS = CHROMIUM="$$(scripts/chromium.sh)" node --test tests/browser/journeys.test.mjs
WEB := web/dist/manifest.json
WEB_SOURCES := $(shell find web/build.mjs web/build web/styles web/script web/images -type f)

help: ## Say what there is
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 20

run: needs-run $(WEB) ## Build and start everything on this machine; ARGS='...' for the program
	@echo "Building (about ten minutes the first time, seconds afterwards) ..."
	@cargo build --bin pser
	@scripts/run.sh $${CARGO_TARGET_DIR:-target}/debug/pser run $(ARGS)

test: needs-test $(WEB) ## Run every test; FILTER='words' runs some
	@cargo test --no-run
	@scripts/with-services.sh cargo $(TESTER) $(FILTER)
	$(if $(FILTER),,@$(JOURNEYS))

journeys: needs-journeys $(WEB) ## Play the journeys in a browser alone; screenshots in target/screenshots
	@cargo build --bin pser
	@$(JOURNEYS)

torture: needs-torture $(WEB) ## Kill and cut off everything while people act, for ten minutes; SEED=n repeats a run
	@PSER_TEST_TORTURE_SEED=$${SEED:-$$RANDOM} cargo test --test it -- \
		--ignored --exact torture::ten_minutes_of_faults_lose_nothing --nocapture

fuzz: needs-test $(WEB) ## Spoil the input of every parser for EACH=20 seconds a property (about five minutes)
	@cargo test --no-run
	@PSER_TEST_FUZZ_SECONDS=$(EACH) scripts/with-services.sh cargo $(TESTER) fuzz::

schemathesis: needs-schemathesis $(WEB) ## Ask a running program whatever its OpenAPI document allows, and what it does not; SEED=1
	@cargo build --bin pser
	@scripts/schemathesis.sh $(SEED)

bench: needs-bench $(WEB) ## Measure the performance bars into docs/benchmarks.md (about an hour); ARGS='--only jobs' for some
	@cargo build --release --bin pser
	@cargo build --release --package bars
	@$${CARGO_TARGET_DIR:-target}/release/bars --pser $${CARGO_TARGET_DIR:-target}/release/pser \
		--tools "$$(scripts/postgresql-bin.sh)" --grounds $${CARGO_TARGET_DIR:-target}/bars \
		$(if $(ARGS),$(ARGS),--write docs/benchmarks.md)

lint: needs-lint $(DENY) $(WEB) ## Check format, lints, dependencies and the offline data of SQL statements
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets -- -D warnings
	@$(DENY) --log-level error check bans licenses sources
	@$(MAKE) --no-print-directory sqlx-check

fmt: ## Format the code
	@cargo fmt --all

assets: needs-assets $(WEB) ## Build the pages' styles, script and font, which the binary carries

docs: $(WEB) ## Write the generated pages again
	@cargo run --quiet -- settings > target/settings.md
	@mv target/settings.md docs/settings.md
	@cargo run --quiet -- policy matrix > target/MATRIX.md
	@mv target/MATRIX.md policies/MATRIX.md

sqlx: needs-sqlx $(WEB) ## Write the offline data of the checked SQL statements again
	@scripts/with-services.sh --database-only scripts/sqlx.sh .sqlx

sqlx-check: needs-sqlx $(WEB) ## Say whether the offline data is current
	@scripts/with-services.sh --database-only scripts/sqlx.sh target/sqlx-check
	@diff --recursive --brief .sqlx target/sqlx-check \
		|| { echo "The offline data of SQL statements is not current: run 'make sqlx' and commit .sqlx." >&2; exit 1; }

needs-run needs-test needs-journeys needs-torture needs-schemathesis needs-bench needs-lint needs-sqlx needs-assets: needs-%:
	@scripts/needs.sh $*

$(WEB): web/node_modules/.installed $(WEB_SOURCES)
	@echo "Building the pages' styles, script and font into web/dist (about ten seconds) ..."
	@node web/build.mjs

web/node_modules/.installed: web/package.json web/package-lock.json
	@npm ci --prefix web --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(DENY):
	@echo "Installing cargo-deny $(DENY_VERSION) into .tools (a few minutes, once) ..."
	@cargo install --quiet --locked --root .tools/cargo-deny-$(DENY_VERSION) cargo-deny@$(DENY_VERSION)
