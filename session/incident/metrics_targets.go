package incident

import (
	"slices"
	"strings"
	"time"
)

// TargetClock holds the recovery targets of a system since the shutdown: when it must be
// back, and how old its restored data may be.
type TargetClock struct {
	System   string
	RTO      time.Duration // 0: none
	Deadline time.Time     // when the system must be back; zero: no target
	RPO      time.Duration // 0: none
	Restore  time.Time     // the oldest restore point that is good enough; zero: no target
	By       []uint64      // the numbers of the trade-offs that readjusted it
	Seq      uint64        // the entry that named the system
}

// shutDown returns when a system was shut down, by itself or with the incident as a whole;
// zero while it isn't.
func (s *State) shutDown(sys *System) time.Time {
	if own := sys.Status.ShutDown; !own.IsZero() {
		return own
	}
	return s.Status.whole.ShutDown
}

// Targets returns the recovery targets of the systems that are shut down, since then:
// those of their sheets, readjusted by the trade-offs that hold now and that are shown.
func (v View) Targets(now time.Time) []TargetClock {
	var clocks []TargetClock
	for system := range v.Systems() {
		shutDown := v.state.shutDown(system)
		if system.Sheet == nil || shutDown.IsZero() {
			continue
		}
		clock := v.targetOf(system.Sheet, shutDown, now)
		if clock.Seq = system.Seq; !clock.Deadline.IsZero() || !clock.Restore.IsZero() {
			clocks = append(clocks, clock)
		}
	}
	return clocks
}

// targetOf returns the clock of one system. If a trade-off's new value isn't a length of
// time, its end is the deadline.
func (v View) targetOf(sheet *Sheet, shutDown, now time.Time) TargetClock {
	clock := TargetClock{System: sheet.Name, RTO: time.Duration(sheet.RTO), RPO: time.Duration(sheet.RPO)}
	rto, rpo := v.readjusted(sheet.Name, "RTO", now), v.readjusted(sheet.Name, "RPO", now)
	clock.RTO, clock.RPO = clock.take(rto, clock.RTO), clock.take(rpo, clock.RPO)
	if clock.RTO > 0 {
		clock.Deadline = shutDown.Add(clock.RTO)
	}
	if clock.RPO > 0 {
		clock.Restore = shutDown.Add(-clock.RPO)
	}
	if rto != nil && !rto.TradeOff.Until.IsZero() {
		if _, ok := readLength(rto.TradeOff.New); !ok {
			clock.RTO, clock.Deadline = rto.TradeOff.Until.Sub(shutDown), rto.TradeOff.Until
		}
	}
	return clock
}

// take returns the target that a trade-off sets, or the old one if there is no trade-off.
func (c *TargetClock) take(d *Decision, old time.Duration) time.Duration {
	if d == nil {
		return old
	}
	c.By = append(c.By, d.N)
	if length, ok := readLength(d.TradeOff.New); ok {
		return length
	}
	return old
}

// readLength parses the new value of a trade-off as a positive length of time.
func readLength(s string) (time.Duration, bool) {
	d, err := ParseDuration(s)
	return d, err == nil && d > 0
}

// readjusted returns the last trade-off in sight that holds now and whose target names
// both a system and one of its targets, or nil.
func (v View) readjusted(system, target string, now time.Time) *Decision {
	for _, n := range v.state.Decisions.tradeOffs.Backward() {
		d := v.state.Decisions.All.At(int(n - 1))
		if !v.Sees(d.Seq) || d.State != decisionHolds || d.ended(now) {
			continue
		}
		if names(d.TradeOff.Target, system) && names(d.TradeOff.Target, target) {
			return d
		}
	}
	return nil
}

// names reports whether a word stands in a text, in either case.
func names(text, word string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(w string) bool {
		return strings.EqualFold(strings.Trim(w, ",.;()"), word)
	})
}
