# Everything that is done with the portal from a terminal. What each step does stands in .ci/.

PYTHON ?= python3
PORT ?= 8000
export PYTHON PORT

.DEFAULT_GOAL := help
.PHONY: help run test lint bench fonts

help: ## show what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## install, load the demo county into an empty database, serve on 127.0.0.1:8000
	@.ci/serve

test: ## install and run all tests: SQLite always, PostgreSQL and the browser where found
	@.ci/test

fonts: ## bring the open Fandol fonts for printed reports into the data folder
	@.ci/fonts

lint: ## style, types and the direction of imports
	@.ci/install test
	@.ci/lint

bench: ## measure: scores, pages and saves beside a bare view, the deadline hour
	@.ci/bench
