package main

import (
	"bytes"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// visits is how often someone comes and leaves.
const visits = 1000

// visitor is one person who comes and leaves in one manner.
type visitor struct {
	t    *testing.T
	conn *ssh.Client
	id   string
}

// manners are the ways to leave.
var manners = map[string]func(visitor){
	"types, hangs up":               func(v visitor) { v.screen("abc\x1b"); v.hangUp() },
	"esc, closes the session":       func(v visitor) { v.close(v.screen("\x1b")) },
	"half a sequence, hangs up":     func(v visitor) { v.screen("\x1b[<0;"); v.hangUp() },
	"half a paste, hangs up":        func(v visitor) { v.screen("\x1b[200~half"); v.hangUp() },
	"half a paste, closes":          func(v visitor) { v.close(v.screen("\x1b[200~half")) },
	"leaves the bridge and q":       func(v visitor) { v.over(v.screen("\x1b\x1b[27uqq")) },
	"/quit":                         func(v visitor) { v.over(v.screen("/quit\r")) },
	"the end of the input":          func(v visitor) { v.over(v.screen("\x04", (*ssh.Session).Close)) },
	"hangs up before the first row": func(v visitor) { v.begin(v.id); v.hangUp() },
	"resizes, hangs up":             func(v visitor) { v.resize(v.screen("x")); v.hangUp() },
	"watches, hangs up":             func(v visitor) { v.exec("watch " + v.id); v.hangUp() },
	"watches, closes":               func(v visitor) { v.close(v.exec("watch " + v.id)) },
	"a text that never ends":        func(v visitor) { v.exec("say " + v.id + " -"); v.hangUp() },
	"asks and reads no answer":      func(v visitor) { v.exec("timeline " + v.id + " --json"); v.hangUp() },
	"opens no session":              func(v visitor) { v.hangUp() },
	"asks for a list":               func(v visitor) { v.over(v.exec("list")) },
}

// begin opens a screen and looks at nothing.
func (v visitor) begin(command string) (*ssh.Session, io.Reader, io.WriteCloser) {
	v.t.Helper()
	s, err := v.conn.NewSession()
	if err != nil {
		v.t.Fatal(err)
	}
	out, err := s.StdoutPipe()
	if err != nil {
		v.t.Fatal(err)
	}
	in, err := s.StdinPipe()
	if err != nil {
		v.t.Fatal(err)
	}
	if err := s.RequestPty("xterm-256color", 24, 80, nil); err != nil {
		v.t.Fatal(err)
	}
	if err := s.Start(command); err != nil {
		v.t.Fatal(err)
	}
	return s, out, in
}

// screen opens a screen, waits until it stands, and types.
func (v visitor) screen(keys string, then ...func(*ssh.Session) error) *ssh.Session {
	v.t.Helper()
	s, out, in := v.begin(v.id)
	var seen bytes.Buffer
	for chunk := make([]byte, 4<<10); !bytes.Contains(seen.Bytes(), []byte("record ok")); {
		n, err := out.Read(chunk)
		if seen.Write(chunk[:n]); err != nil {
			v.t.Fatalf("%v after %q", err, seen.String())
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if _, err := io.WriteString(in, keys); err != nil {
		v.t.Fatal(err)
	}
	for _, f := range then {
		_ = f(s)
	}
	return s
}

// exec begins one verb and reads nothing of it.
func (v visitor) exec(verb string) *ssh.Session {
	v.t.Helper()
	s, err := v.conn.NewSession()
	if err != nil {
		v.t.Fatal(err)
	}
	if _, err := s.StdinPipe(); err != nil { // stays open
		v.t.Fatal(err)
	}
	if err := s.Start(verb); err != nil {
		v.t.Fatal(err)
	}
	return s
}

func (v visitor) resize(s *ssh.Session) {
	for i := range 100 {
		_ = s.WindowChange(20+i, 60+i)
	}
}

func (v visitor) hangUp()              { _ = v.conn.Close() }
func (v visitor) close(s *ssh.Session) { _ = s.Close() }
func (v visitor) over(s *ssh.Session)  { _ = s.Wait() }

// A house is as it was once its visitors have left, however they did.
func TestAThousandVisitsLeaveNothingBehind(t *testing.T) {
	s := serving(t)
	id := s.must("ana", "declare db down")
	file, err := os.ReadFile(filepath.Join(s.dir, "kim"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.ParsePrivateKey(file)
	if err != nil {
		t.Fatal(err)
	}
	visit := func(manner func(visitor)) {
		conn, err := dial(s.addr, "kim", key)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		manner(visitor{t, conn, id})
	}
	all := func(times int) {
		for range times {
			for _, manner := range manners {
				visit(manner)
			}
			if c, err := net.Dial("tcp", s.addr); err == nil { // and a stranger
				_, _ = io.WriteString(c, "SSH-2.0-nobody\r\n")
				_ = c.Close()
			}
		}
	}
	all(2) // what is made once is made
	goroutines, heap := settled(t, 0)
	all(visits / len(manners))
	after, grown := settled(t, goroutines)
	t.Logf("goroutines %d, then %d; heap %d KiB, then %d KiB", goroutines, after, heap>>10, grown>>10)
	if most := heap + 16<<20; grown > most {
		t.Errorf("the heap is %d KiB and was %d KiB before %d visits", grown>>10, heap>>10, visits)
	}
}

// settled waits until no more goroutines run than most (0: until their number
// rests), and returns their number and the bytes in use.
func settled(t *testing.T, most int) (goroutines int, heap uint64) {
	t.Helper()
	tick, late := time.NewTicker(20*time.Millisecond), time.After(patience)
	defer tick.Stop()
	last, rests := 0, 0
	for rests < 10 {
		select {
		case <-tick.C:
		case <-late:
			stacks := make([]byte, 4<<20)
			stacks = stacks[:runtime.Stack(stacks, true)]
			t.Fatalf("%d goroutines run, %d at most should:\n%s", runtime.NumGoroutine(), most, stacks)
		}
		now := runtime.NumGoroutine()
		if rests++; now != last || most > 0 && now > most+3 {
			rests = 0
		}
		last = now
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return last, m.HeapAlloc
}
