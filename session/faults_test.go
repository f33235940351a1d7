package session

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"warroom/store/memory"
)

func TestWhatIsWrongWithTheFilesOfTheHouseShowsWithinASweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var faults atomic.Value
		faults.Store("")
		h := openHub(t, memory.Open(), Options{Faults: func() string { return faults.Load().(string) }})
		a := sit(t, h, ana, declare(t, h))
		for _, want := range []string{"playbook.yaml:14: no", "playbook.yaml:15: no", ""} {
			version := a.Scene().Version
			faults.Store(want)
			pass(5 * time.Second)
			synctest.Wait()
			if s := a.Scene(); s.Faults != want || s.Version == version {
				t.Errorf("the scene says %q, want %q", s.Faults, want)
			}
		}
		version := a.Scene().Version
		pass(time.Minute)
		synctest.Wait()
		if a.Scene().Version != version {
			t.Error("scenes follow each other while nothing changes")
		}
	})
}

func TestALobbyHearsOfABrokenFileWhileNobodySitsAtABridge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var faults atomic.Value
		faults.Store("")
		h := openHub(t, memory.Open(), Options{Faults: func() string { return faults.Load().(string) }})
		lobby := h.Lobby(ana)
		defer lobby.Close()
		if _, err := lobby.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
		faults.Store("playbook.yaml:14: no")
		if _, err := lobby.Next(t.Context()); err != nil || h.Faults() != "playbook.yaml:14: no" {
			t.Errorf("it hears %q, %v", h.Faults(), err)
		}
	})
}
