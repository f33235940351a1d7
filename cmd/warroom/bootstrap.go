package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"warroom/session"
	"warroom/session/incident"
)

// bootstrap lets in the user who starts a server for the very first time with
// no keys at all: their own public keys as manager or, if they have none, an
// invite. On later starts it only says that nobody can come in. Otherwise a
// revoked person could return by starting the server again, and anyone who can
// start it could take it over by removing its keys file.
func bootstrap(ctx context.Context, hub *session.Hub, c config, addr net.Addr, out io.Writer) error {
	people := hub.People()
	if hasKeys(c.keysFile()) || c.TrustedUserCA != "" || anyone(people) {
		return nil
	}
	unused, err := hub.Unused(ctx)
	if err != nil {
		return fmt.Errorf("check for earlier visitors: %w", err)
	}
	if !unused {
		fmt.Fprintf(out, "nobody can come in: restore the keys file %s, or let a key in with  warroom user add NAME KEY.pub --rank manager --data %s\n", c.keysFile(), c.Data)
		return nil
	}
	keys := ownKeys()
	if len(keys) == 0 {
		return inviteSelf(ctx, people, addr, out)
	}
	for _, key := range keys {
		e := enrolment(key, operator(), incident.RankManager, "first start")
		if err := people.Enrol(ctx, e); err != nil {
			return fmt.Errorf("enrol your own key: %w", err)
		}
		fmt.Fprintf(out, "first start: enrolled your key %s as %s, manager\n", e.Fingerprint, e.Name)
	}
	return nil
}

// anyone reports whether an enrolled person can come in now.
func anyone(people *session.People) bool {
	return slices.ContainsFunc(people.List(), func(e session.Enrolment) bool {
		_, in := people.Lookup(e.Fingerprint)
		return in
	})
}

// hasKeys reports whether a keys file has any key.
func hasKeys(path string) bool {
	text, err := os.ReadFile(path)
	if err != nil {
		return false // it is read already, or doesn't exist yet
	}
	_, _, _, _, err = ssh.ParseAuthorizedKey(text)
	return err == nil
}

func inviteSelf(ctx context.Context, people *session.People, addr net.Addr, out io.Writer) error {
	code, err := people.Invite(ctx, session.Invite{Name: operator(), Rank: incident.RankManager, By: operator()})
	if err != nil {
		return fmt.Errorf("invite you: %w", err)
	}
	fmt.Fprintf(out, `first start: you have no SSH key yet, so here is an invite that makes you manager.
  1. make a key:   ssh-keygen -t ed25519
  2. come in:      %s
  3. when asked, type this code (it works once, for %s):
                   %s
`, sshLine(addr), session.InviteLife, code)
	return nil
}

// ownKeys returns the public keys of the user running the server: ~/.ssh/*.pub,
// and the agent's.
func ownKeys() []ssh.PublicKey {
	var keys []ssh.PublicKey
	if home, err := os.UserHomeDir(); err == nil {
		files, _ := filepath.Glob(filepath.Join(home, ".ssh", "*.pub")) // the pattern is good
		for _, file := range files {
			if key, err := readPublicKey(file, nil); err == nil {
				keys = append(keys, key)
			}
		}
	}
	for _, key := range agentKeys() {
		same := func(k ssh.PublicKey) bool { return ssh.FingerprintSHA256(k) == ssh.FingerprintSHA256(key) }
		if !slices.ContainsFunc(keys, same) {
			keys = append(keys, key)
		}
	}
	return slices.DeleteFunc(keys, func(k ssh.PublicKey) bool { _, cert := k.(*ssh.Certificate); return cert })
}

func agentKeys() []ssh.PublicKey {
	conn, err := net.Dial("unix", os.Getenv("SSH_AUTH_SOCK"))
	if err != nil {
		return nil // no agent runs
	}
	defer conn.Close()
	listed, err := agent.NewClient(conn).List()
	if err != nil {
		return nil
	}
	var keys []ssh.PublicKey
	for _, k := range listed {
		if key, err := ssh.ParsePublicKey(k.Marshal()); err == nil {
			keys = append(keys, key)
		}
	}
	return keys
}

// sshLine returns the command to come in at addr from this machine.
func sshLine(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return "ssh " + addr.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return fmt.Sprintf("ssh -p %s %s", port, host)
}
