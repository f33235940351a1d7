package incident

import (
	"fmt"
	"strings"
)

// restatement is what a statement of the severity, the kind, the spread or personal data has
// beside its subject.
type restatement struct {
	Asks int `json:"asks,omitempty"` // tasks that the playbook adds now

	// CriteriaFall is set when the decider lets the criteria of the phase fall with it.
	CriteriaFall bool `json:"criteria_fall,omitempty"`
}

// tell describes a statement in a line. What names its subject, with a blank at the end;
// "" for one that needs no name, as SEV3.
func (r restatement) tell(what, from, to, why string) string {
	line := what + from + " → " + to
	switch {
	case r.CriteriaFall && from == to:
		line = "the criteria of the phase fall to " + what + to
	case r.CriteriaFall:
		line += ", and the criteria of the phase fall with it"
	}
	return withReason(line, why) + asksMore(r.Asks)
}

// asksMore says at the end of a line how many tasks the playbook adds.
func asksMore(tasks int) string {
	if tasks == 0 {
		return ""
	}
	return "; it asks for " + plural(tasks, "more task")
}

// restating is a statement that is about to be taken. What makes the incident look milder
// is for the same people as lowering its severity, and for the holder of own.
type restating struct {
	verb, what string
	from, to   string
	why        string
	lowers     string // "narrowing the spread"
	own        Role
	same       bool // as it was stated before
	milder     bool
	askedMore  bool // the criteria of the phase are asked at something worse than that
}

// check cleans the reason, and refuses what isn't the asker's to state. It reports whether
// the criteria of the phase fall with it, which is the decider's to let.
func (r *restating) check(s *State, a Ask) (fall bool, err error) {
	if r.why, err = checkWhy(r.why); err != nil {
		return false, err
	}
	fall = r.askedMore && a.backedBy(s.Team.Roles[RoleDecider])
	milder := r.milder || fall
	switch {
	case r.same && !fall:
		return false, s.refuseSame(r.what, r.from, r.askedMore, fmt.Sprintf("/%s %s WHY", r.verb, r.to))
	case milder && r.why == "" && r.milder:
		return false, refuse("%s needs a reason: /%s %s WHY", r.lowers, r.verb, r.to)
	case milder && r.why == "":
		return false, refuse("give a reason to let the criteria of the phase fall: /%s %s WHY", r.verb, r.to)
	case r.milder && !mayLower(s, a) && (r.own == RoleManager || !s.wasNamed(a, r.own)):
		return false, refuse("%s is for %s: tell them with /say", r.lowers, r.milderFor())
	}
	return fall, nil
}

// refuseSame refuses to state what is stated already. Where the criteria of the phase are
// asked at something worse, it says who lets them fall with the line.
func (s *State) refuseSame(what, is string, askedMore bool, line string) error {
	if !askedMore {
		return refuse("%s is %s already", what, is)
	}
	return refuse("%s is %s already, and the criteria of the phase are asked by the worst so far: %s", what, is, s.letsFall(line))
}

// letsFall says who lets the criteria of the phase fall by typing a line.
func (s *State) letsFall(line string) string {
	if name := s.holderOf(RoleDecider); name != "" {
		return fmt.Sprintf("only %s, who is decider, can let that fall: %s", name, line)
	}
	return fmt.Sprintf("only the decider lets that fall, and nobody is: /take decider, then %s", line)
}

// milderFor names who may state what makes the incident look milder.
func (r *restating) milderFor() string {
	if r.own == RoleManager {
		return "the manager, the deputy or a security officer whom somebody else named"
	}
	return "the manager, the deputy, a security officer whom somebody else named, or " + r.own.named()
}

// restate has the criteria of the phase asked at how things are now as well or, if the decider
// lets them fall, no more at what was worse before. What isn't asked any more stays on record.
func (s *State) restate(e *Event, r restatement, why string, fall func(asked *situation)) {
	if !r.CriteriaFall {
		s.keepAsked()
		return
	}
	before := s.askedKeys()
	fall(&s.SizeUp.asked)
	s.keepAsked()
	s.passFrom(before, e, checkStatusLetFall, why)
}

// fall is something that was worse earlier in the phase, and the line by which the decider
// lets its criteria fall.
type fall struct{ was, line string }

// fallen returns what was worse since the phase began than it is now.
func (s *State) fallen() (all []fall) {
	now, asked := s.situation(), s.SizeUp.asked
	add := func(worse bool, was, line string) {
		if worse {
			all = append(all, fall{was, line + " WHY"})
		}
	}
	add(asked.severity < now.severity, asked.severity.String(), fmt.Sprintf("/%s %d", severityVerb.Name, now.severity))
	add(asked.kinds.named()&^now.kinds != 0, "kind "+asked.kinds.String(), "/"+kindVerb.Name+" "+strings.Join(now.kinds.Words(), ","))
	add(asked.spread > now.spread, "spread "+asked.spread.String(), "/"+spreadVerb.Name+" "+now.spread.String())
	add(asked.personal == TouchedYes && now.personal != TouchedYes, "personal data yes", "/"+personalVerb.Name+" "+now.personal.String())
	return all
}
