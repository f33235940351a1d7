package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session"
	"warroom/session/exec"
	"warroom/session/incident"
	"warroom/store"
	"warroom/store/sqlite"
)

// TestARecordOfAnEarlierVersionReadsAsItDid opens a database that an earlier version
// wrote, and holds what is shown of it against what that version showed: keys may have been
// added since. What closing waits for follows the rules of today: that a system is back came
// in later.
func TestARecordOfAnEarlierVersionReadsAsItDid(t *testing.T) {
	const before = "testdata/before"
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, sqlite.FileName), read(t, before, sqlite.FileName), 0o600); err != nil {
		t.Fatal(err)
	}
	log, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	lines := strings.Count(string(read(t, before, "timeline.ana.json")), "\n")
	if head, err := store.Verify(t.Context(), log, "INC-1"); err != nil || head.Seq != uint64(lines) {
		t.Errorf("the chain ends at %d, want %d: %v", head.Seq, lines, err)
	}
	// What is overdue depends on the clock: it stands where it stood when that version was asked.
	now := func() time.Time { return time.Date(2026, 11, 30, 11, 28, 10, 0, time.UTC) }
	hub, err := session.Open(t.Context(), log, session.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer hub.Close(context.Background())
	commands := exec.New(hub, exec.Config{Now: now})
	for name, rank := range map[string]incident.Rank{"ana": incident.RankManager, "cy": incident.RankObserver} {
		for _, verb := range []string{"show", "timeline"} {
			var out, words strings.Builder
			err := commands.Run(t.Context(), exec.Request{
				Person: incident.Person{Name: name, Rank: rank, Key: "SHA256:" + name, Proof: "test"},
				Line:   verb + " INC-1 --json", Out: &out, Stderr: &words,
				Guard: func(_ string, f func()) { f() },
			})
			if want := string(read(t, before, verb+"."+name+".json")); err != nil || !showsAll(t, want, out.String()) {
				t.Errorf("%s of %s: %v, got\n%s\nwant\n%s", verb, name, err, out.String(), want)
			}
		}
	}
}

// showsAll reports whether lines of JSON hold what those of before held, with nothing added
// but keys of objects.
func showsAll(t *testing.T, before, now string) bool {
	t.Helper()
	old, today := strings.Split(before, "\n"), strings.Split(now, "\n")
	return slices.EqualFunc(old, today, func(a, b string) bool {
		if a == "" || b == "" {
			return a == b
		}
		var was, is any
		if err := errors.Join(json.Unmarshal([]byte(a), &was), json.Unmarshal([]byte(b), &is)); err != nil {
			t.Fatal(err)
		}
		return holdsAll(was, is)
	})
}

// holdsAll reports whether a value holds what another one held: see showsAll.
func holdsAll(was, is any) bool {
	switch was := was.(type) {
	case map[string]any:
		is, ok := is.(map[string]any)
		for key := range was {
			value, has := is[key]
			holds := holdsAll
			if key == "outstanding" { // what today's rules ask of the old record may be more
				holds = stillAsked
			}
			ok = ok && has && holds(was[key], value)
		}
		return ok
	case []any:
		is, ok := is.([]any)
		return ok && slices.EqualFunc(was, is, holdsAll)
	}
	return reflect.DeepEqual(was, is)
}

// stillAsked reports whether each thing that was outstanding still is, by its key or reference.
func stillAsked(was, is any) bool {
	before, _ := was.([]any)
	now, _ := is.([]any)
	for _, thing := range before {
		old := thing.(map[string]any)
		if !slices.ContainsFunc(now, func(other any) bool {
			n := other.(map[string]any)
			return n["key"] == old["key"] && n["ref"] == old["ref"]
		}) {
			return false
		}
	}
	return len(before) > 0
}

func TestWhatWasShownBeforeIsMissedWhereItIsGone(t *testing.T) {
	const before = `{"a":1,"b":[{"c":"x"}],"d":null}`
	for now, want := range map[string]bool{
		before: true, `{"new":2,"a":1,"b":[{"c":"x","e":[]}],"d":null}`: true,
		`{"a":1,"b":[{"c":"x"}]}`: false, `{"a":1,"b":[],"d":null}`: false, `{"a":1,"b":[{"c":"x"},{"c":"x"}],"d":null}`: false,
		`{"a":2,"b":[{"c":"x"}],"d":null}`: false, `{"a":1,"b":[{"c":"y"}],"d":null}`: false, `{"a":1,"b":[{}],"d":null}`: false, `{"a":1,"b":null,"d":null}`: false, "": false,
	} {
		if got := showsAll(t, before, now); got != want {
			t.Errorf("%s: %t, want %t", now, got, want)
		}
	}
}

func read(t *testing.T, elements ...string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	return text
}
