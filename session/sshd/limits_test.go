package sshd

import (
	"bufio"
	"context"
	"encoding/binary"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// readUntil reads until text has come, and gives all that was read.
func readUntil(t *testing.T, r io.Reader, text string) string {
	t.Helper()
	got, done := make(chan string, 1), &strings.Builder{}
	go func() {
		one := make([]byte, 1)
		for !strings.Contains(done.String(), text) {
			if _, err := r.Read(one); err != nil {
				break
			}
			done.Write(one)
		}
		got <- done.String()
	}()
	s := within(t, text, got)
	if !strings.Contains(s, text) {
		t.Fatalf("%q ended without %q", s, text)
	}
	return s
}

func TestAWindowIsClampedAtFirstAndAtEachChange(t *testing.T) {
	sizes := make(chan Size, 1)
	h := openHouse(t, func(c *Config) {
		c.Screen = func(ctx context.Context, term *Terminal) error {
			for {
				size, err := term.Sizes.Next(ctx)
				if err != nil {
					return nil
				}
				sizes <- size
			}
		}
	})
	s, _, _ := openShell(t, h.as("kim"), 20000, 20000)
	if got := within(t, "a size", sizes); got != (Size{500, 200}) {
		t.Errorf("%v", got)
	}
	for _, c := range []struct {
		columns, rows int
		want          Size
	}{{0, 0, Size{1, 1}}, {120, 40, Size{120, 40}}, {1 << 31, 1, Size{500, 1}}} {
		if err := s.WindowChange(c.rows, c.columns); err != nil {
			t.Fatal(err)
		}
		if got := within(t, "a size", sizes); got != c.want {
			t.Errorf("%v, not %v", got, c.want)
		}
	}
}

func TestSixtyResizesWhileATerminalStallsHoldNothingUp(t *testing.T) {
	last := make(chan Size, 1)
	h := openHouse(t, func(c *Config) {
		c.Screen = func(ctx context.Context, term *Terminal) error {
			written := make(chan error, 1)
			go func() { // more than any window takes
				_, err := term.Out.Write(make([]byte, 8<<20))
				written <- err
			}()
			var size Size
			for size.Columns != 159 {
				var err error
				if size, err = term.Sizes.Next(ctx); err != nil {
					return err
				}
			}
			last <- size
			<-written
			return nil
		}
	})
	client := h.as("kim")
	s, _, _ := openShell(t, client, 80, 24)
	for i := range 60 {
		if err := s.WindowChange(40, 100+i); err != nil {
			t.Fatal(err)
		}
	}
	within(t, "the last size", last)
	if a := h.run("ana", "whoami"); a.code != exitDone {
		t.Errorf("another person waits: %+v", a)
	}
	client.Close()
}

func TestOnlyALittleEnvironmentIsTaken(t *testing.T) {
	got := make(chan []string, 1)
	h := openHouse(t, func(c *Config) {
		c.Screen = func(_ context.Context, term *Terminal) error { got <- term.Env; return nil }
	})
	client := h.as("kim")
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for name, ok := range map[string]bool{"LANG": true, "LC_ALL": true, "NO_COLOR": true, "LD_PRELOAD": false, "PATH": false, "LC_": false} {
		if err := s.Setenv(name, "x"); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.Setenv("LC_TIME", strings.Repeat("x", 2000)) == nil {
		t.Error("a long value is taken")
	}
	taken := 3
	for range 20 {
		if s.Setenv("LC_TIME", "x") == nil {
			taken++
		}
	}
	if taken != 8 {
		t.Errorf("%d variables are taken", taken)
	}
	if err := s.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	if env := within(t, "the environment", got); len(env) != 8 {
		t.Errorf("%v", env)
	}
}

func TestForwardingAndSubsystemsAreRefused(t *testing.T) {
	h := openHouse(t, nil)
	client := h.as("ana")
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req", "subsystem", "break", "eow@openssh.com", "new-thing"} {
		if ok, err := s.SendRequest(kind, true, gossh.Marshal(struct{ Name string }{"sftp"})); ok || err != nil {
			t.Errorf("%s: %v, %v", kind, ok, err)
		}
	}
	for _, kind := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "tun@openssh.com", "x11", "auth-agent@openssh.com"} {
		if _, _, err := client.OpenChannel(kind, nil); err == nil {
			t.Errorf("%s opens", kind)
		}
	}
	for _, kind := range []string{"tcpip-forward", "streamlocal-forward@openssh.com", "no-more-sessions@openssh.com"} {
		if ok, _, err := client.SendRequest(kind, true, nil); ok || err != nil {
			t.Errorf("%s: %v, %v", kind, ok, err)
		}
	}
	if a := runOn(t, client, "whoami", ""); a.code != exitDone {
		t.Errorf("%+v", a)
	}
}

