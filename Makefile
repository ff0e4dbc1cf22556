# `make` tells what can be made.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint snap bench ci

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## install what building and testing need (Debian packages, target/venv, npm packages)
	@scripts/setup.sh

demo: ## build and serve the demo: two invented communes on SQLite, mails in a folder
	@scripts/setup.sh build
	@cargo run --release -- demo

test: setup ## everything: format, lints, licences, all tests on SQLite and PostgreSQL, documents, browser
	@scripts/test.sh

lint: setup ## format, lints, licences and floors
	@scripts/test.sh format lint deny

snap: ## run the tests and review changed snapshots (cargo install cargo-insta)
	@cargo insta test --workspace --test-runner nextest --review

bench: ## issue 1,000 different documents in one process and print the figures
	@cargo run --release -- bench issue 1000

ci: test ## exactly what continuous integration runs
