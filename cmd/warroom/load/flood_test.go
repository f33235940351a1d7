package load

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// Whose keys they are, in the order of the keys file.
const (
	keyManager = iota
	keyOne     // two people who work
	keyOther
	keyObserver
	keyResponder
	keysInAll
)

var only = flag.String("flood", "", "run those floods alone whose names hold this")

const (
	// pace is how many lines a second two people send while a flood goes on.
	pace = 40
	// mostMemory is what the README says a server needs under each flood, in MiB.
	mostMemory = 80
)

// flood is something that goes on until ctx ends, beside people who work.
type flood struct {
	name string
	run  manner
}

// manner floods s until ctx ends and tallies what came of it.
type manner func(ctx context.Context, s server, keys []ssh.Signer, t *tally) error

// tally counts what a flood tried: what the server took, and what it turned away
// or cut off.
type tally struct{ taken, refused atomic.Int64 }

func (t *tally) count(err error) {
	if err == nil {
		t.taken.Add(1)
	} else {
		t.refused.Add(1)
	}
}

func (t *tally) String() string {
	return fmt.Sprintf("%d taken, %d refused", t.taken.Load(), t.refused.Load())
}

// floods are all of them: by strangers, by an observer, by a responder. The
// last ones make the incident long.
var floods = []flood{
	{"strangers who connect and send nothing", strangers(20, idleStranger)},
	{"strangers who send a byte a second", strangers(20, slowStranger)},
	{"strangers with unknown keys", strangers(2, unknownStranger)},
	{"an observer: searches of many words", verbs(keyObserver, 4, "", "search INC-1 "+strings.Repeat("word other ", 3000))},
	{"an observer: /theme", typed(keyObserver, "/theme light\r", "/theme dark\r")},
	{"an observer: watch, and gone", watchers},
	{"an observer: show --json", verbs(keyObserver, 4, "", "show INC-1 --json")},
	{"an observer: imports that are refused", verbs(keyObserver, 4, indicators(20_000), "iocs INC-1 --import")},
	{"a responder: imports of 10,000 indicators", verbs(keyResponder, 2, indicators(10_000), "iocs INC-1 --import")},
	{"a responder: imports that are too long", verbs(keyResponder, 4, indicators(120_000), "iocs INC-1 --import")},
	{"an observer: exports of those", verbs(keyObserver, 4, "", "iocs INC-1 --format stix", "iocs INC-1")},
	{"a responder: pastes of 60 KiB", typed(keyResponder, "\x1b[200~"+strings.Repeat("a pasted line of a log\n", 60<<10/23)+"\x1b[201~\r")},
	{"a responder: a line a call, without a pause", verbs(keyResponder, 4, "a line that a script sends\n", "say INC-1 -")},
}

// TestFloods measures what two people feel of each flood, beside what they feel
// of none, in one run.
func TestFloods(t *testing.T) {
	if !*run {
		t.Skip("measures only with -load")
	}
	keys := make([]ssh.Signer, keysInAll)
	for i := range keys {
		keys[i] = newSigner(t)
	}
	s := startWarroom(t, keys, func(i int) string {
		return []string{"manager", "responder", "responder", "observer", "responder"}[i]
	})
	one, other := atWork(t, s, keys[keyOne]), atWork(t, s, keys[keyOther])
	defer one.close()
	defer other.close()
	calm := figures{}
	report := func(name string, f figures, of string) {
		fmt.Printf("| %s | %s | %s | %.1f | %d of %d | %.0f MiB | %.0f %% | %s |\n",
			name, ms(f.p50), ms(f.p99), ratio(f.p99, calm.p99), f.lost, f.expected, f.memory, f.idle, of)
		if f.lost > 0 || f.memory > mostMemory {
			t.Errorf("%s: %d lines lost, %.0f MiB", name, f.lost, f.memory)
		}
		for _, token := range f.missed {
			t.Errorf("%s: the record holds of %s: %q", name, token, found(t, s, keys[keyManager], token))
		}
	}
	fmt.Printf("| flood | p50 | p99 | p99 to none's | lost | most memory | of a core | the flood |\n|---|---|---|---|---|---|---|---|\n")
	calm = together(s, one, other)
	report("none", calm, "")
	for _, fl := range floods {
		if !strings.Contains(fl.name, *only) {
			continue
		}
		ctx, stop := context.WithCancel(t.Context())
		over := make(chan error, 1)
		var tried tally
		go func() { over <- fl.run(ctx, s, keys, &tried) }()
		pause(time.Second)
		f := together(s, one, other)
		stop()
		err := <-over
		report(fl.name, f, tried.String())
		if err != nil || tried.taken.Load()+tried.refused.Load() == 0 {
			t.Errorf("%s: it wasn't flooded: %s, %v", fl.name, &tried, err)
		}
		pause(2 * time.Second)
	}
	report("none, afterwards", together(s, one, other), "")
}

// atWork is one person's screen, with nothing in front of it.
func atWork(t *testing.T, s server, key ssh.Signer) *client {
	t.Helper()
	c, err := dial(s.addr, key)
	if err != nil {
		t.Fatal(err)
	}
	pause(time.Second) // until a brief stands
	_, _ = c.ch.Write([]byte("\r"))
	pause(time.Second)
	return c
}

