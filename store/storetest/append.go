package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"warroom/store"
)

func comeBack(t *testing.T, l store.Log) {
	got := add(t, l, "INC-1", 0, "one", "two")
	got = append(got, add(t, l, "INC-1", 2, "three")...)
	add(t, l, "INC-2", 0, "elsewhere")
	same(t, read(t, l, "INC-1", 0, 0), got)
	for i, want := range []string{"one", "two", "three"} {
		if got[i].Stream != "INC-1" || got[i].Seq != uint64(i+1) || string(got[i].Payload) != want {
			t.Errorf("record %d is %+v, want %q", i, got[i], want)
		}
	}
}

func anyBytes(t *testing.T, l store.Log) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	got := add(t, l, "INC-1", 0, "", "\x00", string(all), "\xff\xfe'; DROP", strings.Repeat("x", 1<<20))
	nothing, err := l.Append(t.Context(), "INC-1", 5, store.Draft{At: begin})
	if err != nil {
		t.Fatal(err)
	}
	same(t, read(t, l, "INC-1", 0, 0), append(got, nothing...))
	verified(t, l, "INC-1", 6)
}

func exactTime(t *testing.T, l store.Log) {
	zone := time.FixedZone("east", 5*3600+1800)
	times := []time.Time{
		time.Date(1678, 1, 1, 0, 0, 0, 1, time.UTC),
		begin.In(zone),
		begin.Add(1),
		time.Now(),
		time.Date(2261, 12, 31, 23, 59, 59, 999999999, time.UTC),
	}
	for i, at := range times {
		if _, err := l.Append(t.Context(), "INC-1", uint64(i), store.Draft{At: at}); err != nil {
			t.Fatal(err)
		}
	}
	for i, r := range read(t, l, "INC-1", 0, 0) {
		if r.At != time.Unix(0, times[i].UnixNano()).UTC() {
			t.Errorf("got %v, want %v", r.At, times[i])
		}
	}
}

// inOrder makes a writer's clock stop, go back and run ahead.
func inOrder(t *testing.T, l store.Log) {
	clock := []time.Duration{0, 0, -2 * time.Hour, time.Second, time.Second, 365 * 24 * time.Hour, 2 * time.Second}
	want := []time.Duration{0, 1, 2, time.Second, time.Second + 1, 365 * 24 * time.Hour, 365*24*time.Hour + 1}
	for i := range clock {
		// Two records of one append, too, follow one another.
		records, err := l.Append(t.Context(), "INC-1", uint64(2*i), store.Draft{At: begin.Add(clock[i])}, store.Draft{At: begin.Add(clock[i])})
		if err != nil {
			t.Fatal(err)
		}
		same(t, read(t, l, "INC-1", uint64(2*i), 0), records)
		if !records[1].At.After(records[0].At) {
			t.Errorf("two of one append are stamped %v and %v", records[0].At, records[1].At)
		}
	}
	verified(t, l, "INC-1", uint64(2*len(clock)))
	var last time.Time
	for i, r := range read(t, l, "INC-1", 0, 0) {
		if !r.At.After(last) {
			t.Errorf("record %d is stamped %v, after one of %v", r.Seq, r.At, last)
		}
		last = r.At
		if late := r.At.Sub(begin.Add(want[i/2])); late < 0 || late > time.Duration(r.Seq) {
			t.Errorf("record %d is stamped %v late", r.Seq, late)
		}
	}
}

func conflict(t *testing.T, l store.Log) {
	want := add(t, l, "INC-1", 0, "one", "two")
	for _, after := range []uint64{0, 1, 3, 1 << 63} {
		if got, err := l.Append(t.Context(), "INC-1", after, drafts("x")...); !errors.Is(err, store.ErrConflict) || got != nil {
			t.Errorf("after %d: got %v and %v, want ErrConflict", after, got, err)
		}
	}
	if _, err := l.Append(t.Context(), "INC-2", 1, drafts("x")...); !errors.Is(err, store.ErrConflict) {
		t.Errorf("after 1 in an empty stream: got %v, want ErrConflict", err)
	}
	same(t, read(t, l, "INC-1", 0, 0), want)
	same(t, read(t, l, "INC-2", 0, 0), nil)
}

func allOrNone(t *testing.T, l store.Log) {
	want := add(t, l, "INC-1", 0, "one")
	for _, bad := range []store.Draft{
		{Payload: []byte("no time")},
		{At: begin, Payload: make([]byte, store.MaxPayload+1)},
	} {
		if _, err := l.Append(t.Context(), "INC-1", 1, append(drafts("two", "three"), bad)...); err == nil {
			t.Error("a bad draft was taken")
		}
	}
	same(t, read(t, l, "INC-1", 0, 0), want)
	add(t, l, "INC-1", 1, "two")
}

func noDrafts(t *testing.T, l store.Log) {
	add(t, l, "INC-1", 0, "one")
	if got, err := l.Append(t.Context(), "INC-1", 1); err != nil || len(got) != 0 {
		t.Errorf("at the end: got %v and %v", got, err)
	}
	if _, err := l.Append(t.Context(), "INC-1", 0); !errors.Is(err, store.ErrConflict) {
		t.Errorf("before the end: got %v, want ErrConflict", err)
	}
	if _, err := l.Append(t.Context(), "INC-2", 0); err != nil {
		t.Errorf("in an empty stream: %v", err)
	}
	if heads, err := l.Heads(t.Context(), ""); err != nil || len(heads) != 1 {
		t.Errorf("got heads %v and %v, want one", heads, err)
	}
}

func badNames(t *testing.T, l store.Log) {
	for _, name := range []string{"", "INC 1", "INC-1\n", "INC\x00", "ÍNC-1", "\xff", strings.Repeat("x", store.MaxStream+1)} {
		if _, err := l.Append(t.Context(), name, 0, drafts("x")...); err == nil {
			t.Errorf("a stream named %q was made", name)
		}
	}
	longest := strings.Repeat("~", store.MaxStream)
	add(t, l, longest, 0, "x")
	verified(t, l, longest, 1)
}

func ownMemory(t *testing.T, l store.Log) {
	given := drafts("mine")
	got, err := l.Append(t.Context(), "INC-1", 0, given...)
	if err != nil {
		t.Fatal(err)
	}
	given[0].Payload[0] = 'X'
	if string(got[0].Payload) != "mine" {
		t.Error("what Append returned changed with what it was given")
	}
	got[0].Payload[0] = 'Y'
	read(t, l, "INC-1", 0, 0)[0].Payload[0] = 'Z'
	verified(t, l, "INC-1", 1)
}
