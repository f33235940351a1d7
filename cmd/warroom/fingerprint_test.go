package main

import (
	"net"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestTheServerSaysWhatSSHWillAskAbout compares the fingerprint that the server
// says at its start with that of the key that it shows to who connects.
func TestTheServerSaysWhatSSHWillAskAbout(t *testing.T) {
	s, shown := serving(t), ""
	_, err := ssh.Dial("tcp", s.addr, &ssh.ClientConfig{User: "x", HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
		shown = ssh.FingerprintSHA256(key)
		return nil
	}})
	if err == nil || !strings.HasPrefix(shown, "SHA256:") {
		t.Fatalf("%q, %v", shown, err)
	}
	waitUntil(t, "the server says its fingerprint", func() bool {
		return strings.Contains(s.said.String(), "ED25519 key fingerprint is "+shown+"\n")
	})
}
