package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

// accesses are what p is told of who came.
func accesses(t *testing.T, h *Hub, p incident.Person, id incident.ID) []Access {
	t.Helper()
	seq, err := h.Accesses(t.Context(), p, id, 0)
	if err != nil {
		t.Fatalf("%s: %v", p.Name, err)
	}
	var all []Access
	for a, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// counted is how many came and went in all, by these records.
func counted(all []Access) (n int) {
	for _, a := range all {
		n += max(1, a.Count)
	}
	return n
}

func TestWhoCameIsOnRecordWithinTheMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := memory.Open()
		h := openHub(t, log, Options{})
		h.RecordAccess("SHA256:kim", Access{What: AccessLetIn, Name: "kim", Key: "SHA256:kim", Source: "10.0.0.1", Method: "keys file", Session: "9f", Asked: "say", Incident: "INC-1"})
		h.RecordAccess("10.0.0.2", Access{What: AccessRefused, Key: "SHA256:x", Source: "10.0.0.2", Method: "publickey", Why: "unknown"})
		synctest.Wait()
		all := accesses(t, h, ana, "")
		if len(all) != 2 || all[0].Name != "kim" || all[0].Seq != 1 || all[0].At.IsZero() || all[1].Key != "SHA256:x" || all[1].Count != 0 {
			t.Errorf("%+v", all)
		}
		if head, err := store.Verify(t.Context(), log, "access"); err != nil || head.Seq != 2 {
			t.Errorf("the chain ends at %d, %v", head.Seq, err)
		}
	})
}

// TestAFloodIsCountedAndFillsNothing has one stranger come 100,000 times, and
// others from 5,000 addresses, with reasons of their own.
func TestAFloodIsCountedAndFillsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		total := 0
		for i := range 100_000 {
			h.RecordAccess("10.0.0.2", Access{What: AccessRefused, User: fmt.Sprint("u", i), Key: fmt.Sprint("SHA256:", i), Source: "10.0.0.2", Method: "publickey", Why: "unknown"})
			total++
		}
		for i := range 5_000 {
			from := fmt.Sprintf("10.1.%d.%d", i/256, i%256)
			h.RecordAccess(from, Access{What: AccessRefused, Source: from, Method: "password", Why: fmt.Sprint("why ", i)})
			total++
		}
		for i := range 10_000 {
			h.RecordAccess("SHA256:cy", Access{What: []string{AccessLetIn, AccessAsked}[i%2], Name: "cy", Key: "SHA256:cy", Source: "10.0.0.3", Asked: fmt.Sprint("verb", i%9)})
			total++
		}
		h.accessQueue.mu.Lock()
		if n := len(h.accessQueue.groups); n > maxGroups+3 {
			t.Errorf("%d groups are kept in memory", n)
		}
		h.accessQueue.mu.Unlock()
		pass(2 * foldTime)
		synctest.Wait()
		all := accesses(t, h, ana, "")
		if got := counted(all); got != total {
			t.Errorf("%d are counted of %d", got, total)
		}
		if most := refusedBurst + keyBurst + (maxGroups+3)*(maxKinds+1); len(all) > most {
			t.Errorf("%d records, not %d at most", len(all), most)
		}
		one := slices.IndexFunc(all, func(a Access) bool { return a.Source == "10.0.0.2" && a.Count > 99_000 })
		if one < 0 || all[one].User != "" || all[one].Key != "" || all[one].Why != "unknown" || all[one].Since.IsZero() {
			t.Errorf("the stranger's flood isn't told: %v", one)
		}
		// Who comes after the flood is told in full.
		h.RecordAccess("SHA256:kim", Access{What: AccessLetIn, Name: "kim", Key: "SHA256:kim", Source: "10.0.0.4"})
		synctest.Wait()
		if last := accesses(t, h, ana, ""); last[len(last)-1].Name != "kim" {
			t.Errorf("%+v", last[len(last)-1])
		}
	})
}

func TestPeopleAtTheirOwnPaceAreOnRecordEachTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		for range 500 {
			h.RecordAccess("SHA256:kim", Access{What: AccessLetIn, Name: "kim", Key: "SHA256:kim", Source: "10.0.0.4", Asked: "say"})
			pass(keyPace)
		}
		synctest.Wait()
		if all := accesses(t, h, ana, ""); len(all) != 500 {
			t.Errorf("%d records of 500", len(all))
		}
	})
}

