package incident

import (
	"slices"
	"strings"
	"time"
)

// TargetClock is what a system that was shut down owes: when it must be back,
// and how old the data may be that it comes back with.
type TargetClock struct {
	System   string
	RTO      time.Duration // 0: none
	Deadline time.Time     // when the system must be back; zero: no target
	RPO      time.Duration // 0: none
	Restore  time.Time     // the oldest restore point that is good enough; zero: no target
	By       []uint64      // the numbers of the trade-offs that readjusted it
	Seq      uint64        // the entry that named the system
}

// Targets are the recovery targets of the affected systems since the shutdown,
// as they are now: those of their sheets, readjusted by the trade-offs that
// hold. While nothing is shut down there are none.
func Targets(s *State, now time.Time) []TargetClock {
	if s.Status.ShutDown.IsZero() {
		return nil
	}
	var clocks []TargetClock
	for _, system := range s.Affected.Systems {
		if system.Sheet == nil {
			continue
		}
		c := targetOf(s, system.Sheet, now)
		if c.Seq = system.Seq; !c.Deadline.IsZero() || !c.Restore.IsZero() {
			clocks = append(clocks, c)
		}
	}
	return clocks
}

// targetOf is the clock of one system. A new value that is no length of time
// leaves only its end to go by.
func targetOf(s *State, sheet *Sheet, now time.Time) TargetClock {
	c := TargetClock{System: sheet.Name, RTO: time.Duration(sheet.RTO), RPO: time.Duration(sheet.RPO)}
	rto, rpo := readjusted(s, sheet.Name, "RTO", now), readjusted(s, sheet.Name, "RPO", now)
	c.RTO, c.RPO = c.take(rto, c.RTO), c.take(rpo, c.RPO)
	if c.RTO > 0 {
		c.Deadline = s.Status.ShutDown.Add(c.RTO)
	}
	if c.RPO > 0 {
		c.Restore = s.Status.ShutDown.Add(-c.RPO)
	}
	if rto != nil && !rto.TradeOff.Until.IsZero() {
		if _, ok := parseLength(rto.TradeOff.New); !ok {
			c.RTO, c.Deadline = rto.TradeOff.Until.Sub(s.Status.ShutDown), rto.TradeOff.Until
		}
	}
	return c
}

// take is the target that a trade-off sets, old where there is none.
func (c *TargetClock) take(d *Decision, old time.Duration) time.Duration {
	if d == nil {
		return old
	}
	c.By = append(c.By, d.N)
	if length, ok := parseLength(d.TradeOff.New); ok {
		return length
	}
	return old
}

// readjusted is the last trade-off that holds now and whose target names both
// a system and one of its targets; nil where there is none.
func readjusted(s *State, system, target string, now time.Time) *Decision {
	for _, d := range s.Decisions.All.Backward() {
		until := d.TradeOff.Until
		if d.Kind != TradeOff || d.State != DecisionHolds || !until.IsZero() && !until.After(now) {
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
