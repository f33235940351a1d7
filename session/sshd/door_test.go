package sshd

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/exec"
	"warroom/session/incident"
	"warroom/store/memory"
)

// patience is how long a test waits for what must happen.
const patience = 10 * time.Second

// house is a door that is open on a free port, with a hub behind it.
type house struct {
	t    *testing.T
	hub  *session.Hub
	door *Door
	dir  string
	keys map[string]gossh.Signer // by the name of who holds them
	log  *syncBuffer
}

// openHouse knows ana (manager), kim (responder) and cy (observer).
func openHouse(t *testing.T, change func(*Config)) *house {
	t.Helper()
	return openHouseWith(t, behind{}, change)
}

// behind are settings of what a door opens to.
type behind struct {
	hub      session.Options
	commands exec.Config
}

// unhurried lets entries be written as fast as they come.
func unhurried() session.Options { return session.Options{AskEvery: time.Microsecond} }

// openHouseWith is openHouse with settings of what is behind the door.
func openHouseWith(t *testing.T, b behind, change func(*Config)) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), keys: map[string]gossh.Signer{}, log: &syncBuffer{}}
	var file strings.Builder
	for _, who := range [][2]string{{"ana", "manager"}, {"kim", "responder"}, {"cy", "observer"}} {
		h.keys[who[0]] = newKey(t)
		fmt.Fprintf(&file, "rank=%q %s %s\n", who[1], authorized(h.keys[who[0]].PublicKey()), who[0])
	}
	h.write("keys", file.String())
	log := memory.Open()
	logger := slog.New(slog.NewTextHandler(h.log, nil))
	var err error
	b.hub.Logger = logger
	h.hub, err = session.Open(t.Context(), log, b.hub)
	if err != nil {
		t.Fatal(err)
	}
	c := Config{HostKey: h.path("host"), AuthorizedKeys: h.path("keys"), Logger: logger, Screen: showNothing, Commands: exec.New(h.hub, b.commands)}
	c.Limits.CodePerSource, c.Limits.CodeInAll = time.Millisecond, time.Millisecond
	if change != nil {
		change(&c)
	}
	if h.door, err = New(h.hub, c); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.door.listener = l
	served := make(chan error, 1)
	go func() { served <- h.door.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := h.door.Drain(ctx); err != nil {
			t.Errorf("drain: %v", err)
		}
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
		if err := h.hub.Close(ctx); err != nil {
			t.Errorf("close the hub: %v", err)
		}
	})
	return h
}

// showNothing is a screen that ends when its person does.
func showNothing(ctx context.Context, t *Terminal) error {
	_, _ = io.Copy(io.Discard, t.In)
	return nil
}

func (h *house) path(name string) string { return filepath.Join(h.dir, name) }

func (h *house) write(name, text string) string {
	h.t.Helper()
	if err := os.WriteFile(h.path(name), []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return h.path(name)
}

func (h *house) addr() string { return h.door.Addr().String() }

// dial connects with these ways to prove oneself.
func (h *house) dial(user string, auth ...gossh.AuthMethod) (*gossh.Client, error) {
	return gossh.Dial("tcp", h.addr(), &gossh.ClientConfig{
		User: user, Auth: auth, HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
	})
}

// as connects as someone whom the keys file knows.
func (h *house) as(name string) *gossh.Client {
	h.t.Helper()
	return h.with(h.keys[name])
}

func (h *house) with(key gossh.Signer) *gossh.Client {
	h.t.Helper()
	client, err := h.dial("whoever", gossh.PublicKeys(key))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { client.Close() })
	return client
}

// answer is what one verb gave.
type answer struct {
	out, words string
	code       int
}

func (h *house) run(name, line string) answer { return h.runWith(name, line, "") }

// done runs what has to be done.
func (h *house) done(name, line string) {
	h.t.Helper()
	if a := h.run(name, line); a.code != exitDone {
		h.t.Fatalf("%s: %s: %+v", name, line, a)
	}
}

func (h *house) runWith(name, line, stdin string) answer {
	h.t.Helper()
	client := h.as(name)
	defer client.Close()
	return runOn(h.t, client, line, stdin)
}

func runOn(t *testing.T, client *gossh.Client, line, stdin string) answer {
	t.Helper()
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	var out, words bytes.Buffer
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader(stdin), &out, &words
	err = s.Run(line)
	var exit *gossh.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", line, err)
	}
	a := answer{out: out.String(), words: words.String()}
	if exit != nil {
		a.code = exit.ExitStatus()
	}
	return a
}

func (h *house) declare(title string) incident.ID {
	h.t.Helper()
	a := h.run("ana", "declare "+title)
	if a.code != exitDone {
		h.t.Fatalf("declare: %+v", a)
	}
	return incident.ID(strings.TrimSpace(a.out))
}

// open starts a shell on a terminal of that size.
func openShell(t *testing.T, client *gossh.Client, columns, rows int) (*gossh.Session, io.WriteCloser, io.Reader) {
	t.Helper()
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, _ := s.StdinPipe()
	out, _ := s.StdoutPipe()
	if err := s.RequestPty("xterm-256color", rows, columns, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	return s, in, out
}

func newKey(t testing.TB) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func authorized(key gossh.PublicKey) string {
	return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key)))
}

// within fails the test when c gives nothing.
func within[T any](t *testing.T, what string, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatalf("waited for %s in vain", what)
		panic("unreachable")
	}
}

// syncBuffer is a log that a test reads while it is written.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
