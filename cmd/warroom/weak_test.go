package main

import (
	"crypto/rand"
	"crypto/rsa"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

func TestAWeakKeyIsNotAdded(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skipf("this machine makes no weak key: %v", err)
	}
	key, err := ssh.NewPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{"kim.pub": string(ssh.MarshalAuthorizedKey(key))})
	code, _, words := command(t, "user", "add", "kim", filepath.Join(dir, "kim.pub"), "--data", filepath.Join(dir, "data"))
	if code != exitRefused || !strings.Contains(words, "RSA with 1024 bits is too weak") {
		t.Errorf("exit %d, %q", code, words)
	}
}
