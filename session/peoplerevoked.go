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

// Shut is a name that was put out once, and the keys that count for it since, by
// their fingerprints: none means that the person is out.
type Shut struct {
	Name   string
	Counts []string
}

// Shut is every name that was put out once, by name.
func (p *People) Shut() []Shut {
	p.mu.RLock()
	defer p.mu.RUnlock()
	var all []Shut
	for _, name := range slices.Sorted(maps.Keys(p.state.revokedPeople)) {
		all = append(all, Shut{name, slices.Sorted(maps.Keys(p.state.revokedPeople[name]))})
	}
	return all
}

// RevokedKeys is every key that was put out, by fingerprint; a Revocation's name
// is that of who had it enrolled, "" where nobody did.
func (p *People) RevokedKeys() []Revocation {
	p.mu.RLock()
	defer p.mu.RUnlock()
	var all []Revocation
	for _, fingerprint := range slices.Sorted(maps.Keys(p.state.revokedKeys)) {
		all = append(all, Revocation{Name: p.state.former[fingerprint].Name, Fingerprint: fingerprint})
	}
	return all
}

// Restore lets one key of a person count again that was put out, by itself or
// with them: as it was enrolled or, where it wasn't, as the keys file or its
// certificate says.
func (p *People) Restore(ctx context.Context, name, fingerprint, by string) error {
	name, err := incident.CleanName(name)
	if err != nil {
		return err
	}
	if !isFingerprint(fingerprint) {
		return incident.Refusal{Why: `give the key's fingerprint, "SHA256:" and 43 letters, as ssh-keygen -l -f KEY.pub prints it`}
	}
	return p.write(ctx, by, func(s *peopleState) ([]peopleFact, error) {
		if whose := s.former[fingerprint].Name; whose != "" && whose != name {
			return nil, incident.Refusal{Why: fmt.Sprintf("that key was enrolled as %s's, not as %s's", whose, name)}
		}
		if !s.revoked(name, fingerprint) {
			return nil, incident.Refusal{Why: fmt.Sprintf("that key of %s was not put out: there is nothing to restore", name)}
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

// readmit lifts what keeps out this key of this person.
func (s *peopleState) readmit(name, fingerprint string) {
	delete(s.revokedKeys, fingerprint)
	if counts, shut := s.revokedPeople[name]; shut {
		counts[fingerprint] = true
	}
}

// revokeKey puts out one key, whoever's it is.
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
