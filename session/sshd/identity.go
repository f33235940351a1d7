package sshd

import (
	"encoding/base64"
	"errors"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session/incident"
)

// identity is a person as their proved key identifies them; nothing else that a client
// says counts.
type identity struct {
	incident.Person
	key gossh.PublicKey // as it was offered; it may be a certificate

	from    string // a certificate's source-address, which the library enforces
	noPTY   bool   // may open no terminal
	noTouch bool   // their security key need not be touched
}

// How people prove who they are, as whoami shows it.
const (
	proofFile        = "keys file"
	proofEnrolled    = "enrolled key"
	proofCertificate = "certificate"
	proofInvite      = "invite"
)

// Reasons for people who may not come in any more.
const (
	whyRevoked = "your access was revoked: ask the people who run this war room"
	whyExpired = "your key or certificate has expired: get a new one, and connect again"
)

// errUnknownKey says that a key belongs to nobody, but could be enrolled.
var errUnknownKey = errors.New("this key isn't known here")

type identityKey struct{}

// publicKeyExtension is where the SSH library looks for the proved key.
const publicKeyExtension = "gliderlabs/ssh.PublicKey"

// sourceAddressOption is enforced by the SSH library.
const sourceAddressOption = "source-address"

// noTouchExtension is enforced by the SSH library.
const noTouchExtension = "no-touch-required"

// permissions returns i for the handshake. The library hands back the permissions of
// the key that was proved, whatever was tried before.
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

// is reports whether a revocation of that name or fingerprint applies to i.
func (i identity) is(name, fingerprint string) bool {
	return name != "" && name == i.Name || fingerprint != "" && fingerprint == i.Key
}

func (i identity) expired(now time.Time) bool { return !i.Until.IsZero() && !now.Before(i.Until) }

// fingerprintOf returns a key's fingerprint as ssh-keygen -l prints it: for a
// certificate, that of the key that it certifies.
func fingerprintOf(key gossh.PublicKey) string {
	if cert, ok := key.(*gossh.Certificate); ok {
		key = cert.Key
	}
	return gossh.FingerprintSHA256(key)
}
