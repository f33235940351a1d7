package session

import (
	"context"
	"sync"
	"time"
)

// pace is how often each key may do something: burst times at once, and once
// every so often from then on (the leaky bucket of ITU-T I.371, as GCRA). It
// counts by a clock that nobody sets back.
type pace struct {
	burst   int
	every   time.Duration
	longest time.Duration // bounds what one key may owe beside the burst, unless one thing costs more

	mu      sync.Mutex           // guards what follows
	paid    map[string]time.Time // by key: when all that it took is paid for
	pruneAt int                  // how many are remembered before those that owe nothing are forgotten
}

func newPace(burst int, every time.Duration) *pace {
	return &pace{burst: burst, every: every, longest: longestWait, paid: map[string]time.Time{}, pruneAt: maxRemembered}
}

// maxRemembered is how many keys a pace remembers before it first looks for those that
// owe nothing.
const maxRemembered = 1024

// longestWait is the longest that most paces make a key wait: some of those who
// wait for one key at one time then go on together.
const longestWait = 5 * time.Second

// ahead is how long a key must wait if it did what takes so long to pay. The caller
// holds mu.
func (p *pace) ahead(key string, cost time.Duration, now time.Time) (paid time.Time, wait time.Duration) {
	if paid = p.paid[key]; paid.Before(now) {
		paid = now
	}
	paid = paid.Add(cost)
	burst := time.Duration(p.burst) * p.every
	if most := now.Add(burst + max(p.longest, cost)); paid.After(most) {
		paid = most
	}
	return paid, max(0, paid.Sub(now)-burst)
}

// owes is how long the key must wait until it may do it next.
func (p *pace) owes(key string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, wait := p.ahead(key, p.every, time.Now())
	return wait
}

// debt is how long the key must wait until it owes no more than the burst.
func (p *pace) debt(key string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, wait := p.ahead(key, 0, time.Now())
	return wait
}

// charge has the key pay for what it did already.
func (p *pace) charge(key string, cost time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	paid, _ := p.ahead(key, cost, time.Now())
	p.pay(key, paid)
}

// try has the key do it once, where it need not wait for that.
func (p *pace) try(key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	paid, wait := p.ahead(key, p.every, time.Now())
	if wait > 0 {
		return false
	}
	p.pay(key, paid)
	return true
}

// wait has the key do it once, when it may. The error is that of ctx: then it
// wasn't done, and owes nothing.
func (p *pace) wait(ctx context.Context, key string) error {
	p.mu.Lock()
	paid, wait := p.ahead(key, p.every, time.Now())
	p.pay(key, paid)
	p.mu.Unlock()
	err := pause(ctx, wait)
	if err != nil {
		p.refund(key)
	}
	return err
}

// refund gives back what the key paid for once.
func (p *pace) refund(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if paid, ok := p.paid[key]; ok {
		p.paid[key] = paid.Add(-p.every)
	}
}

// pay notes what the key has paid. The caller holds mu.
func (p *pace) pay(key string, paid time.Time) {
	if _, known := p.paid[key]; !known && len(p.paid) >= p.pruneAt {
		p.prune(time.Now())
	}
	p.paid[key] = paid
}

// prune forgets who owes nothing. It is next called when as many have come as
// stay, so that it costs each of them little. The caller holds mu.
func (p *pace) prune(now time.Time) {
	for other, t := range p.paid {
		if t.Before(now) {
			delete(p.paid, other)
		}
	}
	p.pruneAt = max(maxRemembered, 2*len(p.paid))
}

// pause lets d go by. The error is that of ctx.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
