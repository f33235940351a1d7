package playbook

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

var update = flag.Bool("update", false, "write what the built-in playbook asks now into testdata")

// asking is an incident that the built-in playbook is asked about.
type asking struct {
	t     *testing.T
	state *incident.State
	ask   incident.Ask
}

// declared opens an incident, at a severity, and states what is known of it.
func declared(t *testing.T, severity incident.Severity, stated ...string) *asking {
	t.Helper()
	a := &asking{t: t, state: incident.New("INC-1"), ask: incident.Ask{
		By: incident.Person{Name: "ana", Rank: incident.RankManager, Key: "SHA256:ana"}, At: noon,
		Rules: &incident.Rules{Playbook: builtinPlan(noon)},
	}}
	a.do(incident.Declare{Title: "x", Severity: severity})
	for _, line := range stated {
		a.say(line)
	}
	return a
}

func (a *asking) do(c incident.Command) {
	a.t.Helper()
	events, err := incident.Decide(a.state, a.ask, c)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, e := range events {
		a.state = incident.Fold(a.state, e)
	}
}

func (a *asking) say(line string) {
	a.t.Helper()
	c, err := incident.ParseVerb(line)
	if err != nil {
		a.t.Fatal(err)
	}
	a.do(c)
}

func (a *asking) view() incident.View { return a.state.For(a.ask.By) }

// told is what is asked of the incident, as it goes through its phases: all that it says, by
// the key of the rule.
type told struct {
	lines []string
	texts map[string]string
	roles map[string]incident.Role // of what is for one role
}

// terms say of whom something is asked, what it wants to be shown by, and by when.
type terms struct {
	role   *incident.Role
	wants  incident.Wanted
	within incident.Duration
}

func (o *told) add(key, text string, of terms) {
	o.texts[key] = text
	if of.role != nil {
		o.roles[key], text = *of.role, of.role.String()+": "+text
	}
	if of.wants != incident.WantsNothing {
		text += " [wants " + of.wants.String() + "]"
	}
	if of.within > 0 {
		text += " [within " + of.within.String() + "]"
	}
	o.lines = append(o.lines, fmt.Sprintf("  %-18s %s", key, text))
}

// boxOf returns the time that a task was given, 0 for none.
func boxOf(t *incident.Task, opened time.Time) incident.Duration {
	if t.Due.IsZero() {
		return 0
	}
	return incident.Duration(t.Due.Sub(opened))
}

func (a *asking) addTask(o *told, t *incident.Task) {
	text := t.Text
	if t.Because != "" {
		text += " (because " + t.Because + ")"
	}
	o.add(t.Rule, text, terms{role: &t.Role, within: boxOf(t, a.ask.At)})
}

func (a *asking) told() *told {
	o, v := &told{texts: map[string]string{}, roles: map[string]incident.Role{}}, a.view()
	if every := v.Cadence(); every > 0 {
		o.lines = append(o.lines, "an update every "+incident.Duration(every).String())
	}
	o.lines = append(o.lines, "calls")
	for _, e := range v.Escalations(a.ask.At) {
		if e.Waits {
			o.add(e.Name(), "after "+e.After.String()+": "+e.Call, terms{})
		}
	}
	o.lines = append(o.lines, "tasks")
	for t := range v.Tasks() {
		a.addTask(o, t)
	}
	for phase := incident.PhaseTriage; ; phase++ {
		o.lines = append(o.lines, phase.String())
		for _, c := range a.view().Criteria(a.ask.At) {
			o.add(c.Rule.Key, c.Asked(), terms{c.Rule.Role, c.Rule.Wants, c.Rule.Within})
		}
		if phase == incident.PhaseReview {
			break
		}
		line := "phase " + (phase + 1).String()
		if len(a.view().Criteria(a.ask.At)) > 0 || phase+1 == incident.PhaseReview { // the gate is asked there
			line += " override as an example"
		}
		a.say(line)
	}
	for t := range a.view().Tasks() {
		if _, before := o.texts[t.Rule]; !before {
			o.lines = append(o.lines, "task of a later phase")
			a.addTask(o, t)
		}
	}
	for _, list := range a.view().OpenChecklists(a.ask.At) {
		o.lines = append(o.lines, "list: "+list.Heading())
		for _, item := range list.Items {
			o.add(item.Key, item.Asked(), terms{&item.Role, item.Wants, item.Within})
		}
	}
	return o
}

func TestWhatIsAskedOfEachSortOfIncident(t *testing.T) {
	for name, c := range map[string]struct {
		severity incident.Severity
		stated   []string
	}{
		"a false alarm":                 {incident.SEV5, []string{"kind security", "personal-data no nothing was read"}},
		"a lost laptop":                 {incident.SEV4, []string{"kind lost-device it was left in a train", "personal-data no its disk is encrypted"}},
		"a leaked mailbox":              {incident.SEV3, []string{"kind security,data", "spread component", "personal-data yes"}},
		"an outage":                     {incident.SEV2, []string{"kind outage its disks are full", "spread system", "personal-data no none is kept there", "state shutdown its disks are full", "state system degraded it answers again", "state system restored its disks were emptied"}},
		"a ransom":                      {incident.SEV1, []string{"kind security,ransom", "spread house", "personal-data yes", "state shutdown the servers are off", "state system degraded half of them answer", "state system restored all of it is back"}},
		"a breach of a supplier":        {incident.SEV2, []string{"kind security,supplier", "spread beyond"}},
		"nothing is known of it so far": {incident.SEV3, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.severity.String() + " " + name + ": " + strings.Join(c.stated, "; ") + "\n" +
				strings.Join(declared(t, c.severity, c.stated...).told().lines, "\n") + "\n"
			path := "testdata/asked-" + strings.ReplaceAll(name, " ", "-") + ".golden"
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || got != string(want) {
				t.Errorf("%v\n%s", err, got)
			}
		})
	}
}

// TestAnOutageIsAskedNothingOfAnAttacker: an outage that is nothing else, at any severity.
func TestAnOutageIsAskedNothingOfAnAttacker(t *testing.T) {
	for s := incident.SEV1; s <= incident.SEV5; s++ {
		o := declared(t, s, "kind outage its disks are full", "spread beyond", "personal-data no none is there", "state shutdown it is off", "state system degraded half of it answers", "state system restored it is back").told()
		for _, key := range []string{"preserve", "dr-evidence"} {
			if text, asked := o.texts[key]; asked {
				t.Errorf("%s: %s asks %q", s, key, text)
			}
		}
		for key, text := range o.texts {
			for _, word := range []string{"attacker", "credential", "indicator", "suspect", "compromise", "insurer", "police"} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s: %s asks %q", s, key, text)
				}
			}
		}
	}
}

// TestLegalIsAskedWhereDataAboutPeopleMayBeTouched, at any severity; where none is, nobody is.
func TestLegalIsAskedWhereDataAboutPeopleMayBeTouched(t *testing.T) {
	for s := incident.SEV1; s <= incident.SEV5; s++ {
		for stated, key := range map[string]string{"": "personal-stated", "personal-data yes": "privacy-duties", "personal-data no none is there": ""} {
			var all []string
			if stated != "" {
				all = append(all, stated)
			}
			o := declared(t, s, all...).told()
			for _, one := range []string{"personal-stated", "privacy-duties"} {
				role, asked := o.roles[one]
				if want := one == key; asked != want || want && role != incident.RoleLegal {
					t.Errorf("%s %q: %s is asked %v of %s", s, stated, one, asked, role)
				}
			}
		}
	}
}

// TestNothingIsAskedTwice: who is told or called stands in one place, as a call or as a task.
func TestNothingIsAskedTwice(t *testing.T) {
	for s := incident.SEV1; s <= incident.SEV5; s++ {
		o := declared(t, s, "kind security,ransom", "spread house", "personal-data yes").told()
		for word, from := range map[string]incident.Severity{"insurer": incident.SEV5, "responders outside": incident.SEV2, "business continuity": incident.SEV2, "police": incident.SEV1} {
			var keys []string
			for key, text := range o.texts {
				if strings.Contains(text, word) {
					keys = append(keys, key)
				}
			}
			if asked := s <= from; len(keys) > 1 || asked != (len(keys) == 1) {
				t.Errorf("%s: %s is asked for by %v", s, word, keys)
			}
		}
	}
}

// TestEvidenceIsNotLostWhileTheKindIsUnknown: the kind is asked for first, by a time; evidence
// of an attacker as soon as one is named or, where the kind is left open, once triage is over.
func TestEvidenceIsNotLostWhileTheKindIsUnknown(t *testing.T) {
	for s := incident.SEV1; s <= incident.SEV3; s++ {
		a := declared(t, s)
		first := a.view().DueChecks(a.ask.At)[0]
		if first.Key != "kind-stated" || first.Due.Sub(a.ask.At) != 15*time.Minute || a.asksFor("preserve") {
			t.Errorf("%s: first is %+v; evidence is asked for: %v", s, first, a.asksFor("preserve"))
		}
		for _, c := range []struct {
			line string
			want bool
		}{{"kind security", true}, {"kind outage its disks are full", false}, {"kind outage,security", true}, {"phase containment override as an example", true}} {
			if a := declared(t, s, c.line); a.asksFor("preserve") != c.want {
				t.Errorf("%s, %s: evidence is asked for: %v", s, c.line, !c.want)
			}
		}
		if declared(t, s, "kind outage its disks are full", "phase containment override as an example").asksFor("preserve") {
			t.Errorf("%s: an outage is asked for evidence", s)
		}
	}
}

// asksFor reports whether the playbook has opened a task.
func (a *asking) asksFor(key string) bool {
	for t := range a.view().Tasks() {
		if t.Rule == key {
			return true
		}
	}
	return false
}

// TestAWorseIncidentIsAskedMore: what is asked at a severity is asked at the next worse one.
func TestAWorseIncidentIsAskedMore(t *testing.T) {
	for _, kind := range incident.KindWords() {
		var milder []string
		for s := incident.SEV5; s >= incident.SEV1; s-- {
			asked := slices.Collect(maps.Keys(declared(t, s, stating(kind)...).told().texts))
			for _, key := range milder {
				if !slices.Contains(asked, key) {
					t.Errorf("%s of kind %s isn't asked for %s", s, kind, key)
				}
			}
			milder = asked
		}
		if len(milder) < 10 {
			t.Errorf("SEV1 of kind %s is asked for %d things", kind, len(milder))
		}
	}
}

func stating(kind string) []string {
	if kind == "unknown" {
		return nil
	}
	return []string{"kind " + kind + " as it is"}
}

// TestEveryRuleIsAskedOfSomeIncident: no rule of the built-in playbook stands there for
// nothing.
func TestEveryRuleIsAskedOfSomeIncident(t *testing.T) {
	asked := map[string]bool{}
	for _, kind := range incident.KindWords() {
		for _, s := range []incident.Severity{incident.SEV1, incident.SEV5} {
			for _, more := range [][]string{nil, {"personal-data yes", "spread house", "state shutdown it is off", "state system degraded half of it answers", "state system restored it is back"}} {
				for key := range declared(t, s, append(stating(kind), more...)...).told().texts {
					asked[key] = true
				}
			}
		}
	}
	p := builtinPlan(noon)
	for i := range p.Escalation {
		if name := fmt.Sprintf("E%d", i+1); !asked[name] {
			t.Errorf("%s is never called", name)
		}
	}
	keys := []string{}
	for _, r := range p.Tasks {
		keys = append(keys, r.Key)
	}
	for _, r := range p.Exits {
		keys = append(keys, r.Key)
	}
	for _, list := range p.Checklists {
		for _, item := range list.Items {
			keys = append(keys, item.Key)
		}
	}
	for _, key := range keys {
		if !asked[key] {
			t.Errorf("%s is asked of no incident", key)
		}
	}
}
