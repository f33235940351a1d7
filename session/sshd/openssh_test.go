package sshd

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// tool is the path of one of OpenSSH's programs.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s isn't installed: install OpenSSH's client to run this test", name)
	}
	return path
}

// openssh is the ssh command with lee's key.
func (h *house) openssh(args ...string) *exec.Cmd {
	h.t.Helper()
	_, port, _ := net.SplitHostPort(h.addr())
	base := []string{
		"-F", "none", "-p", port, "-i", h.path("id"), "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
		"-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	h.t.Cleanup(cancel)
	return exec.CommandContext(ctx, tool(h.t, "ssh"), append(base, args...)...)
}

// keepKey writes a new private key for ssh -i, known to the keys file as lee.
func (h *house) keepKey() {
	h.t.Helper()
	private, err := hostKey(h.path("id"), slog.New(slog.DiscardHandler))
	if err != nil {
		h.t.Fatal(err)
	}
	if block, _ := pem.Decode(private); block == nil {
		h.t.Fatal("no PEM")
	}
	signer, err := gossh.ParsePrivateKey(private)
	if err != nil {
		h.t.Fatal(err)
	}
	old, err := os.ReadFile(h.path("keys"))
	if err != nil {
		h.t.Fatal(err)
	}
	h.write("keys", string(old)+"rank=\"responder\" "+authorized(signer.PublicKey())+" lee\n")
}

func TestStockSSHRunsAVerb(t *testing.T) {
	h := openHouse(t, nil)
	h.keepKey()
	h.declare("db down")
	out, err := h.openssh("127.0.0.1", "say", "INC-1", "it's down").Output()
	if err != nil || !strings.HasSuffix(string(out), "lee: it's down\n") {
		t.Errorf("%v: %s", err, out)
	}
	_, err = h.openssh("127.0.0.1", "show", "INC-9").Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitNotFound {
		t.Errorf("%v", err)
	}
	_, err = h.openssh("-T", "127.0.0.1").Output()
	if !errors.As(err, &exit) || exit.ExitCode() != exitUsage || !strings.Contains(string(exit.Stderr), "whoami") {
		t.Errorf("%v", err)
	}
	out, err = h.openssh("-tt", "127.0.0.1", "whoami").Output()
	if err != nil || !strings.Contains(string(out), "name       lee\r\n") {
		t.Errorf("with a terminal: %v: %q", err, out)
	}
	if out, err := h.openssh("-A", "-X", "-R", "0:localhost:1", "-o", "ExitOnForwardFailure=yes", "127.0.0.1", "whoami").CombinedOutput(); err == nil {
		t.Errorf("a forward is granted: %s", out)
	}
	if out, err := h.openssh("-s", "127.0.0.1", "sftp").CombinedOutput(); err == nil {
		t.Errorf("a subsystem is granted: %s", out)
	}
}

func TestStockSSHOpensTheScreenThatItAsksFor(t *testing.T) {
	h := openHouse(t, func(c *Config) {
		c.Screen = func(_ context.Context, term *Terminal) error {
			_, err := fmt.Fprintf(term.Out, "screen of %q for %s on %s\r\n", term.Command, term.Person.Name, term.Term)
			return err
		}
	})
	h.keepKey()
	for command, want := range map[string]string{"": `screen of "" for lee`, "INC-7": `screen of "INC-7" for lee`, "7": `screen of "INC-7" for lee`} {
		cmd := h.openssh("-tt", "127.0.0.1", command)
		cmd.Env = append(os.Environ(), "TERM=xterm-256color")
		out, err := cmd.Output()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%q: %v: %q", command, err, out)
		}
	}
}

func TestAControlMasterThatStaysLeavesNoSession(t *testing.T) {
	began, over := make(chan struct{}, 1), make(chan struct{}, 1)
	h := openHouse(t, func(c *Config) {
		c.Limits.Keepalive = 20 * time.Millisecond // OpenSSH looks at its channels when something comes
		c.Screen = func(ctx context.Context, _ *Terminal) error {
			began <- struct{}{}
			<-ctx.Done()
			over <- struct{}{}
			return nil
		}
	})
	h.keepKey()
	socket, err := os.MkdirTemp("", "cm") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(socket) })
	master := h.openssh("-M", "-N", "-S", socket+"/s", "127.0.0.1")
	if err := master.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Process.Kill(); _ = master.Wait() })
	eventually(t, "the master", func() bool { _, err := os.Stat(socket + "/s"); return err == nil })
	screen := h.openssh("-tt", "-S", socket+"/s", "127.0.0.1")
	in, _ := screen.StdinPipe()
	if err := screen.Start(); err != nil {
		t.Fatal(err)
	}
	within(t, "the screen", began)
	_ = screen.Process.Kill() // as a terminal that is shut
	_ = screen.Wait()
	in.Close()
	within(t, "its end", over)
	eventually(t, "its last trace to go", func() bool {
		for _, c := range h.door.connections() {
			if len(c.openSessions()) > 0 {
				return false
			}
		}
		return true
	})
	if out, err := h.openssh("-S", socket+"/s", "127.0.0.1", "whoami").Output(); err != nil || !bytes.Contains(out, []byte("lee")) {
		t.Errorf("the connection is spoilt: %v: %s", err, out)
	}
}

