package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	gossh "golang.org/x/crypto/ssh"

	"warroom/store/files"
)

// hostKey reads the host key at path, in PEM. It makes one if there is none, readable
// by its owner only, or if the file is empty: then a start was interrupted, and nobody
// has met that key. Only ed25519 is accepted. As with sshd, a key that others can read
// is refused.
func hostKey(path string, log *slog.Logger) ([]byte, error) {
	text, err := files.ReadRegular(path, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return newHostKey(path)
	case err != nil:
		return nil, fmt.Errorf("read the host key: %w", err)
	case len(text) == 0:
		log.Warn("the host key was empty, as after an interrupted first start: a new one is made", "file", path)
		return newHostKey(path)
	}
	if err := files.Private(path); err != nil {
		return nil, fmt.Errorf("the host key isn't secret: %w; if others have read it, move it away, and the next start makes a new one", err)
	}
	signer, err := gossh.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("read the host key %s: %w: restore it from a backup, or move it away; the next start then makes a new one, and everyone's ssh will refuse it until they accept it", path, err)
	}
	if t := signer.PublicKey().Type(); t != gossh.KeyAlgoED25519 {
		return nil, fmt.Errorf("the host key %s is of type %s, and must be ed25519: move it away, and the next start makes a new one", path, t)
	}
	return text, nil
}

func newHostKey(path string) ([]byte, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a host key: %w", err)
	}
	block, err := gossh.MarshalPrivateKey(private, "warroom host key")
	if err != nil {
		return nil, fmt.Errorf("make a host key: %w", err)
	}
	text := pem.EncodeToMemory(block)
	if err := files.Write(path, text); err != nil {
		return nil, fmt.Errorf("write the new host key: %w", err)
	}
	return text, nil
}
