package incident

import (
	"cmp"
	"slices"
	"strings"
)

// wholeSystem is the name for what the incident is about as a whole. Its state was all that
// older records have.
const wholeSystem = "system"

// NamedStatus is the status of one affected system.
type NamedStatus struct {
	Name string // "": what the incident is about, as a whole
	SystemStatus
	opener uint64 // the entry that named the system; 0 for none
	alone  bool   // no system is named
}

// called names the system in a sentence.
func (n NamedStatus) called() string {
	if n.Name == "" {
		return "the system"
	}
	return n.Name
}

// typed names the system as it is typed.
func (n NamedStatus) typed() string {
	if n.Name == "" {
		return wholeSystem
	}
	return n.Name
}

// prefix returns what stands before a state where it is typed: the name and a blank.
func (n NamedStatus) prefix() string {
	if n.alone {
		return ""
	}
	return n.typed() + " "
}

// badness ranks the states, from the best.
var badness = [...]SystemState{SystemRunning, SystemRestored, SystemRetired, SystemDegraded, SystemQuarantined, SystemShutdown}

func (s SystemState) badness() int { return slices.Index(badness[:], s) }

// impaired reports whether the system works less than it did.
func (n NamedStatus) impaired() bool { return n.State.badness() > SystemRestored.badness() }

// systemStates returns the status of the incident as a whole, if somebody said it or no
// system is named, and of each affected system, in the order of their naming.
func (s *State) systemStates() []NamedStatus {
	var all []NamedStatus
	if s.Status.whole.Seq > 0 || len(s.Affected.Systems) == 0 {
		all = append(all, NamedStatus{SystemStatus: s.Status.whole, alone: len(s.Affected.Systems) == 0})
	}
	for _, sys := range s.Affected.Systems {
		if sys.Sheet != nil {
			all = append(all, NamedStatus{Name: sys.Sheet.Name, SystemStatus: sys.Status, opener: sys.Seq})
		}
	}
	return all
}

// SystemStates returns the status of each affected system that is shown, the worst first.
// That of the incident as a whole is among them if somebody said it or no system is named.
func (v View) SystemStates() []NamedStatus {
	all := slices.DeleteFunc(v.state.systemStates(), func(n NamedStatus) bool { return n.opener > 0 && !v.Sees(n.opener) })
	slices.SortStableFunc(all, func(a, b NamedStatus) int { return cmp.Compare(b.State.badness(), a.State.badness()) })
	return all
}

// SystemState returns the worst state of the affected systems.
func (v View) SystemState() SystemState {
	state, _, _ := v.WorstSystem()
	return state
}

// WorstSystem returns the worst state of the affected systems, with the name of the system,
// "" for the incident as a whole, and how many others are retired, degraded or worse.
func (v View) WorstSystem() (worst SystemState, name string, others int) {
	for i, n := range v.SystemStates() {
		switch {
		case i == 0:
			worst, name = n.State, n.Name
		case n.impaired():
			others++
		}
	}
	return worst, name, others
}

// SystemState returns the worst state of the affected systems, as everybody may see it who
// may enter.
func (s *State) SystemState() SystemState { return View{s, clearance{}}.SystemState() }

// anyShutdown reports whether a system is shut down.
func (s *State) anyShutdown() bool {
	return slices.ContainsFunc(s.systemStates(), func(n NamedStatus) bool { return n.State == SystemShutdown })
}

// statusOf returns the status of a system, "" for that of the incident as a whole.
func (s *State) statusOf(name string) SystemStatus {
	if name == "" {
		return s.Status.whole
	}
	if i := slices.IndexFunc(s.Affected.Systems, isNamed(name)); i >= 0 {
		return s.Affected.Systems[i].Status
	}
	return SystemStatus{}
}

// statusTarget is the system whose state is to be set.
type statusTarget struct {
	NamedStatus
	named systemAffected // where it must be named as affected first
}

