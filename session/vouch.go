package session

import (
	"context"
	"time"

	"warroom/session/incident"
)

// A Voucher says why someone may not be who they came in as any more, nil where
// they may. Acts is asked at each word of theirs, right before it is decided, and
// whenever they sit down; it must not block for long. Reads is asked before
// anything new is shown to them; it must not block at all.
type Voucher struct{ Acts, Reads func(incident.Person) error }

// Vouch has v asked about everyone. A door vouches for those who came in by it.
func (p *People) Vouch(v Voucher) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.vouchers = append(p.vouchers, v)
}

// MayAct says why a person may do nothing here any more, nil where they may: an
// Ended where they were put out, else what those say who vouch for them.
func (p *People) MayAct(who incident.Person) error {
	return p.checkVouchers(who, func(v Voucher) error { return v.Acts(who) })
}

// MayRead says why a person is to be shown nothing new now, as MayAct does, by what
// is known without a look at any disk. It may pass: a keys file is written anew.
func (p *People) MayRead(who incident.Person) error {
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

// mayReadPoll is how often it is asked whether someone may read on from whom
// something new is held back.
const mayReadPoll = 100 * time.Millisecond

// awaitMayRead waits until who may be shown what is new, over is, or ctx ends.
func (p *People) awaitMayRead(ctx context.Context, who incident.Person, over *lifetime) error {
	for p.MayRead(who) != nil {
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
