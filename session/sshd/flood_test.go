package sshd

import (
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/incident"
)

func TestSessionsAskedForWithoutEndCloseTheirConnection(t *testing.T) {
	h := openHouse(t, nil)
	client, link := h.freezable("cy")
	link.frozen.Store(true)
	for range 1000 {
		go func() { _, _, _ = client.OpenChannel("session", nil) }()
	}
	eventually(t, "the connection is closed", func() bool { return len(h.door.connections()) == 0 })
	h.answers("cy")
}

func TestAConnectionWhoseOnlySessionIsRefusedIsClosed(t *testing.T) {
	h := openHouse(t, nil)
	client := h.as("kim")
	for range 8 {
		openShell(t, client, 80, 24)
	}
	for range 20 {
		more := h.as("kim")
		if _, err := more.NewSession(); err == nil || !strings.Contains(err.Error(), "as many as one may") {
			t.Fatalf("a ninth: %v", err)
		}
		if err := more.Wait(); err == nil {
			t.Error("it ended with a word, and no error")
		}
	}
	eventually(t, "they are gone", func() bool { return len(h.door.connections()) == 1 })
}

func TestARefusalNowAndThenClosesNoConnection(t *testing.T) {
	h := openHouse(t, nil)
	client := h.as("kim")
	for range 7 {
		openShell(t, client, 80, 24)
	}
	for range 2 * maxRefused {
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := client.NewSession(); err == nil {
			t.Fatal("a ninth")
		}
		_ = s.Close()
		eventually(t, "room again", func() bool {
			n, _ := h.door.count(gossh.FingerprintSHA256(h.keys["kim"].PublicKey()))
			return n == 7
		})
	}
}

func TestSearchesTakeTurnsAndAStalledReaderTakesNone(t *testing.T) {
	h := openHouseWith(t, behind{hub: unhurried()}, nil)
	id := h.declare("db down")
	kim := incident.Person{Name: "kim", Rank: incident.RankResponder, Key: "SHA256:kim", Proof: "keys file"}
	const entries = 800 // 3 MiB: more than what SSH sends ahead
	for range entries {
		if _, err := h.hub.Do(t.Context(), kim, id, nil, incident.Say{Text: "needle " + strings.Repeat("x", 4000)}); err != nil {
			t.Fatal(err)
		}
	}
	client := h.as("cy")
	for range 8 {
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		out, err := s.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Start("search needle"); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 1)); err != nil { // and no more
			t.Fatal(err)
		}
	}
	if a := h.run("ana", "search needle"); strings.Count(a.out, "\n") != entries {
		t.Errorf("ana finds %d", strings.Count(a.out, "\n"))
	}
}
