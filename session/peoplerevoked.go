package session

import (
	"context"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	"warroom/session/incident"
)

// RevokedPerson is a name that was revoked once, and the fingerprints of the keys that count for
// it since. With none, the person is out.
type RevokedPerson struct {
	Name       string
	Readmitted []string
}

// RevokedPeople returns every name that was revoked once, by name.
func (p *People) RevokedPeople() []RevokedPerson {
	p.mu.RLock()
	defer p.mu.RUnlock()
	var all []RevokedPerson
	for _, name := range slices.Sorted(maps.Keys(p.state.revokedPeople)) {
		all = append(all, RevokedPerson{name, slices.Sorted(maps.Keys(p.state.revokedPeople[name]))})
	}
	return all
}

// RevokedKeys returns every revoked key, by fingerprint, with the name under which it
// was enrolled, "" if it wasn't.
func (p *People) RevokedKeys() []Revocation {
	p.mu.RLock()
	defer p.mu.RUnlock()
	var all []Revocation
	for _, fingerprint := range slices.Sorted(maps.Keys(p.state.revokedKeys)) {
		all = append(all, Revocation{Name: p.state.former[fingerprint].Name, Fingerprint: fingerprint})
	}
	return all
}

// Restore readmits one key of a person that was revoked, by itself or with them: as it
// was enrolled, or else as the keys file or its certificate says.
func (p *People) Restore(ctx context.Context, name, fingerprint, by string) error {
	name, err := incident.CleanName(name)
	if err != nil {
		return err
	}
	if !isFingerprint(fingerprint) {
		return incident.Refusal{Why: `give the key's fingerprint, "SHA256:" and 43 letters: ssh-keygen -l -f KEY.pub prints it`}
	}
	return p.write(ctx, by, func(s *peopleState) ([]peopleFact, error) {
		if whose := s.former[fingerprint].Name; whose != "" && whose != name {
			return nil, incident.Refusal{Why: fmt.Sprintf("that key was enrolled for %s, not for %s", whose, name)}
		}
		if !s.revoked(name, fingerprint) {
			return nil, incident.Refusal{Why: fmt.Sprintf("that key of %s isn't revoked: there is nothing to restore", name)}
		}
		return []peopleFact{keyRestored{Name: name, Fingerprint: fingerprint}}, nil
	})
}

// isFingerprint reports whether s is a key's SHA-256 as ssh-keygen writes it.
func isFingerprint(s string) bool {
	sum, ok := strings.CutPrefix(s, "SHA256:")
	bytes, err := base64.RawStdEncoding.DecodeString(sum)
	return ok && err == nil && len(bytes) == 32
}

func (s *peopleState) revoked(name, fingerprint string) bool {
	counts, shut := s.revokedPeople[name]
	return s.revokedKeys[fingerprint] || shut && !counts[fingerprint]
}

// readmit lifts what keeps this key of this person out.
func (s *peopleState) readmit(name, fingerprint string) {
	delete(s.revokedKeys, fingerprint)
	if counts, shut := s.revokedPeople[name]; shut {
		counts[fingerprint] = true
	}
}

// revokeKey revokes one key, whoever it belongs to.
func (s *peopleState) revokeKey(fingerprint string) {
	s.revokedKeys[fingerprint] = true
	for _, counts := range s.revokedPeople {
		delete(counts, fingerprint)
	}
	if e, ok := s.enrolled[fingerprint]; ok {
		s.former[fingerprint] = e
		delete(s.enrolled, fingerprint)
	}
}
