package sshd

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"

	gossh "golang.org/x/crypto/ssh"
)

// revocations is what a file of revoked keys says: public keys, one a line, or
// a KRL.
type revocations struct {
	keys map[string]bool // by wire form
	krl  *krl
}

func parseRevocations(text []byte, _ *slog.Logger) (revocations, error) {
	if bytes.HasPrefix(text, []byte(krlMagic)) {
		k, err := parseKRL(text)
		if err != nil {
			err = fmt.Errorf("a KRL: %w", err)
		}
		return revocations{krl: k}, err
	}
	r := revocations{keys: map[string]bool{}}
	for n, line := range keyLines(text) {
		key, _, _, _, err := gossh.ParseAuthorizedKey(line)
		if err != nil {
			return revocations{}, fmt.Errorf("line %d: %w", n, errors.New("this is no public key"))
		}
		r.keys[string(key.Marshal())] = true
	}
	return r, nil
}

// holds reports whether a key is revoked: itself or, of a certificate, the key
// that it certifies or the authority's that signed it.
func (r revocations) holds(key gossh.PublicKey) bool {
	if key == nil {
		return false
	}
	if r.krl != nil && r.krl.holds(key) {
		return true
	}
	if cert, ok := key.(*gossh.Certificate); ok && (r.holds(cert.Key) || r.holds(cert.SignatureKey)) {
		return true
	}
	return r.keys[string(key.Marshal())]
}
