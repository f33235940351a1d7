package sshd

import (
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store/files"
)

func TestManyWhoAskShareALook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		looked, answers := 0, make(chan struct{})
		l := &sharedReload{log: slog.New(slog.DiscardHandler), reload: func() { looked++; <-answers }}
		go l.await()
		synctest.Wait() // the first looks
		asked := time.Now()
		done := make(chan struct{})
		for range 50 {
			go func() { l.await(); done <- struct{}{} }()
		}
		synctest.Wait()
		close(answers)
		for range 50 {
			<-done
		}
		if looked != 2 || time.Since(asked) > 0 {
			t.Errorf("50 who ask while one looks: %d looks, %s", looked, time.Since(asked))
		}
	})
}

func TestALookThatHangsIsWaitedForOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answers := make(chan struct{})
		l := &sharedReload{log: slog.New(slog.DiscardHandler), reload: func() { <-answers }}
		for n, want := range []time.Duration{reloadWait, 0, 0} {
			asked := time.Now()
			l.await()
			if took := time.Since(asked); took != want {
				t.Errorf("ask %d waits %s, not %s", n, took, want)
			}
			pass := time.NewTimer(time.Millisecond)
			<-pass.C
		}
		close(answers)
		synctest.Wait()
		if done, stuck := l.join(); stuck {
			t.Error("the disk answers, and nobody waits for it")
		} else {
			<-done
		}
	})
}

func TestALookThatBreaksHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &sharedReload{log: slog.New(slog.DiscardHandler), reload: func() { panic("broken") }}
		asked := time.Now()
		l.await()
		l.await()
		if took := time.Since(asked); took > 0 {
			t.Errorf("they wait %s", took)
		}
	})
}

// hang has whoever reads the keys file wait until the end of the test, as on a
// mount whose server has gone.
func (h *house) hang() {
	h.t.Helper()
	ended := make(chan struct{})
	h.t.Cleanup(func() { close(ended) })
	looks, keys := h.door.auth.reload, h.door.auth.keys
	eventually(h.t, "a moment without a look", func() bool {
		looks.mu.Lock()
		defer looks.mu.Unlock()
		if !looks.began.IsZero() {
			return false
		}
		keys.parse = func([]byte, keyring) (keyring, []files.Fault, error) {
			<-ended
			return keyring{}, nil, nil
		}
		return true
	})
	h.write("keys", "# it changes\n")
}

func TestAKeysFileThatCantBeReadToTheEndHoldsNobodyUp(t *testing.T) {
	screen, began, end := staying()
	defer end()
	h := openHouse(t, func(c *Config) { c.Screen = screen })
	id := h.declare("db down")
	openShell(t, h.as("kim"), 80, 24)
	term := within(t, "the screen", began)
	h.hang()
	said := make(chan error, 20)
	for range cap(said) {
		go func() {
			_, err := h.hub.Do(t.Context(), term.Person, id, time.UTC, incident.Say{Text: "as before"})
			said <- err
		}()
	}
	for range cap(said) {
		if err := within(t, "a word", said); err != nil {
			t.Error(err)
		}
	}
	a := make(chan answer, 1)
	go func() { a <- h.run("ana", "whoami") }()
	if got := within(t, "a login", a); got.code != exitDone {
		t.Errorf("%+v", got)
	}
	eventually(t, "the fault to be told", func() bool {
		all := h.door.Faults()
		return len(all) == 1 && strings.Contains(all[0].Text, "the disk doesn't answer")
	})
	// Who is put out by the record is out all the same.
	if err := h.hub.People().Revoke(t.Context(), "kim", "ana", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := h.hub.Do(t.Context(), term.Person, id, time.UTC, incident.Say{Text: "still here"}); err == nil {
		t.Error("someone revoked writes")
	}
}
