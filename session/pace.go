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
	burst int
	every time.Duration

	mu   sync.Mutex           // guards what follows
	paid map[string]time.Time // by key: when all that it took is paid for
}

func newPace(burst int, every time.Duration) *pace {
	return &pace{burst: burst, every: every, paid: map[string]time.Time{}}
}

// mostPaid is how many keys a pace remembers before it forgets those that owe
// nothing.
const mostPaid = 1024

// ahead is how long a key must wait if it did it once more. The caller holds
// mu.
func (p *pace) ahead(key string, now time.Time) (paid time.Time, wait time.Duration) {
	if paid = p.paid[key]; paid.Before(now) {
		paid = now
	}
	paid = paid.Add(p.every)
	return paid, max(0, paid.Sub(now)-time.Duration(p.burst)*p.every)
}

// owes is how long the key must wait until it may do it next.
func (p *pace) owes(key string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, wait := p.ahead(key, time.Now())
	return wait
}

// try has the key do it once, where it need not wait for that.
func (p *pace) try(key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	paid, wait := p.ahead(key, time.Now())
	if wait > 0 {
		return false
	}
	p.pay(key, paid)
	return true
}

// wait has the key do it once, when it may. The error is that of ctx.
func (p *pace) wait(ctx context.Context, key string) error {
	p.mu.Lock()
	paid, wait := p.ahead(key, time.Now())
	p.pay(key, paid)
	p.mu.Unlock()
	return pause(ctx, wait)
}

func (p *pace) pay(key string, paid time.Time) {
	if len(p.paid) >= mostPaid {
		for other, t := range p.paid {
			if t.Before(time.Now()) {
				delete(p.paid, other)
			}
		}
	}
	p.paid[key] = paid
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
