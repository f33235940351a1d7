package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store/memory"
)

func TestAPaceGivesAKeyABurstAndThenItsRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(3, time.Second)
		for n, want := range []bool{true, true, true, false, false} {
			if got := p.try("cy"); got != want {
				t.Errorf("time %d: %v", n, got)
			}
		}
		if !p.try("kim") {
			t.Error("kim waits for cy")
		}
		pass(time.Second)
		if !p.try("cy") || p.try("cy") {
			t.Error("after a second it is once more, and no more")
		}
		began := time.Now()
		for range 5 {
			if err := p.wait(t.Context(), "cy"); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("five more took %s", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := p.wait(ctx, "cy"); !errors.Is(err, context.Canceled) {
			t.Errorf("who has gone waits: %v", err)
		}
	})
}

func TestWhoGoesAwayWhileTheyWaitOwesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(3, time.Second)
		for p.try("cy") {
		}
		for range 100 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			if err := p.wait(ctx, "cy"); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatal(err)
			}
			cancel()
		}
		if owes := p.owes("cy"); owes > time.Second {
			t.Errorf("a hundred calls that were dropped cost %s", owes)
		}
	})
}

func TestNobodyWaitsForMinutesBehindTheirOwnCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(3, 20*time.Millisecond)
		began, done := time.Now(), make(chan error)
		for range 10_000 {
			go func() { done <- p.wait(t.Context(), "cy") }()
		}
		synctest.Wait()
		if owes := p.owes("cy"); owes > longestWait {
			t.Errorf("the next waits %s", owes)
		}
		for range 10_000 {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took > longestWait {
			t.Errorf("the last waited %s", took)
		}
	})
}

func TestAPaceLooksForWhoOwesNothingNowAndThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(3, time.Second)
		turn := func(from, to int) {
			for n := range to - from {
				p.try(fmt.Sprint(from + n))
			}
		}
		turn(0, maxRemembered+1)
		if p.pruneAt < 2*maxRemembered {
			t.Errorf("%d keys are in debt, and each more looks through %d", len(p.paid), p.pruneAt)
		}
		pass(time.Minute)
		turn(maxRemembered+1, 2*maxRemembered+1)
		if len(p.paid) > maxRemembered {
			t.Errorf("%d keys are remembered, most of which owe nothing", len(p.paid))
		}
	})
}

// TestWhoAsksForMuchIsSlowedAndNobodyElse: a script that pipes thousands of
// lines in has each of them kept.
func TestWhoAsksForMuchIsSlowedAndNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		const more = 500
		began := time.Now()
		done := make(chan error, 1)
		go func() {
			for n := range askBurst + more {
				if _, err := h.Do(t.Context(), kim, id, nil, incident.Say{Text: fmt.Sprint("line ", n)}); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
		synctest.Wait() // kim waits now
		if h.Slowed(kim) == 0 {
			t.Error("kim isn't told")
		}
		if _, err := h.Do(t.Context(), raj, id, nil, incident.Say{Text: "a line between"}); err != nil || time.Since(began) > 0 {
			t.Errorf("raj waits %s, %v", time.Since(began), err)
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took < (more-1)*20*time.Millisecond {
			t.Errorf("%d lines took %s", askBurst+more, took)
		}
		if got := look(t, h, id).state.Last; got < askBurst+more {
			t.Errorf("%d entries are kept", got)
		}
	})
}

// TestAProfileThatChangesInALoopFillsNoRecord checks that its last change is kept.
func TestAProfileThatChangesInALoopFillsNoRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := memory.Open()
		h := openHub(t, log, Options{})
		turn := func(n int) {
			t.Helper()
			for i := range n {
				if err := h.SaveProfile(t.Context(), "SHA256:a", Profile{Theme: fmt.Sprint("theme ", i)}); err != nil {
					t.Fatal(err)
				}
			}
		}
		written := func() uint64 {
			head, err := h.last(t.Context(), "desk/SHA256:a")
			if err != nil {
				t.Fatal(err)
			}
			return head.Seq
		}
		turn(1000)
		if n := written(); n != profileBurst || !h.ProfileWaits("SHA256:a") {
			t.Errorf("a thousand changes are %d records, and the last waits: %v", n, h.ProfileWaits("SHA256:a"))
		}
		if d, _ := h.Profile(t.Context(), "SHA256:a"); d.Theme != "theme 999" {
			t.Errorf("their next screen has %+v", d)
		}
		pass(time.Minute)
		synctest.Wait()
		if n := written(); n != profileBurst+1 || h.ProfileWaits("SHA256:a") {
			t.Errorf("a minute later %d records are written", n)
		}
		turn(3)
		turn(3)
		if err := h.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d, err := openHub(t, log, Options{}).Profile(t.Context(), "SHA256:a"); err != nil || d.Theme != "theme 2" {
			t.Errorf("after the end of the hub: %+v, %v", d, err)
		}
	})
}

