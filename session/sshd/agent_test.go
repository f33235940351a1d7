package sshd

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// agentWith runs OpenSSH's agent until the test ends, with so many keys that are
// known nowhere and then, where it is given, the key at path. It returns the
// agent's socket.
func (h *house) agentWith(strangers int, path string) string {
	h.t.Helper()
	dir, err := os.MkdirTemp("", "ag") // a socket's path must be short
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { os.RemoveAll(dir) })
	socket := dir + "/s"
	agent := exec.Command(tool(h.t, "ssh-agent"), "-D", "-a", socket)
	if err := agent.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = agent.Process.Kill(); _ = agent.Wait() })
	eventually(h.t, "the agent", func() bool { _, err := os.Stat(socket); return err == nil })
	var files []string
	for i := range strangers {
		file := fmt.Sprintf("%s/%d", dir, i)
		if _, err := hostKey(file, slog.New(slog.DiscardHandler)); err != nil {
			h.t.Fatal(err)
		}
		files = append(files, file)
	}
	if path != "" {
		files = append(files, path)
	}
	for _, file := range files {
		add := exec.Command(tool(h.t, "ssh-add"), "-q", file)
		add.Env = append(os.Environ(), "SSH_AUTH_SOCK="+socket)
		if out, err := add.CombinedOutput(); err != nil {
			h.t.Fatalf("%v: %s", err, out)
		}
	}
	return socket
}

// byAgent runs whoami with the keys of an agent, and no others.
func (h *house) byAgent(socket string) (out, words string, err error) {
	h.t.Helper()
	cmd := h.openssh("127.0.0.1", "whoami")
	for i, arg := range cmd.Args {
		switch arg {
		case "-i":
			cmd.Args[i], cmd.Args[i+1] = "-o", "IdentityFile=none"
		case "IdentitiesOnly=yes":
			cmd.Args[i] = "IdentitiesOnly=no"
		case "IdentityAgent=none":
			cmd.Args[i] = "IdentityAgent=" + socket
		case "LogLevel=ERROR":
			cmd.Args[i] = "LogLevel=INFO"
		}
	}
	var o, w bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &w
	err = cmd.Run()
	return o.String(), w.String(), err
}

func TestAFullAgentComesInWhereSSHDWouldLetIt(t *testing.T) {
	h := openHouse(t, nil)
	h.keepKey()
	out, words, err := h.byAgent(h.agentWith(5, h.path("id")))
	if err != nil || !strings.Contains(out, "name       lee\n") {
		t.Errorf("five others first: %v: %s%s", err, out, words)
	}
	if strings.Contains(words, "IdentitiesOnly") {
		t.Errorf("who comes in is told what to do: %s", words)
	}
}

func TestWhoIsRefusedIsToldWhatToDoAndNothingElse(t *testing.T) {
	h := openHouse(t, nil)
	h.keepKey()
	kim, err := os.ReadFile(h.path("keys"))
	if err != nil {
		t.Fatal(err)
	}
	h.write("keys", string(kim)+"expiry-time=\"20200101\" "+authorized(newKey(t).PublicKey())+" mei\n")
	for what, socket := range map[string]string{
		"eight others first": h.agentWith(8, h.path("id")), "one key, a stranger's": h.agentWith(1, ""), "no key at all": h.agentWith(0, ""),
	} {
		out, words, err := h.byAgent(socket)
		if err == nil {
			t.Errorf("%s: it comes in: %s", what, out)
		}
		if strings.Count(words, "IdentitiesOnly=yes -i") != 1 {
			t.Errorf("%s: it isn't told once what to do: %s", what, words)
		}
	}
	// A key that is known and may not come in looks, unproved, like a stranger's.
	stranger, expired, revoked := newKey(t), newKey(t), h.keys["cy"]
	h.write("keys", "expiry-time=\"20200101\" "+authorized(expired.PublicKey())+" mei\n"+authorized(revoked.PublicKey())+" cy\n")
	if err := h.hub.People().Revoke(t.Context(), "cy", "ana", "left"); err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, key := range []gossh.Signer{stranger, expired, revoked} {
		banner := ""
		_, err := gossh.Dial("tcp", h.addr(), &gossh.ClientConfig{
			User: "x", Auth: []gossh.AuthMethod{gossh.PublicKeys(key), answers("x")}, HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
			BannerCallback: func(message string) error { banner += message; return nil },
		})
		if err == nil {
			t.Fatal("it comes in")
		}
		said[banner+err.Error()] = true
	}
	if len(said) != 1 {
		t.Errorf("the three are told apart: %v", said)
	}
}

func TestTheLogSaysWhichKeyWasRefusedAndWhy(t *testing.T) {
	h := openHouse(t, nil)
	expired, stranger := newKey(t), newKey(t)
	h.write("keys", "expiry-time=\"20200101\" "+authorized(expired.PublicKey())+" mei\n")
	for key, why := range map[gossh.Signer]string{expired: "expired", stranger: errUnknownKey.Error()} {
		if _, ok := h.comesIn(key); ok {
			t.Fatal("it comes in")
		}
		eventually(t, "a line with the key and "+why, func() bool {
			for line := range strings.Lines(h.log.String()) {
				if strings.Contains(line, fingerprintOf(key.PublicKey())) && strings.Contains(line, why) {
					return true
				}
			}
			return false
		})
	}
}
