package sshd

import (
	"errors"
	"fmt"
	"net"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
	"warroom/session/incident"
	"warroom/store/files"
)

// authorizer decides who may come in: by the keys file, an enrolment or a certificate,
// unless the key is on a list of revoked keys. Its methods are safe to call
// concurrently.
type authorizer struct {
	people  *session.People
	keys    *reloadedFile[keyring]
	cas     *reloadedFile[authorities]
	revoked *reloadedFile[revocations]
	reload  *sharedReload // of these three
	rank    incident.Rank // of a certificate that names none
	now     func() time.Time
}

func newAuthorizer(people *session.People, c Config) (*authorizer, error) {
	a := &authorizer{people: people, rank: c.CADefaultRank, now: c.Now}
	var err [3]error
	a.keys, err[0] = openReloaded(fileSpec[keyring]{
		what: "the keys file", path: c.AuthorizedKeys, parse: lineByLine(parseKeyring), mayBeMissing: true,
		instead: "it lets nobody in",
	}, c.Logger)
	a.cas, err[1] = openReloaded(fileSpec[authorities]{
		what: "the keys of certificate authorities", path: c.TrustedUserCAKeys, parse: lineByLine(parseAuthorities),
		instead: "no certificate lets anybody in",
	}, c.Logger)
	// sshd lets nobody in when its list of revoked keys can't be read. Here that
	// would shut a war room to everyone over a file half written; what was
	// revoked stays revoked.
	a.revoked, err[2] = openReloaded(fileSpec[revocations]{
		what: "the list of revoked keys", path: c.RevokedKeys, parse: parseRevocations, merge: revocations.alsoBefore, keepLast: true,
		instead: "the keys that it revoked before stay revoked, and no others are",
	}, c.Logger)
	a.reload = &sharedReload{log: c.Logger, reload: func() { a.keys.reload(); a.cas.reload(); a.revoked.reload() }}
	return a, errors.Join(err[:]...)
}

// keyFiles are the contents of the files of keys as of one reload. Two are equal if no
// file was read in between.
type keyFiles struct {
	keys    *fileContent[keyring]
	cas     *fileContent[authorities]
	revoked *fileContent[revocations]
}

func (a *authorizer) keyFiles() keyFiles {
	return keyFiles{a.keys.content.Load(), a.cas.content.Load(), a.revoked.content.Load()}
}

// lineByLine adapts a reader that never fails as a whole to fileSpec.parse.
func lineByLine[T any](parse func([]byte) (T, []files.Fault)) func([]byte, T) (T, []files.Fault, error) {
	return func(text []byte, _ T) (T, []files.Fault, error) {
		value, faults := parse(text)
		return value, faults, nil
	}
}

// admit identifies the holder of key, connecting from addr, by the files as they were
// last read. A caller that must know the files of this moment calls reload.await first.
// While a client logs in, the key isn't proved yet.
func (a *authorizer) admit(key gossh.PublicKey, addr net.Addr) (identity, error) {
	who, err := a.identify(key, addr)
	switch {
	case err != nil:
		return who, err
	case a.revoked.now().revokes(key) || a.people.Revoked(who.Name, who.Key):
		return who, incident.Refusal{Why: whyRevoked}
	case who.expired(a.now()):
		return who, incident.Refusal{Why: whyExpired}
	}
	return who, nil
}

func (a *authorizer) identify(key gossh.PublicKey, addr net.Addr) (identity, error) {
	if err := checkStrength(key); err != nil {
		return identity{}, err
	}
	if cert, ok := key.(*gossh.Certificate); ok {
		return a.certified(cert)
	}
	who := identity{key: key}
	if line, ok := a.keys.now().byKey[string(key.Marshal())]; ok {
		if !line.from.allows(addr) {
			return who, fmt.Errorf("the keys file lets %s in from other addresses only", line.name)
		}
		who.Person = incident.Person{Name: line.name, Rank: line.rank, Key: fingerprintOf(key), Proof: proofFile, Until: line.until}
		who.noPTY, who.noTouch = line.noPTY, line.noTouch
		return who, nil
	}
	fingerprint := fingerprintOf(key)
	if e, ok := a.people.Lookup(fingerprint); ok {
		who.Person = incident.Person{Name: e.Name, Rank: e.Rank, Key: fingerprint, Proof: proofEnrolled, Only: e.Only, Until: e.Until}
		return who, nil
	}
	return who, errUnknownKey
}

// mayEnrol reports whether an invite may let this key in.
func (a *authorizer) mayEnrol(key gossh.PublicKey) bool {
	return !a.revoked.now().revokes(key) && !a.people.Revoked("", fingerprintOf(key)) && len(a.people.Invites()) > 0
}

// listing returns the holders of the keys of the keys file that aren't on the list of
// revoked keys.
func (a *authorizer) listing() session.Listing {
	keys, revoked := a.keys.now(), a.revoked.now()
	return session.Listing{Certifies: len(a.cas.now()) > 0, Holders: func(yield func(session.KeyHolder) bool) {
		for _, line := range keys.byKey {
			if !revoked.revokes(line.key) && !yield(session.KeyHolder{Name: line.name, Rank: line.rank, Key: line.fingerprint, Until: line.until}) {
				return
			}
		}
	}}
}
