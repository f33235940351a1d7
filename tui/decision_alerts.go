package tui

import (
	"fmt"
	"time"

	"warroom/session/incident"
)

// alertExpired alerts the person for each trade-off that has ended since the last call, if
// they answer for it or run the bridge. Each alerts once.
func (r *Root) alertExpired() {
	b := r.bridge
	if b == nil {
		return
	}
	text := ""
	for _, d := range expired(b.view, r.who, b.expired, r.minute) {
		b.expired[d.N] = true
		text = fmt.Sprintf("%s D%d is EXPIRED: %s", b.id(), d.N, d.Subject(nil))
	}
	if text == "" {
		return
	}
	r.notice = warning(text + ": the old target is back")
	r.ring(text)
}

// expired returns the trade-offs past their end that concern p and haven't alerted yet. A
// closed incident has none.
func expired(v incident.View, p incident.Person, alerted map[uint64]bool, now time.Time) (ended []*incident.Decision) {
	if v.Phase() == incident.PhaseClosed {
		return nil
	}
	for d := range v.Decided() {
		mine := d.Accountable == p.Name || runs(v, p)
		if mine && !alerted[d.N] && d.Expired(now) {
			ended = append(ended, d)
		}
	}
	return ended
}

// expiredBefore returns the trade-offs that had ended when p connected.
func expiredBefore(v incident.View, p incident.Person, now time.Time) map[uint64]bool {
	alerted := map[uint64]bool{}
	for _, d := range expired(v, p, alerted, now) {
		alerted[d.N] = true
	}
	return alerted
}
