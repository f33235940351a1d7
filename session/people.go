package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// peopleStream is the stream of enrolments, revocations and invites.
const peopleStream = "people"

// People is the register of who may come in, beside the keys file and the certificate
// authorities. It is a second, mutable aggregate beside the incidents: a fold of the
// people stream, with facts of its own, which other processes write too. Its methods
// are safe to call concurrently.
type People struct {
	log store.Log
	now func() time.Time

	// append writes to the log. A hub sets its own, which freezes it after a fault.
	append func(ctx context.Context, stream string, after uint64, drafts []store.Draft) ([]store.Record, error)

	writing turn // of the goroutine that decides and appends

	mu       sync.RWMutex // guards all below
	state    peopleState
	onRevoke []func(Revocation)
	listings []func() Listing
	vouchers []Voucher
}

// peopleState is the fold of the stream up to the record of header last.
type peopleState struct {
	last          store.Header
	enrolled      map[string]Enrolment     // by fingerprint
	former        map[string]Enrolment     // enrolled once and revoked, by fingerprint
	revokedKeys   map[string]bool          // by fingerprint
	revokedPeople map[string]keySet        // by name: the keys that were readmitted or enrolled since
	certified     map[string]incident.Rank // by name: who came in by a certificate, and with what rank
	noted         map[string]incident.Rank // the same since the start, on record or not yet
	invites       []Invite                 // neither used nor withdrawn by a revocation; some may have expired
}

// keySet is a set of keys by fingerprint.
type keySet map[string]bool

// Enrolment is a key that was let in, by a manager or with an invite.
type Enrolment struct {
	Name        string
	Rank        incident.Rank
	Key         string      // as in an authorized_keys file: type and base64
	Fingerprint string      // "SHA256:…"
	Only        incident.ID // the one incident that the key opens; empty for all
	Until       time.Time   // when it ends; zero for never
	By          string      // who enrolled it
	How         string      // "invite", "first start", "warroom user"
	At          time.Time   // when it was enrolled
}

// OpenPeople folds the people stream of log up to its end, and checks its hash chain.
func OpenPeople(ctx context.Context, log store.Log, now func() time.Time) (*People, error) {
	p := &People{log: log, now: now, append: appendTo(log), writing: newTurn(), state: peopleState{
		last:          store.Header{Stream: peopleStream},
		enrolled:      map[string]Enrolment{},
		former:        map[string]Enrolment{},
		revokedKeys:   map[string]bool{},
		revokedPeople: map[string]keySet{},
		certified:     map[string]incident.Rank{},
		noted:         map[string]incident.Rank{},
	}}
	known, err := lastOf(ctx, log, peopleStream)
	if err != nil {
		return nil, fmt.Errorf("read the people stream: %w", err)
	}
	if err := p.catchUp(ctx); err != nil {
		return nil, err
	}
	if p.state.last.Seq < known.Seq {
		return nil, &store.Broken{Stream: peopleStream, Seq: p.state.last.Seq + 1, Why: "it can't be reached"}
	}
	return p, nil
}

// appendTo returns an append to log for a process without a hub.
func appendTo(log store.Log) func(context.Context, string, uint64, []store.Draft) ([]store.Record, error) {
	return func(ctx context.Context, stream string, after uint64, drafts []store.Draft) ([]store.Record, error) {
		records, err := log.Append(ctx, stream, after, drafts...)
		if err != nil && !errors.Is(err, store.ErrConflict) {
			err = fmt.Errorf("write the people stream: %w", err)
		}
		return records, err
	}
}

// Lookup returns the enrolment of a key that is neither expired nor revoked.
func (p *People) Lookup(fingerprint string) (Enrolment, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	e, ok := p.state.enrolled[fingerprint]
	return e, ok && !e.over(p.now()) && !p.state.revoked(e.Name, fingerprint)
}

// Revoked reports whether this key of this person was revoked, by itself or with the
// person. It holds against the keys file and against certificates too: once a person
// was revoked, only keys that were enrolled or restored since then count for them.
func (p *People) Revoked(name, fingerprint string) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.state.revoked(name, fingerprint)
}

// List returns every enrolment, by name; expired ones too.
func (p *People) List() []Enrolment {
	p.mu.RLock()
	defer p.mu.RUnlock()
	all := make([]Enrolment, 0, len(p.state.enrolled))
	for _, e := range p.state.enrolled {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Enrolment) int {
		return strings.Compare(a.Name+" "+a.Fingerprint, b.Name+" "+b.Fingerprint)
	})
	return all
}

// Enrol lets a key in, even if it was revoked before. For a person who was revoked,
// only this key counts again; their others stay out, in the keys file or certified.
func (p *People) Enrol(ctx context.Context, e Enrolment) error {
	if err := e.check(); err != nil {
		return err
	}
	return p.write(ctx, e.By, func(*peopleState) ([]peopleFact, error) { return []peopleFact{e.fact()}, nil })
}

