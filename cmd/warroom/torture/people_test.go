//go:build unix

package torture

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
)

// people are who comes in, each with a key, and their ranks.
var ranks = []struct{ name, rank string }{
	{"ana", "manager"}, {"raj", "manager"}, {"mei", "responder"}, {"kim", "responder"}, {"lee", "responder"},
	{"noor", "manager"}, {"cy", "observer"},
}

// people have keys.
type people map[string]ssh.Signer

func newPeople() (people, error) {
	all := people{}
	for _, who := range ranks {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return nil, err
		}
		if all[who.name], err = ssh.NewSignerFromSigner(private); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// enrol writes the keys file.
func (p people) enrol(path string) error {
	var file strings.Builder
	for _, who := range ranks {
		line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(p[who.name].PublicKey())))
		fmt.Fprintf(&file, "rank=%q %s %s\n", who.rank, line, who.name)
	}
	return os.WriteFile(path, []byte(file.String()), 0o600)
}

// dial comes in as name.
func (p people) dial(addr, name string) (*ssh.Client, error) {
	return ssh.Dial("tcp", addr, &ssh.ClientConfig{
		User: name, Auth: []ssh.AuthMethod{ssh.PublicKeys(p[name])}, Timeout: 10 * time.Second,
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), // loopback, our own server
		Config:          ssh.Config{KeyExchanges: []string{"curve25519-sha256"}},
	})
}

// answer is what a command line came to.
type answer struct {
	out, words string
	status     int // -1: it ended without one
}

// exec asks for one verb over a connection that is there.
func exec(c *ssh.Client, line string) answer {
	a := answer{status: -1}
	s, err := c.NewSession()
	if err != nil {
		a.words = err.Error()
		return a
	}
	defer s.Close()
	var out, words strings.Builder
	s.Stdout, s.Stderr = &out, &words
	err = s.Run(line)
	a.out, a.words = out.String(), words.String()
	var exit *ssh.ExitError
	switch {
	case err == nil:
		a.status = 0
	case errors.As(err, &exit) && exit.Signal() == "":
		a.status = exit.ExitStatus()
	}
	return a
}

// ask asks for one verb over a connection of its own.
func (p people) ask(addr, name, line string) answer {
	c, err := p.dial(addr, name)
	if err != nil {
		return answer{words: err.Error(), status: -1}
	}
	defer c.Close()
	return exec(c, line)
}
