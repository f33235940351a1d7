package session

import (
	"context"
	"crypto/subtle"
	"fmt"
	"slices"
	"time"

	"warroom/session/incident"
)

// InviteLife is how long an invite lasts unless it says otherwise.
const InviteLife = 24 * time.Hour

// Bounds of invites. A door that tries one code a second tries fewer than 2^22 in the
// longest life. With 256 open invites of 60-bit codes, the odds that any guess of an
// attacker succeeds stay under 2^-30. For one invite of a day they are 2^-43.
const (
	maxInviteLife = 30 * 24 * time.Hour
	maxInvites    = 256
)

// Invite lets one person in, once, with a key that isn't known yet. Its code is given
// to that person alone; the log holds only a slow hash of it.
type Invite struct {
	Name  string        // of the person; empty: they choose a free one
	Rank  incident.Rank // that the key gets
	Only  incident.ID   // the only incident that they may see; empty for all
	Until time.Time     // when it ends; zero: InviteLife from now
	By    string        // who wrote the invite
	At    time.Time     // when it was written
	sum   string        // codeSum of the code with salt
	salt  string        // "" for a code of an older version
}

// Newcomer is a person who gives an invite's code: the key that they proved, and the
// name that they would like if the invite gives none.
type Newcomer struct {
	Name        string
	Key         string // as in an authorized_keys file: type and base64
	Fingerprint string // "SHA256:…"

	// Taken reports names that the door knows from elsewhere. It may be nil.
	Taken func(name string) bool
}

// Invite records an invite and returns its code: twelve letters and digits in groups,
// 60 bits, which can be typed and read over a phone. The code is stored nowhere.
func (p *People) Invite(ctx context.Context, i Invite) (code string, err error) {
	if i.Until.IsZero() {
		i.Until = p.now().Add(InviteLife)
	}
	if err := i.check(p.now()); err != nil {
		return "", err
	}
	if len(p.Invites()) >= maxInvites {
		return "", incident.Refusal{Why: fmt.Sprintf("%d invites are open, the most that can be: wait until some are used or have expired", maxInvites)}
	}
	salt := newSalt()
	if salts := p.openSalts(); len(salts) > 0 {
		salt = salts[0]
	}
	code = newCode()
	fact := invited{Sum: codeSum(code, salt), Salt: salt, Name: i.Name, Rank: i.Rank.String(), Only: i.Only, Until: i.Until.UTC()}
	return code, p.write(ctx, i.By, func(*peopleState) ([]peopleFact, error) { return []peopleFact{fact}, nil })
}

// openSalts returns the salts of the open invites, each once, without the empty one of
// older versions. As a rule there is one: a new invite takes the salt of the others, so
// that a guess costs one hash.
func (p *People) openSalts() []string {
	var salts []string
	for _, i := range p.Invites() {
		if i.salt != "" && !slices.Contains(salts, i.salt) {
			salts = append(salts, i.salt)
		}
	}
	return salts
}

// Invites returns the invites that can still be used, oldest first.
func (p *People) Invites() []Invite {
	p.mu.RLock()
	defer p.mu.RUnlock()
	var open []Invite
	for _, i := range p.state.invites {
		if p.now().Before(i.Until) {
			open = append(open, i)
		}
	}
	return open
}

// Redeem enrols the newcomer's key if code is that of an open invite, and uses the
// invite up. If two people give one code at the same moment, one gets in.
func (p *People) Redeem(ctx context.Context, code string, n Newcomer) (Enrolment, error) {
	var e Enrolment
	sums := map[string]string{"": codeSum(code, "")}
	for _, salt := range p.openSalts() {
		sums[salt] = codeSum(code, salt)
	}
	err := p.write(ctx, n.Name, func(s *peopleState) ([]peopleFact, error) {
		i, ok := s.invite(sums, p.now())
		if !ok {
			return nil, incident.Refusal{Why: "this code opens nothing: it is mistyped, used or expired; type it again, or ask for a new one"}
		}
		name, err := s.nameFor(i, n, p.now())
		if err != nil {
			return nil, err
		}
		e = Enrolment{
			Name: name, Rank: i.Rank, Key: n.Key, Fingerprint: n.Fingerprint, Only: i.Only,
			By: i.By, How: "invite", At: p.now(),
		}
		return []peopleFact{inviteUsed{Sum: i.sum, Fingerprint: n.Fingerprint}, e.fact()}, e.check()
	})
	return e, err
}

// invite finds the open invite of a code, given the code's hashes by salt. It compares
// every one, each in constant time.
func (s *peopleState) invite(sums map[string]string, now time.Time) (Invite, bool) {
	var found Invite
	ok := false
	for _, i := range s.invites {
		if subtle.ConstantTimeCompare([]byte(i.sum), []byte(sums[i.salt])) == 1 && now.Before(i.Until) {
			found, ok = i, true
		}
	}
	return found, ok
}

// nameFor returns the invite's name or, if it has none, the one that the newcomer would
// like. Unless the invite says so, nobody gets another person's name, one that looks
// like it, or a name that was revoked.
func (s *peopleState) nameFor(i Invite, n Newcomer, now time.Time) (string, error) {
	switch {
	case s.revokedKeys[n.Fingerprint]:
		return "", incident.Refusal{Why: "this key was revoked: use another, made with ssh-keygen -t ed25519"}
	case i.Name != "":
		return i.Name, nil
	}
	name, err := incident.NewName(n.Name)
	if err != nil {
		return "", err
	}
	taken := n.Taken != nil && n.Taken(name)
	for _, e := range s.enrolled {
		taken = taken || e.Fingerprint != n.Fingerprint && incident.ConfusableKey(e.Name) == incident.ConfusableKey(name)
	}
	for _, other := range s.invites { // for people who haven't come yet
		taken = taken || now.Before(other.Until) && incident.ConfusableKey(other.Name) == incident.ConfusableKey(name)
	}
	for out := range s.revokedPeople {
		taken = taken || incident.ConfusableKey(out) == incident.ConfusableKey(name)
	}
	if taken {
		return "", incident.Refusal{Why: fmt.Sprintf("the name %s is taken: choose another, as ssh NAME@HOST", name)}
	}
	return name, nil
}

func (i Invite) check(now time.Time) error {
	switch {
	case i.Rank == incident.RankNone || i.Rank > incident.RankManager:
		return incident.Refusal{Why: "give a rank: manager, responder or observer"}
	case !now.Before(i.Until):
		return incident.Refusal{Why: "the invite would end before it begins: give a later end"}
	case i.Until.Sub(now) > maxInviteLife:
		return incident.Refusal{Why: "an invite lasts 30 days at most: give a shorter time, as 24h"}
	case i.Name == "":
		return nil
	}
	name, err := incident.NewName(i.Name)
	if err == nil && name != i.Name {
		err = incident.Refusal{Why: fmt.Sprintf("the name would be stored as %q: write it that way", name)}
	}
	return err
}
