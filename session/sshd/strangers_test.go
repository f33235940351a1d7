package sshd

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// from connects from one of this machine's own addresses.
func (h *house) from(ip string) net.Conn {
	h.t.Helper()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}
	conn, err := d.Dial("tcp", h.addr())
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { conn.Close() })
	return conn
}

// manyAddresses are addresses of this machine, beside the one that tests use.
func manyAddresses(t *testing.T, n int) []string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux takes all of 127.0.0.0/8 for itself")
	}
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("127.0.0.%d", i+2)
	}
	return all
}

// fill has strangers connect and do what manner says, and waits until they have.
func (h *house) fill(addresses []string, each int, manner func(net.Conn)) {
	h.t.Helper()
	for _, ip := range addresses {
		for range each {
			conn := h.from(ip)
			go manner(conn)
		}
	}
	limits := h.door.config.Limits
	want := min(limits.Unproven, len(addresses)*min(each, limits.UnprovenPerSource))
	eventually(h.t, "the places to be taken", func() bool { n, _ := h.door.pending.count(); return n >= want })
}

// The manners in which a stranger stands still.
var manners = map[string]func(net.Conn){
	"idle":                func(net.Conn) {},
	"half a greeting":     func(c net.Conn) { _, _ = io.WriteString(c, "SSH-2.0-") },
	"a greeting":          func(c net.Conn) { _, _ = io.WriteString(c, "SSH-2.0-x\r\n") },
	"another line":        func(c net.Conn) { _, _ = io.WriteString(c, "x\r\n") },
	"an exchange of keys": func(c net.Conn) { stayAfterKeys(c, make(chan struct{})) },
}

// stayAfterKeys exchanges keys and proves nothing until done.
func stayAfterKeys(c net.Conn, done chan struct{}) {
	_, _, _, _ = gossh.NewClientConn(c, "", &gossh.ClientConfig{
		User: "x", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
		Auth: []gossh.AuthMethod{gossh.PublicKeysCallback(func() ([]gossh.Signer, error) { <-done; return nil, io.EOF })},
	})
}

func TestStrangersWhoStandStillKeepNobodyOut(t *testing.T) {
	for name, manner := range manners {
		t.Run(name, func(t *testing.T) {
			h := openHouse(t, func(c *Config) { c.Limits.Grace, c.Limits.Identification = 300*time.Millisecond, time.Minute })
			h.fill([]string{"127.0.0.1"}, 12, manner)
			h.answers("kim")
		})
		t.Run(name+" from many addresses", func(t *testing.T) {
			h := openHouse(t, func(c *Config) { c.Limits.Grace, c.Limits.Identification = 300*time.Millisecond, time.Minute })
			h.fill(manyAddresses(t, 12), 10, manner)
			h.answers("kim")
		})
	}
}

func TestWhoOpensNoSessionTakesNoMorePlaceThanAStranger(t *testing.T) {
	h := openHouse(t, func(c *Config) { c.Limits.UnprovenPerSource, c.Limits.Grace = 3, 100*time.Millisecond })
	gone := make(chan error, 3)
	for range 3 {
		client := h.as("cy")
		go func() { gone <- client.Wait() }()
	}
	h.answers("kim")
	within(t, "the end of one that opened no session", gone)
}

func TestWhoTypesACodeStaysWhileStrangersStandStill(t *testing.T) {
	h := openHouse(t, func(c *Config) { c.Limits.UnprovenPerSource, c.Limits.Grace = 3, 100*time.Millisecond })
	code, err := h.hub.People().Invite(t.Context(), session.Invite{Name: "lee", Rank: incident.RankResponder, By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	asked, typed := make(chan struct{}, 1), make(chan struct{})
	in := make(chan error, 1)
	go func() {
		client, err := h.dial("lee", gossh.PublicKeys(newKey(t)), gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
			if len(questions) == 0 {
				return nil, nil
			}
			asked <- struct{}{}
			<-typed
			return []string{code}, nil
		}))
		if err == nil {
			client.Close()
		}
		in <- err
	}()
	within(t, "the question for a code", asked)
	h.fill([]string{"127.0.0.1"}, 8, manners["a greeting"])
	for range 3 {
		h.getsIn("kim")
	}
	close(typed)
	if err := within(t, "the newcomer", in); err != nil {
		t.Error(err)
	}
}

