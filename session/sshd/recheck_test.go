package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/exec"
	"warroom/session/incident"
	"warroom/store/files"
)

// lineOf writes a keys file with ana and one line for key.
func (h *house) lineOf(key gossh.PublicKey, options, name string) {
	h.t.Helper()
	h.replace("keys", fmt.Sprintf("rank=\"manager\" %s ana\n%s %s %s\n", authorized(h.keys["ana"].PublicKey()), options, authorized(key), name))
}

// replace puts a file in another's place in one step.
func (h *house) replace(name, text string) {
	h.t.Helper()
	if err := os.Rename(h.write(name+".new", text), h.path(name)); err != nil {
		h.t.Fatal(err)
	}
}

// staying is a screen that stays whatever happens, until end; it tells who sits
// at it.
func staying() (screen func(context.Context, *Terminal) error, began <-chan *Terminal, end func()) {
	sat, over := make(chan *Terminal, 9), make(chan struct{})
	return func(_ context.Context, term *Terminal) error {
		sat <- term
		<-over
		return nil
	}, sat, func() { close(over) }
}

func TestANewSessionOnAnOpenConnectionHasTheRankOfNow(t *testing.T) {
	h := openHouse(t, nil)
	client := h.as("kim")
	kim := h.keys["kim"].PublicKey()
	for _, c := range []struct{ options, want string }{
		{`rank="manager"`, "rank       manager\n"},
		{`rank="responder"`, "rank       responder\n"},
		{``, "rank       observer\n"},
		{`expiry-time="20990101Z"`, "until      2099-01-01 00:00Z\n"},
	} {
		h.lineOf(kim, c.options, "kim")
		if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, c.want) {
			t.Errorf("%s: %+v", c.options, a)
		}
	}
	for _, options := range []string{`expiry-time="20200101"`, `from="10.0.0.0/8"`, `command="x"`, "# taken out:"} {
		h.lineOf(kim, "", "kim")
		client := h.as("kim")
		if a := runOn(t, client, "whoami", ""); a.code != exitDone {
			t.Fatalf("%+v", a)
		}
		h.lineOf(kim, options, "kim")
		if _, err := client.NewSession(); err == nil {
			t.Errorf("%s: a new session opens", options)
		}
	}
}

func TestASessionThatAsksLateIsWhoTheyAreThen(t *testing.T) {
	h := openHouse(t, nil)
	s, err := h.as("kim").NewSession() // and asks for nothing yet
	if err != nil {
		t.Fatal(err)
	}
	h.lineOf(h.keys["kim"].PublicKey(), "", "kim")
	out, err := s.Output("whoami")
	if !strings.Contains(string(out), "rank       observer\n") && err == nil {
		t.Errorf("%s", out)
	}
}

func TestAnEnrolledKeyThatIsGivenLessHasLessAtOnce(t *testing.T) {
	h := openHouse(t, nil)
	key := newKey(t)
	enrol := func(rank incident.Rank) {
		t.Helper()
		if err := h.hub.People().Enrol(t.Context(), session.Enrolment{
			Name: "lee", Rank: rank, Key: authorized(key.PublicKey()), Fingerprint: fingerprintOf(key.PublicKey()), By: "ana", How: "warroom user",
		}); err != nil {
			t.Fatal(err)
		}
	}
	enrol(incident.RankManager)
	client := h.with(key)
	if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, "rank       manager\n") {
		t.Fatalf("%+v", a)
	}
	enrol(incident.RankObserver)
	if a := runOn(t, client, "whoami", ""); !strings.Contains(a.out, "rank       observer\n") {
		t.Errorf("%+v", a)
	}
}

