package sshd

import (
	"fmt"
	"strings"
	"testing"

	"warroom/session/incident"
)

// TestWhoWatchesInALoopFillsNoRecord watches over many connections.
func TestWhoWatchesInALoopFillsNoRecord(t *testing.T) {
	h := openHouse(t, nil)
	id := h.declare("db down")
	for range 10 {
		client := h.as("cy")
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		out, err := s.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Start("watch INC-1"); err != nil {
			t.Fatal(err)
		}
		readUntil(t, out, "db down")
		client.Close()
		eventually(t, "cy has left", func() bool { return len(h.door.connections()) == 0 })
	}
	ana := incident.Person{Name: "ana", Rank: incident.RankManager, Key: "SHA256:ana"}
	scene, err := h.hub.Scene(t.Context(), ana, id)
	if err != nil {
		t.Fatal(err)
	}
	came := 0
	for e := range scene.For(ana).Entries(0) {
		if e.Kind() == "joined" && e.By == "cy" {
			came++
		}
	}
	if came != 1 {
		t.Errorf("ten comings in a moment are %d on record", came)
	}
}

// TestWhoIsSlowedIsTold checks that what they sent is kept.
func TestWhoIsSlowedIsTold(t *testing.T) {
	h := openHouse(t, nil)
	id := h.declare("db down")
	who := h.run("kim", "whoami").out
	_, key, _ := strings.Cut(who, "SHA256:")
	key, _, _ = strings.Cut(key, "\n")
	kim := incident.Person{Name: "kim", Rank: incident.RankResponder, Key: "SHA256:" + key, Proof: "keys file"}
	for n := 0; h.hub.Slowed(kim) == 0; n++ {
		if _, err := h.hub.Do(t.Context(), kim, id, nil, incident.Say{Text: fmt.Sprint("line ", n)}); err != nil {
			t.Fatal(err)
		}
	}
	client := h.as("kim")
	for range 100 { // the machine may be slower than the rate
		a := runOn(t, client, "say INC-1 one more", "")
		if a.code != exitDone || !strings.HasSuffix(a.out, "one more\n") {
			t.Fatalf("%+v", a)
		}
		if strings.Contains(a.words, "slowed: your key writes faster") {
			return
		}
		for h.hub.Slowed(kim) == 0 {
			if _, err := h.hub.Do(t.Context(), kim, id, nil, incident.Say{Text: "more"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Error("kim is slowed and isn't told")
}
