package incident

import (
	"slices"
	"strings"
	"time"
)

// checkStatus is the word for how something to tick stands; "" for what is on no record.
type checkStatus string

// How something to tick stands.
const (
	checkStatusOpen      checkStatus = "open"
	checkStatusOpenAgain checkStatus = "open again" // its tick counts no more
	checkStatusDone      checkStatus = "done"
	checkStatusNotNeeded checkStatus = "not needed"
	checkStatusLapsed    checkStatus = "lapsed" // its tick counts no more, and nobody asks for it any more

	// Of what isn't asked any more, and has no tick:
	checkStatusOverridden checkStatus = "overridden"        // the phase was left, or the incident closed, all the same
	checkStatusLetFall    checkStatus = "let fall"          // the decider let the criteria fall
	checkStatusNotAsked   checkStatus = "no longer asked"   // it was asked by something worse, in an earlier phase
	checkStatusTakenBack  checkStatus = "taken back"        // its tick was
	checkStatusLeft       checkStatus = "left to the other" // the incident was closed as a duplicate

	checkStatusListClosed checkStatus = "list closed" // with its ticks, since what opened it won't be done
)

// leaving says how something to tick was left, though it wasn't settled.
type leaving struct {
	how checkStatus
	Tick
}

// pass records how keys were left. It ignores what is no key of the playbook.
func (p *Plan) pass(e *Event, how checkStatus, why string, keys ...string) {
	for _, key := range keys {
		if _, isGate := strings.CutPrefix(key, gatePrefix); isGate || p.Playbook.asksFor(key) {
			p.passed = mapWith(p.passed, key, leaving{how, Tick{By: e.By, At: e.OccurredAt, Note: why, Seq: e.Seq}})
		}
	}
}

// putAway records the ticks of a list that is closed, and takes them away.
func (p *Plan) putAway(list Checklist) {
	for _, item := range list.Items {
		if tick, ticked := p.Ticks[item.Key]; ticked {
			p.passed = mapWith(p.passed, item.Key, leaving{checkStatusListClosed, tick})
			p.Ticks = mapWithout(p.Ticks, item.Key)
		}
	}
}

// asksFor reports whether a criterion or an item of a list has the key.
func (p *Playbook) asksFor(key string) bool {
	if p == nil {
		return false
	}
	return slices.ContainsFunc(p.Exits, func(r ExitRule) bool { return r.Key == key }) ||
		slices.ContainsFunc(p.Checklists, func(c Checklist) bool {
			return slices.ContainsFunc(c.Items, func(i CheckItem) bool { return i.Key == key })
		})
}

// askedKeys returns the keys that are asked now: of the criteria of the phase, and of the
// items of the open checklists.
func (s *State) askedKeys() (keys []string) {
	for _, c := range s.criteria(s.Status.Phase, time.Time{}) {
		keys = append(keys, c.Rule.Key)
	}
	return append(keys, s.listedKeys()...)
}

// listedKeys returns the keys of the items that are asked now.
func (s *State) listedKeys() (keys []string) {
	for _, list := range s.openChecklists(time.Time{}) {
		for _, item := range list.Items {
			keys = append(keys, item.Key)
		}
	}
	return keys
}

// passFrom records how those keys were left that were asked before a change, and aren't now.
func (s *State) passFrom(before []string, e *Event, how checkStatus, why string) {
	after := s.askedKeys()
	s.Plan.pass(e, how, why, slices.DeleteFunc(before, func(key string) bool { return slices.Contains(after, key) })...)
}

// standing returns how a key stands, and who left it, if somebody did. The state is "" for what
// is on no record: it isn't asked, and nobody ticked or left it.
func (s *State) standing(key string, asked bool, tick Tick, lapsed string) (state checkStatus, left Tick) {
	was := s.Plan.passed[key]
	switch ticked := tick.Seq > 0; {
	case ticked && lapsed != "" && asked:
		state = checkStatusOpenAgain
	case ticked && lapsed != "" && was.Seq < tick.Seq:
		state = checkStatusLapsed
	case ticked && lapsed == "" && tick.NotNeeded:
		state = checkStatusNotNeeded
	case ticked && lapsed == "":
		state = checkStatusDone
	case asked && (was.how == "" || s.Status.Phase != PhaseClosed && was.how != checkStatusTakenBack):
		state = checkStatusOpen
	default:
		return was.how, was.Tick
	}
	return state, Tick{}
}