func TestAProfileThatDidNotChangeIsNotWritten(t *testing.T) {
	h := openHub(t, memory.Open(), Options{})
	for range 10 {
		if err := h.SaveProfile(t.Context(), "SHA256:a", Profile{Theme: "mono"}); err != nil {
			t.Fatal(err)
		}
	}
	if head, err := h.last(t.Context(), "desk/SHA256:a"); err != nil || head.Seq != 1 {
		t.Errorf("%d records, %v", head.Seq, err)
	}
}

// TestWhoGoesRoundAllIncidentsInALoopFillsNoRecord: the pause of one bridge
// doesn't bound who goes from bridge to bridge.
func TestWhoGoesRoundAllIncidentsInALoopFillsNoRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		var ids []incident.ID
		for range 40 {
			ids = append(ids, declare(t, h))
		}
		const rounds = 20
		for range rounds {
			for _, id := range ids {
				sit(t, h, cy, id).Leave()
				synctest.Wait()
			}
			pass(time.Minute)
		}
		joined := 0
		for _, id := range ids {
			joined += len(lines(look(t, h, id).state, "joined"))
		}
		if most := len(ids) + rejoinBurst + 2*rounds; joined < len(ids) || joined > most {
			t.Errorf("%d comings of %d are on record, at most %d may be", joined, rounds*len(ids), most)
		}
	})
}

// TestFingersNeverMeetThePaceOfKeys checks that a program that types does.
func TestFingersNeverMeetThePaceOfKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		began := time.Now()
		for range 30 * 60 { // a minute of a key held down
			if err := h.Typed(t.Context(), kim, 1); err != nil {
				t.Fatal(err)
			}
			pass(time.Second / 30)
		}
		if took := time.Since(began).Round(time.Second); took != time.Minute {
			t.Errorf("kim waits: a minute of typing took %s", took)
		}
		began = time.Now()
		for range 100 {
			if err := h.Typed(t.Context(), kim, 1024); err != nil {
				t.Fatal(err)
			}
		}
		want := (100*1024 - typingBurst) * time.Second / typingRate
		if took := time.Since(began); took < want-2*time.Second || took > want+2*time.Second {
			t.Errorf("100 KiB of keys took %s, want %s", took, want)
		}
		began = time.Now()
		if err := h.Typed(t.Context(), raj, 1024); err != nil || time.Since(began) > 0 {
			t.Errorf("raj waits for kim: %v", err)
		}
	})
}

// TestLongEntriesCountAsWhatTheyAre: who writes as much as they can fills neither
// the disk nor the memory in a night.
func TestLongEntriesCountAsWhatTheyAre(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		id := declare(t, h)
		long := incident.Say{Text: strings.Repeat("x", 4000)}
		began, written := time.Now(), 0
		for ; time.Since(began) < 5*time.Minute; written++ {
			if _, err := h.Do(t.Context(), kim, id, nil, long); err != nil {
				t.Fatal(err)
			}
		}
		if written < 500 || written > 2500 {
			t.Errorf("%d entries of 4,000 bytes are written in five minutes", written)
		}
		began = time.Now()
		for range 100 {
			if _, err := h.Do(t.Context(), raj, id, nil, incident.Say{Text: strings.Repeat("x", 200)}); err != nil || time.Since(began) > 0 {
				t.Fatalf("raj waits: %v", err)
			}
		}
	})
}

func TestWhoPutsMuchOnShelvesIsToldWhenTheyMayAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		for n := range 4 { // of the largest lists
			if err := h.CheckShelve(kim); err != nil {
				t.Errorf("list %d: %v", n+1, err)
			}
			h.Shelved(kim, 4<<20)
		}
		h.Shelved(kim, 1<<20)
		var refusal incident.Refusal
		if err := h.CheckShelve(kim); !errors.As(err, &refusal) || !strings.Contains(refusal.Why, "send this one again in 8 s") {
			t.Errorf("the list after those: %v", err)
		}
		if err := h.CheckShelve(raj); err != nil {
			t.Errorf("raj pays for kim: %v", err)
		}
		pass(9 * time.Second)
		if err := h.CheckShelve(kim); err != nil {
			t.Errorf("nine seconds later: %v", err)
		}
	})
}

// TestManyDeclareAtOnce: whoever declares in a loop keeps nobody from declaring.
func TestManyDeclareAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range declareBurst / 8 {
					if _, err := h.Declare(t.Context(), kim, incident.Declare{Title: "x"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 10 {
			if _, err := h.Declare(t.Context(), ana, incident.Declare{Title: "it burns"}); err != nil {
				t.Error(err)
			}
		}
		all.Wait()
		began := time.Now()
		for range declareBurst%8 + 3 {
			if _, err := h.Declare(t.Context(), kim, incident.Declare{Title: "x"}); err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(began); took != 30*time.Second {
			t.Errorf("three more than kim's share took %s", took)
		}
	})
}
