package sshd

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store/memory"
)

// somewhere is a connection that only has an address.
type somewhere struct{ net.Conn }

func (somewhere) RemoteAddr() net.Addr { return nowhere{} }
func (somewhere) Close() error         { return nil }

// BenchmarkVouch measures what each word costs with 500 people inside: by a keys
// file that has been as it is for long, and by one that was just written.
func BenchmarkVouch(b *testing.B) {
	const people = 500
	hub, err := session.Open(b.Context(), memory.Open(), session.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = hub.Close(b.Context()) })
	var text strings.Builder
	keys := make([]gossh.PublicKey, people)
	for n := range keys {
		keys[n] = newKey(b).PublicKey()
		fmt.Fprintf(&text, "rank=\"responder\" %s p%d\n", authorized(keys[n]), n)
	}
	dir := b.TempDir()
	path := filepath.Join(dir, "keys")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	d, err := New(hub, Config{HostKey: filepath.Join(dir, "host"), AuthorizedKeys: path, Logger: slog.New(slog.DiscardHandler), Screen: showNothing})
	if err != nil {
		b.Fatal(err)
	}
	all := make([]incident.Person, people)
	for n, key := range keys {
		who, err := d.auth.admit(key, nowhere{})
		if err != nil {
			b.Fatal(err)
		}
		c := &conn{Conn: somewhere{}, door: d, sessions: map[*channel]struct{}{}}
		d.conns[c] = struct{}{}
		c.add(&gossh.ServerConn{}, &channel{conn: c, person: who})
		all[n] = who.Person
	}
	for name, age := range map[string]time.Duration{"settled": time.Hour, "fresh": 0} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			at := time.Now().Add(-age)
			if err := os.Chtimes(path, at, at); err != nil {
				b.Fatal(err)
			}
			for n := 0; b.Loop(); n++ {
				if err := d.vouch(all[n%people]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
