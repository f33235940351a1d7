package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"warroom/session/incident"
)

// InviteLife is how long an invite lasts where nothing else is said.
const InviteLife = 24 * time.Hour

// Invite lets in one person, once, with a key that isn't known yet. Its code
// is told to that person alone: only the SHA-256 of it is stored.
type Invite struct {
	Name  string        // who they will be; empty: they choose a name that is free
	Rank  incident.Rank // what they may do
	Only  incident.ID   // the one incident that they may see; empty for all
	Until time.Time     // when it ends; zero: InviteLife from now
	By    string        // who invites
	At    time.Time     // when it was written out
	sum   string        // SHA-256 of the code's letters, in hex
}

// Newcomer is who gives an invite's code: the key that they have proved, and
// the name that they would like where the invite gives none.
type Newcomer struct {
	Name        string
	Key         string // as in an authorized_keys file: type and base64
	Fingerprint string // "SHA256:…"

	// Taken reports names that the door knows from elsewhere; may be nil.
	Taken func(name string) bool
}

// Invite writes out an invite and returns its code: eight words of five
// letters, 128 bits, which can be read over a phone.
func (p *People) Invite(ctx context.Context, i Invite) (code string, err error) {
	if i.Until.IsZero() {
		i.Until = p.now().Add(InviteLife)
	}
	if err := i.check(p.now()); err != nil {
		return "", err
	}
	code = newCode()
	fact := invited{Sum: codeSum(code), Name: i.Name, Rank: i.Rank.String(), Only: i.Only, Until: i.Until.UTC()}
	return code, p.write(ctx, i.By, func(*peopleState) ([]peopleFact, error) { return []peopleFact{fact}, nil })
}

// Invites is the invites that can still be used, oldest first.
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

// Redeem enrols the newcomer's key if the code is an open invite's, and uses
// the invite up: of two who give one code at the same moment, one gets in.
func (p *People) Redeem(ctx context.Context, code string, n Newcomer) (Enrolment, error) {
	var e Enrolment
	sum := codeSum(code)
	err := p.write(ctx, n.Name, func(s *peopleState) ([]peopleFact, error) {
		i, ok := s.invite(sum, p.now())
		if !ok {
			return nil, incident.Refusal{Why: "this code opens nothing: it is mistyped, used or expired; ask for a new one"}
		}
		name, err := s.nameFor(i, n)
		if err != nil {
			return nil, err
		}
		e = Enrolment{
			Name: name, Rank: i.Rank, Key: n.Key, Fingerprint: n.Fingerprint, Only: i.Only,
			By: i.By, How: "invite", At: p.now(),
		}
		return []peopleFact{inviteUsed{Sum: sum, Fingerprint: n.Fingerprint}, e.fact()}, e.check()
	})
	return e, err
}

// invite finds an open invite by its code's sum. Every one is compared, each
// in constant time.
func (s *peopleState) invite(sum string, now time.Time) (Invite, bool) {
	var found Invite
	ok := false
	for _, i := range s.invites {
		if subtle.ConstantTimeCompare([]byte(i.sum), []byte(sum)) == 1 && now.Before(i.Until) {
			found, ok = i, true
		}
	}
	return found, ok
}

// nameFor is the invite's name or, where it gives none, the one that the
// newcomer would like. Nobody gets another's name, or one that is taken for it,
// or back in under a name that was put out, unless the invite says so.
func (s *peopleState) nameFor(i Invite, n Newcomer) (string, error) {
	switch {
	case s.revokedKeys[n.Fingerprint]:
		return "", incident.Refusal{Why: "this key was revoked: use another, made with ssh-keygen -t ed25519"}
	case i.Name != "":
		return i.Name, nil
	}
	name, err := incident.CleanName(n.Name)
	if err != nil {
		return "", err
	}
	taken := n.Taken != nil && n.Taken(name)
	for _, e := range s.enrolled {
		taken = taken || e.Fingerprint != n.Fingerprint && incident.Skeleton(e.Name) == incident.Skeleton(name)
	}
	for out := range s.shut {
		taken = taken || incident.Skeleton(out) == incident.Skeleton(name)
	}
	if taken {
		return "", incident.Refusal{Why: fmt.Sprintf("the name %s is another's: choose one that is free", name)}
	}
	return name, nil
}

func (i Invite) check(now time.Time) error {
	switch {
	case i.Rank == incident.RankNone || i.Rank > incident.Manager:
		return incident.Refusal{Why: "give a rank: manager, responder or observer"}
	case !now.Before(i.Until):
		return incident.Refusal{Why: "the invite would end before it begins"}
	case i.Name == "":
		return nil
	}
	name, err := incident.CleanName(i.Name)
	if err == nil && name != i.Name {
		err = incident.Refusal{Why: fmt.Sprintf("the name would be kept as %q: write it so", name)}
	}
	return err
}

// The letters of a code, as in proquints (Wilkerson, 2009): 16 bits a word,
// consonants and vowels in turn, so that it can be said aloud.
const (
	codeWords      = 8
	codeConsonants = "bdfghjklmnprstvz"
	codeVowels     = "aiou"
)

// newCode is 128 random bits as words: "lusab-babad-gutih-tugad-…".
func newCode() string {
	var bits [2 * codeWords]byte
	rand.Read(bits[:]) // never fails: crypto/rand ends the program first
	words := make([]string, codeWords)
	for i := range words {
		b := binary.BigEndian.Uint16(bits[2*i:])
		words[i] = string([]byte{
			codeConsonants[b>>12], codeVowels[b>>10&3], codeConsonants[b>>6&15], codeVowels[b>>4&3], codeConsonants[b&15],
		})
	}
	return strings.Join(words, "-")
}

// codeSum is the SHA-256, in hex, of the code's letters: case, spaces and
// hyphens don't count.
func codeSum(code string) string {
	letters := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(code))
	sum := sha256.Sum256([]byte(letters))
	return hex.EncodeToString(sum[:])
}
