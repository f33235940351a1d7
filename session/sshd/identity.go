package sshd

import (
	"encoding/base64"
	"errors"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/incident"
)

// identity is who someone is by the key that they proved, and by nothing else.
type identity struct {
	incident.Person
	key gossh.PublicKey // as it was offered: a certificate is one

	from    string // a certificate's source-address, for the library to hold to
	noPTY   bool   // may open no terminal
	noTouch bool   // their security key need not be touched
}

// How people prove who they are, as whoami tells it.
const (
	proofFile        = "keys file"
	proofEnrolled    = "enrolled key"
	proofCertificate = "certificate"
	proofInvite      = "invite"
)

// Sentences for people whose time here is over.
const (
	whyRevoked = "your access was revoked: ask who runs the incident"
	whyExpired = "your key or certificate has expired: get a new one and come back"
)

// errUnknownKey says that a key is nobody's, but could be enrolled.
var errUnknownKey = errors.New("nobody is known by this key")

type identityKey struct{}

// publicKeyExtension is where the SSH library looks for the proved key.
const publicKeyExtension = "gliderlabs/ssh.PublicKey"

// sourceAddressOption is held to by the SSH library itself.
const sourceAddressOption = "source-address"

// noTouchExtension is held to by the SSH library too.
const noTouchExtension = "no-touch-required"

// permissions carry an identity through the handshake. The library hands back
// those of the key that proved itself, whatever was tried before.
func (i identity) permissions() *gossh.Permissions {
	p := &gossh.Permissions{
		Extensions: map[string]string{publicKeyExtension: base64.StdEncoding.EncodeToString(i.key.Marshal())},
		ExtraData:  map[any]any{identityKey{}: i},
	}
	if i.noTouch {
		p.Extensions[noTouchExtension] = ""
	}
	if i.from != "" {
		p.CriticalOptions = map[string]string{sourceAddressOption: i.from}
	}
	return p
}

func identityOf(p *gossh.Permissions) (identity, bool) {
	if p == nil {
		return identity{}, false
	}
	i, ok := p.ExtraData[identityKey{}].(identity)
	return i, ok
}

// is reports whether a revocation of that name or fingerprint means i.
func (i identity) is(name, fingerprint string) bool {
	return name != "" && name == i.Name || fingerprint != "" && fingerprint == i.Key
}

func (i identity) expired(now time.Time) bool { return !i.Until.IsZero() && !now.Before(i.Until) }

// fingerprintOf names a key as ssh-keygen -l does: a certificate by the key
// that it certifies.
func fingerprintOf(key gossh.PublicKey) string {
	if cert, ok := key.(*gossh.Certificate); ok {
		key = cert.Key
	}
	return gossh.FingerprintSHA256(key)
}
