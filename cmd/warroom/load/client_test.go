package load

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// ready is what a first paint shows, on both servers.
const ready = "INC-1"

// width and height are the terminal of every client.
const width, height = 120, 40

func newSigner(t *testing.T) ssh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// client is one person's terminal. Its reader notes when each token was first
// on the way to the screen: the painter writes a changed row whole, and the
// broadcaster a line whole, so a token in the bytes is a token on the screen.
type client struct {
	conn    net.Conn
	ssh     ssh.Conn
	ch      ssh.Channel
	painted chan struct{} // closed at the first paint
	paint   time.Duration // from dialling to then
	drain   atomic.Bool   // read the socket, decrypt nothing
	stalled atomic.Bool   // read nothing more
	mu      sync.Mutex    // guards seen
	seen    map[string]time.Time
}

// drained is a connection that can stop decrypting or reading.
type drained struct {
	net.Conn
	c *client
}

func (d drained) Read(p []byte) (int, error) {
	n, err := d.Conn.Read(p)
	if d.c.drain.Load() && err == nil {
		_, err = io.Copy(io.Discard, d.Conn)
		if err == nil {
			err = io.EOF
		}
		return 0, err
	}
	return n, err
}

// dial logs in and waits for the first paint.
func dial(addr string, key ssh.Signer) (*client, error) {
	began := time.Now()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	c := &client{conn: conn, painted: make(chan struct{}), seen: map[string]time.Time{}}
	config := &ssh.ClientConfig{
		User:            "load",
		Auth:            []ssh.AuthMethod{ssh.PublicKeys(key)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), // loopback, our own server
		Config:          ssh.Config{KeyExchanges: []string{"curve25519-sha256"}},
	}
	var channels <-chan ssh.NewChannel
	var requests <-chan *ssh.Request
	if c.ssh, channels, requests, err = ssh.NewClientConn(drained{conn, c}, addr, config); err != nil {
		return nil, err
	}
	go ssh.DiscardRequests(requests)
	go func() {
		for offered := range channels {
			_ = offered.Reject(ssh.Prohibited, "")
		}
	}()
	ch, requests, err := c.ssh.OpenChannel("session", nil)
	if err != nil {
		return nil, err
	}
	c.ch = ch
	go ssh.DiscardRequests(requests)
	pty := struct {
		Term       string
		W, H, X, Y uint32
		Modes      string
	}{"xterm-256color", width, height, 0, 0, "\x00"}
	if ok, err := ch.SendRequest("pty-req", true, ssh.Marshal(pty)); err != nil || !ok {
		return nil, fmt.Errorf("no terminal: %v %w", ok, err)
	}
	go c.read(began)
	if ok, err := ch.SendRequest("exec", true, ssh.Marshal(struct{ Command string }{ready})); err != nil || !ok {
		return nil, fmt.Errorf("no session: %v %w", ok, err)
	}
	select {
	case <-c.painted:
		return c, nil
	case <-time.After(30 * time.Second):
		return nil, fmt.Errorf("no first paint in 30 s")
	}
}

func (c *client) read(began time.Time) {
	buf := make([]byte, 32<<10)
	var tail []byte
	first := true
	for {
		if c.stalled.Load() {
			_ = c.ssh.Wait() // until the test hangs up
			return
		}
		n, err := c.ch.Read(buf)
		now := time.Now()
		if first {
			tail = append(tail, buf[:n]...)
			if bytes.Contains(buf[:n], []byte("\x1b[?2026$p")) {
				go func() { _, _ = c.ch.Write([]byte("\x1b[?2026;2$y")) }()
			}
			if bytes.Contains(tail, []byte(ready)) {
				first, c.paint = false, now.Sub(began)
				close(c.painted)
			}
		} else {
			tail = c.note(append(tail, buf[:n]...), now)
		}
		if err != nil {
			return
		}
	}
}

// note finds tokens in what was read and keeps what may be half of one.
func (c *client) note(text []byte, now time.Time) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		i := bytes.Index(text, []byte(tokenMark))
		if i < 0 {
			return append([]byte(nil), text[max(0, len(text)-len(tokenMark)+1):]...)
		}
		text = text[i:]
		if len(text) < tokenLen {
			return append([]byte(nil), text...)
		}
		token := string(text[:tokenLen])
		if _, known := c.seen[token]; !known {
			c.seen[token] = now
		}
		text = text[tokenLen:]
	}
}

func (c *client) close() {
	_ = c.ssh.Close()
}

// tokenMark begins a token; nothing else on a screen looks like it.
const (
	tokenMark = "ZQ"
	tokenLen  = 10
)

func newToken() string {
	const letters = "abcdefghijkmnpqr"
	b := make([]byte, tokenLen-len(tokenMark))
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
	for i := range b {
		b[i] = letters[b[i]%16]
	}
	return tokenMark + string(b)
}
