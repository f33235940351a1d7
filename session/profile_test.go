package session

import (
	"errors"
	"fmt"
	"reflect"
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

func TestAKeyThatNamesNoStreamFreezesNothing(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	if err := h.SaveProfile(t.Context(), "no key\n", Profile{}); err == nil || h.Frozen() != "" {
		t.Errorf("kept: %v, frozen %q", err, h.Frozen())
	}
}