func TestEachWordOfAScreenIsAskedAnew(t *testing.T) {
	screen, began, end := staying()
	defer end()
	h := openHouse(t, func(c *Config) { c.Screen = screen })
	id := h.declare("db down")
	kim := h.keys["kim"].PublicKey()
	client := h.as("kim")
	openShell(t, client, 80, 24)
	term := within(t, "the screen", began)
	say := func(text string) error {
		_, err := h.hub.Do(t.Context(), term.Person, id, time.UTC, incident.Say{Text: text})
		return err
	}
	refused := func(what, want string) {
		t.Helper()
		var r incident.Refusal
		if err := say(what); !errors.As(err, &r) || !strings.Contains(r.Why, want) {
			t.Errorf("%s: a word is taken: %v", what, err)
		}
		if _, err := h.hub.Declare(t.Context(), term.Person, incident.Declare{Title: what}); !errors.As(err, &r) {
			t.Errorf("%s: an incident is declared: %v", what, err)
		}
		if _, err := h.hub.Sit(t.Context(), term.Person, id, session.SeatLine); !errors.As(err, &r) {
			t.Errorf("%s: they sit down: %v", what, err)
		}
	}
	if err := say("as responder"); err != nil {
		t.Fatal(err)
	}
	h.lineOf(kim, `rank="manager"`, "kim")
	if err := say("with more than before"); err != nil {
		t.Errorf("%v", err)
	}
	h.lineOf(kim, ``, "kim")
	refused("as observer", whyChanged)
	h.lineOf(kim, `rank="responder"`, "kin")
	refused("under another name", whyChanged)
	h.lineOf(kim, `rank="responder",no-pty`, "kim")
	refused("without a terminal", whyChanged)
	if err := os.Rename(h.path("keys"), h.path("elsewhere")); err != nil {
		t.Fatal(err)
	}
	refused("without a keys file", whyUnreadable)
	h.lineOf(kim, `rank="responder"`, "kim")
	if err := say("with a keys file again"); err != nil {
		t.Errorf("%v", err)
	}
	h.lineOf(kim, `# taken out:`, "kim")
	refused("without a line", whyGone)
	a := h.run("ana", "timeline "+string(id))
	for _, text := range []string{"as observer", "another name", "without"} {
		if strings.Contains(a.out, text) {
			t.Errorf("%q is on record:\n%s", text, a.out)
		}
	}
}

func TestAScreenOfSomeoneWhoIsGivenLessEndsWithAWord(t *testing.T) {
	began := make(chan *Terminal, 1)
	h := openHouse(t, func(c *Config) {
		c.Screen = func(ctx context.Context, term *Terminal) error {
			began <- term
			<-ctx.Done()
			return nil
		}
	})
	kim := h.keys["kim"].PublicKey()
	client := h.as("kim")
	_, _, out := openShell(t, client, 80, 24)
	within(t, "a screen", began)
	h.lineOf(kim, ``, "kim")
	readUntil(t, out, whyChanged)
	_, _, out = openShell(t, client, 80, 24)
	if term := within(t, "another on the same connection", began); term.Person.Rank != incident.RankObserver {
		t.Errorf("the new screen is one of %s", term.Person.Rank)
	}
	h.lineOf(kim, `# taken out:`, "kim")
	readUntil(t, out, whyGone)
	closed := make(chan error, 1)
	go func() { closed <- client.Wait() }()
	within(t, "the end of the connection", closed)
}

func TestAWatchOfSomeoneTakenOutEnds(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	s, err := h.as("kim").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	out, _ := s.StdoutPipe()
	words, _ := s.StderrPipe()
	if err := s.Start("watch INC-1"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "declared")
	h.lineOf(h.keys["kim"].PublicKey(), `# taken out:`, "kim")
	readUntil(t, words, whyGone)
}