// find returns the system that is meant.
func (c setSystemState) find(s *State, a Ask) (t statusTarget, err error) {
	if c.System == "" {
		return c.findOnly(s, a)
	}
	if c.System == wholeSystem {
		t.SystemStatus, t.alone = s.Status.whole, len(s.Affected.Systems) == 0
		return t, nil
	}
	if t.Name, err = checkSystem(c.System); err != nil {
		return t, err
	}
	if known := s.system(t.Name, a.By); known != nil {
		t.SystemStatus, t.opener = known.Status, known.Seq
		return t, nil
	}
	t.named, err = s.nameSystem(affectSystem{Unlisted: a.rules().sheet(t.Name) == nil, Sure: c.Sure}, t.Name, a)
	return t, err
}

// findOnly returns the one system that can be meant where none is named: the only one that
// is affected or, before one is, what the incident is about as a whole.
func (c setSystemState) findOnly(s *State, a Ask) (t statusTarget, err error) {
	t.SystemStatus, t.alone = s.Status.whole, len(s.Affected.Systems) == 0
	named := slices.DeleteFunc(s.For(a.By).SystemStates(), func(n NamedStatus) bool { return n.Name == "" && (t.alone || !n.impaired()) })
	switch {
	case len(named) > 1:
		return t, c.askWhich(named)
	case len(named) == 1:
		t.NamedStatus = named[0]
	case t.State.off() && (c.To.off() || c.To == SystemDegraded && len(c.Refs) == 0):
		return t, refuse("the system is %s (%s): of another, write /state NAME %s WHY; of the same, /state %s %s WHY",
			t.State, quote(t.Why), c.To, wholeSystem, c.To)
	}
	return t, c.askNamed(s, a, t)
}

// askWhich asks which of several systems is meant, the worst first.
func (c setSystemState) askWhich(all []NamedStatus) error {
	var names []string
	for _, n := range all {
		names = append(names, n.typed())
	}
	return refuse("which one is %s? Write its name, as /state %s %s WHY; there are %s", c.To, quote(names[0]), c.To, firstNames(maxNamed, names, len(names)))
}

// askNamed asks about a reason that begins with the name of another system.
func (c setSystemState) askNamed(s *State, a Ask, t statusTarget) error {
	word, _ := cutWord(c.Why)
	name := lower(strings.TrimRight(word, ",;:."))
	if c.Kept || name == "" || name == t.Name {
		return nil
	}
	if s.system(name, a.By) == nil && a.rules().sheet(name) == nil {
		return nil
	}
	return refuse("is %s the system that is %s? Write /state %s %s WHY%s", quote(name), c.To, quote(name), c.To, keepHint)
}

// settle names the system that is meant, so that what waits for a key means the same when
// it is confirmed.
func (c setSystemState) settle(s *State, a Ask) (Command, error) {
	t, err := c.find(s, a)
	if err != nil {
		return nil, err
	}
	c.System, c.Sure = t.typed(), t.named.Unlisted
	return c, nil
}

// recorded returns the command as the line of an act means it, where none is named: what
// the incident is about as a whole, as ever.
func (c setSystemState) recorded() needsKeys {
	if c.System == "" {
		c.System = wholeSystem
	}
	return c
}

// SetsState returns the name of the system whose state the decision's act sets, "" for none;
// "system" is what the incident is about as a whole.
func (d *Decision) SetsState() string {
	if c, ok := d.command().(setSystemState); ok {
		return c.System
	}
	return ""
}

// The acts that set a system's state, in Rules.TwoKeys.
const (
	shutdownAct   = "shutdown"
	quarantineAct = "quarantine"
)

// guardedAct returns the act of a shutdown, which is a decision and may need two keys, or
// of a quarantine, which may need them.
func (c setSystemState) guardedAct() guardedAct {
	act := guardedAct{name: shutdownAct, text: "shut down", answered: true, opens: onShutdown}
	switch c.To {
	case SystemShutdown:
	case SystemQuarantined:
		act = guardedAct{name: quarantineAct, text: "quarantine"}
	default:
		return guardedAct{}
	}
	why, name := oneLine(c.Why), c.System
	act.system = name
	if name == wholeSystem {
		name = ""
	}
	act.text = withReason(strings.TrimSpace(act.text+" "+name), why)
	if c.Sure {
		name += sureMark
	}
	if strings.TrimLeft(why, dashes) != why {
		why = keep + " " + why
	}
	act.line = replayLine(systemStateVerb.Name, name, c.To.String(), c.typed(), why)
	return act
}
