# Bare `make` prints help. Every target shows the command behind it, so that it can be typed, changed and scripted.
MVN := mvn -B
STACK := infra/stack/stack
SOURCES := $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help up down status clean prepare build test acceptance bench demo worker doctor install format lint

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null || sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1  \2/p' Makefile

up: ## Start the local stack: Temporal with its UI, Kafka, Redis
	$(STACK) up

down: ## Stop the local stack and its worker; the data stays
	$(STACK) down

status: ## Show what runs, where, and whether it answers
	$(STACK) status

clean: ## Stop the local stack and delete its state in .local (built jars and the user's cache stay)
	$(STACK) clean

prepare: ## Build and fetch what the stack runs from (the Temporal CLI takes five to nine minutes, once per user)
	$(STACK) prepare

build: workers/target/classpath.txt ## Compile and package what changed, without tests

workers/target/classpath.txt: $(SOURCES)
	$(MVN) package -Dmaven.test.skip=true
	@touch $@

test: prepare ## Run the whole test suite (about 20 minutes on two cores, once downloaded)
	python3 -B -m unittest discover -s infra/stack
	$(MVN) verify
	@touch -c workers/target/classpath.txt

acceptance: prepare ## Run the long scenarios (at most 60 minutes)
	$(MVN) verify -Pacceptance

bench: prepare ## Measure: tests tagged bench
	$(MVN) verify -Pbench

demo: prepare build ## Run the main job on real data: one command, from nothing to features read online
	infra/demo/demo

worker: build ## Run one worker in the foreground, roles control and batch
	infra/bin/sluice worker --role control,batch

doctor: build ## Say what is wrong with this installation, and the command that mends it
	infra/bin/sluice doctor

install: ## Link sluice and temporal into ~/.local/bin
	infra/build/install

format: ## Rewrite code and POMs the way the checks want them
	$(MVN) -q sortpom:sort spotless:apply

lint: ## Run the slower checks: Error Prone, NullAway, checkstyle, unused and undeclared dependencies
	$(MVN) clean process-test-classes -Plint -fae
