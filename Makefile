# make            says what there is
# make run        the demo, with nothing to set up
# make test       all checks

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)
LINTER  := go tool -modfile=tools/go.mod golangci-lint

# Everything is built as the image is, so that all of it shares one build cache.
export CGO_ENABLED ?= 0
export GOFLAGS := $(GOFLAGS) -trimpath

# The race detector needs a C compiler; nothing else here does.
RACE = $(if $(shell command -v $(firstword $(shell go env CC)) 2>/dev/null),-race)

.DEFAULT_GOAL := help
.PHONY: help run build test test-all test-axe test-faults test-soak test-ahead test-model test-race test-timing unit packages e2e model ahead fuzz bench fmt lint parts

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## the demo: a throwaway server, and lines to paste against it
	@go run ./cmd/patio demo

build: ## bin/patio, one static binary
	go build -ldflags '$(LDFLAGS)' -o bin/patio ./cmd/patio

test: parts ## every check in short: format, vet, lint, walls, fuzzing, tests (packages with -race where a C compiler is)
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "make fmt would change:"; echo "$$unformatted"; exit 1; }
	go vet ./...
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory -j2 -O model ahead fuzz lint

test-all: test test-race test-axe test-ahead test-model test-timing test-faults test-soak ## all of it, for hours: before a release, and before a change is called done

test-axe: parts ## axe-core on every page, in every width and colour scheme (one of them is part of make test)
	PATIO_FAULTS=full go test -count=1 -timeout 30m -v -run '^TestAxe$$' ./e2e

test-faults: parts ## plugs pulled for real, in full and with figures: some minutes (a short form is part of make test)
	PATIO_FAULTS=full go test -count=1 -timeout 90m -v -run '^TestFault' ./e2e

test-soak: parts ## an hour of life, a minute of it an hour by the clock: memory, what is deleted, the log's length
	PATIO_SOAK=1h go test -count=1 -timeout 90m -v -run '^TestFaultSoak$$' ./e2e

test-ahead: parts ## every test that goes by Patio's clock alone, a year and ten years ahead (a short form is part of make test)
	@for years in 1 10; do \
	  echo "$$years years ahead:"; $(AHEAD) -timeout 60m -skip '$(OTHER_CLOCKS)' ./... || exit 1; \
	done

test-model: ## a million random steps against a model of who may do what (ten thousand are part of make test)
	PATIO_MODEL_STEPS=$${PATIO_MODEL_STEPS:-1000000} go test -count=1 -timeout 0 -v -run '^TestModel$$' ./cmd/patio

test-timing: ## compares how long answers about what exists and what does not take, on each database: five minutes
	PATIO_TIMING=$${PATIO_TIMING:-1000} go test -count=1 -timeout 60m -v -run '^TestTiming$$' ./e2e

# How long each parser of outside input is fuzzed, two at a time.
FUZZTIME ?= 10s
FUZZ := server:FuzzForm server:FuzzBasic server:FuzzJSON server:FuzzCursor bearer:FuzzForwardedAddress \
  bearer:FuzzTokenFromRequest clients:FuzzCheckRedirectURI oauth:FuzzScope oauth:FuzzJWT internal/names:FuzzCheck \
  internal/secret:FuzzValid config:FuzzParseDuration

# Where there is a fuzz_test.go, it alone is built with the package: what other tests import, a database above all,
# takes minutes to instrument.
fuzz: ## every parser of outside input, for FUZZTIME (10s) each
	@printf '%s\n' $(FUZZ) | xargs -P 2 -I {} sh -c 'target={}; cd "./$${target%:*}"; out="$$0/$${target#*:}"; what=.; \
	  ! test -f fuzz_test.go || what="$$(go list -f "{{join .GoFiles \" \"}}") fuzz_test.go"; \
	  go test -run "^$$" -parallel 1 -fuzz "^$${target#*:}$$" -fuzztime $(FUZZTIME) $$what >"$$out" 2>&1 && grep -q "^fuzz: elapsed" "$$out" \
	    && echo "fuzzed $$target: $$(tail -n 3 "$$out" | grep -o "execs: [0-9]*")" || { cat "$$out"; exit 255; }' "$$(mktemp -d)"

# The clock of the tests, years ahead: see the package comment of internal/clocktest.
AHEAD = CLOCK_YEARS_AHEAD=$$years go test -count=1 -overlay internal/clocktest/overlay.json

# What goes by a clock of somebody else's too; internal/clocktest says whose.
OTHER_CLOCKS = ^(TestExamples|TestCommands|TestRevocationStream|TestNoticesGoOutOnce|TestFaultUpgrade|TestPages|TestSecurityPages|Test.*InChromium|TestAs.*Does|TestCompose|TestProxy)$$

# A short form, of the things that end: fixtures, sessions, tokens, privileges, keys, certificates, second factors.
AHEAD_TESTS = ^(TestReleasedSchemas|TestFaultClockSteps|TestJWT|TestOwnCertificate|TestRotation|TestSessionEnds|TestDeadStates|TestPrivilegesEndBeforeTheToken|TestFinishSignIn)$$

ahead: ## a short form of test-ahead
	@for years in 1 10; do \
	  echo "$$years years ahead:"; $(AHEAD) -run '$(AHEAD_TESTS)' ./keys ./pat ./users ./e2e || exit 1; \
	done

unit: ## the tests alone, the walls between the rooms among them; those from outside wait much, so beside the others
	@$(MAKE) --no-print-directory -j2 -O packages e2e

packages:
	CGO_ENABLED=$(if $(RACE),1,0) go test $(RACE) -timeout 60m -skip '^TestModel$$' $$(go list ./... | grep -v '/e2e$$')

e2e:
	go test -count=1 -timeout 60m -parallel 4 ./e2e

test-race: parts ## what make test does from outside, on servers with the race detector: they take three times as long
	CGO_ENABLED=1 go test -race -count=1 -timeout 90m ./e2e

model: ## ten thousand random steps against a model of who may do what; one at a time, so without -race
	go test -count=1 -timeout 10m -run '^TestModel$$' ./cmd/patio

lint: ## golangci-lint; the first time it is built, which takes minutes
	$(LINTER) run ./...
	go test -C tools -count=1 ./... # docker-compose.yml and Dockerfile
	go test -C tools/gitleaks -count=1 ./...

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
