package session

import "warroom/session/incident"

// Vouch has f asked at each word of a person, and whenever they sit down, why
// they may not be who they came in as any more; nil where they may. A door vouches
// for those who came in by it. f must not block for long.
func (p *People) Vouch(f func(incident.Person) error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.vouchers = append(p.vouchers, f)
}

// Standing says why a person may do nothing here any more, nil where they may: an
// Ended where they were put out, else what those say who vouch for them.
func (p *People) Standing(who incident.Person) error {
	if p.Revoked(who.Name, who.Key) {
		return Ended{revoked}
	}
	p.mu.RLock()
	vouchers := p.vouchers
	p.mu.RUnlock()
	for _, f := range vouchers {
		if err := f(who); err != nil {
			return err
		}
	}
	return nil
}
