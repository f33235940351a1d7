package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// until asks again until it is so, or the test's patience ends.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(patience); !so(); {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("never: %s", what)
		}
	}
}

func TestABrokenFileKeepsNobodyFromTheWarRoom(t *testing.T) {
	s := serving(t)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(s.dir, "data")
	sheet := filepath.Join(data, "systems", "api.yaml")
	put(t, sheet, "name: api\nowner: kim\n")
	put(t, filepath.Join(data, "playbook.yaml"), "name: [\n")

	s = start(t, s.dir, config{Data: data, AuthorizedKeys: filepath.Join(s.dir, "keys")})
	for _, want := range []string{
		"BROKEN   " + sheet + `:2: "owner" isn't a key of a sheet`,
		"none of it is in force",
		filepath.Join(data, "playbook.yaml") + ":1: the bracket isn't closed",
		"the built-in playbook is in force",
		"warroom check",
	} {
		if !strings.Contains(s.said.String(), want) {
			t.Errorf("on standard error it doesn't say %q:\n%s", want, s.said)
		}
	}
	id := s.must("ana", "declare db down")
	s.must("raj", "do "+id+" fact the replica lags")
	if got := s.must("raj", "show "+id); !strings.Contains(got, "db down") {
		t.Errorf("show says\n%s", got)
	}
	if got := s.must("raj", "timeline "+id); !strings.Contains(got, "the replica lags") {
		t.Errorf("the timeline says\n%s", got)
	}

	put(t, sheet, "name: api\nowners: [kim]\n")
	put(t, filepath.Join(data, "playbook.yaml"), "name: Ours\n")
	until(t, "the mended files are in force", func() bool {
		return strings.Contains(s.said.String(), "read the playbook and the sheets again\" faults=0")
	})
	put(t, sheet, "name: api\nowners: kim, lee\n")
	until(t, "a file that breaks later is said", func() bool {
		return strings.Contains(s.said.String(), "api.yaml:2: owners is a list")
	})
	s.must("raj", "do "+id+" fact still writing")
}
