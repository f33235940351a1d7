package session

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"time"

	"warroom/session/incident"
)

// Listing is who may come in by a door, as its files say.
type Listing struct {
	Holders   iter.Seq[KeyHolder] // of keys that are listed and not revoked there
	Certifies bool                // holders of certificates may come too: see NoteCertified
}

// KeyHolder is a person with a key that lets them in.
type KeyHolder struct {
	Name  string
	Rank  incident.Rank
	Key   string    // its fingerprint, "SHA256:…"
	Until time.Time // when it ends; zero for never
}

// ListedBy adds a function that returns the listing of a door as of now. It must not
// block, nor call any method of p.
func (p *People) ListedBy(f func() Listing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listings = append(p.listings, f)
}

// Directory returns who can come in, as far as who may know of them in the incident id:
// people of the house know each other and the guests of that incident, in which guests and
// observers know only the people that they meet. Where no door lists anybody, these are the
// people who were enrolled, invited or came in.
func (h *Hub) Directory(who incident.Person, id incident.ID) func() incident.Directory {
	return sync.OnceValue(func() incident.Directory {
		if who.Only != "" || who.Rank < incident.RankResponder {
			return incident.Directory{}
		}
		d := h.people.directory(id)
		d.CameIn = func(name string) bool { return h.cameIn(who, name) && !h.people.shutOut(name, id) }
		return d
	})
}

// directory returns the people of the house and the guests of one incident.
func (p *People) directory(id incident.ID) incident.Directory {
	p.mu.RLock()
	defer p.mu.RUnlock()
	d, now := incident.Directory{Ranks: map[string]incident.Rank{}}, p.now()
	add := func(k KeyHolder) {
		if (k.Until.IsZero() || now.Before(k.Until)) && !p.state.revoked(k.Name, k.Key) {
			d.Ranks[k.Name] = max(d.Ranks[k.Name], k.Rank)
		}
	}
	for _, listing := range p.listings {
		l := listing()
		d.Certifies = d.Certifies || l.Certifies
		for k := range l.Holders {
			add(k)
		}
	}
	for key, e := range p.state.enrolled {
		if e.Only == "" || e.Only == id {
			add(KeyHolder{e.Name, e.Rank, key, e.Until})
		}
	}
	for _, i := range p.state.invites {
		if i.Name != "" && (i.Only == "" || i.Only == id) && now.Before(i.Until) {
			d.Ranks[i.Name] = max(d.Ranks[i.Name], i.Rank)
		}
	}
	for _, seen := range []map[string]incident.Rank{p.state.certified, p.state.noted} {
		for name, rank := range seen {
			if counts, shut := p.state.revokedPeople[name]; !shut || len(counts) > 0 {
				d.Ranks[name] = max(d.Ranks[name], rank)
			}
		}
	}
	return d
}

// shutOut reports whether a name that isn't in the directory of an incident is that of
// somebody who was revoked, or who is a guest of other incidents.
func (p *People) shutOut(name string, id incident.ID) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if _, revoked := p.state.revokedPeople[name]; revoked {
		return true
	}
	for _, keys := range []map[string]Enrolment{p.state.enrolled, p.state.former} {
		for _, e := range keys {
			if e.Name == name && e.Only != "" && e.Only != id {
				return true
			}
		}
	}
	return false
}

// cameIn reports whether a person with this name ever came into an incident that who may
// enter.
func (h *Hub) cameIn(who incident.Person, name string) bool {
	enters := h.mayEnter(who)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range h.index {
		if s := k.state(); s.CameIn(name) && enters(s) {
			return true
		}
	}
	return false
}

// hasCertified reports whether a person came in by a certificate whose name has a key, as
// incident.ConfusableKey gives it.
func (p *People) hasCertified(key string) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, seen := range []map[string]incident.Rank{p.state.certified, p.state.noted} {
		for name := range seen {
			if incident.ConfusableKey(name) == key {
				return true
			}
		}
	}
	return false
}

// certificateSeen happened when a person first came in by a certificate, or with another
// rank than before: no list has them.
type certificateSeen struct {
	Name string `json:"name"`
	Rank string `json:"rank"`
}

func (certificateSeen) kind() string { return "certificate-seen" }

func (f certificateSeen) fold(s *peopleState, _ time.Time, _ string) {
	if rank, err := incident.ParseRank(f.Rank); err == nil {
		s.certified[f.Name] = rank
	}
}

// NoteCertified notes that who came in by a certificate, so that they are known from now
// on. It is recorded a little later; where that fails, when they next come in.
func (h *Hub) NoteCertified(who incident.Person) {
	if !h.people.noteCertified(who) || h.Frozen() != "" {
		return
	}
	h.later("record the holder of a certificate", func(ctx context.Context) {
		ctx, cancel := h.limitAppend(ctx)
		defer cancel()
		if err := h.people.recordCertified(ctx, who); err != nil {
			h.opt.Logger.Error("record the holder of a certificate", "name", who.Name, "error", err)
		}
	})
}

// noteCertified reports whether who isn't on record with the rank that they have now.
func (p *People) noteCertified(who incident.Person) (unrecorded bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state.noted[who.Name] = who.Rank
	return p.state.certified[who.Name] != who.Rank
}

func (p *People) recordCertified(ctx context.Context, who incident.Person) error {
	err := p.write(ctx, who.Name, func(s *peopleState) ([]peopleFact, error) {
		if s.certified[who.Name] == who.Rank || s.noted[who.Name] != who.Rank {
			return nil, nil // another session of theirs was first, or they were revoked meanwhile
		}
		return []peopleFact{certificateSeen{Name: who.Name, Rank: who.Rank.String()}}, nil
	})
	if err != nil {
		return fmt.Errorf("record that %s came in by a certificate: %w", who.Name, err)
	}
	return nil
}
