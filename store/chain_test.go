package store_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"warroom/store"
)

const (
	firstHash  = "103cf128ae01813cba0e5e55b1433d7d3877c7cc48808b1b6e41c8d5f8a93c32"
	secondHash = "06751859ed7ca798de864a8f7ff73723c22217608f5e3a899a61d28371f18742"
)

// records is a stream of four, as an engine would make it.
func records(t *testing.T) []store.Record {
	t.Helper()
	at := time.Date(2026, 3, 14, 3, 0, 0, 123456789, time.UTC)
	made, err := store.Prepare("INC-7", []store.Draft{
		{At: at, Payload: []byte("declared")},
		{At: at.Add(1), Payload: []byte("severity")},
		{At: at.Add(2)},
		{At: at.Add(3), Payload: []byte("closed")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Link(store.Header{}, 0, made); err != nil {
		t.Fatal(err)
	}
	return made
}

// The wanted hashes were made with printf and sha256sum: an auditor's tools
// must come to the same ones for ever.
func TestAnAuditorComesToTheSameHash(t *testing.T) {
	r := records(t)
	first, second := r[0].Hash(), r[1].Hash()
	if got := hex.EncodeToString(first[:]); got != firstHash {
		t.Errorf("first header: got %s, want %s", got, firstHash)
	}
	if got := hex.EncodeToString(second[:]); got != secondHash {
		t.Errorf("second header: got %s, want %s", got, secondHash)
	}
}

func TestTamperingIsToldInOneSentence(t *testing.T) {
	for _, test := range []struct {
		name   string
		tamper func([]store.Record) []store.Record
		want   string
	}{
		{"nothing", func(r []store.Record) []store.Record { return r }, ""},
		{"payload changed", func(r []store.Record) []store.Record { r[1].Payload[0]++; return r },
			"INC-7 is broken at record 2: its payload is not the one that was written"},
		{"payload gone", func(r []store.Record) []store.Record { r[2].Payload = nil; return r },
			"INC-7 is broken at record 3: its payload is gone"},
		{"time changed", func(r []store.Record) []store.Record { r[1].At = r[1].At.Add(time.Hour); return r },
			"INC-7 is broken at record 3: it doesn't follow from the header before it, so one of the two was changed"},
		{"payload and sum changed", func(r []store.Record) []store.Record {
			r[0].Payload, r[0].Sum = r[3].Payload, r[3].Sum
			return r
		}, "INC-7 is broken at record 2: it doesn't follow from the header before it, so one of the two was changed"},
		{"taken out", func(r []store.Record) []store.Record { return append(r[:1], r[2:]...) },
			"INC-7 is broken at record 2: record 3 is in its place"},
		{"first taken out", func(r []store.Record) []store.Record { return r[1:] },
			"INC-7 is broken at record 1: record 2 is in its place"},
		{"swapped", func(r []store.Record) []store.Record { r[1], r[2] = r[2], r[1]; return r },
			"INC-7 is broken at record 2: record 3 is in its place"},
		{"of another stream", func(r []store.Record) []store.Record { r[3].Stream = "INC-8"; return r },
			"INC-7 is broken at record 4: a record of INC-8 is in its place"},
		{"first follows something", func(r []store.Record) []store.Record { r[0].Prev[0] = 1; return r },
			"INC-7 is broken at record 1: it doesn't follow from the header before it, so one of the two was changed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := check(test.tamper(records(t))); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// check returns what the chain says against the records; "" where they hold.
func check(records []store.Record) string {
	chain := store.NewChain("INC-7")
	for _, r := range records {
		if err := chain.Add(r); err != nil {
			return err.Error()
		}
	}
	return ""
}

func TestAChainGoesOnOnceTheRightRecordComes(t *testing.T) {
	r := records(t)
	chain := store.NewChain("INC-7")
	var broken *store.Broken
	if err := chain.Add(r[1]); !errors.As(err, &broken) || broken.Seq != 1 {
		t.Fatalf("got %v, want broken at 1", err)
	}
	for _, rec := range r {
		if err := chain.Add(rec); err != nil {
			t.Fatal(err)
		}
	}
	if chain.Head() != r[3].Header {
		t.Errorf("the chain ends at %+v", chain.Head())
	}
}

func TestStreamNames(t *testing.T) {
	for name, ok := range map[string]bool{
		"INC-7": true, "people": true, "a/b:c~!": true, strings.Repeat("x", store.MaxStream): true,
		"": false, "a b": false, "a\tb": false, "é": false, "a\x7f": false, strings.Repeat("x", store.MaxStream+1): false,
	} {
		if err := store.CheckStream(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}
