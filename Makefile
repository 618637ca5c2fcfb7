# make            says what there is
# make run        the demo, with nothing to set up
# make test       all checks

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)
LINTER  := go tool -modfile=tools/go.mod golangci-lint

# The race detector needs a C compiler; nothing else here does.
RACE = $(if $(shell command -v $(firstword $(shell go env CC)) 2>/dev/null),-race)

.DEFAULT_GOAL := help
.PHONY: help run build test test-faults test-soak unit bench fmt lint parts

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## the demo: a throwaway server, and lines to paste against it
	@CGO_ENABLED=0 go run ./cmd/patio demo

build: ## bin/patio, one static binary
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/patio ./cmd/patio

test: parts ## every check: format, vet, lint, walls, tests (with -race where a C compiler is)
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "make fmt would change:"; echo "$$unformatted"; exit 1; }
	go vet ./...
	@$(MAKE) --no-print-directory unit lint

test-faults: parts ## plugs pulled for real, in full and with figures: some minutes (a short form is part of make test)
	PATIO_FAULTS=full CGO_ENABLED=0 go test -count=1 -timeout 90m -v -run '^TestFault' ./e2e

test-soak: parts ## an hour of life, a minute of it an hour by the clock: memory, what is deleted, the log's length
	PATIO_SOAK=1h CGO_ENABLED=0 go test -count=1 -timeout 90m -v -run '^TestFaultSoak$$' ./e2e

unit: ## the tests alone, the walls between the rooms among them
	CGO_ENABLED=$(if $(RACE),1,0) go test $(RACE) -timeout 20m ./...

lint: ## golangci-lint; the first time it is built, which takes minutes
	$(LINTER) run ./...
	go test -C tools -count=1 ./... # docker-compose.yml and Dockerfile

fmt: ## gofmt
	gofmt -w .

bench: ## what a token and a verdict cost, against a yardstick
	go run ./bench

# Under CI, what is missing is installed and started; anywhere else it is only named.
parts:
ifeq ($(CI),true)
	.ci/install
endif
	@.ci/parts