// Revoke revokes a person with all their keys, or the key with that fingerprint, at
// once and until a key is enrolled or restored. It takes names that were never
// enrolled, since they may be in the keys file or in a certificate.
func (p *People) Revoke(ctx context.Context, who, by, why string) error {
	var fact peopleFact = keyRevoked{Fingerprint: who, Why: why}
	if !strings.HasPrefix(who, "SHA256:") {
		name, err := incident.CleanName(who)
		if err != nil {
			return err
		}
		fact = personRevoked{Name: name, Why: why}
	}
	return p.write(ctx, by, func(*peopleState) ([]peopleFact, error) { return []peopleFact{fact}, nil })
}

// Revocation is one person or one key that was revoked: the other of the two is empty
// where it isn't known. Why is for the person, "" where no reason was given.
type Revocation struct{ Name, Fingerprint, Why string }

// OnRevoke calls f after each revocation, by whichever process. f must not block for
// long: the next revocation waits for it.
func (p *People) OnRevoke(f func(Revocation)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.onRevoke = append(p.onRevoke, f)
}

// Follow reads what other processes write, until ctx ends, and returns its error. If
// the store can't be read, it tries again each time.
func (p *People) Follow(ctx context.Context, every time.Duration) error {
	turns := time.NewTicker(every)
	defer turns.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-turns.C:
			_ = p.catchUp(ctx)
		}
	}
}

// write appends the facts that decide returns, and decides again after a conflict. It
// waits for other writers until ctx ends.
func (p *People) write(ctx context.Context, by string, decide func(*peopleState) ([]peopleFact, error)) error {
	if err := p.writing.lock(ctx); err != nil {
		return fmt.Errorf("write the people stream: %w", err)
	}
	defer p.writing.unlock()
	readOn := func() error { return p.catchUp(ctx) }
	if err := readOn(); err != nil {
		return err
	}
	attempt := func() error {
		after, drafts, err := p.draft(by, decide)
		if err != nil || len(drafts) == 0 {
			return err
		}
		_, err = p.append(ctx, peopleStream, after, drafts)
		return err
	}
	if err := retryOnConflict("others are changing who may come in at this moment: try again", attempt, readOn); err != nil {
		return err
	}
	return readOn()
}

// draft decides on the current state and encodes the facts.
func (p *People) draft(by string, decide func(*peopleState) ([]peopleFact, error)) (uint64, []store.Draft, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	facts, err := decide(&p.state)
	if err != nil {
		return 0, nil, err
	}
	drafts := make([]store.Draft, len(facts))
	for i, f := range facts {
		payload, err := encodePeople(by, f)
		if err != nil {
			return 0, nil, err
		}
		drafts[i] = store.Draft{At: p.now(), Payload: payload}
	}
	return p.state.last.Seq, drafts, nil
}

// catchUp folds the records behind the state, and then announces the revocations among
// them.
func (p *People) catchUp(ctx context.Context) error {
	p.mu.RLock()
	after := p.state.last
	p.mu.RUnlock()
	records, err := store.ReadOn(ctx, p.log, after)
	if err != nil {
		return fmt.Errorf("read the people stream: %w", err)
	}
	for _, out := range p.absorb(records) {
		for _, f := range out.listeners {
			f(out.Revocation)
		}
	}
	return nil
}

// announcement is one revocation, and the functions to call with it.
type announcement struct {
	Revocation
	listeners []func(Revocation)
}

func (p *People) absorb(records []store.Record) []announcement {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []announcement
	for _, r := range records {
		if r.Seq != p.state.last.Seq+1 {
			continue // another goroutine has folded it
		}
		p.state.last = r.Header
		f, by := decodePeople(r)
		if f == nil {
			continue
		}
		f.fold(&p.state, r.At, by)
		if rev, ok := f.(interface{ revocation() Revocation }); ok {
			out = append(out, announcement{rev.revocation(), p.onRevoke})
		}
	}
	return out
}

func (e Enrolment) over(now time.Time) bool { return !e.Until.IsZero() && !now.Before(e.Until) }

// check refuses an enrolment that no door could use.
func (e Enrolment) check() error {
	name, err := incident.NewName(e.Name)
	switch {
	case err != nil:
		return err
	case name != e.Name:
		return incident.Refusal{Why: fmt.Sprintf("the name would be stored as %q: write it that way", name)}
	case e.Rank == incident.RankNone || e.Rank > incident.RankManager:
		return incident.Refusal{Why: "give a rank: manager, responder or observer"}
	case e.Key == "" || !strings.HasPrefix(e.Fingerprint, "SHA256:"):
		return incident.Refusal{Why: "give the public key, as in a .pub file: ssh-ed25519 AAAA…"}
	}
	return nil
}

func (e Enrolment) fact() peopleFact {
	return keyEnrolled{
		Name: e.Name, Rank: e.Rank.String(), Key: e.Key, Fingerprint: e.Fingerprint,
		Only: e.Only, Until: e.Until.UTC(), By: e.By, How: e.How,
	}
}
