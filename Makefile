# Everything a developer does here. `make` alone says what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help test sqlx sqlx-check docs

TESTER := $(shell cargo nextest --version >/dev/null 2>&1 && echo 'nextest run' || echo test)

help: ## Say what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 20

test: ## Run every test; FILTER=words runs some
	@cargo test --no-run
	@scripts/with-services.sh cargo $(TESTER) $(FILTER)

sqlx: ## Write the offline data of the checked SQL statements again
	@scripts/with-services.sh --database-only scripts/sqlx.sh .sqlx

sqlx-check: ## Say whether the offline data is current
	@scripts/with-services.sh --database-only scripts/sqlx.sh target/sqlx-check
	@diff --recursive --brief .sqlx target/sqlx-check \
		|| { echo "The offline data of SQL statements is not current: run 'make sqlx' and commit .sqlx." >&2; exit 1; }

docs: ## Write the generated pages again
	@cargo run --quiet -- settings > target/settings.md
	@mv target/settings.md docs/settings.md
