package sshd

import (
	"errors"
	"fmt"
	"net"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
)

// gate knows who may come in: by the keys file, by an enrolment, or by a
// certificate; unless a list of the revoked says no.
type gate struct {
	people  *session.People
	keys    *watched[keyring]
	cas     *watched[authorities]
	revoked *watched[revocations]
	rank    incident.Rank // of a certificate that says none
	now     func() time.Time
}

func newGate(people *session.People, c Config) (*gate, error) {
	g := &gate{people: people, rank: c.CADefaultRank, now: c.Now}
	var err [3]error
	g.keys, err[0] = watch("the keys file", c.AuthorizedKeys, c.Logger, parseKeyring, mayBeMissing)
	g.cas, err[1] = watch("the keys of certificate authorities", c.TrustedUserCAKeys, c.Logger, parseAuthorities)
	g.revoked, err[2] = watch("the list of revoked keys", c.RevokedKeys, c.Logger, parseRevocations)
	return g, errors.Join(err[:]...)
}

// admit is who the holder of key is, connecting from addr. The key has yet to
// be proved.
func (g *gate) admit(key gossh.PublicKey, addr net.Addr) (identity, error) {
	who, err := g.identify(key, addr)
	if err == nil {
		err = g.still(who)
	}
	return who, err
}

// still is nil as long as someone may stay.
func (g *gate) still(who identity) error {
	switch {
	case g.revoked.now().holds(who.key) || g.people.Revoked(who.Name, who.Key):
		return incident.Refusal{Why: whyRevoked}
	case who.expired(g.now()):
		return incident.Refusal{Why: whyExpired}
	}
	return nil
}

func (g *gate) identify(key gossh.PublicKey, addr net.Addr) (identity, error) {
	if cert, ok := key.(*gossh.Certificate); ok {
		return g.certified(cert)
	}
	who := identity{key: key}
	if line, ok := g.keys.now().byKey[string(key.Marshal())]; ok {
		if !line.from.allows(addr) {
			return who, fmt.Errorf("the keys file lets %s in from other addresses only", line.name)
		}
		who.Person = incident.Person{Name: line.name, Rank: line.rank, Key: fingerprintOf(key), Proof: "keys file", Until: line.until}
		return who, nil
	}
	fingerprint := fingerprintOf(key)
	if e, ok := g.people.Lookup(fingerprint); ok {
		who.Person = incident.Person{Name: e.Name, Rank: e.Rank, Key: fingerprint, Proof: "enrolled key", Only: e.Only, Until: e.Until}
		return who, nil
	}
	return who, errUnknownKey
}

// mayEnrol reports whether an invite may let this key in.
func (g *gate) mayEnrol(key gossh.PublicKey) bool {
	return !g.revoked.now().holds(key) && !g.people.Revoked("", fingerprintOf(key)) && len(g.people.Invites()) > 0
}