func TestListsThatSSHKeygenWritesRevoke(t *testing.T) {
	keygen := tool(t, "ssh-keygen")
	dir := t.TempDir()
	h := &house{t: t, dir: dir}
	ca, otherCA := newKey(t), newKey(t)
	h.write("ca.pub", authorized(ca.PublicKey())+"\n")
	h.write("other.pub", authorized(otherCA.PublicKey())+"\n")
	stolen, shunned, fine := newKey(t), newKey(t), newKey(t)
	h.write("stolen.pub", authorized(stolen.PublicKey())+"\n")
	cert := func(ca gossh.Signer, serial uint64, id string) gossh.PublicKey {
		return certify(t, ca, func(c *gossh.Certificate) { c.Serial, c.KeyId = serial, id }).PublicKey()
	}
	spec := "serial: 5\nserial: 100-200\nserial: 1000\nserial: 1001\nserial: 1003\nserial: 1005\nid: mallory\n" +
		"sha1: " + authorized(shunned.PublicKey()) + "\n"
	h.write("spec", spec)
	krl := func(args ...string) revocations {
		t.Helper()
		if out, err := exec.Command(keygen, append([]string{"-q", "-k", "-f", h.path("krl")}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		text, err := os.ReadFile(h.path("krl"))
		if err != nil {
			t.Fatal(err)
		}
		r, _, err := parseRevocations(text, revocations{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := krl("-s", h.path("ca.pub"), h.path("spec"), h.path("stolen.pub"))
	for what, c := range map[string]struct {
		key  gossh.PublicKey
		gone bool
	}{
		"a key":               {stolen.PublicKey(), true},
		"a key by its SHA-1":  {shunned.PublicKey(), true},
		"another key":         {fine.PublicKey(), false},
		"a serial":            {cert(ca, 5, "a"), true},
		"in a range":          {cert(ca, 150, "a"), true},
		"the end of a range":  {cert(ca, 200, "a"), true},
		"past a range":        {cert(ca, 201, "a"), false},
		"in a bitmap":         {cert(ca, 1003, "a"), true},
		"a hole in a bitmap":  {cert(ca, 1004, "a"), false},
		"a key ID":            {cert(ca, 7, "mallory"), true},
		"no serial":           {cert(ca, 0, "a"), false},
		"another authority's": {cert(otherCA, 5, "mallory"), false},
		"on a revoked key":    {certOn(t, ca, stolen), true},
	} {
		if r.revokes(c.key) != c.gone {
			t.Errorf("%s: revoked is %v", what, !c.gone)
		}
	}
	h.write("sha256", "sha256: "+authorized(shunned.PublicKey())+"\n")
	if r := krl(h.path("sha256")); !r.revokes(shunned.PublicKey()) || r.revokes(fine.PublicKey()) {
		t.Error("a fingerprint by SHA-256")
	}
	if r := krl(h.path("other.pub")); !r.revokes(cert(otherCA, 9, "x")) || r.revokes(cert(ca, 9, "x")) {
		t.Error("an authority's own key")
	}
}

func certOn(t *testing.T, ca, key gossh.Signer) gossh.PublicKey {
	t.Helper()
	cert := &gossh.Certificate{Key: key.PublicKey(), CertType: gossh.UserCert, ValidPrincipals: []string{"noor"}, Serial: 300}
	if err := cert.SignCert(rand.Reader, ca); err != nil {
		t.Fatal(err)
	}
	return cert
}

func TestABrokenKRLIsAnErrorAndNoPanic(t *testing.T) {
	header := krlMagic + "\x00\x00\x00\x01" + strings.Repeat("\x00", 24+8)
	whole := header + "\x02\x00\x00\x00\x08\x00\x00\x00\x04abcd"
	if _, err := parseKRL([]byte(whole)); err != nil {
		t.Fatal(err)
	}
	for i := len(krlMagic); i < len(whole); i++ {
		if _, err := parseKRL([]byte(whole[:i])); err == nil && i != len(header) {
			t.Errorf("cut after %d bytes it passes", i)
		}
	}
	if _, err := parseKRL([]byte(strings.Replace(whole, "\x02\x00\x00\x00\x08", "\x09\x00\x00\x00\x08", 1))); err == nil {
		t.Error("an unknown section is passed over")
	}
}

func FuzzKRL(f *testing.F) {
	f.Add([]byte(krlMagic + "\x00\x00\x00\x01"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, _, _ = parseRevocations(append([]byte(krlMagic), text...), revocations{})
	})
}

func TestCtrlCEndsAWatchOnATerminal(t *testing.T) {
	h := openHouse(t, nil)
	h.declare("db down")
	s, err := h.as("cy").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, _ := s.StdinPipe()
	out, _ := s.StdoutPipe()
	if err := s.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Start("watch INC-1"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "SEV3\r\n")
	if _, err := io.WriteString(in, interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err != nil {
		t.Error(err)
	}
}

func TestTheHostKeyIsMadeOnceForItsOwnerAlone(t *testing.T) {
	path := t.TempDir() + "/host"
	first, err := hostKey(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	again, err := hostKey(path, slog.New(slog.DiscardHandler))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("%v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(path, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := hostKey(path, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("nonsense passes for a host key")
	}
}
