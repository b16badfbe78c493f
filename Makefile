# Everything a developer does here. `make` alone says what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test lint fmt docs sqlx sqlx-check needs-run needs-test needs-lint

DENY_VERSION := 0.20.2
DENY := .tools/cargo-deny-$(DENY_VERSION)/bin/cargo-deny
TESTER = $(shell cargo nextest --version >/dev/null 2>&1 && echo 'nextest run --no-fail-fast' || echo 'test --no-fail-fast')

help: ## Say what there is
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 20

run: needs-run ## Build and start everything on this machine; ARGS='...' for the program
	@echo "Building (about ten minutes the first time, seconds afterwards) ..."
	@cargo build --bin pser
	@scripts/run.sh $${CARGO_TARGET_DIR:-target}/debug/pser run $(ARGS)

test: needs-test ## Run every test; FILTER='words' runs some
	@cargo test --no-run
	@scripts/with-services.sh cargo $(TESTER) $(FILTER)

lint: needs-lint $(DENY) ## Check format, lints, dependencies and the offline data of SQL statements
	@cargo fmt --check
	@cargo clippy --all-targets -- -D warnings
	@$(DENY) --log-level error check bans licenses sources
	@$(MAKE) --no-print-directory sqlx-check

fmt: ## Format the code
	@cargo fmt

docs: ## Write the generated pages again
	@cargo run --quiet -- settings > target/settings.md
	@mv target/settings.md docs/settings.md
	@cargo run --quiet -- policy matrix > target/MATRIX.md
	@mv target/MATRIX.md policies/MATRIX.md

sqlx: needs-test ## Write the offline data of the checked SQL statements again
	@scripts/with-services.sh --database-only scripts/sqlx.sh .sqlx

sqlx-check: needs-test ## Say whether the offline data is current
	@scripts/with-services.sh --database-only scripts/sqlx.sh target/sqlx-check
	@diff --recursive --brief .sqlx target/sqlx-check \
		|| { echo "The offline data of SQL statements is not current: run 'make sqlx' and commit .sqlx." >&2; exit 1; }

needs-run needs-test needs-lint: needs-%:
	@scripts/needs.sh $*

$(DENY):
	@echo "Installing cargo-deny $(DENY_VERSION) into .tools (a few minutes, once) ..."
	@cargo install --quiet --locked --root .tools/cargo-deny-$(DENY_VERSION) cargo-deny@$(DENY_VERSION)
