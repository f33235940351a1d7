package session

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"warroom/session/incident"
	"warroom/store/memory"
)

func TestAProfileIsRememberedByKey(t *testing.T) {
	log := memory.Open()
	h := openHub(t, log, Options{})
	d := Profile{Theme: "mono", Zone: "Europe/Berlin", Last: "INC-7", Read: map[incident.ID]ReadMark{"INC-7": {12, 9}}}
	if err := h.SaveProfile(t.Context(), "SHA256:a", d); err != nil {
		t.Fatal(err)
	}
	if err := h.SaveProfile(t.Context(), "SHA256:ab", Profile{Theme: "dark"}); err != nil {
		t.Fatal(err)
	}
	for _, h := range []*Hub{h, openHub(t, log, Options{})} {
		if got, err := h.Profile(t.Context(), "SHA256:a"); err != nil || !reflect.DeepEqual(got, d) {
			t.Errorf("the profile: %+v, %v", got, err)
		}
		if got, err := h.Profile(t.Context(), "SHA256:"); err != nil || !reflect.DeepEqual(got, Profile{}) {
			t.Errorf("a key that was never here: %+v, %v", got, err)
		}
	}
}

func TestTwoScreensOfOneKeyBothKeepTheirProfile(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	var screens sync.WaitGroup
	for i := range 2 {
		screens.Go(func() {
			for n := range 20 {
				err := h.SaveProfile(t.Context(), "SHA256:a", Profile{Theme: fmt.Sprint(i, n)})
				for errors.As(err, &incident.Refusal{}) {
					err = h.SaveProfile(t.Context(), "SHA256:a", Profile{Theme: fmt.Sprint(i, n)})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	screens.Wait()
	if got, err := h.Profile(t.Context(), "SHA256:a"); err != nil || (got.Theme != "0 19" && got.Theme != "1 19") {
		t.Errorf("the last word is %+v, %v", got, err)
	}
}

// TestADraftIsKeptByKeyAndIncident: a screen that saves its settings changes no
// draft, and a server that starts again still has it.
func TestADraftIsKeptByKeyAndIncident(t *testing.T) {
	log := memory.Open()
	h := openHub(t, log, Options{})
	save := func(key string, id incident.ID, text string) {
		t.Helper()
		if err := h.SaveDraft(t.Context(), key, id, text); err != nil {
			t.Fatal(err)
		}
	}
	save("SHA256:a", "INC-1", "one")
	save("SHA256:a", "INC-2", "two")
	save("SHA256:b", "INC-2", "of b")
	if err := h.SaveProfile(t.Context(), "SHA256:a", Profile{Theme: "mono"}); err != nil {
		t.Fatal(err)
	}
	save("SHA256:a", "INC-1", "")
	for _, h := range []*Hub{h, openHub(t, log, Options{})} {
		got, err := h.Profile(t.Context(), "SHA256:a")
		if want := map[incident.ID]string{"INC-2": "two"}; err != nil || got.Theme != "mono" || !reflect.DeepEqual(got.Drafts, want) {
			t.Errorf("kept is %+v, %v", got, err)
		}
	}
	if err := h.ForgetDrafts(t.Context(), "SHA256:a"); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]int{"SHA256:a": 0, "SHA256:b": 1} {
		if got, err := h.Profile(t.Context(), key); err != nil || len(got.Drafts) != want {
			t.Errorf("of %s is kept %+v, %v", key, got.Drafts, err)
		}
	}
}

func TestDraftsAreBounded(t *testing.T) {
	var p Profile
	for n := range uint64(3 * maxDrafts) {
		p = p.withDraft(incident.NewID(n+1), "x")
	}
	if len(p.Drafts) != maxDrafts || p.Drafts[incident.NewID(3*maxDrafts)] == "" {
		t.Errorf("kept are %d: %v", len(p.Drafts), p.Drafts)
	}
	h := openHub(t, memory.Open(), Options{})
	err := h.SaveDraft(t.Context(), "SHA256:a", "INC-1", strings.Repeat("x", incident.MaxLine+1))
	if !errors.As(err, &incident.Refusal{}) {
		t.Errorf("a draft over the bound: %v", err)
	}
}

func TestAKeyThatNamesNoStreamFreezesNothing(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	if err := h.SaveProfile(t.Context(), "no key\n", Profile{}); err == nil || h.Frozen() != "" {
		t.Errorf("kept: %v, frozen %q", err, h.Frozen())
	}
}