// TestARecordThatHangsKeepsNobodyWaiting has the disk hang and then fail: who
// comes meanwhile is noted, without waiting, and on record once it is well, once.
func TestARecordThatHangsKeepsNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		broken := errors.New("no space left")
		log.onAppend(func(ctx context.Context, _ string, do func() ([]store.Record, error)) ([]store.Record, error) {
			pass(8 * time.Second)
			return nil, broken
		})
		began := time.Now()
		for i := range 15 {
			h.RecordAccess("SHA256:kim", Access{What: AccessLetIn, Name: "kim", Key: "SHA256:kim", Source: "10.0.0.1", Session: fmt.Sprint(i)})
		}
		if waited := time.Since(began); waited > 0 {
			t.Errorf("who came in waited %s", waited)
		}
		pass(time.Minute)
		if h.Frozen() == "" {
			t.Error("the record isn't frozen")
		}
		log.onAppend(nil)
		pass(time.Minute)
		synctest.Wait()
		if all := accesses(t, h, ana, ""); len(all) != 15 || counted(all) != 15 {
			t.Errorf("%d records of 15", len(all))
		}
	})
}

// TestAnAppendWhoseOutcomeNobodyKnewIsWrittenOnce has the disk store what it says
// it didn't.
func TestAnAppendWhoseOutcomeNobodyKnewIsWrittenOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newTrouble()
		h := openHub(t, log, Options{})
		log.onAppend(func(_ context.Context, _ string, do func() ([]store.Record, error)) ([]store.Record, error) {
			if _, err := do(); err != nil {
				return nil, err
			}
			return nil, store.ErrUncertain
		})
		h.RecordAccess("SHA256:kim", Access{What: AccessLetIn, Name: "kim", Source: "10.0.0.1"})
		synctest.Wait()
		log.onAppend(nil)
		pass(time.Minute)
		synctest.Wait()
		if all := accesses(t, h, ana, ""); len(all) != 1 {
			t.Errorf("%+v", all)
		}
	})
}

func TestWhatWaitsWhenTheHubClosesIsWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := memory.Open()
		h := openHub(t, log, Options{})
		for range 1000 {
			h.RecordAccess("10.0.0.2", Access{What: AccessRefused, Source: "10.0.0.2", Why: "unknown"})
		}
		if err := h.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := counted(accesses(t, openHub(t, log, Options{}), ana, "")); got != 1000 {
			t.Errorf("%d of 1000", got)
		}
	})
}

func TestWhoCameIsForThoseWhoLookAfterTheHouseAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHub(t, memory.Open(), Options{})
		h.RecordAccess("SHA256:kim", Access{What: AccessLetIn, Name: "before", Source: "10.0.0.1"})
		pass(time.Second)
		id, hidden := declare(t, h), declare(t, h)
		do(t, sit(t, h, noor, hidden), typed("tlp RED"))
		do(t, sit(t, h, ana, id), typed("role security-officer @lee"))
		taken, err := h.Declare(t.Context(), kim, incident.Declare{Title: "mine"})
		if err != nil {
			t.Fatal(err)
		}
		do(t, sit(t, h, kim, taken), typed("role security-officer @kim"))
		h.RecordAccess("SHA256:noor", Access{What: AccessLetIn, Name: "noor", Source: "10.0.0.1", Asked: "show", Incident: hidden})
		h.RecordAccess("SHA256:cy", Access{What: AccessLetIn, Name: "cy", Source: "10.0.0.2", Asked: "watch", Incident: id})
		h.RecordAccess("10.0.0.3", Access{What: AccessRefused, User: "root", Source: "10.0.0.3"})
		synctest.Wait()
		guest := incident.Person{Name: "gus", Rank: incident.RankManager, Only: id, Key: "SHA256:gus"}
		for _, c := range []struct {
			who incident.Person
			id  incident.ID
			why string // "" where they may; what they read otherwise
		}{
			{ana, "", ""}, {ana, id, ""}, {lee, id, ""},
			{lee, "", "only a key of rank manager"}, {kim, "", "only a key of rank manager"}, {cy, "", "only a key of rank manager"},
			{kim, id, "security officer of INC-1"}, {cy, id, "security officer of INC-1"},
			{guest, "", "only a key of rank manager"}, {guest, id, "security officer of INC-1"}, {kim, taken, "security officer of INC-3"},
			{kim, hidden, ErrNotFound.Error()}, {kim, "INC-9", ErrNotFound.Error()},
		} {
			_, err := h.Accesses(t.Context(), c.who, c.id, 0)
			if (err == nil) != (c.why == "") || err != nil && !strings.Contains(err.Error(), c.why) {
				t.Errorf("%s asks of %q: %v", c.who.Name, c.id, err)
			}
		}
		officer := accesses(t, h, lee, id)
		if len(officer) != 2 || officer[0].Name != "cy" || officer[1].User != "root" {
			t.Errorf("the security officer reads %+v", officer)
		}
		if all := accesses(t, h, noor, ""); len(all) != 4 || all[1].Incident != hidden {
			t.Errorf("who may know of the incident reads %+v", all)
		}
	})
}
