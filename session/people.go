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

// peopleStream is the stream that says who may come in.
const peopleStream = "people"

// People is who may come in, beside those whom the keys file and the
// certificate authorities name. It is a fold of one stream, which other
// processes write too.
type People struct {
	log store.Log
	now func() time.Time

	// append writes to the log: a hub's own where it serves one.
	append func(ctx context.Context, stream string, after uint64, drafts []store.Draft) ([]store.Record, error)

	writing turn // of whoever writes

	mu       sync.RWMutex // guards all below
	state    peopleState
	onRevoke []func(Revocation)
	vouchers []Voucher
}

// peopleState is what the stream says up to the record of header last.
type peopleState struct {
	last          store.Header
	enrolled      map[string]Enrolment // by fingerprint
	former        map[string]Enrolment // enrolled once and put out, by fingerprint
	revokedKeys   map[string]bool      // by fingerprint
	revokedPeople map[string]keySet    // by name: who was put out, and the keys that count for them since
	invites       []Invite             // neither used nor withdrawn by a revocation; maybe expired
}

// keySet is keys by their fingerprints.
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

// OpenPeople folds the stream of log up to its end, and checks its chain.
func OpenPeople(ctx context.Context, log store.Log, now func() time.Time) (*People, error) {
	p := &People{log: log, now: now, append: appendTo(log), writing: newTurn(), state: peopleState{
		last:          store.Header{Stream: peopleStream},
		enrolled:      map[string]Enrolment{},
		former:        map[string]Enrolment{},
		revokedKeys:   map[string]bool{},
		revokedPeople: map[string]keySet{},
	}}
	known, err := lastOf(ctx, log, peopleStream)
	if err != nil {
		return nil, fmt.Errorf("read who may come in: %w", err)
	}
	if err := p.catchUp(ctx); err != nil {
		return nil, err
	}
	if p.state.last.Seq < known.Seq {
		return nil, &store.Broken{Stream: peopleStream, Seq: p.state.last.Seq + 1, Why: "it can't be reached"}
	}
	return p, nil
}

// appendTo writes to the log, for a process that serves nobody.
func appendTo(log store.Log) func(context.Context, string, uint64, []store.Draft) ([]store.Record, error) {
	return func(ctx context.Context, stream string, after uint64, drafts []store.Draft) ([]store.Record, error) {
		records, err := log.Append(ctx, stream, after, drafts...)
		if err != nil && !errors.Is(err, store.ErrConflict) {
			err = fmt.Errorf("write who may come in: %w", err)
		}
		return records, err
	}
}

// Lookup is the enrolment of a key that is neither expired nor revoked.
func (p *People) Lookup(fingerprint string) (Enrolment, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	e, ok := p.state.enrolled[fingerprint]
	return e, ok && !e.over(p.now()) && !p.state.revoked(e.Name, fingerprint)
}

// Revoked reports whether this key of this person was put out, by itself or
// with the person. It holds against the keys file and against certificates too:
// of who was put out once, only keys that were enrolled or restored since then
// count.
func (p *People) Revoked(name, fingerprint string) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.state.revoked(name, fingerprint)
}

// List is everyone enrolled, by name. Expired enrolments are among them.
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

// Enrol lets a key in, whatever was revoked before. Of a person who was put out,
// it is that one key that counts again: others stay out, be they in the keys
// file or in a certificate.
func (p *People) Enrol(ctx context.Context, e Enrolment) error {
	if err := e.check(); err != nil {
		return err
	}
	return p.write(ctx, e.By, func(*peopleState) ([]peopleFact, error) { return []peopleFact{e.fact()}, nil })
}

// Revoke puts out a person with all their keys, or the one key with that
// fingerprint, at once and until a key is enrolled or restored. It takes names
// that were never enrolled here, for they may stand in the keys file or in a
// certificate.
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

// Revocation is one person or one key that was put out: the other of the two is
// empty where it isn't known. Why is for the person, "" where nobody said.
type Revocation struct{ Name, Fingerprint, Why string }

// OnRevoke has f called after each revocation, whoever wrote it. f must not
// block for long: the next revocation waits for it.
func (p *People) OnRevoke(f func(Revocation)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.onRevoke = append(p.onRevoke, f)
}

// Follow reads on what other processes wrote, until ctx ends, whose error it
// returns. A store that can't be read is asked again at the next turn.
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

// write appends what decide says to the end of the stream, and decides again
// where another process wrote first. Who waits for others that write goes when ctx
// ends.
func (p *People) write(ctx context.Context, by string, decide func(*peopleState) ([]peopleFact, error)) error {
	if err := p.writing.lock(ctx); err != nil {
		return fmt.Errorf("write who may come in: %w", err)
	}
	defer p.writing.unlock()
	readOn := func() error { return p.catchUp(ctx) }
	if err := readOn(); err != nil {
		return err
	}
	attempt := func() error {
		after, drafts, err := p.draft(by, decide)
		if err != nil {
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

// draft decides on the state as it is and makes records of the facts.
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

// catchUp folds what the stream holds beyond the state, and then tells of the
// revocations among it.
func (p *People) catchUp(ctx context.Context) error {
	p.mu.RLock()
	after := p.state.last
	p.mu.RUnlock()
	records, err := store.ReadOn(ctx, p.log, after)
	if err != nil {
		return fmt.Errorf("read who may come in: %w", err)
	}
	for _, out := range p.absorb(records) {
		for _, f := range out.listeners {
			f(out.Revocation)
		}
	}
	return nil
}

// announcement is one revocation, and who is told of it.
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
			continue // another goroutine has read on
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
		return incident.Refusal{Why: fmt.Sprintf("the name would be kept as %q: write it so", name)}
	case e.Rank == incident.RankNone || e.Rank > incident.Manager:
		return incident.Refusal{Why: "give a rank: manager, responder or observer"}
	case e.Key == "" || !strings.HasPrefix(e.Fingerprint, "SHA256:"):
		return incident.Refusal{Why: "give the public key, as it stands in a .pub file"}
	}
	return nil
}

func (e Enrolment) fact() peopleFact {
	return keyEnrolled{
		Name: e.Name, Rank: e.Rank.String(), Key: e.Key, Fingerprint: e.Fingerprint,
		Only: e.Only, Until: e.Until.UTC(), By: e.By, How: e.How,
	}
}
