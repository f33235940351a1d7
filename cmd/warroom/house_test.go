package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// patience bounds how long a test waits for what must come.
const patience = 30 * time.Second

// cast are the people of the tests, with their ranks.
var people = map[string]string{
	"ana": "manager", "raj": "responder", "mei": "responder", "kim": "responder",
	"lee": "responder", "noor": "responder", "cy": "observer",
}

// served is a running server of a test.
type served struct {
	t    *testing.T
	dir  string // with each person's private key, and the data folder
	addr string
	said *words       // on standard error
	stop func() error // drains; the second call does nothing
}

// words are what a running server has said so far.
type words struct {
	mu   sync.Mutex // guards text
	text strings.Builder
}

func (w *words) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *words) clear() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text.Reset()
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// serving starts a server with everyone's keys in its keys file.
func serving(t *testing.T) *served {
	t.Helper()
	dir := t.TempDir()
	return servingIn(t, dir, config{Data: filepath.Join(dir, "data")})
}

// servingIn is serving with settings, and with files that stand in dir.
func servingIn(t *testing.T, dir string, c config) *served {
	t.Helper()
	return start(t, dir, enrolled(t, dir, c))
}

// enrolled has everyone's keys in the keys file.
func enrolled(t *testing.T, dir string, c config) config {
	t.Helper()
	var file strings.Builder
	for name, rank := range people {
		fmt.Fprintf(&file, "rank=%q %s %s\n", rank, writeKey(t, filepath.Join(dir, name)), name)
	}
	c.AuthorizedKeys = filepath.Join(dir, "keys")
	put(t, c.AuthorizedKeys, file.String())
	return c
}

// start runs a server with the settings of c until the test ends.
func start(t *testing.T, dir string, c config) *served {
	t.Helper()
	return startWith(t, dir, c, serve)
}

func startWith(t *testing.T, dir string, c config, serve func(context.Context, config, io.Writer, io.Writer) error) *served {
	t.Helper()
	c.Listen, c.CADefaultRank = "127.0.0.1:0", "observer"
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	said := &words{}
	ended := make(chan error, 1)
	go func() {
		err := serve(ctx, c, in, said)
		_ = in.CloseWithError(errors.Join(err, io.EOF))
		ended <- err
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	addr, ok := strings.CutPrefix(strings.TrimSpace(line), "listening people ")
	if err != nil || !ok {
		t.Fatalf("the server said %q, %v", line, err)
	}
	s := &served{t: t, dir: dir, addr: addr, said: said}
	stopped := false
	s.stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(patience):
			return errors.New("the server doesn't stop")
		}
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return s
}

// writeKey makes a key pair at path and path.pub, and returns the public half
// as a keys file has it.
func writeKey(t *testing.T, path string) string {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
	if err := os.WriteFile(path+".pub", []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return text
}

// openSSH is the command line of stock OpenSSH as this person.
func (s *served) openSSH(who string, args ...string) *exec.Cmd {
	s.t.Helper()
	if _, err := exec.LookPath("ssh"); err != nil {
		s.t.Skip("OpenSSH's client is not installed")
	}
	host, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command("ssh", append([]string{
		"-F", "none", "-i", filepath.Join(s.dir, who), "-p", port,
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "LogLevel=ERROR",
		"-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
	}, args...)...)
	// The host stands before the command, and after ssh's own flags.
	for i, arg := range cmd.Args {
		if arg == "HOST" {
			cmd.Args[i] = "someone@" + host
		}
	}
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.dir, "TERM=xterm-256color", "COLORTERM=truecolor"}
	return cmd
}

// answer is what one call of ssh came to.
type answer struct {
	out, words string
	code       int
}

// ask runs one verb with OpenSSH, without a terminal.
func (s *served) ask(who, verb string, flags ...string) answer {
	s.t.Helper()
	cmd := s.openSSH(who, append(flags, "HOST", verb)...)
	var out, words bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &words
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	return answer{out.String(), words.String(), cmd.ProcessState.ExitCode()}
}

// must is ask for what has to work.
func (s *served) must(who, verb string) string {
	s.t.Helper()
	a := s.ask(who, verb)
	if a.code != 0 {
		s.t.Fatalf("%s: %s: exit %d: %s", who, verb, a.code, a.words)
	}
	return strings.TrimSpace(a.out)
}
