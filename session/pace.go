package session

import (
	"context"
	"sync"
	"time"
)

// pace bounds how often each key may do something: burst times at once, and then once
// every so often (the leaky bucket of ITU-T I.371, as GCRA). It counts by the monotonic
// clock. Its methods are safe to call concurrently.
type pace struct {
	burst   int
	every   time.Duration
	longest time.Duration // bounds what one key may owe beyond the burst, unless a single cost is larger

	mu      sync.Mutex           // guards what follows
	paid    map[string]time.Time // by key: when everything it did is paid for
	pruneAt int                  // the number of keys at which prune is called
}

func newPace(burst int, every time.Duration) *pace {
	return &pace{burst: burst, every: every, longest: longestWait, paid: map[string]time.Time{}, pruneAt: maxRemembered}
}

// maxRemembered is the number of keys at which a pace is first pruned.
const maxRemembered = 1024

// longestWait bounds how long most paces make a key wait. When several goroutines wait
// for one key, they may go on together after it.
const longestWait = 5 * time.Second

// ahead returns when key would have paid if it did something of this cost now, and how
// long it must wait for that. The caller holds mu.
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

// owes returns how long the key must wait until it may do it next.
func (p *pace) owes(key string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, wait := p.ahead(key, p.every, time.Now())
	return wait
}

// debt returns how long the key must wait until it owes no more than the burst.
func (p *pace) debt(key string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, wait := p.ahead(key, 0, time.Now())
	return wait
}

// charge adds the cost of something that the key has done.
func (p *pace) charge(key string, cost time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	paid, _ := p.ahead(key, cost, time.Now())
	p.pay(key, paid)
}

// try does it once for key, and reports whether it could without a wait.
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

// wait waits until the key may do it once more. The error is that of ctx, and then the
// key owes nothing for it.
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

// refund gives back the cost of doing it once.
func (p *pace) refund(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if paid, ok := p.paid[key]; ok {
		p.paid[key] = paid.Add(-p.every)
	}
}

// pay records when the key will have paid. The caller holds mu.
func (p *pace) pay(key string, paid time.Time) {
	if _, known := p.paid[key]; !known && len(p.paid) >= p.pruneAt {
		p.prune(time.Now())
	}
	p.paid[key] = paid
}

// prune forgets keys that owe nothing. It runs again once the number of keys has
// doubled, so that its cost per key is small. The caller holds mu.
func (p *pace) prune(now time.Time) {
	for other, t := range p.paid {
		if t.Before(now) {
			delete(p.paid, other)
		}
	}
	p.pruneAt = max(maxRemembered, 2*len(p.paid))
}

// pause waits for d. The error is that of ctx.
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
