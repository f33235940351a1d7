package session

import (
	"context"
	"time"

	"warroom/session/incident"
)

// A Voucher says why a person may no longer act as who they came in as, nil where they
// may. Acts is called right before each of their commands is decided, and when they sit
// down; it must not block for long. Reads is called before anything new is shown to
// them; it must not block at all.
type Voucher struct{ Acts, Reads func(incident.Person) error }

// Vouch adds a voucher for everyone. A door vouches for the people who came in by it.
func (p *People) Vouch(v Voucher) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.vouchers = append(p.vouchers, v)
}

// CheckAct returns why a person may do nothing here any more, nil where they may: an
// Ended where they were revoked, else the first error of a Voucher.
func (p *People) CheckAct(who incident.Person) error {
	return p.checkVouchers(who, func(v Voucher) error { return v.Acts(who) })
}

// CheckRead returns why a person is shown nothing new now, as CheckAct does, without a look
// at any disk. The reason may pass: a keys file may be half written.
func (p *People) CheckRead(who incident.Person) error {
	return p.checkVouchers(who, func(v Voucher) error { return v.Reads(who) })
}

func (p *People) checkVouchers(who incident.Person, ask func(Voucher) error) error {
	if p.Revoked(who.Name, who.Key) {
		return Ended{whyRevoked}
	}
	p.mu.RLock()
	vouchers := p.vouchers
	p.mu.RUnlock()
	for _, v := range vouchers {
		if err := ask(v); err != nil {
			return err
		}
	}
	return nil
}

// mayReadPoll is the time between two checks of whether a person may read on, while
// something new is held back from them.
const mayReadPoll = 100 * time.Millisecond

// awaitMayRead waits until the person may be shown what is new, or life or ctx ends.
func (p *People) awaitMayRead(ctx context.Context, who incident.Person, over *lifetime) error {
	for p.CheckRead(who) != nil {
		again := time.NewTimer(mayReadPoll)
		select {
		case <-again.C:
		case <-over.done:
			again.Stop()
			return over.err()
		case <-ctx.Done():
			again.Stop()
			return ctx.Err()
		}
	}
	return over.err()
}
