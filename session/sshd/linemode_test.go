package sshd

import (
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
)

// dumb opens a session with a terminal of a type, and asks for a shell or a command.
func (h *house) dumb(name, term, command string) (*gossh.Session, io.Writer, io.Reader) {
	h.t.Helper()
	return openDumb(h.t, h.as(name), term, command)
}

// dumbOn is dumb on a connection of the test's own.
func dumbOn(t *testing.T, client *gossh.Client, command string) (io.Writer, io.Reader) {
	t.Helper()
	_, in, out := openDumb(t, client, "dumb", command)
	return in, out
}

func openDumb(t *testing.T, client *gossh.Client, term, command string) (*gossh.Session, io.Writer, io.Reader) {
	t.Helper()
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, _ := s.StdinPipe()
	out, _ := s.StdoutPipe()
	if err := s.RequestPty(term, 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if command == "" {
		err = s.Shell()
	} else {
		err = s.Start(command)
	}
	if err != nil {
		t.Fatal(err)
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
		types("the dikk\x7f\x7fsk is \x1b[15~full\r")
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

// TestLineModeReadsALineAsAScreenDoes: chat that begins with a slash, a text that begins
// like a flag, one that would mean a pipe.
func TestLineModeReadsALineAsAScreenDoes(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	_, in, out := h.dumb("kim", "dumb", "INC-1")
	readUntil(t, out, `declared "db down"`)
	for line, want := range map[string]string{
		"//etc/passwd was read":       "kim: /etc/passwd was read\r\n",
		" //tmp is full":              "kim: /tmp is full\r\n",
		"\u200b/fact the disk is out": "fact kim: the disk is out\r\n",
		"--force was given":           "kim: --force was given\r\n",
		"-- kim":                      "kim: -- kim\r\n",
		"-":                           "kim: -\r\n",
		"/note //x":                   "note kim: //x\r\n",
		"/help sev":                   "usage: do ID sev",
		"/etc/passwd was read":        "// begins a line of chat",
	} {
		if _, err := io.WriteString(in, line+"\r"); err != nil {
			t.Fatal(err)
		}
		readUntil(t, out, want)
	}
	if a := h.run("kim", "do INC-1 //etc/passwd was read twice"); a.code != exitDone || !strings.HasSuffix(a.out, "kim: /etc/passwd was read twice\n") {
		t.Errorf("%+v", a)
	}
}

// TestWhatIsDeletedIsNotSent presses the keys of a shell: what is sent is what they leave.
func TestWhatIsDeletedIsNotSent(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	_, in, out := h.dumb("kim", "dumb", "INC-1")
	readUntil(t, out, `declared "db down"`)
	for _, c := range []struct{ keys, want string }{
		{"the token is hunter2\x17 revoked", "the token is  revoked"},
		{"a secret\x01\x0bnothing", "nothing"},
		{"one two\x15three", "three"},
		{"one two\x15\x19 three", "one two three"},
		{"ac\x1b[Db", "abc"},
		{"ac\x1b[D\x1b[Cb\x1b[Hx\x1b[Fy\x1b[1~1\x1b[4~2", "1xacby2"},
		{"abc\x02\x02\x04\x1b[3~", "a"},
		{"漢字é e\u0301 👩‍💻\x7f\x7f\x7f\x7f!", "漢字é!"},
		{"one two\x1bb\x1b\x7f", "two"},
		{"one\x1b[1;5Dx \x1b[1;3Cy", "x oney"},
		{"up\x1b[15~ \x1b]0;evil\x07\x1bOPper\x00", "up ]0;evilper"},
		{"\x1b[A again", "up ]0;evilper again"},
		{"\x10\x10\x0e\x0elast", "last"},
	} {
		if _, err := io.WriteString(in, c.keys+"\r"); err != nil {
			t.Fatal(err)
		}
		readUntil(t, out, "kim: "+c.want+"\r\n")
	}
	if _, err := io.WriteString(in, "half a thought\x03"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "not sent; up or ctrl+y brings it back\r\n")
	if _, err := io.WriteString(in, "\x1b[A, whole\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "kim: half a thought, whole\r\n")
}

// TestALineThatIsTooLongIsKeptInParts: it isn't sent, and up finds all of it.
func TestALineThatIsTooLongIsKeptInParts(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	_, in, out := h.dumb("kim", "dumb", "INC-1")
	readUntil(t, out, `declared "db down"`)
	if _, err := io.WriteString(in, strings.Repeat("word ", 1000)+"end\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "5003 bytes are too many")
	if _, err := io.WriteString(in, "\x1b[A\x1b[A\x15\x15the last\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "kim: the last\r\n")
	if a := h.run("ana", "timeline INC-1"); strings.Contains(a.out, "word") {
		t.Errorf("it was sent: %.300s", a.out)
	}
	if _, err := io.WriteString(in, "\x10\x10\x10\r"); err != nil { // before what was sent stand the parts, the first of them first
		t.Fatal(err)
	}
	readUntil(t, out, "word end\r\n")
}

// TestALineModeDraftIsBroughtBack: after a link that breaks, with what was entered behind
// it, until it is sent; and nobody else's.
func TestALineModeDraftIsBroughtBack(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	client := h.as("kim")
	draft := func() string {
		profile, err := h.hub.Profile(t.Context(), h.keyOf("kim"))
		if err != nil {
			t.Fatal(err)
		}
		return profile.Drafts["INC-1"]
	}
	in, out := dumbOn(t, client, "INC-1")
	readUntil(t, out, `declared "db down"`)
	if _, err := io.WriteString(in, "the disk is ful"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "the disk is ful")
	_ = client.Close()
	h.until("the draft is kept", func() bool { return draft() == "the disk is ful" })

	other, seen := dumbOn(t, h.as("ana"), "INC-1")
	if _, err := io.WriteString(other, "\x1b[Ahello\r"); err != nil {
		t.Fatal(err)
	}
	if text := readUntil(t, seen, "ana: hello\r\n"); strings.Contains(text, "not sent") {
		t.Errorf("ana sees kim's draft: %q", text)
	}

	_, in, out = h.dumb("kim", "dumb", "INC-1")
	readUntil(t, out, "you had typed a line and not sent it: the up key brings it back\r\n")
	readUntil(t, out, `declared "db down"`)
	if _, err := io.WriteString(in, "/sev 5\r\x1b[A\x1b[A\x1b[Al\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "kim: the disk is full\r\n")
	h.until("the draft is forgotten", func() bool { return draft() == "" })
	if _, err := io.WriteString(in, "another"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "another")
	if _, err := io.WriteString(in, "\x03/forget\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "no unsent line of yours is kept\r\n")
	if _, err := io.WriteString(in, "\x1b[Aempty\r"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "kim: empty\r\n")
}

// TestWhatAPipeGivesLineModeIsDone: its end is no reason to drop it.
func TestWhatAPipeGivesLineModeIsDone(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	s, in, out := h.dumb("kim", "dumb", "INC-1")
	if _, err := io.WriteString(in, strings.Repeat("again\n", 20)+"the last\nhalf"); err != nil {
		t.Fatal(err)
	}
	if err := in.(io.Closer).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(out); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err != nil {
		t.Error(err)
	}
	if a := h.run("kim", "timeline INC-1"); strings.Count(a.out, "kim: again") != 20 || !strings.Contains(a.out, "kim: the last") || strings.Contains(a.out, "half") {
		t.Errorf("%s", a.out)
	}
	readUntil(t, func() io.Reader { _, _, out := h.dumb("kim", "dumb", "INC-1"); return out }(), "you had typed a line and not sent it")
}

// TestAnObserversLineInLineModeIsNotKept: they may not write.
func TestAnObserversLineInLineModeIsNotKept(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	s, in, out := h.dumb("cy", "dumb", "INC-1")
	if _, err := io.WriteString(in, "half"); err != nil {
		t.Fatal(err)
	}
	if err := in.(io.Closer).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(out); err != nil {
		t.Fatal(err)
	}
	_ = s.Wait()
	if profile, err := h.hub.Profile(t.Context(), h.keyOf("cy")); err != nil || len(profile.Drafts) > 0 {
		t.Errorf("%+v, %v", profile, err)
	}
}

// keyOf is the fingerprint of a person's key.
func (h *house) keyOf(name string) string { return gossh.FingerprintSHA256(h.keys[name].PublicKey()) }

// until waits for what a session does after it has ended.
func (h *house) until(what string, good func() bool) {
	h.t.Helper()
	for end := time.Now().Add(patience); !good(); runtime.Gosched() {
		if time.Now().After(end) {
			h.t.Fatalf("waited for this: %s", what)
		}
	}
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
