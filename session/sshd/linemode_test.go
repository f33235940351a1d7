package sshd

import (
	"io"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
)

// dumb opens a session with a terminal of a type, and asks for a shell or a command.
func (h *house) dumb(name, term, command string) (*gossh.Session, io.Writer, io.Reader) {
	h.t.Helper()
	s, err := h.as(name).NewSession()
	if err != nil {
		h.t.Fatal(err)
	}
	in, _ := s.StdinPipe()
	out, _ := s.StdoutPipe()
	if err := s.RequestPty(term, 24, 80, nil); err != nil {
		h.t.Fatal(err)
	}
	if command == "" {
		err = s.Shell()
	} else {
		err = s.Start(command)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return s, in, out
}

func TestATerminalWithoutACursorGetsLines(t *testing.T) {
	for _, term := range []string{"dumb", "", "unknown"} {
		h := openHouse(t, nil)
		h.declare("db down")
		s, in, out := h.dumb("kim", term, "")
		types := func(text string) {
			if _, err := io.WriteString(in, text); err != nil {
				t.Fatal(err)
			}
		}
		readUntil(t, out, "db down") // the list
		types("list --nonsense\r")
		readUntil(t, out, "there is no flag")
		types("INC-1\r")
		readUntil(t, out, "what you type is chat")
		readUntil(t, out, `declared "db down"`)
		types("the dikk\x7f\x7fsk is \x1b[Afull\r")
		readUntil(t, out, "kim: the disk is full\r\n")
		h.done("ana", "say INC-1 which one?")
		readUntil(t, out, "ana: which one?\r\n")
		types("/sev 5\r")
		readUntil(t, out, "give a reason")
		types("/sev 1 all of it\n")
		readUntil(t, out, "all of it\r\n")
		readUntil(t, out, "SEV1")
		types("/lobby\r\n")
		readUntil(t, out, "enters it")
		types("/quit\r")
		if rest, err := io.ReadAll(out); err != nil || strings.Contains(string(rest), "\x1b") {
			t.Errorf("the rest is %q, %v", rest, err)
		}
		if err := s.Wait(); err != nil {
			t.Errorf("TERM=%s: %v", term, err)
		}
	}
}

// TestALineBeingTypedSurvivesNews: it is written again below them.
func TestALineBeingTypedSurvivesNews(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	_, in, out := h.dumb("kim", "dumb", "INC-1")
	readUntil(t, out, `declared "db down"`)
	if _, err := io.WriteString(in, "half a thou"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "half a thou")
	h.done("ana", "say INC-1 news")
	readUntil(t, out, "ana: news\r\nhalf a thou")
	if _, err := io.WriteString(in, "ght\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "kim: half a thought")
}

// TestLineModeKeepsPermission: it is the command line, with its permission.
func TestLineModeKeepsPermission(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	h.done("ana", "do INC-1 tlp RED")
	s, in, out := h.dumb("cy", "dumb", "INC-1")
	readUntil(t, out, "list --all shows those")
	if _, err := io.WriteString(in, "hello\r/lobby\r"+strings.Repeat("x", 5000)+"\r\x03"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "list --all shows those")
	readUntil(t, out, "5000 bytes")
	if err := s.Wait(); err != nil {
		t.Error(err)
	}
}

// TestWhatIsAskedInLineModeIsRecorded: as if each line had come by itself.
func TestWhatIsAskedInLineModeIsRecorded(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	_, in, out := h.dumb("kim", "dumb", "")
	readUntil(t, out, "db down")
	if _, err := io.WriteString(in, "search down\rINC-1\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, `declared "db down"`)
	h.cameIn("a search", func(a session.Access) bool { return a.Name == "kim" && a.Asked == "search" })
	h.cameIn("a watch", func(a session.Access) bool { return a.Asked == "watch" && a.Incident == "INC-1" })
}

func TestLineModeEndsWithItsPerson(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	s, _, out := h.dumb("kim", "dumb", "INC-1")
	readUntil(t, out, `declared "db down"`)
	if err := h.hub.People().Revoke(t.Context(), "kim", "ana", "laptop stolen"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "laptop stolen")
	if err := s.Wait(); err == nil {
		t.Error("a revoked person's session ends well")
	}
}