// answers has someone connect once and ask who they are.
func (h *house) answers(name string) {
	h.t.Helper()
	if a := h.run(name, "whoami"); a.code != exitDone || !strings.Contains(a.out, " "+name+"\n") {
		h.t.Errorf("%s is answered %+v", name, a)
	}
}

// getsIn has someone connect until they are in: who is turned away is told to.
func (h *house) getsIn(name string) {
	h.t.Helper()
	eventually(h.t, name+" to come in", func() bool {
		client, err := h.dial("x", gossh.PublicKeys(h.keys[name]))
		if err != nil {
			return false
		}
		defer client.Close()
		return runOn(h.t, client, "whoami", "").code == exitDone
	})
}

// flood has strangers come, exchange keys and offer a key that nobody knows,
// again and again, until the test ends.
func (h *house) flood(address string, strangers int) {
	stop := make(chan struct{})
	var all sync.WaitGroup
	key := newKey(h.t)
	for range strangers {
		all.Go(func() {
			d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}, Timeout: patience}
			for {
				select {
				case <-stop:
					return
				default:
				}
				conn, err := d.Dial("tcp", h.addr())
				if err != nil {
					return
				}
				_ = conn.SetDeadline(time.Now().Add(patience))
				_, _, _, _ = gossh.NewClientConn(conn, "", &gossh.ClientConfig{
					User: "x", Auth: []gossh.AuthMethod{gossh.PublicKeys(key)}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
				})
				conn.Close()
			}
		})
	}
	h.t.Cleanup(func() {
		close(stop)
		all.Wait()
	})
}

func TestPeopleComeInWhileStrangersExchangeKeysWithoutEnd(t *testing.T) {
	t.Run("from their own address", func(t *testing.T) {
		h := openHouse(t, nil)
		h.flood("127.0.0.1", 30)
		for range 3 {
			h.getsIn("kim")
		}
	})
	t.Run("from many", func(t *testing.T) {
		h := openHouse(t, func(c *Config) { c.Limits.Unproven = 16 })
		for _, ip := range manyAddresses(t, 12) {
			h.flood(ip, 2)
		}
		for range 3 {
			h.getsIn("kim")
		}
	})
}

// lastWord reads what a server says before keys are in use, up to its disconnect.
func lastWord(t *testing.T, conn net.Conn) (why string) {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	r := bufio.NewReader(conn)
	if line, err := r.ReadString('\n'); err != nil || !strings.HasPrefix(line, "SSH-2.0-warroom") {
		t.Fatalf("%q, %v", line, err)
	}
	rest, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	for len(rest) > 5 {
		length := int(rest[0])<<24 | int(rest[1])<<16 | int(rest[2])<<8 | int(rest[3])
		if rest[5] != 1 {
			rest = rest[4+length:]
			continue
		}
		var m struct {
			Reason    uint32 `sshtype:"1"`
			Why, Lang string
		}
		if err := gossh.Unmarshal(rest[5:4+length-int(rest[4])], &m); err != nil || m.Reason != tooMany {
			t.Fatalf("%+v, %v", m, err)
		}
		return m.Why
	}
	return ""
}

