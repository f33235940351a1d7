//go:build unix

package torture

import (
	"net"
	"time"

	"golang.org/x/crypto/ssh"

	"warroom/cmd/warroom/torture/disk"
)

// first ends a server, and the power with it, while it starts for the first time
// or just after. It must start again, with the host key that somebody saw.
func first() kind {
	return kind{
		name:     "first",
		injected: "the very first start is killed, then the power is cut",
		fuse:     true,
		disk:     disk.Kind{Strict: true},
		lasts:    1,
		play: func(r *round) {
			seen, err := r.firstStart()
			if err != nil {
				r.verdict.find(unstarted, "%v", err)
				return
			}
			r.cut()
			s, err := r.start(r.binary)
			if err != nil {
				r.verdict.find(unstarted, "%v", err)
				return
			}
			if key := hostKey(s.addr); seen != "" && key != seen {
				r.verdict.find(different, "the host key was %s and is %q", seen, key)
			}
			if err := r.found(s); err != nil {
				r.verdict.find(unstarted, "%v", err)
			}
			r.stopWhole(s)
			r.aftermath()
		},
		control: control{without: "the sync of the host key", shows: []fault{different}, tries: 40, edits: []edit{
			{"store/files/files.go", "err == nil {\n\t\terr = f.Sync()", "err == nil {\n\t\terr = nil"},
		}},
	}
}

// firstStart kills a server that starts, at any moment, or once its host key was
// seen.
func (r *round) firstStart() (seen string, err error) {
	if r.random.IntN(2) == 0 {
		s, err := r.launch(r.binary)
		if err != nil {
			return "", err
		}
		r.note("killed while it starts")
		r.pause(0, 500*time.Millisecond)
		s.kill()
		return "", nil
	}
	s, err := r.start(r.binary)
	if err != nil {
		return "", err
	}
	r.note("killed once its door was open")
	seen = hostKey(s.addr)
	s.kill()
	return seen, nil
}

// hostKey is the fingerprint that a server shows; "" where it shows none.
func hostKey(addr string) (seen string) {
	c, err := ssh.Dial("tcp", addr, &ssh.ClientConfig{
		User: "stranger", Timeout: 10 * time.Second,
		HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
			seen = ssh.FingerprintSHA256(key)
			return nil
		},
	})
	if err == nil {
		_ = c.Close()
	}
	return seen
}
