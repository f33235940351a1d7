package sshd

import (
	"bytes"
	"errors"
	"fmt"

	gossh "golang.org/x/crypto/ssh"

	"warroom/store/files"
)

// revocations is what a file of revoked keys says: public keys, one a line, or
// a KRL.
type revocations struct {
	keys map[string]bool // by wire form
	krl  *krl
	also *revocations // what the file said before, while it may be half written
}

func (r revocations) alsoBefore(before revocations) revocations {
	r.also = &before
	return r
}

// parseRevocations reads a KRL, whole or not at all, or public keys: a line that
// is none revokes nothing, which is among the faults. What isn't a KRL any more,
// and is empty or broken, is a KRL half written.
func parseRevocations(text []byte, before revocations) (revocations, []files.Fault, error) {
	if bytes.HasPrefix(text, []byte(krlMagic[:len("SSHKRL")])) {
		k, err := parseKRL(text)
		if err != nil {
			return revocations{}, nil, fmt.Errorf("a KRL: %w", err)
		}
		return revocations{krl: k}, nil, nil
	}
	r, faults := parseRevokedKeys(text)
	if before.isKRL() && (len(faults) > 0 || len(r.keys) == 0) {
		return revocations{}, nil, errors.New("it was a KRL and isn't one any more: write it whole, or start the server again to begin with it")
	}
	return r, faults, nil
}

// isKRL reports whether any of what is in force came from a KRL.
func (r revocations) isKRL() bool { return r.krl != nil || r.also != nil && r.also.isKRL() }

func parseRevokedKeys(text []byte) (r revocations, faults []files.Fault) {
	r.keys = map[string]bool{}
	for n, line := range keyLines(text) {
		key, _, _, _, err := gossh.ParseAuthorizedKey(line)
		if err != nil {
			faults = append(faults, files.Fault{Line: n, Text: "this is no public key, and revokes nothing: write the whole key, or warroom user revoke SHA256:…"})
			continue
		}
		r.keys[string(key.Marshal())] = true
	}
	return r, faults
}

// revokes reports whether a key is revoked: itself or, of a certificate, the key
// that it certifies or the authority's that signed it.
func (r revocations) revokes(key gossh.PublicKey) bool {
	if key == nil {
		return false
	}
	if r.also != nil && r.also.revokes(key) || r.krl != nil && r.krl.revokes(key) {
		return true
	}
	if cert, ok := key.(*gossh.Certificate); ok && (r.revokes(cert.Key) || r.revokes(cert.SignatureKey)) {
		return true
	}
	return r.keys[string(key.Marshal())]
}
