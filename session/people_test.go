package session

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

func openPeople(t *testing.T, log store.Log) *People {
	t.Helper()
	p, err := OpenPeople(t.Context(), log, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func enrolment(name, print string) Enrolment {
	return Enrolment{Name: name, Rank: incident.RankResponder, Key: "ssh-ed25519 AAAA" + print, Fingerprint: "SHA256:" + print, By: "ana", How: "warroom user"}
}

func enrol(t *testing.T, p *People, name, print string) {
	t.Helper()
	if err := p.Enrol(t.Context(), enrolment(name, print)); err != nil {
		t.Fatal(err)
	}
}

func invite(t *testing.T, p *People, i Invite) string {
	t.Helper()
	i.By = "ana"
	code, err := p.Invite(t.Context(), i)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func refused(err error) bool {
	var r incident.Refusal
	return errors.As(err, &r)
}

func TestAnEnrolledKeyIsKnownAfterARestart(t *testing.T) {
	log := memory.Open()
	want := enrolment("kim", "k1")
	want.Only, want.Until = "INC-7", time.Now().Add(time.Hour).UTC()
	if err := openPeople(t, log).Enrol(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, ok := openPeople(t, log).Lookup("SHA256:k1")
	if !ok || got.At.IsZero() || !got.Until.Equal(want.Until) {
		t.Fatalf("%+v, %v", got, ok)
	}
	got.At, got.Until = time.Time{}, want.Until
	if got != want {
		t.Errorf("%+v\nnot\n%+v", got, want)
	}
}

func TestAnEnrolmentThatNoDoorCouldUseIsRefused(t *testing.T) {
	p := openPeople(t, memory.Open())
	for what, change := range map[string]func(*Enrolment){
		"no name":        func(e *Enrolment) { e.Name = "" },
		"a strange name": func(e *Enrolment) { e.Name = "Kim K" },
		"no rank":        func(e *Enrolment) { e.Rank = incident.RankNone },
		"no key":         func(e *Enrolment) { e.Key = "" },
		"no fingerprint": func(e *Enrolment) { e.Fingerprint = "k1" },
	} {
		e := enrolment("kim", "k1")
		change(&e)
		if err := p.Enrol(t.Context(), e); !refused(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAnEnrolmentEndsAtItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := openPeople(t, memory.Open())
		e := enrolment("kim", "k1")
		e.Until = time.Now().Add(time.Hour)
		if err := p.Enrol(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Hour)
		if _, ok := p.Lookup("SHA256:k1"); ok {
			t.Error("an expired key opens the door")
		}
	})
}

func TestARevokedPersonStaysOutWithEveryOldKey(t *testing.T) {
	p := openPeople(t, memory.Open())
	enrol(t, p, "kim", "k1")
	enrol(t, p, "lee", "l1")
	var told []string
	p.OnRevoke(func(r Revocation) { told = append(told, r.Name+r.Fingerprint) })
	if err := p.Revoke(t.Context(), "kim", "ana", "stolen laptop"); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []string{"kim"}) {
		t.Errorf("told of %q", told)
	}
	if !p.Revoked("kim", "SHA256:of-the-keys-file") || p.Revoked("lee", "SHA256:l1") {
		t.Error("the wrong person is out")
	}
	enrol(t, p, "kim", "k2")
	if _, ok := p.Lookup("SHA256:k2"); !ok || p.Revoked("kim", "SHA256:k2") {
		t.Error("a new key doesn't bring kim back")
	}
	if _, ok := p.Lookup("SHA256:k1"); ok || !p.Revoked("kim", "SHA256:k1") {
		t.Error("the old key came back with the new one")
	}
}

func TestOneRevokedKeyLeavesThePersonsOthers(t *testing.T) {
	p := openPeople(t, memory.Open())
	enrol(t, p, "kim", "k1")
	enrol(t, p, "kim", "k2")
	if err := p.Revoke(t.Context(), "SHA256:k1", "ana", ""); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.Lookup("SHA256:k1"); ok {
		t.Error("the revoked key works")
	}
	if _, ok := p.Lookup("SHA256:k2"); !ok {
		t.Error("the other key doesn't")
	}
}

func TestAnInviteWorksOnceEvenForTwoAtTheSameMoment(t *testing.T) {
	log := memory.Open()
	here, there := openPeople(t, log), openPeople(t, log) // two processes
	code := invite(t, here, Invite{Rank: incident.RankResponder, Only: "INC-7"})
	var wg sync.WaitGroup
	in := make(chan Enrolment, 20)
	for i := range 20 {
		wg.Go(func() {
			p := []*People{here, there}[i%2]
			print := string(rune('a' + i))
			e, err := p.Redeem(context.Background(), code, Newcomer{Name: "n" + print, Key: "ssh-ed25519 " + print, Fingerprint: "SHA256:" + print})
			if err == nil {
				in <- e
			} else if !refused(err) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(in) != 1 {
		t.Fatalf("%d came in", len(in))
	}
	e := <-in
	if got, ok := openPeople(t, log).Lookup(e.Fingerprint); !ok || got.Only != "INC-7" || got.By != "ana" || got.How != "invite" {
		t.Errorf("%+v, %v", got, ok)
	}
}

func TestAnInviteExpiresWithinADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := openPeople(t, memory.Open())
		code := invite(t, p, Invite{Rank: incident.RankObserver})
		if n := len(p.Invites()); n != 1 {
			t.Errorf("%d invites", n)
		}
		<-time.After(24 * time.Hour)
		if _, err := p.Redeem(t.Context(), code, Newcomer{Name: "kim", Key: "k", Fingerprint: "SHA256:k"}); !refused(err) {
			t.Errorf("%v", err)
		}
		if n := len(p.Invites()); n != 0 {
			t.Errorf("%d invites", n)
		}
	})
}

func TestAnInviteGivesNobodyATakenName(t *testing.T) {
	p := openPeople(t, memory.Open())
	enrol(t, p, "kim", "k1")
	enrol(t, p, "mallory", "m1")
	if err := p.Revoke(t.Context(), "mallory", "ana", ""); err != nil {
		t.Fatal(err)
	}
	code := invite(t, p, Invite{Rank: incident.RankManager})
	for _, n := range []Newcomer{
		{Name: "kim", Key: "x", Fingerprint: "SHA256:x"},
		{Name: "k.im", Key: "x", Fingerprint: "SHA256:x"},
		{Name: "mallory", Key: "x", Fingerprint: "SHA256:x"},
		{Name: "ma11ory", Key: "x", Fingerprint: "SHA256:x"},
		{Name: "m", Key: "m1", Fingerprint: "SHA256:m1"},
		{Name: "No Name", Key: "x", Fingerprint: "SHA256:x"},
		{Name: "raj", Key: "x", Fingerprint: "SHA256:x", Taken: func(name string) bool { return name == "raj" }},
	} {
		if _, err := p.Redeem(t.Context(), code, n); !refused(err) {
			t.Errorf("%s: %v", n.Name, err)
		}
	}
	if _, err := p.Redeem(t.Context(), code, Newcomer{Name: "lee", Key: "x", Fingerprint: "SHA256:x"}); err != nil {
		t.Errorf("the refusals used the code up: %v", err)
	}
}

func TestInvitesOfSomeonePutOutOpenNothing(t *testing.T) {
	p := openPeople(t, memory.Open())
	enrol(t, p, "mallory", "m1")
	code, err := p.Invite(t.Context(), Invite{Rank: incident.RankManager, By: "mallory"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Revoke(t.Context(), "mallory", "ana", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Redeem(t.Context(), code, Newcomer{Name: "bob", Key: "x", Fingerprint: "SHA256:x"}); !refused(err) {
		t.Errorf("mallory's invite lets bob in: %v", err)
	}
}

func TestWhatAnotherProcessWroteCountsHere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := memory.Open()
		here, there := openPeople(t, log), openPeople(t, log)
		ctx, stop := context.WithCancel(t.Context())
		followed := make(chan error, 1)
		go func() { followed <- here.Follow(ctx, time.Second) }()
		told := make(chan string, 1)
		here.OnRevoke(func(r Revocation) { told <- r.Name })
		enrol(t, there, "kim", "k1")
		enrol(t, here, "lee", "l1") // after what the other wrote
		if err := there.Revoke(t.Context(), "kim", "ana", ""); err != nil {
			t.Fatal(err)
		}
		if name := <-told; name != "kim" {
			t.Errorf("told of %q", name)
		}
		if !here.Revoked("kim", "") {
			t.Error("kim is in")
		}
		stop()
		if err := <-followed; !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}

func TestARecordOfANewerProgramIsPassedOver(t *testing.T) {
	log := memory.Open()
	for i, payload := range []string{`{"kind":"person-renamed","body":{"to":"x"}}`, `nonsense`, `{"kind":"key-enrolled","body":7}`} {
		if _, err := log.Append(t.Context(), "people", uint64(i), store.Draft{At: time.Now(), Payload: []byte(payload)}); err != nil {
			t.Fatal(err)
		}
	}
	p := openPeople(t, log)
	enrol(t, p, "kim", "k1")
	if all := openPeople(t, log).List(); len(all) != 1 || all[0].Name != "kim" {
		t.Errorf("%+v", all)
	}
}

func TestWhoMayComeInIsWrittenAsTheHubWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		log.onAppend(func(ctx context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error) {
			if stream != peopleStream {
				return do()
			}
			<-ctx.Done()
			return nil, ctx.Err()
		})
		began := time.Now()
		first := make(chan error, 1)
		go func() { first <- h.People().Enrol(t.Context(), enrolment("kim", "k1")) }()
		synctest.Wait() // it is being written
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := h.People().Enrol(ctx, enrolment("lee", "k2")); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
			t.Errorf("who goes away waits for who writes: %s, %v", time.Since(began), err)
		}
		if err := <-first; !refused(err) || h.Frozen() == "" {
			t.Errorf("a record that can't be written freezes nothing: %v", err)
		}
		if took := time.Since(began); took > h.opt.AppendLimit {
			t.Errorf("it is given up after %s", took)
		}
		log.onAppend(nil)
	})
}

func TestWhoIsPutOutWhileTheyWaitForTheirTurnWritesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		id := declare(t, h)
		answers := make(chan struct{})
		log.onAppend(func(_ context.Context, stream string, do func() ([]store.Record, error)) ([]store.Record, error) {
			if stream == string(id) {
				<-answers
			}
			return do()
		})
		said := map[string]chan error{"raj": make(chan error, 1), "kim": make(chan error, 1)}
		for _, p := range []incident.Person{raj, kim} {
			go func() {
				_, err := h.Do(t.Context(), p, id, nil, incident.Say{Text: "a word of " + p.Name})
				said[p.Name] <- err
			}()
			synctest.Wait() // raj writes, then kim waits for the turn
		}
		if err := h.People().Revoke(t.Context(), "kim", "ana", ""); err != nil {
			t.Fatal(err)
		}
		close(answers)
		if err := <-said["raj"]; err != nil {
			t.Error(err)
		}
		var ended Ended
		if err := <-said["kim"]; !errors.As(err, &ended) {
			t.Errorf("kim was put out, and writes: %v", err)
		}
	})
}
