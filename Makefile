# Two commands: `make run` serves the portal, `make test` tests it. Both do all the set-up.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes -q \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help run test eval bench lint format lock
help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: export BASE_URL := http://127.0.0.1:$(PORT)
run: $(VENV)/run.stamp ## set up, load the demo, serve on http://127.0.0.1:8000
	@echo "== 数据库迁移"
	@$(BIN)/python manage.py migrate -v 0
	@echo "== 示例内容"
	@$(BIN)/python manage.py load_demo
	@echo "== 启动 http://127.0.0.1:$(PORT)（按 Ctrl-C 停止）"
	@exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/dev.stamp ## set up, run every test on SQLite, then on PostgreSQL
	@echo "== 测试（SQLite）"
	@env -u DATABASE_URL $(BIN)/python -m pytest
	@echo "== 测试（PostgreSQL）"
	@$(BIN)/python -m portal.tests.postgres

eval: $(VENV)/run.stamp ## how well manuscripts are understood, as a table
	@$(BIN)/python -m articles.evaluation

bench: $(VENV)/run.stamp ## how fast workbooks are read, commitments found and taken home
	@$(BIN)/python -m initiatives.benchmark
	@$(BIN)/python -m home.benchmark

lint: $(VENV)/dev.stamp ## check style of code and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet .

format: $(VENV)/dev.stamp ## put code into the house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(VENV)/dev.stamp ## rewrite the pinned requirements from the .in files
	@$(COMPILE) --upgrade requirements.in -o requirements.txt
	@$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本，并带有 venv（Debian：apt-get install python3-venv）"; exit 1; }
	@echo "== 建立虚拟环境（$(PYTHON)）"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	@echo "== 安装依赖"
	@$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(VENV)/bin/python
	@echo "== 安装依赖（含测试工具）"
	@$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp
