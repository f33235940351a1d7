package playbook

import (
	"testing"
	"time"

	"warroom/session/incident"
)

func TestTheBuiltInPlaybookHasNoFaults(t *testing.T) {
	p, faults := Parse([]byte(Builtin()), noon)
	if len(faults) > 0 {
		t.Errorf("it has %v", said(faults))
	}
	if p.Name == "" || len(p.Version) != 12 || p.Span != 7 || time.Duration(p.ActAfter) != 15*time.Minute {
		t.Errorf("it reads %q %q, span %d, acting after %s", p.Name, p.Version, p.Span, time.Duration(p.ActAfter))
	}
}

func TestTheBuiltInPlaybookProposesASeverityForEveryPairOfLevels(t *testing.T) {
	p := builtinPlan(noon)
	propose := func(impact, urgency incident.Level) incident.Severity {
		for _, r := range p.Severities {
			if impact >= r.Impact && urgency >= r.Urgency {
				return r.Severity
			}
		}
		return 0
	}
	for impact := incident.LevelNone; impact <= incident.LevelHigh; impact++ {
		for urgency := incident.LevelNone; urgency <= incident.LevelHigh; urgency++ {
			s := propose(impact, urgency)
			if s == 0 {
				t.Errorf("impact %d and urgency %d have none", impact, urgency)
			}
			if impact > incident.LevelNone && propose(impact-1, urgency) < s || urgency > incident.LevelNone && propose(impact, urgency-1) < s {
				t.Errorf("impact %d and urgency %d propose %s, and less proposes worse", impact, urgency, s)
			}
		}
	}
}
