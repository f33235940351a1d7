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
	looks   *looks        // at these three
	rank    incident.Rank // of a certificate that says none
	now     func() time.Time
}

func newGate(people *session.People, c Config) (*gate, error) {
	g := &gate{people: people, rank: c.CADefaultRank, now: c.Now}
	var err [3]error
	g.keys, err[0] = watch(source[keyring]{
		what: "the keys file", path: c.AuthorizedKeys, parse: lineByLine(parseKeyring), mayBeMissing: true,
		instead: "it lets nobody in",
	}, c.Logger)
	g.cas, err[1] = watch(source[authorities]{
		what: "the keys of certificate authorities", path: c.TrustedUserCAKeys, parse: lineByLine(parseAuthorities),
		instead: "no certificate lets anybody in",
	}, c.Logger)
	// sshd lets nobody in whose list of revoked keys can't be read. Here that
	// would shut a war room to everyone over a file half written; what was
	// revoked stays revoked.
	g.revoked, err[2] = watch(source[revocations]{
		what: "the list of revoked keys", path: c.RevokedKeys, parse: parseRevocations, both: revocations.and, keepLast: true,
		instead: "the keys that it revoked before stay revoked, and no others are",
	}, c.Logger)
	g.looks = &looks{log: c.Logger, look: func() { g.keys.look(); g.cas.look(); g.revoked.look() }}
	return g, errors.Join(err[:]...)
}

// sayings are what the files of keys say, as of one look: equal where no file was
// read anew in between.
type sayings struct {
	keys    *saying[keyring]
	cas     *saying[authorities]
	revoked *saying[revocations]
}

func (g *gate) sayings() sayings {
	return sayings{g.keys.said.Load(), g.cas.said.Load(), g.revoked.said.Load()}
}

// lineByLine makes of a file's reader one that never fails as a whole.
func lineByLine[T any](parse func([]byte) (T, []Fault)) func([]byte, T) (T, []Fault, error) {
	return func(text []byte, _ T) (T, []Fault, error) {
		value, faults := parse(text)
		return value, faults, nil
	}
}

// admit is who the holder of key is, connecting from addr, by what the files said
// when they were last looked at: whoever must know it as of now has them looked at
// first. At the door, the key has yet to be proved.
func (g *gate) admit(key gossh.PublicKey, addr net.Addr) (identity, error) {
	who, err := g.identify(key, addr)
	switch {
	case err != nil:
		return who, err
	case g.revoked.now().holds(key) || g.people.Revoked(who.Name, who.Key):
		return who, incident.Refusal{Why: whyRevoked}
	case who.expired(g.now()):
		return who, incident.Refusal{Why: whyExpired}
	}
	return who, nil
}

func (g *gate) identify(key gossh.PublicKey, addr net.Addr) (identity, error) {
	if err := checkStrength(key); err != nil {
		return identity{}, err
	}
	if cert, ok := key.(*gossh.Certificate); ok {
		return g.certified(cert)
	}
	who := identity{key: key}
	if line, ok := g.keys.now().byKey[string(key.Marshal())]; ok {
		if !line.from.allows(addr) {
			return who, fmt.Errorf("the keys file lets %s in from other addresses only", line.name)
		}
		who.Person = incident.Person{Name: line.name, Rank: line.rank, Key: fingerprintOf(key), Proof: proofFile, Until: line.until}
		who.noPTY, who.noTouch = line.noPTY, line.noTouch
		return who, nil
	}
	fingerprint := fingerprintOf(key)
	if e, ok := g.people.Lookup(fingerprint); ok {
		who.Person = incident.Person{Name: e.Name, Rank: e.Rank, Key: fingerprint, Proof: proofEnrolled, Only: e.Only, Until: e.Until}
		return who, nil
	}
	return who, errUnknownKey
}

// mayEnrol reports whether an invite may let this key in.
func (g *gate) mayEnrol(key gossh.PublicKey) bool {
	return !g.revoked.now().holds(key) && !g.people.Revoked("", fingerprintOf(key)) && len(g.people.Invites()) > 0
}