// together has two people send lines in turn, each of which the other is to see.
func together(s server, one, other *client) figures {
	forgetPeak(s.pid)
	worked, since := ticks(s.pid), time.Now()
	var lines []sent
	both := []*client{one, other}
	began := time.Now()
	for i := range int(sending.Seconds() * pace) {
		by, token := both[i%2], newToken()
		pause(time.Until(began.Add(time.Duration(i) * time.Second / pace)))
		_, _ = by.ch.Write([]byte("\x1b[200~" + token + " replica lag is up again\x1b[201~"))
		pause(10 * time.Millisecond)
		lines = append(lines, sent{token, time.Now(), by})
		_, _ = by.ch.Write([]byte("\r"))
	}
	var f figures
	f.idle = float64(ticks(s.pid)-worked) / ticksPerSecond / time.Since(since).Seconds() * 100
	pause(3 * time.Second)
	f.count(lines, both)
	f.memory = float64(memory(s.pid, "VmHWM:")) / 1024
	return f
}

// found is what the record holds of a line that wasn't seen.
func found(t *testing.T, s server, key ssh.Signer, token string) string {
	t.Helper()
	client, err := ssh.Dial("tcp", s.addr, clientConfig(key))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	out, err := session.CombinedOutput("search INC-1 " + token)
	return fmt.Sprintf("%s%v", out, err)
}

// forgetPeak begins the peak of a process's memory anew, where the system can.
func forgetPeak(pid int) {
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0)
}

// strangers are some of one manner from each of many addresses.
func strangers(each int, visit func(ctx context.Context, conn net.Conn)) manner {
	return func(ctx context.Context, s server, _ []ssh.Signer, t *tally) error {
		var all sync.WaitGroup
		for i := range 19 {
			d := net.Dialer{}
			if runtime.GOOS == "linux" { // which takes all of 127.0.0.0/8 for itself
				d.LocalAddr = &net.TCPAddr{IP: net.IPv4(127, 0, 0, byte(2+i))}
			}
			for range each {
				all.Go(func() {
					for ctx.Err() == nil {
						conn, err := d.DialContext(ctx, "tcp", s.addr)
						t.count(err)
						if err != nil {
							continue
						}
						stop := context.AfterFunc(ctx, func() { conn.Close() })
						visit(ctx, conn)
						stop()
						conn.Close()
					}
				})
			}
		}
		all.Wait()
		return nil
	}
}

func idleStranger(_ context.Context, conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

func slowStranger(ctx context.Context, conn net.Conn) {
	go func() { _, _ = io.Copy(io.Discard, conn) }()
	for range 60 {
		if _, err := conn.Write([]byte("S")); err != nil || ctx.Err() != nil {
			return
		}
		pause(time.Second)
	}
}

func unknownStranger(_ context.Context, conn net.Conn) {
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return
	}
	if key, err := ssh.NewSignerFromSigner(private); err == nil {
		_, _, _, _ = ssh.NewClientConn(conn, "", clientConfig(key))
	}
}

func clientConfig(key ssh.Signer) *ssh.ClientConfig {
	return &ssh.ClientConfig{
		User: "load", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), // loopback, our own server
		Config:          ssh.Config{KeyExchanges: []string{"curve25519-sha256"}},
	}
}

// verbs have so many sessions of one connection call these verbs one after the
// other, each with the same input.
func verbs(key, sessions int, input string, lines ...string) manner {
	return func(ctx context.Context, s server, keys []ssh.Signer, t *tally) error {
		client, err := ssh.Dial("tcp", s.addr, clientConfig(keys[key]))
		if err != nil {
			return err
		}
		defer client.Close()
		defer context.AfterFunc(ctx, func() { client.Close() })()
		var all sync.WaitGroup
		for range sessions {
			all.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					t.count(call(client, lines[i%len(lines)], input))
				}
			})
		}
		all.Wait()
		if err := client.Wait(); !errors.Is(ctx.Err(), context.Canceled) {
			return err
		}
		return nil
	}
}

func call(client *ssh.Client, line, input string) error {
	session, err := client.NewSession()
	if err != nil {
		pause(10 * time.Millisecond)
		return err
	}
	defer session.Close()
	session.Stdin, session.Stdout = strings.NewReader(input), io.Discard
	return session.Run(line)
}

// watchers begin to watch and leave, again and again.
func watchers(ctx context.Context, s server, keys []ssh.Signer, t *tally) error {
	client, err := ssh.Dial("tcp", s.addr, clientConfig(keys[keyObserver]))
	if err != nil {
		return err
	}
	defer client.Close()
	for ctx.Err() == nil {
		session, err := client.NewSession()
		t.count(err)
		if err != nil {
			pause(10 * time.Millisecond)
			continue
		}
		out, _ := session.StdoutPipe()
		if session.Start("watch INC-1") == nil {
			_, _ = out.Read(make([]byte, 1))
		}
		session.Close()
	}
	return nil
}

// typed are keys at a screen, without a pause.
func typed(key int, keys ...string) manner {
	return func(ctx context.Context, s server, signers []ssh.Signer, t *tally) error {
		c, err := dial(s.addr, signers[key])
		if err != nil {
			return err
		}
		c.drain.Store(true)
		defer context.AfterFunc(ctx, c.close)()
		for i := 0; ctx.Err() == nil; i++ {
			_, err := c.ch.Write([]byte(keys[i%len(keys)]))
			t.count(err)
			if err != nil {
				break
			}
		}
		return nil
	}
}

// indicators are so many addresses, as CSV.
func indicators(n int) string {
	var b strings.Builder
	b.WriteString("type,value\n")
	for i := range n {
		fmt.Fprintf(&b, "ipv4,10.%d.%d.%d\n", i>>16&255, i>>8&255, i&255)
	}
	return b.String()
}
