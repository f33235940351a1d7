package sshd

import (
	"encoding/json"
	"net"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// cameIn waits until somebody who came in, or was refused, is on record as
// wished, and returns that.
func (h *house) cameIn(what string, wished func(session.Access) bool) (found session.Access) {
	h.t.Helper()
	eventually(h.t, what, func() bool {
		all, err := h.hub.Accesses(h.t.Context(), incident.Person{Name: "ana", Rank: incident.RankManager}, "", 0)
		if err != nil {
			h.t.Fatal(err)
		}
		for a, err := range all {
			if err != nil {
				h.t.Fatal(err)
			}
			if wished(a) {
				found = a
				return true
			}
		}
		return false
	})
	return found
}

func TestWhoCameInIsOnRecordAndInTheLogWithWhatWasAsked(t *testing.T) {
	h := openHouse(t, nil)
	id := h.declare("db down")
	client := h.as("kim")
	runOn(t, client, "say "+string(id)+" the password is hunter2", "")
	runOn(t, client, "hunter2", "")
	openShell(t, client, 80, 24)
	key := gossh.FingerprintSHA256(h.keys["kim"].PublicKey())
	in := h.cameIn("kim came in", func(a session.Access) bool { return a.What == session.AccessLetIn && a.Name == "kim" })
	if in.Key != key || in.Source != "127.0.0.1" || in.Method != "keys file" || in.Asked != "say" || in.Incident != id || len(in.Session) != 12 {
		t.Errorf("%+v", in)
	}
	for _, asked := range []string{"no verb", "screen"} {
		a := h.cameIn("kim asked", func(a session.Access) bool { return a.What == session.AccessAsked && a.Asked == asked })
		if a.Session != in.Session || a.Key != key {
			t.Errorf("%+v", a)
		}
	}
	log := h.log.String()
	for _, word := range []string{"let someone in", "name=kim", key, "source=127.0.0.1", "session=" + in.Session, "asked=say"} {
		if !strings.Contains(log, word) {
			t.Errorf("%q isn't in the log: %s", word, log)
		}
	}
	if told := h.run("ana", "access --json").out; strings.Contains(log+told, "hunter2") {
		t.Error("what was typed is told")
	}
}

func TestARefusedKeyIsOnRecordWithItsFingerprint(t *testing.T) {
	h := openHouse(t, nil)
	stranger, other := newKey(t), newKey(t)
	if _, err := h.dial("root", gossh.PublicKeys(stranger, other)); err == nil {
		t.Fatal("a stranger comes in")
	}
	for _, key := range []gossh.Signer{stranger, other} {
		a := h.cameIn("it was refused", func(a session.Access) bool {
			return a.Key == gossh.FingerprintSHA256(key.PublicKey())
		})
		if a.What != session.AccessRefused || a.User != "root" || a.Name != "" || a.Method != "publickey" || a.Source != "127.0.0.1" || a.Why != errUnknownKey.Error() {
			t.Errorf("%+v", a)
		}
	}
	if err := h.hub.People().Revoke(t.Context(), "kim", "ana", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := h.dial("kim", gossh.PublicKeys(h.keys["kim"])); err == nil {
		t.Fatal("kim comes in")
	}
	h.cameIn("kim was refused", func(a session.Access) bool {
		return a.What == session.AccessRefused && a.Name == "kim" && a.Why == whyRevoked
	})
	eventually(t, "it is in the log", func() bool {
		log := h.log.String()
		return strings.Contains(log, "refused an attempt to come in") && strings.Contains(log, gossh.FingerprintSHA256(other.PublicKey()))
	})
}

func TestAKeyThatIsProvedAndAsksForNothingIsOnRecord(t *testing.T) {
	h := openHouse(t, nil)
	h.as("kim").Close()
	a := h.cameIn("kim came in", func(a session.Access) bool { return a.What == session.AccessLetIn && a.Name == "kim" })
	if a.Asked != "" || a.Key != gossh.FingerprintSHA256(h.keys["kim"].PublicKey()) {
		t.Errorf("%+v", a)
	}
}

func TestAccessIsForManagersAndAnIncidentsSecurityOfficer(t *testing.T) {
	h := openHouse(t, nil)
	id := string(h.declare("db down"))
	for _, c := range []struct {
		who, line string
		code      int
	}{
		{"ana", "access", exitDone}, {"ana", "access --json --since 1", exitDone}, {"ana", "access " + id, exitDone},
		{"kim", "access", exitRefused}, {"cy", "access", exitRefused}, {"kim", "access " + id, exitRefused}, {"cy", "access " + id, exitRefused},
		{"kim", "access INC-9", exitNotFound}, {"ana", "access INC-9", exitNotFound},
		{"ana", "access --since never", exitUsage}, {"ana", "access this", exitUsage}, {"ana", "access INC-1 more", exitUsage},
	} {
		if a := h.run(c.who, c.line); a.code != c.code {
			t.Errorf("%s: %s: %+v", c.who, c.line, a)
		}
	}
	if a := h.run("ana", "do "+id+" role security @kim"); a.code != exitDone {
		t.Fatalf("%+v", a)
	}
	a := h.run("kim", "access "+id+" --json")
	var first session.Access
	if err := json.NewDecoder(strings.NewReader(a.out)).Decode(&first); err != nil || a.code != exitDone || first.What == "" || first.Source == "" {
		t.Errorf("%+v, %v: %+v", first, err, a)
	}
	h.cameIn("the security officer asked", func(a session.Access) bool { return a.Name == "kim" && a.Asked == "access" })
	if a := h.run("ana", "access"); !strings.Contains(a.out, "let in kim SHA256:") || !strings.Contains(a.out, "from 127.0.0.1 by keys file session ") {
		t.Errorf("%s", a.out)
	}
	if a := h.run("kim", "access"); a.code != exitRefused {
		t.Errorf("beyond the incident: %+v", a)
	}
}

// TestAFloodOfStrangersLeavesFewLines has one address try 300 keys, three a
// connection.
func TestAFloodOfStrangersLeavesFewLines(t *testing.T) {
	h := openHouse(t, nil)
	for range 100 {
		conn, err := net.Dial("tcp", h.addr())
		if err != nil {
			t.Fatal(err)
		}
		_, _, _, err = gossh.NewClientConn(conn, h.addr(), &gossh.ClientConfig{
			User: "root", Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t), newKey(t), newKey(t))}, HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
		})
		if err == nil {
			t.Fatal("a stranger comes in")
		}
		conn.Close()
	}
	h.answers("ana")
	h.cameIn("ana came in", func(a session.Access) bool { return a.Name == "ana" && a.Asked == "whoami" })
	if n := strings.Count(h.log.String(), "refused an attempt"); n < 3 || n > 20 {
		t.Errorf("%d lines of the log tell of 300 attempts", n)
	}
}
