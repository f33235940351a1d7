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

// hostKey reads the host key at path, in PEM. It makes one, for its owner's
// eyes alone, where there is none, and where the file is empty: a start was cut
// short, and nobody can have met that key. Only ed25519 is taken. A key that
// others can read is refused, as it is by sshd.
func hostKey(path string, log *slog.Logger) ([]byte, error) {
	text, err := files.ReadRegular(path, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return newHostKey(path)
	case err != nil:
		return nil, fmt.Errorf("read the host key: %w", err)
	case len(text) == 0:
		log.Warn("the host key was empty, as after a first start that was cut short: a new one is made", "file", path)
		return newHostKey(path)
	}
	if err := files.Private(path); err != nil {
		return nil, fmt.Errorf("the host key is no secret any more: %w; where others had it, move it away and a new one is made", err)
	}
	signer, err := gossh.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("read the host key %s: %w: put it back from a backup, or move it away and a new one is made, at which everyone's ssh will stop once", path, err)
	}
	if t := signer.PublicKey().Type(); t != gossh.KeyAlgoED25519 {
		return nil, fmt.Errorf("the host key %s is of type %s: only ed25519 is used; move it away and a new one is made", path, t)
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
		return nil, fmt.Errorf("keep the new host key: %w", err)
	}
	return text, nil
}
