// Package storetest is the contract of [store.Log] as a test suite.
//
// Its one idea: the suite checks what the contract says, and every engine
// passes it. It refuses to know how an engine works inside.
package storetest

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"warroom/store"
)

// Run runs the suite. Each test calls open for an empty log of its own and
// closes it.
func Run(t *testing.T, open func(t *testing.T) store.Log) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, store.Log)
	}{
		{"records come back as they were appended", comeBack},
		{"any bytes are a payload", anyBytes},
		{"a time is kept to the nanosecond", exactTime},
		{"a conflict stores nothing", conflict},
		{"one bad draft refuses them all", allOrNone},
		{"no drafts only ask where the stream ends", noDrafts},
		{"no record is stamped before the one before it", inOrder},
		{"names that could deceive are refused", badNames},
		{"a reader goes on from where it left off", goOn},
		{"a scan crosses pages and sees what was added meanwhile", scanOn},
		{"a scan can stop early", scanStops},
		{"heads go by prefix and are sorted", headsByPrefix},
		{"what was given and got can be changed", ownMemory},
		{"the chain holds", chainHolds},
		{"32 appenders to one stream leave no gap", oneStream},
		{"32 appenders to their own streams never conflict", ownStreams},
		{"a context that has ended stores nothing", cancelled},
		{"a closed log says so", closed},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := open(t)
			defer l.Close()
			test.run(t, l)
		})
	}
}

// RunDurable runs the tests for an engine that persists. Opening the same dir
// again, after a Close, finds what was stored there.
func RunDurable(t *testing.T, open func(t *testing.T, dir string) store.Log) {
	t.Run("a log that is opened again goes on", func(t *testing.T) {
		dir := t.TempDir()
		var want []store.Record
		for round := range uint64(3) {
			l := open(t, dir)
			same(t, read(t, l, "INC-1", 0, 0), want)
			want = append(want, add(t, l, "INC-1", round*2, "a", "b")...)
			if err := l.Close(); err != nil {
				t.Fatalf("close: %v", err)
			}
		}
		l := open(t, dir)
		defer l.Close()
		verified(t, l, "INC-1", 6)
	})
}

// begin is the time at which the suite's first records are appended.
var begin = time.Date(2026, 3, 14, 3, 0, 0, 123456789, time.UTC)

func drafts(payloads ...string) []store.Draft {
	ds := make([]store.Draft, len(payloads))
	for i, p := range payloads {
		ds[i] = store.Draft{At: begin.Add(time.Duration(i)), Payload: []byte(p)}
	}
	return ds
}

func add(t *testing.T, l store.Log, stream string, after uint64, payloads ...string) []store.Record {
	t.Helper()
	records, err := l.Append(t.Context(), stream, after, drafts(payloads...)...)
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return records
}

func read(t *testing.T, l store.Log, stream string, after uint64, limit int) []store.Record {
	t.Helper()
	records, err := l.Read(t.Context(), stream, after, limit)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return records
}

func same(t *testing.T, got, want []store.Record) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d records, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i].Header != want[i].Header {
			t.Fatalf("record %d: got header %+v, want %+v", i, got[i].Header, want[i].Header)
		}
		if !bytes.Equal(got[i].Payload, want[i].Payload) || got[i].Payload == nil {
			t.Fatalf("record %d: payload of %d bytes differs from that of %d", i, len(got[i].Payload), len(want[i].Payload))
		}
	}
}

func verified(t *testing.T, l store.Log, stream string, length uint64) {
	t.Helper()
	head, err := store.Verify(context.WithoutCancel(t.Context()), l, stream)
	if err != nil {
		t.Fatal(err)
	}
	if head.Seq != length {
		t.Fatalf("%s has %d records, want %d", stream, head.Seq, length)
	}
}

func payload(i int) string { return fmt.Sprintf("line %d", i) }
