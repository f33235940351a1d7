package incident

import (
	"fmt"
	"time"
)

// stillShow reports whether what was cited still shows it. A zero time doesn't end anything.
func (s *State) stillShow(refs []Ref, now time.Time) bool { return s.lapsed(refs, now) == "" }

// lapsed says what of that which was cited shows it no more, "" if all of it does. What was
// taken back has by then taken everything with it that rested on it (see retraction), so
// one step is enough here.
func (s *State) lapsed(refs []Ref, now time.Time) string {
	for _, r := range refs {
		if why := s.lapse(r, now); why != "" {
			return why
		}
	}
	return ""
}

func (s *State) lapse(r Ref, now time.Time) string {
	switch r.Kind {
	case RefDecision:
		if d := itemN(s.Decisions.All, r.N); d != nil && checkHolds(d, now) != nil {
			return r.String() + " holds no more"
		}
	case RefProposal:
		if p := itemN(s.Decisions.Proposals, r.N); p != nil && p.State != proposalAccepted {
			return fmt.Sprintf("%s is %s", r, p.State)
		}
	case RefChange:
		return s.lapsedChange(r.N)
	case RefHunt:
		if h := itemN(s.Hunts.All, r.N); h != nil && (h.State == HuntOpen || h.State == HuntDropped) {
			return r.String() + " is " + h.State.String() + " again"
		}
	case RefHypothesis:
		if h := itemN(s.SizeUp.Hypotheses, r.N); h != nil && h.Verdict == HypothesisPossible {
			return r.String() + " is only possible again"
		}
	case RefEntry:
		if e := s.Entry(r.N); e != nil {
			return s.lapsedEntry(e)
		}
	}
	return ""
}

func (s *State) lapsedChange(n uint64) string {
	if c := itemN(s.Decisions.Changes, n); c != nil && !c.Undone.IsZero() {
		return fmt.Sprintf("C%d was undone", n)
	}
	return ""
}

// lapsing is a statement of how something stands. It says why it shows nothing any more: it
// was taken back, or what it called good has gone bad since. What was bad and is good now
// was still so when it was stated.
type lapsing interface {
	statement
	lapsed(s *State, stated *Event) string
}

// lapsedEntry says why an entry shows nothing any more.
func (s *State) lapsedEntry(e *Entry) string {
	if e.Strike != nil {
		return fmt.Sprintf("#%d was struck", e.Seq)
	}
	if f, ok := e.Fact.(lapsing); ok {
		return f.lapsed(s, e.Event)
	}
	return ""
}

func (f changeMade) lapsed(s *State, _ *Event) string { return s.lapsedChange(f.N) }

func (f hypothesisJudged) lapsed(s *State, e *Event) string {
	if h := itemN(s.SizeUp.Hypotheses, f.N); h != nil && h.verdictSeq() != e.Seq {
		return fmt.Sprintf("H%d is %s", f.N, h.Verdict)
	}
	return ""
}

func (f huntAnswered) lapsed(s *State, e *Event) string {
	if h := itemN(s.Hunts.All, f.N); h != nil && h.answered != e.Seq {
		return fmt.Sprintf("Q%d is %s", f.N, h.State)
	}
	return ""
}

func (f fixMoved) lapsed(s *State, _ *Event) string {
	if f.To == FixPlanned || f.To == FixFailed {
		return ""
	}
	if h := itemN(s.SizeUp.Hypotheses, f.N); h != nil && (h.Progress.State < f.To || h.Progress.State == FixFailed) {
		return fmt.Sprintf("the fix of H%d %s", f.N, h.Progress.State.clause())
	}
	return ""
}

func (f systemStateSet) lapsed(s *State, e *Event) string {
	if f.To.off() || f.To == SystemDegraded && len(f.Refs) == 0 {
		return ""
	}
	if now := s.statusOf(f.System); now.isDown() {
		return nowIs(e, now.State)
	}
	return ""
}

// nowIs says how something stands that an entry stated otherwise. It doesn't name the thing:
// not everybody may see that entry.
func nowIs(stated *Event, now fmt.Stringer) string {
	return fmt.Sprintf("what #%d names is %s now", stated.Seq, now)
}

func (f assetNamed) lapsed(s *State, e *Event) string {
	return s.lapsedAsset(e, e.Seq, assetKey(f.Type, f.Value), f.State)
}

func (f assetJudged) lapsed(s *State, e *Event) string {
	return s.lapsedAsset(e, f.Seq, assetKey(f.Type, f.Value), f.To)
}

// lapsedAsset says how an asset, which was named by the entry with the number named, stands
// that was stated otherwise.
func (s *State) lapsedAsset(e *Event, named uint64, key string, stated AssetState) string {
	for _, i := range s.Affected.assets.Find(key) {
		a := s.Affected.Assets.At(i)
		if a.Seq == named && a.State != stated && (a.State == AssetWithdrawn || stated == AssetCleared) {
			return nowIs(e, a.State)
		}
	}
	return ""
}

func (f channelJudged) lapsed(s *State, e *Event) string {
	for _, c := range s.Comms.Channels {
		if c.Name == f.Name && c.Trust > f.To {
			return nowIs(e, c.Trust)
		}
	}
	return ""
}

func (f observationMade) lapsed(s *State, e *Event) string {
	newest, ok := s.Metrics.Observed[observedTarget{f.System, f.Target.Name}]
	if !ok || newest.Seq == e.Seq || f.Waived || !f.Target.meets(f.Value) {
		return ""
	}
	if value, ok := convert(newest.value, newest.unit, f.Target.Unit); ok && !f.Target.meets(value) {
		return fmt.Sprintf("#%d shows otherwise than #%d", newest.Seq, e.Seq)
	}
	return ""
}
