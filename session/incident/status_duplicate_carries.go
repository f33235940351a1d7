package incident

import (
	"fmt"
	"strings"
)

// checkCarries refuses another incident that can't stand for this one, whether this is linked
// as its duplicate or closed as that.
func checkCarries(s, other *State, a Ask) error {
	worst, role := s.SizeUp.asked.severity, answerable(s)
	merged, isMerged := other.linkOf(linkDuplicate)
	switch {
	case other.Status.Phase == PhaseClosed:
		return refuse("%s is closed, and nobody would go on with this there: reopen it first, or close this by its own verdict", other.ID)
	case isMerged && merged.To != s.ID:
		return refuse("%s is itself merged into another: name that one", other.ID)
	case other.Drill != s.Drill:
		return refuse("one of %s and %s is a drill and the other isn't: they are not the same", s.ID, other.ID)
	case other.SizeUp.Severity > worst:
		return refuse("%s is %s, and this reached %s: raise it there first, /sev %d WHY", other.ID, other.SizeUp.Severity, worst, worst)
	case worst.Major() && !a.backedBy(s.Team.Roles[role]):
		return refuse("this reached %s: as a duplicate it is linked or closed by its %s, %s", worst, role, orNobody(s.Team.Roles[role], role))
	}
	for _, check := range []func(s, other *State, a Ask) error{checkStatesCarried, checkChangesKept, checkAsksAsMuch} {
		if err := check(s, other, a); err != nil {
			return err
		}
	}
	return nil
}

// checkStatesCarried refuses another incident that doesn't know of a system which isn't back.
func checkStatesCarried(s, other *State, a Ask) error {
	for _, n := range s.notBack(a.At) {
		if other.statusOf(n.Name).State == n.State {
			continue
		}
		if n.opener > 0 && !s.For(a.By).Sees(n.opener) {
			return refuse("an affected system that you may not see isn't back: ask who runs the bridge")
		}
		return refuse("%s, and %s doesn't have it so: record it there first, /state %s %s WHY", n.notBack(), other.ID, n.typed(), n.State)
	}
	return nil
}

func orNobody(name string, role Role) string {
	if name == "" {
		return "whom nobody is: /take " + role.String()
	}
	return name
}

// checkAsksAsMuch refuses another incident that wouldn't be asked what this one was: less is
// stated of it, or its response hasn't begun to act.
func checkAsksAsMuch(s, other *State, _ Ask) error {
	asked, there := s.SizeUp.asked, other.situation()
	kinds := asked.kinds.named()
	for _, c := range []struct {
		less     bool
		is, line string
	}{
		{kinds&^there.kinds != 0, "kind " + kinds.String(), fmt.Sprintf("/%s %s", kindVerb.Name, strings.Join((kinds|there.kinds.named()).Words(), ","))},
		{there.spread < asked.spread, "spread " + asked.spread.String(), fmt.Sprintf("/%s %s", spreadVerb.Name, asked.spread)},
		{asked.personal == TouchedYes && there.personal != TouchedYes, "personal data yes", "/" + personalVerb.Name + " yes"},
	} {
		if c.less {
			return refuse("this reached %s, and %s isn't so: state it there first, %s WHY", c.is, other.ID, c.line)
		}
	}
	if s.Status.gatedBy > 0 && other.Status.gatedBy == 0 {
		return refuse("the response has begun to act here, so the recovery gate is asked, and of %s it isn't yet: move it on first, /phase %s", other.ID, PhaseContainment)
	}
	return nil
}

// checkChangesKept refuses to leave a change of the running system in force of which the
// other incident doesn't know.
func checkChangesKept(s, other *State, a Ask) error {
	left := s.changesLeft(a.At)
	switch {
	case len(left) == 0:
		return nil
	case !s.For(a.By).Sees(left[0].Seq):
		return refuse("a change that you may not see is in force, and nobody keeps it: ask who runs the bridge")
	}
	return refuse("%s is in force here, and nobody in %s would end it: %s", left[0].Ref, other.ID, left[0].Do)
}
