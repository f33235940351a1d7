package storetest

import (
	"fmt"
	"math"
	"testing"

	"warroom/store"
)

func goOn(t *testing.T, l store.Log) {
	want := add(t, l, "INC-1", 0, "one", "two", "three", "four")
	same(t, read(t, l, "INC-1", 1, 2), want[1:3])
	same(t, read(t, l, "INC-1", 3, 2), want[3:])
	same(t, read(t, l, "INC-1", 2, -1), want[2:])
	same(t, read(t, l, "INC-1", 4, 0), nil)
	same(t, read(t, l, "INC-1", math.MaxUint64, 0), nil)
	same(t, read(t, l, "INC", 0, 0), nil)
	same(t, read(t, l, "no such stream", 0, 0), nil)
}

func scanOn(t *testing.T, l store.Log) {
	const first, more = 1200, 10
	payloads := make([]string, first)
	for i := range payloads {
		payloads[i] = payload(i)
	}
	add(t, l, "INC-1", 0, payloads...)
	seen, end := uint64(0), uint64(first)
	for r, err := range store.Scan(t.Context(), l, "INC-1", 0) {
		if err != nil {
			t.Fatal(err)
		}
		if seen++; r.Seq != seen {
			t.Fatalf("record %d came as number %d", r.Seq, seen)
		}
		if seen <= more {
			add(t, l, "INC-1", end, "added")
			end++
		}
	}
	if seen != end {
		t.Errorf("saw %d records of %d", seen, end)
	}
}

func scanStops(t *testing.T, l store.Log) {
	add(t, l, "INC-1", 0, "one", "two", "three")
	for r, err := range store.Scan(t.Context(), l, "INC-1", 1) {
		if err != nil || string(r.Payload) != "two" {
			t.Fatalf("got %q and %v, want two", r.Payload, err)
		}
		break
	}
	for r, err := range store.Scan(t.Context(), l, "INC-1", 3) {
		t.Errorf("behind the end stand %q and %v", r.Payload, err)
	}
}

func headsByPrefix(t *testing.T, l store.Log) {
	names := []string{"INC-1", "INC-10", "INC-2", "INC-%", "INC_1", "inc-1", "INC", "people"}
	for i, name := range names {
		for seq := range uint64(i + 1) {
			add(t, l, name, seq, name)
		}
	}
	for prefix, want := range map[string]string{
		"":        "[INC/7 INC-%/4 INC-1/1 INC-10/2 INC-2/3 INC_1/5 inc-1/6 people/8]",
		"INC":     "[INC/7 INC-%/4 INC-1/1 INC-10/2 INC-2/3 INC_1/5]",
		"INC-":    "[INC-%/4 INC-1/1 INC-10/2 INC-2/3]",
		"INC-1":   "[INC-1/1 INC-10/2]",
		"INC_":    "[INC_1/5]",
		"INC-%":   "[INC-%/4]",
		"i":       "[inc-1/6]",
		"people":  "[people/8]",
		"peoples": "[]",
		"*":       "[]",
		"~":       "[]",
	} {
		heads, err := l.Heads(t.Context(), prefix)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, h := range heads {
			got = append(got, fmt.Sprintf("%s/%d", h.Stream, h.Seq))
			if last := read(t, l, h.Stream, h.Seq-1, 0); last[0].Header != h {
				t.Errorf("the head %+v is not the last header %+v", h, last[0].Header)
			}
		}
		if fmt.Sprint(got) != want {
			t.Errorf("prefix %q: got %v, want %s", prefix, got, want)
		}
	}
}

func chainHolds(t *testing.T, l store.Log) {
	for seq := range uint64(20) {
		add(t, l, "INC-1", seq, payload(int(seq)))
	}
	verified(t, l, "INC-1", 20)
	verified(t, l, "INC-2", 0)
	records := read(t, l, "INC-1", 0, 0)
	chain := store.ChainAfter(records[9].Header)
	for _, r := range records[10:] {
		if err := chain.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if chain.Head() != records[19].Header {
		t.Errorf("the chain ends at %+v", chain.Head())
	}
}