func TestACertificateWhoseAuthorityGoesEndsToo(t *testing.T) {
	ca := newKey(t)
	h := openHouse(t, func(c *Config) {
		c.TrustedUserCAKeys = c.AuthorizedKeys + ".ca"
		if err := os.WriteFile(c.TrustedUserCAKeys, []byte(authorized(ca.PublicKey())+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	client := h.with(certify(t, ca, nil))
	_, _, out := openShell(t, client, 80, 24)
	h.replace("keys.ca", authorized(newKey(t).PublicKey())+"\n")
	if _, err := client.NewSession(); err == nil {
		t.Error("a new session opens")
	}
	readUntil(t, out, whyGone)
}

func TestALineMustBeGoneForAMomentToEndAScreen(t *testing.T) {
	c, at := &conn{}, time.Now()
	if c.endsAccess(errGone, at) || c.endsAccess(errGone, at.Add(goneAfter-1)) {
		t.Error("an editor that empties the file first ends screens")
	}
	c.setIdentity(identity{}) // it is back
	if c.endsAccess(errGone, at.Add(goneAfter)) {
		t.Error("it is gone since before it was back")
	}
	if !c.endsAccess(errGone, at.Add(2*goneAfter)) {
		t.Error("it is gone for good, and the screen stays")
	}
	if !c.endsAccess(incident.Refusal{Why: whyRevoked}, at) {
		t.Error("someone revoked stays for a moment")
	}
}

func TestAKeysFileThatGoesEndsNobodysScreen(t *testing.T) {
	screen, began, end := staying()
	defer end()
	h := openHouse(t, func(c *Config) { c.Screen = screen })
	openShell(t, h.as("kim"), 80, 24)
	within(t, "the screen", began)
	c := h.connOf("kim")
	if err := os.Remove(h.path("keys")); err != nil {
		t.Fatal(err)
	}
	h.door.auth.reload.await()
	c.recheck(time.Now())
	c.recheck(time.Now().Add(time.Hour)) // a file that isn't there says nothing of kim
	if len(c.openSessions()) != 1 {
		t.Error("the session is gone")
	}
	for _, ch := range c.openSessions() {
		if ch.ctx.Err() != nil {
			t.Errorf("the screen is over: %v", context.Cause(ch.ctx))
		}
	}
}

// connOf is the connection of someone inside.
func (h *house) connOf(name string) *conn {
	h.t.Helper()
	for _, c := range h.door.connections() {
		if who, ok := c.who(); ok && who.Name == name {
			return c
		}
	}
	h.t.Fatalf("%s isn't inside", name)
	return nil
}

func TestStockSSHOverOneConnectionHasTheRankOfNow(t *testing.T) {
	h := openHouse(t, nil)
	h.keepKey()
	before, err := os.ReadFile(h.path("keys"))
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "cm") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	master := h.openssh("-M", "-N", "-S", dir+"/s", "127.0.0.1")
	if err := master.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Process.Kill(); _ = master.Wait() })
	eventually(t, "the master", func() bool { _, err := os.Stat(dir + "/s"); return err == nil })
	over := func() (string, error) {
		out, err := h.openssh("-o", "ControlMaster=no", "-S", dir+"/s", "127.0.0.1", "whoami").Output()
		return string(out), err
	}
	if out, err := over(); err != nil || !strings.Contains(out, "rank       responder\n") {
		t.Fatalf("%v: %s", err, out)
	}
	lines := string(before)
	h.replace("keys", without(lines, " lee\n")+strings.Replace(lines[strings.LastIndex(strings.TrimSpace(lines), "\n")+1:], "responder", "observer", 1))
	if out, err := over(); err != nil || !strings.Contains(out, "rank       observer\n") {
		t.Errorf("after a demotion: %v: %s", err, out)
	}
	h.replace("keys", without(lines, " lee\n"))
	if out, err := over(); err == nil {
		t.Errorf("after a removal: %s", out)
	}
}

// TestNothingNewIsShownToWhoseLineIsGone looks while their screen still stays, in
// case an editor writes the file anew.
func TestNothingNewIsShownToWhoseLineIsGone(t *testing.T) {
	screen, began, end := staying()
	defer end()
	h := openHouse(t, func(c *Config) { c.Screen = screen })
	id := h.declare("db down")
	kim := h.keys["kim"].PublicKey()
	openShell(t, h.as("kim"), 80, 24)
	term := within(t, "the screen", began)
	seat, err := h.hub.Sit(t.Context(), term.Person, id, session.SeatScreen)
	if err != nil {
		t.Fatal(err)
	}
	defer seat.Leave()
	lobby := h.hub.Lobby(term.Person)
	defer lobby.Close()
	h.lineOf(kim, `# taken out:`, "kim")
	h.door.auth.reload.await()
	c := h.connOf("kim")
	c.recheck(time.Now())
	h.done("ana", "say "+string(id)+" not for kim")
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // what may be shown now is shown all the same
	if _, err := seat.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the seat is shown more: %v", err)
	}
	if _, err := lobby.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the lobby is shown more: %v", err)
	}
	list := exec.Request{Person: term.Person, Line: "list", Out: io.Discard, Stderr: io.Discard, Guard: h.door.guard}
	if err := h.door.config.Commands.Run(t.Context(), list); err == nil {
		t.Error("a record is read on")
	}
	h.lineOf(kim, `rank="responder"`, "kim")
	h.door.auth.reload.await()
	c.recheck(time.Now())
	if _, err := seat.Next(t.Context()); err != nil {
		t.Errorf("the line is back: %v", err)
	}
	if _, err := lobby.Next(t.Context()); err != nil {
		t.Errorf("the line is back: %v", err)
	}
}

func TestAFileOfTheSameSizeAndTimeIsReadAgain(t *testing.T) {
	path := t.TempDir() + "/keys"
	at := time.Now().Add(-time.Hour)
	write := func(text string) {
		t.Helper()
		if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	w, err := openReloaded(fileSpec[string]{path: path, parse: func(text []byte, _ string) (string, []files.Fault, error) { return string(text), nil, nil }}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	write("two")
	if w.reload(); w.now() != "two" {
		t.Errorf("it says %q still", w.now())
	}
}