func TestAHandshakeThatTakesTooLongEnds(t *testing.T) {
	h := openHouse(t, func(c *Config) { c.Limits.Handshake = 100 * time.Millisecond })
	conn, err := net.Dial("tcp", h.addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ended := make(chan struct{})
	go func() { _, _ = io.Copy(io.Discard, conn); close(ended) }()
	within(t, "the end of a silent connection", ended)
	unused := make(chan error, 1)
	client := h.as("kim")
	go func() { unused <- client.Wait() }()
	within(t, "the end of a connection without a session", unused)
}

func TestSixTriesAreAllThatAConnectionHas(t *testing.T) {
	h := openHouse(t, nil)
	keys := []gossh.Signer{newKey(t), newKey(t), newKey(t), newKey(t), newKey(t), newKey(t), h.keys["kim"]}
	if _, err := h.dial("kim", gossh.PublicKeys(keys...)); err == nil {
		t.Error("the seventh key was looked at")
	}
	client, err := h.dial("kim", gossh.PublicKeys(keys[1:]...))
	if err != nil {
		t.Fatal(err)
	}
	client.Close()
}

// eventually looks again and again, giving way to others in between.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited for %s in vain", what)
		}
	}
}

func TestAKeyHasEightSessions(t *testing.T) {
	h := openHouse(t, nil)
	client := h.as("kim")
	for range 8 {
		openShell(t, client, 80, 24)
	}
	if _, err := client.NewSession(); err == nil || !strings.Contains(err.Error(), "as many as one may") {
		t.Errorf("a ninth: %v", err)
	}
	if _, err := h.as("kim").NewSession(); err == nil {
		t.Error("a ninth on another connection")
	}
	h.answers("ana")
	client.Close()
	eventually(t, "room again", func() bool { s, _ := h.door.count(gossh.FingerprintSHA256(h.keys["kim"].PublicKey())); return s == 0 })
	h.answers("kim")
}

func TestOldAlgorithmsAreNotOffered(t *testing.T) {
	h := openHouse(t, nil)
	try := func(change func(*gossh.ClientConfig)) error {
		c := &gossh.ClientConfig{User: "x", Auth: []gossh.AuthMethod{gossh.PublicKeys(h.keys["kim"])}, HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience}
		change(c)
		client, err := gossh.Dial("tcp", h.addr(), c)
		if err == nil {
			client.Close()
		}
		return err
	}
	for _, kex := range []string{"mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"} {
		if err := try(func(c *gossh.ClientConfig) { c.KeyExchanges = []string{kex} }); err != nil {
			t.Errorf("%s: %v", kex, err)
		}
	}
	for _, kex := range []string{"ecdh-sha2-nistp256", "diffie-hellman-group14-sha256", "diffie-hellman-group14-sha1"} {
		if try(func(c *gossh.ClientConfig) { c.KeyExchanges = []string{kex} }) == nil {
			t.Errorf("%s is taken", kex)
		}
	}
	for _, cipher := range []string{"chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com"} {
		if err := try(func(c *gossh.ClientConfig) { c.Ciphers = []string{cipher} }); err != nil {
			t.Errorf("%s: %v", cipher, err)
		}
	}
	for _, cipher := range []string{"aes128-ctr", "aes256-ctr", "aes128-cbc", "3des-cbc"} {
		if try(func(c *gossh.ClientConfig) { c.Ciphers = []string{cipher} }) == nil {
			t.Errorf("%s is taken", cipher)
		}
	}
	if try(func(c *gossh.ClientConfig) { c.HostKeyAlgorithms = []string{"rsa-sha2-512", "ecdsa-sha2-nistp256"} }) == nil {
		t.Error("another host key than ed25519")
	}
}

// TestTheStrongestMACIsOfferedFirst reads what the server offers before anything
// is agreed: the packet after its version, see RFC 4253, section 7.1.
func TestTheStrongestMACIsOfferedFirst(t *testing.T) {
	h := openHouse(t, nil)
	conn, err := net.Dial("tcp", h.addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "SSH-2.0-test\r\n"); err != nil {
		t.Fatal(err)
	}
	from := bufio.NewReader(conn)
	if _, err := from.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	var size uint32
	if err := binary.Read(from, binary.BigEndian, &size); err != nil {
		t.Fatal(err)
	}
	packet := make([]byte, size)
	if _, err := io.ReadFull(from, packet); err != nil {
		t.Fatal(err)
	}
	var offer struct {
		Cookie                                [16]byte `sshtype:"20"`
		Kex, HostKeys, CiphersIn, CiphersOut  []string
		MACsIn, MACsOut, Compress, Decompress []string
		Languages, LanguagesOut               []string
		Follows                               bool
		Reserved                              uint32
	}
	if err := gossh.Unmarshal(packet[1:len(packet)-int(packet[0])], &offer); err != nil {
		t.Fatal(err)
	}
	want := []string{"hmac-sha2-512-etm@openssh.com", "hmac-sha2-256-etm@openssh.com"}
	if !slices.Equal(offer.MACsIn, want) || !slices.Equal(offer.MACsOut, want) {
		t.Errorf("it offers %q and %q", offer.MACsIn, offer.MACsOut)
	}
}
