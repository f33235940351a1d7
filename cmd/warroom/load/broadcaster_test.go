package load

import (
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
	_ "modernc.org/sqlite" // the driver
)

// broadcaster is what any server of shared lines must at least do: it takes a
// line, commits it to SQLite (WAL, synchronous=FULL, whatever waits as one
// group), and writes it to everyone. It draws nothing and checks nothing.
type broadcaster struct {
	lines chan []byte
	mu    sync.RWMutex // guards all
	all   map[chan []byte]struct{}
}

// broadcasterDB, in the environment, makes this test's binary the broadcaster:
// it is measured as a process of its own, as the server is.
const broadcasterDB = "LOAD_BROADCASTER_DB"

func TestMain(m *testing.M) {
	if path := os.Getenv(broadcasterDB); path != "" {
		fmt.Fprintln(os.Stderr, broadcast(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// startBroadcaster runs one on loopback until the test ends.
func startBroadcaster(t *testing.T, path string) server {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), broadcasterDB+"="+path)
	return startServer(t, "broadcaster", cmd)
}

// broadcast says where it listens and serves until its process is ended.
func broadcast(path string) error {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE line (seq INTEGER PRIMARY KEY, text BLOB NOT NULL) STRICT`); err != nil {
		return err
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	hostKey, err := ssh.NewSignerFromSigner(private)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("listening people %s\n", l.Addr())
	b := &broadcaster{lines: make(chan []byte, 1024), all: map[chan []byte]struct{}{}}
	config := &ssh.ServerConfig{PublicKeyCallback: func(ssh.ConnMetadata, ssh.PublicKey) (*ssh.Permissions, error) { return nil, nil }}
	config.AddHostKey(hostKey)
	go b.commit(db)
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go b.meet(conn, config)
	}
}

// commit stores what waits as one group, then shows it.
func (b *broadcaster) commit(db *sql.DB) {
	for line := range b.lines {
		group := [][]byte{line}
		for waiting := len(b.lines); waiting > 0; waiting-- {
			group = append(group, <-b.lines)
		}
		tx, err := db.Begin()
		if err != nil {
			panic(err)
		}
		for _, line := range group {
			if _, err := tx.Exec(`INSERT INTO line (text) VALUES (?)`, line); err != nil {
				panic(err)
			}
		}
		if err := tx.Commit(); err != nil {
			panic(err)
		}
		b.show(group)
	}
}

func (b *broadcaster) show(group [][]byte) {
	var text []byte
	for _, line := range group {
		text = append(append(text, line...), '\r', '\n')
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	for q := range b.all {
		select {
		case q <- text:
		default: // a stalled client loses lines: it may, it is the floor
		}
	}
}

func (b *broadcaster) meet(conn net.Conn, config *ssh.ServerConfig) {
	defer conn.Close()
	_, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		ch, requests, err := offered.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range requests {
				_ = r.Reply(true, nil)
				if r.Type == "shell" || r.Type == "exec" {
					go b.serve(ch)
				}
			}
		}()
	}
}

func (b *broadcaster) serve(ch ssh.Channel) {
	q := make(chan []byte, 256)
	fmt.Fprintf(ch, "%s\r\n> ", ready)
	b.mu.Lock()
	b.all[q] = struct{}{}
	b.mu.Unlock()
	gone := make(chan struct{})
	go func() {
		for {
			select {
			case text := <-q:
				if _, err := ch.Write(text); err != nil {
					return
				}
			case <-gone:
				return
			}
		}
	}()
	var line []byte
	buf := make([]byte, 1024)
	for {
		n, err := ch.Read(buf)
		for _, c := range buf[:n] {
			if c != '\r' {
				line = append(line, c)
			} else if len(line) > 0 {
				b.lines <- line
				line = nil
			}
		}
		if err != nil {
			break
		}
	}
	b.mu.Lock()
	delete(b.all, q)
	b.mu.Unlock()
	close(gone)
	_ = ch.Close()
}
