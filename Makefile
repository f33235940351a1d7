# Everything a newcomer types. Needs Go and make.

GO ?= go
LINT_VERSION := v2.15.0
# Counted, not timed: before Go 1.27 a time that runs out may be reported as a failure
# (go.dev/issue/75804). Inputs that only widen the coverage aren't made small at length.
FUZZTIME ?= 100000x
FUZZ = $(GO) test -run '^$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 100x
GOFMT = $(shell $(GO) env GOROOT)/bin/gofmt
# The race detector links with a C compiler, and nothing else here needs one:
# without it the tests run all the same.
RACE = $(shell command -v $(firstword $(shell $(GO) env CC)) >/dev/null && echo -race)
# The packages whose tests keep what they saw.
GOLDEN = $(sort $(patsubst %/testdata/,./%,$(dir $(wildcard tui/testdata/*.golden tui/*/testdata/*.golden session/incident/testdata/*.txt session/playbook/testdata/*.golden session/report/testdata/*.csv))))

.PHONY: run build test lint bench torture fuzz golden demo clean cross

run: build ## a server with everything embedded, data under ./data
	./bin/warroom serve --data ./data

build:
	CGO_ENABLED=0 $(GO) build -o bin/warroom ./cmd/warroom

test: ## the whole suite under the race detector
	$(GO) test $(RACE) ./...

lint: ## formatting, vet and golangci-lint
	@test -z "$$($(GOFMT) -l .)" || { echo "not formatted:"; $(GOFMT) -l .; exit 1; }
	$(GO) vet ./...
	$(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION) run

bench: ## benchmarks, both servers under the same load, then floods
	$(GO) test -run '^$$' -bench . -benchmem ./...
	$(GO) test -run 'TestLoad|TestFloods' -count=1 -v -timeout 30m ./cmd/warroom/load -load

torture: ## break servers for 20 minutes; TORTURE='-time 60s -only kill,power' for less
	$(GO) test -run TestTorture -count=1 -v -timeout 0 ./cmd/warroom/torture -torture $(TORTURE)

fuzz: ## each fuzz target for FUZZTIME inputs
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; $(FUZZ) -fuzz "^$$f$$" $$p || exit 1; \
	  done; done

golden: ## draw the golden screens and scripts anew; read the diff before you commit
	$(GO) test -count=1 $(GOLDEN) -update

demo: build ## a drill full of life, in this terminal
	./bin/warroom demo

cross: ## it compiles for every platform, without cgo
	@for os in linux darwin windows freebsd; do for arch in amd64 arm64; do \
	  echo "$$os/$$arch"; CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -o /dev/null ./... || exit 1; \
	done; done

clean:
	rm -rf bin