func TestWhoIsTurnedAwayReadsWhy(t *testing.T) {
	one := func(c *Config) { c.Limits.UnprovenPerSource, c.Limits.Grace = 1, 100*time.Millisecond }
	t.Run("after nothing, and after a greeting", func(t *testing.T) {
		for _, manner := range []string{"idle", "a greeting"} {
			h := openHouse(t, one)
			conn := h.from("127.0.0.1")
			manners[manner](conn)
			eventually(t, "the place to be taken", func() bool { n, _ := h.door.pending.count(); return n == 1 })
			h.answers("kim")
			if why := lastWord(t, conn); why != whyCrowded {
				t.Errorf("%s: %q", manner, why)
			}
		}
	})
	t.Run("in OpenSSH, while it asks for a passphrase", func(t *testing.T) {
		h := openHouse(t, one)
		h.keepKey()
		if out, err := exec.Command(tool(t, "ssh-keygen"), "-q", "-p", "-N", "secret", "-f", h.path("id")).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		asks := h.write("asks", "#!/bin/sh\n: >'"+h.path("asked")+"'\nuntil [ -e '"+h.path("go")+"' ]; do sleep 0.02; done\necho secret\n")
		if err := os.Chmod(asks, 0o700); err != nil {
			t.Fatal(err)
		}
		cmd := h.openssh("127.0.0.1", "whoami")
		cmd.Args[slices.Index(cmd.Args, "LogLevel=ERROR")] = "LogLevel=INFO" // the default
		cmd.Env = append(os.Environ(), "SSH_ASKPASS="+asks, "SSH_ASKPASS_REQUIRE=force", "DISPLAY=:0")
		var words bytes.Buffer
		cmd.Stderr = &words
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the question", func() bool { _, err := os.Stat(h.path("asked")); return err == nil })
		h.answers("kim")
		h.write("go", "")
		if err := cmd.Wait(); err == nil || !strings.Contains(words.String(), whyCrowded) {
			t.Errorf("%v: %s", err, words.String())
		}
	})
	t.Run("who sends no identification", func(t *testing.T) {
		h := openHouse(t, func(c *Config) { c.Limits.Identification = 50 * time.Millisecond })
		conn := h.from("127.0.0.1")
		if _, err := io.WriteString(conn, "SSH-2.0-slow"); err != nil {
			t.Fatal(err)
		}
		if why := lastWord(t, conn); why != whySilent {
			t.Errorf("%q", why)
		}
	})
	t.Run("in OpenSSH, who waits in vain", func(t *testing.T) {
		h := openHouse(t, func(c *Config) {
			c.Limits.UnprovenPerSource, c.Limits.Grace, c.Limits.Wait = 1, time.Minute, 100*time.Millisecond
		})
		h.keepKey()
		manners["a greeting"](h.from("127.0.0.1"))
		eventually(t, "the greeting is read", func() bool {
			h.door.pending.mu.Lock()
			defer h.door.pending.mu.Unlock()
			return len(h.door.pending.placed) == 1 && h.door.pending.placed[0].stage == stageIdentified
		})
		_, err := h.openssh("127.0.0.1", "whoami").Output()
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if !bytes.Contains(exit.Stderr, []byte(whyBusy)) {
			t.Errorf("%s", exit.Stderr)
		}
	})
}

// stuckLog is a log that takes no line of the door's farewells, as one whose
// reader has stopped, until the test ends.
type stuckLog struct {
	slog.Handler
	stuck   chan struct{}
	release <-chan struct{}
}

func (l stuckLog) Handle(ctx context.Context, r slog.Record) error {
	if strings.HasPrefix(r.Message, "turned a connection away") {
		l.stuck <- struct{}{}
		<-l.release
	}
	return l.Handler.Handle(ctx, r)
}

func TestALogThatTakesNothingMoreKeepsNobodyOut(t *testing.T) {
	release := make(chan struct{})
	log := stuckLog{slog.NewTextHandler(io.Discard, nil), make(chan struct{}, 100), release}
	h := openHouse(t, func(c *Config) {
		c.Limits.UnprovenPerSource, c.Limits.Grace, c.Limits.LastMessage = 1, 15*time.Millisecond, 50*time.Millisecond
		c.Logger = slog.New(log)
	})
	t.Cleanup(func() { close(release) }) // before the house waits for its people
	manners["idle"](h.from("127.0.0.1"))
	eventually(t, "the place to be taken", func() bool { return len(h.door.connections()) == 1 })
	for range 2 {
		in := make(chan error, 1)
		go func() {
			client, err := h.dial("x", gossh.PublicKeys(h.keys["kim"]))
			if err == nil {
				client.Close()
			}
			in <- err
		}()
		if err := within(t, "kim", in); err != nil {
			t.Error(err)
		}
	}
	within(t, "a line of the log", log.stuck)
}
