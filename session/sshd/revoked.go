package sshd

import (
	"bytes"
	"errors"
	"fmt"

	gossh "golang.org/x/crypto/ssh"

	"warroom/store/files"
)

// revocations is the content of a file of revoked keys: public keys, one a line, or a
// KRL.
type revocations struct {
	keys map[string]bool // by wire form
	krl  *krl
	also *revocations // the content before, while the file may be half written
}

// alsoBefore returns r with everything that before revokes.
func (r revocations) alsoBefore(before revocations) revocations {
	r.also = &before
	return r
}

// parseRevocations parses a KRL, whole or not at all, or public keys; a line that isn't
// one revokes nothing and is among the faults. If the content before was a KRL, an
// empty or broken file is a KRL half written, which is an error.
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
		return revocations{}, nil, errors.New("it was a KRL and isn't one any more: write it whole, or restart the server to use it as it is")
	}
	return r, faults, nil
}

// isKRL reports whether any of the content came from a KRL.
func (r revocations) isKRL() bool { return r.krl != nil || r.also != nil && r.also.isKRL() }

func parseRevokedKeys(text []byte) (r revocations, faults []files.Fault) {
	r.keys = map[string]bool{}
	for n, line := range keyLines(text) {
		key, _, _, _, err := gossh.ParseAuthorizedKey(line)
		if err != nil {
			faults = append(faults, files.Fault{Line: n, Text: "this isn't a public key, and revokes nothing: write the whole key, or run  warroom user revoke SHA256:…"})
			continue
		}
		r.keys[string(key.Marshal())] = true
	}
	return r, faults
}

// revokes reports whether a key is revoked: itself or, for a certificate, the key that
// it certifies or its authority's.
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
