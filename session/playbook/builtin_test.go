package playbook

import (
	"testing"
	"time"

	"warroom/session/incident"
)

// asked counts what the built-in playbook asks of an incident.
func asked(p *incident.Playbook, s incident.Severity) (tasks int, exits map[incident.Phase]int) {
	holds := func(rule incident.Severity) bool { return rule == 0 || s <= rule }
	exits = map[incident.Phase]int{}
	for _, t := range p.Tasks {
		if holds(t.Severity) {
			tasks++
		}
	}
	for _, e := range p.Exits {
		if holds(e.Severity) {
			exits[e.Phase]++
		}
	}
	return tasks, exits
}

func TestTheBuiltInPlaybookHasNoFaults(t *testing.T) {
	p, faults := Parse([]byte(Builtin()), noon)
	if len(faults) > 0 {
		t.Errorf("it has %v", said(faults))
	}
	if p.Name == "" || len(p.Version) != 12 || p.Span != 7 || time.Duration(p.ActAfter) != 15*time.Minute {
		t.Errorf("it reads %q %q, span %d, acting after %s", p.Name, p.Version, p.Span, time.Duration(p.ActAfter))
	}
}

func TestTheBuiltInPlaybookAsksForMoreTheWorseItIs(t *testing.T) {
	p := builtinPlan(noon)
	for s := incident.SEV1; s < incident.SEV5; s++ {
		tasks, exits := asked(p, s)
		fewer, milder := asked(p, s+1)
		if tasks < fewer {
			t.Errorf("%s opens %d tasks, %s %d", s, tasks, s+1, fewer)
		}
		for phase := range milder {
			if exits[phase] < milder[phase] {
				t.Errorf("%s asks less of %s than %s", s, phase, s+1)
			}
		}
	}
	if tasks, exits := asked(p, incident.SEV5); tasks+len(exits) > 0 {
		t.Errorf("SEV5 asks for %d tasks, and something in %d phases", tasks, len(exits))
	}
	tasks, exits := asked(p, incident.SEV3)
	if tasks == 0 || tasks > 3 {
		t.Errorf("SEV3, which a declaration is when nobody says otherwise, opens %d tasks", tasks)
	}
	for phase := incident.PhaseTriage; phase < incident.PhaseClosed; phase++ {
		if exits[phase] != 1 {
			t.Errorf("SEV3 asks for %d things in %s", exits[phase], phase)
		}
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
