# Everything that Roost needs on a Debian machine with Swift. `make help` lists the targets.

.DEFAULT_GOAL := help
SWIFT_BUILD_FLAGS := -c release --static-swift-stdlib

.PHONY: help setup build dist dev run demo test test-websocket test-pages test-api attack bench bench-api bench-conversation bench-live bench-scale bench-sockets bench-parts crash-live lint format clean

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-13s %s\n", $$1, $$2 }'

setup: ## Install the libraries that Roost is built with, where they are missing
	@scripts/setup

build: setup ## Build the release binary, .build/dist/roost, with its symbols beside it
	swift build $(SWIFT_BUILD_FLAGS) --product roost
	scripts/strip .build/release/roost .build/dist

dist: build ## Make a Debian package, .build/dist/roost_VERSION_ARCHITECTURE.deb
	scripts/deb .build/dist/roost .build/dist

dev: setup ## Build for debugging and start the site; templates and styles are read again for every page
	swift build --product roost
	.build/debug/roost serve --reload-templates

run: build ## Build and start the site at http://localhost:8080
	.build/dist/roost serve

demo: build ## Build and start a throw-away site with a few people in it
	.build/dist/roost demo

test: setup ## Run every test
	swift test --parallel $(TEST_FLAGS)

test-websocket: setup ## Check the WebSockets with Autobahn's cases (kosoku, which test-pages installs)
	scripts/test-pages --install
	KOSOKU=.build/pages/bin/kosoku swift test $(TEST_FLAGS) --filter TransportTests.ConformanceTests

test-pages: setup ## Check every page in browsers, with an HTML checker and axe-core
	@scripts/test-pages

test-api: setup ## Check the API with generated clients and made-up requests
	@scripts/test-api

attack: build ## Attack the release binary and crash it, on throw-away sites
	swift build $(SWIFT_BUILD_FLAGS) --product attacks
	.build/release/attacks crash --roost .build/dist/roost
	.build/release/attacks --roost .build/dist/roost

crash-live: build ## Kill the release binary amid posts while 1,000 read the room, and look whether anything is lost
	scripts/crash-live

bench: build ## Measure the dashboard under load, beside other stacks if PEERS has them (default ../shared/peers)
	scripts/bench

bench-api: build ## Measure the API under load, beside a program in Go where Go is installed
	scripts/bench-api

bench-conversation: build ## Measure the pages of a large room, beside other stacks if PEERS has them (default ../shared/chat-peers)
	scripts/bench-conversation

bench-live: build ## Measure live rooms under load, beside other stacks if PEERS has them (default ../shared/chat-peers)
	scripts/bench-live

bench-scale: build ## Measure start and dashboard with 100, 10,000 and 1,000,000 accounts
	scripts/bench-scale

bench-sockets: setup ## Measure the reactor beside FlyingFox's own sockets at 1, 32 and 256 connections
	scripts/bench-sockets

bench-parts: setup ## Measure single parts, to see which one got slower
	swift run -c release --package-path Benchmarks -Xswiftc -enable-testing parts

lint: ## Check the format of the sources
	swift format lint --strict --parallel --recursive Package.swift Plugins Sources Tests Benchmarks/Package.swift Benchmarks/Sources

format: ## Put the sources in their format
	swift format format --in-place --parallel --recursive Package.swift Plugins Sources Tests Benchmarks/Package.swift Benchmarks/Sources

clean: ## Remove what was built
	swift package clean
